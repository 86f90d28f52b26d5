package quantity

import "fmt"

// Fault says in what way a text or a value is wrong, so that a caller can give
// it a code of its own.
type Fault string

const (
	BadSyntax Fault = "syntax"     // not one of the written forms
	Inverted  Fault = "inverted"   // low above high, or the mode outside
	NotFinite Fault = "not-finite" // NaN or infinite
	TooLarge  Fault = "too-large"  // beyond Limit, or a text beyond any number's length
	BadShape  Fault = "shape"      // a distribution whose parameters admit no value
	OffScale  Fault = "off-scale"  // nothing of the value lies on the scale
)

// Error is what Parse, Check, Cut and Stretch return.
type Error struct {
	Fault Fault
	Text  string // the text or value at fault, as far as it is known
	Cause string // a full sentence without its end
}

func (e *Error) Error() string {
	if e.Text == "" {
		return e.Cause
	}
	return fmt.Sprintf("%q: %s", e.Text, e.Cause)
}
