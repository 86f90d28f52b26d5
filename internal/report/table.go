package report

import (
	"strings"
	"unicode/utf8"
)

// table is a small table of text; a column whose head starts with ">" has its
// cells at the right, as numbers stand.
type table struct {
	heads []string
	rows  [][]string
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) right(i int) bool { return strings.HasPrefix(t.heads[i], ">") }

func (t *table) head(i int) string { return strings.TrimPrefix(t.heads[i], ">") }

// text writes the table for a terminal of the given width: the last column is
// wrapped when it is words, a first column that is too wide has a line alone.
func (t *table) text(b *strings.Builder, indent string, width int) {
	if len(t.rows) == 0 {
		return
	}
	const gap = 2
	n := len(t.heads)
	widths := make([]int, n)
	for i := range t.heads {
		widths[i] = utf8.RuneCountInString(t.head(i))
		for _, r := range t.rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(r[i]))
		}
	}
	sum := func(list []int) int {
		total := gap * (len(list) - 1)
		for _, w := range list {
			total += w
		}
		return total
	}
	room := width - utf8.RuneCountInString(indent)
	if over := sum(widths) - room; over > 0 && n > 1 && !t.right(n-1) {
		widths[n-1] = max(widths[n-1]-over, 24)
	}
	if over := sum(widths) - room; over > 0 {
		widths[0] = max(widths[0]-over, 12)
	}
	write := func(cells []string) {
		var last []string
		line := indent
		for i, c := range cells {
			w := widths[i]
			switch {
			case i == n-1 && !t.right(i):
				last = wrapText(c, w)
				if len(last) > 0 {
					line += last[0]
				}
			case t.right(i):
				line += pad(w-utf8.RuneCountInString(c)) + c + pad(gap)
			case i == 0 && utf8.RuneCountInString(c) > w:
				b.WriteString(indent + c + "\n")
				line += pad(w + gap)
			default:
				line += c + pad(w-utf8.RuneCountInString(c)+gap)
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
		if len(last) > 1 {
			hang := utf8.RuneCountInString(indent) + sum(widths[:n-1]) + gap
			if n == 1 {
				hang = utf8.RuneCountInString(indent)
			}
			for _, l := range last[1:] {
				b.WriteString(pad(hang) + l + "\n")
			}
		}
	}
	heads := make([]string, n)
	blank := true
	for i := range heads {
		heads[i] = t.head(i)
		blank = blank && heads[i] == ""
	}
	if !blank {
		write(heads)
	}
	for _, r := range t.rows {
		write(r)
	}
}

// markdown writes the table as Markdown.
func (t *table) markdown(b *strings.Builder) {
	if len(t.rows) == 0 {
		return
	}
	b.WriteString("|")
	for i := range t.heads {
		b.WriteString(" " + md(t.head(i)) + " |")
	}
	b.WriteString("\n|")
	for i := range t.heads {
		if t.right(i) {
			b.WriteString("---:|")
		} else {
			b.WriteString("---|")
		}
	}
	b.WriteString("\n")
	for _, r := range t.rows {
		b.WriteString("|")
		for _, c := range r {
			b.WriteString(" " + md(c) + " |")
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
}

func pad(n int) string { return strings.Repeat(" ", max(n, 0)) }

// wrapText breaks text into lines of at most width characters.
func wrapText(s string, width int) []string {
	var lines []string
	for _, w := range strings.Fields(s) {
		if n := len(lines); n > 0 && utf8.RuneCountInString(lines[n-1])+1+utf8.RuneCountInString(w) <= width {
			lines[n-1] += " " + w
			continue
		}
		lines = append(lines, w)
	}
	return lines
}
