package sample

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestEachStratumHitOnce(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, seed uint64, n, dims int) {
		l, err := NewLatinHypercube(seed, n, dims)
		if err != nil {
			t.Fatalf("%v", err)
		}
		u := make([]float64, dims)
		seen := make([][]bool, dims)
		for d := range seen {
			seen[d] = make([]bool, n)
		}
		for i := range n {
			l.At(i, u)
			for d, x := range u {
				j := int(math.Floor(x * float64(n)))
				if l.AtDim(i, d) != x {
					t.Fatalf("draw %d, dimension %d: %v alone, %v together", i, d, l.AtDim(i, d), x)
				}
				if !(x > 0 && x < 1) || seen[d][j] || j != l.Stratum(i, d) {
					t.Fatalf("seed %d, n %d, draw %d, dimension %d: %v is outside (0,1), or stratum %d is met again or is not %d",
						seed, n, i, d, x, j, l.Stratum(i, d))
				}
				seen[d][j] = true
			}
		}
	}
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 1000, 1024, 1025, 10000, 1 << 20} {
		check(t, 1, n, 3)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.Uint64().Draw(t, "seed"), rapid.IntRange(1, 3000).Draw(t, "n"), rapid.IntRange(1, 4).Draw(t, "dims"))
	})
}

// Correlations of independent random permutations have mean 0 and standard
// deviation 1/sqrt(n-1). With 60 dimensions there are 1770 pairs; the bounds
// are five standard errors of the mean square, and a two-in-a-million maximum.
func TestDimensionsAreUncorrelated(t *testing.T) {
	const dims = 60
	for _, n := range []int{50, 100, 1000, 10000} {
		for seed := range uint64(3) {
			l, err := NewLatinHypercube(seed, n, dims)
			if err != nil {
				t.Fatal(err)
			}
			columns := make([][]float64, dims)
			u := make([]float64, dims)
			for i := range n {
				l.At(i, u)
				for d, x := range u {
					columns[d] = append(columns[d], x-0.5)
				}
			}
			var squares, worst float64
			pairs := 0.0
			for a := range dims {
				for b := range a {
					z := correlation(columns[a], columns[b]) * math.Sqrt(float64(n-1))
					squares += z * z
					worst = math.Max(worst, math.Abs(z))
					pairs++
				}
			}
			if ms := squares / pairs; math.Abs(ms-1) > 5*math.Sqrt(2/pairs) {
				t.Errorf("n %d, seed %d: mean square of scaled correlations %.3f, want 1", n, seed, ms)
			}
			if worst > 5.2 {
				t.Errorf("n %d, seed %d: largest scaled correlation %.2f", n, seed, worst)
			}
		}
	}
}

func correlation(a, b []float64) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += a[i] * b[i]
		aa += a[i] * a[i]
		bb += b[i] * b[i]
	}
	return ab / math.Sqrt(aa*bb)
}

// Pairs of dimensions fill a grid of 8 x 8 cells evenly: chi square with 49
// degrees of freedom (the margins are fixed by the strata).
func TestPairsFillTheSquare(t *testing.T) {
	const n, dims, cells = 8192, 30, 8
	l, err := NewLatinHypercube(7, n, dims)
	if err != nil {
		t.Fatal(err)
	}
	points := make([][]float64, n)
	for i := range points {
		points[i] = make([]float64, dims)
		l.At(i, points[i])
	}
	var sum, worst, pairs float64
	for a := range dims {
		for b := range a {
			var count [cells * cells]float64
			for _, p := range points {
				count[int(p[a]*cells)*cells+int(p[b]*cells)]++
			}
			chi := 0.0
			for _, c := range count {
				const want = n / cells / cells
				chi += (c - want) * (c - want) / want
			}
			sum += chi
			worst = math.Max(worst, chi)
			pairs++
		}
	}
	if mean := sum / pairs; math.Abs(mean-49) > 5*math.Sqrt(98/pairs) {
		t.Errorf("mean chi square %.2f, want 49", mean)
	}
	if worst > 110 { // p about 2e-6
		t.Errorf("largest chi square %.1f", worst)
	}
}

// The mean of a smooth function over a hypercube has a far smaller error than
// over a random sample: for a sum of uniform numbers it is below 1/n.
func TestHypercubeBeatsRandom(t *testing.T) {
	const n, dims = 1000, 20
	l, err := NewLatinHypercube(3, n, dims)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	u := make([]float64, dims)
	for i := range n {
		l.At(i, u)
		for _, x := range u {
			sum += x
		}
	}
	if off := math.Abs(sum/n - dims/2.0); off > float64(dims)/n/5 {
		t.Errorf("mean of the sum off by %v", off)
	}
}

func TestDimensionsStandAlone(t *testing.T) {
	few, err := NewLatinHypercube(5, 100, 2)
	if err != nil {
		t.Fatal(err)
	}
	many, err := NewLatinHypercube(5, 100, 9)
	if err != nil {
		t.Fatal(err)
	}
	keyed, err := NewKeyedLatinHypercube(5, 100, []uint64{Key("x"), 1, Key("y"), 0})
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := make([]float64, 2), make([]float64, 9), make([]float64, 4)
	for i := range 100 {
		few.At(i, a)
		many.At(i, b)
		keyed.At(i, c)
		if a[0] != b[0] || a[1] != b[1] || c[3] != a[0] || c[1] != a[1] || c[0] == c[2] {
			t.Fatalf("draw %d: a dimension depends on its neighbours", i)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, n := range []int{-1, 0, MaxDraws + 1} {
		if _, err := NewLatinHypercube(1, n, 1); err == nil {
			t.Errorf("n = %d accepted", n)
		}
	}
	if _, err := NewLatinHypercube(1, 1, -1); err == nil {
		t.Error("-1 dimensions accepted")
	}
}

func TestStreams(t *testing.T) {
	const n = 200000
	var mean, square, lag float64
	s := NewStream(42, 1, 2)
	last := 0.0
	for range n {
		x := s.Float64() - 0.5
		mean += x / n
		square += x * x / n
		lag += x * last / n
		last = x
	}
	// Standard errors: 0.2887/sqrt(n), 0.0745/sqrt(n), (1/12)/sqrt(n).
	if math.Abs(mean) > 5*0.2887/math.Sqrt(n) || math.Abs(square-1.0/12) > 5*0.0745/math.Sqrt(n) || math.Abs(lag) > 5/12.0/math.Sqrt(n) {
		t.Errorf("mean %v, mean square %v, lag %v", mean, square, lag)
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.Uint64(), 0, 4).Draw(t, "a")
		b := rapid.SliceOfN(rapid.Uint64(), 0, 4).Draw(t, "b")
		x, y := NewStream(9, a...), NewStream(9, b...)
		if (fmt.Sprint(a) == fmt.Sprint(b)) != (x.Uint64() == y.Uint64()) {
			t.Fatalf("streams of %v and %v", a, b)
		}
		if n := rapid.IntRange(1, 50).Draw(t, "n"); x.IntN(n) < 0 || x.IntN(n) >= n {
			t.Fatal("IntN out of range")
		}
	})
	// Neighbouring indices and dimensions of the functional form are unrelated.
	var row, column float64
	for i := range uint64(20000) {
		row += (At(1, 0, i) - 0.5) * (At(1, 0, i+1) - 0.5)
		column += (At(1, i, 0) - 0.5) * (At(1, i+1, 0) - 0.5)
	}
	if bound := 5 * math.Sqrt(20000) / 12; math.Abs(row) > bound || math.Abs(column) > bound {
		t.Errorf("sums of products %v and %v beyond %v", row, column, bound)
	}
}

// The numbers themselves are a promise: a saved run must come out again.
func TestNumbersStay(t *testing.T) {
	l, err := NewLatinHypercube(1, 10, 2)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	u := make([]float64, 2)
	for i := range 3 {
		l.At(i, u)
		got += fmt.Sprintf("%.6f %.6f; ", u[0], u[1])
	}
	s := NewStream(1, Key("iran"))
	got += fmt.Sprint(s.Uint64())
	const want = "0.472581 0.186167; 0.396673 0.735258; 0.086782 0.004555; 7419206043649906836"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestRandomDesign(t *testing.T) {
	var d Design = NewRandom(4, 10, 3)
	u := make([]float64, 3)
	d.At(2, u)
	if u[1] != At(4, 1, 2) || d.Len() != 10 || d.Dims() != 3 {
		t.Errorf("%v", u)
	}
}

func BenchmarkLatinHypercube(b *testing.B) {
	for _, n := range []int{1000, 10000, 16384} {
		b.Run(fmt.Sprintf("%dx150", n), func(b *testing.B) {
			l, err := NewLatinHypercube(1, n, 150)
			if err != nil {
				b.Fatal(err)
			}
			u := make([]float64, 150)
			b.ReportAllocs()
			for b.Loop() {
				for i := range n {
					l.At(i, u)
				}
			}
		})
	}
}

func ExampleLatinHypercube() {
	plan, err := NewLatinHypercube(1, 4, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	u := make([]float64, 1)
	for i := range plan.Len() {
		plan.At(i, u)
		fmt.Printf("draw %d lies in quarter %d\n", i, int(u[0]*4))
	}
	// Output:
	// draw 0 lies in quarter 3
	// draw 1 lies in quarter 1
	// draw 2 lies in quarter 0
	// draw 3 lies in quarter 2
}
