package yaml

import (
	"fmt"
	"strings"
)

// flow reads a collection in braces or brackets; the position is on the opening
// one. When it is never closed the rest of the block is given up.
func (p *parser) flow() *node {
	open := p.pos
	n := &node{kind: mappingNode, flow: true, inner: p.flowDepth > 0, src: p.src, pos: open}
	closing := byte('}')
	if p.s[open] == '[' {
		n.kind, closing = sequenceNode, ']'
	}
	p.depth++
	p.flowDepth++
	defer func() { p.depth--; p.flowDepth-- }()
	if p.depth >= maxDepth {
		p.fail(open, "case/too-deep", fmt.Sprintf("The nesting is deeper than %d levels.", maxDepth), "A case needs about seven; look for a bracket too many.")
		p.pos = len(p.s)
		n.end = p.pos
		return n
	}
	p.pos++
	seen := map[string]int{}
	for {
		p.flowSpace()
		if p.pos >= len(p.s) {
			p.unclosed(open, closing)
			n.end = p.pos
			return n
		}
		switch c := p.s[p.pos]; {
		case c == closing:
			p.pos++
			n.end = p.pos
			return n
		case c == ',':
			p.fail(p.pos, "case/yaml-syntax", "A comma with nothing before it.", "Remove it.")
			p.pos++
			continue
		case c == '}' || c == ']':
			p.fail(p.pos, "case/yaml-syntax", fmt.Sprintf("%q closes what was not opened; %q is expected.", string(c), string(closing)), "Balance the brackets; a text that contains one needs quotes.")
			p.pos++
			n.end = p.pos
			return n
		}
		at := p.pos
		if n.kind == sequenceNode {
			n.items = append(n.items, p.flowNode())
		} else {
			key, value := p.flowPair()
			if value == nil {
				p.fail(key.pos, "case/needs-quotes", fmt.Sprintf("%q has no value.", key.text),
					"Inside braces a value with a comma needs quotes: {key: \"first, second\"}; or write the mapping over several lines.")
			} else if first, dup := seen[key.text]; dup {
				p.fail(key.pos, "case/duplicate-key", fmt.Sprintf("The key %q is given twice here; the first is in line %d.", key.text, p.src.lineOf(first)+1), "Keep one of them.")
			} else {
				seen[key.text] = key.pos
				n.pairs = append(n.pairs, pair{key, value})
			}
		}
		p.flowSpace()
		switch {
		case p.pos >= len(p.s) || p.s[p.pos] == closing:
		case p.s[p.pos] == ',':
			p.pos++
		default:
			if p.s[p.pos] != '}' && p.s[p.pos] != ']' {
				if p.startsEntry() {
					// The line that follows looks like the next entry of the block
					// around: the bracket was forgotten.
					p.unclosed(open, closing)
					n.end = p.pos
					p.pos = p.src.lines[p.src.lineOf(p.pos)]
					return n
				}
				p.fail(p.pos, "case/needs-quotes", "A comma or the closing bracket is expected here.",
					"Inside braces and brackets a text with one of , ? : # [ ] { } or starting with a quote needs quotes around all of it.")
				p.flowSkip()
			}
		}
		if p.pos == at {
			p.pos++
		}
	}
}

// startsEntry reports whether the position is the first of a line that has a
// key in it.
func (p *parser) startsEntry() bool {
	line := p.src.lineOf(p.pos)
	return p.pos == p.src.lines[line]+p.src.indentOf(line) && p.isKey()
}

func (p *parser) unclosed(open int, closing byte) {
	p.fail(open, "case/yaml-syntax", fmt.Sprintf("%q is opened here and never closed.", string(p.s[open])), fmt.Sprintf("Add the %q.", string(closing)))
}

// flowSkip moves to the next comma or closing bracket.
func (p *parser) flowSkip() {
	for p.pos < len(p.s) && !strings.ContainsRune(",]}\n", rune(p.s[p.pos])) {
		p.pos++
	}
}

// flowSpace skips blanks, line breaks and comments.
func (p *parser) flowSpace() {
	for p.pos < len(p.s) {
		c := p.s[p.pos]
		switch {
		case isBlank(c) || isBreak(c):
			p.pos++
		case c == '#' && p.pos > 0 && (isBlank(p.s[p.pos-1]) || isBreak(p.s[p.pos-1])):
			for p.pos < len(p.s) && p.s[p.pos] != '\n' {
				p.pos++
			}
		default:
			return
		}
	}
}

func (p *parser) flowNode() *node {
	switch p.s[p.pos] {
	case '{', '[':
		return p.flow()
	case '"', '\'':
		return p.quoted()
	}
	n := p.flowPlain()
	if p.pos < len(p.s) && p.s[p.pos] == ':' && n.end == p.pos {
		p.fail(n.pos, "case/needs-quotes", "A colon followed by a blank stands inside a list entry.", "Put the entry in quotes, or in braces if it is a mapping.")
		p.pos++
		p.flowSkip()
	}
	return n
}

// flowPair reads one entry of a mapping in braces; the value is nil when there
// is no colon.
func (p *parser) flowPair() (key, value *node) {
	switch p.s[p.pos] {
	case '"', '\'':
		key = p.quoted()
	case '{', '[':
		key = p.flow()
		key.kind, key.text = scalarNode, string(p.s[key.pos:key.end])
		p.fail(key.pos, "case/needs-quotes", "A key is expected here, not a bracket.", "A text that starts with a bracket needs quotes.")
	default:
		key = p.flowPlain()
	}
	p.flowSpace()
	if p.pos >= len(p.s) || p.s[p.pos] != ':' {
		return key, nil
	}
	p.pos++
	at := p.pos
	p.flowSpace()
	if p.pos >= len(p.s) || strings.IndexByte(",}]", p.s[p.pos]) >= 0 {
		return key, p.empty(at)
	}
	return key, p.flowNode()
}

// flowPlain reads an unquoted text inside braces or brackets.
func (p *parser) flowPlain() *node {
	start := p.pos
	n := &node{kind: scalarNode, inner: true, src: p.src, pos: start, end: start}
	question := -1
	for p.pos < len(p.s) {
		c := p.s[p.pos]
		if c == ',' || c == ']' || c == '}' || c == '[' || c == '{' {
			break
		}
		if c == ':' && (p.pos+1 >= len(p.s) || isBlank(p.s[p.pos+1]) || isBreak(p.s[p.pos+1]) || strings.IndexByte(",]}[{", p.s[p.pos+1]) >= 0) {
			break
		}
		if c == '#' && p.pos > start && (isBlank(p.s[p.pos-1]) || isBreak(p.s[p.pos-1])) {
			p.lostComment(p.pos)
			break
		}
		if c == '\n' {
			// A text that runs into the next entry of the block around was never
			// closed; stop so that one slip does not swallow the file.
			q := p.pos
			p.pos++
			for p.pos < len(p.s) && isBlank(p.s[p.pos]) {
				p.pos++
			}
			if p.pos < len(p.s) && !isBreak(p.s[p.pos]) && p.s[p.pos] != ',' && p.startsEntry() {
				break
			}
			p.pos = q
		}
		if c == '?' && question < 0 {
			question = p.pos
		}
		p.pos++
		if !isBlank(c) && !isBreak(c) {
			n.end = p.pos
		}
	}
	n.text = fold(string(p.s[start:n.end]))
	if question >= 0 {
		n.faulty = true
		p.fail(question, "case/needs-quotes", "A text with a question mark stands without quotes inside braces or brackets.",
			"Inside braces a value with a question mark needs quotes: {key: \"0..10 ? the reason\"}; or write the mapping over several lines.")
	}
	p.indicators(n)
	return n
}

// fold joins the lines of an unquoted text with one blank.
func fold(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	var b strings.Builder
	breaks := 0
	for i, line := range strings.Split(s, "\n") {
		line = strings.Trim(line, " \t\r")
		if line == "" {
			breaks++
			continue
		}
		if i > 0 {
			if breaks > 0 {
				b.WriteString(strings.Repeat("\n", breaks))
			} else {
				b.WriteByte(' ')
			}
		}
		breaks = 0
		b.WriteString(line)
	}
	return b.String()
}
