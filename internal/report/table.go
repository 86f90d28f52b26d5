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

// narrowest is how far a column of words may be squeezed.
const narrowest = 14

// text writes the table for a terminal of the given width; where it is too
// wide, the widest columns of words are wrapped.
func (t *table) text(b *strings.Builder, indent string, width int) {
	if len(t.rows) == 0 {
		return
	}
	widths := t.widths(width - utf8.RuneCountInString(indent))
	heads := make([]string, len(t.heads))
	for i := range heads {
		heads[i] = t.head(i)
	}
	for _, r := range append([][]string{heads}, t.rows...) {
		t.line(b, indent, r, widths)
	}
}

const gap = 2 // blanks between columns

// widths are the columns' widths, squeezed until they fit if they can.
func (t *table) widths(room int) []int {
	widths := make([]int, len(t.heads))
	total := gap * (len(t.heads) - 1)
	for i := range t.heads {
		widths[i] = utf8.RuneCountInString(t.head(i))
		for _, r := range t.rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(r[i]))
		}
		total += widths[i]
	}
	for ; total > room; total-- {
		widest := -1
		for i, w := range widths {
			if !t.right(i) && w > narrowest && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return widths
}

// line writes one row in as many lines as its tallest cell needs.
func (t *table) line(b *strings.Builder, indent string, row []string, widths []int) {
	cells := make([][]string, len(row))
	tallest := 1
	for i, c := range row {
		cells[i] = []string{c}
		if !t.right(i) {
			cells[i] = wrapText(c, widths[i])
		}
		tallest = max(tallest, len(cells[i]))
	}
	for k := range tallest {
		line := indent
		for i, lines := range cells {
			c := ""
			if k < len(lines) {
				c = lines[k]
			}
			fill := pad(widths[i] - utf8.RuneCountInString(c))
			if t.right(i) {
				line += fill + c
			} else {
				line += c + fill
			}
			line += pad(gap)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
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
