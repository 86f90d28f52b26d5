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
	f.Doubts.Preferences = map[string]conflict.Doubt{}
	f.Case = gameCase(c, gameChanges{}, func(p *model.Preference) conflict.Preference {
		order, doubt := gamePreference(p)
		if doubt != nil {
			f.Doubts.Preferences[string(p.Actor)] = *doubt
		}
		return order
	})
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
		out = (&gameChanges{}).ranking(p.Ranking)
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
