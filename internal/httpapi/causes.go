package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
)

// registerCauses adds the operations of the causal map.
func (s *server) registerCauses(api huma.API) {
	type causesIn struct {
		RunIn
		Push     []string `query:"push,explode" maxItems:"32" doc:"A push to ask about, DRIVER=SIZE, such as deal-payoff=+1, or DRIVER==SIZE to hold it there; several together with commas between them; may be repeated. Those that the case names when left out."`
		Node     string   `query:"node" doc:"A driver: tells by which routes each push reaches it."`
		Settings bool     `query:"settings" default:"false" doc:"Whether to count in how many other ways of running the map each direction holds."`
	}
	huma.Register(api, answers[analysis.CausesView](api, huma.Operation{
		OperationID: "causes", Method: http.MethodGet, Path: "/api/cases/{id}/causes", Summary: "Gives the causal map and which way everything goes under some pushes.",
	}), func(ctx context.Context, in *causesIn) (*reply, error) {
		ask := analysis.CausesQuestion{Node: model.DriverID(in.Node), Settings: in.Settings}
		return s.run(ctx, &in.RunIn, job{
			kind: "causes", more: fmt.Sprintf("%q %q %t", in.Push, in.Node, in.Settings),
			valid: func(f *yaml.File) (err error) {
				if err = hasDrivers(f, in.Node); err == nil {
					ask.Pushes, err = pushes(f, in.Push)
				}
				return err
			},
			work: func(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
				v, err := analysis.Causes(ctx, f, o, ask)
				if err != nil {
					return nil, false, err
				}
				body, err := encode(v)
				return body, v.Draws == v.Planned, err
			},
		})
	})

	type mapsIn struct {
		RunIn
		A string `query:"a" doc:"A source. With b left out too, the two whole sources with the most links."`
		B string `query:"b" doc:"Another source."`

		Asserted bool `query:"asserted" default:"false" doc:"Whether a source's map holds only links that its claims assert as such, and not also those that the case adopts because of them."`
	}
	huma.Register(api, answers[analysis.CausesMaps](api, huma.Operation{
		OperationID: "causes-maps", Method: http.MethodGet, Path: "/api/cases/{id}/causes/maps", Summary: "Sets the causal maps of two sources side by side, and what each alone would answer.",
	}), func(ctx context.Context, in *mapsIn) (*reply, error) {
		return s.run(ctx, &in.RunIn, job{
			kind: "causes-maps", more: fmt.Sprintf("%q %q %t", in.A, in.B, in.Asserted),
			valid: func(f *yaml.File) error {
				for _, id := range []string{in.A, in.B} {
					if id != "" && f.Case.Source(model.SourceID(id)) == nil {
						return huma.Error404NotFound("The case has no source " + quoted(id) + ".")
					}
				}
				return hasDrivers(f, "")
			},
			work: func(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
				v, err := analysis.CompareMaps(ctx, f, o, analysis.MapsQuestion{A: model.SourceID(in.A), B: model.SourceID(in.B), Asserted: in.Asserted})
				if err != nil {
					return nil, false, err
				}
				body, err := encode(v)
				return body, true, err
			},
		})
	})
}

// hasDrivers is the answer to a question about the causal map of a case that has
// none, or about a driver that it does not know.
func hasDrivers(f *yaml.File, node string) error {
	m := f.Case.Causes
	if m == nil || len(m.Drivers) == 0 {
		return huma.Error404NotFound("The case has no causal map.")
	}
	if node != "" && !slices.ContainsFunc(m.Drivers, func(d model.Driver) bool { return string(d.ID) == node }) {
		return huma.Error404NotFound("The case has no driver " + quoted(node) + ".")
	}
	return nil
}

// pushes reads what is pushed. A plus sign in a query is a blank to whoever does
// not write %2B, so a size without a sign is a push up.
func pushes(f *yaml.File, texts []string) ([][]model.Change, error) {
	var out [][]model.Change
	var bad problem.List
	for _, text := range texts {
		var together []model.Change
		for _, part := range strings.Split(text, ",") {
			driver, size, ok := strings.Cut(part, "=")
			driver, size = strings.TrimSpace(driver), strings.TrimSpace(size)
			if !ok || driver == "" || size == "" {
				bad = append(bad, problem.Problem{
					Code: "run/push", Severity: problem.Error,
					Cause:  "The push " + quoted(part) + " does not say which driver is pushed how far.",
					Remedy: "Write DRIVER=SIZE, such as deal-payoff=+1, and several with commas between them.",
				})
				continue
			}
			if !strings.ContainsAny(size[:1], "+-=−") {
				size = "+" + size
			}
			change, problems := f.ParseChange("drivers."+driver, size)
			if problems.HasErrors() {
				bad = append(bad, problems...)
				continue
			}
			together = append(together, change)
		}
		out = append(out, together)
	}
	return out, bad.Err()
}
