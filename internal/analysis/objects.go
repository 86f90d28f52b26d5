package analysis

import (
	"strconv"
	"strings"

	"entente/model"
)

// object is anything in a case that a claim can stand behind.
type object struct {
	what      string // as in FeedView.What
	path      string
	support   model.Support
	mechanism model.MechanismID
	sign      model.Sign // of a causal link
	number    *model.Param
}

// objects lists all of them in the order of the case. A number inherits what
// stands on its item, so an item whose numbers are listed is not listed again.
func objects(c *model.Case) []object {
	var out []object
	add := func(what, path string, it model.Item) {
		out = append(out, object{what: what, path: path, support: it.Support, mechanism: it.Mechanism})
	}
	for i := range c.Mechanisms {
		m := &c.Mechanisms[i]
		add("mechanism", "mechanisms."+string(m.ID), m.Item)
	}
	for i := range c.Actors {
		a := &c.Actors[i]
		if !a.Capability.Given && !a.Influence.Given {
			add("actor", "actors."+string(a.ID), a.Item)
		}
	}
	for i := range c.Issues {
		add("issue", "issues."+string(c.Issues[i].ID), c.Issues[i].Item)
	}
	params := c.Params()
	for i := range params {
		p := &params[i]
		if !p.Number.Given || strings.Contains(string(p.Path), " -> ") {
			continue // links and bindings follow with their signs
		}
		out = append(out, object{what: "number", path: string(p.Path), support: p.Support, mechanism: p.Mechanism, number: p})
	}
	if g := c.Conflict; g != nil {
		for i := range g.Options {
			add("option", "conflict.options."+string(g.Options[i].ID), g.Options[i].Item)
		}
		for i := range g.Infeasible {
			add("option", "conflict.infeasible."+strconv.Itoa(i+1), g.Infeasible[i].Item)
		}
		for i := range g.Preferences {
			for j := range g.Preferences[i].Statements {
				add("preference", "conflict.preferences."+string(g.Preferences[i].Actor)+"."+strconv.Itoa(j+1), g.Preferences[i].Statements[j].Item)
			}
		}
	}
	if m := c.Causes; m != nil {
		for i := range m.Drivers {
			add("driver", "drivers."+string(m.Drivers[i].ID), m.Drivers[i].Item)
		}
		for i := range m.Links {
			l := &m.Links[i]
			out = append(out, object{
				what: "link", path: string(model.LinkPath(l.From, l.To)),
				support: merged(l.Support, l.Size.Own), mechanism: l.Mechanism, sign: l.Sign,
			})
		}
		for i := range m.Observed {
			add("observation", "causes.observed."+strconv.Itoa(i+1), m.Observed[i].Item)
		}
	}
	for i := range c.Hypotheses {
		h := &c.Hypotheses[i]
		for j := range h.Rows {
			add("hypothesis", "hypotheses."+string(h.ID)+"."+string(h.Rows[j].ID), h.Rows[j].Item)
		}
		for j := range h.Evidence {
			add("evidence", "hypotheses."+string(h.ID)+"."+string(h.Evidence[j].ID), h.Evidence[j].Item)
		}
	}
	if s := c.System; s != nil {
		for i := range s.Bindings {
			b := &s.Bindings[i]
			out = append(out, object{what: "binding", path: string(model.BindingPath(b.Driver, b.Moves)), support: merged(b.Support, b.Size.Own), mechanism: b.Mechanism})
		}
		for i := range s.Feedback {
			f := &s.Feedback[i]
			out = append(out, object{what: "feedback", path: string(model.FeedbackPath(f.Issue, f.Moves)), support: merged(f.Support, f.Size.Own), mechanism: f.Mechanism})
		}
	}
	for i := range c.WhatIfs {
		add("what-if", "what-if."+string(c.WhatIfs[i].ID), c.WhatIfs[i].Item)
	}
	for i := range c.Conclusions {
		k := &c.Conclusions[i]
		add("conclusion", "conclusions."+string(k.ID), k.Item)
		for j := range k.Signs {
			add("sign", "conclusions."+string(k.ID)+".signs."+strconv.Itoa(j+1), k.Signs[j].Item)
		}
	}
	for i := range c.Questions {
		if !c.Questions[i].BaseRate.Given {
			add("question", "questions."+string(c.Questions[i].ID), c.Questions[i].Item)
		}
	}
	return out
}

// merged joins what stands on an item with what stands on its number.
func merged(item, number model.Support) model.Support {
	out := model.Support{Judgement: item.Judgement}
	if out.Judgement == nil {
		out.Judgement = number.Judgement
	}
	out.Links = append(append(out.Links, item.Links...), number.Links...)
	return out
}

// feeds lists, for every claim, what it stands behind: through because and the
// like, and through the causal link it asserts where the model adopts one.
func feeds(c *model.Case, objs []object) map[model.ClaimID][]FeedView {
	out := map[model.ClaimID][]FeedView{}
	seen := map[string]bool{}
	add := func(id model.ClaimID, f FeedView) {
		key := string(id) + "\x00" + f.Path + "\x00" + f.What
		if !seen[key] {
			seen[key] = true
			out[id] = append(out[id], f)
		}
	}
	for _, o := range objs {
		for _, l := range o.support.Links {
			add(l.Claim, FeedView{What: o.what, Path: o.path, Role: string(l.Role)})
		}
	}
	if c.Causes == nil {
		return out
	}
	for i := range c.Claims {
		k := &c.Claims[i]
		for _, l := range k.Links {
			for _, o := range objs {
				if o.what != "link" || o.path != string(model.LinkPath(l.From, l.To)) {
					continue
				}
				role := model.Supports
				if opposite(l.Sign, o.sign) {
					role = model.Contradicts
				}
				add(k.ID, FeedView{What: o.what, Path: o.path, Role: string(role)})
			}
		}
	}
	return out
}

func opposite(a, b model.Sign) bool {
	return (a == model.Plus && b == model.Minus) || (a == model.Minus && b == model.Plus)
}
