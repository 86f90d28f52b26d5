package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/internal/report"
	"entente/model"
)

// registerRuns adds the operations that draw.
func (s *server) registerRuns(api huma.API) {
	type answersIn struct {
		RunIn
		Levers bool `query:"levers" default:"false" doc:"Whether to run every what-if against the base as well."`
	}
	huma.Register(api, answers[analysis.Result](api, huma.Operation{
		OperationID: "answers", Method: http.MethodGet, Path: "/api/cases/{id}/answers", Summary: "Runs the case and gives all that was found.",
		Description: "A run that reaches its time limit gives the draws it has: draws is then less than planned.",
	}), func(ctx context.Context, in *answersIn) (*reply, error) {
		return s.run(ctx, &in.RunIn, job{kind: "answers", levers: in.Levers, work: answersOf})
	})

	type whyIn struct {
		RunIn
		Conclusion string `path:"conclusion" doc:"The conclusion's id."`
	}
	huma.Register(api, answers[analysis.Why](api, huma.Operation{
		OperationID: "why", Method: http.MethodGet, Path: "/api/cases/{id}/why/{conclusion}", Summary: "Traces a conclusion down to paragraphs.",
	}), func(ctx context.Context, in *whyIn) (*reply, error) {
		return s.run(ctx, &in.RunIn, job{kind: "why", more: in.Conclusion, work: whyOf(model.ConclusionID(in.Conclusion)),
			valid: func(f *yaml.File) error {
				if f.Case.Conclusion(model.ConclusionID(in.Conclusion)) == nil {
					return huma.Error404NotFound("The case has no conclusion " + quoted(in.Conclusion) + ".")
				}
				return nil
			}})
	})

	type reportIn struct {
		RunIn
		As string `query:"as" default:"html" enum:"html,md" doc:"html, one page that needs nothing else, or md, Markdown."`
	}
	op := describe(api, huma.Operation{
		OperationID: "report", Method: http.MethodGet, Path: "/api/cases/{id}/report", Summary: "Gives the memo, to keep or to send.",
	}, map[string]*huma.MediaType{
		"text/html":     {Schema: &huma.Schema{Type: huma.TypeString}},
		"text/markdown": {Schema: &huma.Schema{Type: huma.TypeString}},
	})
	huma.Register(api, op, func(ctx context.Context, in *reportIn) (*reply, error) {
		out, err := s.run(ctx, &in.RunIn, job{kind: "report", levers: true, more: in.As, work: memoAs(in.As)})
		if err != nil || out.Status == http.StatusNotModified {
			return out, err
		}
		out.Kind = "text/markdown; charset=utf-8"
		if in.As == "html" {
			out.Kind = "text/html; charset=utf-8"
			// Should a browser show the page in place of saving it: it may draw
			// itself and reach nothing.
			out.Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
		}
		out.Disposition = fmt.Sprintf("attachment; filename=%q", in.ID+"."+in.As)
		return out, nil
	})
}

// job is what a request that draws asks for. kind and more tell its answer from
// those of other requests about the same run.
type job struct {
	kind, more string
	levers     bool
	valid      func(*yaml.File) error // nil: nothing more to ask
	work       jobWork
}

type jobWork func(context.Context, *entry, *yaml.File, analysis.Options) (body []byte, whole bool, err error)

// run answers a request that draws, from memory where it can.
func (s *server) run(ctx context.Context, in *RunIn, j job) (*reply, error) {
	e, err := s.cases.get(in.ID)
	if err != nil {
		return nil, s.failed(err)
	}
	f, err := e.file()
	if err != nil {
		return nil, s.failed(err)
	}
	if j.valid != nil {
		if err := j.valid(f); err != nil {
			return nil, err
		}
	}
	o, err := in.options(f)
	if err != nil {
		return nil, s.failed(err)
	}
	o.Levers = j.levers
	body, err := s.runs.do(ctx, in.key(j.kind, f, o, j.more), func(ctx context.Context) ([]byte, bool, error) {
		return j.work(ctx, e, f, o)
	})
	if err != nil {
		return nil, s.failed(err)
	}
	return in.reply(body, tagOf(body)), nil
}

func answersOf(ctx context.Context, _ *entry, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
	result, err := analysis.Run(ctx, f, o)
	if err != nil {
		return nil, false, err
	}
	body, err := encode(result)
	return body, result.Draws == result.Planned, err
}

func whyOf(id model.ConclusionID) jobWork {
	return func(ctx context.Context, _ *entry, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
		why, err := analysis.Explain(ctx, f, id, o)
		if err != nil {
			return nil, false, err
		}
		body, err := encode(why)
		return body, why.Draws == o.Draws, err
	}
}

func memoAs(form string) jobWork {
	return func(ctx context.Context, e *entry, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
		result, err := analysis.Run(ctx, f, o)
		if err != nil {
			return nil, false, err
		}
		m := report.Memo{Result: result, View: e.viewOf(f), Marking: report.Marking(f.Case)}
		var b bytes.Buffer
		if form == "md" {
			err = m.Markdown(&b)
		} else {
			err = m.HTML(&b)
		}
		return b.Bytes(), result.Draws == result.Planned, err
	}
}
