package yaml

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/internal/codec/schema"
	"entente/model"
	"entente/quantity"
)

// lateChange is the `set` of a what-if, read when all paths are known.
type lateChange struct {
	node *node
	into *[]model.Change
	path string
}

// NormalPath writes a path with one blank on each side of its arrow.
func NormalPath(s string) model.Path {
	left, right, ok := strings.Cut(s, "->")
	if !ok {
		return model.Path(strings.TrimSpace(s))
	}
	return model.Path(strings.TrimSpace(left) + " -> " + strings.TrimSpace(right))
}

// targets are what a what-if may change: the scale of each number by its path,
// and what is special about it.
type targets struct {
	order    []string
	scales   map[string]quantity.Scale
	edges    map[string]bool        // links, bindings and feedback can be cut
	switches map[string]bool        // yes or no: switches, and whether an option is taken
	words    map[string]*schema.Key // one of some words: how an option may change
}

func targetsOf(c *model.Case) *targets {
	t := &targets{scales: map[string]quantity.Scale{}, edges: map[string]bool{}, switches: map[string]bool{}, words: map[string]*schema.Key{}}
	add := func(p model.Path, s quantity.Scale) {
		if _, known := t.scales[string(p)]; !known {
			t.order = append(t.order, string(p))
			t.scales[string(p)] = s
		}
	}
	for _, p := range c.Params() {
		add(p.Path, p.Scale)
	}
	// Numbers that are not written can be set as well.
	nonNegative, unit := quantity.Scale{High: math.Inf(1)}, quantity.Scale{High: 1}
	for i := range c.Actors {
		id := c.Actors[i].ID
		add(model.ActorPath(id, "capability"), nonNegative)
		add(model.ActorPath(id, "influence"), nonNegative)
		add(model.ActorPath(id, "susceptibility"), unit)
	}
	for i := range c.Issues {
		is := &c.Issues[i]
		add(model.StatusQuoPath(is.ID), quantity.Scale{Low: is.Low(), High: is.High()})
		for j := range is.Stances {
			a := is.Stances[j].Actor
			add(model.StancePath(a, is.ID, "capability"), nonNegative)
			add(model.StancePath(a, is.ID, "influence"), nonNegative)
			veto := model.StancePath(a, is.ID, "veto")
			add(veto, unit)
			t.switches[string(veto)] = true
		}
	}
	if g := c.Conflict; g != nil {
		direction := schema.Case.Key("conflict").Of.Key("options").Of.Key("change")
		for i := range g.Options {
			taken, change := model.TakenPath(g.Options[i].ID), model.DirectionPath(g.Options[i].ID)
			add(taken, unit)
			add(change, unit)
			t.switches[string(taken)], t.words[string(change)] = true, direction
		}
	}
	if m := c.Causes; m != nil {
		for i := range m.Drivers {
			add(model.DriverPath(m.Drivers[i].ID), quantity.Scale{Low: math.Inf(-1), High: math.Inf(1)})
		}
		for i := range m.Links {
			t.edges[string(model.LinkPath(m.Links[i].From, m.Links[i].To))] = true
		}
	}
	if s := c.System; s != nil {
		for i := range s.Bindings {
			t.edges[string(model.BindingPath(s.Bindings[i].Driver, s.Bindings[i].Moves))] = true
		}
		for i := range s.Feedback {
			t.edges[string(model.FeedbackPath(s.Feedback[i].Issue, s.Feedback[i].Moves))] = true
		}
	}
	return t
}

// settle reads what could not be read before all numbers were known.
func (r *reader) settle() {
	t := targetsOf(r.c)
	for _, late := range r.changes {
		for _, kv := range late.node.pairs {
			at := join(late.path, kv.key.text)
			r.places[at] = kv.key
			if c, ok := r.change(t, kv, at); ok {
				if slices.ContainsFunc(*late.into, func(d model.Change) bool { return d.Path == c.Path }) {
					r.fail(kv.key, at, "case/duplicate-key", fmt.Sprintf("%q is changed twice.", c.Path), "Keep one.")
					continue
				}
				*late.into = append(*late.into, c)
			}
		}
		if len(late.node.pairs) == 0 {
			r.fail(late.node, late.path, "case/empty-value", "The what-if changes nothing.", "Set at least one path.")
		}
	}
	if r.c.System != nil {
		for i := range r.c.System.Bindings {
			r.bindingTarget(t, &r.c.System.Bindings[i])
		}
	}
}

// change reads one line of a what-if.
func (r *reader) change(t *targets, kv pair, at string) (model.Change, bool) {
	path := NormalPath(kv.key.text)
	c := model.Change{Path: path}
	scale, known := t.scales[string(path)]
	if !known {
		r.reportUnknown(kv.key, kv.key.pos, at, "case/unknown-path", fmt.Sprintf("There is no number or switch %q.", kv.key.text), string(path), t.order, "number")
		return c, false
	}
	v := kv.value
	if v.kind == emptyNode {
		r.fail(kv.key, at, "case/empty-value", fmt.Sprintf("Nothing is written for %q.", kv.key.text), "Write the change.")
		return c, false
	}
	driver := strings.HasPrefix(string(path), "drivers.")
	switch {
	case driver:
		return r.driverChange(c, v, at)
	case t.switches[string(path)]:
		on, ok := r.yesNo(v, at)
		c.Op, c.On = model.Set, on
		return c, ok
	case t.words[string(path)] != nil:
		word, ok := r.word(t.words[string(path)], v, at)
		c.Op, c.Word = model.Set, word
		return c, ok
	case v.isText("off"):
		if !t.edges[string(path)] {
			r.fail(v, at, "case/bad-change", fmt.Sprintf("%q cannot be cut.", path), "Only links, bindings and feedback can be `off`; write a value.")
			return c, false
		}
		c.Op = model.Cut
		return c, true
	}
	x, ok := r.valueOf(v, at)
	if !ok || !r.fit(&x, scale, v, at) {
		return c, false
	}
	c.Op, c.Value = model.Set, x
	return c, true
}

// driverChange reads a push (+x, -x) or a pin (=x).
func (r *reader) driverChange(c model.Change, v *node, at string) (model.Change, bool) {
	const remedy = "Write +0.6 or -0.6 for a push, =0.6 for a pin."
	s, ok := r.text(v, at)
	if !ok {
		return c, false
	}
	c.Op = model.Push
	number := s
	if rest, pin := strings.CutPrefix(s, "="); pin {
		c.Op, number = model.Pin, strings.TrimSpace(rest)
	} else if s[0] != '+' && s[0] != '-' && !strings.HasPrefix(s, "\u2212") {
		r.fail(v, at, "case/bad-change", fmt.Sprintf("%q says neither push nor pin.", clip(s)), remedy)
		return c, false
	}
	x, err := quantity.Parse(number)
	if err != nil {
		r.quantity(v, at, err)
		return c, false
	}
	if x.Word != "" {
		r.fail(v, at, "case/bad-change", "A word is no size of a push or a pin.", remedy)
		return c, false
	}
	c.Value = x
	return c, true
}

// bindingTarget checks that a binding moves a number that drivers can move.
func (r *reader) bindingTarget(t *targets, b *model.Binding) {
	path := string(b.Moves)
	if path == "" {
		return
	}
	at := join("system.bindings", string(model.BindingPath(b.Driver, b.Moves)))
	n := r.places[join(at, "moves")]
	if n == nil {
		return
	}
	movable := func(p string) bool {
		if strings.Contains(p, " -> ") {
			return false
		}
		for _, end := range []string{".influence", ".capability", ".salience", ".position"} {
			if strings.HasSuffix(p, end) {
				return true
			}
		}
		return false
	}
	_, known := t.scales[path]
	if known && movable(path) {
		return
	}
	var paths []string
	for _, p := range t.order {
		if movable(p) {
			paths = append(paths, p)
		}
	}
	cause := fmt.Sprintf("There is no number %q.", path)
	if known {
		cause = fmt.Sprintf("%q is no influence, capability, salience or position.", path)
	}
	r.reportUnknown(n, n.pos, join(at, "moves"), "couple/unknown-target", cause, path, paths, "number")
}
