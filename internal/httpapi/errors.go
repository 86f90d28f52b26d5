package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/analysis"
	"entente/internal/problem"
)

// WrongInput is the answer to input that is wrong: an RFC 9457 problem document
// that carries the list of everything that is wrong with it.
type WrongInput struct {
	Title    string            `json:"title"`
	Status   int               `json:"status"`
	Detail   string            `json:"detail" doc:"The first of the problems in one line."`
	Format   string            `json:"format"`
	Problems []problem.Problem `json:"problems"`
}

func (e *WrongInput) Error() string               { return e.Detail }
func (e *WrongInput) GetStatus() int              { return e.Status }
func (e *WrongInput) ContentType(_ string) string { return problemType }

const problemType = "application/problem+json"

func wrongInput(l problem.List) *WrongInput {
	e := &WrongInput{
		Title: http.StatusText(http.StatusUnprocessableEntity), Status: http.StatusUnprocessableEntity,
		Format: problem.ReportFormat, Problems: l.AsReport().Problems,
	}
	for _, p := range l {
		if e.Detail == "" || p.Severity == problem.Error {
			e.Detail = p.Error()
		}
		if p.Severity == problem.Error {
			break
		}
	}
	return e
}

// Conflict is the answer to a change that the case does not admit as it stands.
type Conflict struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Hint   string `json:"hint,omitempty" doc:"What to do instead."`
}

func (e *Conflict) Error() string               { return e.Detail }
func (e *Conflict) GetStatus() int              { return e.Status }
func (e *Conflict) ContentType(_ string) string { return problemType }

// failed turns an error from below into an answer.
func (s *server) failed(err error) error {
	var status huma.StatusError
	var list problem.List
	var one problem.Problem
	switch {
	case errors.As(err, &status):
		return err
	case errors.As(err, &list):
		return wrongInput(list)
	case errors.As(err, &one):
		return wrongInput(problem.List{one})
	case errors.Is(err, errBusy):
		return huma.ErrorWithHeaders(huma.Error503ServiceUnavailable("Too many runs are waiting. Try again in a second."),
			http.Header{"Retry-After": {"1"}})
	case errors.Is(err, context.DeadlineExceeded):
		return huma.Error504GatewayTimeout("The run was stopped before its first draw was done: it took longer than " + maxTime.String() + ".")
	case errors.Is(err, context.Canceled):
		return huma.Error503ServiceUnavailable("The run was given up.")
	}
	if list := analysis.Problems(err, ""); list != nil {
		return wrongInput(list)
	}
	s.log.Error("request failed", "error", err)
	return huma.Error500InternalServerError("The program failed: " + firstLine(err.Error()))
}

func firstLine(s string) string {
	for i, r := range s {
		if r == '\n' {
			return s[:i]
		}
	}
	return s
}

// writeError answers outside of huma, in the same shape.
func writeError(w http.ResponseWriter, status int, detail string) {
	body, err := json.Marshal(&huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: detail})
	if err != nil {
		panic(err) // two strings and a number always encode
	}
	h := w.Header()
	h.Set("Content-Type", problemType)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone away is no fault of ours
}
