package cause

import (
	"errors"
	"fmt"
	"maps"
	"math"
)

// Rule is how a fuzzy cognitive map adds up what acts on a node.
type Rule string

const (
	Kosko         Rule = "kosko"          // sum_i a_i W_ij
	ModifiedKosko Rule = "modified_kosko" // a_j + sum_i a_i W_ij
	Rescaled      Rule = "rescaled"       // (2a_j - 1) + sum_i (2a_i - 1) W_ij
)

// Transfer is how the sum becomes a level.
type Transfer string

const (
	Sigmoid   Transfer = "sigmoid"   // 1 / (1 + e^(-lambda x))
	Tanh      Transfer = "tanh"      // tanh(lambda x)
	Bivalent  Transfer = "bivalent"  // 1 if x > 0, else 0
	Trivalent Transfer = "trivalent" // sign of x
)

// Update is the order in which nodes take their new levels.
type Update string

const (
	Synchronous Update = "synchronous" // all at once
	Sequential  Update = "sequential"  // one after another, each using the new levels before it
)

// FCM is a fuzzy cognitive map (Kosko 1986) with every convention named. It is
// here so that existing maps can be read, rerun and left again. Levels are not
// probabilities.
type FCM struct {
	W        Weights
	Rule     Rule
	Transfer Transfer
	Lambda   float64
	Update   Update          // empty: Synchronous
	Start    []float64       // levels at step 0
	Clamp    map[int]float64 // nodes held from step 0 on
}

// Check returns all that is wrong, joined, each an *Error.
func (f *FCM) Check() error {
	errs := []error{f.W.Check()}
	report := func(code, at, cause, remedy string) { errs = append(errs, &Error{code, at, cause, remedy}) }
	switch f.Rule {
	case Kosko, ModifiedKosko, Rescaled:
	default:
		report(CodeRule, "rule", fmt.Sprintf("%q is no rule", f.Rule), "write kosko, modified_kosko or rescaled")
	}
	switch f.Transfer {
	case Sigmoid, Tanh, Bivalent, Trivalent:
	default:
		report(CodeRule, "transfer", fmt.Sprintf("%q is no transfer function", f.Transfer), "write sigmoid, tanh, bivalent or trivalent")
	}
	switch f.Update {
	case "", Synchronous, Sequential:
	default:
		report(CodeRule, "update", fmt.Sprintf("%q is no order of update", f.Update), "write synchronous or sequential")
	}
	if !(f.Lambda > 0) || math.IsInf(f.Lambda, 0) {
		report(CodeRange, "lambda", fmt.Sprintf("%v is no steepness", f.Lambda), "give a number above 0")
	}
	if len(f.Start) != len(f.W) {
		report(CodeNotSquare, "a0", fmt.Sprintf("it has %d levels for %d nodes", len(f.Start), len(f.W)), "give one a node")
	}
	for i, a := range f.Start {
		if math.IsNaN(a) || math.IsInf(a, 0) {
			report(CodeNumber, fmt.Sprintf("a0, entry %d", i+1), "it is no finite number", "write a number")
		}
	}
	for node, a := range f.Clamp {
		if node < 0 || node >= len(f.W) {
			report(CodeUnknownNode, fmt.Sprintf("clamp %d", node), "there is no such node", fmt.Sprintf("nodes count from 0 to %d", len(f.W)-1))
		}
		if math.IsNaN(a) || math.IsInf(a, 0) {
			report(CodeNumber, fmt.Sprintf("clamp %d", node), "it is no finite number", "write a number")
		}
	}
	return errors.Join(errs...)
}

// HoldDrivers returns a checked map with every node that nothing acts on clamped
// at its start, and those nodes: unclamped they drift to the transfer function's
// own fixed point. Say so where it is done.
func (f *FCM) HoldDrivers() (held *FCM, drivers []int) {
	out := *f
	out.Clamp = maps.Clone(f.Clamp)
	if out.Clamp == nil {
		out.Clamp = map[int]float64{}
	}
	for i, source := range f.W.Sources() {
		if _, already := out.Clamp[i]; source && !already {
			out.Clamp[i] = f.Start[i]
			drivers = append(drivers, i)
		}
	}
	return &out, drivers
}

// begin is the start with clamps applied.
func (f *FCM) begin() []float64 {
	a := append([]float64(nil), f.Start...)
	for node, level := range f.Clamp {
		a[node] = level
	}
	return a
}

// step writes the levels after a to next.
func (f *FCM) step(a, next []float64) {
	copy(next, a)
	from := a
	if f.Update == Sequential {
		from = next
	}
	for j := range next {
		if level, held := f.Clamp[j]; held {
			next[j] = level
			continue
		}
		x := 0.0
		switch f.Rule {
		case ModifiedKosko:
			x = from[j]
		case Rescaled:
			x = 2*from[j] - 1
		}
		for i := range from {
			level := from[i]
			if f.Rule == Rescaled {
				level = 2*level - 1
			}
			x += float64(level * f.W[i][j])
		}
		next[j] = f.transfer(x)
	}
}

func (f *FCM) transfer(x float64) float64 {
	switch f.Transfer {
	case Sigmoid:
		return 1 / (1 + math.Exp(-f.Lambda*x))
	case Tanh:
		return math.Tanh(f.Lambda * x)
	case Bivalent:
		if x > 0 {
			return 1
		}
		return 0
	}
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// Run returns the levels at steps 0 to steps of a checked map.
func (f *FCM) Run(steps int) [][]float64 {
	states := make([][]float64, 0, steps+1)
	states = append(states, f.begin())
	for t := range steps {
		next := make([]float64, len(f.W))
		f.step(states[t], next)
		states = append(states, next)
	}
	return states
}
