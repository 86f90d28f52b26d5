package conflict

import "math"

// optionSolver solves models in option form of any size.
//
// For decision maker i and a state q let g(q) be the worst rank of q and of what
// the others can bring about from q, h(q) the worst over the same states of the
// best rank that i can still get to from there, and g+, h+ the same where the
// others only make improvements. Then s is unstable iff some q in R_i(s) has
//
//	min(r_i(q), number(q)) > r_i(s)
//
// with g for GMR, h for SMR, g+ for SEQ, h+ for SSEQ, r_i(q) alone for Nash:
// r_i(q) in the minimum makes q an improvement, so that no order inside a group
// of states has to be kept for i. All states of a node (see grouping) share the
// maximum of that over R_i. Where the others' options are free to change, g and
// h are minima over components; else, and for g+ and h+, they are found by
// sweeps through the moves of the others.
type optionSolver struct {
	sp       *space
	sweeps   int       // rounds of sweeps before the search backward takes over
	ordered  [][]int32 // by decision maker: states by group, best first, ties marked
	number   []pair    // by state: g and h, or g+ and h+
	best     []int32   // by node: the best rank reached from it
	hold     []numbers // by node: maxima of the numbers over R_i
	worst    []pair    // by component
	passed   []pair    // by node of one group
	order    []int32   // scratch for sorting: states, best first,
	count    []int32   // by rank,
	next     []int32   // and by group
	last     []int32
	backward *backward // nil before it is needed
	prepared bool      // backward is, for the ranks at hand
}

// numbers are maxima of g, h, g+ and h+.
type numbers [4]int32

const (
	possible = iota
	possibleSafe
	credible
	credibleSafe
)

func newOptionSolver(sp *space) *optionSolver {
	n, m := len(sp.dms), sp.len()
	o := &optionSolver{sp: sp, sweeps: maxSweeps, ordered: make([][]int32, n), number: make([]pair, m),
		order: make([]int32, m), count: make([]int32, m)}
	nodes, comps, groups, inGroup := 0, 0, 0, 0
	for j := range n {
		g := &sp.groups[j]
		o.ordered[j] = make([]int32, m)
		nodes, groups, inGroup = max(nodes, g.nodes()), max(groups, g.groups()), max(inGroup, 1<<g.irr)
		comps = max(comps, sp.structure.count[j])
	}
	o.best, o.hold = make([]int32, nodes), make([]numbers, nodes)
	o.worst, o.passed = make([]pair, comps), make([]pair, inGroup)
	o.next, o.last = make([]int32, groups), make([]int32, groups)
	return o
}

func (o *optionSolver) solve(ranks [][]int32, t *Table) {
	o.prepared = false
	for j := range o.sp.dms {
		o.groupByRank(j, ranks[j])
	}
	for i := range o.sp.dms {
		o.decide(i, ranks, t)
	}
}

func (o *optionSolver) decide(i int, ranks [][]int32, t *Table) {
	sp, rank := o.sp, ranks[i]
	g := &sp.groups[i]
	best, hold := o.best[:g.nodes()], o.hold[:g.nodes()]
	for v := range best {
		best[v], hold[v] = -1, numbers{-1, -1, -1, -1}
	}
	for s, v := range g.node {
		best[v] = max(best[v], rank[s])
	}
	overSupersets(g.irr, best, func(a, b *int32) { *a = max(*a, *b) })
	if comp := sp.structure.comps[i]; comp != nil {
		o.overComponents(g, comp, sp.structure.count[i], rank)
		o.holdNumbers(g, possible, rank)
	} else {
		o.bringAbout(i, ranks, false)
	}
	o.bringAbout(i, ranks, true)
	overSupersets(g.irr, hold, func(a, b *numbers) {
		for k := range a {
			a[k] = max(a[k], b[k])
		}
	})
	nash, seq, sseq, smr, gmr := t.Set(Nash, i), t.Set(SEQ, i), t.Set(SSEQ, i), t.Set(SMR, i), t.Set(GMR, i)
	for block := range nash {
		var w [concepts]uint64
		first := block * 64
		for b, v := range g.node[first:min(first+64, len(rank))] {
			r, h := rank[first+b], &hold[v]
			w[Nash] |= bit(best[v] <= r) << b
			w[SEQ] |= bit(h[credible] <= r) << b
			w[SSEQ] |= bit(h[credibleSafe] <= r) << b
			w[SMR] |= bit(h[possibleSafe] <= r) << b
			w[GMR] |= bit(h[possible] <= r) << b
		}
		nash[block], seq[block], sseq[block], smr[block], gmr[block] = w[Nash], w[SEQ], w[SSEQ], w[SMR], w[GMR]
	}
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// overSupersets joins to each node all nodes of its group that can be reached
// from it.
func overSupersets[T any](irr int, nodes []T, join func(a, b *T)) {
	for b := range irr {
		for v := range nodes {
			if v>>b&1 == 0 {
				join(&nodes[v], &nodes[v|1<<b])
			}
		}
	}
}

// overComponents finds g and h where the others' moves lead everywhere inside a
// component and nowhere else.
func (o *optionSolver) overComponents(g *grouping, comp []int32, count int, rank []int32) {
	worst := o.worst[:count]
	for c := range worst {
		worst[c] = pair{math.MaxInt32, math.MaxInt32}
	}
	for s, c := range comp {
		w := &worst[c]
		*w = pair{min(w[0], rank[s]), min(w[1], o.best[g.node[s]])}
	}
	for s, c := range comp {
		o.number[s] = worst[c]
	}
}

// bringAbout finds g and h, or g+ and h+, and their maxima over R_i.
func (o *optionSolver) bringAbout(i int, ranks [][]int32, improvements bool) {
	g, which := &o.sp.groups[i], possible
	if improvements {
		which = credible
	}
	for s, v := range g.node {
		o.number[s] = pair{ranks[i][s], o.best[v]}
	}
	if o.settle(i, improvements) {
		o.holdNumbers(g, which, ranks[i])
		return
	}
	if o.backward == nil {
		o.backward = newBackward(o.sp)
	}
	if !o.prepared {
		o.prepared = true
		o.backward.prepare(ranks)
	}
	o.backward.hold(i, ranks, improvements, o.best, o.hold, which)
}

// holdNumbers joins the numbers of the states of each node.
func (o *optionSolver) holdNumbers(g *grouping, which int, rank []int32) {
	for s, v := range g.node {
		p, h := o.number[s], &o.hold[v]
		h[which], h[which+1] = max(h[which], p[0]), max(h[which+1], min(rank[s], p[1]))
	}
}
