package analysis

import (
	"math"

	"entente/bargain"
	"entente/faction"
	"entente/model"
)

// The methods of bargaining in the order of their columns.
const (
	methodMean = iota
	methodMedian
	methodNash
	methodCondorcet
	methodUnweighted
	methods
)

// The rules of aggregation in the order of their columns.
const (
	ruleMean = iota
	ruleMedian
	ruleVeto
	rules
)

func ruleIndex(r model.Rule) int {
	switch r {
	case model.RuleMedian:
		return ruleMedian
	case model.RuleVeto:
		return ruleVeto
	}
	return ruleMean
}

// depth says how much of a scenario is computed.
type depth int

const (
	headline depth = iota // the weighted mean of each issue, the rules of each state
	full                  // every method
)

// outcome is what one draw gives.
type outcome struct {
	issues []issueOutcome // by issue
	states []stateOutcome // by state
}

// issueOutcome holds an issue's outcome under each method, in the issue's own
// units (NaN where no actor has weight), and what each actor brought: positions
// in the issue's units, salience 0..1.
type issueOutcome struct {
	by                             [methods]float64
	position, salience, capability []float64
	weight                         float64 // sum of capability × salience
	upper                          float64 // share of weight at or above the middle of the positions' ends
}

// middleOfScale is the status quo, 0..100, where the case gives none.
const middleOfScale = 50.0

// stateOutcome holds a composite's position, 0..100, under each rule.
type stateOutcome struct {
	by                            [rules]float64
	stance                        faction.Point
	position, saliences, strength []float64 // of its parts; positions 0..100, salience 0..1
	first                         []float64 // positions before opinions settle
	influence                     float64   // sum over the parts
}

// evaluator computes draws of a plan. It belongs to one goroutine and allocates
// nothing once made.
type evaluator struct {
	p       *plan
	x       []float64 // inputs of the draw
	kernel  *bargain.Kernel
	faction *faction.Kernel
	press   *pressFrame
	listen  *listeningFrame // nil where nobody listens
	out     outcome
	joined  []joined      // lenses that are drawn beside the issues
	frames  []joinedFrame // of each of them
	bare    bool          // draws leave issues and states alone
}

// newEvaluator makes one for the issues and states and for some joined lenses.
func newEvaluator(p *plan, with []joined) *evaluator {
	e := &evaluator{joined: with, p: p, x: make([]float64, len(p.vars)), kernel: bargain.NewKernel(len(p.c.Actors)), faction: faction.NewKernel(len(p.c.Actors))}
	for i := range p.issues {
		n := len(p.issues[i].actors)
		e.out.issues = append(e.out.issues, issueOutcome{position: make([]float64, n), salience: make([]float64, n), capability: make([]float64, n)})
	}
	for i := range p.states {
		n := len(p.states[i].parts)
		e.out.states = append(e.out.states, stateOutcome{position: make([]float64, n), saliences: make([]float64, n), strength: make([]float64, n), first: make([]float64, n)})
	}
	e.listen = newListeningFrame(p)
	if p.causes != nil {
		e.press = newPressFrame(p.causes)
	}
	for _, l := range with {
		e.frames = append(e.frames, l.frame())
	}
	return e
}

// draw computes draw i of a scenario from its uniform numbers u, one for each
// dimension, and writes what joined lenses find to the scenario's table. It
// reports false when a push has no end point in this draw.
func (e *evaluator) draw(s *scenario, t *table, u []float64, i uint64, seed uint64) bool {
	for _, v := range e.p.used {
		e.x[v] = s.samplers[v].At(u[e.p.vars[v].dim])
	}
	// Before a push moves any number: a push reaches issues and states alone.
	for l, frame := range e.frames {
		if t.owns[l] {
			frame.draw(t.joined[l], e.x, seed, i)
		}
	}
	if e.bare {
		return true
	}
	if s.press != nil && !e.press.draw(e, s.press, u, seed, i) {
		return false
	}
	e.settle(s, t.d)
	return true
}

// point computes a scenario with the given inputs; those of a press at their
// mids.
func (e *evaluator) point(s *scenario, x []float64, d depth) bool {
	copy(e.x, x)
	if s.press != nil && !e.press.mid(e, s.press) {
		return false
	}
	e.settle(s, d)
	return true
}

// target computes one target alone with the given inputs, NaN where a push has
// no end point.
func (e *evaluator) target(s *scenario, x []float64, t target) float64 {
	copy(e.x, x)
	if s.press != nil && !e.press.mid(e, s.press) {
		return math.NaN()
	}
	if t.state != none {
		e.settleState(s, t.state)
		return t.of(e.p, &e.out)
	}
	for _, a := range e.p.issues[t.issue].actors {
		if a.state != none {
			e.settleState(s, a.state)
		}
	}
	d := full
	if t.method == methodMean {
		d = headline
	}
	e.settleIssue(t.issue, d)
	return t.of(e.p, &e.out)
}

func (e *evaluator) settle(s *scenario, d depth) {
	for k := range e.p.states {
		e.settleState(s, k)
	}
	for k := range e.p.issues {
		e.settleIssue(k, d)
	}
}

func (e *evaluator) settleState(s *scenario, k int) {
	st, out := &e.p.states[k], &e.out.states[k]
	ip := &e.p.issues[st.issue]
	out.influence = 0
	for j, part := range st.parts {
		out.position[j] = ip.hundred(e.x[part.position])
		out.saliences[j] = e.x[part.salience] / 100
		out.strength[j] = e.x[part.influence]
		out.influence += out.strength[j]
	}
	copy(out.first, out.position)
	settles := st.listening == nil || e.listen.settle(st.listening, e.x, out.position)
	statusQuo := middleOfScale
	if ip.statusQuo != none {
		statusQuo = ip.hundred(e.x[ip.statusQuo])
	}
	var ok bool
	out.stance, ok = e.faction.Aggregate(out.position, out.strength, out.saliences, s.vetoes[k], statusQuo)
	if !ok || !settles {
		out.by = [rules]float64{math.NaN(), math.NaN(), math.NaN()}
		return
	}
	out.by = [rules]float64{ruleMean: out.stance.Mean, ruleMedian: out.stance.MedianLow, ruleVeto: out.stance.VetoPoint}
}

func (e *evaluator) settleIssue(k int, d depth) {
	ip, out := &e.p.issues[k], &e.out.issues[k]
	out.weight = 0
	low, high := math.Inf(1), math.Inf(-1)
	for j, a := range ip.actors {
		out.capability[j] = 1
		if a.capability != none {
			out.capability[j] = e.x[a.capability]
		}
		if a.state != none {
			st := &e.out.states[a.state]
			out.position[j] = ip.units(st.by[ruleIndex(e.p.states[a.state].rule)])
			out.salience[j] = st.stance.Salience
		} else {
			out.position[j] = e.x[a.position]
			out.salience[j] = e.x[a.salience] / 100
		}
		if w := out.capability[j] * out.salience[j]; w > 0 {
			out.weight += w
			low, high = min(low, out.position[j]), max(high, out.position[j])
		}
	}
	if !e.kernel.Load(ip.low, ip.high, out.position, out.capability, out.salience) {
		for m := range out.by {
			out.by[m] = math.NaN()
		}
		return
	}
	out.by[methodMean] = e.kernel.Mean()
	if d == headline {
		return
	}
	out.by[methodMedian], _ = e.kernel.Median()
	out.by[methodNash] = e.kernel.Nash()
	out.by[methodCondorcet], _ = e.kernel.Condorcet()
	out.by[methodUnweighted] = e.kernel.PlainMean()
	upper := 0.0
	for j, x := range out.position {
		if w := out.capability[j] * out.salience[j]; w > 0 && x-low > high-x {
			upper += w
		}
	}
	out.upper = upper / out.weight
}
