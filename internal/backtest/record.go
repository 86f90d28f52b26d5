package backtest

import (
	"errors"
	"fmt"

	"entente/bargain"
)

// Decision is one issue of a record.
type Decision struct {
	bargain.Issue
	Group   string   // issues of one group are not independent: a proposal, a case
	Outcome *float64 // scale units; nil when not resolved
}

// Record is a collection of decisions.
type Record struct {
	Name      string // as the user named it
	Digest    string // sha256 of the input, in hex; may be empty
	Decisions []Decision
}

// Codes of errors, beside those of package bargain.
const (
	CodeTooFew  = "bargaining/too-few-resolved"
	CodeFolds   = "bargaining/bad-folds"
	CodeOptions = "bargaining/bad-option"
)

// Error is one thing that keeps a record from being scored.
type Error struct {
	Code   string
	Cause  string
	Remedy string
}

func (e *Error) Error() string { return fmt.Sprintf("%s; %s [%s]", e.Cause, e.Remedy, e.Code) }

// item is a resolved decision, prepared.
type item struct {
	bargain.Resolved
	id    string
	issue *bargain.Issue
}

// check returns what is wrong with the record's ids and outcomes, joined.
func (r *Record) check() error {
	var errs []error
	seen := make(map[string]bool, len(r.Decisions))
	for i := range r.Decisions {
		d := &r.Decisions[i]
		if seen[d.Name] {
			errs = append(errs, &bargain.InputError{Code: bargain.CodeDuplicateIssue, Issue: d.Name, Cause: "stands twice in the record", Remedy: "give each issue an id of its own"})
		}
		seen[d.Name] = true
		if out := d.Outcome; out != nil && d.Low < d.High && !(*out >= d.Low && *out <= d.High) {
			errs = append(errs, &bargain.InputError{Code: bargain.CodePosition, Issue: d.Name, Field: "outcome",
				Cause:  fmt.Sprintf("%v is off the scale", *out),
				Remedy: fmt.Sprintf("give a number in %v..%v, or none while it is open", d.Low, d.High)})
		}
	}
	return errors.Join(errs...)
}

// resolved prepares the decisions with an outcome, in the order of the record.
// The error joins all that is wrong with any decision.
func (r *Record) resolved() ([]item, error) {
	var items []item
	errs := []error{r.check()}
	for i := range r.Decisions {
		d := &r.Decisions[i]
		basis, err := bargain.NewBasis(d.Issue)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if d.Outcome != nil && errs[0] == nil {
			items = append(items, item{basis.Resolve(d.Group, *d.Outcome), d.Name, &d.Issue})
		}
	}
	return items, errors.Join(errs...)
}
