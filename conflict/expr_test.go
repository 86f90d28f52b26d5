package conflict

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func ExampleParseExpr() {
	e, _ := ParseExpr("allow AND NOT restrict")
	fmt.Println(e, e.Eval(func(option string) bool { return option == "allow" }))
	// Output: allow & ~restrict true
}

func TestParseExprPrints(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a", "a"},
		{" ~ a ", "~a"},
		{"~~a", "~~a"},
		{"a&b|c", "a & b | c"},
		{"a & (b | c)", "a & (b | c)"},
		{"a -> b -> c", "a -> b -> c"},
		{"(a -> b) -> c", "(a -> b) -> c"},
		{"a <-> b <-> c", "a <-> b <-> c"},
		{"a <-> (b <-> c)", "a <-> (b <-> c)"},
		{"a & b & c", "a & b & c"},
		{"a & (b & c)", "a & (b & c)"},
		{"~(a & b)", "~(a & b)"},
		{"a IF b", "b -> a"},
		{"a IFF b OR c", "a <-> b | c"},
		{"a->b", "a -> b"},
		{"open-west -> a_1.b", "open-west -> a_1.b"},
		{"a-b->c", "a-b -> c"},
		{"((a))", "a"},
		{"NOT a AND b", "~a & b"},
		{"a & b -> c | d <-> e", "a & b -> c | d <-> e"},
	}
	for _, tt := range tests {
		e, err := ParseExpr(tt.text)
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if got := e.String(); got != tt.want {
			t.Errorf("%q prints as %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestParseExprRefuses(t *testing.T) {
	tests := []struct {
		text   string
		offset int
	}{
		{"", 0}, {"a &", 3}, {"& a", 0}, {"(a", 0}, {"a)", 1}, {"a b", 2}, {"a & & b", 4}, {"~", 1},
		{"a + b", 2}, {"a & é", 4}, {"AND", 0}, {"a <- b", 2}, {"a & NOT", 7}, {"a - b", 2}, {"()", 1},
	}
	for _, tt := range tests {
		_, err := ParseExpr(tt.text)
		var se *SyntaxError
		if !errors.As(err, &se) || se.Offset != tt.offset || se.Cause == "" || se.Remedy == "" {
			t.Errorf("%q: %v, want a syntax error at %d", tt.text, err, tt.offset)
		}
	}
}

func TestNamesHaveTheirOffsets(t *testing.T) {
	e, err := ParseExpr("allow & ~(open-west | allow)")
	if err != nil {
		t.Fatal(err)
	}
	want := []Name{{"allow", 0}, {"open-west", 10}, {"allow", 22}}
	if got := e.Names(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// anyTerm draws an expression tree over four options.
func anyTerm(depth int) *rapid.Generator[*term] {
	return rapid.Custom(func(t *rapid.T) *term {
		op := opName
		if depth > 0 {
			op = operator(rapid.IntRange(0, int(opIff)).Draw(t, "op"))
		}
		if op == opName {
			return &term{name: rapid.SampledFrom([]string{"a", "b", "c-d", "e.f"}).Draw(t, "name")}
		}
		out := &term{op: op, left: anyTerm(depth-1).Draw(t, "left")}
		if op != opNot {
			out.right = anyTerm(depth-1).Draw(t, "right")
		}
		return out
	})
}

// Printing and reading back gives the same tree, brackets and all.
func TestExprRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := anyTerm(5).Draw(t, "term")
		text := (&Expr{root: root}).String()
		e, err := ParseExpr(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if e.String() != text || !same(e.root, root) {
			t.Fatalf("%q reads back as %q", text, e)
		}
	})
}

func same(a, b *term) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.op == b.op && a.name == b.name && same(a.left, b.left) && same(a.right, b.right)
}

func TestEvalFollowsTheTruthTables(t *testing.T) {
	for _, tt := range []struct {
		text string
		want [4]bool // for b a = 00, 01, 10, 11
	}{
		{"a & b", [4]bool{false, false, false, true}},
		{"a | b", [4]bool{false, true, true, true}},
		{"a -> b", [4]bool{true, false, true, true}},
		{"a IF b", [4]bool{true, true, false, true}},
		{"a <-> b", [4]bool{true, false, false, true}},
		{"~a", [4]bool{true, false, true, false}},
	} {
		e, err := ParseExpr(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		for k, want := range tt.want {
			taken := func(id string) bool { return id == "a" && k&1 != 0 || id == "b" && k&2 != 0 }
			if got := e.Eval(taken); got != want {
				t.Errorf("%s with a=%t b=%t: %t", tt.text, k&1 != 0, k&2 != 0, got)
			}
		}
	}
}

func TestDeepExpressionsAreRefused(t *testing.T) {
	if _, err := ParseExpr(strings.Repeat("(", 100_000)); err == nil {
		t.Error("a hundred thousand brackets were read")
	}
}

func FuzzParseExpr(f *testing.F) {
	for _, s := range []string{"a & ~b", "a -> (b | c)", "a IF b", "é", "(((", "a->b<->c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseExpr(text)
		if err != nil {
			var se *SyntaxError
			if !errors.As(err, &se) || se.Offset < 0 || se.Offset > len(text) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := ParseExpr(e.String())
		if err != nil || again.String() != e.String() {
			t.Fatalf("%q prints as %q, which reads as %v, %v", text, e, again, err)
		}
	})
}
