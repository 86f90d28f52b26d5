package conflict

import "fmt"

// Solver makes tables. It owns the memory that takes, so that Solve allocates
// nothing; a solver is for one goroutine, its model for many.
type Solver struct {
	model *Model
	solve func(ranks [][]int32, t *Table)
}

// NewSolver prepares to solve the model under any orders of preference. What
// follows from states and moves alone is found once a model.
//
// Four ways lead to the same table. Up to 64 states in option form, a set of
// states is one machine word, up to 256 it is four. Above, states are grouped by what a decision maker
// can't change. Explicit graphs are searched over pairs of state and last mover.
func (m *Model) NewSolver() *Solver {
	sp := m.space
	sp.structureOnce.Do(sp.buildStructure)
	s := &Solver{model: m}
	switch st := sp.structure; {
	case st.words != nil:
		s.solve = newWordSolver(sp).solve
	case st.sets != nil:
		s.solve = newSetSolver(sp).solve
	case sp.arcs == nil:
		s.solve = newOptionSolver(sp).solve
	default:
		s.solve = newGraphSolver(sp).solve
	}
	return s
}

// Solve fills the table for the given orders: by decision maker, a number a
// state, 0 worst, without gaps, equal where indifferent (see Dense).
func (s *Solver) Solve(ranks [][]int32, t *Table) { s.solve(ranks, t) }

// Solve makes the table of the model's own preferences. It is an error, a
// Problem, if some decision maker's are unknown.
func (m *Model) Solve() (*Table, error) {
	if err := m.needKnown(); err != nil {
		return nil, err
	}
	t := m.NewTable()
	m.NewSolver().Solve(m.ranks, t)
	return t, nil
}

func (m *Model) needKnown() error {
	if u := m.Unknown(); len(u) > 0 {
		d := m.space.dms[u[0]]
		return Problem{Code: CodeNeedsKnown, Where: []string{"preferences." + d.ID},
			Cause: fmt.Sprintf("the preferences of %s are unknown", d.Name), Remedy: "draw orders that agree with what is known, and solve each"}
	}
	return nil
}

// structure is what solvers need of states and moves.
type structure struct {
	words *wordStructure
	sets  *setStructure
	comps [][]int32 // by decision maker: the component of a state under the others' moves
	count []int     // components, by decision maker; 0 where comps has none
}

func (sp *space) buildStructure() {
	st := &structure{}
	sp.structure = st
	switch {
	case sp.graph:
	case sp.len() <= 64:
		st.words = newWordStructure(sp)
	case sp.len() <= maxSetStates:
		st.sets = newSetStructure(sp)
	case sp.arcs == nil:
		n := len(sp.dms)
		st.comps, st.count = make([][]int32, n), make([]int, n)
		for i := range sp.dms {
			reversible := true
			for j := range sp.dms {
				reversible = reversible && (j == i || sp.groups[j].irr == 0)
			}
			if reversible {
				st.comps[i], st.count[i] = sp.components(i)
			}
		}
	}
}

// components numbers the components of the states under the moves of all but
// decision maker i, whose options must all be free to change.
func (sp *space) components(i int) ([]int32, int) {
	m := sp.len()
	comp := make([]int32, m)
	for s := range comp {
		comp[s] = -1
	}
	done := make([]Set, len(sp.dms))
	for j := range sp.dms {
		done[j] = NewSet(sp.groups[j].nodes())
	}
	count := int32(0)
	var open []int32
	for s := range comp {
		if comp[s] >= 0 {
			continue
		}
		comp[s] = count
		open = append(open[:0], int32(s))
		for len(open) > 0 {
			x := open[len(open)-1]
			open = open[:len(open)-1]
			for j := range sp.dms {
				g := &sp.groups[j]
				v := int(g.node[x])
				if j == i || done[j].Has(v) {
					continue
				}
				done[j].Add(v)
				for _, y := range g.members[g.start[v]:g.start[v+1]] {
					if comp[y] < 0 {
						comp[y] = count
						open = append(open, y)
					}
				}
			}
		}
		count++
	}
	return comp, int(count)
}
