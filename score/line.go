package score

import (
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"
)

// fields are the fields of one line of a ledger, in the order written. Values
// are the bytes of the line.
type fields []field

type field struct{ name, value []byte }

// get is the value of a field; nil when it is absent or null.
func (f fields) get(name string) []byte {
	for i := range f {
		if string(f[i].name) == name {
			if string(f[i].value) == "null" {
				return nil
			}
			return f[i].value
		}
	}
	return nil
}

// text is a field's string.
func (f fields) text(name string) (string, bool) {
	v := f.get(name)
	if len(v) < 2 || v[0] != '"' {
		return "", false
	}
	return unquote(v), true
}

// number is a field's number; +Inf for one that no double holds.
func (f fields) number(name string) (float64, bool) {
	v := f.get(name)
	if len(v) == 0 || v[0] != '-' && (v[0] < '0' || v[0] > '9') {
		return 0, false
	}
	x, _ := strconv.ParseFloat(string(v), 64)
	return x, true
}

func (f fields) time(name string) (time.Time, error) {
	s, ok := f.text(name)
	if !ok {
		return time.Time{}, fault(CodeTime, "write 2016-09-01T09:00:00Z or 2016-09-01", "there is no time in %q", name)
	}
	return ParseTime(s)
}

// is reports whether a field is true.
func (f fields) is(name string) bool { return string(f.get(name)) == "true" }

func unquote(v []byte) string {
	for _, c := range v {
		if c == '\\' {
			var s string
			json.Unmarshal(v, &s) // valid: it was read as part of a valid line
			return s
		}
	}
	return string(v[1 : len(v)-1])
}

// scan reads a line that holds one JSON object. It reuses into. The cause is
// empty when it does.
func scan(line []byte, into fields) (fields, string) {
	switch {
	case !utf8.Valid(line):
		return nil, "the line is not UTF-8"
	case !json.Valid(line):
		return nil, "the line is not JSON"
	}
	i := skipSpace(line, 0)
	if line[i] != '{' {
		return nil, "the line is no JSON object"
	}
	out := into[:0]
	for i = skipSpace(line, i+1); line[i] != '}'; i = skipSpace(line, i) {
		if line[i] == ',' {
			i = skipSpace(line, i+1)
		}
		end := skipValue(line, i)
		name := line[i+1 : end-1]
		for _, c := range name {
			if c == '\\' {
				name = []byte(unquote(line[i:end]))
				break
			}
		}
		i = skipSpace(line, skipSpace(line, end)+1) // past the colon
		end = skipValue(line, i)
		out = append(out, field{name, line[i:end]})
		i = end
	}
	if name, ok := out.repeated(); ok {
		return nil, "the field " + strconv.Quote(clip(name)) + " stands twice"
	}
	return out, ""
}

// repeated is the first name that stands twice.
func (f fields) repeated() (string, bool) {
	if len(f) > 32 {
		seen := make(map[string]bool, len(f))
		for _, x := range f {
			if seen[string(x.name)] {
				return string(x.name), true
			}
			seen[string(x.name)] = true
		}
		return "", false
	}
	for i := range f {
		for j := range i {
			if string(f[i].name) == string(f[j].name) {
				return string(f[i].name), true
			}
		}
	}
	return "", false
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r' || b[i] == '\n') {
		i++
	}
	return i
}

// skipValue is the end of the value of valid JSON that begins at i.
func skipValue(b []byte, i int) int {
	switch b[i] {
	case '"':
		for i++; b[i] != '"'; i++ {
			if b[i] == '\\' {
				i++
			}
		}
		return i + 1
	case '{', '[':
		for depth := 0; ; {
			switch b[i] {
			case '"':
				i = skipValue(b, i)
				continue
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			}
			i++
			if depth == 0 {
				return i
			}
		}
	}
	for i < len(b) && b[i] != ',' && b[i] != '}' && b[i] != ']' && b[i] != ' ' && b[i] != '\t' && b[i] != '\r' && b[i] != '\n' {
		i++
	}
	return i
}
