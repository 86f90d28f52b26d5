package conflict

import (
	"fmt"
	"maps"
	"slices"

	"entente/sample"
)

// maxSwitches bounds the uncertain rules and flags: each doubles the models.
const maxSwitches = 12

// structureSwitch is an uncertain rule or flag.
type structureSwitch struct {
	path   string
	key    uint64
	share  float64
	rule   int // -1: a flag
	option int
}

// variant is the model in which some of the switches are on.
type variant struct {
	model *Model // nil: no state is feasible
	state []int32
	same  bool // its states are those of the base
}

// structure checks the case and the switches and makes the base and the crisp
// model.
func (p *Plan) structure() Problems {
	var ps Problems
	off := map[int]bool{}
	share := func(x float64, where string) {
		if !(x >= 0 && x <= 1) {
			ps.add(CodeBadValue, where+".share", "a share lies outside of 0..1", "give a number from 0 to 1")
		}
	}
	for k, o := range p.built.Options {
		x, uncertain := p.doubts.Flags[o.ID]
		if !uncertain {
			continue
		}
		where := fmt.Sprintf("options[%d]", k)
		share(x, where)
		if o.Change == "" || o.Change == Both {
			ps.add(CodeBadValue, where+".share", fmt.Sprintf("%q is free to change, so there is no flag to be unsure of", o.ID), "give its change as set-only or clear-only, or drop the share")
		}
		if p.built.Graph != nil {
			ps.add(CodeNeedsOptions, where+".share", "a graph lists its moves, so an uncertain flag changes none of them", "give the case in option form, or drop the share")
		}
		p.switches = append(p.switches, structureSwitch{where, sample.Key("options." + o.ID + ".share"), x, -1, k})
	}
	for _, k := range slices.Sorted(maps.Keys(p.doubts.Rules)) {
		where := fmt.Sprintf("infeasible[%d]", k)
		share(p.doubts.Rules[k], where)
		if k < 0 || k >= len(p.built.Infeasible) {
			ps.add(CodeBadValue, where, "there is no such rule", "drop its share")
			continue
		}
		off[k] = true
		p.switches = append(p.switches, structureSwitch{where, sample.Key(where + ".share"), p.doubts.Rules[k], k, -1})
	}
	if len(p.switches) > maxSwitches {
		ps.add(CodeTooManyStates, "options", fmt.Sprintf("%d rules and flags are uncertain, at most %d can be", len(p.switches), maxSwitches), "settle those that matter least")
	}
	var found Problems
	p.base, found = build(p.built, off)
	ps = append(found, ps...)
	if ps.HasErrors() {
		return ps
	}
	p.crisp = p.base
	if len(p.switches) > 0 {
		on := uint64(0)
		for k, s := range p.switches {
			if s.share >= 0.5 {
				on |= 1 << k
			}
		}
		v, found := p.makeVariant(on)
		if found.HasErrors() {
			return append(found, ps...)
		}
		p.crisp = v.model
	}
	return ps
}

// variant is the model of a set of switches, made once.
func (p *Plan) variant(on uint64) *variant {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := p.variants[on]
	if v == nil {
		v, _ = p.makeVariant(on)
		p.variants[on] = v
	}
	return v
}

func (p *Plan) makeVariant(on uint64) (*variant, Problems) {
	c, off := p.built, map[int]bool{}
	c.Options = slices.Clone(c.Options)
	for k, s := range p.switches {
		switch {
		case on>>k&1 != 0:
		case s.rule >= 0:
			off[s.rule] = true
		default:
			c.Options[s.option].Change = Both
		}
	}
	c.Preferences = map[string]Preference{}
	for _, d := range c.DecisionMakers {
		c.Preferences[d.ID] = Preference{Kind: Unknown}
	}
	m, ps := build(c, off)
	if m == nil {
		return &variant{}, ps
	}
	v := &variant{model: m, state: make([]int32, m.Len()), same: m.Len() == p.base.Len()}
	for s := range v.state {
		b, _ := p.base.State(m.Key(s))
		v.state[s] = int32(b)
	}
	for i := range m.ranks {
		v.inherit(p.base, i)
	}
	return v, ps
}

// inherit takes the preferences of decision maker i from the base.
func (v *variant) inherit(base *Model, i int) {
	m := v.model
	m.prefs[i] = base.prefs[i]
	if r := base.ranks[i]; r != nil {
		own := make([]int32, len(v.state))
		for s, b := range v.state {
			own[s] = r[b]
		}
		m.ranks[i] = Dense(own)
	}
	if base.truth[i] != nil {
		m.truth[i] = make([][]Set, len(base.truth[i]))
		for k, level := range base.truth[i] {
			for _, set := range level {
				own := NewSet(len(v.state))
				for s, b := range v.state {
					if set.Has(int(b)) {
						own.Add(s)
					}
				}
				m.truth[i][k] = append(m.truth[i][k], own)
			}
		}
	}
	switch m.prefs[i].Kind {
	case Ranking:
		m.prefs[i].Order = m.classKeys(i)
	case Scores:
		own := make([]float64, len(v.state))
		for s, b := range v.state {
			own[s] = base.prefs[i].Scores[b]
		}
		m.prefs[i].Scores = own
	case Unknown:
		m.pairs[i] = nil
		index := map[int32]int32{}
		for s, b := range v.state {
			index[b] = int32(s)
		}
		above := ancestors(base.Len(), base.pairs[i])
		for s, b := range v.state {
			for a := range above[b].All() {
				if t, ok := index[int32(a)]; ok {
					m.pairs[i] = append(m.pairs[i], [2]int32{t, int32(s)})
				}
			}
		}
	}
}

// ancestors are for each state those known to be better, directly or through
// others. The pairs must have no circle.
func ancestors(n int, pairs [][2]int32) []Set {
	out := make([]Set, n)
	below := make([][]int32, n)
	open := make([]int32, 0, n)
	above := make([]int, n)
	for s := range out {
		out[s] = NewSet(n)
	}
	for _, p := range pairs {
		below[p[0]] = append(below[p[0]], p[1])
		above[p[1]]++
	}
	for s := range n {
		if above[s] == 0 {
			open = append(open, int32(s))
		}
	}
	for len(open) > 0 {
		s := open[len(open)-1]
		open = open[:len(open)-1]
		for _, t := range below[s] {
			for k, w := range out[s] {
				out[t][k] |= w
			}
			out[t].Add(int(s))
			if above[t]--; above[t] == 0 {
				open = append(open, t)
			}
		}
	}
	return out
}
