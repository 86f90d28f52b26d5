package conflict

// backward finds the numbers of optionSolver in time that depends on nothing but
// the size of the model: it searches backwards from the worst state, and what
// leads there and was not found before has its number. It goes through memory
// at random, so that sweeps are faster wherever they end soon.
type backward struct {
	sp     *space
	sorted [][]uint64 // by decision maker: rank<<32|state, by node, ascending in each
	order  [][]int32  // by decision maker: states from the worst
	key    []uint64   // scratch for sorting
	spare  []uint64
	next   [][]int32 // by decision maker: by node, the first of sorted not passed
	seen   Set
	open   []int32
}

func newBackward(sp *space) *backward {
	n, m := len(sp.dms), sp.len()
	o := &backward{sp: sp, sorted: make([][]uint64, n), order: make([][]int32, n), next: make([][]int32, n),
		seen: NewSet(m), open: make([]int32, 0, m)}
	nodes := 0
	for j := range n {
		o.sorted[j], o.order[j] = make([]uint64, m), make([]int32, m)
		o.next[j] = make([]int32, sp.groups[j].nodes())
		nodes = max(nodes, sp.groups[j].nodes())
	}
	o.key, o.spare = make([]uint64, max(m, nodes)), make([]uint64, max(m, nodes))
	return o
}

func (o *backward) prepare(ranks [][]int32) {
	for j := range o.sp.dms {
		o.sort(j, ranks[j])
	}
}

// sort orders the states by rank, as a whole and inside each node.
func (o *backward) sort(j int, rank []int32) {
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

// nodesByBest lists the nodes that have states by the best rank that i reaches
// from them, the worst first.
func (o *backward) nodesByBest(g *grouping, best []int32) []uint64 {
	n := 0
	for v, r := range best {
		if g.start[v] < g.start[v+1] {
			o.key[n] = uint64(r)<<32 | uint64(v)
			n++
		}
	}
	return radixSort(o.key[:n], o.spare[:n])
}

// hold finds g and h, or g+ and h+, as maxima over the states of each node of i,
// from which i reaches best.
func (o *backward) hold(i int, ranks [][]int32, improvements bool, best []int32, hold []numbers, which int) {
	g, rank := &o.sp.groups[i], ranks[i]
	o.reset()
	for _, s := range o.order[i] {
		if !o.seen.Has(int(s)) {
			o.back(i, s, ranks, improvements, func(x int32) { hold[g.node[x]][which] = rank[s] })
		}
	}
	o.reset()
	for _, key := range o.nodesByBest(g, best[:g.nodes()]) {
		label, v := int32(key>>32), uint32(key)
		for _, s := range g.members[g.start[v]:g.start[v+1]] {
			if !o.seen.Has(int(s)) {
				o.back(i, s, ranks, improvements, func(x int32) {
					h := &hold[g.node[x]][which+1]
					*h = max(*h, min(rank[x], label))
				})
			}
		}
	}
}

func (o *backward) reset() {
	clear(o.seen)
	for j := range o.next {
		copy(o.next[j], o.sp.groups[j].start)
	}
}

// back visits s and all unseen states from which the others lead to it.
func (o *backward) back(i int, s int32, ranks [][]int32, improvements bool, visit func(x int32)) {
	o.seen.Add(int(s))
	open := append(o.open[:0], s)
	for len(open) > 0 {
		x := open[len(open)-1]
		open = open[:len(open)-1]
		visit(x)
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
func (o *backward) take(j int, g *grouping, node, limit int32, open []int32) []int32 {
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
