package conflict

import "fmt"

// simLooks bounds the joint moves that SIM looks at before it gives up.
const simLooks = 1 << 31

// SIM says for each decision maker which states are simultaneously stable: those
// from which every improvement meets, when others improve in the same moment, an
// outcome that is no better.
//
// State s is stable for i iff for every q in R_i+(s) there are other decision
// makers, at least one, and an improvement of each of them from s, such that all
// changes made together, that of i included, give a feasible state x with
// r_i(x) <= r_i(s). A combination that is excluded sanctions nothing.
//
// It is defined in option form, where moves of different decision makers can be
// made together; an explicit graph is an error, a Problem, and so are unknown
// preferences. For more than two decision makers it follows a definition not
// held against the printed article.
func (m *Model) SIM() ([]Set, error) {
	if m.space.graph {
		return nil, Problem{Code: CodeNeedsOptions, Where: []string{"ask.sim"},
			Cause: "moves made at the same time can't be put together in a graph", Remedy: "give the conflict in options, or do without SIM"}
	}
	if err := m.needKnown(); err != nil {
		return nil, err
	}
	j := newJoint(m)
	out := make([]Set, len(m.space.dms))
	for i := range out {
		out[i] = NewSet(m.Len())
	}
	for s := range m.Len() {
		j.at(s)
		for i := range out {
			if j.stable(i) {
				out[i].Add(s)
			}
		}
		if j.looks > simLooks {
			return nil, Problem{Code: CodeTooManyStates, Where: []string{"ask.sim"},
				Cause:  fmt.Sprintf("more than %d joint moves would have to be looked at", simLooks),
				Remedy: "state in rules which combinations can't be, or do without SIM"}
		}
	}
	return out, nil
}

// SIMSanction is what deters decision maker i from the improvement q of state s
// if others improve at the same time: the state x that results, and for each of
// the others, as few as will do, the state its own move alone would lead to. ok
// is false where nothing deters it, and where SIM is not defined.
func (m *Model) SIMSanction(i, s, q int) (x int, others []Step, ok bool) {
	if m.space.graph || len(m.Unknown()) > 0 {
		return 0, nil, false
	}
	j := newJoint(m)
	j.at(s)
	for n := 1; n < len(m.space.dms); n++ {
		if j.sanctioned(i, 0, n, m.space.masks[q]) {
			x, _ = m.space.find(j.result)
			return x, j.moved, true
		}
	}
	return 0, nil, false
}

// joint looks for sanctions made of moves at the same time from one state.
type joint struct {
	m       *Model
	s       int
	improve [][]int32 // by decision maker: its improvements from s
	looks   int
	result  uint64 // of the sanction found: its combination of options,
	moved   []Step // and the moves that make it
}

func newJoint(m *Model) *joint {
	return &joint{m: m, improve: make([][]int32, len(m.space.dms))}
}

// at sets the state to start from.
func (j *joint) at(s int) {
	j.s = s
	for i := range j.improve {
		j.improve[i] = j.m.Improvements(i, s, j.improve[i][:0])
	}
}

func (j *joint) stable(i int) bool {
	for _, q := range j.improve[i] {
		if !j.sanctioned(i, 0, len(j.improve), j.m.space.masks[q]) {
			return false
		}
	}
	return true
}

// sanctioned reports whether decision makers from next on, at most joining many
// besides i, can turn a combination into a feasible state that i likes no better
// than s.
func (j *joint) sanctioned(i, next, joining int, taken uint64) bool {
	sp, rank := j.m.space, j.m.ranks[i]
	j.looks++
	if x, ok := sp.find(taken); ok && rank[x] <= rank[j.s] {
		j.result, j.moved = taken, nil
		return true
	}
	if joining == 0 || j.looks > simLooks {
		return false
	}
	for k := next; k < len(j.improve); k++ {
		if k == i {
			continue
		}
		for _, t := range j.improve[k] {
			if j.sanctioned(i, k+1, joining-1, taken^sp.masks[j.s]^sp.masks[t]) {
				j.moved = append([]Step{{DM: k, State: int(t)}}, j.moved...)
				return true
			}
		}
	}
	return false
}
