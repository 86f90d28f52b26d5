package httpapi

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/web"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// operation is one line of the page that lists them.
type operation struct {
	Method, Path, Summary, Description string
	Parameters                         []parameter
	Body                               []parameter
}

type parameter struct {
	Name, Where, About string
	Required           bool
}

// operations lists the interface in the order of paths.
func operations(doc *huma.OpenAPI) []operation {
	var out []operation
	for path, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post} {
			if op == nil {
				continue
			}
			o := operation{Method: op.Method, Path: path, Summary: op.Summary, Description: op.Description}
			for _, p := range op.Parameters {
				o.Parameters = append(o.Parameters, parameter{p.Name, p.In, p.Description, p.Required})
			}
			if op.RequestBody != nil {
				o.Body = fields(doc, op.RequestBody.Content["application/json"])
			}
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b operation) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	return out
}

// fields are the members of a request's body.
func fields(doc *huma.OpenAPI, m *huma.MediaType) []parameter {
	if m == nil || m.Schema == nil {
		return nil
	}
	schema := m.Schema
	if schema.Ref != "" {
		schema = doc.Components.Schemas.SchemaFromRef(schema.Ref)
	}
	var out []parameter
	for name, f := range schema.Properties {
		out = append(out, parameter{name, "body", f.Description, slices.Contains(schema.Required, name)})
	}
	slices.SortFunc(out, func(a, b parameter) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// servePage shows the operations as a page that fetches nothing.
func servePage(mux *http.ServeMux, doc *huma.OpenAPI) error {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, map[string]any{
		"Title": doc.Info.Title, "Version": doc.Info.Version, "Operations": operations(doc), "Header": changeHeader,
	}); err != nil {
		return err
	}
	serveFixed(mux, "GET /api", "text/html; charset=utf-8", b.Bytes())
	return nil
}

// serveOpenAPI gives the description that programs read.
func serveOpenAPI(mux *http.ServeMux, doc *huma.OpenAPI) error {
	json, err := doc.MarshalJSON()
	if err != nil {
		return err
	}
	yaml, err := doc.YAML()
	if err != nil {
		return err
	}
	serveFixed(mux, "GET /api/openapi.json", "application/openapi+json", json)
	serveFixed(mux, "GET /api/openapi.yaml", "application/openapi+yaml", yaml)
	return nil
}

func serveFixed(mux *http.ServeMux, pattern, kind string, body []byte) {
	tag := tagOf(body)
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Cache-Control", "no-cache")
		h.Set("Etag", tag)
		if web.Matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(body) // a client that has gone away is no fault of ours
	})
}
