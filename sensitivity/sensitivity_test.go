package sensitivity

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"entente/sample"
)

func TestTornado(t *testing.T) {
	inputs := []Input{{"small", 0, 1, 2}, {"point", 5, 5, 5}, {"big", 0, 4, 10}, {"same", 0, 1, 2}, {"hump", -1, 0, 1}, {"dead", 0, 1, 2}}
	chart := Tornado(inputs, Model{
		Answer: func(x []float64) float64 { return x[0] + 3*x[2] - x[3] + x[1] - 40*x[4]*x[4] },
		Holds:  func(x []float64) bool { return 3*x[2]-x[3] < 21 },
	})
	var names []string
	for _, b := range chart.Bars {
		names = append(names, b.Name)
	}
	// hump's two ends agree and differ from the middle by 40; big swings by 30.
	if want := []string{"hump", "big", "small", "same", "dead"}; !slices.Equal(names, want) {
		t.Fatalf("bars %v, want %v", names, want)
	}
	if chart.Base != 17 || !*chart.Holds {
		t.Errorf("base %v, holds %v", chart.Base, *chart.Holds)
	}
	big := chart.Bars[1]
	if big.AtLow != 5 || big.AtHigh != 35 || big.Swing != 30 || big.Index != 2 {
		t.Errorf("%+v", big)
	}
	// 3 v - 1 = 21 at v = 22/3.
	if !big.Turns() || math.Abs(*big.Turn.At-22.0/3) > 0.01 || 3**big.Turn.At-1 < 21 {
		t.Errorf("turns at %v, want just above %v", *big.Turn.At, 22.0/3)
	}
	if same := chart.Bars[3]; same.Turns() {
		t.Errorf("same turns at %v", *same.Turn.At)
	}
	if top := chart.Top(9); len(top) != 4 {
		t.Errorf("top %v", top)
	}
	if top := chart.Top(1); len(top) != 1 || top[0].Name != "hump" {
		t.Errorf("top %v", top)
	}
}

// A conclusion that fails only inside the range is found all the same, on the
// side and at the value nearest to mid.
func TestTurnInside(t *testing.T) {
	chart := Tornado([]Input{{"x", 0, 50, 100}}, Model{
		Answer: func(x []float64) float64 { return 0 },
		Holds:  func(x []float64) bool { return !(x[0] > 20 && x[0] < 31) && x[0] < 90 },
	})
	turn := chart.Bars[0].Turn
	if turn.At == nil || math.Abs(*turn.At-31) > 0.1 {
		t.Errorf("%+v, want 31", turn)
	}
	if top := chart.Top(3); len(top) != 1 {
		t.Errorf("an input that turns the conclusion without moving the answer is left out: %v", top)
	}
}

func TestUndefinedAnswer(t *testing.T) {
	chart := Tornado([]Input{{"x", 0, 1, 2}, {"y", 0, 1, 2}}, Model{Answer: func(x []float64) float64 { return x[1] / x[0] * math.Sqrt(x[0]-0.5) }})
	if b := chart.Bars[1]; b.Name != "x" || !b.Undefined || b.Swing != 0 {
		t.Errorf("%+v", chart.Bars)
	}
}

// naiveRanks counts: rank = 1 + smaller ones + half of the equal others.
func naiveRanks(x []float64) []float64 {
	ranks := make([]float64, len(x))
	for i, a := range x {
		ranks[i] = 1
		for j, b := range x {
			if b < a {
				ranks[i]++
			} else if b == a && i != j {
				ranks[i] += 0.5
			}
		}
	}
	return ranks
}

func anyColumn(n int) *rapid.Generator[[]float64] {
	return rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, -1, 50, math.Inf(1), math.Inf(-1), 5e-324}),
		rapid.Float64()), n, n)
}

func TestRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := anyColumn(rapid.IntRange(0, 60).Draw(t, "n")).Draw(t, "x")
		var r Ranker
		got := make([]float64, len(x))
		if !r.Rank(x, got) {
			t.Fatal("refused")
		}
		if want := naiveRanks(x); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
	var r Ranker
	if r.Rank([]float64{1, math.NaN()}, make([]float64, 2)) {
		t.Error("NaN ranked")
	}
}

func TestCorrelate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "n")
		xs := [][]float64{anyColumn(n).Draw(t, "x0"), anyColumn(n).Draw(t, "x1")}
		ys := [][]float64{anyColumn(n).Draw(t, "y0"), anyColumn(n).Draw(t, "y1")}
		got, err := Correlate(n, 2, func(i int, into []float64) { copy(into, xs[i]) }, ys)
		if err != nil {
			t.Fatal(err)
		}
		for a := range ys {
			for i := range xs {
				want := stat.Correlation(naiveRanks(xs[i]), naiveRanks(ys[a]), nil)
				c := got[a][i]
				if c.Defined != !math.IsNaN(want) || c.Defined && math.Abs(c.Rho-want) > 1e-12 || c.Input != i {
					t.Fatalf("%+v, want %v", c, want)
				}
			}
		}
	})
	if _, err := Correlate(3, 0, nil, [][]float64{{1}}); err == nil {
		t.Error("short answer accepted")
	}
}

func TestStrongestFindsTheDriver(t *testing.T) {
	const n, dims = 2000, 30
	plan, err := sample.NewLatinHypercube(1, n, dims)
	if err != nil {
		t.Fatal(err)
	}
	u := make([]float64, dims)
	y := make([]float64, n)
	columns := make([][]float64, dims)
	for i := range n {
		plan.At(i, u)
		for d := range u {
			columns[d] = append(columns[d], u[d])
		}
		y[i] = math.Exp(3*u[4]) - 2*u[9]
	}
	got, err := Correlate(n, dims, func(i int, into []float64) { copy(into, columns[i]) }, [][]float64{y})
	if err != nil {
		t.Fatal(err)
	}
	top := Strongest(got[0], 2, n)
	if len(top) != 2 || top[0].Input != 4 || top[0].Rho < 0.9 || top[1].Input != 9 || top[1].Rho > -0.05 {
		t.Errorf("%+v", top)
	}
	if !sort.SliceIsSorted(top, func(i, j int) bool { return math.Abs(top[i].Rho) > math.Abs(top[j].Rho) }) {
		t.Error("not in order")
	}
	if got := Strongest(got[0], 0, n); len(got) != 0 {
		t.Error("k = 0")
	}
}

func BenchmarkCorrelate(b *testing.B) {
	const n, inputs, answers = 10000, 150, 24
	plan, err := sample.NewLatinHypercube(1, n, inputs)
	if err != nil {
		b.Fatal(err)
	}
	ys := make([][]float64, answers)
	u := make([]float64, inputs)
	for a := range ys {
		ys[a] = make([]float64, n)
	}
	columns := make([][]float64, inputs)
	for i := range n {
		plan.At(i, u)
		for d := range u {
			columns[d] = append(columns[d], u[d])
		}
		for a := range ys {
			ys[a][i] = u[a] + u[a+1]
		}
	}
	for b.Loop() {
		if _, err := Correlate(n, inputs, func(i int, into []float64) { copy(into, columns[i]) }, ys); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRank(b *testing.B) {
	x, ranks := make([]float64, 10000), make([]float64, 10000)
	for i := range x {
		x[i] = 100 * sample.At(1, 1, uint64(i))
	}
	var r Ranker
	for b.Loop() {
		r.Rank(x, ranks)
	}
}

func ExampleTornado() {
	inputs := []Input{
		{"Russia's position", 55, 65, 75},
		{"Iran's position", 0, 5, 10},
		{"Russia's salience", 0.4, 0.5, 0.6},
	}
	chart := Tornado(inputs, Model{
		Answer: func(x []float64) float64 { w := 2 * x[2]; return (w*x[0] + x[1]) / (w + 1) },
		Holds:  func(x []float64) bool { w := 2 * x[2]; return (w*x[0]+x[1])/(w+1) < 38 },
	})
	say := Speaker{Answer: "the outcome"}
	for _, b := range chart.Top(3) {
		fmt.Println(say.Bar(b))
	}
	fmt.Println(say.Correlation("Russia's position", Correlation{0, 0.62, true}, 10000))
	// Output:
	// Russia's position: at its low end (55) the outcome falls to 30 from 35, at its high end (75) it rises to 40; the conclusion no longer holds at about 71 and above.
	// Russia's salience: at its low end (0.4) the outcome falls to 31.67 from 35, at its high end (0.6) it rises to 37.73; none of 21 values tried turns the conclusion.
	// Iran's position: at its low end (0) the outcome falls to 32.5 from 35, at its high end (10) it rises to 37.5; none of 21 values tried turns the conclusion.
	// Over 10000 draws the outcome is higher where Russia's position is higher (rank correlation +0.62).
}
