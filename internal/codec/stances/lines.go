package stances

import (
	"strings"
	"unicode/utf8"
)

// line is a line that is not blank, without its end.
type line struct {
	text   string
	number int
}

// linesOf cuts text into its lines; lines of blanks and separators alone, which
// spreadsheets leave behind, are left out.
func linesOf(text string) []line {
	var lines []line
	number := 0
	for text != "" {
		number++
		end := strings.IndexAny(text, "\r\n")
		rest := ""
		l := text
		if end >= 0 {
			l, rest = text[:end], text[end+1:]
			if text[end] == '\r' && strings.HasPrefix(rest, "\n") {
				rest = rest[1:]
			}
		}
		if strings.Trim(l, " \t,;") != "" {
			lines = append(lines, line{l, number})
		}
		text = rest
	}
	return lines
}

// field is one cell of a line.
type field struct {
	text   string // without quotes and the blanks around it
	column int    // of its first character or quote, from 1, in code points
	quoted bool
	open   bool // the quote is never closed
}

// split cuts a line at the separator, a single byte. A field may stand in one
// of the quotes, which is doubled inside; a quote that no separator follows
// belongs to the text.
func split(text string, separator byte, quotes string) []field {
	var fields []field
	column := 1
	for {
		f, rest, more := nextField(text, separator, quotes)
		f.column += column
		fields = append(fields, f)
		if !more {
			return fields
		}
		column += utf8.RuneCountInString(text[:len(text)-len(rest)])
		text = rest
	}
}

// nextField cuts one field off; its column counts from 0.
func nextField(text string, separator byte, quotes string) (f field, rest string, more bool) {
	start := 0
	for start < len(text) && text[start] != separator && (text[start] == ' ' || text[start] == '\t') {
		start++
	}
	f.column = start
	if start < len(text) && strings.IndexByte(quotes, text[start]) >= 0 {
		return quotedField(f, text, start, separator)
	}
	end := strings.IndexByte(text, separator)
	if end < 0 {
		f.text = strings.TrimSpace(text)
		return f, "", false
	}
	f.text = strings.TrimSpace(text[:end])
	return f, text[end+1:], true
}

func quotedField(f field, text string, start int, separator byte) (field, string, bool) {
	quote := text[start]
	f.quoted = true
	var b strings.Builder
	for i := start + 1; i < len(text); i++ {
		if text[i] != quote {
			b.WriteByte(text[i])
			continue
		}
		after := i + 1
		for after < len(text) && text[after] != separator && (text[after] == ' ' || text[after] == '\t') {
			after++
		}
		switch {
		case after == len(text):
			f.text = strings.TrimSpace(b.String())
			return f, "", false
		case text[after] == separator:
			f.text = strings.TrimSpace(b.String())
			return f, text[after+1:], true
		case text[i+1] == quote:
			i++
		}
		b.WriteByte(quote)
	}
	f.text, f.open = strings.TrimSpace(b.String()), true
	return f, "", false
}

// separatorOf guesses the separator from a heading: whichever of comma, tab and
// semicolon stands in it most often outside of quotes.
func separatorOf(text string) byte {
	counts := map[byte]int{}
	quoted := false
	for i := range len(text) {
		if text[i] == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[text[i]]++
		}
	}
	best := byte(',')
	for _, s := range []byte{'\t', ';'} {
		if counts[s] > counts[best] {
			best = s
		}
	}
	return best
}

// trimEnd drops empty fields from the end.
func trimEnd(fields []field) []field {
	for len(fields) > 0 && fields[len(fields)-1].text == "" && !fields[len(fields)-1].open {
		fields = fields[:len(fields)-1]
	}
	return fields
}
