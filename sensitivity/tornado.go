package sensitivity

import (
	"cmp"
	"math"
	"slices"
)

// Input is one uncertain number: its range and the value it has while others
// are moved.
type Input struct {
	Name           string
	Low, Mid, High float64
}

// Model is the thing asked. Its functions get the values of the inputs in
// order, and must neither keep nor change the slice. They must be pure.
type Model struct {
	// Answer is the number that is watched; NaN where there is none.
	Answer func(x []float64) float64
	// Holds, which may be nil, tells whether a conclusion holds.
	Holds func(x []float64) bool
}

// Bar is what one input does alone.
type Bar struct {
	Index  int     `json:"index"` // of the input
	Name   string  `json:"name"`
	Low    float64 `json:"low"` // of the input
	Mid    float64 `json:"mid"`
	High   float64 `json:"high"`
	AtLow  float64 `json:"at_low"` // answers
	AtMid  float64 `json:"at_mid"`
	AtHigh float64 `json:"at_high"`
	// Swing is the distance between the least and the greatest of the three
	// answers; 0 where one of them does not exist.
	Swing float64 `json:"swing"`
	// Undefined is set when the answer does not exist at one of the three.
	Undefined bool  `json:"undefined,omitempty"`
	Turn      *Turn `json:"turn,omitempty"`
}

// Turn says where an input, moved alone, turns a conclusion.
type Turn struct {
	Holds bool `json:"holds"` // with everything at mid
	// At is the value nearest to mid that was found to turn the conclusion,
	// to a thousandth of the range; nil when no value tried does.
	At    *float64 `json:"at,omitempty"`
	Tried int      `json:"tried"` // values tried in the first pass, both ends included
}

// Turns reports whether the input alone can turn the conclusion.
func (b Bar) Turns() bool { return b.Turn != nil && b.Turn.At != nil }

// Chart is a tornado: bars in the order of their swing, largest first, equal
// ones in the order of the inputs. Inputs without a range have no bar.
type Chart struct {
	Base  float64 `json:"base"` // the answer with everything at mid
	Holds *bool   `json:"holds,omitempty"`
	Bars  []Bar   `json:"bars"`
}

// probes is the number of values tried across a range for a turn.
const probes = 21

// Tornado asks the model 2 times for each input that has a range, and once with
// everything at mid; with a conclusion, about 30 times more. Memory is one
// vector and the bars.
func Tornado(inputs []Input, m Model) Chart {
	x := make([]float64, len(inputs))
	for i, in := range inputs {
		x[i] = in.Mid
	}
	chart := Chart{Base: m.Answer(x), Bars: []Bar{}}
	if m.Holds != nil {
		holds := m.Holds(x)
		chart.Holds = &holds
	}
	for i, in := range inputs {
		if in.Low == in.High {
			continue
		}
		bar := Bar{Index: i, Name: in.Name, Low: in.Low, Mid: in.Mid, High: in.High, AtMid: chart.Base}
		x[i] = in.Low
		bar.AtLow = m.Answer(x)
		x[i] = in.High
		bar.AtHigh = m.Answer(x)
		bar.Swing = max(bar.AtLow, bar.AtMid, bar.AtHigh) - min(bar.AtLow, bar.AtMid, bar.AtHigh)
		if math.IsNaN(bar.Swing) {
			bar.Swing, bar.Undefined = 0, true
		}
		if m.Holds != nil {
			bar.Turn = findTurn(in, *chart.Holds, func(v float64) bool { x[i] = v; return m.Holds(x) })
		}
		x[i] = in.Mid
		chart.Bars = append(chart.Bars, bar)
	}
	slices.SortStableFunc(chart.Bars, func(a, b Bar) int { return cmp.Compare(b.Swing, a.Swing) })
	return chart
}

// findTurn tries values across the range, evenly spaced, and bisects between
// the nearest one to mid that turns the conclusion and its neighbour.
func findTurn(in Input, base bool, holds func(float64) bool) *Turn {
	turn := &Turn{Holds: base, Tried: probes}
	best := math.Inf(1)
	span := in.High - in.Low
	for side := -1.0; side <= 1; side += 2 {
		last := in.Mid
		for step := range probes {
			// From the middle outwards on each side.
			v := in.Low + span*float64(step)/(probes-1)
			if side < 0 {
				v = in.Low + span*float64(probes-1-step)/(probes-1)
			}
			if (v-in.Mid)*side <= 0 {
				continue
			}
			if holds(v) == base {
				last = v
				continue
			}
			for math.Abs(v-last) > span/1000 {
				if middle := last + (v-last)/2; holds(middle) == base {
					last = middle
				} else {
					v = middle
				}
			}
			if d := math.Abs(v - in.Mid); d < best {
				best = d
				turn.At = &v
			}
			break
		}
	}
	return turn
}

// Top returns the first k bars that move the answer or turn the conclusion.
func (c Chart) Top(k int) []Bar {
	var top []Bar
	for _, b := range c.Bars {
		if len(top) == k {
			break
		}
		if b.Swing > 0 || b.Turns() {
			top = append(top, b)
		}
	}
	return top
}
