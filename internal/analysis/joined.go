package analysis

import (
	"math"

	"entente/model"
)

// joined is a lens that answers its tests in each draw by itself, beside
// bargaining and factions, which share the tables of issues. It belongs to a
// plan, and may be used by many goroutines.
type joined interface {
	lens() model.Lens
	// vars are the variables of the plan that the lens reads.
	vars() []int
	// feels reports whether a change can reach the lens. A scenario none of
	// whose changes it feels shares what was drawn for the base.
	feels(ch model.Change) bool
	// numbers are the variables that a test rests on.
	numbers(t model.Test) []int
	// in prepares the lens for a scenario and so many draws.
	in(s *scenario, draws int) joinedTable
	// frame makes the memory that one goroutine needs to compute draws.
	frame() joinedFrame
}

// joinedTable is what a lens finds in the draws of one scenario.
type joinedTable interface {
	// point computes every test with all inputs at their mids.
	point(f joinedFrame, mids []float64)
	// methods says in how many of the first draws a conclusion's test holds, by
	// method; nil, with the reason, when the lens has nothing to say.
	methods(k *model.Conclusion, t model.Test, done int) ([]MethodShare, string)
	// turns reports whether the test holds in some draw and fails in some.
	turns(k *model.Conclusion, done int) (holds, fails bool)
	// inputs are what the answer rests on, the strongest first.
	inputs(r *run, k *model.Conclusion, t model.Test) []Influence
	// rule is how the lens tests, in words.
	rule(t model.Test) RuleLine
}

// remarker is a table that adds a sentence to the shares of its methods.
type remarker interface {
	remark(r *run, where int, k *model.Conclusion, t model.Test) string
}

// router is a table that knows by which routes of causes its answer comes about.
type router interface {
	routes(r *run, k *model.Conclusion, t model.Test) []RouteAnswer
}

// joinedFrame computes draws of one lens. It allocates nothing once made.
type joinedFrame interface {
	// draw computes draw i with the given inputs, by variable, and writes it to
	// the table's row i. Different rows may be written at the same time.
	draw(t joinedTable, x []float64, seed, i uint64)
}

// newJoined are the lenses that the case has a section for, in the order they
// are shown.
func newJoined(p *plan) []joined {
	var out []joined
	if l := newConflictLens(p); l != nil {
		out = append(out, l)
	}
	if l := newCausesLens(p); l != nil {
		out = append(out, l)
	}
	if l := newHypothesesLens(p); l != nil {
		out = append(out, l)
	}
	return out
}

// verdicts holds, by test and method, whether the test holds in each draw. It is
// what most joined lenses keep.
type verdicts struct {
	of   map[model.ConclusionID]int
	rows [][][]verdictOfDraw // by test, method and draw
	mid  [][]verdictOfDraw   // by test and method, with all inputs at their mids
}

// nan stands for an answer that a draw does not give.
var nan = math.NaN()

type verdictOfDraw uint8

const (
	noOutcome verdictOfDraw = iota // the draw says neither
	fails
	holds
)

func verdictOf(b bool) verdictOfDraw {
	if b {
		return holds
	}
	return fails
}

// newVerdicts makes room for every test of a lens under so many methods each.
func newVerdicts(c *model.Case, l model.Lens, methods, draws int) verdicts {
	v := verdicts{of: map[model.ConclusionID]int{}}
	for i := range c.Conclusions {
		k := &c.Conclusions[i]
		if _, ok := test(k, l); !ok {
			continue
		}
		v.of[k.ID] = len(v.rows)
		by := make([][]verdictOfDraw, methods)
		for m := range by {
			by[m] = make([]verdictOfDraw, draws)
		}
		v.rows = append(v.rows, by)
		v.mid = append(v.mid, make([]verdictOfDraw, methods))
	}
	return v
}

// share is the part of the first draws in which a test holds under a method;
// draws that say neither are left out. It is NaN when none is left.
func (v *verdicts) share(k *model.Conclusion, method, done int) float64 {
	at, ok := v.of[k.ID]
	if !ok {
		return math.NaN()
	}
	yes, all := 0, 0
	for _, x := range v.rows[at][method][:done] {
		if x == holds {
			yes++
		}
		if x != noOutcome {
			all++
		}
	}
	if all == 0 {
		return math.NaN()
	}
	return float64(yes) / float64(all)
}

func (v *verdicts) turns(k *model.Conclusion, done int) (yes, no bool) {
	at, ok := v.of[k.ID]
	if !ok {
		return false, false
	}
	for _, by := range v.rows[at] {
		for _, x := range by[:done] {
			yes, no = yes || x == holds, no || x == fails
		}
	}
	return yes, no
}

// joinedAt is the table of a joined lens in a scenario, nil when the lens is not
// run.
func (r *run) joinedAt(l model.Lens, where int) joinedTable {
	for i, j := range r.joined {
		if j.lens() == l {
			return r.tables[where].joined[i]
		}
	}
	return nil
}

// joinScenario gives scenario k a table of each joined lens: its own where the
// lens feels a change, else that of the base.
func (r *run) joinScenario(k int, changes []change) {
	t := r.tables[k]
	t.joined, t.owns = make([]joinedTable, len(r.joined)), make([]bool, len(r.joined))
	for i, l := range r.joined {
		felt := k == 0
		for _, ch := range changes {
			felt = felt || l.feels(ch.Change)
		}
		if !felt {
			t.joined[i] = r.tables[0].joined[i]
			continue
		}
		t.joined[i], t.owns[i] = l.in(r.scenarios[k], r.o.Draws), true
	}
}
