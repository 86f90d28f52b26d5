package bargain

// contestTolerance is the margin, as a share of the total weight, by which a
// position may lose a pairwise contest and still not count as beaten.
const contestTolerance = 1e-12

// Condorcet returns the lowest and the highest position that no other taken
// position beats in a pairwise contest, with linear loss (r = 1).
//
// In a contest v(a,b) = sum_k w_k (|x_k-b|^r - |x_k-a|^r) / L^r. The margin is
// a difference of one function of the position, v(a,b) = g(b) - g(a) with
// g(y) = sum_k w_k |x_k-y|^r / L^r, so the unbeaten positions are those where g
// is least and there can be no cycle. For r = 1 g is piecewise linear and
// convex and one pass over the sorted positions finds it.
func (k *Kernel) Condorcet() (low, high float64) {
	// From one position to the next, length*g changes by
	// (weight at or below - weight above) * gap.
	tolerance := contestTolerance * k.total * k.length
	g, best := 0.0, 0.0
	below := 0.0
	low = k.voters[0].x
	for i := range k.voters {
		v := &k.voters[i]
		if i > 0 && v.x > k.voters[i-1].x {
			g += float64((below - (k.total - below)) * (v.x - k.voters[i-1].x))
			if g < best {
				best = g
				low = v.x
			}
		}
		below += v.w
	}
	// A second pass collects ties, which the tolerance may spread over
	// neighbours on either side of the strict minimum.
	g, below, high = 0, 0, low
	found := false
	for i := range k.voters {
		v := &k.voters[i]
		if i > 0 && v.x > k.voters[i-1].x {
			g += float64((below - (k.total - below)) * (v.x - k.voters[i-1].x))
		}
		if g <= best+tolerance {
			if !found {
				low, found = v.x, true
			}
			high = v.x
		} else if found {
			break
		}
		below += v.w
	}
	return low, high
}
