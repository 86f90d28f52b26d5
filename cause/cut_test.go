package cause

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A cut off every way from the push to the target changes no draw's response, and
// the mechanism counts as idle. A link is on such a way when some route, which
// may pass a node twice, goes from the push over it to the target.
func TestIdleIsUnchangedDrawByDraw(t *testing.T) {
	idle := 0
	rapid.Check(t, func(t *rapid.T) {
		c := compiled(t, anyMap().Draw(t, "map"))
		if len(c.edges) == 0 {
			return
		}
		n := len(c.nodes)
		pushed, target := rapid.IntRange(0, n-1).Draw(t, "pushed"), rapid.IntRange(0, n-1).Draw(t, "target")
		cut := rapid.IntRange(0, len(c.edges)-1).Draw(t, "cut")
		push := make([]float64, n)
		push[pushed] = 1
		q := Question{Intervention: Intervention{Push: push}, Draws: 30, Seed: rapid.Uint64().Draw(t, "seed")}
		run, err := c.CutMechanisms(t.Context(), q, []int{target}, []Mechanism{{Name: "m", Cut: []int{cut}}}, nil)
		if err != nil {
			return // nothing stable
		}
		on := leads(c, pushed, c.edges[cut].from) && leads(c, c.edges[cut].to, target)
		w := run.Mechanisms[0].Targets[0]
		if w.OnRoute != on {
			t.Fatalf("on a route: %v, want %v", w.OnRoute, on)
		}
		if on {
			return
		}
		idle++
		if !run.Mechanisms[0].Idle() || w.Flips != 0 || w.OnlyRoute || len(run.Rank()) != 0 {
			t.Fatalf("%+v", run.Mechanisms[0])
		}
		k, x, y := c.NewKernel(), make([]float64, n), make([]float64, n)
		for draw := range 20 {
			k.Try(q.Seed, draw, 0)
			whole := k.Respond(q.Intervention, x)
			if without := k.Respond(with(q.Intervention, Mechanism{Cut: []int{cut}}), y); whole && without && math.Abs(x[target]-y[target]) > 1e-7*math.Abs(x[target]) {
				t.Fatalf("draw %d: %v, and cut %v", draw, x[target], y[target])
			}
		}
	})
	if idle == 0 {
		t.Error("no idle link met")
	}
}

// leads walks from one node to another.
func leads(c *Compiled, from, to int) bool {
	seen := make([]bool, len(c.nodes))
	var walk func(int) bool
	walk = func(at int) bool {
		if at == to {
			return true
		}
		seen[at] = true
		for _, e := range c.edges {
			if e.from == at && !seen[e.to] && walk(e.to) {
				return true
			}
		}
		return false
	}
	return walk(from)
}

// A node that nothing joins changes nothing else, to the last bit.
func TestIsolatedNodeChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMap().Draw(t, "map")
		more := m
		at := rapid.IntRange(0, len(m.Nodes)).Draw(t, "at")
		more.Nodes = slices.Insert(slices.Clone(m.Nodes), at, "alone")
		if m.Self == Declared {
			more.Edges = append(slices.Clone(m.Edges), Edge{From: "alone", To: "alone", Sign: Minus})
		}
		c, d := compiled(t, m), compiled(t, more)
		k, l := c.NewKernel(), d.NewKernel()
		seed, pushed := rapid.Uint64().Draw(t, "seed"), rapid.IntRange(0, len(m.Nodes)-1).Draw(t, "pushed")
		if k.Try(seed, 0, 0) != l.Try(seed, 0, 0) {
			t.Fatal("stability differs")
		}
		if !k.settled {
			return
		}
		p, q := make([]float64, len(m.Nodes)), make([]float64, len(more.Nodes))
		p[pushed] = 1
		i, _ := d.Node(m.Nodes[pushed])
		q[i] = 1
		x, y := make([]float64, len(p)), make([]float64, len(q))
		k.Respond(Intervention{Push: p}, x)
		l.Respond(Intervention{Push: q}, y)
		if y = slices.Delete(y, at, at+1); !slices.Equal(x, y) {
			t.Fatalf("%v, and with a node more %v", x, y)
		}
	})
}

// An interrupted table holds the mechanisms that are done; an interrupted press
// the draws that are.
func TestInterruptedRunsKeepWhatIsDone(t *testing.T) {
	c := compiled(t, dambacher5())
	push := make([]float64, 5)
	push[3] = 1
	q := Question{Intervention: Intervention{Push: push}, Draws: 400, Seed: 8, Workers: 1}
	var cuts []Mechanism
	for e := range c.edges {
		cuts = append(cuts, Mechanism{Name: c.nodes[c.edges[e].from] + c.nodes[c.edges[e].to], Cut: []int{e}})
	}
	ctx, cancel := context.WithCancel(t.Context())
	run, err := c.CutMechanisms(ctx, q, []int{0}, cuts, func(done int) {
		if done == 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || run == nil || len(run.Mechanisms) < 3 || len(run.Mechanisms) == len(cuts) || run.Mechanisms[0].Name != cuts[0].Name {
		t.Errorf("%v, %+v", err, run)
	}
	ctx, cancel = context.WithCancel(t.Context())
	q.Draws = 5000
	calls := 0
	q.Progress = func(accepted, wanted int) {
		if calls++; wanted != 5000 {
			t.Errorf("wanted %d", wanted)
		}
		if accepted > 1000 {
			cancel()
		}
	}
	pressed, err := c.Press(ctx, q)
	if !errors.Is(err, context.Canceled) || pressed == nil || pressed.Accepted <= 1000 || pressed.Accepted >= 5000 || calls == 0 {
		t.Errorf("%v, %+v", err, pressed)
	}
}

func TestMechanismsOfNoMap(t *testing.T) {
	c := compiled(t, dambacher5())
	push := make([]float64, 5)
	push[0] = 1
	q := Question{Intervention: Intervention{Push: push}, Draws: 10}
	_, err := c.CutMechanisms(t.Context(), q, []int{9}, []Mechanism{{Cut: []int{99}}, {Hold: []int{-1}}}, nil)
	if joined, ok := err.(interface{ Unwrap() []error }); !ok || len(joined.Unwrap()) != 1 {
		t.Errorf("%v", err)
	}
	if _, err := c.Explain(t.Context(), q, 5, RouteLimits{}); err == nil {
		t.Error("a target outside passes")
	}
}
