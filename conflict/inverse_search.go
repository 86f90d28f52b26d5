package conflict

import (
	"math"
	"slices"
)

// block is a run of places in a strict order and a permutation that mixes them,
// such that no part of the run could be left out.
type block struct {
	dm, first int
	pattern   []uint8 // by new place in the run: the old one
	moves     bool    // it changes how s compares with others
}

// orderSearch tries changes of all orders together by the number of reversed
// pairs.
//
// The pairs that an order reverses fall into blocks of neighbouring places. A
// verdict of state s rests on how the decision makers compare s with other
// states, and the ends of their own moves; a block that reverses no such pair
// can be left out, and less is reversed without it. So combinations of the other
// blocks are all there is to try. A decision maker for whom s is not stable even
// if every sanction counts has to compare s otherwise before it can be.
type orderSearch struct {
	q      *Inquiry
	c      Concept
	s      int
	want   bool
	dms    []int     // those for whom s is unstable first
	order  [][]int32 // by decision maker: states, the worst first
	ranks  [][]int32 // in change
	blocks [][]block // by pairs reversed, by decision maker and first place
	must   []bool    // by decision maker: s has to move in its order
	moved  []int     // by decision maker: how many blocks move s
	left   int       // combinations that may still be tried, times triedCost
}

// triedCost is what looking at a verdict counts for beside passing one by.
const triedCost = 32

// searchOrders looks for a change smaller than out.Total and says in out how far
// it looked. It returns the orders after the change, nil if it found none.
func (q *Inquiry) searchOrders(c Concept, s int, out *OrderAnswer, how OrderSearch) [][]int32 {
	out.Exact = false
	m := q.m.Len()
	x := &orderSearch{q: q, c: c, s: s, want: !out.Stable, left: how.Limit * triedCost,
		must: make([]bool, len(q.ranks)), moved: make([]int, len(q.ranks))}
	all := 1.0 // orders of all together
	for i, rank := range q.ranks {
		x.must[i] = x.want && !q.Stable(c.withoutCredibility(), i, s)
		if q.labels(i).ties {
			return nil
		}
		order := make([]int32, m)
		for t, r := range rank {
			order[r] = int32(t)
		}
		x.order, x.ranks = append(x.order, order), append(x.ranks, slices.Clone(rank))
		if q.Stable(c, i, s) {
			x.dms = append(x.dms, i)
		} else {
			x.dms = append([]int{i}, x.dms...)
		}
		all *= math.Gamma(float64(m) + 1)
	}
	if all <= float64(how.Limit) {
		how.Budget = int(out.Total)
	}
	patterns := indecomposable(min(how.Budget, int(out.Total)-1), m)
	x.blocks = [][]block{nil}
	for d := 1; d < len(patterns); d++ {
		if len(patterns[d])*m*len(q.ranks) > 4*how.Limit {
			return nil
		}
		x.blocks = append(x.blocks, x.useful(patterns[d]))
		hit, complete := x.try(d, block{dm: -1})
		if hit {
			out.Exact, out.Searched = true, d
			return x.ranks
		}
		if !complete {
			return nil
		}
		out.Searched = d
	}
	out.Exact = out.Searched >= int(out.Total)-1
	return nil
}

// indecomposable lists the permutations of at most m places that cannot be cut
// in two, by the number of pairs they reverse.
func indecomposable(most, m int) [][][]uint8 {
	out := make([][][]uint8, max(1, most+1))
	for size := 2; size <= min(m, most+1); size++ {
		p := make([]uint8, 0, size)
		var fill func(reversed int)
		fill = func(reversed int) {
			if reversed > most {
				return
			}
			if len(p) == size {
				out[reversed] = append(out[reversed], slices.Clone(p))
				return
			}
			for v := range uint8(size) {
				above := 0
				used := false
				for _, u := range p {
					used = used || u == v
					if u > v {
						above++
					}
				}
				if used {
					continue
				}
				p = append(p, v)
				if len(p) == size || int(slices.Max(p)) >= len(p) { // else it could be cut here
					fill(reversed + above)
				}
				p = p[:len(p)-1]
			}
		}
		fill(0)
	}
	return out
}

// useful lists the blocks that bear on the verdicts.
func (x *orderSearch) useful(patterns [][]uint8) []block {
	var out []block
	for j, order := range x.order {
		for first := range order {
			for _, p := range patterns {
				if first+len(p) > len(order) {
					continue
				}
				if bears, moves := x.bears(j, order[first:first+len(p)], p); bears {
					out = append(out, block{j, first, p, moves})
				}
			}
		}
	}
	return out
}

// bears reports whether a block bears on the verdicts, and whether it does so by
// how s compares with others.
func (x *orderSearch) bears(j int, run []int32, p []uint8) (bears, moves bool) {
	m := x.q.m
	for k, u := range p {
		for _, v := range p[:k] {
			if v < u {
				continue
			}
			a, b := int(run[u]), int(run[v])
			moves = moves || a == x.s || b == x.s
			bears = bears || moves || m.CanMove(j, a, b) || m.CanMove(j, b, a)
		}
	}
	return bears, moves
}

// try adds blocks of d reversed pairs in all beyond the last one, in every way.
// It leaves the ranks as they are at a hit; complete is false when the limit
// ended it.
func (x *orderSearch) try(d int, last block) (hit, complete bool) {
	if d == 0 {
		x.left--
		for j, must := range x.must {
			if must && x.moved[j] == 0 {
				return false, x.left > 0
			}
		}
		if x.left -= triedCost - 1; x.left < 0 {
			return false, false
		}
		return x.q.equilibriumAt(x.c, x.s, x.dms, x.ranks) == x.want, true
	}
	for e := 1; e <= d; e++ {
		for _, b := range x.blocks[e] {
			if b.dm < last.dm || b.dm == last.dm && b.first < last.first+len(last.pattern) {
				continue
			}
			if b.moves {
				x.moved[b.dm]++
			}
			rank, run := x.ranks[b.dm], x.order[b.dm][b.first:]
			for k, u := range b.pattern {
				rank[run[u]] = int32(b.first + k)
			}
			if hit, complete = x.try(d-e, b); hit || !complete {
				return hit, complete
			}
			for k := range b.pattern {
				rank[run[k]] = int32(b.first + k)
			}
			if b.moves {
				x.moved[b.dm]--
			}
		}
	}
	return false, true
}
