package yaml

import (
	"fmt"
	"strings"

	"entente/internal/problem"
)

// maxDepth bounds the nesting of a file. A case needs seven levels.
const maxDepth = 32

// parser reads one file by recursive descent. It reports what is wrong and goes
// on with the next line, so that one slip does not hide another.
type parser struct {
	src  *source
	s    []byte
	pos  int
	list problem.List

	parent    int // indentation of what holds the value at hand
	depth     int // of nesting, to bound it
	flowDepth int // of braces and brackets
}

// parse reads a file into a tree. The tree is usable, if incomplete, when there
// are problems. The result is an empty node when nothing was written.
func parse(src *source) (*node, problem.List) {
	p := &parser{src: src, s: src.data}
	if !p.characters() {
		return p.empty(0), p.list
	}
	p.documentStart()
	root := p.block(-1)
	for p.nextContent() {
		p.trailing()
	}
	return root, p.list
}

func (p *parser) empty(at int) *node {
	return &node{kind: emptyNode, inner: p.flowDepth > 0, src: p.src, pos: at, end: at}
}

func (p *parser) fail(at int, code, cause, remedy string) {
	if len(p.list) > MaxProblems {
		return
	}
	p.list = append(p.list, problem.Problem{
		Code: code, Severity: problem.Error, Place: p.src.place(at),
		Cause: cause, Remedy: remedy, Source: p.src.line(at),
	})
}

// documentStart skips a `---` before the content.
func (p *parser) documentStart() {
	p.nextContent()
	if p.isMarker("---") {
		rest := strings.TrimSpace(string(p.s[p.pos+3 : p.lineEnd()]))
		if rest != "" && rest[0] != '#' {
			p.fail(p.pos, "case/yaml-syntax", "Content follows the document marker `---` on its line.", "Start the content on the next line.")
		}
		p.skipLine()
	}
}

// trailing reports what stands where nothing can, and skips it.
func (p *parser) trailing() {
	switch {
	case p.isMarker("---"):
		p.fail(p.pos, "case/several-documents", "A second YAML document starts here; a case file holds one.", "Remove the `---`, or move what follows into a file of its own.")
		p.pos = len(p.s)
	case p.isMarker("..."):
		p.skipLine()
		if p.nextContent() {
			p.fail(p.pos, "case/several-documents", "Content follows the end of the document (`...`).", "Remove the `...` line.")
			p.pos = len(p.s)
		}
	default:
		p.fail(p.pos, "case/indentation", "This line belongs to nothing: its indentation fits no mapping or list above it.", "Indent it like the items it belongs with.")
		p.skipLine()
	}
}

func (p *parser) isMarker(m string) bool {
	if p.pos > 0 && p.s[p.pos-1] != '\n' {
		return false
	}
	rest := p.s[p.pos:]
	return len(rest) >= 3 && string(rest[:3]) == m && (len(rest) == 3 || isBlank(rest[3]) || isBreak(rest[3]))
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' }
func isBreak(b byte) bool { return b == '\n' || b == '\r' }

func (p *parser) lineEnd() int { return p.src.lineEnd(p.src.lineOf(p.pos)) }

func (p *parser) skipLine() {
	for p.pos < len(p.s) && p.s[p.pos] != '\n' {
		p.pos++
	}
	if p.pos < len(p.s) {
		p.pos++
	}
}

// nextContent moves from the start or the end of a line to the first character
// of the next line that is neither blank nor a comment; false at the end.
func (p *parser) nextContent() bool {
	for p.pos < len(p.s) {
		q := p.pos
		tab := -1
		for q < len(p.s) && isBlank(p.s[q]) {
			if p.s[q] == '\t' && tab < 0 {
				tab = q
			}
			q++
		}
		switch {
		case q >= len(p.s):
			p.pos = q
			return false
		case p.s[q] == '#' && (q == 0 || isBlank(p.s[q-1]) || p.s[q-1] == '\n'):
			for q < len(p.s) && p.s[q] != '\n' {
				q++
			}
			p.pos = min(q+1, len(p.s))
		case p.s[q] == '\n':
			p.pos = q + 1
		case p.s[q] == '\r':
			p.pos = q + 1
		default:
			if tab >= 0 {
				p.fail(tab, "case/tab", "A tab is used for indentation.", "Indent with blanks.")
			}
			p.pos = q
			return true
		}
	}
	return false
}

// column is the number of bytes between the start of the line and the position;
// indentation is blanks, so bytes are enough to compare levels.
func (p *parser) column(at int) int { return at - p.src.lines[p.src.lineOf(at)] }

// block reads the node that starts at the next content, if it is indented more
// than its parent.
func (p *parser) block(parent int) *node {
	at := p.pos
	if !p.nextContent() || p.column(p.pos) <= parent || p.isMarker("---") || p.isMarker("...") {
		return p.empty(at)
	}
	return p.at(p.column(p.pos), parent)
}

// at reads the node that starts at the position, whose column is col; parent is
// the indentation of what holds it.
func (p *parser) at(col, parent int) *node {
	if p.depth >= maxDepth {
		p.fail(p.pos, "case/too-deep", fmt.Sprintf("The nesting is deeper than %d levels.", maxDepth), "A case needs about seven; look for a bracket too many.")
		p.pos = len(p.s)
		return p.empty(p.pos)
	}
	p.depth++
	defer func() { p.depth-- }()
	switch {
	case p.isDash():
		return p.sequence(col)
	case p.isKey():
		return p.mapping(col)
	}
	return p.value(parent)
}

// isDash reports whether an item of a block sequence starts here.
func (p *parser) isDash() bool {
	return p.s[p.pos] == '-' && (p.pos+1 >= len(p.s) || isBlank(p.s[p.pos+1]) || isBreak(p.s[p.pos+1]))
}

// isKey reports whether a mapping entry starts here: a plain or quoted text and
// a colon before a blank or the end of the line.
func (p *parser) isKey() bool {
	end := p.lineEnd()
	q := p.pos
	switch p.s[q] {
	case '{', '[', '|', '>', '#':
		return false
	case '?':
		return q+1 >= end || isBlank(p.s[q+1])
	case '"', '\'':
		quote := p.s[q]
		for q++; q < end; q++ {
			if p.s[q] == '\\' && quote == '"' {
				q++
			} else if p.s[q] == quote {
				break
			}
		}
		for q++; q < end && isBlank(p.s[q]); q++ {
		}
		return q < end && p.s[q] == ':' && (q+1 >= end || isBlank(p.s[q+1]))
	}
	for ; q < end; q++ {
		if p.s[q] == ':' && (q+1 >= end || isBlank(p.s[q+1])) {
			return true
		}
		if p.s[q] == '#' && q > p.pos && isBlank(p.s[q-1]) {
			return false
		}
	}
	return false
}

func (p *parser) sequence(col int) *node {
	n := &node{kind: sequenceNode, src: p.src, pos: p.pos}
	for {
		p.pos++ // the dash
		n.end = p.pos
		for p.pos < len(p.s) && isBlank(p.s[p.pos]) {
			p.pos++
		}
		var item *node
		if p.pos >= len(p.s) || isBreak(p.s[p.pos]) || p.s[p.pos] == '#' {
			item = p.block(col)
		} else {
			item = p.at(p.column(p.pos), col)
		}
		n.items = append(n.items, item)
		n.end = max(n.end, item.end)
		if !p.more(col) || !p.isDash() {
			return n
		}
	}
}

// more moves to the next content and reports whether it stands at the given
// column. Lines indented deeper belong to nothing: they are reported and
// skipped.
func (p *parser) more(col int) bool {
	for p.nextContent() {
		c := p.column(p.pos)
		if c <= col {
			return c == col && !p.isMarker("---") && !p.isMarker("...")
		}
		p.fail(p.pos, "case/indentation", "This line is indented deeper than the items above it, but belongs to none of them.",
			"Indent it like the items it belongs with; a text that goes on over several lines may have no colon followed by a blank in it.")
		p.skipLine()
	}
	return false
}

func (p *parser) mapping(col int) *node {
	n := &node{kind: mappingNode, src: p.src, pos: p.pos}
	seen := map[string]int{}
	for {
		key := p.key()
		value := p.entry(col)
		n.end = max(key.end, value.end)
		if first, dup := seen[key.text]; dup {
			p.fail(key.pos, "case/duplicate-key", fmt.Sprintf("The key %q is given twice here; the first is in line %d.", key.text, p.src.lineOf(first)+1), "Keep one of them.")
		} else {
			seen[key.text] = key.pos
			n.pairs = append(n.pairs, pair{key, value})
		}
		for {
			if !p.more(col) || p.isDash() {
				return n
			}
			if p.isKey() {
				break
			}
			p.fail(p.pos, "case/yaml-syntax", "A key followed by a colon and a blank is expected here.", "Write `key: value`.")
			p.skipLine()
		}
	}
}

// key reads the key of a mapping entry and the colon after it.
func (p *parser) key() *node {
	start := p.pos
	if p.s[p.pos] == '"' || p.s[p.pos] == '\'' {
		k := p.quoted()
		for p.pos < len(p.s) && isBlank(p.s[p.pos]) {
			p.pos++
		}
		if p.pos < len(p.s) && p.s[p.pos] == ':' {
			p.pos++
		}
		return k
	}
	end := p.lineEnd()
	q := p.pos
	for q < end && !(p.s[q] == ':' && (q+1 >= end || isBlank(p.s[q+1]))) {
		q++
	}
	text := strings.TrimRight(string(p.s[start:q]), " \t")
	k := &node{kind: scalarNode, src: p.src, pos: start, end: start + len(text), text: text}
	p.pos = min(q+1, len(p.s))
	p.indicators(k)
	if text == "<<" {
		p.fail(start, "case/yaml-feature", "Merge keys (`<<`) are not part of a case file.", "Write the values out.")
	}
	return k
}

// entry reads the value after a key's colon.
func (p *parser) entry(col int) *node {
	for p.pos < len(p.s) && isBlank(p.s[p.pos]) {
		p.pos++
	}
	if p.pos < len(p.s) && !isBreak(p.s[p.pos]) && p.s[p.pos] != '#' {
		return p.value(col)
	}
	at := p.pos
	save := p.pos
	if !p.nextContent() {
		return p.empty(at)
	}
	c := p.column(p.pos)
	if c > col || (c == col && p.isDash()) {
		return p.at(c, col)
	}
	p.pos = save
	return p.empty(at)
}

// value reads a node that starts within a line and is no block collection.
func (p *parser) value(parent int) *node {
	p.parent = parent
	switch p.s[p.pos] {
	case '{', '[':
		n := p.flow()
		p.restOfLine()
		return n
	case '"', '\'':
		n := p.quoted()
		p.restOfLine()
		return n
	case '|', '>':
		return p.blockScalar(parent)
	}
	return p.plain(parent)
}

// restOfLine accepts blanks and a comment after a value, and nothing else.
func (p *parser) restOfLine() {
	if p.pos > 0 && p.s[p.pos-1] == '\n' {
		return // the value was given up where the next entry starts
	}
	q := p.pos
	for q < len(p.s) && isBlank(p.s[q]) {
		q++
	}
	if q < len(p.s) && !isBreak(p.s[q]) && (p.s[q] != '#' || q == p.pos) {
		p.fail(q, "case/yaml-syntax", "Something follows the end of the value.", "Put the whole value in quotes, or remove what follows.")
	}
	p.pos = q
	p.skipLine()
}
