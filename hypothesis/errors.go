package hypothesis

import (
	"errors"
	"fmt"
	"strings"
)

// Error codes.
const (
	CodeTooFew      = "hypotheses/too-few"
	CodeDuplicateID = "hypotheses/duplicate-id"
	CodeUnknown     = "hypotheses/unknown-id"
	CodeLikelihood  = "hypotheses/bad-likelihood"
	CodePrior       = "hypotheses/bad-prior"
	CodeReliability = "hypotheses/bad-reliability"
	CodeFloor       = "hypotheses/bad-floor"
	CodeRho         = "hypotheses/bad-rho"
	CodeCertain     = "hypotheses/certain"
	CodeUnrated     = "hypotheses/unrated"
	CodeImpossible  = "hypotheses/impossible"
	CodeDraws       = "hypotheses/bad-draws"
	CodeRating      = "hypotheses/bad-rating"
	CodeScheme      = "hypotheses/bad-scheme"

	CodeRowSum        = "bn/row-sum"
	CodeRowMissing    = "bn/row-missing"
	CodeRowTwice      = "bn/row-twice"
	CodeRowLength     = "bn/row-length"
	CodeProbability   = "bn/bad-probability"
	CodeCycle         = "bn/cycle"
	CodeUnknownParent = "bn/unknown-parent"
	CodeUnknownState  = "bn/unknown-state"
	CodeUnknownNode   = "bn/unknown-node"
	CodeDuplicateNode = "bn/duplicate-id"
	CodeStates        = "bn/bad-states"
	CodeTooLarge      = "bn/too-large"
	CodeNetImpossible = "bn/impossible"
)

// Error is one thing wrong with a set, a table of ratings or a net.
type Error struct {
	Code   string
	At     string // `item "e1", hypothesis "H2"`; may be empty
	Cause  string
	Remedy string
}

func (e *Error) Error() string {
	if e.At == "" {
		return fmt.Sprintf("%s; %s [%s]", e.Cause, e.Remedy, e.Code)
	}
	return fmt.Sprintf("%s: %s; %s [%s]", e.At, e.Cause, e.Remedy, e.Code)
}

// faults collects errors, so that all are told at once.
type faults []error

func (f *faults) add(code, at, cause, remedy string) {
	*f = append(*f, &Error{code, at, cause, remedy})
}

func (f faults) err() error { return errors.Join(f...) }

// place names an object, as in item "e1", hypothesis "H2".
func place(pairs ...string) string {
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s %q", pairs[i], pairs[i+1])
	}
	return b.String()
}
