package quantity

import "math"

// Check returns an *Error when v is not a value that can be drawn from: a
// number that is not finite, bounds the wrong way round, a mode outside them, a
// negative spread, an unknown shape.
func (v Value) Check() error {
	switch v.Shape {
	case "", Point:
		return checkFinite(v.Low)
	case Uniform:
		return v.checkBounds()
	case PERT:
		if err := v.checkBounds(); err != nil {
			return err
		}
		return v.checkMode(v.Low, v.High)
	case Triangular:
		left, right := v.corners()
		if err := v.checkBounds(); err != nil {
			return err
		}
		if err := checkFinite(left, right, v.Mode); err != nil {
			return err
		}
		if v.Low < left || v.High > right {
			return &Error{BadShape, v.String(), "is cut wider than its corners"}
		}
		return v.checkMode(left, right)
	case Normal, Lognormal:
		if err := checkFinite(v.Mean, v.SD); err != nil {
			return err
		}
		if math.IsNaN(v.Low) || math.IsNaN(v.High) {
			return &Error{NotFinite, "", "has a bound that is not a number"}
		}
		if v.Low > v.High {
			return &Error{Inverted, "", "has its low bound above its high bound"}
		}
		if v.SD <= 0 {
			return &Error{BadShape, "", "needs a standard deviation above 0"}
		}
		if v.Shape == Lognormal && v.Mean <= 0 {
			return &Error{BadShape, "", "needs a mean above 0"}
		}
		if v.mass() < minMass {
			return &Error{OffScale, "", "has practically no weight between its bounds"}
		}
		return nil
	}
	return &Error{BadShape, string(v.Shape), "is no known distribution"}
}

func (v Value) checkBounds() error {
	if err := checkFinite(v.Low, v.High); err != nil {
		return err
	}
	if v.Low > v.High {
		return &Error{Inverted, "", "has its low bound above its high bound"}
	}
	return nil
}

func (v Value) checkMode(low, high float64) error {
	if err := checkFinite(v.Mode); err != nil {
		return err
	}
	if v.Mode < low || v.Mode > high {
		return &Error{Inverted, "", "has its mode outside its bounds"}
	}
	return nil
}

func checkFinite(xs ...float64) error {
	for _, x := range xs {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return &Error{NotFinite, "", "is not a finite number"}
		}
		if math.Abs(x) > Limit {
			return &Error{TooLarge, Format(x), "is larger than " + Format(Limit) + " in size"}
		}
	}
	return nil
}
