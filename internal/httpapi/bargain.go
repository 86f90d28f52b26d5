package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"entente/bargain"
	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
)

// ModelList is the dynamic models of bargaining with their switches.
type ModelList struct {
	Models []bargain.ModelInfo `json:"models"`
}

// registerBargain adds the operations of the dynamic models of bargaining.
func (s *server) registerBargain(api huma.API) {
	shape(api.OpenAPI().Components.Schemas)

	huma.Register(api, answers[ModelList](api, huma.Operation{
		OperationID: "models", Method: http.MethodGet, Path: "/api/models", Summary: "Lists the dynamic models of bargaining with their switches.",
	}), func(_ context.Context, in *Conditional) (*reply, error) {
		return in.replyJSON(ModelList{bargain.Models()})
	})

	type bargainIn struct {
		RunIn
		Model  string   `query:"model" default:"eu/pair-least" doc:"A model of /api/models."`
		Issue  string   `query:"issue" doc:"One issue alone; all when left out."`
		Rounds int      `query:"rounds" default:"0" minimum:"0" maximum:"100" doc:"The most rounds; 0 leaves it to the model."`
		Switch []string `query:"switch,explode" maxItems:"64" doc:"A switch of the model set otherwise, NAME=VALUE; may be repeated."`
		Tables bool     `query:"tables" default:"false" doc:"Whether to give the table of all pairs, round by round."`
	}
	huma.Register(api, answers[analysis.ModelRun](api, huma.Operation{
		OperationID: "bargain", Method: http.MethodGet, Path: "/api/cases/{id}/bargain", Summary: "Runs a dynamic model of bargaining on the case and traces every move.",
		Description: "Every number of the case stands at its mid. A model explains; the forecast stays the static one.",
	}), func(ctx context.Context, in *bargainIn) (*reply, error) {
		settings, err := switches(in.Switch)
		if err != nil {
			return nil, s.failed(err)
		}
		m := analysis.ModelOptions{Model: in.Model, Set: settings, Rounds: in.Rounds, Issue: model.IssueID(in.Issue), Tables: in.Tables}
		return s.run(ctx, &in.RunIn, job{
			kind: "bargain", more: fmt.Sprintf("%q %q %d %q %t", in.Model, in.Issue, in.Rounds, in.Switch, in.Tables), work: modelOf(m),
			valid: func(f *yaml.File) error {
				if in.Issue != "" && f.Case.Issue(m.Issue) == nil {
					return huma.Error404NotFound("The case has no issue " + quoted(in.Issue) + ".")
				}
				return nil
			}})
	})

	type readingsIn struct {
		RunIn
		Conclusion string `path:"conclusion" doc:"The id of a conclusion with a test for bargaining."`
		Family     string `query:"family" default:"eu" enum:"eu" doc:"The family of models whose readings are run."`
	}
	huma.Register(api, answers[analysis.Readings](api, huma.Operation{
		OperationID: "readings", Method: http.MethodGet, Path: "/api/cases/{id}/readings/{conclusion}", Summary: "Says under how many readings of the models a conclusion holds, and which switch decides.",
	}), func(ctx context.Context, in *readingsIn) (*reply, error) {
		id := model.ConclusionID(in.Conclusion)
		return s.run(ctx, &in.RunIn, job{kind: "readings", more: in.Conclusion + " " + in.Family, work: readingsOf(id, in.Family),
			valid: func(f *yaml.File) error { return bargained(f, id) }})
	})
}

// bargained says why no model of bargaining can speak to a conclusion.
func bargained(f *yaml.File, id model.ConclusionID) error {
	k := f.Case.Conclusion(id)
	if k == nil {
		return huma.Error404NotFound("The case has no conclusion " + quoted(string(id)) + ".")
	}
	if !analysis.Bargained(k) {
		return refused("run/no-bargaining-test", "The conclusion "+quoted(string(id))+" has no test for bargaining, so no model of bargaining can speak to it.",
			"Give it one, such as tests: {bargaining: ISSUE > 50}.")
	}
	return nil
}

func switches(texts []string) ([]bargain.Setting, error) {
	var out []bargain.Setting
	var bad problem.List
	for _, text := range texts {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			bad = append(bad, problem.Problem{
				Code: "run/switch", Severity: problem.Error,
				Cause:  "The switch " + quoted(text) + " has no equals sign.",
				Remedy: "Write NAME=VALUE, such as prob=net; /api/models lists them.",
			})
			continue
		}
		out = append(out, bargain.Setting{Switch: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return out, bad.Err()
}

func modelOf(m analysis.ModelOptions) jobWork {
	return func(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
		run, err := analysis.RunModel(ctx, f, o, m)
		if err != nil {
			return nil, false, err
		}
		body, err := encode(run)
		return body, true, err
	}
}

func readingsOf(id model.ConclusionID, family string) jobWork {
	return func(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
		readings, err := analysis.RunReadings(ctx, f, id, family, o)
		if err != nil {
			return nil, false, err
		}
		body, err := encode(readings)
		return body, true, err
	}
}
