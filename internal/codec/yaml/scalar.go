package yaml

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// characters refuses bytes that no case file holds; false when the file is not
// text at all.
func (p *parser) characters() bool {
	for i, start := range p.src.lines {
		if p.src.lineEnd(i)-start > MaxLine {
			p.fail(start, "case/too-large", fmt.Sprintf("The line has more than %d bytes.", MaxLine), "Is this a case file? Break the line.")
			return false
		}
	}
	for i := 0; i < len(p.s); {
		c := p.s[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F {
				p.fail(i, "case/control-character", fmt.Sprintf("The file holds the control character U+%04X.", c), "Remove it; is this a text file?")
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(p.s[i:])
		if r == utf8.RuneError && size == 1 {
			p.fail(i, "case/not-utf8", "The file is not UTF-8.", "Save it as UTF-8.")
			return false
		}
		i += size
	}
	return true
}

// indicators refuses the parts of YAML that a case file does not have, by the
// first character of an unquoted text.
func (p *parser) indicators(n *node) {
	if n.text == "" {
		return
	}
	feature := func(what string) {
		n.faulty = true
		p.fail(n.pos, "case/yaml-feature", what+" are not part of a case file.", "Write the value out, or put the text in quotes if it starts with that character.")
	}
	switch n.text[0] {
	case '&':
		feature("Anchors (`&`)")
	case '*':
		feature("Aliases (`*`)")
	case '!':
		feature("Tags (`!`)")
	case '%', '@', '`', '|', '>':
		p.fail(n.pos, "case/needs-quotes", fmt.Sprintf("A text that starts with %q needs quotes.", n.text[:1]), "Put it in quotes.")
	case '-':
		if len(n.text) > 1 && n.text[1] == ' ' {
			n.faulty = true
			p.fail(n.pos, "case/needs-quotes", "A list starts here in the middle of a line.", "Start the list on the next line, or put the text in quotes.")
		}
	case '?':
		if len(n.text) == 1 || n.text[1] == ' ' {
			p.fail(n.pos, "case/needs-quotes", "A question mark at the start has a meaning of its own in YAML.", "Put the text in quotes.")
		}
	}
}

// plain reads an unquoted text in block style. It goes on over lines indented
// deeper than its parent.
func (p *parser) plain(parent int) *node {
	start := p.pos
	n := &node{kind: scalarNode, src: p.src, pos: start, end: start}
	for {
		end := p.lineEnd()
		comment := false
		q := p.pos
		for ; q < end; q++ {
			if p.s[q] == '#' && q > start && isBlank(p.s[q-1]) {
				comment = true
				break
			}
			if p.s[q] == ':' && (q+1 >= end || isBlank(p.s[q+1])) {
				p.fail(q, "case/needs-quotes", "A colon followed by a blank stands inside a text without quotes.",
					"Put the text in quotes; if this is the next key, indent it like the keys it belongs with.")
				q = end
				for q > p.pos && isBlank(p.s[q-1]) {
					q--
				}
				n.end, n.faulty = q, true
				p.pos = end
				p.skipLine()
				n.text = fold(string(p.s[start:n.end]))
				return n
			}
		}
		if comment {
			p.lostComment(q)
		}
		for q > p.pos && isBlank(p.s[q-1]) {
			q--
		}
		n.end = max(q, n.end)
		p.skipLine()
		if comment {
			break
		}
		save := p.pos
		if !p.nextContentNoComment() || p.column(p.pos) <= parent {
			p.pos = save
			break
		}
		if p.isKey() && p.column(p.pos) > parent {
			// Reported as misplaced by the collection around.
			p.pos = save
			break
		}
	}
	n.text = fold(string(p.s[start:n.end]))
	p.indicators(n)
	return n
}

// lostComment reports a comment that looks like the rest of the text before it.
func (p *parser) lostComment(at int) {
	if at+1 < len(p.s) && isWord(p.s[at+1]) {
		p.fail(at, "case/needs-quotes", "A blank and `#` start a comment, so the rest of this text is lost.",
			"Put the text in quotes; write a comment with a blank after the `#`.")
	}
}

func isWord(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// nextContentNoComment is nextContent for the continuation of a text, which a
// comment ends.
func (p *parser) nextContentNoComment() bool {
	for p.pos < len(p.s) {
		q := p.pos
		for q < len(p.s) && isBlank(p.s[q]) {
			q++
		}
		if q >= len(p.s) || p.s[q] == '#' {
			return false
		}
		if p.s[q] == '\n' || p.s[q] == '\r' {
			p.pos = q + 1
			continue
		}
		p.pos = q
		return true
	}
	return false
}

// quoted reads a text in single or double quotes, which may go on over lines.
func (p *parser) quoted() *node {
	open := p.pos
	quote := p.s[open]
	n := &node{kind: scalarNode, style: singleStyle, inner: p.flowDepth > 0, src: p.src, pos: open}
	if quote == '"' {
		n.style = doubleStyle
	}
	var b strings.Builder
	p.pos++
	for p.pos < len(p.s) {
		c := p.s[p.pos]
		switch {
		case c == quote:
			p.pos++
			if quote == '\'' && p.pos < len(p.s) && p.s[p.pos] == '\'' {
				b.WriteByte('\'')
				p.pos++
				continue
			}
			n.end, n.text = p.pos, b.String()
			return n
		case c == '\\' && quote == '"':
			p.escape(&b)
		case c == '\n' || c == '\r':
			if !p.quotedBreak(&b) {
				return p.unclosedQuote(n)
			}
		default:
			b.WriteByte(c)
			p.pos++
		}
	}
	return p.unclosedQuote(n)
}

// unclosedQuote gives the rest of the line to the text and goes on with the
// next.
func (p *parser) unclosedQuote(n *node) *node {
	open := n.pos
	quote := p.s[open]
	p.fail(open, "case/yaml-syntax", "The quote opened here is never closed.", fmt.Sprintf("Add the closing %s.", string(quote)))
	p.pos = open
	end := p.lineEnd()
	n.text, n.end, n.faulty = string(p.s[open+1:end]), end, true
	p.pos = end
	return n
}

// quotedBreak folds a line break inside quotes: one becomes a blank, more
// become one fewer breaks. It is false when the next line is not indented
// deeper than what holds the text, so that the text cannot go on there.
func (p *parser) quotedBreak(b *strings.Builder) bool {
	text := strings.TrimRight(b.String(), " \t")
	b.Reset()
	b.WriteString(text)
	breaks := 0
	for p.pos < len(p.s) && (isBlank(p.s[p.pos]) || isBreak(p.s[p.pos])) {
		if p.s[p.pos] == '\n' {
			breaks++
		}
		p.pos++
	}
	if breaks <= 1 {
		b.WriteByte(' ')
	} else {
		b.WriteString(strings.Repeat("\n", breaks-1))
	}
	return p.pos >= len(p.s) || p.column(p.pos) > p.parent
}

var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': "\"", '/': "/", '\\': "\\", 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029", '\t': "\t",
}

// escape reads a backslash and what it stands for.
func (p *parser) escape(b *strings.Builder) {
	at := p.pos
	p.pos++
	if p.pos >= len(p.s) {
		return
	}
	c := p.s[p.pos]
	if c == '\n' || c == '\r' { // a line break that counts for nothing
		for p.pos < len(p.s) && (isBlank(p.s[p.pos]) || isBreak(p.s[p.pos])) {
			p.pos++
		}
		return
	}
	if width := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]; width > 0 {
		if p.pos+1+width <= len(p.s) {
			code, err := strconv.ParseUint(string(p.s[p.pos+1:p.pos+1+width]), 16, 32)
			if err == nil && code <= utf8.MaxRune && utf8.ValidRune(rune(code)) {
				if code < ' ' && code != '\t' && code != '\n' || code == 0x7F {
					p.fail(at, "case/control-character", fmt.Sprintf("The text holds the control character U+%04X.", code), "Remove it.")
				} else {
					b.WriteRune(rune(code))
				}
				p.pos += 1 + width
				return
			}
		}
		p.fail(at, "case/yaml-syntax", fmt.Sprintf("`\\%c` is followed by %d hexadecimal digits of a character.", c, width), "Write the character itself.")
		p.pos++
		return
	}
	s, ok := escapes[c]
	switch {
	case !ok:
		p.fail(at, "case/yaml-syntax", "An unknown escape in a text in double quotes.", "Write `\\\\` for a backslash, or use single quotes.")
		b.WriteByte('\\')
		return
	case s[0] < ' ' && s != "\t" && s != "\n":
		p.fail(at, "case/control-character", fmt.Sprintf("The text holds the control character U+%04X.", s[0]), "Remove it.")
	default:
		b.WriteString(s)
	}
	p.pos++
}

// blockScalar reads a text in literal (`|`) or folded (`>`) style.
func (p *parser) blockScalar(parent int) *node {
	n := &node{kind: scalarNode, style: literalStyle, src: p.src, pos: p.pos}
	if p.s[p.pos] == '>' {
		n.style = foldedStyle
	}
	end := p.lineEnd()
	chomp, width := byte(0), 0
	q := p.pos + 1
	for ; q < end && !isBlank(p.s[q]); q++ {
		switch c := p.s[q]; {
		case (c == '-' || c == '+') && chomp == 0:
			chomp = c
		case c >= '1' && c <= '9' && width == 0:
			width = int(c - '0')
		default:
			p.fail(q, "case/needs-quotes", "A text that starts with `|` or `>` needs quotes.", "Put it in quotes, or start the text on the next line.")
			q = end
		}
	}
	if rest := strings.TrimSpace(string(p.s[min(q, end):end])); rest != "" && rest[0] != '#' {
		p.fail(q, "case/needs-quotes", "A text that starts with `|` or `>` needs quotes.", "Put it in quotes, or start the text on the next line.")
	}
	n.end = end
	p.skipLine()

	indent := -1
	if width > 0 {
		indent = max(parent, 0) + width
	}
	var lines []string
	for p.pos < len(p.s) {
		lineNo := p.src.lineOf(p.pos)
		lineEnd := p.src.lineEnd(lineNo)
		raw := string(p.s[p.pos:lineEnd])
		trimmed := strings.TrimLeft(raw, " ")
		if strings.TrimSpace(trimmed) == "" {
			if indent >= 0 && len(raw) > indent {
				lines = append(lines, raw[indent:])
			} else {
				lines = append(lines, "")
			}
			p.skipLine()
			continue
		}
		lead := len(raw) - len(trimmed)
		if indent < 0 {
			indent = lead
		}
		if lead <= parent || lead < indent {
			break
		}
		lines = append(lines, raw[indent:])
		n.end = lineEnd
		p.skipLine()
	}
	n.text = blockText(lines, n.style == foldedStyle, chomp)
	return n
}

// blockText joins the lines of a block scalar and ends it as the chomping
// indicator says.
func blockText(lines []string, folded bool, chomp byte) string {
	last := len(lines)
	for last > 0 && lines[last-1] == "" {
		last--
	}
	body, blank := lines[:last], len(lines)-last
	var text string
	if folded {
		text = foldBlock(body)
	} else {
		text = strings.Join(body, "\n")
	}
	switch {
	case chomp == '-' || len(body) == 0 && chomp != '+':
		return text
	case chomp == '+':
		return text + strings.Repeat("\n", blank+1)
	}
	return text + "\n"
}

// foldBlock joins lines with blanks, except around lines that are empty or
// indented further.
func foldBlock(lines []string) string {
	var b strings.Builder
	deeper := func(s string) bool { return s != "" && isBlank(s[0]) }
	for i := 0; i < len(lines); i++ {
		if i == 0 {
			b.WriteString(lines[i])
			continue
		}
		empty := 0
		j := i
		for j < len(lines) && lines[j] == "" {
			empty++
			j++
		}
		prev := i - 1
		if j < len(lines) && (deeper(lines[prev]) || deeper(lines[j])) {
			b.WriteString(strings.Repeat("\n", empty+1))
		} else if empty > 0 {
			b.WriteString(strings.Repeat("\n", empty))
		} else {
			b.WriteByte(' ')
		}
		if j < len(lines) {
			b.WriteString(lines[j])
		}
		i = j
	}
	return b.String()
}
