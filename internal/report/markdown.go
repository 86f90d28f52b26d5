package report

import (
	"io"
	"strconv"
	"strings"

	"entente/internal/analysis"
	"entente/model"
)

// traceDepth is how many inputs of a conclusion the memo follows to their
// paragraphs.
const traceDepth = 5

// Markdown writes the memo as Markdown.
func (m Memo) Markdown(w io.Writer) error {
	d := &markdown{Memo: m}
	d.title()
	d.answers()
	d.verdictTable()
	d.levers()
	d.keyAssumptions()
	d.watch()
	d.notes()
	d.p(md(howToRead))
	d.annex()
	_, err := io.WriteString(w, d.b.String())
	return err
}

type markdown struct {
	Memo
	b strings.Builder
}

func (d *markdown) p(parts ...string) { d.b.WriteString(strings.Join(parts, "") + "\n\n") }

// table writes a table with the line by which it can be traced.
func (d *markdown) table(t *table) {
	if len(t.rows) == 0 {
		return
	}
	t.markdown(&d.b)
	d.p("_", md(d.Provenance()), "_")
}

func (d *markdown) title() {
	r := d.Result
	d.p("# ", md(r.Case.Title))
	d.p("_", md(d.Provenance()), "_")
	for _, w := range r.WhatIfs {
		d.p("**What if:** ", md(w.Title), " (", md(changes(w.Changes)), ")")
	}
	if len(r.Changes) > 0 {
		d.p("**Set by hand:** ", md(changes(r.Changes)))
	}
}

func (d *markdown) answers() {
	d.p("## Answers")
	for _, q := range d.Result.Questions {
		if q.Kind != "" {
			continue
		}
		d.p("### ", md(q.Asks))
		d.p("**", md(q.Answer), "**")
		if q.Range != "" {
			d.b.WriteString("- Range: " + md(q.Range) + "\n")
		}
		if q.Baseline != "" {
			d.b.WriteString("- Baseline: " + md(q.Baseline) + "\n")
		}
		if q.Explains != "" {
			d.b.WriteString("- Favoured: " + md(q.Explains) + "\n")
		}
		for _, in := range q.Because {
			d.b.WriteString("- Because: " + md(in.Label+", "+in.Text+" ("+d.basis(in)+"). "+in.Words) + "\n")
		}
		if len(q.Conclusions) > 0 {
			links := make([]string, len(q.Conclusions))
			for i, c := range q.Conclusions {
				links[i] = "[" + md(c) + "](#" + anchor("conclusion", c) + ")"
			}
			d.b.WriteString("- Conclusions: " + strings.Join(links, ", ") + "\n")
		}
		d.b.WriteString("\n")
	}
}

func (d *markdown) verdictTable() {
	if len(d.Result.Conclusions) > 0 {
		d.p("## Conclusions, lens by lens")
		d.table(d.verdicts(lensNames()))
	}
}

// annex is everything behind the memo.
func (d *markdown) annex() {
	d.conclusions()
	d.issues()
	d.states()
	d.game()
	d.causes()
	d.hypotheses()
	if t := d.moves(); len(t.rows) > 0 {
		d.p("## Annex: the what-ifs in numbers")
		d.table(t)
	}
	if n := len(d.Result.Assumptions); n > keyAssumptions {
		d.p("## Annex: every assumption")
		d.table(d.assumptions(n))
	}
	if t := d.scoredQuestions(); len(t.rows) > 0 {
		d.p("## Annex: questions that time will score")
		d.table(t)
	}
	d.evidence()
}

func (d *markdown) conclusions() {
	if len(d.Result.Conclusions) == 0 {
		return
	}
	d.p("## Annex: each conclusion down to its paragraphs")
	for i := range d.Result.Conclusions {
		d.conclusion(&d.Result.Conclusions[i])
	}
}

func (d *markdown) conclusion(c *analysis.ConclusionAnswer) {
	d.p(`<a id="`, anchor("conclusion", c.ID), `"></a>`)
	d.p("### ", md(c.ID), ": ", md(c.Says))
	if len(c.Under) > 0 {
		d.p("Tested under: ", md(strings.Join(c.Under, ", ")), ".")
	}
	d.p(md(c.Summary))
	for _, b := range c.Baseline {
		d.b.WriteString("- " + md(baseline(b)) + ".\n")
	}
	for _, s := range silences(*c) {
		d.b.WriteString("- " + md(s.Lenses) + ": silent. " + md(s.Why) + "\n")
	}
	d.b.WriteString("\n")
	d.table(d.methodShares(c))
	steps := d.trace(c, traceDepth)
	if len(steps) == 0 {
		return
	}
	d.p("**Why**, what matters most first:")
	for i, s := range steps {
		d.b.WriteString(strconv.Itoa(i+1) + ". " + md(s.Label+", "+s.Text+". "+s.Words))
		if s.Where != "" {
			d.b.WriteString(" `" + strings.ReplaceAll(s.Where, "`", "") + "`")
		}
		d.b.WriteString("\n")
		for _, k := range s.Claims {
			d.b.WriteString("   - " + d.claimLine(k) + "\n")
		}
		for _, k := range s.Against {
			d.b.WriteString("   - against it: " + d.claimLine(k) + "\n")
		}
		if s.Reason != "" {
			d.b.WriteString("   - analyst's judgement: " + md(s.Reason) + "\n")
		}
		if len(s.Claims) == 0 && s.Reason == "" {
			d.b.WriteString("   - " + basisWords(s.Basis) + "\n")
		}
	}
	d.b.WriteString("\n")
}

func (d *markdown) claimLine(c *analysis.ClaimView) string {
	return md(says(c)) + " ([" + md(strings.Join(d.places([]string{c.ID}), ", ")) + "](#" + anchor("claim", c.ID) + "), " + md(c.Kind) + ")"
}

func (d *markdown) issues() {
	if len(d.Result.Issues) == 0 {
		return
	}
	d.p("## Annex: ", lensTitle(model.LensBargaining))
	for k := range d.Result.Issues {
		i := &d.Result.Issues[k]
		d.p("### ", md(i.ID), ": ", md(i.Question))
		d.p("Scale: ", md(scale(i.Scale)), ".")
		d.table(d.outcomes(i))
		for _, w := range issueWords(*i) {
			d.p(md(w))
		}
		if i.Forecast != nil {
			d.table(d.forecast(i))
			d.p(md(i.Forecast.Words), " ", md(record(i.Forecast)))
		}
		d.table(d.stances(i))
		d.table(d.influences(firstInfluences(i.Tornado, tornadoBars), unitOfIssue(i)))
	}
}

func (d *markdown) states() {
	states := d.Composites()
	if len(states) == 0 {
		return
	}
	d.p("## Annex: ", lensTitle(model.LensFactions))
	for k := range states {
		s := &states[k]
		d.p("### ", md(s.Name), " on ", md(s.Issue))
		d.p(md(s.Words))
		d.table(d.rules(s))
		d.table(d.parts(s))
	}
}

func (d *markdown) hypotheses() {
	if len(d.Result.Explanations) == 0 {
		return
	}
	d.p("## Annex: ", lensTitle(model.LensHypotheses))
	for k := range d.Result.Explanations {
		s := &d.Result.Explanations[k]
		d.p("### ", md(s.ID))
		if s.Error != "" {
			d.p(md(s.Error))
			continue
		}
		d.table(d.explanations(s))
		for _, w := range explanationWords(s) {
			d.p(md(w))
		}
		d.table(d.evidenceOf(s))
	}
}

func (d *markdown) levers() {
	if len(d.Result.Levers) > 0 {
		d.p("## What if")
		d.table(d.Memo.levers())
	}
}

func (d *markdown) keyAssumptions() {
	if n := len(d.Result.Assumptions); n > 0 {
		d.p("## Key assumptions")
		d.p("Numbers that rest on the analyst's word alone, in the order of what they do to the answers.")
		d.table(d.assumptions(keyAssumptions))
		if n > keyAssumptions {
			d.p(whole(n-keyAssumptions), " more in the annex.")
		}
	}
}

func (d *markdown) watch() {
	if len(d.Result.Watch) > 0 {
		d.p("## What to watch")
		d.table(d.Memo.watch())
	}
}

func (d *markdown) notes() {
	if len(d.Result.Notes) == 0 {
		return
	}
	d.p("## Notes")
	for _, n := range d.Result.Notes {
		d.b.WriteString("- " + md(n) + "\n")
	}
	d.b.WriteString("\n")
}

func (d *markdown) evidence() {
	if len(d.View.Sources) == 0 {
		return
	}
	d.p("## Annex: evidence")
	for _, s := range d.View.Sources {
		d.p("### ", md(s.ID), ": ", md(s.Title))
		d.p(md(sourceLine(s)))
		for _, c := range d.citations(s.ID) {
			d.b.WriteString("- **" + md(c.Text) + "**\n")
			for _, k := range c.Claims {
				at := ""
				if k.First {
					at = `<a id="` + anchor("claim", k.ID) + `"></a>`
				}
				d.b.WriteString("  - " + at + md(k.ID) + ": " + md(says(k.ClaimView)) + " (" + md(kindOf(k.ClaimView)) + ")\n")
			}
		}
		d.b.WriteString("\n")
	}
}

// md keeps text from being read as Markdown or HTML.
func md(s string) string {
	return mdEscapes.Replace(strings.Join(strings.Fields(s), " "))
}

var mdEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "|", `\|`, "#", `\#`, "~", `\~`)

// anchor is the name of a place on the page: a kind and an id, with what an
// address cannot hold replaced.
func anchor(kind, id string) string {
	var b strings.Builder
	b.WriteString(kind + "-")
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.':
			b.WriteRune(r)
		default:
			b.WriteByte('_')
		}
	}
	return b.String()
}
