package report

import (
	"fmt"
	"io"
	"strings"

	"entente/internal/analysis"
)

// ReadingsText writes under how many readings of a family of models a
// conclusion holds, and what each contested point does to it.
func ReadingsText(w io.Writer, r *analysis.Readings, s TextStyle) error {
	t := newLensWriter(s)
	t.heading("readings of the " + r.Family + " models: " + r.Test)
	t.hang("  ", r.Words)
	static := "does not hold"
	if r.Static {
		static = "holds"
	}
	words := "By the weighted mean of the first positions, which is the forecast, it " + static + "; every number stands at its mid."
	if r.Failed > 0 {
		words += fmt.Sprintf(" %s gave no outcome and count in no share.", plural(r.Failed, "reading", "readings"))
	}
	t.hang("  ", words)
	tab := &table{heads: []string{"switch", "holds under", ">turned by it"}}
	for _, e := range r.Switches {
		values := make([]string, len(e.Values))
		for i, v := range e.Values {
			values[i] = fmt.Sprintf("%s %d of %d", v.Value, v.Holds, v.Readings)
		}
		tab.row(e.Switch, strings.Join(values, ", "), fmt.Sprintf("%.0f%%", 100*e.Flips))
	}
	tab.text(&t.b, "  ", t.Width)
	if len(r.Switches) > 0 {
		t.hang("  ", "Turned by it: pairs of readings, equal but for this switch, that disagree.")
	}
	return t.flush(w)
}
