package bargain

import "math"

// simplexRidge, as a share of the mean diagonal, makes the programme strictly
// convex: parts that are the same then share their weight equally, and the
// answer does not depend on their order.
const simplexRidge = 1e-10

// simplexTolerance is the gap, as a share of the mean diagonal, by which the
// optimality conditions may be missed.
const simplexTolerance = 1e-12

// minimizeOnSimplex returns the a >= 0 with sum 1 that minimises a' q a, q
// symmetric and positive semidefinite. It is the primal active-set method for
// convex quadratic programmes (Nocedal and Wright, Numerical Optimization,
// algorithm 16.3) with a single equality: move to the minimum over the
// supported parts, stop at the first that would turn negative, drop it; at the
// minimum take in the part whose slope is steepest. Each minimum is lower than
// the one before and there are finitely many supports, so it ends; the bound on
// rounds is for the case that rounding makes two of them look lower than each
// other.
func minimizeOnSimplex(q [][]float64) []float64 {
	n := len(q)
	trace := 0.0
	best := 0
	for k := range q {
		trace += q[k][k]
		if q[k][k] < q[best][best] {
			best = k
		}
	}
	a := make([]float64, n)
	if trace <= 0 { // every part is exact: all mixtures score 0
		for k := range a {
			a[k] = 1 / float64(n)
		}
		return a
	}
	unit := trace / float64(n)
	a[best] = 1
	in := make([]bool, n)
	in[best] = true
	slope := func(k int) float64 {
		s := float64(simplexRidge * unit * a[k])
		for l := range a {
			s += float64(q[k][l] * a[l])
		}
		return s
	}
	for range 100 * n {
		// Inner loop: to the minimum over the support.
		for {
			target := supportMinimum(q, in, float64(simplexRidge*unit))
			step, stop := 1.0, -1
			for k := range a {
				if in[k] && target[k] <= 0 {
					if t := a[k] / (a[k] - target[k]); t < step || stop < 0 {
						step, stop = math.Min(step, t), k
					}
				}
			}
			for k := range a {
				if in[k] {
					a[k] += float64(step * (target[k] - a[k]))
				}
			}
			if stop < 0 {
				break
			}
			a[stop], in[stop] = 0, false
		}
		level, enter := 0.0, -1
		for k := range a {
			level += float64(a[k] * slope(k))
		}
		least := level - float64(simplexTolerance*unit)
		for k := range a {
			if !in[k] {
				if s := slope(k); s < least {
					least, enter = s, k
				}
			}
		}
		if enter < 0 {
			break
		}
		in[enter] = true
	}
	return a
}

// supportMinimum solves (q + ridge I) a = 1 on the support and scales a to sum
// 1: the minimum of a' q a with that sum, signs free.
func supportMinimum(q [][]float64, in []bool, ridge float64) []float64 {
	var at []int
	for k := range in {
		if in[k] {
			at = append(at, k)
		}
	}
	// Cholesky; the ridge keeps the pivots positive.
	n := len(at)
	l := make([][]float64, n)
	y := make([]float64, n)
	for i := range n {
		l[i] = make([]float64, i+1)
		for j := range i + 1 {
			s := q[at[i]][at[j]]
			if i == j {
				s += ridge
			}
			for k := range j {
				s -= float64(l[i][k] * l[j][k])
			}
			if i == j {
				l[i][i] = math.Sqrt(math.Max(s, ridge/2))
			} else {
				l[i][j] = s / l[j][j]
			}
		}
		s := 1.0
		for k := range i {
			s -= float64(l[i][k] * y[k])
		}
		y[i] = s / l[i][i]
	}
	out := make([]float64, len(in))
	sum := 0.0
	for i := n - 1; i >= 0; i-- {
		s := y[i]
		for k := i + 1; k < n; k++ {
			s -= float64(l[k][i] * out[at[k]])
		}
		out[at[i]] = s / l[i][i]
		sum += out[at[i]]
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}
