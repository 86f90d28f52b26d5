package cause

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	// FCMTolerance is the change in a step at or below which a map stands still.
	// Published "equilibria" are often stopping points at 0.001: compare iterates.
	FCMTolerance = 1e-12
	// MaxFCMSteps bounds a search for the end.
	MaxFCMSteps = 100000
	maxPeriod   = 64
	// cycleSwing is the movement within a cycle below which a slow approach to a
	// fixed point could be taken for one.
	cycleSwing = 1e-6
)

// Attractor is where a map ends.
type Attractor string

const (
	Fixed       Attractor = "fixed"
	Cycle       Attractor = "cycle"
	NoAttractor Attractor = "none" // neither within MaxFCMSteps
)

// Settled is the end of a run.
type Settled struct {
	Attractor Attractor
	Period    int // 1: fixed, 0: none
	Final     []float64
	Residual  float64 // largest change in the last step
	Steps     int
}

// Settle runs a checked map until the largest change in a step is at most the
// tolerance, or it is seen to go round in a cycle of at most 64 steps.
func (f *FCM) Settle(tolerance float64) Settled {
	n := len(f.W)
	ring := make([][]float64, maxPeriod+1) // the last states, state t at t mod len
	for i := range ring {
		ring[i] = make([]float64, n)
	}
	copy(ring[0], f.begin())
	held := make([]int, maxPeriod+1) // for how many steps the state has been that of p steps before
	for t := 1; ; t++ {
		last, now := ring[(t-1)%len(ring)], ring[t%len(ring)]
		f.step(last, now)
		moved := apart(now, last)
		out := Settled{Residual: moved, Steps: t}
		if moved <= tolerance {
			out.Attractor, out.Period = Fixed, 1
		}
		for p := 2; out.Attractor == "" && p <= min(t, maxPeriod); p++ {
			if moved < cycleSwing || apart(now, ring[(t-p)%len(ring)]) > tolerance {
				held[p] = 0
				continue
			}
			if held[p]++; held[p] >= 2*p {
				out.Attractor, out.Period = Cycle, p
			}
		}
		if out.Attractor == "" && t == MaxFCMSteps {
			out.Attractor = NoAttractor
		}
		if out.Attractor != "" {
			out.Final = append([]float64(nil), now...)
			return out
		}
	}
}

func apart(a, b []float64) float64 {
	most := 0.0
	for i := range a {
		most = math.Max(most, math.Abs(a[i]-b[i]))
	}
	return most
}

// Contraction bounds how much closer two runs come in a step: with a sigmoid,
// (lambda/4) times the largest singular value of what a node takes from the
// others and itself (W; W + I under ModifiedKosko; 2(W + I) under Rescaled).
// Below 1 there is one fixed point and the start does not matter. NaN for other
// transfer functions. Clamped nodes only make it smaller. Own derivation, from
// the slope of the sigmoid, which is at most lambda/4. Infinite where weights are
// beyond 10¹⁰⁰: nothing is said of them.
func (f *FCM) Contraction() float64 {
	if f.Transfer != Sigmoid {
		return math.NaN()
	}
	n, largest := len(f.W), 0.0
	w := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			v := f.W[i][j]
			if i == j && f.Rule != Kosko {
				v++
			}
			if f.Rule == Rescaled {
				v *= 2
			}
			w.Set(i, j, v)
			largest = math.Max(largest, math.Abs(v))
		}
	}
	if largest > 1e100 { // squares of it have no end
		return math.Inf(1)
	}
	var svd mat.SVD
	if !svd.Factorize(w, mat.SVDNone) {
		return math.NaN()
	}
	return f.Lambda / 4 * svd.Values(nil)[0]
}

// Warnings says what in the conventions of a settled map might mislead. nodes
// names them; nil for their numbers from 0.
func (f *FCM) Warnings(end Settled, nodes []string) []string {
	name := func(i int) string {
		if nodes != nil {
			return nodes[i]
		}
		return fmt.Sprintf("node %d", i)
	}
	var out []string
	if f.Transfer == Sigmoid || f.Transfer == Tanh {
		for i, source := range f.W.Sources() {
			if _, held := f.Clamp[i]; source && !held {
				out = append(out, fmt.Sprintf("%s has no causes and is not clamped: it drifts to the transfer function's own fixed point, whatever its start", name(i)))
			}
		}
	}
	if c := f.Contraction(); c < 1 {
		out = append(out, "starting values have no influence here: there is one fixed point (contraction bound below 1)")
	}
	if end.Attractor == Cycle && f.Update != Sequential {
		other := *f
		other.Update = Sequential
		if got := other.Settle(FCMTolerance); got.Attractor != Cycle || got.Period != end.Period {
			out = append(out, fmt.Sprintf("the cycle of %d is an artefact of synchronous update: updated one after another the map ends as %s", end.Period, got.Attractor))
		}
	}
	if f.Lambda > 5 && (f.Transfer == Sigmoid || f.Transfer == Tanh) {
		out = append(out, "so steep a transfer function pushes everything to its ends: compare ranks, not levels")
	}
	return out
}
