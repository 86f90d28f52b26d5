package analysis

import (
	"context"
	"fmt"
	"math"

	"entente/internal/codec/yaml"
	"entente/internal/version"
	"entente/model"
)

// ComparisonFormat names the JSON form of Comparison.
const ComparisonFormat = "entente.compare/1"

// Comparison holds two what-ifs side by side with the base; all three see the
// same draws.
type Comparison struct {
	Format      string                 `json:"format"`
	Version     string                 `json:"version"`
	Case        CaseRef                `json:"case"`
	Seed        uint64                 `json:"seed"`
	Draws       int                    `json:"draws"`
	A           []WhatIfRef            `json:"a"`
	B           []WhatIfRef            `json:"b"`
	Issues      []ComparedIssue        `json:"issues"`
	Conclusions []ComparedByConclusion `json:"conclusions"`
	Notes       []string               `json:"notes"`
}

// ComparedIssue is an issue's weighted mean in the base and under either
// what-if; Difference is B minus A, draw by draw.
type ComparedIssue struct {
	Issue      string `json:"issue"`
	Base       Spread `json:"base"`
	A          Spread `json:"a"`
	B          Spread `json:"b"`
	Difference Spread `json:"difference"`
	Words      string `json:"words"`
}

// ComparedByConclusion is in what share of draws a conclusion's headline holds.
type ComparedByConclusion struct {
	Conclusion string  `json:"conclusion"`
	Says       string  `json:"says"`
	Method     string  `json:"method"`
	Base       float64 `json:"base"`
	A          float64 `json:"a"`
	B          float64 `json:"b"`
}

// Compare sets two lists of what-ifs side by side.
func Compare(ctx context.Context, f *yaml.File, a, b []model.WhatIfID, o Options) (*Comparison, error) {
	for _, id := range append(append([]model.WhatIfID{}, a...), b...) {
		if f.Case.WhatIf(id) == nil {
			return nil, fmt.Errorf("the case has no what-if %q", id)
		}
	}
	o.WhatIfs, o.Levers = a, false
	var atB int
	r, err := startWith(ctx, f, o, func(r *run) { atB = r.scenario(b, true, full) })
	if err != nil {
		return nil, err
	}
	out := &Comparison{
		Format: ComparisonFormat, Version: version.Version, Case: caseRef(f), Seed: o.Seed, Draws: r.done,
		A: []WhatIfRef{}, B: []WhatIfRef{}, Issues: []ComparedIssue{}, Conclusions: []ComparedByConclusion{},
	}
	for _, id := range r.p.union(a) {
		out.A = append(out.A, r.p.whatIfRef(f.Case.WhatIf(id)))
	}
	for _, id := range r.p.union(b) {
		out.B = append(out.B, r.p.whatIfRef(f.Case.WhatIf(id)))
	}
	for _, ref := range append(append([]WhatIfRef{}, out.A...), out.B...) {
		r.noteUnreached(ref)
	}
	base, ta, tb := r.base(), r.active(), r.tables[atB]
	for k := range r.p.issues {
		ip := &r.p.issues[k]
		col := r.p.methodColumn(k, methodMean)
		point := func(t *table) float64 { return t.point.issues[k].by[methodMean] }
		c := ComparedIssue{
			Issue: string(ip.issue.ID), Base: base.spread(base.cols[col], point(base)),
			A: ta.spread(ta.cols[col], point(ta)), B: tb.spread(tb.cols[col], point(tb)),
			Difference: spreadOf(difference(tb.cols[col][:r.done], ta.cols[col][:r.done]), point(tb)-point(ta)),
		}
		length := ip.high - ip.low
		c.Words = fmt.Sprintf("%s: base %s, A %s, B %s; B lies %s from A (90%% range %s to %s).", c.Issue,
			number(c.Base.Median, length), number(c.A.Median, length), number(c.B.Median, length),
			signed(c.Difference.Median, length), signed(c.Difference.P05, length), signed(c.Difference.P95, length))
		out.Issues = append(out.Issues, c)
	}
	for i := range r.c.Conclusions {
		k := &r.c.Conclusions[i]
		base, method, ok := r.headShare(k, 0)
		if !ok || len(k.Under) > 0 {
			continue
		}
		a, _, _ := r.headShare(k, r.activeAt)
		b, _, _ := r.headShare(k, atB)
		row := ComparedByConclusion{Conclusion: string(k.ID), Says: k.Says, Method: method, Base: base, A: a, B: b}
		if !math.IsNaN(row.Base) && !math.IsNaN(row.A) && !math.IsNaN(row.B) {
			out.Conclusions = append(out.Conclusions, row)
		}
	}
	r.generalNotes()
	out.Notes = r.notes
	return out, nil
}
