package analysis

import (
	"entente/cause"
	"entente/model"
	"entente/quantity"
)

// causeMap is the case's own causal map, with the variables behind the sizes of
// its links and what was observed of it.
type causeMap struct {
	p        *plan
	c        *model.Causes
	drivers  map[model.DriverID]int
	links    []linkPlan
	observed []observed
}

type linkPlan struct {
	link     *model.CausalLink
	path     model.Path
	from, to int
	sign     cause.Sign
	size     int // variable
}

// observed is a direction that was seen under a push of the given size by
// driver.
type observed struct {
	push []float64
	node int
	sign int
}

// newCauseMap is nil when the case has no causal map.
func newCauseMap(p *plan) *causeMap {
	c := p.c.Causes
	if c == nil || len(c.Drivers) == 0 {
		return nil
	}
	m := &causeMap{p: p, c: c, drivers: map[model.DriverID]int{}}
	for i := range c.Drivers {
		m.drivers[c.Drivers[i].ID] = i
	}
	for i := range c.Links {
		l := &c.Links[i]
		sign, ok := edgeSign(l.Sign)
		if !ok {
			continue
		}
		path := model.LinkPath(l.From, l.To)
		m.links = append(m.links, linkPlan{link: l, path: path, from: m.drivers[l.From], to: m.drivers[l.To], sign: sign, size: p.at(path)})
	}
	for i := range c.Observed {
		o := &c.Observed[i]
		seen := observed{push: make([]float64, len(c.Drivers)), node: m.drivers[o.Node], sign: directionOf(o.Moved)}
		for _, q := range o.Push {
			seen.push[m.drivers[q.Driver]] += q.Size.Mid()
		}
		m.observed = append(m.observed, seen)
	}
	return m
}

// edgeSign is the sign of a link of the model; a claim that there is no effect
// makes none.
func edgeSign(s model.Sign) (cause.Sign, bool) {
	sign, _, ok := cause.Sign(s).Adopt()
	return sign, ok
}

// directionOf is a direction as a number.
func directionOf(s model.Sign) int {
	switch s {
	case model.Plus:
		return 1
	case model.Minus:
		return -1
	}
	return 0
}

// compiledMap is a part of the map, ready for drawing.
type compiledMap struct {
	*cause.Compiled
	signed cause.Map
	links  []int // of the map, by edge
}

// compile makes the map of the links that are kept (nil: all), with the sizes
// that the variables have in values.
func (m *causeMap) compile(values func(v int) quantity.Value, keep func(*linkPlan) bool) (*compiledMap, error) {
	out := &compiledMap{signed: cause.Map{Self: cause.Self(m.c.Self)}}
	for i := range m.c.Drivers {
		out.signed.Nodes = append(out.signed.Nodes, string(m.c.Drivers[i].ID))
	}
	for i := range m.links {
		l := &m.links[i]
		if keep != nil && !keep(l) {
			continue
		}
		_, orNone, _ := cause.Sign(l.link.Sign).Adopt()
		size := values(l.size)
		out.links = append(out.links, i)
		out.signed.Edges = append(out.signed.Edges, cause.Edge{
			From: string(l.link.From), To: string(l.link.To), Sign: l.sign, Size: &size,
			Uncertain: l.link.Uncertain || orNone, Pair: l.link.Pair,
		})
	}
	var err error
	out.Compiled, err = cause.Compile(out.signed)
	return out, err
}

// base is a variable's value as the case has it.
func (p *plan) base(v int) quantity.Value { return p.vars[v].value }

// uniform fills u with the uniform numbers of the links' sizes in a draw.
func (m *causeMap) uniform(of *compiledMap, draw, u []float64) {
	for e, l := range of.links {
		u[e] = draw[m.p.vars[m.links[l].size].dim]
	}
}

// uses reports whether a variable is the size of a link.
func (m *causeMap) uses(v int) bool {
	for i := range m.links {
		if m.links[i].size == v {
			return true
		}
	}
	return false
}

// matches reports whether the kernel's present draw shows all that was observed;
// x is scratch space, a number a driver.
func (m *causeMap) matches(k *cause.Kernel, x []float64) bool {
	for i := range m.observed {
		o := &m.observed[i]
		k.Respond(cause.Intervention{Push: o.push}, x)
		if cause.SignOf(x[o.node]) != o.sign {
			return false
		}
	}
	return true
}
