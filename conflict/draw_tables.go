package conflict

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// levelTable ranks states by levels of statements in any order of the levels.
// States in which each level holds equally often share a pattern, so that a draw
// sorts patterns, of which there are few, and not states.
type levelTable struct {
	levels  [][]Set
	pattern []int32 // by state
	digits  []uint8 // by pattern and level: how many of its statements hold
	width   []uint8 // by level: bits of a digit
	patBits uint    // bits of a pattern's number
	packed  bool    // digits and number fit one word
	count   int     // patterns
	n       int     // states
}

func newLevelTable(levels [][]Set, n int) *levelTable {
	t := &levelTable{levels: levels, pattern: make([]int32, n), width: make([]uint8, len(levels)), n: n}
	total := uint(0)
	for k, level := range levels {
		t.width[k] = uint8(bits.Len(uint(len(level))))
		total += uint(t.width[k])
		if len(level) > math.MaxUint8 {
			return t // not packed
		}
	}
	known := map[string]int32{}
	digits := make([]byte, len(levels))
	for s := range n {
		for k, level := range levels {
			digits[k] = 0
			for _, set := range level {
				digits[k] += byte(set[s>>6] >> (s & 63) & 1)
			}
		}
		id, ok := known[string(digits)]
		if !ok {
			id = int32(t.count)
			t.count++
			known[string(digits)] = id
			t.digits = append(t.digits, digits...)
		}
		t.pattern[s] = id
	}
	t.patBits = uint(bits.Len(uint(t.count)))
	t.packed = total+t.patBits <= 64
	return t
}

// levelScratch is the memory of levelTable.rank.
type levelScratch struct {
	words   []uint64
	ranks   []int32
	refiner refiner
}

// newLevelScratch is enough for n states and levels of at most so many
// statements.
func newLevelScratch(n, widest int) levelScratch {
	return levelScratch{make([]uint64, n), make([]int32, n), refiner{number: make([]int32, n*(widest+1))}}
}

// rank writes the ranks that the levels give in this order, the most important
// first.
func (t *levelTable) rank(order []int32, into []int32, x *levelScratch) {
	if !t.packed {
		x.refiner.rank, x.refiner.classes = into, min(t.n, 1)
		clear(into)
		for _, k := range order {
			if x.refiner.classes == t.n {
				return
			}
			x.refiner.refine(t.levels[k])
		}
		return
	}
	words := x.words[:t.count]
	for p := range words {
		key := uint64(0)
		for _, k := range order {
			key = key<<t.width[k] | uint64(t.digits[p*len(t.levels)+int(k)])
		}
		words[p] = key<<t.patBits | uint64(p)
	}
	slices.Sort(words)
	rankOf := x.ranks[:t.count]
	r := int32(0)
	for k, w := range words {
		if k > 0 && w>>t.patBits != words[k-1]>>t.patBits {
			r++
		}
		rankOf[w&(1<<t.patBits-1)] = r
	}
	for s, p := range t.pattern {
		into[s] = rankOf[p]
	}
}

// LevelRanker ranks states by the same prioritised statements in one order after
// another, as RankLevels does, and allocates nothing once it is made. One
// goroutine's.
type LevelRanker struct {
	table   *levelTable
	scratch levelScratch
}

// NewLevelRanker prepares to rank n states by the levels.
func NewLevelRanker(levels [][]Set, n int) *LevelRanker {
	widest := 0
	for _, level := range levels {
		widest = max(widest, len(level))
	}
	return &LevelRanker{newLevelTable(levels, n), newLevelScratch(n, widest)}
}

// Rank writes the ranks of the states, 0 the worst, when the levels stand in this
// order, most important first; the order may leave some out. Into has an element
// a state.
func (r *LevelRanker) Rank(order, into []int32) { r.table.rank(order, into, &r.scratch) }

// weightTable ranks states by weights some of which are drawn. What is certain in
// a sum is summed once and exactly, so that ties which do not hang on the drawn
// weights stay ties.
type weightTable struct {
	fixed   []float64 // by state
	subset  []int32   // by state: which ranged options are taken
	subsets []uint64  // as a bit a ranged option
}

func (sp *space) newWeightTable(fixed map[string]float64, ranged []int) *weightTable {
	t := &weightTable{subset: make([]int32, sp.len())}
	w := make([]float64, len(sp.options))
	for k, o := range sp.options {
		w[k] = fixed[o.ID]
	}
	t.fixed = sp.weightSums(w)
	known := map[uint64]int32{}
	for s, x := range sp.masks {
		var subset uint64
		for j, k := range ranged {
			subset |= x >> k & 1 << j
		}
		id, ok := known[subset]
		if !ok {
			id = int32(len(t.subsets))
			known[subset] = id
			t.subsets = append(t.subsets, subset)
		}
		t.subset[s] = id
	}
	return t
}

// weightSums is the sum of weights by state, without rounding where the weights
// have few enough decimals (see rankWeights).
func (sp *space) weightSums(w []float64) []float64 {
	sums := make([]float64, sp.len())
	if whole, ok := wholeWeights(w); ok {
		scale := 1.0
		for k, x := range w {
			if x != 0 {
				scale = float64(whole[k]) / x
				break
			}
		}
		for s, x := range sp.masks {
			sum := int64(0)
			for ; x != 0; x &= x - 1 {
				sum += whole[bits.TrailingZeros64(x)]
			}
			sums[s] = float64(sum) / scale
		}
		return sums
	}
	for s, x := range sp.masks {
		for ; x != 0; x &= x - 1 {
			sums[s] += w[bits.TrailingZeros64(x)]
		}
	}
	return sums
}

// rank writes the ranks for the drawn weights.
func (t *weightTable) rank(drawn []float64, into []int32, d *Drawer) {
	sums := d.sums[:len(t.subsets)]
	for k, subset := range t.subsets {
		sums[k] = 0
		for ; subset != 0; subset &= subset - 1 {
			sums[k] += drawn[bits.TrailingZeros64(subset)]
		}
	}
	for s := range into {
		d.keys[s] = keyed{t.fixed[s] + sums[t.subset[s]], int32(s)}
	}
	rankKeys(d.keys[:len(into)], into)
}

// keyed is a state with what it is ranked by.
type keyed struct {
	key   float64
	state int32
}

// rankKeys sorts the keys and writes ranks without gaps, equal where the keys are.
func rankKeys(keys []keyed, into []int32) {
	slices.SortFunc(keys, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	r := int32(0)
	for k, e := range keys {
		if k > 0 && e.key != keys[k-1].key {
			r++
		}
		into[e.state] = r
	}
}
