package conflict

import "slices"

// labeller finds, for one decision maker, how bad the others can make things
// from each state.
type labeller struct {
	sp      *space
	options *backward    // option form
	graph   *graphSolver // moves as lists
	from    []int32
}

func newLabeller(sp *space) *labeller {
	l := &labeller{sp: sp}
	if sp.arcs != nil {
		l.graph, l.from = newGraphSolver(sp), make([]int32, sp.len())
		return l
	}
	l.options = newBackward(sp)
	return l
}

// use sets the orders that label and again work with.
func (l *labeller) use(ranks [][]int32) {
	if l.options == nil {
		return
	}
	l.options.prepare(ranks)
}

// label finds for every state q the worst rank for i over q and what the others
// can bring about from it, and over the same states the worst of the best rank
// that i can still get to in one move; both for moves and for improvements (see
// numbers). best is that best rank by state.
func (l *labeller) label(i int, ranks [][]int32) (out []numbers, best []int32) {
	rank := ranks[i]
	best = l.best(i, rank)
	if l.graph != nil {
		out = make([]numbers, len(rank))
		l.again(i, ranks, rank, best, out)
		return out, best
	}
	o := l.options
	out = make([]numbers, len(rank))
	keys := o.key[:len(rank)]
	for s, r := range best {
		keys[s] = uint64(r)<<32 | uint64(s)
	}
	byBest := slices.Clone(radixSort(keys, o.spare[:len(rank)]))
	for _, improvements := range []bool{false, true} {
		plain, safe := kinds(improvements)
		o.reset()
		for _, s := range o.order[i] {
			if !o.seen.Has(int(s)) {
				o.back(i, s, ranks, improvements, func(x int32) { out[x][plain] = rank[s] })
			}
		}
		o.reset()
		for _, key := range byBest {
			if s := int32(uint32(key)); !o.seen.Has(int(s)) {
				o.back(i, s, ranks, improvements, func(x int32) { out[x][safe] = int32(key >> 32) })
			}
		}
	}
	return out, best
}

// again is label where moves are lists, with any numbers in place of ranks.
func (l *labeller) again(i int, ranks [][]int32, from, best []int32, out []numbers) {
	for _, improvements := range []bool{false, true} {
		plain, safe := kinds(improvements)
		l.graph.label(i, ranks, from, improvements)
		for s, x := range l.graph.number {
			out[s][plain] = x
		}
		l.graph.label(i, ranks, best, improvements)
		for s, x := range l.graph.number {
			out[s][safe] = x
		}
	}
}

func kinds(improvements bool) (plain, safe int) {
	if improvements {
		return credible, credibleSafe
	}
	return possible, possibleSafe
}

// best is by state the best rank that i has there or reaches in one move.
func (l *labeller) best(i int, rank []int32) []int32 {
	out := slices.Clone(rank)
	if l.sp.arcs != nil {
		a := &l.sp.arcs[i]
		for s := range out {
			for _, y := range a.to[a.start[s]:a.start[s+1]] {
				out[s] = max(out[s], rank[y])
			}
		}
		return out
	}
	g := &l.sp.groups[i]
	nodes := make([]int32, g.nodes())
	for v := range nodes {
		nodes[v] = -1
	}
	for s, v := range g.node {
		nodes[v] = max(nodes[v], rank[s])
	}
	overSupersets(g.irr, nodes, func(a, b *int32) { *a = max(*a, *b) })
	for s, v := range g.node {
		out[s] = nodes[v]
	}
	return out
}

// need is the rank up to which all has to be no better than s, for s to be
// stable: the most that an improvement of i from s is sure to bring, -1 where i
// has no move. It depends on the order of i without s itself: s is stable iff
// need is no more than the rank of s, wherever s stands.
//
// In option form s is never a sanction against its own improvements, nor an
// answer to one. In a graph it may be, and is then no better than itself
// wherever it stands; its rank is taken for the worst there.
func (q *Inquiry) need(i, s int) [concepts]int32 {
	l := q.labels(i)
	rank, number := q.ranks[i], l.number
	q.moves = q.m.Moves(i, s, q.moves[:0])
	if q.m.space.graph && len(q.moves) > 0 {
		number = q.labelsWithout(i, s)
	}
	out := [concepts]int32{-1, -1, -1, -1, -1}
	for _, t := range q.moves {
		r, n := rank[t], &number[t]
		out[Nash] = max(out[Nash], r)
		out[SEQ] = max(out[SEQ], min(r, n[credible]))
		out[SSEQ] = max(out[SSEQ], min(r, n[credibleSafe]))
		out[SMR] = max(out[SMR], min(r, n[possibleSafe]))
		out[GMR] = max(out[GMR], min(r, n[possible]))
	}
	return out
}

// labelsWithout are the labels of a graph with s below all else.
func (q *Inquiry) labelsWithout(i, s int) []numbers {
	from := append(q.from[:0], q.ranks[i]...)
	q.from = from
	from[s] = -1
	if q.without == nil {
		q.without = make([]numbers, len(from))
	}
	q.labeller.again(i, q.ranks, from, q.labeller.best(i, from), q.without)
	return q.without
}
