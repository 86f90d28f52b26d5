package svg

import (
	"encoding/xml"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the golden files; inspect the diff")

func ptr(x float64) *float64 { return &x }

// The numbers are made up to show every sign of the grammar once.
var everySign = NumberLine{
	Frame: Frame{ID: "base", Title: "How far may Russia use the bases?", Desc: "Four methods and three actors.",
		Provenance: "demo · case 0123456789ab · entente 0.1.0 · seed 1 · as of 2016-08-31 · unmarked"},
	Low: 0, High: 100, Axis: "points of the scale",
	Labels:    []Label{{0, "no foreign military use of Iranian soil"}, {50, "temporary, case by case, under Iranian command"}, {100, "permanent foreign base"}},
	StatusQuo: ptr(5), TickName: "unweighted mean",
	Histogram: []int{0, 0, 1, 4, 9, 14, 9, 3, 0, 0}, BaseHist: []int{0, 1, 3, 9, 12, 9, 4, 2, 0, 0}, HistTitle: "weighted mean over 40 draws",
	Groups: []Group{
		{Title: "Where it settles", Note: "median", Rows: []Row{
			{Label: "Weighted mean", Range: Range{46, 38, 43, 50, 56}, Base: &Range{42, 33, 39, 46, 53}, Tick: ptr(40.5), Note: "46", Bold: true},
			{Label: "Weighted median", Range: Range{55, 40, 50, 60, 66}, Tick: ptr(40.5), Note: "55"},
		}},
		{Title: "Who wants what", Note: "share of weight", Rows: []Row{
			{Label: "Russia", Range: Range{65, 56, 60, 70, 74}, Basis: Evidence, Note: "38%"},
			{Label: "Iran & <its> factions, with a name too long for the column", Range: Range{35, 25, 30, 40, 45}, Basis: Judgement, Note: "22%"},
			{Label: "China", Range: Range{50, 50, 50, 50, 50}, Basis: None, Note: "5%"},
		}},
	},
}

var everyBar = Tornado{
	Frame: Frame{ID: "tornado", Title: "What moves the weighted mean most", Desc: "Three inputs.", Provenance: everySign.Provenance},
	Axis:  "weighted mean on the scale of base-access", Centre: 46,
	Bars: []Bar{
		{Label: "Russia: position on base-access", LowText: "55", HighText: "75", AtLow: 42, AtHigh: 50, Basis: Evidence, Turns: true},
		{Label: "Hardliners and the Guards: salience of base-access", LowText: "60", HighText: "90", AtLow: 48, AtHigh: 44.5, Basis: Judgement},
		{Label: "China: capability", LowText: "1", HighText: "1", AtLow: 46, AtHigh: 46, Basis: None},
	},
}

func TestGolden(t *testing.T) {
	for name, c := range map[string]Chart{"numberline": everySign.Chart(), "tornado": everyBar.Chart()} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name+".svg")
			got := c.File()
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

func TestNoEvidenceIsHatchedAndJudgementIsOpen(t *testing.T) {
	s := everySign.Chart().Inline()
	for _, want := range []string{`class="en-none" fill="url(#base-hatch)"`, `class="en-dot-open"`, `class="en-quo"`, `class="en-tick"`, "status quo 5", "Iran &amp; &lt;its&gt;"} {
		if !strings.Contains(s, want) {
			t.Errorf("the chart lacks %s", want)
		}
	}
	alone := NumberLine{Frame: Frame{ID: "x"}, Low: 0, High: 1, Groups: []Group{{Rows: []Row{{Range: Range{0.5, 0, 0, 1, 1}, Basis: Evidence}}}}}
	if s := alone.Chart().Inline(); strings.Contains(s, "no evidence") || strings.Contains(s, "en-quo") {
		t.Error("the legend explains signs that the chart does not use")
	}
}

func wellFormed(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Whatever the numbers, a chart is well-formed XML and no mark leaves the page.
func TestAnyChartIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
		high := low + rapid.Float64Range(0, 1e6).Draw(t, "span")
		number := rapid.Float64Range(-2e6, 2e6)
		n := NumberLine{Frame: Frame{ID: "r", Title: rapid.String().Draw(t, "title")}, Low: low, High: high,
			Histogram: rapid.SliceOf(rapid.IntRange(0, 1e6)).Draw(t, "hist")}
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			x := number.Draw(t, "x")
			n.Groups = append(n.Groups, Group{Title: "g", Rows: []Row{{Label: rapid.StringMatching(`[ -~]{0,40}`).Draw(t, "label"),
				Range: Range{x, x, x, x, x}, Tick: &x, Basis: rapid.SampledFrom([]Basis{"", Evidence, Judgement, None}).Draw(t, "basis")}}})
		}
		s := n.Chart().File()
		if strings.ContainsRune(n.Title, '\uFFFE') || !isXML(n.Title) {
			return
		}
		if err := wellFormed(s); err != nil {
			t.Fatalf("%v in\n%s", err, s)
		}
		if strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
			t.Fatal("a length is not a number")
		}
	})
}

func isXML(s string) bool {
	for _, r := range s {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r >= 0xFFFE && r <= 0xFFFF || r == 0xFFFD {
			return false
		}
	}
	return true
}

func TestTicksAreRoundAndInside(t *testing.T) {
	for _, tt := range []struct {
		low, high float64
		want      []float64
	}{
		{0, 100, []float64{0, 20, 40, 60, 80, 100}},
		{4, 10, []float64{4, 5, 6, 7, 8, 9, 10}},
		{-1, 1, []float64{-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1}},
		{3, 3, []float64{3}},
	} {
		got := axis{low: tt.low, high: tt.high}.ticks(8)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("ticks of %v..%v (-want +got):\n%s", tt.low, tt.high, diff)
		}
	}
	if px(math.Copysign(0, -1)) != "0" || px(1.005) != "1" && px(1.005) != "1.01" {
		t.Error("px does not write short lengths")
	}
}
