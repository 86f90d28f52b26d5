package analysis

import (
	"slices"
	"strings"

	"entente/model"
	"entente/quantity"
)

// causePlan is the causal map and the bindings that carry a push to the numbers
// of the static lenses. Links carried by the factions are left out: a push
// reaches them through the bindings, and would else count twice.
type causePlan struct {
	p        *plan
	m        *causeMap
	links    []*linkPlan // in the order of the acting map's links
	bindings []bindingPlan
	maps     *pressMaps
	vars     []int // every variable used, ascending
}

// pressMaps are what a press is drawn from: the map that a push runs through,
// and the whole one, which has to show what was observed. They differ between
// scenarios that set sizes of links otherwise.
type pressMaps struct {
	acting *compiledMap
	whole  *compiledMap // nil when nothing was observed
}

// bindingPlan moves variables by a driver: influence and capability by a factor
// e^(size·z), salience and position by size·z on 0..1 and 0..100.
type bindingPlan struct {
	path    model.Path
	driver  int
	size    int   // variable
	targets []int // variables: the number and the overrides that stand in for it
	kind    bindingKind
	issue   int // of a position, else none
}

type bindingKind int

const (
	byFactor bindingKind = iota
	salience
	position
)

// newCausePlan is nil when the case has no bindings, or no map that a push could
// run through.
func newCausePlan(p *plan) *causePlan {
	s := p.c.System
	if p.signed == nil || s == nil || len(s.Bindings) == 0 {
		return nil
	}
	c := &causePlan{p: p, m: p.signed}
	if c.maps = c.mapsWith(p.base); c.maps == nil {
		return nil // the reader has refused whatever could be wrong here
	}
	in := map[int]bool{}
	for _, l := range c.maps.acting.links {
		c.links = append(c.links, &c.m.links[l])
		in[c.m.links[l].size] = true
	}
	if c.maps.whole != nil {
		for _, l := range c.m.links {
			in[l.size] = true
		}
	}
	for i := range s.Bindings {
		c.addBinding(&s.Bindings[i])
	}
	for _, b := range c.bindings {
		in[b.size] = true
	}
	for v := range p.vars {
		if in[v] {
			c.vars = append(c.vars, v)
		}
	}
	return c
}

// mapsWith compiles the maps with some sizes; nil when they cannot be drawn.
func (c *causePlan) mapsWith(values func(v int) quantity.Value) *pressMaps {
	var out pressMaps
	var err error
	if out.acting, err = c.m.compile(values, func(l *linkPlan) bool { return l.link.CarriedBy != "factions" }); err != nil {
		return nil
	}
	if len(c.m.observed) > 0 {
		if out.whole, err = c.m.compile(values, nil); err != nil {
			return nil
		}
	}
	return &out
}

func (c *causePlan) addBinding(b *model.Binding) {
	path := model.BindingPath(b.Driver, b.Moves)
	bp := bindingPlan{path: path, driver: c.m.drivers[b.Driver], size: c.p.at(path), issue: none}
	v := c.p.at(b.Moves)
	if v == none || bp.size == none {
		return // it moves a number that no static lens uses
	}
	bp.targets = []int{v}
	for i := range c.p.vars {
		if c.p.vars[i].alias == v {
			bp.targets = append(bp.targets, i)
		}
	}
	switch end := string(b.Moves); {
	case strings.HasSuffix(end, ".salience"):
		bp.kind = salience
	case strings.HasSuffix(end, ".position"):
		bp.kind = position
		for i := range c.p.issues {
			if slices.ContainsFunc(c.p.issues[i].issue.Stances, func(s model.Stance) bool {
				return model.StancePath(s.Actor, c.p.issues[i].issue.ID, "position") == b.Moves
			}) {
				bp.issue = i
			}
		}
	}
	c.bindings = append(c.bindings, bp)
}

// reachesBinding reports whether a push on a driver can reach any binding.
func (c *causePlan) reachesBinding(from model.DriverID) bool {
	start, ok := c.m.drivers[from]
	if !ok {
		return false
	}
	seen := map[int]bool{start: true}
	for next := []int{start}; len(next) > 0; {
		d := next[0]
		next = next[1:]
		if slices.ContainsFunc(c.bindings, func(b bindingPlan) bool { return b.driver == d }) {
			return true
		}
		for _, l := range c.links {
			if l.from == d && !seen[l.to] {
				seen[l.to] = true
				next = append(next, l.to)
			}
		}
	}
	return false
}

// known reports whether a path names a link or binding of the plan.
func (c *causePlan) known(path model.Path) bool {
	return slices.ContainsFunc(c.links, func(l *linkPlan) bool { return l.path == path }) ||
		slices.ContainsFunc(c.bindings, func(b bindingPlan) bool { return b.path == path })
}

func (c *causePlan) uses(v int) bool { return slices.Contains(c.vars, v) }
