package score

import (
	"cmp"
	"math"
	"slices"
)

// CRPSEnsemble is the continuous ranked probability score of an ensemble, each
// member an equal atom:
//
//	(1/m) sum |x_i - y| - (1/2m^2) sum_ij |x_i - x_j|,
//
// in units of the quantity. The double sum runs over sorted members in m log m.
func CRPSEnsemble(members []float64, outcome float64) (float64, error) {
	ones := make([]float64, len(members))
	for i := range ones {
		ones[i] = 1
	}
	return CRPSSteps(members, ones, outcome)
}

// CRPSSteps is the continuous ranked probability score of a distribution with
// weights (>= 0, some above, any sum) at points: the exact integral of (F(y) -
// 1[y >= outcome])^2. Matheson and Winkler 1976.
func CRPSSteps(points, weights []float64, outcome float64) (float64, error) {
	if len(points) != len(weights) {
		return 0, fault(CodeLength, "give one weight a point", "there are %d points and %d weights", len(points), len(weights))
	}
	if len(points) == 0 {
		return 0, fault(CodeEmpty, "give at least one point", "the distribution is empty")
	}
	total := 0.0
	for i, w := range weights {
		if !finite(points[i]) {
			return 0, fault(CodeNumber, "give finite numbers", "%v is no point", points[i])
		}
		if !finite(w) || w < 0 {
			return 0, fault(CodeWeights, "give weights of 0 or more", "%v is no weight", w)
		}
		total += w
	}
	if !(total > 0) || !finite(total) {
		return 0, fault(CodeWeights, "give at least one weight above 0", "the weights sum to %v", total)
	}
	if !finite(outcome) {
		return 0, fault(CodeNumber, "give a finite number", "%v is no outcome", outcome)
	}
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(points[a], points[b]) })
	sum, below := 0.0, 0.0
	add := func(from, to, f float64) {
		if to > from {
			sum += float64(float64(f*f) * (to - from))
		}
	}
	previous := math.Min(points[order[0]], outcome)
	end := math.Max(points[order[len(order)-1]], outcome)
	for k := 0; k <= len(order); k++ {
		x := end
		if k < len(order) {
			x = points[order[k]]
		}
		f := below / total
		add(previous, math.Min(x, outcome), f)
		add(math.Max(previous, outcome), x, f-1)
		if k < len(order) {
			below += weights[order[k]]
			previous = x
		}
	}
	return sum, nil
}

// CRPSGaussian is the continuous ranked probability score of a normal
// distribution, sd [z(2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi)], z = (outcome -
// mean)/sd, and |outcome - mean| for sd = 0. Gneiting et al. 2005.
func CRPSGaussian(mean, sd, outcome float64) (float64, error) {
	switch {
	case !finite(mean) || !finite(outcome):
		return 0, fault(CodeNumber, "give finite numbers", "mean %v or outcome %v is no number", mean, outcome)
	case !finite(sd) || sd < 0:
		return 0, fault(CodeDistribution, "give a standard deviation of 0 or more", "%v is no standard deviation", sd)
	case sd == 0:
		return math.Abs(outcome - mean), nil
	}
	z := (outcome - mean) / sd
	density := math.Exp(-float64(z*z)/2) / math.Sqrt(2*math.Pi)
	return sd * (float64(z*math.Erf(z/math.Sqrt2)) + float64(2*density) - 1/math.Sqrt(math.Pi)), nil
}

// Quantile is one quantile of a forecast: a share Q of the probability lies at
// or below X.
type Quantile struct {
	Q float64 `json:"q"`
	X float64 `json:"x"`
}

// Pinball is the mean over the quantiles of the pinball loss, (q - 1[y <
// x_q])(y - x_q). Levels lie strictly in 0..1; quantiles that cross are
// refused.
func Pinball(quantiles []Quantile, outcome float64) (float64, error) {
	if len(quantiles) == 0 {
		return 0, fault(CodeEmpty, "give at least one quantile", "there are no quantiles")
	}
	if !finite(outcome) {
		return 0, fault(CodeNumber, "give a finite number", "%v is no outcome", outcome)
	}
	sorted := slices.Clone(quantiles)
	slices.SortStableFunc(sorted, func(a, b Quantile) int { return cmp.Compare(a.Q, b.Q) })
	sum := 0.0
	for i, q := range sorted {
		switch {
		case !(q.Q > 0 && q.Q < 1):
			return 0, fault(CodeProbability, "give a level between 0 and 1, ends excluded", "%v is no level of a quantile", q.Q)
		case !finite(q.X):
			return 0, fault(CodeNumber, "give finite numbers", "%v is no quantile", q.X)
		case i > 0 && q.Q == sorted[i-1].Q:
			return 0, fault(CodeDistribution, "give each level once", "the quantile at %v stands twice", q.Q)
		case i > 0 && q.X < sorted[i-1].X:
			return 0, fault(CodeDistribution, "give quantiles that rise with their level", "the quantile at %v lies below the one at %v", q.Q, sorted[i-1].Q)
		}
		level := q.Q
		if outcome < q.X {
			level--
		}
		sum += float64(level * (outcome - q.X))
	}
	return sum / float64(len(sorted)), nil
}
