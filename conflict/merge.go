package conflict

import (
	"fmt"
	"strings"
)

// Merged is a set of states that count as one, since nobody tells them apart:
// once the treaty is abandoned, what else was agreed is idle.
type Merged struct {
	ID     string   // of the one state; "" is the keys of its parts joined by |
	States []string // keys of at least two
}

// Merge is the case, as an explicit graph, in which sets of states of a model
// have become one state each: moves into and out of a part are moves of the
// whole, moves between its parts vanish. The one state stands where its first
// part stood and says nothing of options taken. Everybody must be indifferent
// between the parts (CodeNotIndifferent); preferences become rankings, or pairs
// where they are unknown.
//
// Merging changes no verdict if moves lead from every part to the same states
// and sets. Where they do not, the one state has more moves than each part had,
// and its verdicts are those of another game.
//
// The case is ready for Build unless the problems hold an error.
func (m *Model) Merge(sets []Merged) (Case, Problems) {
	g := &merger{m: m, into: make([]int, m.Len())}
	for s := range g.into {
		g.into[s] = -1
	}
	for k, set := range sets {
		g.declare(k, set)
	}
	if g.ps.HasErrors() {
		return Case{}, g.ps
	}
	g.number(sets)
	c := Case{DecisionMakers: m.space.dms, Options: m.space.options, Preferences: map[string]Preference{}}
	c.Graph = &Graph{States: g.states, Moves: map[string]map[string][]string{}}
	for i, d := range m.space.dms {
		c.Graph.Moves[d.ID] = g.moves(i)
		c.Preferences[d.ID] = g.preference(i)
	}
	return c, g.ps
}

type merger struct {
	m      *Model
	into   []int // by state: the set it is in, -1 if none; after number the new state
	parts  [][]int
	states []GraphState
	ps     Problems
}

// declare checks the k-th set and notes its states.
func (g *merger) declare(k int, set Merged) {
	where := fmt.Sprintf("merged[%d]", k)
	if len(set.States) < 2 {
		g.ps.add(CodeBadValue, where, "fewer than two states are to be merged", "name at least two, or drop the set")
	}
	var parts []int
	for j, key := range set.States {
		at := fmt.Sprintf("%s.states[%d]", where, j)
		s, ok := g.m.State(key)
		switch {
		case !ok:
			var keys []string
			if g.m.Explicit() || g.m.Len() <= 1<<12 {
				keys = g.m.allKeys()
			}
			g.ps.add(CodeUnknownState, at, fmt.Sprintf("there is no feasible state %q", key), orNearest(key, keys, "name a feasible state"))
		case g.into[s] >= 0:
			g.ps.add(CodeDuplicateID, at, fmt.Sprintf("the state %q is merged twice", key), "let each state be in one set")
		default:
			g.into[s] = k
			parts = append(parts, s)
		}
	}
	g.parts = append(g.parts, parts)
	for i, d := range g.m.space.dms {
		if a, b, differ := g.apart(i, parts); differ {
			g.ps.add(CodeNotIndifferent, where, fmt.Sprintf("%s is not indifferent between %q and %q", d.Name, g.m.Key(a), g.m.Key(b)), "leave one of them out, or rank them equal")
		}
	}
}

// apart finds two of some states between which decision maker i is not
// indifferent.
func (g *merger) apart(i int, states []int) (a, b int, differ bool) {
	if r := g.m.ranks[i]; r != nil {
		for _, s := range states {
			if r[s] != r[states[0]] {
				return states[0], s, true
			}
		}
		return 0, 0, false
	}
	among := NewSet(g.m.Len())
	for _, s := range states {
		among.Add(s)
	}
	for _, p := range g.m.pairs[i] {
		if among.Has(int(p[0])) && among.Has(int(p[1])) {
			return int(p[0]), int(p[1]), true
		}
	}
	return 0, 0, false
}

func (m *Model) allKeys() []string {
	out := make([]string, m.Len())
	for s := range out {
		out[s] = m.Key(s)
	}
	return out
}

// number gives the new states their places and ids.
func (g *merger) number(sets []Merged) {
	at := make([]int, len(sets))
	for k := range at {
		at[k] = -1
	}
	for s, k := range g.into {
		if k >= 0 && at[k] >= 0 {
			g.into[s] = at[k]
			continue
		}
		g.into[s] = len(g.states)
		if k < 0 {
			g.states = append(g.states, GraphState{ID: g.m.Key(s), Taken: g.m.TakenIDs(s)})
			continue
		}
		at[k] = len(g.states)
		id := sets[k].ID
		if id == "" {
			id = strings.Join(g.m.Keys(g.parts[k]), "|")
		}
		g.states = append(g.states, GraphState{ID: id})
	}
	seen := map[string]bool{}
	for _, st := range g.states {
		if seen[st.ID] {
			g.ps.add(CodeDuplicateID, "merged", fmt.Sprintf("two states would be called %q", st.ID), "give the merged state another id")
		}
		seen[st.ID] = true
	}
}

func (g *merger) moves(i int) map[string][]string {
	out := map[string][]string{}
	type arc struct{ from, to int }
	seen := map[arc]bool{}
	var buf []int32
	for s := range g.into {
		buf = g.m.Moves(i, s, buf[:0])
		for _, t := range buf {
			a := arc{g.into[s], g.into[t]}
			if a.from == a.to || seen[a] {
				continue
			}
			seen[a] = true
			from := g.states[a.from].ID
			out[from] = append(out[from], g.states[a.to].ID)
		}
	}
	return out
}

func (g *merger) preference(i int) Preference {
	if g.m.ranks[i] == nil {
		p := Preference{Kind: Unknown}
		for _, pair := range g.m.pairs[i] {
			p.Pairs = append(p.Pairs, [2]string{g.states[g.into[pair[0]]].ID, g.states[g.into[pair[1]]].ID})
		}
		return p
	}
	p := Preference{Kind: Ranking}
	seen := make([]bool, len(g.states))
	for _, class := range g.m.Order(i) {
		var keys []string
		for _, s := range class {
			if x := g.into[s]; !seen[x] {
				seen[x] = true
				keys = append(keys, g.states[x].ID)
			}
		}
		p.Order = append(p.Order, keys)
	}
	return p
}
