package httpapi

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// benchmark asks the same thing again and again without a socket.
func benchmark(b *testing.B, path string) {
	s, err := newServer(b.Context(), nil, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	h, err := s.handler(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8420})
	if err != nil {
		b.Fatal(err)
	}
	ask := func() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8420"+path, nil))
		if w.Code != http.StatusOK {
			b.Fatalf("status %d: %s", w.Code, w.Body)
		}
	}
	ask()
	b.ReportAllocs()
	for b.Loop() {
		ask()
	}
}

func BenchmarkAnswersRemembered(b *testing.B) {
	benchmark(b, "/api/cases/hamadan-2016/answers?draws=500")
}
func BenchmarkView(b *testing.B)  { benchmark(b, "/api/cases/hamadan-2016") }
func BenchmarkCases(b *testing.B) { benchmark(b, "/api/cases") }
