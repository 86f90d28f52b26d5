package conflict

import "fmt"

// Certain says what holds for one decision maker of whom only a partial order is
// known, whatever the rest of it may be: the states stable for it under every
// strict order that completes what is known, and under some. Known is false where
// the answer hangs on the order of somebody else that is not known either: with
// credible sanctions it does.
type Certain struct {
	Every, Some [concepts]Set
	Known       [concepts]bool
}

// maxCertain bounds the states for which Certain is computed.
const maxCertain = 1 << 14

// Certain answers for decision maker i, exactly.
//
// Whether s is stable for i hangs, of i's own order, on the set D of states no
// better than s alone, and a larger D never makes s less stable. Over all
// completions D is smallest when only s and what is known to be worse is in it,
// and largest when everything is that is not known to be better; both occur. So
// two tables a state answer for all completions.
//
// The error, a Problem, is for orders that are known and for models of more than
// 2^14 states.
func (m *Model) Certain(i int) (*Certain, error) {
	where := "preferences." + m.space.dms[i].ID
	n := m.Len()
	switch {
	case m.ranks[i] != nil:
		return nil, Problem{Code: CodeBadValue, Where: []string{where}, Cause: fmt.Sprintf("the order of %s is known as a whole", m.space.dms[i].Name), Remedy: "look at the table"}
	case n > maxCertain:
		return nil, Problem{Code: CodeTooManyStates, Where: []string{where}, Cause: fmt.Sprintf("there are %d states, and certain answers are found for at most %d", n, maxCertain), Remedy: "sample"}
	}
	out := &Certain{}
	known := true
	ranks := make([][]int32, len(m.ranks))
	for j, r := range m.ranks {
		if ranks[j] = r; r == nil {
			ranks[j] = make([]int32, n)
			known = known && j == i
		}
	}
	for _, c := range Concepts {
		out.Every[c], out.Some[c] = NewSet(n), NewSet(n)
		out.Known[c] = known || !c.credible()
	}
	above := ancestors(n, m.pairs[i])
	solver, table := m.NewSolver(), m.NewTable()
	two := ranks[i] // 0: no better than s, 1: better
	judge := func(s int, into *[concepts]Set) {
		solver.Solve(ranks, table)
		for _, c := range Concepts {
			if out.Known[c] && table.Stable(c, i, s) {
				into[c].Add(s)
			}
		}
	}
	for s := range n {
		for t := range two {
			two[t] = 1
			if t == s || above[t].Has(s) {
				two[t] = 0
			}
		}
		judge(s, &out.Every)
		for t := range two {
			two[t] = 0
			if above[s].Has(t) {
				two[t] = 1
			}
		}
		judge(s, &out.Some)
	}
	return out, nil
}
