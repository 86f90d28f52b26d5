package bargain

import (
	"fmt"
	"math"
)

const (
	// settledMove is the share of the scale below which a move does not count.
	settledMove = 1e-6
	// sameState is the share of the scale within which two states are one.
	sameState = 1e-9
	// nearState is the share of the scale within which two states are called
	// nearly the same, for runs that alternate without an exact cycle.
	nearState = 0.05
)

// farthest is the largest distance between two states of one issue, as a share
// of the scale's length; positions that are missing do not count.
func farthest(a, b, length []float64) float64 {
	worst := 0.0
	for i := range a {
		if d := math.Abs(a[i]-b[i]) / length[i%len(length)]; d > worst {
			worst = d
		}
	}
	return worst
}

// repeats looks for the state before the last two that the last one equals, and
// returns its index. States are flat, actor by issue, length by issue.
func repeats(states [][]float64, length []float64) (from int, ok bool) {
	last := len(states) - 1
	for from := last - 2; from >= 0; from-- {
		if farthest(states[from], states[last], length) <= sameState {
			return from, true
		}
	}
	return 0, false
}

// alternates returns 2 when the last state nearly equals the one two before but
// not the one before, and 0 otherwise.
func alternates(states [][]float64, length []float64) int {
	last := len(states) - 1
	if last >= 2 && farthest(states[last], states[last-2], length) < nearState && farthest(states[last], states[last-1], length) >= nearState {
		return 2
	}
	return 0
}

// cycleOf describes the cycle that ends with the last state.
func cycleOf(states [][]float64, from, columns int) *Cycle {
	last := len(states) - 1
	c := &Cycle{From: from, Length: last - from}
	for round := from; round < last; round++ {
		s := CycleState{Round: round}
		for i := 0; i < len(states[round]); i += columns {
			s.Positions = append(s.Positions, gaps(states[round][i:i+columns:i+columns]))
		}
		c.States = append(c.States, s)
	}
	return c
}

// warn adds what a reader must know before taking the end as an answer.
func (t *Trajectory) warn() {
	where := func(issue string) string {
		if len(t.Issues) == 1 {
			return ""
		}
		return " on " + issue
	}
	stops := t.Stops
	if stops == nil {
		stops = []IssueStop{{Stop: t.Stop, Round: len(t.Rounds) - 1, Cycle: t.Cycle, Alternates: t.Alternates}}
		where = func(string) string { return "" }
	}
	for _, s := range stops {
		switch s.Stop {
		case StopCycle:
			t.Warnings = append(t.Warnings, fmt.Sprintf("The run%s does not settle: from round %d on it repeats every %d rounds. Its last round is no forecast.", where(s.Issue), s.Cycle.From, s.Cycle.Length))
		case StopLimit:
			text := fmt.Sprintf("The run%s had not settled when it ended after %s.", where(s.Issue), counted(s.Round, "round"))
			if s.Alternates > 0 {
				text += fmt.Sprintf(" It alternates with period %d.", s.Alternates)
			}
			t.Warnings = append(t.Warnings, text)
		}
	}
	decisive := 0
	for _, tie := range t.Ties {
		if tie.Decisive {
			decisive++
		}
	}
	if decisive > 0 {
		t.Warnings = append(t.Warnings, fmt.Sprintf("%s decided by the rule for ties; another rule, or in some models another order of the actors, gives other positions.", were(decisive, "choice")))
	}
}

func were(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return fmt.Sprintf("%d %ss were", n, noun)
}
