package cause

import (
	"fmt"
	"testing"

	"entente/internal/referencetest"
	"entente/quantity"
	"entente/sample"
)

// random20 is a random map of 20 nodes and 35 links, of which 11 nodes make one
// strongly connected block.
func random20() Map {
	m := Map{}
	for i := range 20 {
		m.Nodes = append(m.Nodes, fmt.Sprintf("n%02d", i))
	}
	s := sample.NewStream(0, 35)
	have := map[[2]int]bool{}
	add := func(from, to int) {
		if from == to || have[[2]int{from, to}] {
			return
		}
		have[[2]int{from, to}] = true
		sign := Plus
		if s.Float64() < 0.5 {
			sign = Minus
		}
		m.Edges = append(m.Edges, Edge{From: m.Nodes[from], To: m.Nodes[to], Sign: sign})
	}
	for len(m.Edges) < 35 {
		add(s.IntN(20), s.IntN(20))
	}
	return m
}

// random40 is a random map of 40 nodes and 120 links, with so little strength in
// its links that most of its draws are stable.
func random40() Map {
	m := Map{}
	s := sample.NewStream(0, 40)
	for i := range 40 {
		m.Nodes = append(m.Nodes, fmt.Sprintf("n%02d", i))
	}
	size := quantity.Between(0, 0.2)
	have := map[[2]int]bool{}
	for len(m.Edges) < 120 {
		pair := [2]int{s.IntN(40), s.IntN(40)}
		if pair[0] == pair[1] || have[pair] {
			continue
		}
		have[pair] = true
		sign := Plus
		if s.Float64() < 0.5 {
			sign = Minus
		}
		m.Edges = append(m.Edges, Edge{From: m.Nodes[pair[0]], To: m.Nodes[pair[1]], Sign: sign, Size: &size})
	}
	return m
}

// flagship is the reference map of 22 nodes and 26 links under one push.
func flagship(b *testing.B) (*Compiled, Question) {
	var file struct {
		Cases []struct {
			ID string
			In request
		}
	}
	referencetest.JSON(b, "causes/press.json", &file)
	for _, c := range file.Cases {
		if c.ID == "press-hamadan-opposition-support" {
			compiled, q := c.In.compile(b)
			q.Workers, q.Draws = 1, DefaultDraws
			return compiled, q
		}
	}
	b.Fatal("the flagship map is gone")
	return nil, Question{}
}

// Ten thousand accepted draws on one core, all nodes.
func BenchmarkPress(b *testing.B) {
	run := func(name string, c *Compiled, q Question) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				got, err := c.Press(b.Context(), q)
				if err != nil || got.Accepted != DefaultDraws {
					b.Fatal(got, err)
				}
				b.ReportMetric(got.PStable, "p_stable")
			}
		})
	}
	c, q := flagship(b)
	run("flagship", c, q)
	for name, m := range map[string]Map{"20x35": random20(), "40x120": random40()} {
		c, err := Compile(m)
		if err != nil {
			b.Fatal(err)
		}
		push := make([]float64, len(m.Nodes))
		push[0] = 1
		run(name, c, Question{Intervention: Intervention{Push: push}, Seed: 1, Workers: 1})
	}
}

// Every loop, and every route between two nodes.
func BenchmarkRoutesAndLoops(b *testing.B) {
	c, _ := flagship(b)
	for b.Loop() {
		c.Loops(LoopLimits{})
		for from := range c.nodes {
			for to := range c.nodes {
				c.Routes(from, to, RouteLimits{})
			}
		}
	}
}

// Sixteen mechanisms, a link or two each, all nodes targets, on one core.
func BenchmarkMechanisms(b *testing.B) {
	c, q := flagship(b)
	var mechanisms []Mechanism
	for e := 0; e < 26; e++ {
		if e < 16 {
			mechanisms = append(mechanisms, Mechanism{Name: fmt.Sprint(e), Cut: []int{e}})
			continue
		}
		mechanisms[e-16].Cut = append(mechanisms[e-16].Cut, e)
	}
	targets := make([]int, len(c.nodes))
	for i := range targets {
		targets[i] = i
	}
	for b.Loop() {
		if _, err := c.CutMechanisms(b.Context(), q, targets, mechanisms, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// The routes of one response over ten thousand draws.
func BenchmarkExplain(b *testing.B) {
	c, q := flagship(b)
	target, _ := c.Node("assad_margin")
	for b.Loop() {
		if _, err := c.Explain(b.Context(), q, target, RouteLimits{}); err != nil {
			b.Fatal(err)
		}
	}
}
