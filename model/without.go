package model

import (
	"slices"
	"strings"
)

// Without is the case with mechanisms switched off: the items that belong to
// them are absent, and the numbers they set fall to their defaults. What other
// items name stays under its name and does nothing: a driver without links, an
// option that nobody may take, a what-if that changes nothing. The case itself
// is not changed.
func (c *Case) Without(off ...MechanismID) *Case {
	w := &withdrawal{off: off}
	out := *c
	out.Actors = slices.Clone(c.Actors)
	for i := range out.Actors {
		if a := &out.Actors[i]; w.takes(a.Item) {
			a.Capability, a.Influence, a.Susceptibility, a.Listens, a.Rule = Number{}, Number{}, Number{}, nil, ""
		}
	}
	out.Issues = slices.Clone(c.Issues)
	for i := range out.Issues {
		is := &out.Issues[i]
		if w.takes(is.Item) {
			is.StatusQuo, is.Rules = Number{}, nil
		}
		is.Stances = keep(w, is.Stances, func(s *Stance) Item { return s.Item })
	}
	out.Ties = keep(w, c.Ties, func(t *Tie) Item { return t.Item })
	out.Conflict = w.conflict(c.Conflict)
	out.Causes = w.causes(c.Causes)
	out.Hypotheses = slices.Clone(c.Hypotheses)
	for i := range out.Hypotheses {
		w.hypotheses(&out.Hypotheses[i])
	}
	out.System = w.system(c.System)
	out.WhatIfs = slices.Clone(c.WhatIfs)
	for i := range out.WhatIfs {
		if what := &out.WhatIfs[i]; w.takes(what.Item) {
			what.Set = nil
		}
	}
	return &out
}

// withdrawal takes mechanisms out of a case.
type withdrawal struct {
	off     []MechanismID
	drivers []DriverID // without links
}

func (w *withdrawal) takes(it Item) bool { return slices.Contains(w.off, it.Mechanism) }

// keep is a list without the items that belong to a mechanism that is off.
func keep[T any](w *withdrawal, list []T, item func(*T) Item) []T {
	var out []T
	for i := range list {
		if !w.takes(item(&list[i])) {
			out = append(out, list[i])
		}
	}
	return out
}

func (w *withdrawal) conflict(g *Conflict) *Conflict {
	if g == nil {
		return nil
	}
	out := *g
	var barred []OptionID
	out.Infeasible = keep(w, g.Infeasible, func(r *Infeasible) Item { return r.Item })
	for i := range g.Options {
		if o := &g.Options[i]; w.takes(o.Item) {
			out.Infeasible = append(out.Infeasible, Infeasible{Item: o.Item, Rule: string(o.ID)})
			out.StatusQuo, _ = leave(out.StatusQuo, o.ID)
			barred = append(barred, o.ID)
		}
	}
	out.Preferences = slices.Clone(g.Preferences)
	for i := range out.Preferences {
		p := &out.Preferences[i]
		p.Ranking = withoutStates(p.Ranking, barred)
		p.Statements = slices.Clone(p.Statements)
		for j := range p.Statements {
			// Statements are numbered by their place, so none may move up.
			p.Statements[j].Absent = w.takes(p.Statements[j].Item)
		}
	}
	return &out
}

// leave is a state's key with an option given up, and whether it was taken.
func leave(key string, o OptionID) (string, bool) {
	var left []string
	taken := false
	for id := range strings.SplitSeq(key, "+") {
		switch id = strings.TrimSpace(id); {
		case id == string(o):
			taken = true
		case id != "-":
			left = append(left, id)
		}
	}
	if len(left) == 0 {
		return "-", taken
	}
	return strings.Join(left, "+"), taken
}

// withoutStates is a ranking without the states in which a barred option is
// taken, and without the classes that this leaves empty.
func withoutStates(ranking [][]string, barred []OptionID) [][]string {
	if len(barred) == 0 {
		return ranking
	}
	var out [][]string
	for _, class := range ranking {
		left := slices.DeleteFunc(slices.Clone(class), func(key string) bool {
			return slices.ContainsFunc(barred, func(o OptionID) bool { _, taken := leave(key, o); return taken })
		})
		if len(left) > 0 {
			out = append(out, left)
		}
	}
	return out
}

func (w *withdrawal) causes(m *Causes) *Causes {
	if m == nil {
		return nil
	}
	out := *m
	for i := range m.Drivers {
		if w.takes(m.Drivers[i].Item) {
			w.drivers = append(w.drivers, m.Drivers[i].ID)
		}
	}
	alone := func(d DriverID) bool { return slices.Contains(w.drivers, d) }
	out.Links = slices.DeleteFunc(keep(w, m.Links, func(l *CausalLink) Item { return l.Item }), func(l CausalLink) bool {
		return alone(l.From) || alone(l.To)
	})
	out.Observed = slices.DeleteFunc(keep(w, m.Observed, func(o *Observation) Item { return o.Item }), func(o Observation) bool {
		return alone(o.Node) || slices.ContainsFunc(o.Push, func(p DriverPush) bool { return alone(p.Driver) })
	})
	return &out
}

func (w *withdrawal) hypotheses(h *HypothesisSet) {
	gone := map[HypothesisID]bool{}
	for i := range h.Rows {
		gone[h.Rows[i].ID] = w.takes(h.Rows[i].Item)
	}
	h.Rows = keep(w, h.Rows, func(r *Hypothesis) Item { return r.Item })
	named := func(ids []HypothesisID) []HypothesisID {
		return slices.DeleteFunc(slices.Clone(ids), func(id HypothesisID) bool { return gone[id] })
	}
	for i := range h.Rows {
		r := &h.Rows[i]
		r.Duplicates, r.Includes, r.NotExclusive = named(r.Duplicates), named(r.Includes), named(r.NotExclusive)
	}
	h.Evidence = keep(w, h.Evidence, func(e *EvidenceItem) Item { return e.Item })
	for i := range h.Evidence {
		e := &h.Evidence[i]
		e.Likelihood = slices.DeleteFunc(slices.Clone(e.Likelihood), func(l Likelihood) bool { return gone[l.Of] })
	}
}

func (w *withdrawal) system(s *System) *System {
	if s == nil {
		return nil
	}
	out := *s
	alone := func(d DriverID) bool { return slices.Contains(w.drivers, d) }
	out.Bindings = slices.DeleteFunc(keep(w, s.Bindings, func(b *Binding) Item { return b.Item }), func(b Binding) bool { return alone(b.Driver) })
	out.Feedback = slices.DeleteFunc(keep(w, s.Feedback, func(f *Feedback) Item { return f.Item }), func(f Feedback) bool { return alone(f.Moves) })
	out.Bands = slices.DeleteFunc(keep(w, s.Bands, func(b *Band) Item { return b.Item }), func(b Band) bool { return alone(b.Watch) || alone(b.Moves) })
	out.OneOf = keep(w, s.OneOf, func(o *OneOf) Item { return o.Item })
	return &out
}
