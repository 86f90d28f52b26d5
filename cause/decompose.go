package cause

import "math"

// decomposer splits the response of one node to a push of 1 on another over the
// simple routes between them. With X = -A,
//
//	x_i = sum over routes of (product of A along it) det(X without its nodes) / det(X),
//
// exactly. Determinants are products over the strongly connected blocks, so
// that only the blocks that a route passes enter its quotient, and routes that
// leave the same nodes of a block behind share a determinant.
type decomposer struct {
	c      *Compiled
	routes []Route
	quotas [][]int // by route: which quotients its term takes
	minors []minor
	values []float64 // of the quotients, for the present draw
	whole  []float64 // determinant by block
	needs  []bool    // by block
	work   []float64
}

// minor is a block without the nodes of a route.
type minor struct {
	block int
	rest  []int
}

func newDecomposer(c *Compiled, routes []Route) *decomposer {
	d := &decomposer{c: c, routes: routes, whole: make([]float64, len(c.blocks)), needs: make([]bool, len(c.blocks))}
	block := make([]int, len(c.nodes))
	for b, nodes := range c.blocks {
		for _, i := range nodes {
			block[i] = b
		}
	}
	known := map[string]int{}
	largest := 0
	on := make([]bool, len(c.nodes))
	for _, r := range routes {
		for _, i := range r.Nodes {
			on[i] = true
		}
		var quotas []int
		last := -1
		for _, i := range r.Nodes { // the nodes of one block stand together on a route
			b := block[i]
			if b == last {
				continue
			}
			last = b
			d.needs[b] = true
			largest = max(largest, len(c.blocks[b]))
			m := minor{block: b}
			key := make([]byte, 0, 16)
			for _, j := range c.blocks[b] {
				if !on[j] {
					m.rest = append(m.rest, j)
				}
			}
			key = appendInts(append(key, byte(b), byte(b>>8), byte(b>>16)), m.rest)
			at, ok := known[string(key)]
			if !ok {
				at = len(d.minors)
				known[string(key)] = at
				d.minors = append(d.minors, m)
			}
			quotas = append(quotas, at)
		}
		d.quotas = append(d.quotas, quotas)
		for _, i := range r.Nodes {
			on[i] = false
		}
	}
	d.values = make([]float64, len(d.minors))
	d.work = make([]float64, largest*largest)
	return d
}

// fresh shares the plan, with scratch space of its own.
func (d *decomposer) fresh() *decomposer {
	f := *d
	f.values, f.whole, f.work = make([]float64, len(d.values)), make([]float64, len(d.whole)), make([]float64, len(d.work))
	return &f
}

func appendInts(b []byte, ints []int) []byte {
	for _, i := range ints {
		b = append(b, byte(i), byte(i>>8), byte(i>>16))
	}
	return b
}

// terms fills out with the part of each route in the response to a push of 1, on
// the kernel's present draw.
func (d *decomposer) terms(k *Kernel, out []float64) {
	for b, needed := range d.needs {
		if needed {
			d.whole[b] = d.determinant(k, d.c.blocks[b])
		}
	}
	for i := range d.minors {
		d.values[i] = d.determinant(k, d.minors[i].rest) / d.whole[d.minors[i].block]
	}
	for r := range d.routes {
		term := 1.0
		for _, e := range d.routes[r].Edges {
			term *= k.values[e]
		}
		for _, q := range d.quotas[r] {
			term *= d.values[q]
		}
		out[r] = term
	}
}

// determinant is that of X on some nodes, 1 for none.
func (d *decomposer) determinant(k *Kernel, nodes []int) float64 {
	n, m := len(d.c.nodes), len(nodes)
	w := d.work[:m*m]
	for r, i := range nodes {
		for c, j := range nodes {
			w[r*m+c] = -k.a[i*n+j]
		}
	}
	det := 1.0
	for c := range m {
		pivot := c
		for r := c + 1; r < m; r++ {
			if math.Abs(w[r*m+c]) > math.Abs(w[pivot*m+c]) {
				pivot = r
			}
		}
		if w[pivot*m+c] == 0 {
			return 0
		}
		if pivot != c {
			det = -det
			for j := c; j < m; j++ {
				w[c*m+j], w[pivot*m+j] = w[pivot*m+j], w[c*m+j]
			}
		}
		det *= w[c*m+c]
		for r := c + 1; r < m; r++ {
			factor := w[r*m+c] / w[c*m+c]
			if factor == 0 {
				continue
			}
			for j := c + 1; j < m; j++ {
				w[r*m+j] -= float64(factor * w[c*m+j])
			}
		}
	}
	return det
}

// PathShares is the exact parts of the routes in a response.
type PathShares struct {
	Response float64 // to a push of 1; NaN when there is none
	Stable   bool    // false: no direction may be drawn from it
	Routes   Routes
	Parts    []float64 // by route; they add up to Response unless Routes.Truncated
}

// PathShares splits the response of to, under a push of 1 on from, over the
// routes between them, on the kernel's present draw.
func (k *Kernel) PathShares(from, to int, limits RouteLimits) PathShares {
	out := PathShares{Routes: k.c.Routes(from, to, limits)}
	push, x := make([]float64, len(k.c.nodes)), make([]float64, len(k.c.nodes))
	push[from] = 1
	out.Stable = k.Respond(Intervention{Push: push}, x)
	out.Response = x[to]
	out.Parts = make([]float64, len(out.Routes.Routes))
	newDecomposer(k.c, out.Routes.Routes).terms(k, out.Parts)
	return out
}
