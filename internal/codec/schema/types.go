package schema

import "entente/model"

// Kind is the type of a key's value.
type Kind string

const (
	Text     Kind = "text"      // any words; Field gives a *Str
	Word     Kind = "word"      // one of Key.Words; *Str
	Name     Kind = "name"      // a short word of the modeller's choice; *Str
	Ref      Kind = "reference" // the id of something of kind Key.Ref; *Str
	Refs     Kind = "references"
	Date     Kind = "date"  // a day, month or year; *Str
	Dates    Kind = "dates" // the same, or an interval of two; *Str
	Count    Kind = "count" // a whole number; *int
	YesNo    Kind = "yes-no"
	Number   Kind = "number" // a value with its reasons; *model.Number
	Sign     Kind = "sign"   // *Str
	Rule     Kind = "rule"   // an expression over options; *Str
	State    Kind = "state"  // a state key; *Str
	Path     Kind = "path"   // names a number; *Str
	Texts    Kind = "texts"  // a list of texts; *List
	Object   Kind = "object" // one item of Key.Of; *Maybe
	Map      Kind = "map"    // items of Key.Of by id; *Items
	Sequence Kind = "list"   // items of Key.Of in order; *Items

	// What follows has a syntax of its own; the reader knows each.
	Because      Kind = "because"     // claim ids and places: *[]model.Link
	Reason       Kind = "judgement"   // text or {why, by, date}: **model.Judgement
	Grade        Kind = "grade"       // B2 or {is, by, date, why}: *model.Grade
	Paragraphs   Kind = "paragraphs"  // 21-22: *[2]int
	Places       Kind = "places"      // ll ¶10: *[]model.Place
	ClaimedLinks Kind = "links"       // a -> b (+), one or several: *[]model.ClaimedLink
	Link         Kind = "link"        // a -> b (+): *model.CausalLink
	Between      Kind = "between"     // [a, b]: *model.Tie
	Exact        Kind = "exact"       // yes: covers the numbers of the item
	Scale        Kind = "scale"       // number: label: *[]model.ScalePoint
	Rules        Kind = "rules"       // actor: rule: *[]model.IssueRule
	Admit        Kind = "admit"       // source: reason: *[]model.Admission
	Preferences  Kind = "preferences" // *[]model.Preference
	Pushes       Kind = "pushes"      // driver: size: *[]model.DriverPush
	Likelihoods  Kind = "likelihoods" // row: value: *[]model.Likelihood
	Listening    Kind = "listening"   // part: weight: *[]model.Attention
	Choices      Kind = "choices"     // what-if: weight: *[]model.Choice
	Changes      Kind = "changes"     // path: change: *[]model.Change
	Tests        Kind = "tests"       // lens: test: *[]model.Test
	Format       Kind = "format"      // 1: *int
)

// RefKind is what an id names. Ids of different kinds differ, so that an id
// alone says what it names.
type RefKind string

const (
	Source      RefKind = "source"
	Claim       RefKind = "claim"
	Mechanism   RefKind = "mechanism"
	Actor       RefKind = "actor"
	Issue       RefKind = "issue"
	Option      RefKind = "option"
	Driver      RefKind = "driver"
	Hypothesis  RefKind = "hypothesis" // within its set
	Evidence    RefKind = "item of evidence"
	Set         RefKind = "hypothesis set"
	OneOf       RefKind = "one-of"
	WhatIf      RefKind = "what-if"
	Conclusion  RefKind = "conclusion"
	Question    RefKind = "question"
	NoReference RefKind = ""
)

// Type describes an item: a mapping with known keys.
type Type struct {
	Name string // of the item, with its article: "an actor"
	Doc  string
	Keys []Key
	Item func(owner any) *model.Item // nil for what carries no reasons of its own
}

// Key describes one key of an item.
type Key struct {
	Name     string
	Kind     Kind
	Doc      string // one sentence
	Example  string
	Words    []string
	Required bool
	Ref      RefKind // of Ref and Refs; for Map and Sequence: what the ids name
	RefIDs   bool    // of Map: the ids name things declared elsewhere
	Of       *Type
	Scale    string // of Number: what it is measured on, in words
	Many     bool   // one may be written without the list
	Field    func(owner any) any
}

// Key finds a key by name, nil if there is none.
func (t *Type) Key(name string) *Key {
	for i := range t.Keys {
		if t.Keys[i].Name == name {
			return &t.Keys[i]
		}
	}
	return nil
}

// Str is a handle to a text of any string type.
type Str struct {
	Get func() string
	Set func(string)
}

// List is a handle to a list of texts of any string type.
type List struct {
	Get func() []string
	Set func([]string)
}

// Items is a handle to a list of items. ID is nil for items without one.
type Items struct {
	Len  func() int
	Make func(n int) // an empty list of n items
	At   func(i int) any
	ID   func(i int) *Str
}

// Maybe is a handle to an item that may be absent.
type Maybe struct {
	Get  func() any // nil when absent
	Make func() any
}

func str[T ~string](p *T) *Str {
	return &Str{Get: func() string { return string(*p) }, Set: func(s string) { *p = T(s) }}
}

func list[T ~string](p *[]T) *List {
	return &List{
		Get: func() []string {
			var out []string
			for _, v := range *p {
				out = append(out, string(v))
			}
			return out
		},
		Set: func(s []string) {
			*p = nil
			for _, v := range s {
				*p = append(*p, T(v))
			}
		},
	}
}

func items[T any](p *[]T, id func(*T) *Str) *Items {
	h := &Items{
		Len:  func() int { return len(*p) },
		Make: func(n int) { *p = make([]T, n) },
		At:   func(i int) any { return &(*p)[i] },
	}
	if id != nil {
		h.ID = func(i int) *Str { return id(&(*p)[i]) }
	}
	return h
}

func maybe[T any](p **T) *Maybe {
	return &Maybe{
		Get: func() any {
			if *p == nil {
				return nil
			}
			return *p
		},
		Make: func() any { *p = new(T); return *p },
	}
}

// in gives a field function its owner's type.
func in[T any](f func(*T) any) func(any) any {
	return func(owner any) any { return f(owner.(*T)) }
}

// itemOf gives an item function its owner's type.
func itemOf[T any](f func(*T) *model.Item) func(any) *model.Item {
	return func(owner any) *model.Item { return f(owner.(*T)) }
}
