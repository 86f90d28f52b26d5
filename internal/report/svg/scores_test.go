package svg

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var everyReliability = Reliability{
	Frame: Frame{ID: "rel", Title: "Calibration", Desc: "Three bins.", Provenance: "demo"},
	Event: "the outcome is nearer the upper position",
	Points: []ReliabilityPoint{
		{0.08, 0, 0, 0.12, 20, false}, {0.42, 0.5, 0.2, 0.8, 6, true}, {0.9, 0.85, 0.7, 0.94, 24, false},
	},
}

var everyDifference = Differences{
	Frame: Frame{ID: "diff", Title: "Against the weighted mean", Desc: "Two methods."}, Axis: "absolute error, left is better",
	Rows: []Difference{{"Pool <5>", -0.6, -1.3, 0.1, "-0.60 (-1.30, 0.10)", true}, {"Weighted median", 4.8, 2.6, 7, "4.80 (2.60, 7.00)", false}},
}

func TestGoldenScores(t *testing.T) {
	for name, c := range map[string]Chart{
		"reliability": everyReliability.Chart(),
		"differences": everyDifference.Chart(),
		"transforms":  Transforms{Frame: Frame{ID: "pit", Title: "Transforms"}, Shares: []float64{0.25, 0.3, 0.2, 0.25}}.Chart(),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name+".svg")
			got := c.File()
			if err := wellFormed(got); err != nil {
				t.Error(err)
			}
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v; run go test -update and inspect the file", err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("the chart changed (-want +got); -update if it should:\n%s", diff)
			}
		})
	}
}

func TestTooFewDrawsNoLine(t *testing.T) {
	r := everyReliability
	if s := r.Chart().Inline(); !strings.Contains(s, "en-base-thin") || strings.Contains(s, "too few") {
		t.Error("points of enough forecasts are not joined")
	}
	r.TooFew = true
	if s := r.Chart().Inline(); strings.Contains(s, "en-base-thin") || !strings.Contains(s, "too few to say") {
		t.Error("points of too few forecasts are joined, or the plot does not say so")
	}
}

func TestAnyScoresAreWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.Float64Range(0, 1)
		r := Reliability{Frame: Frame{ID: "r"}, Event: rapid.StringMatching(`[ -~–é]{0,90}`).Draw(t, "event")}
		d := Differences{Frame: Frame{ID: "d"}}
		var shares []float64
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			r.Points = append(r.Points, ReliabilityPoint{unit.Draw(t, "p"), unit.Draw(t, "f"), 0, 1, 1, rapid.Bool().Draw(t, "few")})
			x := rapid.Float64Range(-1e9, 1e9).Draw(t, "x")
			d.Rows = append(d.Rows, Difference{Label: rapid.StringMatching(`[ -~]{0,50}`).Draw(t, "label"), Mean: x, Low: x - 1, High: x + 1})
			shares = append(shares, unit.Draw(t, "share"))
		}
		for _, c := range []Chart{r.Chart(), d.Chart(), Transforms{Frame: Frame{ID: "t"}, Shares: shares}.Chart()} {
			s := c.File()
			if err := wellFormed(s); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
				t.Fatalf("a number is none:\n%s", s)
			}
		}
	})
}
