package report

import (
	"strings"

	"entente/internal/analysis"
	"entente/model"
)

// pushes is which way everything goes under each push that the case names.
func (m Memo) pushes(c *analysis.CausesAnswer) *table {
	t := &table{heads: []string{"push", "which way everything goes", "asked by"}}
	for i := range c.Pushes {
		p := &c.Pushes[i]
		t.row(p.Title(), p.Words, askedBy(p))
	}
	return t
}

// askedBy names what asks a push, without the kind of each.
func askedBy(p *analysis.PushAnswer) string {
	names := make([]string, len(p.Of))
	for i, of := range p.Of {
		_, names[i], _ = strings.Cut(of, ".")
	}
	return strings.Join(names, ", ")
}

// mapWords are what is to be said of the map itself: how many draws speak, its
// loops, what was observed and what that asks of its links.
func mapWords(c *analysis.CausesAnswer) []string {
	var out []string
	if c.Silent != "" {
		out = append(out, "Silent: "+c.Silent)
	}
	out = append(out, c.Words...)
	for _, l := range c.Loops {
		gain := "nothing limits it"
		if l.Gain != nil {
			gain = "median gain " + unit{2}.plain(*l.Gain) + ", 1 or more in " + outOf(l.AtLeast) + " of 100 draws"
		}
		out = append(out, "Loop: "+strings.TrimSuffix(l.Words, ".")+" ("+gain+").")
	}
	for _, o := range c.Observed {
		out = append(out, "Observed: "+o.Words)
	}
	for _, l := range c.Learned {
		out = append(out, l.Words)
	}
	return out
}

func (t *textWriter) causes() {
	t.heading(lensTitle(model.LensCauses))
	c := t.Result.Causes
	for i := range c.Pushes {
		p := &c.Pushes[i]
		t.hang("  ", p.Title()+" ["+askedBy(p)+"]. "+p.Words)
	}
	for _, w := range mapWords(c) {
		t.hang("  ", w)
	}
}

func (d *markdown) causes() {
	c := d.Result.Causes
	if c == nil {
		return
	}
	d.p("## Annex: ", lensTitle(model.LensCauses))
	d.table(d.pushes(c))
	for _, w := range mapWords(c) {
		d.b.WriteString("- " + md(w) + "\n")
	}
	d.b.WriteString("\n")
}

// Pushes is the table of pushes.
func (p page) Pushes() cells {
	return p.Cells(p.pushes(p.Result.Causes), "Which way everything goes under each push")
}
