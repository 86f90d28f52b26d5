package faction

import "math"

// Settler settles the opinions of one group after another as Settle does,
// without allocating. It serves one goroutine.
type Settler struct {
	a, w           [][]float64
	x, susceptible []float64
	anchored       []bool
	at             []int // those who take part
}

// NewSettler returns a settler with room for n opinions.
func NewSettler(n int) *Settler {
	s := &Settler{a: make([][]float64, n), w: make([][]float64, n), x: make([]float64, n), susceptible: make([]float64, n), anchored: make([]bool, n), at: make([]int, 0, n)}
	for i := range n {
		s.a[i], s.w[i] = make([]float64, n), make([]float64, n)
	}
	return s
}

// Settle puts the end points in the place of the opinions, 0..100.
// attention[i][j] >= 0 is how much i attends to j, on any scale: rows are
// divided by their sums. Who attends to nobody keeps an own opinion, and an
// opinion that is NaN (missing) is heard by nobody. It reports false, with the
// opinions as they were, when a group that is fully susceptible listens to
// nobody outside it.
func (s *Settler) Settle(opinion []float64, attention [][]float64, susceptibility []float64) bool {
	s.at = s.at[:0]
	low, high := math.Inf(1), math.Inf(-1)
	for i, u := range opinion {
		if u == u {
			s.at = append(s.at, i)
			low, high = math.Min(low, u), math.Max(high, u)
		}
	}
	m := len(s.at)
	w, a, x, susceptible := s.w[:m], s.a[:m], s.x[:m], s.susceptible[:m]
	for r, i := range s.at {
		sum := 0.0
		for _, j := range s.at {
			sum += attention[i][j]
		}
		susceptible[r] = susceptibility[i]
		if !(sum > 0) {
			sum, susceptible[r] = 1, 0
		}
		w[r] = w[r][:m]
		for c, j := range s.at {
			w[r][c] = attention[i][j] / sum
		}
	}
	anchor(s.anchored[:m], w, susceptible)
	for r := range m {
		if !s.anchored[r] {
			return false
		}
	}
	for r, i := range s.at {
		a[r] = a[r][:m]
		for c := range m {
			a[r][c] = -susceptible[r] * w[r][c]
		}
		a[r][r]++
		x[r] = (1 - susceptible[r]) * opinion[i]
	}
	eliminate(a, x)
	for r, i := range s.at {
		opinion[i] = math.Min(math.Max(x[r], low), high) // rounding must not leave the hull
	}
	return true
}
