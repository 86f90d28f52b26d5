package score

import (
	"math/bits"
	"runtime"
	"slices"
	"sync"

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
	seed    uint64
	draws   int
}

// NewResampler numbers the clusters of the items by their names. Draw k is a
// function of seed and k alone. Items of one cluster have equal names.
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
	r := &Resampler{cluster: make([]int, len(clusters)), n: len(names), seed: seed, draws: draws}
	for i, c := range clusters {
		r.cluster[i], _ = slices.BinarySearch(names, c)
	}
	return r, nil
}

// Clusters is the number of clusters.
func (r *Resampler) Clusters() int { return r.n }

// Mean is the mean of the values, one an item, with the 2.5 and 97.5 percent
// points of the resampled means. An item whose value is NaN is left out, of the
// resamples too. For a paired comparison give the differences.
func (r *Resampler) Mean(values []float64) (Interval, error) {
	out, err := r.Means(values)
	if err != nil {
		return Interval{}, err
	}
	return out[0], nil
}

// Means is Mean of several columns of values, in one pass over the draws.
func (r *Resampler) Means(columns ...[]float64) ([]Interval, error) {
	out := make([]Interval, len(columns))
	sums := make([]column, len(columns))
	for j, values := range columns {
		if len(values) != len(r.cluster) {
			return nil, fault(CodeLength, "give one value an item", "there are %d values for %d items", len(values), len(r.cluster))
		}
		c := column{sum: make([]float64, r.n), count: make([]float64, r.n), like: j}
		total, n := 0.0, 0
		for i, v := range values {
			if v != v {
				continue
			}
			c.sum[r.cluster[i]] += v
			c.count[r.cluster[i]]++
			total += v
			n++
		}
		if n == 0 {
			return nil, fault(CodeEmpty, "give at least one value", "no item has a value")
		}
		// Columns mostly have their values in the same places; their counts are
		// then summed once.
		for k := range j {
			if slices.Equal(sums[k].count, c.count) {
				c.like = k
				break
			}
		}
		sums[j] = c
		out[j] = Interval{Mean: total / float64(n), N: n}
	}
	for j, means := range r.resample(sums) {
		// Left out where a resample holds no item with a value.
		held := slices.DeleteFunc(means, func(m float64) bool { return m != m })
		if len(held) == 0 {
			return nil, fault(CodeEmpty, "ask for more draws", "none of %d resamples holds an item with a value", r.draws)
		}
		slices.Sort(held)
		out[j].Low, out[j].High = percentile(held, 0.025), percentile(held, 0.975)
	}
	return out, nil
}

// column is the sum and the number of a column's values in each cluster.
type column struct {
	sum, count []float64
	like       int // the first column with the same counts
}

// resample gives each column's mean in every draw, NaN where it has no item.
// The draws are shared out among the cores; each writes its own places.
func (r *Resampler) resample(columns []column) [][]float64 {
	means := make([][]float64, len(columns))
	for j := range means {
		means[j] = make([]float64, r.draws)
	}
	workers := min(runtime.GOMAXPROCS(0), max(r.draws*r.n/100_000, 1))
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			picks, counts := make([]int32, r.n), make([]float64, len(columns))
			for k := r.draws * w / workers; k < r.draws*(w+1)/workers; k++ {
				r.draw(k, picks)
				for j := range columns {
					c := &columns[j]
					if c.like == j {
						counts[j] = sumOf(c.count, picks)
					}
					means[j][k] = sumOf(c.sum, picks) / counts[c.like] // NaN for 0/0
				}
			}
		})
	}
	wait.Wait()
	return means
}

// draw picks the clusters of draw k.
func (r *Resampler) draw(k int, picks []int32) {
	s := sample.NewStream(r.seed, uint64(k))
	n := uint64(r.n)
	for i := range picks {
		high, _ := bits.Mul64(s.Uint64(), n)
		picks[i] = int32(high)
	}
}

// sumOf adds the picked values, four sums side by side so that an addition need
// not wait for the one before.
func sumOf(x []float64, picks []int32) float64 {
	var a, b, c, d float64
	for len(picks) >= 4 {
		a += x[picks[0]]
		b += x[picks[1]]
		c += x[picks[2]]
		d += x[picks[3]]
		picks = picks[4:]
	}
	for _, i := range picks {
		a += x[i]
	}
	return (a + b) + (c + d)
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
