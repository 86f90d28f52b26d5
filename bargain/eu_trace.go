package bargain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// move records what voter i did; its offers must be in run.offers.
func (run *euRun) move(round, i, chosen int, equals []int) Move {
	k := run.kernel
	risk := k.r[i]
	m := Move{
		Round: round, Issue: run.issue.ID, Actor: run.name(i), Action: ActionStay, Risk: &risk,
		From: Place{k.x[i]}, To: Place{k.x[i]},
	}
	for n, o := range run.offers {
		switch {
		case n == chosen && o.kind != "":
			m.Action, m.Offer, m.Counterpart, m.To = ActionMove, o.kind, run.name(o.j), Place{o.to}
			m.Figures = run.figures(i, o)
		case o.kind != "":
			m.Rejected = append(m.Rejected, Alternative{
				Offer: o.kind, Counterpart: run.name(o.j), Figures: run.figures(i, o), To: Place{o.to},
				Why: run.whyNot(i, n, chosen, equals),
			})
		case n == chosen:
			m.Rejected = append(m.Rejected, Alternative{
				Counterpart: run.name(o.j), Figures: run.figures(i, o), To: Place{k.x[i]},
				Why: "expects most from a challenge, yet the two expectations make no offer",
			})
		}
	}
	slices.SortStableFunc(m.Rejected, func(a, b Alternative) int {
		return cmp.Compare(indexOf(run.names, a.Counterpart), indexOf(run.names, b.Counterpart))
	})
	m.Words = run.say(m, i, chosen)
	return m
}

func (run *euRun) figures(i int, o euOffer) Figures {
	win := run.kernel.win(i, o.j)
	return Figures{OwnEU: &o.own, OtherEU: &o.other, Probability: &win}
}

// whyNot says why offer n lost to the chosen one.
func (run *euRun) whyNot(i, n, chosen int, equals []int) string {
	o, taken := run.offers[n], run.offers[chosen]
	switch {
	case slices.Contains(equals, n):
		return "as good as the one taken; the rule for ties left it"
	case run.kernel.rules.offer == offerMaxSender:
		if o.other >= taken.other-euNoise {
			return "its maker expects as much, but is farther away"
		}
		return "its maker expects less than " + run.name(taken.j)
	case run.kernel.rules.offer == offerClassFirst && o.kind != taken.kind:
		return "a " + o.kind + " comes after a " + taken.kind
	case run.kernel.rules.offer == offerClassFirst && o.kind == OfferCompromise:
		return "its weighted position is higher"
	}
	return "it would move " + run.name(i) + " farther"
}

// say renders the record as one sentence or two.
func (run *euRun) say(m Move, i, chosen int) string {
	s := speaker{decimals: decimalsFor(run.issue.Length())}
	if m.Action == ActionStay {
		text := fmt.Sprintf("Round %d: %s stays at %s.", m.Round, m.Actor, s.say(m.From[0]))
		if chosen < 0 {
			return text + " Nobody has an offer for it."
		}
		o := run.offers[chosen]
		text += fmt.Sprintf(" %s expects most from a challenge (%s)", run.name(o.j), utility(o.other))
		if o.own > 0 {
			return text + fmt.Sprintf(", but no more than %s expects from one of its own (%s): no offer.", m.Actor, utility(o.own))
		}
		return text + fmt.Sprintf(", and %s expects %s from one of its own: no offer is made.", m.Actor, utility(o.own))
	}
	text := fmt.Sprintf("Round %d: %s moves from %s to %s. %s expects %s from a challenge, ",
		m.Round, m.Actor, s.say(m.From[0]), s.say(m.To[0]), m.Counterpart, utility(*m.OtherEU))
	switch m.Offer {
	case OfferConfrontation:
		return text + fmt.Sprintf("more than %s expects from one of its own (%s): confrontation, %s gives way.", m.Actor, utility(*m.OwnEU), m.Actor)
	case OfferCompromise:
		return text + fmt.Sprintf("more than %s would lose by one of its own (%s): compromise, %s goes %s of the way.",
			m.Actor, utility(-*m.OwnEU), m.Actor, percent(-*m.OwnEU / *m.OtherEU))
	}
	return text + fmt.Sprintf("less than %s would lose by one of its own (%s): capitulation, %s gives in.", m.Actor, utility(-*m.OwnEU), m.Actor)
}

// utility writes an expected utility, which runs from about -4 to 4.
func utility(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
