package report

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/analysis"
	"entente/model"
)

// TextStyle says how Text writes.
type TextStyle struct {
	Width  int          // of a line; 0: 100
	Bold   bool         // headings in bold, where a terminal shows it
	Lenses []model.Lens // the lenses to show; empty: all
}

// Text writes the answers first, then each lens, for a terminal.
func (m Memo) Text(w io.Writer, s TextStyle) error {
	if s.Width == 0 {
		s.Width = 100
	}
	if len(s.Lenses) == 0 {
		s.Lenses = model.Lenses
	}
	t := &textWriter{Memo: m, TextStyle: s}
	t.title()
	t.answers()
	t.conclusions()
	t.lenses()
	t.ending()
	_, err := io.WriteString(w, t.b.String())
	return err
}

type textWriter struct {
	Memo
	TextStyle
	b strings.Builder
}

func (t *textWriter) heading(s string) {
	t.b.WriteString("\n")
	if t.Bold {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	t.b.WriteString(s + "\n")
}

// hang writes words after a label, each further line below the first word.
func (t *textWriter) hang(label, words string) {
	n := utf8.RuneCountInString(label)
	for i, l := range wrapText(words, t.Width-n) {
		if i > 0 {
			label = pad(n)
		}
		t.b.WriteString(label + l + "\n")
	}
}

func (t *textWriter) title() {
	title := t.Result.Case.Title
	if t.Bold {
		title = "\x1b[1m" + title + "\x1b[0m"
	}
	t.b.WriteString(title + "\n")
	t.hang("", t.Provenance())
	for _, w := range t.Result.WhatIfs {
		t.hang("What if: ", w.Title+" ["+changes(w.Changes)+"]")
	}
	if len(t.Result.Changes) > 0 {
		t.hang("By hand: ", changes(t.Result.Changes))
	}
}

func (t *textWriter) answers() {
	n := 0
	for _, q := range t.Result.Questions {
		if q.Kind != "" {
			continue
		}
		n++
		t.heading(whole(n) + ". " + q.Asks)
		t.hang("   ", q.Answer)
		if q.Range != "" {
			t.hang("   range     ", q.Range)
		}
		if q.Baseline != "" {
			t.hang("   baseline  ", q.Baseline)
		}
		if q.Explains != "" {
			t.hang("   favoured  ", q.Explains)
		}
		label := "   because   "
		for _, in := range q.Because {
			t.hang(label, in.Label+", "+in.Text+" ("+t.basis(in)+"). "+in.Words)
			label = pad(13)
		}
		if len(q.Conclusions) > 0 {
			t.hang("   why       ", "entente why "+t.ref()+" "+q.Conclusions[0])
		}
	}
}

func (t *textWriter) conclusions() {
	if len(t.Result.Conclusions) == 0 {
		return
	}
	t.heading("Conclusions, lens by lens")
	lenses := make([]string, len(t.Lenses))
	for i, l := range t.Lenses {
		lenses[i] = string(l)
	}
	t.verdicts(lenses).text(&t.b, "  ", t.Width)
	t.heading("What each conclusion says, and in how many of 100 draws it holds")
	for _, c := range t.Result.Conclusions {
		under := ""
		if len(c.Under) > 0 {
			under = " [under " + strings.Join(c.Under, ", ") + "; base: without]"
		}
		t.hang("  ", c.ID+": "+c.Says+under)
		for _, l := range c.Lenses {
			if len(l.Methods) > 0 && slices.Contains(t.Lenses, model.Lens(l.Lens)) {
				t.hang("    "+l.Lens+pad(12-len(l.Lens)), heldBy(l.Methods))
			}
		}
		if words := heldByBaselines(c.Baseline); words != "" {
			t.hang("    baselines   ", words)
		}
	}
}

// heldBy says in how many of 100 draws a test holds under each method.
func heldBy(methods []analysis.MethodShare) string {
	var out, beside []string
	for _, s := range methods {
		text := s.Title + " " + outOf(s.Share)
		if s.Undrawn {
			text = s.Title + " " + yesNo(s.Share == 1)
		}
		if s.Base != nil && !s.Undrawn {
			text += " (base " + outOf(*s.Base) + ")"
		}
		if s.Beside {
			beside = append(beside, text)
		} else {
			out = append(out, text)
		}
	}
	text := strings.Join(out, ", ")
	if len(beside) > 0 {
		text += "; beside it " + strings.Join(beside, ", ")
	}
	return text
}

// heldByBaselines says which dull forecasts satisfy a test.
func heldByBaselines(list []analysis.BaselineCheck) string {
	out := make([]string, len(list))
	for i, b := range list {
		holds := "fails"
		if b.Holds {
			holds = "holds"
		}
		out[i] = b.Title + " (" + unit{2}.plain(b.Value) + ") " + holds
	}
	return strings.Join(out, ", ")
}

// lenses writes each lens; silent ones with one reason share a line.
func (t *textWriter) lenses() {
	silent := map[string][]string{}
	var reasons []string
	for _, l := range t.Lenses {
		switch {
		case l == model.LensBargaining:
			t.bargaining()
		case l == model.LensFactions:
			t.factions()
		case l == model.LensConflict && t.Result.Conflict != nil:
			t.game()
		case l == model.LensCauses && t.Result.Causes != nil:
			t.causes()
		case l == model.LensHypotheses && len(t.Result.Explanations) > 0:
			t.hypotheses()
		default:
			why := t.silence(l)
			if silent[why] == nil {
				reasons = append(reasons, why)
			}
			silent[why] = append(silent[why], string(l))
		}
	}
	if len(reasons) > 0 {
		t.heading("Lenses that are silent")
	}
	for _, why := range reasons {
		names := strings.Join(silent[why], ", ")
		t.hang("  ", strings.ToUpper(names[:1])+names[1:]+": silent. "+why)
	}
}

// silence is why a lens says nothing, in the words of its first answer.
func (m Memo) silence(l model.Lens) string {
	for _, c := range m.Result.Conclusions {
		for _, a := range c.Lenses {
			if a.Lens == string(l) && a.Verdict == analysis.Silent && a.Why != "" {
				return a.Why
			}
		}
	}
	return "Not in this version."
}

func (t *textWriter) bargaining() {
	t.heading(lensTitle(model.LensBargaining))
	if len(t.Result.Issues) == 0 {
		t.hang("  ", "Silent: the case has no issue with stances.")
	}
	var last *analysis.Forecast
	for k := range t.Result.Issues {
		i := &t.Result.Issues[k]
		if k > 0 {
			t.b.WriteString("\n")
		}
		t.hang("  ", i.ID+": "+i.Question)
		t.hang("    ", "scale: "+scale(i.Scale))
		t.outcomes(i).text(&t.b, "    ", t.Width)
		for _, w := range issueWords(*i) {
			t.hang("    ", w)
		}
		if i.Forecast != nil {
			last = i.Forecast
			t.forecast(i).text(&t.b, "    ", t.Width)
			t.hang("    ", i.Forecast.Words)
		}
	}
	if last != nil {
		t.b.WriteString("\n")
		t.hang("  ", record(last))
	}
}

func (t *textWriter) factions() {
	t.heading(lensTitle(model.LensFactions))
	if len(t.Result.States) == 0 {
		t.hang("  ", "Silent: no actor of the case has parts with a stance.")
	}
	for k := range t.Result.States {
		s := &t.Result.States[k]
		if k > 0 {
			t.b.WriteString("\n")
		}
		t.hang("  ", s.Name+" on "+s.Issue)
		t.rules(s).text(&t.b, "    ", t.Width)
		t.hang("    ", s.Words)
	}
}

func (t *textWriter) hypotheses() {
	t.heading(lensTitle(model.LensHypotheses))
	for k := range t.Result.Explanations {
		s := &t.Result.Explanations[k]
		if k > 0 {
			t.b.WriteString("\n")
		}
		t.hang("  ", s.ID)
		if s.Error != "" {
			t.hang("    ", "Silent: "+s.Error)
			continue
		}
		t.explanations(s).text(&t.b, "    ", t.Width)
		for _, w := range explanationWords(s) {
			t.hang("    ", w)
		}
		t.evidenceOf(s).text(&t.b, "    ", t.Width)
	}
}

// ending is what holds for all lenses: levers, assumptions, signs and notes.
func (t *textWriter) ending() {
	r := t.Result
	if len(r.Levers) > 0 {
		t.heading("What if")
		for _, l := range r.Levers {
			whose := ""
			if l.WhatIf.Actor != "" {
				whose = " [" + l.WhatIf.Actor + "]"
			}
			t.hang("  ", l.WhatIf.ID+": "+l.WhatIf.Title+whose)
			t.hang("    ", l.Words)
		}
	}
	if n := len(r.Assumptions); n > 0 {
		const most = 10
		t.heading("Key assumptions: what rests on the analyst's word, by what it does to the answers")
		tab := t.assumptions(most)
		tab.drop(5)
		tab.text(&t.b, "  ", t.Width)
		if n > most {
			t.hang("  ", "and "+whole(n-most)+" more; entente run "+t.ref()+" --md - lists all with their reasons")
		}
	}
	if len(r.Watch) > 0 {
		t.heading("What to watch")
		t.watch().text(&t.b, "  ", t.Width)
	}
	if len(r.Notes) > 0 {
		t.heading("Notes")
		for _, s := range r.Notes {
			t.hang("  - ", s)
		}
	}
}

func scale(labels []analysis.ScaleLabel) string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = unit{2}.plain(l.At) + " " + l.Label
	}
	return strings.Join(out, "; ")
}

// lensTitle is a lens and its question.
func lensTitle(l model.Lens) string {
	switch l {
	case model.LensBargaining:
		return "Bargaining: where does each issue settle?"
	case model.LensFactions:
		return "Factions: what does a state want, given who is strong at home?"
	case model.LensConflict:
		return "Conflict: which outcomes are stable?"
	case model.LensAlignment:
		return "Alignment: who lines up with whom?"
	case model.LensCauses:
		return "Causes: which way does each thing move if one is pushed?"
	case model.LensHypotheses:
		return "Hypotheses: which explanation does the evidence favour?"
	case model.LensSystem:
		return "The whole system: how does it unfold, step by step?"
	}
	return string(l)
}
