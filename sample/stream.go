package sample

import "math"

// golden is 2^64 divided by the golden ratio, made odd.
const golden = 0x9e3779b97f4a7c15

// mix is the output function of SplitMix64 (Steele, Lea and Flood 2014,
// doi:10.1145/2660193.2660195), with the constants of Stafford's variant 13: a
// bijection of 64-bit words whose output looks random for any sequence of
// inputs.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// fold takes one more key into a hash.
func fold(h, key uint64) uint64 { return mix(h ^ mix(key+golden)*golden + golden) }

// Key turns a name, such as the path of a parameter, into a key.
func Key(name string) uint64 {
	h := uint64(0xcbf29ce484222325) // FNV-1a, then mixed
	for i := 0; i < len(name); i++ {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	return mix(h)
}

// unit maps 64 random bits to a number in the open interval (0, 1): never an
// end, so that a quantile of it is always finite.
func unit(bits uint64) float64 { return (float64(bits>>12) + 0.5) * (1.0 / (1 << 52)) }

// Stream is a sequence of random numbers that belongs to a seed and keys. It is
// SplitMix64 begun at a hash of them. The zero Stream is that of hash 0. It
// implements math/rand/v2.Source.
type Stream struct{ state uint64 }

// NewStream returns the stream of a seed and keys, in order: a draw's number, a
// step, the key of a node. Different keys give unrelated streams.
func NewStream(seed uint64, keys ...uint64) Stream {
	h := mix(seed + golden)
	for _, k := range keys {
		h = fold(h, k)
	}
	return Stream{h}
}

// Uint64 returns the next 64 random bits.
func (s *Stream) Uint64() uint64 {
	s.state += golden
	return mix(s.state)
}

// Float64 returns the next number, uniform on the open interval (0, 1).
func (s *Stream) Float64() float64 { return unit(s.Uint64()) }

// IntN returns the next number, uniform on 0..n-1; it panics when n < 1.
// Its bias, at most n/2^53, is far below what any ensemble resolves.
func (s *Stream) IntN(n int) int {
	if n < 1 {
		panic("sample: IntN of less than 1")
	}
	return min(int(math.Floor(s.Float64()*float64(n))), n-1)
}

// At returns the number, uniform on (0, 1), that belongs to seed, dimension and
// index alone: the plain random design in functional form.
func At(seed, dimension, index uint64) float64 {
	return unit(fold(fold(mix(seed+golden), dimension), index))
}
