package bargain

import "slices"

// tradeRound is the state of one round of exchanges.
type tradeRound struct {
	*tradeTable
	x, y    []float64 // positions at its start and now
	seen    []float64 // (demander, issue, actor): the actor's position as the demander knows it, see known
	planned bool      // ExchangePlannedHistory

	candidates []trade
	gains      []float64 // of the candidates; 0 when it is made or impossible
	alive      int       // candidates with a gain
	bySupply   [][]int   // (actor, issue) → candidates in which the actor supplies the issue
	byDemand   [][]int
	tied       []int
}

func newTradeRound(t *tradeTable, x []float64, planned bool) *tradeRound {
	r := &tradeRound{tradeTable: t, x: x, y: slices.Clone(x), planned: planned,
		seen:     make([]float64, t.n*t.m*t.n),
		bySupply: make([][]int, t.n*t.m), byDemand: make([][]int, t.n*t.m)}
	for i := range t.n {
		for k := range t.m {
			for other := range t.n {
				r.seen[(i*t.m+k)*t.n+other] = x[other*t.m+k]
			}
		}
	}
	r.findCandidates()
	r.gains = make([]float64, len(r.candidates))
	for f := range r.candidates {
		if r.compute(f) {
			r.alive++
		}
	}
	return r
}

// findCandidates lists, for every pair of issues, the pairs of actors who stand
// on opposite sides of both outcomes: first right on both with left on both,
// then left on p alone with left on q alone.
func (r *tradeRound) findCandidates() {
	outcomes := r.outcomes(r.x)
	left := func(i, k int) bool { return r.x[i*r.m+k] <= outcomes[k] }
	var rights, lefts, leftP, leftQ []int
	for p := range r.m {
		for q := p + 1; q < r.m; q++ {
			rights, lefts, leftP, leftQ = rights[:0], lefts[:0], leftP[:0], leftQ[:0]
			for i := range r.n {
				if !r.part[i*r.m+p] || !r.part[i*r.m+q] {
					continue
				}
				switch onP, onQ := left(i, p), left(i, q); {
				case onP && onQ:
					lefts = append(lefts, i)
				case onP:
					leftP = append(leftP, i)
				case onQ:
					leftQ = append(leftQ, i)
				default:
					rights = append(rights, i)
				}
			}
			r.pair(rights, lefts, p, q)
			r.pair(leftP, leftQ, p, q)
		}
	}
}

// pair adds the candidates of as × bs on the issues p and q. The one who cares
// relatively more about p demands it.
func (r *tradeRound) pair(as, bs []int, p, q int) {
	for _, a := range as {
		for _, b := range bs {
			i, j := a, b
			if r.s[a*r.m+p]/r.s[a*r.m+q] < r.s[b*r.m+p]/r.s[b*r.m+q] {
				i, j = b, a
			}
			f := len(r.candidates)
			r.candidates = append(r.candidates, trade{i: i, j: j, p: p, q: q})
			iq, jp, ip, jq := i*r.m+q, j*r.m+p, i*r.m+p, j*r.m+q
			r.bySupply[iq] = append(r.bySupply[iq], f)
			r.bySupply[jp] = append(r.bySupply[jp], f)
			r.byDemand[ip] = append(r.byDemand[ip], f)
			r.byDemand[jq] = append(r.byDemand[jq], f)
		}
	}
}

// best returns the candidates with the highest gain, lowest index first; none
// when no exchange is left. The slice is valid until the next call.
func (r *tradeRound) best() []int {
	r.tied = r.tied[:0]
	if r.alive == 0 {
		return r.tied
	}
	most := slices.Max(r.gains)
	for f, gain := range r.gains {
		if gain > 0 && gain >= most-tieSlack {
			r.tied = append(r.tied, f)
		}
	}
	return r.tied
}

// realise makes the exchange, and recomputes all that it touches. It returns
// how many other exchanges it made impossible.
func (r *tradeRound) realise(f int) (dropped int) {
	c := r.candidates[f]
	r.gains[f] = 0
	r.alive--
	for _, s := range []tradeSide{r.sideI(&c), r.sideJ(&c)} {
		// The supplier's landing binds its other exchanges on the issue, and is
		// known to the demander in its exchanges with others.
		if r.planned {
			r.keepPlans(s)
		}
		r.y[s.supplier*r.m+s.issue] = s.to()
		r.seen[(s.demander*r.m+s.issue)*r.n+s.supplier] = s.to()
	}
	for _, at := range []int{c.i*r.m + c.q, c.j*r.m + c.p} {
		dropped += r.recompute(r.bySupply[at])
	}
	for _, at := range []int{c.i*r.m + c.p, c.j*r.m + c.q} {
		dropped += r.recompute(r.byDemand[at])
	}
	return dropped
}

func (r *tradeRound) recompute(touched []int) (dropped int) {
	for _, f := range touched {
		if r.gains[f] > 0 && !r.compute(f) {
			r.alive--
			dropped++
		}
	}
	return dropped
}

// keepPlans enters the planned moves of all that supply the same issue as the
// realised side into their histories.
func (r *tradeRound) keepPlans(realised tradeSide) {
	for _, f := range r.bySupply[realised.supplier*r.m+realised.issue] {
		if r.gains[f] == 0 {
			continue
		}
		c := &r.candidates[f]
		if s := r.sideI(c); s.supplier == realised.supplier && s.issue == realised.issue {
			c.keptI.add(s.direction() * s.move)
		} else {
			s := r.sideJ(c)
			c.keptJ.add(s.direction() * s.move)
		}
	}
}

// next is where the actors begin the next round.
func (r *tradeRound) next() []float64 {
	next := slices.Clone(r.x)
	for at, part := range r.part {
		if part {
			next[at] = NextRoundStart(r.x[at], r.y[at], r.s[at])
		}
	}
	return next
}

// clone copies what a step changes.
func (r *tradeRound) clone() *tradeRound {
	c := *r
	c.y, c.seen, c.tied = slices.Clone(r.y), slices.Clone(r.seen), nil
	c.candidates, c.gains = slices.Clone(r.candidates), slices.Clone(r.gains)
	return &c
}
