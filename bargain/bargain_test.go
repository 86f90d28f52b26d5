package bargain

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"entente/internal/referencetest"

	"pgregory.net/rapid"
)

func TestReferenceBasics(t *testing.T) {
	var file struct {
		Cases []struct {
			ID                             string
			Scale                          [2]float64
			Position, Capability, Salience []float64
			Expected                       struct {
				Mean      float64   `json:"weighted_mean"`
				Median    float64   `json:"weighted_median"`
				Condorcet []float64 `json:"condorcet_winners"`
				Quadratic float64   `json:"nbs_quadratic"`
				Linear    float64   `json:"nbs_linear"`
			}
		}
	}
	referencetest.JSON(t, "bargaining/basics.json", &file)
	for _, c := range file.Cases {
		is := Issue{Name: c.ID, Low: c.Scale[0], High: c.Scale[1]}
		for i := range c.Position {
			is.Stances = append(is.Stances, Stance{string(rune('a' + i)), c.Position[i], c.Capability[i], c.Salience[i]})
		}
		got, err := Explain(is)
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		want := c.Expected
		if math.Abs(got.WeightedMean-want.Mean) > 1e-9 || got.WeightedMedian != want.Median || !slices.Equal(got.Condorcet, want.Condorcet) ||
			math.Abs(got.NashQuadratic-want.Quadratic) > 1e-6 || math.Abs(got.NashLinear-want.Linear) > 1e-6 {
			t.Errorf("%s: got mean %v, median %v, Condorcet %v, Nash %v and %v; want %+v",
				c.ID, got.WeightedMean, got.WeightedMedian, got.Condorcet, got.NashQuadratic, got.NashLinear, want)
		}
		k := kernelOf(is.Low, is.High, is.Stances)
		if low, high := k.Condorcet(); low != want.Condorcet[0] || high != want.Condorcet[len(want.Condorcet)-1] {
			t.Errorf("%s: kernel's Condorcet %v..%v, want %v", c.ID, low, high, want.Condorcet)
		}
	}
	if len(file.Cases) != 11 {
		t.Errorf("%d cases, want 11", len(file.Cases))
	}
}

func TestReferencePCE(t *testing.T) {
	var file struct {
		Tolerance map[PCEModel]float64
		Cases     []struct {
			ID                        string
			Weight, Position, Options []float64
			Strength                  [][]float64 `json:"coalition_strength"`
			Expected                  map[Victory]map[PCEModel][]float64
		}
	}
	referencetest.JSON(t, "bargaining/pce.json", &file)
	for _, c := range file.Cases {
		ones := make([]float64, len(c.Weight))
		for i := range ones {
			ones[i] = 1
		}
		k := NewKernel(len(ones))
		k.Load(0, 1, c.Position, c.Weight, ones)
		strength := k.coalitions(c.Options)
		for a := range strength {
			for b := range strength[a] {
				if math.Abs(strength[a][b]-c.Strength[a][b]) > 1e-9 {
					t.Errorf("%s: strength %d against %d is %v, want %v", c.ID, a, b, strength[a][b], c.Strength[a][b])
				}
			}
		}
		for victory, models := range c.Expected {
			for model, want := range models {
				got, converged := PCE(strength, victory, model)
				for i := range want {
					if math.Abs(got[i]-want[i]) > file.Tolerance[model] || !converged {
						t.Errorf("%s, %s, %s: got %v (converged %v), want %v", c.ID, victory, model, got, converged, want)
						break
					}
				}
			}
		}
	}
}

// anyIssue draws issues with shared positions, exact ties of weight, extreme
// weights and bystanders.
func anyIssue() *rapid.Generator[Issue] {
	return rapid.Custom(func(t *rapid.T) Issue {
		is := Issue{Name: "any", Low: -3, High: 7}
		n := rapid.IntRange(1, 12).Draw(t, "n")
		for i := range n {
			x := rapid.OneOf(rapid.Map(rapid.IntRange(-3, 7), func(i int) float64 { return float64(i) }), rapid.Float64Range(-3, 7))
			c := rapid.OneOf(rapid.SampledFrom([]float64{1, 2, 3}), rapid.Float64Range(1e-3, 1e8))
			s := rapid.OneOf(rapid.SampledFrom([]float64{0, 0.5, 1}), rapid.Float64Range(0.01, 1))
			is.Stances = append(is.Stances, Stance{string(rune('a' + i)), x.Draw(t, "x"), c.Draw(t, "c"), s.Draw(t, "s")})
		}
		if is.Check() != nil {
			is.Stances[0].Salience = 0.5
		}
		return is
	})
}

func objective(is Issue, y float64, p float64) float64 {
	sum := 0.0
	for _, s := range is.Stances {
		sum += s.Capability * math.Log(nashCeiling-s.Salience*math.Pow(math.Abs(y-s.Position)/(is.High-is.Low), p))
	}
	return sum
}

// golden finds the maximum of a unimodal function by golden section search.
func golden(low, high float64, f func(float64) float64) float64 {
	const g = 0.6180339887498949
	for range 100 {
		a, b := high-g*(high-low), low+g*(high-low)
		if f(a) < f(b) {
			low = a
		} else {
			high = b
		}
	}
	return (low + high) / 2
}

func TestAgainstNaiveDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		is := anyIssue().Draw(t, "issue")
		got, err := Explain(is)
		if err != nil {
			t.Fatal(err)
		}
		var total, moment float64
		for _, s := range is.Stances {
			total += s.Weight()
			moment += s.Weight() * s.Position
		}
		near(t, "mean", got.WeightedMean, moment/total, 1e-9)

		// The median by its definition.
		positions := distinctPositions(is)
		for _, x := range positions {
			cumulative := 0.0
			for _, s := range is.Stances {
				if s.Position <= x {
					cumulative += s.Weight()
				}
			}
			if cumulative >= 0.5*total*(1-halfSlack) {
				if x != got.WeightedMedian {
					t.Fatalf("median %v, want %v", got.WeightedMedian, x)
				}
				break
			}
		}
		// The kernel's Condorcet winners are those of all pairwise contests.
		k := kernelOf(is.Low, is.High, is.Stances)
		low, high := k.Condorcet()
		if low != got.Condorcet[0] || high != got.Condorcet[len(got.Condorcet)-1] {
			t.Fatalf("kernel's winners %v..%v, contests %v", low, high, got.Condorcet)
		}
		// No point does better than the Nash point.
		for p, y := range map[float64]float64{2: got.NashQuadratic, 1: got.NashLinear} {
			naive := golden(positions[0], positions[len(positions)-1], func(y float64) float64 { return objective(is, y, p) })
			// A logarithm of a number near 1 is known to 1e-16, times capability.
			rounding := 0.0
			for _, s := range is.Stances {
				rounding += 1e-15 * s.Capability
			}
			if d := objective(is, naive, p) - objective(is, y, p); d > rounding+1e-12 {
				t.Fatalf("p = %v: %v is worse than %v by %g", p, y, naive, d)
			}
		}
		// Invariant 1: the median minimises the weighted distance and is a winner.
		if !slices.Contains(got.Condorcet, got.WeightedMedian) {
			t.Fatalf("median %v is not among the winners %v", got.WeightedMedian, got.Condorcet)
		}
		for _, x := range positions {
			if lossOf(k, x, 1) < lossOf(k, got.WeightedMedian, 1)*(1-1e-9)-1e-9*total {
				t.Fatalf("%v is nearer to all than the median", x)
			}
		}
		// Invariant 2: everything lies in the hull.
		for _, y := range []float64{got.WeightedMean, got.NashQuadratic, got.NashLinear, got.PlainMean, got.SalienceMean, got.MedianInterval[1]} {
			if y < positions[0] || y > positions[len(positions)-1] {
				t.Fatalf("%v outside the hull of %v", y, positions)
			}
		}
		// The trace adds up.
		var contributions, shares, up, down float64
		for _, a := range got.Actors {
			contributions += a.Contribution
			shares += a.Share
			up += math.Max(a.Pull, 0)
			down += math.Min(a.Pull, 0)
		}
		near(t, "sum of contributions", contributions, 0, 1e-9)
		near(t, "sum of shares", shares, 1, 1e-12)
		if len(positions) > 1 {
			near(t, "upward pull", up, 1, 1e-9)
			near(t, "downward pull", down, -1, 1e-9)
		}
		for _, r := range got.PCE {
			sum := 0.0
			for _, o := range r.Options {
				sum += o.Probability
			}
			near(t, "PCE sum", sum, 1, 1e-9)
		}
	})
}

func near(t *rapid.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Fatalf("%s is %v, want %v", what, got, want)
	}
}

// Contests with another exponent: winners are where the loss g is least.
func TestWinnersMinimiseLoss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		is := anyIssue().Draw(t, "issue")
		r := rapid.SampledFrom([]float64{0.5, 1, 2, 3}).Draw(t, "r")
		_, winners := ContestsOf(is, r)
		k := kernelOf(is.Low, is.High, is.Stances)
		if len(winners) == 0 {
			t.Fatal("a cycle, which difference of one function cannot have")
		}
		for _, x := range distinctPositions(is) {
			if lossOf(k, x, r) < lossOf(k, winners[0], r)-1e-9*k.Total() {
				t.Fatalf("r = %v: %v loses less than the winner %v", r, x, winners[0])
			}
		}
	})
}

// lossOf is g(y) = sum w |x-y|^r / L^r.
func lossOf(k *Kernel, y, r float64) float64 {
	sum := 0.0
	for _, v := range k.voters {
		sum += v.w * math.Pow(math.Abs(v.x-y)/k.length, r)
	}
	return sum
}

func answers(is Issue) [5]float64 {
	k := kernelOf(is.Low, is.High, is.Stances)
	m, _ := k.Median()
	c, _ := k.Condorcet()
	return [5]float64{k.Mean(), m, c, k.Nash(), k.NashLinear()}
}

func TestInvariances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		is := anyIssue().Draw(t, "issue")
		base := answers(is)

		shuffled := is
		shuffled.Stances = rapid.Permutation(is.Stances).Draw(t, "order")
		if got := answers(shuffled); got != base {
			t.Fatalf("row order matters: %v, %v", got, base)
		}

		scaled := is
		scaled.Stances = slices.Clone(is.Stances)
		for i := range scaled.Stances {
			scaled.Stances[i].Capability *= 4 // exact in binary
		}
		if got := answers(scaled); got != base {
			t.Fatalf("scale of capability matters: %v, %v", got, base)
		}

		split := is
		split.Stances = slices.Clone(is.Stances)
		split.Stances[0].Capability /= 2
		split.Stances = append(split.Stances, split.Stances[0])
		got := answers(split)
		// Another order of sums may decide an exact tie of weights otherwise.
		for i, tolerance := range []float64{1e-9, 0, 0, 1e-7, 1e-7} {
			if math.Abs(got[i]-base[i]) > tolerance {
				t.Fatalf("splitting an actor moves answer %d from %v to %v", i, base[i], got[i])
			}
		}

		// x -> 5 + 2x, scale and all.
		moved := is
		moved.Low, moved.High = 5+2*is.Low, 5+2*is.High
		moved.Stances = slices.Clone(is.Stances)
		for i := range moved.Stances {
			moved.Stances[i].Position = 5 + 2*is.Stances[i].Position
		}
		for i, y := range answers(moved) {
			if math.Abs(y-(5+2*base[i])) > 1e-7 {
				t.Fatalf("answer %d moves with the unit: %v, %v", i, base[i], y)
			}
		}

		mirror := is
		mirror.Stances = slices.Clone(is.Stances)
		for i := range mirror.Stances {
			mirror.Stances[i].Position = is.Low + is.High - is.Stances[i].Position
		}
		k, mk := kernelOf(is.Low, is.High, is.Stances), kernelOf(is.Low, is.High, mirror.Stances)
		low, high := k.Median()
		mlow, mhigh := mk.Median()
		for _, pair := range [][2]float64{{k.Mean(), mk.Mean()}, {k.Nash(), mk.Nash()}, {k.NashLinear(), mk.NashLinear()}, {low, mhigh}, {high, mlow}} {
			if math.Abs(pair[0]-(is.Low+is.High-pair[1])) > 1e-7 {
				t.Fatalf("mirror of %v is %v", pair[0], pair[1])
			}
		}
	})
}

// A jump's factor is exact: just short of it the median stays, just past it the
// median is where the jump says.
func TestJumps(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		is := anyIssue().Draw(t, "issue")
		got, err := Explain(is)
		if err != nil {
			t.Fatal(err)
		}
		medianAt := func(i int, factor float64) (float64, bool) {
			changed := is
			changed.Stances = slices.Clone(is.Stances)
			changed.Stances[i].Capability *= factor
			k := kernelOf(is.Low, is.High, changed.Stances)
			if k.Voters() == 0 {
				return 0, false
			}
			m, _ := k.Median()
			return m, true
		}
		for i, a := range got.Actors {
			for _, j := range a.Jumps {
				if j.Factor < 1e-3 || j.Factor > 1e3 || math.Abs(j.Factor-1) < 1e-5 {
					continue // exact ties and weights that drown in the others' rounding
				}
				target := 0.0
				for _, b := range got.Actors {
					if b.Position == j.To {
						target += b.Share
					}
				}
				if a.Share < 1e-4 || target < 1e-4 {
					continue
				}
				out, in := j.Factor*(1+1e-6), j.Factor*(1-1e-6)
				if j.Factor < 1 {
					out, in = in, out
				}
				found++
				if m, _ := medianAt(i, out); m != j.To {
					t.Fatalf("%s at %v: median %v, want %v", a.Actor, out, m, j.To)
				}
				if m, _ := medianAt(i, in); m != got.WeightedMedian {
					t.Fatalf("%s at %v: median %v, want %v still", a.Actor, in, m, got.WeightedMedian)
				}
			}
		}
	})
	if found == 0 {
		t.Error("no jump was tried")
	}
}

func TestCheck(t *testing.T) {
	is := Issue{Name: "base", Low: 0, High: 100, Proposer: "nobody", Stances: []Stance{
		{"a", 101, 1, 0.5}, {"b", math.NaN(), 1, 0.5}, {"c", 1, 0, 0.5}, {"d", 1, math.Inf(1), 0.5}, {"e", 1, 1, 1.5}, {"a", 1, 1, math.NaN()},
	}}
	_, err := Explain(is)
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{`"a", position: 101`, `"b", position: NaN`, `"c", capability: 0`, `"d", capability: +Inf`, `"e", salience: 1.5`, `"a", salience: NaN`,
		CodeDuplicate, CodeUnknown, "0..100"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q not in:\n%v", want, err)
		}
	}
	tests := []struct {
		issue Issue
		code  string
	}{
		{Issue{Name: "x", Low: 1, High: 1}, CodeScale},
		{Issue{Name: "x", Low: 0, High: math.Inf(1)}, CodeScale},
		{Issue{Name: "x", Low: 0, High: 1}, CodeNoWeight},
		{Issue{Name: "x", Low: 0, High: 1, Stances: []Stance{{"a", 0, 1, 0}}}, CodeNoWeight},
	}
	for _, tt := range tests {
		_, err := Explain(tt.issue)
		var e *InputError
		if !errors.As(err, &e) || e.Code != tt.code || e.Issue != "x" {
			t.Errorf("%+v: %v, want %s", tt.issue, err, tt.code)
		}
	}
}

func TestKernelDoesNotAllocate(t *testing.T) {
	x, c, s := randomStances(12)
	k := NewKernel(12)
	var sink float64
	allocs := testing.AllocsPerRun(200, func() {
		k.Load(0, 100, x, c, s)
		low, _ := k.Median()
		win, _ := k.Condorcet()
		sink += k.Mean() + low + win + k.Nash() + k.NashLinear() + k.Spread() + k.PlainMean() + k.SalienceMean()
	})
	if allocs != 0 {
		t.Errorf("%v allocations a draw", allocs)
	}
	_ = sink
}

func TestKernelLeavesOutMissing(t *testing.T) {
	k := NewKernel(3)
	if k.Load(0, 1, []float64{math.NaN(), 0.5}, []float64{1, 1}, []float64{1, 0}) {
		t.Error("weight found where there is none")
	}
	if !k.Load(0, 1, []float64{math.NaN(), 0.5, 0.7}, []float64{1, 1, 1}, []float64{1, 1, 0}) || k.Mean() != 0.5 || k.Nash() != 0.5 {
		t.Errorf("mean %v, Nash %v; want the only position with weight", k.Mean(), k.Nash())
	}
}

func randomStances(n int) (x, c, s []float64) {
	for i := range n {
		x = append(x, float64(i*37%101))
		c = append(c, 1+float64(i*53%89))
		s = append(s, 0.05+float64(i*29%90)/100)
	}
	return x, c, s
}

func BenchmarkKernel(b *testing.B) {
	x, c, s := randomStances(12)
	k := NewKernel(12)
	var sink float64
	methods := []struct {
		name string
		run  func()
	}{
		{"load", func() {}},
		{"mean", func() { sink += k.Mean() }},
		{"median", func() { m, _ := k.Median(); sink += m }},
		{"condorcet", func() { m, _ := k.Condorcet(); sink += m }},
		{"nash", func() { sink += k.Nash() }},
		{"nash-linear", func() { sink += k.NashLinear() }},
		{"four", func() {
			m, _ := k.Median()
			w, _ := k.Condorcet()
			sink += k.Mean() + m + w + k.Nash()
		}},
	}
	for _, m := range methods {
		b.Run(m.name, func(b *testing.B) {
			i := 0
			for b.Loop() {
				x[0] = float64(i % 101)
				i++
				k.Load(0, 100, x, c, s)
				m.run()
			}
		})
	}
}

func BenchmarkExplain30(b *testing.B) {
	x, c, s := randomStances(30)
	is := Issue{Name: "thirty", Low: 0, High: 100}
	for i := range x {
		is.Stances = append(is.Stances, Stance{string(rune('A' + i)), x[i], c[i], s[i]})
	}
	for b.Loop() {
		if _, err := Explain(is); err != nil {
			b.Fatal(err)
		}
	}
}
