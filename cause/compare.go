package cause

import (
	"cmp"
	"math"
	"slices"

	"entente/quantity"
)

// Said is a link as one source or analyst gives it; any of the seven signs.
type Said struct {
	From, To string
	Sign     Sign
}

// View is a map as it is compared: what it knows and what it says. Silence
// about a pair whose concepts it knows is not denial.
type View struct {
	Nodes []string
	Links []Said
}

// Class is how two views stand on one ordered pair.
type Class string

const (
	Agree        Class = "agree"
	Opposed      Class = "opposed"
	Denied       Class = "denied"  // one says no effect
	Unclear      Class = "unclear" // one gives no sign, and neither denies the link
	OnlyA        Class = "only-a"  // the other knows both concepts and is silent
	OnlyB        Class = "only-b"
	OnlyAConcept Class = "only-a-concept" // the other lacks a concept
	OnlyBConcept Class = "only-b-concept"
)

// Classes lists the classes in the order of this file.
func Classes() []Class {
	return []Class{Agree, Opposed, Denied, Unclear, OnlyA, OnlyB, OnlyAConcept, OnlyBConcept}
}

// Compared is one ordered pair of which at least one view speaks.
type Compared struct {
	From, To string
	A, B     Sign // empty: silent
	Class    Class
}

// Comparison is how two views relate.
type Comparison struct {
	Links           []Compared // by from, then to
	Counts          map[Class]int
	JaccardConcepts float64 // shared / all; NaN when there are none
	JaccardLinks    float64 // of linked ordered pairs
	SignAgreement   float64 // equal signs among pairs where both speak; NaN when none
}

// Compare compares two views, self links aside.
func Compare(a, b View) Comparison {
	knowsA, knowsB := set(a.Nodes), set(b.Nodes)
	saysA, saysB := said(a), said(b)
	pairs := map[[2]string]bool{}
	for p := range saysA {
		pairs[p] = true
	}
	for p := range saysB {
		pairs[p] = true
	}
	out := Comparison{Counts: map[Class]int{}}
	both, same := 0, 0
	for p := range pairs {
		l := Compared{From: p[0], To: p[1], A: saysA[p], B: saysB[p]}
		switch {
		case l.A == "" && knowsA[p[0]] && knowsA[p[1]]:
			l.Class = OnlyB
		case l.A == "":
			l.Class = OnlyBConcept
		case l.B == "" && knowsB[p[0]] && knowsB[p[1]]:
			l.Class = OnlyA
		case l.B == "":
			l.Class = OnlyAConcept
		default:
			both++
			if l.Class = classOf(l.A, l.B); l.Class == Agree {
				same++
			}
		}
		out.Counts[l.Class]++
		out.Links = append(out.Links, l)
	}
	slices.SortFunc(out.Links, func(x, y Compared) int { return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To)) })
	shared := 0
	for n := range knowsA {
		if knowsB[n] {
			shared++
		}
	}
	out.JaccardConcepts = quotient(shared, len(knowsA)+len(knowsB)-shared)
	out.JaccardLinks = quotient(both, len(pairs))
	out.SignAgreement = quotient(same, both)
	return out
}

// classOf compares two signs. A sign with "or none" counts as the sign.
func classOf(a, b Sign) Class {
	plain := func(s Sign) Sign {
		if s == None {
			return s
		}
		sign, _, _ := s.Adopt()
		return sign
	}
	a, b = plain(a), plain(b)
	switch {
	case a == b:
		return Agree
	case a == None || b == None:
		return Denied
	case a == Any || b == Any:
		return Unclear
	}
	return Opposed
}

func set(names []string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

func said(v View) map[[2]string]Sign {
	out := map[[2]string]Sign{}
	for _, l := range v.Links {
		if l.From != l.To {
			out[[2]string{l.From, l.To}] = l.Sign
		}
	}
	return out
}

func quotient(a, b int) float64 {
	if b == 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}

// Union is the map that holds what either of two maps holds. Links of opposite
// or unknown sign become Any; a link of both is uncertain where both say so. The
// rules of self-limitation and the prior are those of a.
func Union(a, b Map) Map {
	out := Map{Nodes: slices.Clone(a.Nodes), Edges: slices.Clone(a.Edges), Self: a.Self, Prior: a.Prior}
	known := set(a.Nodes)
	for _, n := range b.Nodes {
		if !known[n] {
			out.Nodes = append(out.Nodes, n)
		}
	}
	at := map[string]int{}
	for i, e := range out.Edges {
		at[e.name()] = i
	}
	for _, e := range b.Edges {
		i, ok := at[e.name()]
		if !ok {
			out.Edges = append(out.Edges, e)
			continue
		}
		mine := &out.Edges[i]
		mine.merge(e)
	}
	return out
}

// Agreed is the map of the links that two maps hold with the same sign, over the
// concepts of both.
func Agreed(a, b Map) Map {
	out := Map{Self: a.Self, Prior: a.Prior}
	known := set(b.Nodes)
	for _, n := range a.Nodes {
		if known[n] {
			out.Nodes = append(out.Nodes, n)
		}
	}
	theirs := map[string]Edge{}
	for _, e := range b.Edges {
		theirs[e.name()] = e
	}
	for _, e := range a.Edges {
		if other, ok := theirs[e.name()]; ok && other.Sign == e.Sign {
			e.merge(other)
			out.Edges = append(out.Edges, e)
		}
	}
	return out
}

// merge takes another view of the same link in: the sizes span both.
func (e *Edge) merge(o Edge) {
	if e.Sign != o.Sign {
		e.Sign = Any
	}
	e.Uncertain = e.Uncertain && o.Uncertain
	if e.Pair != o.Pair {
		e.Pair = ""
	}
	switch {
	case e.Size == nil || o.Size == nil:
		e.Size = nil
	case *e.Size != *o.Size:
		v := quantity.Between(min(e.Size.Low, o.Size.Low), max(e.Size.High, o.Size.High))
		e.Size = &v
	}
}
