package analysis

import (
	"math"

	"entente/bargain"
	"entente/model"
)

// methodInfo is what is said of a method wherever its outcome is shown.
type methodInfo struct {
	id, title, equation, record string
	baseline                    bool
}

// The records are mean absolute errors on the 353 resolved issues of the DEU
// III data (Arregui and Perarnaud, doi:10.34810/data53), scale 0..100, with GDP
// standing in for capability; see docs/bargaining.md.
var methodInfos = [methods]methodInfo{
	methodMean:       {id: "weighted-mean", title: "weighted mean", equation: "m = Σ c·s·x / Σ c·s", record: "mean error 23.2 of 100 on 353 resolved EU issues; no method tried there has a lower one"},
	methodMedian:     {id: "weighted-median", title: "weighted median", equation: "smallest x with Σ{xi ≤ x} c·s ≥ ½ Σ c·s", record: "mean error 27.6 of 100 on 353 resolved EU issues"},
	methodNash:       {id: "nash", title: "log Nash bargaining", equation: "argmax Σ c·log(1.0001 − s·((y − x)/L)²)", record: "mean error 23.6 of 100 on 353 resolved EU issues"},
	methodCondorcet:  {id: "condorcet", title: "pairwise contests", equation: "the position no other beats: Σ c·s·(|x − b| − |x − a|) ≥ 0 for all b", record: "includes the weighted median, whose mean error is 27.6 of 100 on 353 resolved EU issues"},
	methodUnweighted: {id: "unweighted-mean", title: "unweighted mean", equation: "Σ x / n", record: "mean error 23.9 of 100 on 353 resolved EU issues", baseline: true},
}

var ruleInfos = [rules]struct{ id, title, equation string }{
	ruleMean:   {"mean", "influence-weighted mean", "Σ w·s·x / Σ w·s"},
	ruleMedian: {"median", "weighted median", "smallest x with Σ{xi ≤ x} w·s ≥ ½ Σ w·s"},
	ruleVeto:   {"veto", "veto and win-set", "the mean, moved to the nearest point that no veto part finds worse than the status quo"},
}

// issueAnswer says where one issue settles, in the scenario in force and beside
// the base where that differs.
func (r *run) issueAnswer(k int) IssueAnswer {
	p, ip := r.p, &r.p.issues[k]
	now, base := r.active(), r.base()
	a := IssueAnswer{
		ID: string(ip.issue.ID), Question: ip.issue.Question, Scale: scaleLabels(ip.issue),
		Actors: []ActorOnIssue{}, Methods: []MethodOutcome{}, Tornado: []Influence{}, Words: []string{},
	}
	if ip.statusQuo != none {
		x := r.scenarios[r.activeAt].mids[ip.statusQuo]
		a.StatusQuo = &x
	}
	for j := range ip.actors {
		a.Actors = append(a.Actors, r.actorOnIssue(k, j))
	}
	static := r.explain(k)
	for m := range methods {
		col := now.cols[p.methodColumn(k, m)][:now.done]
		o := MethodOutcome{
			Method: methodInfos[m].id, Title: methodInfos[m].title, Record: methodInfos[m].record, Baseline: methodInfos[m].baseline,
			Spread:    spreadOf(col, now.point.issues[k].by[m]),
			Histogram: histogram(col, ip.low, ip.high),
			Trace:     r.methodTrace(k, m, static),
		}
		if now != base {
			was := base.cols[p.methodColumn(k, m)][:base.done]
			s := spreadOf(was, base.point.issues[k].by[m])
			o.Base, o.BaseHist = &s, histogram(was, ip.low, ip.high)
			d := spreadOf(difference(col, was), now.point.issues[k].by[m]-base.point.issues[k].by[m])
			o.Moved = &d
		}
		a.Methods = append(a.Methods, o)
	}
	a.Tornado = r.influences(target{issue: k, state: none, method: methodMean, scenario: r.activeAt}, nil)
	a.Forecast = r.forecast(k, static)
	for _, inf := range a.Tornado[:min(3, len(a.Tornado))] {
		a.Words = append(a.Words, sentence(inf.Label+": "+inf.Words))
	}
	if static != nil {
		for _, w := range []string{static.Words.Spread, static.Words.TwoPosition, static.Words.Bystanders} {
			if w != "" {
				a.Words = append(a.Words, w)
			}
		}
		if static.TwoPosition != nil {
			s := now.spread(now.cols[p.upperColumn(k)], now.point.issues[k].upper)
			a.TwoSided = &s
		}
	}
	return a
}

// difference is a minus b, draw by draw.
func difference(a, b []float64) []float64 {
	out := make([]float64, min(len(a), len(b)))
	for i := range out {
		out[i] = a[i] - b[i]
	}
	return out
}

func (r *run) actorOnIssue(k, j int) ActorOnIssue {
	p, a := r.p, r.p.issues[k].actors[j]
	now, base := r.active(), r.base()
	at := &now.point.issues[k]
	out := ActorOnIssue{
		ID: string(a.actor.ID), Name: plainName(a.actor), Composite: a.state != none,
		Position:   now.spread(now.in[p.actorColumn(k, j, 0)], at.position[j]),
		Salience:   now.spread(now.in[p.actorColumn(k, j, 1)], at.salience[j]*100),
		Capability: now.spread(now.in[p.actorColumn(k, j, 2)], at.capability[j]),
		Share:      now.spread(now.in[p.actorColumn(k, j, 3)], ratio(at.capability[j]*at.salience[j], at.weight)),
	}
	out.Bystander = out.Share.P95 == 0
	if now != base {
		s := base.spread(base.in[p.actorColumn(k, j, 0)], base.point.issues[k].position[j])
		out.Base = &s
	}
	if a.state == none {
		out.Basis = string(p.vars[a.position].param.Basis())
		return out
	}
	// A composite rests on evidence only as far as all its parts do.
	out.Basis = string(model.BasisEvidence)
	for _, part := range p.states[a.state].parts {
		if b := p.vars[part.position].param.Basis(); b != model.BasisEvidence {
			out.Basis = string(b)
		}
	}
	return out
}

// explain runs every static method on the issue with each input at its mid; nil
// when no actor has weight there.
func (r *run) explain(k int) *bargain.Static {
	ip, at := &r.p.issues[k], &r.active().point.issues[k]
	is := bargain.Issue{Name: string(ip.issue.ID), Low: ip.low, High: ip.high}
	for j, a := range ip.actors {
		if !(at.capability[j] > 0) || math.IsNaN(at.position[j]) {
			continue
		}
		is.Stances = append(is.Stances, bargain.Stance{
			Actor: plainName(a.actor), Position: min(max(at.position[j], ip.low), ip.high),
			Capability: at.capability[j], Salience: min(max(at.salience[j], 0), 1),
		})
	}
	static, err := bargain.Explain(is)
	if err != nil {
		r.note("%s cannot be settled at the mids: %v.", ip.issue.ID, err)
		return nil
	}
	return static
}

func (r *run) methodTrace(k, m int, static *bargain.Static) Trace {
	t := Trace{Equation: methodInfos[m].equation, Carries: []Carry{}}
	if static == nil {
		t.Words = "No actor has weight on this issue."
		return t
	}
	result := static.WeightedMean
	switch m {
	case methodMean:
		t.Words = static.Words.Mean
	case methodMedian:
		t.Words, result = static.Words.Median, static.WeightedMedian
	case methodNash:
		t.Words, result = static.Words.Nash, static.NashQuadratic
	case methodCondorcet:
		t.Words, result = static.Words.Condorcet, static.Condorcet[0]
	case methodUnweighted:
		t.Words, result = "Every actor counts the same; a dull forecast to hold the others against.", static.PlainMean
	}
	n := 0
	for _, a := range static.Actors {
		if a.Share > 0 {
			n++
		}
	}
	for i, a := range static.Actors {
		c := Carry{Actor: r.actorID(k, static, i), Name: a.Actor, Weight: a.Share, Position: a.Position, Without: result}
		switch m {
		case methodMean:
			c.Pull = a.Contribution
		case methodNash:
			c.Pull = a.Pull
		case methodUnweighted:
			if a.Share > 0 && n > 1 {
				c.Weight = 1 / float64(n)
				c.Pull = (a.Position - result) / float64(n)
				c.Without = result - c.Pull*float64(n)/float64(n-1)
			}
		}
		if a.Without != nil {
			switch m {
			case methodMean:
				c.Without = result + a.Without.Mean
			case methodMedian, methodCondorcet:
				c.Without = result + a.Without.Median
			case methodNash:
				c.Without = result + a.Without.NashQuadratic
			}
		}
		if m == methodMedian || m == methodCondorcet {
			c.Pull = result - c.Without
		}
		t.Carries = append(t.Carries, c)
	}
	return t
}

// actorID finds the actor behind row i of an explanation, which skips those
// without capability.
func (r *run) actorID(k int, static *bargain.Static, i int) string {
	at := &r.active().point.issues[k]
	n := -1
	for j, a := range r.p.issues[k].actors {
		if at.capability[j] > 0 && !math.IsNaN(at.position[j]) {
			n++
		}
		if n == i {
			return string(a.actor.ID)
		}
	}
	return static.Actors[i].Actor
}
