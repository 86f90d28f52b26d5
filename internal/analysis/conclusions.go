package analysis

import (
	"fmt"
	"math"
	"strings"

	"entente/model"
)

// conclusionAnswer says what the lenses make of one named statement.
func (r *run) conclusionAnswer(k *model.Conclusion) ConclusionAnswer {
	a := ConclusionAnswer{
		ID: string(k.ID), Says: k.Says, Answers: string(k.Answers), Under: ids(k.Under), Verdict: Silent,
		Lenses: []LensAnswer{}, Baseline: []BaselineCheck{}, Inputs: []Influence{}, Unsupported: []string{}, Signs: signsOf(k),
	}
	where := r.scenarioOf(k)
	var spoken []Verdict
	for _, l := range model.Lenses {
		la := r.lensAnswer(k, l, where)
		if la.Verdict != Silent {
			spoken = append(spoken, la.Verdict)
		}
		a.Lenses = append(a.Lenses, la)
	}
	a.Verdict = together(spoken)
	if t, test, ok := r.headlineOf(k, where); ok {
		a.Inputs = r.influences(t, &test.Within)
		a.Baseline = r.baselines(t, test)
	} else if len(spoken) == 0 {
		a.Summary = "No lens of this version can speak to it."
		return a
	} else {
		for _, la := range a.Lenses {
			if la.Verdict != Silent {
				a.Inputs = append(a.Inputs, la.Inputs...)
			}
		}
	}
	for _, i := range a.Inputs {
		if i.Basis != string(model.BasisEvidence) {
			a.Unsupported = append(a.Unsupported, i.Path)
		}
	}
	a.Summary = r.summary(&a)
	return a
}

// together is one verdict out of several.
func together(list []Verdict) Verdict {
	if len(list) == 0 {
		return Silent
	}
	for _, v := range list {
		if v != list[0] {
			return Divided
		}
	}
	return list[0]
}

func test(k *model.Conclusion, l model.Lens) (model.Test, bool) {
	for _, t := range k.Tests {
		if t.Lens == l {
			return t, true
		}
	}
	return model.Test{}, false
}

// lensAnswer is one cell of the table conclusions × lenses, with what it rests
// on.
func (r *run) lensAnswer(k *model.Conclusion, l model.Lens, where int) LensAnswer {
	a := r.verdict(k, l, where)
	if j := r.joinedAt(l, where); j != nil && a.Verdict != Silent {
		t, _ := test(k, l)
		a.Inputs = j.inputs(r, k, t)
		if j, ok := j.(remarker); ok {
			a.Why = strings.TrimSpace(a.Why + " " + j.remark(r, where, k, t))
		}
		if j, ok := j.(router); ok {
			a.Routes = j.routes(r, k, t)
		}
	}
	return a
}

// verdict says how a lens stands to a conclusion.
func (r *run) verdict(k *model.Conclusion, l model.Lens, where int) LensAnswer {
	a := LensAnswer{Lens: string(l), Verdict: Silent}
	t, ok := test(k, l)
	switch {
	case !ok:
		a.Why = "The case gives no test for this lens."
		return a
	case !runnable(l):
		a.Test, a.Why = t.Text, "This version does not run the lens yet."
		return a
	case !r.runs(l):
		a.Test, a.Why = t.Text, "The lens was not asked for in this run."
		return a
	}
	a.Test = t.Text
	list, why := r.shares(k, t, where)
	if len(list) == 0 {
		a.Why = why
		return a
	}
	var verdicts []Verdict
	for _, m := range list {
		if math.IsNaN(m.Share) {
			continue // no draw has an outcome
		}
		verdict := Disagrees
		if m.Share >= 0.5 {
			verdict = Agrees
		}
		if !m.Beside {
			verdicts = append(verdicts, verdict)
		}
		a.Methods = append(a.Methods, m)
	}
	a.Verdict = together(verdicts)
	if a.Verdict == Silent {
		a.Why = "No draw gives an outcome."
		if l == model.LensConflict {
			a.Why = "In no draw is an equilibrium in sight of the status quo."
		}
		return a
	}
	a.Why = methodsInWords(l, a.Methods)
	return a
}

// shares says in how many draws of a scenario a lens's test holds, by method,
// with the base beside it in any other scenario; none, with the reason, when the
// case has nothing to test.
func (r *run) shares(k *model.Conclusion, t model.Test, where int) ([]MethodShare, string) {
	at := func(where int) ([]MethodShare, string) {
		if j := r.joinedAt(t.Lens, where); j != nil {
			return j.methods(k, t, r.done)
		}
		return r.settledShares(t, where)
	}
	list, why := at(where)
	if where == 0 {
		return list, why
	}
	base, _ := at(0)
	for i := range list {
		if i < len(base) && !math.IsNaN(base[i].Share) {
			list[i].Base = &base[i].Share
		}
	}
	return list, why
}

// settledShares are those of the lenses that settle issues and states.
func (r *run) settledShares(t model.Test, where int) ([]MethodShare, string) {
	targets, why := r.targets(t, where)
	now := r.tables[where]
	var out []MethodShare
	for _, q := range targets {
		in := t.Within
		if q.state != none {
			in = hundredths(r.p.issueOf(q), in)
		}
		m := MethodShare{Share: share(now.cols[r.p.column(q)][:now.done], in), Point: t.Within.Contains(q.of(r.p, &now.point))}
		if q.state != none {
			m.Method, m.Title = ruleInfos[q.method].id, ruleInfos[q.method].title
			m.Chosen = ruleIndex(r.p.states[q.state].rule) == q.method
		} else {
			m.Method, m.Title = methodInfos[q.method].id, methodInfos[q.method].title
		}
		out = append(out, m)
	}
	return out, why
}

// hundredths maps an interval on an issue's scale to 0..100.
func hundredths(ip *issuePlan, in model.Interval) model.Interval {
	in.Low, in.High = ip.hundred(in.Low), ip.hundred(in.High)
	return in
}

// targets are the outcomes that a test of bargaining or factions is about, one
// for each method or rule; none, with the reason, when the case has nothing to
// test.
func (r *run) targets(t model.Test, where int) ([]target, string) {
	if t.Lens != model.LensBargaining && t.Lens != model.LensFactions {
		return nil, "The case has no section for this lens."
	}
	var out []target
	for k := range r.p.issues {
		if r.p.issues[k].issue.ID != t.Issue {
			continue
		}
		if t.Lens == model.LensBargaining {
			if len(r.p.issues[k].actors) == 0 {
				return nil, "No actor has a position on the issue."
			}
			for m := range methods {
				if !methodInfos[m].baseline {
					out = append(out, target{issue: k, state: none, method: m, scenario: where})
				}
			}
			return out, ""
		}
		for j := range r.p.states {
			if st := &r.p.states[j]; st.issue == k && st.actor.ID == t.Actor {
				for q := range rules {
					out = append(out, target{issue: k, state: j, method: q, scenario: where})
				}
				return out, ""
			}
		}
	}
	return nil, "The actor has no parts with a stance on the issue, so there is nothing to settle at home."
}

// headlineOf is the outcome a conclusion is judged by where one is wanted: the
// weighted mean when bargaining has a test, else the state by its own rule.
func (r *run) headlineOf(k *model.Conclusion, where int) (target, model.Test, bool) {
	for _, l := range []model.Lens{model.LensBargaining, model.LensFactions} {
		t, ok := test(k, l)
		if !ok || !r.runs(l) {
			continue
		}
		targets, _ := r.targets(t, where)
		for _, q := range targets {
			if q.state == none && q.method == methodMean || q.state != none && q.method == ruleIndex(r.p.states[q.state].rule) {
				return q, t, true
			}
		}
	}
	return target{}, model.Test{}, false
}

// headShare is in how many draws of a scenario a conclusion holds in its
// headline, and by which method: that of the issue or state, else that of the
// first other lens with a test.
func (r *run) headShare(k *model.Conclusion, where int) (float64, string, bool) {
	if t, test, ok := r.headlineOf(k, where); ok {
		method := methodInfos[methodMean].id
		if t.state != none {
			method = ruleInfos[t.method].id
		}
		return r.headlineShare(t, test, where), method, true
	}
	for i, l := range r.joined {
		t, ok := test(k, l.lens())
		if !ok {
			continue
		}
		list, _ := r.tables[where].joined[i].methods(k, t, r.done)
		for _, m := range list {
			if m.Chosen {
				return m.Share, m.Method, true
			}
		}
	}
	return math.NaN(), "", false
}

// headlineShare is in how many draws a conclusion holds in its headline.
func (r *run) headlineShare(t target, test model.Test, where int) float64 {
	in := test.Within
	if t.state != none {
		in = hundredths(r.p.issueOf(t), in)
	}
	return share(r.tables[where].cols[r.p.column(t)][:r.tables[where].done], in)
}

// baselines are the dull forecasts of the outcome that a test is about.
func (r *run) baselines(t target, test model.Test) []BaselineCheck {
	out := []BaselineCheck{}
	ip := r.p.issueOf(t)
	if ip.statusQuo != none {
		x := r.scenarios[t.scenario].mids[ip.statusQuo]
		out = append(out, BaselineCheck{Name: "status-quo", Title: "nothing changes", Value: x, Holds: test.Within.Contains(x)})
	}
	if t.state == none {
		x := r.tables[t.scenario].point.issues[t.issue].by[methodUnweighted]
		out = append(out, BaselineCheck{Name: "unweighted-mean", Title: "unweighted mean", Value: x, Holds: test.Within.Contains(x)})
		return out
	}
	sum := 0.0
	st := &r.tables[t.scenario].point.states[t.state]
	for _, x := range st.position {
		sum += x
	}
	x := ip.units(sum / float64(len(st.position)))
	return append(out, BaselineCheck{Name: "unweighted-mean", Title: "unweighted mean of the parts", Value: x, Holds: test.Within.Contains(x)})
}

func methodsInWords(l model.Lens, list []MethodShare) string {
	var parts, beside []string
	for _, m := range list {
		if m.Undrawn {
			s := "not by " + m.Title
			if m.Share == 1 {
				s = "also by " + m.Title
			}
			parts = append(parts, s)
			continue
		}
		if m.Beside {
			beside = append(beside, fmt.Sprintf("%s %d", m.Title, int(math.Round(m.Share*100))))
			continue
		}
		s := outOf(m.Share) + " by " + m.Title
		if m.Base != nil {
			s += fmt.Sprintf(" (base %d)", int(math.Round(*m.Base*100)))
		}
		if m.NoOutcome > 0 && l == model.LensConflict {
			s += ", leaving out those, " + strings.TrimPrefix(outOf(m.NoOutcome), "in ") + ", in which no equilibrium is in sight"
		}
		parts = append(parts, s)
	}
	if len(beside) > 0 {
		parts = append(parts, "beside it "+strings.Join(beside, ", "))
	}
	return sentence("holds " + list2(parts))
}

// list2 joins with semicolons, for phrases that hold commas.
func list2(parts []string) string { return strings.Join(parts, "; ") }

func (r *run) summary(a *ConclusionAnswer) string {
	var parts []string
	for _, l := range a.Lenses {
		if l.Verdict != Silent {
			parts = append(parts, fmt.Sprintf("%s %s: %s", l.Lens, l.Verdict, clause(strings.ToLower(l.Why[:1])+l.Why[1:])))
		}
	}
	return sentence(strings.Join(parts, ". "))
}
