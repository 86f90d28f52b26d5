package score

import (
	"errors"
	"fmt"
	"math"
)

// Codes of errors.
const (
	CodeProbability     = "scoring/bad-probability"
	CodeNotDistribution = "scoring/not-a-distribution"
	CodeOutcome         = "scoring/bad-outcome"
	CodeLength          = "scoring/length"
	CodeEmpty           = "scoring/empty"
	CodeWeights         = "scoring/bad-weights"
	CodeDistribution    = "scoring/bad-distribution"
	CodeNumber          = "scoring/bad-number"
	CodeBins            = "scoring/bad-bins"
	CodeLate            = "scoring/late-forecast"
	CodeDates           = "scoring/bad-dates"
	CodeTime            = "scoring/bad-time"
	CodeChain           = "scoring/broken-chain"
	CodeField           = "scoring/bad-field"
	CodeQuestion        = "scoring/incomplete-question"
	CodeCertain         = "scoring/certain"
	CodeTwice           = "scoring/twice"
)

// Error is one thing that cannot be scored.
type Error struct {
	Code   string
	Cause  string
	Remedy string
	Line   int // of a ledger; 0 elsewhere
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s; %s [%s]", e.Cause, e.Remedy, e.Code)
	if e.Line > 0 {
		return fmt.Sprintf("line %d: %s", e.Line, text)
	}
	return text
}

func fault(code, remedy, format string, args ...any) error {
	return &Error{Code: code, Cause: fmt.Sprintf(format, args...), Remedy: remedy}
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func checkProbability(p float64) error {
	if !(p >= 0 && p <= 1) {
		return fault(CodeProbability, "give a number in 0..1", "%v is no probability", p)
	}
	return nil
}

// checkProbabilities checks each of them; the error joins *Errors.
func checkProbabilities(p []float64) error {
	var errs []error
	for i, q := range p {
		if err := checkProbability(q); err != nil {
			errs = append(errs, numbered(err, i, len(p)))
		}
	}
	return errors.Join(errs...)
}

// numbered says which of several entries is at fault, counted from 1.
func numbered(err error, i, of int) error {
	var e *Error
	if of < 2 || !errors.As(err, &e) {
		return err
	}
	return &Error{e.Code, fmt.Sprintf("number %d: %s", i+1, e.Cause), e.Remedy, e.Line}
}

// parts are the errors that err joins, or err alone.
func parts(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// checkBinary checks forecasts of events and what happened, one of each; the error
// joins *Errors.
func checkBinary(p []float64, y []int) error {
	if len(p) != len(y) {
		return fault(CodeLength, "give one outcome a forecast", "there are %d forecasts and %d outcomes", len(p), len(y))
	}
	if len(p) == 0 {
		return fault(CodeEmpty, "give at least one resolved question", "there is nothing to score")
	}
	var errs []error
	for i := range p {
		for _, err := range []error{checkProbability(p[i]), checkEvent(y[i])} {
			if err != nil {
				errs = append(errs, numbered(err, i, len(p)))
			}
		}
	}
	return errors.Join(errs...)
}

func checkEvent(y int) error {
	if y != 0 && y != 1 {
		return fault(CodeOutcome, "give 1 if it happened and 0 if not", "%d is no outcome of a yes-or-no question", y)
	}
	return nil
}

// sumTolerance is how far the probabilities of a distribution may be from 1.
const sumTolerance = 1e-6

// checkOptions checks a distribution over options and the outcome's index; the
// error joins *Errors.
func checkOptions(p []float64, outcome int) error {
	if len(p) == 0 {
		return fault(CodeEmpty, "give a probability for each option", "there are no options")
	}
	var errs []error
	if err := checkProbabilities(p); err != nil {
		errs = append(errs, parts(err)...)
	} else {
		sum := 0.0
		for _, q := range p {
			sum += q
		}
		if math.Abs(sum-1) > sumTolerance {
			errs = append(errs, fault(CodeNotDistribution, "give probabilities that sum to 1", "the probabilities sum to %v", sum))
		}
	}
	if outcome < 0 || outcome >= len(p) {
		errs = append(errs, fault(CodeOutcome, fmt.Sprintf("give an index in 0..%d", len(p)-1), "%d is no option", outcome))
	}
	return errors.Join(errs...)
}
