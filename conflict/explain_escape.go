package conflict

import (
	"cmp"
	"slices"
)

// escapes lists the sanctions against an improvement with an answer each. The
// first moves of the search have been made.
func (q *Inquiry) escapes(c Concept, i, s, from int, out *Undeterred) {
	x, rank, ranks := &q.search, q.ranks[i], q.mayMove(c)
	listed := map[int32]bool{} // in a graph a state may be reached by several
	var sanctions []int        // arrivals
	for lo, hi := 1, len(x.found); lo < hi && len(sanctions) <= maxEscapes; {
		first := len(sanctions)
		for k := lo; k < hi; k++ {
			if t := x.found[k].state; rank[t] <= rank[s] && !listed[t] {
				listed[t] = true
				sanctions = append(sanctions, k)
			}
		}
		slices.SortFunc(sanctions[first:], func(a, b int) int {
			t, u := x.found[a].state, x.found[b].state
			return cmp.Or(cmp.Compare(rank[t], rank[u]), cmp.Compare(t, u))
		})
		x.step(i, lo, hi, ranks)
		lo, hi = hi, len(x.found)
	}
	if len(sanctions) > maxEscapes {
		sanctions, out.More = sanctions[:maxEscapes], true
	}
	for _, k := range sanctions {
		t := int(x.found[k].state)
		out.Escapes = append(out.Escapes, Escape{
			Outcome{q.steps(from, x.path(k)), q.m.Compare(i, t, s)},
			*q.answer(i, s, t, q.m.Moves(i, t, nil)),
		})
	}
}
