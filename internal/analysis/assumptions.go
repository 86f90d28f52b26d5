package analysis

import (
	"cmp"
	"slices"

	"entente/model"
)

// assumptions lists every number that no claim stands behind, in the order of
// what it does to the answers: by the largest move it makes alone in any issue,
// as a share of that issue's scale.
func (r *run) assumptions(res *Result) []Assumption {
	type effect struct {
		swing float64
		issue string
	}
	most := map[string]effect{}
	for i := range res.Issues {
		is := &res.Issues[i]
		length := is.Scale[len(is.Scale)-1].At - is.Scale[0].At
		for _, inf := range is.Tornado {
			if s := inf.Swing / length; s > most[inf.Path].swing {
				most[inf.Path] = effect{s, is.ID}
			}
		}
	}
	turns := map[string][]string{}
	for i := range res.Conclusions {
		for _, inf := range res.Conclusions[i].Inputs {
			if inf.Flips {
				turns[inf.Path] = append(turns[inf.Path], res.Conclusions[i].ID)
			}
		}
	}
	out := []Assumption{}
	for _, v := range r.p.vars {
		q := v.param
		if v.alias != none || q.Basis() == model.BasisEvidence {
			continue
		}
		e := most[string(q.Path)]
		a := Assumption{
			Path: string(q.Path), Label: label(r.c, q.Path), Text: valueText(v.value), Basis: string(q.Basis()),
			Swing: e.swing, Issue: e.issue, Turns: turns[string(q.Path)],
		}
		if a.Turns == nil {
			a.Turns = []string{}
		}
		if j := q.Support.Judgement; j != nil {
			a.Reason, a.By, a.Date = j.Why, j.By, string(j.Date)
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b Assumption) int {
		return cmp.Compare(b.Swing, a.Swing)
	})
	return out
}
