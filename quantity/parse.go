package quantity

import (
	"math"
	"strconv"
	"strings"
)

// Limit is the largest magnitude that Parse and Check admit. Beyond it sums of
// squares and spans of ranges lose the digits that lenses rely on.
const Limit = 1e15

// maxText is the longest text worth reading as a value.
const maxText = 200

// Parse reads a number, a range `low..high`, a range with a mode
// `low..mode..high`, or a word of the stated tables. Blanks around the parts
// are allowed. A word is read as its range on 0..1; Stretch moves it to another
// scale.
//
// The error is an *Error with Fault BadSyntax, Inverted, NotFinite or TooLarge.
func Parse(text string) (Value, error) {
	if len(text) > maxText {
		return Value{}, &Error{TooLarge, text[:20] + "...", "is too long for a number, a range or a word"}
	}
	trimmed := strings.TrimSpace(text)
	if v, ok := LookupWord(trimmed); ok {
		return v, nil
	}
	parts := strings.Split(trimmed, "..")
	if len(parts) > 3 {
		return Value{}, &Error{BadSyntax, trimmed, "has more than three parts; write low..high or low..mode..high"}
	}
	var x [3]float64
	for i, part := range parts {
		n, err := parseNumber(strings.TrimSpace(part), trimmed)
		if err != nil {
			return Value{}, err
		}
		x[i] = n
	}
	var v Value
	switch len(parts) {
	case 1:
		return PointOf(x[0]), nil
	case 2:
		v = Between(x[0], x[1])
	default:
		// Equal bounds with another mode must not hide as a point.
		if x[0] == x[2] && x[1] != x[0] {
			return Value{}, &Error{Inverted, trimmed, "has its mode outside its bounds"}
		}
		v = PERTOf(x[0], x[1], x[2])
	}
	if err := v.Check(); err != nil {
		err.(*Error).Text = trimmed
		return Value{}, err
	}
	return v, nil
}

// parseNumber reads one signed decimal number; whole is the text it stands in.
func parseNumber(part, whole string) (float64, error) {
	plain := strings.Replace(part, "\u2212", "-", 1) // the typographic minus that people paste
	if !isNumber(plain) {
		switch strings.ToLower(strings.TrimLeft(plain, "+-")) {
		case "nan", "inf", "infinity", ".nan", ".inf":
			return 0, &Error{NotFinite, whole, "is not a finite number"}
		}
		return 0, &Error{BadSyntax, whole, "is no number, range or known word; write 40, 30..50 or 30..40..55"}
	}
	x, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.Abs(x) > Limit {
		return 0, &Error{TooLarge, whole, "is larger than " + Format(Limit) + " in size"}
	}
	if x == 0 {
		x = 0 // -0 has no use here and would print as such
	}
	return x, nil
}

// isNumber reports whether s is [sign] digits [. digits] [e [sign] digits].
// strconv alone would also take hexadecimal, underscores and words.
func isNumber(s string) bool {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	s, ok := digits(s)
	if !ok {
		return false
	}
	if s != "" && s[0] == '.' {
		if s, ok = digits(s[1:]); !ok {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if s, ok = digits(s); !ok {
			return false
		}
	}
	return s == ""
}

// digits cuts one or more leading digits off s.
func digits(s string) (rest string, ok bool) {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return s[n:], n > 0
}
