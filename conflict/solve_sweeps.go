package conflict

import "math"

// pair is two of the numbers of optionSolver: that of any sanction, and that of
// one which no answer helps against.
type pair [2]int32

// maxSweeps is how often all others are swept through before the search backward
// takes over. Orders that anybody holds settle in a few; it bounds the work for those
// that are made to take long.
const maxSweeps = 24

// tied marks a state that is liked as well as the one before it in a group.
const tied = math.MinInt32

// groupByRank sorts the states of each group of decision maker j, best first.
// Ranks are dense, so that counting sorts them.
func (o *optionSolver) groupByRank(j int, rank []int32) {
	g, order, count := &o.sp.groups[j], o.order, o.count
	clear(count)
	for _, r := range rank {
		count[r]++
	}
	total := int32(len(rank))
	for r, c := range count { // the best last, so that order begins with it
		total -= c
		count[r] = total
	}
	for s, r := range rank {
		order[count[r]] = int32(s)
		count[r]++
	}
	ordered := o.ordered[j]
	next, last := o.next, o.last
	for v := range g.groups() {
		next[v], last[v] = g.start[v<<g.irr], -1
	}
	for _, s := range order {
		v := g.node[s] >> g.irr
		entry := s
		if r := rank[s]; r == last[v] {
			entry |= tied
		} else {
			last[v] = r
		}
		ordered[next[v]] = entry
		next[v]++
	}
}

// settle lowers the numbers of states to those of all that the others of i can
// bring about from them, sweeping through the moves of one after another until
// nothing changes. Moves of one are transitive, so one sweep does all that one
// can. It reports whether it came to an end.
func (o *optionSolver) settle(i int, improvements bool) bool {
	others := len(o.sp.dms) - 1
	idle := 0 // of them, how many in a row have nothing to change
	for range o.sweeps {
		for j := range o.sp.dms {
			if j == i {
				continue
			}
			if idle++; o.sweep(j, improvements) {
				idle = 1
			}
			if idle == others {
				return true
			}
		}
	}
	return others == 0
}

// sweep gives each state the least of its numbers and of those that j can move
// to from it.
func (o *optionSolver) sweep(j int, improvements bool) bool {
	g := &o.sp.groups[j]
	switch {
	case !improvements:
		return o.sweepMoves(g)
	case g.irr == 0:
		return sweepBetter(g.start, o.ordered[j], o.number)
	}
	return o.sweepBetterAndMore(g, o.ordered[j])
}

// sweepBetter is sweep by improvements where all options are free: each state
// gets the least of those before it in its group that are liked better.
func sweepBetter(start, ordered []int32, number []pair) bool {
	changed := int32(0)
	for v, end := range start[1:] {
		best, least := pair{math.MaxInt32, math.MaxInt32}, pair{math.MaxInt32, math.MaxInt32}
		for _, entry := range ordered[start[v]:end] {
			if entry >= 0 {
				best = least
			}
			p := &number[entry&^tied]
			was := *p
			is := pair{min(was[0], best[0]), min(was[1], best[1])}
			changed |= (was[0] ^ is[0]) | (was[1] ^ is[1])
			*p = is
			least = pair{min(least[0], is[0]), min(least[1], is[1])}
		}
	}
	return changed != 0
}

// sweepBetterAndMore is sweep by improvements where some options change in one
// direction only: better states count if their irreversible options include
// those of the state. What was passed is noted at all nodes that lead to it.
func (o *optionSolver) sweepBetterAndMore(g *grouping, ordered []int32) bool {
	changed := false
	passed := o.passed[:1<<g.irr]
	within := int32(len(passed) - 1)
	for v := range g.groups() {
		for k := range passed {
			passed[k] = pair{math.MaxInt32, math.MaxInt32}
		}
		entries := ordered[g.start[v<<g.irr]:g.start[(v+1)<<g.irr]]
		for len(entries) > 0 {
			n := 1
			for n < len(entries) && entries[n] < 0 {
				n++
			}
			for _, entry := range entries[:n] {
				s := entry &^ tied
				p, best := &o.number[s], &passed[g.node[s]&within]
				if best[0] < p[0] || best[1] < p[1] {
					*p = pair{min(p[0], best[0]), min(p[1], best[1])}
					changed = true
				}
			}
			for _, entry := range entries[:n] {
				s := entry &^ tied
				p, own := o.number[s], g.node[s]&within
				for sub := own; ; sub = (sub - 1) & own {
					at := &passed[sub]
					*at = pair{min(at[0], p[0]), min(at[1], p[1])}
					if sub == 0 {
						break
					}
				}
			}
			entries = entries[n:]
		}
	}
	return changed
}

// sweepMoves is sweep by any moves.
func (o *optionSolver) sweepMoves(g *grouping) bool {
	changed := false
	passed := o.passed[:1<<g.irr]
	for v := range g.groups() {
		for k := range passed {
			least := pair{math.MaxInt32, math.MaxInt32}
			node := v<<g.irr | k
			for _, s := range g.members[g.start[node]:g.start[node+1]] {
				p := &o.number[s]
				least = pair{min(least[0], p[0]), min(least[1], p[1])}
			}
			passed[k] = least
		}
		overSupersets(g.irr, passed, func(a, b *pair) { *a = pair{min(a[0], b[0]), min(a[1], b[1])} })
		for k, least := range passed {
			node := v<<g.irr | k
			for _, s := range g.members[g.start[node]:g.start[node+1]] {
				if o.number[s] != least {
					o.number[s] = least
					changed = true
				}
			}
		}
	}
	return changed
}
