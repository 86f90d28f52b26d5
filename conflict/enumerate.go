package conflict

import (
	"iter"
	"math/bits"
	"slices"
)

// maxCombinations is the number of combinations of options that are looked at
// before a model is refused.
const maxCombinations = 1 << 24

// patterns are the words in which bit s tells whether option k < 6 is taken in
// state number s.
var patterns = [6]uint64{
	0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0,
	0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000,
}

// bitmap of all combinations of n <= 24 options that the rules leave; dropped is
// how many combinations each rule excludes beyond those before it.
func feasibleBitmap(n int, rules []program) (left Set, dropped []int) {
	left = NewSet(1 << n)
	dropped = make([]int, len(rules))
	option := make([]uint64, n)
	var stack []uint64
	for block := range left {
		w := ^uint64(0)
		if n < 6 {
			w = 1<<(1<<n) - 1
		}
		for k := range option {
			switch {
			case k < 6:
				option[k] = patterns[k]
			case block>>(k-6)&1 != 0:
				option[k] = ^uint64(0)
			default:
				option[k] = 0
			}
		}
		for j, r := range rules {
			var out uint64
			out, stack = r.run(option, stack)
			dropped[j] += bits.OnesCount64(w & out)
			w &^= out
		}
		left[block] = w
	}
	return left, dropped
}

// enumerate lists the combinations of n options that the rules leave, in
// ascending order. Up to 24 options it looks at all of them, above it cuts
// branches that a rule excludes already; dropped is nil then. ok is false when
// more than maxCombinations, partial ones among them, would have to be looked
// at.
func enumerate(n int, rules []program) (masks []uint64, dropped []int, ok bool) {
	if n <= 24 {
		left, dropped := feasibleBitmap(n, rules)
		masks = make([]uint64, 0, left.Len())
		for s := range left.All() {
			masks = append(masks, uint64(s))
		}
		return masks, dropped, true
	}
	var stack [maxExprDepth * 4]byte
	ok = true
	seen := 0
	// Deciding the last declared option first, absent before taken, yields
	// ascending order.
	var walk func(k int, known, taken uint64)
	walk = func(k int, known, taken uint64) {
		if !ok {
			return
		}
		seen++
		if seen > maxCombinations {
			ok = false
			return
		}
		for _, r := range rules {
			if _, canBeFalse := r.maybe(known, taken, stack[:0]); !canBeFalse {
				return
			}
		}
		if k < 0 {
			masks = append(masks, taken)
			return
		}
		walk(k-1, known|1<<k, taken)
		walk(k-1, known|1<<k, taken|1<<k)
	}
	walk(n-1, 0, 0)
	return masks, nil, ok
}

// contradiction is a set of rules that together exclude everything and of which
// none can be spared: the smaller of what is left when rules are dropped one by
// one from the last, and from the first.
func contradiction(n int, rules []program) []int {
	all := make([]int, len(rules))
	for j := range all {
		all[j] = j
	}
	spare := func(order iter.Seq2[int, int]) []int {
		kept := all
		for _, j := range order {
			var without []program
			var rest []int
			for _, k := range kept {
				if k != j {
					without, rest = append(without, rules[k]), append(rest, k)
				}
			}
			if masks, _, ok := enumerate(n, without); ok && len(masks) == 0 {
				kept = rest
			}
		}
		return kept
	}
	fromLast, fromFirst := spare(slices.Backward(all)), spare(slices.All(all))
	if len(fromFirst) < len(fromLast) {
		return fromFirst
	}
	return fromLast
}
