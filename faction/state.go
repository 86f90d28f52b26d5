package faction

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// The scale of positions within a state.
const (
	ScaleLow  = 0.0
	ScaleHigh = 100.0
)

// MaxInfluence is the largest influence that can be reckoned with.
const MaxInfluence = 1e100

// Faction is one faction of a state on one issue.
type Faction struct {
	ID        string  `json:"id"`
	Position  float64 `json:"position"`  // 0..100
	Influence float64 `json:"influence"` // >= 0, any scale: only ratios matter
	Salience  float64 `json:"salience"`  // 0..1
	Veto      bool    `json:"veto"`      // counts even when salience is 0
}

// State is a state on one issue.
type State struct {
	Name      string
	Factions  []Faction
	StatusQuo float64 // 0..100
}

// Error codes.
const (
	CodeNoWeight       = "factions/no-weight"
	CodePosition       = "factions/bad-position"
	CodeInfluence      = "factions/bad-influence"
	CodeSalience       = "factions/bad-salience"
	CodeDuplicate      = "factions/duplicate-faction"
	CodeNoAnchor       = "factions/no-anchor"
	CodeShape          = "factions/bad-shape"
	CodeListening      = "factions/bad-listening"
	CodeSusceptibility = "factions/bad-susceptibility"
)

// Error is one thing wrong with a state or a group.
type Error struct {
	Code    string
	State   string
	Faction string // empty when the state itself is at fault
	Cause   string
	Remedy  string
}

func (e *Error) Error() string {
	where := ""
	if e.State != "" {
		where = fmt.Sprintf("state %q: ", e.State)
	}
	if e.Faction != "" {
		where += fmt.Sprintf("faction %q: ", e.Faction)
	}
	return fmt.Sprintf("%s%s; %s [%s]", where, e.Cause, e.Remedy, e.Code)
}

// Check returns all that is wrong with the state, joined, each an *Error; nil
// when it can be aggregated.
func (st *State) Check() error {
	var errs []error
	report := func(code, faction, cause, remedy string) {
		errs = append(errs, &Error{code, st.Name, faction, cause, remedy})
	}
	if !onScale(st.StatusQuo) {
		report(CodePosition, "", "status quo "+number(st.StatusQuo)+" is off the scale", "give a number in 0..100")
	}
	seen := make(map[string]bool, len(st.Factions))
	total := 0.0
	for _, f := range st.Factions {
		if seen[f.ID] {
			report(CodeDuplicate, f.ID, "stands twice", "keep one entry a faction")
		}
		seen[f.ID] = true
		if !onScale(f.Position) {
			report(CodePosition, f.ID, "position "+number(f.Position)+" is off the scale", "give a number in 0..100")
		}
		if !(f.Influence >= 0) || math.IsInf(f.Influence, 0) {
			report(CodeInfluence, f.ID, "influence "+number(f.Influence)+" is none", "give a number that is not negative")
		} else if f.Influence > MaxInfluence {
			report(CodeInfluence, f.ID, "influence "+number(f.Influence)+" is too large to add up", "divide all influences by the largest; only their ratios matter")
		}
		if !(f.Salience >= 0 && f.Salience <= 1) {
			report(CodeSalience, f.ID, "salience "+number(f.Salience)+" is none", "give a number in 0..1")
		}
		total += f.Influence * f.Salience
	}
	if len(errs) == 0 && !(total > 0) {
		report(CodeNoWeight, "", "no faction has any weight", "give at least one faction influence and salience above 0")
	}
	return errors.Join(errs...)
}

func onScale(x float64) bool { return x >= ScaleLow && x <= ScaleHigh }

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
