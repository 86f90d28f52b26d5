package analysis

import (
	"math"
	"slices"

	"entente/model"
)

// inputRows is how many draws the spreads of inputs (stances, strengths,
// shares) are taken from: they are shown, never tested, and a case of thirty
// actors would else hold a gigabyte.
const inputRows = 5000

// table holds the draws of one scenario, column by column. A draw whose press
// has no end point is NaN in every column.
type table struct {
	p     *plan
	d     depth
	cols  [][]float64 // nil where the depth does not compute it
	in    [][]float64 // of inputs, the first inputRows draws; nil unless wanted
	done  int
	point outcome // with every input at its mid
	valid bool    // the point has an end point
	// joined is what each joined lens found; one that it does not own is the
	// base's.
	joined []joinedTable
	owns   []bool
}

// The columns of a table, in order: for each issue its methods, then for each
// state its rules and whether it is in gridlock, then for each issue the share
// of weight on the upper side.
func (p *plan) methodColumn(issue, method int) int { return issue*methods + method }
func (p *plan) ruleColumn(state, rule int) int {
	return len(p.issues)*methods + state*(rules+1) + rule
}
func (p *plan) gridlockColumn(state int) int { return p.ruleColumn(state, rules) }
func (p *plan) upperColumn(issue int) int    { return p.ruleColumn(len(p.states), 0) + issue }
func (p *plan) columns() int                 { return p.upperColumn(len(p.issues)) }

// The columns of inputs: for each issue and actor position, salience,
// capability and share of the weight; then for each state and part position,
// salience, influence and share of the influence.
const inputsEach = 4

func (p *plan) actorColumn(issue, actor, which int) int {
	n := 0
	for i := range issue {
		n += len(p.issues[i].actors)
	}
	return (n+actor)*inputsEach + which
}

func (p *plan) partColumn(state, part, which int) int {
	n := p.actorColumn(len(p.issues), 0, 0)
	for i := range state {
		n += len(p.states[i].parts) * inputsEach
	}
	return n + part*inputsEach + which
}

func (p *plan) inputColumns() int { return p.partColumn(len(p.states), 0, 0) }

func newTable(p *plan, d depth, draws int, withInputs bool) *table {
	wanted := make([]bool, p.columns())
	for i := range wanted {
		wanted[i] = d == full
	}
	for i := range p.issues {
		wanted[p.methodColumn(i, methodMean)] = true
	}
	for i := range p.states {
		wanted[p.ruleColumn(i, ruleIndex(p.states[i].rule))] = true
	}
	t := &table{p: p, d: d, cols: make([][]float64, len(wanted))}
	for i, want := range wanted {
		if want {
			t.cols[i] = make([]float64, draws)
		}
	}
	if withInputs {
		t.in = make([][]float64, p.inputColumns())
		for i := range t.in {
			t.in[i] = make([]float64, min(draws, inputRows))
		}
	}
	return t
}

// record writes one draw's outcome into row i; different rows may be written
// at the same time.
func (t *table) record(i int, out *outcome, ok bool) {
	if !ok {
		for _, c := range t.cols {
			if c != nil {
				c[i] = math.NaN()
			}
		}
		if len(t.in) > 0 && i < len(t.in[0]) {
			for _, c := range t.in {
				c[i] = math.NaN()
			}
		}
		return
	}
	k := 0
	put := func(x float64) {
		if t.cols[k] != nil {
			t.cols[k][i] = x
		}
		k++
	}
	for j := range out.issues {
		for _, y := range out.issues[j].by {
			put(y)
		}
	}
	for j := range out.states {
		for _, y := range out.states[j].by {
			put(y)
		}
		put(indicator(out.states[j].stance.Gridlock()))
	}
	for j := range out.issues {
		put(out.issues[j].upper)
	}
	if len(t.in) == 0 || i >= len(t.in[0]) {
		return
	}
	k = 0
	putIn := func(x float64) { t.in[k][i] = x; k++ }
	for j := range out.issues {
		o := &out.issues[j]
		for a := range o.position {
			putIn(o.position[a])
			putIn(o.salience[a] * 100)
			putIn(o.capability[a])
			putIn(ratio(o.capability[a]*o.salience[a], o.weight))
		}
	}
	for j := range out.states {
		o := &out.states[j]
		ip := &t.p.issues[t.p.states[j].issue]
		for a := range o.position {
			putIn(ip.units(o.position[a]))
			putIn(o.saliences[a] * 100)
			putIn(o.strength[a])
			putIn(ratio(o.strength[a], o.influence))
		}
	}
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// spread summarises a column; point is the value with every input at its mid.
func (t *table) spread(col []float64, point float64) Spread {
	return spreadOf(col[:min(t.done, len(col))], point)
}

// tail is one quantile of a column.
func tail(values []float64, q float64) float64 {
	v := present(values)
	if len(v) == 0 {
		return math.NaN()
	}
	slices.Sort(v)
	return quantile(v, q)
}

// present leaves out NaN.
func present(values []float64) []float64 {
	v := make([]float64, 0, len(values))
	for _, x := range values {
		if !math.IsNaN(x) {
			v = append(v, x)
		}
	}
	return v
}

// spreadOf leaves out NaN. Quantiles interpolate linearly between order
// statistics (type 7 of Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566).
func spreadOf(values []float64, point float64) Spread {
	v := present(values)
	s := Spread{Point: point}
	if len(v) == 0 {
		s.Median, s.P05, s.P25, s.P75, s.P95 = point, point, point, point, point
		return s
	}
	slices.Sort(v)
	s.P05, s.P25, s.Median, s.P75, s.P95 = quantile(v, 0.05), quantile(v, 0.25), quantile(v, 0.5), quantile(v, 0.75), quantile(v, 0.95)
	if math.IsNaN(s.Point) {
		s.Point = s.Median
	}
	return s
}

func quantile(sorted []float64, q float64) float64 {
	h := q * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((h-float64(i))*(sorted[i+1]-sorted[i]))
}

// bins is how many equal parts of a scale a histogram counts.
const bins = 50

func histogram(values []float64, low, high float64) []int {
	out := make([]int, bins)
	for _, x := range values {
		if math.IsNaN(x) {
			continue
		}
		k := int((x - low) / (high - low) * bins)
		out[min(max(k, 0), bins-1)]++
	}
	return out
}

// share is the part of the draws in which a value lies in an interval; draws
// without a value are left out. It is NaN when none is left.
func share(values []float64, in model.Interval) float64 {
	n, of := 0, 0
	for _, x := range values {
		if math.IsNaN(x) {
			continue
		}
		of++
		if in.Contains(x) {
			n++
		}
	}
	if of == 0 {
		return math.NaN()
	}
	return float64(n) / float64(of)
}

// clone copies an outcome out of an evaluator, which reuses its own.
func (o *outcome) clone() outcome {
	c := outcome{issues: slices.Clone(o.issues), states: slices.Clone(o.states)}
	for i := range c.issues {
		s := &c.issues[i]
		s.position, s.salience, s.capability = slices.Clone(s.position), slices.Clone(s.salience), slices.Clone(s.capability)
	}
	for i := range c.states {
		s := &c.states[i]
		s.position, s.saliences, s.strength, s.first = slices.Clone(s.position), slices.Clone(s.saliences), slices.Clone(s.strength), slices.Clone(s.first)
	}
	return c
}
