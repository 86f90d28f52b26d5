package conflict

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Dense numbers an order without gaps: the worst becomes 0, equals stay equal.
func Dense(order []int32) []int32 {
	values := slices.Clone(order)
	slices.Sort(values)
	values = slices.Compact(values)
	out := make([]int32, len(order))
	for s, x := range order {
		k, _ := slices.BinarySearch(values, x)
		out[s] = int32(k)
	}
	return out
}

// RankScores ranks states by a number each, larger is better. The numbers must
// not be NaN.
func RankScores(scores []float64) []int32 { return rankBy(scores) }

func rankBy[T cmp.Ordered](scores []T) []int32 {
	states := make([]int32, len(scores))
	for s := range states {
		states[s] = int32(s)
	}
	slices.SortFunc(states, func(a, b int32) int { return cmp.Compare(scores[a], scores[b]) })
	out := make([]int32, len(scores))
	rank := int32(0)
	for k, s := range states {
		if k > 0 && scores[s] != scores[states[k-1]] {
			rank++
		}
		out[s] = rank
	}
	return out
}

// RankLevels ranks n states by prioritised statements: of two states the better
// is the one in which more statements hold at the first level on which they
// differ in that number. There is no limit to the number of levels.
func RankLevels(levels [][]Set, n int) []int32 {
	r := newRefiner(n)
	for _, level := range levels {
		if r.classes == n {
			break
		}
		r.refine(level)
	}
	return r.rank
}

// refiner splits classes of equals level by level, keeping ranks dense.
type refiner struct {
	rank    []int32
	classes int
	number  []int32
}

func newRefiner(n int) *refiner {
	return &refiner{rank: make([]int32, n), classes: min(n, 1)}
}

// refine reports whether the level separated any states that were equal.
func (r *refiner) refine(level []Set) bool {
	width := len(level) + 1
	need := r.classes * width
	r.number = slices.Grow(r.number[:0], need)[:need]
	clear(r.number)
	at := func(s int) int {
		count := 0
		for _, truth := range level {
			count += int(truth[s>>6] >> (s & 63) & 1)
		}
		return int(r.rank[s])*width + count
	}
	for s := range r.rank {
		r.number[at(s)] = 1
	}
	next := int32(0)
	for k, used := range r.number {
		if used != 0 {
			r.number[k] = next
			next++
		}
	}
	for s := range r.rank {
		r.rank[s] = r.number[at(s)]
	}
	split := int(next) > r.classes
	r.classes = int(next)
	return split
}

// truths evaluates expressions in every state.
func (sp *space) truths(ps []program) []Set {
	m := sp.len()
	out := make([]Set, len(ps))
	for k := range out {
		out[k] = NewSet(m)
	}
	option := make([]uint64, len(sp.options))
	var stack []uint64
	for block := 0; block*64 < m; block++ {
		clear(option)
		for b, x := range sp.masks[block*64 : min(m, block*64+64)] {
			for ; x != 0; x &= x - 1 {
				option[bits.TrailingZeros64(x)] |= 1 << b
			}
		}
		valid := ^uint64(0)
		if rest := m - block*64; rest < 64 {
			valid = 1<<rest - 1
		}
		for k, p := range ps {
			var w uint64
			w, stack = p.run(option, stack)
			out[k][block] = w & valid
		}
	}
	return out
}

// rankWeights ranks states by the sum of the weights of options taken. Where the
// weights have few enough decimals the sums are exact, so that 0.1 + 0.2 and 0.3
// are the tie that was meant.
func (sp *space) rankWeights(weights map[string]float64) []int32 {
	w := make([]float64, len(sp.options))
	for k, o := range sp.options {
		w[k] = weights[o.ID]
	}
	if whole, ok := wholeWeights(w); ok {
		sums := make([]int64, sp.len())
		for s, x := range sp.masks {
			for ; x != 0; x &= x - 1 {
				sums[s] += whole[bits.TrailingZeros64(x)]
			}
		}
		return rankBy(sums)
	}
	sums := make([]float64, sp.len())
	for s, x := range sp.masks {
		for ; x != 0; x &= x - 1 {
			sums[s] += w[bits.TrailingZeros64(x)]
		}
	}
	return rankBy(sums)
}

// wholeWeights multiplies decimal numbers by the power of ten that makes all of
// them whole, if their sums then fit into 63 bits.
func wholeWeights(w []float64) ([]int64, bool) {
	decimals, texts := 0, make([]string, len(w))
	for k, x := range w {
		texts[k] = strconv.FormatFloat(x, 'f', -1, 64)
		if _, after, ok := strings.Cut(texts[k], "."); ok {
			decimals = max(decimals, len(after))
		}
	}
	out, total := make([]int64, len(w)), int64(0)
	for k, text := range texts {
		before, after, _ := strings.Cut(text, ".")
		n, err := strconv.ParseInt(before+after+strings.Repeat("0", decimals-len(after)), 10, 64)
		if err != nil || n == math.MinInt64 {
			return nil, false
		}
		if total += max(n, -n); total < 0 {
			return nil, false
		}
		out[k] = n
	}
	return out, true
}
