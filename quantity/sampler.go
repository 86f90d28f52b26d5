package quantity

import "math"

// Sampler turns uniform numbers into draws of one Value. Build it once per
// Value; At allocates nothing and is safe for concurrent use.
//
// At agrees with Quantile to 1e-15 of the range for points, uniform and
// triangular values, to 1e-11 (relative) for normal and lognormal ones, and to
// 2e-7 of the range for PERT ones, where it reads a table. Last digits that
// mathematics libraries of different machines may dispute are rounded off, so
// that draws are the same everywhere.
type Sampler struct {
	low, high, span float64
	slow            *slowSampler // nil for points and uniform values
}

type slowSampler struct {
	value        Value
	lower, upper *tail // PERT: quantile from the low end, and from the high end down
}

// NewSampler prepares v, which should have passed Check.
func NewSampler(v Value) Sampler {
	switch {
	case v.IsPoint():
		return Sampler{low: v.Low, high: v.Low}
	case v.Shape == Uniform:
		return Sampler{low: v.Low, high: v.High, span: v.High - v.Low}
	}
	s := Sampler{low: v.Low, high: v.High, span: v.High - v.Low, slow: &slowSampler{value: v}}
	if v.Shape == PERT {
		a, b := v.betaShape()
		s.slow.lower, s.slow.upper = newTail(a, b), newTail(b, a)
	}
	return s
}

// At returns the draw that belongs to the uniform number u in [0, 1].
func (s Sampler) At(u float64) float64 {
	if s.slow != nil {
		return s.slowAt(u)
	}
	x := s.low + float64(s.span*u)
	if x > s.high {
		return s.high
	}
	return x
}

func (s Sampler) slowAt(u float64) float64 {
	if s.slow.lower == nil {
		x := s.slow.value.Quantile(u)
		if s.slow.value.Shape != Triangular {
			x = math.Min(math.Max(dropLastBits(x), s.low), s.high)
		}
		return x
	}
	var x float64
	if u < 0.5 {
		x = s.low + float64(s.span*s.slow.lower.at(u))
	} else {
		x = s.high - float64(s.span*s.slow.upper.at(1-u))
	}
	switch {
	case x < s.low:
		return s.low
	case x > s.high:
		return s.high
	}
	return x
}

// dropLastBits rounds x to 40 significant bits.
func dropLastBits(x float64) float64 {
	return math.Float64frombits((math.Float64bits(x) + 1<<12) &^ (1<<13 - 1))
}
