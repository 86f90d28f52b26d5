package conflict

import (
	"fmt"
	"slices"
	"strings"

	"entente/spelling"
)

// Codes of problems. The first block are errors, the second warnings.
const (
	CodeNoFeasibleState    = "conflict/no-feasible-state"
	CodeUnknownOption      = "conflict/unknown-option"
	CodeBadExpression      = "conflict/bad-expression"
	CodeUnknownDM          = "conflict/unknown-decision-maker"
	CodeDuplicateID        = "conflict/duplicate-id"
	CodeBadValue           = "conflict/bad-value"
	CodeRankingIncomplete  = "conflict/ranking-incomplete"
	CodeRankingDuplicate   = "conflict/ranking-duplicate"
	CodeRankingInfeasible  = "conflict/ranking-infeasible"
	CodeNoPreferences      = "conflict/no-preferences"
	CodeScoreCount         = "conflict/score-count"
	CodeStatusQuo          = "conflict/status-quo-infeasible"
	CodeUnknownState       = "conflict/unknown-state"
	CodeSelfMove           = "conflict/self-move"
	CodeNeedsTwo           = "conflict/needs-two-decision-makers"
	CodeTooManyStates      = "conflict/too-many-states"
	CodeNoDecisionMaker    = "conflict/no-decision-maker"
	CodePreferenceCycle    = "conflict/preference-cycle"
	CodeNotIndifferent     = "conflict/not-indifferent"
	CodeNeedsOptions       = "conflict/needs-options"
	CodeNeedsKnown         = "conflict/unknown-preferences"
	CodeRedundantRule      = "conflict/redundant-rule"
	CodeConstantStatement  = "conflict/constant-statement"
	CodeRedundantStatement = "conflict/redundant-statement"
	CodeNoOptions          = "conflict/no-options"
	CodeSingleState        = "conflict/single-state"
	CodeTieInLimitedMove   = "conflict/tie-in-limited-move"
)

// Problem is one thing wrong or weak in a Case.
type Problem struct {
	Code    string
	Warning bool     // the case can be solved all the same
	Where   []string // paths into the case, such as preferences.us.statements[3]
	Column  int      // in an expression, in code points from 1; 0: not in one
	Cause   string   // a sentence without its end
	Remedy  string
}

func (p Problem) Error() string {
	return fmt.Sprintf("%s: %s; %s [%s]", strings.Join(p.Where, ", "), p.Cause, p.Remedy, p.Code)
}

// Problems are all that was found in a case, in the order of its sections.
type Problems []Problem

// Error makes Problems usable as an error.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// HasErrors reports whether any of them makes the case unusable.
func (ps Problems) HasErrors() bool {
	for _, p := range ps {
		if !p.Warning {
			return true
		}
	}
	return false
}

// Err is the problems as an error if any is more than a warning, else nil.
func (ps Problems) Err() error {
	if ps.HasErrors() {
		return ps
	}
	return nil
}

func (ps *Problems) add(code, where, cause, remedy string) {
	*ps = append(*ps, Problem{Code: code, Where: []string{where}, Cause: cause, Remedy: remedy})
}

func (ps *Problems) warn(code, where, cause, remedy string) {
	*ps = append(*ps, Problem{Code: code, Warning: true, Where: []string{where}, Cause: cause, Remedy: remedy})
}

// maxNamed is how many ids a remedy lists where none is near.
const maxNamed = 12

// orNearest is a question whether the nearest known id was meant, or remedy and
// what is declared, if that is not much.
func orNearest(id string, known []string, remedy string) string {
	if n := spelling.Nearest(id, known); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	var named []string
	for _, k := range known {
		if k != "" && !slices.Contains(named, k) {
			named = append(named, k)
		}
		if len(named) > maxNamed {
			return remedy
		}
	}
	if len(named) == 0 {
		return remedy
	}
	return remedy + "; declared: " + strings.Join(named, ", ")
}
