package score

import (
	"slices"

	"entente/sample"
)

// Interval is a mean with a 95% interval.
type Interval struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	N    int     `json:"n"`
}

// Shown reports whether the interval leaves out 0: whether a mean difference is
// shown by the record.
func (i Interval) Shown() bool { return i.Low > 0 || i.High < 0 }

// Resampler draws whole clusters of related questions with replacement. All
// means that one Resampler gives rest on the same draws, so that they can be
// compared.
type Resampler struct {
	cluster []int // of each item
	n       int   // clusters
	draws   int
	picks   []int32 // draws x n
}

// NewResampler numbers the clusters of the items by their names, and draws:
// draw k is a function of seed and k alone. Items of one cluster have equal
// names.
func NewResampler(clusters []string, seed uint64, draws int) (*Resampler, error) {
	if len(clusters) == 0 {
		return nil, fault(CodeEmpty, "give at least one resolved question", "there is nothing to resample")
	}
	if draws < 1 {
		return nil, fault(CodeEmpty, "ask for at least one draw", "%d draws give no interval", draws)
	}
	// Numbered by name, not by first appearance: the order of questions does
	// not matter.
	names := slices.Clone(clusters)
	slices.Sort(names)
	names = slices.Compact(names)
	r := &Resampler{cluster: make([]int, len(clusters)), n: len(names), draws: draws}
	for i, c := range clusters {
		r.cluster[i], _ = slices.BinarySearch(names, c)
	}
	r.picks = make([]int32, draws*r.n)
	for k := range draws {
		s := sample.NewStream(seed, uint64(k))
		for j := range r.n {
			r.picks[k*r.n+j] = int32(s.IntN(r.n))
		}
	}
	return r, nil
}

// Clusters is the number of clusters.
func (r *Resampler) Clusters() int { return r.n }

// Mean is the mean of the values, one an item, with the 2.5 and 97.5 percent
// points of the resampled means. An item whose value is NaN is left out, of the
// resamples too. For a paired comparison give the differences.
func (r *Resampler) Mean(values []float64) (Interval, error) {
	if len(values) != len(r.cluster) {
		return Interval{}, fault(CodeLength, "give one value an item", "there are %d values for %d items", len(values), len(r.cluster))
	}
	sums, counts := make([]float64, r.n), make([]float64, r.n)
	total, n := 0.0, 0
	for i, v := range values {
		if v != v {
			continue
		}
		sums[r.cluster[i]] += v
		counts[r.cluster[i]]++
		total += v
		n++
	}
	if n == 0 {
		return Interval{}, fault(CodeEmpty, "give at least one value", "no item has a value")
	}
	means := make([]float64, 0, r.draws)
	for k := range r.draws {
		sum, count := 0.0, 0.0
		for _, c := range r.picks[k*r.n : (k+1)*r.n] {
			sum += sums[c]
			count += counts[c]
		}
		if count > 0 {
			means = append(means, sum/count)
		}
	}
	if len(means) == 0 {
		return Interval{}, fault(CodeEmpty, "ask for more draws", "none of %d resamples holds an item with a value", r.draws)
	}
	slices.Sort(means)
	out := Interval{Mean: total / float64(n), N: n}
	out.Low, out.High = percentile(means, 0.025), percentile(means, 0.975)
	return out, nil
}

// percentile interpolates linearly between the order statistics.
func percentile(sorted []float64, p float64) float64 {
	at := float64(p * float64(len(sorted)-1))
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	t := at - float64(i)
	return sorted[i] + float64(t*(sorted[i+1]-sorted[i]))
}
