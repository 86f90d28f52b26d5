package evidence

import (
	"math"
	"slices"
	"testing"
)

func TestLintWording(t *testing.T) {
	mixed, confidence := LintMixedRows, LintWithConfidence
	for text, want := range map[string][]string{
		"": {},
		"It is likely that A holds and probable that B follows.": {mixed},
		"It is very likely. It is unlikely. Almost certain!":     {},
		"HIGHLY\nPROBABLE, or\u00a0very  likely":                 {mixed},
		"Most unlikelihood improbably follows.":                  {},
		"We judge with high confidence that it is likely.":       {confidence},
		"It is likely. We have high confidence in this.":         {},
		"It is likely (0.6); moderate-confidence call.":          {confidence},
		"Likely, says a U.S. source with low confidence.":        {confidence},
		"It is likely\nLow confidence":                           {},
		"With low confidence: remote? Likely? Yes.":              {confidence, mixed},
		"He has every confidence that it is likely":              {},
	} {
		slices.Sort(want)
		if got := LintWording(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestGrades(t *testing.T) {
	for _, tc := range []struct {
		grade     string
		low, high float64
		state     GradeState
	}{
		{"B2", 0.80, 0.90, GradesAgree},
		{"A1", 0.95, 1, GradesAgree},
		{"E5", 0.10, 0.30, GradesAgree},
		{"C4", 0.30, 0.80, GradesDisagree},
		{"A5", 0.05, 1, GradesDisagree},
		{"F3", 0.50, 0.70, GradeHalf},
		{"D6", 0.40, 0.60, GradeHalf},
		{"F6", 0, 1, GradeUnknown},
	} {
		g, err := ParseGrade(tc.grade)
		if err != nil || g.String() != tc.grade {
			t.Fatalf("%s: %v, %v", tc.grade, g, err)
		}
		low, high, state := g.Range()
		if math.Abs(low-tc.low)+math.Abs(high-tc.high) > 1e-12 || state != tc.state {
			t.Errorf("%s: %v..%v %s, want %v..%v %s", tc.grade, low, high, state, tc.low, tc.high, tc.state)
		}
	}
	for _, text := range []string{"", "B", "B7", "G2", "2B", "b2", "B22", "B 2", "É2"} {
		if g, err := ParseGrade(text); code(err) != CodeBadGrade {
			t.Errorf("%q: got %v, %v", text, g, err)
		}
	}
}
