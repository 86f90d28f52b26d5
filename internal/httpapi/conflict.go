package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/model"
)

// GameIn names a verdict of a case's game.
type GameIn struct {
	RunIn
	State   string `query:"state" required:"true" minLength:"1" doc:"An outcome: the ids of the options taken joined by +, or - for none."`
	DM      string `query:"dm" doc:"A decision maker."`
	Concept string `query:"concept" default:"seq" enum:"nash,seq,sseq,smr,gmr" doc:"The concept of stability."`
}

func (in *GameIn) query() analysis.GameQuery {
	return analysis.GameQuery{State: in.State, Actor: model.ActorID(in.DM), Concept: in.Concept}
}

// more tells the answers to different questions about a game apart.
func (in *GameIn) more() string {
	return quoted(in.State) + quoted(in.DM) + in.Concept
}

// registerConflict adds the operations on the game of options.
func (s *server) registerConflict(api huma.API) {
	huma.Register(api, answers[analysis.ConflictView](api, huma.Operation{
		OperationID: "conflict", Method: http.MethodGet, Path: "/api/cases/{id}/conflict", Summary: "Gives the game of options whole: what is written, and what is stable.",
	}), func(ctx context.Context, in *RunIn) (*reply, error) {
		return s.run(ctx, in, job{kind: "conflict", work: gameOf, valid: hasGame})
	})

	huma.Register(api, answers[analysis.GameWhy](api, huma.Operation{
		OperationID: "conflict-why", Method: http.MethodGet, Path: "/api/cases/{id}/conflict/why", Summary: "Says why an outcome is stable or unstable for a decision maker.",
		Description: "Every judgement stands as it is thought likelier; nothing is drawn.",
	}), func(ctx context.Context, in *GameIn) (*reply, error) {
		q := in.query()
		return s.run(ctx, &in.RunIn, job{kind: "conflict-why", more: in.more(), valid: hasGame,
			work: func(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
				return encoded(analysis.ExplainGame(ctx, f, q, o))
			}})
	})

	type changeIn struct {
		GameIn
		Want string `query:"want" required:"true" enum:"stable,unstable" doc:"What the outcome should be; an equilibrium or not where no decision maker is named."`
	}
	huma.Register(api, answers[analysis.GameChange](api, huma.Operation{
		OperationID: "conflict-change", Method: http.MethodGet, Path: "/api/cases/{id}/conflict/change", Summary: "Says what would have to change for an outcome to be stable, or not.",
		Description: "Every judgement stands as it is thought likelier; nothing is drawn.",
	}), func(ctx context.Context, in *changeIn) (*reply, error) {
		q := in.query()
		q.Want = in.Want == "stable"
		return s.run(ctx, &in.RunIn, job{kind: "conflict-change", more: in.more() + in.Want, valid: hasGame,
			work: func(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
				return encoded(analysis.ChangeGame(ctx, f, q, o))
			}})
	})
}

// encoded is an answer that is whole, or an error.
func encoded[T any](v *T, err error) ([]byte, bool, error) {
	if err != nil {
		return nil, false, err
	}
	body, err := encode(v)
	return body, true, err
}

func gameOf(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
	v, err := analysis.RunGame(ctx, f, o)
	if err != nil {
		return nil, false, err
	}
	body, err := encode(v)
	return body, v.Whole, err
}

func hasGame(f *yaml.File) error {
	if f.Case.Conflict == nil {
		return huma.Error404NotFound("The case has no game of options.")
	}
	return nil
}
