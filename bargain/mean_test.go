package bargain

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"entente/quantity"
	"entente/sample"
)

// BenchmarkMillionMeans is a million draws of the weighted mean on an issue of
// 12 actors whose position, salience and capability are all ranges.
func BenchmarkMillionMeans(b *testing.B) {
	const actors, draws = 12, 1_000_000
	position, salience, capability := quantity.NewSampler(quantity.Between(20, 80)), quantity.NewSampler(quantity.Between(0.2, 0.9)), quantity.NewSampler(quantity.Between(10, 40))
	x, c, s := make([]float64, actors), make([]float64, actors), make([]float64, actors)
	for b.Loop() {
		for i := range draws {
			u := sample.NewStream(1, uint64(i))
			for j := range actors {
				x[j], s[j], c[j] = position.At(u.Float64()), salience.At(u.Float64()), capability.At(u.Float64())
			}
			if !(MeanOf(x, c, s) > 0) {
				b.Fatal("no mean")
			}
		}
	}
}

// The mean alone is that of the kernel, up to rounding.
func TestMeanOfIsTheKernels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 15).Draw(t, "n")
		x, c, s := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range n {
			x[i] = rapid.Float64Range(-50, 50).Draw(t, "x")
			c[i] = rapid.Float64Range(1e-3, 1e3).Draw(t, "c")
			s[i] = rapid.SampledFrom([]float64{0, 0.2, 1}).Draw(t, "s")
		}
		k := NewKernel(n)
		got := MeanOf(x, c, s)
		if !k.Load(-50, 50, x, c, s) {
			if !math.IsNaN(got) {
				t.Fatalf("nobody has weight, and the mean is %v", got)
			}
			return
		}
		if math.Abs(got-k.Mean()) > 1e-9 {
			t.Fatalf("%v, the kernel says %v", got, k.Mean())
		}
	})
}
