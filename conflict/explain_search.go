package conflict

// search finds what the others can bring about from a state, step by step.
//
// In explicit graphs it runs over pairs of state and last mover, since nobody
// moves twice in a row. In option form a shortest sequence never has two moves
// in a row by the same decision maker, as they would be one move or none.
type search struct {
	m     *Model
	pairs bool
	mark  []int32   // by state, or by state and last mover: the run that saw it
	nodes [][]int32 // option form: by decision maker and node, the run that left it
	run   int32
	found []arrival
	buf   []int32
}

// arrival is a state reached, by whom, and from which arrival.
type arrival struct{ state, by, from int32 }

func newSearch(m *Model) search {
	x := search{m: m, pairs: m.space.graph}
	n := m.Len()
	if x.pairs {
		n *= len(m.space.dms)
	}
	x.mark = make([]int32, n)
	for j := range m.space.groups {
		x.nodes = append(x.nodes, make([]int32, m.space.groups[j].nodes()))
	}
	return x
}

// start begins at a state, with decision maker i as the one who has just moved.
func (x *search) start(i, s int) {
	x.run++
	if x.run < 0 { // the numbers of runs are used up
		clear(x.mark)
		for _, nodes := range x.nodes {
			clear(nodes)
		}
		x.run = 1
	}
	x.found = append(x.found[:0], arrival{int32(s), int32(i), -1})
}

// step adds what is reached by one more move from the arrivals found[from:to],
// in order of arrival, mover and state. Decision maker i does not move, and
// where ranks are given a move has to be an improvement for who makes it.
func (x *search) step(i, from, to int, ranks [][]int32) {
	n := len(x.m.space.dms)
	start := x.found[0].state
	for k := from; k < to; k++ {
		a := x.found[k]
		for j := range n {
			if j == i || k > 0 && x.pairs && j == int(a.by) {
				continue
			}
			if ranks == nil && x.nodes != nil { // states of a node have the same moves
				node := &x.nodes[j][x.m.space.groups[j].node[a.state]]
				if *node == x.run {
					continue
				}
				*node = x.run
			}
			x.buf = x.m.Moves(j, int(a.state), x.buf[:0])
			for _, t := range x.buf {
				if t == start || ranks != nil && ranks[j][t] <= ranks[j][a.state] {
					continue
				}
				at := int(t)
				if x.pairs {
					at = at*n + j
				}
				if x.mark[at] != x.run {
					x.mark[at] = x.run
					x.found = append(x.found, arrival{t, int32(j), int32(k)})
				}
			}
		}
	}
}

// nearest searches from s until some state is wanted, and returns the arrival
// that better prefers among those of the same length; -1 if there is none.
func (x *search) nearest(i, s int, ranks [][]int32, wanted func(t int32) bool, better func(a, b int32) bool) int {
	x.start(i, s)
	for from, to := 0, 1; from < to; from, to = to, len(x.found) {
		x.step(i, from, to, ranks)
		best := -1
		for k := to; k < len(x.found); k++ {
			t := x.found[k].state
			if wanted(t) && (best < 0 || better(t, x.found[best].state)) {
				best = k
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// path lists the arrivals from the start to the k-th, without the start.
func (x *search) path(k int) []arrival {
	n := 0
	for a := k; a > 0; a = int(x.found[a].from) {
		n++
	}
	out := make([]arrival, n)
	for a := k; a > 0; a = int(x.found[a].from) {
		n--
		out[n] = x.found[a]
	}
	return out
}
