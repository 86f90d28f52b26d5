package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/model"
)

// questionAnswer answers a question from its conclusions.
func (r *run) questionAnswer(q *model.Question, res *Result) QuestionAnswer {
	a := askedQuestion(r.c, q)
	if q.Kind != "" || len(a.Conclusions) == 0 {
		return a
	}
	var mine []*ConclusionAnswer
	for i := range res.Conclusions {
		if res.Conclusions[i].Answers == a.ID {
			mine = append(mine, &res.Conclusions[i])
		}
	}
	a.Answer = answerWords(mine)
	lead, leadTest, ok := r.lead(mine)
	if !ok {
		return a
	}
	ip := r.p.issueOf(lead)
	tab := r.tables[lead.scenario]
	s := tab.spread(tab.cols[r.p.column(lead)], math.NaN())
	if lead.state != none {
		s = inUnits(ip, s)
	}
	length := ip.high - ip.low
	what := string(ip.issue.ID)
	if lead.state != none {
		what = plainName(r.p.states[lead.state].actor) + "'s position on " + what
	}
	a.Range = fmt.Sprintf("%s: median %s, middle half %s to %s, 90%% range %s to %s on %s..%s; %s.",
		what, number(s.Median, length), number(s.P25, length), number(s.P75, length), number(s.P05, length), number(s.P95, length),
		number(ip.low, length), number(ip.high, length), nearest(ip.issue.Scale, s.Median))
	var dull []string
	for _, b := range r.baselines(lead, leadTest) {
		dull = append(dull, b.Title+" "+number(b.Value, length))
	}
	a.Baseline = sentence(strings.Join(dull, "; "))
	for _, i := range r.influences(lead, &leadTest.Within) {
		if len(a.Because) < 3 {
			a.Because = append(a.Because, i)
		}
	}
	if words := r.strongestLever(res, mine[0], ip); words != "" {
		a.Answer += " " + words
	}
	return a
}

// lead is the outcome that a question's range is told of: that of its first
// conclusion that a lens can test.
func (r *run) lead(mine []*ConclusionAnswer) (target, model.Test, bool) {
	for _, k := range mine {
		c := r.c.Conclusion(model.ConclusionID(k.ID))
		if t, test, ok := r.headlineOf(c, r.scenarioOf(c)); ok {
			return t, test, true
		}
	}
	return target{}, model.Test{}, false
}

// answerWords says what holds, the surest first, then where the methods or
// lenses divide, then what does not hold. Shares stand behind the statements.
func answerWords(mine []*ConclusionAnswer) string {
	groups := map[Verdict][]string{}
	order := slices.Clone(mine)
	slices.SortStableFunc(order, func(a, b *ConclusionAnswer) int { return cmp.Compare(topShare(b), topShare(a)) })
	for _, k := range order {
		says := clause(k.Says)
		if s := topShare(k); s >= 0 {
			says += " (" + strings.TrimPrefix(outOf(s), "in ") + ")"
		}
		groups[k.Verdict] = append(groups[k.Verdict], says)
	}
	var parts []string
	for _, g := range []struct {
		v      Verdict
		before string
	}{
		{Agrees, ""},
		{Divided, "Methods or lenses divide on this: "},
		{Disagrees, "Not on these inputs: "},
		{Silent, "No lens of this version speaks to this: "},
	} {
		if len(groups[g.v]) > 0 {
			parts = append(parts, sentence(g.before+strings.Join(groups[g.v], "; ")))
		}
	}
	return strings.Join(parts, " ")
}

// topShare is the share that a conclusion is led by: the weighted mean of
// bargaining, else the state by its own rule; -1 when no lens speaks.
func topShare(k *ConclusionAnswer) float64 {
	for _, l := range k.Lenses {
		for _, m := range l.Methods {
			if m.Method == methodInfos[methodMean].id || m.Chosen {
				return m.Share
			}
		}
	}
	return -1
}

// strongestLever names the what-if that moves a question's issue most among the
// levers of the state that the question is about, for a question that is led by
// a conclusion under a what-if, which is one about what would move it.
func (r *run) strongestLever(res *Result, lead *ConclusionAnswer, ip *issuePlan) string {
	if len(lead.Under) == 0 {
		return ""
	}
	owner := stateOf(r.c.WhatIf(model.WhatIfID(lead.Under[0])).Actor)
	var best *Lever
	var effect LeverEffect
	for i := range res.Levers {
		l := &res.Levers[i]
		if l.WhatIf.Actor == "" || stateOf(model.ActorID(l.WhatIf.Actor)) != owner {
			continue
		}
		for _, e := range l.Effects {
			if e.Issue == string(ip.issue.ID) && (best == nil || math.Abs(e.Moved.Median) > math.Abs(effect.Moved.Median)) {
				best, effect = l, e
			}
		}
	}
	if best == nil || effect.Moved.Median == 0 {
		return ""
	}
	length := ip.high - ip.low
	return fmt.Sprintf("Of the levers of %s in the case, “%s” moves %s most: by %s (90%% range %s to %s).",
		actorName(r.c, owner), best.WhatIf.Title, ip.issue.ID, signed(effect.Moved.Median, length), signed(effect.Moved.P05, length), signed(effect.Moved.P95, length))
}

// stateOf is the whole an actor belongs to, or the actor itself.
func stateOf(a model.ActorID) model.ActorID {
	if w := a.Whole(); w != "" {
		return w
	}
	return a
}

func signed(x, length float64) string {
	s := number(x, length)
	if x > 0 && s != "0" {
		return "+" + s
	}
	return s
}
