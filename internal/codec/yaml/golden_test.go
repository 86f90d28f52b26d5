package yaml

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected problems; read the difference before committing it")

// Each archive holds the files of a case that is wrong, and what is said about
// it.
func TestProblems(t *testing.T) {
	archives, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives: ", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys, want, at := fstest.MapFS{}, "", -1
			for i, f := range archive.Files {
				if f.Name == "problems" {
					want, at = string(f.Data), i
					continue
				}
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			_, list := Read(fsys, ".", "bad")
			for _, p := range list {
				if p.File == "" || p.Cause == "" || !strings.HasSuffix(p.Cause, ".") && !strings.HasSuffix(p.Cause, "?") {
					t.Errorf("a problem without a place or a full sentence: %+v", p)
				}
			}
			var b strings.Builder
			if err := list.WriteText(&b); err != nil {
				t.Fatal(err)
			}
			if *update {
				if at < 0 {
					archive.Files = append(archive.Files, txtar.File{Name: "problems"})
					at = len(archive.Files) - 1
				}
				archive.Files[at].Data = []byte(b.String())
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, b.String()); d != "" {
				t.Errorf("problems (-want +got):\n%s", d)
			}
		})
	}
}
