package model

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"entente/quantity"
)

func TestParseTest(t *testing.T) {
	all := Interval{Low: math.Inf(-1), High: math.Inf(1)}
	below := func(x float64, open bool) Interval { i := all; i.High, i.HighOpen = x, open; return i }
	above := func(x float64, open bool) Interval { i := all; i.Low, i.LowOpen = x, open; return i }
	tests := []struct {
		text string
		want Test
	}{
		{"base-access in 35..65", Test{Lens: LensBargaining, Issue: "base-access", Within: Interval{Low: 35, High: 65}}},
		{"base-access < 40", Test{Lens: LensBargaining, Issue: "base-access", Within: below(40, true)}},
		{"base-access <= 40", Test{Lens: LensBargaining, Issue: "base-access", Within: below(40, false)}},
		{"x > -6.5", Test{Lens: LensBargaining, Issue: "x", Within: above(-6.5, true)}},
		{"x >= 60", Test{Lens: LensBargaining, Issue: "x", Within: above(60, false)}},
		{"iran.base-access in -5..-1", Test{Lens: LensFactions, Actor: "iran", Issue: "base-access", Within: Interval{Low: -5, High: -1}}},
		{"iran.hardliners.base-access > 5", Test{Lens: LensFactions, Actor: "iran.hardliners", Issue: "base-access", Within: above(5, true)}},
		{"x in 35..65 at 2017-01", Test{Lens: LensSystem, Issue: "x", Within: Interval{Low: 35, High: 65}, At: "2017-01"}},
		{"holds allow & ~restrict", Test{Lens: LensConflict, Expr: "allow & ~restrict", Concept: "seq"}},
		{"possible  a | b  under SMR", Test{Lens: LensConflict, Expr: "a | b", Possible: true, Concept: "smr"}},
		{"together iran russia", Test{Lens: LensAlignment, A: "iran", B: "russia"}},
		{"apart iran israel", Test{Lens: LensAlignment, A: "iran", B: "israel", Apart: true}},
		{"push deal-payoff +1: moderates rises", Test{Lens: LensCauses, Push: DriverPush{"deal-payoff", quantity.PointOf(1)}, Node: "moderates", Moved: Plus}},
		{"push a -0.5..-0.2: b falls", Test{Lens: LensCauses, Push: DriverPush{"a", quantity.Between(-0.5, -0.2)}, Node: "b", Moved: Minus}},
		{"H3 leads", Test{Lens: LensHypotheses, Leader: "H3"}},
		{"H3 above H1", Test{Lens: LensHypotheses, Leader: "H3", Below: "H1"}},
	}
	for _, tt := range tests {
		tt.want.Text = tt.text
		got, err := ParseTest(tt.want.Lens, " "+tt.text+"\n")
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %q reads as %+v, %v", tt.want.Lens, tt.text, got, err)
		}
	}
}

func TestParseTestRefuses(t *testing.T) {
	tests := []struct {
		lens   Lens
		text   string
		offset int
	}{
		{LensBargaining, "", 0},
		{LensBargaining, "x", 1},
		{LensBargaining, "x in 65..35", 5},
		{LensBargaining, "x in 35", 5},
		{LensBargaining, "x in 35..y", 9},
		{LensBargaining, "x = 35", 2},
		{LensBargaining, "x > 35 or", 7},
		{LensBargaining, "x > NaN", 4},
		{LensBargaining, "x > Inf", 4},
		{LensBargaining, "iran.x > 35", 0},
		{LensFactions, "x > 35", 0},
		{LensSystem, "x > 35", 6},
		{LensSystem, "iran.x > 35 at 2017", 0},
		{LensSystem, "at 2017", 0},
		{LensConflict, "always a", 0},
		{LensConflict, "holds", 5},
		{LensConflict, "holds under smr", 5},
		{LensConflict, "holds a under sm", 14},
		{LensAlignment, "near a b", 0},
		{LensAlignment, "apart a", 0},
		{LensAlignment, "apart a a", 8},
		{LensCauses, "push a +1 b rises", 17},
		{LensCauses, "pull a +1: b rises", 0},
		{LensCauses, "push a likely: b rises", 7},
		{LensCauses, "push a 0: b rises", 7},
		{LensCauses, "push a +1: b", 10},
		{LensCauses, "push a +1: b jumps", 13},
		{LensHypotheses, "H3 wins", 2},
		{LensHypotheses, "H3 above H3", 9},
		{"tarot", "x", 0},
	}
	for _, tt := range tests {
		_, err := ParseTest(tt.lens, tt.text)
		var se *SyntaxError
		if !errors.As(err, &se) || se.Offset != tt.offset || se.Cause == "" || se.Remedy == "" {
			t.Errorf("%s: %q: %v, want a syntax error at %d", tt.lens, tt.text, err, tt.offset)
		}
	}
}

func TestParseLinkText(t *testing.T) {
	tests := []struct {
		text   string
		want   ClaimedLink
		prints string
	}{
		{"a -> b (+)", ClaimedLink{"a", "b", Plus, false}, "a -> b (+)"},
		{"a->b(\u2212)", ClaimedLink{"a", "b", Minus, false}, "a -> b (-)"},
		{"a-b -> c ( 0 )", ClaimedLink{"a-b", "c", Nil, false}, "a-b -> c (0)"},
		{"a -> b (?)", ClaimedLink{"a", "b", Unknown, false}, "a -> b (?)"},
		{"a -> b (+0)", ClaimedLink{"a", "b", NotNeg, false}, "a -> b (+0)"},
		{"a -> b (-0)", ClaimedLink{"a", "b", NotPos, false}, "a -> b (-0)"},
		{"a -> b (+-)", ClaimedLink{"a", "b", Either, false}, "a -> b (+-)"},
		{"a -> b (despite)", ClaimedLink{"a", "b", Minus, true}, "a -> b (despite)"},
		{"a -> b (+ despite)", ClaimedLink{"a", "b", Plus, true}, "a -> b (+ despite)"},
	}
	for _, tt := range tests {
		got, err := ParseLinkText(tt.text)
		if err != nil || got != tt.want || got.String() != tt.prints {
			t.Errorf("%q reads as %+v, prints as %q, %v", tt.text, got, got, err)
		}
	}
	for _, bad := range []string{"", "a b", "a -> b", "(+) a -> b", "a -> b (+", "a -> b (x)", "a -> b (? despite)", "a b -> c (+)", " -> c (+)", "a -> (+)", "a -> b (+) c"} {
		_, err := ParseLinkText(bad)
		var se *SyntaxError
		if !errors.As(err, &se) || se.Offset < 0 || se.Offset > len(bad) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
