package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
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
		e, f, body, err := s.compute(ctx, &in.RunIn, job{kind: "answers", levers: true, work: answersOf})
		if err != nil {
			return nil, s.failed(err)
		}
		memo, err := memoOf(e.viewOf(f), f, body, in.As)
		if err != nil {
			return nil, s.failed(err)
		}
		return in.replyMemo(memo, in.ID, in.As), nil
	})
}

// replyMemo answers with a report that a browser saves.
func (in *Conditional) replyMemo(body []byte, id, form string) *reply {
	out := in.reply(body, tagOf(body))
	if out.Status == http.StatusNotModified {
		return out
	}
	out.Kind = "text/markdown; charset=utf-8"
	if form == "html" {
		out.Kind = "text/html; charset=utf-8"
		// Should a browser show the page in place of saving it: it may draw
		// itself and reach nothing.
		out.Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
	}
	out.Disposition = fmt.Sprintf("attachment; filename=%q", id+"."+form)
	return out
}

// job is what a request that draws asks for. kind and more tell its answer from
// those of other requests about the same run.
type job struct {
	kind, more string
	levers     bool
	valid      func(*yaml.File) error // nil: nothing more to ask
	work       jobWork
}

type jobWork func(context.Context, *yaml.File, analysis.Options) (body []byte, whole bool, err error)

// run answers a request that draws.
func (s *server) run(ctx context.Context, in *RunIn, j job) (*reply, error) {
	_, _, body, err := s.compute(ctx, in, j)
	if err != nil {
		return nil, s.failed(err)
	}
	return in.reply(body, tagOf(body)), nil
}

// compute does a job on a case as it stands, from memory where it can.
func (s *server) compute(ctx context.Context, in *RunIn, j job) (*entry, *yaml.File, []byte, error) {
	e, err := s.cases.get(in.ID)
	if err != nil {
		return nil, nil, nil, err
	}
	f, err := e.file()
	if err != nil {
		return nil, nil, nil, err
	}
	if j.valid != nil {
		if err := j.valid(f); err != nil {
			return nil, nil, nil, err
		}
	}
	o, err := in.options(f)
	if err != nil {
		return nil, nil, nil, err
	}
	o.Levers = j.levers
	body, err := s.runs.do(ctx, in.key(j.kind, f, o, j.more), func(ctx context.Context) ([]byte, bool, error) {
		return j.work(ctx, f, o)
	})
	return e, f, body, err
}

func answersOf(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
	result, err := analysis.Run(ctx, f, o)
	if err != nil {
		return nil, false, err
	}
	body, err := encode(result)
	return body, result.Draws == result.Planned, err
}

func whyOf(id model.ConclusionID) jobWork {
	return func(ctx context.Context, f *yaml.File, o analysis.Options) ([]byte, bool, error) {
		why, err := analysis.Explain(ctx, f, id, o)
		if err != nil {
			return nil, false, err
		}
		body, err := encode(why)
		return body, why.Draws == o.Draws, err
	}
}

// memoOf writes the report of a run from its answers, so that a run which the
// workbench shows need not be done again to be sent.
func memoOf(v *analysis.View, f *yaml.File, answers []byte, form string) ([]byte, error) {
	var result analysis.Result
	if err := json.Unmarshal(answers, &result); err != nil {
		return nil, fmt.Errorf("reading the answers again: %w", err)
	}
	m := report.Memo{Result: &result, View: v, Marking: report.Marking(f.Case)}
	var b bytes.Buffer
	write := m.HTML
	if form == "md" {
		write = m.Markdown
	}
	if err := write(&b); err != nil {
		return nil, fmt.Errorf("writing the report: %w", err)
	}
	return b.Bytes(), nil
}
