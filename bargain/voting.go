package bargain

import "math"

// VotingRule turns a voter's weight and difference of utilities into a vote.
type VotingRule string

// The voting rules of the KTAB program. du is the difference of utilities
// between the first option and the second, w the weight; a vote above 0 is for
// the first.
const (
	VoteProp      VotingRule = "Prop"      // w du
	VoteBinary    VotingRule = "Binary"    // w times the sign of du, linear within 1e-8
	VotePropBin   VotingRule = "PropBin"   // w (0.8 du + 0.2 sign)
	VotePropCbc   VotingRule = "PropCbc"   // w (0.5 du + 0.5 du^3)
	VoteCubic     VotingRule = "Cubic"     // w du^3
	VoteASymProsp VotingRule = "ASymProsp" // w du for a loss, (2/3) w du for a gain
)

// Vote returns the vote of weight w on a difference of utilities du.
func (rule VotingRule) Vote(w, du float64) float64 {
	switch rule {
	case VoteBinary:
		return w * signOf(du)
	case VotePropBin:
		return w * (float64(0.8*du) + float64(0.2*signOf(du)))
	case VotePropCbc:
		return w * (float64(0.5*du) + float64(0.5*float64(du*float64(du*du))))
	case VoteCubic:
		return w * float64(du*float64(du*du))
	case VoteASymProsp:
		if du > 0 {
			return w * du * (2.0 / 3)
		}
	}
	return w * du
}

// signOf is the sign of du, made continuous near 0.
func signOf(du float64) float64 { return math.Max(-1, math.Min(1, du/1e-8)) }

// election runs probabilistic Condorcet elections one after another without
// allocating: reset or vote, then run.
type election struct {
	n       int
	c       []float64 // strength of a against b, at a*n + b
	wins    []float64
	h       []float64
	p, q    []float64
	rule    VotingRule
	bothWay bool // count each pair in both orders and take the mean
}

func (e *election) reset(n int) {
	e.n = n
	e.c, e.wins, e.h = grown(e.c, n*n), grown(e.wins, n*n), grown(e.h, n*n)
	e.p, e.q = grown(e.p, n), grown(e.q, n)
	for i := range e.c {
		e.c[i] = coalitionFloor
	}
}

// grown returns a slice of n numbers, the given one where it has the room.
func grown(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	return s[:n]
}

// vote fills the strengths for n options: u holds the utilities, a row of
// len(w) voters for each option. Pairs are voted on once, the later option
// first; of the rules only ASymProsp notices.
func (e *election) vote(n int, u, w []float64) {
	e.reset(n)
	voters := len(w)
	for a := 1; a < n; a++ {
		ua := u[a*voters : (a+1)*voters]
		for b := range a {
			ub := u[b*voters : (b+1)*voters]
			var pro, con float64
			switch {
			case e.rule == VoteProp:
				pro, con = proportional(ua, ub, w)
			case e.bothWay && e.rule == VoteASymProsp:
				pro, con = ruled(e.rule, ua, ub, w)
				con2, pro2 := ruled(e.rule, ub, ua, w)
				pro, con = (pro+pro2)/2, (con+con2)/2
			default:
				pro, con = ruled(e.rule, ua, ub, w)
			}
			e.c[a*n+b] += pro
			e.c[b*n+a] += con
		}
	}
}

// proportional is ruled for VoteProp, where most of the time goes.
func proportional(ua, ub, w []float64) (pro, con float64) {
	ub, w = ub[:len(ua)], w[:len(ua)]
	// The sum and the sum of absolute values give both sides without a branch.
	net, gross := 0.0, 0.0
	for k := range ua {
		v := float64(w[k] * (ua[k] - ub[k]))
		net += v
		gross += math.Abs(v)
	}
	return (gross + net) / 2, (gross - net) / 2
}

func ruled(rule VotingRule, ua, ub, w []float64) (pro, con float64) {
	for k := range ua {
		if v := rule.Vote(w[k], ua[k]-ub[k]); v > 0 {
			pro += v
		} else {
			con -= v
		}
	}
	return pro, con
}
