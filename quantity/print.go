package quantity

import (
	"fmt"
	"math"
	"strings"
)

// Written returns the short form that Parse reads back as v, and false for a
// distribution that only the long form of a mapping can write.
func (v Value) Written() (string, bool) {
	switch {
	case v.Word != "":
		return v.Word, true
	case v.IsPoint():
		return Format(v.Low), true
	case v.Shape == Uniform:
		return Format(v.Low) + ".." + Format(v.High), true
	case v.Shape == PERT:
		return Format(v.Low) + ".." + Format(v.Mode) + ".." + Format(v.High), true
	}
	return "", false
}

// String writes the value for people: the short form where there is one, a word
// with its range, a distribution with its parameters and its cut.
func (v Value) String() string {
	if v.Word != "" {
		return fmt.Sprintf("%s (%s..%s)", v.Word, rounded(v.Low), rounded(v.High))
	}
	if s, ok := v.Written(); ok {
		return s
	}
	var b strings.Builder
	if v.Shape == Triangular {
		left, right := v.corners()
		fmt.Fprintf(&b, "triangular %s..%s..%s", Format(left), Format(v.Mode), Format(right))
		if v.Low == left && v.High == right {
			return b.String()
		}
	} else {
		fmt.Fprintf(&b, "%s mean %s, sd %s", v.Shape, Format(v.Mean), Format(v.SD))
		if math.IsInf(v.High, 1) && (math.IsInf(v.Low, -1) || v.Shape == Lognormal && v.Low == 0) {
			return b.String()
		}
	}
	fmt.Fprintf(&b, ", cut to %s..%s", Format(v.Low), Format(v.High))
	return b.String()
}

// rounded writes a bound of a word: a third needs no sixteen digits.
func rounded(x float64) string { return Format(math.Round(x*1e4) / 1e4) }
