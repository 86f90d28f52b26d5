package backtest

import (
	"slices"

	"entente/bargain"
)

// method is a point forecast.
type method struct {
	name    string
	meaning string
	at      func(*subject) (float64, bool) // false: the method says nothing here
}

// subject is a resolved decision with what the methods share.
type subject struct {
	item
	kernel *bargain.Kernel
	static *bargain.Static
}

// Baseline is the method that the others are compared with.
const Baseline = "weighted_mean"

// staticMethods are the point forecasts that need the issue alone, the
// baseline first.
func staticMethods() []method {
	m := []method{
		{Baseline, "mean of positions by capability times salience (compromise model)", func(s *subject) (float64, bool) { return s.Mean, true }},
		{"weighted_median", "median of positions by capability times salience, its lower end", func(s *subject) (float64, bool) { x, _ := s.kernel.Median(); return x, true }},
		{"condorcet", "middle of the positions that no other beats in a pairwise contest", func(s *subject) (float64, bool) {
			low, high := s.kernel.Condorcet()
			return low + (high-low)/2, true
		}},
		{"nbs_quadratic", "log Nash bargaining, quadratic loss", func(s *subject) (float64, bool) { return s.kernel.Nash(), true }},
		{"nbs_linear", "log Nash bargaining, linear loss", func(s *subject) (float64, bool) { return s.kernel.NashLinear(), true }},
		{"mean", "mean of positions, each actor once", func(s *subject) (float64, bool) { return s.kernel.PlainMean(), true }},
		{"salience_mean", "mean of positions by salience alone", func(s *subject) (float64, bool) { return s.kernel.SalienceMean(), true }},
		{"median_lower", "median of positions, each actor once, its lower end", lowerMedian},
	}
	for _, model := range bargain.PCEModels {
		m = append(m, method{"pce/" + string(model), "expectation of the probabilistic Condorcet election, linear victory", func(s *subject) (float64, bool) {
			return elected(s.static, model), true
		}})
	}
	return append(m,
		method{"mid", "the middle of the scale, always", func(s *subject) (float64, bool) {
			low, high := s.Scale()
			return low + (high-low)/2, true
		}},
		method{"reference", "what holds if nothing is decided, where it is known", func(s *subject) (float64, bool) {
			if s.issue.Reference == nil {
				return 0, false
			}
			return *s.issue.Reference, true
		}},
	)
}

// positionOf is the forecast that one actor gets its way.
func positionOf(actor string) method {
	return method{"position/" + actor, "the position of " + actor + ", where it has one and cares", func(s *subject) (float64, bool) {
		for _, st := range s.issue.Stances {
			if st.Actor == actor && st.Weight() > 0 {
				return st.Position, true
			}
		}
		return 0, false
	}}
}

func lowerMedian(s *subject) (float64, bool) {
	var x []float64
	for _, st := range s.issue.Stances {
		if st.Weight() > 0 {
			x = append(x, st.Position)
		}
	}
	slices.Sort(x)
	return x[(len(x)-1)/2], true
}

// elected is the expectation of the probabilistic Condorcet election.
func elected(static *bargain.Static, model bargain.PCEModel) float64 {
	sum := 0.0
	for _, r := range static.PCE {
		if r.Model == model {
			for _, o := range r.Options {
				sum += float64(o.Position * o.Probability)
			}
		}
	}
	return min(max(sum, static.Scale[0]), static.Scale[1])
}

func markov(s *subject) float64 { return elected(s.static, bargain.MarkovUniform) }
