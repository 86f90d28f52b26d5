package sensitivity

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Correlation is Spearman's rank correlation of one input with an answer.
type Correlation struct {
	Input int     `json:"input"`
	Rho   float64 `json:"rho"`
	// Defined is false when the input or the answer does not vary over the
	// draws, or does not exist in one of them; Rho is then 0.
	Defined bool `json:"defined"`
}

// Correlate returns, for each answer, Spearman's rank correlation with each
// input over n draws (Spearman 1904; ties get average ranks, and the
// coefficient is the product-moment one of the ranks).
//
// column fills a slice with the n values of input i, or with anything that
// orders the draws in the same way, such as the uniform numbers behind them.
// Columns are asked for one after another and not kept; each answer is ranked
// once. Memory is n numbers for each answer and a few more.
func Correlate(n, inputs int, column func(i int, into []float64), answers [][]float64) ([][]Correlation, error) {
	var ranker Ranker
	centred := make([][]float64, len(answers)) // nil: no variance, or no ranks
	norm := make([]float64, len(answers))
	for a, y := range answers {
		if len(y) != n {
			return nil, fmt.Errorf("sensitivity: answer %d has %d draws, want %d", a, len(y), n)
		}
		ranks := make([]float64, n)
		if ranker.Rank(y, ranks) {
			if norm[a] = centre(ranks); norm[a] > 0 {
				centred[a] = ranks
			}
		}
	}
	out := make([][]Correlation, len(answers))
	for a := range out {
		out[a] = make([]Correlation, inputs)
	}
	values, ranks := make([]float64, n), make([]float64, n)
	for i := range inputs {
		column(i, values)
		size := 0.0
		if ranker.Rank(values, ranks) {
			size = centre(ranks)
		}
		for a := range answers {
			c := Correlation{Input: i}
			if size > 0 && centred[a] != nil {
				c.Rho, c.Defined = dot(ranks, centred[a])/(size*norm[a]), true
				c.Rho = math.Min(math.Max(c.Rho, -1), 1)
			}
			out[a][i] = c
		}
	}
	return out, nil
}

// centre takes the mean rank off and returns the Euclidean length of what is
// left. Ranks sum to n(n+1)/2 with or without ties.
func centre(ranks []float64) float64 {
	mean := float64(len(ranks)+1) / 2
	for i := range ranks {
		ranks[i] -= mean
	}
	return math.Sqrt(dot(ranks, ranks))
}

// dot sums in four lanes: centred ranks are multiples of 1/2, so up to 2^17
// draws the sum is exact and no order of it matters.
func dot(x, y []float64) float64 {
	y = y[:len(x)]
	var a, b, c, d float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		a += float64(x[i] * y[i])
		b += float64(x[i+1] * y[i+1])
		c += float64(x[i+2] * y[i+2])
		d += float64(x[i+3] * y[i+3])
	}
	for ; i < len(x); i++ {
		a += float64(x[i] * y[i])
	}
	return (a + b) + (c + d)
}

// Noise is the size that the rank correlation of an input without any influence
// stays below in about 19 of 20 ensembles of n draws: 1.96/sqrt(n-1).
func Noise(n int) float64 {
	if n < 2 {
		return 1
	}
	return math.Min(1, 1.96/math.Sqrt(float64(n-1)))
}

// Strongest returns the k correlations of largest size, in that order, equal
// ones in the order of the inputs; those not above the noise of n draws are
// left out.
func Strongest(correlations []Correlation, k, n int) []Correlation {
	var out []Correlation
	for _, c := range correlations {
		if c.Defined && math.Abs(c.Rho) > Noise(n) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Correlation) int { return cmp.Compare(math.Abs(b.Rho), math.Abs(a.Rho)) })
	return out[:min(max(k, 0), len(out))]
}
