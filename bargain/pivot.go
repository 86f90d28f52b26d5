package bargain

import (
	"cmp"
	"math"
	"slices"
)

// Jump says at which multiple of an actor's weight the weighted median leaves
// its position, everything else unchanged, and where it goes.
type Jump struct {
	Factor float64 `json:"factor"` // >= 0; above 1 the actor must gain weight
	To     float64 `json:"to"`
}

// jumpsOf returns the factors for actor i, the nearest to 1 (in ratio) first.
// With A, B, C the weights below, at and above the median m, m is the median
// while A < B + C and A + B >= C; the actor's weight enters one of the three.
func jumpsOf(is Issue, i int, m float64) []Jump {
	var below, at, above float64 // of the others
	down, up := math.Inf(-1), math.Inf(1)
	for j, st := range is.Stances {
		w := st.Weight()
		if !(w > 0) {
			continue
		}
		switch x := st.Position; {
		case x < m:
			down = math.Max(down, x)
			if j != i {
				below += w
			}
		case x > m:
			up = math.Min(up, x)
			if j != i {
				above += w
			}
		case j != i:
			at += w
		}
	}
	st := is.Stances[i]
	w := st.Weight()
	var jumps []Jump
	add := func(weight, to float64) {
		if weight >= 0 && !math.IsInf(to, 0) && !math.IsInf(weight/w, 0) {
			jumps = append(jumps, Jump{Factor: weight / w, To: to})
		}
	}
	switch {
	case st.Position < m:
		add(at+above-below, down)
		add(above-at-below, up)
	case st.Position > m:
		add(below+at-above, up)
		add(below-at-above, down)
	default:
		add(below-at-above, down)
		add(above-below-at, up)
	}
	slices.SortStableFunc(jumps, func(a, b Jump) int {
		return cmp.Compare(math.Abs(math.Log(a.Factor)), math.Abs(math.Log(b.Factor)))
	})
	return jumps
}
