package system

import (
	"fmt"
	"math"
	"slices"

	"entente/faction"
)

// Stable says whether a matrix of effects, without the pinned nodes, is stable;
// cause.Kernel.StableWithout is one.
type Stable func(pinned []int) bool

// Run follows the model from step 0 to the last. stable is asked about each set
// of pins that comes into force; with nil, pins are taken to leave the matrix
// stable. The error of a model that is none joins the errors of Check; one that
// loses all weight on the way is an *Error with CodeNoWeight.
func (m *Model) Run(stable Stable) (*Path, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	r := newRunner(m)
	out := &Path{Diverged: -1}
	last := Step{Drivers: make([]float64, len(m.Drivers))}
	if err := r.settle(&last); err != nil {
		return nil, err
	}
	out.Steps = append(out.Steps, last)
	reference := last.Outcome
	var pinned []int
	for t := 1; t <= m.Steps; t++ {
		step := Step{T: t, Drivers: make([]float64, len(m.Drivers))}
		pins := r.drivers(&step, out.Steps, reference)
		if !slices.Equal(pins, pinned) {
			pinned = slices.Clone(pins)
			if out.Diverged < 0 && stable != nil && !stable(pinned) {
				out.Diverged, out.Pinned = t, pinned
			}
		}
		if (out.Diverged >= 0 || len(m.Delayed) > 0) && beyond(step.Drivers) {
			if out.Diverged < 0 {
				out.Diverged, out.Pinned = t, pinned
			}
			return out, nil
		}
		if err := r.settle(&step); err != nil {
			if out.Diverged >= 0 {
				return out, nil
			}
			return nil, err
		}
		out.Steps = append(out.Steps, step)
	}
	return out, nil
}

// beyond reports whether a level has run away.
func beyond(levels []float64) bool {
	const most = 1e6
	return slices.ContainsFunc(levels, func(z float64) bool { return !(math.Abs(z) <= most) })
}

// runner holds what a run works on.
type runner struct {
	m        *Model
	kernel   *faction.Kernel
	system   [][]float64
	rhs      []float64
	pins     []int
	position [][]float64 // by state and faction, of the present step
	weight   [][]float64
	salience [][]float64
	veto     [][]bool
	power    []float64
	shift    map[Target]float64
	targets  []Target // of bindings, each once, in their order
}

func newRunner(m *Model) *runner {
	n := len(m.Drivers)
	r := &runner{m: m, rhs: make([]float64, n), system: make([][]float64, n), power: make([]float64, len(m.States)), shift: map[Target]float64{}}
	for i := range r.system {
		r.system[i] = make([]float64, n)
	}
	most := 0
	for _, s := range m.States {
		k := len(s.Factions)
		most = max(most, k)
		r.position = append(r.position, make([]float64, k))
		r.weight = append(r.weight, make([]float64, k))
		r.salience = append(r.salience, make([]float64, k))
		veto := make([]bool, k)
		for f, group := range s.Factions {
			veto[f] = group.Veto
		}
		r.veto = append(r.veto, veto)
	}
	r.kernel = faction.NewKernel(most)
	for _, b := range m.Bindings {
		if !slices.Contains(r.targets, b.Target) {
			r.targets = append(r.targets, b.Target)
		}
	}
	return r
}

// drivers takes the implicit Euler step from the steps so far and returns the
// pinned drivers.
func (r *runner) drivers(step *Step, past []Step, reference float64) []int {
	m, h := r.m, r.m.Pace
	last := &past[len(past)-1]
	copy(r.rhs, last.Drivers)
	for _, f := range m.Forces {
		if f.Kind == Push && f.at(step.T) {
			r.rhs[f.Driver] += float64(h * f.Size)
		}
	}
	for _, f := range m.Feedback {
		r.rhs[f.Driver] += float64(h * f.Size * (last.Outcome - reference) / 100)
	}
	for _, l := range m.Delayed {
		if l.Lag <= step.T {
			r.rhs[l.To] += float64(h * l.Effect * past[step.T-l.Lag].Drivers[l.From])
		}
	}
	for i, row := range m.Effects {
		for j, a := range row {
			r.system[i][j] = -float64(h * a)
		}
		r.system[i][i]++
	}
	r.pins = r.pins[:0]
	for _, f := range m.Forces {
		if f.Kind != Pin || !f.at(step.T) {
			continue
		}
		clear(r.system[f.Driver])
		r.system[f.Driver][f.Driver] = 1
		r.rhs[f.Driver] = f.Size
		if !slices.Contains(r.pins, f.Driver) {
			r.pins = append(r.pins, f.Driver)
		}
	}
	slices.Sort(r.pins)
	eliminate(r.system, r.rhs, step.Drivers)
	return r.pins
}

// eliminate solves a dense system, with partial pivoting; it uses the system up.
// I - hA of a stable A is regular, since no eigenvalue of A is 1/h.
func eliminate(a [][]float64, b, x []float64) {
	n := len(b)
	for c := range n {
		pivot := c
		for r := c + 1; r < n; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[pivot][c]) {
				pivot = r
			}
		}
		a[c], a[pivot] = a[pivot], a[c]
		b[c], b[pivot] = b[pivot], b[c]
		for r := c + 1; r < n; r++ {
			factor := a[r][c] / a[c][c]
			if factor == 0 {
				continue
			}
			for j := c + 1; j < n; j++ {
				a[r][j] -= float64(factor * a[c][j])
			}
			b[r] -= float64(factor * b[c])
		}
	}
	for r := n - 1; r >= 0; r-- {
		sum := b[r]
		for c := r + 1; c < n; c++ {
			sum -= float64(a[r][c] * x[c])
		}
		x[r] = sum / a[r][r]
	}
}

// settle moves the numbers of factions and states by the drivers and lets the
// states decide, each first and then together.
func (r *runner) settle(step *Step) error {
	m := r.m
	for s, state := range m.States {
		r.power[s] = state.Capability
		for f, group := range state.Factions {
			r.position[s][f], r.weight[s][f], r.salience[s][f] = group.Position, group.Influence, group.Salience
		}
	}
	r.bind(step)
	weights, moment := 0.0, 0.0
	for s, state := range m.States {
		total := 0.0
		for _, w := range r.weight[s] {
			total += w
		}
		p, ok := r.kernel.Aggregate(r.position[s], r.weight[s], r.salience[s], r.veto[s], state.StatusQuo)
		if !ok || math.IsInf(total, 0) {
			return &Error{CodeNoWeight, state.ID, fmt.Sprintf("at step %d no faction has any weight, or one without end", step.T), "weaken the bindings of its influence and salience"}
		}
		at := StateAt{Position: p.Mean, Salience: p.Salience, Capability: r.power[s]}
		switch state.Rule {
		case Median:
			at.Position = p.MedianLow
		case Veto:
			at.Position = p.VetoPoint
		}
		if p.Gridlock() {
			step.Gridlocked = append(step.Gridlocked, s)
		}
		for _, w := range r.weight[s] {
			at.Shares = append(at.Shares, w/total)
		}
		step.States = append(step.States, at)
		w := float64(at.Capability * at.Salience)
		weights += w
		moment += float64(w * (at.Position - step.States[0].Position))
	}
	if !(weights > 0) || math.IsInf(weights, 0) {
		return &Error{CodeNoWeight, "", fmt.Sprintf("at step %d the states have no weight, or one without end", step.T), "weaken the bindings"}
	}
	step.Outcome = math.Min(math.Max(step.States[0].Position+moment/weights, faction.ScaleLow), faction.ScaleHigh)
	return nil
}

// bind moves the numbers that bindings name.
func (r *runner) bind(step *Step) {
	clear(r.shift)
	for _, b := range r.m.Bindings {
		r.shift[b.Target] += float64(b.Size * step.Drivers[b.Driver])
	}
	cut := func(x, low, high float64) float64 {
		if x < low || x > high {
			step.Cuts++
		}
		return math.Min(math.Max(x, low), high)
	}
	for _, t := range r.targets {
		d := r.shift[t]
		switch t.Parameter {
		case Influence:
			r.weight[t.State][t.Faction] *= math.Exp(d)
		case Capability:
			r.power[t.State] *= math.Exp(d)
		case Salience:
			r.salience[t.State][t.Faction] = cut(r.salience[t.State][t.Faction]+d, 0, 1)
		case Position:
			r.position[t.State][t.Faction] = cut(r.position[t.State][t.Faction]+d, faction.ScaleLow, faction.ScaleHigh)
		}
	}
}
