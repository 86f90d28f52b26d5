package analysis

import (
	"maps"
	"slices"
	"strings"

	"entente/model"
	"entente/quantity"
)

// scenario is the base case, or the base with changes: what each number is
// worth, and what is pushed.
type scenario struct {
	samplers []quantity.Sampler
	values   []quantity.Value
	mids     []float64
	vetoes   [][]bool // by state and part
	press    *press   // nil when nothing is pushed or pinned
	cuts     map[model.Path]bool
	holds    map[model.DriverID]bool // drivers kept at a level
	pushed   bool                    // whether a driver is pushed
	shown    bool                    // shown with all that lenses find, not only tested
	// setBy is what stands behind a number that a change gives: the what-if's
	// claims and reason, or that it was set by hand.
	setBy map[int]model.Support
	game  gameChanges
}

// newScenario applies the changes of what-ifs, then those by hand, to the base;
// a later one wins.
func (p *plan) newScenario(whatIfs []model.WhatIfID, byHand []model.Change) *scenario {
	s := &scenario{
		samplers: make([]quantity.Sampler, len(p.vars)),
		values:   make([]quantity.Value, len(p.vars)),
		mids:     make([]float64, len(p.vars)),
		setBy:    map[int]model.Support{},
		holds:    map[model.DriverID]bool{},
	}
	vetoes := map[model.Path]bool{}
	for i, v := range p.vars {
		s.values[i], s.samplers[i], s.mids[i] = v.value, v.sampler, v.value.Mid()
	}
	pr := &press{
		pushes: map[model.DriverID]quantity.Value{}, pins: map[model.DriverID]quantity.Value{}, cuts: map[model.Path]bool{},
	}
	for _, by := range p.changesOf(whatIfs, byHand) {
		ch := by.Change
		driver := driverOf(ch.Path)
		switch ch.Op {
		case model.Push:
			pr.pushes[driver] = ch.Value
		case model.Pin:
			pr.pins[driver] = ch.Value
		case model.Cut:
			pr.cuts[ch.Path] = true
		case model.Set:
			s.game.add(ch)
			if strings.HasSuffix(string(ch.Path), ".veto") {
				vetoes[ch.Path] = ch.On
			} else if i := p.at(ch.Path); i != none {
				s.setBy[i] = by.support
				s.values[i], s.samplers[i], s.mids[i] = ch.Value, quantity.NewSampler(ch.Value), ch.Value.Mid()
			}
		}
	}
	for k := range p.states {
		st := &p.states[k]
		row := make([]bool, len(st.parts))
		for j, part := range st.parts {
			row[j] = part.veto
			if on, switched := vetoes[model.StancePath(part.actor.ID, p.issues[st.issue].issue.ID, "veto")]; switched {
				row[j] = on
			}
		}
		s.vetoes = append(s.vetoes, row)
	}
	s.cuts, s.pushed = pr.cuts, len(pr.pushes) > 0
	for d := range pr.pins {
		s.holds[d] = true
	}
	if p.causes != nil && len(pr.pushes)+len(pr.pins) > 0 {
		pr.compile(p, s)
		s.press = pr
	}
	return s
}

// setsAny reports whether the scenario sets a number of some kind.
func (s *scenario) setsAny(kind func(v int) bool) bool {
	for v := range s.setBy {
		if kind(v) {
			return true
		}
	}
	return false
}

// change is a change and what stands behind it.
type change struct {
	model.Change
	support model.Support
}

// changesOf gathers the changes of several what-ifs and those made by hand.
func (p *plan) changesOf(whatIfs []model.WhatIfID, byHand []model.Change) []change {
	var out []change
	for _, id := range whatIfs {
		w := p.c.WhatIf(id)
		if w == nil {
			continue
		}
		support := w.Support
		if support.Judgement == nil {
			support.Judgement = &model.Judgement{Why: "as the what-if “" + w.Title + "” supposes"}
		}
		for _, ch := range w.Set {
			out = append(out, change{ch, support})
		}
	}
	for _, ch := range byHand {
		out = append(out, change{ch, model.Support{Judgement: &model.Judgement{Why: "set by hand"}}})
	}
	return out
}

// union joins lists of what-ifs without repeats, in the order of the case.
func (p *plan) union(lists ...[]model.WhatIfID) []model.WhatIfID {
	in := map[model.WhatIfID]bool{}
	for _, l := range lists {
		for _, id := range l {
			in[id] = true
		}
	}
	var out []model.WhatIfID
	for i := range p.c.WhatIfs {
		if id := p.c.WhatIfs[i].ID; in[id] {
			out = append(out, id)
			delete(in, id)
		}
	}
	return append(out, slices.Sorted(maps.Keys(in))...)
}

// whatIfRef shows a what-if and whether the static lenses feel its changes.
func (p *plan) whatIfRef(w *model.WhatIf) WhatIfRef {
	r := WhatIfRef{ID: string(w.ID), Title: w.Title, Actor: string(w.Actor), Changes: []ChangeRef{}}
	for _, ch := range w.Set {
		r.Changes = append(r.Changes, p.changeRef(ch))
	}
	return r
}

func (p *plan) changeRef(ch model.Change) ChangeRef {
	r := ChangeRef{Path: string(ch.Path), Label: label(p.c, ch.Path), Op: string(ch.Op), Reaches: p.reaches(ch)}
	switch {
	case ch.Op == model.Cut:
		r.To = "off"
	case ch.Word != "":
		r.To = ch.Word
	case strings.HasSuffix(string(ch.Path), ".veto"), strings.HasSuffix(string(ch.Path), ".taken"):
		r.To = "no"
		if ch.On {
			r.To = "yes"
		}
	case ch.Op == model.Push && ch.Value.Low >= 0:
		r.To = "+" + valueText(ch.Value)
	case ch.Op == model.Pin:
		r.To = "=" + valueText(ch.Value)
	default:
		r.To = valueText(ch.Value)
	}
	if i := p.at(ch.Path); i != none && ch.Op == model.Set {
		r.From = valueText(p.vars[i].value)
	}
	return r
}

// reaches reports whether a static lens can feel a change: a number that feeds
// an issue or a joined lens, a driver from which a binding can be reached, or a
// cut that only tells under a push.
func (p *plan) reaches(ch model.Change) bool {
	for _, l := range p.joined {
		if l.feels(ch) {
			return true
		}
	}
	switch ch.Op {
	case model.Push, model.Pin:
		return p.causes != nil && p.causes.reachesBinding(driverOf(ch.Path))
	case model.Cut:
		return p.causes != nil && p.causes.known(ch.Path)
	}
	if strings.HasSuffix(string(ch.Path), ".veto") {
		return true
	}
	i := p.at(ch.Path)
	if i == none {
		return false
	}
	for k := range p.issues {
		if slices.Contains(p.issues[k].vars, i) {
			return true
		}
	}
	return p.causes != nil && p.causes.uses(i)
}
