package yaml

import (
	"fmt"
	"strings"

	"entente/internal/codec/schema"
	"entente/internal/problem"
	"entente/model"
)

// check finds what is wrong between items that are right each for itself. With
// whole false some of the case could not be read, and what may only seem to be
// missing is not reported.
func (r *reader) check(whole bool) {
	for i := range r.c.Issues {
		if len(r.c.Issues[i].Scale) < 2 {
			r.badScale[r.c.Issues[i].ID] = true
			r.c.Issues[i].Scale = []model.ScalePoint{{At: unknownScale.Low}, {At: unknownScale.High}}
		}
	}
	if n := r.places["id"]; n != nil && r.c.ID != "" {
		if fault := badID(schema.NoReference, r.c.ID); fault != "" {
			r.fail(n, "id", "case/bad-id", fmt.Sprintf("%q is no id: %s.", clip(r.c.ID), fault), "Ids are letters, digits and single hyphens inside.")
		}
	}
	r.scales()
	r.settle()
	r.hypothesisTests()
	if !whole {
		return
	}
	r.actors()
	r.ties()
	r.causes()
	r.system()
	r.hypotheses()
	r.questions()
	r.outcomes()
	r.parts()
	r.asOf()
	r.mechanisms()
}

// at finds the node behind a path, the root of the case when there is none.
func (r *reader) at(paths ...string) *node {
	for _, p := range paths {
		if n := r.places[p]; n != nil {
			return n
		}
	}
	return r.places[""]
}

func (r *reader) failAt(path, code, cause, remedy string) {
	if n := r.at(path); n != nil {
		r.fail(n, path, code, cause, remedy)
	}
}

// actors checks parts and wholes.
func (r *reader) actors() {
	for i := range r.c.Actors {
		a := &r.c.Actors[i]
		whole := a.ID.Whole()
		if whole == "" {
			continue
		}
		path := "actors." + string(a.ID)
		if r.c.Actor(whole) == nil {
			r.failAt(path, "case/unknown-whole", fmt.Sprintf("%q is a part of %q, which is no actor of the case.", a.ID, whole), suggestion(string(whole), order(r.ids[schema.Actor]), "actor"))
		}
	}
	r.listening()
	for i := range r.c.Issues {
		is := &r.c.Issues[i]
		for j := range is.Stances {
			s := &is.Stances[j]
			for _, part := range r.c.Parts(s.Actor) {
				if is.Stance(part.ID) != nil {
					r.failAt(fmt.Sprintf("issues.%s.stances.%s", is.ID, s.Actor), "case/composite-stance",
						fmt.Sprintf("%q takes its stance on %q from its parts, and %q has one.", s.Actor, is.ID, part.ID),
						"Remove the stance of the whole, or those of its parts.")
					break
				}
			}
		}
		for _, rule := range is.Rules {
			if r.c.Actor(rule.Actor) != nil && len(r.c.Parts(rule.Actor)) == 0 {
				r.failAt(fmt.Sprintf("issues.%s.rules.%s", is.ID, rule.Actor), "case/rule-without-parts",
					fmt.Sprintf("%q has no parts that a rule could join.", rule.Actor), "Declare its parts as actors, or remove the rule.")
			}
		}
	}
}

// ties checks that each has two ends and stands once for its period.
func (r *reader) ties() {
	type key struct {
		a, b   model.ActorID
		period model.Date
	}
	seen := map[key]string{}
	section := r.at("ties")
	for i := range r.c.Ties {
		t := &r.c.Ties[i]
		var n *node
		if section != nil && i < len(section.items) {
			n = section.items[i]
		}
		if n == nil {
			continue
		}
		path := string(model.TiePath(t.From, t.To))
		if t.From == "" || t.To == "" {
			r.fail(n, fmt.Sprintf("ties.%d", i+1), "case/missing-key", "A tie needs `from` and `to`, or `between`.", "Write {from: a, to: b, ...} or {between: [a, b], ...}.")
			continue
		}
		if t.From == t.To {
			r.fail(n, path, "case/self-tie", fmt.Sprintf("%q is tied to itself.", t.From), "Name two actors.")
			continue
		}
		directions := [][2]model.ActorID{{t.From, t.To}}
		if t.Mutual {
			directions = append(directions, [2]model.ActorID{t.To, t.From})
		}
		for _, d := range directions {
			k := key{d[0], d[1], t.Period}
			if first, dup := seen[k]; dup {
				r.fail(n, path, "ev/duplicate-id", fmt.Sprintf("The tie from %q to %q is given twice for the same period; the first is in %s.", d[0], d[1], first), "Keep one, or give them different periods.")
				break
			}
			seen[k] = where(n)
		}
	}
}

// parts checks sources that are parts of others.
func (r *reader) parts() {
	for i := range r.c.Sources {
		s := &r.c.Sources[i]
		path := "sources." + string(s.ID)
		switch {
		case s.PartOf == "" && s.Paragraphs[0] > 0:
			r.failAt(path+".paragraphs", "case/missing-key", "A source with paragraphs needs the text it is part of.", "Add `part-of: ID`.")
		case s.PartOf != "" && r.places[path+".paragraphs"] == nil:
			r.failAt(path, "case/missing-key", "A part of a text needs its paragraphs.", "Add `paragraphs: 21-22`.")
		case s.PartOf == s.ID && s.ID != "":
			r.failAt(path+".part-of", "case/self-reference", "A source cannot be part of itself.", "Name the text it is part of.")
		}
		if s.PartOf != "" {
			if whole := r.c.Source(s.PartOf); whole != nil && whole.PartOf != "" {
				r.failAt(path+".part-of", "case/nested-part", fmt.Sprintf("%q is itself a part of %q.", s.PartOf, whole.PartOf), "Name the whole text.")
			}
			for j := range i {
				o := &r.c.Sources[j]
				if o.PartOf == s.PartOf && o.Paragraphs[0] <= s.Paragraphs[1] && s.Paragraphs[0] <= o.Paragraphs[1] && s.Paragraphs[0] > 0 {
					r.failAt(path+".paragraphs", "case/overlap", fmt.Sprintf("Paragraphs of %q belong to %q too.", s.ID, o.ID), "A paragraph belongs to one part.")
				}
			}
		}
	}
	for i := range r.c.Claims {
		k := &r.c.Claims[i]
		for _, other := range k.ConflictsWith {
			if other == k.ID {
				r.failAt("claims."+string(k.ID)+".conflicts-with", "case/self-reference", "A claim cannot conflict with itself.", "Name another claim.")
			}
		}
	}
}

// mechanisms warns of mechanisms that nothing belongs to.
func (r *reader) mechanisms() {
	used := map[model.MechanismID]bool{}
	r.eachItem(func(it *model.Item) { used[it.Mechanism] = true })
	for i := range r.c.Mechanisms {
		m := &r.c.Mechanisms[i]
		if used[m.ID] {
			continue
		}
		path := "mechanisms." + string(m.ID)
		if n := r.at(path); n != nil {
			r.report(problem.Warning, n, n.pos, path, "case/empty-mechanism",
				fmt.Sprintf("No item belongs to the mechanism %q, so switching it off does nothing.", m.ID),
				"Write `mechanism: "+string(m.ID)+"` on the items that carry it.")
		}
	}
}

// eachItem visits everything that may belong to a mechanism, by the grammar.
func (r *reader) eachItem(visit func(*model.Item)) {
	var walk func(t *schema.Type, owner any)
	walk = func(t *schema.Type, owner any) {
		if t.Item != nil {
			visit(t.Item(owner))
		}
		for i := range t.Keys {
			k := &t.Keys[i]
			switch k.Kind {
			case schema.Map, schema.Sequence:
				h := k.Field(owner).(*schema.Items)
				for j := range h.Len() {
					walk(k.Of, h.At(j))
				}
			case schema.Object:
				if inner := k.Field(owner).(*schema.Maybe).Get(); inner != nil {
					walk(k.Of, inner)
				}
			}
		}
	}
	walk(schema.Case, r.c)
	if r.c.Conflict != nil {
		for i := range r.c.Conflict.Preferences {
			for j := range r.c.Conflict.Preferences[i].Statements {
				visit(&r.c.Conflict.Preferences[i].Statements[j].Item)
			}
		}
	}
}

// plural joins ids for a message, at most five of them.
func plural(ids []string) string {
	if len(ids) > 5 {
		return strings.Join(ids[:5], ", ") + fmt.Sprintf(" and %d more", len(ids)-5)
	}
	return strings.Join(ids, ", ")
}
