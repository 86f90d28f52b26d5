package analysis

import (
	"maps"
	"math"
	"slices"

	"entente/cause"
	"entente/model"
	"entente/quantity"
	"entente/sample"
)

// press is what a scenario does to the drivers: lasting pushes, drivers held at
// a level, links and bindings cut.
type press struct {
	pushes map[model.DriverID]quantity.Value
	pins   map[model.DriverID]quantity.Value
	cuts   map[model.Path]bool

	maps      *pressMaps
	push, pin []force // compiled, in the order of drivers
	cutLinks  []int   // links of the compiled map
	cutBind   []bool  // by binding
	fixed     []bool  // by variable: set by a change, which wins over bindings
}

// force is a push or a pin on a driver with its size, drawn by a key of its
// own.
type force struct {
	driver  int
	sampler quantity.Sampler
	mid     float64
	key     uint64
}

// forces are pushes or pins, in the order of drivers' ids.
func (m *causeMap) forces(of map[model.DriverID]quantity.Value) []force {
	var out []force
	for _, id := range slices.Sorted(maps.Keys(of)) {
		if d, ok := m.drivers[id]; ok {
			v := of[id]
			out = append(out, force{d, quantity.NewSampler(v), v.Mid(), sample.Key(string(model.DriverPath(id)))})
		}
	}
	return out
}

// at is the force's size in a draw.
func (q force) at(seed, i uint64) float64 { return q.sampler.At(sample.At(seed, q.key, i)) }

// compile resolves names. Numbers that the scenario sets are fixed, and sizes of
// links among them make maps of its own.
func (pr *press) compile(p *plan, s *scenario) {
	c := p.causes
	pr.push, pr.pin = c.m.forces(pr.pushes), c.m.forces(pr.pins)
	pr.maps = c.maps
	if s.setsAny(c.m.uses) {
		pr.maps = c.mapsWith(func(v int) quantity.Value { return s.values[v] })
	}
	for i, l := range c.links {
		if pr.cuts[l.path] {
			pr.cutLinks = append(pr.cutLinks, i)
		}
	}
	pr.cutBind = make([]bool, len(c.bindings))
	for i, b := range c.bindings {
		pr.cutBind[i] = pr.cuts[b.path]
	}
	pr.fixed = make([]bool, len(p.vars))
	for v := range s.setBy {
		pr.fixed[v] = true
	}
}

// pressFrame computes the end point of a press and moves numbers by it. It
// belongs to one evaluator.
type pressFrame struct {
	c       *causePlan
	drawers map[*pressMaps]*pressDrawer
	kernel  *cause.Kernel // that of the press at hand
	sizes   []float64     // sizes of the links
	iv      cause.Intervention
	z       []float64 // end point by driver
	delta   []float64 // by variable

	// The end point of the last press at given sizes, kept because most inputs
	// moved one at a time are no sizes of links.
	keptFor   *press
	keptSizes []float64
	keptOK    bool
}

// pressDrawer draws the maps of a press. The sizes of one draw are drawn once
// for all scenarios that share them.
type pressDrawer struct {
	m               *causeMap
	maps            *pressMaps
	acting, whole   *cause.Kernel // whole is nil when nothing was observed
	uActing, uWhole []float64
	x               []float64
	drawn           uint64
	ok, once        bool
}

func newPressFrame(c *causePlan) *pressFrame {
	n := len(c.m.drivers)
	return &pressFrame{
		c: c, drawers: map[*pressMaps]*pressDrawer{}, sizes: make([]float64, len(c.links)),
		iv: cause.Intervention{Push: make([]float64, n)}, z: make([]float64, n), delta: make([]float64, len(c.p.vars)),
	}
}

func (f *pressFrame) drawer(maps *pressMaps) *pressDrawer {
	d := f.drawers[maps]
	if d == nil {
		d = &pressDrawer{m: f.c.m, maps: maps, acting: maps.acting.NewKernel(), uActing: make([]float64, len(maps.acting.links))}
		if maps.whole != nil {
			d.whole, d.uWhole, d.x = maps.whole.NewKernel(), make([]float64, len(maps.whole.links)), make([]float64, len(f.c.m.drivers))
		}
		f.drawers[maps] = d
	}
	return d
}

// draw finds sizes for draw i under which nothing runs away and all that was
// observed is seen: those of the design first, then others, cause.MaxTries times
// at most. It reports whether there are any.
func (d *pressDrawer) draw(design []float64, seed, i uint64) bool {
	if d.once && d.drawn == i {
		return d.ok
	}
	d.once, d.drawn, d.ok = true, i, false
	acting, whole := d.uActing, d.uWhole
	d.m.uniform(d.maps.acting, design, acting)
	if d.whole != nil {
		d.m.uniform(d.maps.whole, design, whole)
	}
	for attempt := range cause.MaxTries {
		if attempt > 0 {
			acting, whole = nil, nil
		}
		seen := d.whole == nil || d.whole.TryFrom(whole, seed, int(i), attempt) && d.m.matches(d.whole, d.x)
		if seen && d.acting.TryFrom(acting, seed, int(i), attempt) {
			d.ok = true
			break
		}
	}
	return d.ok
}

// draw moves the evaluator's inputs of draw i by the press; false when the press
// has no end point there.
func (f *pressFrame) draw(e *evaluator, pr *press, u []float64, seed, i uint64) bool {
	f.keptFor = nil
	d := f.drawer(pr.maps)
	f.kernel = d.acting
	if !d.draw(u, seed, i) || !f.respond(pr, func(q force) float64 { return q.at(seed, i) }) {
		return false
	}
	f.move(e, pr)
	return true
}

// mid moves the evaluator's inputs by the press with its sizes as they stand in
// the inputs and its forces at their mids.
func (f *pressFrame) mid(e *evaluator, pr *press) bool {
	for k, l := range f.c.links {
		f.sizes[k] = e.x[l.size]
	}
	if f.keptFor != pr || !slices.Equal(f.keptSizes, f.sizes) {
		d := f.drawer(f.c.maps)
		d.once, f.kernel = false, d.acting
		f.keptFor, f.keptSizes = pr, append(f.keptSizes[:0], f.sizes...)
		f.keptOK = f.kernel.Load(f.sizes) && f.respond(pr, func(q force) float64 { return q.mid })
	}
	if f.keptOK {
		f.move(e, pr)
	}
	return f.keptOK
}

// respond computes the end point z of the press on the kernel's present sizes.
func (f *pressFrame) respond(pr *press, size func(force) float64) bool {
	clear(f.iv.Push)
	for _, q := range pr.push {
		f.iv.Push[q.driver] += size(q)
	}
	f.iv.Pins = f.iv.Pins[:0]
	for _, q := range pr.pin {
		f.iv.Pins = append(f.iv.Pins, cause.Pin{Node: q.driver, Level: size(q)})
	}
	f.iv.Cuts = pr.cutLinks
	return f.kernel.Respond(f.iv, f.z)
}

// move moves the evaluator's inputs by the end point, through the bindings.
func (f *pressFrame) move(e *evaluator, pr *press) {
	clear(f.delta)
	for k, b := range f.c.bindings {
		if !pr.cutBind[k] {
			for _, v := range b.targets {
				f.delta[v] += float64(e.x[b.size] * f.z[b.driver])
			}
		}
	}
	for _, b := range f.c.bindings {
		for _, v := range b.targets {
			d := f.delta[v]
			if d == 0 || pr.fixed[v] {
				continue
			}
			f.delta[v] = 0 // several bindings may move one number; their sum acts once
			switch b.kind {
			case byFactor:
				e.x[v] *= math.Exp(d)
			case salience:
				e.x[v] = min(max(e.x[v]+d*100, 0), 100)
			case position:
				ip := &e.p.issues[b.issue]
				e.x[v] = ip.units(min(max(ip.hundred(e.x[v])+d, 0), 100))
			}
		}
	}
}
