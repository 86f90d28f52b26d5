package bargain

import (
	"cmp"
	"math"
	"slices"
)

// Distribution is a forecast on a scale: atoms at some points, a share spread
// evenly over the scale, and a share that is normal, with the mass that would
// lie beyond an end of the scale put on that end. Mixing distributions with the
// same scale and the same normal part gives another one. It is immutable.
type Distribution struct {
	low, high float64
	at        []float64 // atoms, strictly ascending, within the scale
	below     []float64 // mass of the atoms up to and including at[i]
	even      float64   // mass spread evenly
	bell      float64   // mass of the normal part
	mean, sd  float64   // of the normal part, before its tails are moved
}

// quantileSlack is the share by which a cumulative probability may miss a
// level and still reach it: sums of weights are not exact.
const quantileSlack = 1e-12

// Steps is the distribution with mass in proportion to the weights at the
// points, which must lie on the scale low..high; weights must be >= 0, and some
// above. The two slices have equal length.
func Steps(low, high float64, points, weights []float64) *Distribution {
	if !slices.IsSorted(points) {
		points, weights = sortedSteps(points, weights)
	}
	total := 0.0
	for _, w := range weights {
		total += w
	}
	d := &Distribution{low: low, high: high, at: make([]float64, 0, len(points)), below: make([]float64, 0, len(points))}
	sum := 0.0
	for i, w := range weights {
		if w > 0 {
			sum += w
			d.push(points[i], sum/total)
		}
	}
	d.seal(1)
	return d
}

// sortedSteps returns the points in ascending order with their weights. Equal
// points have theirs in ascending order, so that sums do not depend on the
// order given.
func sortedSteps(points, weights []float64) (p, w []float64) {
	type step struct{ x, w float64 }
	steps := make([]step, len(points))
	for i := range points {
		steps[i] = step{points[i], weights[i]}
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.w, b.w)) })
	p, w = make([]float64, len(points)), make([]float64, len(points))
	for i, s := range steps {
		p[i], w[i] = s.x, s.w
	}
	return p, w
}

// Even is the uniform distribution on low..high.
func Even(low, high float64) *Distribution {
	return &Distribution{low: low, high: high, even: 1}
}

// Censored is the normal distribution with the mean and standard deviation
// (> 0), with the mass beyond the ends of the scale put on the ends.
func Censored(low, high, mean, sd float64) *Distribution {
	return &Distribution{low: low, high: high, bell: 1, mean: mean, sd: sd}
}

// push appends an atom, or raises the last one when it is at the same point.
func (d *Distribution) push(x, below float64) {
	if n := len(d.at); n > 0 && d.at[n-1] == x {
		d.below[n-1] = below
		return
	}
	d.at = append(d.at, x)
	d.below = append(d.below, below)
}

// seal makes the atoms' mass exact.
func (d *Distribution) seal(mass float64) {
	if n := len(d.below); n > 0 {
		d.below[n-1] = mass
	}
}

// mix is the mixture of parts with the weights, which sum to 1. Parts share
// the scale, and those with a normal part share it.
func mix(weights []float64, parts []*Distribution) *Distribution {
	d := &Distribution{low: parts[0].low, high: parts[0].high}
	n, mass := 0, 0.0
	for k, p := range parts {
		a := weights[k]
		if a == 0 {
			continue
		}
		d.even += float64(a * p.even)
		if p.bell > 0 {
			d.bell += float64(a * p.bell)
			d.mean, d.sd = p.mean, p.sd
		}
		if len(p.at) > 0 {
			n += len(p.at)
			mass += float64(a * p.below[len(p.below)-1])
		}
	}
	d.at, d.below = make([]float64, 0, n), make([]float64, 0, n)
	next := make([]int, len(parts))
	for {
		x, found := math.Inf(1), false
		for k, p := range parts {
			if weights[k] != 0 && next[k] < len(p.at) && p.at[next[k]] <= x {
				x, found = p.at[next[k]], true
			}
		}
		if !found {
			break
		}
		below := 0.0
		for k, p := range parts {
			if weights[k] == 0 {
				continue
			}
			if next[k] < len(p.at) && p.at[next[k]] == x {
				next[k]++
			}
			if next[k] > 0 {
				below += float64(weights[k] * p.below[next[k]-1])
			}
		}
		d.push(x, below)
	}
	d.seal(mass)
	return d
}

// Scale returns the ends of the scale.
func (d *Distribution) Scale() (low, high float64) { return d.low, d.high }

// CDF returns the probability of at most y (right-continuous).
func (d *Distribution) CDF(y float64) float64 {
	switch {
	case y < d.low:
		return 0
	case y >= d.high:
		return 1
	}
	i, found := slices.BinarySearch(d.at, y)
	if found {
		i++
	}
	return min(d.step(i)+d.smooth(y), 1)
}

// CDFBefore returns the probability of less than y.
func (d *Distribution) CDFBefore(y float64) float64 {
	switch {
	case y <= d.low:
		return 0
	case y > d.high:
		return 1
	}
	i, _ := slices.BinarySearch(d.at, y)
	return min(d.step(i)+d.smooth(y), 1)
}

// step is the mass of the first i atoms.
func (d *Distribution) step(i int) float64 {
	if i == 0 {
		return 0
	}
	return d.below[i-1]
}

// smooth is the part of the distribution function that has no atoms inside the
// scale.
func (d *Distribution) smooth(y float64) float64 {
	f := 0.0
	if d.even > 0 {
		f += float64(d.even * ((y - d.low) / (d.high - d.low)))
	}
	if d.bell > 0 {
		f += float64(d.bell * normalCDF((y-d.mean)/d.sd))
	}
	return f
}

// Quantile returns the smallest point of the scale with a cumulative
// probability of at least p, to 1e-12 of the scale's length.
func (d *Distribution) Quantile(p float64) float64 {
	level := p - quantileSlack
	if d.CDF(d.low) >= level {
		return d.low
	}
	from := d.low
	for i, x := range d.at {
		if x > from && d.step(i)+d.smooth(x) >= level {
			return d.solve(p-d.step(i), from, x)
		}
		if d.step(i+1)+d.smooth(x) >= level {
			return x
		}
		from = x
	}
	last := d.step(len(d.at))
	if from < d.high && last+d.smooth(d.high) >= level {
		return d.solve(p-last, from, d.high)
	}
	return d.high
}

// solve finds where the smooth part reaches f between two points.
func (d *Distribution) solve(f, low, high float64) float64 {
	if d.bell == 0 {
		return min(max(d.low+f/d.even*(d.high-d.low), low), high)
	}
	for high-low > 1e-12*(d.high-d.low) {
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			break
		}
		if d.smooth(mid) >= f {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// Median is the quantile at one half: the point forecast that goes with the
// distribution.
func (d *Distribution) Median() float64 { return d.Quantile(0.5) }

// Above returns the probability that the outcome lies above y, with half of the
// mass at y itself. For an issue with two positions and y between them it is
// the probability that the outcome is nearer the upper one.
func (d *Distribution) Above(y float64) float64 {
	return 1 - (d.CDF(y)+d.CDFBefore(y))/2
}

// TablePoints is the number of points of a Table.
const TablePoints = 201

// Table holds the distribution function at TablePoints equally spaced points of
// the scale, both ends included, right-continuous.
func (d *Distribution) Table() []float64 {
	f := make([]float64, TablePoints)
	d.AddTo(f)
	return f
}

// AddTo adds the distribution function at equally spaced points of the scale to
// f, whose length must be at least 2: the average over draws of the input is
// the sum divided by their number.
func (d *Distribution) AddTo(f []float64) {
	i, last := 0, len(f)-1
	for j := range last {
		y := d.low + (d.high-d.low)*(float64(j)/float64(last))
		for i < len(d.at) && d.at[i] <= y {
			i++
		}
		f[j] += min(d.step(i)+d.smooth(y), 1)
	}
	f[last]++
}

// TableQuantile is the quantile at p of a distribution function known at
// equally spaced points of the scale, such as an average of Tables, with
// straight lines between them. Mass at the lower end counts as there.
func TableQuantile(low, high float64, f []float64, p float64) float64 {
	j, _ := slices.BinarySearch(f, p-quantileSlack)
	if j == 0 {
		return low
	}
	if j == len(f) {
		return high
	}
	step := (high - low) / float64(len(f)-1)
	t := 1.0
	if f[j] > f[j-1] {
		t = min(max((p-f[j-1])/(f[j]-f[j-1]), 0), 1)
	}
	return low + float64((float64(j-1)+t)*step)
}

func normalCDF(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

func normalDensity(z float64) float64 {
	return math.Exp(-float64(z*z)/2) / math.Sqrt(2*math.Pi)
}
