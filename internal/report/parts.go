package report

import (
	"slices"
	"strings"

	"entente/internal/analysis"
	"entente/model"
)

// howToRead is said once on every memo.
const howToRead = "How to read this: a number over draws is given by its median, its middle half (25th to 75th percentile) and its 90% range (5th to 95th). " +
	"A share of draws says how the stated ranges play out under the stated rules; it is not the probability of an event. " +
	"Baselines are the dull forecasts, that nothing changes and that everyone counts the same."

// tornadoBars is how many inputs a tornado shows.
const tornadoBars = 10

func firstInfluences(list []analysis.Influence, n int) []analysis.Influence {
	return list[:min(n, len(list))]
}

func lensNames() []string {
	out := make([]string, len(model.Lenses))
	for i, l := range model.Lenses {
		out[i] = string(l)
	}
	return out
}

func baseline(b analysis.BaselineCheck) string {
	s := "Baseline, " + b.Title + ": " + unit{2}.plain(b.Value)
	if b.Holds {
		return s + ", which satisfies the test"
	}
	return s + ", which does not satisfy the test"
}

// scoredQuestions are the questions that are forecast and scored, with their
// rules; a run does not answer them.
func (m Memo) scoredQuestions() *table {
	t := &table{heads: []string{"question", "opens", "closes", "resolves by", "base rate", "status quo says"}}
	for _, q := range m.Result.Questions {
		if q.Kind != "" {
			t.row(q.Asks, orDash(q.Opens), orDash(q.Closes), orDash(q.Resolves), orDash(q.BaseRate), orDash(q.StatusQuoAnswer))
		}
	}
	return t
}

// sourceLine is what is known of a source, in one line.
func sourceLine(s analysis.SourceView) string {
	var parts []string
	for _, p := range []string{s.Author, s.Publisher, s.Published, s.Kind} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if s.Grade != "" {
		parts = append(parts, "grade "+s.Grade)
	}
	if s.PartOf != "" {
		parts = append(parts, "part of "+s.PartOf)
	}
	if s.Origin != "" && s.Origin != s.ID {
		parts = append(parts, "same origin as "+s.Origin)
	}
	line := strings.Join(parts, ", ") + "."
	if s.Admitted != "" && s.Admitted != "yes" {
		line += " Admission: " + s.Admitted + "."
	}
	return line
}

// kindOf is what a claim is and who says it.
func kindOf(c *analysis.ClaimView) string {
	s := c.Kind
	if c.Modality != "" && c.Modality != "asserted" {
		s += ", " + c.Modality
	}
	if c.Speaker != "" {
		s += ", said by " + c.Speaker
	}
	if len(c.ConflictsWith) > 0 {
		s += ", conflicts with " + strings.Join(c.ConflictsWith, ", ")
	}
	if c.Context {
		s += ", context"
	}
	return s
}

// issueWords are an issue's sentences; one that is about an input names it.
func issueWords(i analysis.IssueAnswer) []string {
	out := make([]string, len(i.Words))
	for k, w := range i.Words {
		out[k] = w
		for _, in := range i.Tornado {
			if in.Words == w {
				out[k] = in.Label + ", " + in.Text + ". " + w
			}
		}
	}
	return out
}

// silence is a reason to say nothing and the lenses that share it.
type silence struct{ Lenses, Why string }

// silences groups the silent lenses of a conclusion by their reasons.
func silences(c analysis.ConclusionAnswer) []silence {
	var out []silence
	for _, l := range c.Lenses {
		if l.Verdict != analysis.Silent {
			continue
		}
		k := slices.IndexFunc(out, func(s silence) bool { return s.Why == l.Why })
		if k < 0 {
			out = append(out, silence{l.Lens, l.Why})
			continue
		}
		out[k].Lenses += ", " + l.Lens
	}
	return out
}
