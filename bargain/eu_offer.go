package bargain

import "math"

// The offers of the eu family; also the kinds of a Move.
const (
	OfferConfrontation = "confrontation" // both expect to gain, the rival more: the actor moves all the way
	OfferCompromise    = "compromise"    // the rival expects more than the actor fears: it moves part of the way
	OfferCapitulation  = "capitulation"  // the actor fears more than the rival expects: it moves all the way
)

// tieMove is the share of the scale within which two moves are equally long, and
// two positions one: an actor is not kept from real offers by one that would
// move it by a rounding.
const tieMove = 1e-9

// euOffer is an offer from voter j to the voter at hand; kind is empty when the
// two utilities make none.
type euOffer struct {
	j          int
	kind       string
	own, other float64 // E_ij, E_ji
	to, length float64
}

// offersTo fills k's offers to voter i, in the order of voters.
func (run *euRun) offersTo(i int) []euOffer {
	k := run.kernel
	run.offers = run.offers[:0]
	for j := range k.voters {
		if k.at[i] == k.at[j] {
			continue
		}
		o := euOffer{j: j, own: k.own(i, j), other: k.other(i, j)}
		o.to = k.x[j]
		switch {
		case o.other <= euNoise:
		case o.own > euNoise && o.other-o.own > euNoise:
			o.kind = OfferConfrontation
		case o.own < -euNoise && o.other+o.own > euNoise:
			o.kind = OfferCompromise
			o.to = k.x[i] + float64((k.x[j]-k.x[i])*(-o.own/o.other))
		case o.own < -euNoise && -o.own-o.other > euNoise && k.rules.capitulation:
			o.kind = OfferCapitulation
		}
		o.length = math.Abs(o.to - k.x[i])
		run.offers = append(run.offers, o)
	}
	return run.offers
}

// choose returns the index of the offer that voter i takes, -1 for none, and
// the indices of those that were as good, the chosen one among them.
func (run *euRun) choose(i int) (chosen int, equals []int) {
	run.equal = run.equal[:0]
	switch run.kernel.rules.offer {
	case offerMaxSender:
		return run.strongest(i)
	case offerClassFirst:
		for _, kind := range []string{OfferConfrontation, OfferCompromise, OfferCapitulation} {
			key := func(o euOffer) float64 { return o.length }
			if kind == OfferCompromise {
				key = func(o euOffer) float64 {
					own, other := math.Abs(o.own), math.Abs(o.other)
					return (float64(own*run.kernel.x[i]) + float64(other*run.kernel.x[o.j])) / (own + other)
				}
			}
			if chosen, equals = run.least(func(o euOffer) bool { return o.kind == kind }, key); chosen >= 0 {
				return chosen, equals
			}
		}
		return -1, nil
	}
	return run.least(func(o euOffer) bool { return o.kind != "" }, func(o euOffer) float64 { return o.length })
}

// strongest is offerMaxSender: the rival who expects most, then the nearest.
func (run *euRun) strongest(i int) (chosen int, equals []int) {
	most := 0.0
	for _, o := range run.offers {
		most = max(most, o.other)
	}
	if most <= euNoise {
		return -1, nil
	}
	return run.least(
		func(o euOffer) bool { return o.other >= most-euNoise },
		func(o euOffer) float64 { return math.Abs(run.kernel.x[o.j] - run.kernel.x[i]) },
	)
}

// least returns the offer with the smallest key among those that may be taken,
// by the rule for ties where several are within tieMove.
func (run *euRun) least(may func(euOffer) bool, key func(euOffer) float64) (chosen int, equals []int) {
	smallest := math.Inf(1)
	for _, o := range run.offers {
		if may(o) {
			smallest = min(smallest, key(o))
		}
	}
	chosen = -1
	for n, o := range run.offers {
		if !may(o) || key(o) > smallest+tieMove*run.kernel.dx {
			continue
		}
		run.equal = append(run.equal, n)
		if chosen < 0 || run.precedes(o, run.offers[chosen]) {
			chosen = n
		}
	}
	return chosen, run.equal
}

// precedes is the rule for ties.
func (run *euRun) precedes(a, b euOffer) bool {
	va, vb := run.kernel.voters[a.j], run.kernel.voters[b.j]
	if run.kernel.rules.euWeight {
		if math.Abs(a.other-b.other) > euNoise {
			return a.other > b.other
		}
		if math.Abs(va.w-vb.w) > euNoise*(va.w+vb.w) {
			return va.w > vb.w
		}
	}
	return va.actor < vb.actor
}
