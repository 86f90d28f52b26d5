package analysis

import (
	"slices"

	"entente/hypothesis"
	"entente/model"
	"entente/quantity"
	"entente/sensitivity"
)

// hypothesesLens weighs the explanations of every set by their evidence.
type hypothesesLens struct {
	p    *plan
	sets []setPlan
}

// setPlan is a set of hypotheses with the variables behind its inputs.
type setPlan struct {
	set      *model.HypothesisSet
	compiled *hypothesis.Compiled
	rows     []string // ids, in the order of posteriors
	inputs   []int    // by input of the compiled set; none: its own point
	points   []float64
	left     []string // items without a rating for some row, left out
	err      error    // why the set cannot be weighed
}

// newHypothesesLens is nil when the case has no hypotheses.
func newHypothesesLens(p *plan) *hypothesesLens {
	if len(p.c.Hypotheses) == 0 {
		return nil
	}
	l := &hypothesesLens{p: p}
	for i := range p.c.Hypotheses {
		l.sets = append(l.sets, newSetPlan(p, &p.c.Hypotheses[i]))
	}
	return l
}

func newSetPlan(p *plan, h *model.HypothesisSet) setPlan {
	sp := setPlan{set: h}
	var set hypothesis.Set
	set, sp.left = hypothesisSet(p.c, h).Rated()
	if sp.compiled, sp.err = hypothesis.Compile(set); sp.err != nil {
		return sp
	}
	sp.rows = sp.compiled.Hypotheses()
	for _, in := range sp.compiled.Inputs() {
		v := none
		switch in.Kind {
		case hypothesis.Prior:
			v = p.at(model.PriorPath(h.ID, model.HypothesisID(in.Hypothesis)))
		case hypothesis.Likelihood:
			v = p.at(model.EvidencePath(h.ID, model.EvidenceID(in.Item), "likelihood."+in.Hypothesis))
		default:
			v = p.at(model.EvidencePath(h.ID, model.EvidenceID(in.Item), string(in.Kind)))
		}
		sp.inputs, sp.points = append(sp.inputs, v), append(sp.points, in.Value.Mid())
	}
	return sp
}

// hypothesisSet is a set of the case in the lens's own terms.
func hypothesisSet(c *model.Case, h *model.HypothesisSet) hypothesis.Set {
	var s hypothesis.Set
	given := func(n *model.Number) *quantity.Value {
		if !n.Given {
			return nil
		}
		return &n.Value
	}
	for i := range h.Rows {
		r := &h.Rows[i]
		s.Hypotheses = append(s.Hypotheses, hypothesis.Hypothesis{
			ID: string(r.ID), Prior: given(&r.Prior),
			Duplicates: ids(r.Duplicates), Includes: ids(r.Includes), NotExclusive: ids(r.NotExclusive),
		})
	}
	for i := range h.Evidence {
		e := &h.Evidence[i]
		item := hypothesis.Item{
			ID: string(e.ID), Likelihood: map[string]quantity.Value{},
			Reliability: given(&e.Reliability), Floor: given(&e.Floor), Cluster: clusterOf(c, e), Logical: e.Logical,
		}
		for j := range e.Likelihood {
			if l := &e.Likelihood[j]; l.Value.Given { // a blank cell is not rated
				item.Likelihood[string(l.Of)] = l.Value.Value
			}
		}
		s.Items = append(s.Items, item)
	}
	if h.Complete {
		return s
	}
	return s.WithNone()
}

// clusterOf is the origin that an item's report goes back to: as written, else
// that of the first claim behind it, so that two texts with several items each
// are two voices, also where some items rest on both.
func clusterOf(c *model.Case, e *model.EvidenceItem) string {
	if e.Cluster != "" {
		return e.Cluster
	}
	for _, link := range e.Support.Links {
		k := c.Claim(link.Claim)
		if k == nil || link.Role == model.Contradicts {
			continue
		}
		for _, at := range k.At {
			if s := c.SourceOf(at); s != nil {
				return originOf(c, s)
			}
		}
	}
	return ""
}

func (l *hypothesesLens) lens() model.Lens { return model.LensHypotheses }

func (l *hypothesesLens) vars() []int {
	var out []int
	for i := range l.sets {
		for _, v := range l.sets[i].inputs {
			if v != none {
				out = append(out, v)
			}
		}
	}
	return out
}

func (l *hypothesesLens) feels(ch model.Change) bool {
	v := l.p.at(ch.Path)
	return ch.Op == model.Set && v != none && slices.Contains(l.vars(), v)
}

// setOf is the set that holds the rows a test is about, and the row that should
// be above.
func (l *hypothesesLens) setOf(t model.Test) (set, row int) {
	for i := range l.sets {
		rows := l.sets[i].rows
		if k := slices.Index(rows, string(t.Leader)); k >= 0 && (t.Below == "" || slices.Contains(rows, string(t.Below))) {
			return i, k
		}
	}
	return none, none
}

func (l *hypothesesLens) numbers(t model.Test) []int {
	set, _ := l.setOf(t)
	if set == none {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(l.sets[set].inputs), func(v int) bool { return v == none })
}

// met reports whether a posterior meets a test.
func (l *hypothesesLens) met(t model.Test, posterior []float64, set, row int) bool {
	if rival := slices.Index(l.sets[set].rows, string(t.Below)); rival >= 0 {
		return hypothesis.Above(posterior[row], posterior[rival])
	}
	return hypothesis.Leads(posterior, row)
}

// hypothesesTable holds the posteriors of one scenario, by set, row and draw.
type hypothesesTable struct {
	l          *hypothesesLens
	s          *scenario
	posteriors [][][]float64
	points     [][]float64 // with all inputs at their mids
	verdicts
}

func (l *hypothesesLens) in(s *scenario, draws int) joinedTable {
	t := &hypothesesTable{l: l, s: s, verdicts: newVerdicts(l.p.c, model.LensHypotheses, 1, draws)}
	for i := range l.sets {
		rows := make([][]float64, len(l.sets[i].rows))
		for k := range rows {
			rows[k] = make([]float64, draws)
		}
		t.posteriors, t.points = append(t.posteriors, rows), append(t.points, make([]float64, len(rows)))
	}
	return t
}

// hypothesesFrame computes posteriors; one goroutine's.
type hypothesesFrame struct {
	kernels []*hypothesis.Kernel
	x       [][]float64
	out     [][]float64
	ok      []bool
}

func (l *hypothesesLens) frame() joinedFrame {
	f := &hypothesesFrame{ok: make([]bool, len(l.sets))}
	for i := range l.sets {
		sp := &l.sets[i]
		var kernel *hypothesis.Kernel
		if sp.compiled != nil {
			kernel = sp.compiled.NewKernel()
		}
		f.kernels = append(f.kernels, kernel)
		f.x, f.out = append(f.x, slices.Clone(sp.points)), append(f.out, make([]float64, len(sp.rows)))
	}
	return f
}

// posterior computes all sets with the given inputs.
func (f *hypothesesFrame) posterior(l *hypothesesLens, x []float64) {
	for i := range l.sets {
		if f.kernels[i] == nil {
			continue
		}
		for j, v := range l.sets[i].inputs {
			if v != none {
				f.x[i][j] = x[v]
			}
		}
		f.ok[i] = f.kernels[i].Posterior(f.x[i], f.out[i])
	}
}

func (f *hypothesesFrame) draw(table joinedTable, x []float64, _, i uint64) {
	t := table.(*hypothesesTable)
	f.posterior(t.l, x)
	for s := range f.out {
		for k, q := range f.out[s] {
			if !f.ok[s] {
				q = nan
			}
			t.posteriors[s][k][i] = q
		}
	}
	t.test(f, func(k, m int, v verdictOfDraw) { t.rows[k][m][i] = v })
}

// test puts every test to the posteriors that a frame holds.
func (t *hypothesesTable) test(f *hypothesesFrame, put func(test, method int, v verdictOfDraw)) {
	c := t.l.p.c
	for i := range c.Conclusions {
		k := &c.Conclusions[i]
		q, ok := test(k, model.LensHypotheses)
		if !ok {
			continue
		}
		set, row := t.l.setOf(q)
		if set == none || !f.ok[set] {
			continue
		}
		put(t.of[k.ID], 0, verdictOf(t.l.met(q, f.out[set], set, row)))
	}
}

func (t *hypothesesTable) point(frame joinedFrame, mids []float64) {
	f := frame.(*hypothesesFrame)
	f.posterior(t.l, mids)
	for s := range f.out {
		copy(t.points[s], f.out[s])
	}
	t.test(f, func(k, m int, v verdictOfDraw) { t.mid[k][m] = v })
}

func (t *hypothesesTable) methods(k *model.Conclusion, q model.Test, done int) ([]MethodShare, string) {
	set, _ := t.l.setOf(q)
	if set == none {
		return nil, "No set of explanations has the rows of this test."
	}
	if err := t.l.sets[set].err; err != nil {
		return nil, sentence(err.Error())
	}
	return []MethodShare{{
		Method: "posterior", Title: "the posterior of the ratings", Share: t.share(k, 0, done),
		Point: t.mid[t.of[k.ID]][0] == holds, Chosen: true,
	}}, ""
}

// inputs are what moves the posterior of the row that a test is about.
func (t *hypothesesTable) inputs(r *run, k *model.Conclusion, q model.Test) []Influence {
	set, row := t.l.setOf(q)
	if set == none || t.l.sets[set].err != nil {
		return nil
	}
	vars := slices.DeleteFunc(t.l.numbers(q), func(v int) bool { return t.s.values[v].IsPoint() })
	f := t.l.frame().(*hypothesesFrame)
	answer := func(x []float64) float64 {
		f.posterior(t.l, x)
		if !f.ok[set] {
			return nan
		}
		return f.out[set][row]
	}
	met := func(x []float64) bool {
		f.posterior(t.l, x)
		return f.ok[set] && t.l.met(q, f.out[set], set, row)
	}
	speaker := sensitivity.Speaker{
		Answer: "the posterior of " + string(q.Leader), Conclusion: "the conclusion",
		Number: func(y float64) string { return number(y, 1) },
	}
	return r.oneAtATime(t.s, vars, answer, met, speaker, r.ranksOf(vars, t.posteriors[set][row]))
}

func (t *hypothesesTable) rule(q model.Test) RuleLine {
	return RuleLine{
		Lens: string(model.LensHypotheses), Test: q.Text, Methods: []string{},
		Equation: "posterior_k ∝ prior_k · Π_e (r_e L_ek + (1 − r_e) c_e)^(w_e)",
		Words:    "Each explanation's prior weight times how likely it makes what was reported; an unreliable report counts less, and reports of one origin count once.",
	}
}
