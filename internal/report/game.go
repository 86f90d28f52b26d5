package report

import (
	"strings"

	"entente/internal/analysis"
	"entente/model"
)

// outcomesOfGame are the equilibria in sight of the status quo under SEQ, with the
// other concepts but GMR beside it, in which nearly everything is stable.
func (m Memo) outcomesOfGame(c *analysis.ConflictAnswer) *table {
	t := &table{heads: []string{"outcome", ">SEQ", ">Nash", ">SSEQ", ">SMR", "as judged likelier", "way there"}}
	inSight := func(concept, state string) string {
		for _, k := range c.Concepts {
			for _, e := range k.Ends {
				if k.Concept == concept && e.State == state {
					return outOf(e.InSight)
				}
			}
		}
		return "–"
	}
	for _, k := range c.Concepts {
		if k.Concept != "seq" {
			continue
		}
		for _, e := range k.Ends {
			if e.InSight == 0 {
				continue
			}
			likely := "no equilibrium"
			switch {
			case e.Point && e.Path != nil:
				likely = "in sight"
			case e.Point:
				likely = "not in sight"
			}
			cells := []string{e.State, outOf(e.InSight), inSight("nash", e.State), inSight("sseq", e.State), inSight("smr", e.State), likely, way(e.Path)}
			if e.Base != nil {
				cells[1] += " (base " + outOf(*e.Base) + ")"
			}
			t.row(cells...)
		}
	}
	return t
}

// way says a path in one cell.
func way(path []analysis.GameStep) string {
	switch {
	case path == nil:
		return "–"
	case len(path) == 0:
		return "the status quo"
	}
	steps := make([]string, len(path))
	for k, s := range path {
		steps[k] = s.Says
	}
	return strings.Join(steps, "; ")
}

// gameBefore are the sentences above the table: where things stand, and who can
// better them.
func gameBefore(c *analysis.ConflictAnswer) []string {
	if c.Silent != "" {
		return []string{"Silent: " + c.Silent}
	}
	out := []string{"Now: " + c.StatusQuo.State + " (" + c.StatusQuo.Says + ")."}
	if c.Moved != "" {
		out = append(out, c.Moved)
	}
	for _, m := range c.Movers {
		out = append(out, strings.Join(m.Words, " "))
	}
	return out
}

// gameAfter are those below it: what is not shown, and what it hangs on.
func gameAfter(c *analysis.ConflictAnswer) []string {
	if c.Silent != "" {
		return nil
	}
	out := []string{"Numbers: in how many of 100 draws of the judgements the outcome is an equilibrium in sight of the status quo by improvements; " + whole(c.Draws) + " draws, " + plural(c.States, "feasible outcome", "feasible outcomes") + "."}
	for _, k := range c.Concepts {
		if k.Concept == "seq" && k.LeftOut > 0 {
			out = append(out, plural(k.LeftOut, "rarer equilibrium is", "rarer equilibria are")+" not shown.")
		}
	}
	for _, j := range c.Judgements {
		out = append(out, j.Words)
	}
	return out
}

func (t *textWriter) game() {
	t.heading(lensTitle(model.LensConflict))
	c := t.Result.Conflict
	for _, w := range gameBefore(c) {
		t.hang("  ", w)
	}
	if c.Silent == "" {
		t.outcomesOfGame(c).text(&t.b, "  ", t.Width)
	}
	for _, w := range gameAfter(c) {
		t.hang("  ", w)
	}
}

func (d *markdown) game() {
	c := d.Result.Conflict
	if c == nil {
		return
	}
	d.p("## Annex: ", lensTitle(model.LensConflict))
	list := func(words []string) {
		for _, w := range words {
			d.b.WriteString("- " + md(w) + "\n")
		}
		d.b.WriteString("\n")
	}
	list(gameBefore(c))
	if c.Silent == "" {
		d.table(d.outcomesOfGame(c))
		list(gameAfter(c))
	}
}

// Game is the table of the game's equilibria.
func (p page) Game() cells {
	return p.Cells(p.outcomesOfGame(p.Result.Conflict), "Equilibria in sight of the status quo, in 100 draws of the judgements")
}
