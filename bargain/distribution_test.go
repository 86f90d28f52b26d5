package bargain

import (
	"math"
	"slices"
	"testing"

	"entente/internal/referencetest"

	"pgregory.net/rapid"
)

func TestReferenceCRPS(t *testing.T) {
	var file struct {
		Tolerance float64
		Cases     []struct {
			ID             string
			Atoms, Weights []float64
			Uniform        *[2]float64
			Outcome        float64
			Scale          [2]float64
			CRPS           float64
		}
	}
	referencetest.JSON(t, "bargaining/crps.json", &file)
	for _, c := range file.Cases {
		d := Even(c.Scale[0], c.Scale[1])
		if c.Uniform == nil {
			d = Steps(c.Scale[0], c.Scale[1], c.Atoms, c.Weights)
		}
		if got := d.CRPS(c.Outcome); math.Abs(got-c.CRPS) > file.Tolerance {
			t.Errorf("%s: %v, want %v", c.ID, got, c.CRPS)
		}
	}
	if len(file.Cases) != 6 {
		t.Errorf("%d cases, want 6", len(file.Cases))
	}
}

// drawPool draws an issue's four components and an error component, with
// weights.
func drawPool(t *rapid.T) (low, high float64, weights []float64, parts []*Distribution) {
	low = rapid.Float64Range(-50, 50).Draw(t, "low")
	high = low + rapid.Float64Range(1, 200).Draw(t, "length")
	n := rapid.IntRange(1, 8).Draw(t, "actors")
	k := NewKernel(n)
	x, c, s := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = min(low+(high-low)*float64(rapid.IntRange(0, 10).Draw(t, "x"))/10, high)
		c[i] = rapid.Float64Range(0.1, 10).Draw(t, "c")
		s[i] = rapid.Float64Range(0.01, 1).Draw(t, "s")
	}
	k.Load(low, high, x, c, s)
	b := k.basis(high)
	near := Around(low, high, b.Mean, rapid.SliceOfN(rapid.Float64Range(-1, 1), 1, 6).Draw(t, "errors"))
	parts = append(slices.Clone(b.fixed[:]), near)
	sum := 0.0
	for range parts {
		w := float64(rapid.IntRange(0, 5).Draw(t, "weight"))
		weights = append(weights, w)
		sum += w
	}
	if sum == 0 {
		weights[0], sum = 1, 1
	}
	for i := range weights {
		weights[i] /= sum
	}
	return low, high, weights, parts
}

// The score by a fine midpoint sum.
func naiveCRPS(d *Distribution, outcome float64) float64 {
	const n = 40_000
	low, high := d.Scale()
	sum := 0.0
	for i := range n {
		y := low + (high-low)*(float64(i)+0.5)/n
		f := d.CDF(y)
		if y >= outcome {
			f--
		}
		sum += f * f
	}
	return sum * (high - low) / n
}

func TestCRPSIsTheIntegral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low, high, weights, parts := drawPool(t)
		outcome := rapid.Float64Range(low, high).Draw(t, "outcome")
		d := mix(weights, parts)
		got := d.CRPS(outcome)
		if want := naiveCRPS(d, outcome); math.Abs(got-want) > 2e-3*(high-low) || got < 0 {
			t.Fatalf("%v, a sum over the scale gives %v", got, want)
		}
		// The quadratic form of the parts is the score of the mixture.
		g := newGram(parts, outcome, 0)
		form := 0.0
		for k := range g {
			for l := range g {
				form += weights[k] * weights[l] * g[k][l]
			}
		}
		if math.Abs(form-got) > 1e-9*(high-low) {
			t.Fatalf("the quadratic form gives %v, the mixture %v", form, got)
		}
		for k, p := range parts {
			one := make([]float64, len(parts))
			one[k] = 1
			if a, b := mix(one, parts).CRPS(outcome), p.CRPS(outcome); math.Abs(a-b) > 1e-9*(high-low) {
				t.Fatalf("all weight on part %d scores %v, the part %v", k, a, b)
			}
		}
	})
}

func TestPointMassScoresItsError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := rapid.Float64Range(0, 100).Draw(t, "x"), rapid.Float64Range(0, 100).Draw(t, "y")
		if got := Steps(0, 100, []float64{x}, []float64{3}).CRPS(y); math.Abs(got-math.Abs(x-y)) > 1e-12 {
			t.Fatalf("%v, want %v", got, math.Abs(x-y))
		}
	})
}

func TestDistributionIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low, high, weights, parts := drawPool(t)
		d := mix(weights, parts)
		table := d.Table()
		if len(table) != TablePoints || table[TablePoints-1] != 1 || table[0] < 0 {
			t.Fatalf("%d points from %v to %v", len(table), table[0], table[len(table)-1])
		}
		for j, f := range table {
			if j > 0 && f < table[j-1]-1e-15 {
				t.Fatalf("it falls at point %d", j)
			}
			y := low + (high-low)*(float64(j)/(TablePoints-1))
			if math.Abs(d.CDF(y)-f) > 1e-12 {
				t.Fatalf("the table has %v at %v, the function %v", f, y, d.CDF(y))
			}
			sum := 0.0
			for k, p := range parts {
				sum += weights[k] * p.CDF(y)
			}
			if math.Abs(sum-f) > 1e-12 {
				t.Fatalf("the parts give %v at %v, the pool %v", sum, y, f)
			}
		}
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		q := d.Quantile(p)
		tiny := 1e-9 * (high - low)
		if q < low || q > high || d.CDF(q+tiny) < p-1e-9 || d.CDFBefore(q-tiny) > p+1e-9 {
			t.Fatalf("quantile %v at %v: F is %v before and %v at it", q, p, d.CDFBefore(q), d.CDF(q))
		}
	})
}

func TestQuantileOfStepsIsAStep(t *testing.T) {
	d := Steps(0, 10, []float64{8, 2, 2}, []float64{2, 1, 1})
	for p, want := range map[float64]float64{0.05: 2, 0.5: 2, 0.51: 8, 1: 8} {
		if got := d.Quantile(p); got != want {
			t.Errorf("quantile at %v is %v, want %v", p, got, want)
		}
	}
	if d.CDF(1.9) != 0 || d.CDF(2) != 0.5 || d.CDFBefore(2) != 0 || d.CDF(8) != 1 || d.CDFBefore(8) != 0.5 {
		t.Error("the steps are not where the points are")
	}
	if got := d.Above(8); got != 0.25 {
		t.Errorf("above 8: %v, half of the mass there is 0.25", got)
	}
	if got := Even(-5, 5).Quantile(0.25); got != -2.5 {
		t.Errorf("quarter of an even one at %v", got)
	}
	// Half of a normal at the lower end lies on that end.
	c := Censored(0, 1, 0, 0.1)
	if got := c.CDF(0); math.Abs(got-0.5) > 1e-15 || c.CDFBefore(0) != 0 || c.Quantile(0.4) != 0 {
		t.Errorf("mass %v on the end", got)
	}
}

// The mirrored distribution has the mirrored score.
func TestCRPSMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := rapid.SliceOfN(rapid.Float64Range(0, 100), 1, 7).Draw(t, "points")
		y := rapid.Float64Range(0, 100).Draw(t, "y")
		ones, mirrored := make([]float64, len(points)), make([]float64, len(points))
		for i, x := range points {
			ones[i], mirrored[i] = 1, 100-x
		}
		mean := rapid.Float64Range(0, 100).Draw(t, "mean")
		w := []float64{0.5, 0.2, 0.3}
		a := mix(w, []*Distribution{Steps(0, 100, points, ones), Even(0, 100), Censored(0, 100, mean, 10)})
		b := mix(w, []*Distribution{Steps(0, 100, mirrored, ones), Even(0, 100), Censored(0, 100, 100-mean, 10)})
		if p, q := a.CRPS(y), b.CRPS(100-y); math.Abs(p-q) > 1e-9 {
			t.Fatalf("%v and %v", p, q)
		}
	})
}

// The quantiles of an average over draws are within a step of the table of
// those of the mixture.
func TestAverageOverDraws(t *testing.T) {
	k, c := NewKernel(3), DefaultCalibration()
	f := make([]float64, TablePoints)
	var parts []*Distribution
	const draws = 40
	for i := range draws {
		k.Load(0, 10, []float64{float64(i) / 10, 5, 9}, []float64{1, 2, 1}, []float64{1, 0.5, 0.3})
		d := c.Forecast(k.Basis())
		d.AddTo(f)
		parts = append(parts, d)
	}
	for j := range f {
		f[j] /= draws
	}
	for _, p := range []float64{0.05, 0.25, 0.5, 0.75, 0.95} {
		got := TableQuantile(0, 10, f, p)
		cdf := func(y float64) float64 {
			sum := 0.0
			for _, d := range parts {
				sum += d.CDF(y)
			}
			return sum / draws
		}
		if step := 10.0 / (TablePoints - 1); cdf(got+step) < p || cdf(got-step) > p {
			t.Errorf("quantile at %v is %v: F is %v a step below and %v above", p, got, cdf(got-step), cdf(got+step))
		}
	}
	if TableQuantile(0, 10, f, 0) != 0 || TableQuantile(0, 10, f, 1) != 10 {
		t.Errorf("ends %v and %v", TableQuantile(0, 10, f, 0), TableQuantile(0, 10, f, 1))
	}
}
