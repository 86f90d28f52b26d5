package httpapi

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/analysis"
	"entente/internal/problem"
)

func TestSetNumberUndoRedo(t *testing.T) {
	w := newSite(t)
	name := filepath.Join(w.dir, "case.yaml")
	before := into[analysis.View](t, w.get("/api/cases/wells"), 200)

	c := into[Changed](t, w.post("/api/cases/wells/numbers", NumberRequest{"board.upper.depth.position", "20..35"}), 200)
	if c.ID != "wells" || c.Digest == before.Case.Digest || !c.CanUndo || c.CanRedo {
		t.Errorf("%+v", c)
	}
	want := strings.Replace(wells, "position: 10..30 <- board-split   # their springs", "position: 20..35 <- board-split   # their springs", 1)
	if got := read(t, name); got != want {
		t.Errorf("the file is now\n%s", got)
	}
	v := into[analysis.View](t, w.get("/api/cases/wells"), 200)
	if v.Case.Digest != c.Digest || !v.CanUndo || v.CanRedo {
		t.Errorf("digest %s, undo %t, redo %t; the change said %+v", v.Case.Digest, v.CanUndo, v.CanRedo, c)
	}

	// Undo survives a restart.
	w = siteWith(t, w.dir)
	c = into[Changed](t, w.post("/api/cases/wells/undo", nil), 200)
	if c.Digest != before.Case.Digest || c.CanUndo || !c.CanRedo || read(t, name) != wells {
		t.Errorf("%+v; the file is\n%s", c, read(t, name))
	}
	c = into[Changed](t, w.post("/api/cases/wells/redo", nil), 200)
	if !c.CanUndo || c.CanRedo || read(t, name) != want {
		t.Errorf("%+v; the file is\n%s", c, read(t, name))
	}
	if g := w.post("/api/cases/wells/redo", nil); g.StatusCode != 409 {
		t.Errorf("nothing to redo: status %d: %s", g.StatusCode, g.body)
	}
}

func TestWrongNumberIsNotWritten(t *testing.T) {
	w := newSite(t)
	name := filepath.Join(w.dir, "case.yaml")
	for _, in := range []NumberRequest{
		{"board.upper.depth.position", "30..10"},
		{"board.upper.depth.position", "300"},
		{"board.upper.depth.position", "high enough"},
		{"board.upper.depth.position", "30\nid: other"},
		{"board.upper.depth.posture", "30"},
	} {
		e := into[WrongInput](t, w.post("/api/cases/wells/numbers", in), 422)
		if e.Format != problem.ReportFormat || !problem.List(e.Problems).HasErrors() {
			t.Errorf("%+v: %+v", in, e)
		}
		if read(t, name) != wells {
			t.Fatalf("%+v: the file was changed", in)
		}
	}
	if v := into[analysis.View](t, w.get("/api/cases/wells"), 200); v.CanUndo {
		t.Error("a change that was not made can be undone")
	}
}

func TestKeepWhatIf(t *testing.T) {
	w := newSite(t)
	in := WhatIfRequest{
		ID: "rich-growers", Title: "The growers bring money", Actor: "growers",
		Set: []WrittenItem{{"growers.capability", "50..70"}, {"growers.depth.position", "90"}},
	}
	c := into[Changed](t, w.post("/api/cases/wells/what-ifs", in), 200)
	if !c.CanUndo {
		t.Errorf("%+v", c)
	}
	r := into[analysis.Result](t, w.get("/api/cases/wells/answers?draws=300&what-if=rich-growers"), 200)
	if len(r.WhatIfs) != 1 || r.WhatIfs[0].Title != in.Title || r.WhatIfs[0].Actor != "growers" || len(r.WhatIfs[0].Changes) != 2 {
		t.Errorf("%+v", r.WhatIfs)
	}
	text := read(t, filepath.Join(w.dir, "case.yaml"))
	if !strings.Contains(text, "# their springs") || !strings.Contains(text, "rich-growers") {
		t.Errorf("the file is\n%s", text)
	}
	for what, wrong := range map[string]WhatIfRequest{
		"an unknown path":  {ID: "other", Title: "T", Set: []WrittenItem{{"growers.width", "5"}}},
		"a value too high": {ID: "other", Title: "T", Set: []WrittenItem{{"growers.depth.position", "500"}}},
		"a bad id":         {ID: "two words", Title: "T", Set: []WrittenItem{{"growers.capability", "5"}}},
		"a taken id":       {ID: "growers", Title: "T", Set: []WrittenItem{{"growers.capability", "5"}}},
		"an unknown actor": {ID: "other", Title: "T", Actor: "miners", Set: []WrittenItem{{"growers.capability", "5"}}},
		"nothing set":      {ID: "other", Title: "T", Set: []WrittenItem{}},
	} {
		if g := w.post("/api/cases/wells/what-ifs", wrong); g.StatusCode != 422 {
			t.Errorf("%s: status %d: %s", what, g.StatusCode, g.body)
		}
	}
	if read(t, filepath.Join(w.dir, "case.yaml")) != text {
		t.Error("a wrong what-if changed the file")
	}
}

func TestTickSignOff(t *testing.T) {
	w := newSite(t)
	in := SignRequest{Conclusion: "deeper", LookFor: "The board orders a test bore", On: "2024-05-02", Source: "District Gazette, 2 May"}
	into[Changed](t, w.post("/api/cases/wells/signs", in), 200)
	r := into[analysis.Result](t, w.get("/api/cases/wells/answers?draws=300"), 200)
	if len(r.Watch) != 1 || r.Watch[0].SeenOn != in.On || r.Watch[0].SeenIn != in.Source {
		t.Errorf("%+v", r.Watch)
	}
	for _, wrong := range []SignRequest{
		{Conclusion: "deeper", LookFor: "Rain", On: in.On, Source: in.Source},
		{Conclusion: "shallower", LookFor: in.LookFor, On: in.On, Source: in.Source},
		{Conclusion: "deeper", LookFor: in.LookFor, On: "yesterday", Source: in.Source},
	} {
		into[WrongInput](t, w.post("/api/cases/wells/signs", wrong), 422)
	}
}

func TestBuiltInCasesAreNotChanged(t *testing.T) {
	w := newSite(t)
	for path, body := range map[string]any{
		"numbers":  NumberRequest{"share.status-quo", "10"},
		"what-ifs": WhatIfRequest{ID: "other", Title: "T", Set: []WrittenItem{{"share.status-quo", "10"}}},
		"signs":    SignRequest{"most-of-it", "The council orders a survey of the whole common", "2024-05", "x"},
		"undo":     nil,
		"redo":     nil,
	} {
		e := into[Conflict](t, w.post("/api/cases/minimal/"+path, body), 409)
		if !strings.Contains(e.Hint, "copy the case to a folder") || e.Status != 409 {
			t.Errorf("%s: %+v", path, e)
		}
	}
}

func TestCopyThenEdit(t *testing.T) {
	w := newSite(t)
	to := filepath.Join(t.TempDir(), "mine")
	id := into[Opened](t, w.post("/api/cases", OpenRequest{Copy: "minimal", To: to}), 200).ID
	if id != "minimal-2" {
		t.Errorf("id %q", id)
	}
	v := into[analysis.View](t, w.get("/api/cases/"+id), 200)
	if !v.Editable || v.Origin != to {
		t.Errorf("editable %t, origin %q", v.Editable, v.Origin)
	}
	into[Changed](t, w.post("/api/cases/"+id+"/numbers", NumberRequest{"share.status-quo", "10"}), 200)
	built := into[analysis.View](t, w.get("/api/cases/minimal"), 200)
	if built.Case.Digest != v.Case.Digest {
		t.Error("the copy differs from the original, or the original was changed")
	}
	into[WrongInput](t, w.post("/api/cases", OpenRequest{Copy: "minimal", To: to}), 422) // not empty any more
	into[huma.ErrorModel](t, w.post("/api/cases", OpenRequest{Copy: "nowhere", To: filepath.Join(t.TempDir(), "x")}), 404)
}

func TestNewCase(t *testing.T) {
	w := newSite(t)
	to := filepath.Join(t.TempDir(), "fresh")
	id := into[Opened](t, w.post("/api/cases", OpenRequest{New: to}), 200).ID
	r := into[analysis.Result](t, w.get("/api/cases/"+id+"/answers?draws=200"), 200)
	if len(r.Conclusions) == 0 {
		t.Error("the new case concludes nothing")
	}
	full := t.TempDir()
	write(t, filepath.Join(full, "letter.txt"), "mine")
	into[WrongInput](t, w.post("/api/cases", OpenRequest{New: full}), 422)
	files, err := os.ReadDir(full)
	if err != nil || len(files) != 1 || read(t, filepath.Join(full, "letter.txt")) != "mine" {
		t.Errorf("%v, %v: a folder in use was written to", files, err)
	}
}

func TestOpen(t *testing.T) {
	w := newSite(t)
	other := filepath.Join(t.TempDir(), "wells")
	write(t, filepath.Join(other, "case.yaml"), strings.Replace(wells, "title: How", "title: Once more, how", 1))
	open := func(path string) string {
		t.Helper()
		return into[Opened](t, w.post("/api/cases", OpenRequest{Path: path}), 200).ID
	}
	if id := open(w.dir); id != "wells" {
		t.Errorf("the folder that is open already is %q", id)
	}
	if id := open(other); id != "wells-2" {
		t.Errorf("another case of the same id is %q", id)
	}
	if id := open(other + string(filepath.Separator)); id != "wells-2" {
		t.Errorf("the same folder with a slash is %q", id)
	}
	file := filepath.Join(t.TempDir(), "single.yaml")
	write(t, file, wells)
	if id := open(file); id != "wells-3" {
		t.Errorf("a single file is %q", id)
	}
	if v := into[analysis.View](t, w.get("/api/cases/wells-2"), 200); v.Case.Title != "Once more, how deep may the new wells go" || v.Case.ID != "wells" {
		t.Errorf("%+v", v.Case)
	}

	letter := filepath.Join(t.TempDir(), "letter.txt")
	write(t, letter, "Dear friend,\n")
	broken := filepath.Join(t.TempDir(), "case.yaml")
	write(t, broken, "entente: 1\nid: broken\ntitel: x\n")
	for what, in := range map[string]OpenRequest{
		"a folder that is not there": {Path: filepath.Join(t.TempDir(), "nowhere")},
		"an empty folder":            {Path: t.TempDir()},
		"a device":                   {Path: os.DevNull},
		"another file":               {Path: letter},
		"a relative path":            {Path: "wells"},
		"a case with errors":         {Path: broken},
		"nothing":                    {},
		"two things":                 {Path: other, New: filepath.Join(t.TempDir(), "y")},
		"a copy to nowhere":          {Copy: "minimal"},
	} {
		e := into[WrongInput](t, w.post("/api/cases", in), 422)
		if len(e.Problems) == 0 || e.Problems[0].Remedy == "" {
			t.Errorf("%s: %+v", what, e)
		}
		for _, p := range e.Problems {
			if strings.Contains(p.Cause+p.Source, "Dear") {
				t.Errorf("%s: tells what the file holds: %+v", what, p)
			}
		}
	}
}

func TestBodies(t *testing.T) {
	w := newSite(t)
	const path = "/api/cases/wells/numbers"
	name := filepath.Join(w.dir, "case.yaml")
	long := `{"path":"growers.capability","text":"` + strings.Repeat(" ", maxBody) + `20"}`
	for _, tc := range []struct {
		what, kind, body string
		status           int
	}{
		{"no JSON", "application/json", `{"path":`, 400},
		{"another type", "text/plain", `{"path":"growers.capability","text":"20"}`, 415},
		{"a form", "application/x-www-form-urlencoded", "path=growers.capability&text=20", 415},
		{"no member", "application/json", `{"path":"growers.capability"}`, 422},
		{"an unknown member", "application/json", `{"path":"growers.capability","text":"20","txt":"30"}`, 422},
		{"another kind of value", "application/json", `{"path":"growers.capability","text":20}`, 422},
		{"too long", "application/json", long, 413},
		{"nothing", "application/json", "", 400},
	} {
		g := w.do("POST", path, tc.body, changeHeader, "1", "Content-Type", tc.kind)
		if g.StatusCode != tc.status || g.Header.Get("Content-Type") != problemType {
			t.Errorf("%s: status %d, want %d; type %q: %.200s", tc.what, g.StatusCode, tc.status, g.Header.Get("Content-Type"), g.body)
		}
	}
	if g := w.do("POST", path, NumberRequest{"growers.capability", "20"}); g.StatusCode != 403 {
		t.Errorf("without the header: status %d", g.StatusCode)
	}
	if got := read(t, name); !bytes.Equal([]byte(got), []byte(wells)) {
		t.Error("a refused request changed the file")
	}
}
