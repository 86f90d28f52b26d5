package analysis

import (
	"fmt"
	"slices"
	"strings"

	"entente/cause"
	"entente/model"
	"entente/quantity"
)

// namedPush is a push that is asked about: drivers pushed or held at a level,
// links cut.
type namedPush struct {
	push, pin []force
	shown     []PushedDriver
	cuts      []int // edges of the whole map
	off       []string
	of        []string
}

// namedPushes are those that the conclusions' tests and the what-ifs name, in
// that order, each once. A what-if that sets sizes of links is answered where it
// is switched on, and has none.
func (m *causeMap) namedPushes() []namedPush {
	var out []namedPush
	add := func(changes []model.Change, of string) {
		q, ok := m.pushOf(changes)
		if !ok {
			return
		}
		q.of = []string{of}
		for i := range out {
			if slices.Equal(out[i].shown, q.shown) && slices.Equal(out[i].cuts, q.cuts) {
				out[i].of = append(out[i].of, of)
				return
			}
		}
		out = append(out, q)
	}
	c := m.p.c
	for i := range c.Conclusions {
		if t, ok := test(&c.Conclusions[i], model.LensCauses); ok {
			add([]model.Change{{Path: model.DriverPath(t.Push.Driver), Op: model.Push, Value: t.Push.Size}}, "conclusions."+string(c.Conclusions[i].ID))
		}
	}
	for i := range c.WhatIfs {
		add(c.WhatIfs[i].Set, "what-if."+string(c.WhatIfs[i].ID))
	}
	return out
}

// pushOf is the push that some changes make of the map; false when they push
// nothing.
func (m *causeMap) pushOf(changes []model.Change) (q namedPush, ok bool) {
	pushes, pins := map[model.DriverID]quantity.Value{}, map[model.DriverID]quantity.Value{}
	for _, ch := range changes {
		switch ch.Op {
		case model.Push, model.Pin:
			d := driverOf(ch.Path)
			i, known := m.drivers[d]
			if !known {
				continue
			}
			of := pushes
			if ch.Op == model.Pin {
				of = pins
			}
			of[d] = ch.Value
			q.shown = append(q.shown, m.pushed(i, ch.Op, ch.Value))
		case model.Cut:
			if l := m.link(ch.Path); l != none {
				q.cuts, q.off = append(q.cuts, l), append(q.off, string(ch.Path))
			}
		case model.Set:
			if v := m.p.at(ch.Path); v != none && m.uses(v) {
				return q, false
			}
		}
	}
	q.push, q.pin = m.forces(pushes), m.forces(pins)
	return q, len(q.shown) > 0
}

func (m *causeMap) pushed(driver int, op model.Operation, v quantity.Value) PushedDriver {
	d := &m.c.Drivers[driver]
	text := valueText(v)
	switch {
	case op == model.Pin:
		text = "=" + text
	case v.Low >= 0:
		text = "+" + text
	}
	return PushedDriver{Driver: string(d.ID), Name: m.name(driver), Op: string(op), Text: text, Size: v.Mid()}
}

// name is a driver's name, its id where it has none.
func (m *causeMap) name(driver int) string {
	return driverName(m.p.c, string(m.c.Drivers[driver].ID))
}

// say names a push in words.
func sayPush(list []PushedDriver) string {
	parts := make([]string, len(list))
	for i, d := range list {
		parts[i] = d.Driver + " " + d.Text
	}
	return strings.Join(parts, ", ")
}

// pushRows is how many draws the responses to a named push are kept of: they are
// shown, never tested.
const pushRows = 10_000

// pushColumns holds the responses to one push, by driver and draw; NaN where the
// draw does not speak.
type pushColumns struct {
	l       *causesLens
	q       namedPush
	iv      cause.Intervention // what is cut and held, with the scenario's own
	own     int                // the pins from here on are the push's own
	reached []bool
	x       [][]float32 // nil where no route leads
	rows    int
}

func newPushColumns(l *causesLens, q namedPush, held cause.Intervention, rows int) *pushColumns {
	c := &pushColumns{l: l, q: q, rows: rows}
	c.iv.Cuts = append(slices.Clone(held.Cuts), q.cuts...)
	for _, p := range held.Pins {
		if !slices.ContainsFunc(q.pin, func(f force) bool { return f.driver == p.Node }) {
			c.iv.Pins = append(c.iv.Pins, p)
		}
	}
	c.own = len(c.iv.Pins)
	for _, f := range q.pin {
		c.iv.Pins = append(c.iv.Pins, cause.Pin{Node: f.driver})
	}
	c.reached = c.reach()
	c.x = make([][]float32, len(c.reached))
	for i, r := range c.reached {
		if r {
			c.x[i] = make([]float32, rows)
		}
	}
	return c
}

// reach tells which drivers a route leads to, or are pushed themselves.
func (c *pushColumns) reach() []bool {
	iv := cause.Intervention{Push: make([]float64, len(c.l.m.drivers)), Cuts: c.iv.Cuts, Pins: slices.Clone(c.iv.Pins)}
	for _, f := range c.q.push {
		iv.Push[f.driver] = 1
	}
	for k := range iv.Pins[c.own:] {
		iv.Pins[c.own+k].Level = 1
	}
	return c.l.whole.Reach(iv)
}

// draw writes row i, from the frame's present draw, of which whole is the fate as
// it stands.
func (c *pushColumns) draw(f *causesFrame, t *causesTable, whole fate, seed, i uint64) {
	if i >= uint64(c.rows) {
		return
	}
	ok := t.fates[i] == speaks
	if len(c.q.cuts)+len(c.q.pin) > 0 {
		ok = c.respond(f, whole, seed, i)
	} else if ok {
		for _, q := range c.q.push {
			size := q.at(seed, i)
			for k, y := range f.unit(t, q.driver) {
				f.sum[k] += float64(size * y)
			}
		}
		copy(f.x, f.sum)
		clear(f.sum)
	}
	for k, col := range c.x {
		switch {
		case col == nil:
		case ok:
			col[i] = float32(f.x[k])
		default:
			col[i] = float32(nan)
		}
	}
}

// respond fills the frame's x with the response under the push's own cuts and
// pins; false when the draw does not speak there.
func (c *pushColumns) respond(f *causesFrame, whole fate, seed, i uint64) bool {
	clear(f.iv.Push)
	for _, q := range c.q.push {
		f.iv.Push[q.driver] += q.at(seed, i)
	}
	f.pins = append(f.pins[:0], c.iv.Pins...)
	for k, q := range c.q.pin {
		f.pins[c.own+k].Level = q.at(seed, i)
	}
	f.iv.Cuts, f.iv.Pins = c.iv.Cuts, f.pins
	return c.l.under(whole, f.kernel.Respond(f.iv, f.x)) == speaks
}

// answer says which way everything goes in the first draws; base is the same push
// on the map without any change, or nil where that is the map at hand.
func (c *pushColumns) answer(done int, base *pushColumns) PushAnswer {
	m := c.l.m
	a := PushAnswer{Push: c.q.shown, Off: orEmpty(c.q.off), Of: orEmpty(c.q.of), Nodes: []NodeAnswer{}, Unaffected: []string{}}
	for k, col := range c.x {
		if col == nil && (base == nil || base.x[k] == nil) {
			a.Unaffected = append(a.Unaffected, string(m.c.Drivers[k].ID))
			continue
		}
		n := c.node(k, min(done, c.rows))
		a.Draws = max(a.Draws, n.draws)
		if base != nil {
			b := base.node(k, min(done, base.rows))
			n.Base = &NodeBase{Pos: b.Pos, Neg: b.Neg, Zero: b.Zero, Direction: b.Direction, Firm: b.Firm}
		}
		a.Nodes = append(a.Nodes, n.NodeAnswer)
	}
	slices.SortStableFunc(a.Nodes, func(x, y NodeAnswer) int {
		if d := rankOf(x.Direction) - rankOf(y.Direction); d != 0 {
			return d
		}
		return compareDown(max(x.Pos, x.Neg), max(y.Pos, y.Neg))
	})
	a.Words = pushWords(&a)
	return a
}

type countedNode struct {
	NodeAnswer
	draws int
}

func (c *pushColumns) node(k, rows int) countedNode {
	var rose, fell, still int
	values := make([]float64, rows)
	reached := c.x[k] != nil
	if !reached {
		rows = 0
	}
	for i, v := range c.x[k][:rows] {
		y := float64(v)
		values[i] = y
		switch s := cause.SignOf(y); {
		case y != y:
		case s > 0:
			rose++
		case s < 0:
			fell++
		default:
			still++
		}
	}
	r := cause.ResponseOf(rose, fell, still, reached)
	id := string(c.l.m.c.Drivers[k].ID)
	n := countedNode{draws: rose + fell + still, NodeAnswer: NodeAnswer{
		Node: id, Name: c.l.m.name(k), Pos: r.Pos, Neg: r.Neg, Zero: r.Zero, Interval: r.Interval,
		Direction: r.Direction, Firm: r.Firm, Settled: r.Settled, Words: sentence(r.Words(id)),
	}}
	if n.draws > 0 {
		n.Response = spreadOf(values, nan)
	}
	return n
}

func rankOf(d cause.Direction) int {
	return slices.Index([]cause.Direction{cause.Rises, cause.Falls, cause.Ambiguous, cause.Unaffected}, d)
}

func compareDown(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// pushWords is a push's answer in a sentence.
func pushWords(a *PushAnswer) string {
	if a.Draws == 0 {
		return "No draw gives an answer."
	}
	groups := map[string][]string{}
	for i := range a.Nodes {
		n := &a.Nodes[i]
		if slices.ContainsFunc(a.Push, func(p PushedDriver) bool { return p.Driver == n.Node }) && n.Firm {
			continue // that a push moves what it pushes is no news
		}
		key := string(n.Direction)
		if n.Direction == cause.Rises || n.Direction == cause.Falls {
			if n.Firm {
				key = "firm " + key
			}
		}
		word := n.Node
		if n.Direction == cause.Ambiguous {
			word += fmt.Sprintf(" (rises in %s of 100)", hundred(n.Pos))
		}
		groups[key] = append(groups[key], word)
	}
	var parts []string
	for _, g := range []struct{ key, say string }{
		{"firm rises", "rises: "}, {"rises", "leans to rise: "},
		{"firm falls", "falls: "}, {"falls", "leans to fall: "},
		{"ambiguous", "ambiguous: "},
	} {
		if list := groups[g.key]; len(list) > 0 {
			parts = append(parts, g.say+strings.Join(list, ", "))
		}
	}
	if list := groups[string(cause.Unaffected)]; len(list) > 0 {
		parts = append(parts, "no longer affected: "+strings.Join(list, ", "))
	}
	if len(parts) == 0 {
		return "It moves nothing else."
	}
	return sentence(strings.Join(parts, "; "))
}

// hundred is a share in hundredths.
func hundred(share float64) string { return number(share*100, 100) }
