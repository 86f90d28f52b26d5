package bargain

import (
	"errors"
	"fmt"
	"math"
)

// IssueSpec is the scale of one issue of a Problem.
type IssueSpec struct {
	ID        string   `json:"id"`
	Low       float64  `json:"low"` // ends of the scale, Low < High
	High      float64  `json:"high"`
	Reference *float64 `json:"reference,omitempty"` // what holds if nothing is decided
	Outcome   *float64 `json:"outcome,omitempty"`   // what was decided, for scoring
}

// Length is the length of the scale.
func (is IssueSpec) Length() float64 { return is.High - is.Low }

// Problem is what the dynamic models work on: some issues and the same actors
// on all of them. The matrices are actor by issue, in the order of Actors and
// Issues. A position that is NaN is missing: the actor takes no part in that
// issue, and its salience and capability there are not read. So is a salience
// that is NaN.
type Problem struct {
	Issues     []IssueSpec
	Actors     []string
	Position   [][]float64 // scale units
	Salience   [][]float64 // 0..1
	Capability [][]float64 // > 0, any unit: only ratios matter
}

// Error codes of Problem.Check that Issue.Check does not have.
const (
	CodeShape          = "bargaining/bad-shape"
	CodeDuplicateIssue = "bargaining/duplicate-issue"
	CodeEmpty          = "bargaining/empty"
)

// TakesPart reports whether the actor has a position and some salience on the
// issue.
func (p *Problem) TakesPart(actor, issue int) bool {
	return p.Position[actor][issue] == p.Position[actor][issue] && p.Salience[actor][issue] > 0
}

// Bystander reports whether the actor takes part in no issue.
func (p *Problem) Bystander(actor int) bool {
	for k := range p.Issues {
		if p.TakesPart(actor, k) {
			return false
		}
	}
	return true
}

// Check returns all that is wrong with the problem, joined, each an
// *InputError; nil when the models can run.
func (p *Problem) Check() error {
	var errs []error
	report := func(code, issue, actor, field, cause, remedy string) {
		errs = append(errs, &InputError{code, issue, actor, field, cause, remedy})
	}
	if len(p.Issues) == 0 || len(p.Actors) == 0 {
		report(CodeEmpty, "", "", "", "there are no issues or no actors", "give at least one of each")
		return errors.Join(errs...)
	}
	for _, m := range []struct {
		field string
		rows  [][]float64
	}{{"position", p.Position}, {"salience", p.Salience}, {"capability", p.Capability}} {
		if len(m.rows) != len(p.Actors) {
			report(CodeShape, "", "", m.field, fmt.Sprintf("has %d rows for %d actors", len(m.rows), len(p.Actors)), "give one row an actor")
			continue
		}
		for i, row := range m.rows {
			if len(row) != len(p.Issues) {
				report(CodeShape, "", p.Actors[i], m.field, fmt.Sprintf("has %d numbers for %d issues", len(row), len(p.Issues)), "give one number an issue, NaN where missing")
			}
		}
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	seenActor := make(map[string]bool, len(p.Actors))
	for _, a := range p.Actors {
		if seenActor[a] {
			report(CodeDuplicate, "", a, "", "stands twice in the list of actors", "keep one row an actor")
		}
		seenActor[a] = true
	}
	seenIssue := make(map[string]bool, len(p.Issues))
	for k, is := range p.Issues {
		if seenIssue[is.ID] {
			report(CodeDuplicateIssue, is.ID, "", "", "stands twice in the list of issues", "keep one column an issue")
		}
		seenIssue[is.ID] = true
		p.checkIssue(k, report)
	}
	return errors.Join(errs...)
}

func (p *Problem) checkIssue(k int, report func(code, issue, actor, field, cause, remedy string)) {
	is := p.Issues[k]
	if !finite(is.Low) || !finite(is.High) || !(is.Low < is.High) {
		report(CodeScale, is.ID, "", "scale", fmt.Sprintf("%s..%s is no scale", number(is.Low), number(is.High)), "give two finite ends, the lower first")
		return
	}
	scale := number(is.Low) + ".." + number(is.High)
	for _, point := range []struct {
		field string
		value *float64
	}{{"reference point", is.Reference}, {"outcome", is.Outcome}} {
		if v := point.value; v != nil && !(*v >= is.Low && *v <= is.High) {
			report(CodePosition, is.ID, "", point.field, number(*v)+" is off the scale", "give a number in "+scale)
		}
	}
	total, faults := 0.0, false
	for i, actor := range p.Actors {
		x, s, c := p.Position[i][k], p.Salience[i][k], p.Capability[i][k]
		if math.IsNaN(x) || math.IsNaN(s) {
			continue
		}
		fault := func(code, field string, value float64, cause, remedy string) {
			faults = true
			report(code, is.ID, actor, field, number(value)+cause, remedy)
		}
		if !(x >= is.Low && x <= is.High) {
			fault(CodePosition, "position", x, " is off the scale", "give a number in "+scale)
		}
		if !(s >= 0 && s <= 1) {
			fault(CodeSalience, "salience", s, " is no salience", "give a number in 0..1")
		}
		if !finite(c) || c <= 0 {
			fault(CodeCapability, "capability", c, " is no capability", "give a number above 0")
		}
		total += c * s
	}
	if !faults && !(total > 0) {
		report(CodeNoWeight, is.ID, "", "", "no actor has any weight", "give at least one actor a position and a salience above 0")
	}
}
