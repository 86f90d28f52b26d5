package repo

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite cmd/entente/deps.txt; read the diff in review")

const module = "entente"

// root is the top folder of the repository.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// goFile is a parsed Go file of the repository.
type goFile struct {
	path  string // from the root, with slashes
	dir   string
	lines int
	ast   *ast.File
}

func (f goFile) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// imports are the paths that the file imports.
func (f goFile) imports() []string {
	var out []string
	for _, i := range f.ast.Imports {
		out = append(out, strings.Trim(i.Path.Value, `"`))
	}
	return out
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	top := root(t)
	var out []goFile
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); path != top && (n == "node_modules" || n == "testdata" || n == "dist" || strings.HasPrefix(n, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		a, err := parser.ParseFile(token.NewFileSet(), path, b, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		out = append(out, goFile{rel, filepath.ToSlash(filepath.Dir(rel)), strings.Count(string(b), "\n"), a})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 20 {
		t.Fatalf("only %d Go files found below %s", len(out), top)
	}
	return out
}

// tracked are the files that git knows, from the root; without git the test
// that asks is skipped.
func tracked(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = root(t)
	b, err := cmd.Output()
	if err != nil {
		t.Skipf("SKIPPED: no git here to list the tracked files: %v", err)
	}
	names := strings.Split(strings.TrimRight(string(b), "\x00"), "\x00")
	// A file that was removed and not yet committed is listed still.
	return slices.DeleteFunc(names, func(n string) bool {
		_, err := os.Stat(filepath.Join(root(t), n))
		return err != nil
	})
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
