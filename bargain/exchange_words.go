package bargain

import (
	"fmt"
	"math"
	"strconv"
)

// describe records the exchange best[0], which is about to be made, with the
// alternatives it was chosen over.
func (r *tradeRound) describe(p *Problem, best []int) Exchange {
	c := r.candidates[best[0]]
	a, b := r.sideI(&c), r.sideJ(&c)
	ip, iq, jp, jq := c.i*r.m+c.p, c.i*r.m+c.q, c.j*r.m+c.p, c.j*r.m+c.q
	dq, dp := a.move*r.w[iq]/r.total[c.q], b.move*r.w[jp]/r.total[c.p]
	e := Exchange{
		Gain: r.gains[best[0]], Shrunk: c.everShrunk, Cut: c.shrunk,
		A: p.Actors[c.i], ASupplies: p.Issues[c.q].ID, AFrom: a.from, ATo: a.to(),
		B: p.Actors[c.j], BSupplies: p.Issues[c.p].ID, BFrom: b.from, BTo: b.to(),
		AGain:     math.Abs(float64(r.s[iq]*dq) - float64(r.s[ip]*dp)),
		BGain:     math.Abs(float64(r.s[jp]*dp) - float64(r.s[jq]*dq)),
		AOutcome:  r.shift(a),
		BOutcome:  r.shift(b),
		ASalience: [2]float64{r.s[iq], r.s[ip]},
		BSalience: [2]float64{r.s[jq], r.s[jp]},
	}
	e.AOutcomeKnown[0], e.AOutcomeKnown[1] = r.known(a)
	e.BOutcomeKnown[0], e.BOutcomeKnown[1] = r.known(b)
	for _, f := range best[1:] {
		e.Ties = append(e.Ties, r.alternative(p, f))
	}
	if f, ok := r.second(best); ok {
		next := r.alternative(p, f)
		e.Next = &next
	}
	return e
}

// shift is the outcome of the side's issue before and after its move when all
// vote from where they are now.
func (r *tradeRound) shift(s tradeSide) [2]float64 {
	before := r.outcome(r.y, s.issue)
	return [2]float64{before, before + float64((s.to()-s.from)*r.w[s.supplier*r.m+s.issue]/r.total[s.issue])}
}

// second is the best candidate beside the tied ones, which are ascending.
func (r *tradeRound) second(best []int) (int, bool) {
	found := -1
	for f, gain := range r.gains {
		if len(best) > 0 && best[0] == f {
			best = best[1:]
			continue
		}
		if gain > 0 && (found < 0 || gain > r.gains[found]) {
			found = f
		}
	}
	return found, found >= 0
}

func (r *tradeRound) alternative(p *Problem, f int) ExchangeAlternative {
	c := r.candidates[f]
	return ExchangeAlternative{
		A: p.Actors[c.i], ASupplies: p.Issues[c.q].ID, ATo: r.sideI(&c).to(),
		B: p.Actors[c.j], BSupplies: p.Issues[c.p].ID, BTo: r.sideJ(&c).to(),
		Gain: r.gains[f],
	}
}

// say renders the exchange as one sentence, in units of the scales.
func (e *Exchange) say(p *Problem) string {
	text := fmt.Sprintf("Round %d, exchange %d: %s moves on %s from %s to %s towards %s, who moves on %s from %s to %s in return; the outcome of %s goes from %s to %s, that of %s from %s to %s, and each of the two gains %s points of 100, weighed by salience",
		e.Round, e.Step,
		e.A, e.ASupplies, sayOn(p, e.ASupplies, e.AFrom), sayOn(p, e.ASupplies, e.ATo),
		e.B, e.BSupplies, sayOn(p, e.BSupplies, e.BFrom), sayOn(p, e.BSupplies, e.BTo),
		e.ASupplies, sayOn(p, e.ASupplies, e.AOutcome[0]), sayOn(p, e.ASupplies, e.AOutcome[1]),
		e.BSupplies, sayOn(p, e.BSupplies, e.BOutcome[0]), sayOn(p, e.BSupplies, e.BOutcome[1]),
		strconv.FormatFloat(e.Gain, 'g', 4, 64))
	if e.Cut {
		text += ", less than they could, so that no outcome passes the position of the one who asked for it"
	}
	switch {
	case len(e.Ties) == 1:
		text += fmt.Sprintf(" (as much as %s and %s would have gained, who come later in the file)", e.Ties[0].A, e.Ties[0].B)
	case len(e.Ties) > 1:
		text += fmt.Sprintf(" (as much as in %d other exchanges, which come later in the file)", len(e.Ties))
	case e.Next != nil:
		text += fmt.Sprintf("; the next best exchange, of %s and %s, would give %s", e.Next.A, e.Next.B, strconv.FormatFloat(e.Next.Gain, 'g', 4, 64))
	}
	return text + "."
}

// sayOn writes a position given on 0..100 in units of the issue's scale.
func sayOn(p *Problem, issue string, x float64) string {
	for _, is := range p.Issues {
		if is.ID == issue {
			return speaker{decimals: decimalsFor(is.Length())}.say(fromHundred(is, x))
		}
	}
	return number(x)
}

// tie records a choice among equal gains. Which exchange is made first changes
// what is left for the others.
func (e *Exchange) tie() Tie {
	among := []string{fmt.Sprintf("%s on %s with %s on %s", e.A, e.ASupplies, e.B, e.BSupplies)}
	for _, x := range e.Ties {
		among = append(among, fmt.Sprintf("%s on %s with %s on %s", x.A, x.ASupplies, x.B, x.BSupplies))
	}
	return Tie{Round: e.Round, Actor: e.A, What: "exchange", Among: among, Chosen: among[0], Decisive: true}
}

// offerExchange is the kind of offer of a Move in this family.
const offerExchange = "exchange"

// moves are the records of the two sides, in units of the scales.
func (e *Exchange) moves(p *Problem) []Move {
	move := func(actor, issue, other string, from, to float64) Move {
		m := Move{Round: e.Round, Issue: issue, Actor: actor, Action: ActionMove, Offer: offerExchange, Counterpart: other, Figures: Figures{Gain: &e.Gain}, Words: e.Words}
		for _, is := range p.Issues {
			if is.ID == issue {
				m.From, m.To = Place{fromHundred(is, from)}, Place{fromHundred(is, to)}
			}
		}
		for _, x := range e.Ties {
			m.Rejected = append(m.Rejected, x.rejected(p, "it gains as much, and comes later in the file"))
		}
		if e.Next != nil {
			m.Rejected = append(m.Rejected, e.Next.rejected(p, "it gains less"))
		}
		return m
	}
	return []Move{
		move(e.A, e.ASupplies, e.B, e.AFrom, e.ATo),
		move(e.B, e.BSupplies, e.A, e.BFrom, e.BTo),
	}
}

func (x ExchangeAlternative) rejected(p *Problem, why string) Alternative {
	a := Alternative{Offer: offerExchange, Counterpart: x.A + " and " + x.B, Figures: Figures{Gain: &x.Gain}, Why: why}
	for _, is := range p.Issues {
		if is.ID == x.ASupplies {
			a.To = Place{fromHundred(is, x.ATo)}
		}
	}
	return a
}

// idle are the records of those who made no exchange in the round.
func (r *tradeRound) idle(p *Problem, number int, active []bool) []Move {
	var moves []Move
	for i, a := range p.Actors {
		if active[i] || p.Bystander(i) {
			continue
		}
		possible := 0
		for k := range r.m {
			possible += len(r.bySupply[i*r.m+k])
		}
		place := make(Place, r.m)
		for k, is := range p.Issues {
			place[k] = fromHundred(is, r.y[i*r.m+k])
		}
		words := fmt.Sprintf("Round %d: %s stays, with nobody to exchange with: nobody stands across from it on two outcomes.", number, a)
		if possible > 0 {
			words = fmt.Sprintf("Round %d: %s stays; it had %s, and each either gains nothing or was made impossible by a better one.", number, a, counted(possible, "possible exchange"))
		}
		moves = append(moves, Move{Round: number, Actor: a, Action: ActionStay, From: place, To: place, Words: words})
	}
	return moves
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
