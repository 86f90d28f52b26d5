package bargain

import "math"

// Bounds of a valid exchange, on 0..100.
const (
	leastGain    = 1e-10
	leastMove    = 1e-10
	landingSlack = 1e-9
	tieSlack     = 1e-9
)

// tradeTable is a Problem on 0..100, actor i on issue p at i*m+p. It does not change
// during a run.
type tradeTable struct {
	n, m  int
	part  []bool    // takes part in the issue
	x     []float64 // positions at the start of the first round, NaN without part
	s, w  []float64 // salience; capability times salience, 0 without part
	total []float64 // sum of w by issue
}

func newTradeTable(p *Problem) *tradeTable {
	n, m := len(p.Actors), len(p.Issues)
	t := &tradeTable{n: n, m: m,
		part: make([]bool, n*m), x: make([]float64, n*m), s: make([]float64, n*m), w: make([]float64, n*m),
		total: make([]float64, m)}
	for i := range n {
		for k, is := range p.Issues {
			at := i*m + k
			if !p.TakesPart(i, k) {
				t.x[at] = math.NaN()
				continue
			}
			t.part[at] = true
			t.x[at] = toHundred(is, p.Position[i][k])
			t.s[at] = p.Salience[i][k]
			t.w[at] = p.Capability[i][k] * p.Salience[i][k]
			t.total[k] += t.w[at]
		}
	}
	return t
}

// outcome is O of issue k when the actors vote from the positions x.
func (t *tradeTable) outcome(x []float64, k int) float64 {
	sum := 0.0
	for i := range t.n {
		if at := i*t.m + k; t.part[at] {
			sum += float64(t.w[at] * x[at])
		}
	}
	return sum / t.total[k]
}

func (t *tradeTable) outcomes(x []float64) []float64 {
	out := make([]float64, t.m)
	for k := range out {
		out[k] = t.outcome(x, k)
	}
	return out
}

// trade is a possible exchange: i supplies issue q and demands p, j
// supplies p and demands q.
type trade struct {
	i, j, p, q int

	moveI, moveJ float64 // lengths of the moves, of i on q and of j on p
	shrunk       bool    // the terms of now were cut by the rule of no overshoot
	everShrunk   bool    // those of now or of earlier in the round

	// Of the model with planned history: the signed sum and the direction of
	// the moves that each side had planned before it was overtaken.
	keptI, keptJ keptPlan
}

type keptPlan struct {
	sum  float64
	sign float64
}

func (k *keptPlan) add(move float64) {
	k.sum += move
	k.sign = math.Copysign(1, move)
}

// tradeSide is one half of a candidate: the supplier moves on the issue towards the
// demander.
type tradeSide struct {
	supplier, demander, issue int
	from, towards             float64
	move                      float64
	kept                      keptPlan
}

func (s tradeSide) direction() float64 {
	if s.towards < s.from {
		return -1
	}
	return 1
}

// to is where the side lands; a full move lands on the demander exactly.
func (s tradeSide) to() float64 {
	if s.move == math.Abs(s.towards-s.from) {
		return s.towards
	}
	return s.from + s.direction()*s.move
}

func (r *tradeRound) sideI(c *trade) tradeSide {
	return tradeSide{c.i, c.j, c.q, r.y[c.i*r.m+c.q], r.x[c.j*r.m+c.q], c.moveI, c.keptI}
}

func (r *tradeRound) sideJ(c *trade) tradeSide {
	return tradeSide{c.j, c.i, c.p, r.y[c.j*r.m+c.p], r.x[c.i*r.m+c.p], c.moveJ, c.keptJ}
}

// compute sets the terms and the gain of exchange f from the present positions,
// and reports whether it is valid.
func (r *tradeRound) compute(f int) bool {
	c := &r.candidates[f]
	ip, iq, jp, jq := c.i*r.m+c.p, c.i*r.m+c.q, c.j*r.m+c.p, c.j*r.m+c.q
	// Shifts of the two outcomes that give both sides the same gain stand in
	// this ratio: dq = dp * ratio.
	ratio := (r.s[ip] + r.s[jp]) / (r.s[iq] + r.s[jq])
	perI, perJ := r.w[iq]/r.total[c.q], r.w[jp]/r.total[c.p] // outcome points per point moved

	c.shrunk = false
	c.moveJ = math.Abs(r.x[ip] - r.y[jp])
	dp := c.moveJ * perJ
	dq := dp * ratio
	c.moveI = dq / perI
	if most := math.Abs(r.x[jq] - r.y[iq]); c.moveI > most {
		c.moveI = most
		dq = most * perI
		dp = dq / ratio
		c.moveJ = dp / perJ
	}
	if own, over := r.overshoot(r.sideI(c)); over {
		c.shrunk = true
		dq = own
		dp = dq / ratio
		c.moveI, c.moveJ = dq/perI, dp/perJ
	}
	if own, over := r.overshoot(r.sideJ(c)); over {
		c.shrunk = true
		dp = own
		dq = dp * ratio
		c.moveI, c.moveJ = dq/perI, dp/perJ
	}
	c.everShrunk = c.everShrunk || c.shrunk
	gain := math.Abs(float64(r.s[iq]*dq) - float64(r.s[ip]*dp))
	if !(gain >= leastGain && r.validMove(r.sideI(c)) && r.validMove(r.sideJ(c))) {
		r.gains[f] = 0
		return false
	}
	r.gains[f] = gain
	return true
}

// known is the outcome of the side's issue before and after its move as the
// rule counts it: the supplier where it stands, the others at the start of the
// round, except for moves that were supplied to the same demander.
func (r *tradeRound) known(s tradeSide) (before, after float64) {
	seen := r.seen[(s.demander*r.m+s.issue)*r.n:][:r.n]
	sum := 0.0
	for k := range r.n {
		at := k*r.m + s.issue
		switch {
		case !r.part[at]:
		case k == s.supplier:
			sum += float64(r.w[at] * s.from)
		default:
			sum += float64(r.w[at] * seen[k])
		}
	}
	before = sum / r.total[s.issue]
	return before, before + float64(s.direction()*s.move*r.w[s.supplier*r.m+s.issue]/r.total[s.issue])
}

// overshoot reports whether the move would carry the outcome past the
// demander's position, and the shift that carries it just there.
func (r *tradeRound) overshoot(s tradeSide) (shift float64, over bool) {
	before, after := r.known(s)
	if min(before, after)+landingSlack < s.towards && s.towards < max(before, after)-landingSlack {
		return math.Abs(s.towards - before), true
	}
	return 0, false
}

func (r *tradeRound) validMove(s tradeSide) bool {
	if !(s.move > leastMove && s.move <= 100) {
		return false
	}
	if to := s.to(); to < -landingSlack || to > 100+landingSlack {
		return false
	}
	if r.planned {
		move := s.direction() * s.move
		return s.kept.sign*s.direction() >= 0 && s.kept.sum+move <= 100
	}
	// One direction a round: then the total moved is the distance from the
	// start, and cannot exceed the scale.
	start := r.x[s.supplier*r.m+s.issue]
	return s.from == start || (s.from > start) == (s.direction() > 0)
}
