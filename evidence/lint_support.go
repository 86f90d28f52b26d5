package evidence

import (
	"slices"
	"strings"

	"entente/quantity"
)

// values looks at the numbers themselves.
func (r *linter) values() {
	for _, o := range r.order {
		p := o.param
		if p == nil || p.Low == nil || p.High == nil {
			continue
		}
		low, high := *p.Low, *p.High
		switch {
		case low > high:
			r.add(LintRangeInverted, p.ID, "the low bound "+quantity.Format(low)+" is above the high one, "+quantity.Format(high))
		case p.Mode != nil && (*p.Mode < low || *p.Mode > high):
			r.add(LintRangeInverted, p.ID, "the mode "+quantity.Format(*p.Mode)+" lies outside "+quantity.Format(low)+".."+quantity.Format(high))
		case low == high && !p.Exact:
			r.add(LintPointValue, p.ID, quantity.Format(low)+" claims to be known exactly")
		}
		if s := p.Scale; s != nil {
			for _, bound := range []*float64{p.Low, p.Mode, p.High} {
				if bound != nil && (*bound < s.Low || *bound > s.High) {
					r.add(LintOutsideScale, p.ID, quantity.Format(*bound)+" lies outside the scale "+quantity.Format(s.Low)+".."+quantity.Format(s.High))
				}
			}
		}
	}
}

// support looks at what stands behind each object.
func (r *linter) support() {
	for _, o := range r.order {
		behind := o.behind()
		switch {
		case o.param != nil:
			r.paramBasis(o, behind)
		case o.edge != nil:
			if len(behind) == 0 && !o.reasoned() {
				r.add(LintEdgeNoClaim, o.id, "")
			}
			r.signs(o)
		}
		if len(behind) == 0 {
			continue
		}
		if !slices.ContainsFunc(behind, func(c *claim) bool { return c.Kind != KindJudgement && c.Kind != KindForecast }) {
			r.add(LintJudgementOnly, o.id, "")
		}
		r.oneOrigin(o, behind)
	}
}

func (r *linter) paramBasis(o *object, behind []*claim) {
	switch o.basis {
	case BasisJudgement, BasisDefault:
		if !o.said() {
			r.add(LintNoBasis, o.id, "it is a "+string(o.basis)+" without a reason")
		}
	default:
		if len(behind) == 0 {
			r.add(LintNoBasis, o.id, "no claim sets, bounds or supports it, and no judgement stands for one")
		}
	}
	// Only a reliability is a grade made a number; any other parameter may
	// well rest on a claim that nobody can grade.
	if !strings.HasSuffix(o.id, ".reliability") || o.said() {
		return
	}
	for _, c := range behind {
		if strings.ContainsAny(r.grade(c), "F6") {
			r.add(LintUnknownGraded, o.id, "the grade of "+c.ID+" is "+r.grade(c)+", which means unknown")
		}
	}
}

func (r *linter) signs(o *object) {
	plus, minus := "", ""
	for _, l := range o.links {
		switch {
		case l.Sign == "+" && plus == "":
			plus = l.Claim
		case (l.Sign == "-" || l.Sign == "−") && minus == "":
			minus = l.Claim
		}
	}
	if plus != "" && minus != "" {
		r.add(LintSignConflict, o.id, plus+" gives it +, "+minus+" gives it -")
	}
}

func (r *linter) oneOrigin(o *object, behind []*claim) {
	if len(behind) < 2 {
		return
	}
	origin := r.origins(behind[0])
	for _, c := range behind {
		if len(origin) != 1 || !slices.Equal(r.origins(c), origin) {
			return
		}
	}
	r.add(LintOneOrigin, o.id, itoa(len(behind))+" claims, all of the origin "+origin[0])
}

// claimsAsFact finds claims that nobody asserts behind something.
func (r *linter) claimsAsFact() {
	for _, c := range r.claims {
		if !c.inForce || (c.Modality != Hypothetical && c.Modality != Denied) {
			continue
		}
		for _, l := range c.links {
			if l.Role.Supporting() {
				r.add(LintHypotheticalAsFact, c.ID, "it is "+string(c.Modality)+", yet "+string(l.Role)+" "+l.To)
			}
		}
	}
}

// conflicts finds contradicting claims that feed one object.
func (r *linter) conflicts() {
	for _, a := range r.claims {
		for _, id := range a.conflicts {
			b := r.claims[id]
			if b == nil || b == a || !a.inForce || !b.inForce {
				continue
			}
			for _, l := range a.links {
				if slices.ContainsFunc(b.links, func(k Link) bool { return k.To == l.To }) {
					pair := []string{a.ID, b.ID}
					slices.Sort(pair)
					r.add(LintConflictOpen, strings.Join(pair, "/"), "both feed "+l.To)
				}
			}
		}
	}
}
