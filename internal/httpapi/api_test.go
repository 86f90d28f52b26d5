package httpapi

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wells is a small case with all that the interface shows: a composite, two
// what-ifs, evidence, a judgement, a conclusion with a sign, two questions.
const wells = `# Two villages and one aquifer.
entente: 1
id: wells
title: How deep may the new wells go
as-of: 2024-03-01
sources:
  gazette: {title: Minutes of the water board, publisher: District Gazette, published: 2024-02-10, kind: report, grade: B2}
claims:
  growers-ask: {at: gazette ¶2, says: The growers ask for deep wells., kind: statement, speaker: the growers}
  board-split: {at: gazette ¶5, says: "Upper village fears for its springs, lower village wants the water.", kind: judgement}
actors:
  board: {name: Water board, kind: institution, capability: 40..60, judgement: it grants the permits, rule: mean}
  board.upper: {name: Upper village, kind: faction, influence: 30..50, because: [board-split]}
  board.lower: {name: Lower village, kind: faction, influence: 40..60, because: [board-split]}
  growers: {name: Growers, kind: firm, capability: 20..40, judgement: they pay for the pumps}
issues:
  depth:
    question: How many metres deep may the wells go?
    scale: {0: none at all, 50: as deep as the old ones, 100: down to the rock}
    status-quo: 45..50 <- gazette ¶1
    stances:
      board.upper:
        position: 10..30 <- board-split   # their springs
        salience: 60..90 ? they drink from it
      board.lower: {position: 50..70, salience: 40..60, because: [board-split]}
      growers: {position: 85..100, salience: 70..90, because: [growers-ask]}
what-if:
  dry-year:
    title: A dry year
    set: {board.lower.influence: 70..90, growers.depth.salience: 90..100}
    judgement: as in the year before last
  upper-organise:
    title: The upper village organises
    actor: board.upper
    set: {board.upper.influence: 60..80}
    judgement: there is talk of it
conclusions:
  deeper:
    says: The wells go deeper than the old ones.
    answers: how-deep
    tests: {bargaining: depth > 50, factions: board.depth > 50}
    signs:
      - {look-for: The board orders a test bore, by: 2024-09, speaks: for, because: [growers-ask]}
questions:
  how-deep:
    asks: How deep may the new wells go?
  permit:
    asks: Is a permit granted by the end of 2024?
    kind: binary
    opens: 2024-03-02
    closes: 2024-12-31
    resolves: the gazette prints it
    base-rate: 0.2..0.5 ? no reference class found
    status-quo-answer: no
`

// site is a running server with the case above opened from a folder.
type site struct {
	*httptest.Server
	t   *testing.T
	dir string
	s   *server
}

func newSite(t *testing.T) *site {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "wells")
	write(t, filepath.Join(dir, "case.yaml"), wells)
	return siteWith(t, dir)
}

func siteWith(t *testing.T, dir string) *site {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	s, err := newServer(t.Context(), []string{dir}, log)
	if err != nil {
		t.Fatal(err)
	}
	ts := httptest.NewUnstartedServer(nil)
	h, err := s.handler(ts.Listener.Addr())
	if err != nil {
		t.Fatal(err)
	}
	ts.Config = httpServer(h, log)
	ts.Start()
	t.Cleanup(ts.Close)
	return &site{ts, t, dir, s}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// answer is what came back.
type got struct {
	*http.Response
	body []byte
}

func (w *site) do(method, path string, body any, header ...string) got {
	w.t.Helper()
	var in io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		in = strings.NewReader(b)
	default:
		data, err := json.Marshal(b)
		if err != nil {
			w.t.Fatal(err)
		}
		in = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.URL+path, in)
	if err != nil {
		w.t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	out, err := w.Client().Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer out.Body.Close()
	data, err := io.ReadAll(out.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return got{out, data}
}

func (w *site) get(path string, header ...string) got {
	w.t.Helper()
	return w.do("GET", path, nil, header...)
}

func (w *site) post(path string, body any) got {
	w.t.Helper()
	return w.do("POST", path, body, changeHeader, "1")
}

// into checks the status and decodes the body.
func into[T any](t *testing.T, g got, status int) T {
	t.Helper()
	var out T
	if g.StatusCode != status {
		t.Fatalf("%s %s: status %d, want %d: %s", g.Request.Method, g.Request.URL, g.StatusCode, status, g.body)
	}
	if err := json.Unmarshal(g.body, &out); err != nil {
		t.Fatalf("%s %s: %v: %s", g.Request.Method, g.Request.URL, err, g.body)
	}
	return out
}

func query(kv ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(kv); i += 2 {
		v.Add(kv[i], kv[i+1])
	}
	return "?" + v.Encode()
}
