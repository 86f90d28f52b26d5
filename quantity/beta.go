package quantity

import "math"

// The beta distribution with exponents in [1, 5], which is all that beta-PERT
// with shape 4 needs.

// betaDensity is the density at x of the beta distribution.
func betaDensity(a, b, logB, x float64) float64 {
	return math.Exp((a-1)*math.Log(x) + (b-1)*math.Log1p(-x) - logB)
}

// logBeta is the logarithm of the complete beta function.
func logBeta(a, b float64) float64 {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return la + lb - lab
}

// betaCDF is the regularised incomplete beta function I_x(a, b) for x in
// (0, 1). It sums the series of Abramowitz and Stegun (1964), 26.5.4,
//
//	I_x(a,b) = x^a (1-x)^b / (a B(a,b)) [1 + sum_n B(a+1,n+1)/B(a+b,n+1) x^(n+1)],
//
// whose terms are all positive, so that no digits cancel; above 1/2 it uses the
// symmetry I_x(a,b) = 1 - I_{1-x}(b,a).
func betaCDF(a, b, logB, x float64) float64 {
	if x > 0.5 {
		return 1 - betaCDF(b, a, logB, 1-x)
	}
	term, sum := 1.0, 1.0
	for n := 0.0; term > 1e-17*sum; n++ {
		term *= (a + b + n) / (a + 1 + n) * x
		sum += term
	}
	return math.Exp(a*math.Log(x)+b*math.Log1p(-x)-logB) / a * sum
}

// betaQuantile inverts betaCDF for u in (0, 1). It works in the half of the
// unit interval where the answer keeps its relative precision.
func betaQuantile(a, b, u float64) float64 {
	logB := logBeta(a, b)
	if u > betaCDF(a, b, logB, 0.5) {
		return 1 - betaInverse(b, a, logB, 1-u, 0.5)
	}
	return betaInverse(a, b, logB, u, 0.5)
}

// betaInverse finds x in (0, 1) with I_x(a,b) = u by Newton steps on log I
// against log x, kept inside a bracket and begun at start. In those coordinates
// the function is nearly straight towards 0, so few steps are needed.
func betaInverse(a, b, logB, u, start float64) float64 {
	// b >= 1, so I_x <= x^a / (a B), and this x is a floor.
	low := math.Exp((math.Log(float64(u*a))+logB)/a) * (1 - 1e-12)
	high := 1.0
	x := math.Max(low, start)
	for range 60 {
		f := betaCDF(a, b, logB, x)
		if f < u {
			low = math.Max(low, x)
		} else {
			high = math.Min(high, x)
		}
		slope := betaDensity(a, b, logB, x) * x / f
		next := x * math.Exp(math.Log(u/f)/slope)
		if !(next >= low && next <= high) {
			next = low + (high-low)/2
		}
		if math.Abs(next-x) <= 1e-9*x { // convergence is quadratic
			return next
		}
		x = next
	}
	return x
}
