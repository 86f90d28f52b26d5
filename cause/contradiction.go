package cause

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// CodeContradiction is the code of a Contradiction.
const CodeContradiction = "causes/contradiction"

// Contradiction is the error of a map that yields no draw in which all
// observations hold, although some are stable: a link is missing, a sign is
// wrong, or an observation is. It unwraps to an *Error.
type Contradiction struct {
	Tried, Stable int
	Held          []int // by observation: stable draws in which it holds
	// Removals are the smallest sets of observations without which some draw is
	// accepted, of one or, where that is not enough, of two; empty when not even
	// two are.
	Removals [][]int
	err      *Error
}

func (e *Contradiction) Error() string { return e.err.Error() }
func (e *Contradiction) Unwrap() error { return e.err }

func (c *Compiled) contradiction(q *Question, n *counts) error {
	out := &Contradiction{Tried: n.tried, Stable: n.stable, Held: n.held}
	for size := 1; size <= 2 && len(out.Removals) == 0; size++ {
		for set := range n.missed {
			if bits.OnesCount64(set) == size {
				out.Removals = append(out.Removals, members(set))
			}
		}
	}
	slices.SortFunc(out.Removals, slices.Compare)
	said := "not even leaving two out would help"
	if len(out.Removals) > 0 {
		var sets []string
		for _, r := range out.Removals {
			var parts []string
			for _, i := range r {
				parts = append(parts, c.sayObservation(q.Observe[i]))
			}
			sets = append(sets, strings.Join(parts, " and "))
		}
		said = "some would be accepted without: " + strings.Join(sets, "; or without: ")
	}
	out.err = &Error{CodeContradiction, "", fmt.Sprintf("none of %d stable draws shows what was observed; %s", n.stable, said),
		"look for a missing link, a wrong sign or a wrong observation"}
	return out
}

func members(set uint64) (out []int) {
	for ; set != 0; set &= set - 1 {
		out = append(out, bits.TrailingZeros64(set))
	}
	return out
}

func (c *Compiled) sayObservation(o Observation) string {
	var pushed []string
	for i, p := range o.Push {
		if p != 0 {
			pushed = append(pushed, fmt.Sprintf("%s %+g", c.nodes[i], p))
		}
	}
	moved := map[int]string{1: "rose", 0: "did not move", -1: "fell"}[o.Sign]
	return fmt.Sprintf("%q %s under %s", c.nodes[o.Node], moved, strings.Join(pushed, ", "))
}
