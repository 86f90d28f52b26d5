package conflict

import (
	"iter"
	"math/bits"
)

// Set is a set of states, a bit a state.
type Set []uint64

// NewSet is an empty set over n states.
func NewSet(n int) Set { return make(Set, (n+63)/64) }

// Has reports whether state s is in the set.
func (x Set) Has(s int) bool { return x[s>>6]>>(s&63)&1 != 0 }

// Add puts state s into the set.
func (x Set) Add(s int) { x[s>>6] |= 1 << (s & 63) }

// Len is the number of states in the set.
func (x Set) Len() int {
	n := 0
	for _, w := range x {
		n += bits.OnesCount64(w)
	}
	return n
}

// All yields the states in canonical order.
func (x Set) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for k, w := range x {
			for ; w != 0; w &= w - 1 {
				if !yield(k<<6 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// Empty reports whether no state is in the set.
func (x Set) Empty() bool {
	for _, w := range x {
		if w != 0 {
			return false
		}
	}
	return true
}

// Meets reports whether the two sets share a state.
func (x Set) Meets(y Set) bool {
	for k, w := range x {
		if w&y[k] != 0 {
			return true
		}
	}
	return false
}

// Within reports whether every state of x is in y.
func (x Set) Within(y Set) bool {
	for k, w := range x {
		if w&^y[k] != 0 {
			return false
		}
	}
	return true
}

// states lists the states in canonical order; never nil.
func (x Set) states() []int {
	out := []int{}
	for s := range x.All() {
		out = append(out, s)
	}
	return out
}

// keep takes out of x what is not in y.
func (x Set) keep(y Set) {
	for k, w := range y {
		x[k] &= w
	}
}
