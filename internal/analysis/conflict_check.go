package analysis

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/conflict"
	"entente/internal/problem"
	"entente/model"
)

// gameProblems are what is wrong or weak in the case's game, as it stands and
// under each what-if that changes its options.
func gameProblems(c *model.Case, add func(code string, sev problem.Severity, path, cause, remedy string)) {
	p := newPlan(c, nil)
	l := newConflictLens(p)
	if l == nil {
		return
	}
	base := l.game(gameChanges{})
	for _, q := range base.found {
		sev := problem.Error
		if q.Warning {
			sev = problem.Warning
		}
		if q.Code == conflict.CodeRedundantStatement {
			// It counts after all where a doubt may lift it.
			sev, q.Where = problem.Note, slices.DeleteFunc(slices.Clone(q.Where), l.doubted)
		}
		for _, where := range q.Where {
			add(q.Code, sev, l.path(where), sentence(q.Cause), sentence(q.Remedy))
			if sev != problem.Note {
				break // the others are named in the cause
			}
		}
	}
	if base.model == nil {
		return
	}
	switch {
	case c.Conflict.StatusQuo == "":
		add(conflict.CodeStatusQuo, problem.Warning, "conflict", "The game has no status quo, so no outcome is in sight of it.", "Write `status-quo`: the options taken now, joined by +, or - for none.")
	case base.start == none && base.model.Len() <= maxGame:
		add(conflict.CodeStatusQuo, problem.Error, "conflict.status-quo", base.silent, "Correct the status quo, or the rule that excludes it.")
	case base.silent != "":
		add(conflict.CodeTooManyStates, problem.Error, "conflict.options", base.silent, "State in rules which combinations cannot be; published games have 4 to 76 feasible states.")
	}
	for i := range c.WhatIfs {
		w := &c.WhatIfs[i]
		g := l.game(p.newScenario([]model.WhatIfID{w.ID}, nil).game)
		if g.model == nil {
			q := g.firstError()
			add(q.Code, problem.Error, "what-if."+string(w.ID), fmt.Sprintf("With the what-if %s the game cannot be solved: %s.", w.ID, clause(q.Cause)), "Hold other options, or correct the rule that excludes what is held.")
		}
	}
}

// doubted reports whether the place of a statement is in doubt against one of
// its neighbours.
func (l *conflictLens) doubted(where string) bool {
	path := l.path(where)
	for i := range l.movers {
		m := &l.movers[i]
		for k, v := range m.pairs {
			if v == none {
				continue
			}
			for _, n := range m.says[k : k+2] {
				if path == "conflict.preferences."+string(m.actor)+"."+strconv.Itoa(n+1) {
					return true
				}
			}
		}
	}
	return false
}

// path turns the place of a problem of the game into a path of the case.
func (l *conflictLens) path(where string) string {
	first := strings.FieldsFunc(where, func(r rune) bool { return r == '[' || r == ']' })
	if len(first) == 0 {
		return "conflict"
	}
	head, n := first[0], 0
	if len(first) > 1 {
		n, _ = strconv.Atoi(first[1])
	}
	switch section, rest, _ := strings.Cut(head, "."); {
	case section == "infeasible" && len(first) > 1 && n < len(l.p.c.Conflict.Infeasible):
		return "conflict.infeasible." + strconv.Itoa(n+1)
	case section == "options" && len(first) > 1 && n < len(l.p.c.Conflict.Options):
		return "conflict.options." + string(l.p.c.Conflict.Options[n].ID)
	case section == "decision_makers" && len(first) > 1 && n < len(l.movers):
		return "actors." + string(l.movers[n].actor)
	case section == "preferences":
		for i := range l.movers {
			m := &l.movers[i]
			path := "conflict.preferences." + string(m.actor)
			switch {
			case rest == string(m.actor) && m.order == nil:
				return "actors." + rest
			case rest == string(m.actor)+".statements" && len(first) > 1 && n < len(m.says):
				return path + "." + strconv.Itoa(m.says[n]+1)
			case strings.HasPrefix(rest, string(m.actor)+".") || rest == string(m.actor):
				return path
			}
		}
	}
	return "conflict"
}
