package bargain

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Words says each result in a sentence or two, with the numbers that make it.
type Words struct {
	Mean        string `json:"weighted_mean"`
	Median      string `json:"weighted_median"`
	Condorcet   string `json:"condorcet"`
	Nash        string `json:"nbs_quadratic"`
	NashLinear  string `json:"nbs_linear"`
	Spread      string `json:"spread"`
	TwoPosition string `json:"two_position,omitempty"`
	Bystanders  string `json:"bystanders,omitempty"`
}

func (out *Static) sayAll(is Issue) Words {
	s := speaker{out: out, decimals: decimalsFor(is.High - is.Low)}
	w := Words{
		Mean:       s.mean(),
		Median:     s.median(),
		Condorcet:  s.condorcet(),
		Nash:       s.nash(),
		NashLinear: s.nashLinear(),
		Spread:     s.spread(),
	}
	if t := out.TwoPosition; t != nil {
		w.TwoPosition = fmt.Sprintf("There are two positions only: %s of the weight is at %s (%s), %s at %s (%s).",
			percent(t.LowerShare), s.say(t.Lower), list(t.LowerActors), percent(t.UpperShare), s.say(t.Upper), list(t.UpperActors))
	}
	if len(out.Bystanders) > 0 {
		w.Bystanders = fmt.Sprintf("No weight on this issue: %s.", list(out.Bystanders))
	}
	return w
}

// speaker writes numbers of one issue with digits that suit its scale.
type speaker struct {
	out      *Static
	decimals int
}

func decimalsFor(length float64) int {
	return min(max(3-int(math.Floor(math.Log10(length))), 0), 9)
}

func (s speaker) say(x float64) string {
	text := strconv.FormatFloat(x, 'f', s.decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 0, 64) + "%" }

// ratio writes a factor of a weight.
func ratio(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }

// list joins names: a; a and b; a, b and c.
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// ranked returns the actors with weight, largest key first, in the order of the
// issue where keys are equal.
func (s speaker) ranked(key func(ActorTrace) float64) []ActorTrace {
	var actors []ActorTrace
	for _, a := range s.out.Actors {
		if a.Share > 0 {
			actors = append(actors, a)
		}
	}
	slices.SortStableFunc(actors, func(a, b ActorTrace) int { return cmp.Compare(key(b), key(a)) })
	return actors
}

// negligible reports whether a length on the scale would be written as 0.
func (s speaker) negligible(x float64) bool { return s.say(x) == "0" }

func (s speaker) agreed() (string, bool) {
	positions := s.ranked(func(a ActorTrace) float64 { return a.Position })
	first, last := positions[0], positions[len(positions)-1]
	switch {
	case len(positions) == 1:
		return fmt.Sprintf("Only %s has weight here, so the answer is its position, %s.", first.Actor, s.say(first.Position)), true
	case first.Position == last.Position:
		return fmt.Sprintf("All %d actors with weight stand at %s.", len(positions), s.say(first.Position)), true
	}
	return "", false
}

func (s speaker) mean() string {
	if text, ok := s.agreed(); ok {
		return text
	}
	up := s.ranked(func(a ActorTrace) float64 { return a.Contribution })
	down := s.ranked(func(a ActorTrace) float64 { return -a.Contribution })
	text := fmt.Sprintf("The weighted mean is %s. %s, with %s of the weight at %s, pulls it up most, by %s; %s, with %s at %s, pulls it down most, by %s.",
		s.say(s.out.WeightedMean),
		up[0].Actor, percent(up[0].Share), s.say(up[0].Position), s.say(up[0].Contribution),
		down[0].Actor, percent(down[0].Share), s.say(down[0].Position), s.say(-down[0].Contribution))
	swing := s.ranked(func(a ActorTrace) float64 { return math.Abs(a.Without.Mean) })[0]
	return text + fmt.Sprintf(" Leaving %s out would change it most, to %s.", swing.Actor, s.say(s.out.WeightedMean+swing.Without.Mean))
}

func (s speaker) median() string {
	if text, ok := s.agreed(); ok {
		return text
	}
	m := s.out.WeightedMedian
	var below, above float64
	for _, a := range s.out.Actors {
		if a.Position < m {
			below += a.Share
		} else if a.Position > m {
			above += a.Share
		}
	}
	text := fmt.Sprintf("The weighted median is %s, the position of %s, with %s of the weight below and %s above.",
		s.say(m), list(s.out.MedianVoters), percent(below), percent(above))
	if high := s.out.MedianInterval[1]; high > m {
		text = fmt.Sprintf("The weight is split in exact halves, so every point from %s to %s is a median; %s (%s) stands for it.",
			s.say(m), s.say(high), s.say(m), list(s.out.MedianVoters))
	}
	var best *Jump
	var who string
	for _, a := range s.out.Actors {
		if len(a.Jumps) > 0 && (best == nil || math.Abs(math.Log(a.Jumps[0].Factor)) < math.Abs(math.Log(best.Factor))) {
			best, who = &a.Jumps[0], a.Actor
		}
	}
	switch {
	case best == nil:
	case best.Factor == 0:
		text += fmt.Sprintf(" Only without %s would it move, to %s.", who, s.say(best.To))
	default:
		text += fmt.Sprintf(" The smallest change of one weight that moves it: %s at %s times its weight, and the median jumps to %s.",
			who, ratio(best.Factor), s.say(best.To))
	}
	return text
}

func (s speaker) condorcet() string {
	if text, ok := s.agreed(); ok {
		return text
	}
	winners := make([]string, len(s.out.Condorcet))
	for i, x := range s.out.Condorcet {
		winners[i] = s.say(x)
	}
	var text string
	if len(winners) == 1 {
		text = fmt.Sprintf("%s beats every other position in a vote of one against one.", winners[0])
	} else {
		text = fmt.Sprintf("No position beats %s in a vote of one against one; they tie.", list(winners))
	}
	c, ok := s.closest()
	if !ok {
		return text
	}
	win, lose, share := c.A, c.B, c.For/(c.For+c.Against)
	if c.Margin < 0 {
		win, lose, share = c.B, c.A, 1-share
	}
	return text + fmt.Sprintf(" The closest contest it wins is against %s: %s has %s of the votes, weighted by how much the choice matters to each actor.",
		s.say(lose), s.say(win), strconv.FormatFloat(100*share, 'f', 1, 64)+"%")
}

// closest returns the contest that a winner wins by the smallest margin.
func (s speaker) closest() (best Contest, ok bool) {
	for _, c := range s.out.Contests {
		winner := c.A
		if c.Margin < 0 {
			winner = c.B
		}
		if math.Abs(c.Margin) <= contestTolerance || !slices.Contains(s.out.Condorcet, winner) {
			continue
		}
		if !ok || math.Abs(c.Margin) < math.Abs(best.Margin) {
			best, ok = c, true
		}
	}
	return best, ok
}

func (s speaker) nash() string {
	if text, ok := s.agreed(); ok {
		return text
	}
	up := s.ranked(func(a ActorTrace) float64 { return a.Pull })[0]
	down := s.ranked(func(a ActorTrace) float64 { return -a.Pull })[0]
	swing := s.ranked(func(a ActorTrace) float64 { return math.Abs(a.Without.NashQuadratic) })[0]
	return fmt.Sprintf("Log Nash bargaining with quadratic loss lands at %s, %s. There %s gives %s of the pull upwards and %s %s of the pull downwards. Leaving %s out would change it most, to %s.",
		s.say(s.out.NashQuadratic), s.beside(s.out.NashQuadratic),
		up.Actor, percent(up.Pull), down.Actor, percent(-down.Pull),
		swing.Actor, s.say(s.out.NashQuadratic+swing.Without.NashQuadratic))
}

func (s speaker) nashLinear() string {
	if text, ok := s.agreed(); ok {
		return text
	}
	swing := s.ranked(func(a ActorTrace) float64 { return math.Abs(a.Without.NashLinear) })[0]
	text := fmt.Sprintf("With linear loss it lands at %s, %s.", s.say(s.out.NashLinear), s.beside(s.out.NashLinear))
	if s.negligible(swing.Without.NashLinear) {
		return text + " No single actor's absence changes that."
	}
	return text + fmt.Sprintf(" Leaving %s out would change it most, to %s.", swing.Actor, s.say(s.out.NashLinear+swing.Without.NashLinear))
}

// beside compares a point with the weighted mean.
func (s speaker) beside(y float64) string {
	d := y - s.out.WeightedMean
	switch {
	case s.negligible(d):
		return "where the weighted mean is"
	case d > 0:
		return s.say(d) + " above the weighted mean"
	}
	return s.say(-d) + " below the weighted mean"
}

func (s speaker) spread() string {
	return fmt.Sprintf("Positions spread by %s around the mean; polarisation is %s on a scale from 0 (all agree) to 1 (two equal camps at the ends). Counting every actor once, the mean would be %s.",
		s.say(s.out.Spread), strconv.FormatFloat(s.out.Polarisation, 'f', 2, 64), s.say(s.out.PlainMean))
}
