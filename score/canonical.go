package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Canonical writes a value as the ledger writes it: keys sorted by their bytes,
// no spaces, UTF-8 unescaped, the shortest number that reads back the same.
// Values are what encoding/json decodes into an any, and int. An error has the
// code scoring/bad-field.
func Canonical(v any) ([]byte, error) { return appendCanonical(nil, v) }

// CanonicalJSON is Canonical of a JSON text.
func CanonicalJSON(text []byte) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fault(CodeField, "write one JSON value", "this is not JSON: %v", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fault(CodeField, "write one JSON value", "something follows the JSON value")
	}
	return Canonical(v)
}

func appendCanonical(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), nil
	case float64:
		return appendNumber(b, v)
	case json.Number:
		x, err := v.Float64()
		if err != nil {
			return nil, fault(CodeField, "give a number that a double holds", "%s is out of range", clip(string(v)))
		}
		return appendNumber(b, x)
	case string:
		return appendText(b, v)
	case []any:
		b = append(b, '[')
		for i, x := range v {
			if i > 0 {
				b = append(b, ',')
			}
			var err error
			if b, err = appendCanonical(b, x); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case map[string]any:
		b = append(b, '{')
		for i, name := range slices.Sorted(maps.Keys(v)) {
			if i > 0 {
				b = append(b, ',')
			}
			var err error
			if b, err = appendText(b, name); err != nil {
				return nil, err
			}
			if b, err = appendCanonical(append(b, ':'), v[name]); err != nil {
				return nil, err
			}
		}
		return append(b, '}'), nil
	}
	return nil, fault(CodeField, "give text, numbers, true, false, null, lists or objects", "a %T has no place in a ledger", v)
}

// appendNumber writes plain digits from 1e-6 up to 1e21 and an exponent beyond,
// as browsers do.
func appendNumber(b []byte, x float64) ([]byte, error) {
	if !finite(x) {
		return nil, fault(CodeField, "give finite numbers", "%v cannot be written as JSON", x)
	}
	if x == 0 {
		return append(b, '0'), nil
	}
	if a := math.Abs(x); a >= 1e-6 && a < 1e21 {
		return strconv.AppendFloat(b, x, 'f', -1, 64), nil
	}
	b = strconv.AppendFloat(b, x, 'e', -1, 64)
	// e-09 is written e-9.
	if n := len(b); b[n-2] == '0' && (b[n-3] == '-' || b[n-3] == '+') {
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b, nil
}

func appendText(b []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, fault(CodeField, "write text in UTF-8", "%q is not UTF-8", clip(s))
	}
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\b':
			b = append(b, '\\', 'b')
		case c == '\f':
			b = append(b, '\\', 'f')
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < 0x20:
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"'), nil
}
