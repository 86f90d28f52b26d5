package analysis

import (
	"slices"

	"entente/conflict"
	"entente/model"
	"entente/sample"
)

// conflictLens solves the case's game of options under every draw of its
// judgements: which wish of an actor stands before which, and what an option is
// worth to it.
type conflictLens struct {
	p      *plan
	movers []mover
	games  map[string]*game // by what a scenario changes about the options
}

// mover is a decision maker of the game with the variables behind its order.
type mover struct {
	actor model.ActorID
	order *model.Preference // nil when the case gives none
	says  []int             // the statements that are there, by their number from 0
	pairs []int             // by place in says but the last: the confidence that it stands before the next; none: sure
	keys  []uint64          // of the uniform numbers that turn those pairs round
	worth []int             // by option: its weight, or none
	key   uint64            // of the uniform numbers that make an unknown order
}

// newConflictLens is nil when the case has no game.
func newConflictLens(p *plan) *conflictLens {
	if p.c.Conflict == nil {
		return nil
	}
	l := &conflictLens{p: p, games: map[string]*game{}}
	for _, a := range moversOf(p.c.Conflict) {
		l.movers = append(l.movers, newMover(p, a))
	}
	return l
}

// moversOf are those who decide: the owners of options in the order of the
// options, then whoever else has preferences.
func moversOf(g *model.Conflict) []model.ActorID {
	var out []model.ActorID
	add := func(a model.ActorID) {
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	for i := range g.Options {
		add(g.Options[i].Of)
	}
	for i := range g.Preferences {
		add(g.Preferences[i].Actor)
	}
	return out
}

func newMover(p *plan, a model.ActorID) mover {
	g := p.c.Conflict
	m := mover{actor: a, key: sample.Key("conflict." + string(a))}
	for i := range g.Preferences {
		if g.Preferences[i].Actor == a {
			m.order = &g.Preferences[i]
		}
	}
	if m.order == nil {
		return m
	}
	for k := range m.order.Statements {
		if !m.order.Statements[k].Absent {
			m.says = append(m.says, k)
		}
	}
	for k := range max(0, len(m.says)-1) {
		path := model.ConfidencePath(a, m.says[k])
		m.pairs = append(m.pairs, p.at(path))
		m.keys = append(m.keys, sample.Key(string(path)+" turned"))
	}
	for i := range g.Options {
		m.worth = append(m.worth, p.at(model.WeightPath(a, g.Options[i].ID)))
	}
	return m
}

func (l *conflictLens) lens() model.Lens { return model.LensConflict }

func (l *conflictLens) vars() []int {
	var out []int
	for i := range l.movers {
		for _, list := range [][]int{l.movers[i].pairs, l.movers[i].worth} {
			for _, v := range list {
				if v != none {
					out = append(out, v)
				}
			}
		}
	}
	return out
}

func (l *conflictLens) feels(ch model.Change) bool {
	if ch.Op != model.Set {
		return false
	}
	if _, _, ok := model.OptionChange(ch); ok {
		return true
	}
	v := l.p.at(ch.Path)
	return v != none && slices.Contains(l.vars(), v)
}

// numbers are all of them: any order decides over any verdict.
func (l *conflictLens) numbers(model.Test) []int { return l.vars() }

// statement is the one in place k of those that are there.
func (m *mover) statement(k int) *model.Statement { return &m.order.Statements[m.says[k]] }

// turned reports whether statement k of a mover gives way to the next in draw i.
func (m *mover) turned(k int, x []float64, seed, i uint64) bool {
	v := m.pairs[k]
	return v != none && sample.At(seed, m.keys[k], i) >= x[v]
}

// likelier reports the same where every judgement goes the way that is thought
// likelier; as written where both are thought equally likely.
func (m *mover) likelier(k int, mids []float64) bool {
	v := m.pairs[k]
	return v != none && mids[v] < 0.5
}

// arranged is the order of n statements when neighbouring pairs are turned
// round, by the convention of conflict.Reversals.
func arranged(n int, turned func(k int) bool) []int32 {
	reversed, order := make([]bool, max(0, n-1)), make([]int32, n)
	for k := range reversed {
		reversed[k] = turned(k)
	}
	conflict.Reversals(reversed, order)
	return order
}

// conceptWords say how far those who decide look ahead.
func conceptWords(c conflict.Concept) string {
	switch c {
	case conflict.Nash:
		return "nobody can do better by a move of its own, whatever the others then do"
	case conflict.SEQ:
		return "every step that would better its owner meets an answer that the others would want to give and that leaves the owner no better off"
	case conflict.SSEQ:
		return "as SEQ, and the owner cannot escape the answer by another step"
	case conflict.SMR:
		return "every step that would better its owner can be answered so that it is no better off, and it cannot escape by another step"
	case conflict.GMR:
		return "every step that would better its owner can be answered so that it is no better off, whether or not the others would want to"
	}
	return ""
}

// conceptRule is the condition for state s to be stable for i.
func conceptRule(c conflict.Concept) string {
	switch c {
	case conflict.Nash:
		return "R_i+(s) = ∅"
	case conflict.SEQ:
		return "∀ q ∈ R_i+(s) ∃ x ∈ R_O+(q): r_i(x) ≤ r_i(s)"
	case conflict.SSEQ:
		return "∀ q ∈ R_i+(s) ∃ x ∈ R_O+(q): r_i(x) ≤ r_i(s) and ∀ y ∈ R_i(x): r_i(y) ≤ r_i(s)"
	case conflict.SMR:
		return "∀ q ∈ R_i+(s) ∃ x ∈ R_O(q): r_i(x) ≤ r_i(s) and ∀ y ∈ R_i(x): r_i(y) ≤ r_i(s)"
	case conflict.GMR:
		return "∀ q ∈ R_i+(s) ∃ x ∈ R_O(q): r_i(x) ≤ r_i(s)"
	}
	return ""
}
