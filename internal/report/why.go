package report

import (
	"io"
	"strings"
	"unicode/utf8"

	"entente/internal/analysis"
)

// WhyText writes a trace for a terminal: the trace's own text, with long lines
// wrapped under their beginning.
func WhyText(w io.Writer, y *analysis.Why, s TextStyle) error {
	if s.Width == 0 {
		s.Width = 100
	}
	t := &textWriter{TextStyle: s}
	for _, line := range strings.Split(strings.TrimRight(y.Text, "\n"), "\n") {
		if utf8.RuneCountInString(line) <= s.Width {
			t.b.WriteString(line + "\n")
			continue
		}
		words := strings.TrimLeft(line, " ")
		indent := pad(len(line) - len(words))
		for i, l := range wrapText(words, s.Width-len(indent)-2) {
			if i > 0 {
				l = "  " + l
			}
			t.b.WriteString(indent + l + "\n")
		}
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}
