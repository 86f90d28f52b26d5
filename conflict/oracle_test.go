package conflict

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// naive is a model as section "definitions" has it: lists of moves and ranks,
// and nothing else. It shares no code with the package and uses no property of
// moves. It is kept to be slow and plainly right.
type naive struct {
	n     int
	moves []map[int][]int // by decision maker, by state
	rank  [][]int
}

// reach is R_H(s), or R_H+(s): states reached by a legal sequence of one or more
// moves of members of h.
func (v *naive) reach(h []int, s int, improvements bool) map[int]bool {
	type at struct{ state, last int }
	out := map[int]bool{}
	seen := map[at]bool{}
	queue := []at{{s, -1}}
	for len(queue) > 0 {
		a := queue[0]
		queue = queue[1:]
		for _, j := range h {
			if j == a.last {
				continue
			}
			for _, t := range v.moves[j][a.state] {
				if improvements && v.rank[j][t] <= v.rank[j][a.state] {
					continue
				}
				out[t] = true
				if b := (at{t, j}); !seen[b] {
					seen[b] = true
					queue = append(queue, b)
				}
			}
		}
	}
	return out
}

func (v *naive) others(i int) []int {
	var out []int
	for j := range v.moves {
		if j != i {
			out = append(out, j)
		}
	}
	return out
}

func (v *naive) stable(c string, i, s int) bool {
	for _, q := range v.moves[i][s] {
		if v.rank[i][q] <= v.rank[i][s] {
			continue
		}
		if c == "nash" {
			return false
		}
		deterred := false
		for x := range v.reach(v.others(i), q, c == "seq" || c == "sseq") {
			if v.rank[i][x] > v.rank[i][s] {
				continue
			}
			ok := true
			if c == "smr" || c == "sseq" {
				for _, y := range v.moves[i][x] {
					ok = ok && v.rank[i][y] <= v.rank[i][s]
				}
			}
			deterred = deterred || ok
		}
		if !deterred {
			return false
		}
	}
	return true
}

// naiveOptions lists states and moves of a case in option form from its
// definition. Rules are given as sets of options of which not all may be taken.
type naiveOptions struct {
	owner  []int
	change []Change
	rules  []string
}

func (o naiveOptions) build(dms int) (states []int, v *naive) {
	for x := range 1 << len(o.owner) {
		excluded := false
		for _, r := range o.rules {
			e, err := ParseExpr(r)
			if err != nil {
				panic(err)
			}
			excluded = excluded || e.Eval(func(id string) bool {
				var k int
				fmt.Sscanf(id, "o%d", &k)
				return x>>k&1 != 0
			})
		}
		if !excluded {
			states = append(states, x)
		}
	}
	v = &naive{n: len(states), moves: make([]map[int][]int, dms)}
	for i := range dms {
		v.moves[i] = map[int][]int{}
		for s, x := range states {
			for t, y := range states {
				ok := s != t
				for k := range o.owner {
					was, is := x>>k&1, y>>k&1
					if was == is {
						continue
					}
					ok = ok && o.owner[k] == i
					ok = ok && !(o.change[k] == SetOnly && was == 1) && !(o.change[k] == ClearOnly && was == 0)
				}
				if ok {
					v.moves[i][s] = append(v.moves[i][s], t)
				}
			}
		}
	}
	return states, v
}

// drawOptions draws a case in option form with its naive twin.
func drawOptions(t *rapid.T, maxOptions int) (Case, *naive) {
	dms := rapid.IntRange(1, 8).Draw(t, "dms")
	n := rapid.IntRange(1, maxOptions).Draw(t, "options")
	irreversible := rapid.IntRange(0, 3).Draw(t, "irreversible of 4")
	var c Case
	o := naiveOptions{}
	for i := range dms {
		c.DecisionMakers = append(c.DecisionMakers, DecisionMaker{ID: fmt.Sprintf("d%d", i)})
	}
	for k := range n {
		owner := rapid.IntRange(0, dms-1).Draw(t, "owner")
		change := Both
		if rapid.IntRange(1, 4).Draw(t, "free") <= irreversible {
			change = rapid.SampledFrom([]Change{SetOnly, ClearOnly}).Draw(t, "change")
		}
		o.owner, o.change = append(o.owner, owner), append(o.change, change)
		c.Options = append(c.Options, Option{ID: fmt.Sprintf("o%d", k), DM: fmt.Sprintf("d%d", owner), Change: change})
	}
	for range rapid.IntRange(0, 3).Draw(t, "rules") {
		var parts []string
		for range rapid.IntRange(1, 3).Draw(t, "length") {
			part := fmt.Sprintf("o%d", rapid.IntRange(0, n-1).Draw(t, "option"))
			if rapid.Bool().Draw(t, "not") {
				part = "~" + part
			}
			parts = append(parts, part)
		}
		o.rules = append(o.rules, strings.Join(parts, " & "))
	}
	states, v := o.build(dms)
	if len(states) == 0 {
		o.rules = nil
		states, v = o.build(dms)
	}
	c.Infeasible = o.rules
	c.Preferences = map[string]Preference{}
	v.rank, c.Preferences = drawScores(t, len(states), c.DecisionMakers)
	return c, v
}

// drawScores draws orders, some with many ties.
func drawScores(t *rapid.T, states int, dms []DecisionMaker) ([][]int, map[string]Preference) {
	rank := make([][]int, len(dms))
	prefs := map[string]Preference{}
	for i, d := range dms {
		classes := rapid.SampledFrom([]int{1, 2, 4, states, 1000}).Draw(t, "classes")
		rank[i] = make([]int, states)
		scores := make([]float64, states)
		for s := range states {
			rank[i][s] = rapid.IntRange(0, max(0, classes-1)).Draw(t, "rank")
			scores[s] = float64(rank[i][s])
		}
		prefs[d.ID] = Preference{Kind: Scores, Scores: scores}
	}
	return rank, prefs
}

// drawGraph draws an explicit graph with its naive twin.
func drawGraph(t *rapid.T) (Case, *naive) {
	dms := rapid.IntRange(1, 5).Draw(t, "dms")
	n := rapid.IntRange(1, 9).Draw(t, "states")
	c := Case{Graph: &Graph{Moves: map[string]map[string][]string{}}}
	v := &naive{n: n, moves: make([]map[int][]int, dms)}
	for s := range n {
		c.Graph.States = append(c.Graph.States, GraphState{ID: fmt.Sprint("s", s)})
	}
	density := rapid.IntRange(1, 5).Draw(t, "density of 10")
	for i := range dms {
		id := fmt.Sprint("d", i)
		c.DecisionMakers = append(c.DecisionMakers, DecisionMaker{ID: id})
		c.Graph.Moves[id] = map[string][]string{}
		v.moves[i] = map[int][]int{}
		for s := range n {
			for u := range n {
				if s != u && rapid.IntRange(1, 10).Draw(t, "arc") <= density {
					v.moves[i][s] = append(v.moves[i][s], u)
					from := c.Graph.States[s].ID
					c.Graph.Moves[id][from] = append(c.Graph.Moves[id][from], c.Graph.States[u].ID)
				}
			}
		}
	}
	v.rank, c.Preferences = drawScores(t, n, c.DecisionMakers)
	return c, v
}

func mustBuild(t interface{ Fatalf(string, ...any) }, c Case) *Model {
	m, ps := Build(c)
	if ps.HasErrors() {
		t.Fatalf("%v", ps)
	}
	return m
}

// compare holds a table to the definitions.
func compare(t interface{ Fatalf(string, ...any) }, m *Model, v *naive, table *Table, via string) {
	for i := range v.moves {
		for s := range v.n {
			for _, c := range Concepts {
				if got, want := table.Stable(c, i, s), v.stable(c.String(), i, s); got != want {
					t.Fatalf("%s: %s of %s for %s: %t, want %t", via, c, m.Key(s), m.DecisionMakers()[i].ID, got, want)
				}
			}
		}
	}
}

// solvers are all that can solve the model, whatever its size.
func solvers(m *Model) map[string]func([][]int32, *Table) {
	m.NewSolver()
	out := map[string]func([][]int32, *Table){}
	listed := m.space
	if !m.Explicit() {
		st := *m.space.structure
		sp := m.space
		if sp.len() <= 64 {
			st.words = newWordStructure(sp)
			with := &space{dms: sp.dms, masks: sp.masks, structure: &st}
			out["words"] = newWordSolver(with).solve
		}
		if sp.len() <= maxSetStates {
			st.sets = newSetStructure(sp)
			with := &space{dms: sp.dms, masks: sp.masks, structure: &st}
			out["sets"] = newSetSolver(with).solve
		}
		st.comps, st.count = make([][]int32, len(sp.dms)), make([]int, len(sp.dms))
		for i := range sp.dms {
			free := true
			for j := range sp.dms {
				free = free && (j == i || sp.groups[j].irr == 0)
			}
			if free {
				st.comps[i], st.count[i] = sp.components(i)
			}
		}
		with := &space{dms: sp.dms, masks: sp.masks, groups: sp.groups, structure: &st}
		out["options"] = newOptionSolver(with).solve
		none := &structure{comps: make([][]int32, len(sp.dms)), count: make([]int, len(sp.dms))}
		out["options without components"] = newOptionSolver(&space{dms: sp.dms, masks: sp.masks, groups: sp.groups, structure: none}).solve
		labelled := newOptionSolver(with)
		labelled.sweeps = 0
		out["options by labels"] = labelled.solve
		listed = &space{dms: sp.dms, options: sp.options, masks: sp.masks, own: sp.own, setOnly: sp.setOnly, clrOnly: sp.clrOnly}
		listed.listArcs()
	}
	out["graph"] = newGraphSolver(listed).solve
	return out
}

func TestTableFollowsTheDefinitionsInOptionForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, v := drawOptions(t, 7)
		m := mustBuild(t, c)
		for i := range v.moves {
			for s := range v.n {
				got := m.Moves(i, s, nil)
				want := v.moves[i][s]
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Fatalf("moves of %d from %s: %v, want %v", i, m.Key(s), got, want)
				}
				for u := range v.n {
					if m.CanMove(i, s, u) != slices.Contains(want, u) {
						t.Fatalf("CanMove(%d, %s, %s) is %t", i, m.Key(s), m.Key(u), m.CanMove(i, s, u))
					}
				}
			}
		}
		for name, solve := range solvers(m) {
			table := m.NewTable()
			solve(m.ranks, table)
			compare(t, m, v, table, name)
		}
	})
}

func TestTableFollowsTheDefinitionsInGraphs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, v := drawGraph(t)
		m := mustBuild(t, c)
		table, err := m.Solve()
		if err != nil {
			t.Fatal(err)
		}
		compare(t, m, v, table, "graph")
	})
}
