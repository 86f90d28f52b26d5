package yaml

import (
	"fmt"
	"regexp"
	"strings"

	"entente/evidence"
	"entente/internal/codec/schema"
	"entente/model"
)

// because reads claims and places that stand behind an item, as a list or one
// alone.
func (r *reader) because(v *node, into *model.Support, role model.Role, path string) {
	nodes := v.items
	switch v.kind {
	case scalarNode:
		nodes = []*node{v}
	case sequenceNode:
	default:
		r.wrongType(v, path, "a list of claims and places ([ll-payoff, fa ¶18])")
		return
	}
	if len(nodes) == 0 {
		r.fail(v, path, "case/empty-because", "The list of reasons is empty.", "Name a claim or a place, or remove the key; `judgement: ...` says that it is the modeller's own.")
		return
	}
	for _, n := range nodes {
		s, ok := r.text(n, path)
		if !ok {
			continue
		}
		offset := 0
		for _, part := range strings.Split(s, ",") {
			at := inText(n, offset+len(part)-len(strings.TrimLeft(part, " ")))
			offset += len(part) + 1
			id := strings.TrimSpace(part)
			if r.ids[schema.Claim].has(id) {
				r.addLink(into, role, model.ClaimID(id), n, at, path)
				continue
			}
			places, err := evidence.ParsePlaces(part)
			if err != nil {
				r.evidence(n, path, err)
				continue
			}
			r.link(into, role, places[0], n, at, path)
		}
	}
}

// link ties a place, or the claim that an id alone names, to a support.
func (r *reader) link(into *model.Support, role model.Role, p evidence.Place, n *node, at int, path string) {
	id := p.Source
	if p.Whole() && r.ids[schema.Claim].has(id) {
		r.addLink(into, role, model.ClaimID(id), n, at, path)
		return
	}
	if !r.ids[schema.Source].has(id) {
		cause := fmt.Sprintf("There is no source %q.", id)
		known := order(r.ids[schema.Source])
		if p.Whole() {
			cause = fmt.Sprintf("There is no claim or source %q.", id)
			known = append(order(r.ids[schema.Claim]), known...)
		} else if r.ids[schema.Claim].has(id) {
			cause = fmt.Sprintf("%q is a claim, and a claim has no paragraphs.", id)
		}
		r.reportUnknown(n, at, path, "ev/dangling-ref", cause, id, known, "claim or source")
		return
	}
	r.addLink(into, role, r.namelessClaim(p, n), n, at, path)
}

func (r *reader) addLink(into *model.Support, role model.Role, id model.ClaimID, n *node, at int, path string) {
	for _, l := range into.Links {
		if l.Claim == id && l.Role == role {
			r.report("error", n, at, path, "case/duplicate-entry", fmt.Sprintf("%q is named twice here.", id), "Keep one.")
			return
		}
	}
	into.Links = append(into.Links, model.Link{Claim: id, Role: role})
}

func order(l *idList) []string {
	if l == nil {
		return nil
	}
	return append([]string(nil), l.order...)
}

// namelessClaim is the claim that a bare place makes. Its kind follows the
// source: an author's own words are a judgement, a report's a statement.
func (r *reader) namelessClaim(p evidence.Place, n *node) model.ClaimID {
	id := p.String()
	if _, known := r.nameless[id]; known {
		return model.ClaimID(id)
	}
	r.nameless[id] = len(r.extra)
	place := modelPlace(p)
	kind := "statement"
	if s := r.c.SourceOf(place); s != nil {
		switch s.Kind {
		case "essay", "comment", "interview":
			kind = "judgement"
		}
	}
	r.extra = append(r.extra, model.Claim{ID: model.ClaimID(id), Nameless: true, At: []model.Place{place}, Kind: kind})
	r.places["claims."+id] = n
	return model.ClaimID(id)
}

func modelPlace(p evidence.Place) model.Place {
	return model.Place{Source: model.SourceID(p.Source), From: p.From, To: p.To, Sentence: p.Sentence}
}

// judgement reads the modeller's own reason: a text, or why, by and date.
func (r *reader) judgement(v *node, path string) *model.Judgement {
	if v.kind != mappingNode {
		s, ok := r.text(v, path)
		if !ok {
			return nil
		}
		return &model.Judgement{Why: s}
	}
	j := &model.Judgement{}
	fields := r.fields(v, path, "A judgement", []string{"why", "by", "date"}, "why")
	if n := fields["why"]; n != nil {
		j.Why, _ = r.text(n, join(path, "why"))
	}
	if n := fields["by"]; n != nil {
		j.By, _ = r.text(n, join(path, "by"))
	}
	if n := fields["date"]; n != nil {
		s, _ := r.date(n, join(path, "date"), false)
		j.Date = model.Date(s)
	}
	return j
}

var gradePattern = regexp.MustCompile(`^[A-F][1-6]$`)

// grade reads an Admiralty grade, such as B2.
func (r *reader) grade(v *node, into *model.Grade, path string) {
	is := v
	if v.kind == mappingNode {
		fields := r.fields(v, path, "A grade", []string{"is", "by", "date", "why"}, "is")
		if n := fields["by"]; n != nil {
			into.By, _ = r.text(n, join(path, "by"))
		}
		if n := fields["why"]; n != nil {
			into.Why, _ = r.text(n, join(path, "why"))
		}
		if n := fields["date"]; n != nil {
			s, _ := r.date(n, join(path, "date"), false)
			into.Date = model.Date(s)
		}
		if is = fields["is"]; is == nil {
			return
		}
	}
	s, ok := r.text(is, path)
	if !ok {
		return
	}
	if !gradePattern.MatchString(s) {
		r.fail(is, path, evidence.CodeBadGrade, fmt.Sprintf("%q is no grade.", clip(s)), "Write reliability A to F and credibility 1 to 6, as B2.")
		return
	}
	into.Is = s
}

// fields returns the values of a small mapping by key, reporting unknown keys
// and a missing one.
func (r *reader) fields(v *node, path, what string, known []string, required string) map[string]*node {
	out := map[string]*node{}
	for _, kv := range v.pairs {
		ok := false
		for _, k := range known {
			ok = ok || k == kv.key.text
		}
		if !ok {
			r.fail(kv.key, join(path, kv.key.text), "case/unknown-key", fmt.Sprintf("%s has no key %q.", what, kv.key.text), suggestion(kv.key.text, known, "key"))
			continue
		}
		if kv.value.kind == emptyNode {
			r.fail(kv.value, join(path, kv.key.text), "case/empty-value", fmt.Sprintf("Nothing is written for %q.", kv.key.text), "Write a value, or remove the key.")
			continue
		}
		out[kv.key.text] = kv.value
	}
	if required != "" && v.get(required) == nil {
		r.fail(v, path, "case/missing-key", fmt.Sprintf("%s needs %q.", what, required), "Add it.")
	}
	return out
}
