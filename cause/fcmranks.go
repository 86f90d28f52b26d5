package cause

import (
	"cmp"
	"slices"
)

// RankedEnd is where a fuzzy map ends under one rule and steepness, and the rank
// of each node there, 1 the highest; equal levels share the better rank.
type RankedEnd struct {
	Rule   Rule
	Lambda float64
	End    Settled
	Ranks  []int
}

// Ranks runs the map under every rule with lambda 0.5, 1, 2 and 5. Levels of a
// fuzzy map hang on both, so that only ranks that stand in all of them may be
// compared; stable marks the nodes of which the rank does.
func (f *FCM) Ranks() (ends []RankedEnd, stable []bool) {
	stable = slices.Repeat([]bool{true}, len(f.W))
	for _, rule := range []Rule{Kosko, ModifiedKosko, Rescaled} {
		for _, lambda := range []float64{0.5, 1, 2, 5} {
			g := *f
			g.Rule, g.Lambda = rule, lambda
			e := RankedEnd{Rule: rule, Lambda: lambda, End: g.Settle(FCMTolerance)}
			e.Ranks = ranks(e.End.Final)
			if len(ends) > 0 {
				for i := range stable {
					stable[i] = stable[i] && e.Ranks[i] == ends[0].Ranks[i]
				}
			}
			ends = append(ends, e)
		}
	}
	return ends, stable
}

// ranks ranks levels; those within 1e-9 are equal.
func ranks(levels []float64) []int {
	order := make([]int, len(levels))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(levels[b], levels[a]) })
	out := make([]int, len(levels))
	for r, i := range order {
		out[i] = r + 1
		if r > 0 && levels[order[r-1]]-levels[i] <= 1e-9 {
			out[i] = out[order[r-1]]
		}
	}
	return out
}
