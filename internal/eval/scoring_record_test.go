package eval

import (
	"strings"
	"testing"
)

// All that is wrong with a record is told at once, with which entry it is.
func TestScoringTellsAll(t *testing.T) {
	for _, tc := range []struct {
		op, in, code string
		parts        []string
	}{
		{"scoring.skill", `{"p":[0.5,2,-1],"y":[1,0,4],"reference":[0,0,0]}`, "scoring/bad-probability",
			[]string{"number 2: 2 is no probability", "number 3: -1 is no probability", "number 3: 4 is no outcome"}},
		{"scoring.brier", `{"kind":"multi","p":[0.5,0.6],"outcome":5}`, "scoring/not-a-distribution", []string{"sum to 1.1", "5 is no option"}},
		{"scoring.peer", `{"p_outcome":[2,0.5,3]}`, "scoring/bad-probability", []string{"number 1: 2", "number 3: 3"}},
		{"scoring.time_weighted", `{"opens":"x","closes":"y","outcome":0,"forecasts":[{"at":"z","p":0.5}]}`, "scoring/bad-time", []string{`"x"`, `"y"`, `"z"`}},
		{"scoring.time_weighted", `{"opens":"2016-09-01","closes":"2016-09-09","outcome":3,"impute":4,"forecasts":[{"at":"2016-09-10","p":1.5},{"at":"2016-09-11","p":1}]}`,
			"scoring/bad-probability", []string{"number 1: 1.5", "3 is no outcome", "4 is no probability", "2016-09-10T00:00:00Z comes after", "2016-09-11T00:00:00Z comes after"}},
	} {
		code, message, _ := ask(t, tc.op, tc.in)
		if code != tc.code {
			t.Errorf("%s %s: %s (%s), want %s", tc.op, tc.in, code, message, tc.code)
		}
		for _, part := range tc.parts {
			if !strings.Contains(message, part) {
				t.Errorf("%s: %q is not in %q", tc.op, part, message)
			}
		}
	}
}
