package conflict

import (
	"fmt"
	"slices"
)

// maxLimited bounds horizon times states of an analysis of limited moves.
const maxLimited = 1 << 25

// LimitedMove is the analysis of limited-move stability L_h for the horizons 1
// to Horizon.
type LimitedMove struct {
	Horizon  int
	stable   [][2]Set
	expected [][2][]int32 // by horizon from 0, by decision maker and state
}

// LimitedMove looks at a conflict of two who foresee a fixed number of moves h
// and then no further. With G_h(i,s) the state that i expects when it is to move
// at s with h moves left, G_0(i,s) = s and for h >= 1
//
//	t*       the first t in R_i(s) for which r_i(G_{h-1}(j,t)) is largest
//	G_h(i,s) = G_{h-1}(j,t*)  if r_i(G_{h-1}(j,t*)) > r_i(s), else s
//
// where j is the other: who is to move may stay, which ends the sequence, and
// stays on a tie. State s is L_h-stable for i iff G_h(i,s) = s. L_1 is Nash;
// verdicts may alternate with h.
//
// It is refused for any number of decision makers but two, for which definitions
// disagree (Soares and others 2026, doi:10.1007/s10726-026-09962-3), and for
// unknown preferences; the analysis is nil then. An order with ties makes what is
// expected a matter of choice, which is a warning. It follows a definition not
// held against the printed article (Kilgour 1985).
func (m *Model) LimitedMove(horizon int) (*LimitedMove, Problems) {
	const where = "ask.limited_move"
	var ps Problems
	if n := len(m.space.dms); n != 2 {
		ps.add(CodeNeedsTwo, where, fmt.Sprintf("limited moves are defined for two decision makers, and here are %d", n), "leave it out, or look at two of them, or at two blocs")
	}
	if horizon < 1 {
		ps.add(CodeBadValue, where, fmt.Sprintf("the horizon is %d moves", horizon), "give at least 1; 8 is usual")
	} else if horizon > maxLimited/m.Len() {
		ps.add(CodeTooManyStates, where, fmt.Sprintf("%d moves ahead from %d states are too many", horizon, m.Len()), "give a smaller horizon; 8 is usual")
	}
	if err := m.needKnown(); err != nil {
		ps = append(ps, err.(Problem))
	}
	if ps.HasErrors() {
		return nil, ps
	}
	for i, d := range m.space.dms {
		if classes := len(m.Order(i)); classes < m.Len() {
			ps.warn(CodeTieInLimitedMove, where, fmt.Sprintf("%s is indifferent between some states, so which of them it expects is not always settled; the first move in canonical order was taken", d.Name), "see whether the verdicts stay the same with the ties broken either way")
		}
	}
	l := &LimitedMove{Horizon: horizon, expected: make([][2][]int32, 1, horizon+1)}
	for i := range 2 {
		l.expected[0][i] = make([]int32, m.Len())
		for s := range m.Len() {
			l.expected[0][i][s] = int32(s)
		}
	}
	for range horizon {
		before := l.expected[len(l.expected)-1]
		var after [2][]int32
		var stable [2]Set
		for i := range 2 {
			after[i] = m.expect(i, before[1-i])
			stable[i] = NewSet(m.Len())
			for s, x := range after[i] {
				if int(x) == s {
					stable[i].Add(s)
				}
			}
		}
		l.expected, l.stable = append(l.expected, after), append(l.stable, stable)
	}
	return l, ps
}

// expect is G_h(i,.) from G_{h-1}(j,.) of the other.
func (m *Model) expect(i int, then []int32) []int32 {
	rank := m.ranks[i]
	out := make([]int32, m.Len())
	decide := func(s int, t int32) {
		out[s] = int32(s)
		if t >= 0 && rank[then[t]] > rank[s] {
			out[s] = then[t]
		}
	}
	if sp := m.space; sp.arcs == nil && sp.groups[i].irr == 0 {
		// Everybody in a group has the same moves but for the one to itself.
		g := &sp.groups[i]
		for v := range g.nodes() {
			best, second := int32(-1), int32(-1)
			members := g.members[g.start[v]:g.start[v+1]]
			for _, t := range members {
				switch r := rank[then[t]]; {
				case best < 0 || r > rank[then[best]]:
					best, second = t, best
				case second < 0 || r > rank[then[second]]:
					second = t
				}
			}
			for _, s := range members {
				if s == best {
					decide(int(s), second)
				} else {
					decide(int(s), best)
				}
			}
		}
		return out
	}
	var moves []int32
	for s := range m.Len() {
		moves = m.Moves(i, s, moves[:0])
		best := int32(-1)
		for _, t := range moves {
			if best < 0 || rank[then[t]] > rank[then[best]] {
				best = t
			}
		}
		decide(s, best)
	}
	return out
}

// Stable is the set of states that are L_h-stable for decision maker i, for h
// from 1 to Horizon.
func (l *LimitedMove) Stable(h, i int) Set { return l.stable[h-1][i] }

// Expected is the state that decision maker i expects when it is to move at s
// with h moves left, for h from 0 to Horizon.
func (l *LimitedMove) Expected(h, i, s int) int { return int(l.expected[h][i][s]) }

// Equilibria lists the states that are L_h-stable for both, in canonical order.
func (l *LimitedMove) Equilibria(h int) []int {
	both := slices.Clone(l.stable[h-1][0])
	both.keep(l.stable[h-1][1])
	return both.states()
}
