package sensitivity

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Speaker writes bars and correlations as sentences.
type Speaker struct {
	Answer     string               // what the answer is called: "the outcome"
	Conclusion string               // what the conclusion is called: "the conclusion"
	Number     func(float64) string // of the answer; nil: four significant digits
	Input      func(float64) string // of the inputs; nil: four significant digits
}

// Bar says what one input does alone, with its name to begin with, or without
// where the name stands beside the sentence (an empty one).
func (s Speaker) Bar(b Bar) string {
	name := b.Name
	if name == "" {
		name = "it"
	}
	if b.Undefined {
		return fmt.Sprintf("With %s at an end of its range %s does not exist.", name, s.answer())
	}
	low, high := s.move(b.AtMid, b.AtLow), s.move(b.AtMid, b.AtHigh)
	var text string
	switch {
	case low == "" && high == "":
		text = fmt.Sprintf("neither end of its range (%s, %s) moves %s from %s", s.input(b.Low), s.input(b.High), s.answer(), s.number(b.AtMid))
	case low == "":
		text = fmt.Sprintf("at its high end (%s) %s %s from %s, at its low end (%s) it stays", s.input(b.High), s.answer(), high, s.number(b.AtMid), s.input(b.Low))
	case high == "":
		text = fmt.Sprintf("at its low end (%s) %s %s from %s, at its high end (%s) it stays", s.input(b.Low), s.answer(), low, s.number(b.AtMid), s.input(b.High))
	default:
		text = fmt.Sprintf("at its low end (%s) %s %s from %s, at its high end (%s) it %s", s.input(b.Low), s.answer(), low, s.number(b.AtMid), s.input(b.High), high)
	}
	if b.Name != "" {
		text = b.Name + ": " + text
	} else {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return text + s.turn(b) + "."
}

func (s Speaker) turn(b Bar) string {
	switch {
	case b.Turn == nil:
		return ""
	case b.Turn.At == nil:
		return fmt.Sprintf("; none of %d values tried turns %s", b.Turn.Tried, s.conclusion())
	case b.Turn.Holds:
		return fmt.Sprintf("; %s no longer holds at about %s and %s", s.conclusion(), s.input(*b.Turn.At), beyond(b))
	}
	return fmt.Sprintf("; %s, which does not hold at mid, begins to hold at about %s and %s", s.conclusion(), s.input(*b.Turn.At), beyond(b))
}

func beyond(b Bar) string {
	if *b.Turn.At < b.Mid {
		return "below"
	}
	return "above"
}

// move says how the answer goes; empty where it would be written the same.
func (s Speaker) move(from, to float64) string {
	switch {
	case s.number(from) == s.number(to):
		return ""
	case to < from:
		return "falls to " + s.number(to)
	}
	return "rises to " + s.number(to)
}

// Correlation says how an input moves with the answer over n draws.
func (s Speaker) Correlation(name string, c Correlation, n int) string {
	switch {
	case !c.Defined:
		return fmt.Sprintf("%s or %s does not vary over the %d draws.", name, s.answer(), n)
	case math.Abs(c.Rho) <= Noise(n):
		return fmt.Sprintf("Over %d draws %s shows no connection with %s (rank correlation %+.2f, noise up to %.2f).", n, name, s.answer(), c.Rho, Noise(n))
	case c.Rho > 0:
		return fmt.Sprintf("Over %d draws %s is higher where %s is higher (rank correlation %+.2f).", n, s.answer(), name, c.Rho)
	}
	return fmt.Sprintf("Over %d draws %s is lower where %s is higher (rank correlation %+.2f).", n, s.answer(), name, c.Rho)
}

func (s Speaker) answer() string { return or(s.Answer, "the answer") }

func (s Speaker) conclusion() string { return or(s.Conclusion, "the conclusion") }

func (s Speaker) number(x float64) string { return written(s.Number, x) }

func (s Speaker) input(x float64) string { return written(s.Input, x) }

func written(format func(float64) string, x float64) string {
	if format != nil {
		return format(x)
	}
	if math.Abs(x) >= 1e4 && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
