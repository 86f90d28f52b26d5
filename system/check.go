package system

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"entente/faction"
)

// Error codes.
const (
	CodeTarget   = "couple/unknown-target"
	CodeDriver   = "couple/unknown-driver"
	CodeUnstable = "couple/unstable"
	CodePace     = "couple/bad-pace"
	CodeSteps    = "couple/bad-steps"
	CodeRule     = "couple/unknown-rule"
	CodeKind     = "couple/unknown-kind"
	CodeNumber   = "couple/bad-number"
	CodeState    = "couple/bad-state"
	CodeNoWeight = "couple/no-weight"
)

// MaxSteps is the longest run.
const MaxSteps = 10000

// Error is one thing wrong with a model.
type Error struct {
	Code, At, Cause, Remedy string
}

func (e *Error) Error() string {
	if e.At == "" {
		return fmt.Sprintf("%s; %s [%s]", e.Cause, e.Remedy, e.Code)
	}
	return fmt.Sprintf("%s: %s; %s [%s]", e.At, e.Cause, e.Remedy, e.Code)
}

// Check returns all that is wrong with the model, joined: *Errors, and for the
// numbers of factions *faction.Errors. That the effects are stable is for the
// package that made them to say.
func (m *Model) Check() error {
	var errs []error
	report := func(code, at, cause, remedy string) { errs = append(errs, &Error{code, at, cause, remedy}) }
	finite := func(at string, x float64) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			report(CodeNumber, at, fmt.Sprintf("%v is no finite number", x), "give one")
		}
	}
	driver := func(at string, d int) {
		if d < 0 || d >= len(m.Drivers) {
			report(CodeDriver, at, "its driver is none of the model", "name one that is")
		}
	}
	for i, l := range m.Delayed {
		at := fmt.Sprintf("delayed link %d", i+1)
		driver(at, l.From)
		driver(at, l.To)
		finite(at, l.Effect)
		if l.Lag < 1 {
			report(CodeSteps, at, fmt.Sprintf("it acts %d steps late", l.Lag), "give 1 or more; a link without delay stands among the effects")
		}
	}
	if !(m.Pace > 0 && m.Pace <= 1) {
		report(CodePace, "h", fmt.Sprintf("%v is no pace", m.Pace), "give a number above 0, at most 1")
	}
	if m.Steps < 0 || m.Steps > MaxSteps {
		report(CodeSteps, "steps", fmt.Sprintf("%d steps are asked for", m.Steps), fmt.Sprintf("ask for 0 to %d", MaxSteps))
	}
	if len(m.States) == 0 {
		report(CodeState, "", "there is no state", "give at least one")
	}
	seen := map[string]bool{}
	for _, s := range m.States {
		if seen[s.ID] {
			report(CodeState, s.ID, "it stands twice", "keep one")
		}
		seen[s.ID] = true
		if s.Rule != Mean && s.Rule != Median && s.Rule != Veto {
			report(CodeRule, s.ID, fmt.Sprintf("%q is no rule of a state", s.Rule), "write mean, median or veto")
		}
		if !(s.Capability > 0) || math.IsInf(s.Capability, 0) {
			report(CodeState, s.ID, fmt.Sprintf("%v is no capability", s.Capability), "give a number above 0")
		}
		aggregated := faction.State{Name: s.ID, Factions: s.Factions, StatusQuo: s.StatusQuo}
		if err := aggregated.Check(); err != nil {
			errs = append(errs, err)
		}
	}
	for i, b := range m.Bindings {
		at := fmt.Sprintf("binding %d", i+1)
		driver(at, b.Driver)
		finite(at, b.Size)
		if !m.has(b.Target) {
			report(CodeTarget, at, "its target is none of the model", "name a state's faction and its influence, salience or position, or a state's capability")
		}
	}
	for i, f := range m.Feedback {
		at := fmt.Sprintf("feedback %d", i+1)
		driver(at, f.Driver)
		finite(at, f.Size)
	}
	for i, f := range m.Forces {
		at := fmt.Sprintf("push %d", i+1)
		driver(at, f.Driver)
		finite(at, f.Size)
		if f.Kind != Push && f.Kind != Pin {
			report(CodeKind, at, fmt.Sprintf("%q is no kind of push", f.Kind), "write push or pin")
		}
		if f.From < 1 || f.To != 0 && f.To < f.From {
			report(CodeSteps, at, fmt.Sprintf("it lasts from step %d until before step %d", f.From, f.To), "begin at step 1 or later, and end after the beginning")
		}
	}
	return errors.Join(errs...)
}

func (m *Model) has(t Target) bool {
	if t.State < 0 || t.State >= len(m.States) {
		return false
	}
	if t.Parameter == Capability {
		return t.Faction == -1
	}
	return (t.Parameter == Influence || t.Parameter == Salience || t.Parameter == Position) &&
		t.Faction >= 0 && t.Faction < len(m.States[t.State].Factions)
}

// Find resolves a written target, "state.faction.parameter" or
// "state.capability". Ids may hold points themselves. The error is an *Error.
func (m *Model) Find(written string) (Target, error) {
	end := strings.LastIndexByte(written, '.')
	if end < 0 {
		return Target{}, unknownTarget(written)
	}
	owner, parameter := written[:end], Parameter(written[end+1:])
	for s, state := range m.States {
		if t := (Target{s, -1, parameter}); owner == state.ID && m.has(t) {
			return t, nil
		}
		for f, group := range state.Factions {
			if t := (Target{s, f, parameter}); owner == state.ID+"."+group.ID && m.has(t) {
				return t, nil
			}
		}
	}
	return Target{}, unknownTarget(written)
}

func unknownTarget(written string) error {
	return &Error{CodeTarget, written, "it names no number of the model", "write state.faction.influence, .salience or .position, or state.capability"}
}
