package analysis

import (
	"slices"
	"strings"

	"entente/cause"
	"entente/model"
)

// causePlan is the causal map and the bindings that carry a push to the numbers
// of the static lenses. Links carried by the factions are left out: a push
// reaches them through the bindings, and would else count twice.
type causePlan struct {
	p        *plan
	drivers  map[model.DriverID]int
	links    []linkPlan // in the order of the compiled map's links
	bindings []bindingPlan
	compiled *cause.Compiled
	vars     []int // every variable used, ascending
}

type linkPlan struct {
	path     model.Path
	from, to int
	size     int // variable
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
	m, s := p.c.Causes, p.c.System
	if m == nil || s == nil || len(s.Bindings) == 0 {
		return nil
	}
	c := &causePlan{p: p, drivers: map[model.DriverID]int{}}
	signed := cause.Map{Self: cause.Self(m.Self)}
	for i := range m.Drivers {
		c.drivers[m.Drivers[i].ID] = i
		signed.Nodes = append(signed.Nodes, string(m.Drivers[i].ID))
	}
	for i := range m.Links {
		l := &m.Links[i]
		sign, ok := edgeSign(l.Sign)
		if !ok || l.CarriedBy == "factions" {
			continue
		}
		path := model.LinkPath(l.From, l.To)
		size := p.at(path)
		c.links = append(c.links, linkPlan{path: path, from: c.drivers[l.From], to: c.drivers[l.To], size: size})
		signed.Edges = append(signed.Edges, cause.Edge{
			From: string(l.From), To: string(l.To), Sign: sign, Size: &p.vars[size].value, Pair: l.Pair,
			Uncertain: l.Uncertain || l.Sign == model.NotNeg || l.Sign == model.NotPos,
		})
	}
	var err error
	if c.compiled, err = cause.Compile(signed); err != nil {
		return nil // the reader has refused whatever could be wrong here
	}
	for i := range s.Bindings {
		c.addBinding(&s.Bindings[i])
	}
	in := map[int]bool{}
	for _, l := range c.links {
		in[l.size] = true
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

// edgeSign is the sign of a link of the model; a claim that there is no effect
// makes none.
func edgeSign(s model.Sign) (cause.Sign, bool) {
	switch s {
	case model.Plus, model.NotNeg:
		return cause.Plus, true
	case model.Minus, model.NotPos:
		return cause.Minus, true
	case model.Unknown, model.Either:
		return cause.Any, true
	}
	return "", false
}

func (c *causePlan) addBinding(b *model.Binding) {
	path := model.BindingPath(b.Driver, b.Moves)
	bp := bindingPlan{path: path, driver: c.drivers[b.Driver], size: c.p.at(path), issue: none}
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
	start, ok := c.drivers[from]
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
	return slices.ContainsFunc(c.links, func(l linkPlan) bool { return l.path == path }) ||
		slices.ContainsFunc(c.bindings, func(b bindingPlan) bool { return b.path == path })
}

func (c *causePlan) uses(v int) bool { return slices.Contains(c.vars, v) }
