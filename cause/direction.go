package cause

import (
	"fmt"
	"math"
)

// Direction is the answer for one node.
type Direction string

const (
	Rises      Direction = "rises"
	Falls      Direction = "falls"
	Ambiguous  Direction = "ambiguous"  // the structure does not decide
	Unaffected Direction = "unaffected" // no route from any push
)

// Shares of draws from which a direction is given, and from which it is firm.
const (
	LeaningShare = 0.80
	FirmShare    = 0.95
)

// fewDraws is the number of accepted draws below which shares are shown with a
// caution.
const fewDraws = 200

// z95 is the 97.5% point of the normal distribution.
const z95 = 1.959963984540054

// Shares says in how many draws a node moved which way; they sum to 1. A share
// of draws is a share of the space of sizes under the prior, never the
// probability of an event.
type Shares struct {
	Pos  float64 `json:"pos"`
	Neg  float64 `json:"neg"`
	Zero float64 `json:"zero"`
}

// Response is the answer for one node over all draws.
type Response struct {
	Shares
	Draws     int       `json:"draws"`   // that the shares are of
	Reached   bool      `json:"reached"` // false: no route leads to it from a push
	Direction Direction `json:"direction"`
	Firm      bool      `json:"firm"` // the leading share is FirmShare or more
	// Interval is the 95% interval of Wilson (1927) of the larger of Pos and Neg:
	// the doubt that comes from the number of draws alone. Settled is false when
	// it straddles LeaningShare or FirmShare, so that more draws could say
	// otherwise.
	Interval [2]float64 `json:"interval"`
	Settled  bool       `json:"settled"`
}

// respond makes the answer of counts.
func respond(pos, neg, zero int, reached bool) Response {
	n := float64(pos + neg + zero)
	r := Response{Draws: pos + neg + zero, Reached: reached, Settled: true}
	if !reached {
		r.Direction, r.Zero = Unaffected, 1
		return r
	}
	if n == 0 {
		r.Direction, r.Interval, r.Settled = Ambiguous, [2]float64{0, 1}, false
		return r
	}
	r.Pos, r.Neg, r.Zero = float64(pos)/n, float64(neg)/n, float64(zero)/n
	leading := math.Max(r.Pos, r.Neg)
	r.Interval = wilson(leading, n)
	for _, bound := range []float64{LeaningShare, FirmShare} {
		if r.Interval[0] < bound && bound <= r.Interval[1] {
			r.Settled = false
		}
	}
	r.Firm = leading >= FirmShare
	switch {
	case leading < LeaningShare:
		r.Direction = Ambiguous
	case r.Pos >= r.Neg:
		r.Direction = Rises
	default:
		r.Direction = Falls
	}
	return r
}

// wilson is the score interval of a share of n (Wilson 1927).
func wilson(share, n float64) [2]float64 {
	z2 := z95 * z95
	middle := (share + z2/(2*n)) / (1 + z2/n)
	half := z95 / (1 + z2/n) * math.Sqrt(share*(1-share)/n+z2/(4*n*n))
	return [2]float64{math.Max(0, middle-half), math.Min(1, middle+half)}
}

// Words says the answer for a node of the given name.
func (r Response) Words(name string) string {
	hundred := func(share float64) string {
		rounded := math.Round(100 * share)
		switch {
		case rounded == 100 && share < 1:
			return "over 99 of 100"
		case rounded == 0 && share > 0:
			return "fewer than 1 of 100"
		case share == 1:
			return "all"
		}
		return fmt.Sprintf("%.0f of 100", rounded)
	}
	unsettled := ""
	if !r.Settled {
		unsettled = fmt.Sprintf("; not settled by %d draws", r.Draws)
	}
	strength := "leaning"
	if r.Firm {
		strength = "firm"
	}
	switch r.Direction {
	case Unaffected:
		return fmt.Sprintf("%s is unaffected: no route leads to it", name)
	case Ambiguous:
		return fmt.Sprintf("%s is ambiguous: it rises in %s weightings and falls in %s; the structure does not decide%s", name, hundred(r.Pos), hundred(r.Neg), unsettled)
	case Rises:
		return fmt.Sprintf("%s rises in %s weightings (%s)%s", name, hundred(r.Pos), strength, unsettled)
	}
	return fmt.Sprintf("%s falls in %s weightings (%s)%s", name, hundred(r.Neg), strength, unsettled)
}
