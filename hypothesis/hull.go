package hypothesis

import "math"

// Hull is what any choice of numbers within the ranges can give.
type Hull struct {
	Hypotheses []string
	Low, High  []float64
	// Exact is true when every reliability and floor is a point: both ends are
	// then attained. Otherwise they are safe bounds, perhaps wide.
	Exact bool
}

// Hull bounds the posterior. Row k is largest when its prior and likelihoods
// are at their highs and all others at their lows. Where a reliability or a
// floor is a range, each ratio of two rows is bounded apart: it is monotone in
// either number, so its bounds are at their ends.
func (c *Compiled) Hull() Hull {
	out := Hull{Hypotheses: c.Hypotheses(), Low: make([]float64, c.rows), High: make([]float64, c.rows), Exact: true}
	for i := range c.set.Items {
		at := c.first(i)
		out.Exact = out.Exact && c.inputs[at].Value.IsPoint() && c.inputs[at+1].Value.IsPoint()
	}
	for k := range c.rows {
		if c.never(k) {
			continue
		}
		least, most := 0.0, 0.0 // of the sum of the other rows against k
		for j := range c.rows {
			if j == k || c.never(j) {
				continue
			}
			least += c.leastRatio(j, k)
			most += 1 / c.leastRatio(k, j)
		}
		out.Low[k], out.High[k] = 1/(1+most), 1/(1+least)
	}
	return out
}

// never reports whether a row has probability 0 whatever is chosen.
func (c *Compiled) never(k int) bool {
	if c.inputs[k].Value.High == 0 {
		return true
	}
	for i := range c.set.Items {
		at := c.first(i)
		r, floor, l := c.inputs[at].Value, c.inputs[at+1].Value, c.inputs[at+2+k].Value
		if l.High == 0 && (r.Low == 1 || floor.High == 0) || r.High == 0 && floor.High == 0 {
			return true
		}
	}
	return false
}

// leastRatio is the least value of row j's weight over row k's.
func (c *Compiled) leastRatio(j, k int) float64 {
	sum := math.Log(c.inputs[j].Value.Low) - math.Log(c.inputs[k].Value.High)
	for i := range c.set.Items {
		at := c.first(i)
		least := math.Inf(1)
		for _, r := range ends(c.inputs[at].Value.Low, c.inputs[at].Value.High) {
			for _, floor := range ends(c.inputs[at+1].Value.Low, c.inputs[at+1].Value.High) {
				base := float64((1 - r) * floor)
				over := float64(r*c.inputs[at+2+j].Value.Low) + base
				under := float64(r*c.inputs[at+2+k].Value.High) + base
				if under == 0 {
					continue // impossible either way there: no bound from it
				}
				least = math.Min(least, math.Log(over)-math.Log(under))
			}
		}
		sum += float64(c.units[c.of[i]].w * least)
	}
	return math.Exp(sum)
}

func ends(low, high float64) []float64 {
	if low == high {
		return []float64{low}
	}
	return []float64{low, high}
}
