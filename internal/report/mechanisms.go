package report

import (
	"fmt"
	"io"
	"math"
	"slices"

	"entente/internal/analysis"
)

// perTable is how many mechanisms stand side by side.
const perTable = 8

// MechanismsText writes the table mechanism × conclusion for a terminal.
func MechanismsText(w io.Writer, m *analysis.Mechanisms, marking string, s TextStyle) error {
	if s.Width == 0 {
		s.Width = 100
	}
	t := &textWriter{TextStyle: s, Memo: Memo{View: &analysis.View{}, Marking: marking,
		Result: &analysis.Result{Version: m.Version, Case: m.Case, Seed: m.Seed, Draws: m.Draws, Planned: m.Draws}}}
	t.title()

	t.heading("What each mechanism carries")
	for _, r := range m.Rows {
		t.hang("  "+r.Mechanism+pad(5-len(r.Mechanism)), r.Title+".")
		t.hang("       ", r.Words)
	}
	t.heading("Change of draws in 100 in which a conclusion holds, when the mechanism is off (! turns a lens)")
	for rows := range slices.Chunk(m.Rows, perTable) {
		heads := []string{"conclusion"}
		for _, r := range rows {
			heads = append(heads, ">"+r.Mechanism)
		}
		moved := &table{heads: heads}
		for i, k := range m.Base {
			cells := []string{k.Conclusion}
			for j := range rows {
				cells = append(cells, movedBy(&rows[j].Cells[i]))
			}
			moved.row(cells...)
		}
		moved.text(&t.b, "  ", s.Width)
		t.b.WriteString("\n")
	}
	if len(m.Notes) > 0 {
		t.heading("Notes")
		for _, n := range m.Notes {
			t.hang("  - ", n)
		}
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

// movedBy is a cell: the largest move over the lenses, and whether one turns.
func movedBy(c *analysis.MechanismCell) string {
	s := "·"
	if n := int(math.Round(c.Moved * 100)); n != 0 {
		s = fmt.Sprintf("%+d", n)
	}
	if c.Turns {
		s += "!"
	}
	return s
}
