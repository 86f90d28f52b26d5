package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/analysis"
	"entente/internal/codec/yaml"
)

// registerMechanisms adds the table mechanism × conclusion.
func (s *server) registerMechanisms(api huma.API) {
	huma.Register(api, answers[analysis.Mechanisms](api, huma.Operation{
		OperationID: "mechanisms", Method: http.MethodGet, Path: "/api/cases/{id}/mechanisms", Summary: "Runs the case without each of its mechanisms and says what each carries.",
		Description: "One run for every mechanism, of at most 2000 draws each. A table that reaches its time limit has the rows that are done.",
	}), func(ctx context.Context, in *RunIn) (*reply, error) {
		return s.run(ctx, in, job{kind: "mechanisms", work: mechanismsOf})
	})
}

func mechanismsOf(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
	o.Draws = min(o.Draws, analysis.MechanismDraws)
	m, err := analysis.MechanismTable(ctx, f, o)
	if err != nil {
		return nil, false, err
	}
	body, err := encode(m)
	return body, m.Done == len(f.Case.Mechanisms), err
}
