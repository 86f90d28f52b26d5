package yaml

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/conflict"
	"entente/evidence"
	"entente/internal/codec/schema"
	"entente/model"
	"entente/spelling"
)

// text reads a scalar that is not blank.
func (r *reader) text(v *node, path string) (string, bool) {
	if v.kind != scalarNode {
		r.wrongType(v, path, "a text")
		return "", false
	}
	if strings.TrimSpace(v.text) == "" {
		r.fail(v, path, "case/empty-value", "The text is empty.", "Write something, or remove the key.")
		return "", false
	}
	return v.text, true
}

func (r *reader) word(k *schema.Key, v *node, path string) (string, bool) {
	s, ok := r.text(v, path)
	if !ok || slices.Contains(k.Words, s) {
		return s, ok
	}
	remedy := "Write one of: " + strings.Join(k.Words, ", ") + "."
	if near := spelling.Nearest(s, k.Words); near != "" {
		remedy = fmt.Sprintf("Did you mean %q? %s", near, remedy)
	}
	r.fail(v, path, "case/unknown-word", fmt.Sprintf("%q is none of the words for `%s`.", clip(s), k.Name), remedy)
	return "", false
}

func (r *reader) sign(k *schema.Key, v *node, path string) (string, bool) {
	s, ok := r.text(v, path)
	if !ok {
		return "", false
	}
	s = strings.ReplaceAll(s, "\u2212", "-")
	if slices.Contains(k.Words, s) {
		return s, true
	}
	r.fail(v, path, "case/unknown-word", fmt.Sprintf("%q is no direction.", clip(s)), "Write one of: "+strings.Join(k.Words, ", ")+".")
	return "", false
}

func (r *reader) yesNo(v *node, path string) (on, ok bool) {
	s, ok := r.text(v, path)
	if !ok {
		return false, false
	}
	switch s {
	case "yes":
		return true, true
	case "no":
		return false, true
	}
	r.fail(v, path, "case/unknown-word", fmt.Sprintf("%q is neither yes nor no.", clip(s)), "Write yes or no.")
	return false, false
}

// ref reads one id; a direction of a tie is filled only when it is known.
func (r *reader) ref(k *schema.Key, v *node, h any, path string) {
	s, ok := r.text(v, path)
	if !ok {
		return
	}
	r.resolve(k.Ref, s, v, path)
	switch h := h.(type) {
	case *schema.Str:
		h.Set(s)
	case *schema.TieEnd:
		*h.ID() = model.ActorID(s)
	}
}

// list reads a list of ids or texts; Many allows one alone.
func (r *reader) list(k *schema.Key, v *node, h *schema.List, path string) {
	nodes := v.items
	if v.kind == scalarNode && k.Many {
		nodes = []*node{v}
	} else if v.kind != sequenceNode {
		r.wrongType(v, path, "a list ([first, second])")
		return
	}
	if len(nodes) == 0 {
		r.fail(v, path, "case/empty-value", "The list is empty.", "Write at least one entry, or remove the key.")
		return
	}
	var out []string
	for _, n := range nodes {
		s, ok := r.text(n, path)
		if !ok {
			continue
		}
		if slices.Contains(out, s) {
			r.fail(n, path, "case/duplicate-entry", fmt.Sprintf("%q stands twice in the list.", s), "Keep one.")
			continue
		}
		if k.Kind == schema.Refs {
			r.resolve(k.Ref, s, n, path)
		}
		out = append(out, s)
	}
	h.Set(out)
}

// date reads a day, month or year, or with interval two of them.
func (r *reader) date(v *node, path string, interval bool) (string, bool) {
	s, ok := r.text(v, path)
	if !ok {
		return "", false
	}
	if _, err := evidence.ParsePeriod(s); err != nil {
		r.evidence(v, path, err)
		return "", false
	}
	if !interval && strings.Contains(s, "..") {
		r.fail(v, path, evidence.CodeBadDate, "An interval stands where one date is needed.", "Write 2016-08-31, 2016-08 or 2016.")
		return "", false
	}
	return s, true
}

// evidence reports what the evidence package found wrong with a text.
func (r *reader) evidence(v *node, path string, err error) {
	var all evidence.Errors
	var one *evidence.Error
	switch {
	case errors.As(err, &all):
		for _, e := range all {
			r.fail(v, path, e.Code(), sentence(quoted(e.Text)+e.Cause), sentence(e.Remedy))
		}
	case errors.As(err, &one):
		r.fail(v, path, one.Code(), sentence(quoted(one.Text)+one.Cause), sentence(one.Remedy))
	default:
		r.fail(v, path, "case/wrong-type", sentence(err.Error()), "")
	}
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf("%q: ", text)
}

// sentence gives a text a capital and a full stop.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return capital(s)
	}
	return capital(s) + "."
}

// inText is the offset in the file of an offset in a scalar's text. It is exact
// for texts on one line without escapes, else the start of the text.
func inText(v *node, offset int) int {
	switch {
	case v.style == plainStyle && v.end-v.pos == len(v.text):
		return v.pos + offset
	case (v.style == singleStyle || v.style == doubleStyle) && v.end-v.pos == len(v.text)+2:
		return v.pos + 1 + offset
	}
	return v.pos
}

// expression reads a boolean expression over options.
func (r *reader) expression(v *node, path string) (string, bool) {
	s, ok := r.text(v, path)
	if !ok {
		return "", false
	}
	return s, r.checkExpression(s, v, 0, path)
}

// checkExpression checks an expression that starts offset bytes into a text.
func (r *reader) checkExpression(s string, v *node, offset int, path string) bool {
	e, err := conflict.ParseExpr(s)
	if err != nil {
		var se *conflict.SyntaxError
		if errors.As(err, &se) {
			r.report("error", v, inText(v, offset+se.Offset), path, "conflict/bad-expression", sentence(se.Cause), sentence(se.Remedy))
		}
		return false
	}
	for _, id := range e.Names() {
		r.resolveAt(schema.Option, id.Name, v, inText(v, offset+id.Offset), path)
	}
	return true
}

// stateKey reads the options taken, joined by +, or - for none.
func (r *reader) stateKey(v *node, path string) (string, bool) {
	s, ok := r.text(v, path)
	if !ok {
		return "", false
	}
	if s == "-" {
		return s, true
	}
	var ids []string
	offset := 0
	for _, part := range strings.Split(s, "+") {
		id := strings.TrimSpace(part)
		at := inText(v, offset+strings.Index(part, id))
		offset += len(part) + 1
		if id == "" {
			r.fail(v, path, "conflict/bad-state", fmt.Sprintf("%q is no state.", clip(s)), "Join the options taken with +, or write - for none.")
			return "", false
		}
		r.resolveAt(schema.Option, id, v, at, path)
		if slices.Contains(ids, id) {
			r.report("error", v, at, path, "conflict/bad-state", fmt.Sprintf("The option %q stands twice.", id), "Keep one.")
		}
		ids = append(ids, id)
	}
	return strings.Join(ids, " + "), true
}
