package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

const page = "<!doctype html><title>page</title>"

var script = strings.Repeat("export const answer = 42;\n", 200)

func built() fstest.MapFS {
	return fstest.MapFS{
		"index.html":               {Data: []byte(page)},
		"placeholder.html":         {Data: []byte("placeholder")},
		"favicon.svg":              {Data: []byte("<svg/>")},
		"assets/index-Bq3x.js":     {Data: []byte(script)},
		"assets/noise-1a2b.woff2":  {Data: []byte(strings.Repeat("x", 4096))},
		"assets/index-Cc11.css":    {Data: []byte("body{}")},
		"assets/deep/chunk-9z.mjs": {Data: []byte("1")},
	}
}

func get(t *testing.T, h http.Handler, method, target string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1/", nil)
	r.URL.Path = target
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAddresses(t *testing.T) {
	h := New(built())
	for _, tc := range []struct {
		path, kind, body string
		status           int
	}{
		{"/", "text/html; charset=utf-8", page, 200},
		{"/index.html", "text/html; charset=utf-8", page, 200},
		{"/c/hamadan-2016/issues", "text/html; charset=utf-8", page, 200},
		{"/c/hamadan-2016/", "text/html; charset=utf-8", page, 200},
		{"/favicon.svg", "image/svg+xml", "<svg/>", 200},
		{"/assets/index-Bq3x.js", "text/javascript; charset=utf-8", script, 200},
		{"/assets/index-Cc11.css", "text/css; charset=utf-8", "body{}", 200},
		{"/assets/deep/chunk-9z.mjs", "text/javascript; charset=utf-8", "1", 200},
		{"/assets/gone-0000", "", "", 404}, // never the page in place of a script
		{"/assets", "text/html; charset=utf-8", page, 200},
		{"/gone.js", "", "", 404},
		{"/../web.go", "", "", 404},
		{"/assets/../index", "", "", 404},
		{"/..", "", "", 404},
		{"/c/..\\..\\secret", "", "", 404},
		{"/c/\x00", "", "", 404},
		{"//etc/passwd", "text/html; charset=utf-8", page, 200}, // a page name like any other, no file
	} {
		r := get(t, h, "GET", tc.path)
		if r.StatusCode != tc.status {
			t.Errorf("GET %q: status %d, want %d", tc.path, r.StatusCode, tc.status)
			continue
		}
		if tc.status != 200 {
			continue
		}
		if got := r.Header.Get("Content-Type"); got != tc.kind {
			t.Errorf("GET %q: type %q, want %q", tc.path, got, tc.kind)
		}
		if got := text(t, r); got != tc.body {
			t.Errorf("GET %q: body %.60q, want %.60q", tc.path, got, tc.body)
		}
	}
}

func TestPlaceholderUntilBuilt(t *testing.T) {
	files := Files()
	h := New(fstest.MapFS{"placeholder.html": {Data: []byte("not built: make run")}})
	for _, p := range []string{"/", "/c/some-case/answers"} {
		if got := text(t, get(t, h, "GET", p)); !strings.Contains(got, "make run") {
			t.Errorf("GET %s: %q does not say how to build the front end", p, got)
		}
	}
	// The embedded page is the one a newcomer meets after a plain go build.
	e, err := (&handler{files: files}).entry(placeholder)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"make run", "/api", "Node.js"} {
		if !strings.Contains(string(e.plain), want) {
			t.Errorf("the placeholder page does not mention %q", want)
		}
	}
	for _, fetched := range []string{"http://", "https://", "<script", "//cdn"} {
		if strings.Contains(string(e.plain), fetched) {
			t.Errorf("the placeholder page contains %q; nothing may be fetched", fetched)
		}
	}
}

func TestHeaders(t *testing.T) {
	h := New(built())
	for path, cache := range map[string]string{
		"/":                     "no-cache",
		"/c/x/answers":          "no-cache",
		"/favicon.svg":          "no-cache",
		"/assets/index-Bq3x.js": "public, max-age=31536000, immutable",
	} {
		r := get(t, h, "GET", path)
		if got := r.Header.Get("Cache-Control"); got != cache {
			t.Errorf("GET %s: Cache-Control %q, want %q", path, got, cache)
		}
	}
	for _, path := range []string{"/", "/gone.js", "/assets/index-Bq3x.js"} {
		r := get(t, h, "GET", path)
		policy := r.Header.Get("Content-Security-Policy")
		for _, want := range []string{
			"default-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:",
			"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
		} {
			if !strings.Contains(policy, want) {
				t.Errorf("GET %s: policy %q lacks %q", path, policy, want)
			}
		}
		if strings.Contains(policy, "script-src") || strings.Contains(policy, "unsafe-eval") {
			t.Errorf("GET %s: policy %q loosens scripts", path, policy)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("GET %s: headers %v", path, r.Header)
		}
	}
}

func TestCompression(t *testing.T) {
	h := New(built())
	r := get(t, h, "GET", "/assets/index-Bq3x.js", "Accept-Encoding", "br, gzip;q=0.8")
	if r.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("not compressed: %v", r.Header)
	}
	z, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != script {
		t.Error("what is unpacked is not what was packed")
	}
	for _, tc := range []struct{ path, accept string }{
		{"/assets/index-Bq3x.js", ""},
		{"/assets/index-Bq3x.js", "gzip;q=0"},
		{"/assets/index-Bq3x.js", "*;q=0, br"},
		{"/assets/noise-1a2b.woff2", "gzip"}, // packed already
		{"/assets/index-Cc11.css", "gzip"},   // too short to gain
	} {
		r := get(t, h, "GET", tc.path, "Accept-Encoding", tc.accept)
		if enc := r.Header.Get("Content-Encoding"); enc != "" {
			t.Errorf("GET %s with %q: compressed as %q", tc.path, tc.accept, enc)
		}
		if r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("GET %s: a cache could mix the forms up", tc.path)
		}
	}
}

func TestNotModified(t *testing.T) {
	h := New(built())
	const path = "/assets/index-Bq3x.js"
	plain := get(t, h, "GET", path).Header.Get("Etag")
	packed := get(t, h, "GET", path, "Accept-Encoding", "gzip").Header.Get("Etag")
	if plain == "" || plain == packed {
		t.Fatalf("tags %q and %q: each form needs one of its own", plain, packed)
	}
	for _, tc := range []struct {
		header string
		status int
	}{
		{plain, 304}, {"W/" + plain, 304}, {`"other", ` + plain, 304}, {"*", 304},
		{`"other"`, 200}, {"", 200}, {packed, 200},
	} {
		r := get(t, h, "GET", path, "If-None-Match", tc.header)
		if r.StatusCode != tc.status {
			t.Errorf("If-None-Match %q: status %d, want %d", tc.header, r.StatusCode, tc.status)
		}
		if body := text(t, r); r.StatusCode == 304 && body != "" {
			t.Errorf("If-None-Match %q: a body of %d bytes", tc.header, len(body))
		}
	}
}

func TestOnlyRead(t *testing.T) {
	h := New(built())
	for _, m := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		if r := get(t, h, m, "/"); r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: status %d, Allow %q", m, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	r := get(t, h, "HEAD", "/")
	if r.StatusCode != 200 || text(t, r) != "" || r.ContentLength == 0 {
		t.Errorf("HEAD: status %d, length %d", r.StatusCode, r.ContentLength)
	}
}

func TestConcurrentFirstRequests(t *testing.T) {
	h := New(built())
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			r := get(t, h, "GET", "/assets/index-Bq3x.js", "Accept-Encoding", "gzip")
			if r.StatusCode != 200 || r.Header.Get("Content-Encoding") != "gzip" {
				t.Errorf("status %d, encoding %q", r.StatusCode, r.Header.Get("Content-Encoding"))
			}
		})
	}
	wg.Wait()
}

func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"/", "/index.html", "/assets/index-Bq3x.js", "/../../go.mod", "/..%2f", "//x", "/c/a.b/../..", "", "/\\..\\x"} {
		f.Add(seed)
	}
	files := built()
	h := &handler{files: files, home: index}
	f.Fuzz(func(t *testing.T, address string) {
		name, ok := h.resolve(address)
		if !ok {
			return
		}
		if _, err := files.Open(name); err != nil {
			t.Errorf("%q leads to %q, which is no file of the front end: %v", address, name, err)
		}
	})
}
