package report

import (
	"strconv"

	"entente/internal/analysis"
)

// explanations is how far the evidence favours each explanation of a set.
func (m Memo) explanations(s *analysis.ExplanationSet) *table {
	t := &table{heads: []string{"explanation", "says", ">prior weight", ">prior", ">posterior", ">middle half", ">90% range", ">leads in 100"}}
	moved := len(s.Rows) > 0 && s.Rows[0].Base != nil
	if moved {
		t.heads = append(t.heads, ">base")
	}
	u := unit{2}
	for _, r := range s.Rows {
		prior := r.Prior
		if r.PriorDefault {
			prior += " (default)"
		}
		cells := []string{r.ID, r.Says, prior, u.num(r.Start), u.num(r.Posterior.Median), u.half(r.Posterior), u.most(r.Posterior), outOf(r.Lead)}
		if moved {
			cells = append(cells, u.num(r.Base.Median))
		}
		t.row(cells...)
	}
	return t
}

// evidenceOf is what each report adds, in bits: a difference of 1 between two
// explanations doubles the odds.
func (m Memo) evidenceOf(s *analysis.ExplanationSet) *table {
	t := &table{heads: []string{"report", "origin", ">weight", ">reliability", ">largest ratio"}}
	for _, r := range s.Rows {
		t.heads = append(t.heads, ">"+r.ID)
	}
	u := unit{2}
	for _, e := range s.Evidence {
		ratio := "unbounded"
		if e.MaxLR != nil {
			ratio = u.num(*e.MaxLR)
		}
		cells := []string{e.ID, e.Cluster, u.num(e.Weight), e.Reliability, ratio}
		for _, b := range e.Bits {
			if b == nil {
				cells = append(cells, "ruled out")
				continue
			}
			cells = append(cells, u.signed(*b))
		}
		t.row(cells...)
	}
	return t
}

// explanationWords are the sentences below the table of explanations.
func explanationWords(s *analysis.ExplanationSet) []string {
	out := []string{s.Words}
	if s.RestsOn != "" {
		out = append(out, s.RestsOn)
	}
	apart := 0
	for _, p := range s.Pairs {
		if !p.ToldApart {
			apart++
		}
	}
	if apart > 0 {
		out = append(out, strconv.Itoa(apart)+" of "+strconv.Itoa(len(s.Pairs))+" pairs of explanations cannot be told apart on this evidence.")
	}
	if s.Audit != nil {
		out = append(out, s.Audit.Words)
	}
	out = append(out, s.Breaches...)
	if n := len(s.LeftOut); n > 0 {
		out = append(out, strconv.Itoa(n)+" reports are not rated for every explanation and are left out.")
	}
	return append(out, "Numbers are posteriors under the analyst's own ratings; a share of draws in which an explanation leads is no probability that it is true.")
}
