package quantity

import "math"

// minMass is the least probability that a cut may leave of a distribution:
// below it the quantile of what is left has no correct digits.
const minMass = 1e-9

// Cut returns v restricted to the scale: normal, lognormal and triangular
// values are truncated (what lies outside is dropped and the rest scaled up,
// not piled on the ends). Points, uniform and PERT values have hard bounds of
// their own and are returned as they are; whether they lie on the scale is for
// Scale.Holds to say. The error is an *Error with Fault OffScale when
// practically nothing is left.
func (v Value) Cut(s Scale) (Value, error) {
	switch v.Shape {
	case Normal, Lognormal:
		v.Low, v.High = math.Max(v.Low, s.Low), math.Min(v.High, s.High)
	case Triangular:
		left, right := v.corners()
		low, high := math.Max(v.Low, s.Low), math.Min(v.High, s.High)
		if low > left || high < right {
			v.Left, v.Right = left, right
		}
		v.Low, v.High = low, high
	default:
		return v, nil
	}
	if !(v.Low < v.High) || v.mass() < minMass {
		return v, &Error{OffScale, "", "has practically no weight on the scale " + Format(s.Low) + ".." + Format(s.High)}
	}
	return v, nil
}

// Quantile returns the number below which the share u of v lies, for u in
// [0, 1]: u = 0 is the low bound and u = 1 the high one. It is exact to a few
// units of the last place for every shape; a Sampler is faster. For beta-PERT
// the shape is 4: alpha = 1 + 4 (mode-low)/(high-low), beta = 6 - alpha.
func (v Value) Quantile(u float64) float64 {
	if v.IsPoint() {
		return v.Low
	}
	if u < 1e-300 { // logarithms of smaller numbers lose their digits
		return v.Low
	}
	if u >= 1 {
		return v.High
	}
	var x float64
	switch v.Shape {
	case Uniform:
		x = v.Low + float64((v.High-v.Low)*u)
	case PERT:
		alpha, beta := v.betaShape()
		x = v.Low + float64((v.High-v.Low)*betaQuantile(alpha, beta, u))
	case Triangular:
		a, b := v.triangularCDF(v.Low), v.triangularCDF(v.High)
		x = v.triangularQuantile(a + float64((b-a)*u))
	case Normal:
		x = v.Mean + float64(v.SD*cutNormal((v.Low-v.Mean)/v.SD, (v.High-v.Mean)/v.SD, u))
	case Lognormal:
		mu, sigma := v.logShape()
		x = math.Exp(mu + float64(sigma*cutNormal((math.Log(v.Low)-mu)/sigma, (math.Log(v.High)-mu)/sigma, u)))
	}
	return math.Min(math.Max(x, v.Low), v.High)
}

// betaShape returns the two exponents of a PERT value's beta distribution.
func (v Value) betaShape() (alpha, beta float64) {
	alpha = 1 + 4*((v.Mode-v.Low)/(v.High-v.Low))
	return alpha, 6 - alpha
}

// logShape returns mean and standard deviation of the logarithm.
func (v Value) logShape() (mu, sigma float64) {
	r := v.SD / v.Mean
	s2 := math.Log1p(float64(r * r))
	return math.Log(v.Mean) - s2/2, math.Sqrt(s2)
}

func (v Value) triangularCDF(x float64) float64 {
	left, right := v.corners()
	switch {
	case x <= left:
		return 0
	case x >= right:
		return 1
	case x < v.Mode:
		return (x - left) / (right - left) * ((x - left) / (v.Mode - left))
	}
	return 1 - (right-x)/(right-left)*((right-x)/(right-v.Mode))
}

func (v Value) triangularQuantile(p float64) float64 {
	left, right := v.corners()
	if p < (v.Mode-left)/(right-left) {
		return left + math.Sqrt(p*(right-left)*(v.Mode-left))
	}
	return right - math.Sqrt((1-p)*(right-left)*(right-v.Mode))
}

// mass is the share of the uncut distribution between the bounds.
func (v Value) mass() float64 {
	switch v.Shape {
	case Normal:
		return normalMass((v.Low-v.Mean)/v.SD, (v.High-v.Mean)/v.SD)
	case Lognormal:
		mu, sigma := v.logShape()
		return normalMass((math.Log(math.Max(v.Low, 0))-mu)/sigma, (math.Log(math.Max(v.High, 0))-mu)/sigma)
	case Triangular:
		return v.triangularCDF(v.High) - v.triangularCDF(v.Low)
	}
	return 1
}

// normalMass is Phi(b) - Phi(a), taken in the tail where it loses no digits.
func normalMass(a, b float64) float64 {
	if a > 0 {
		a, b = -b, -a
	}
	return phi(b) - phi(a)
}

func phi(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// cutNormal is the quantile of the standard normal distribution truncated to
// [a, b].
func cutNormal(a, b, u float64) float64 {
	if a > 0 {
		return -cutNormal(-b, -a, 1-u)
	}
	pa, pb := phi(a), phi(b)
	return -math.Sqrt2 * math.Erfcinv(2*(pa+float64((pb-pa)*u)))
}
