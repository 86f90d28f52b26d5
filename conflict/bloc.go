package conflict

import (
	"fmt"
	"slices"
)

// BlocTable says which states are stable in the game between blocs: if the
// members of each act as one, which binds them. It is never plain stability.
type BlocTable struct {
	Partition [][]int // members of each bloc, ascending
	stable    [][concepts]Set
	improve   []rows
}

// Blocs solves the game between blocs, into which partition divides the decision
// makers. With R_B as in Coalitions, a bloc moves from s to a state of R_B(s)
// other than s; the move is an improvement iff every member likes it better, and
// a state is no better for the bloc iff some member does not like it better. The
// five concepts hold as for decision makers, with no bloc moving twice in a row.
//
// Blocs of one each are the game itself. A state that one member would leave can
// be stable for its bloc. The table is nil if the partition is none, preferences
// are unknown, or the model is too large.
func (m *Model) Blocs(partition [][]int) (*BlocTable, Problems) {
	const where = "ask.blocs"
	ps := m.checkPartition(partition, where)
	if err := m.needKnown(); err != nil {
		ps = append(ps, err.(Problem))
	}
	if err := m.checkJointWork(where, float64(len(partition)*len(partition))); err != nil {
		ps = append(ps, err.(Problem))
	}
	if ps.HasErrors() {
		return nil, ps
	}
	out := &BlocTable{stable: make([][concepts]Set, len(partition))}
	q := newSequences(m)
	var moves []rows
	for _, members := range partition {
		members = slices.Sorted(slices.Values(members))
		can := q.joined(members)
		out.Partition, moves = append(out.Partition, members), append(moves, can)
		out.improve = append(out.improve, m.betterForAll(members, can))
	}
	t := newTurns(m.Len())
	for b, members := range out.Partition {
		possible := t.reachAll(slices.Delete(slices.Clone(moves), b, b+1))
		credible := t.reachAll(slices.Delete(slices.Clone(out.improve), b, b+1))
		out.stable[b] = m.verdicts(members, moves[b], out.improve[b], possible, credible)
	}
	return out, ps
}

func (m *Model) checkPartition(partition [][]int, where string) (ps Problems) {
	in := make([]int, len(m.space.dms))
	for b, members := range partition {
		at := fmt.Sprintf("%s[%d]", where, b)
		if len(members) == 0 {
			ps.add(CodeBadValue, at, "a bloc has no members", "drop it")
		}
		for _, i := range members {
			if i < 0 || i >= len(in) {
				ps.add(CodeUnknownDM, at, fmt.Sprintf("there is no decision maker number %d", i), "name decision makers of the model")
			} else if in[i]++; in[i] == 2 {
				ps.add(CodeBadValue, at, fmt.Sprintf("%s stands in the blocs twice", m.space.dms[i].Name), "let each decision maker be in one bloc")
			}
		}
	}
	for i, n := range in {
		if n == 0 {
			ps.add(CodeBadValue, where, fmt.Sprintf("%s is in no bloc", m.space.dms[i].Name), "make it a bloc of its own if it acts alone")
		}
	}
	return ps
}

// Stable is the set of states that are stable for bloc b.
func (t *BlocTable) Stable(c Concept, b int) Set { return t.stable[b][c] }

// Improvements lists what bloc b reaches from s and every member likes better.
func (t *BlocTable) Improvements(b, s int) []int {
	return t.improve[b].of(s).states()
}

// Equilibria lists the states that are stable for every bloc, in canonical
// order.
func (t *BlocTable) Equilibria(c Concept) []int {
	set := slices.Clone(t.stable[0][c])
	for _, b := range t.stable[1:] {
		set.keep(b[c])
	}
	return set.states()
}
