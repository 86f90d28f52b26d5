package schema_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"

	goyaml "github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"entente/cases"
	"entente/internal/codec/schema"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.JSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("case.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("case.json") // also checks it against the meta-schema
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON gives a YAML text the types that an editor sees.
func asJSON(t *testing.T, text []byte) any {
	t.Helper()
	data, err := goyaml.YAMLToJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBuiltInCasesValidate(t *testing.T) {
	s := compiled(t)
	files := 0
	err := fs.WalkDir(cases.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(p) != ".yaml" {
			return err
		}
		data, err := fs.ReadFile(cases.FS, p)
		if err != nil {
			return err
		}
		files++
		if err := s.Validate(asJSON(t, data)); err != nil {
			t.Errorf("%s: %v", p, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < len(cases.IDs()) {
		t.Errorf("only %d files were seen", files)
	}
}

func TestSchemaRefuses(t *testing.T) {
	s := compiled(t)
	tests := map[string]string{
		"unknown section":   "actor: {}",
		"unknown key":       "actors: {a: {nmae: A}}",
		"word":              "actors: {a: {kind: empire}}",
		"missing key":       "conclusions: {c: {answers: q}}",
		"bad id":            "actors: {a--b: {name: A}}",
		"list for mapping":  "actors: [a]",
		"list for a number": "actors: {a: {capability: [1, 2]}}",
		"date":              "as-of: yesterday",
		"grade":             "sources: {s: {grade: G7}}",
		"one end":           "issues: {i: {scale: {0: none}}}",
		"lens":              "conclusions: {c: {says: S, tests: {tarot: yes}}}",
		"link":              "claims: {c: {at: s, says: S, kind: event, link: a to b}}",
		"empty because":     "actors: {a: {because: []}}",
		"format":            "entente: 2",
		"distribution":      "actors: {a: {capability: {dist: cauchy}}}",
	}
	for name, text := range tests {
		if s.Validate(asJSON(t, []byte(text))) == nil {
			t.Errorf("%s: %q validates", name, text)
		}
	}
}

// Every key says what it means, and the words of its kind.
func TestGrammarIsComplete(t *testing.T) {
	seen := map[*schema.Type]bool{}
	var walk func(ty *schema.Type)
	walk = func(ty *schema.Type) {
		if seen[ty] {
			return
		}
		seen[ty] = true
		names := map[string]bool{}
		for _, k := range ty.Keys {
			if names[k.Name] {
				t.Errorf("%s: the key %q stands twice", ty.Name, k.Name)
			}
			names[k.Name] = true
			if !strings.HasSuffix(k.Doc, ".") {
				t.Errorf("%s.%s: the description is no sentence: %q", ty.Name, k.Name, k.Doc)
			}
			if k.Kind == schema.Word && len(k.Words) == 0 {
				t.Errorf("%s.%s: no words", ty.Name, k.Name)
			}
			if k.Kind == schema.Number && k.Scale == "" {
				t.Errorf("%s.%s: no scale", ty.Name, k.Name)
			}
			if k.Kind == schema.Ref && k.Ref == schema.NoReference {
				t.Errorf("%s.%s: names nothing", ty.Name, k.Name)
			}
			if (k.Kind == schema.Map || k.Kind == schema.Sequence || k.Kind == schema.Object) != (k.Of != nil) {
				t.Errorf("%s.%s: kind %s, item type %v", ty.Name, k.Name, k.Kind, k.Of)
			}
			if k.Of != nil {
				walk(k.Of)
			}
		}
	}
	walk(schema.Case)
	walk(schema.Statement)
	if len(seen) < 20 {
		t.Errorf("only %d types", len(seen))
	}
}

func TestJSONIsStable(t *testing.T) {
	a, b := schema.JSON(), schema.JSON()
	if !bytes.Equal(a, b) || !json.Valid(a) {
		t.Error("the schema differs from call to call, or is no JSON")
	}
}
