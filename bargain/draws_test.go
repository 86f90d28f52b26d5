package bargain_test

import (
	"testing"

	"entente/bargain"
	"entente/quantity"
	"entente/sample"
)

// BenchmarkTenThousandDraws is the whole static path: six issues with twelve
// actors, every number a range, all four methods and the dull baseline.
func BenchmarkTenThousandDraws(b *testing.B) {
	const issues, actors, draws = 6, 12, 10000
	plan, err := sample.NewLatinHypercube(1, draws, issues*actors*3)
	if err != nil {
		b.Fatal(err)
	}
	samplers := make([]quantity.Sampler, plan.Dims())
	for d := range samplers {
		switch d % 3 {
		case 0:
			samplers[d] = quantity.NewSampler(quantity.Between(float64(d%61), float64(d%61)+30))
		case 1:
			samplers[d] = quantity.NewSampler(quantity.PERTOf(10, 30, 100))
		default:
			samplers[d] = quantity.NewSampler(quantity.Between(0.2, 0.8))
		}
	}
	u := make([]float64, plan.Dims())
	x, c, s := make([]float64, actors), make([]float64, actors), make([]float64, actors)
	k := bargain.NewKernel(actors)
	var sink float64
	for b.Loop() {
		for i := range draws {
			plan.At(i, u)
			for issue := range issues {
				for a := range actors {
					d := (issue*actors + a) * 3
					x[a], c[a], s[a] = samplers[d].At(u[d]), samplers[d+1].At(u[d+1]), samplers[d+2].At(u[d+2])
				}
				if k.Load(0, 100, x, c, s) {
					median, _ := k.Median()
					winner, _ := k.Condorcet()
					sink += k.Mean() + median + winner + k.Nash() + k.PlainMean()
				}
			}
		}
	}
	_ = sink
}
