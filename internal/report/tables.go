package report

import (
	"slices"
	"strings"

	"entente/bargain"
	"entente/internal/analysis"
)

// The tables below are the same in every form of the report; the forms differ
// in how they write them.

// verdicts is the table conclusions × lenses.
func (m Memo) verdicts(lenses []string) *table {
	t := &table{heads: append([]string{"conclusion"}, lenses...)}
	for _, c := range m.Result.Conclusions {
		cells := []string{c.ID}
		for _, l := range lenses {
			cell := string(analysis.Silent)
			for _, a := range c.Lenses {
				if a.Lens == l {
					cell = string(a.Verdict)
				}
			}
			cells = append(cells, cell)
		}
		t.row(cells...)
	}
	return t
}

// outcomes is where the methods settle an issue.
func (m Memo) outcomes(i *analysis.IssueAnswer) *table {
	u := unitOfIssue(i)
	moved := slices.ContainsFunc(i.Methods, func(o analysis.MethodOutcome) bool { return o.Moved != nil })
	t := &table{heads: []string{"method", ">median", ">middle half", ">90% range", ">at the mids"}}
	if moved {
		t.heads = append(t.heads, ">moved")
	}
	for _, o := range i.Methods {
		title := o.Title
		if o.Baseline {
			title += " (baseline)"
		}
		cells := []string{title, u.num(o.Median), u.half(o.Spread), u.most(o.Spread), u.num(o.Point)}
		if moved {
			cells = append(cells, u.finer().moved(o.Moved))
		}
		t.row(cells...)
	}
	if i.StatusQuo != nil {
		cells := []string{"status quo (baseline)", u.num(*i.StatusQuo), "", "", u.num(*i.StatusQuo)}
		if moved {
			cells = append(cells, "")
		}
		t.row(cells...)
	}
	return t
}

// forecast is where the issue will settle, with the error that such forecasts
// have made, beside the doubt about the inputs alone.
func (m Memo) forecast(i *analysis.IssueAnswer) *table {
	t := &table{heads: []string{"forecast, with doubt about", ">median", ">middle half", ">80% range", ">90% range"}}
	if i.Forecast == nil {
		return t
	}
	u := unitOfIssue(i)
	add := func(name string, q bargain.Quantiles) {
		t.row(name, u.num(q.P50), u.between(q.P25, q.P75), u.between(q.P10, q.P90), u.between(q.P05, q.P95))
	}
	add("the inputs alone", i.Forecast.Inputs)
	add("the method alone", i.Forecast.Method)
	add("both", i.Forecast.Both)
	return t
}

// record says what a forecast was calibrated on and how such ones have scored.
func record(f *analysis.Forecast) string {
	return "The error of the method is " + f.Label + "; " + f.Skill + "."
}

// stances is who stands where on an issue.
func (m Memo) stances(i *analysis.IssueAnswer) *table {
	u := unitOfIssue(i)
	t := &table{heads: []string{"actor", ">position", ">90% range", ">salience", ">capability", ">share of weight", "rests on"}}
	for _, a := range i.Actors {
		name, share := a.Name, unit{0}.num(100*a.Share.Median)+"%"
		if a.Bystander {
			name, share = name+" (bystander)", "–"
		}
		basis := basisWords(a.Basis)
		if a.Composite {
			basis = "its factions"
		}
		t.row(name, u.num(a.Position.Median), u.most(a.Position), unit{0}.num(a.Salience.Median),
			unit{0}.num(a.Capability.Median), share, basis)
	}
	return t
}

// rules is how a composite's parts make its position under each rule.
func (m Memo) rules(s *analysis.StateAnswer) *table {
	u := unitOfIssue(m.issue(s.Issue))
	t := &table{heads: []string{"rule", ">median", ">middle half", ">90% range", ">at the mids", ">base"}}
	moved := slices.ContainsFunc(s.Rules, func(r analysis.RuleOutcome) bool { return r.Base != nil })
	if !moved {
		t.heads = t.heads[:5]
	}
	for _, r := range s.Rules {
		title := r.Title
		if r.Rule == s.Rule {
			title += " (the case's rule)"
		}
		cells := []string{title, u.num(r.Median), u.half(r.Spread), u.most(r.Spread), u.num(r.Point)}
		if moved {
			base := ""
			if r.Base != nil {
				base = u.num(r.Base.Median)
			}
			cells = append(cells, base)
		}
		t.row(cells...)
	}
	return t
}

// parts is the factions of a composite on an issue.
func (m Memo) parts(s *analysis.StateAnswer) *table {
	u := unitOfIssue(m.issue(s.Issue))
	t := &table{heads: []string{"part", ">position", ">90% range", ">salience", ">share of influence", "veto"}}
	for _, p := range s.Parts {
		veto := ""
		if p.Veto {
			veto = "veto"
		}
		t.row(p.Name, u.num(p.Position.Median), u.most(p.Position), unit{0}.num(p.Salience.Median),
			unit{0}.num(100*p.Share.Median)+"%", veto)
	}
	return t
}

// methodShares is in how many draws a conclusion's tests hold.
func (m Memo) methodShares(c *analysis.ConclusionAnswer) *table {
	t := &table{heads: []string{"lens and method", "test", ">holds, of 100 draws", ">base", "at the mids"}}
	based := false
	for _, l := range c.Lenses {
		for _, s := range l.Methods {
			title := l.Lens + ", " + s.Title
			if s.Chosen {
				title += " (the case's rule)"
			}
			base := ""
			if s.Base != nil {
				based, base = true, outOf(*s.Base)
			}
			holds := "fails"
			if s.Point {
				holds = "holds"
			}
			share := outOf(s.Share)
			if s.Undrawn {
				share = yesNo(s.Share == 1)
			}
			t.row(title, l.Test, share, base, holds)
		}
	}
	if !based {
		t.drop(3)
	}
	return t
}

// drop removes a column.
func (t *table) drop(i int) {
	t.heads = slices.Delete(slices.Clone(t.heads), i, i+1)
	for k, r := range t.rows {
		t.rows[k] = slices.Delete(slices.Clone(r), i, i+1)
	}
}

// influences is what each input does to an outcome.
func (m Memo) influences(list []analysis.Influence, u unit) *table {
	t := &table{heads: []string{"input", "as written", ">at its low end", ">at its high end", ">swing", ">rank correlation", "turns it", "rests on"}}
	for _, in := range list {
		turns := ""
		if in.Flips {
			turns = "yes"
		}
		f := u.finer()
		t.row(in.Label, in.Text, f.num(in.AtLow), f.num(in.AtHigh), f.num(in.Swing), unit{2}.num(in.Correlation), turns, m.basis(in))
	}
	return t
}

// levers is what each what-if does, against the base.
func (m Memo) levers() *table {
	t := &table{heads: []string{"what-if", "whose", "what it does"}}
	for _, l := range m.Result.Levers {
		t.row(l.WhatIf.Title, orDash(l.WhatIf.Actor), l.Words)
	}
	return t
}

// moves is what each what-if does to each issue's weighted mean.
func (m Memo) moves() *table {
	t := &table{heads: []string{"what-if", "issue", ">moves it by", ">middle half", ">90% range", ">rises, of 100 draws"}}
	for _, l := range m.Result.Levers {
		for _, e := range l.Effects {
			f := unitOfIssue(m.issue(e.Issue)).finer()
			t.row(l.WhatIf.ID, e.Issue, f.signed(e.Moved.Median), f.signed(e.Moved.P25)+" to "+f.signed(e.Moved.P75),
				f.signed(e.Moved.P05)+" to "+f.signed(e.Moved.P95), outOf(e.Up))
		}
	}
	return t
}

// assumptions are the numbers that rest on the analyst's word alone.
func (m Memo) assumptions(n int) *table {
	t := &table{heads: []string{"number", "as written", ">swing, % of scale", "on", "rests on", "reason"}}
	for i, a := range m.Result.Assumptions {
		if i == n {
			break
		}
		swing := "–"
		if a.Swing > 0 {
			swing = unit{1}.num(100 * a.Swing)
		}
		reason := a.Reason
		if a.By != "" || a.Date != "" {
			reason += " (" + strings.TrimSpace(a.By+" "+a.Date) + ")"
		}
		if len(a.Turns) > 0 {
			reason += " Turns " + strings.Join(a.Turns, ", ") + "."
		}
		t.row(a.Label, a.Text, swing, a.Issue, basisWord(a.Basis), strings.TrimSpace(reason))
	}
	return t
}

// watch is the early signs to look for.
func (m Memo) watch() *table {
	t := &table{heads: []string{"by", "look for", "speaks", "conclusion", "seen"}}
	seen := false
	for _, s := range m.Result.Watch {
		on := ""
		if s.SeenOn != "" {
			seen = true
			on = strings.TrimSpace(s.SeenOn + " " + s.SeenIn)
		}
		t.row(orDash(s.By), s.LookFor, s.Speaks, s.Conclusion, on)
	}
	if !seen {
		t.drop(4)
	}
	return t
}
