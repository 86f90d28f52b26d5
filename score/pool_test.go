package score

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPools(t *testing.T) {
	inside := rapid.Float64Range(1e-6, 1-1e-6)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(inside, 1, 9).Draw(t, "p")
		w := make([]float64, len(p))
		for i := range w {
			w[i] = rapid.Float64Range(0, 1e6).Draw(t, "w")
		}
		w[0]++
		a := rapid.Float64Range(0.1, 5).Draw(t, "a")
		got, err := Pool(p, w, a)
		if err != nil {
			t.Fatal(err)
		}
		// The definitions, term by term.
		sum, linear, odds := 0.0, 0.0, 0.0
		for i := range p {
			sum += w[i]
			linear += w[i] * p[i]
			odds += w[i] * math.Log(p[i]/(1-p[i]))
		}
		if math.Abs(got.Linear-linear/sum) > 1e-12 || math.Abs(got.Log-1/(1+math.Exp(-odds/sum))) > 1e-9 ||
			math.Abs(got.LogExtremized-1/(1+math.Exp(-a*odds/sum))) > 1e-9 || math.Abs(got.Spread-(slices.Max(p)-slices.Min(p))) > 0 {
			t.Fatalf("%+v", got)
		}
		// Half of the forecasts lie on either side of the median.
		below, above := 0, 0
		for _, q := range p {
			if q < got.Median {
				below++
			} else if q > got.Median {
				above++
			}
		}
		if 2*below > len(p) || 2*above > len(p) {
			t.Fatalf("median %v of %v", got.Median, p)
		}
		// A yes-or-no question is one of two options.
		rows := make([][]float64, len(p))
		for i, q := range p {
			rows[i] = []float64{q, 1 - q}
		}
		two, err := PoolOptions(rows, w, a)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(two.Linear[0]-got.Linear) > 1e-12 || math.Abs(two.Log[0]-got.Log) > 1e-9 ||
			math.Abs(two.LogExtremized[0]-got.LogExtremized) > 1e-9 || math.Abs(two.Median[0]-got.Median) > 1e-9 || math.Abs(two.Spread[1]-got.Spread) > 1e-12 {
			t.Fatalf("%+v as options, %+v as events", two, got)
		}
		// Equal forecasts give themselves.
		for i := range p {
			p[i] = p[0]
		}
		same, _ := Pool(p, w, 1)
		for _, x := range []float64{same.Linear, same.Median, same.Log, same.LogExtremized} {
			if math.Abs(x-p[0]) > 1e-12 {
				t.Fatalf("equal forecasts of %v give %+v", p[0], same)
			}
		}
	})
}

func TestLinearPoolIsNearerToEvenOdds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(1e-6, 0.5), 1, 9).Draw(t, "p")
		got, err := Pool(p, nil, 1)
		if err != nil || got.Linear < got.Log-1e-12 {
			t.Fatalf("%+v (%v)", got, err)
		}
	})
}

func TestProjectionIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 7).Draw(t, "p")
		got, err := Coherent(p)
		if err != nil {
			t.Fatal(err)
		}
		distance := func(q []float64) (d float64) {
			for i := range q {
				d += square(q[i] - p[i])
			}
			return d
		}
		sum := 0.0
		for _, q := range got.Projected {
			if q < 0 {
				t.Fatalf("%v", got.Projected)
			}
			sum += q
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Fatalf("%v sums to %v", got.Projected, sum)
		}
		// No other distribution is nearer.
		other := make([]float64, len(p))
		for i := range other {
			other[i] = rapid.Float64Range(0, 1).Draw(t, "other")
		}
		other[0] += 1e-9
		divide(other)
		if distance(other) < distance(got.Projected)-1e-12 {
			t.Fatalf("%v is nearer to %v than %v", other, p, got.Projected)
		}
		again, _ := Coherent(other)
		for i := range other {
			if math.Abs(again.Projected[i]-other[i]) > 1e-12 || math.Abs(again.Scaled[i]-other[i]) > 1e-12 {
				t.Fatalf("the distribution %v is repaired to %v", other, again)
			}
		}
	})
}
