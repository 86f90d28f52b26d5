package yaml

import (
	"fmt"
	"strings"

	"entente/evidence"
	"entente/internal/codec/schema"
	"entente/model"
)

// lateTest is a test whose hypotheses are looked up when all sets are known.
type lateTest struct {
	node       *node
	test       model.Test
	path       string
	conclusion string
}

// testsOf reads the tests of a conclusion and checks their names.
func (r *reader) testsOf(v *node, into *[]model.Test, path string) {
	lenses := make([]string, len(model.Lenses))
	for i, l := range model.Lenses {
		lenses[i] = string(l)
	}
	for _, kv := range v.pairs {
		at := join(path, kv.key.text)
		r.places[at] = kv.key
		lens := model.Lens(kv.key.text)
		if !containsText(lenses, kv.key.text) {
			r.fail(kv.key, at, "case/unknown-word", fmt.Sprintf("%q is no lens.", kv.key.text), suggestion(kv.key.text, lenses, "lens"))
			continue
		}
		s, ok := r.text(kv.value, at)
		if !ok {
			continue
		}
		t, err := model.ParseTest(lens, s)
		if err != nil {
			r.syntax(kv.value, 0, at, "case/bad-test", err)
			continue
		}
		r.testNames(t, s, kv.value, at)
		*into = append(*into, t)
		if lens == model.LensHypotheses {
			conclusion := strings.TrimSuffix(strings.TrimPrefix(path, "conclusions."), ".tests")
			r.tests = append(r.tests, lateTest{kv.value, t, at, conclusion})
		}
	}
}

func containsText(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// testNames checks that what a test names exists.
func (r *reader) testNames(t model.Test, text string, v *node, at string) {
	name := func(kind schema.RefKind, id string, from int) {
		if id == "" {
			return
		}
		i := strings.Index(text[from:], id)
		r.resolveAt(kind, id, v, inText(v, from+max(i, 0)), at)
	}
	switch t.Lens {
	case model.LensBargaining, model.LensFactions, model.LensSystem:
		from := 0
		if t.Actor != "" {
			name(schema.Actor, string(t.Actor), 0)
			from = strings.Index(text, string(t.Actor)) + len(t.Actor)
		}
		name(schema.Issue, string(t.Issue), from)
		if t.At != "" {
			if _, err := evidence.ParsePeriod(string(t.At)); err != nil || strings.Contains(string(t.At), "..") {
				r.report("error", v, inText(v, strings.LastIndex(text, string(t.At))), at, evidence.CodeBadDate,
					fmt.Sprintf("%q is no date.", t.At), "Write 2017-01-31, 2017-01 or 2017.")
			}
		}
	case model.LensConflict:
		r.checkExpression(t.Expr, v, strings.Index(text, t.Expr), at)
	case model.LensAlignment:
		name(schema.Actor, string(t.A), 0)
		name(schema.Actor, string(t.B), strings.Index(text, string(t.A))+len(t.A))
	case model.LensCauses:
		name(schema.Driver, string(t.Push.Driver), 0)
		name(schema.Driver, string(t.Node), strings.IndexByte(text, ':'))
	}
}

// hypothesisTests looks up the hypotheses that tests name: in the set that has
// the id of the question answered, or else in any.
func (r *reader) hypothesisTests() {
	for _, late := range r.tests {
		known := newIDs()
		answers := model.QuestionID("")
		if c := r.c.Conclusion(model.ConclusionID(late.conclusion)); c != nil {
			answers = c.Answers
		}
		own := r.ids[schema.Set].has(string(answers))
		for i := range r.c.Hypotheses {
			h := &r.c.Hypotheses[i]
			if own && string(h.ID) != string(answers) {
				continue
			}
			for j := range h.Rows {
				known.add(&node{text: string(h.Rows[j].ID)})
			}
			if !h.Complete {
				known.add(&node{text: "none"})
			}
		}
		r.rows = known
		for _, id := range []model.HypothesisID{late.test.Leader, late.test.Below} {
			if id != "" {
				at := strings.Index(late.node.text, string(id))
				r.resolveAt(schema.Hypothesis, string(id), late.node, inText(late.node, max(at, 0)), late.path)
			}
		}
	}
}
