package quantity

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	tests := []struct {
		text string
		want Value
	}{
		{"40", PointOf(40)},
		{" -0.5 ", PointOf(-0.5)},
		{"+0.6", PointOf(0.6)},
		{"−0.6", PointOf(-0.6)},
		{"-0", PointOf(0)},
		{"1e3", PointOf(1000)},
		{"30..50", Between(30, 50)},
		{"-1..-0.7", Between(-1, -0.7)},
		{"30 .. 50", Between(30, 50)},
		{"7..7", PointOf(7)},
		{"30..40..55", PERTOf(30, 40, 55)},
		{"likely", Value{Shape: Uniform, Low: 0.55, High: 0.80, Word: "likely"}},
		{"Roughly  even chance", Value{Shape: Uniform, Low: 0.45, High: 0.55, Word: "roughly even chance"}},
		{"strong", Value{Shape: Uniform, Low: 2.0 / 3, High: 1, Word: "strong"}},
	}
	for _, tt := range tests {
		got, err := Parse(tt.text)
		if err != nil || got != tt.want {
			t.Errorf("Parse(%q) = %+v, %v; want %+v", tt.text, got, err, tt.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		text string
		want Fault
	}{
		{"", BadSyntax}, {"..", BadSyntax}, {"4..", BadSyntax}, {"..4", BadSyntax}, {"1...5", BadSyntax},
		{"1..2..3..4", BadSyntax}, {"0x10", BadSyntax}, {"1_000", BadSyntax}, {"4,5", BadSyntax}, {".5", BadSyntax},
		{"5.", BadSyntax}, {"maybe", BadSyntax}, {"40%", BadSyntax}, {"30-50", BadSyntax}, {"1 2", BadSyntax}, {"--1", BadSyntax},
		{"50..30", Inverted}, {"30..60..50", Inverted}, {"30..20..50", Inverted}, {"5..6..5", Inverted},
		{"NaN", NotFinite}, {"-Inf..3", NotFinite}, {"+inf", NotFinite},
		{"1e16", TooLarge}, {"1e999", TooLarge}, {"0..99999999999999999999", TooLarge},
		{string(make([]byte, 5000)), TooLarge},
	}
	for _, tt := range tests {
		_, err := Parse(tt.text)
		var e *Error
		if !errors.As(err, &e) || e.Fault != tt.want {
			t.Errorf("Parse(%.20q): %v; want fault %s", tt.text, err, tt.want)
		}
	}
}

// anyValue draws values of the short forms.
func anyValue() *rapid.Generator[Value] {
	return rapid.Custom(func(t *rapid.T) Value {
		x := rapid.Float64Range(-1e6, 1e6)
		a, b := x.Draw(t, "a"), x.Draw(t, "b")
		low, high := math.Min(a, b), math.Max(a, b)
		switch rapid.IntRange(0, 2).Draw(t, "shape") {
		case 0:
			return PointOf(low)
		case 1:
			return Between(low, high)
		}
		mode := math.Min(high, low+rapid.Float64Range(0, 1).Draw(t, "f")*(high-low))
		return PERTOf(low, mode, high)
	})
}

func TestWrittenRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyValue().Draw(t, "v")
		text, ok := v.Written()
		if !ok {
			t.Fatalf("%+v has no short form", v)
		}
		got, err := Parse(text)
		if err != nil || !same(got, v) {
			t.Fatalf("%+v written %q read %+v, %v", v, text, got, err)
		}
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var back Value
		if err := json.Unmarshal(data, &back); err != nil || !same(back, v) {
			t.Fatalf("%+v in JSON %s read %+v, %v", v, data, back, err)
		}
	})
}

func same(a, b Value) bool {
	return a.Shape == b.Shape && a.Low == b.Low && a.High == b.High && a.Mode == b.Mode
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"40", "30..50", "30..40..55", "-1e3", "likely", "..", "NaN", "−0.5", "1...2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := Parse(text)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Cause == "" {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		if err := v.Check(); err != nil {
			t.Fatalf("%q read as %+v: %v", text, v, err)
		}
		written, _ := v.Written()
		again, err := Parse(written)
		if err != nil || again != v {
			t.Fatalf("%q read as %+v, written %q, read as %+v, %v", text, v, written, again, err)
		}
	})
}

func TestWords(t *testing.T) {
	// words.json of the hypotheses reference: band ends belong to the upper band.
	for p, want := range map[float64]string{0.05: "very unlikely", 0.5: "roughly even chance", 0.0499: "almost no chance", 0.99: "almost certain", 0.8: "very likely"} {
		if w, ok := WordFor(p); !ok || w.Text != want {
			t.Errorf("WordFor(%v) = %v, want %s", p, w, want)
		}
	}
	for _, p := range []float64{0.995, 0.0099, -1, math.NaN()} {
		if w, ok := WordFor(p); ok {
			t.Errorf("WordFor(%v) = %v, want none", p, w)
		}
	}
	v, _ := LookupWord("likely")
	s, err := v.Stretch(Scale{-100, 100})
	if err != nil || math.Abs(s.Low-10) > 1e-12 || math.Abs(s.High-60) > 1e-12 {
		t.Errorf("likely on -100..100 = %v, %v; want 10..60", s, err)
	}
	if got := s.String(); got != "likely (10..60)" {
		t.Errorf("String = %q", got)
	}
	if _, err := v.Stretch(Scale{0, math.Inf(1)}); err == nil {
		t.Error("a word stretched to a scale without an end")
	}
	if v, _ := LookupWord("weak"); v.String() != "weak (0..0.3333)" {
		t.Errorf("String = %q", v.String())
	}
}

// The oracle inverts gonum's incomplete beta function, an independent one.
func TestPERTQuantile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.Float64Range(0, 1).Draw(t, "mode")
		u := rapid.Float64Range(1e-9, 1-1e-9).Draw(t, "u")
		v := PERTOf(0, mode, 1)
		x := v.Quantile(u)
		a, b := v.betaShape()
		if got := mathext.RegIncBeta(a, b, x); math.Abs(got-u) > 2e-13 {
			t.Fatalf("mode %v: F(Q(%v)) = %v, off by %g", mode, u, got, got-u)
		}
	})
}

func TestSamplerAgreesWithQuantile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyValue().Draw(t, "v")
		s := NewSampler(v)
		span := math.Max(v.High-v.Low, 1e-300)
		u := rapid.Float64Range(0, 1).Draw(t, "u")
		if d := math.Abs(s.At(u)-v.Quantile(u)) / span; d > 2e-7 {
			t.Fatalf("%v at %v: %v, exact %v, off by %g of the range", v, u, s.At(u), v.Quantile(u), d)
		}
	})
}

func TestSamplerOverAFineGrid(t *testing.T) {
	for _, mode := range []float64{0, 0.03, 0.25, 0.5, 0.77, 1} {
		v := PERTOf(0, mode, 1)
		s := NewSampler(v)
		last, worst := -1.0, 0.0
		for i := 0; i <= 20000; i++ {
			u := float64(i) / 20000
			x := s.At(u)
			if x < last-1e-15 || x < 0 || x > 1 {
				t.Fatalf("mode %v: not monotone within bounds at u = %v", mode, u)
			}
			last = x
			worst = math.Max(worst, math.Abs(x-v.Quantile(u)))
		}
		if worst > 2e-7 {
			t.Errorf("mode %v: table off by %g", mode, worst)
		}
	}
}

func TestOtherShapes(t *testing.T) {
	normal := NormalOf(5, 2)
	ln := LognormalOf(10, 3)
	mu, sigma := ln.logShape()
	tri := TriangularOf(0, 30, 100)
	for u := 0.001; u < 1; u += 0.001 {
		checks := []struct {
			got, want float64
		}{
			{normal.Quantile(u), distuv.Normal{Mu: 5, Sigma: 2}.Quantile(u)},
			{ln.Quantile(u), distuv.LogNormal{Mu: mu, Sigma: sigma}.Quantile(u)},
			{tri.Quantile(u), distuv.NewTriangle(0, 100, 30, nil).Quantile(u)},
		}
		for _, c := range checks {
			if math.Abs(c.got-c.want) > 1e-11*math.Max(1, math.Abs(c.want)) {
				t.Fatalf("u = %v: %v, want %v", u, c.got, c.want)
			}
		}
	}
	if m := (distuv.LogNormal{Mu: mu, Sigma: sigma}); math.Abs(m.Mean()-10) > 1e-12 || math.Abs(m.StdDev()-3) > 1e-12 {
		t.Errorf("lognormal has mean %v, sd %v", m.Mean(), m.StdDev())
	}
}

// A cut distribution is the uncut one between the cuts, scaled up: its quantile
// at u is the uncut one at F(low) + u (F(high) - F(low)).
func TestCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var v Value
		switch rapid.IntRange(0, 2).Draw(t, "shape") {
		case 0:
			v = NormalOf(rapid.Float64Range(-50, 150).Draw(t, "mean"), rapid.Float64Range(5, 80).Draw(t, "sd"))
		case 1:
			v = LognormalOf(rapid.Float64Range(1, 200).Draw(t, "mean"), rapid.Float64Range(5, 80).Draw(t, "sd"))
		default:
			v = TriangularOf(-20, rapid.Float64Range(-20, 150).Draw(t, "mode"), 150)
		}
		cut, err := v.Cut(Scale{0, 100})
		if err != nil {
			t.Skip("nothing left on the scale")
		}
		if err := cut.Check(); err != nil {
			t.Fatalf("%v: %v", cut, err)
		}
		u := rapid.Float64Range(0.001, 0.999).Draw(t, "u")
		x := cut.Quantile(u)
		if x < 0 || x > 100 || cut.Quantile(0) != cut.Low || cut.Quantile(1) != cut.High {
			t.Fatalf("%v at %v = %v leaves the scale", cut, u, x)
		}
		upTo := v
		upTo.High = x
		if v.Shape == Triangular {
			upTo.Left, upTo.Right = -20, 150
		}
		upTo.Low = cut.Low
		if got := upTo.mass() / cut.mass(); math.Abs(got-u) > 1e-7 {
			t.Fatalf("%v: %v of the weight below the %v quantile", cut, got, u)
		}
		data, err := json.Marshal(cut)
		if err != nil {
			t.Fatal(err)
		}
		var back Value
		if err := json.Unmarshal(data, &back); err != nil || back != cut {
			t.Fatalf("%+v in JSON %s read %+v, %v", cut, data, back, err)
		}
		s := NewSampler(cut)
		if d := math.Abs(s.At(u) - x); d > 1e-9 {
			t.Fatalf("sampler off by %g", d)
		}
		if m := cut.Mid(); !(Scale{0, 100}).Contains(m) {
			t.Fatalf("Mid %v off the scale", m)
		}
	})
	for _, v := range []Value{NormalOf(1000, 1), TriangularOf(200, 250, 300), LognormalOf(1e6, 1)} {
		var e *Error
		if _, err := v.Cut(Scale{0, 100}); !errors.As(err, &e) || e.Fault != OffScale {
			t.Errorf("%v cut to 0..100: %v, want off-scale", v, err)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	for _, v := range []Value{
		PointOf(math.NaN()), PointOf(math.Inf(1)), Between(2, 1), Between(0, math.Inf(1)), PERTOf(0, 2, 1),
		NormalOf(0, 0), NormalOf(0, -1), LognormalOf(-1, 1), {Shape: "cauchy"}, PERTOf(0, math.NaN(), 1),
	} {
		if v.Check() == nil {
			t.Errorf("%+v passes", v)
		}
	}
}

func TestJSONRefuses(t *testing.T) {
	for _, data := range []string{`null`, `"40"`, `[1]`, `[1,2,3,4]`, `[2,1]`, `[1,5,2]`, `{}`, `{"dist":"normal","mean":1}`, `{"dist":"normal","mean":1,"sd":0}`,
		`{"dist":"beta","mean":1,"sd":2}`, `{"dist":"normal","mean":1,"sd":2,"skew":3}`, `{"dist":"normal","mean":1,"sd":2,"low":900,"high":901}`, `1e300`} {
		var v Value
		var e *Error
		if err := v.UnmarshalJSON([]byte(data)); !errors.As(err, &e) {
			t.Errorf("%s read as %v, %v", data, v, err)
		}
	}
}

func TestSamplerDoesNotAllocate(t *testing.T) {
	var sink float64
	for _, v := range []Value{PointOf(1), Between(0, 1), PERTOf(0, 0.2, 1), NormalOf(0, 1), TriangularOf(0, 1, 2)} {
		s := NewSampler(v)
		if n := testing.AllocsPerRun(100, func() { sink += s.At(0.3) }); n != 0 {
			t.Errorf("%v: %v allocations", v, n)
		}
	}
	_ = sink
}

func BenchmarkSampler(b *testing.B) {
	for _, v := range []Value{Between(0, 1), PERTOf(0, 0.2, 1), TriangularOf(0, 1, 2), NormalOf(0, 1)} {
		b.Run(string(v.Shape), func(b *testing.B) {
			s := NewSampler(v)
			var sink, u float64
			for b.Loop() {
				u += 0.6180339887498949
				if u >= 1 {
					u--
				}
				sink += s.At(u)
			}
			_ = sink
		})
	}
}

func BenchmarkNewSamplerPERT(b *testing.B) {
	for b.Loop() {
		NewSampler(PERTOf(0, 0.37, 1))
	}
}
