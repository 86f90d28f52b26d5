package evidence

import (
	"errors"
	"strings"
	"unicode"

	"entente/quantity"
)

// Basis says what a number rests on.
type Basis string

const (
	BasisEvidence  Basis = "evidence"
	BasisJudgement Basis = "judgement"
	BasisDefault   Basis = "default"
	BasisNone      Basis = "none"
)

// Written is a value as people write it, with what stands behind it.
type Written struct {
	Value  quantity.Value
	Places []Place // after `<-`
	Reason string  // after `?`
	Basis  Basis   // evidence when there are places, else judgement when there is a reason, else none
}

// ParseValue reads a value, optionally followed by `<-` and places, optionally
// followed by `?` and the reason for a judgement:
//
//	10..30 <- fa ¶18, ll ¶7
//	40..80 ? no text says how much deputies care
//	likely <- fa ¶34 ? the author hedges twice
//
// Everything after the first `?` is the reason. A word of the stated tables is
// read as its range on 0..1; stretching it to another scale is the caller's.
//
// Errors: evidence/bad-value, evidence/range-inverted (low above high, or a
// mode outside), evidence/bad-locator, evidence/no-reason.
func ParseValue(text string) (Written, error) {
	var errs Errors
	head, reason, judged := strings.Cut(text, "?")
	number, places, cited := strings.Cut(head, "<-")

	w := Written{Basis: BasisNone, Reason: strings.TrimFunc(reason, unicode.IsSpace)}
	switch {
	case cited:
		w.Basis = BasisEvidence
	case judged:
		w.Basis = BasisJudgement
	}
	var err error
	if w.Value, err = quantity.Parse(strings.TrimFunc(number, unicode.IsSpace)); err != nil {
		errs = append(errs, valueError(strings.TrimSpace(number), err))
	}
	if cited {
		if w.Places, err = ParsePlaces(places); err != nil {
			var wrong Errors
			errors.As(err, &wrong)
			errs = append(errs, wrong...)
		}
	}
	if judged {
		if w.Reason == "" {
			errs = append(errs, &Error{
				code:   CodeNoReason,
				Text:   clip(strings.TrimSpace(text)),
				Cause:  "after `?` the reason for the judgement is missing",
				Remedy: "say in a few words why this value, or take the `?` away; in {...} or [...] put the whole in quotes",
			})
		}
	}
	if len(errs) > 0 {
		return Written{}, errs
	}
	return w, nil
}

func valueError(text string, err error) *Error {
	e := &Error{
		code:   CodeBadValue,
		Text:   clip(text),
		Cause:  "this is no number, range or known word",
		Remedy: "write 40, 30..50, 30..40..55 or a word such as `likely`; in {...} or [...] a value with a comma or a `?` needs quotes",
	}
	if text == "" {
		e.Cause = "the value is missing"
	}
	var q *quantity.Error
	if errors.As(err, &q) {
		switch q.Fault {
		case quantity.Inverted:
			e.code = CodeRangeInverted
			e.Cause = "the low bound is above the high one, or the mode lies outside them"
			e.Remedy = "write low..high or low..mode..high in ascending order"
		case quantity.NotFinite, quantity.TooLarge:
			e.Cause = "the value " + q.Cause
		}
	}
	return e
}
