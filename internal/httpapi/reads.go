package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/analysis"
	"entente/internal/problem"
	"entente/internal/version"
	"entente/model"
)

// VersionView says which engine answers.
type VersionView struct {
	Version string `json:"version"`
	Go      string `json:"go"`
}

// CaseList is the cases that can be read.
type CaseList struct {
	Cases []CaseLine `json:"cases"`
}

// CaseLine is one case in the list. A case with errors has its id for a title,
// and Errors set; its check tells them.
type CaseLine struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	AsOf      string `json:"as_of"`
	Origin    string `json:"origin" doc:"built-in, or the folder or file as it was named"`
	Questions int    `json:"questions"`
	Open      bool   `json:"open" doc:"whether it was opened by the user"`
	Errors    int    `json:"errors" doc:"how many errors keep it from being read"`
}

func (s *server) registerReads(api huma.API) {
	huma.Register(api, answers[VersionView](api, huma.Operation{
		OperationID: "version", Method: http.MethodGet, Path: "/api/version", Summary: "Says which engine answers.",
	}), func(_ context.Context, in *Conditional) (*reply, error) {
		return in.replyJSON(VersionView{version.Version, runtime.Version()})
	})

	huma.Register(api, answers[CaseList](api, huma.Operation{
		OperationID: "list-cases", Method: http.MethodGet, Path: "/api/cases", Summary: "Lists the built-in cases and the opened ones.",
	}), func(_ context.Context, in *Conditional) (*reply, error) {
		return in.replyJSON(CaseList{s.cases.list()})
	})

	huma.Register(api, answers[analysis.View](api, huma.Operation{
		OperationID: "case", Method: http.MethodGet, Path: "/api/cases/{id}", Summary: "Gives the case itself, with the evidence for each item.",
	}), func(_ context.Context, in *CaseIn) (*reply, error) {
		e, err := s.cases.get(in.ID)
		if err != nil {
			return nil, s.failed(err)
		}
		f, err := e.file()
		if err != nil {
			return nil, s.failed(err)
		}
		return in.replyJSON(e.viewOf(f))
	})

	huma.Register(api, answers[problem.Report](api, huma.Operation{
		OperationID: "check", Method: http.MethodGet, Path: "/api/cases/{id}/check", Summary: "Lists all that is wrong or weak in the case.",
	}), func(ctx context.Context, in *CaseIn) (*reply, error) {
		e, err := s.cases.get(in.ID)
		if err != nil {
			return nil, s.failed(err)
		}
		f, problems := e.read()
		if problems.HasErrors() {
			return in.replyJSON(problems.AsReport())
		}
		// Some lints draw, so they are found once for each state of the case.
		key := fmt.Sprintf("check %q %q", e.id, f.Digest)
		body, err := s.runs.do(ctx, key, func(context.Context) ([]byte, bool, error) {
			all := append(slices.Clip(problems), analysis.Check(f)...)
			all.Sort()
			body, err := encode(all.AsReport())
			return body, true, err
		})
		if err != nil {
			return nil, s.failed(err)
		}
		return in.reply(body, tagOf(body)), nil
	})

	// It takes the parameters of a run so that a view of a run can ask with its
	// own; they are checked, and what stands behind the number is the same.
	type numberIn struct {
		RunIn
		Path string `query:"path" required:"true" minLength:"1" doc:"The path of a number, such as russia.base-access.position."`
	}
	huma.Register(api, answers[analysis.Why](api, huma.Operation{
		OperationID: "number", Method: http.MethodGet, Path: "/api/cases/{id}/number", Summary: "Says what stands behind one number, as the case has it.",
	}), func(_ context.Context, in *numberIn) (*reply, error) {
		e, err := s.cases.get(in.ID)
		if err != nil {
			return nil, s.failed(err)
		}
		f, err := e.file()
		if err != nil {
			return nil, s.failed(err)
		}
		if _, err := in.options(f); err != nil {
			return nil, s.failed(err)
		}
		if !hasNumber(f.Case, model.Path(in.Path)) {
			return nil, huma.Error404NotFound("The case has no number " + quoted(in.Path) + ".")
		}
		why, err := analysis.ExplainNumber(f, model.Path(in.Path))
		if err != nil {
			return nil, s.failed(err)
		}
		return in.replyJSON(why)
	})

	type dependentsIn struct {
		CaseIn
		Source    string `query:"source" required:"true" minLength:"1" doc:"A source's id."`
		Paragraph int    `query:"paragraph" default:"0" minimum:"0" doc:"A paragraph from 1; 0 is the whole source."`
	}
	huma.Register(api, answers[analysis.DependentsView](api, huma.Operation{
		OperationID: "dependents", Method: http.MethodGet, Path: "/api/cases/{id}/dependents", Summary: "Lists what hangs on a source or on one of its paragraphs.",
	}), func(_ context.Context, in *dependentsIn) (*reply, error) {
		e, err := s.cases.get(in.ID)
		if err != nil {
			return nil, s.failed(err)
		}
		f, err := e.file()
		if err != nil {
			return nil, s.failed(err)
		}
		source := model.SourceID(in.Source)
		if f.Case.Source(source) == nil {
			return nil, huma.Error404NotFound("The case has no source " + quoted(in.Source) + ".")
		}
		return in.replyJSON(analysis.Dependents(f, source, in.Paragraph))
	})
}

func hasNumber(c *model.Case, path model.Path) bool {
	return slices.ContainsFunc(c.Params(), func(p model.Param) bool { return p.Path == path })
}
