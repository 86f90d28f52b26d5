package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/cause"
	"entente/model"
	"entente/sensitivity"
)

// fewSpeak is the number of draws below which shares are shown with a caution.
const fewSpeak = 200

// tested is the place of a conclusion's test in the table.
func (t *causesTable) tested(k *model.Conclusion) *causeTest { return &t.tests[t.of[k.ID]] }

// count is how many of the first draws had each fate.
func (t *causesTable) count(done int) (of [speaks + 1]int) {
	for _, f := range t.fates[:done] {
		of[f]++
	}
	return of
}

func (t *causesTable) methods(k *model.Conclusion, q model.Test, done int) ([]MethodShare, string) {
	if t.count(done)[speaks] == 0 {
		return nil, t.silence(done)
	}
	out := []MethodShare{{
		Method: "press", Title: "a press with sampled sizes", Share: t.share(k, 0, done),
		Point: t.mid[t.of[k.ID]][0] == holds, Chosen: true,
	}}
	if p, ok := t.predicted(t.tested(k)); ok {
		m := MethodShare{Method: "signs", Title: "the signs alone at equal sizes", Undrawn: true}
		if p.sign == t.tested(k).sign {
			m.Share, m.Point = 1, true
		}
		out = append(out, m)
	}
	return out, ""
}

// silence is why no draw speaks.
func (t *causesTable) silence(done int) string {
	if t.silent == "" {
		t.silent = t.blame(done)
	}
	return t.silent
}

func (t *causesTable) blame(done int) string {
	n := t.count(done)
	switch {
	case n[freed] > 0:
		return fmt.Sprintf("With what is cut or held the map runs away in all of the %d draws that show what was observed.", n[freed])
	case n[unlike] == 0 && t.remaining() != t.l.whole:
		return fmt.Sprintf("With what is cut or held none of %d draws is stable: a loop of causes runs away.", done)
	}
	// The reason, with what is to blame, is the lens's own to find.
	push := make([]float64, len(t.l.m.drivers))
	push[0] = 1
	question := cause.Question{Intervention: cause.Intervention{Push: push}, Draws: fewSpeak}
	for _, o := range t.l.m.observed {
		question.Observe = append(question.Observe, cause.Observation{Push: o.push, Node: o.node, Sign: o.sign})
	}
	_, err := t.l.whole.Press(context.Background(), question)
	var wrong *cause.Error
	if errors.As(err, &wrong) {
		return sentence(wrong.Cause) + " " + sentence(wrong.Remedy)
	}
	return fmt.Sprintf("None of %d draws is stable and shows what was observed; more draws would find some.", done)
}

// prediction is what the signs alone say of a test.
type prediction struct {
	sign   int
	weight float64 // NaN where it is not counted
}

// predicted is the sign of the response at equal sizes, from the adjugate of the
// signed matrix (package cause, Exact). There is none where a sign is not known,
// where the products cancel, and where the map at equal sizes is not stable by
// its determinant: no draw that speaks is like it then.
func (t *causesTable) predicted(q *causeTest) (prediction, bool) {
	exact := t.exactly()
	if exact == nil || exact.Det.Sign() <= 0 || slices.ContainsFunc(t.iv.Pins, func(p cause.Pin) bool { return p.Node == q.push.driver || p.Node == q.node }) {
		return prediction{}, false
	}
	sign := exact.Adj[q.node][q.push.driver].Sign()
	if sign == 0 && t.reaches(q) {
		return prediction{}, false
	}
	if q.push.mid < 0 {
		sign = -sign
	}
	return prediction{sign, exact.Weight[q.node][q.push.driver]}, true
}

// exactly are the predictions from signs, nil where there are none.
func (t *causesTable) exactly() *cause.Exact {
	if !t.exactDone {
		t.exact, _ = t.remaining().Exact() // an unknown sign, or too many drivers
		t.exactDone = true
	}
	return t.exact
}

// reaches reports whether a route leads from the push of a test to its node.
func (t *causesTable) reaches(q *causeTest) bool {
	iv := cause.Intervention{Push: make([]float64, len(t.l.m.drivers)), Cuts: t.iv.Cuts, Pins: t.iv.Pins}
	iv.Push[q.push.driver] = 1
	return t.l.whole.Reach(iv)[q.node]
}

// remark is the direction in words, and how many draws speak.
func (t *causesTable) remark(r *run, where int, k *model.Conclusion, test model.Test) string {
	q := t.tested(k)
	reached := t.reaches(q)
	var rose, fell, still int
	for _, y := range t.responses[t.of[k.ID]][:r.done] {
		switch s := cause.SignOf(y); {
		case math.IsNaN(y):
		case s > 0:
			rose++
		case s < 0:
			fell++
		default:
			still++
		}
	}
	response := cause.ResponseOf(rose, fell, still, reached)
	parts := []string{sentence(response.Words(string(test.Node)))}
	if p, ok := t.predicted(q); ok && reached && !math.IsNaN(p.weight) {
		parts = append(parts, fmt.Sprintf("The signs alone have a weight of %s (1: so for all sizes).", number(p.weight, 1)))
	}
	parts = append(parts, t.counted(r.done))
	if s := r.scenarios[where]; reached && s.pushed && len(k.Under) > 0 && where != 0 {
		parts = append(parts, "What is pushed besides moves levels and leaves this direction as it is: responses are linear.")
	}
	if !reached && changes(t.iv) {
		parts = append(parts, "What is cut or held takes away every route.")
	}
	return strings.Join(parts, " ")
}

// counted says how many draws speak.
func (t *causesTable) counted(done int) string {
	n := t.count(done)
	stable := n[unlike] + n[freed] + n[speaks]
	s := fmt.Sprintf("Stable in %s of 100 draws", share100(stable, done))
	if len(t.l.m.observed) > 0 {
		s += fmt.Sprintf(", showing what was observed in %s", share100(n[freed]+n[speaks], done))
	}
	if n[freed] > 0 {
		s += fmt.Sprintf("; in %s the map without what is cut or held runs away", share100(n[freed], done))
	}
	if n[speaks] < fewSpeak {
		s += fmt.Sprintf("; few draws: the shares rest on %d", n[speaks])
	}
	return s + "."
}

// share100 is a count as hundredths of another.
func share100(n, of int) string {
	if of == 0 {
		return "0"
	}
	rounded := int(math.Round(100 * float64(n) / float64(of)))
	switch {
	case rounded == 100 && n < of:
		return "more than 99"
	case rounded == 0 && n > 0:
		return "fewer than 1"
	}
	return fmt.Sprint(rounded)
}

// inputs are the links whose size moves the response of a test.
func (t *causesTable) inputs(r *run, k *model.Conclusion, test model.Test) []Influence {
	q, column := t.tested(k), t.responses[t.of[k.ID]]
	vars := slices.DeleteFunc(t.l.numbers(test), func(v int) bool { return t.s.values[v].IsPoint() })
	ranks := r.ranksOf(vars, column)
	f := t.l.frame().(*causesFrame)
	if !math.IsNaN(t.points[t.of[k.ID]]) {
		answer := func(x []float64) float64 { return f.answer(t, q, x) }
		met := func(x []float64) bool { return q.verdict(answer(x)) == holds }
		speaker := sensitivity.Speaker{
			Answer: "the response of " + string(test.Node), Conclusion: "the conclusion",
			Number: func(y float64) string { return number(y, 1) },
		}
		return r.oneAtATime(t.s, vars, answer, met, speaker, ranks)
	}
	// With every size at its mid the map runs away; the draws still tell.
	out := []Influence{}
	for i, v := range vars {
		if ranks[i] == 0 || math.IsNaN(ranks[i]) {
			continue
		}
		inf := r.influence(v, t.s)
		inf.Low, inf.High = t.s.values[v].Low, t.s.values[v].High
		inf.Correlation = ranks[i]
		inf.Words = fmt.Sprintf("Its size goes with the response of %s, with a rank correlation of %s.", test.Node, number(ranks[i], 1))
		out = append(out, inf)
	}
	slices.SortStableFunc(out, func(a, b Influence) int {
		return cmp.Compare(math.Abs(b.Correlation), math.Abs(a.Correlation))
	})
	return out
}

func (t *causesTable) rule(q model.Test) RuleLine {
	self := map[string]string{
		"": "drawn like the links", "sampled": "drawn like the links", "unit": "of size one", "declared": "as the map declares it",
	}[t.l.m.c.Self]
	words := "A lasting push on " + string(q.Push.Driver) + " under sizes drawn from the case's ranges, with self-limitation " + self +
		"; sizes under which a loop runs away are left out"
	if n := len(t.l.m.observed); n > 0 {
		words += fmt.Sprintf(", and so are those that do not show what was observed (%d directions)", n)
	}
	return RuleLine{
		Lens: string(model.LensCauses), Test: q.Text, Equation: "A x = −p, with A_ij the effect of j on i; the sign of x at the node",
		Words:   words + ". A share is one of sizes, not the probability of an event.",
		Methods: []string{"a press with sampled sizes: the sign of x in each draw", "the signs alone at equal sizes: sign(adj(−S)_ij) · sign(det(−S))"},
	}
}
