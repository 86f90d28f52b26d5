package evaltest

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/eval"
	"entente/internal/referencetest"
)

// Case is one reference case.
type Case struct {
	ID        string                     `json:"id"`
	Op        string                     `json:"op"`
	In        map[string]json.RawMessage `json:"in"`
	Want      json.RawMessage            `json:"want"`
	WantError string                     `json:"want_error"`
	Tol       float64                    `json:"tol"`
	Source    string                     `json:"source"`
	Note      string                     `json:"note"`
}

type file struct {
	Family string                     `json:"family"`
	About  string                     `json:"about"`
	Nets   map[string]json.RawMessage `json:"nets"`
	Cases  []Case                     `json:"cases"`
}

// Load reads a file of reference cases, with the nets that they name put in.
func Load(t testing.TB, path string) []Case {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, c := range f.Cases {
		var name string
		if json.Unmarshal(c.In["net"], &name) != nil {
			continue
		}
		if net, ok := f.Nets[name]; ok {
			c.In["net"] = net
		}
	}
	return f.Cases
}

// RunFile answers the cases of a file below reference/ through the evaluator,
// all in one batch, and compares. With ops, only cases of these operations are
// run; it is an error if that leaves none.
func RunFile(t *testing.T, name string, ops ...string) {
	t.Helper()
	cases := Load(t, filepath.Join(referencetest.Folder(t), "reference", filepath.FromSlash(name)))
	if len(ops) > 0 {
		cases = slices.DeleteFunc(cases, func(c Case) bool { return !slices.Contains(ops, c.Op) })
	}
	if len(cases) == 0 {
		t.Fatalf("%s holds no case of %s", name, strings.Join(ops, ", "))
	}
	Run(t, cases)
}

// Run answers cases in one batch and compares each with what it wants.
func Run(t *testing.T, cases []Case) {
	t.Helper()
	var requests, answers bytes.Buffer
	encoder := json.NewEncoder(&requests)
	for _, c := range cases {
		if err := encoder.Encode(map[string]any{"id": c.ID, "op": c.Op, "in": c.In}); err != nil {
			t.Fatal(err)
		}
	}
	if err := eval.Run(t.Context(), &requests, &answers, testWriter{t}); err != nil {
		t.Fatal(err)
	}
	byID := map[string]Answer{}
	for line := range bytes.Lines(answers.Bytes()) {
		var a Answer
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatalf("answer %q: %v", line, err)
		}
		byID[a.ID] = a
	}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			a, ok := byID[c.ID]
			if !ok {
				t.Fatal("not answered")
			}
			for _, difference := range Compare(c, a) {
				t.Error(difference)
			}
			if t.Failed() {
				t.Logf("%s %s\nanswer: %s %s\nnote: %s %s", c.Op, c.ID, a.Result, a.Error, c.Note, c.Source)
			}
		})
	}
}

type testWriter struct{ t testing.TB }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Logf("%s", p)
	return len(p), nil
}

var _ io.Writer = testWriter{}
