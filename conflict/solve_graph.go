package conflict

import "slices"

// graphSolver solves models whose moves are lists. There a move of a decision
// maker followed by another of the same need not be a move, so the rule that
// nobody moves twice in a row counts: sequences are searched over pairs of state
// and last mover. The numbers are those of optionSolver.
type graphSolver struct {
	sp     *space
	n, m   int
	seen   Set // state*n + last mover
	open   []int32
	order  []int32
	best   []int32
	number []int32
}

func newGraphSolver(sp *space) *graphSolver {
	n, m := len(sp.dms), sp.len()
	return &graphSolver{sp: sp, n: n, m: m, seen: NewSet(n * m), open: make([]int32, 0, n*m),
		order: make([]int32, m), best: make([]int32, m), number: make([]int32, m)}
}

func (g *graphSolver) solve(ranks [][]int32, t *Table) {
	for i := range g.n {
		rank, a := ranks[i], &g.sp.arcs[i]
		for s := range g.m {
			g.best[s] = rank[s]
			for _, y := range a.to[a.start[s]:a.start[s+1]] {
				g.best[s] = max(g.best[s], rank[y])
			}
		}
		for _, c := range Concepts {
			from := rank
			switch {
			case c == Nash:
				copy(g.number, rank)
			case c.answered():
				from = g.best
				fallthrough
			default:
				g.label(i, ranks, from, c.credible())
			}
			stable := t.Set(c, i)
			clear(stable)
			for s := range g.m {
				holds := true
				for _, q := range a.to[a.start[s]:a.start[s+1]] {
					if min(rank[q], g.number[q]) > rank[s] {
						holds = false
						break
					}
				}
				if holds {
					stable.Add(s)
				}
			}
		}
	}
}

// label sets number to the worst of from over a state and all that the others
// can bring about from it. A pair (x, j) with j other than i says that j has
// just moved to x; (x, i) that the others have yet to move.
func (g *graphSolver) label(i int, ranks [][]int32, from []int32, improvements bool) {
	for s := range g.order {
		g.order[s] = int32(s)
	}
	slices.SortFunc(g.order, func(a, b int32) int { return int(from[a] - from[b]) })
	clear(g.seen)
	n := int32(g.n)
	for _, s := range g.order {
		label := from[s]
		open := g.open[:0]
		reach := func(x, last int32) {
			k := x*n + last
			if g.seen.Has(int(k)) {
				return
			}
			g.seen.Add(int(k))
			if int(last) == i {
				g.number[x] = label
				return
			}
			open = append(open, k)
		}
		for j := range n {
			reach(s, j)
		}
		for len(open) > 0 {
			y, k := open[len(open)-1]/n, open[len(open)-1]%n
			open = open[:len(open)-1]
			a := &g.sp.arcs[k]
			for _, x := range a.from[a.inStart[y]:a.inStart[y+1]] {
				if improvements && ranks[k][x] >= ranks[k][y] {
					continue
				}
				for j := range n {
					if j != k {
						reach(x, j)
					}
				}
			}
		}
	}
}
