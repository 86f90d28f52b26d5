package httpapi

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"entente/cases"
	"entente/internal/analysis"
	"entente/internal/problem"
	"entente/internal/report"
	"entente/internal/store"
	"entente/internal/version"
)

func TestVersion(t *testing.T) {
	w := newSite(t)
	v := into[VersionView](t, w.get("/api/version"), 200)
	if v.Version != version.Version || !strings.HasPrefix(v.Go, "go1.") {
		t.Errorf("%+v", v)
	}
}

func TestCases(t *testing.T) {
	w := newSite(t)
	list := into[CaseList](t, w.get("/api/cases"), 200).Cases
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	if want := append(cases.IDs(), "wells"); !slices.Equal(ids, want) {
		t.Fatalf("%v, want %v", ids, want)
	}
	last := list[len(list)-1]
	want := CaseLine{ID: "wells", Title: "How deep may the new wells go", AsOf: "2024-03-01", Origin: w.dir, Questions: 2, Open: true}
	if last != want {
		t.Errorf("%+v, want %+v", last, want)
	}
	for _, c := range list[:len(list)-1] {
		if c.Origin != "built-in" || c.Open || c.Title == "" || c.Errors != 0 || c.Questions == 0 {
			t.Errorf("%+v", c)
		}
	}
}

func TestView(t *testing.T) {
	w := newSite(t)
	v := into[analysis.View](t, w.get("/api/cases/wells"), 200)
	if v.Format != analysis.ViewFormat || v.Case.ID != "wells" || !v.Editable || v.Origin != w.dir || v.CanUndo || v.CanRedo {
		t.Errorf("format %q, case %q, editable %t, origin %q, undo %t, redo %t", v.Format, v.Case.ID, v.Editable, v.Origin, v.CanUndo, v.CanRedo)
	}
	if len(v.Actors) != 4 || len(v.Issues) != 1 || len(v.WhatIfs) != 2 || len(v.Sources) != 1 || len(v.Params) == 0 {
		t.Errorf("%d actors, %d issues, %d what-ifs, %d sources, %d numbers", len(v.Actors), len(v.Issues), len(v.WhatIfs), len(v.Sources), len(v.Params))
	}
	built := into[analysis.View](t, w.get("/api/cases/minimal"), 200)
	if built.Editable || built.Origin != "built-in" {
		t.Errorf("a built-in case: editable %t, origin %q", built.Editable, built.Origin)
	}
}

func TestAnswers(t *testing.T) {
	w := newSite(t)
	base := into[analysis.Result](t, w.get("/api/cases/wells/answers?draws=500"), 200)
	if base.Format != analysis.ResultFormat || base.Seed != 1 || base.Draws != 500 || base.Planned != 500 {
		t.Fatalf("format %q, seed %d, %d of %d draws", base.Format, base.Seed, base.Draws, base.Planned)
	}
	if len(base.WhatIfs) != 0 || len(base.Levers) != 0 || len(base.Conclusions) != 1 {
		t.Errorf("%d what-ifs, %d levers, %d conclusions", len(base.WhatIfs), len(base.Levers), len(base.Conclusions))
	}
	mean := func(r analysis.Result) float64 {
		for _, m := range r.Issues[0].Methods {
			if m.Method == "weighted-mean" {
				return m.Median
			}
		}
		t.Fatal("no weighted mean")
		return 0
	}

	dry := into[analysis.Result](t, w.get("/api/cases/wells/answers?draws=500&what-if=dry-year"), 200)
	if len(dry.WhatIfs) != 1 || dry.WhatIfs[0].ID != "dry-year" {
		t.Errorf("in force: %+v", dry.WhatIfs)
	}
	// More weight for those who want deep wells.
	if mean(dry) <= mean(base) {
		t.Errorf("the dry year settles at %.1f, the base at %.1f", mean(dry), mean(base))
	}
	both := into[analysis.Result](t, w.get("/api/cases/wells/answers?draws=500&what-if=dry-year,upper-organise"), 200)
	if len(both.WhatIfs) != 2 {
		t.Errorf("in force: %+v", both.WhatIfs)
	}

	path := "/api/cases/wells/answers" + query("draws", "500", "set", "growers.depth.position=0..5", "set", "board.lower.depth.position=0")
	hand := into[analysis.Result](t, w.get(path), 200)
	if len(hand.Changes) != 2 || hand.Changes[0].Path != "growers.depth.position" || hand.Changes[0].To != "0..5" {
		t.Errorf("by hand: %+v", hand.Changes)
	}
	if mean(hand) >= 30 {
		t.Errorf("all want shallow wells and it settles at %.1f", mean(hand))
	}

	levers := into[analysis.Result](t, w.get("/api/cases/wells/answers?draws=500&levers=1"), 200)
	if len(levers.Levers) != 2 {
		t.Errorf("%d levers", len(levers.Levers))
	}
	if other := into[analysis.Result](t, w.get("/api/cases/wells/answers?draws=500&seed=7"), 200); other.Seed != 7 || mean(other) == mean(base) {
		t.Errorf("seed %d settles at %v, as seed 1", other.Seed, mean(other))
	}
}

func TestAnswersAreTheSameBytes(t *testing.T) {
	const path = "/api/cases/wells/answers?draws=300&what-if=dry-year&levers=1"
	w := newSite(t)
	first := w.get(path)
	into[analysis.Result](t, first, 200)
	if again := w.get(path); !bytes.Equal(first.body, again.body) {
		t.Error("what was remembered differs from what was computed")
	}
	other := siteWith(t, w.dir)
	if again := other.get(path); !bytes.Equal(first.body, again.body) || again.Header.Get("Etag") != first.Header.Get("Etag") {
		t.Error("another server gives other bytes")
	}
	if again := w.get(path, "If-None-Match", first.Header.Get("Etag")); again.StatusCode != 304 || len(again.body) != 0 {
		t.Errorf("a client that has the answer: status %d, %d bytes", again.StatusCode, len(again.body))
	}
	if again := w.get("/api/cases/wells/answers?draws=300&levers=1", "If-None-Match", first.Header.Get("Etag")); again.StatusCode != 200 {
		t.Errorf("another answer under the same tag: status %d", again.StatusCode)
	}
}

func TestWhy(t *testing.T) {
	w := newSite(t)
	why := into[analysis.Why](t, w.get("/api/cases/wells/why/deeper?draws=300&what-if=dry-year&seed=3"), 200)
	if why.Format != analysis.WhyFormat || why.Conclusion == nil || why.Conclusion.ID != "deeper" || why.Seed != 3 || why.Draws != 300 || len(why.Inputs) == 0 {
		t.Errorf("%+v", why)
	}
	if !strings.Contains(why.Text, "gazette ¶") {
		t.Errorf("the chain does not reach a paragraph:\n%s", why.Text)
	}
	into[huma.ErrorModel](t, w.get("/api/cases/wells/why/shallower"), 404)
}

func TestNumber(t *testing.T) {
	w := newSite(t)
	why := into[analysis.Why](t, w.get("/api/cases/wells/number"+query("path", "board.upper.depth.position")), 200)
	if why.Conclusion != nil || len(why.Inputs) != 1 || why.Inputs[0].Text != "10..30" || len(why.Inputs[0].ClaimLines) != 1 {
		t.Errorf("%+v", why)
	}
	into[huma.ErrorModel](t, w.get("/api/cases/wells/number"+query("path", "board.upper.depth.posture")), 404)
	into[huma.ErrorModel](t, w.get("/api/cases/wells/number"), 422)
	// A view of a run asks with the run's parameters.
	same := w.get("/api/cases/wells/number" + query("path", "board.upper.depth.position", "what-if", "dry-year", "draws", "500", "seed", "3"))
	if again := into[analysis.Why](t, same, 200); again.Inputs[0].Text != "10..30" {
		t.Errorf("%+v", again)
	}
	into[WrongInput](t, w.get("/api/cases/wells/number"+query("path", "board.upper.depth.position", "what-if", "flood")), 422)
}

func TestDependents(t *testing.T) {
	w := newSite(t)
	all := into[analysis.DependentsView](t, w.get("/api/cases/wells/dependents?source=gazette"), 200)
	one := into[analysis.DependentsView](t, w.get("/api/cases/wells/dependents?source=gazette&paragraph=2"), 200)
	if len(one.Claims) != 1 || one.Claims[0] != "growers-ask" || len(all.Claims) < 2 {
		t.Errorf("paragraph 2: %+v; all: %+v", one, all)
	}
	into[huma.ErrorModel](t, w.get("/api/cases/wells/dependents?source=herald"), 404)
	into[huma.ErrorModel](t, w.get("/api/cases/wells/dependents?source=gazette&paragraph=-1"), 422)
}

func TestCheck(t *testing.T) {
	w := newSite(t)
	r := into[problem.Report](t, w.get("/api/cases/wells/check"), 200)
	if r.Format != problem.ReportFormat || r.Problems == nil || problem.List(r.Problems).HasErrors() {
		t.Errorf("%+v", r)
	}
}

func TestReport(t *testing.T) {
	w := newSite(t)
	file, problems := store.Open(w.dir)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	for as, kind := range map[string]string{"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8"} {
		g := w.get("/api/cases/wells/report?draws=300&as=" + as)
		if g.StatusCode != 200 || g.Header.Get("Content-Type") != kind || !bytes.Contains(g.body, []byte("How deep may the new wells go")) {
			t.Errorf("%s: status %d, type %q, %d bytes", as, g.StatusCode, g.Header.Get("Content-Type"), len(g.body))
		}
		if got := g.Header.Get("Content-Disposition"); got != `attachment; filename="wells.`+as+`"` {
			t.Errorf("%s: %s", as, got)
		}
		direct, err := analysis.Run(t.Context(), file, analysis.Options{Seed: 1, Draws: 300, Levers: true})
		if err != nil {
			t.Fatal(err)
		}
		view := into[analysis.View](t, w.get("/api/cases/wells"), 200)
		memo := report.Memo{Result: direct, View: &view, Marking: report.Marking(file.Case)}
		var want bytes.Buffer
		if err := map[string]func(io.Writer) error{"html": memo.HTML, "md": memo.Markdown}[as](&want); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(g.body, want.Bytes()) {
			t.Errorf("%s: the report differs from that of the run itself", as)
		}
		if as == "html" && !strings.Contains(g.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("policy %q", g.Header.Get("Content-Security-Policy"))
		}
	}
	into[huma.ErrorModel](t, w.get("/api/cases/wells/report?as=pdf"), 422)
}

func TestWrongRequests(t *testing.T) {
	w := newSite(t)
	for _, tc := range []struct {
		path   string
		status int
		says   string
	}{
		{"/api/cases/nowhere", 404, "nowhere"},
		{"/api/cases/nowhere/answers", 404, "nowhere"},
		{"/api/cases/..%2f..%2fetc/answers", 404, ""},
		{"/api/nothing", 404, "/api"},
		{"/api/", 404, ""},
		{"/api/cases/wells/answers?draws=99", 422, "draws"},
		{"/api/cases/wells/answers?draws=100001", 422, "draws"},
		{"/api/cases/wells/answers?draws=many", 422, "draws"},
		{"/api/cases/wells/answers?seed=-1", 422, "seed"},
		{"/api/cases/wells/answers?whatif=dry-year", 422, "whatif"}, // must not look like the base
		{"/api/cases/wells/answers?set=" + strings.Repeat("x", maxHeader+8<<10), 431, ""},
	} {
		g := w.get(tc.path)
		if g.StatusCode != tc.status {
			t.Errorf("%.60s: status %d, want %d: %s", tc.path, g.StatusCode, tc.status, g.body)
			continue
		}
		if tc.status == 431 {
			continue // net/http answers before any handler
		}
		var e huma.ErrorModel
		if err := json.Unmarshal(g.body, &e); err != nil || e.Status != tc.status || g.Header.Get("Content-Type") != problemType {
			t.Errorf("%s: type %q, %s", tc.path, g.Header.Get("Content-Type"), g.body)
		}
		if !bytes.Contains(g.body, []byte(tc.says)) {
			t.Errorf("%s: %s does not name %q", tc.path, g.body, tc.says)
		}
	}
	g := w.do("DELETE", "/api/cases", nil, changeHeader, "1")
	if g.StatusCode != 405 || g.Header.Get("Allow") != "GET, POST" {
		t.Errorf("DELETE: status %d, Allow %q", g.StatusCode, g.Header.Get("Allow"))
	}
}

func TestWrongInputTellsEverything(t *testing.T) {
	w := newSite(t)
	path := "/api/cases/wells/answers" + query("what-if", "dry-year,flood", "set", "growers.depth.position=200", "set", "growers.depth.positoin=20", "set", "no change")
	g := w.get(path)
	e := into[WrongInput](t, g, 422)
	if e.Format != problem.ReportFormat || len(e.Problems) != 4 || g.Header.Get("Content-Type") != problemType {
		t.Fatalf("type %q, format %q, %d problems: %s", g.Header.Get("Content-Type"), e.Format, len(e.Problems), g.body)
	}
	for i, says := range []string{"flood", "200", "growers.depth.position", "no change"} {
		p := e.Problems[i]
		if !strings.Contains(p.Cause+p.Remedy, says) || p.Code == "" || p.Severity != problem.Error || p.Remedy == "" {
			t.Errorf("problem %d does not speak of %s: %+v", i, says, p)
		}
	}
}

func TestEditsInAnEditorShow(t *testing.T) {
	w := newSite(t)
	name := filepath.Join(w.dir, "case.yaml")
	before := into[analysis.View](t, w.get("/api/cases/wells"), 200)
	first := w.get("/api/cases/wells/answers?draws=300")

	write(t, name, strings.Replace(wells, "position: 85..100", "position: 5..10", 1))
	after := into[analysis.View](t, w.get("/api/cases/wells"), 200)
	if after.Case.Digest == before.Case.Digest {
		t.Error("the view is of the old file")
	}
	second := w.get("/api/cases/wells/answers?draws=300")
	if bytes.Equal(first.body, second.body) {
		t.Error("the answers are of the old file")
	}

	write(t, name, strings.Replace(wells, "position: 85..100", "position: 500..1000", 1))
	e := into[WrongInput](t, w.get("/api/cases/wells/answers?draws=300"), 422)
	if len(e.Problems) == 0 || e.Problems[0].Line == 0 || !strings.Contains(e.Problems[0].File, "case.yaml") {
		t.Errorf("%+v", e)
	}
	check := into[problem.Report](t, w.get("/api/cases/wells/check"), 200)
	if !problem.List(check.Problems).HasErrors() {
		t.Errorf("the check finds nothing: %+v", check)
	}
	list := into[CaseList](t, w.get("/api/cases"), 200).Cases
	if last := list[len(list)-1]; last.ID != "wells" || last.Errors == 0 {
		t.Errorf("in the list: %+v", last)
	}

	write(t, name, wells)
	third := w.get("/api/cases/wells/answers?draws=300")
	if !bytes.Equal(first.body, third.body) {
		t.Error("the old text gives other answers than before")
	}

	// A second file of the case.
	write(t, filepath.Join(w.dir, "more.yaml"), "note: {}\n")
	if g := w.get("/api/cases/wells/answers?draws=300"); g.StatusCode != 422 {
		t.Errorf("a new file with an error: status %d", g.StatusCode)
	}
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	if g := w.get("/api/cases/wells/answers?draws=300"); g.StatusCode != 422 || !bytes.Contains(g.body, []byte("case/not-found")) {
		t.Errorf("a folder that is gone: status %d: %s", g.StatusCode, g.body)
	}
}

func TestFrontEndAndInterfaceShareThePort(t *testing.T) {
	w := newSite(t)
	for _, path := range []string{"/", "/c/wells/answers", "/apiary"} {
		g := w.get(path)
		if g.StatusCode != 200 || !strings.HasPrefix(g.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: status %d, type %q", path, g.StatusCode, g.Header.Get("Content-Type"))
		}
	}
	for _, path := range []string{"/api/version", "/", "/api/nothing", "/api"} {
		h := w.get(path).Header
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Security-Policy") == "" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: headers %v", path, h)
		}
	}
	for _, path := range []string{"/..%2f..%2fgo.mod", "/%2e%2e/%2e%2e/go.mod", "/assets/..%2f..%2fweb.go", "/..%5c..%5cgo.mod"} {
		g := w.get(path)
		if bytes.Contains(g.body, []byte("module entente")) || bytes.Contains(g.body, []byte("package web")) || g.StatusCode == http.StatusOK {
			t.Errorf("%s: status %d: %.80s", path, g.StatusCode, g.body)
		}
	}
	if g := w.get("/api/version", "Host", "evil.example"); g.StatusCode != 403 {
		t.Errorf("a rebound name: status %d", g.StatusCode)
	}
}
