package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// decode reads raw into v, a pointer to a struct. Beyond encoding/json it
// refuses unknown fields at any depth, all at once and with their paths (names
// are compared exactly), fields that stand twice, and the absence of fields
// tagged `required:"true"`. A field tagged `alias:"a,b"` may also be called so.
//
// A whole number may be written as one with a point or an exponent, 1000.0 or
// 1e3, as programs that know only one kind of number write it. Null in a list is
// refused unless the type of the entries reads itself.
//
// Errors are eval/unknown-field and eval/bad-request.
func decode(raw json.RawMessage, v any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	tree, err := parseTree(d)
	if err != nil {
		return badRequest(err.Error())
	}
	if tree.kind != '{' {
		return badRequest(`"in" is no object; write the fields of the operation in {...}`)
	}
	c := &checker{}
	c.check(tree, reflect.TypeOf(v).Elem(), "in")
	if len(c.unknown) > 0 {
		return &requestError{codeUnknownField, strings.Join(c.unknown, "\n")}
	}
	if len(c.bad) > 0 {
		return badRequest(strings.Join(c.bad, "\n"))
	}
	if c.changed {
		var b bytes.Buffer
		tree.write(&b)
		raw = b.Bytes()
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return typeError(err)
	}
	return nil
}

func typeError(err error) error {
	if c, ok := asCoded(err); ok {
		return c
	}
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		where := "in"
		for name := range strings.SplitSeq(t.Field, ".") {
			if name != "" && !strings.HasSuffix(name, "In") { // a part of the request that has a name in Go alone
				where += "." + name
			}
		}
		return badRequest(fmt.Sprintf("%s is a JSON %s, where %s is needed", where, t.Value, jsonName(t.Type)))
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return &requestError{codeUnknownField, "there is no field " + name + " here"}
	}
	return badRequest(err.Error())
}

// jsonName says a Go type in the words of JSON.
func jsonName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return jsonName(t.Elem())
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Int, reflect.Int64, reflect.Uint64, reflect.Uint:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return "something else"
}

// wholeNumber writes a number with a point or an exponent as a whole one, if it is
// one that a float64 holds exactly.
func wholeNumber(written string) (string, bool) {
	if !strings.ContainsAny(written, ".eE") {
		return "", false
	}
	x, err := strconv.ParseFloat(written, 64)
	if err != nil || x != math.Trunc(x) || math.Abs(x) > 1<<53 {
		return "", false
	}
	return strconv.FormatInt(int64(x), 10), true
}

// node is a JSON value with the order and number of its fields kept.
type node struct {
	kind   byte // '{', '[' or 0
	leaf   json.Token
	names  []string
	values []*node
}

func parseTree(d *json.Decoder) (*node, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	delim, ok := t.(json.Delim)
	if !ok {
		return &node{leaf: t}, nil
	}
	n := &node{kind: byte(delim)}
	seen := map[string]bool{}
	for d.More() {
		if n.kind == '{' {
			t, err := d.Token()
			if err != nil {
				return nil, err
			}
			name := t.(string)
			if seen[name] {
				return nil, fmt.Errorf("the field %q stands twice in one object", clip(name))
			}
			seen[name] = true
			n.names = append(n.names, name)
		}
		v, err := parseTree(d)
		if err != nil {
			return nil, err
		}
		n.values = append(n.values, v)
	}
	if _, err := d.Token(); err != nil && err != io.EOF {
		return nil, err
	}
	return n, nil
}

func (n *node) null() bool { return n.kind == 0 && n.leaf == nil }

func (n *node) write(b *bytes.Buffer) {
	if n.kind == 0 {
		s, _ := json.Marshal(n.leaf) // a token of valid JSON
		b.Write(s)
		return
	}
	b.WriteByte(n.kind)
	for i, v := range n.values {
		if i > 0 {
			b.WriteByte(',')
		}
		if n.kind == '{' {
			s, _ := json.Marshal(n.names[i])
			b.Write(s)
			b.WriteByte(':')
		}
		v.write(b)
	}
	b.WriteByte(n.kind + 2) // '{' to '}', '[' to ']'
}

// checker compares a tree with the type it is to be read into.
type checker struct {
	unknown, bad []string
	changed      bool // the tree is to be written anew
}

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

func (c *checker) check(n *node, t reflect.Type, path string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if reflect.PointerTo(t).Implements(unmarshaler) {
		return // reads itself, strictly
	}
	switch {
	case n.kind == '[' && (t.Kind() == reflect.Slice || t.Kind() == reflect.Array):
		if t.Kind() == reflect.Array && len(n.values) != t.Len() {
			c.bad = append(c.bad, fmt.Sprintf("%s has %d entries, and %d are needed", path, len(n.values), t.Len()))
			return
		}
		nullable := t.Elem().Kind() == reflect.Pointer || reflect.PointerTo(t.Elem()).Implements(unmarshaler)
		for i, v := range n.values {
			at := path + "[" + strconv.Itoa(i) + "]"
			if v.null() && !nullable {
				c.bad = append(c.bad, fmt.Sprintf("%s is null, where %s is needed", at, jsonName(t.Elem())))
				continue
			}
			c.check(v, t.Elem(), at)
		}
	case n.kind == 0 && (t.Kind() == reflect.Int || t.Kind() == reflect.Uint64):
		if x, ok := n.leaf.(json.Number); ok {
			if whole, ok := wholeNumber(x.String()); ok {
				n.leaf, c.changed = json.Number(whole), true
			}
		}
	case n.kind == '{' && t.Kind() == reflect.Map:
		for i, v := range n.values {
			c.check(v, t.Elem(), path+"."+n.names[i])
		}
	case n.kind == '{' && t.Kind() == reflect.Struct:
		c.object(n, t, path)
	}
}

func (c *checker) object(n *node, t reflect.Type, path string) {
	known := map[string]reflect.StructField{}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		known[name] = f
		names = append(names, name)
		for alias := range strings.SplitSeq(f.Tag.Get("alias"), ",") {
			if i := slices.Index(n.names, alias); i >= 0 {
				if slices.Contains(n.names, name) {
					c.bad = append(c.bad, fmt.Sprintf("%s.%s and %s.%s are one field; give it once", path, name, path, alias))
					known[alias] = f // said already
					continue
				}
				n.names[i] = name
				c.changed = true
			}
		}
	}
	for i, name := range n.names {
		f, ok := known[name]
		if !ok {
			c.unknown = append(c.unknown, fmt.Sprintf("%s.%s: there is no such field%s", path, clip(name), didYouMean(name, names)))
			continue
		}
		c.check(n.values[i], f.Type, path+"."+name)
	}
	for _, name := range names {
		if known[name].Tag.Get("required") == "" {
			continue
		}
		if i := slices.Index(n.names, name); i < 0 || n.values[i].null() {
			c.bad = append(c.bad, fmt.Sprintf("%s.%s is missing", path, name))
		}
	}
}
