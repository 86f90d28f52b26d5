package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"

	"entente/quantity"
)

// rangeIn is a number of a request that may be uncertain: 0.4, [0.3, 0.5],
// [0.3, 0.4, 0.5], or text as in a case file, a word included. What is no such
// thing is the lens's fault to report, with its code and place: value is then
// NaN, which every lens refuses, and fault says why.
type rangeIn struct {
	value quantity.Value
	blank bool   // null
	word  bool   // the fault is a word that no table knows
	fault string // empty: none
}

func (r *rangeIn) UnmarshalJSON(data []byte) error {
	r.value = quantity.PointOf(math.NaN())
	switch data = bytes.TrimSpace(data); data[0] {
	case 'n':
		r.blank = true
	case '"':
		var text string
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
		r.parse(text)
	case '[':
		var list []figure
		if err := json.Unmarshal(data, &list); err != nil {
			return err
		}
		r.list(list)
	default:
		var x figure
		if err := x.UnmarshalJSON(data); err != nil {
			return err
		}
		if x.text != "" {
			r.fault = x.text + " is no number, range or word"
			return nil
		}
		r.value = quantity.PointOf(x.x)
	}
	return nil
}

func (r *rangeIn) parse(text string) {
	v, err := quantity.Parse(text)
	if err == nil {
		r.value = v
		return
	}
	r.fault = strconv.Quote(clip(text)) + " is no number, range or word"
	var q *quantity.Error
	r.word = errors.As(err, &q) && q.Fault == quantity.BadSyntax && !bytes.ContainsAny([]byte(text), "0123456789.")
}

func (r *rangeIn) list(list []figure) {
	for _, x := range list {
		if x.text != "" {
			r.fault = x.text + " is no number"
			return
		}
	}
	switch len(list) {
	case 2:
		r.value = quantity.Between(list[0].x, list[1].x)
	case 3:
		low, mode, high := list[0].x, list[1].x, list[2].x
		if r.value = quantity.PERTOf(low, mode, high); mode < low || mode > high {
			r.value = quantity.Value{Shape: quantity.PERT, Low: low, Mode: mode, High: high} // also where low = high
		}
	default:
		r.fault = fmt.Sprintf("a list of %d is no range", len(list))
	}
}

// given is the value, or nil where none stands.
func (r *rangeIn) given() *quantity.Value {
	if r == nil || r.blank {
		return nil
	}
	return &r.value
}

var _ json.Unmarshaler = (*rangeIn)(nil)
