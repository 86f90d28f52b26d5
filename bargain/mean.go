package bargain

import "math"

// Mean returns the weighted mean, sum w x / sum w: the compromise model, which
// the literature on European decisions also calls the Nash solution.
func (k *Kernel) Mean() float64 { return k.mean }

// Spread returns the weighted standard deviation of positions,
// sqrt(sum w (x-m)^2 / sum w).
func (k *Kernel) Spread() float64 {
	sum := 0.0
	for i := range k.voters {
		d := k.voters[i].x - k.mean
		sum += float64(k.voters[i].w * float64(d*d))
	}
	return math.Sqrt(sum / k.total)
}

// Polarisation returns 4 sigma^2 / L^2: 1 for two equal camps at the ends of
// the scale, 0 when all agree.
func (k *Kernel) Polarisation() float64 {
	r := 2 * k.Spread() / k.length
	return r * r
}

// PlainMean returns the mean of the positions of all actors with weight, each
// counted once: the dull baseline.
func (k *Kernel) PlainMean() float64 {
	return k.meanBy(func(voter) float64 { return 1 })
}

// SalienceMean returns the mean of the positions weighted by salience alone.
func (k *Kernel) SalienceMean() float64 {
	return k.meanBy(func(v voter) float64 { return v.s })
}

func (k *Kernel) meanBy(weight func(voter) float64) float64 {
	x0 := k.voters[0].x
	total, moment := 0.0, 0.0
	for _, v := range k.voters {
		w := weight(v)
		total += w
		moment += float64(w * (v.x - x0))
	}
	return min(x0+moment/total, k.voters[len(k.voters)-1].x)
}

// MeanOf returns the weighted mean of one issue alone, without what the other
// methods need of a Kernel: actors without weight and those whose position is
// NaN are left out, and it is NaN when nobody has weight. Sums are taken in the
// order of the rows, so that another order may change the last digit.
func MeanOf(position, capability, salience []float64) float64 {
	total, moment := 0.0, 0.0
	for i, x := range position {
		w := capability[i] * salience[i]
		if w > 0 && x == x {
			total += w
			moment += float64(w * x)
		}
	}
	return moment / total
}
