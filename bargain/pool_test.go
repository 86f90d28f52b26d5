package bargain

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// No point of the simplex near or far does better than the minimum, and the
// optimality conditions hold to 1e-8.
func TestMinimizeOnSimplex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		rank := rapid.IntRange(1, 6).Draw(t, "rank")
		// q = sum of outer products: semidefinite, often singular; sometimes
		// with parts that are the same.
		q := square(n)
		for range rank {
			v := make([]float64, n)
			for k := range v {
				v[k] = float64(rapid.IntRange(-5, 5).Draw(t, "v"))
			}
			if n > 1 && rapid.Bool().Draw(t, "twins") {
				v[1] = v[0]
			}
			for k := range v {
				for l := range v {
					q[k][l] += v[k] * v[l]
				}
			}
		}
		a := minimizeOnSimplex(q)
		value := func(a []float64) float64 {
			sum := 0.0
			for k := range a {
				for l := range a {
					sum += a[k] * q[k][l] * a[l]
				}
			}
			return sum
		}
		sum, trace := 0.0, 0.0
		for k, x := range a {
			if x < 0 {
				t.Fatalf("weight %d is %v", k, x)
			}
			sum += x
			trace += q[k][k]
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("the weights sum to %v", sum)
		}
		level := value(a)
		for k := range a {
			slope := 0.0
			for l := range a {
				slope += q[k][l] * a[l]
			}
			if slope < level-1e-8*(trace+1) {
				t.Fatalf("part %d would lower the score: slope %v below %v (weights %v)", k, slope, level, a)
			}
		}
		other := make([]float64, n)
		total := 0.0
		for k := range other {
			other[k] = rapid.Float64Range(0, 1).Draw(t, "other")
			total += other[k]
		}
		if total > 0 {
			for k := range other {
				other[k] /= total
			}
			if value(other) < level-1e-8*(trace+1) {
				t.Fatalf("%v scores %v, the minimum %v at %v", other, value(other), level, a)
			}
		}
	})
}

func TestTwinsShareTheirWeight(t *testing.T) {
	a := minimizeOnSimplex([][]float64{{1, 1, 0}, {1, 1, 0}, {0, 0, 1}})
	if math.Abs(a[0]-0.25) > 1e-6 || math.Abs(a[1]-0.25) > 1e-6 || math.Abs(a[2]-0.5) > 1e-6 {
		t.Errorf("weights %v, want a quarter each and one half", a)
	}
}

// Nearest against a plain sort.
func TestNearestErrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var errs []PastError
		for i := range rapid.IntRange(1, 30).Draw(t, "n") {
			errs = append(errs, PastError{fmt.Sprint(i % 4), float64(rapid.IntRange(0, 8).Draw(t, "spread")) / 16, float64(i)})
		}
		spread := float64(rapid.IntRange(0, 16).Draw(t, "at")) / 32
		n := rapid.IntRange(1, 12).Draw(t, "take")
		skip := func(e PastError) bool { return e.Group == "2" }
		got := NewErrorTable(errs).Nearest(spread, n, skip)
		left := slices.DeleteFunc(slices.Clone(errs), skip)
		distance := func(e PastError) float64 { return math.Abs(e.Spread - spread) }
		slices.SortFunc(left, func(a, b PastError) int {
			switch {
			case distance(a) < distance(b):
				return -1
			case distance(a) > distance(b):
				return 1
			}
			return 0
		})
		var want []float64
		for i, e := range left {
			if i < n || distance(e) == distance(left[n-1]) {
				want = append(want, e.Error)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// resolvedSample makes issues whose outcomes are known functions of their
// stances.
func resolvedSample(n int, outcome func(i int, m float64) float64) []Resolved {
	var out []Resolved
	for i := range n {
		is := Issue{Name: fmt.Sprint(i), Low: 0, High: 100, Stances: []Stance{
			{"a", float64(i * 37 % 101), 3, 0.5}, {"b", float64(i * 61 % 101), 1, 1}, {"c", float64(i * 89 % 101), 2, 0.2},
		}}
		b, err := NewBasis(is)
		if err != nil {
			panic(err)
		}
		out = append(out, b.Resolve(fmt.Sprint(i/3), outcome(i, b.Mean)))
	}
	return out
}

// An outcome that is always the weighted mean is forecast there.
func TestFitFindsWhatHolds(t *testing.T) {
	c := Fit(resolvedSample(90, func(_ int, m float64) float64 { return m }))
	if c.Weights.Near60 < 1-1e-6 || c.Resolved != 90 || c.Groups != 30 {
		t.Errorf("%+v: past errors are all 0, they deserve all weight", c)
	}
	// The first position always wins: past errors know nothing of who holds it.
	c = Fit(resolvedSample(90, func(i int, _ float64) float64 { return float64(i * 37 % 101) }))
	if c.Weights.PosCS+c.Weights.PosS < 0.5 {
		t.Errorf("%+v: outcomes are positions, they deserve most weight", c.Weights)
	}
}

func TestFewResolvedGiveTheDefault(t *testing.T) {
	mean := func(_ int, m float64) float64 { return m }
	for name, rs := range map[string][]Resolved{"none": nil, "29": resolvedSample(29, mean)} {
		c := Fit(rs)
		if c.Weights != DefaultWeights || c.Label != DefaultLabel || c.Resolved != 0 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	one := resolvedSample(60, mean)
	for i := range one {
		one[i].Group = "same"
	}
	if c := Fit(one); c.Label != DefaultLabel {
		t.Errorf("one group leaves nothing to learn from, got %+v", c)
	}
}

// Rows in another order, and groups of other names, give the same forecast.
func TestFitIgnoresOrder(t *testing.T) {
	rs := resolvedSample(60, func(i int, m float64) float64 { return math.Mod(m+float64(i*i%40), 100) })
	a := Fit(rs)
	slices.Reverse(rs)
	b := Fit(rs)
	for i, x := range a.Weights.list() {
		if y := b.Weights.list()[i]; math.Abs(x-y) > 1e-8 {
			t.Errorf("weight %d is %v, in another order %v", i, x, y)
		}
	}
}

// A training issue's own group never enters its error component: with groups of
// twins, a fit that looked at the twin would put all weight on past errors.
func TestFitLeavesOutTheOwnGroup(t *testing.T) {
	rs := resolvedSample(90, func(i int, m float64) float64 {
		if i/3%2 == 0 {
			return min(m+20, 100)
		}
		return max(m-20, 0)
	})
	table := NewErrorTable([]PastError{ErrorOf(rs[0]), ErrorOf(rs[3])})
	own := table.Nearest(rs[0].RelativeSpread(), nearestErrors, func(e PastError) bool { return e.Group == rs[0].Group })
	if len(own) != 1 || own[0] != ErrorOf(rs[3]).Error {
		t.Errorf("errors %v, want that of the other group alone", own)
	}
}

func TestSummary(t *testing.T) {
	b, err := NewBasis(Issue{Name: "i", Low: 0, High: 10, Stances: []Stance{{"a", 0, 1, 1}, {"b", 10, 3, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	outcome := 10.0
	s := DefaultCalibration().Summary(b, &outcome)
	d := DefaultCalibration().Forecast(b)
	if s.NearerUpper == nil || math.Abs(*s.NearerUpper-(1-d.CDF(5))) > 1e-12 || *s.CRPS != d.CRPS(10) || s.Quantiles.P50 != d.Median() {
		t.Errorf("%+v", s)
	}
	// By hand: weight 0.75 at the upper end by capability and salience, 0.5 by
	// salience; the normal around 7.5 with sd 1 lies above 5 with 0.99379.
	if want := 0.16*0.75 + 0.28*0.5 + 0.21*0.5 + 0.35*0.993790334674; math.Abs(*s.NearerUpper-want) > 1e-9 {
		t.Errorf("nearer the upper position with %v, want %v", *s.NearerUpper, want)
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		Weights   map[string]float64
		Quantiles map[string]float64
		CDF       []float64
	}
	if err := json.Unmarshal(text, &back); err != nil || len(back.CDF) != 201 || back.Weights["pos_s"] != 0.28 || len(back.Quantiles) != 7 || back.Quantiles["0.05"] != s.Quantiles.P05 {
		t.Errorf("written as %s (%v)", text, err)
	}
	one, err := NewBasis(Issue{Name: "i", Low: 0, High: 10, Stances: []Stance{{"a", 4, 1, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	if s := DefaultCalibration().Summary(one, nil); s.NearerUpper != nil || s.CRPS != nil || math.Abs(s.Quantiles.P50-4) > 1e-9 {
		t.Errorf("one actor: %+v", s)
	}
}

func BenchmarkForecastOfADraw(b *testing.B) {
	n := 30
	x, c, s := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range x {
		x[i], c[i], s[i] = float64(i*37%101), float64(1+i%5), float64(1+i%9)/10
	}
	k, f, cal := NewKernel(n), make([]float64, TablePoints), DefaultCalibration()
	for b.Loop() {
		k.Load(0, 100, x, c, s)
		cal.Forecast(k.Basis()).AddTo(f)
	}
}

func BenchmarkFit(b *testing.B) {
	rs := resolvedSample(247, func(i int, m float64) float64 { return math.Mod(m+float64(i*i%40), 100) })
	for b.Loop() {
		Fit(rs)
	}
}
