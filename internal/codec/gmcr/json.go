package gmcr

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// kind is what a JSON value is.
type kind byte

const (
	null kind = iota
	boolean
	number
	text
	list
	object
)

func (k kind) String() string {
	return [...]string{"null", "true or false", "a number", "a text", "a list", "an object"}[k]
}

// node is a JSON value with its place, in bytes from the start of the file.
type node struct {
	kind   kind
	at     int
	end    int
	text   string // of a text; of a number as written
	number float64
	truth  bool
	keys   []string // of an object, in the order of the file
	keyAt  []int
	items  []*node // of a list or an object
}

// get is the value of a key, nil when there is none or it is null: many writers
// put null where they leave something out.
func (n *node) get(key string) *node {
	if n == nil || n.kind != object {
		return nil
	}
	for i, k := range n.keys {
		if k == key && n.items[i].kind != null {
			return n.items[i]
		}
	}
	return nil
}

// maxNesting bounds how deep values lie in each other.
const maxNesting = 64

// parser reads JSON. Beyond the standard it knows NaN and Infinity, which some
// programs write, so as to say where they stand.
type parser struct {
	data   []byte
	pos    int
	depth  int
	path   []step // to the value at hand
	report func(code string, at int, where, cause, remedy string)
}

// step is a key of an object, or a place in a list.
type step struct {
	key  string
	item int // -1: a key
}

func (p *parser) where(last string) string {
	path := ""
	for _, s := range p.path {
		if s.item < 0 {
			path = key(path, s.key)
		} else {
			path = at(path, s.item)
		}
	}
	return key(path, last)
}

// syntaxError ends the reading: what follows can't be told.
type syntaxError struct {
	at    int
	cause string
}

// parse reads the whole file; nil after a syntax error, which is reported.
func (p *parser) parse() (root *node) {
	defer func() {
		if x := recover(); x != nil {
			e, ok := x.(syntaxError)
			if !ok {
				panic(x)
			}
			p.report(codeSyntax, e.at, "", e.cause, "mend the JSON here")
			root = nil
		}
	}()
	root = p.value()
	p.blank()
	if p.pos < len(p.data) {
		p.fail("something follows the end of the value")
	}
	return root
}

func (p *parser) fail(format string, args ...any) {
	panic(syntaxError{p.pos, fmt.Sprintf(format, args...)})
}

func (p *parser) blank() {
	for p.pos < len(p.data) && strings.IndexByte(" \t\r\n", p.data[p.pos]) >= 0 {
		p.pos++
	}
}

func (p *parser) peek() byte {
	p.blank()
	if p.pos == len(p.data) {
		p.fail("the file ends too early")
	}
	return p.data[p.pos]
}

func (p *parser) value() *node {
	c := p.peek()
	n := &node{at: p.pos}
	switch {
	case c == '{':
		p.object(n)
	case c == '[':
		n.kind = list
		p.members(']', func() {
			p.path = append(p.path, step{item: len(n.items)})
			n.items = append(n.items, p.value())
			p.path = p.path[:len(p.path)-1]
		})
	case c == '"':
		n.kind, n.text = text, p.string()
	default:
		p.word(n)
	}
	n.end = p.pos
	return n
}

// members reads what stands between brackets, separated by commas.
func (p *parser) members(end byte, one func()) {
	if p.depth++; p.depth > maxNesting {
		p.fail("values lie more than %d deep in each other", maxNesting)
	}
	p.pos++
	if p.peek() != end {
		for {
			one()
			c := p.peek()
			if c == end {
				break
			}
			if c != ',' {
				p.fail("a comma or %q is expected here", string(end))
			}
			p.pos++
		}
	}
	p.pos++
	p.depth--
}

func (p *parser) object(n *node) {
	n.kind = object
	seen := map[string]bool{}
	p.members('}', func() {
		if p.peek() != '"' {
			p.fail("a key in quotes is expected here")
		}
		at := p.pos
		key := p.string()
		if p.peek() != ':' {
			p.fail("a colon is expected after the key %q", clip(key))
		}
		p.pos++
		p.path = append(p.path, step{key, -1})
		v := p.value()
		p.path = p.path[:len(p.path)-1]
		if seen[key] {
			p.report(codeTwice, at, p.where(key), fmt.Sprintf("the key %q stands twice in one object", clip(key)), "keep one")
			return
		}
		seen[key] = true
		n.keys, n.keyAt, n.items = append(n.keys, key), append(n.keyAt, at), append(n.items, v)
	})
}

func (p *parser) string() string {
	start := p.pos
	for p.pos++; p.pos < len(p.data) && p.data[p.pos] != '"'; p.pos++ {
		if p.data[p.pos] == '\\' {
			p.pos++
		}
	}
	if p.pos >= len(p.data) {
		p.pos = start
		p.fail("this quote is not closed")
	}
	p.pos++
	var s string
	if err := json.Unmarshal(p.data[start:p.pos], &s); err != nil {
		p.pos = start
		p.fail("this text is no JSON text (control characters and backslashes are written with a backslash)")
	}
	return s
}

// word reads a number, true, false or null.
func (p *parser) word(n *node) {
	end := p.pos
	for end < len(p.data) && strings.IndexByte(" \t\r\n,:]}[{\"", p.data[end]) < 0 {
		end++
	}
	w := string(p.data[p.pos:end])
	switch w {
	case "null":
	case "true", "false":
		n.kind, n.truth = boolean, w == "true"
	case "NaN", "Infinity", "-Infinity":
		n.kind, n.text, n.number = number, w, math.NaN()
	default:
		if !json.Valid([]byte(w)) {
			p.fail("%q is no JSON value", clip(w))
		}
		n.kind, n.text = number, w
		x, err := strconv.ParseFloat(w, 64)
		if err != nil { // too large
			x = math.NaN()
		}
		n.number = x
	}
	p.pos = end
}

// place is the line and column of a byte, from 1, in code points.
func place(data []byte, at int) (line, column int) {
	before := string(data[:min(max(at, 0), len(data))])
	line = 1 + strings.Count(before, "\n")
	column = 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	return line, column
}

// find is the place of a path such as preferences.us.statements[3], or of as much
// of it as there is. Keys may hold dots and brackets, so the longest that fits
// is taken.
func (n *node) find(path string) int {
	at := n.at
	for path != "" {
		path = strings.TrimPrefix(path, ".")
		var next *node
		rest := ""
		switch n.kind {
		case object:
			best := -1
			for i, k := range n.keys {
				after, ok := strings.CutPrefix(path, k)
				if ok && (after == "" || after[0] == '.' || after[0] == '[') && (best < 0 || len(k) > len(n.keys[best])) {
					best, rest = i, after
				}
			}
			if best >= 0 {
				next, at = n.items[best], n.keyAt[best]
			}
		case list:
			inside, after, ok := strings.Cut(strings.TrimPrefix(path, "["), "]")
			k, err := strconv.Atoi(inside)
			if ok && err == nil && k >= 0 && k < len(n.items) {
				next, rest = n.items[k], after
				at = next.at
			}
		}
		if next == nil {
			return at
		}
		if rest == "" {
			return next.at
		}
		n, path = next, rest
	}
	return at
}

// clip shortens a text for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "..."
	}
	return s
}
