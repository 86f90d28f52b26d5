package cause

import (
	"math"

	"entente/sample"
)

// MaxTries is the number of attempts after which a draw is given up as having
// no stable sizes. With one stable set of sizes in 50 it fails once in 24,000
// draws.
const MaxTries = 500

// zeroResponse is the size below which a response counts as none.
const zeroResponse = 1e-5

// Kernel draws matrices of one compiled map and answers pushes on them. It
// allocates nothing after its first use, except where the stability of a
// strongly connected block needs eigenvalues: beyond 24 nodes, and in the rare
// draw that lies within rounding of the edge. A Kernel serves one goroutine.
type Kernel struct {
	c       *Compiled
	a       []float64 // A, row by row; a[i*n+j] is the effect of j on i
	values  []float64 // by link, with its sign; 0 where the draw lacks it
	selfs   []float64 // the diagonal of A without self links
	changed []float64 // A under an intervention
	reached []bool
	pinned  []bool
	order   []int
	system  []float64
	rhs     []float64
	settled bool // the present draw is stable
	hurwitz hurwitz
}

// NewKernel returns a kernel for the map.
func (c *Compiled) NewKernel() *Kernel {
	n := len(c.nodes)
	return &Kernel{
		c: c, a: make([]float64, n*n), values: make([]float64, len(c.edges)), selfs: make([]float64, n), changed: make([]float64, n*n),
		reached: make([]bool, n), pinned: make([]bool, n), order: make([]int, 0, n),
		system: make([]float64, n*n), rhs: make([]float64, n),
	}
}

// Draw tries sizes until they are stable, at most MaxTries times, and returns
// how often it tried. When ok is false no stable sizes were found and the
// kernel holds the last ones tried. Draw number draw is a pure function of
// (seed, draw): attempts are numbered from 0.
func (k *Kernel) Draw(seed uint64, draw int) (tries int, ok bool) {
	return k.DrawFrom(nil, seed, draw)
}

// DrawFrom is Draw with the first attempt's sizes taken from the uniform numbers
// u by edge, such as those of a Latin hypercube; what is drawn again because it
// is not stable comes from the kernel's own streams. Nil means those throughout.
func (k *Kernel) DrawFrom(u []float64, seed uint64, draw int) (tries int, ok bool) {
	if k.try(u, nil, seed, draw, 0) {
		return 1, true
	}
	for attempt := 1; attempt < MaxTries; attempt++ {
		if k.try(nil, nil, seed, draw, attempt) {
			return attempt + 1, true
		}
	}
	return MaxTries, false
}

// Load takes the sizes by edge as given, with every uncertain link present,
// those of unknown sign positive, and sampled self-limits at the middle of
// their range. It reports whether the matrix is stable.
func (k *Kernel) Load(sizes []float64) bool {
	n := len(k.c.nodes)
	clear(k.a)
	for i := range n {
		switch k.c.self {
		case Sampled:
			k.selfs[i] = -0.5
		case Unit:
			k.selfs[i] = -1
		}
		k.a[i*n+i] = k.selfs[i]
	}
	for i := range k.c.edges {
		e := &k.c.edges[i]
		size := sizes[i]
		if e.sign == Minus {
			size = -size
		}
		k.values[i] = size
		k.a[e.to*n+e.from] += size
	}
	k.settled = k.stable(k.a)
	return k.settled
}

// Try draws the sizes of one attempt and reports whether they are stable:
// every eigenvalue of A has a negative real part. Each size depends on (seed,
// draw, attempt) and the name of its link alone, so that a link more or less
// leaves the others as they were.
func (k *Kernel) Try(seed uint64, draw, attempt int) bool {
	return k.try(nil, nil, seed, draw, attempt)
}

// try draws an attempt, with uniform numbers or sizes by link where they are
// given.
func (k *Kernel) try(given, sizes []float64, seed uint64, draw, attempt int) bool {
	n := len(k.c.nodes)
	clear(k.a)
	s := sample.NewStream(seed, uint64(draw), uint64(attempt))
	root := s.Uint64()
	retention := first(root, k.c.rootKey)
	for i, key := range k.c.selfKeys {
		switch k.c.self {
		case Sampled:
			k.selfs[i] = -first(root, key)
		case Unit:
			k.selfs[i] = -1
		}
		k.a[i*n+i] = k.selfs[i]
	}
	for i := range k.c.edges {
		e := &k.c.edges[i]
		if e.uncertain && first(root, e.presence) >= retention {
			k.values[i] = 0
			continue
		}
		s := sample.NewStream(root, e.key)
		u := s.Float64()
		if given != nil {
			u = given[i]
		}
		size := e.sampler.At(u)
		if e.logPrior {
			size = math.Pow(0.01, 1-u)
		}
		if sizes != nil {
			size = sizes[i]
		}
		if e.sign == Minus || e.sign == Any && s.Float64() < 0.5 {
			size = -size
		}
		k.values[i] = size
		k.a[e.to*n+e.from] += size
	}
	k.settled = k.stable(k.a)
	return k.settled
}

// first is the first number of the stream of a seed and a key.
func first(seed, key uint64) float64 {
	s := sample.NewStream(seed, key)
	return s.Float64()
}

// Map returns the compiled map that the kernel draws.
func (k *Kernel) Map() *Compiled { return k.c }

// Value returns the effect of a link in the present draw, with its sign; 0 when
// the draw lacks it.
func (k *Kernel) Value(edge int) float64 { return k.values[edge] }

// Matrix returns a copy of A of the present draw, row by row.
func (k *Kernel) Matrix() [][]float64 {
	n := len(k.c.nodes)
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = append([]float64(nil), k.a[i*n:(i+1)*n]...)
	}
	return rows
}

// StableWithout reports whether A of the present draw is stable without some
// nodes, as when they are held at a level.
func (k *Kernel) StableWithout(nodes []int) bool {
	clear(k.pinned)
	for _, i := range nodes {
		k.pinned[i] = true
	}
	ok := k.stable(k.a)
	clear(k.pinned)
	return ok
}

// stable tests the strongly connected blocks of the map, pinned nodes left out;
// a block of one node is stable when its diagonal is negative. Links that the
// draw lacks only make the blocks of the map coarser than need be.
func (k *Kernel) stable(a []float64) bool {
	n := len(k.c.nodes)
	for _, block := range k.c.blocks {
		k.order = k.order[:0]
		for _, i := range block {
			if !k.pinned[i] {
				k.order = append(k.order, i)
			}
		}
		if !k.hurwitz.stable(a, n, k.order) {
			return false
		}
	}
	return true
}
