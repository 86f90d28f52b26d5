package analysis

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"entente/conflict"
	"entente/model"
)

// maxGame is the most feasible states that a game is drawn with; published
// games have 4 to 76.
const maxGame = 1 << 16

// gameChanges are what a scenario changes about the options: which are held
// taken or left, and how they may change.
type gameChanges struct {
	taken  map[model.OptionID]bool
	change map[model.OptionID]string
}

func (ch *gameChanges) add(c model.Change) {
	id, what, ok := model.OptionChange(c)
	switch {
	case !ok:
	case what == "taken":
		if ch.taken == nil {
			ch.taken = map[model.OptionID]bool{}
		}
		ch.taken[id] = c.On
	default:
		if ch.change == nil {
			ch.change = map[model.OptionID]string{}
		}
		ch.change[id] = c.Word
	}
}

// game is the case's game with some changes to its options.
type game struct {
	changes gameChanges
	model   *conflict.Model // statements as the case orders them, weights at their mids; nil when it cannot be built
	found   conflict.Problems
	start   int    // the status quo, or none
	moved   string // how the status quo had to be moved, in words
	silent  string // why no test can be put to it, a sentence; "" if one can
}

// game is the one of a scenario, built once for all scenarios that share it.
func (l *conflictLens) game(ch gameChanges) *game {
	var key strings.Builder
	for i := range l.p.c.Conflict.Options {
		id := l.p.c.Conflict.Options[i].ID
		if on, held := ch.taken[id]; held {
			fmt.Fprintf(&key, "%s=%t;", id, on)
		}
		if word, ok := ch.change[id]; ok {
			fmt.Fprintf(&key, "%s:%s;", id, word)
		}
	}
	g := l.games[key.String()]
	if g == nil {
		g = l.newGame(ch)
		l.games[key.String()] = g
	}
	return g
}

func (l *conflictLens) newGame(ch gameChanges) *game {
	g := &game{changes: ch, start: none}
	asWritten := func(int, int) bool { return false }
	g.model, g.found = conflict.Build(l.caseOf(ch, asWritten, l.mids()))
	if g.model == nil {
		g.silent = "The game cannot be solved: " + clause(g.firstError().Cause) + "."
		return g
	}
	if g.model.Len() > maxGame {
		g.silent = fmt.Sprintf("The game has %d feasible states, more than can be drawn; rules under `infeasible` are probably missing.", g.model.Len())
		return g
	}
	g.place(l.p.c.Conflict.StatusQuo)
	if g.start == none && g.silent == "" {
		g.silent = "The case gives no status quo, so no outcome can be said to be in sight."
	}
	return g
}

// firstError is the first problem that is no warning.
func (g *game) firstError() conflict.Problem {
	for _, p := range g.found {
		if !p.Warning {
			return p
		}
	}
	return conflict.Problem{}
}

// mids are the numbers of the case as written, each at its mid.
func (l *conflictLens) mids() []float64 {
	out := make([]float64, len(l.p.vars))
	for v := range out {
		out[v] = l.p.vars[v].value.Mid()
	}
	return out
}

// caseOf is the case's game in the lens's own terms, with neighbouring
// statements turned round where turned says so, and weights as in x.
func (l *conflictLens) caseOf(ch gameChanges, turned func(mover, k int) bool, x []float64) conflict.Case {
	return gameCase(l.p.c, ch, func(p *model.Preference) conflict.Preference {
		i := slices.IndexFunc(l.movers, func(m mover) bool { return m.actor == p.Actor })
		return l.movers[i].preference(l.p.c.Conflict, ch, func(k int) bool { return turned(i, k) }, x)
	})
}

// gameCase is the game of a case in the lens's own terms, with its options as a
// scenario changes them, and each order as order gives it.
func gameCase(c *model.Case, ch gameChanges, order func(*model.Preference) conflict.Preference) conflict.Case {
	from := c.Conflict
	out := conflict.Case{Preferences: map[string]conflict.Preference{}}
	for _, a := range moversOf(from) {
		out.DecisionMakers = append(out.DecisionMakers, conflict.DecisionMaker{ID: string(a), Name: actorName(c, a)})
	}
	for i := range from.Options {
		o := &from.Options[i]
		to := conflict.Option{ID: string(o.ID), DM: string(o.Of), Name: o.Name, Change: conflict.Change(o.Change)}
		if word, ok := ch.change[o.ID]; ok {
			to.Change = conflict.Change(word)
		}
		out.Options = append(out.Options, to)
	}
	for i := range from.Infeasible {
		out.Infeasible = append(out.Infeasible, from.Infeasible[i].Rule)
	}
	for i := range from.Options {
		if on, held := ch.taken[from.Options[i].ID]; held {
			rule := string(from.Options[i].ID)
			if on {
				rule = "~" + rule
			}
			out.Infeasible = append(out.Infeasible, rule)
		}
	}
	for i := range from.Preferences {
		p := &from.Preferences[i]
		out.Preferences[string(p.Actor)] = order(p)
	}
	return out
}

// ranking is an order by classes of states, without those that are not as the
// options are held.
func (ch *gameChanges) ranking(classes [][]string) conflict.Preference {
	p := conflict.Preference{Kind: conflict.Ranking}
	for _, class := range classes {
		var keys []string
		for _, key := range class {
			if ch.admits(key) {
				keys = append(keys, stateKey(key))
			}
		}
		if len(keys) > 0 {
			p.Order = append(p.Order, keys)
		}
	}
	return p
}

// preference is a mover's order in the lens's own terms.
func (m *mover) preference(g *model.Conflict, ch gameChanges, turned func(k int) bool, x []float64) conflict.Preference {
	switch o := m.order; {
	case o.Unknown:
		return conflict.Preference{Kind: conflict.Unknown}
	case len(o.Ranking) > 0:
		return ch.ranking(o.Ranking)
	case len(o.Weights) > 0:
		p := conflict.Preference{Kind: conflict.Weights, Weights: map[string]float64{}}
		for i, v := range m.worth {
			if v != none {
				p.Weights[string(g.Options[i].ID)] = x[v]
			}
		}
		return p
	}
	if len(m.says) == 0 { // all of them are switched off: nothing is better than anything
		return conflict.Preference{Kind: conflict.Weights}
	}
	p := conflict.Preference{Kind: conflict.Statements}
	for _, k := range arranged(len(m.says), turned) {
		p.Statements = append(p.Statements, []string{m.statement(int(k)).Prefers})
	}
	return p
}

// admits reports whether a state has every held option as it is held.
func (ch *gameChanges) admits(key string) bool {
	taken := strings.Split(stateKey(key), "+")
	for id, on := range ch.taken {
		if slices.Contains(taken, string(id)) != on {
			return false
		}
	}
	return true
}

// place finds the status quo. Where held options or the rules they meet leave it
// out, the feasible state that is nearest to it stands in: the fewest options
// changed, the first in canonical order among equals.
func (g *game) place(key string) {
	if key == "" {
		return
	}
	if s, ok := g.model.State(stateKey(key)); ok {
		g.start = s
		return
	}
	if len(g.changes.taken) == 0 {
		g.silent = fmt.Sprintf("The status quo %s is excluded by a rule.", stateKey(key))
		return
	}
	was := uint64(0)
	for k, o := range g.model.Options() {
		if slices.Contains(strings.Split(stateKey(key), "+"), o.ID) {
			was |= 1 << k
		}
	}
	least := 65
	for s := range g.model.Len() {
		now, _ := g.model.Taken(s)
		if n := bits.OnesCount64(now ^ was); n < least {
			least, g.start = n, s
		}
	}
	g.moved = fmt.Sprintf("held options move the status quo from %s to %s", stateKey(key), g.model.Key(g.start))
}
