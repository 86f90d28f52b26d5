package report

import (
	"io"
	"strconv"
	"strings"

	"entente/internal/analysis"
)

// CompareText writes two what-ifs side by side for a terminal.
func CompareText(w io.Writer, c *analysis.Comparison, marking string, s TextStyle) error {
	if s.Width == 0 {
		s.Width = 100
	}
	// A comparison carries what a memo needs to name itself and its scales.
	t := &textWriter{TextStyle: s, Memo: Memo{View: &analysis.View{}, Marking: marking,
		Result: &analysis.Result{Version: c.Version, Case: c.Case, Seed: c.Seed, Draws: c.Draws, Planned: c.Draws}}}
	t.title()
	t.hang("A: ", side(c.A))
	t.hang("B: ", side(c.B))

	t.heading("Where each issue settles (weighted mean: median over draws, 90% range)")
	u := unit{1}
	issues := &table{heads: []string{"issue", ">base", ">A", ">90% range", ">B", ">90% range", ">B minus A", ">90% range"}}
	for _, i := range c.Issues {
		issues.row(i.Issue, u.num(i.Base.Median), u.num(i.A.Median), u.most(i.A), u.num(i.B.Median), u.most(i.B),
			u.signed(i.Difference.Median), u.signed(i.Difference.P05)+" to "+u.signed(i.Difference.P95))
	}
	issues.text(&t.b, "  ", s.Width)
	for _, i := range c.Issues {
		t.hang("  ", i.Words)
	}

	if len(c.Conclusions) > 0 {
		t.heading("In how many of 100 draws each conclusion holds")
		held := &table{heads: []string{"conclusion", ">base", ">A", ">B", "by", "says"}}
		for _, k := range c.Conclusions {
			held.row(k.Conclusion, outOf(k.Base), outOf(k.A), outOf(k.B), k.Method, k.Says)
		}
		held.text(&t.b, "  ", s.Width)
	}
	if len(c.Notes) > 0 {
		t.heading("Notes")
		for _, n := range c.Notes {
			t.hang("  - ", n)
		}
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

func side(list []analysis.WhatIfRef) string {
	if len(list) == 0 {
		return "the case as written"
	}
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = w.Title + " (" + w.ID + ": " + strconv.Itoa(len(w.Changes)) + " changes)"
	}
	return strings.Join(out, "; ")
}
