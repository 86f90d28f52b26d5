package analysis

import (
	"fmt"

	"entente/evidence"
	"entente/hypothesis"
	"entente/internal/problem"
	"entente/model"
)

// explanationLints are what is weak in the case's sets of explanations, as
// written and with every range at its middle.
func explanationLints(c *model.Case, add func(code string, sev problem.Severity, path, cause, remedy string)) {
	for i := range c.Hypotheses {
		h := &c.Hypotheses[i]
		at := "hypotheses." + string(h.ID)
		set, left := hypothesisSet(c, h).Rated()
		for _, id := range left {
			add(hypothesis.CodeUnrated, problem.Warning, at+".evidence."+id,
				fmt.Sprintf("The item %s has no likelihood for some explanation, so it is left out of the weighing.", id),
				"Rate it under every row, the row `none` included.")
		}
		for _, b := range set.Breaches() {
			add("hypotheses/"+string(b.Relation), problem.Warning, at+".rows."+b.A, sentence(b.Words), "Let the rows exclude each other.")
		}
		compiled, err := hypothesis.Compile(set)
		if err != nil {
			continue // said where the set is shown
		}
		for _, d := range compiled.Diagnose() {
			if d.Nothing {
				known, _ := evidence.LookupCheck(evidence.LintZeroDiagnostic)
				add(known.ID, problem.Severity(known.Severity), at+".evidence."+d.Item, sentence(d.Words), sentence(known.Remedy))
			}
		}
		leverage := compiled.LeaveOneOut()
		for _, w := range leverage.Without {
			if w.ChangesLeader {
				known, _ := evidence.LookupCheck(evidence.LintRestsOnOne)
				add(known.ID, problem.Severity(known.Severity), at, sentence(w.Words), sentence(known.Remedy))
			}
		}
	}
}
