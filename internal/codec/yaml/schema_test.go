package yaml

import (
	"bytes"
	"encoding/json"
	"regexp"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"entente/internal/codec/schema"
)

var coreNumber = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)

// typed is a tree as an editor sees it: unquoted texts get the types of YAML's
// core schema.
func typed(n *node) any {
	switch n.kind {
	case mappingNode:
		out := map[string]any{}
		for _, kv := range n.pairs {
			out[kv.key.text] = typed(kv.value)
		}
		return out
	case sequenceNode:
		out := []any{}
		for _, item := range n.items {
			out = append(out, typed(item))
		}
		return out
	case emptyNode:
		return nil
	}
	if n.style == plainStyle {
		switch n.text {
		case "null", "~":
			return nil
		case "true", "false":
			return n.text == "true"
		}
		if coreNumber.MatchString(n.text) {
			var x float64
			if json.Unmarshal([]byte(n.text), &x) == nil {
				return x
			}
		}
	}
	return n.text
}

// What the reader accepts in any section, the JSON Schema accepts too.
func TestSchemaAcceptsDrawnCases(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.JSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("case.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("case.json")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := Write(anyCase().Draw(t, "case"))
		root, list := parse(newSource("c.yaml", "c.yaml", text))
		if len(list) > 0 {
			t.Fatal(list)
		}
		if err := s.Validate(typed(root)); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	})
}
