package bargain

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// naiveExchange plays one round by the rules as they are written, with lists
// of what happened in place of running state, and every candidate recomputed
// from scratch at every step.
type naiveExchange struct {
	p        Problem // positions on 0..100
	planned  bool
	realised []naiveDeal
	deals    []*naiveDeal
}

type naiveDeal struct {
	i, j, p, q         int
	landI, landJ, gain float64
	moveI, moveJ       float64 // signed
	historyI, historyJ []float64
	dead               bool
}

func (n *naiveExchange) weight(i, k int) float64 {
	if !n.p.TakesPart(i, k) {
		return 0
	}
	return n.p.Capability[i][k] * n.p.Salience[i][k]
}

func (n *naiveExchange) outcome(k int, at func(i int) float64) float64 {
	sum, total := 0.0, 0.0
	for i := range n.p.Actors {
		if w := n.weight(i, k); w > 0 {
			sum += w * at(i)
			total += w
		}
	}
	return sum / total
}

// now is the last landing of the actor on the issue, or where it began.
func (n *naiveExchange) now(i, k int) float64 {
	y := n.p.Position[i][k]
	for _, d := range n.realised {
		if d.i == i && d.q == k {
			y = d.landI
		}
		if d.j == i && d.p == k {
			y = d.landJ
		}
	}
	return y
}

// told is where the demander on the issue believes the actor to be.
func (n *naiveExchange) told(demander, k, actor int) float64 {
	y := n.p.Position[actor][k]
	for _, d := range n.realised {
		if d.j == demander && d.q == k && d.i == actor {
			y = d.landI
		}
		if d.i == demander && d.p == k && d.j == actor {
			y = d.landJ
		}
	}
	return y
}

func (n *naiveExchange) total(k int) float64 {
	sum := 0.0
	for i := range n.p.Actors {
		sum += n.weight(i, k)
	}
	return sum
}

// price works out a deal; it reports whether it is valid.
func (n *naiveExchange) price(d *naiveDeal) bool {
	s, x := n.p.Salience, n.p.Position
	i, j, p, q := d.i, d.j, d.p, d.q
	sumP, sumQ := s[i][p]+s[j][p], s[i][q]+s[j][q]
	moveJ := math.Abs(x[i][p] - n.now(j, p))
	dp := moveJ * n.weight(j, p) / n.total(p)
	dq := dp * sumP / sumQ
	moveI := dq * n.total(q) / n.weight(i, q)
	if most := math.Abs(x[j][q] - n.now(i, q)); moveI > most {
		moveI = most
		dq = moveI * n.weight(i, q) / n.total(q)
		dp = dq * sumQ / sumP
		moveJ = dp * n.total(p) / n.weight(j, p)
	}
	signI, signJ := math.Copysign(1, x[j][q]-n.now(i, q)), math.Copysign(1, x[i][p]-n.now(j, p))
	passes := func(demander, supplier, k int, move float64) (float64, bool) {
		before := n.outcome(k, func(a int) float64 {
			if a == supplier {
				return n.now(a, k)
			}
			return n.told(demander, k, a)
		})
		after := n.outcome(k, func(a int) float64 {
			if a == supplier {
				return n.now(a, k) + move
			}
			return n.told(demander, k, a)
		})
		want := x[demander][k]
		return math.Abs(want - before), (before < want-1e-9 && want+1e-9 < after) || (after < want-1e-9 && want+1e-9 < before)
	}
	if own, over := passes(j, i, q, signI*moveI); over {
		moveI = own * n.total(q) / n.weight(i, q)
		dq, dp = own, own*sumQ/sumP
		moveJ = dp * n.total(p) / n.weight(j, p)
	}
	if own, over := passes(i, j, p, signJ*moveJ); over {
		moveJ = own * n.total(p) / n.weight(j, p)
		dp, dq = own, own*sumP/sumQ
		moveI = dq * n.total(q) / n.weight(i, q)
	}
	d.moveI, d.moveJ = signI*moveI, signJ*moveJ
	d.landI, d.landJ = n.now(i, q)+d.moveI, n.now(j, p)+d.moveJ
	d.gain = math.Abs(s[i][q]*dq - s[i][p]*dp)
	ok := d.gain >= 1e-10
	for _, move := range []float64{moveI, moveJ} {
		ok = ok && move > 1e-10 && move <= 100
	}
	for _, to := range []float64{d.landI, d.landJ} {
		ok = ok && to >= -1e-9 && to <= 100+1e-9
	}
	if n.planned {
		return ok && oneWay(append(append([]float64{}, d.historyI...), d.moveI), false) && oneWay(append(append([]float64{}, d.historyJ...), d.moveJ), false)
	}
	return ok && oneWay(append(n.made(i, q), d.moveI), true) && oneWay(append(n.made(j, p), d.moveJ), true)
}

// made lists the moves that the actor really made on the issue.
func (n *naiveExchange) made(i, k int) []float64 {
	var moves []float64
	for _, d := range n.realised {
		if d.i == i && d.q == k {
			moves = append(moves, d.moveI)
		}
		if d.j == i && d.p == k {
			moves = append(moves, d.moveJ)
		}
	}
	return moves
}

func oneWay(moves []float64, lengths bool) bool {
	sum := 0.0
	for _, m := range moves {
		if m*moves[0] < 0 {
			return false
		}
		if lengths {
			m = math.Abs(m)
		}
		sum += m
	}
	return sum <= 100+1e-7
}

func (n *naiveExchange) candidates() {
	s := n.p.Salience
	for p := range n.p.Issues {
		for q := p + 1; q < len(n.p.Issues); q++ {
			op := n.outcome(p, func(i int) float64 { return n.p.Position[i][p] })
			oq := n.outcome(q, func(i int) float64 { return n.p.Position[i][q] })
			for _, first := range []bool{true, false} {
				for a := range n.p.Actors {
					for b := range n.p.Actors {
						if !n.p.TakesPart(a, p) || !n.p.TakesPart(a, q) || !n.p.TakesPart(b, p) || !n.p.TakesPart(b, q) {
							continue
						}
						aP, aQ, bP, bQ := n.p.Position[a][p] <= op, n.p.Position[a][q] <= oq, n.p.Position[b][p] <= op, n.p.Position[b][q] <= oq
						if first && !aP && !aQ && bP && bQ || !first && aP && !aQ && !bP && bQ {
							d := &naiveDeal{i: a, j: b, p: p, q: q}
							if s[a][p]/s[a][q] < s[b][p]/s[b][q] {
								d.i, d.j = b, a
							}
							n.deals = append(n.deals, d)
						}
					}
				}
			}
		}
	}
}

// run plays the round; it stops early when two gains are so close that
// rounding decides.
func (n *naiveExchange) run() (closeCall bool) {
	n.candidates()
	for _, d := range n.deals {
		d.dead = !n.price(d)
	}
	for {
		var best *naiveDeal
		for _, d := range n.deals {
			if !d.dead && (best == nil || d.gain > best.gain+1e-9) {
				best = d
			}
		}
		if best == nil {
			return false
		}
		for _, d := range n.deals {
			if !d.dead && d != best && math.Abs(d.gain-best.gain) < 1e-8 {
				return true
			}
		}
		best.dead = true
		for _, d := range n.deals {
			if d.dead || !n.planned {
				continue
			}
			if d.i == best.i && d.q == best.q || d.i == best.j && d.q == best.p {
				d.historyI = append(d.historyI, d.moveI)
			}
			if d.j == best.j && d.p == best.p || d.j == best.i && d.p == best.q {
				d.historyJ = append(d.historyJ, d.moveJ)
			}
		}
		n.realised = append(n.realised, *best)
		for _, d := range n.deals {
			if !d.dead {
				d.dead = !n.price(d)
			}
		}
	}
}

// drawnProblem has continuous numbers, so that ties are rare, and some stances
// missing or without salience.
func drawnProblem(t *rapid.T) Problem {
	n, m := rapid.IntRange(2, 6).Draw(t, "actors"), rapid.IntRange(2, 5).Draw(t, "issues")
	ends := rapid.Bool().Draw(t, "ends")
	p := Problem{Position: blank(n, m), Salience: blank(n, m), Capability: blank(n, m)}
	for k := range m {
		p.Issues = append(p.Issues, IssueSpec{ID: fmt.Sprint("i", k), Low: 0, High: 100})
	}
	unit := rapid.Float64Range(0, 1)
	for i := range n {
		p.Actors = append(p.Actors, fmt.Sprint("a", i))
		for k := range m {
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				if i > 0 {
					continue
				}
			case 1:
				if i > 0 {
					p.Position[i][k], p.Salience[i][k], p.Capability[i][k] = 50, 0, 1
					continue
				}
			}
			x := unit.Draw(t, "x") * 100
			if ends && x != 50 {
				x = math.Round(x/100) * 100
			}
			p.Position[i][k] = x
			p.Salience[i][k] = 0.05 + 0.95*unit.Draw(t, "s")
			p.Capability[i][k] = 0.1 + unit.Draw(t, "c")
		}
	}
	return p
}

func TestExchangeAgreesWithOracle(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawnProblem(t)
		model := rapid.SampledFrom([]string{ExchangeEqualGain, ExchangePlannedHistory}).Draw(t, "model")
		got, err := Run(model, &p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		n := &naiveExchange{p: p, planned: model == ExchangePlannedHistory}
		closeCall := n.run()
		if got.ExchangeRounds[0].Candidates != len(n.deals) {
			t.Fatalf("%d candidates, the oracle has %d", got.ExchangeRounds[0].Candidates, len(n.deals))
		}
		if !closeCall && len(got.Exchanges) != len(n.realised) || len(got.Exchanges) < len(n.realised) {
			t.Fatalf("%d exchanges, the oracle has %d", len(got.Exchanges), len(n.realised))
		}
		for f, w := range n.realised {
			g := got.Exchanges[f]
			if g.A != p.Actors[w.i] || g.B != p.Actors[w.j] || g.ASupplies != p.Issues[w.q].ID || g.BSupplies != p.Issues[w.p].ID ||
				math.Abs(g.Gain-w.gain) > 1e-9 || math.Abs(g.ATo-w.landI) > 1e-8 || math.Abs(g.BTo-w.landJ) > 1e-8 {
				t.Fatalf("exchange %d is %+v, the oracle has %+v", f+1, g, w)
			}
			compared++
		}
	})
	if compared < 50 {
		t.Errorf("only %d exchanges were compared", compared)
	}
}
