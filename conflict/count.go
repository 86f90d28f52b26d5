package conflict

import (
	"fmt"
	"math/big"
	"slices"
)

// leftover is how many combinations of n options some rules leave; if it is not
// exact, at most so many.
type leftover struct {
	n     int
	count *big.Int
	exact bool
}

func (l leftover) String() string {
	bound := ""
	if !l.exact {
		bound = "at most "
	}
	s := fmt.Sprintf("%d options make 2^%d combinations, and the rules leave %s%s of them", l.n, l.n, bound, l.count)
	if l.exact && l.count.Cmp(big.NewInt(maxCombinations)) <= 0 {
		return s + fmt.Sprintf(", to be found among more than %d partial ones", maxCombinations)
	}
	return s + fmt.Sprintf(", more than the %d that are looked at", maxCombinations)
}

// countLeft counts the combinations of n options that the rules leave.
//
// Options that no chain of rules connects are independent, so the count is the
// product over the connected parts; an option in no rule counts twice. A part of
// more than 24 options whose combinations are too many to look at counts as if
// its rules excluded nothing, and the product is a bound then.
func countLeft(n int, rules []program) leftover {
	part := make([]int, n) // by option, the first option of its part
	for k := range part {
		part[k] = k
	}
	for _, r := range rules {
		first := -1
		for _, in := range r {
			switch {
			case in.op != opName:
			case first < 0:
				first = part[in.option]
			default:
				old := part[in.option]
				low := min(first, old)
				for k, p := range part {
					if p == first || p == old {
						part[k] = low
					}
				}
				first = low
			}
		}
	}
	count, exact := big.NewInt(1), true
	for p := range n {
		index := map[int]int{} // of an option in its part
		for k := range n {
			if part[k] == p {
				index[k] = len(index)
			}
		}
		if len(index) == 0 {
			continue
		}
		var own []program
		for _, r := range rules {
			if slices.ContainsFunc(r, func(in instruction) bool { return in.op == opName && part[in.option] == p }) {
				moved := slices.Clone(r)
				for j, in := range moved {
					if in.op == opName {
						moved[j].option = index[in.option]
					}
				}
				own = append(own, moved)
			}
		}
		left := new(big.Int).Lsh(big.NewInt(1), uint(len(index)))
		switch masks, ok := []uint64(nil), true; {
		case len(own) == 0:
		case len(index) <= 24:
			open, _ := feasibleBitmap(len(index), own)
			left.SetInt64(int64(open.Len()))
		default:
			if masks, _, ok = enumerate(len(index), own); ok {
				left.SetInt64(int64(len(masks)))
			}
			exact = exact && ok
		}
		count.Mul(count, left)
	}
	return leftover{n, count, exact}
}
