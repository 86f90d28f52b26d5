package report

import (
	"strings"

	"entente/internal/analysis"
	"entente/internal/report/svg"
)

func rangeOf(s analysis.Spread) svg.Range {
	return svg.Range{Median: s.Median, P05: s.P05, P25: s.P25, P75: s.P75, P95: s.P95}
}

func baseOf(s *analysis.Spread) *svg.Range {
	if s == nil {
		return nil
	}
	r := rangeOf(*s)
	return &r
}

func basisOf(basis string) svg.Basis {
	switch basis {
	case "evidence":
		return svg.Evidence
	case "judgement":
		return svg.Judgement
	}
	return svg.None
}

func labels(list []analysis.ScaleLabel) []svg.Label {
	out := make([]svg.Label, len(list))
	for i, l := range list {
		out[i] = svg.Label{At: l.At, Text: l.Label}
	}
	return out
}

// IssueChart is an issue's number line: the outcome's distribution, the methods
// and every actor's range on one scale.
func (m Memo) IssueChart(id string) (svg.Chart, bool) {
	i := m.issue(id)
	if i == nil || len(i.Scale) == 0 {
		return svg.Chart{}, false
	}
	u := unitOfIssue(i)
	n := svg.NumberLine{
		Frame: svg.Frame{ID: anchor("line", i.ID), Title: "Where " + i.ID + " settles: " + i.Question,
			Desc: strings.Join(issueWords(*i), " "), Provenance: m.Provenance()},
		Low: i.Scale[0].At, High: i.Scale[len(i.Scale)-1].At, Axis: "points of the scale",
		Labels: labels(i.Scale), StatusQuo: i.StatusQuo, TickName: "unweighted mean",
	}
	var dull *float64
	for k := range i.Methods {
		if i.Methods[k].Baseline {
			dull = &i.Methods[k].Median
		}
	}
	outcomes := svg.Group{Title: "Where it settles", Note: "median"}
	for k := range i.Methods {
		o := &i.Methods[k]
		if o.Baseline {
			continue
		}
		if n.Histogram == nil {
			n.Histogram, n.BaseHist = o.Histogram, o.BaseHist
			n.HistTitle = o.Title + " over " + whole(m.Result.Draws) + " draws"
		}
		outcomes.Rows = append(outcomes.Rows, svg.Row{Label: o.Title, Range: rangeOf(o.Spread), Base: baseOf(o.Base), Tick: dull, Note: u.num(o.Median)})
	}
	actors := svg.Group{Title: "Who wants what", Note: "share of weight"}
	for _, a := range i.Actors {
		note := unit{0}.num(100*a.Share.Median) + "%"
		if a.Bystander {
			note = "bystander"
		}
		actors.Rows = append(actors.Rows, svg.Row{Label: a.Name, Range: rangeOf(a.Position), Base: baseOf(a.Base), Basis: basisOf(a.Basis), Note: note})
	}
	n.Groups = []svg.Group{outcomes, actors}
	return n.Chart(), true
}

// TornadoChart is what each input does to an issue's weighted mean.
func (m Memo) TornadoChart(id string) (svg.Chart, bool) {
	i := m.issue(id)
	if i == nil || len(i.Tornado) == 0 || len(i.Methods) == 0 {
		return svg.Chart{}, false
	}
	t := svg.Tornado{
		Frame: svg.Frame{ID: anchor("tornado", i.ID), Title: "What moves the weighted mean on " + i.ID + " most",
			Desc: i.Tornado[0].Words, Provenance: m.Provenance()},
		Axis: "weighted mean on " + i.ID + ", each input at its ends and all others at their mids", Centre: i.Methods[0].Point,
	}
	for _, in := range firstInfluences(i.Tornado, tornadoBars) {
		t.Bars = append(t.Bars, svg.Bar{Label: strings.TrimSuffix(in.Label, " on "+i.ID), LowText: unit{2}.plain(in.Low), HighText: unit{2}.plain(in.High),
			AtLow: in.AtLow, AtHigh: in.AtHigh, Basis: basisOf(in.Basis), Turns: in.Flips})
	}
	return t.Chart(), true
}

// StateChart is how a composite's parts make its position on an issue.
func (m Memo) StateChart(s *analysis.StateAnswer) (svg.Chart, bool) {
	i := m.issue(s.Issue)
	if i == nil || len(i.Scale) == 0 {
		return svg.Chart{}, false
	}
	u := unitOfIssue(i)
	n := svg.NumberLine{
		Frame: svg.Frame{ID: anchor("state", s.Actor+"-"+s.Issue), Title: s.Name + " on " + s.Issue, Desc: s.Words, Provenance: m.Provenance()},
		Low:   i.Scale[0].At, High: i.Scale[len(i.Scale)-1].At, Axis: "points of the scale",
		Labels: labels(i.Scale), StatusQuo: i.StatusQuo,
	}
	rules := svg.Group{Title: "What the state wants, by rule", Note: "median"}
	for _, r := range s.Rules {
		rules.Rows = append(rules.Rows, svg.Row{Label: r.Title, Range: rangeOf(r.Spread), Base: baseOf(r.Base), Note: u.num(r.Median), Bold: r.Rule == s.Rule})
	}
	parts := svg.Group{Title: "What its parts want", Note: "share of influence"}
	for _, p := range s.Parts {
		parts.Rows = append(parts.Rows, svg.Row{Label: p.Name, Range: rangeOf(p.Position), Base: baseOf(p.Base),
			Basis: m.basisOfPath(p.ID + "." + s.Issue + ".position"), Note: unit{0}.num(100*p.Share.Median) + "%"})
	}
	n.Groups = []svg.Group{rules, parts}
	return n.Chart(), true
}

func (m Memo) basisOfPath(path string) svg.Basis {
	if p := m.param(path); p != nil {
		return basisOf(p.Basis)
	}
	return svg.None
}
