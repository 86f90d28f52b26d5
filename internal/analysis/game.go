package analysis

import (
	"strings"

	"entente/conflict"
	"entente/internal/codec/gmcr"
	"entente/model"
	"entente/quantity"
)

// CodeNoGame is a case without the section that a lens needs.
const CodeNoGame = "conflict/no-game"

// Game is the game of options of a case in the lens's own form: decision makers
// are those who own options or have preferences, in that order. Confidences and
// weights keep their ranges as doubts, and stand at their written order and mids
// in the model. What is asked is where the status quo leads, by moves and by
// improvements. The file is nil when any of the problems is an error.
func Game(c *model.Case) (*gmcr.File, gmcr.Problems) {
	f := &gmcr.File{ID: string(c.ID), Title: c.Title, Format: gmcr.Case}
	g := c.Conflict
	if g == nil {
		return nil, gmcr.Problems{{Problem: conflict.Problem{Code: CodeNoGame, Where: []string{"conflict"},
			Cause: "the case has no game of options", Remedy: "give it a section conflict, or run another lens"}}}
	}
	declared := map[string]bool{}
	decides := func(id model.ActorID) {
		if declared[string(id)] {
			return
		}
		declared[string(id)] = true
		d := conflict.DecisionMaker{ID: string(id)}
		if a := c.Actor(id); a != nil {
			d.Name = a.Name
		}
		f.Case.DecisionMakers = append(f.Case.DecisionMakers, d)
	}
	for _, o := range g.Options {
		decides(o.Of)
		f.Case.Options = append(f.Case.Options, conflict.Option{ID: string(o.ID), DM: string(o.Of), Name: o.Name, Change: conflict.Change(o.Change)})
	}
	for _, p := range g.Preferences {
		decides(p.Actor)
	}
	for _, r := range g.Infeasible {
		f.Case.Infeasible = append(f.Case.Infeasible, r.Rule)
	}
	f.Case.Preferences, f.Doubts.Preferences = map[string]conflict.Preference{}, map[string]conflict.Doubt{}
	for i := range g.Preferences {
		p, d := gamePreference(&g.Preferences[i])
		f.Case.Preferences[string(g.Preferences[i].Actor)] = p
		if d != nil {
			f.Doubts.Preferences[string(g.Preferences[i].Actor)] = *d
		}
	}
	if g.StatusQuo != "" {
		from := stateKey(g.StatusQuo)
		f.Ask.Evolution = []gmcr.Evolution{{From: from}, {From: from, Improvements: true}}
	}
	ps := f.Prepare()
	if ps.HasErrors() {
		return nil, ps
	}
	return f, ps
}

// stateKey is a state as the lens writes it, without blanks.
func stateKey(s string) string { return strings.Join(strings.Fields(s), "") }

func gamePreference(p *model.Preference) (out conflict.Preference, doubt *conflict.Doubt) {
	switch {
	case p.Unknown:
		out.Kind = conflict.Unknown
	case p.Statements != nil:
		out.Kind = conflict.Statements
		var confidences []quantity.Value
		for k, s := range p.Statements {
			out.Statements = append(out.Statements, []string{s.Prefers})
			if k == len(p.Statements)-1 {
				continue
			}
			c := quantity.PointOf(1)
			if s.Confidence.Given {
				c, doubt = s.Confidence.Value, &conflict.Doubt{}
			}
			confidences = append(confidences, c)
		}
		if doubt != nil {
			doubt.Confidences = confidences
		}
	case p.Ranking != nil:
		out.Kind = conflict.Ranking
		for _, class := range p.Ranking {
			var keys []string
			for _, key := range class {
				keys = append(keys, stateKey(key))
			}
			out.Order = append(out.Order, keys)
		}
	default:
		out.Kind, out.Weights = conflict.Weights, map[string]float64{}
		for _, w := range p.Weights {
			v := w.Weight.Value
			out.Weights[string(w.Option)] = v.Mid()
			if !v.IsPoint() {
				if doubt == nil {
					doubt = &conflict.Doubt{Weights: map[string]quantity.Value{}}
				}
				doubt.Weights[string(w.Option)] = v
			}
		}
	}
	return out, doubt
}
