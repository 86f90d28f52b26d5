package conflict

import "math/bits"

// rows is a set of states a state: where a body of decision makers can go from
// each.
type rows struct {
	words int
	bits  []uint64
}

func newRows(states int) rows {
	words := (states + 63) / 64
	return rows{words, make([]uint64, states*words)}
}

// of is the row of state s, not a copy.
func (r rows) of(s int) Set { return Set(r.bits[s*r.words : (s+1)*r.words]) }

// joined is R_H(s) for all s: where legal sequences of moves of members lead,
// but for s itself.
func (q *sequences) joined(members []int) rows {
	n := q.m.Len()
	out := newRows(n)
	for s := range n {
		q.search(s, members, nil)
		row := out.of(s)
		for _, at := range q.queue[1:] {
			row.Add(int(at / 2))
		}
	}
	return out
}

// betterForAll keeps of each row what every member likes better.
func (m *Model) betterForAll(members []int, moves rows) rows {
	out := newRows(m.Len())
	for s := range m.Len() {
		row := out.of(s)
		for t := range moves.of(s).All() {
			better := true
			for _, i := range members {
				better = better && m.ranks[i][t] > m.ranks[i][s]
			}
			if better {
				row.Add(t)
			}
		}
	}
	return out
}

// turns searches sequences of moves of bodies in which no body moves twice in a
// row. As in sequences two arrivals a state are enough.
type turns struct {
	first []int32 // by state: the body that arrived first
	done  Set     // states that have nothing to gain from another arrival
	queue []int32 // two a state: after the first arrival, after the second
}

func newTurns(states int) *turns {
	return &turns{make([]int32, states), NewSet(states), make([]int32, 0, 2*states)}
}

// reach sets into to where bodies lead from q. It leaves q itself out: what
// deters from q is worse than q for some member, so q is never that.
func (t *turns) reach(q int, bodies []rows, into Set) {
	clear(into)
	clear(t.done)
	for s := range t.first {
		t.first[s] = unreached
	}
	t.first[q] = nobody
	t.done.Add(q)
	t.queue = append(t.queue[:0], int32(2*q))
	for head := 0; head < len(t.queue); head++ {
		arrival := t.queue[head]
		s, again := arrival/2, arrival&1 != 0
		for k, body := range bodies {
			if again != (int32(k) == t.first[s]) {
				continue // moved last, or went on from here after the first arrival
			}
			for w, word := range body.of(int(s)) {
				for fresh := word &^ t.done[w]; fresh != 0; fresh &= fresh - 1 {
					x := w<<6 + bits.TrailingZeros64(fresh)
					switch t.first[x] {
					case unreached:
						t.first[x] = int32(k)
						into.Add(x)
						t.queue = append(t.queue, int32(2*x))
					case int32(k):
					default:
						t.done.Add(x)
						t.queue = append(t.queue, int32(2*x+1))
					}
				}
			}
		}
	}
}

// reachAll is reach from every state.
func (t *turns) reachAll(bodies []rows) rows {
	out := newRows(len(t.first))
	for q := range t.first {
		t.reach(q, bodies, out.of(q))
	}
	return out
}

// verdicts says for each concept which states are stable for a body of decision
// makers, which improves where all members are better off, and for which a state
// is no better where some member is not better off. Moves are where it can go,
// improve what of that is an improvement, possible and credible what the others
// can bring about by moves and by improvements.
func (m *Model) verdicts(members []int, moves, improve, possible, credible rows) (stable [concepts]Set) {
	n := m.Len()
	for c := range stable {
		stable[c] = NewSet(n)
	}
	noBetter, safe := NewSet(n), NewSet(n)
	for s := range n {
		holds := [concepts]bool{true, true, true, true, true}
		if better := improve.of(s); !better.Empty() {
			holds[Nash] = false
			m.noBetter(members, s, noBetter)
			clear(safe)
			for x := range noBetter.All() {
				if moves.of(x).Within(noBetter) {
					safe.Add(x)
				}
			}
			for q := range better.All() {
				holds[SEQ] = holds[SEQ] && credible.of(q).Meets(noBetter)
				holds[SSEQ] = holds[SSEQ] && credible.of(q).Meets(safe)
				holds[SMR] = holds[SMR] && possible.of(q).Meets(safe)
				holds[GMR] = holds[GMR] && possible.of(q).Meets(noBetter)
			}
		}
		for c, yes := range holds {
			if yes {
				stable[c].Add(s)
			}
		}
	}
	return stable
}

// noBetter sets into to the states that some member likes no better than s.
func (m *Model) noBetter(members []int, s int, into Set) {
	clear(into)
	for _, i := range members {
		for x, r := range m.ranks[i] {
			if r <= m.ranks[i][s] {
				into.Add(x)
			}
		}
	}
}
