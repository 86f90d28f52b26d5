package model

import (
	"math"

	"entente/quantity"
)

// Param is one number of a case with all that is known about it.
type Param struct {
	Path      Path
	Number    *Number
	Scale     quantity.Scale
	Support   Support // its own, else that of the item it stands in; what speaks against the item always
	Mechanism MechanismID
	Default   quantity.Value // used when the number is not given
}

// Value is the number as written, else its default.
func (p Param) Value() quantity.Value {
	if p.Number.Given {
		return p.Number.Value
	}
	return p.Default
}

// Basis says what the number rests on.
func (p Param) Basis() Basis {
	if !p.Number.Given {
		return BasisDefault
	}
	return p.Support.Basis()
}

var (
	nonNegative = quantity.Scale{Low: 0, High: math.Inf(1)}
	anyNumber   = quantity.Scale{Low: math.Inf(-1), High: math.Inf(1)}
	percent     = quantity.Scale{Low: 0, High: 100}
	tieScale    = quantity.Scale{Low: -1, High: 1}
)

// Params lists the numbers of the case in the order they are written. A number
// that the syntax knows and the case does not give is listed only where a lens
// needs one in its place, with its default: capability 1, influence 1, salience
// 50, link size 0..1, prior 1, pace 0.2..0.8.
func (c *Case) Params() []Param {
	var out []Param
	add := func(path Path, n *Number, s quantity.Scale, it Item, def *quantity.Value) {
		if !n.Given && def == nil {
			return
		}
		p := Param{Path: path, Number: n, Scale: s, Support: n.Own.or(it.Support), Mechanism: it.Mechanism}
		if def != nil {
			p.Default = *def
		}
		out = append(out, p)
	}
	point := func(x float64) *quantity.Value { v := quantity.PointOf(x); return &v }
	between := func(a, b float64) *quantity.Value { v := quantity.Between(a, b); return &v }

	for i := range c.Actors {
		a := &c.Actors[i]
		var one *quantity.Value
		if a.ID.Whole() == "" && c.hasStance(a.ID) {
			one = point(1)
		}
		add(ActorPath(a.ID, "capability"), &a.Capability, nonNegative, a.Item, one)
		one = nil
		if a.ID.Whole() != "" && c.hasStance(a.ID) {
			one = point(1)
		}
		add(ActorPath(a.ID, "influence"), &a.Influence, nonNegative, a.Item, one)
		add(ActorPath(a.ID, "susceptibility"), &a.Susceptibility, unit, a.Item, nil)
		for j := range a.Listens {
			l := &a.Listens[j]
			add(ActorPath(a.ID, "listens."+string(l.To)), &l.Weight, nonNegative, a.Item, nil)
		}
	}
	for i := range c.Issues {
		is := &c.Issues[i]
		scale := quantity.Scale{Low: is.Low(), High: is.High()}
		add(StatusQuoPath(is.ID), &is.StatusQuo, scale, is.Item, nil)
		for j := range is.Stances {
			s := &is.Stances[j]
			add(StancePath(s.Actor, is.ID, "position"), &s.Position, scale, s.Item, nil)
			add(StancePath(s.Actor, is.ID, "salience"), &s.Salience, percent, s.Item, point(50))
			add(StancePath(s.Actor, is.ID, "capability"), &s.Capability, nonNegative, s.Item, nil)
			add(StancePath(s.Actor, is.ID, "influence"), &s.Influence, nonNegative, s.Item, nil)
		}
	}
	for i := range c.Ties {
		t := &c.Ties[i]
		add(TiePath(t.From, t.To), &t.Value, tieScale, t.Item, nil)
	}
	if g := c.Conflict; g != nil {
		for i := range g.Preferences {
			pr := &g.Preferences[i]
			for j := range pr.Statements {
				s := &pr.Statements[j]
				if s.Absent {
					continue
				}
				add(ConfidencePath(pr.Actor, j), &s.Confidence, unit, s.Item, nil)
			}
			for j := range pr.Weights {
				w := &pr.Weights[j]
				add(WeightPath(pr.Actor, w.Option), &w.Weight, anyNumber, Item{}, nil)
			}
		}
	}
	if m := c.Causes; m != nil {
		for i := range m.Links {
			l := &m.Links[i]
			add(LinkPath(l.From, l.To), &l.Size, unit, l.Item, between(0, 1))
		}
	}
	for i := range c.Hypotheses {
		h := &c.Hypotheses[i]
		for j := range h.Rows {
			r := &h.Rows[j]
			add(PriorPath(h.ID, r.ID), &r.Prior, nonNegative, r.Item, point(1))
		}
		for j := range h.Evidence {
			e := &h.Evidence[j]
			add(EvidencePath(h.ID, e.ID, "reliability"), &e.Reliability, unit, e.Item, point(1))
			add(EvidencePath(h.ID, e.ID, "floor"), &e.Floor, unit, e.Item, nil)
			for k := range e.Likelihood {
				l := &e.Likelihood[k]
				add(EvidencePath(h.ID, e.ID, "likelihood."+string(l.Of)), &l.Value, unit, e.Item, nil)
			}
		}
	}
	if s := c.System; s != nil {
		add("system.pace", &s.Pace, unit, Item{}, between(0.2, 0.8))
		for i := range s.Bindings {
			b := &s.Bindings[i]
			add(BindingPath(b.Driver, b.Moves), &b.Size, anyNumber, b.Item, nil)
		}
		for i := range s.Feedback {
			f := &s.Feedback[i]
			add(FeedbackPath(f.Issue, f.Moves), &f.Size, anyNumber, f.Item, nil)
		}
		for i := range s.Bands {
			b := &s.Bands[i]
			base := "bands." + string(b.Of) + "." + string(b.Watch)
			add(Path(base+".keep"), &b.Keep, anyNumber, b.Item, nil)
			add(Path(base+".size"), &b.Size, nonNegative, b.Item, nil)
		}
		for i := range s.OneOf {
			o := &s.OneOf[i]
			for j := range o.Choices {
				ch := &o.Choices[j]
				add(Path("one-of."+o.ID+"."+string(ch.WhatIf)), &ch.Weight, nonNegative, o.Item, nil)
			}
		}
	}
	for i := range c.WhatIfs {
		w := &c.WhatIfs[i]
		add(Path("what-if."+string(w.ID)+".cost"), &w.Cost, nonNegative, w.Item, nil)
	}
	for i := range c.Questions {
		q := &c.Questions[i]
		add(Path("questions."+string(q.ID)+".base-rate"), &q.BaseRate, unit, q.Item, nil)
	}
	return out
}

func (c *Case) hasStance(a ActorID) bool {
	for i := range c.Issues {
		for j := range c.Issues[i].Stances {
			if c.Issues[i].Stances[j].Actor == a {
				return true
			}
		}
	}
	return false
}
