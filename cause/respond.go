package cause

import "math"

// Pin holds a node at a level, whatever acts on it.
type Pin struct {
	Node  int
	Level float64
}

// Intervention is what is done to the map: lasting pushes, nodes held at a
// level, links switched off.
type Intervention struct {
	Push []float64 // by node, added to the right side; may be nil
	Pins []Pin
	Cuts []int // edges
}

// Respond fills x with the change of level of every node, after things settle,
// under the intervention on the present draw: A x = -p, the rows of pinned
// nodes replaced by x = level. Nodes that no route leads to from a pushed node
// or a pin off 0 get exactly 0, decided on the graph.
//
// It reports whether what the intervention leaves of A is stable. A cut or a
// pin can free a reinforcing loop; x is then not a level that anything settles
// at, and all NaN when there is none. SignOf tells which responses are too small
// to have a direction.
func (k *Kernel) Respond(iv Intervention, x []float64) (stable bool) {
	n := len(k.c.nodes)
	a := k.a
	if len(iv.Cuts) > 0 {
		copy(k.changed, k.a)
		a = k.changed
		for _, c := range iv.Cuts {
			e := &k.c.edges[c]
			a[e.to*n+e.from] = 0
			if e.from == e.to {
				a[e.to*n+e.from] = k.selfs[e.to]
			}
		}
	}
	clear(k.pinned)
	for _, p := range iv.Pins {
		k.pinned[p.Node] = true
	}
	stable = k.settled
	if len(iv.Cuts)+len(iv.Pins) > 0 {
		stable = k.stable(a)
	}
	k.reach(a, iv)
	clear(x)
	for _, p := range iv.Pins {
		x[p.Node] = p.Level
	}
	solved := k.solve(a, iv, x)
	clear(k.pinned)
	if !solved {
		for i := range x {
			x[i] = math.NaN()
		}
	}
	return stable && solved
}

// Reach tells which nodes something leads to: a route of the map from a pushed
// node or from a pin off 0, on links that are not cut and not through pinned
// nodes. The others respond with exactly 0.
func (c *Compiled) Reach(iv Intervention) []bool {
	n := len(c.nodes)
	out, held, cut := make([]bool, n), make([]bool, n), make([]bool, len(c.edges))
	for _, e := range iv.Cuts {
		cut[e] = true
	}
	var stack []int
	for _, p := range iv.Pins {
		held[p.Node] = true
		if p.Level != 0 {
			out[p.Node] = true
			stack = append(stack, p.Node)
		}
	}
	for i, p := range iv.Push {
		if p != 0 && !held[i] {
			out[i] = true
			stack = append(stack, i)
		}
	}
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, l := range c.next[at] {
			if !cut[l.edge] && !held[l.to] && !out[l.to] {
				out[l.to] = true
				stack = append(stack, l.to)
			}
		}
	}
	return out
}

// reach marks the free nodes that something leads to, in k.reached, and lists
// them in k.order.
func (k *Kernel) reach(a []float64, iv Intervention) {
	n := len(k.c.nodes)
	clear(k.reached)
	k.order = k.order[:0]
	visit := func(i int) {
		if !k.reached[i] && !k.pinned[i] {
			k.reached[i] = true
			k.order = append(k.order, i)
		}
	}
	from := func(j int) {
		for i := range n {
			if i != j && a[i*n+j] != 0 {
				visit(i)
			}
		}
	}
	for i, p := range iv.Push {
		if p != 0 {
			visit(i)
		}
	}
	for _, p := range iv.Pins {
		if p.Level != 0 {
			from(p.Node)
		}
	}
	for at := 0; at < len(k.order); at++ {
		from(k.order[at])
	}
	// In the order of nodes, so that sums do not depend on the way of the search.
	k.order = k.order[:0]
	for i, r := range k.reached {
		if r {
			k.order = append(k.order, i)
		}
	}
}

// solve eliminates with partial pivoting on the reached nodes and writes their
// responses to x, which holds the pinned levels. It reports false when the
// system is singular.
func (k *Kernel) solve(a []float64, iv Intervention, x []float64) bool {
	n, m := len(k.c.nodes), len(k.order)
	s, b := k.system[:m*m], k.rhs[:m]
	for r, i := range k.order {
		b[r] = 0
		if iv.Push != nil {
			b[r] = -iv.Push[i]
		}
		for _, p := range iv.Pins {
			b[r] -= float64(a[i*n+p.Node] * p.Level)
		}
		for c, j := range k.order {
			s[r*m+c] = a[i*n+j]
		}
	}
	for c := range m {
		pivot := c
		for r := c + 1; r < m; r++ {
			if math.Abs(s[r*m+c]) > math.Abs(s[pivot*m+c]) {
				pivot = r
			}
		}
		if s[pivot*m+c] == 0 {
			return false
		}
		if pivot != c {
			for j := c; j < m; j++ {
				s[c*m+j], s[pivot*m+j] = s[pivot*m+j], s[c*m+j]
			}
			b[c], b[pivot] = b[pivot], b[c]
		}
		for r := c + 1; r < m; r++ {
			factor := s[r*m+c] / s[c*m+c]
			if factor == 0 {
				continue
			}
			for j := c + 1; j < m; j++ {
				s[r*m+j] -= float64(factor * s[c*m+j])
			}
			b[r] -= float64(factor * b[c])
		}
	}
	for r := m - 1; r >= 0; r-- {
		sum := b[r]
		for c := r + 1; c < m; c++ {
			sum -= float64(s[r*m+c] * x[k.order[c]])
		}
		x[k.order[r]] = sum / s[r*m+r]
	}
	return true
}

// SignOf returns -1, 0 or 1 for a response; less than 1e-5 counts as none.
func SignOf(x float64) int {
	switch {
	case x >= zeroResponse:
		return 1
	case x <= -zeroResponse:
		return -1
	}
	return 0
}
