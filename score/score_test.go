package score

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func code(err error) string {
	var fault *Error
	if errors.As(err, &fault) {
		return fault.Code
	}
	return fmt.Sprint(err)
}

func TestWhatCannotBeScored(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	second := func(_ any, err error) error { return err }
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"p above 1":               {second(pass(Brier(1.1, 1))), CodeProbability},
		"p not a number":          {second(pass(Log(nan, 1))), CodeProbability},
		"outcome 2":               {second(pass(Brier(0.5, 2))), CodeOutcome},
		"sum":                     {second(pass(BrierTwoSided([]float64{0.5, 0.6}, 0))), CodeNotDistribution},
		"no such option":          {second(pass(RankedProbability([]float64{0.5, 0.5}, 2))), CodeOutcome},
		"no options":              {second(pass(LogOptions(nil, 0))), CodeEmpty},
		"one option":              {second(pass(BrierOrdered([]float64{1}, 0))), CodeEmpty},
		"baseline of one option":  {second(pass(Baseline(0.5, 1))), CodeEmpty},
		"no peers":                {second(pass(Peer([]float64{0.5}))), CodeEmpty},
		"empty ensemble":          {second(pass(CRPSEnsemble(nil, 0))), CodeEmpty},
		"infinite member":         {second(pass(CRPSEnsemble([]float64{inf}, 0))), CodeNumber},
		"negative weight":         {second(pass(CRPSSteps([]float64{1, 2}, []float64{1, -1}, 0))), CodeWeights},
		"no weight":               {second(pass(CRPSSteps([]float64{1}, []float64{0}, 0))), CodeWeights},
		"weights of other length": {second(pass(CRPSSteps([]float64{1}, nil, 0))), CodeLength},
		"outcome not a number":    {second(pass(CRPSSteps([]float64{1}, []float64{1}, nan))), CodeNumber},
		"negative sd":             {second(pass(CRPSGaussian(0, -1, 0))), CodeDistribution},
		"quantiles cross":         {second(pass(Pinball([]Quantile{{0.1, 5}, {0.9, 4}}, 0))), CodeDistribution},
		"quantile twice":          {second(pass(Pinball([]Quantile{{0.1, 5}, {0.1, 5}}, 0))), CodeDistribution},
		"level 1":                 {second(pass(Pinball([]Quantile{{1, 5}}, 0))), CodeProbability},
		"lengths":                 {second(pass(Murphy([]float64{0.5}, nil, 10))), CodeLength},
		"nothing":                 {second(pass(Calibration(nil, nil, 10))), CodeEmpty},
		"no bins":                 {second(pass(Calibration([]float64{0.5}, []int{1}, 0))), CodeBins},
		"reference of other size": {second(pass(Skill([]float64{0.5}, []int{1}, nil))), CodeLength},
		"falling distribution":    {second(pass(Coverage([]float64{0.5}, []float64{0.4}, 0.8))), CodeDistribution},
		"no level":                {second(pass(Coverage([]float64{0.5}, []float64{0.6}, 1))), CodeProbability},
		"no clusters":             {second(pass(NewResampler(nil, 1, 10))), CodeEmpty},
		"no draws":                {second(pass(NewResampler([]string{"a"}, 1, 0))), CodeEmpty},
	} {
		if got := code(c.err); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Brier and log scores are proper: with the event's probability q, the expected
// score is least at p = q.
func TestProper(t *testing.T) {
	for q := 0.05; q < 1; q += 0.05 {
		for p := 0.01; p < 1; p += 0.01 {
			for name, f := range map[string]func(float64, int) (float64, error){"Brier": Brier, "log": Log} {
				expected := func(p float64) float64 {
					one, _ := f(p, 1)
					zero, _ := f(p, 0)
					return q*one + (1-q)*zero
				}
				if expected(p) < expected(q)-1e-12 {
					t.Errorf("%s: with probability %v the forecast %v scores better", name, q, p)
				}
			}
		}
	}
}

// The naive double sum of the definition.
func naiveCRPS(x []float64, y float64) float64 {
	m := float64(len(x))
	near, apart := 0.0, 0.0
	for _, a := range x {
		near += math.Abs(a - y)
		for _, b := range x {
			apart += math.Abs(a - b)
		}
	}
	return near/m - apart/(2*m*m)
}

func TestCRPSProperties(t *testing.T) {
	number := rapid.Float64Range(-100, 100)
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(number, 1, 12).Draw(t, "x")
		y := number.Draw(t, "y")
		got, err := CRPSEnsemble(x, y)
		if err != nil {
			t.Fatal(err)
		}
		if want := naiveCRPS(x, y); math.Abs(got-want) > 1e-9 || got < 0 {
			t.Fatalf("%v, the definition gives %v", got, want)
		}
		shift, scale := number.Draw(t, "shift"), rapid.Float64Range(0.1, 10).Draw(t, "scale")
		moved := slices.Clone(x)
		for i := range moved {
			moved[i] = moved[i]*scale + shift
		}
		if again, _ := CRPSEnsemble(moved, y*scale+shift); math.Abs(again-got*scale) > 1e-8 {
			t.Fatalf("shifted and scaled %v, want %v", again, got*scale)
		}
		same := make([]float64, len(x))
		for i := range same {
			same[i] = x[0]
		}
		if point, _ := CRPSEnsemble(same, y); math.Abs(point-math.Abs(x[0]-y)) > 1e-12 {
			t.Fatalf("equal values score %v, want the absolute error %v", point, math.Abs(x[0]-y))
		}
	})
}

// A fine ensemble of normal quantiles scores as the normal distribution does.
func TestCRPSGaussianAgainstEnsemble(t *testing.T) {
	const n = 4001
	x := make([]float64, n)
	for i := range x {
		x[i] = 3 + 2*math.Sqrt2*math.Erfinv(2*(float64(i)+0.5)/n-1)
	}
	for _, y := range []float64{-2, 0, 3, 4.5, 11} {
		want, _ := CRPSEnsemble(x, y)
		if got, _ := CRPSGaussian(3, 2, y); math.Abs(got-want) > 2e-3 {
			t.Errorf("at %v %v, an ensemble of quantiles gives %v", y, got, want)
		}
	}
}

// The decomposition adds up for any bins, and no order of questions changes it.
func TestMurphyAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		p, y := make([]float64, n), make([]int, n)
		for i := range p {
			p[i] = float64(rapid.IntRange(0, 20).Draw(t, "p")) / 20
			y[i] = rapid.IntRange(0, 1).Draw(t, "y")
		}
		bins := rapid.IntRange(0, 15).Draw(t, "bins")
		d, err := Murphy(p, y, bins)
		if err != nil {
			t.Fatal(err)
		}
		if sum := d.Reliability - d.Resolution + d.Uncertainty + d.WithinVariance - d.WithinCovariance; math.Abs(sum-d.Brier) > 1e-12 {
			t.Fatalf("the terms sum to %v, the Brier score is %v", sum, d.Brier)
		}
		if bins == Distinct && (d.WithinVariance != 0 || d.WithinCovariance != 0) {
			t.Fatalf("groups of equal forecasts vary: %+v", d)
		}
		slices.Reverse(p)
		slices.Reverse(y)
		e, _ := Murphy(p, y, bins)
		if math.Abs(e.Reliability-d.Reliability) > 1e-12 || math.Abs(e.Resolution-d.Resolution) > 1e-12 {
			t.Fatalf("another order gives %+v, not %+v", e, d)
		}
	})
}

func TestBinsAreClosedOnTheRight(t *testing.T) {
	for _, bins := range []int{1, 3, 7, 10, 20} {
		for k := range bins + 1 {
			edge := float64(k) / float64(bins)
			if got, want := binOf(edge, bins), max(k-1, 0); got != want {
				t.Errorf("%d bins: %v is in bin %d, want %d", bins, edge, got, want)
			}
			if above := math.Nextafter(edge, 2); k < bins && binOf(above, bins) != k {
				t.Errorf("%d bins: %v is in bin %d, want %d", bins, above, binOf(above, bins), k)
			}
		}
	}
}

func TestCoverageAtAtoms(t *testing.T) {
	// An atom of 0.4 to 0.95 is spread evenly: of it, 0.4..0.9 lies in the 80%
	// interval.
	got, err := Coverage([]float64{0.4, 0.2, 0.97}, []float64{0.95, 0.2, 0.97}, 0.8)
	if want := (0.5/0.55 + 1 + 0) / 3; err != nil || math.Abs(got-want) > 1e-12 {
		t.Errorf("%v (%v), want %v", got, err, want)
	}
	h, err := TransformHistogram([]float64{0, 0.9, 1, 0.5}, []float64{1, 1, 1, 0.5}, 10)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, s := range h {
		sum += s
	}
	if math.Abs(sum-1) > 1e-12 || math.Abs(h[9]-(0.1+1+1)/4) > 1e-12 || math.Abs(h[5]-(0.1+1)/4) > 1e-12 {
		t.Errorf("shares %v", h)
	}
}

func TestResampler(t *testing.T) {
	// Two clusters that differ: every resample mean is 0, 1 or between, and the
	// interval spans both; items of one cluster stay together.
	r, err := NewResampler([]string{"a", "a", "b", "b"}, 7, 400)
	if err != nil {
		t.Fatal(err)
	}
	i, err := r.Mean([]float64{0, 0, 1, 1})
	if err != nil || i.Mean != 0.5 || i.Low != 0 || i.High != 1 || i.N != 4 || i.Shown() {
		t.Errorf("%+v (%v)", i, err)
	}
	i, err = r.Mean([]float64{math.NaN(), 2, 3, math.NaN()})
	if err != nil || i.Mean != 2.5 || i.N != 2 || i.Low != 2 || i.High != 3 || !i.Shown() {
		t.Errorf("with gaps %+v (%v)", i, err)
	}
	if _, err := r.Mean([]float64{math.NaN(), math.NaN(), math.NaN(), math.NaN()}); code(err) != CodeEmpty {
		t.Errorf("nothing to average: %v", err)
	}
	// The order of the questions and of the clusters' names does not matter.
	s, _ := NewResampler([]string{"b", "a", "b", "a"}, 7, 400)
	j, _ := s.Mean([]float64{1, 0, 1, 0})
	i, _ = r.Mean([]float64{0, 0, 1, 1})
	if i != j {
		t.Errorf("another order gives %+v, not %+v", j, i)
	}
}

// The interval covers about what it says for independent items.
func TestIntervalWidth(t *testing.T) {
	n := 400
	names, values := make([]string, n), make([]float64, n)
	for i := range names {
		names[i] = fmt.Sprint(i)
		values[i] = float64(i % 2)
	}
	r, _ := NewResampler(names, 1, 4000)
	i, _ := r.Mean(values)
	if half := (i.High - i.Low) / 2; math.Abs(half-1.96*0.5/20) > 0.004 {
		t.Errorf("half width %v, want about %v", half, 1.96*0.5/20)
	}
}

func TestPeerScoresSumToZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := Peer(rapid.SliceOfN(rapid.Float64Range(0.01, 1), 2, 9).Draw(t, "p"))
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, x := range s {
			sum += x
		}
		if math.Abs(sum) > 1e-9 {
			t.Fatalf("they sum to %v", sum)
		}
	})
}

func BenchmarkCalibrationOf10000(b *testing.B) {
	p, y := make([]float64, 10_000), make([]int, 10_000)
	for i := range p {
		p[i] = float64(i*7919%10_000) / 10_000
		y[i] = i % 3 / 2
	}
	for b.Loop() {
		if _, err := Murphy(p, y, 10); err != nil {
			b.Fatal(err)
		}
		if _, err := Calibration(p, y, 10); err != nil {
			b.Fatal(err)
		}
	}
}
