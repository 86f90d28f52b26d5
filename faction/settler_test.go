package faction

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// A settler gives what Settle gives, on weights of any scale; who is missing is
// not heard.
func TestSettlerAgainstSettle(t *testing.T) {
	settler := NewSettler(7)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		u, lambda := make([]float64, n+1), make([]float64, n+1)
		w, attention := make([][]float64, n), make([][]float64, n+1)
		gone := rapid.IntRange(0, n).Draw(t, "gone") // stands somewhere in the list
		row := 0
		for i := range n + 1 {
			attention[i] = make([]float64, n+1)
			u[i] = rapid.Float64Range(0, 100).Draw(t, "u")
			lambda[i] = rapid.SampledFrom([]float64{0, 0.3, 0.9, 1}).Draw(t, "lambda")
			for j := range n + 1 {
				attention[i][j] = 10 * float64(rapid.IntRange(0, 3).Draw(t, "w"))
			}
			if i == gone {
				u[i] = math.NaN()
				continue
			}
			w[row] = make([]float64, 0, n)
			sum := 0.0
			for j, x := range attention[i] {
				if j != gone {
					w[row] = append(w[row], x)
					sum += x
				}
			}
			for j := range w[row] {
				if sum > 0 {
					w[row][j] /= sum
				}
			}
			if sum == 0 {
				w[row][row] = 1 // attends to nobody, as to itself alone
			}
			row++
		}
		var initial, susceptibility []float64
		for i := range n + 1 {
			if i == gone {
				continue
			}
			l := lambda[i]
			if w[len(initial)][len(initial)] == 1 {
				l = 0
			}
			if attention[i][i] > 0 && w[len(initial)][len(initial)] == 1 {
				l = lambda[i]
			}
			initial, susceptibility = append(initial, u[i]), append(susceptibility, l)
		}
		want, err := Settle(initial, w, susceptibility)
		got := append([]float64(nil), u...)
		ok := settler.Settle(got, attention, lambda)
		if ok != (err == nil) {
			t.Fatalf("settles: %v, want %v", ok, err)
		}
		row = 0
		for i := range got {
			switch {
			case i == gone:
				if got[i] == got[i] {
					t.Fatal("the missing opinion is there")
				}
				continue
			case !ok && got[i] != u[i]:
				t.Fatal("opinions moved though they have no end point")
			case ok && math.Abs(got[i]-want[row]) > 1e-9:
				t.Fatalf("%v, want %v", got, want)
			}
			row++
		}
	})
}

func TestSettlerDoesNotAllocate(t *testing.T) {
	s := NewSettler(3)
	attention, lambda := [][]float64{{0, 1, 1}, {1, 0, 0}, {0, 2, 0}}, []float64{0.5, 0.2, 1}
	u := make([]float64, 3)
	if n := testing.AllocsPerRun(100, func() { u[0], u[1], u[2] = 10, 50, 90; s.Settle(u, attention, lambda) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkSettler(b *testing.B) {
	s := NewSettler(5)
	attention, lambda, u := make([][]float64, 5), []float64{0.1, 0.5, 0.3, 0.9, 0}, make([]float64, 5)
	for i := range attention {
		attention[i] = []float64{1, 2, 0, 1, 1}
	}
	for b.Loop() {
		copy(u, []float64{60, 80, 30, 45, 15})
		s.Settle(u, attention, lambda)
	}
}
