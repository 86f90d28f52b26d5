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
	a.Explains = explains(res.Explanations, q)
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
	if lead.state == none && lead.method == methodMean && lead.scenario == r.activeAt {
		for _, is := range res.Issues {
			if is.ID == string(ip.issue.ID) && is.Forecast != nil {
				a.Range += fmt.Sprintf(" With the error of the method counted in, the 90%% range is %s to %s (%s).",
					number(is.Forecast.Both.P05, length), number(is.Forecast.Both.P95, length), is.Forecast.Label)
			}
		}
	}
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
	if words := r.strongestLever(mine[0], ip); words != "" {
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

// answerWords says what holds, where the methods or lenses divide, and what does
// not hold; the group of the question's first conclusion comes first, and in each
// group the surest statement. Behind each stands in how many draws it holds, over
// all methods.
func answerWords(mine []*ConclusionAnswer) string {
	groups := map[Verdict][]string{}
	order := slices.Clone(mine)
	slices.SortStableFunc(order, func(a, b *ConclusionAnswer) int {
		lowA, highA := shares(a)
		lowB, highB := shares(b)
		return cmp.Compare(lowB+highB, lowA+highA)
	})
	for _, k := range order {
		says := clause(k.Says)
		if low, high := shares(k); high >= 0 {
			says += " (" + sharesText(low, high) + ")"
		}
		groups[k.Verdict] = append(groups[k.Verdict], says)
	}
	verdicts := []Verdict{Agrees, Divided, Disagrees, Silent}
	first := slices.Index(verdicts, mine[0].Verdict)
	verdicts = slices.Insert(slices.Delete(verdicts, first, first+1), 0, mine[0].Verdict)
	before := map[Verdict]string{
		Divided:   "Lenses or methods divide: ",
		Disagrees: "Not on these inputs: ",
		Silent:    "No lens of this version speaks to this: ",
	}
	var parts []string
	for _, v := range verdicts {
		if len(groups[v]) > 0 {
			parts = append(parts, sentence(before[v]+strings.Join(groups[v], "; ")))
		}
	}
	return strings.Join(parts, " ")
}

// shares are the least and the largest share of draws in which a conclusion
// holds, over the methods of all lenses; -1 when none speaks.
func shares(k *ConclusionAnswer) (low, high float64) {
	low, high = math.Inf(1), -1
	for _, l := range k.Lenses {
		for _, m := range l.Methods {
			if m.Beside {
				continue
			}
			low, high = min(low, m.Share), max(high, m.Share)
		}
	}
	return low, high
}

func sharesText(low, high float64) string {
	a, b := int(math.Round(low*100)), int(math.Round(high*100))
	if a == b {
		return strings.TrimPrefix(outOf(high), "in ")
	}
	return fmt.Sprintf("%d to %d of 100 draws", a, b)
}

// strongestLever names the what-if that moves a question's issue most among the
// levers of the state that the question is about, for a question that is led by
// a conclusion under a what-if, which is one about what would move it.
func (r *run) strongestLever(lead *ConclusionAnswer, ip *issuePlan) string {
	owner, ok := r.askedOf(r.c.Conclusion(model.ConclusionID(lead.ID)))
	if !ok {
		return ""
	}
	var best *model.WhatIf
	var effect LeverEffect
	for i := range r.c.WhatIfs {
		w := &r.c.WhatIfs[i]
		if w.Actor == "" || stateOf(w.Actor) != owner {
			continue
		}
		for _, e := range r.effects(r.leverScenario(w)) {
			if e.Issue == string(ip.issue.ID) && (best == nil || math.Abs(e.Moved.Median) > math.Abs(effect.Moved.Median)) {
				best, effect = w, e
			}
		}
	}
	if best == nil || effect.Moved.Median == 0 {
		return ""
	}
	length := ip.high - ip.low
	return fmt.Sprintf("Levers of %s: “%s” moves %s most, by %s (90%% range %s to %s).",
		actorName(r.c, owner), best.Title, ip.issue.ID, signed(effect.Moved.Median, length), signed(effect.Moved.P05, length), signed(effect.Moved.P95, length))
}

// askedOf is the state whose levers a conclusion under a what-if asks about.
func (r *run) askedOf(k *model.Conclusion) (model.ActorID, bool) {
	if len(k.Under) == 0 {
		return "", false
	}
	w := r.c.WhatIf(k.Under[0])
	return stateOf(w.Actor), w.Actor != ""
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
