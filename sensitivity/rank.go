package sensitivity

import "math"

// Ranker ranks columns of numbers, reusing its memory. It serves one goroutine.
type Ranker struct {
	key, spareKey     []uint64
	index, spareIndex []int32
}

// Rank writes to ranks the rank of each number of x, from 1, equal numbers
// getting the average of theirs. It reports false, with ranks undefined, when
// there is a NaN. The slices have equal length, at most 2^31-1.
func (r *Ranker) Rank(x, ranks []float64) bool {
	r.grow(len(x))
	for i, v := range x {
		if v != v {
			return false
		}
		r.key[i], r.index[i] = sortable(v), int32(i)
	}
	r.radixSort()
	for i := 0; i < len(x); {
		j := i + 1
		for j < len(x) && r.key[j] == r.key[i] {
			j++
		}
		average := float64(i+1+j) / 2 // of i+1 .. j
		for ; i < j; i++ {
			ranks[r.index[i]] = average
		}
	}
	return true
}

// sortable maps numbers to words of the same order; -0 and 0 are equal.
func sortable(v float64) uint64 {
	bits := math.Float64bits(v)
	if v == 0 {
		bits = 0
	}
	if bits>>63 == 1 {
		return ^bits
	}
	return bits | 1<<63
}

func (r *Ranker) grow(n int) {
	if cap(r.key) < n {
		r.key, r.spareKey = make([]uint64, n), make([]uint64, n)
		r.index, r.spareIndex = make([]int32, n), make([]int32, n)
	}
	r.key, r.spareKey = r.key[:n], r.spareKey[:n]
	r.index, r.spareIndex = r.index[:n], r.spareIndex[:n]
}

const (
	digitBits = 11
	digits    = (64 + digitBits - 1) / digitBits
	digitMask = 1<<digitBits - 1
)

// radixSort sorts key, and index with it, by digits from the lowest: several
// times faster than comparing for the thousands of draws of an ensemble.
func (r *Ranker) radixSort() {
	var count [digits][1 << digitBits]int32
	for _, k := range r.key {
		for d := range digits {
			count[d][k>>(d*digitBits)&digitMask]++
		}
	}
	for d := range digits {
		shift := d * digitBits
		if len(r.key) == 0 || int(count[d][r.key[0]>>shift&digitMask]) == len(r.key) {
			continue // all agree in this digit
		}
		start := int32(0)
		for v, c := range count[d] {
			count[d][v] = start
			start += c
		}
		for i, k := range r.key {
			at := &count[d][k>>shift&digitMask]
			r.spareKey[*at], r.spareIndex[*at] = k, r.index[i]
			*at++
		}
		r.key, r.spareKey = r.spareKey, r.key
		r.index, r.spareIndex = r.spareIndex, r.index
	}
}
