package yaml

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/codec/schema"
	"entente/model"
)

var statementType = schema.Statement

// width is the longest line that Write fills with an item in braces.
const width = 120

// Write gives the canonical form of a case as one file: sections and keys in
// the order of the grammar, items in their own order, short items on a line.
// Reading it gives an equal case. Comments are not part of a case; to change a
// file and keep them use the edits of File.
func Write(c *model.Case) []byte {
	var b strings.Builder
	tree := encodeItem(schema.Case, c)
	section := false
	for _, kv := range tree.pairs {
		if kv.value.kind != scalarNode {
			section = true
		}
		if section {
			b.WriteByte('\n')
		}
		printEntry(&b, kv, 0, false)
	}
	return []byte(b.String())
}

// printEntry writes one entry of a block mapping, indented, with its line end.
// Sections of a case are never put on one line.
func printEntry(b *strings.Builder, kv pair, indent int, mayFlow bool) {
	b.WriteString(strings.Repeat(" ", indent))
	b.WriteString(quote(kv.key.text, false))
	b.WriteByte(':')
	printValue(b, kv.value, indent, indent+utf8.RuneCountInString(kv.key.text)+2, mayFlow)
}

// printValue writes what follows a key's colon; column is where it would start
// on the same line.
func printValue(b *strings.Builder, v *node, indent, column int, mayFlow bool) {
	switch {
	case v.kind == emptyNode:
		b.WriteByte('\n')
	case v.kind == scalarNode:
		b.WriteByte(' ')
		b.WriteString(quote(v.text, false))
		b.WriteByte('\n')
	case fits(v, column, mayFlow):
		b.WriteByte(' ')
		printFlow(b, v)
		b.WriteByte('\n')
	case v.kind == mappingNode:
		b.WriteByte('\n')
		for _, kv := range v.pairs {
			printEntry(b, kv, indent+2, true)
		}
	default:
		b.WriteByte('\n')
		for _, item := range v.items {
			printItem(b, item, indent+2)
		}
	}
}

func printItem(b *strings.Builder, item *node, indent int) {
	b.WriteString(strings.Repeat(" ", indent))
	b.WriteByte('-')
	if item.kind != mappingNode || fits(item, indent+2, true) {
		printValue(b, item, indent, indent+2, true)
		return
	}
	// The first entry stands on the line of the dash.
	var inner strings.Builder
	for _, kv := range item.pairs {
		printEntry(&inner, kv, indent+2, true)
	}
	b.WriteByte(' ')
	b.WriteString(strings.TrimLeft(inner.String(), " "))
}

// fits reports whether a collection goes on the rest of a line.
func fits(v *node, column int, mayFlow bool) bool {
	if !mayFlow {
		return len(v.pairs)+len(v.items) == 0
	}
	if v.kind == mappingNode {
		for _, kv := range v.pairs {
			if kv.value.kind == mappingNode && len(kv.value.pairs) > 0 && hasCollections(kv.value) {
				return false
			}
			if kv.value.kind == sequenceNode && hasCollections(kv.value) {
				return false
			}
		}
	}
	var b strings.Builder
	printFlow(&b, v)
	return column+utf8.RuneCountInString(b.String()) <= width
}

func hasCollections(v *node) bool {
	for _, kv := range v.pairs {
		if kv.value.kind == mappingNode || kv.value.kind == sequenceNode {
			return true
		}
	}
	for _, item := range v.items {
		if item.kind == mappingNode {
			return true
		}
	}
	return false
}

func printFlow(b *strings.Builder, v *node) {
	switch v.kind {
	case scalarNode:
		b.WriteString(quote(v.text, true))
	case mappingNode:
		b.WriteByte('{')
		for i, kv := range v.pairs {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(quote(kv.key.text, true))
			b.WriteByte(':')
			if kv.value.kind != emptyNode {
				b.WriteByte(' ')
				printFlow(b, kv.value)
			}
		}
		b.WriteByte('}')
	case sequenceNode:
		b.WriteByte('[')
		for i, item := range v.items {
			if i > 0 {
				b.WriteString(", ")
			}
			printFlow(b, item)
		}
		b.WriteByte(']')
	}
}

// quote writes a text plain where that reads back as the same text, else in
// double quotes.
func quote(s string, flow bool) string {
	if !needsQuotes(s, flow) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c == 0x7F || c == 0xFEFF || c == 0x85 || c == 0x2028 || c == 0x2029:
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func needsQuotes(s string, flow bool) bool {
	if !isTrimmed(s) {
		return true
	}
	switch s {
	case "-", "<<", "~", "null", "Null", "NULL": // other readers take them for nothing, or for a list
		return true
	}
	if strings.IndexByte("&*!%@`|>'\"{}[]#,?:", s[0]) >= 0 || strings.HasPrefix(s, "- ") ||
		strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return true
	}
	if strings.Contains(s, ": ") || strings.HasSuffix(s, ":") || strings.Contains(s, " #") {
		return true
	}
	if flow && strings.ContainsAny(s, ",?[]{}") {
		return true
	}
	return strings.ContainsFunc(s, func(c rune) bool {
		return c < ' ' || c == 0x7F || c == 0xFEFF || c == 0x85 || c == 0x2028 || c == 0x2029
	})
}

// isTrimmed reports whether a text neither starts nor ends with white space.
func isTrimmed(s string) bool {
	return s != "" && strings.TrimFunc(s, unicode.IsSpace) == s
}
