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

// compile resolves names. Numbers that the scenario sets are fixed.
func (pr *press) compile(p *plan, set map[int]model.Support) {
	c := p.causes
	forces := func(of map[model.DriverID]quantity.Value) []force {
		var out []force
		for _, id := range slices.Sorted(maps.Keys(of)) {
			if d, ok := c.drivers[id]; ok {
				v := of[id]
				out = append(out, force{d, quantity.NewSampler(v), v.Mid(), sample.Key(string(model.DriverPath(id)))})
			}
		}
		return out
	}
	pr.push, pr.pin = forces(pr.pushes), forces(pr.pins)
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
	for v := range set {
		pr.fixed[v] = true
	}
}

// pressFrame computes the end point of a press and moves numbers by it. It
// belongs to one evaluator.
type pressFrame struct {
	c      *causePlan
	kernel *cause.Kernel
	u      []float64 // uniform numbers of the links' sizes
	sizes  []float64 // sizes of the links
	iv     cause.Intervention
	z      []float64 // end point by driver
	delta  []float64 // by variable

	// The kernel draws the sizes of one draw once for all scenarios.
	drawn     uint64
	drawnOK   bool
	drawnOnce bool

	// The end point of the last press at given sizes, kept because most inputs
	// moved one at a time are no sizes of links.
	keptFor   *press
	keptSizes []float64
	keptOK    bool
}

func newPressFrame(c *causePlan) *pressFrame {
	n := len(c.drivers)
	return &pressFrame{
		c: c, kernel: c.compiled.NewKernel(), u: make([]float64, len(c.links)), sizes: make([]float64, len(c.links)),
		iv: cause.Intervention{Push: make([]float64, n)}, z: make([]float64, n), delta: make([]float64, len(c.p.vars)),
	}
}

// draw moves the evaluator's inputs of draw i by the press; false when the press
// has no end point there.
func (f *pressFrame) draw(e *evaluator, pr *press, u []float64, seed, i uint64) bool {
	if !f.drawnOnce || f.drawn != i {
		for k, l := range f.c.links {
			f.u[k] = u[e.p.vars[l.size].dim]
		}
		_, f.drawnOK = f.kernel.DrawFrom(f.u, seed, int(i))
		f.drawn, f.drawnOnce = i, true
	}
	f.keptFor = nil
	if !f.drawnOK || !f.respond(pr, func(q force) float64 { return q.sampler.At(sample.At(seed, q.key, i)) }) {
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
		f.drawnOnce = false
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
