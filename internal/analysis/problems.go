package analysis

import (
	"errors"
	"fmt"
	"strings"

	"entente/bargain"
	"entente/cause"
	"entente/internal/problem"
)

// Problems turns what the packages bargain and cause find wrong with their input
// into problems, all of them; nil when the error is of another kind. File is what the user
// calls the input; it may be empty.
func Problems(err error, file string) problem.List {
	var list problem.List
	for _, e := range parts(err) {
		var input *bargain.InputError
		var name *bargain.NameError
		var causal *cause.Error
		switch {
		case errors.As(e, &input):
			list = append(list, inputProblem(input, file))
		case errors.As(e, &name):
			list = append(list, nameProblem(name))
		case errors.As(e, &causal):
			list = append(list, problem.Problem{Code: causal.Code, Severity: problem.Error, Place: problem.Place{File: file, Path: causal.At},
				Cause: asSentence(causal.Cause), Remedy: asSentence(causal.Remedy)})
		default:
			return nil
		}
	}
	return list
}

// parts takes joined errors apart.
func parts(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range joined.Unwrap() {
			all = append(all, parts(e)...)
		}
		return all
	}
	return []error{err}
}

func inputProblem(e *bargain.InputError, file string) problem.Problem {
	var path, where []string
	for _, p := range []struct{ word, name string }{{"actor", e.Actor}, {"issue", e.Issue}} {
		if p.name != "" {
			path = append(path, p.name)
			where = append(where, fmt.Sprintf("%s %q", p.word, p.name))
		}
	}
	if e.Field != "" {
		path = append(path, e.Field)
		where = append(where, e.Field)
	}
	cause := e.Cause
	if len(where) > 0 {
		cause = strings.Join(where, ", ") + ": " + cause
	}
	return problem.Problem{Code: e.Code, Severity: problem.Error, Place: problem.Place{File: file, Path: strings.Join(path, ".")},
		Cause: asSentence(cause), Remedy: asSentence(e.Remedy)}
}

func nameProblem(e *bargain.NameError) problem.Problem {
	cause := map[string]string{
		bargain.CodeUnknownModel:  fmt.Sprintf("There is no model %q.", e.Given),
		bargain.CodeUnknownSwitch: fmt.Sprintf("The model %s has no switch %q.", e.Model, e.Given),
		bargain.CodeBadValue:      fmt.Sprintf("The switch %s of %s does not take %q.", e.Switch, e.Model, e.Given),
	}[e.Code]
	remedy := "Give a whole number of at least 1."
	if len(e.Known) > 0 {
		remedy = "Known: " + strings.Join(e.Known, ", ") + "."
	}
	if e.Nearest != "" {
		remedy = fmt.Sprintf("Did you mean %s? ", e.Nearest) + remedy
	}
	return problem.Problem{Code: e.Code, Severity: problem.Error, Cause: cause, Remedy: remedy}
}

func asSentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimRight(s[1:], ".") + "."
}
