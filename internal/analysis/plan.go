package analysis

import (
	"entente/model"
	"entente/quantity"
	"entente/sample"
)

// plan is a case compiled for the static lenses: every number they use has an
// index into one vector of inputs, and every issue lists its actors by those
// indices. It is the same for the base and for every what-if, so that all of
// them see the same draws.
type plan struct {
	c      *model.Case
	vars   []variable
	index  map[model.Path]int
	issues []issuePlan
	states []statePlan // every composite on every issue it has a stance on, case order
	signed *causeMap   // nil when the case has no causal map
	causes *causePlan  // nil when the case has no bindings to carry a push
	joined []joined    // lenses that answer draw by draw beside the issues

	used []int    // variables that any lens reads, ascending
	keys []uint64 // of the dimensions of the draws, one for each used variable that is no alias
}

// variable is one number that a static lens uses.
type variable struct {
	param model.Param
	value quantity.Value // as the base case has it
	// sampler draws it; built once, since a table costs time.
	sampler quantity.Sampler
	dim     int // its dimension in the draws; that of its alias, if it has one
	// alias is the actor's own number, for an override of it on one issue that
	// only a change gives: until the change is made the two are one. Else none.
	alias int
}

// none marks an input that the case does not give.
const none = -1

// issuePlan is one issue with the actors that bargain over it.
type issuePlan struct {
	issue     *model.Issue
	low, high float64
	statusQuo int // variable, or none
	actors    []actorPlan
	vars      []int // every variable that feeds the issue, ascending
}

// actorPlan is a bargaining actor: one with a stance of its own, or a
// composite.
type actorPlan struct {
	actor                          *model.Actor
	position, salience, capability int // variables; position and salience are none for a composite
	state                          int // index into plan.states, or none
}

// statePlan is a composite on one issue.
type statePlan struct {
	actor *model.Actor
	issue int // index into plan.issues
	rule  model.Rule
	parts []partPlan
	// listening settles the parts' opinions before they are joined; nil unless
	// the case says who listens to whom.
	listening *listeningPlan
}

// partPlan is one part of a composite on one issue.
type partPlan struct {
	actor                         *model.Actor
	position, salience, influence int // variables
	veto                          bool
}

// newPlan compiles a case, which must have been read without errors. The
// changes by hand are those that may be made beside the case's own what-ifs.
func newPlan(c *model.Case, byHand []model.Change) *plan {
	p := &plan{c: c, index: map[model.Path]int{}}
	for _, q := range c.Params() {
		p.index[q.Path] = len(p.vars)
		p.vars = append(p.vars, variable{param: q, value: q.Value(), alias: none})
	}
	for i := range c.WhatIfs {
		p.addOverrides(c.WhatIfs[i].Set)
	}
	p.addOverrides(byHand)
	for i := range c.Issues {
		p.addIssue(&c.Issues[i])
	}
	p.signed = newCauseMap(p)
	p.causes = newCausePlan(p)
	p.joined = newJoined(p)
	for i := range p.issues {
		p.issues[i].vars = p.feeding(i)
	}
	p.chooseDimensions()
	return p
}

// chooseDimensions gives a dimension of the draws to every variable that a lens
// reads. A dimension is keyed by the variable's path, so that a number added to
// the case leaves the draws of all others as they were.
func (p *plan) chooseDimensions() {
	read := make([]bool, len(p.vars))
	for i := range p.issues {
		for _, v := range p.issues[i].vars {
			read[v] = true
		}
		if v := p.issues[i].statusQuo; v != none {
			read[v] = true
		}
	}
	if p.causes != nil {
		for _, v := range p.causes.vars {
			read[v] = true
		}
	}
	for _, l := range p.joined {
		for _, v := range l.vars() {
			read[v] = true
		}
	}
	for v := range p.vars {
		if a := p.vars[v].alias; read[v] && a != none {
			read[a] = true
		}
	}
	for v := range p.vars {
		q := &p.vars[v]
		if !read[v] {
			continue
		}
		p.used = append(p.used, v)
		q.sampler = quantity.NewSampler(q.value)
		if q.alias != none {
			q.dim = p.vars[q.alias].dim // an alias stands after the number it stands for
			continue
		}
		q.dim = len(p.keys)
		p.keys = append(p.keys, sample.Key(string(q.param.Path)))
	}
}

// addOverrides gives a variable to each stance's own capability or influence
// that only a change sets.
func (p *plan) addOverrides(changes []model.Change) {
	for _, ch := range changes {
		if ch.Op != model.Set || p.at(ch.Path) != none {
			continue
		}
		for i := range p.c.Issues {
			is := &p.c.Issues[i]
			for j := range is.Stances {
				a := is.Stances[j].Actor
				for _, property := range []string{"capability", "influence"} {
					own := p.at(model.ActorPath(a, property))
					if model.StancePath(a, is.ID, property) != ch.Path || own == none {
						continue
					}
					v := p.vars[own]
					v.param.Path, v.alias = ch.Path, own
					p.index[ch.Path] = len(p.vars)
					p.vars = append(p.vars, v)
				}
			}
		}
	}
}

func (p *plan) at(path model.Path) int {
	if i, ok := p.index[path]; ok {
		return i
	}
	return none
}

// pick is the stance's own number when it has one, else the actor's.
func (p *plan) pick(a model.ActorID, i model.IssueID, property string) int {
	if v := p.at(model.StancePath(a, i, property)); v != none {
		return v
	}
	return p.at(model.ActorPath(a, property))
}

func (p *plan) addIssue(is *model.Issue) {
	ip := issuePlan{issue: is, low: is.Low(), high: is.High(), statusQuo: p.at(model.StatusQuoPath(is.ID))}
	for k := range p.c.Actors {
		a := &p.c.Actors[k]
		if a.ID.Whole() != "" {
			continue
		}
		if st := p.stateOf(a, is, len(p.issues)); st != nil {
			p.states = append(p.states, *st)
			ip.actors = append(ip.actors, actorPlan{
				actor: a, position: none, salience: none,
				capability: p.pick(a.ID, is.ID, "capability"),
				state:      len(p.states) - 1,
			})
			continue
		}
		s := is.Stance(a.ID)
		if s == nil || !s.Position.Given {
			continue // a missing position takes no part; it is never read as 0
		}
		ip.actors = append(ip.actors, actorPlan{
			actor:      a,
			position:   p.at(model.StancePath(a.ID, is.ID, "position")),
			salience:   p.at(model.StancePath(a.ID, is.ID, "salience")),
			capability: p.pick(a.ID, is.ID, "capability"),
			state:      none,
		})
	}
	p.issues = append(p.issues, ip)
}

// stateOf compiles a composite's parts on an issue, nil when none has a stance.
func (p *plan) stateOf(a *model.Actor, is *model.Issue, issue int) *statePlan {
	st := statePlan{actor: a, issue: issue, rule: p.c.RuleFor(a, is)}
	for _, part := range p.c.Parts(a.ID) {
		s := is.Stance(part.ID)
		if s == nil || !s.Position.Given {
			continue
		}
		st.parts = append(st.parts, partPlan{
			actor:     part,
			position:  p.at(model.StancePath(part.ID, is.ID, "position")),
			salience:  p.at(model.StancePath(part.ID, is.ID, "salience")),
			influence: p.pick(part.ID, is.ID, "influence"),
			veto:      s.Veto.On,
		})
	}
	if len(st.parts) == 0 {
		return nil
	}
	st.listening = newListening(p, st.parts)
	return &st
}

// feeding lists the variables that an issue's outcome depends on without any
// push: stances, strengths and the status quo.
func (p *plan) feeding(issue int) []int {
	ip := &p.issues[issue]
	in := make([]bool, len(p.vars))
	mark := func(vs ...int) {
		for _, v := range vs {
			if v != none {
				in[v] = true
			}
		}
	}
	for _, a := range ip.actors {
		mark(a.position, a.salience, a.capability)
		if a.state == none {
			continue
		}
		st := &p.states[a.state]
		for _, part := range st.parts {
			mark(part.position, part.salience, part.influence)
		}
		if st.listening != nil {
			mark(st.listening.vars...)
		}
		if st.rule == model.RuleVeto {
			mark(ip.statusQuo)
		}
	}
	var out []int
	for v, ok := range in {
		if ok {
			out = append(out, v)
		}
	}
	return out
}

// hundred maps a position on an issue's own scale to 0..100.
func (ip *issuePlan) hundred(x float64) float64 { return (x - ip.low) / (ip.high - ip.low) * 100 }

// units maps 0..100 back to the issue's own scale.
func (ip *issuePlan) units(h float64) float64 {
	return ip.low + float64(h/100)*(ip.high-ip.low)
}
