package httpapi

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"entente/internal/version"
	"entente/internal/web"
)

// server holds what requests share.
type server struct {
	cases *catalogue
	runs  *runs
	log   *slog.Logger
}

// newServer opens the cases named; runs end with ctx.
func newServer(ctx context.Context, cases []string, log *slog.Logger) (*server, error) {
	c, err := newCatalogue(cases, log)
	if err != nil {
		return nil, err
	}
	return &server{
		cases: c,
		runs:  newRuns(ctx, newGate(maxRuns, maxWaiting), maxTime, cacheBytes),
		log:   log,
	}, nil
}

// handler answers at addr: the interface under /api, the front end elsewhere.
func (s *server) handler(addr net.Addr) (http.Handler, error) {
	api, err := s.api()
	if err != nil {
		return nil, err
	}
	front := web.Handler()
	routes := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isAPI(r.URL.Path) {
			front.ServeHTTP(w, r)
			return
		}
		api.ServeHTTP(w, r)
	})
	guarded, err := newGuard(addr, limited(s.log, routes))
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		web.Secure(w.Header())
		guarded.ServeHTTP(w, r)
	}), nil
}

// api is the interface under /api.
func (s *server) api() (http.Handler, error) {
	mux := http.NewServeMux()
	config := huma.DefaultConfig("Entente", version.Version)
	config.Info.Description = "The HTTP interface of the workbench, on this machine alone."
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	config.RejectUnknownQueryParameters = true // a mistyped what-if must not look like the base
	// The documents are made below: huma's page of operations fetches its
	// scripts from elsewhere, and its links to schemas would change the bodies.
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil
	doc := humago.New(mux, config)

	s.registerReads(doc)
	s.registerRuns(doc)
	s.registerBargain(doc)
	s.registerMechanisms(doc)
	s.registerConflict(doc)
	s.registerCauses(doc)
	s.registerChanges(doc)
	if err := serveOpenAPI(mux, doc.OpenAPI()); err != nil {
		return nil, err
	}
	if err := servePage(mux, doc.OpenAPI()); err != nil {
		return nil, err
	}
	mux.HandleFunc("/api/", notFound(mux))
	return mux, nil
}

// notFound answers for addresses that are no operation, and tells them apart
// from operations that want another method.
func notFound(mux *http.ServeMux) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); strings.HasPrefix(pattern, method+" ") {
				allowed = append(allowed, method)
			}
		}
		if len(allowed) > 0 {
			list := strings.Join(allowed, ", ")
			w.Header().Set("Allow", list)
			writeError(w, http.StatusMethodNotAllowed, "This operation takes "+list+" alone.")
			return
		}
		writeError(w, http.StatusNotFound, "There is no operation at "+quoted(r.URL.Path)+". They are listed at /api.")
	}
}
