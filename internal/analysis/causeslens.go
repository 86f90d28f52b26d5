package analysis

import (
	"math"
	"slices"
	"strings"

	"entente/cause"
	"entente/model"
	"entente/quantity"
)

// causesLens presses the case's own causal map, with all adopted links, and
// reads off which way each driver moves.
//
// Each draw takes one set of sizes. It speaks when nothing runs away under them
// and, where the case has observations, when the whole map shows all that was
// observed; otherwise it has no outcome. It is never drawn again, so that the
// draws that speak are those of the other lenses. Pushes in force move levels,
// and leave alone how the map responds to another push, since responses are
// linear; cuts and drivers held at a level change the map.
type causesLens struct {
	p     *plan
	m     *causeMap
	whole *compiledMap
	named []namedPush // what the case asks about
}

// newCausesLens is nil when the case has no causal map.
func newCausesLens(p *plan) *causesLens {
	if p.signed == nil {
		return nil
	}
	whole, err := p.signed.compile(p.base, nil)
	if err != nil {
		return nil // the reader has refused whatever could be wrong here
	}
	return &causesLens{p: p, m: p.signed, whole: whole, named: p.signed.namedPushes()}
}

func (l *causesLens) lens() model.Lens { return model.LensCauses }

func (l *causesLens) vars() []int {
	out := make([]int, len(l.m.links))
	for i := range l.m.links {
		out[i] = l.m.links[i].size
	}
	return out
}

func (l *causesLens) feels(ch model.Change) bool {
	switch ch.Op {
	case model.Pin:
		_, ok := l.m.drivers[driverOf(ch.Path)]
		return ok
	case model.Cut:
		return l.m.link(ch.Path) != none
	case model.Set:
		v := l.p.at(ch.Path)
		return v != none && l.m.uses(v)
	}
	return false
}

func driverOf(path model.Path) model.DriverID {
	return model.DriverID(strings.TrimPrefix(string(path), "drivers."))
}

// link is the link with a path, or none.
func (m *causeMap) link(path model.Path) int {
	return slices.IndexFunc(m.links, func(l linkPlan) bool { return l.path == path })
}

// numbers are the sizes of the links that carry a test: those on a way from the
// push to the node, and of the loops that such a way meets.
func (l *causesLens) numbers(t model.Test) []int {
	var out []int
	for _, e := range carriers(l.whole, l.m.drivers[t.Push.Driver], l.m.drivers[t.Node]) {
		out = append(out, l.m.links[l.whole.links[e]].size)
	}
	return out
}

// carriers are the edges by which the response of one node to a push on another
// is made: whose ends can be reached from the push and reach the node.
func carriers(c *compiledMap, from, to int) []int {
	down := make([]float64, len(c.Nodes()))
	down[from] = 1
	reached := c.Reach(cause.Intervention{Push: down})
	reaches := c.Reaching(to)
	var out []int
	for e := range c.links {
		if a, b := c.Ends(e); reached[a] && reaches[b] {
			out = append(out, e)
		}
	}
	return out
}

// fate is what becomes of a draw.
type fate uint8

const (
	runsAway fate = iota // the map as it stands does
	unlike               // stable, but not showing what was observed
	freed                // stable and showing it, but not with what is cut or held
	speaks
)

// causesTable holds the responses of one scenario.
type causesTable struct {
	l  *causesLens
	s  *scenario
	iv cause.Intervention // what is cut and held

	fates []fate
	verdicts
	tests     []causeTest
	responses [][]float64 // by test and draw; NaN where the draw does not speak
	points    []float64   // by test
	pushes    []*pushColumns

	exact     *cause.Exact // predictions from signs, made when first asked for
	exactDone bool
	silent    string // why no draw speaks, found when first asked for
}

// causeTest is a test of the lens with its push.
type causeTest struct {
	test model.Test
	push force
	node int
	sign int
}

func (l *causesLens) in(s *scenario, draws int) joinedTable {
	t := &causesTable{l: l, s: s, fates: make([]fate, draws), verdicts: newVerdicts(l.p.c, model.LensCauses, 1, draws)}
	t.iv = l.m.interventionOf(s)
	c := l.p.c
	for i := range c.Conclusions {
		q, ok := test(&c.Conclusions[i], model.LensCauses)
		if !ok {
			continue
		}
		f := l.m.forces(map[model.DriverID]quantity.Value{q.Push.Driver: q.Push.Size})
		t.tests = append(t.tests, causeTest{q, f[0], l.m.drivers[q.Node], directionOf(q.Moved)})
		t.responses = append(t.responses, make([]float64, draws))
	}
	t.points = make([]float64, len(t.tests))
	if s.shown {
		for _, q := range l.named {
			t.pushes = append(t.pushes, newPushColumns(l, q, t.iv, min(draws, pushRows)))
		}
	}
	return t
}

// interventionOf is what a scenario cuts and holds.
func (m *causeMap) interventionOf(s *scenario) (iv cause.Intervention) {
	for i := range m.links {
		if s.cuts[m.links[i].path] {
			iv.Cuts = append(iv.Cuts, i)
		}
	}
	for i := range m.c.Drivers {
		if s.holds[m.c.Drivers[i].ID] {
			iv.Pins = append(iv.Pins, cause.Pin{Node: i})
		}
	}
	return iv
}

// remaining is the map without the links that are cut or end at a driver that is
// held: what a push runs through.
func (t *causesTable) remaining() *compiledMap {
	if len(t.iv.Cuts)+len(t.iv.Pins) == 0 {
		return t.l.whole
	}
	out, err := t.l.m.compile(func(v int) quantity.Value { return t.s.values[v] }, func(q *linkPlan) bool {
		return !t.s.cuts[q.path] && !t.s.holds[q.link.From] && !t.s.holds[q.link.To]
	})
	if err != nil {
		return t.l.whole
	}
	return out
}

// causesFrame draws maps; one goroutine's.
type causesFrame struct {
	l      *causesLens
	kernel *cause.Kernel
	sizes  []float64 // by edge
	x      []float64 // by driver
	iv     cause.Intervention
	pins   []cause.Pin
	// units are the responses to a push of 1 on each driver, in the present draw
	// under what the scenario cuts and holds; made when first asked for.
	units [][]float64
	have  []bool
	sum   []float64 // scratch space, 0 between uses
}

func (l *causesLens) frame() joinedFrame {
	n := len(l.m.drivers)
	return &causesFrame{
		l: l, kernel: l.whole.NewKernel(), sizes: make([]float64, len(l.m.links)),
		x: make([]float64, n), iv: cause.Intervention{Push: make([]float64, n)},
		units: make([][]float64, n), have: make([]bool, n), sum: make([]float64, n),
	}
}

// load takes the sizes of the links from the inputs.
func (f *causesFrame) load(inputs []float64) []float64 {
	for e, l := range f.l.whole.links {
		f.sizes[e] = inputs[f.l.m.links[l].size]
	}
	return f.sizes
}

// try draws the whole map and says what becomes of the draw as it stands, before
// anything is cut or held.
func (f *causesFrame) try(inputs []float64, seed, i uint64) fate {
	switch {
	case !f.kernel.TrySizes(f.load(inputs), seed, int(i), 0):
		return runsAway
	case !f.l.m.matches(f.kernel, f.x):
		return unlike
	}
	return speaks
}

// under is what becomes of a draw when something is cut or held. Where nothing
// was observed the changed map answers for itself; else the map as it stands has
// to show what was observed first.
func (l *causesLens) under(whole fate, stable bool) fate {
	switch {
	case len(l.m.observed) > 0 && whole != speaks:
		return whole
	case stable:
		return speaks
	case len(l.m.observed) > 0:
		return freed
	}
	return runsAway
}

// respond fills the frame's x with the response of every driver to a push, under
// what is cut and held; false when that runs away.
func (f *causesFrame) respond(held cause.Intervention, driver int, size float64) bool {
	clear(f.iv.Push)
	f.iv.Push[driver] = size
	f.iv.Cuts, f.iv.Pins = held.Cuts, held.Pins
	return f.kernel.Respond(f.iv, f.x)
}

// unit is the response to a push of 1 on a driver, in the present draw of a
// table. Others follow from it, since responses are linear.
func (f *causesFrame) unit(t *causesTable, driver int) []float64 {
	if !f.have[driver] {
		f.respond(t.iv, driver, 1)
		f.units[driver] = append(f.units[driver][:0], f.x...)
		f.have[driver] = true
	}
	return f.units[driver]
}

// changes reports whether something is cut or held.
func changes(iv cause.Intervention) bool { return len(iv.Cuts)+len(iv.Pins) > 0 }

func (f *causesFrame) draw(table joinedTable, inputs []float64, seed, i uint64) {
	t := table.(*causesTable)
	whole := f.try(inputs, seed, i)
	how := whole
	if changes(t.iv) {
		how = t.l.under(whole, f.respond(t.iv, 0, 0))
	}
	t.fates[i] = how
	clear(f.have)
	for k := range t.tests {
		q := &t.tests[k]
		y := nan
		if how == speaks {
			y = f.unit(t, q.push.driver)[q.node] * q.push.at(seed, i)
		}
		t.responses[k][i] = y
		t.rows[k][0][i] = q.verdict(y)
	}
	for _, p := range t.pushes {
		p.draw(f, t, whole, seed, i)
	}
}

// verdict is whether a response meets the test.
func (q *causeTest) verdict(y float64) verdictOfDraw {
	if math.IsNaN(y) {
		return noOutcome
	}
	return verdictOf(cause.SignOf(y) == q.sign)
}

// answer is the response that a test is about with the given inputs; NaN when
// it runs away.
func (f *causesFrame) answer(t *causesTable, q *causeTest, inputs []float64) float64 {
	f.kernel.Load(f.load(inputs))
	if !f.respond(t.iv, q.push.driver, q.push.mid) {
		return nan
	}
	return f.x[q.node]
}

func (t *causesTable) point(frame joinedFrame, mids []float64) {
	f := frame.(*causesFrame)
	for k := range t.tests {
		t.points[k] = f.answer(t, &t.tests[k], mids)
		t.mid[k][0] = t.tests[k].verdict(t.points[k])
	}
}
