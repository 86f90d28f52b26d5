package yaml

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/internal/codec/schema"
	"entente/internal/problem"
	"entente/model"
)

// Edit is a change of a case: the new bytes of a file, and of others when one
// file is not enough, and the case as it then reads. Lines that the change does
// not concern are the same bytes.
type Edit struct {
	Part
	Also []Part // other files
	File *File
}

// Part is what an edit does to one file.
type Part struct {
	Path   string // of the file, in the file system it was read from
	Name   string // of the file, as shown
	Before []byte
	Data   []byte
}

// SetNumber writes a number. The text is a value as in a case file; when it
// gives no reason (`<-` or `?`), the reason that stands there stays. A number
// that is not written yet is added to its item.
func (f *File) SetNumber(path model.Path, text string) (Edit, problem.List) {
	at := string(NormalPath(string(path)))
	text = strings.TrimSpace(text)
	n := f.places[at]
	if text == "" || strings.ContainsAny(text, "\r\n") {
		return Edit{}, f.cannot(at, "case/empty-value", "The new value is empty or goes over several lines.", "Write a number, a range or a word.")
	}
	if n == nil || !f.isNumber(at) {
		return Edit{}, f.unknownNumber(at)
	}
	if key, missing := f.keys[at]; missing {
		return f.insert(n, key, scalar(text), at)
	}
	if n.kind == mappingNode {
		return f.setLongNumber(n, text, at)
	}
	if !strings.Contains(text, "<-") && !strings.Contains(text, "?") {
		if i := strings.IndexAny(n.text, "?<"); i >= 0 {
			text += " " + n.text[i:]
		}
	}
	return f.replace(n, scalar(text), at)
}

func (f *File) isNumber(path string) bool {
	if _, missing := f.keys[path]; missing {
		return true
	}
	return slices.ContainsFunc(f.Case.Params(), func(p model.Param) bool { return string(p.Path) == path })
}

func (f *File) unknownNumber(path string) problem.List {
	var known []string
	for _, p := range f.Case.Params() {
		known = append(known, string(p.Path))
	}
	return f.cannot(path, "case/unknown-path", fmt.Sprintf("There is no number %q.", path), suggestion(path, known, "number"))
}

// setLongNumber changes the value of a number in braces.
func (f *File) setLongNumber(n *node, text, path string) (Edit, problem.List) {
	if strings.Contains(text, "<-") || strings.Contains(text, "?") {
		return f.replace(n, scalar(text), path)
	}
	if v := n.get("value"); v != nil {
		return f.replace(v, scalar(text), path)
	}
	reasons := mapping()
	reasons.put("value", scalar(text))
	for _, kv := range n.pairs {
		if !slices.Contains([]string{"dist", "mean", "sd", "low", "mode", "high"}, kv.key.text) {
			reasons.pairs = append(reasons.pairs, kv)
		}
	}
	if len(reasons.pairs) == 1 {
		return f.replace(n, scalar(text), path)
	}
	return f.replace(n, reasons, path)
}

// PutWhatIf adds a what-if to the case, or replaces the one with its id.
func (f *File) PutWhatIf(w model.WhatIf) (Edit, problem.List) {
	t := schema.Case.Key("what-if").Of
	return f.putItem("what-if", string(w.ID), encodeItem(t, &w))
}

// SetID gives the case another id.
func (f *File) SetID(id string) (Edit, problem.List) {
	return f.replace(f.root.get("id"), scalar(id), "id")
}

// MarkSign ticks off an early sign of a conclusion, found by what to look for.
func (f *File) MarkSign(id model.ConclusionID, lookFor string, seen model.Sighting) (Edit, problem.List) {
	path := "conclusions." + string(id)
	c := f.Case.Conclusion(id)
	if c == nil {
		var known []string
		for i := range f.Case.Conclusions {
			known = append(known, string(f.Case.Conclusions[i].ID))
		}
		return Edit{}, f.cannot(path, "ev/dangling-ref", fmt.Sprintf("There is no conclusion %q.", id), suggestion(string(id), known, "conclusion"))
	}
	i := slices.IndexFunc(c.Signs, func(s model.EarlySign) bool { return s.LookFor == lookFor })
	if i < 0 {
		return Edit{}, f.cannot(path, "case/unknown-sign", fmt.Sprintf("The conclusion %q has no sign %q.", id, clip(lookFor)), "Name what to look for as the case writes it.")
	}
	at := fmt.Sprintf("%s.signs.%d", path, i+1)
	sighting := encodeItem(schema.Case.Key("conclusions").Of.Key("signs").Of.Key("seen").Of, &seen)
	item := f.places[at]
	if old := item.get("seen"); old != nil {
		return f.replace(old, sighting, at)
	}
	return f.insert(item, "seen", sighting, at)
}

// putItem replaces an item of a section, or adds it at the section's end.
func (f *File) putItem(section, id string, item *node) (Edit, problem.List) {
	path := section + "." + id
	var holder *node
	for _, root := range f.roots {
		s := root.get(section)
		if s == nil {
			continue
		}
		holder = s
		if old := s.get(id); old != nil {
			return f.replace(old, item, path)
		}
	}
	switch {
	case holder == nil:
		whole := mapping()
		whole.put(id, item)
		return f.insert(f.roots[0], section, whole, path)
	case holder.kind == mappingNode:
		return f.insert(holder, id, item, path)
	}
	// The section is there with nothing in it.
	src := holder.src
	line := src.lineOf(holder.pos)
	var b strings.Builder
	printEntry(&b, pair{scalar(id), item}, src.indentOf(line)+2, true)
	return f.splice(src, nextLine(src, holder.pos), nextLine(src, holder.pos), b.String(), path)
}

// replace puts a new value where an old one stands.
func (f *File) replace(old, value *node, path string) (Edit, problem.List) {
	src := old.src
	var b strings.Builder
	switch {
	case old.inner:
		printFlow(&b, value)
	case value.kind == scalarNode:
		b.WriteString(quote(value.text, false))
	case old.flow || old.kind == scalarNode || old.kind == emptyNode:
		line := src.lineOf(old.pos)
		printValue(&b, value, src.indentOf(line), old.pos-src.lines[line], true)
		text := strings.TrimSuffix(strings.TrimPrefix(b.String(), " "), "\n")
		b.Reset()
		b.WriteString(text)
	default:
		// A block collection: its entries, at the indentation they have.
		indent := old.pos - src.lines[src.lineOf(old.pos)]
		for _, kv := range value.pairs {
			printEntry(&b, kv, indent, true)
		}
		text := strings.TrimSuffix(strings.TrimLeft(b.String(), " "), "\n")
		b.Reset()
		b.WriteString(text)
	}
	text := b.String()
	if old.pos > 0 && src.data[old.pos-1] == ':' {
		text = " " + text
	}
	return f.splice(src, old.pos, old.end, text, path)
}

// insert adds an entry at the end of a mapping.
func (f *File) insert(m *node, key string, value *node, path string) (Edit, problem.List) {
	src := m.src
	var b strings.Builder
	if m.flow {
		at := m.end - 1
		for at > m.pos+1 && (isBlank(src.data[at-1]) || isBreak(src.data[at-1])) {
			at--
		}
		if len(m.pairs) > 0 && src.data[at-1] != ',' {
			b.WriteByte(',')
		}
		if len(m.pairs) > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(quote(key, true))
		b.WriteString(": ")
		printFlow(&b, value)
		return f.splice(src, at, at, b.String(), path)
	}
	// A section that is split over files has entries in others too.
	last := -1
	for i, kv := range m.pairs {
		if kv.key.src == src {
			last = i
		}
	}
	first := m.pairs[0].key
	for _, kv := range m.pairs {
		if kv.key.src == src {
			first = kv.key
			break
		}
	}
	indent := first.pos - src.lines[src.lineOf(first.pos)]
	if m == f.roots[0] {
		b.WriteByte('\n') // a section of its own
	}
	printEntry(&b, pair{scalar(key), value}, indent, m != f.roots[0])
	end := m.end
	if last >= 0 {
		end = max(m.pairs[last].value.end, m.pairs[last].key.end)
	}
	at := nextLine(src, end)
	return f.splice(src, at, at, b.String(), path)
}

// nextLine is the start of the line after the one an offset stands in.
func nextLine(src *source, at int) int {
	line := src.lineOf(at)
	if at > 0 && at == src.lines[line] && src.data[at-1] == '\n' {
		return at // a block text ends with its last line break
	}
	if line+1 < len(src.lines) {
		return src.lines[line+1]
	}
	return len(src.data)
}

// patch replaces bytes from..to of a file by a text.
type patch struct {
	src      *source
	from, to int
	text     string
}

// splice replaces bytes of a file and reads the case again; the edit counts
// only if that finds no errors.
func (f *File) splice(src *source, from, to int, text, path string) (Edit, problem.List) {
	return f.spliceAll([]patch{{src, from, to, text}}, path)
}

// spliceAll is splice for several places, which do not overlap.
func (f *File) spliceAll(patches []patch, path string) (Edit, problem.List) {
	after := &File{folder: f.folder}
	var parts []Part
	for _, s := range f.sources {
		var own []patch
		for _, p := range patches {
			if p.src == s {
				own = append(own, p)
			}
		}
		if len(own) > 0 {
			part := Part{Path: s.path, Name: s.name, Before: s.bytes(), Data: s.patched(own)}
			parts = append(parts, part)
			s = newSource(s.name, s.path, part.Data)
		}
		after.sources = append(after.sources, s)
	}
	after.Digest = digest(after.sources)
	list := after.read()
	if list.HasErrors() {
		for i := range list {
			if list[i].Path == "" {
				list[i].Path = path
			}
		}
		return Edit{}, list
	}
	return Edit{Part: parts[0], Also: parts[1:], File: after}, list
}

// patched are the bytes of the file with some replaced.
func (s *source) patched(patches []patch) []byte {
	before := s.bytes()
	data := append([]byte(nil), before[:len(before)-len(s.data)]...)
	slices.SortFunc(patches, func(a, b patch) int { return cmp.Compare(a.from, b.from) })
	at, crlf := 0, bytes.Contains(s.data, []byte("\r\n"))
	for _, p := range patches {
		data = append(data, s.data[at:p.from]...)
		if p.from == p.to && p.from == len(s.data) && p.from > 0 && s.data[p.from-1] != '\n' {
			data = append(data, '\n')
		}
		if crlf {
			p.text = strings.ReplaceAll(p.text, "\n", "\r\n")
		}
		data, at = append(data, p.text...), p.to
	}
	return append(data, s.data[at:]...)
}

// cannot is the one problem of an edit that cannot be made.
func (f *File) cannot(path, code, cause, remedy string) problem.List {
	p := f.Place(path)
	return problem.List{{Code: code, Severity: problem.Error, Place: p, Cause: cause, Remedy: remedy, Source: f.Line(path)}}
}
