package analysis

import (
	"cmp"
	"math"
	"slices"

	"entente/model"
	"entente/sensitivity"
)

// target is an outcome whose inputs are asked about: an issue under a method,
// or a state (state not none) under a rule, in one scenario.
type target struct {
	issue, state, method, scenario int
}

// column is the target's column of the scenario's table.
func (p *plan) column(t target) int {
	if t.state != none {
		return p.ruleColumn(t.state, t.method)
	}
	return p.methodColumn(t.issue, t.method)
}

// of reads the target from a draw, in the issue's own units.
func (t target) of(p *plan, out *outcome) float64 {
	if t.state != none {
		return p.issues[p.states[t.state].issue].units(out.states[t.state].by[t.method])
	}
	return out.issues[t.issue].by[t.method]
}

// issueOf is the issue the target is on.
func (p *plan) issueOf(t target) *issuePlan {
	if t.state != none {
		return &p.issues[p.states[t.state].issue]
	}
	return &p.issues[t.issue]
}

// feeding are the variables that a target is made of in a scenario.
func (r *run) feeding(t target) []int {
	in := map[int]bool{}
	if t.state != none {
		st := &r.p.states[t.state]
		for _, part := range st.parts {
			in[part.position], in[part.salience], in[part.influence] = true, true, true
		}
		if v := r.p.issues[st.issue].statusQuo; v != none && t.method == ruleVeto {
			in[v] = true
		}
	} else {
		for _, v := range r.p.issues[t.issue].vars {
			in[v] = true
		}
	}
	s := r.scenarios[t.scenario]
	if s.press != nil {
		for _, v := range r.p.causes.vars {
			in[v] = true
		}
	}
	var out []int
	for v := range r.p.vars {
		if in[v] {
			out = append(out, v)
		}
	}
	return out
}

// inputs are those of them that can move it.
func (r *run) inputs(t target) []int {
	var out []int
	for _, v := range r.feeding(t) {
		if !r.scenarios[t.scenario].values[v].IsPoint() {
			out = append(out, v)
		}
	}
	return out
}

// influences says what each input does to a target, the strongest first: one at
// a time to its ends with the others at their mids, and rank correlation over
// the draws. Inputs that do nothing are left out. A test, if given, is one that
// inputs may turn; Flips marks those that do.
func (r *run) influences(t target, test *model.Interval) []Influence {
	s, tab := r.scenarios[t.scenario], r.tables[t.scenario]
	if !tab.valid {
		return []Influence{}
	}
	vars := r.inputs(t)
	e := newEvaluator(r.p, nil)
	answer := func(x []float64) float64 { return e.target(s, x, t) }
	ip := r.p.issueOf(t)
	speaker := sensitivity.Speaker{
		Answer: string(ip.issue.ID), Conclusion: "the conclusion",
		Number: func(y float64) string { return number(y, ip.high-ip.low) },
	}
	var turned func(x []float64) bool
	if test != nil {
		turned = func(x []float64) bool { return test.Contains(answer(x)) }
	}
	return r.oneAtATime(s, vars, answer, turned, speaker, r.correlations(t, vars))
}

// oneAtATime moves each of some variables to its ends with the others at their
// mids, and says what that does to an answer, the strongest first; holds, if
// given, is a test that it may turn, and ranks are their correlations with the
// answer. What does nothing is left out.
func (r *run) oneAtATime(s *scenario, vars []int, answer func(x []float64) float64, holds func(x []float64) bool, speaker sensitivity.Speaker, ranks []float64) []Influence {
	inputs := make([]sensitivity.Input, len(vars))
	for i, v := range vars {
		inputs[i] = sensitivity.Input{
			Low: s.samplers[v].At(0), Mid: s.mids[v], High: s.samplers[v].At(1),
		}
	}
	x := slices.Clone(s.mids)
	fill := func(values []float64) []float64 {
		for i, v := range vars {
			x[v] = values[i]
		}
		return x
	}
	m := sensitivity.Model{Answer: func(values []float64) float64 { return answer(fill(values)) }}
	if holds != nil {
		m.Holds = func(values []float64) bool { return holds(fill(values)) }
	}
	out := []Influence{}
	for _, bar := range sensitivity.Tornado(inputs, m).Bars {
		v := vars[bar.Index]
		if bar.Undefined {
			r.note("with %s at one of its ends a push has no end point; it is missing from what moves %s", r.p.vars[v].param.Path, speaker.Answer)
			continue
		}
		if bar.Swing == 0 {
			continue
		}
		inf := r.influence(v, s)
		inf.Low, inf.High, inf.AtLow, inf.AtHigh, inf.Swing = bar.Low, bar.High, bar.AtLow, bar.AtHigh, bar.Swing
		inf.Flips, inf.Correlation, inf.Words = bar.Turns(), ranks[bar.Index], speaker.Bar(bar)
		out = append(out, inf)
	}
	return out
}

// influence is a variable as it stands in a scenario, with what is behind it
// there.
func (r *run) influence(v int, s *scenario) Influence {
	q := r.p.vars[v].param
	support, basis := r.support(v, s)
	return Influence{
		Path: string(q.Path), Label: label(r.c, q.Path), Text: valueText(s.values[v]),
		Basis: string(basis), Claims: claimIDs(support, false),
	}
}

// support is what stands behind a variable in a scenario: what stands in the
// case, unless a change sets it.
func (r *run) support(v int, s *scenario) (model.Support, model.Basis) {
	if by, ok := s.setBy[v]; ok {
		return by, by.Basis()
	}
	q := r.p.vars[v].param
	return q.Support, q.Basis()
}

// rankDraws bounds the draws that correlations are taken over.
const rankDraws = 10_000

// correlations are Spearman's, of a target with each of its inputs over the
// draws.
func (r *run) correlations(t target, vars []int) []float64 {
	if r.ranks[t] == nil {
		r.correlate([]target{t})
	}
	out := make([]float64, len(vars))
	for k, v := range vars {
		out[k] = r.ranks[t][r.p.vars[v].dim]
	}
	return out
}

// correlate takes the correlations of several targets with all dimensions of the
// draws in one pass, which is what makes it cheap. An input's draws rise with
// its uniform number, so these have the same ranks. Draws in which a target has
// no value are left out for that target alone.
func (r *run) correlate(targets []target) {
	n := min(r.done, rankDraws)
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	var whole []target
	for _, t := range targets {
		if r.ranks[t] != nil {
			continue
		}
		y := r.tables[t.scenario].cols[r.p.column(t)][:n]
		rows := make([]int, 0, n)
		for i, value := range y {
			if !math.IsNaN(value) {
				rows = append(rows, i)
			}
		}
		if len(rows) == n {
			whole = append(whole, t)
			r.ranks[t] = []float64{} // taken below, with the others
		} else {
			r.correlateRows([]target{t}, rows)
		}
	}
	r.correlateRows(whole, all)
}

func (r *run) correlateRows(targets []target, rows []int) {
	answers := make([][]float64, len(targets))
	for a, t := range targets {
		col := r.tables[t.scenario].cols[r.p.column(t)]
		for _, i := range rows {
			answers[a] = append(answers[a], col[i])
		}
	}
	dims := make([]int, len(r.p.keys))
	for d := range dims {
		dims[d] = d
	}
	for a, list := range r.rankCorrelations(rows, dims, answers) {
		r.ranks[targets[a]] = list
	}
}

// rankCorrelations are Spearman's of several answers, given in some draws, with
// some dimensions of the draws; 0 where there are too few draws.
func (r *run) rankCorrelations(rows, dims []int, answers [][]float64) [][]float64 {
	column := func(d int, into []float64) {
		for j, i := range rows {
			into[j] = r.design.AtDim(i, dims[d])
		}
	}
	list, err := sensitivity.Correlate(len(rows), len(dims), column, answers)
	all := make([][]float64, len(answers))
	for a := range answers {
		all[a] = make([]float64, len(dims))
		if err == nil {
			for d, c := range list[a] {
				all[a][d] = c.Rho
			}
		}
	}
	return all
}

// ranksOf are Spearman's correlations of a column of draws with some variables.
func (r *run) ranksOf(vars []int, column []float64) []float64 {
	var rows []int
	var answer []float64
	for i, y := range column[:min(r.done, rankDraws)] {
		if !math.IsNaN(y) {
			rows, answer = append(rows, i), append(answer, y)
		}
	}
	dims := make([]int, len(vars))
	for k, v := range vars {
		dims[k] = r.p.vars[v].dim
	}
	return r.rankCorrelations(rows, dims, [][]float64{answer})[0]
}

// correlateAll takes the correlations that a result will ask for.
func (r *run) correlateAll() {
	var all []target
	if r.runs(model.LensBargaining) {
		for k := range r.p.issues {
			all = append(all, target{issue: k, state: none, method: methodMean, scenario: r.activeAt})
		}
	}
	for i := range r.c.Conclusions {
		k := &r.c.Conclusions[i]
		if t, _, ok := r.headlineOf(k, r.scenarioOf(k)); ok {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b target) int {
		return cmp.Or(cmp.Compare(a.scenario, b.scenario), cmp.Compare(a.issue, b.issue), cmp.Compare(a.state, b.state), cmp.Compare(a.method, b.method))
	})
	r.correlate(slices.Compact(all))
}
