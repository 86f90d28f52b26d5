package evidence

import "slices"

// validator collects what is wrong with the records themselves.
type validator struct{ errs Errors }

func (v *validator) err() error { return v.errs.err() }

func (v *validator) period(where, text string) Period {
	p, err := ParsePeriod(text)
	if e, ok := err.(*Error); ok {
		e.Cause = where + ": " + e.Cause
		v.errs = append(v.errs, e)
	}
	return p
}

func (v *validator) word(where, word string, allowed ...string) {
	if !slices.Contains(allowed, word) {
		v.bad(where, word, "this is none of the words that may stand here", "write one of: "+list(allowed))
	}
}

func (v *validator) bad(where, text, cause, remedy string) {
	v.errs = append(v.errs, &Error{code: CodeBadRecord, Text: clip(text), Cause: where + ": " + cause, Remedy: remedy})
}

func list(words []string) string {
	s := ""
	for _, w := range words {
		if w == "" {
			continue
		}
		if s != "" {
			s += ", "
		}
		s += w
	}
	return s
}

// records checks that ids are there, that words come from their lists, and
// that paragraphs count from 1.
func (v *validator) records(l *Ledger) {
	for _, s := range l.Sources {
		v.id("source", s.ID)
		if r := s.Paragraphs; r != nil && (r[0] < 1 || r[1] < r[0]) {
			v.bad("source "+s.ID+": paragraphs", itoa(r[0])+"-"+itoa(r[1]), "this is no run of paragraphs", "give the first and the last, counted from 1")
		}
	}
	for _, c := range l.Claims {
		v.claim(c)
	}
	for _, p := range l.Params {
		v.id("param", p.ID)
		v.basis("param "+p.ID, p.Basis)
	}
	for _, e := range l.Edges {
		v.id("edge", e.ID)
		v.basis("edge "+e.ID, e.Basis)
	}
	for _, o := range l.Objects {
		v.id("object", o.ID)
		v.basis("object "+o.ID, o.Basis)
	}
	for _, k := range l.Links {
		v.word("link "+k.Claim+" to "+k.To+": role", string(k.Role), "supports", "contradicts", "sets", "bounds")
	}
	for _, a := range l.Assessments {
		v.word("assessment of "+a.Of+": reliability", a.Reliability, "", "A", "B", "C", "D", "E", "F")
		v.word("assessment of "+a.Of+": credibility", a.Credibility, "", "1", "2", "3", "4", "5", "6")
	}
	for _, j := range l.Judgements {
		v.period("judgement "+j.ID+": when", j.When)
	}
	v.word("share", l.Share, "", "short-quotes", "paraphrase")
}

func (v *validator) id(kind, id string) {
	if id == "" {
		v.bad(kind, "", "a record has no id", "give it a short word of its own")
	}
}

func (v *validator) basis(where string, b Basis) {
	v.word(where+": basis", string(b), "", "evidence", "judgement", "default", "none")
}

func (v *validator) claim(c Claim) {
	where := "claim " + c.ID
	v.id("claim", c.ID)
	v.word(where+": kind", string(c.Kind), "", "event", "statement", "judgement", "forecast", "assumption", "outcome")
	v.word(where+": modality", string(c.Modality), "", "asserted", "denied", "hypothetical", "despite")
	v.word(where+": status", c.Status, "", "proposed", "accepted", "rejected")
	if c.Para < 0 || (c.ParaTo != 0 && c.ParaTo < c.Para) {
		v.bad(where+": para", itoa(c.Para)+"-"+itoa(c.ParaTo), "this is no run of paragraphs", "give the first and the last, counted from 1")
	}
}
