package evidence

import "slices"

// Severity is what a finding stops.
type Severity string

const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityNote    Severity = "note"
)

// Check is one thing that is looked for.
type Check struct {
	ID       string
	Severity Severity
	When     string // what is the matter, in a sentence without its end
	Remedy   string
}

// The identifiers of the checks.
const (
	LintDuplicateID        = "ev/duplicate-id"
	LintDanglingRef        = "ev/dangling-ref"
	LintRangeInverted      = "ev/range-inverted"
	LintOutsideScale       = "ev/outside-scale"
	LintSpanLost           = "ev/span-lost"
	LintSpanAmbiguous      = "ev/span-ambiguous"
	LintSpanDrifted        = "ev/span-drifted"
	LintTextNotAtHand      = "ev/text-not-at-hand"
	LintNoBasis            = "ev/no-basis"
	LintPointValue         = "ev/point-value"
	LintEdgeNoClaim        = "ev/edge-no-claim"
	LintSignConflict       = "ev/sign-conflict"
	LintConflictOpen       = "ev/conflict-open"
	LintHypotheticalAsFact = "ev/hypothetical-as-fact"
	LintJudgementOnly      = "ev/judgement-only"
	LintOneOrigin          = "ev/one-origin"
	LintRestsOnOne         = "ev/rests-on-one"
	LintZeroDiagnostic     = "ev/zero-diagnostic"
	LintUnknownGraded      = "ev/unknown-graded"
	LintDateOrder          = "ev/date-order"
	LintUndated            = "ev/undated"
	LintAfterAsOf          = "ev/after-as-of"
	LintHindsight          = "ev/hindsight"
	LintOutcomeLeak        = "ev/outcome-leak"
	LintVerbatim           = "ev/verbatim-in-shared"
	LintMixedRows          = "words/mixed-rows"
	LintWithConfidence     = "words/likelihood-with-confidence"
	LintDoubleRoute        = "couple/double-route"
)

var checks = []Check{
	{LintDuplicateID, SeverityError, "two records have the same id", "rename one; ids are unique in a case, across all kinds of records"},
	{LintDanglingRef, SeverityError, "a reference names a record that does not exist", "correct the id, or add the record"},
	{LintRangeInverted, SeverityError, "the low bound is above the high one, or the mode lies outside", "write low..high or low..mode..high in ascending order"},
	{LintOutsideScale, SeverityError, "a bound lies outside the scale of the parameter", "keep the value on its scale, or change the scale"},
	{LintSpanLost, SeverityError, "the quoted place is not in the text any more", "find the passage by hand and quote it anew, or reject the claim"},
	{LintSpanAmbiguous, SeverityError, "the quoted words fit several places equally well", "quote more words, or add what stands before and after"},
	{LintSpanDrifted, SeverityWarning, "the words at the quoted place have changed a little", "compare them and accept the new wording, or reject the claim"},
	{LintTextNotAtHand, SeverityNote, "the place cannot be checked without the text", "lay the text where the source says, or leave it unchecked"},
	{LintNoBasis, SeverityWarning, "the number rests on nothing: no claim sets, bounds or supports it, or its judgement gives no reason", "add `because` with a claim or a place, or `judgement` with a reason"},
	{LintPointValue, SeverityNote, "a single number claims to be known exactly", "give a range, or mark it `exact: yes`"},
	{LintEdgeNoClaim, SeverityWarning, "no claim supports the link, and no judgement with a reason stands for one", "add `because` with a claim or a place, or `judgement` with a reason"},
	{LintSignConflict, SeverityWarning, "claims give the link both signs", "split the link by condition, or say in an assessment which sign to keep"},
	{LintConflictOpen, SeverityWarning, "two claims that contradict each other feed the same object", "keep both and let the range cover both, or assess why one does not count"},
	{LintHypotheticalAsFact, SeverityError, "a hypothetical or denied claim stands behind something as if it were asserted", "link what is asserted instead, or make its role `against`"},
	{LintJudgementOnly, SeverityWarning, "everything behind it is judgement or forecast", "look for a reported event or statement that bears on it"},
	{LintOneOrigin, SeverityWarning, "all claims behind it go back to one telling", "look for an independent source; repetition is no confirmation"},
	{LintRestsOnOne, SeverityWarning, "the conclusion flips when one item or cluster is left out", "look for independent evidence on that item"},
	{LintZeroDiagnostic, SeverityNote, "the item separates no hypotheses", "leave it in for the record, and look for evidence that they would predict differently"},
	{LintUnknownGraded, SeverityWarning, "a grade of F or 6 means unknown, yet it was turned into a number without a reason", "give the reason for the number, or leave the reliability open (0..1)"},
	{LintDateOrder, SeverityWarning, "the dates are out of order: said after its source appeared, or happened after it was said", "check the dates; a forecast may speak of what comes later"},
	{LintUndated, SeverityError, "the source of the claim has no date, so it cannot count on an as-of date", "find out when it was published"},
	{LintAfterAsOf, SeverityError, "the source of the claim had not certainly appeared by the as-of date", "leave the claim out, or give an `admit` entry where the date leaves it open"},
	{LintHindsight, SeverityWarning, "the judgement was made after the as-of date", "have it made by someone who does not know the outcome, or say so in the report"},
	{LintOutcomeLeak, SeverityError, "an outcome known only after the as-of date feeds the model", "take the link away; outcomes are read by scoring alone"},
	{LintVerbatim, SeverityError, "the case holds more of a text's own words than its sharing rule allows", "paraphrase, and keep the place instead of the words"},
	{LintMixedRows, SeverityWarning, "words of both rows of the table of likelihood occur", "keep to one row"},
	{LintWithConfidence, SeverityWarning, "one sentence states a likelihood and a confidence", "say how likely it is in one sentence, and how sure you are of that in another"},
	{LintDoubleRoute, SeverityWarning, "a driver reaches the outcome by two routes that stand for the same influence", "mark one of them `carried-by`"},
}

// Checks returns the table of all checks in the order in which they are
// documented. Some need more than a ledger and are decided elsewhere: what a
// conclusion rests on by the hypotheses lens, double routes by the coupled run.
func Checks() []Check { return slices.Clone(checks) }

// LookupCheck finds a check by id.
func LookupCheck(id string) (Check, bool) {
	i := slices.IndexFunc(checks, func(c Check) bool { return c.ID == id })
	if i < 0 {
		return Check{}, false
	}
	return checks[i], true
}
