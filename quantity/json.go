package quantity

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// long is the JSON of a distribution that has no short form.
type long struct {
	Dist  Shape    `json:"dist"`
	Mean  *float64 `json:"mean,omitempty"`
	SD    *float64 `json:"sd,omitempty"`
	Left  *float64 `json:"left,omitempty"`
	Mode  *float64 `json:"mode,omitempty"`
	Right *float64 `json:"right,omitempty"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
}

// MarshalJSON writes a number, [low, high] or [low, mode, high], as requests
// and results have it; a distribution becomes an object with `dist`. An
// infinite bound is left out. The word a value was read from is not written.
func (v Value) MarshalJSON() ([]byte, error) {
	switch {
	case v.IsPoint():
		return json.Marshal(v.Low)
	case v.Shape == Uniform:
		return json.Marshal([2]float64{v.Low, v.High})
	case v.Shape == PERT:
		return json.Marshal([3]float64{v.Low, v.Mode, v.High})
	}
	out := long{Dist: v.Shape, Low: finite(v.Low), High: finite(v.High)}
	if v.Shape == Triangular {
		left, right := v.corners()
		out.Left, out.Mode, out.Right = &left, &v.Mode, &right
	} else {
		out.Mean, out.SD = &v.Mean, &v.SD
	}
	return json.Marshal(out)
}

func finite(x float64) *float64 {
	if math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// UnmarshalJSON reads what MarshalJSON writes. The error is an *Error where the
// numbers are at fault.
func (v *Value) UnmarshalJSON(data []byte) error {
	var x *float64
	if json.Unmarshal(data, &x) == nil && x != nil {
		*v = PointOf(*x)
		return v.Check()
	}
	var list []float64
	if json.Unmarshal(data, &list) == nil && (len(list) == 2 || len(list) == 3) {
		return v.fromList(list, data)
	}
	var object long
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&object) == nil && object.Dist != "" {
		return v.fromLong(object, data)
	}
	return &Error{BadSyntax, fmt.Sprintf("%.40s", data), "is no number, [low, high], [low, mode, high] or distribution"}
}

func (v *Value) fromList(list []float64, data []byte) error {
	low, high := list[0], list[len(list)-1]
	switch {
	case len(list) == 2:
		*v = Between(low, high)
	case low == high && list[1] != low:
		return &Error{Inverted, string(data), "has its mode outside its bounds"}
	default:
		*v = PERTOf(low, list[1], high)
	}
	return v.Check()
}

func (v *Value) fromLong(object long, data []byte) error {
	missing := func(fields ...*float64) bool { return slices.Contains(fields, nil) }
	switch {
	case object.Dist == Normal && !missing(object.Mean, object.SD):
		*v = NormalOf(*object.Mean, *object.SD)
	case object.Dist == Lognormal && !missing(object.Mean, object.SD):
		*v = LognormalOf(*object.Mean, *object.SD)
	case object.Dist == Triangular && !missing(object.Left, object.Mode, object.Right):
		*v = TriangularOf(*object.Left, *object.Mode, *object.Right)
	default:
		return &Error{BadSyntax, fmt.Sprintf("%.40s", data), "is no distribution with all its numbers: normal and lognormal take mean and sd, triangular left, mode and right"}
	}
	if err := v.Check(); err != nil {
		return err
	}
	scale := Scale{math.Inf(-1), math.Inf(1)}
	if object.Low != nil {
		scale.Low = *object.Low
	}
	if object.High != nil {
		scale.High = *object.High
	}
	cut, err := v.Cut(scale)
	*v = cut
	return err
}
