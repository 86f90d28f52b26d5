package sample

import "math/bits"

// permutation is a keyed bijection of 0..n-1 in the manner of Kensler
// (Correlated Multi-Jittered Sampling, Pixar Technical Memo 13-01, 2013):
// rounds of operations that each permute the words of k bits, n <= 2^k, and
// cycle walking, that is repeating until the word is below n (Black and Rogaway
// 2002, doi:10.1007/3-540-45760-7_9). The walk follows a cycle that contains a
// word below n, the first one, so it ends; it takes fewer than two turns on
// average.
type permutation struct {
	mask  uint32
	shift uint32
	mul   [rounds]uint32 // odd, so that multiplication modulo 2^k is one to one
	add   [rounds]uint32
}

// With two rounds pairs of dimensions are visibly correlated; the tests show no
// fault with three, and the fourth is margin.
const rounds = 4

func newPermutation(s *Stream, n int) permutation {
	k := bits.Len(uint(n - 1))
	p := permutation{mask: 1<<k - 1, shift: uint32(k+1) / 2}
	for r := range rounds {
		x := s.Uint64()
		p.mul[r] = uint32(x) | 1
		p.add[r] = uint32(x >> 32)
	}
	return p
}

func (p *permutation) at(i, n uint32) uint32 {
	for {
		for r := range rounds {
			i = (i*p.mul[r] + p.add[r]) & p.mask
			i ^= i >> p.shift
		}
		if i < n {
			return i
		}
	}
}
