package bargain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// What an actor elected in a turn, as the Offer of a Move.
const (
	OfferInitiated = "initiated" // a bargain that it began
	OfferReceived  = "received"  // a bargain that another began
	OfferStatusQuo = "status_quo"
)

// label names an option as KTAB does.
func (run *smpRun) label(option int) string {
	if option == statusQuo {
		return "status quo"
	}
	d := &run.deals[option]
	text := run.name(d.i) + " > " + run.name(d.j)
	if d.byReceiver {
		text += " (receiver's estimate)"
	}
	return text
}

// move records what actor i elected.
func (run *smpRun) move(turn, i, chosen int, prob []float64) Move {
	k := run.kernel
	risk := k.risk[i]
	m := Move{
		Round: turn, Actor: run.name(i), Action: ActionStay, Risk: &risk,
		From: run.place(i, run.side(i, statusQuo)),
	}
	if t := run.targets[i]; t.j >= 0 {
		m.Challenge = &Challenge{Target: run.name(t.j), Probability: t.p, Gain: t.gain}
	}
	options := run.options[i]
	for n, o := range options {
		p := prob[n]
		a := Alternative{Figures: Figures{OptionProbability: &p}, To: run.place(i, run.side(i, o)), Offer: OfferStatusQuo, Why: "less probable in the election among the options"}
		if k.rules.stochastic {
			a.Why = "not drawn"
		} else if p >= prob[chosen]-smpNoise {
			a.Why = "as probable as the one taken, but later in the list"
		}
		if o != statusQuo {
			d := &run.deals[o]
			win, gain := d.probability, d.expectedGain
			a.Probability, a.Gain = &win, &gain
			a.Offer, a.Counterpart = OfferInitiated, run.name(d.j)
			if d.j == i {
				a.Offer, a.Counterpart = OfferReceived, run.name(d.i)
			}
		}
		if n != chosen {
			m.Rejected = append(m.Rejected, a)
			continue
		}
		m.Offer, m.Counterpart, m.Figures, m.To = a.Offer, a.Counterpart, a.Figures, a.To
		if run.differ(run.side(i, o), run.side(i, statusQuo)) {
			m.Action = ActionMove
		}
	}
	m.Words = run.say(m, len(options))
	return m
}

// place is a point of actor i in units of the scales.
func (run *smpRun) place(i int, point []float64) Place {
	k := run.kernel
	place := make(Place, k.m)
	for d := range place {
		place[d] = missing
		if k.has[i*k.m+d] {
			place[d] = run.onScale(d, point[d])
		}
	}
	return place
}

// say renders the record as a sentence or two.
func (run *smpRun) say(m Move, options int) string {
	text := fmt.Sprintf("Turn %d: %s ", m.Round, m.Actor)
	if m.Action == ActionMove {
		text += fmt.Sprintf("moves from %s to %s", run.write(m.From), run.write(m.To))
	} else {
		text += "stays at " + run.write(m.From)
	}
	switch {
	case options == 1:
		return text + ": it has no bargain to choose from."
	case m.Offer == OfferStatusQuo:
		text += ". It prefers no change to any bargain"
	case m.Offer == OfferInitiated:
		text += fmt.Sprintf(". It challenges %s, sees itself win with %s and gain %s, and settles on the bargain that follows",
			m.Counterpart, fraction(*m.Probability), fraction(*m.Gain))
	default:
		text += fmt.Sprintf(". %s challenges it, sees itself win with %s and gain %s, and it settles on the bargain that follows",
			m.Counterpart, fraction(*m.Probability), fraction(*m.Gain))
	}
	if run.kernel.rules.stochastic {
		text += fmt.Sprintf(", drawn from %d options with probability %s", options, fraction(*m.OptionProbability))
	} else {
		text += fmt.Sprintf(", the most probable of its %d options (%s)", options, fraction(*m.OptionProbability))
	}
	if next := run.runnerUp(m.Rejected); next != nil {
		text += fmt.Sprintf("; next is %s (%s)", run.offerWords(next), fraction(*next.OptionProbability))
	}
	return text + "."
}

func (run *smpRun) runnerUp(rejected []Alternative) *Alternative {
	best := -1
	for i := range rejected {
		if best < 0 || *rejected[i].OptionProbability > *rejected[best].OptionProbability {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return &rejected[best]
}

func (run *smpRun) offerWords(a *Alternative) string {
	switch a.Offer {
	case OfferStatusQuo:
		return "no change"
	case OfferInitiated:
		return "its challenge of " + a.Counterpart
	}
	return "the challenge by " + a.Counterpart
}

// write writes a place in units of the scales.
func (run *smpRun) write(p Place) string {
	words := make([]string, len(p))
	for d, x := range p {
		words[d] = "-"
		if x == x {
			words[d] = speaker{decimals: decimalsFor(run.p.Issues[d].Length())}.say(x)
		}
	}
	if len(words) == 1 {
		return words[0]
	}
	return "(" + strings.Join(words, ", ") + ")"
}

func fraction(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }

// table is every challenge from each side's own view.
func (run *smpRun) table() []Pair {
	k := run.kernel
	pairs := make([]Pair, 0, k.n*(k.n-1))
	for i := range k.n {
		k.view(i)
		for j := range k.n {
			if i == j {
				continue
			}
			p, back := k.contest(i, j), k.contest(j, i)
			pairs = append(pairs, Pair{
				Actor: run.name(i), Other: run.name(j),
				Own: k.gain(i, j, i, p), Others: k.gain(j, i, j, back), Probability: p,
			})
		}
	}
	return slices.Clip(pairs)
}
