package yaml

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp/cmpopts"

	"entente/internal/problem"
)

var equateEmpty = cmpopts.EquateEmpty()

func codes(list problem.List) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Code)
	}
	return out
}

// readText reads a case of one file that has to be right.
func readText(t testing.TB, text string) *File {
	t.Helper()
	f, list := Read(fstest.MapFS{"case.yaml": {Data: []byte(text)}}, "case.yaml", "case.yaml")
	if list.HasErrors() {
		t.Fatalf("the case has errors:\n%v", list)
	}
	return f
}
