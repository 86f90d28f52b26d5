package yaml

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/evidence"
	"entente/internal/codec/schema"
	"entente/model"
	"entente/quantity"
)

// form reads the values that have a syntax of their own.
func (r *reader) form(k *schema.Key, v *node, h any, path string) {
	switch k.Kind {
	case schema.Format:
		r.format(v, h.(*int), path)
	case schema.Because:
		l := h.(*schema.RoleLinks)
		r.because(v, l.Of, l.Role, path)
	case schema.Reason:
		*h.(**model.Judgement) = r.judgement(v, path)
	case schema.Grade:
		r.grade(v, h.(*model.Grade), path)
	case schema.Paragraphs:
		r.paragraphs(v, h.(*[2]int), path)
	case schema.Places:
		r.placesOf(v, h.(*[]model.Place), path)
	case schema.ClaimedLinks:
		r.claimedLinks(v, h.(*[]model.ClaimedLink), path)
	case schema.Link:
		if l, ok := r.linkText(v, path); ok {
			c := h.(*model.CausalLink)
			c.From, c.To, c.Sign, c.Despite = l.From, l.To, l.Sign, l.Despite
		}
	case schema.Between:
		r.between(v, h.(*model.Tie), path)
	case schema.Scale:
		r.scale(v, h.(*[]model.ScalePoint), path)
	case schema.Rules:
		into := h.(*[]model.IssueRule)
		r.byRef(k, v, path, func(id string, n *node, at string) {
			if s, ok := r.word(&schema.Key{Name: "rule", Words: k.Words}, n, at); ok {
				*into = append(*into, model.IssueRule{Actor: model.ActorID(id), Rule: model.Rule(s)})
			}
		})
	case schema.Admit:
		into := h.(*[]model.Admission)
		r.byRef(k, v, path, func(id string, n *node, at string) {
			if s, ok := r.text(n, at); ok {
				*into = append(*into, model.Admission{Source: model.SourceID(id), Why: s})
			}
		})
	case schema.Preferences:
		r.preferences(k, v, h.(*[]model.Preference), path)
	case schema.Pushes:
		into := h.(*[]model.DriverPush)
		r.byRef(k, v, path, func(id string, n *node, at string) {
			if x, ok := r.valueOf(n, at); ok {
				*into = append(*into, model.DriverPush{Driver: model.DriverID(id), Size: x})
			}
		})
	case schema.Likelihoods:
		into := h.(*[]model.Likelihood)
		*into = make([]model.Likelihood, 0, len(v.pairs))
		r.byRef(k, v, path, func(id string, n *node, at string) {
			*into = append(*into, model.Likelihood{Of: model.HypothesisID(id)})
			r.number(n, &(*into)[len(*into)-1].Value, at)
		})
	case schema.Listening:
		into := h.(*[]model.Attention)
		*into = make([]model.Attention, 0, len(v.pairs))
		r.byRef(k, v, path, func(id string, n *node, at string) {
			*into = append(*into, model.Attention{To: model.ActorID(id)})
			r.number(n, &(*into)[len(*into)-1].Weight, at)
		})
	case schema.Choices:
		into := h.(*[]model.Choice)
		*into = make([]model.Choice, 0, len(v.pairs))
		r.byRef(k, v, path, func(id string, n *node, at string) {
			*into = append(*into, model.Choice{WhatIf: model.WhatIfID(id)})
			r.number(n, &(*into)[len(*into)-1].Weight, at)
		})
	case schema.Changes:
		if v.kind != mappingNode {
			r.wrongType(v, path, "a mapping from paths to changes")
			return
		}
		r.changes = append(r.changes, lateChange{v, h.(*[]model.Change), path})
	case schema.Tests:
		if v.kind != mappingNode {
			r.wrongType(v, path, "a mapping from lenses to tests")
			return
		}
		r.testsOf(v, h.(*[]model.Test), path)
	default:
		panic("yaml: no reader for kind " + string(k.Kind)) // a key of the grammar without one; a test reads every key
	}
}

func (r *reader) format(v *node, into *int, path string) {
	s, ok := r.text(v, path)
	if !ok {
		return
	}
	if s != "1" {
		r.fail(v, path, "case/unknown-format", fmt.Sprintf("The case is written in version %q of the format; this program reads version 1.", clip(s)), "Write `entente: 1`, or use a later program.")
		return
	}
	*into = 1
}

// byRef walks a mapping whose keys are ids declared elsewhere.
func (r *reader) byRef(k *schema.Key, v *node, path string, each func(id string, n *node, path string)) {
	if v.kind != mappingNode {
		r.wrongType(v, path, "a mapping from ids to values")
		return
	}
	for _, kv := range v.pairs {
		at := join(path, kv.key.text)
		r.places[at] = kv.key
		r.resolve(k.Ref, kv.key.text, kv.key, at)
		if kv.value.kind == emptyNode {
			r.fail(kv.key, at, "case/empty-value", fmt.Sprintf("Nothing is written for %q.", kv.key.text), "Write a value, or remove the key.")
			continue
		}
		each(kv.key.text, kv.value, at)
	}
}

// valueOf reads a number that carries no reasons of its own.
func (r *reader) valueOf(v *node, path string) (quantity.Value, bool) {
	if v.kind == mappingNode {
		for _, kv := range v.pairs {
			if !slices.Contains(numberKeys[:7], kv.key.text) {
				r.fail(kv.key, join(path, kv.key.text), "case/unknown-key", fmt.Sprintf("A change has no key %q.", kv.key.text), suggestion(kv.key.text, numberKeys[:7], "key"))
			}
		}
		return r.distribution(v, path)
	}
	s, ok := r.text(v, path)
	if !ok {
		return quantity.Value{}, false
	}
	x, err := quantity.Parse(s)
	if err != nil {
		r.quantity(v, path, err)
		return quantity.Value{}, false
	}
	return x, true
}

var paragraphRange = regexp.MustCompile(`^([1-9][0-9]{0,5})(?:\s*[-–]\s*([1-9][0-9]{0,5}))?$`)

func (r *reader) paragraphs(v *node, into *[2]int, path string) {
	s, ok := r.text(v, path)
	if !ok {
		return
	}
	m := paragraphRange.FindStringSubmatch(s)
	if m == nil {
		r.fail(v, path, evidence.CodeBadLocator, fmt.Sprintf("%q is no range of paragraphs.", clip(s)), "Write 21 or 21-22.")
		return
	}
	from, _ := strconv.Atoi(m[1])
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	if to < from {
		r.fail(v, path, evidence.CodeBadLocator, "The last paragraph comes before the first.", "Write the first one first.")
		return
	}
	*into = [2]int{from, to}
}

// placesOf reads where a claim stands: one text with commas, or a list.
func (r *reader) placesOf(v *node, into *[]model.Place, path string) {
	nodes := v.items
	if v.kind != sequenceNode {
		nodes = []*node{v}
	}
	if len(nodes) == 0 {
		r.fail(v, path, "case/empty-value", "The list of places is empty.", "Write where it is said, as ll ¶10.")
	}
	for _, n := range nodes {
		s, ok := r.text(n, path)
		if !ok {
			continue
		}
		places, err := evidence.ParsePlaces(s)
		if err != nil {
			r.evidence(n, path, err)
			continue
		}
		for _, p := range places {
			at := inText(n, max(strings.Index(s, p.Source), 0))
			if r.resolveAt(schema.Source, p.Source, n, at, path) {
				*into = append(*into, modelPlace(p))
			}
		}
	}
}

func (r *reader) claimedLinks(v *node, into *[]model.ClaimedLink, path string) {
	nodes := v.items
	if v.kind != sequenceNode {
		nodes = []*node{v}
	}
	if len(nodes) == 0 {
		r.fail(v, path, "case/empty-value", "The list of links is empty.", "Write `cause -> effect (+)`, or remove the key.")
	}
	for _, n := range nodes {
		if l, ok := r.linkText(n, path); ok {
			*into = append(*into, l)
		}
	}
}

// linkText reads cause -> effect (sign).
func (r *reader) linkText(v *node, path string) (model.ClaimedLink, bool) {
	s, ok := r.text(v, path)
	if !ok {
		return model.ClaimedLink{}, false
	}
	l, err := model.ParseLinkText(s)
	if err != nil {
		r.syntax(v, 0, path, "case/bad-link", err)
		return l, false
	}
	r.resolveAt(schema.Driver, string(l.From), v, inText(v, strings.Index(s, string(l.From))), path)
	arrow := strings.Index(s, "->")
	r.resolveAt(schema.Driver, string(l.To), v, inText(v, arrow+strings.Index(s[arrow:], string(l.To))), path)
	if l.From == l.To {
		return l, true // a driver's own limit, when the map declares them
	}
	return l, true
}

// syntax reports a syntax error of a text that starts offset bytes into a node.
func (r *reader) syntax(v *node, offset int, path, code string, err error) {
	var se *model.SyntaxError
	if errors.As(err, &se) {
		r.report("error", v, inText(v, offset+se.Offset), path, code, sentence(se.Cause), sentence(se.Remedy))
	}
}

func (r *reader) between(v *node, t *model.Tie, path string) {
	if v.kind != sequenceNode || len(v.items) != 2 {
		r.wrongType(v, path, "a list of two actors ([iran, israel])")
		return
	}
	var ends [2]model.ActorID
	for i, n := range v.items {
		s, ok := r.text(n, path)
		if !ok {
			return
		}
		r.resolve(schema.Actor, s, n, path)
		ends[i] = model.ActorID(s)
	}
	if t.From != "" || t.To != "" {
		r.fail(v, path, "case/excluded-key", "A tie has `between`, or `from` and `to`, not both.", "Remove one.")
		return
	}
	t.From, t.To, t.Mutual = ends[0], ends[1], true
}

// scale reads the labelled points of an issue, ascending.
func (r *reader) scale(v *node, into *[]model.ScalePoint, path string) {
	if v.kind != mappingNode {
		r.wrongType(v, path, "a mapping from numbers to labels")
		return
	}
	for _, kv := range v.pairs {
		at := join(path, kv.key.text)
		x, err := quantity.Parse(kv.key.text)
		if err != nil || !x.IsPoint() || x.Word != "" {
			r.fail(kv.key, at, "case/bad-scale", fmt.Sprintf("%q is no number on a scale.", clip(kv.key.text)), "Write `number: label`.")
			return
		}
		label := ""
		if kv.value.kind != emptyNode {
			s, ok := r.text(kv.value, at)
			if !ok {
				return
			}
			label = s
		}
		if n := len(*into); n > 0 && (*into)[n-1].At >= x.Low {
			r.fail(kv.key, at, "case/bad-scale", "The points of a scale do not ascend.", "Write them from low to high, each once.")
			*into = nil
			return
		}
		*into = append(*into, model.ScalePoint{At: x.Low, Label: label})
	}
	if len(*into) < 2 {
		r.fail(v, path, "case/bad-scale", "A scale needs at least its two ends.", "Write {0: ..., 100: ...}.")
	}
}
