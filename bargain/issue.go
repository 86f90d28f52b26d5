package bargain

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Stance is what one actor brings to one issue.
type Stance struct {
	Actor      string  `json:"actor"`
	Position   float64 `json:"position"`   // on the issue's scale
	Capability float64 `json:"capability"` // > 0, any unit: only ratios matter
	Salience   float64 `json:"salience"`   // 0..1; 0 makes a bystander
}

// Weight is the effective weight, capability times salience.
func (s Stance) Weight() float64 { return s.Capability * s.Salience }

// Issue is one question with a scale. An actor without a position is not
// listed.
type Issue struct {
	Name      string
	Low, High float64 // ends of the scale, Low < High
	Stances   []Stance
	Reference *float64 // what holds if nothing is decided; may be nil
	Proposer  string   // the actor who proposes; may be empty
}

// Error codes of Check.
const (
	CodeScale      = "bargaining/bad-scale"
	CodePosition   = "bargaining/bad-position"
	CodeCapability = "bargaining/bad-capability"
	CodeSalience   = "bargaining/bad-salience"
	CodeDuplicate  = "bargaining/duplicate-actor"
	CodeNoWeight   = "bargaining/no-weight"
	CodeUnknown    = "bargaining/unknown-actor"
)

// InputError is one thing wrong with an issue.
type InputError struct {
	Code   string
	Issue  string
	Actor  string // empty when the issue itself is at fault
	Field  string
	Cause  string
	Remedy string
}

func (e *InputError) Error() string {
	where := fmt.Sprintf("issue %q", e.Issue)
	if e.Actor != "" {
		where += fmt.Sprintf(", actor %q", e.Actor)
	}
	if e.Field != "" {
		where += ", " + e.Field
	}
	return fmt.Sprintf("%s: %s; %s [%s]", where, e.Cause, e.Remedy, e.Code)
}

// Check returns all that is wrong with the issue, joined, each an *InputError;
// nil when every method can run.
func (is *Issue) Check() error {
	var errs []error
	report := func(code, actor, field, cause, remedy string) {
		errs = append(errs, &InputError{code, is.Name, actor, field, cause, remedy})
	}
	if !finite(is.Low) || !finite(is.High) || !(is.Low < is.High) {
		report(CodeScale, "", "scale", fmt.Sprintf("%s..%s is no scale", number(is.Low), number(is.High)), "give two finite ends, the lower first")
		return errors.Join(errs...)
	}
	if is.Reference != nil && !(*is.Reference >= is.Low && *is.Reference <= is.High) {
		report(CodePosition, "", "reference point", number(*is.Reference)+" is off the scale", "give a number in "+is.scaleText())
	}
	seen := make(map[string]bool, len(is.Stances))
	total := 0.0
	for _, s := range is.Stances {
		if seen[s.Actor] {
			report(CodeDuplicate, s.Actor, "", "has more than one stance", "keep one stance an actor")
		}
		seen[s.Actor] = true
		if !(s.Position >= is.Low && s.Position <= is.High) {
			report(CodePosition, s.Actor, "position", number(s.Position)+" is off the scale", "give a number in "+is.scaleText())
		}
		if !finite(s.Capability) || s.Capability <= 0 {
			report(CodeCapability, s.Actor, "capability", number(s.Capability)+" is no capability", "give a number above 0")
		}
		if !(s.Salience >= 0 && s.Salience <= 1) {
			report(CodeSalience, s.Actor, "salience", number(s.Salience)+" is no salience", "give a number in 0..1")
		}
		total += s.Weight()
	}
	if is.Proposer != "" && !seen[is.Proposer] {
		report(CodeUnknown, is.Proposer, "proposer", "has no stance on this issue", "name an actor with a stance, or none")
	}
	if len(errs) == 0 && !(total > 0) {
		report(CodeNoWeight, "", "", "no actor has any weight", "give at least one actor a salience above 0")
	}
	return errors.Join(errs...)
}

func (is *Issue) scaleText() string { return number(is.Low) + ".." + number(is.High) }

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// number writes x as given, for messages.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
