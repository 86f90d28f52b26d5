package sample

import (
	"fmt"
	"math/bits"
)

// MaxDraws is the largest number of draws of a Latin hypercube. Beyond it a
// float64 cannot place a draw inside its stratum without rounding it out.
const MaxDraws = 1 << 24

// LatinHypercube is the design of McKay, Beckman and Conover (1979,
// doi:10.1080/00401706.1979.10489755): in each dimension every one of the n
// strata [j/n, (j+1)/n) holds exactly one draw, at a random place inside.
//
// The permutation of strata is not stored but computed, by a keyed bijection of
// each dimension (see permutation), so that draw i costs no memory and depends
// on the plan and i alone. All draws together make the hypercube; a part of
// them is an ordinary random sample, a little better spread.
type LatinHypercube struct {
	seed uint64
	n    int
	dims []dimension
	// The jitter has so many bits that stratum + jitter is exact in a float64.
	jitterShift uint
	jitterUnit  float64
	size        float64
}

type dimension struct {
	permutation
	jitter uint64
}

// NewLatinHypercube returns the hypercube of n draws in dims dimensions.
// Dimension d depends on seed, n and d alone, so that dimensions can be added
// at the end without changing the others.
func NewLatinHypercube(seed uint64, n, dims int) (*LatinHypercube, error) {
	if dims < 0 {
		return nil, fmt.Errorf("sample: %d dimensions; give 0 or more", dims)
	}
	return NewKeyedLatinHypercube(seed, n, indexKeys(dims))
}

// NewKeyedLatinHypercube returns the hypercube with one dimension for each key.
// A dimension depends on seed, n and its key alone: with the Key of each
// parameter's path, adding a parameter in the middle of a case leaves the draws
// of all others as they were. Keys should differ; equal ones give equal
// dimensions.
func NewKeyedLatinHypercube(seed uint64, n int, keys []uint64) (*LatinHypercube, error) {
	if n < 1 || n > MaxDraws {
		return nil, fmt.Errorf("sample: %d draws; a Latin hypercube takes 1 to %d", n, MaxDraws)
	}
	l := &LatinHypercube{seed: seed, n: n, dims: make([]dimension, len(keys)), size: float64(n)}
	jitterBits := uint(min(32, 51-bits.Len(uint(n))))
	l.jitterShift = 64 - jitterBits
	l.jitterUnit = 1 / float64(uint64(1)<<jitterBits)
	for d, key := range keys {
		s := NewStream(seed, key)
		l.dims[d] = dimension{newPermutation(&s, n), s.Uint64()}
	}
	return l, nil
}

func (l *LatinHypercube) Len() int  { return l.n }
func (l *LatinHypercube) Dims() int { return len(l.dims) }

// Seed returns the seed the design was made with.
func (l *LatinHypercube) Seed() uint64 { return l.seed }

// At implements Design. It panics when i is not in 0..Len-1 or u is too short.
func (l *LatinHypercube) At(i int, u []float64) {
	if uint(i) >= uint(l.n) {
		panic(fmt.Sprintf("sample: draw %d of a plan of %d", i, l.n))
	}
	u = u[:len(l.dims)]
	for d := range l.dims {
		u[d] = l.number(uint32(i), &l.dims[d])
	}
}

// AtDim returns the number that draw i has in dimension d alone. It panics when
// there is no such draw or dimension.
func (l *LatinHypercube) AtDim(i, d int) float64 {
	if uint(i) >= uint(l.n) {
		panic(fmt.Sprintf("sample: draw %d of a plan of %d", i, l.n))
	}
	return l.number(uint32(i), &l.dims[d])
}

// number is stratum and jitter of draw i in one dimension.
func (l *LatinHypercube) number(i uint32, dim *dimension) float64 {
	stratum := dim.at(i, uint32(l.n))
	jitter := (float64(mix(dim.jitter+uint64(i)*golden)>>l.jitterShift) + 0.5) * l.jitterUnit
	return (float64(stratum) + jitter) / l.size
}

// Stratum returns the stratum, 0..Len-1, that draw i has in dimension d.
func (l *LatinHypercube) Stratum(i, d int) int {
	return int(l.dims[d].at(uint32(i), uint32(l.n)))
}
