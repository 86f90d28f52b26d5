package analysis

import (
	"context"
	"fmt"
	"math"
	"strings"

	"entente/evidence"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
)

// Check lists what is weak in a case that reads without errors: the lints of
// the evidence ledger, mechanisms without parts, claims that feed nothing,
// explanations that the evidence does not settle soundly and conclusions that
// nothing can turn.
func Check(f *yaml.File) problem.List {
	c := f.Case
	objs := objects(c)
	var out problem.List
	add := func(code string, sev problem.Severity, path, cause, remedy string) {
		at := f.Place(path)
		at.Path = path
		out = append(out, problem.Problem{Code: code, Severity: sev, Place: at, Cause: cause, Remedy: remedy})
	}
	x, err := evidence.NewIndex(ledger(c, objs))
	if err != nil {
		add("ev/bad-record", problem.Error, "", err.Error(), "Mend the record that is named.")
		return out
	}
	var asOf *evidence.Day
	if day, ok := asOfDay(c); ok {
		asOf = &day
	}
	lints, err := x.Lint(evidence.LintOptions{AsOf: asOf, Texts: f.Texts()})
	if err != nil {
		add("ev/bad-record", problem.Error, "", err.Error(), "Mend the record that is named.")
	}
	for _, l := range lints {
		add(l.ID, problem.Severity(l.Severity), lintPath(c, l.At), sentence(l.Cause), sentence(l.Remedy))
	}
	fed := feeds(c, objs)
	for i := range c.Claims {
		k := &c.Claims[i]
		if len(fed[k.ID]) == 0 && !k.Context && !k.Nameless && k.Status != "rejected" {
			add("case/unused-claim", problem.Note, "claims."+string(k.ID),
				fmt.Sprintf("The claim %s stands behind no number, link, explanation or conclusion.", k.ID),
				"Name it in a `because`, mark it `context: yes`, or delete it.")
		}
	}
	for _, m := range mechanismViews(c, objs) {
		if len(m.Parts) == 0 {
			add("case/empty-mechanism", problem.Warning, "mechanisms."+m.ID,
				fmt.Sprintf("Nothing in the case belongs to the mechanism %s, so it cannot be switched off.", m.ID),
				"Write `mechanism: "+m.ID+"` on the items that carry it.")
		}
	}
	gameProblems(c, add)
	explanationLints(c, add)
	for _, id := range idleConclusions(f) {
		add("case/idle-conclusion", problem.Warning, "conclusions."+string(id),
			fmt.Sprintf("No draw and no what-if turns the conclusion %s: its tests say the same whatever the inputs.", id),
			"Narrow the test until an outcome within the ranges could fail it, or widen ranges that are too sure.")
	}
	out.Sort()
	return out
}

// lintPath turns the place of a lint into a path of the case. A conflict is
// reported at "a/b"; its first claim is shown.
func lintPath(c *model.Case, at string) string {
	first, _, _ := strings.Cut(at, "/")
	switch {
	case c.Claim(model.ClaimID(first)) != nil:
		return "claims." + first
	case c.Source(model.SourceID(at)) != nil:
		return "sources." + at
	}
	return at
}

// idleDraws is how many draws a conclusion is given to turn in.
const idleDraws = 1000

// idleConclusions finds those that hold in every draw, or in none, under every
// method, in the base and under every what-if.
func idleConclusions(f *yaml.File) []model.ConclusionID {
	if len(f.Case.Conclusions) == 0 {
		return nil
	}
	o := Defaults()
	o.Draws = idleDraws
	r, err := start(context.Background(), f, o)
	if err != nil {
		return nil
	}
	var out []model.ConclusionID
	for i := range r.c.Conclusions {
		k := &r.c.Conclusions[i]
		if turned, tested := r.canTurn(k); tested && !turned {
			out = append(out, k.ID)
		}
	}
	return out
}

func (r *run) canTurn(k *model.Conclusion) (turned, tested bool) {
	seen := map[bool]bool{}
	for _, t := range k.Tests {
		if !r.runs(t.Lens) {
			continue
		}
		for where, tab := range r.tables {
			if j := r.joinedAt(t.Lens, where); j != nil {
				yes, no := j.turns(k, r.done)
				if yes {
					seen[true] = true
				}
				if no {
					seen[false] = true
				}
				tested = tested || yes || no
				continue
			}
			targets, _ := r.targets(t, where)
			for _, q := range targets {
				col := tab.cols[r.p.column(q)]
				if col == nil {
					continue
				}
				in := t.Within
				if q.state != none {
					in = hundredths(r.p.issueOf(q), in)
				}
				tested = true
				for _, x := range col[:tab.done] {
					if !math.IsNaN(x) {
						seen[in.Contains(x)] = true
					}
				}
			}
		}
	}
	return len(seen) > 1, tested
}
