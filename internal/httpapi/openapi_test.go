package httpapi

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	goyaml "github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// routes is the contract with the front end and with scripts. A route that is
// added or taken away has to be so here and in docs/http.md too.
var routes = []string{
	"GET /api/cases",
	"POST /api/cases",
	"GET /api/cases/{id}",
	"GET /api/cases/{id}/answers",
	"GET /api/cases/{id}/bargain",
	"GET /api/cases/{id}/causes",
	"POST /api/cases/{id}/causes/links",
	"GET /api/cases/{id}/causes/maps",
	"GET /api/cases/{id}/check",
	"GET /api/cases/{id}/conflict",
	"GET /api/cases/{id}/conflict/change",
	"POST /api/cases/{id}/conflict/preferences",
	"GET /api/cases/{id}/conflict/why",
	"GET /api/cases/{id}/dependents",
	"GET /api/cases/{id}/mechanisms",
	"GET /api/cases/{id}/number",
	"POST /api/cases/{id}/numbers",
	"GET /api/cases/{id}/readings/{conclusion}",
	"POST /api/cases/{id}/redo",
	"GET /api/cases/{id}/report",
	"POST /api/cases/{id}/signs",
	"POST /api/cases/{id}/undo",
	"POST /api/cases/{id}/what-ifs",
	"GET /api/cases/{id}/why/{conclusion}",
	"GET /api/models",
	"GET /api/version",
}

type openAPI struct {
	OpenAPI string                               `json:"openapi"`
	Paths   map[string]map[string]map[string]any `json:"paths"`
}

func TestOpenAPINamesEveryRoute(t *testing.T) {
	w := newSite(t)
	g := w.get("/api/openapi.json")
	doc := into[openAPI](t, g, 200)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") || g.Header.Get("Content-Type") != "application/openapi+json" {
		t.Errorf("version %q, type %q", doc.OpenAPI, g.Header.Get("Content-Type"))
	}
	var found []string
	for path, methods := range doc.Paths {
		for method, op := range methods {
			found = append(found, strings.ToUpper(method)+" "+path)
			if s, _ := op["summary"].(string); !strings.HasSuffix(s, ".") {
				t.Errorf("%s %s: summary %q", method, path, s)
			}
			responses, _ := op["responses"].(map[string]any)
			for _, status := range []string{"200", "422", "default"} {
				if responses[status] == nil {
					t.Errorf("%s %s: no answer %s described", method, path, status)
				}
			}
		}
	}
	byPath := func(a, b string) int {
		am, ap, _ := strings.Cut(a, " ")
		bm, bp, _ := strings.Cut(b, " ")
		return strings.Compare(ap+" "+am, bp+" "+bm)
	}
	slices.SortFunc(found, byPath)
	want := slices.Clone(routes)
	slices.SortFunc(want, byPath)
	if !slices.Equal(found, want) {
		t.Errorf("described are\n%s\nwant\n%s", strings.Join(found, "\n"), strings.Join(want, "\n"))
	}

	page := w.get("/api")
	for _, r := range routes {
		if !bytes.Contains(page.body, []byte("<code>"+r+"</code>")) {
			t.Errorf("the page does not list %s", r)
		}
	}
	for _, fetched := range []string{"<script", "http://", "https://", "//cdn", "unpkg"} {
		if bytes.Contains(page.body, []byte(fetched)) {
			t.Errorf("the page contains %q; nothing may be fetched", fetched)
		}
	}
}

func TestOpenAPIInBothForms(t *testing.T) {
	w := newSite(t)
	asJSON, asYAML := w.get("/api/openapi.json"), w.get("/api/openapi.yaml")
	converted, err := goyaml.YAMLToJSON(asYAML.body)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if err := json.Unmarshal(asJSON.body, &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(converted, &b); err != nil {
		t.Fatal(err)
	}
	one, _ := json.Marshal(a)
	two, _ := json.Marshal(b)
	if !bytes.Equal(one, two) {
		t.Error("the YAML and the JSON describe different interfaces")
	}
	if again := w.get("/api/openapi.json", "If-None-Match", asJSON.Header.Get("Etag")); again.StatusCode != 304 {
		t.Errorf("status %d for one who has it", again.StatusCode)
	}
}

// TestAnswersMatchTheirSchemas holds real answers against what the description
// says of them.
func TestAnswersMatchTheirSchemas(t *testing.T) {
	w := newSite(t)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.get("/api/openapi.json").body))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("mem:openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		schema string
		got    got
	}{
		{"VersionView", w.get("/api/version")},
		{"CaseList", w.get("/api/cases")},
		{"View", w.get("/api/cases/wells")},
		{"View", w.get("/api/cases/hamadan-2016")},
		{"Result", w.get("/api/cases/wells/answers?draws=200&levers=1&what-if=dry-year" + "&set=growers.capability%3D5")},
		{"Result", w.get("/api/cases/minimal/answers?draws=200")},
		{"Why", w.get("/api/cases/wells/why/deeper?draws=200")},
		{"Why", w.get("/api/cases/wells/number?path=growers.capability")},
		{"Report", w.get("/api/cases/wells/check")},
		{"DependentsView", w.get("/api/cases/wells/dependents?source=gazette")},
		{"ModelList", w.get("/api/models")},
		{"ModelRun", w.get("/api/cases/wells/bargain?tables=1")},
		{"ModelRun", w.get("/api/cases/wells/bargain?model=smp/ktab-1.4&tables=1")},
		{"ModelRun", w.get("/api/cases/hamadan-2016/bargain?model=eu/masad-2014")},
		{"ModelRun", w.get("/api/cases/hamadan-2016/bargain?model=smp/corrected")},
		{"ModelRun", w.get("/api/cases/hamadan-2016/bargain?model=exchange/equal-gain&switch=ties%3Dall")},
		{"Readings", w.get("/api/cases/wells/readings/deeper")},
		{"WrongInput", w.get("/api/cases/wells/bargain?model=eu/none")},
		{"WrongInput", w.get("/api/cases/wells/answers?what-if=flood")},
		{"ErrorModel", w.get("/api/cases/nowhere")},
		{"ErrorModel", w.get("/api/cases/wells/answers?draws=1")},
		{"Conflict", w.post("/api/cases/minimal/undo", nil)},
		{"Conflict", w.post("/api/cases/wells/undo", nil)},
		{"Changed", w.post("/api/cases/wells/numbers", NumberRequest{"growers.capability", "21..40"})},
		{"Opened", w.post("/api/cases", OpenRequest{Path: w.dir})},
	} {
		s, err := c.Compile("mem:openapi.json#/components/schemas/" + tc.schema)
		if err != nil {
			t.Errorf("%s: %v", tc.schema, err)
			continue
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(tc.got.body))
		if err != nil {
			t.Errorf("%s: %v: %s", tc.schema, err, tc.got.body)
			continue
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s %s: %v", tc.got.Request.Method, tc.got.Request.URL, err)
		}
	}
}

func TestEveryRouteIsGuarded(t *testing.T) {
	w := newSite(t)
	for _, r := range append(slices.Clone(routes), "GET /api", "GET /api/openapi.json", "GET /") {
		method, path, _ := strings.Cut(r, " ")
		path = strings.NewReplacer("{id}", "wells", "{conclusion}", "deeper").Replace(path)
		if g := w.do(method, path, nil, "Host", "wells.example:80", changeHeader, "1"); g.StatusCode != http.StatusForbidden {
			t.Errorf("%s: status %d under another name", r, g.StatusCode)
		}
		if method == http.MethodPost {
			if g := w.do(method, path, "{}"); g.StatusCode != http.StatusForbidden {
				t.Errorf("%s: status %d without the header", r, g.StatusCode)
			}
		}
	}
}
