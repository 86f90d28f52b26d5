package report

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"entente/internal/analysis"
	"entente/model"
)

var update = flag.Bool("update", false, "rewrite the golden files; inspect the diff")

func write(t *testing.T, f func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func text(t *testing.T, m Memo, s TextStyle) string {
	return write(t, func(w io.Writer) error { return m.Text(w, s) })
}

func TestGolden(t *testing.T) {
	m := fixture()
	for name, got := range map[string]string{
		"memo.txt":  text(t, m, TextStyle{}),
		"memo.md":   write(t, m.Markdown),
		"memo.html": write(t, m.HTML),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
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
				t.Errorf("the memo changed (-want +got); -update if it should:\n%s", diff)
			}
		})
	}
}

// Every link inside the page leads somewhere, and no anchor is there twice.
func TestAnchorsLeadSomewhere(t *testing.T) {
	for name, page := range map[string]string{"html": write(t, fixture().HTML), "md": write(t, fixture().Markdown)} {
		ids := map[string]int{}
		for _, m := range regexp.MustCompile(`\bid="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			ids[m[1]]++
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: the anchor %q is there %d times", name, id, n)
			}
		}
		links := regexp.MustCompile(`(?:href="|\]\()#([^")]*)[")]`).FindAllStringSubmatch(page, -1)
		if len(links) < 4 {
			t.Errorf("%s: only %d links inside the page", name, len(links))
		}
		for _, m := range links {
			if ids[m[1]] == 0 {
				t.Errorf("%s: #%s leads nowhere", name, m[1])
			}
		}
	}
}

// The chain conclusion, input, claim, place can be walked by links alone.
func TestTraceReachesTheParagraph(t *testing.T) {
	page := write(t, fixture().HTML)
	from := strings.Index(page, `<article id="conclusion-temporary-only"`)
	if from < 0 {
		t.Fatal("the conclusion has no anchor")
	}
	article := page[from : from+strings.Index(page[from:], "</article>")]
	for _, want := range []string{"Russia: position on base-access", `href="#place-fa__5"`, `href="#claim-fa-refuel"`, "issues.yaml:41", "Against it:", "No text says how much deputies care. (an analyst, 2016-08-30)", "no evidence"} {
		if !strings.Contains(article, want) {
			t.Errorf("the trace lacks %q", want)
		}
	}
}

func TestPageFetchesNothingAndRunsNothing(t *testing.T) {
	page := write(t, fixture().HTML)
	for _, bad := range []string{"<script", "<link", "@import", "url(http", "src=", "http-equiv"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if strings.Contains(page, "<for a time>") || !strings.Contains(page, "&lt;for a time&gt;") {
		t.Error("the title is not escaped")
	}
	for i, chart := range regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(page, -1) {
		d := xml.NewDecoder(strings.NewReader(chart))
		for {
			_, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("chart %d: %v", i, err)
			}
		}
	}
}

// Each table and figure carries digest, version, seed, as-of date and marking.
func TestEveryTableAndFigureIsTraceable(t *testing.T) {
	m := fixture()
	p := m.Provenance()
	for _, want := range []string{"demo", "0123456789ab", "entente 0.1.0", "seed 7", "what-if full-delivery", "as of 2016-08-31", "internal"} {
		if !strings.Contains(p, want) {
			t.Errorf("the provenance %q lacks %q", p, want)
		}
	}
	page := write(t, m.HTML)
	figures := strings.Count(page, "<figure")
	if n := strings.Count(page, p); figures == 0 || n < figures {
		t.Errorf("%d figures but %d lines of provenance", figures, n)
	}
	memo := write(t, m.Markdown)
	tables := strings.Count(memo, "|\n\n")
	if n := strings.Count(memo, md(p)); n < tables {
		t.Errorf("%d tables but %d lines of provenance", tables, n)
	}
}

func TestTextFitsItsColumns(t *testing.T) {
	for _, line := range strings.Split(text(t, fixture(), TextStyle{}), "\n") {
		if n := utf8.RuneCountInString(line); n > 100 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func TestTextShowsTheChosenLensesOnly(t *testing.T) {
	got := text(t, fixture(), TextStyle{Lenses: []model.Lens{model.LensAlignment}})
	if strings.Contains(got, "Bargaining:") || !strings.Contains(got, "Alignment: silent. Not in this version.") {
		t.Errorf("the alignment lens alone:\n%s", got)
	}
	if strings.Contains(got, "\x1b") {
		t.Error("escape sequences although no bold was asked for")
	}
}

// A share of draws is never said as a percentage or a probability.
func TestSharesAreDraws(t *testing.T) {
	for share, want := range map[float64]string{0: "0", 0.001: "<1", 0.87: "87", 0.999: ">99", 1: "100"} {
		if got := outOf(share); got != want {
			t.Errorf("outOf(%v) = %q, want %q", share, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Float64Range(0, 1).Draw(t, "share")
		if s := outOf(share); strings.Contains(s, "%") || s == "0" && share > 0 || s == "100" && share < 1 {
			t.Fatal(s)
		}
	})
}

func TestUnitsTellNumbersApart(t *testing.T) {
	for _, tt := range []struct {
		span, x float64
		want    string
	}{{100, 46.04, "46"}, {6, 6.25, "6.2"}, {1, 0.333, "0.33"}, {100, -0.2, "0"}} {
		if got := unitOf(tt.span).num(tt.x); got != tt.want {
			t.Errorf("on a scale of %v: %q, want %q", tt.span, got, tt.want)
		}
	}
	if got := drawn(1200, 10000); got != "1,200 of 10,000 draws" {
		t.Error(got)
	}
}

// Whatever an analyst writes, Markdown keeps it on one line of one cell.
func TestMarkdownCellsStayCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		tab := &table{heads: []string{"a", ">b"}}
		tab.row(s, "1")
		var b strings.Builder
		tab.markdown(&b)
		lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
		if len(lines) != 3 {
			t.Fatalf("%d lines of %q", len(lines), s)
		}
		if bare := regexp.MustCompile(`\\.`).ReplaceAllString(lines[2], ""); strings.Count(bare, "|") != 3 {
			t.Fatalf("cells run over: %s", lines[2])
		}
	})
}

func TestAMemoOfNothing(t *testing.T) {
	m := Memo{Result: &analysis.Result{}, View: &analysis.View{}}
	for name, f := range map[string]func(io.Writer) error{"md": m.Markdown, "html": m.HTML, "text": func(w io.Writer) error { return m.Text(w, TextStyle{}) }} {
		if got := write(t, f); !strings.Contains(got, Unmarked) {
			t.Errorf("%s: an empty run has no provenance", name)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	m := fixture()
	for b.Loop() {
		if err := m.HTML(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	m := fixture()
	for b.Loop() {
		if err := m.Text(io.Discard, TextStyle{}); err != nil {
			b.Fatal(err)
		}
	}
}
