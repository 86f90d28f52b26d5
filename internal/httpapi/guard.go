package httpapi

import (
	"net"
	"net/http"
	"strings"
)

// changeHeader must stand on every request that changes something. A page of
// another site cannot send it without asking first, and is never answered.
const changeHeader = "X-Entente"

// guard lets through what comes from this machine's programs and from pages
// served here.
type guard struct {
	hosts map[string]bool // as in a Host header
	next  http.Handler
}

// newGuard accepts the loopback names with the port that addr has.
func newGuard(addr net.Addr, next http.Handler) (*guard, error) {
	_, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return nil, err
	}
	g := &guard{hosts: map[string]bool{}, next: next}
	for _, name := range []string{"127.0.0.1", "localhost", "::1"} {
		g.hosts[net.JoinHostPort(name, port)] = true
	}
	if port == "80" { // the port of http is left out of Host
		for _, name := range []string{"127.0.0.1", "localhost", "[::1]"} {
			g.hosts[name] = true
		}
	}
	return g, nil
}

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if cause := g.refuse(r); cause != "" {
		writeError(w, http.StatusForbidden, cause)
		return
	}
	g.next.ServeHTTP(w, r)
}

// refuse says why a request is not answered, nothing if it is.
func (g *guard) refuse(r *http.Request) string {
	if !g.hosts[strings.ToLower(r.Host)] {
		return "The Host " + quoted(r.Host) + " is not this server's. Use the address that `entente serve` printed."
	}
	if origin := r.Header.Get("Origin"); origin != "" && !g.ours(origin) {
		return "A page of " + quoted(origin) + " may not use this server."
	}
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "", "same-origin", "none":
	default:
		// A link on another site may lead to a page of the workbench; it may
		// not load or post anything.
		follows := reads && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
		if !follows || isAPI(r.URL.Path) {
			return "The browser says that another site made this request (" + site + ")."
		}
	}
	if !reads && r.Header.Get(changeHeader) != "1" {
		return "A request that changes something needs the header " + changeHeader + ": 1."
	}
	return ""
}

func (g *guard) ours(origin string) bool {
	host, ok := strings.CutPrefix(strings.ToLower(origin), "http://")
	return ok && g.hosts[host]
}

func isAPI(path string) bool { return path == "/api" || strings.HasPrefix(path, "/api/") }

// quoted shortens what a stranger sent before it is sent back.
func quoted(s string) string {
	const most = 100
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return `"` + s + `"`
}
