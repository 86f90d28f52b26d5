package hypothesis

import (
	"context"
	"fmt"
	"testing"

	"entente/quantity"
	"entente/sample"
)

// benchSet is a set in which every number is a range, a third of the items in
// clusters of two.
func benchSet(rows, items int) Set {
	s := Set{}
	stream := sample.NewStream(1, uint64(rows), uint64(items))
	between := func(low, high float64) quantity.Value {
		a, b := low+(high-low)*stream.Float64(), low+(high-low)*stream.Float64()
		return quantity.Between(min(a, b), max(a, b))
	}
	for k := range rows {
		s.Hypotheses = append(s.Hypotheses, Hypothesis{ID: fmt.Sprintf("H%d", k+1), Prior: new(between(1, 3))})
	}
	for e := range items {
		item := Item{ID: fmt.Sprintf("e%d", e+1), Likelihood: map[string]quantity.Value{}, Reliability: new(between(0.6, 0.95))}
		if e%6 < 2 {
			item.Cluster = fmt.Sprintf("c%d", e/6)
		}
		for _, h := range s.Hypotheses {
			item.Likelihood[h.ID] = between(0.1, 0.9)
		}
		s.Items = append(s.Items, item)
	}
	return s
}

func benchmarkRead(b *testing.B, rows, items, n int) {
	c := compile(b, benchSet(rows, items))
	for b.Loop() {
		if _, err := c.Sample(context.Background(), n, 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead6x12(b *testing.B) { benchmarkRead(b, 6, 12, 10_000) }
func BenchmarkRead8x40(b *testing.B) { benchmarkRead(b, 8, 40, 20_000) }

// One draw with its posterior.
func BenchmarkDraw6x12(b *testing.B) {
	c := compile(b, benchSet(6, 12))
	k, p := c.NewKernel(), make([]float64, c.rows)
	i := 0
	for b.Loop() {
		k.Draw(1, i, p)
		i++
	}
}

func BenchmarkPosterior6x12(b *testing.B) {
	c := compile(b, benchSet(6, 12))
	k, p, x := c.NewKernel(), make([]float64, c.rows), make([]float64, len(c.inputs))
	c.draw(1, 1, x)
	for b.Loop() {
		k.Posterior(x, p)
	}
}

func BenchmarkLeaveOneOut8x40(b *testing.B) {
	c := compile(b, benchSet(8, 40))
	for b.Loop() {
		c.LeaveOneOut()
	}
}

func BenchmarkHull8x40(b *testing.B) {
	c := compile(b, benchSet(8, 40))
	for b.Loop() {
		c.Hull()
	}
}
