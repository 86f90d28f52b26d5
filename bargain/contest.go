package bargain

import (
	"math"
	"slices"
)

// Contest is a vote between two taken positions, each actor voting for the
// nearer one with the weight times the difference of the distances.
type Contest struct {
	A float64 `json:"a"`
	B float64 `json:"b"`
	// For and Against are the sums of the votes for a and for b as shares of
	// the total weight; Margin = For - Against is v(a,b) / sum w.
	For     float64  `json:"for"`
	Against float64  `json:"against"`
	Margin  float64  `json:"margin"`
	ForA    []string `json:"for_a"`
	ForB    []string `json:"for_b"`
	Neutral []string `json:"neutral,omitempty"`
}

// ContestsOf holds every pairwise contest of a checked issue with loss
// |distance|^r, r > 0, and returns with them the positions that none beats,
// ascending.
func ContestsOf(is Issue, r float64) (contests []Contest, winners []float64) {
	positions := distinctPositions(is)
	length := is.High - is.Low
	total := 0.0
	for _, st := range is.Stances {
		total += st.Weight()
	}
	contests = []Contest{}
	beaten := make([]bool, len(positions))
	for i, a := range positions {
		for j := i + 1; j < len(positions); j++ {
			b := positions[j]
			c := Contest{A: a, B: b, ForA: []string{}, ForB: []string{}}
			for _, st := range is.Stances {
				if !(st.Weight() > 0) {
					continue
				}
				v := st.Weight() / total * (power(math.Abs(st.Position-b)/length, r) - power(math.Abs(st.Position-a)/length, r))
				switch {
				case v > 0:
					c.For += v
					c.ForA = append(c.ForA, st.Actor)
				case v < 0:
					c.Against -= v
					c.ForB = append(c.ForB, st.Actor)
				default:
					c.Neutral = append(c.Neutral, st.Actor)
				}
			}
			c.Margin = c.For - c.Against
			beaten[i] = beaten[i] || c.Margin < -contestTolerance
			beaten[j] = beaten[j] || c.Margin > contestTolerance
			contests = append(contests, c)
		}
	}
	for i, x := range positions {
		if !beaten[i] {
			winners = append(winners, x)
		}
	}
	return contests, winners
}

// distinctPositions returns the positions held by actors with weight, ascending.
func distinctPositions(is Issue) []float64 {
	var xs []float64
	for _, st := range is.Stances {
		if st.Weight() > 0 {
			xs = append(xs, st.Position)
		}
	}
	slices.Sort(xs)
	return slices.Compact(xs)
}

// power is math.Pow without its cost where there is nothing to raise.
func power(d, r float64) float64 {
	if r == 1 {
		return d
	}
	return math.Pow(d, r)
}
