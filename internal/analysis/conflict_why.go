package analysis

import (
	"context"
	"fmt"

	"entente/conflict"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/internal/version"
	"entente/model"
)

// The JSON forms of GameWhy and GameChange.
const (
	ConflictWhyFormat    = "entente.conflict.why/1"
	ConflictChangeFormat = "entente.conflict.change/1"
)

// GameWhy opens one verdict of the game down to moves and orders, with every
// judgement as it is thought likelier.
type GameWhy struct {
	Format      string                `json:"format"`
	Version     string                `json:"version"`
	Case        CaseRef               `json:"case"`
	State       string                `json:"state"`
	Actor       string                `json:"actor"`
	Concept     string                `json:"concept"`
	Stable      bool                  `json:"stable"`
	Explanation *conflict.Explanation `json:"explanation"`
	Words       []string              `json:"words"`
}

// GameQuery names a verdict of the game. Actor may be empty where the question is
// about equilibrium.
type GameQuery struct {
	State   string
	Actor   model.ActorID
	Concept string
	Want    bool // stable
}

// wrongQuery is a question about a game that names something it does not have.
func wrongQuery(code, cause, remedy string) error {
	return problem.Problem{Code: code, Severity: problem.Error, Cause: cause, Remedy: remedy}
}

// verdict is a question about a game that was found in it.
type verdict struct {
	r            *run
	t            *conflictTable
	found        *likely
	concept      conflict.Concept
	state, mover int // mover is none where the question is about equilibrium
}

// ask finds what a question names, under the what-ifs and changes in force.
func ask(f *yaml.File, o Options, q GameQuery) (*verdict, error) {
	if f.Case.Conflict == nil {
		return nil, ErrNoGame
	}
	o.Lenses, o.Draws, o.Levers = []model.Lens{model.LensConflict}, 1, false
	r, err := prepare(f, o, func(*run) error { return nil })
	if err != nil {
		return nil, err
	}
	t := r.gameOfRun()
	if t.g.silent != "" {
		return nil, wrongQuery("run/no-game", t.g.silent, "See entente check.")
	}
	v := &verdict{r: r, t: t, mover: none}
	var ok bool
	if v.state, ok = t.g.model.State(stateKey(q.State)); !ok {
		return nil, wrongQuery("run/unknown-state", fmt.Sprintf("The game has no outcome %q.", q.State), "Name the options taken, joined by +, or - for none; excluded combinations are no outcomes.")
	}
	if v.concept, ok = conflict.ParseConcept(q.Concept); !ok {
		return nil, wrongQuery("run/unknown-concept", fmt.Sprintf("%q is no concept of stability.", q.Concept), "Name nash, seq, sseq, smr or gmr.")
	}
	for i := range t.l.movers {
		if t.l.movers[i].actor == q.Actor {
			v.mover = i
		}
	}
	if q.Actor != "" && v.mover == none {
		return nil, wrongQuery("run/unknown-decision-maker", fmt.Sprintf("%q decides nothing in the game.", q.Actor), "Name one who has options or preferences.")
	}
	if v.found = t.likely(); v.found == nil {
		return nil, wrongQuery("run/unknown-order", "The order of some decision maker is unknown, so there is no one verdict to explain.", "Give every decision maker an order, or look at the shares of draws.")
	}
	return v, nil
}

// ExplainGame says why an outcome is stable or unstable for a decision maker.
func ExplainGame(_ context.Context, f *yaml.File, q GameQuery, o Options) (*GameWhy, error) {
	v, err := ask(f, o, q)
	if err != nil {
		return nil, err
	}
	if v.mover == none {
		return nil, wrongQuery("run/unknown-decision-maker", "No decision maker is named.", "Say for whom the outcome is stable or not.")
	}
	e := v.found.inquiry.Explain(v.concept, v.mover, v.state)
	return &GameWhy{
		Format: ConflictWhyFormat, Version: version.Version, Case: caseRef(v.r.f), State: v.t.g.model.Key(v.state), Actor: string(q.Actor),
		Concept: v.concept.String(), Stable: e.Stable, Explanation: &e, Words: e.Words(v.t.l.gameNames()),
	}, nil
}
