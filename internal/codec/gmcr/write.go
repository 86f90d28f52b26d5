package gmcr

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"entente/conflict"
	"entente/quantity"
)

// Write writes a file as entente.conflict.case/1, whatever format it was read
// from. Reading what was written gives the same file, and the same file gives the
// same bytes.
func Write(f *File) ([]byte, error) {
	out := document{Format: Exchange1, ID: f.ID, Title: f.Title, Source: f.Source, Notes: f.Notes,
		DecisionMakers: []person{}, Options: []option{}, Infeasible: []any{}, Preferences: map[string]preference{}}
	for _, d := range f.Case.DecisionMakers {
		out.DecisionMakers = append(out.DecisionMakers, person{d.ID, d.Name})
	}
	for _, o := range f.Case.Options {
		w := option{ID: o.ID, DM: o.DM, Name: o.Name, Change: o.Change}
		if s, unsure := f.Doubts.Flags[o.ID]; unsure {
			w.Share = &s
		}
		out.Options = append(out.Options, w)
	}
	for k, rule := range f.Case.Infeasible {
		if s, unsure := f.Doubts.Rules[k]; unsure {
			out.Infeasible = append(out.Infeasible, map[string]any{"rule": rule, "share": s})
			continue
		}
		out.Infeasible = append(out.Infeasible, rule)
	}
	if g := f.Case.Graph; g != nil {
		out.Graph = &graph{States: []state{}, Moves: g.Moves}
		for _, s := range g.States {
			out.Graph.States = append(out.Graph.States, state{s.ID, s.Taken})
		}
	}
	for id, p := range f.Case.Preferences {
		out.Preferences[id] = writePreference(p, f.Doubts.Preferences[id])
	}
	if a := writeAsk(&f.Ask); len(a) > 0 {
		out.Ask = a
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(out)
	return b.Bytes(), err
}

type document struct {
	Format         Format                `json:"format"`
	ID             string                `json:"id,omitempty"`
	Title          string                `json:"title,omitempty"`
	Source         string                `json:"source,omitempty"`
	Notes          []string              `json:"notes,omitempty"`
	DecisionMakers []person              `json:"decision_makers"`
	Options        []option              `json:"options"`
	Infeasible     []any                 `json:"infeasible"`
	Graph          *graph                `json:"graph,omitempty"`
	Preferences    map[string]preference `json:"preferences"`
	Ask            map[string]any        `json:"ask,omitempty"`
}

type person struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

type option struct {
	ID     string          `json:"id"`
	DM     string          `json:"dm"`
	Name   string          `json:"name,omitempty"`
	Change conflict.Change `json:"change,omitempty"`
	Share  *float64        `json:"share,omitempty"`
}

type graph struct {
	States []state                        `json:"states"`
	Moves  map[string]map[string][]string `json:"moves"`
}

type state struct {
	ID    string   `json:"id"`
	Taken []string `json:"taken"`
}

type preference struct {
	Kind       conflict.Kind  `json:"kind"`
	Order      [][]string     `json:"order,omitempty"`
	Statements []any          `json:"statements,omitempty"`
	Confidence []any          `json:"confidence,omitempty"`
	Positions  [][2]int       `json:"positions,omitempty"`
	Weights    map[string]any `json:"weights,omitempty"`
	Scores     []float64      `json:"scores,omitempty"`
	Pairs      [][2]string    `json:"pairs,omitempty"`
}

func writePreference(p conflict.Preference, d conflict.Doubt) preference {
	out := preference{Kind: p.Kind}
	switch p.Kind {
	case conflict.Ranking:
		out.Order = p.Order
	case conflict.Statements:
		for _, level := range p.Statements {
			if len(level) == 1 {
				out.Statements = append(out.Statements, level[0])
			} else {
				out.Statements = append(out.Statements, level)
			}
		}
		for _, v := range d.Confidences {
			out.Confidence = append(out.Confidence, writeValue(v))
		}
		for _, r := range d.Positions {
			out.Positions = append(out.Positions, [2]int{r[0] + 1, r[1] + 1})
		}
	case conflict.Weights:
		out.Weights = map[string]any{}
		for _, id := range slices.Sorted(maps.Keys(p.Weights)) {
			out.Weights[id] = p.Weights[id]
			if v, ranged := d.Weights[id]; ranged {
				out.Weights[id] = writeValue(v)
			}
		}
	case conflict.Scores:
		out.Scores = p.Scores
	case conflict.Unknown:
		out.Pairs = p.Pairs
	}
	return out
}

// writeValue writes a number or a range. What is neither uniform nor beta-PERT,
// which a case may hold and this form does not, stands as its bounds.
func writeValue(v quantity.Value) any {
	switch {
	case v.IsPoint():
		return v.Low
	case v.Shape == quantity.PERT:
		return []float64{v.Low, v.Mode, v.High}
	}
	return []float64{v.Low, v.High}
}

func writeAsk(a *Ask) map[string]any {
	out := map[string]any{}
	if len(a.Evolution) > 0 {
		var list []map[string]string
		for _, e := range a.Evolution {
			kind := "moves"
			if e.Improvements {
				kind = "improvements"
			}
			list = append(list, map[string]string{"from": e.From, "kind": kind})
		}
		out["evolution"] = list
	}
	if a.LimitedMove > 0 {
		out["limited_move"] = a.LimitedMove
	}
	for name, asked := range map[string]bool{"sim": a.SIM, "coalitions": a.Coalitions, "minimum_slide": a.MinimumSlide, "minimum_statement_swaps": a.StatementSwaps} {
		if asked {
			out[name] = true
		}
	}
	if len(a.Blocs) > 0 {
		out["blocs"] = a.Blocs
	}
	if s := a.Sampling; s != nil {
		w := map[string]any{"kind": s.Kind, "draws": s.Draws, "seed": s.Seed}
		if s.SD != 0 || s.Kind == RankingNoise {
			w["sd"] = s.SD
		}
		if s.Steps != 0 {
			w["steps"] = s.Steps
		}
		if s.From != "" {
			w["from"] = s.From
		}
		out["sampling"] = w
	}
	return out
}
