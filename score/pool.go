package score

import (
	"cmp"
	"math"
	"slices"
)

// Pooled holds one question's forecasts by several people as one, in the ways
// that are in use. No way is best for all records: the linear pool is too
// cautious when people know different things, the extremized too bold when they
// know the same.
type Pooled struct {
	Linear        float64 `json:"linear"` // weighted mean
	Median        float64 `json:"median"` // middle value, or the mean of the middle two; takes no weights
	Log           float64 `json:"log"`    // logistic of the weighted mean of log odds
	LogExtremized float64 `json:"log_extremized"`
	Spread        float64 `json:"spread"` // max - min
}

// Pool joins forecasts p of one event. weights may be nil: equal. extremize
// multiplies the mean of the log odds; 1 is off. A 0 or a 1 has no log odds and
// is refused: it would decide the log pool alone.
func Pool(p, weights []float64, extremize float64) (Pooled, error) {
	w, err := poolWeights(len(p), weights, extremize)
	if err != nil {
		return Pooled{}, err
	}
	var out Pooled
	odds := 0.0
	for i, q := range p {
		if err := checkOpen(q); err != nil {
			return Pooled{}, err
		}
		out.Linear += float64(w[i] * q)
		odds += float64(w[i] * (math.Log(q) - math.Log1p(-q)))
	}
	out.Median = median(p)
	out.Log, out.LogExtremized = logistic(odds), logistic(extremize*odds)
	out.Spread = slices.Max(p) - slices.Min(p)
	return out, nil
}

// PooledOptions is Pooled over the options of a question: lists by option.
type PooledOptions struct {
	Linear        []float64 `json:"linear"`
	Median        []float64 `json:"median"` // per option, then divided by the sum
	Log           []float64 `json:"log"`    // weighted geometric mean, divided by the sum
	LogExtremized []float64 `json:"log_extremized"`
	Spread        []float64 `json:"spread"`
}

// PoolOptions joins several people's distributions over the options of one
// question, a row a person. The rest is as in Pool.
func PoolOptions(p [][]float64, weights []float64, extremize float64) (PooledOptions, error) {
	w, err := poolWeights(len(p), weights, extremize)
	if err != nil {
		return PooledOptions{}, err
	}
	k := len(p[0])
	for _, row := range p {
		if len(row) != k {
			return PooledOptions{}, fault(CodeLength, "give every person's probability of every option", "one gives %d options, another %d", k, len(row))
		}
		if err := checkOptions(row, 0); err != nil {
			return PooledOptions{}, err
		}
		for _, q := range row {
			if q == 0 {
				return PooledOptions{}, checkOpen(q)
			}
		}
	}
	out := PooledOptions{Linear: make([]float64, k), Median: make([]float64, k), Spread: make([]float64, k)}
	logs, column := make([]float64, k), make([]float64, len(p))
	for j := range k {
		for i, row := range p {
			column[i] = row[j]
			out.Linear[j] += float64(w[i] * row[j])
			logs[j] += float64(w[i] * math.Log(row[j]))
		}
		out.Median[j] = median(column)
		out.Spread[j] = slices.Max(column) - slices.Min(column)
	}
	divide(out.Median)
	out.Log, out.LogExtremized = softmax(logs, 1), softmax(logs, extremize)
	return out, nil
}

// poolWeights are the weights, divided by their sum.
func poolWeights(n int, weights []float64, extremize float64) ([]float64, error) {
	if n == 0 {
		return nil, fault(CodeEmpty, "give at least one forecast", "there is nothing to pool")
	}
	if !finite(extremize) || extremize <= 0 {
		return nil, fault(CodeNumber, "give a number above 0; 1 leaves the pool as it is", "%v is no exponent", extremize)
	}
	out := make([]float64, n)
	if weights == nil {
		for i := range out {
			out[i] = 1 / float64(n)
		}
		return out, nil
	}
	if len(weights) != n {
		return nil, fault(CodeLength, "give one weight a forecast", "there are %d forecasts and %d weights", n, len(weights))
	}
	most := 0.0
	for _, w := range weights {
		if !finite(w) || w < 0 {
			return nil, fault(CodeWeights, "give weights of 0 or more", "%v is no weight", w)
		}
		most = math.Max(most, w)
	}
	if most == 0 {
		return nil, fault(CodeWeights, "give at least one weight above 0", "all weights are 0")
	}
	for i, w := range weights {
		out[i] = w / most // so that the sum stays finite
	}
	divide(out)
	return out, nil
}

// checkOpen refuses what the log pool cannot hold.
func checkOpen(p float64) error {
	if err := checkProbability(p); err != nil {
		return err
	}
	if p == 0 || p == 1 {
		return fault(CodeProbability, "give a probability between 0 and 1, ends excluded", "a forecast of %v decides the log pool alone", p)
	}
	return nil
}

func median(x []float64) float64 {
	s := slices.Sorted(slices.Values(x))
	m := len(s) / 2
	if len(s)%2 == 1 {
		return s[m]
	}
	return (s[m-1] + s[m]) / 2
}

func logistic(x float64) float64 {
	if x < 0 {
		e := math.Exp(x)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-x))
}

// softmax is exp(a x) divided by its sum.
func softmax(x []float64, a float64) []float64 {
	top := slices.Max(x)
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = math.Exp(a * (v - top))
	}
	divide(out)
	return out
}

func divide(x []float64) {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	for i := range x {
		x[i] /= sum
	}
}

// Coherence is what one person's probabilities for exclusive and exhaustive
// answers sum to, and two repairs.
type Coherence struct {
	Sum float64 `json:"sum"`
	// Scaled is divided by the sum; nil when that is 0.
	Scaled []float64 `json:"scaled"`
	// Projected is the nearest distribution: one constant subtracted, cut at 0.
	Projected []float64 `json:"projected"`
}

// Coherent compares probabilities with a distribution.
func Coherent(p []float64) (Coherence, error) {
	if len(p) == 0 {
		return Coherence{}, fault(CodeEmpty, "give a probability for each answer", "there are no answers")
	}
	var out Coherence
	if err := checkProbabilities(p); err != nil {
		return Coherence{}, err
	}
	for _, q := range p {
		out.Sum += q
	}
	if out.Sum > 0 {
		out.Scaled = make([]float64, len(p))
		for i, q := range p {
			out.Scaled[i] = q / out.Sum
		}
	}
	// The constant c with sum of max(p - c, 0) = 1: over the largest k of p it
	// is (their sum - 1)/k, for the largest k whose smallest stays above it.
	sorted := slices.SortedFunc(slices.Values(p), func(a, b float64) int { return cmp.Compare(b, a) })
	sum, c := 0.0, 0.0
	for k, q := range sorted {
		sum += q
		if t := (sum - 1) / float64(k+1); q > t {
			c = t
		}
	}
	out.Projected = make([]float64, len(p))
	for i, q := range p {
		out.Projected[i] = math.Max(q-c, 0)
	}
	return out, nil
}
