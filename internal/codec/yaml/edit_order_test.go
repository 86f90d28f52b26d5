package yaml

import (
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
