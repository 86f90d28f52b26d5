package yaml

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"entente/evidence"
	"entente/model"
	"entente/quantity"
)

// numberKeys are the keys of a number's long form, for what does not fit in a
// line: a distribution, or reasons that `<-` and `?` cannot write.
var numberKeys = []string{"value", "dist", "mean", "sd", "low", "mode", "high", "because", "sets", "bounds", "against", "judgement", "exact"}

// number reads a value with its reasons. Whether it lies on its scale is
// checked when all numbers are known.
func (r *reader) number(v *node, into *model.Number, path string) {
	r.numbers[into] = v
	switch v.kind {
	case mappingNode:
		r.longNumber(v, into, path)
	case scalarNode:
		w, err := evidence.ParseValue(v.text)
		if err != nil {
			r.evidence(v, path, err)
			return
		}
		into.Value, into.Given = w.Value, true
		if w.Reason != "" {
			into.Own.Judgement = &model.Judgement{Why: w.Reason}
		}
		for _, p := range w.Places {
			r.link(&into.Own, model.Supports, p, v, v.pos, path)
		}
	default:
		r.wrongType(v, path, "a number, a range or a word")
	}
}

func (r *reader) longNumber(v *node, into *model.Number, path string) {
	for _, kv := range v.pairs {
		known := false
		for _, k := range numberKeys {
			known = known || k == kv.key.text
		}
		if !known {
			r.fail(kv.key, join(path, kv.key.text), "case/unknown-key", fmt.Sprintf("A number has no key %q.", kv.key.text), suggestion(kv.key.text, numberKeys, "key"))
		}
	}
	value, ok := r.distribution(v, path)
	if ok {
		into.Value, into.Given = value, true
	}
	for _, role := range []struct {
		key  string
		role model.Role
	}{{"because", model.Supports}, {"sets", model.Sets}, {"bounds", model.Bounds}, {"against", model.Contradicts}} {
		if n := v.get(role.key); n != nil {
			r.because(n, &into.Own, role.role, join(path, role.key))
		}
	}
	if n := v.get("judgement"); n != nil {
		into.Own.Judgement = r.judgement(n, join(path, "judgement"))
	}
	if n := v.get("exact"); n != nil {
		into.Exact, _ = r.yesNo(n, join(path, "exact"))
	}
}

// distribution reads the value of the long form: `value: 40..60` or `dist`
// with its parameters.
func (r *reader) distribution(v *node, path string) (quantity.Value, bool) {
	dist := v.get("dist")
	if plain := v.get("value"); plain != nil {
		if dist != nil {
			r.fail(dist, join(path, "dist"), "case/excluded-key", "A number has a value or a distribution, not both.", "Remove one.")
		}
		if plain.kind != scalarNode {
			r.wrongType(plain, join(path, "value"), "a number, a range or a word")
			return quantity.Value{}, false
		}
		x, err := quantity.Parse(plain.text)
		if err != nil {
			r.quantity(plain, join(path, "value"), err)
			return quantity.Value{}, false
		}
		return x, true
	}
	if dist == nil {
		r.fail(v, path, "case/missing-key", "A number in braces needs `value` or `dist`.", "Write {value: 40..60, ...} or {dist: normal, mean: 5, sd: 2}.")
		return quantity.Value{}, false
	}
	parameters := map[string][]string{"normal": {"mean", "sd"}, "lognormal": {"mean", "sd"}, "triangular": {"low", "mode", "high"}}
	names, known := parameters[dist.text]
	if !known || dist.kind != scalarNode {
		r.fail(dist, join(path, "dist"), "case/unknown-word", fmt.Sprintf("%q is no distribution that has a long form.", clip(dist.text)), suggestion(dist.text, []string{"normal", "lognormal", "triangular"}, "distribution"))
		return quantity.Value{}, false
	}
	x := map[string]float64{}
	ok := true
	for _, name := range []string{"mean", "sd", "low", "mode", "high"} {
		wanted := false
		for _, n := range names {
			wanted = wanted || n == name
		}
		n := v.get(name)
		switch {
		case n == nil && wanted:
			r.fail(v, path, "case/missing-key", fmt.Sprintf("A %s distribution needs %q.", dist.text, name), "Add it.")
			ok = false
		case n != nil && !wanted:
			r.fail(n, join(path, name), "case/excluded-key", fmt.Sprintf("A %s distribution has no %q.", dist.text, name), "It has: "+strings.Join(names, ", ")+".")
			ok = false
		case n != nil:
			if x[name], ok = r.plainNumber(n, join(path, name), ok); !ok {
				continue
			}
		}
	}
	if !ok {
		return quantity.Value{}, false
	}
	var value quantity.Value
	switch dist.text {
	case "normal":
		value = quantity.NormalOf(x["mean"], x["sd"])
	case "lognormal":
		value = quantity.LognormalOf(x["mean"], x["sd"])
	default:
		value = quantity.TriangularOf(x["low"], x["mode"], x["high"])
	}
	if err := value.Check(); err != nil {
		r.quantity(v, path, err)
		return quantity.Value{}, false
	}
	return value, true
}

// plainNumber reads a certain number.
func (r *reader) plainNumber(n *node, path string, ok bool) (float64, bool) {
	if n.kind != scalarNode {
		r.wrongType(n, path, "a number")
		return 0, false
	}
	x, err := quantity.Parse(n.text)
	if err != nil {
		r.quantity(n, path, err)
		return 0, false
	}
	if !x.IsPoint() {
		r.fail(n, path, "case/wrong-type", fmt.Sprintf("%q is a range where one number is needed.", clip(n.text)), "Write one number.")
		return 0, false
	}
	return x.Low, ok
}

// quantity reports what the quantity package found wrong with a value.
func (r *reader) quantity(n *node, path string, err error) {
	code, remedy := evidence.CodeBadValue, "Write 40, 30..50, 30..40..55 or a word such as `likely`."
	cause := err.Error()
	var q *quantity.Error
	if errors.As(err, &q) {
		cause = "the value " + q.Cause
		if q.Text != "" {
			cause = fmt.Sprintf("%q %s", q.Text, q.Cause)
		}
		switch q.Fault {
		case quantity.Inverted:
			code, remedy = evidence.CodeRangeInverted, "Write the low bound first and keep the mode between the bounds."
		case quantity.OffScale:
			code, remedy = "ev/outside-scale", "Keep the value on its scale."
		}
	}
	r.fail(n, path, code, sentence(cause), remedy)
}

// scales stretches words to the scale of their number, cuts distributions to
// it, and reports bounds outside.
func (r *reader) scales() {
	for _, p := range r.c.Params() {
		n := r.numbers[p.Number]
		if n == nil || !p.Number.Given {
			continue
		}
		path := string(p.Path)
		r.places[path] = n
		r.fit(&p.Number.Value, p.Scale, n, path)
	}
}

// fit puts a value on a scale.
func (r *reader) fit(v *quantity.Value, s quantity.Scale, n *node, path string) bool {
	if s == unknownScale {
		return true // the scale itself is reported
	}
	stretched, err := v.Stretch(s)
	if err != nil {
		r.fail(n, path, evidence.CodeBadValue, fmt.Sprintf("The word %q needs a scale with two ends, and this number has none.", v.Word), "Write a number or a range.")
		return false
	}
	cut, err := stretched.Cut(s)
	if err != nil {
		r.quantity(n, path, err)
		return false
	}
	if !s.Holds(cut) {
		r.fail(n, path, "ev/outside-scale", fmt.Sprintf("%s lies outside the scale %s.", cut, scaleText(s)), "Keep both bounds on the scale.")
		return false
	}
	*v = cut
	return true
}

func scaleText(s quantity.Scale) string {
	switch {
	case math.IsInf(s.High, 1) && math.IsInf(s.Low, -1):
		return "of all numbers"
	case math.IsInf(s.High, 1):
		return quantity.Format(s.Low) + " or more"
	}
	return quantity.Format(s.Low) + ".." + quantity.Format(s.High)
}

// unknownScale stands for the scale of an issue that has no usable one.
var unknownScale = quantity.Scale{Low: -quantity.Limit, High: quantity.Limit}
