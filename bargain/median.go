package bargain

// Median returns the weighted median: the smallest position whose cumulative
// weight reaches half (with halfSlack). When the cumulative weight is exactly
// half there, every point up to the next position is a median too, and high is
// that position; otherwise high = low.
func (k *Kernel) Median() (low, high float64) {
	low = k.voters[k.medianAt].x
	cumulative := 0.0
	for i := range k.voters {
		v := &k.voters[i]
		if v.x > low {
			if cumulative <= 0.5*k.total*(1+halfSlack) {
				return low, v.x
			}
			break
		}
		cumulative += v.w
	}
	return low, low
}
