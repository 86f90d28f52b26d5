package evidence

import (
	"fmt"
	"strings"
)

// Codes of the errors of this package.
const (
	CodeNotUTF8       = "evidence/not-utf8"
	CodeBadLocator    = "evidence/bad-locator"
	CodeBadValue      = "evidence/bad-value"
	CodeRangeInverted = "evidence/range-inverted"
	CodeNoReason      = "evidence/no-reason"
	CodeBadDate       = "evidence/bad-date"
	CodeBadRecord     = "evidence/bad-record"
	CodeBadSpan       = "evidence/bad-span"
	CodeNoParagraph   = "evidence/no-such-paragraph"
	CodeQuoteNotFound = "evidence/quote-not-found"
	CodeUnknownCheck  = "evidence/unknown-check"
	CodeBadGrade      = "words/bad-grade"
)

// Error is a text or a record that cannot be used: which, why, and what to do.
type Error struct {
	code   string
	Text   string // what was given, as far as it helps
	Cause  string // a sentence without its end
	Remedy string // a sentence without its end
}

// Code is stable, such as "evidence/bad-locator".
func (e *Error) Code() string { return e.code }

// Error says cause and remedy.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Text != "" {
		fmt.Fprintf(&b, "%q: ", e.Text)
	}
	b.WriteString(e.Cause)
	if e.Remedy != "" {
		b.WriteString("; ")
		b.WriteString(e.Remedy)
	}
	return b.String()
}

// Errors is everything that is wrong with one input.
type Errors []*Error

// Error says all of them, one a line.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Code is the code of the first.
func (es Errors) Code() string { return es[0].code }

// Unwrap lets errors.As reach the single ones.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// err returns es as an error, nil when there are none.
func (es Errors) err() error {
	if len(es) == 0 {
		return nil
	}
	return es
}

// clip shortens what a message repeats, so that one bad input cannot fill a
// screen.
func clip(s string) string {
	const most = 60
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "…"
}
