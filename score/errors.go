package score

import (
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

// checkBinary checks forecasts of events and what happened, one of each.
func checkBinary(p []float64, y []int) error {
	if len(p) != len(y) {
		return fault(CodeLength, "give one outcome a forecast", "there are %d forecasts and %d outcomes", len(p), len(y))
	}
	if len(p) == 0 {
		return fault(CodeEmpty, "give at least one resolved question", "there is nothing to score")
	}
	for i := range p {
		if err := checkProbability(p[i]); err != nil {
			return err
		}
		if err := checkEvent(y[i]); err != nil {
			return err
		}
	}
	return nil
}

func checkEvent(y int) error {
	if y != 0 && y != 1 {
		return fault(CodeOutcome, "give 1 if it happened and 0 if not", "%d is no outcome of a yes-or-no question", y)
	}
	return nil
}

// sumTolerance is how far the probabilities of a distribution may be from 1.
const sumTolerance = 1e-6

// checkOptions checks a distribution over options and the outcome's index.
func checkOptions(p []float64, outcome int) error {
	if len(p) == 0 {
		return fault(CodeEmpty, "give a probability for each option", "there are no options")
	}
	sum := 0.0
	for _, q := range p {
		if err := checkProbability(q); err != nil {
			return err
		}
		sum += q
	}
	if math.Abs(sum-1) > sumTolerance {
		return fault(CodeNotDistribution, "give probabilities that sum to 1", "the probabilities sum to %v", sum)
	}
	if outcome < 0 || outcome >= len(p) {
		return fault(CodeOutcome, fmt.Sprintf("give an index in 0..%d", len(p)-1), "%d is no option", outcome)
	}
	return nil
}
