package conflict

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
// of states has to be kept. All states of a node (see grouping) share the
// maximum of that over R_i. Where the others' options are free to change, g and
// h are minima over components; else, and for g+ and h+, states are labelled by
// searching backwards from the worst, each state once.
type optionSolver struct {
	sp     *space
	sorted [][]uint64 // by decision maker: rank<<32|state, by node, ascending in each
	order  [][]int32  // by decision maker: states from the worst
	key    []uint64   // scratch for sorting
	spare  []uint64
	next   [][]int32 // by decision maker: by node, the first of sorted not passed
	best   []int32   // by node: the best rank reached from it
	hold   []numbers // by node: maxima of the numbers over R_i
	worst  []numbers // by component
	seen   Set
	open   []int32
}

// numbers are g, h, g+ and h+, or minima or maxima of them.
type numbers [4]int32

const (
	possible = iota
	possibleSafe
	credible
	credibleSafe
)

func newOptionSolver(sp *space) *optionSolver {
	n, m := len(sp.dms), sp.len()
	o := &optionSolver{sp: sp, sorted: make([][]uint64, n), order: make([][]int32, n), next: make([][]int32, n),
		seen: NewSet(m), open: make([]int32, 0, m)}
	nodes, comps := 0, 0
	for j := range n {
		o.sorted[j], o.order[j] = make([]uint64, m), make([]int32, m)
		o.next[j] = make([]int32, sp.groups[j].nodes())
		nodes = max(nodes, sp.groups[j].nodes())
		comps = max(comps, sp.structure.count[j])
	}
	o.key, o.spare = make([]uint64, max(m, nodes)), make([]uint64, max(m, nodes))
	o.best, o.hold, o.worst = make([]int32, nodes), make([]numbers, nodes), make([]numbers, comps)
	return o
}

func (o *optionSolver) solve(ranks [][]int32, t *Table) {
	for j := range o.sp.dms {
		o.sort(j, ranks[j])
	}
	for i := range o.sp.dms {
		o.decide(i, ranks, t)
	}
}

// sort orders the states by rank, as a whole and inside each node.
func (o *optionSolver) sort(j int, rank []int32) {
	g := &o.sp.groups[j]
	keys := o.key[:len(rank)]
	for s, r := range rank {
		keys[s] = uint64(r)<<32 | uint64(s)
	}
	keys = radixSort(keys, o.spare[:len(rank)])
	next, sorted, order := o.next[j], o.sorted[j], o.order[j]
	copy(next, g.start)
	for k, key := range keys {
		s := uint32(key)
		order[k] = int32(s)
		v := g.node[s]
		sorted[next[v]] = key
		next[v]++
	}
}

// radixSort sorts by the upper 32 bits, stably, and returns the slice that holds
// the result.
func radixSort(keys, spare []uint64) []uint64 {
	var most uint64
	for _, k := range keys {
		most = max(most, k)
	}
	for shift := 32; most>>shift != 0; shift += 11 {
		var count [1 << 11]int32
		for _, k := range keys {
			count[k>>shift&(1<<11-1)]++
		}
		total := int32(0)
		for d, c := range count {
			count[d] = total
			total += c
		}
		for _, k := range keys {
			d := k >> shift & (1<<11 - 1)
			spare[count[d]] = k
			count[d]++
		}
		keys, spare = spare, keys
	}
	return keys
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
	byBest := o.nodesByBest(g, best)
	if comp := sp.structure.comps[i]; comp != nil {
		o.holdComponents(g, comp, sp.structure.count[i], rank)
	} else {
		o.label(i, ranks, false, byBest)
	}
	o.label(i, ranks, true, byBest)
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

// holdComponents finds g and h where the others' moves lead everywhere inside a
// component and nowhere else.
func (o *optionSolver) holdComponents(g *grouping, comp []int32, count int, rank []int32) {
	worst := o.worst[:count]
	for c := range worst {
		worst[c] = numbers{1<<31 - 1, 1<<31 - 1}
	}
	for s, c := range comp {
		w := &worst[c]
		w[possible] = min(w[possible], rank[s])
		w[possibleSafe] = min(w[possibleSafe], o.best[g.node[s]])
	}
	for s, c := range comp {
		h, w := &o.hold[g.node[s]], &worst[c]
		h[possible] = max(h[possible], w[possible])
		h[possibleSafe] = max(h[possibleSafe], min(rank[s], w[possibleSafe]))
	}
}

// nodesByBest lists the nodes that have states by the best rank that i reaches
// from them, the worst first.
func (o *optionSolver) nodesByBest(g *grouping, best []int32) []uint64 {
	n := 0
	for v, r := range best {
		if g.start[v] < g.start[v+1] {
			o.key[n] = uint64(r)<<32 | uint64(v)
			n++
		}
	}
	return radixSort(o.key[:n], o.spare[:n])
}

// label finds g and h, or g+ and h+, by searching backwards from the worst
// state: what leads there, and was not found before, has its number.
func (o *optionSolver) label(i int, ranks [][]int32, improvements bool, byBest []uint64) {
	g, rank := &o.sp.groups[i], ranks[i]
	plain, safe := possible, possibleSafe
	if improvements {
		plain, safe = credible, credibleSafe
	}
	o.reset()
	for _, s := range o.order[i] {
		if o.seen.Has(int(s)) {
			continue
		}
		o.back(i, s, ranks, improvements, rank[s], g, func(h *numbers, _ int32, label int32) { h[plain] = label })
	}
	o.reset()
	for _, key := range byBest {
		label, v := int32(key>>32), uint32(key)
		for _, s := range g.members[g.start[v]:g.start[v+1]] {
			if o.seen.Has(int(s)) {
				continue
			}
			o.back(i, s, ranks, improvements, label, g, func(h *numbers, r, label int32) { h[safe] = max(h[safe], min(r, label)) })
		}
	}
}

func (o *optionSolver) reset() {
	clear(o.seen)
	for j := range o.next {
		copy(o.next[j], o.sp.groups[j].start)
	}
}

// back visits s and all unseen states from which the others lead to it.
func (o *optionSolver) back(i int, s int32, ranks [][]int32, improvements bool, label int32, own *grouping, visit func(h *numbers, rank, label int32)) {
	o.seen.Add(int(s))
	open := append(o.open[:0], s)
	for len(open) > 0 {
		x := open[len(open)-1]
		open = open[:len(open)-1]
		visit(&o.hold[own.node[x]], ranks[i][x], label)
		for j := range o.sp.groups {
			if j == i {
				continue
			}
			g := &o.sp.groups[j]
			limit := int32(1<<31 - 1) // any rank will do
			if improvements {
				limit = ranks[j][x]
			}
			v := g.node[x]
			if g.irr == 0 {
				open = o.take(j, g, v, limit, open)
				continue
			}
			bits := v & (1<<g.irr - 1)
			for sub := bits; ; sub = (sub - 1) & bits {
				open = o.take(j, g, v&^bits|sub, limit, open)
				if sub == 0 {
					break
				}
			}
		}
	}
}

// take opens the unseen states of a node of j that are worse for j than limit.
func (o *optionSolver) take(j int, g *grouping, node, limit int32, open []int32) []int32 {
	k, end, sorted := o.next[j][node], g.start[node+1], o.sorted[j]
	for k < end && int32(sorted[k]>>32) < limit {
		y := uint32(sorted[k])
		if !o.seen.Has(int(y)) {
			o.seen.Add(int(y))
			open = append(open, int32(y))
		}
		k++
	}
	o.next[j][node] = k
	return open
}
