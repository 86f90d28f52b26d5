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
	text := fmt.Sprintf("Round %d, exchange %d: %s moves on %s from %s to %s towards %s, who moves on %s from %s to %s in return; the outcome of %s goes from %s to %s, that of %s from %s to %s, and each of the two gains %s",
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

// warn adds what a reader must know beside the outcomes.
func (res *ExchangeResult) warn(p *Problem, tied int) {
	add := func(format string, args ...any) { res.Warnings = append(res.Warnings, fmt.Sprintf(format, args...)) }
	var idle []string
	for i, a := range p.Actors {
		if p.Bystander(i) {
			idle = append(idle, a)
		}
	}
	if len(idle) > 0 {
		add("No salience or no position on any issue, so a bystander: %s.", list(idle))
	}
	if tied > 0 {
		add("At %s several exchanges had the highest gain within %s, and the first in file order was made: the result depends on the order of the rows. Follow all ties, or draw among them, to see the range.", counted(tied, "step"), number(tieSlack))
	}
	switch res.Stop {
	case ExchangeCycle:
		add("The rounds repeat themselves with period %d and do not settle.", res.Cycle)
	case ExchangeLimit:
		add("The run ended after %s, as asked, while positions still moved by up to %.3g of 100.", counted(len(res.Rounds), "round"), res.Rounds[len(res.Rounds)-1].MaxMove)
	}
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
