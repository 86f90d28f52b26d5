package report

import (
	"slices"
	"strconv"
	"strings"

	"entente/internal/analysis"
	"entente/model"
)

// Memo is a run and the case it ran, ready to be written down.
type Memo struct {
	Result  *analysis.Result
	View    *analysis.View
	Marking string // see Marking
}

// Unmarked stands where no source carries a marking.
const Unmarked = "unmarked"

// Marking is the markings of a case's sources, in the order of first mention;
// every exported table and figure carries it.
func Marking(c *model.Case) string {
	var all []string
	for i := range c.Sources {
		if m := strings.TrimSpace(c.Sources[i].Marking); m != "" && !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	if len(all) == 0 {
		return Unmarked
	}
	return strings.Join(all, "; ")
}

// Provenance is the line by which a table or figure is traced to the run.
func (m Memo) Provenance() string {
	r := m.Result
	parts := []string{r.Case.ID}
	if r.Case.Digest != "" {
		parts = append(parts, "case "+short(r.Case.Digest))
	}
	parts = append(parts, "entente "+r.Version, "seed "+strconv.FormatUint(r.Seed, 10), drawn(r.Draws, r.Planned))
	for _, w := range r.WhatIfs {
		parts = append(parts, "what-if "+w.ID)
	}
	for _, c := range r.Changes {
		parts = append(parts, change(c))
	}
	return strings.Join(append(parts, "as of "+orDash(r.Case.AsOf), m.marking()), " · ")
}

func (m Memo) marking() string {
	if m.Marking == "" {
		return Unmarked
	}
	return m.Marking
}

// ref is how the case is named in a command.
func (m Memo) ref() string {
	if o := m.View.Origin; o != "" && o != "built-in" {
		return o
	}
	return m.Result.Case.ID
}

// issue finds an issue of the result, nil if the run has none of that id.
func (m Memo) issue(id string) *analysis.IssueAnswer {
	for i := range m.Result.Issues {
		if m.Result.Issues[i].ID == id {
			return &m.Result.Issues[i]
		}
	}
	return nil
}

// claim finds a claim of the case, nil if there is none.
func (m Memo) claim(id string) *analysis.ClaimView {
	for i := range m.View.Claims {
		if m.View.Claims[i].ID == id {
			return &m.View.Claims[i]
		}
	}
	return nil
}

func (m Memo) param(path string) *analysis.ParamView {
	for i := range m.View.Params {
		if m.View.Params[i].Path == path {
			return &m.View.Params[i]
		}
	}
	return nil
}

// places are the places of claims, each once, as a person cites them; a claim
// that the case does not show stands by its id.
func (m Memo) places(claims []string) []string {
	var out []string
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, id := range claims {
		c := m.claim(id)
		if c == nil || len(c.Places) == 0 {
			add(id)
			continue
		}
		for _, p := range c.Places {
			add(p.Text)
		}
	}
	return out
}

// basis says what a number rests on, with the places behind it or the words
// that there are none.
func (m Memo) basis(in analysis.Influence) string {
	if in.Basis == "evidence" && len(in.Claims) > 0 {
		return "evidence: " + strings.Join(firsts(m.places(in.Claims), 3), ", ")
	}
	return basisWords(in.Basis)
}

func basisWords(basis string) string {
	switch basis {
	case "judgement":
		return "analyst's judgement, no source"
	case "default":
		return "the program's default, no source"
	case "none":
		return "no evidence"
	}
	return basis
}

// basisWord is basisWords for a narrow column.
func basisWord(basis string) string {
	if basis == "none" {
		return "no evidence"
	}
	return basis
}
