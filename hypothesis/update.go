package hypothesis

import (
	"fmt"
	"math"
)

// Updated is the posterior at the points of a set.
type Updated struct {
	Hypotheses []string
	Prior      []float64 // divided by its sum
	Posterior  []float64 // sums to 1
	Leader     int       // the first of those that lead
	Tied       bool      // another is level with it
	Defaults   []string  // hypotheses whose prior is the default
	Items      []Weight  // what each item does, in their order
	Breaches   []Breach
	Words      string
}

// Weight is what one item adds to the balance, in bits: the binary logarithm of
// its effective likelihoods, each to the power of its cluster's exponent.
type Weight struct {
	Item     string
	Exponent float64   // w: 1, or less when it shares its origin
	Floor    float64   // shown when it matters: reliability below 1
	Bits     []float64 // by hypothesis; differences are log likelihood ratios
}

// Update computes the posterior at the points: the middle of a uniform range,
// the mode of a low, mode, high one.
func (c *Compiled) Update() *Updated {
	out := &Updated{Hypotheses: c.Hypotheses(), Prior: make([]float64, c.rows), Posterior: make([]float64, c.rows), Breaches: c.set.Breaches()}
	c.NewKernel().Posterior(c.middle, out.Posterior)
	sum := 0.0
	for _, p := range c.middle[:c.rows] {
		sum += p
	}
	for k := range out.Prior {
		out.Prior[k] = c.middle[k] / sum
	}
	for _, h := range c.set.Hypotheses {
		if h.Prior == nil {
			out.Defaults = append(out.Defaults, h.ID)
		}
	}
	for i, item := range c.set.Items {
		w := Weight{Item: item.ID, Exponent: c.units[c.of[i]].w, Floor: c.middle[c.first(i)+1], Bits: make([]float64, c.rows)}
		for k := range w.Bits {
			w.Bits[k] = w.Exponent * math.Log2(c.effective(i, k))
		}
		out.Items = append(out.Items, w)
	}
	leaders := leading(out.Posterior)
	out.Leader, out.Tied = leaders[0], len(leaders) > 1
	out.Words = c.sayUpdate(out)
	return out
}

// effective is L' of an item and a row at the points.
func (c *Compiled) effective(item, row int) float64 {
	at := c.first(item)
	r := c.middle[at]
	return float64(r*c.middle[at+2+row]) + float64((1-r)*c.middle[at+1])
}

// level is how near, relatively, two posteriors must be to count as equal:
// well above rounding and far below anything that matters.
const level = 1e-12

// Above reports whether posterior p is above posterior q by more than rounding.
func Above(p, q float64) bool { return p > q+float64(level*q) }

// Leads reports whether row k of a posterior is above every other: on a tie
// none leads.
func Leads(posterior []float64, k int) bool {
	for j, q := range posterior {
		if j != k && !Above(posterior[k], q) {
			return false
		}
	}
	return true
}

// leading are the rows that no other is above.
func leading(p []float64) []int {
	best := 0.0
	for _, q := range p {
		best = math.Max(best, q)
	}
	var rows []int
	for k, q := range p {
		if !Above(best, q) {
			rows = append(rows, k)
		}
	}
	return rows
}

func (c *Compiled) sayUpdate(u *Updated) string {
	text := ""
	if len(c.set.Items) == 0 {
		text = "No evidence yet: the posterior is the prior. "
	}
	if u.Tied {
		var names []string
		for _, k := range leading(u.Posterior) {
			names = append(names, c.name(k))
		}
		text += fmt.Sprintf("At the middle of the ratings %s are level, each at %s.", list(names), chance(u.Posterior[u.Leader]))
	} else {
		text += fmt.Sprintf("At the middle of the ratings %s leads with %s.", c.name(u.Leader), chance(u.Posterior[u.Leader]))
	}
	switch len(u.Defaults) {
	case 0:
	case c.rows:
		text += " The prior is the default: all alike."
	default:
		text += fmt.Sprintf(" No prior is stated for %s: the default weight 1.", list(c.names(u.Defaults)))
	}
	return text
}
