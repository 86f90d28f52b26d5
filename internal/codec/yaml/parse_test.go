package yaml

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	goyaml "github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"entente/cases"
)

// parsed is a tree as plain values: scalars as texts, mappings as lists of
// pairs.
func parsed(n *node) any {
	switch n.kind {
	case mappingNode:
		out := map[string]any{}
		for _, kv := range n.pairs {
			out[kv.key.text] = parsed(kv.value)
		}
		return out
	case sequenceNode:
		out := []any{}
		for _, item := range n.items {
			out = append(out, parsed(item))
		}
		return out
	case scalarNode:
		return n.text
	}
	return nil
}

func TestScalarsComeThroughAsWritten(t *testing.T) {
	// The text of a value in block style and, where it differs, in braces.
	for _, s := range []string{
		"yes", "no", "off", "on", "null", "~", "true", "+0.6", "-0.6", "=0.6", "+", "0", "007", "1e3", "0x1F", ".5", "1_000",
		"2016", "2016-08", "2016-08-31", "2016-08-22..2016-09-10", "12:30", "0..10", "-0.2..0.4", "30..40..55",
		"~restrict", "allow & ~restrict", "a -> b (+)", "a -> b (-)", "a -> b (despite)", "push x +1", "=x", "<- fa", "ll ¶10", "fa ¶18-20",
		"unit = 1", "http://example.org/a#b", "it's", `say "so"`, `back\slash`, "a:b", "a#b", "é ü 🌬", "-x", "?x", "B2", "<", "(a)", "+-", "a - b",
	} {
		for _, form := range []string{"k: %s\n", "k: %s", "k:   %s   # comment\n", "- %s\n", "{k: %s}", "[%s]", "{a: 1, k: %s , b: 2}"} {
			if strings.Contains(s, "?") && strings.ContainsAny(form, "{[") {
				continue
			}
			root, list := parse(newSource("f", "f", fmt.Appendf(nil, form, s)))
			if len(list) > 0 {
				t.Errorf("%q in %q: %v", s, form, list)
				continue
			}
			n := root
			if root.kind == mappingNode {
				n = root.get("k")
			} else {
				n = root.items[0]
			}
			if n.kind != scalarNode || n.text != s {
				t.Errorf("%q in %q reads as %q", s, form, n.text)
			}
			if got := string(n.src.data[n.pos:n.end]); got != s {
				t.Errorf("%q in %q stands at %q", s, form, got)
			}
		}
	}
	// A sign that YAML itself would take for the start of a list.
	for _, text := range []string{"k: -\n", "{k: -}", "{k: -, l: 1}"} {
		root, list := parse(newSource("f", "f", []byte(text)))
		if len(list) > 0 || root.get("k").text != "-" {
			t.Errorf("%q: %v, %v", text, parsed(root), list)
		}
	}
}

func TestParse(t *testing.T) {
	type m = map[string]any
	type l = []any
	tests := []struct {
		text string
		want any
	}{
		{"", nil},
		{"# nothing\n\n", nil},
		{"---\na: b\n", m{"a": "b"}},
		{"a: b\n...\n", m{"a": "b"}},
		{"\ufeffa: b", m{"a": "b"}},
		{"a: b\r\nc: d\r\n", m{"a": "b", "c": "d"}},
		{"a:\n  b:\n    c: d\n  e: f\ng:\n", m{"a": m{"b": m{"c": "d"}, "e": "f"}, "g": nil}},
		{"a:\n- b\n- c\nd: e\n", m{"a": l{"b", "c"}, "d": "e"}},
		{"a:\n  - b: c\n    d: e\n  -\n    f: g\n  - - h\n    - i\n", m{"a": l{m{"b": "c", "d": "e"}, m{"f": "g"}, l{"h", "i"}}}},
		{"a: one\n  two\n\n  three\nb: c\n", m{"a": "one two\nthree", "b": "c"}},
		{"a: 'it''s'\nb: \"x\\n\\\"y\\\" \\u00e9\\x41\\/\"\n", m{"a": "it's", "b": "x\n\"y\" éA/"}},
		{"a: \"one\n  two\n\n  three \\\n  four\"\n", m{"a": "one two\nthree four"}},
		{"a: |\n  one\n    two\n\n  three\n\nb: c\n", m{"a": "one\n  two\n\nthree\n", "b": "c"}},
		{"a: |-\n  one\nb: |+\n  two\n\n", m{"a": "one", "b": "two\n\n"}},
		{"a: >\n  one\n  two\n\n  three\n    deeper\n  four\n", m{"a": "one two\nthree\n  deeper\nfour\n"}},
		{"a: >-\n  one\n  two\n", m{"a": "one two"}},
		{"a: |2\n    one\n", m{"a": "  one\n"}},
		{"a: {b: c, d: [e, {f: g}], h: , i: 'j, k'}\n", m{"a": m{"b": "c", "d": l{"e", m{"f": "g"}}, "h": nil, "i": "j, k"}}},
		{"a: {b: c,\n    # note\n    d: e  # more\n   }\n", m{"a": m{"b": "c", "d": "e"}}},
		{"a: [b\n   c, d,]\n", m{"a": l{"b c", "d"}}},
		{"a: []\nb: {}\n", m{"a": l{}, "b": m{}}},
		{"\"a -> b\": off\n'c: d': e\n", m{"a -> b": "off", "c: d": "e"}},
		{"{\"a\": b, 'c d': e}\n", m{"a": "b", "c d": "e"}},
		{"a: b # c\n# d\ne: \"f # g\"\n", m{"a": "b", "e": "f # g"}},
	}
	for _, tt := range tests {
		root, list := parse(newSource("f", "f", []byte(tt.text)))
		if len(list) > 0 {
			t.Errorf("%q: %v", tt.text, list)
		}
		if d := cmp.Diff(tt.want, parsed(root)); d != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, d)
		}
	}
}

// The built-in cases, and the canonical form of each, mean to a general YAML
// reader what they mean here.
func TestTreesAgreeWithAGeneralReader(t *testing.T) {
	compare := func(name string, data []byte) {
		var want any
		if err := goyaml.Unmarshal(data, &want); err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		root, list := parse(newSource(name, name, data))
		if len(list) > 0 {
			t.Errorf("%s: %v", name, list)
		}
		agree(t, name, want, root)
	}
	for _, id := range cases.IDs() {
		entries, err := fs.ReadDir(cases.FS, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if path.Ext(e.Name()) != ".yaml" {
				continue
			}
			data, err := fs.ReadFile(cases.FS, path.Join(id, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			compare(path.Join(id, e.Name()), data)
		}
		f, _ := Read(cases.FS, id, id)
		compare(id+", written", Write(f.Case))
	}
}

// agree compares a typed tree with one of texts: numbers and truth values of
// the general reader only have to be scalars here.
func agree(t *testing.T, at string, want any, n *node) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		if n.kind != mappingNode || len(n.pairs) != len(w) {
			t.Errorf("%s: %d entries, want %d", at, len(n.pairs), len(w))
			return
		}
		for k, v := range w {
			inner := n.get(k)
			if inner == nil {
				// The general reader gives types to keys as well.
				continue
			}
			agree(t, at+"."+k, v, inner)
		}
	case []any:
		if n.kind != sequenceNode || len(n.items) != len(w) {
			t.Errorf("%s: %d items, want %d", at, len(n.items), len(w))
			return
		}
		for i, v := range w {
			agree(t, fmt.Sprintf("%s.%d", at, i), v, n.items[i])
		}
	case string:
		if n.kind != scalarNode || n.text != w {
			t.Errorf("%s: %q, want %q", at, n.text, w)
		}
	case nil:
		if n.kind == mappingNode || n.kind == sequenceNode {
			t.Errorf("%s: a collection where nothing is", at)
		}
	default:
		if n.kind != scalarNode {
			t.Errorf("%s: no scalar, want %v", at, w)
		}
	}
}

// What is made to cost much costs little.
func TestBombs(t *testing.T) {
	wide := strings.Repeat("k", 1<<20)
	tests := map[string]string{
		"brackets":       strings.Repeat("[", 1<<20),
		"braces":         "a: " + strings.Repeat("{a: ", 1<<18),
		"dashes":         strings.Repeat("- ", 1<<19),
		"indentation":    stairs(2000),
		"a long key":     wide + ": x\n",
		"a long text":    "a: " + wide + "\n",
		"open quotes":    strings.Repeat("a: \"\n", 1<<16),
		"open braces":    strings.Repeat("a: {\n", 1<<16),
		"equal keys":     strings.Repeat("a: b\n", 1<<16),
		"misplaced":      "a:\n" + strings.Repeat("      b\n   c: d\n", 1<<15),
		"aliases":        "a: &a [x]\n" + strings.Repeat("b: [*a, *a, *a, *a]\n", 1<<12),
		"unknown keys":   manyKeys(1 << 13),
		"question marks": "a: {" + strings.Repeat("b?: c, ", 1<<14) + "}",
	}
	for name, text := range tests {
		start := time.Now()
		_, list := Read(fstest.MapFS{"case.yaml": {Data: []byte(text)}}, ".", ".")
		if !list.HasErrors() {
			t.Errorf("%s: no errors", name)
		}
		if len(list) > MaxProblems+1 {
			t.Errorf("%s: %d problems", name, len(list))
		}
		// Only what is worse than linear would take this long.
		took := time.Since(start)
		if took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "kee%d: x\n", i)
	}
	return b.String()
}
