package analysis

import (
	"context"
	"fmt"
	"slices"

	"entente/conflict"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/internal/version"
	"entente/model"
)

// mostStates and mostArcs bound what the room is sent; published games have 4 to
// 76 states.
const (
	mostStates = 1000
	mostArcs   = 6000
)

// ErrNoGame is returned for a case without a game of options.
var ErrNoGame = fmt.Errorf("the case has no game of options")

// startGame draws the base and the scenario in force for the game alone.
func startGame(ctx context.Context, f *yaml.File, o Options) (*run, *conflictTable, error) {
	if f.Case.Conflict == nil {
		return nil, nil, ErrNoGame
	}
	o.Lenses, o.Levers = []model.Lens{model.LensConflict}, false
	r, err := prepare(f, o, func(*run) error { return nil })
	if err != nil {
		return nil, nil, err
	}
	if err := r.draw(ctx); err != nil {
		return nil, nil, err
	}
	return r, r.gameOfRun(), nil
}

// RunGame shows the whole game under what-ifs and changes.
func RunGame(ctx context.Context, f *yaml.File, o Options) (*ConflictView, error) {
	r, t, err := startGame(ctx, f, o)
	if err != nil {
		return nil, err
	}
	v := &ConflictView{
		Format: ConflictFormat, Version: version.Version, Case: caseRef(r.f), Seed: o.Seed, Planned: o.Draws,
		WhatIfs: []WhatIfRef{}, Changes: []ChangeRef{}, Without: ids(o.Without), DecisionMakers: []GameParty{}, Options: []GameOption{},
		Rules: []GameRule{}, Preferences: []GamePreference{}, Concepts: []GameConcept{}, Problems: []GameProblem{},
		States: []GameStateView{}, Arcs: []GameArc{}, Notes: []string{},
	}
	for _, id := range r.p.union(o.WhatIfs) {
		v.WhatIfs = append(v.WhatIfs, r.p.whatIfRef(r.c.WhatIf(id)))
	}
	for _, ch := range o.Changes {
		v.Changes = append(v.Changes, r.p.changeRef(ch))
	}
	v.written(r, t)
	v.Answer = r.conflictAnswer()
	v.Silent, v.Draws, v.Whole = t.g.silent, t.done, r.done == o.Draws
	if v.Silent == "" {
		v.solved(t)
	}
	r.note("shares are shares of draws of the analyst's judgements; they are not probabilities of events")
	v.Notes = r.notes
	return v, nil
}

// written fills in what the case says.
func (v *ConflictView) written(r *run, t *conflictTable) {
	g, l := r.c.Conflict, t.l
	evidence := func(path string, it model.Item) GameEvidence {
		return gameEvidence(r.f, path, it.Support, it.Mechanism, it.Note)
	}
	for i := range l.movers {
		p := GameParty{Actor: string(l.movers[i].actor), Name: actorName(r.c, l.movers[i].actor), Options: []string{}}
		for j := range g.Options {
			if g.Options[j].Of == l.movers[i].actor {
				p.Options = append(p.Options, string(g.Options[j].ID))
			}
		}
		v.DecisionMakers = append(v.DecisionMakers, p)
		v.Preferences = append(v.Preferences, v.preference(r, t, &l.movers[i]))
	}
	changes := t.s.game
	for j := range g.Options {
		o := &g.Options[j]
		to := GameOption{
			ID: string(o.ID), Name: optionName(g, o.ID), Actor: string(o.Of), Change: o.Change,
			GameEvidence: evidence("conflict.options."+string(o.ID), o.Item),
		}
		if to.Change == "" {
			to.Change = string(conflict.Both)
		}
		if word, ok := changes.change[o.ID]; ok {
			to.Change = word
		}
		if on, held := changes.taken[o.ID]; held {
			to.Held = map[bool]string{true: "yes", false: "no"}[on]
		}
		v.Options = append(v.Options, to)
	}
	for j := range g.Infeasible {
		x := &g.Infeasible[j]
		v.Rules = append(v.Rules, GameRule{Rule: x.Rule, GameEvidence: evidence(fmt.Sprintf("conflict.infeasible.%d", j+1), x.Item)})
	}
	for _, c := range conflict.Concepts {
		v.Concepts = append(v.Concepts, GameConcept{Concept: c.String(), Title: c.Title(), Words: conceptWords(c), Rule: conceptRule(c)})
	}
	gameProblems(r.c, func(code string, sev problem.Severity, path, cause, remedy string) {
		v.Problems = append(v.Problems, GameProblem{Code: code, Severity: string(sev), Path: path, Cause: cause, Remedy: remedy})
	})
}

func gameEvidence(f *yaml.File, path string, s model.Support, mechanism model.MechanismID, note string) GameEvidence {
	e := GameEvidence{
		Basis: string(s.Basis()), Claims: listOf(claimIDs(s, false)), Against: []string{}, Mechanism: string(mechanism), Note: note,
	}
	for _, link := range s.Links {
		if link.Role == model.Contradicts {
			e.Against = append(e.Against, string(link.Claim))
		}
	}
	if s.Judgement != nil {
		e.Judgement = judgementText(s.Judgement)
	}
	if at := f.Place(path); at.Line > 0 {
		e.Where = fmt.Sprintf("%s:%d", at.File, at.Line)
	}
	return e
}

// preference shows a mover's order as written and by the likelier judgements.
func (v *ConflictView) preference(r *run, t *conflictTable, m *mover) GamePreference {
	out := GamePreference{Actor: string(m.actor), Kind: "none", Statements: []GameStatement{}, Ranking: [][]string{}, Weights: []GameWeight{}}
	switch {
	case m.order == nil:
		return out
	case m.order.Unknown:
		out.Kind = "unknown"
	case len(m.order.Ranking) > 0:
		out.Kind = "ranking"
		for _, class := range m.order.Ranking {
			keys := make([]string, len(class))
			for k, key := range class {
				keys[k] = stateKey(key)
			}
			out.Ranking = append(out.Ranking, keys)
		}
	case len(m.order.Weights) > 0:
		out.Kind = "weights"
		for i := range m.order.Weights {
			w := &m.order.Weights[i]
			path := model.WeightPath(m.actor, w.Option)
			x := t.s.values[r.p.at(path)]
			support, basis := r.support(r.p.at(path), t.s)
			to := GameWeight{Option: string(w.Option), Path: string(path), Text: valueText(x), Low: x.Low, High: x.High,
				GameEvidence: gameEvidence(r.f, string(path), support, "", "")}
			to.Basis = string(basis)
			out.Weights = append(out.Weights, to)
		}
	default:
		out.Kind = "statements"
		out.Statements = v.statements(r, t, m)
	}
	return out
}

func (v *ConflictView) statements(r *run, t *conflictTable, m *mover) []GameStatement {
	place := map[int]int{}
	for at, k := range arranged(len(m.says), func(k int) bool { return m.likelier(k, t.s.mids) }) {
		place[m.says[k]] = at + 1
	}
	out := []GameStatement{}
	for k := range m.order.Statements {
		s := &m.order.Statements[k]
		path := model.ConfidencePath(m.actor, k)
		to := GameStatement{
			Number: k + 1, Place: place[k], Prefers: s.Prefers, Path: string(path),
			GameEvidence: gameEvidence(r.f, fmt.Sprintf("conflict.preferences.%s.%d", m.actor, k+1), s.Support, s.Mechanism, s.Note),
		}
		if i := r.p.at(path); i != none {
			x := t.s.values[i]
			to.Confidence, to.Low, to.High = valueText(x), ptr(x.Low), ptr(x.High)
			// The doubt of an order is the confidence's; what stands behind the two is one item.
			support, basis := r.support(i, t.s)
			to.Basis = string(basis)
			if support.Judgement != nil {
				to.Judgement = judgementText(support.Judgement)
			}
		}
		if t.g.model != nil {
			if e, err := conflict.ParseExpr(s.Prefers); err == nil {
				if set, err := t.g.model.Satisfying(e); err == nil {
					to.Holds = set.Len()
				}
			}
		}
		out = append(out, to)
	}
	return out
}

// solved fills in what follows.
func (v *ConflictView) solved(t *conflictTable) {
	m, found, counts := t.g.model, t.likely(), t.count()
	v.StatusQuo, v.Moved, v.Known, v.Count = m.Key(t.g.start), sentence(t.g.moved), found != nil, m.Len()
	shown := t.shownStates(counts)
	v.LeftOut = m.Len() - len(shown)
	row := map[int]int{}
	for _, s := range shown {
		row[s] = len(v.States)
		v.States = append(v.States, t.stateView(s, counts, found))
	}
	if found == nil {
		return
	}
	total := 0
	for i := range t.l.movers {
		total += found.model.MoveCount(i)
	}
	if total > mostArcs {
		v.ArcsLeftOut = total
		return
	}
	for i := range t.l.movers {
		rank := found.model.Ranks(i)
		for _, s := range shown {
			for _, q := range found.model.Moves(i, s, nil) {
				if to, ok := row[int(q)]; ok {
					v.Arcs = append(v.Arcs, GameArc{Actor: string(t.l.movers[i].actor), From: row[s], To: to, Better: rank[q] > rank[s]})
				}
			}
		}
	}
}

// shownStates are all of them up to a number; beyond, the status quo, what is in
// sight of it in some draw, the equilibria of some draw under SEQ, and then the
// first in canonical order.
func (t *conflictTable) shownStates(counts *gameCounts) []int {
	n := t.g.model.Len()
	all := make([]int, n)
	for s := range all {
		all[s] = s
	}
	if n <= mostStates {
		return all
	}
	worth := func(s int) int {
		switch {
		case s == t.g.start:
			return 0
		case counts.sight[s] > 0:
			return 1
		case counts.ends[conflict.SEQ][s] > 0:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(all, func(a, b int) int { return worth(a) - worth(b) })
	all = all[:mostStates]
	slices.Sort(all)
	return all
}

func (t *conflictTable) stateView(s int, counts *gameCounts, found *likely) GameStateView {
	out := GameStateView{
		GameState: t.state(s), Ranks: []int{}, Stable: [][]bool{}, Equilibrium: []bool{}, Sight: counts.share(counts.sight[s]),
	}
	for _, c := range conflict.Concepts {
		shares := make([]float64, len(t.l.movers))
		for i := range shares {
			shares[i] = counts.share(counts.stable[c][i][s])
		}
		end := counts.share(counts.ends[c][s])
		out.Shares, out.EndShares = append(out.Shares, shares), append(out.EndShares, end)
		out.EndErrors = append(out.EndErrors, standardError(end, t.done))
		out.SightShares = append(out.SightShares, counts.share(counts.inView[c][s]))
		if found == nil {
			continue
		}
		stable := make([]bool, len(t.l.movers))
		for i := range stable {
			stable[i] = found.table.Stable(c, i, s)
		}
		out.Stable, out.Equilibrium = append(out.Stable, stable), append(out.Equilibrium, found.table.Equilibrium(c, s))
	}
	if found != nil {
		for i := range t.l.movers {
			out.Ranks = append(out.Ranks, int(found.model.Ranks(i)[s]))
		}
		out.ByImprovements = t.steps(found.model, t.g.start, found.improvements.Path(s))
		out.ByMoves = t.steps(found.model, t.g.start, found.moves.Path(s))
	}
	return out
}
