package conflict

import (
	"fmt"
	"math"
	"math/bits"
	"slices"

	"entente/sample"
)

// maxLatticeNodes bounds the sets of items that a lattice keeps.
const maxLatticeNodes = 1 << 16

// lattice counts the orders of up to 64 items that keep to rules, so that one can
// be drawn with all equally likely: its nodes are the sets of items that may stand
// first, each edge adds an item, and an order is a path from the empty set to the
// full one. Edges are drawn in proportion to the number of ways to go on.
type lattice struct {
	size  int
	start []int32 // by node: its first edge
	item  []int32 // by edge
	next  []int32
	upTo  []float64 // by edge: ways over this and the earlier edges of its node
}

// newLattice counts the orders of n items; may is the set of items that may come
// next after the items taken, of which it may be given any superset. It is nil
// when there are more than 64 items or too many sets.
func newLattice(n int, may func(taken uint64, place int) uint64) *lattice {
	if n > 64 {
		return nil
	}
	l := &lattice{size: n}
	layer := []uint64{0}
	for place := range n {
		index := map[uint64]int32{}
		var following []uint64
		base := len(l.start) + len(layer)
		for _, taken := range layer {
			l.start = append(l.start, int32(len(l.item)))
			for open := may(taken, place) &^ taken; open != 0; open &= open - 1 {
				k := bits.TrailingZeros64(open)
				after := taken | 1<<k
				id, ok := index[after]
				if !ok {
					id = int32(base + len(following))
					index[after] = id
					following = append(following, after)
					if int(id) >= maxLatticeNodes {
						return nil
					}
				}
				l.item, l.next = append(l.item, int32(k)), append(l.next, id)
			}
		}
		layer = following
	}
	for range layer {
		l.start = append(l.start, int32(len(l.item)))
	}
	l.start = append(l.start, int32(len(l.item)))
	l.upTo = make([]float64, len(l.item))
	nodes := len(l.start) - 1
	ways := make([]float64, nodes)
	for v := nodes - 1; v >= 0; v-- {
		if v >= nodes-len(layer) {
			ways[v] = 1
			continue
		}
		for e := l.start[v]; e < l.start[v+1]; e++ {
			ways[v] += ways[l.next[e]]
			l.upTo[e] = ways[v]
		}
	}
	return l
}

// count is the number of orders.
func (l *lattice) count() float64 {
	if l.size == 0 {
		return 1
	}
	if l.start[0] == l.start[1] {
		return 0
	}
	return l.upTo[l.start[1]-1]
}

// draw writes an order, the first item first.
func (l *lattice) draw(s *sample.Stream, order []int32) {
	v := int32(0)
	for k := range l.size {
		first, last := l.start[v], l.start[v+1]-1
		x := s.Float64() * l.upTo[last]
		e := first
		for e < last && l.upTo[e] <= x {
			e++
		}
		order[k] = l.item[e]
		v = l.next[e]
	}
}

// positionLattice counts the orders of levels that keep to ranges of position.
func positionLattice(ranges [][2]int, levels int, where string, ps *Problems) *lattice {
	if len(ranges) != levels {
		ps.add(CodeBadValue, where, fmt.Sprintf("there are %d ranges of position for %d statements", len(ranges), levels), "give one a statement")
		return nil
	}
	at := make([]uint64, levels) // by place: the levels that may stand there
	for k, r := range ranges {
		if r[0] < 0 || r[0] > r[1] || r[1] >= levels {
			ps.add(CodeBadValue, fmt.Sprintf("%s[%d]", where, k), "a range of position is empty or goes beyond the statements", fmt.Sprintf("give first and last, within 1 and %d", levels))
			return nil
		}
		if levels <= 64 {
			for p := r[0]; p <= r[1]; p++ {
				at[p] |= 1 << k
			}
		}
	}
	// A level past its last place can't be placed any more; that such sets lead
	// nowhere is found by counting, and leaving them out here keeps the sets few.
	due := make([]uint64, levels)
	if levels <= 64 {
		for k, r := range ranges {
			for p := r[1] + 1; p < levels; p++ {
				due[p] |= 1 << k
			}
		}
	}
	l := newLattice(levels, func(taken uint64, place int) uint64 {
		if due[place]&^taken != 0 {
			return 0
		}
		return at[place]
	})
	switch {
	case l == nil:
		ps.add(CodeTooManyStates, where, "the ranges of position leave too many orders to count", "narrow the ranges, or give confidences")
	case l.count() == 0:
		ps.add(CodeBadValue, where, "no order of the statements keeps to all these ranges of position", "widen some of them")
		return nil
	}
	return l
}

// extension draws strict orders that agree with a partial order, all of them
// equally likely.
//
// States that no chain of pairs connects are independent: each connected part
// gets an order of its own, and the parts are shuffled into each other. A part
// whose orders can be counted is drawn exactly; one that is too large by a random
// walk that swaps neighbours, from one fixed order, for a stated number of steps.
type extension struct {
	parts []extensionPart
	exact bool
	steps int // of all walks together
	n     int
}

type extensionPart struct {
	states  []int32  // by item
	lattice *lattice // nil: a walk
	first   []int32  // a walk starts here: items
	below   [][]int32
	steps   int
}

// DefaultSteps is the number of swaps for n states that cannot be counted: n^3
// ln n / pi^2, about what swaps of neighbours need to mix where nothing is known
// (a result not held against the printed article), at most 2^20. Known pairs may
// make it take longer; how long is for whoever reads the shares to judge.
func DefaultSteps(n int) int {
	x := float64(n)
	return int(min(1<<20, math.Ceil(x*x*x*math.Log(max(x, 2))/(math.Pi*math.Pi))))
}

func newExtension(n int, pairs [][2]int32, steps int) *extension {
	e := &extension{exact: true, n: n}
	root := make([]int32, n)
	for s := range root {
		root[s] = int32(s)
	}
	find := func(s int32) int32 {
		for root[s] != s {
			root[s] = root[root[s]]
			s = root[s]
		}
		return s
	}
	for _, p := range pairs {
		if a, b := find(p[0]), find(p[1]); a != b {
			root[max(a, b)] = min(a, b)
		}
	}
	part := make([]int32, n)
	item := make([]int32, n)
	for s := range int32(n) {
		if r := find(s); r == s {
			part[s] = int32(len(e.parts))
			e.parts = append(e.parts, extensionPart{})
		} else {
			part[s] = part[r]
		}
		p := &e.parts[part[s]]
		item[s] = int32(len(p.states))
		p.states = append(p.states, s)
	}
	below := make([][][]int32, len(e.parts))
	for k := range e.parts {
		below[k] = make([][]int32, len(e.parts[k].states))
	}
	for _, p := range pairs {
		k := part[p[0]]
		below[k][item[p[0]]] = append(below[k][item[p[0]]], item[p[1]])
	}
	for k := range e.parts {
		e.parts[k].prepare(below[k], steps)
		if e.parts[k].lattice == nil {
			e.exact = false
			e.steps += e.parts[k].steps
		}
	}
	return e
}

func (p *extensionPart) prepare(below [][]int32, steps int) {
	n := len(p.states)
	if n <= 64 {
		above := make([]uint64, n)
		for a, list := range below {
			for _, b := range list {
				above[b] |= 1 << a
			}
		}
		p.lattice = newLattice(n, func(taken uint64, _ int) uint64 {
			may := uint64(0)
			for k, before := range above {
				if before&^taken == 0 {
					may |= 1 << k
				}
			}
			return may
		})
	}
	if p.lattice == nil {
		p.walk(below, steps)
	}
}

// walk prepares to draw by swaps of neighbours.
func (p *extensionPart) walk(below [][]int32, steps int) {
	n := len(p.states)
	p.lattice, p.below, p.first = nil, below, nil
	above := make([]int, n)
	for k := range below {
		slices.Sort(below[k])
		below[k] = slices.Compact(below[k])
		for _, b := range below[k] {
			above[b]++
		}
	}
	for k, a := range above {
		if a == 0 {
			p.first = append(p.first, int32(k))
		}
	}
	for k := 0; k < len(p.first); k++ {
		for _, b := range below[p.first[k]] {
			if above[b]--; above[b] == 0 {
				p.first = append(p.first, b)
			}
		}
	}
	if p.steps = steps; steps <= 0 {
		p.steps = DefaultSteps(n)
	}
}

// draw writes the ranks of an order.
func (e *extension) draw(s *sample.Stream, into []int32, d *Drawer) {
	if len(e.parts) == 1 {
		items := d.order[:len(e.parts[0].states)]
		e.parts[0].draw(s, items)
		for k, item := range items {
			into[e.parts[0].states[item]] = int32(e.n - 1 - k)
		}
		return
	}
	// Deal the places to the parts, then fill the places of each part.
	deal := d.deal[:e.n]
	k := 0
	for p := range e.parts {
		for range e.parts[p].states {
			deal[k] = int32(p)
			k++
		}
	}
	for k := e.n - 1; k > 0; k-- {
		j := s.IntN(k + 1)
		deal[k], deal[j] = deal[j], deal[k]
	}
	at, next := d.order[:e.n], d.next[:len(e.parts)]
	k = 0
	for p := range e.parts {
		size := len(e.parts[p].states)
		next[p] = int32(k)
		e.parts[p].draw(s, at[k:k+size])
		k += size
	}
	for place, p := range deal {
		item := at[next[p]]
		next[p]++
		into[e.parts[p].states[item]] = int32(e.n - 1 - place)
	}
}

func (p *extensionPart) draw(s *sample.Stream, order []int32) {
	if p.lattice != nil {
		p.lattice.draw(s, order)
		return
	}
	copy(order, p.first)
	for range p.steps {
		// One half of the steps stay, or the walk would alternate.
		j := s.IntN(2 * (len(order) - 1))
		if j&1 != 0 {
			continue
		}
		j >>= 1
		a, b := order[j], order[j+1]
		if _, fixed := slices.BinarySearch(p.below[a], b); !fixed {
			order[j], order[j+1] = b, a
		}
	}
}

// Steps is how many swaps the random walks of a draw make together; 0 when every
// order is drawn exactly.
func (p *Plan) Steps() int {
	n := 0
	for i := range p.orders {
		if e := p.orders[i].partial; e != nil {
			n += e.steps
		}
	}
	return n
}
