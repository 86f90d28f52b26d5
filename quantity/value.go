package quantity

import (
	"math"
	"strconv"
)

// Shape names the distribution of a Value.
type Shape string

const (
	Point      Shape = "point"
	Uniform    Shape = "uniform"
	PERT       Shape = "pert"
	Triangular Shape = "triangular"
	Normal     Shape = "normal"
	Lognormal  Shape = "lognormal"
)

// Value is one uncertain number. The zero Value is the point 0.
//
// Low and High are hard bounds in the unit of the number. For a Point both
// equal the number. For Normal and Lognormal they are the cut, and may be
// infinite.
type Value struct {
	Shape     Shape
	Low, High float64
	Mode      float64 // PERT, Triangular
	Mean, SD  float64 // Normal, Lognormal: of the number itself, before the cut
	Word      string  // the word the value was read from, if any

	// Corners of a Triangular that was cut to a scale: Low and High are then
	// the cut. Both 0 when the bounds are the corners.
	Left, Right float64
}

// PointOf returns the certain value x.
func PointOf(x float64) Value { return Value{Shape: Point, Low: x, High: x, Mode: x} }

// Between returns the uniform value between two hard bounds, a point when they
// are equal.
func Between(low, high float64) Value {
	if low == high {
		return PointOf(low)
	}
	return Value{Shape: Uniform, Low: low, High: high}
}

// PERTOf returns the beta-PERT value with shape 4 (Malcolm, Roseboom, Clark and
// Fazar 1959), a point when its bounds are equal.
func PERTOf(low, mode, high float64) Value {
	if low == high {
		return PointOf(low)
	}
	return Value{Shape: PERT, Low: low, Mode: mode, High: high}
}

// IsPoint reports whether the value admits no doubt.
func (v Value) IsPoint() bool {
	return v.Shape == "" || v.Shape == Point || v.Low == v.High
}

// Mid is the value used where a single number is wanted: the middle of a
// uniform range, the mode of a PERT or triangular one, the mean of the others,
// kept within the bounds.
func (v Value) Mid() float64 {
	switch v.Shape {
	case Uniform:
		return v.Low + (v.High-v.Low)/2
	case PERT:
		return v.Mode
	case Triangular:
		return math.Min(math.Max(v.Mode, v.Low), v.High)
	case Normal, Lognormal:
		return math.Min(math.Max(v.Mean, v.Low), v.High)
	}
	return v.Low
}

// TriangularOf returns the triangular value with corners low and high, a point
// when they are equal.
func TriangularOf(low, mode, high float64) Value {
	if low == high {
		return PointOf(low)
	}
	return Value{Shape: Triangular, Low: low, Mode: mode, High: high}
}

// NormalOf returns the normal value, not yet cut.
func NormalOf(mean, sd float64) Value {
	return Value{Shape: Normal, Mean: mean, SD: sd, Low: math.Inf(-1), High: math.Inf(1)}
}

// LognormalOf returns the lognormal value whose own mean (> 0) and standard
// deviation are given, not those of its logarithm; not yet cut.
func LognormalOf(mean, sd float64) Value {
	return Value{Shape: Lognormal, Mean: mean, SD: sd, Low: 0, High: math.Inf(1)}
}

// corners are the ends of a triangular value before any cut.
func (v Value) corners() (left, right float64) {
	if v.Left == 0 && v.Right == 0 {
		return v.Low, v.High
	}
	return v.Left, v.Right
}

// Scale is the closed range of admissible numbers of a parameter; either end
// may be infinite.
type Scale struct{ Low, High float64 }

// Contains reports whether x lies on the scale.
func (s Scale) Contains(x float64) bool { return x >= s.Low && x <= s.High }

// Holds reports whether all of v lies on the scale.
func (s Scale) Holds(v Value) bool { return s.Contains(v.Low) && s.Contains(v.High) }

// Format writes x the shortest way that reads back as the same number, without
// an exponent unless x is very large or very small.
func Format(x float64) string {
	if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e21) {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
