package httpapi

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/analysis"
	"entente/internal/problem"
)

func TestServeUntilTold(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	ready := make(chan string, 1)
	done := make(chan error, 1)
	dir := filepath.Join(t.TempDir(), "wells")
	write(t, filepath.Join(dir, "case.yaml"), wells)
	go func() {
		done <- Serve(ctx, Options{Cases: []string{dir, "minimal"}, Ready: func(url string) { ready <- url }})
	}()
	var url string
	select {
	case url = <-ready:
	case err := <-done:
		t.Fatal(err)
	}
	if !strings.HasPrefix(url, "http://127.0.0.1:") || !strings.HasSuffix(url, "/") {
		t.Errorf("url %q", url)
	}
	r, err := http.Get(url + "api/cases/wells")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil || r.StatusCode != 200 {
		t.Errorf("status %d, %v: %s", r.StatusCode, err, body)
	}
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(2 * graceful):
		t.Fatal("the server goes on")
	}
	if _, err := http.Get(url); err == nil {
		t.Error("the server still answers")
	}
}

func TestServeRefusesWhatIsNotThere(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	err := Serve(t.Context(), Options{Cases: []string{nowhere, nowhere + "2"}, Ready: func(string) { t.Error("serves") }})
	var list problem.List
	if !errors.As(err, &list) || len(list) != 2 || list[0].Code != "case/not-found" {
		t.Errorf("%v", err)
	}
	err = Serve(t.Context(), Options{Addr: "0.0.0.0:0"})
	if !errors.As(err, &list) || list[0].Code != "serve/not-loopback" || list[0].Remedy == "" {
		t.Errorf("%v", err)
	}
}

func TestServeShowsACaseWithErrors(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "my wells")
	write(t, filepath.Join(dir, "case.yaml"), strings.Replace(wells, "title:", "titel:", 1))
	w := siteWith(t, dir)
	list := into[CaseList](t, w.get("/api/cases"), 200).Cases
	last := list[len(list)-1]
	if last.ID != "my-wells" || last.Title != "my-wells" || last.Errors == 0 {
		t.Fatalf("%+v", last)
	}
	r := into[problem.Report](t, w.get("/api/cases/my-wells/check"), 200)
	if !problem.List(r.Problems).HasErrors() {
		t.Errorf("%+v", r)
	}
	into[WrongInput](t, w.post("/api/cases/my-wells/numbers", NumberRequest{"growers.capability", "20"}), 422)
	write(t, filepath.Join(dir, "case.yaml"), wells)
	into[analysis.View](t, w.get("/api/cases/my-wells"), 200) // mended, under the same address
}

func TestBusy(t *testing.T) {
	w := newSite(t)
	w.s.runs.gate = newGate(1, 0)
	leave, err := w.s.runs.gate.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	g := w.get("/api/cases/wells/answers?draws=200")
	if g.StatusCode != 503 || g.Header.Get("Retry-After") != "1" || g.Header.Get("Content-Type") != problemType {
		t.Errorf("status %d, Retry-After %q: %s", g.StatusCode, g.Header.Get("Retry-After"), g.body)
	}
	into[analysis.View](t, w.get("/api/cases/wells"), 200) // what does not draw is answered
	leave()
	into[analysis.Result](t, w.get("/api/cases/wells/answers?draws=200"), 200)
}

func TestManyAtOnce(t *testing.T) {
	w := newSite(t)
	paths := []string{
		"/api/cases/wells/answers?draws=200", "/api/cases/wells/answers?draws=200&what-if=dry-year",
		"/api/cases/wells/why/deeper?draws=200", "/api/cases/wells/check", "/api/cases/wells", "/api/cases",
		"/api/cases/wells/report?draws=200", "/api/openapi.json", "/api",
	}
	first := make([]string, len(paths))
	for i, p := range paths {
		g := w.get(p)
		if g.StatusCode != 200 {
			t.Fatalf("%s: status %d", p, g.StatusCode)
		}
		first[i] = string(g.body)
	}
	w.s.runs = newRuns(t.Context(), newGate(maxRuns, maxWaiting), maxTime, cacheBytes)
	w = siteWith(t, w.dir)
	var wg sync.WaitGroup
	for range 4 {
		for i, p := range paths {
			wg.Go(func() {
				r, err := w.Client().Get(w.URL + p)
				if err != nil {
					t.Error(err)
					return
				}
				defer r.Body.Close()
				body, err := io.ReadAll(r.Body)
				if err != nil || r.StatusCode != 200 || string(body) != first[i] {
					t.Errorf("%s: status %d, %v, or other bytes than one at a time", p, r.StatusCode, err)
				}
			})
		}
	}
	wg.Wait()
}

func TestChangesWhileReading(t *testing.T) {
	w := newSite(t)
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			for k := range 5 {
				body := strings.NewReader(`{"path":"growers.capability","text":"` + strings.Repeat("1", n%2+1) + `.` + string(rune('0'+k)) + `"}`)
				r, err := http.NewRequestWithContext(t.Context(), "POST", w.URL+"/api/cases/wells/numbers", body)
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set(changeHeader, "1")
				out, err := w.Client().Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				out.Body.Close()
				if out.StatusCode != 200 {
					t.Errorf("a change: status %d", out.StatusCode)
				}
			}
		})
		wg.Go(func() {
			for range 5 {
				out, err := w.Client().Get(w.URL + "/api/cases/wells/answers?draws=100")
				if err != nil {
					t.Error(err)
					return
				}
				out.Body.Close()
				if out.StatusCode != 200 {
					t.Errorf("a run: status %d", out.StatusCode)
				}
			}
		})
	}
	wg.Wait()
	if v := into[analysis.View](t, w.get("/api/cases/wells"), 200); !v.CanUndo {
		t.Error("the changes left nothing to undo")
	}
}
