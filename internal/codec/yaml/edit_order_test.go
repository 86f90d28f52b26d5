package yaml

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"entente/model"
)

const ordered = `entente: 1
id: o
title: Order
as-of: 2020-01-01
actors:
  x: {name: X}
  y: {name: Y}
conflict:
  options:
    a: {of: x}
    b: {of: y}
  status-quo: "-"
  preferences:
    # of the first
    x: # best first
      # about the first
      - {prefers: a, confidence: 0.8} # one
      # about the second
      # in two lines
      - prefers: b                    # two
        confidence: 0.7
      - {prefers: ~a}

    y: [{prefers: b, confidence: 0.6}, {prefers: a}]
# the end
`

func orderedFile(t interface{ Fatalf(string, ...any) }, text string) *File {
	f, problems := Read(fstest.MapFS{"case.yaml": {Data: []byte(text)}}, "case.yaml", "case.yaml")
	if f.Case == nil {
		t.Fatalf("the case does not read: %v", problems)
	}
	return f
}

func TestOrderStatementsKeepsLinesAndComments(t *testing.T) {
	e, problems := orderedFile(t, ordered).OrderStatements("x", []int{3, 2, 1})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	want := strings.Replace(ordered, `      # about the first
      - {prefers: a, confidence: 0.8} # one
      # about the second
      # in two lines
      - prefers: b                    # two
        confidence: 0.7
      - {prefers: ~a}
`, `      - {prefers: ~a}
      # about the second
      # in two lines
      - prefers: b                    # two
        confidence: 0.7
      # about the first
      - {prefers: a, confidence: 0.8} # one
`, 1)
	if string(e.Data) != want {
		t.Errorf("got\n%s", e.Data)
	}
	e, problems = orderedFile(t, ordered).OrderStatements("y", []int{2, 1})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	if want := strings.Replace(ordered, "[{prefers: b, confidence: 0.6}, {prefers: a}]", "[{prefers: a}, {prefers: b, confidence: 0.6}]", 1); string(e.Data) != want {
		t.Errorf("got\n%s", e.Data)
	}
	for _, bad := range [][]int{nil, {1, 2}, {1, 1, 2}, {0, 1, 2}, {1, 2, 3, 4}} {
		if _, problems := orderedFile(t, ordered).OrderStatements("x", bad); len(problems) != 1 || problems[0].Code != "case/bad-order" || problems[0].Place.Line == 0 {
			t.Errorf("%v: %v", bad, problems)
		}
	}
	if _, problems := orderedFile(t, ordered).OrderStatements("z", []int{1}); len(problems) != 1 || problems[0].Code != "case/no-statements" {
		t.Errorf("%v", problems)
	}
}

// Any order can be taken back, with the same bytes, and says what was asked for.
func TestOrderStatementsIsUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := ordered
		if rapid.Bool().Draw(t, "crlf") {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		f := orderedFile(t, text)
		actor := rapid.SampledFrom([]model.ActorID{"x", "y"}).Draw(t, "actor")
		n := map[model.ActorID]int{"x": 3, "y": 2}[actor]
		numbers := make([]int, n)
		for k := range numbers {
			numbers[k] = k + 1
		}
		order := rapid.Permutation(numbers).Draw(t, "order")
		e, problems := f.OrderStatements(actor, order)
		if problems.HasErrors() {
			t.Fatalf("%v", problems)
		}
		back := make([]int, n)
		was, now := statementsOf(f, actor), statementsOf(e.File, actor)
		for k, number := range order {
			back[number-1] = k + 1
			if now[k] != was[number-1] {
				t.Fatalf("place %d has %q, want %q", k+1, now[k], was[number-1])
			}
		}
		again, problems := e.File.OrderStatements(actor, back)
		if problems.HasErrors() {
			t.Fatalf("%v", problems)
		}
		if string(again.Data) != text {
			t.Fatalf("%v and back gives\n%s", order, again.Data)
		}
	})
}

func statementsOf(f *File, a model.ActorID) []string {
	var out []string
	for _, p := range f.Case.Conflict.Preferences {
		if p.Actor == a {
			for _, s := range p.Statements {
				out = append(out, s.Prefers)
			}
		}
	}
	return out
}

const named = `what-if:
  # of x
  first:
    title: First
    set:
      conflict.x.1.confidence: 0..0.2 # the first
      "conflict.x.2.confidence": 0.1
      conflict.y.1.confidence: 0.3
  second: {title: Second, set: {'conflict.x.2.confidence': 0.4, conflict.a.taken: yes}}
`

// A what-if that names a confidence by the statement's number names the same
// statement after any order that is allowed, in the same file or another.
func TestOrderStatementsKeepsWhatIfs(t *testing.T) {
	swapped := strings.NewReplacer("conflict.x.1.", "conflict.x.2.", "conflict.x.2.", "conflict.x.1.").Replace(named)
	back := []int{2, 1, 3}
	for _, eol := range []string{"\n", "\r\n"} {
		lines := func(s string) string { return strings.ReplaceAll(s, "\n", eol) }
		for _, files := range []map[string]string{
			{"case.yaml": lines(ordered + named)},
			{"case.yaml": lines(strings.Replace(ordered, "conflict:\n", named+"conflict:\n", 1))},
			{"case.yaml": lines(ordered), "what-if.yaml": lines(named)},
		} {
			fsys := fstest.MapFS{}
			for name, text := range files {
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
			f, problems := Read(fsys, ".", "o")
			if problems.HasErrors() {
				t.Fatal(problems)
			}
			e, problems := f.OrderStatements("x", back)
			if problems.HasErrors() {
				t.Fatal(problems)
			}
			all := ""
			for _, p := range append([]Part{e.Part}, e.Also...) {
				all += string(p.Data)
			}
			if len(e.Also) != len(files)-1 || !strings.Contains(all, lines(swapped)) {
				t.Fatalf("%d files, got\n%s", len(e.Also)+1, all)
			}
			for i, w := range e.File.Case.WhatIfs {
				for k, c := range w.Set {
					if was := f.Case.WhatIfs[i].Set[k]; !reflect.DeepEqual(c.Value, was.Value) {
						t.Errorf("%s: %v is %v now", w.ID, was, c)
					}
				}
			}
			again, problems := e.File.OrderStatements("x", back)
			if problems.HasErrors() {
				t.Fatal(problems)
			}
			for _, p := range append([]Part{again.Part}, again.Also...) {
				if string(p.Data) != files[p.Path] {
					t.Errorf("there and back %s is\n%s", p.Path, p.Data)
				}
			}
			// The second would come last, where its confidence means nothing.
			if _, problems := f.OrderStatements("x", []int{1, 3, 2}); len(problems) != 2 || problems[0].Code != "case/last-statement" || problems[0].Place.Line == 0 {
				t.Errorf("the last statement: %v", problems)
			}
		}
	}
}
