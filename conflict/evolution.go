package conflict

import (
	"fmt"
	"math/bits"
	"slices"
)

// Step is one move of a sequence: who moves, and to which state.
type Step struct {
	DM    int
	State int
}

// Evolution is what can come of a state: where legal sequences lead from it, and
// how fast. In a legal sequence no decision maker moves twice in a row.
type Evolution struct {
	From         int  // the state it starts from
	Improvements bool // every move has to be an improvement for whoever makes it

	mover, prev, length []int32 // as in sequences
}

// Evolution finds what can come of a state by moves of anybody, or by
// improvements only. Improvements need known preferences; it is an error, a
// Problem, if some decision maker's are unknown, or if there is no such state.
//
// It is the status quo analysis of the field: breadth-first search over pairs of
// state and last mover.
func (m *Model) Evolution(from int, improvements bool) (*Evolution, error) {
	members := make([]int, len(m.space.dms))
	for i := range members {
		members[i] = i
	}
	return m.EvolutionBy(members, from, improvements)
}

// EvolutionBy is Evolution by moves of some decision makers alone. What it
// reaches in at least one move by moves is R_H(s), by improvements R_H+(s).
func (m *Model) EvolutionBy(members []int, from int, improvements bool) (*Evolution, error) {
	if from < 0 || from >= m.Len() {
		return nil, Problem{Code: CodeUnknownState, Where: []string{"ask.evolution"},
			Cause: fmt.Sprintf("there is no state number %d", from), Remedy: "start from one of the feasible states"}
	}
	members = slices.Clone(members)
	slices.Sort(members)
	members = slices.Compact(members)
	for _, i := range members {
		if i < 0 || i >= len(m.space.dms) {
			return nil, Problem{Code: CodeUnknownDM, Where: []string{"ask.evolution"},
				Cause: fmt.Sprintf("there is no decision maker number %d", i), Remedy: "name decision makers of the model"}
		}
	}
	var ranks [][]int32
	if improvements {
		if err := m.needKnown(); err != nil {
			return nil, err
		}
		ranks = m.ranks
	}
	q := newSequences(m)
	q.search(from, members, ranks)
	return &Evolution{From: from, Improvements: improvements, mover: q.mover, prev: q.prev, length: q.length}, nil
}

// Length is the smallest number of moves that leads to state s: 0 for the state
// it starts from, -1 where nothing leads.
func (e *Evolution) Length(s int) int {
	if e.mover[2*s] == unreached {
		return -1
	}
	return int(e.length[2*s])
}

// Path is one shortest legal sequence to state s: nil where nothing leads, empty
// for the state it starts from. Among several it is the first that is met when
// decision makers are taken in declared and states in canonical order.
func (e *Evolution) Path(s int) []Step {
	n := e.Length(s)
	if n < 0 {
		return nil
	}
	out := make([]Step, n)
	for k, at := n-1, int32(2*s); k >= 0; k, at = k-1, e.prev[at] {
		out[k] = Step{DM: int(e.mover[at]), State: int(at / 2)}
	}
	return out
}

// Reached is the set of states that are reached, with the one it starts from.
func (e *Evolution) Reached() Set {
	out := NewSet(len(e.mover) / 2)
	for s := range len(e.mover) / 2 {
		if e.mover[2*s] != unreached {
			out.Add(s)
		}
	}
	return out
}

// OutOfSight lists the equilibria that are not in a set of states in sight, as
// Evolution or Reach finds it: stable, but no sequence of improvements leads
// there from here.
func (t *Table) OutOfSight(c Concept, sight Set) []int {
	out := []int{}
	for s := range t.EquilibriumSet(c).All() {
		if !sight.Has(s) {
			out = append(out, s)
		}
	}
	return out
}

// Reach finds what is in sight of a state under many orders of preference. It
// owns the memory that takes, so that finding it allocates nothing; it is for
// one goroutine, its model for many.
type Reach struct {
	words *wordStructure
	n     int
	seq   *sequences
}

// NewReach prepares to find what is in sight in the model under any orders.
func (m *Model) NewReach() *Reach {
	sp := m.space
	sp.structureOnce.Do(sp.buildStructure)
	r := &Reach{words: sp.structure.words, n: len(sp.dms)}
	if r.words == nil {
		r.seq = newSequences(m)
	}
	return r
}

// Improvements sets into to the states in sight of a state: those that legal
// sequences of improvements reach from it, and itself. Ranks are as for Solve.
func (r *Reach) Improvements(from int, ranks [][]int32, into Set) {
	if r.words != nil {
		into[0] = r.words.inSight(from, ranks)
		return
	}
	clear(into)
	r.seq.search(from, r.seq.all, ranks)
	for s := range len(r.seq.mover) / 2 {
		if r.seq.reached(s) {
			into.Add(s)
		}
	}
}

// inSight follows improvements from a state. In option form they are transitive,
// so nothing depends on who moved last.
func (w *wordStructure) inSight(from int, ranks [][]int32) uint64 {
	reached := uint64(1) << from
	for open := reached; open != 0; {
		s := bits.TrailingZeros64(open)
		open &= open - 1
		for j := range w.out {
			rank := ranks[j]
			for left := w.out[j][s] &^ reached; left != 0; left &= left - 1 {
				if t := bits.TrailingZeros64(left); rank[t] > rank[s] {
					reached |= 1 << t
					open |= 1 << t
				}
			}
		}
	}
	return reached
}
