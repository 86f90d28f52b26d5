package sample

// Design is a plan of draws: draw i is a point of the unit cube and a pure
// function of the design and i. Implementations are immutable and safe for
// concurrent use.
type Design interface {
	// Len is the number of draws planned.
	Len() int
	// Dims is the number of dimensions.
	Dims() int
	// At fills u[0:Dims] with draw i, 0 <= i < Len, each number in (0, 1).
	// It allocates nothing.
	At(i int, u []float64)
}

// Random is the plain random design: independent uniform numbers.
type Random struct {
	seed uint64
	n    int
	keys []uint64
}

// NewRandom returns the random design of n draws in dims dimensions. Draw i
// does not depend on n, so a design can be lengthened.
func NewRandom(seed uint64, n, dims int) *Random {
	return &Random{seed: seed, n: n, keys: indexKeys(dims)}
}

func (r *Random) Len() int  { return r.n }
func (r *Random) Dims() int { return len(r.keys) }

// At implements Design.
func (r *Random) At(i int, u []float64) {
	for d, key := range r.keys {
		u[d] = At(r.seed, key, uint64(i))
	}
}

func indexKeys(dims int) []uint64 {
	keys := make([]uint64, dims)
	for d := range keys {
		keys[d] = uint64(d)
	}
	return keys
}
