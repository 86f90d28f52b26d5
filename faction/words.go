package faction

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Words says each rule's answer in a sentence or two, with its numbers.
type Words struct {
	Mean     string `json:"mean"`
	Median   string `json:"median"`
	Veto     string `json:"veto"`
	Contrast string `json:"contrast"` // how far the rules disagree
}

func (out *Result) sayAll() Words {
	return Words{out.sayMean(), out.sayMedian(), out.sayVeto(), out.sayContrast()}
}

func (out *Result) name() string {
	if out.State == "" {
		return "the state"
	}
	return out.State
}

func (out *Result) sayMean() string {
	up := out.largest(func(t Trace) float64 { return t.Contribution })
	down := out.largest(func(t Trace) float64 { return -t.Contribution })
	text := fmt.Sprintf("As a compromise of its factions %s stands at %s.", out.name(), say(out.Mean))
	if say(up.Contribution) == "0" && say(-down.Contribution) == "0" {
		return text + " No faction pulls away from there."
	}
	return text + fmt.Sprintf(" %s (%s of the weight, at %s) pulls it up most, by %s; %s (%s, at %s) down most, by %s.",
		up.ID, percent(up.Share), say(up.Position), say(up.Contribution),
		down.ID, percent(down.Share), say(down.Position), say(-down.Contribution))
}

func (out *Result) sayMedian() string {
	if out.Median[1] > out.Median[0] {
		return fmt.Sprintf("The weight is split in exact halves: every point from %s to %s is a median.", say(out.Median[0]), say(out.Median[1]))
	}
	var below, above float64
	for _, t := range out.Factions {
		if t.Position < out.Median[0] {
			below += t.Share
		} else if t.Position > out.Median[0] {
			above += t.Share
		}
	}
	return fmt.Sprintf("The middle of the weight is %s, the position of %s; %s of the weight lies below and %s above.",
		say(out.Median[0]), list(out.MedianVoters), percent(below), percent(above))
}

func (out *Result) sayVeto() string {
	var vetoes []string
	for _, t := range out.Factions {
		if t.Veto {
			vetoes = append(vetoes, t.ID)
		}
	}
	switch {
	case len(vetoes) == 0:
		return "No faction has a veto, so nothing is ruled out and the veto point is the mean."
	case out.Gridlock:
		blockers := append(append([]string{}, out.LowerBound...), out.UpperBound...)
		return fmt.Sprintf("Gridlock: no change from the status quo, %s, is acceptable to every veto faction (%s). It holds because of %s.",
			say(out.StatusQuo), list(vetoes), list(unique(blockers)))
	}
	text := fmt.Sprintf("Every veto faction (%s) finds %s to %s no worse than the status quo, %s;", list(vetoes), say(out.WinSet[0]), say(out.WinSet[1]), say(out.StatusQuo))
	switch {
	case out.VetoPoint == out.Mean:
		return text + " the mean lies inside, so vetoes change nothing."
	case out.VetoPoint > out.Mean:
		return text + fmt.Sprintf(" the mean lies below, and %s holds the state at %s, %s higher.", list(out.LowerBound), say(out.VetoPoint), say(out.VetoPoint-out.Mean))
	}
	return text + fmt.Sprintf(" the mean lies above, and %s holds the state at %s, %s lower.", list(out.UpperBound), say(out.VetoPoint), say(out.Mean-out.VetoPoint))
}

func (out *Result) sayContrast() string {
	low := math.Min(math.Min(out.Mean, out.Median[0]), out.VetoPoint)
	high := math.Max(math.Max(out.Mean, out.Median[0]), out.VetoPoint)
	if say(high-low) == "0" {
		return "Compromise, the middle and the vetoes all give the same answer."
	}
	return fmt.Sprintf("Compromise gives %s, the middle %s, the vetoes %s: which rule fits %s decides over a difference of %s.",
		say(out.Mean), say(out.Median[0]), say(out.VetoPoint), out.name(), say(high-low))
}

// say writes a position or a distance with one decimal at most.
func say(x float64) string {
	text := strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
	if text == "-0" {
		return "0"
	}
	return text
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 0, 64) + "%" }

func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// unique drops repeats, keeping the order.
func unique(names []string) []string {
	seen := make(map[string]bool, len(names))
	var out []string
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}
