package report

import (
	"cmp"
	"slices"
	"strconv"

	"entente/internal/analysis"
)

// traced is one input of a conclusion with all that stands behind it.
type traced struct {
	analysis.Influence
	Where   string // file and line of the number
	Reason  string // the analyst's, with who and when
	Claims  []*analysis.ClaimView
	Against []*analysis.ClaimView
}

// trace leads from a conclusion to its inputs and their claims, what matters
// most first. Inputs beyond the first n that do nothing to the answer are left
// to the table of numbers in the case.
func (m Memo) trace(c *analysis.ConclusionAnswer, n int) []traced {
	var out []traced
	for i, in := range c.Inputs {
		if i >= n {
			break
		}
		t := traced{Influence: in, Claims: m.claims(in.Claims)}
		if p := m.param(in.Path); p != nil {
			t.Against = m.claims(p.Against)
			t.Reason = p.Reason
			if t.Reason != "" && (p.By != "" || p.Date != "") {
				t.Reason += " (" + p.By
				if p.By != "" && p.Date != "" {
					t.Reason += ", "
				}
				t.Reason += p.Date + ")"
			}
			if p.File != "" && p.Line > 0 {
				t.Where = p.File + ":" + strconv.Itoa(p.Line)
			}
		}
		out = append(out, t)
	}
	return out
}

func (m Memo) claims(ids []string) []*analysis.ClaimView {
	var out []*analysis.ClaimView
	for _, id := range ids {
		if c := m.claim(id); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// cited is a paragraph, or a run of them, and the claims found there.
type cited struct {
	analysis.PlaceView
	Claims []citedClaim
}

// citedClaim is a claim at one of its places; First marks the place that the
// claim's anchor stands at, so that no anchor is there twice.
type citedClaim struct {
	*analysis.ClaimView
	First bool
}

// citations are the places of a source that carry claims, in reading order.
func (m Memo) citations(source string) []cited {
	var out []cited
	for i := range m.View.Claims {
		c := &m.View.Claims[i]
		for n, p := range c.Places {
			if p.Source != source {
				continue
			}
			k := slices.IndexFunc(out, func(x cited) bool { return x.From == p.From && x.To == p.To })
			if k < 0 {
				out = append(out, cited{PlaceView: p})
				k = len(out) - 1
			}
			out[k].Claims = append(out[k].Claims, citedClaim{c, n == 0})
		}
	}
	slices.SortStableFunc(out, func(a, b cited) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}

// says is a claim's paraphrase, or for a bare place the words that there is
// none.
func says(c *analysis.ClaimView) string {
	if c.Says == "" {
		return "(the place alone, without a paraphrase)"
	}
	return c.Says
}

// Composites are the states that have something to settle among themselves: a
// whole with a single part wants what the part wants.
func (m Memo) Composites() []analysis.StateAnswer {
	var out []analysis.StateAnswer
	for _, s := range m.Result.States {
		if len(s.Parts) > 1 {
			out = append(out, s)
		}
	}
	return out
}
