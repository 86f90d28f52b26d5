package conflict

import "slices"

// Moves appends the states that decision maker i can reach from s in one move,
// in canonical order.
func (m *Model) Moves(i, s int, into []int32) []int32 {
	sp := m.space
	if sp.arcs != nil {
		a := &sp.arcs[i]
		return append(into, a.to[a.start[s]:a.start[s+1]]...)
	}
	g := &sp.groups[i]
	if g.irr == 0 {
		for _, t := range g.of(s) {
			if int(t) != s {
				into = append(into, t)
			}
		}
		return into
	}
	first := len(into)
	v := g.node[s]
	base, own := v>>g.irr<<g.irr, v&(1<<g.irr-1)
	free := int32(1)<<g.irr - 1 - own
	for add := int32(0); ; add = (add - free) & free {
		w := base | own | add
		for _, t := range g.members[g.start[w]:g.start[w+1]] {
			if int(t) != s {
				into = append(into, t)
			}
		}
		if add == free {
			break
		}
	}
	slices.Sort(into[first:])
	return into
}

// CanMove reports whether decision maker i can go from s to t in one move.
func (m *Model) CanMove(i, s, t int) bool {
	sp := m.space
	if s == t {
		return false
	}
	if sp.arcs != nil {
		a := &sp.arcs[i]
		_, ok := slices.BinarySearch(a.to[a.start[s]:a.start[s+1]], int32(t))
		return ok
	}
	g := &sp.groups[i]
	v, w := g.node[s], g.node[t]
	return v>>g.irr == w>>g.irr && v&w == v
}

// MoveCount is the number of moves decision maker i has in the whole model.
func (m *Model) MoveCount(i int) int {
	n := 0
	var buf []int32
	for s := range m.Len() {
		buf = m.Moves(i, s, buf[:0])
		n += len(buf)
	}
	return n
}

// Improvements appends the moves of i from s that i likes better, in canonical
// order.
func (m *Model) Improvements(i, s int, into []int32) []int32 {
	first := len(into)
	into = m.Moves(i, s, into)
	r := m.ranks[i]
	kept := into[:first]
	for _, t := range into[first:] {
		if r[t] > r[s] {
			kept = append(kept, t)
		}
	}
	return kept
}

// listArcs makes lists of the moves in option form, for models whose lattice of
// irreversible options would be too large.
func (sp *space) listArcs() {
	m := sp.len()
	all := uint64(1)<<len(sp.options) - 1
	sp.arcs = make([]arcs, len(sp.dms))
	for i := range sp.dms {
		byOthers := map[uint64][]int32{}
		for s, x := range sp.masks {
			k := x & all &^ sp.own[i]
			byOthers[k] = append(byOthers[k], int32(s))
		}
		out := make([][]int32, m)
		for s, x := range sp.masks {
			for _, t := range byOthers[x&all&^sp.own[i]] {
				if int(t) != s && sp.permitted(x, sp.masks[t]) {
					out[s] = append(out[s], t)
				}
			}
		}
		sp.arcs[i] = makeArcs(out)
	}
}

// makeArcs packs lists of moves, each ascending without repetition.
func makeArcs(out [][]int32) arcs {
	n := len(out)
	a := arcs{start: make([]int32, n+1), inStart: make([]int32, n+1)}
	for s, ts := range out {
		a.to = append(a.to, ts...)
		a.start[s+1] = int32(len(a.to))
		for _, t := range ts {
			a.inStart[t+1]++
		}
	}
	for s := range n {
		a.inStart[s+1] += a.inStart[s]
	}
	a.from = make([]int32, len(a.to))
	next := slices.Clone(a.inStart[:n])
	for s, ts := range out {
		for _, t := range ts {
			a.from[next[t]] = int32(s)
			next[t]++
		}
	}
	return a
}
