package repo

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const depsFile = "cmd/entente/deps.txt"

// deps lists the packages that the binary is made of, for one system so that
// the list is the same for everyone.
func deps(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}}{{if .CgoFiles}} cgo{{end}}", "./cmd/entente")
	cmd.Dir = root(t)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	b, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

func TestForeignPackagesAreReviewed(t *testing.T) {
	var got []string
	for _, d := range deps(t) {
		if strings.Contains(strings.SplitN(d, "/", 2)[0], ".") {
			got = append(got, d)
		}
	}
	slices.Sort(got)
	text := "# Every package of others that cmd/entente holds (linux/amd64). A new line is a\n# question in review: what for, under which licence, what would it take to do without?\n# Rewritten by: go test ./internal/repo -update\n" + strings.Join(got, "\n") + "\n"
	path := filepath.Join(root(t), depsFile)
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(text, "\n")); diff != "" {
		t.Errorf("the binary holds other packages than %s lists (-listed +held); -update if they should be there:\n%s", depsFile, diff)
	}
}

func TestNoCgo(t *testing.T) {
	for _, d := range deps(t) {
		if d == "C" || d == "runtime/cgo" || strings.HasSuffix(d, " cgo") {
			t.Errorf("the binary needs cgo for %s", d)
		}
	}
	for _, f := range goFiles(t) {
		if slices.Contains(f.imports(), "C") {
			t.Errorf("%s imports C", f.path)
		}
	}
}
