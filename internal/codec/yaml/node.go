package yaml

import (
	"sort"
	"unicode/utf8"

	"entente/internal/problem"
)

type nodeKind uint8

const (
	emptyNode nodeKind = iota // nothing was written
	scalarNode
	mappingNode
	sequenceNode
)

type scalarStyle uint8

const (
	plainStyle scalarStyle = iota
	singleStyle
	doubleStyle
	literalStyle
	foldedStyle
)

// node is a piece of a file with its position. Scalars are text; what a text
// means is decided by the grammar, never by its look.
type node struct {
	kind   nodeKind
	style  scalarStyle
	flow   bool // a collection in braces or brackets
	inner  bool // within braces or brackets
	faulty bool // reported already; what it should be need not be said too
	src    *source
	pos    int // byte offsets into src.data, half-open
	end    int
	text   string
	pairs  []pair
	items  []*node
}

// pair is one entry of a mapping.
type pair struct{ key, value *node }

// get finds the value of a key, nil if there is none.
func (n *node) get(key string) *node {
	for i := range n.pairs {
		if n.pairs[i].key.text == key {
			return n.pairs[i].value
		}
	}
	return nil
}

// isText reports whether the node is a plain scalar of exactly this text.
func (n *node) isText(text string) bool {
	return n != nil && n.kind == scalarNode && n.text == text
}

// source is one file of a case.
type source struct {
	name  string // as shown to the user
	path  string // in the file system
	data  []byte // without a byte order mark
	bom   bool
	lines []int // offsets of line starts
}

func newSource(name, path string, data []byte) *source {
	s := &source{name: name, path: path, data: data}
	if len(data) >= 3 && data[0] == 0xEF && data[1] == 0xBB && data[2] == 0xBF {
		s.data, s.bom = data[3:], true
	}
	s.lines = append(s.lines, 0)
	for i, b := range s.data {
		if b == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// bytes are the file as it is on disk.
func (s *source) bytes() []byte {
	if s.bom {
		return append([]byte{0xEF, 0xBB, 0xBF}, s.data...)
	}
	return s.data
}

// lineOf is the line an offset stands in, from 0.
func (s *source) lineOf(off int) int {
	return sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > off }) - 1
}

// lineEnd is the offset of the line feed that ends line i, or the end of the
// file, without a carriage return.
func (s *source) lineEnd(i int) int {
	end := len(s.data)
	if i+1 < len(s.lines) {
		end = s.lines[i+1] - 1
	}
	if end > s.lines[i] && s.data[end-1] == '\r' {
		end--
	}
	return end
}

// place is the position of an offset, columns counted in code points.
func (s *source) place(off int) problem.Place {
	off = min(max(off, 0), len(s.data))
	line := s.lineOf(off)
	return problem.Place{File: s.name, Line: line + 1, Column: utf8.RuneCount(s.data[s.lines[line]:off]) + 1}
}

// longestShown bounds the part of a line that a problem repeats.
const longestShown = 400

// line is the text of the line an offset stands in, cut when it is very long.
func (s *source) line(off int) string {
	i := s.lineOf(min(max(off, 0), len(s.data)))
	text := s.data[s.lines[i]:s.lineEnd(i)]
	if len(text) > longestShown {
		cut := longestShown
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	return string(text)
}

// indentOf is the number of blanks a line starts with.
func (s *source) indentOf(line int) int {
	n := 0
	for i := s.lines[line]; i < len(s.data) && s.data[i] == ' '; i++ {
		n++
	}
	return n
}
