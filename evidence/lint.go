package evidence

import (
	"cmp"
	"slices"
	"strings"
)

// Lint is one finding. ID is that of a Check, At the id of the record.
type Lint struct {
	ID       string   `json:"id"`
	At       string   `json:"at"`
	Severity Severity `json:"severity"`
	Cause    string   `json:"cause"`
	Remedy   string   `json:"remedy"`
}

// LintOptions says what to look for.
type LintOptions struct {
	Only []string // ids of checks; none: all
	AsOf *Day     // checks of as-of runs need it

	// Texts are the frozen texts at hand, by source. With Texts nil, places
	// and shared words are not looked at; a part is found in its whole.
	Texts map[string]*Finder
}

// Lint runs the checks that a ledger can decide. Findings are sorted by id,
// then place, each once, and do not depend on the order of records.
// The error is evidence/unknown-check.
func (x *Index) Lint(o LintOptions) ([]Lint, error) {
	var unknown Errors
	for _, id := range o.Only {
		if _, ok := LookupCheck(id); !ok {
			unknown = append(unknown, &Error{code: CodeUnknownCheck, Text: clip(id), Cause: "there is no such check", Remedy: "take an id from the table of checks, such as ev/no-basis"})
		}
	}
	if len(unknown) > 0 {
		return nil, unknown
	}
	r := &linter{Index: x, only: o.Only, found: map[[2]string]string{}}
	r.references()
	r.values()
	r.support()
	r.claimsAsFact()
	r.conflicts()
	r.dates()
	if o.AsOf != nil {
		r.asOf(*o.AsOf)
	}
	if o.Texts != nil {
		r.spans(o.Texts)
		r.sharing(o.Texts)
	}
	return r.sorted(), nil
}

// linter collects findings: the cause by check and place.
type linter struct {
	*Index
	only  []string
	found map[[2]string]string
}

// add keeps of several causes at one place the first in the alphabet, so that
// the order of records shows nowhere.
func (r *linter) add(id, at, cause string) {
	if len(r.only) > 0 && !slices.Contains(r.only, id) {
		return
	}
	key := [2]string{id, at}
	if old, ok := r.found[key]; !ok || cause < old {
		r.found[key] = cause
	}
}

func (r *linter) sorted() []Lint {
	out := make([]Lint, 0, len(r.found))
	for key, cause := range r.found {
		c, _ := LookupCheck(key[0])
		out = append(out, Lint{key[0], key[1], c.Severity, cmp.Or(cause, c.When), c.Remedy})
	}
	slices.SortFunc(out, func(a, b Lint) int { return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.At, b.At)) })
	return out
}

// references finds ids that stand twice and ids that stand for nothing.
func (r *linter) references() {
	l := r.ledger
	seen := map[string]string{}
	declare := func(kind, id string) {
		if id == "" {
			return
		}
		if first, ok := seen[id]; ok {
			kinds := []string{first, kind}
			slices.Sort(kinds)
			r.add(LintDuplicateID, id, id+" is the id of a "+kinds[0]+" and of another "+kinds[1])
			return
		}
		seen[id] = kind
	}
	for _, s := range l.Sources {
		declare("source", s.ID)
	}
	for _, c := range l.Claims {
		declare("claim", c.ID)
	}
	for _, p := range l.Params {
		declare("parameter", p.ID)
	}
	for _, e := range l.Edges {
		declare("edge", e.ID)
	}
	for _, o := range l.Objects {
		declare("object", o.ID)
	}
	for _, a := range l.Assessments {
		declare("assessment", a.ID)
	}
	for _, j := range l.Judgements {
		declare("judgement", j.ID)
	}
	r.danglingSources()
	r.danglingClaims()
}

func (r *linter) danglingSources() {
	source := func(id, from string) {
		if id != "" && r.sources[id] == nil {
			r.add(LintDanglingRef, id, from+" names the source "+id+", which does not exist")
		}
	}
	for _, s := range r.ledger.Sources {
		source(s.PartOf, s.ID)
		source(s.RepostOf, s.ID)
		source(s.TranslationOf, s.ID)
	}
	for _, c := range r.claims {
		for _, p := range c.stated {
			source(p.Source, c.ID)
		}
	}
	for id := range r.ledger.Admit {
		source(id, "admit")
	}
}

func (r *linter) danglingClaims() {
	claim := func(id, from string) {
		if id != "" && r.claims[id] == nil {
			r.add(LintDanglingRef, id, from+" names the claim "+id+", which does not exist")
		}
	}
	for _, c := range r.claims {
		for _, other := range c.conflicts {
			claim(other, c.ID)
		}
		claim(c.Replaces, c.ID)
	}
	for _, k := range r.ledger.Links {
		claim(k.Claim, "a link to "+k.To)
		if r.objects[k.To] == nil {
			r.add(LintDanglingRef, k.To, "a link from "+k.Claim+" names "+k.To+", which does not exist")
		}
	}
	assessments := map[string]bool{}
	for _, a := range r.ledger.Assessments {
		assessments[a.ID] = true
	}
	for _, a := range r.ledger.Assessments {
		if r.claims[a.Of] == nil && r.sources[a.Of] == nil {
			r.add(LintDanglingRef, a.Of, "an assessment grades "+a.Of+", which does not exist")
		}
		if a.Replaces != "" && !assessments[a.Replaces] {
			r.add(LintDanglingRef, a.Replaces, "an assessment replaces "+a.Replaces+", which does not exist")
		}
	}
}
