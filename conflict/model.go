package conflict

import (
	"slices"
	"strings"
)

// Model is a case that was checked: feasible states in canonical order, moves,
// and a rank a state and decision maker. It is not changed by any method, and
// may be used by many goroutines.
type Model struct {
	space *space
	prefs []Preference
	truth [][][]Set // by decision maker of kind Statements: level, expression
	ranks [][]int32 // by decision maker; nil where unknown
	pairs [][][2]int32
}

// DecisionMakers are those who decide, in declared order. Everywhere below a
// decision maker is an index into it.
func (m *Model) DecisionMakers() []DecisionMaker { return m.space.dms }

// DecisionMaker is the index of an id, -1 if there is none.
func (m *Model) DecisionMaker(id string) int {
	if i, ok := m.space.dmIndex[id]; ok {
		return i
	}
	return -1
}

// Options are the options in declared order.
func (m *Model) Options() []Option { return m.space.options }

// Explicit reports whether the moves were listed instead of derived from options.
func (m *Model) Explicit() bool { return m.space.graph }

// Len is the number of feasible states. Everywhere below a state is its index
// in canonical order: increasing binary number with the first declared option
// least significant; in a graph the declared order.
func (m *Model) Len() int { return m.space.len() }

// Key is the canonical key of state s: the options taken joined by +, "-" when
// there are none; in a graph the id of the state.
func (m *Model) Key(s int) string {
	if m.space.graph {
		return m.space.ids[s]
	}
	return m.space.maskKey(m.space.masks[s])
}

// Keys are the keys of states.
func (m *Model) Keys(states []int) []string {
	out := make([]string, len(states))
	for k, s := range states {
		out[k] = m.Key(s)
	}
	return out
}

// Taken says which options are taken in state s, as a bit an option; known is
// false for a state of a graph that stands for several combinations.
func (m *Model) Taken(s int) (options uint64, known bool) {
	return m.space.masks[s], !m.space.graph || m.space.known[s]
}

// TakenIDs are the ids of the options taken in state s, nil when not known.
func (m *Model) TakenIDs(s int) []string {
	x, known := m.Taken(s)
	if !known {
		return nil
	}
	out := []string{}
	for k, o := range m.space.options {
		if x>>k&1 != 0 {
			out = append(out, o.ID)
		}
	}
	return out
}

// State is the state with a key. In option form the ids may stand in any order.
func (m *Model) State(key string) (s int, ok bool) {
	s, _, ok = m.space.parseKey(key)
	return s, ok
}

// parseKey finds a state; unknown is the first part of the key that is no
// option (in a graph: no state).
func (sp *space) parseKey(key string) (s int, unknown string, ok bool) {
	if sp.graph {
		s, ok = sp.byID[key]
		if !ok {
			unknown = key
		}
		return s, unknown, ok
	}
	var mask uint64
	if key != "-" {
		for id := range strings.SplitSeq(key, "+") {
			k, known := sp.optIdx[id]
			if !known || mask>>k&1 != 0 {
				return 0, id, false
			}
			mask |= 1 << k
		}
	}
	s, ok = sp.find(mask)
	return s, "", ok
}

// Satisfying is the set of states in which an expression holds. An option that
// is not declared, or a state whose options are not known, is an error.
func (m *Model) Satisfying(e *Expr) (Set, error) {
	var ps Problems
	m.space.checkNames(&ps, e, "", e.String())
	m.space.checkTakenKnown(&ps, "")
	if err := ps.Err(); err != nil {
		return nil, err
	}
	return m.space.truths([]program{compile(e, m.space.optIdx)})[0], nil
}

// Ranks is the order of decision maker i: a number a state, 0 worst, without
// gaps, equal where indifferent. It is nil when the order is unknown. The caller
// must not change it.
func (m *Model) Ranks(i int) []int32 { return m.ranks[i] }

// Unknown are the decision makers whose order is not known.
func (m *Model) Unknown() []int {
	var out []int
	for i, r := range m.ranks {
		if r == nil {
			out = append(out, i)
		}
	}
	return out
}

// Preference is how the order of decision maker i was given.
func (m *Model) Preference(i int) Preference { return m.prefs[i] }

// Levels are the statements of decision maker i as sets of the states in which
// they hold, by level; nil for other kinds of preference. RankLevels turns them,
// in any order, into ranks.
func (m *Model) Levels(i int) [][]Set { return m.truth[i] }

// Pairs is what is known of an unknown order: the first state is better.
func (m *Model) Pairs(i int) [][2]int32 { return m.pairs[i] }

// WithRanks is the model with another order for decision maker i, a number a
// state, larger is better. States and moves are shared.
func (m *Model) WithRanks(i int, order []int32) *Model {
	out := *m
	out.ranks = slices.Clone(m.ranks)
	out.ranks[i] = Dense(order)
	out.prefs = slices.Clone(m.prefs)
	out.prefs[i] = Preference{Kind: Ranking, Order: out.classKeys(i)}
	out.truth = slices.Clone(m.truth)
	out.truth[i] = nil
	return &out
}

// Order is the order of decision maker i as classes of states, best first.
func (m *Model) Order(i int) [][]int {
	r := m.ranks[i]
	if r == nil {
		return nil
	}
	classes := make([][]int, 1+slices.Max(r))
	for s, x := range r {
		k := len(classes) - 1 - int(x)
		classes[k] = append(classes[k], s)
	}
	return classes
}

func (m *Model) classKeys(i int) [][]string {
	var out [][]string
	for _, class := range m.Order(i) {
		out = append(out, m.Keys(class))
	}
	return out
}
