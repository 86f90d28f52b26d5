package score

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
)

// Kind is the kind of a question.
type Kind string

const (
	Binary  Kind = "binary"  // yes or no
	Multi   Kind = "multi"   // one of several options
	Ordered Kind = "ordered" // one of several options that have an order
	Numeric Kind = "numeric"
)

// Form names the house form of the score of a kind.
func (k Kind) Form() string {
	switch k {
	case Binary:
		return "Brier, 0..1"
	case Multi:
		return "Brier, two-sided, 0..2"
	case Ordered:
		return "Brier, ordered, 0..2"
	}
	return "CRPS, in the unit of the quantity"
}

// Belief is a forecast: of one event, of options, or of a number. Exactly one
// form is given.
type Belief struct {
	P         *float64 // of yes
	Options   []float64
	Point     *float64
	Ensemble  []float64
	Quantiles []Quantile
	Normal    *Normal
}

// Normal is a normal distribution.
type Normal struct{ Mean, SD float64 }

// Outcome is what happened: 1 or 0, the index of an option, or a number.
type Outcome struct {
	Index int
	Value float64
}

// Loss scores a belief in the house form of its kind: Brier in 0..1 for yes or
// no, two-sided in 0..2 for options, over the cuts for ordered ones; for numbers
// CRPS, which is the absolute error of a point. Where quantiles are given it is
// twice their mean pinball loss, which is the CRPS as far as the levels tell: the
// CRPS is twice the integral of the pinball loss over all levels.
func (b Belief) Loss(kind Kind, o Outcome) (float64, error) {
	switch kind {
	case Binary:
		return Brier(*b.P, o.Index)
	case Multi:
		return BrierTwoSided(b.Options, o.Index)
	case Ordered:
		return BrierOrdered(b.Options, o.Index)
	}
	switch {
	case b.Quantiles != nil:
		loss, err := Pinball(b.Quantiles, o.Value)
		return 2 * loss, err
	case b.Normal != nil:
		return CRPSGaussian(b.Normal.Mean, b.Normal.SD, o.Value)
	case b.Ensemble != nil:
		return CRPSEnsemble(b.Ensemble, o.Value)
	}
	return CRPSEnsemble([]float64{*b.Point}, o.Value)
}

// Nats is the log score of a belief about events; NaN for numbers.
func (b Belief) Nats(kind Kind, o Outcome) (float64, error) {
	switch kind {
	case Binary:
		return Log(*b.P, o.Index)
	case Multi, Ordered:
		return LogOptions(b.Options, o.Index)
	}
	return math.NaN(), nil
}

// Range90 is the 90% range of a number, from its 5 to its 95 percent point;
// false where none is stated.
func (b Belief) Range90() (low, high float64, ok bool) {
	switch {
	case b.Normal != nil:
		return b.Normal.Mean - z90*b.Normal.SD, b.Normal.Mean + z90*b.Normal.SD, true
	case len(b.Ensemble) > 1:
		s := slices.Sorted(slices.Values(b.Ensemble))
		return percentile(s, 0.05), percentile(s, 0.95), true
	}
	found := 0
	for _, q := range b.Quantiles {
		switch q.Q {
		case 0.05:
			low = q.X
			found++
		case 0.95:
			high = q.X
			found++
		}
	}
	return low, high, found == 2
}

// certain reports whether something is held to be sure or impossible.
func (b Belief) certain() bool {
	extreme := func(p float64) bool { return p == 0 || p == 1 }
	return b.P != nil && extreme(*b.P) || slices.ContainsFunc(b.Options, extreme)
}

// beliefOf reads the belief of a line: field is "p" or "base_rate". The number
// of options is that of the question.
func beliefOf(f fields, name string, kind Kind, options int) (Belief, error) {
	var b Belief
	v := f.get(name)
	bad := func(remedy string) (Belief, error) {
		if v == nil {
			return Belief{}, fault(CodeField, remedy, "the field %s is missing", name)
		}
		return Belief{}, fault(CodeField, remedy, "the field %s is %s", name, said(v))
	}
	switch kind {
	case Binary:
		x, ok := f.number(name)
		if !ok {
			return bad("write a number in 0..1")
		}
		b.P = &x
		return b, checkProbability(x)
	case Multi, Ordered:
		if v == nil || !readNumbers(v, &b.Options) {
			return bad("write a list with a probability for each option")
		}
		if len(b.Options) != options {
			return Belief{}, fault(CodeLength, "give a probability for each option", "there are %d options and %d probabilities", options, len(b.Options))
		}
		return b, checkOptions(b.Options, 0)
	}
	return numberBelief(f, name)
}

// numberBelief reads a distribution of a number: a number or a list of quantiles
// under its name, or the fields quantiles, ensemble or gaussian of the line.
func numberBelief(f fields, name string) (Belief, error) {
	const forms = "write a number, quantiles [{q, x}], an ensemble [...] or gaussian {mean, sd}"
	type form struct {
		field string
		read  func(*Belief, []byte) bool
	}
	given := []form{{name, readPoint}}
	if v := f.get(name); len(v) > 0 && v[0] == '[' {
		given[0].read = readQuantiles
	}
	if name == "p" {
		given = append(given, form{"quantiles", readQuantiles}, form{"ensemble", readEnsemble}, form{"gaussian", readNormal})
	}
	given = slices.DeleteFunc(given, func(x form) bool { return f.get(x.field) == nil })
	switch len(given) {
	case 0:
		return Belief{}, fault(CodeField, forms, "the field %s is missing", name)
	case 1:
	default:
		return Belief{}, fault(CodeField, "give one form", "the forecast stands in %d forms", len(given))
	}
	var b Belief
	if v := f.get(given[0].field); !given[0].read(&b, v) {
		return Belief{}, fault(CodeField, forms, "the field %s is %s", given[0].field, said(v))
	}
	for _, x := range b.numbers() {
		if !(math.Abs(x) <= mostNumber) {
			return Belief{}, fault(CodeNumber, "give numbers that a quantity has", "%v is too large to score", x)
		}
	}
	_, err := b.Loss(Numeric, Outcome{})
	return b, err
}

// mostNumber keeps scores, and their means, finite.
const mostNumber = 1e100

// numbers are the points of a belief about a number.
func (b Belief) numbers() []float64 {
	out := slices.Clone(b.Ensemble)
	for _, q := range b.Quantiles {
		out = append(out, q.X)
	}
	if b.Point != nil {
		out = append(out, *b.Point)
	}
	if b.Normal != nil {
		out = append(out, b.Normal.Mean, b.Normal.SD)
	}
	return out
}

func readPoint(b *Belief, v []byte) bool { return json.Unmarshal(v, &b.Point) == nil }

func readEnsemble(b *Belief, v []byte) bool { return readNumbers(v, &b.Ensemble) }

// readNumbers refuses null, which encoding/json would read as 0.
func readNumbers(v []byte, into *[]float64) bool {
	return json.Unmarshal(v, into) == nil && *into != nil && !bytes.Contains(v, []byte("null"))
}

func readQuantiles(b *Belief, v []byte) bool {
	var list []struct{ Q, X *float64 }
	if json.Unmarshal(v, &list) != nil {
		return false
	}
	b.Quantiles = make([]Quantile, len(list))
	for i, q := range list {
		if q.Q == nil || q.X == nil {
			return false
		}
		b.Quantiles[i] = Quantile{*q.Q, *q.X}
	}
	return true
}

func readNormal(b *Belief, v []byte) bool {
	var n struct{ Mean, SD *float64 }
	if json.Unmarshal(v, &n) != nil || n.Mean == nil || n.SD == nil {
		return false
	}
	b.Normal = &Normal{*n.Mean, *n.SD}
	return true
}

// outcomeOf reads what happened, or the answer that is the status quo.
func outcomeOf(f fields, name string, q *Question) (Outcome, error) {
	x, isNumber := f.number(name)
	text, isText := f.text(name)
	index := -1
	switch v := string(f.get(name)); {
	case q.Kind == Numeric:
		if !isNumber || !(math.Abs(x) <= mostNumber) {
			return Outcome{}, fault(CodeOutcome, "write a number", "the field %s is %s, and the question asks for a number", name, said(f.get(name)))
		}
		return Outcome{Value: x}, nil
	case isText && q.Kind == Binary:
		index = slices.Index([]string{"no", "yes"}, text)
	case isText:
		index = slices.Index(q.Options, text)
	case q.Kind == Binary && (v == "true" || v == "false"):
		index = len("false") - len(v)
	case isNumber && x == math.Trunc(x) && x >= 0 && x < float64(q.options()):
		index = int(x)
	}
	if index < 0 {
		remedy := "write 1 if it happened and 0 if not"
		if q.Kind != Binary {
			remedy = "write the name of an option, or its index from 0"
		}
		return Outcome{}, fault(CodeOutcome, remedy, "the field %s is %s, which is no answer to the question", name, said(f.get(name)))
	}
	return Outcome{Index: index}, nil
}
