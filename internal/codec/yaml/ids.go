package yaml

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/codec/schema"
	"entente/spelling"
)

// idList is the declared ids of one kind in order.
type idList struct {
	order []string
	at    map[string]*node
}

func newIDs() *idList { return &idList{at: map[string]*node{}} }

func (l *idList) has(id string) bool { return l != nil && l.at[id] != nil }

func (l *idList) add(key *node) {
	if l.at[key.text] == nil {
		l.at[key.text] = key
		l.order = append(l.order, key.text)
	}
}

// reserved are the first words of paths that are no ids.
var reserved = map[string]bool{
	"drivers": true, "ties": true, "hypotheses": true, "conflict": true, "system": true, "bands": true,
	"one-of": true, "what-if": true, "questions": true,
}

// declare lists all ids before anything refers to them, and checks that each
// names one thing. A hypothesis set may share the id of the question it
// answers; rows and items of evidence are ids within their set.
func (r *reader) declare(root *node) {
	r.ids = map[schema.RefKind]*idList{}
	r.owner = map[string]schema.RefKind{}
	for i := range schema.Case.Keys {
		k := &schema.Case.Keys[i]
		section := root.get(k.Name)
		if section == nil || section.kind != mappingNode {
			continue
		}
		switch k.Kind {
		case schema.Map:
			if !k.RefIDs {
				r.declareAll(k.Ref, section, k.Name)
			}
		case schema.Object:
			for j := range k.Of.Keys {
				inner := &k.Of.Keys[j]
				if sub := section.get(inner.Name); inner.Kind == schema.Map && !inner.RefIDs && sub != nil && sub.kind == mappingNode {
					r.declareAll(inner.Ref, sub, k.Name+"."+inner.Name)
				}
			}
		}
	}
}

func (r *reader) declareAll(kind schema.RefKind, section *node, path string) {
	l := r.ids[kind]
	if l == nil {
		l = newIDs()
		r.ids[kind] = l
	}
	for _, kv := range section.pairs {
		id := kv.key.text
		at := join(path, id)
		if fault := badID(kind, id); fault != "" {
			r.fail(kv.key, at, "case/bad-id", fmt.Sprintf("%q is no id: %s.", id, fault), "Ids are letters, digits and single hyphens inside; a part of an actor is `actor.part`.")
			continue
		}
		if reserved[id] && (kind == schema.Actor || kind == schema.Issue) {
			r.fail(kv.key, at, "case/bad-id", fmt.Sprintf("%q is a word that paths begin with.", id), "Choose another id.")
			continue
		}
		l.add(kv.key)
		other, taken := r.owner[id]
		pair := func(a, b schema.RefKind) bool { return kind == a && other == b || kind == b && other == a }
		if taken && !pair(schema.Set, schema.Question) {
			r.fail(kv.key, at, "ev/duplicate-id",
				fmt.Sprintf("The id %q names %s and, in %s, %s.", id, article(string(kind)), where(r.ids[other].at[id]), article(string(other))),
				"Ids are unique in the case; rename one of them.")
			continue
		}
		r.owner[id] = kind
	}
}

// badID says what is wrong with an id, or nothing.
func badID(kind schema.RefKind, id string) string {
	if id == "" {
		return "it is empty"
	}
	parts := []string{id}
	if kind == schema.Actor {
		parts = strings.Split(id, ".")
	}
	for _, p := range parts {
		if p == "" {
			return "a part before or after a dot is empty"
		}
		if strings.HasPrefix(p, "-") || strings.HasSuffix(p, "-") || strings.Contains(p, "--") {
			return "hyphens stand single and inside"
		}
		letter := false
		for _, c := range p {
			switch {
			case c == '-':
			case unicode.IsLetter(c):
				letter = true
			case !unicode.IsDigit(c):
				return fmt.Sprintf("it holds %q", string(c))
			}
			if kind == schema.Option && c >= utf8.RuneSelf {
				return "options are written in plain letters a to z"
			}
		}
		if !letter {
			return "it has no letter"
		}
	}
	if kind == schema.Option {
		switch id {
		case "NOT", "AND", "OR", "IF", "IFF":
			return "it is a word of expressions"
		}
	}
	return ""
}

// article puts a or an before a word.
func article(word string) string {
	if word != "" && strings.IndexByte("aeiou", word[0]) >= 0 {
		return "an " + word
	}
	return "a " + word
}

// resolve checks that an id names something of a kind, reporting it at the
// node, offset bytes into it.
func (r *reader) resolve(kind schema.RefKind, id string, n *node, path string) bool {
	return r.resolveAt(kind, id, n, n.pos, path)
}

func (r *reader) resolveAt(kind schema.RefKind, id string, n *node, at int, path string) bool {
	l := r.ids[kind]
	if kind == schema.Hypothesis {
		l = r.rows
	}
	if l.has(id) {
		return true
	}
	cause := fmt.Sprintf("There is no %s %q.", kind, id)
	if other, ok := r.owner[id]; ok && other != kind {
		cause = fmt.Sprintf("%q is %s, not %s.", id, article(string(other)), article(string(kind)))
	}
	var known []string
	if l != nil {
		known = l.order
	}
	r.reportUnknown(n, at, path, "ev/dangling-ref", cause, id, known, string(kind))
	return false
}

// reportUnknown reports a word that is none of the known, with the nearest.
func (r *reader) reportUnknown(n *node, at int, path, code, cause, word string, known []string, what string) {
	r.report("error", n, at, path, code, cause, suggestion(word, known, what))
}

// suggestion is a remedy for an unknown word.
func suggestion(word string, known []string, what string) string {
	if near := spelling.Nearest(word, known); near != "" {
		return fmt.Sprintf("Did you mean %q?", near)
	}
	if len(known) == 0 {
		return fmt.Sprintf("The case declares no %s yet.", what)
	}
	if len(known) <= 12 {
		return "Known are: " + strings.Join(known, ", ") + "."
	}
	return fmt.Sprintf("Declare it, or use one of the %d known.", len(known))
}
