package cause

import (
	"fmt"
	"testing"

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

// Ten thousand accepted draws on one core.
func BenchmarkPress20x35(b *testing.B) {
	c, err := Compile(random20())
	if err != nil {
		b.Fatal(err)
	}
	push := make([]float64, 20)
	push[0] = 1
	b.ReportAllocs()
	for b.Loop() {
		got, err := c.Press(b.Context(), Question{Intervention: Intervention{Push: push}, Seed: 1, Workers: 1})
		if err != nil || got.Accepted != DefaultDraws {
			b.Fatal(got, err)
		}
		b.ReportMetric(got.PStable, "p_stable")
		b.ReportMetric(float64(len(c.Blocks()[0])), "block")
	}
}
