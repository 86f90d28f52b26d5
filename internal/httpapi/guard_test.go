package httpapi

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

func TestGuard(t *testing.T) {
	g, err := newGuard(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8420}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {}))
	if err != nil {
		t.Fatal(err)
	}
	const here = "127.0.0.1:8420"
	h := func(kv ...string) http.Header {
		out := http.Header{}
		for i := 0; i < len(kv); i += 2 {
			out.Set(kv[i], kv[i+1])
		}
		return out
	}
	for _, tc := range []struct {
		what, method, host, path string
		header                   http.Header
		status                   int
	}{
		{"a program here", "GET", here, "/api/cases", nil, 200},
		{"by name", "GET", "localhost:8420", "/api/cases", nil, 200},
		{"by name, in capitals", "GET", "LOCALHOST:8420", "/api/cases", nil, 200},
		{"by IPv6", "GET", "[::1]:8420", "/api/cases", nil, 200},
		{"a rebound name", "GET", "evil.example:8420", "/api/cases", nil, 403},
		{"a rebound name that looks local", "GET", "127.0.0.1.evil.example:8420", "/api/cases", nil, 403},
		{"a rebound name for a page", "GET", "evil.example:8420", "/", nil, 403},
		{"another port", "GET", "127.0.0.1:8421", "/api/cases", nil, 403},
		{"no port", "GET", "127.0.0.1", "/api/cases", nil, 403},
		{"no host", "GET", "", "/api/cases", nil, 403},
		{"another loopback address", "GET", "127.0.0.2:8420", "/api/cases", nil, 403},

		{"our page reads", "GET", here, "/api/cases", h("Sec-Fetch-Site", "same-origin", "Origin", "http://"+here), 200},
		{"typed into the bar", "GET", here, "/api/cases", h("Sec-Fetch-Site", "none"), 200},
		{"another site's image", "GET", here, "/api/cases", h("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"), 403},
		{"another port's page", "GET", here, "/api/cases", h("Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors"), 403},
		{"another site's link to a page", "GET", here, "/c/x/answers", h("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"), 200},
		{"another site's frame", "GET", here, "/c/x/answers", h("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"), 403},
		{"another site's link to the interface", "GET", here, "/api/cases", h("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"), 403},
		{"another origin reads", "GET", here, "/api/cases", h("Origin", "https://evil.example"), 403},

		{"our page changes", "POST", here, "/api/cases", h(changeHeader, "1", "Origin", "http://"+here, "Sec-Fetch-Site", "same-origin"), 200},
		{"our page by another of our names", "POST", "localhost:8420", "/api/cases", h(changeHeader, "1", "Origin", "http://localhost:8420"), 200},
		{"a program changes", "POST", here, "/api/cases", h(changeHeader, "1"), 200},
		{"no header", "POST", here, "/api/cases", h("Origin", "http://"+here), 403},
		{"wrong header", "POST", here, "/api/cases", h(changeHeader, "yes"), 403},
		{"another site posts a form", "POST", here, "/api/cases", h("Origin", "https://evil.example", "Content-Type", "text/plain"), 403},
		{"another site with the header", "POST", here, "/api/cases", h("Origin", "https://evil.example", changeHeader, "1"), 403},
		{"the header over https", "POST", here, "/api/cases", h("Origin", "https://"+here, changeHeader, "1"), 403},
		{"an opaque origin", "POST", here, "/api/cases", h("Origin", "null", changeHeader, "1"), 403},
		{"the browser tells", "POST", here, "/api/cases", h("Sec-Fetch-Site", "cross-site", changeHeader, "1"), 403},
		{"another method", "DELETE", here, "/api/cases", nil, 403},
		{"a preflight", "OPTIONS", here, "/api/cases", h("Origin", "https://evil.example", "Access-Control-Request-Method", "POST"), 403},
	} {
		r := httptest.NewRequest(tc.method, "http://"+here+tc.path, nil)
		r.Host = tc.host
		for k, v := range tc.header {
			r.Header[k] = v
		}
		w := httptest.NewRecorder()
		g.ServeHTTP(w, r)
		if w.Code != tc.status {
			t.Errorf("%s: status %d, want %d", tc.what, w.Code, tc.status)
		}
		if w.Code == 403 {
			var e huma.ErrorModel
			if err := json.Unmarshal(w.Body.Bytes(), &e); err != nil || e.Status != 403 || !strings.HasSuffix(e.Detail, ".") {
				t.Errorf("%s: answer %s", tc.what, w.Body)
			}
		}
		if got := w.Header().Get("Access-Control-Allow-Origin"); got != "" {
			t.Errorf("%s: lets %q read", tc.what, got)
		}
	}
}

func TestGuardOnPort80(t *testing.T) {
	g, err := newGuard(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]bool{"localhost": true, "127.0.0.1": true, "[::1]": true, "localhost:80": true, "evil.example": false, "localhost:8420": false} {
		if g.hosts[host] != want {
			t.Errorf("%s: %t, want %t", host, g.hosts[host], want)
		}
	}
}

func TestListenOnLoopbackAlone(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.168.1.7:0", "[::]:0", "example.org:80", "127.0.0.1", "10.0.0.1:x"} {
		l, err := listen(addr)
		if err == nil {
			l.Close()
			t.Errorf("%s: listens", addr)
			continue
		}
		if text := err.Error(); !strings.Contains(text, "[serve/") {
			t.Errorf("%s: %s", addr, text)
		}
	}
	for _, addr := range []string{"", "127.0.0.1:0", "localhost:0"} {
		l, err := listen(addr)
		if err != nil {
			t.Errorf("%s: %v", addr, err)
			continue
		}
		if got := l.Addr().(*net.TCPAddr); !got.IP.Equal(net.IPv4(127, 0, 0, 1)) || got.Port == 0 {
			t.Errorf("%s: listens on %v", addr, got)
		}
		if _, err := listen(l.Addr().String()); err == nil || !strings.Contains(err.Error(), "serve/cannot-listen") {
			t.Errorf("a taken port: %v", err)
		}
		l.Close()
	}
}

func TestBrowserCommand(t *testing.T) {
	screen := func(set string) func(string) string {
		return func(name string) string {
			if name == set {
				return ":0"
			}
			return ""
		}
	}
	for _, tc := range []struct{ system, screen, want string }{
		{"darwin", "", "open"}, {"windows", "", "rundll32"},
		{"linux", "DISPLAY", "xdg-open"}, {"linux", "WAYLAND_DISPLAY", "xdg-open"}, {"linux", "", ""},
	} {
		name, args := browser(tc.system, screen(tc.screen), "http://127.0.0.1:1/")
		if name != tc.want || (name != "" && args[len(args)-1] != "http://127.0.0.1:1/") {
			t.Errorf("%s with %q: %s %v", tc.system, tc.screen, name, args)
		}
	}
}
