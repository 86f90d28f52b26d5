package analysis

import (
	"fmt"
	"strings"
)

// stateAnswer says how a composite's parts make its position on one issue.
func (r *run) stateAnswer(k int) StateAnswer {
	p, st := r.p, &r.p.states[k]
	ip := &p.issues[st.issue]
	now, base := r.active(), r.base()
	at := &now.point.states[k]
	a := StateAnswer{
		Actor: string(st.actor.ID), Name: plainName(st.actor), Issue: string(ip.issue.ID), Rule: string(st.rule),
		Rules: []RuleOutcome{}, Parts: []PartOfState{},
		WinSetLow: ip.units(at.stance.WinLow), WinSetHi: ip.units(at.stance.WinHigh), Gridlock: at.stance.Gridlock(),
		GridShare: meanOf(now.cols[p.gridlockColumn(k)][:now.done]),
	}
	for q := range rules {
		o := RuleOutcome{Rule: ruleInfos[q].id, Title: ruleInfos[q].title}
		o.Spread = inUnits(ip, now.spread(now.cols[p.ruleColumn(k, q)], at.by[q]))
		if now != base {
			s := inUnits(ip, base.spread(base.cols[p.ruleColumn(k, q)], base.point.states[k].by[q]))
			o.Base = &s
		}
		a.Rules = append(a.Rules, o)
	}
	for j, part := range st.parts {
		o := PartOfState{
			ID: string(part.actor.ID), Name: plainName(part.actor),
			Position:  now.spread(now.in[p.partColumn(k, j, 0)], ip.units(at.position[j])),
			Salience:  now.spread(now.in[p.partColumn(k, j, 1)], at.saliences[j]*100),
			Influence: now.spread(now.in[p.partColumn(k, j, 2)], at.strength[j]),
			Share:     now.spread(now.in[p.partColumn(k, j, 3)], ratio(at.strength[j], at.influence)),
			Veto:      r.scenarios[r.activeAt].vetoes[k][j],
		}
		if now != base {
			s := base.spread(base.in[p.partColumn(k, j, 0)], ip.units(base.point.states[k].position[j]))
			o.Base = &s
		}
		a.Parts = append(a.Parts, o)
	}
	a.Settling = r.settling(k)
	a.Words = stateWords(&a, ip)
	return a
}

func inUnits(ip *issuePlan, s Spread) Spread {
	return Spread{
		Point: ip.units(s.Point), Median: ip.units(s.Median), P05: ip.units(s.P05),
		P25: ip.units(s.P25), P75: ip.units(s.P75), P95: ip.units(s.P95),
	}
}

func meanOf(col []float64) float64 {
	sum, n := 0.0, 0
	for _, x := range col {
		if x == x {
			sum += x
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

func stateWords(a *StateAnswer, ip *issuePlan) string {
	length := ip.high - ip.low
	var b strings.Builder
	fmt.Fprintf(&b, "%s's position on %s is %s by mean, %s by median and %s with vetoes; the case uses the %s.",
		a.Name, a.Issue, number(a.Rules[ruleMean].Median, length), number(a.Rules[ruleMedian].Median, length),
		number(a.Rules[ruleVeto].Median, length), a.Rule)
	var vetoes []string
	strongest := 0
	for i, part := range a.Parts {
		if part.Veto {
			vetoes = append(vetoes, part.Name)
		}
		if part.Share.Point > a.Parts[strongest].Share.Point {
			strongest = i
		}
	}
	s := a.Parts[strongest]
	fmt.Fprintf(&b, " %s has the largest share of influence, %s of 100, and stands at %s.", s.Name, number(s.Share.Point*100, 100), number(s.Position.Point, length))
	if len(vetoes) > 0 {
		fmt.Fprintf(&b, " Vetoes: %s; they leave room from %s to %s.", list(vetoes), number(a.WinSetLow, length), number(a.WinSetHi, length))
	}
	if a.Gridlock {
		b.WriteString(" At the mids nothing beats the status quo for all of them: gridlock.")
	}
	if a.GridShare > 0 {
		fmt.Fprintf(&b, " Gridlock %s.", outOf(a.GridShare))
	}
	if a.Settling != nil {
		b.WriteString(" " + a.Settling.Says)
	}
	return b.String()
}
