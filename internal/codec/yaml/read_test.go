package yaml

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"entente/cases"
	"entente/internal/problem"
)

func TestFilesThatAreNoCase(t *testing.T) {
	tests := []struct {
		name string
		fsys fstest.MapFS
		root string
		code string
		line int
	}{
		{"nothing there", fstest.MapFS{}, "no", "case/not-found", 0},
		{"no case files", fstest.MapFS{"README.md": {Data: []byte("x")}}, ".", "case/no-files", 0},
		{"hidden files do not count", fstest.MapFS{".a.yaml": {Data: []byte("x")}}, ".", "case/no-files", 0},
		{"an empty file", fstest.MapFS{"a.yaml": {}}, ".", "case/empty-file", 0},
		{"a comment", fstest.MapFS{"a.yaml": {Data: []byte("# x\n")}}, ".", "case/empty-file", 0},
		{"not UTF-8", fstest.MapFS{"a.yaml": {Data: []byte("a: b\nc: \xff\n")}}, ".", "case/not-utf8", 2},
		{"UTF-16", fstest.MapFS{"a.yaml": {Data: []byte("\xff\xfea\x00:\x00")}}, ".", "case/not-utf8", 1},
		{"NUL", fstest.MapFS{"a.yaml": {Data: []byte("a: b\n\nc: \x00\n")}}, ".", "case/control-character", 3},
		{"an escape", fstest.MapFS{"a.yaml": {Data: []byte("a: \x1b[31m\n")}}, ".", "case/control-character", 1},
		{"a hidden NUL", fstest.MapFS{"a.yaml": {Data: []byte("title: \"\\0\"\n")}}, ".", "case/control-character", 1},
		{"huge", fstest.MapFS{"a.yaml": {Data: make([]byte, MaxFileSize+1)}}, ".", "case/too-large", 0},
		{"too deep", fstest.MapFS{"a.yaml": {Data: []byte(strings.Repeat("- ", 100))}}, ".", "case/too-deep", 1},
	}
	for _, tt := range tests {
		f, list := Read(tt.fsys, tt.root, "shown")
		if f == nil || f.Case != nil || !list.HasErrors() {
			t.Errorf("%s: %v", tt.name, list)
			continue
		}
		i := slices.IndexFunc(list, func(p problem.Problem) bool { return p.Code == tt.code })
		if i < 0 || list[i].Line != tt.line || !strings.HasPrefix(list[i].File, "shown") {
			t.Errorf("%s: %v, want %s at line %d", tt.name, list, tt.code, tt.line)
		}
	}
}

func TestFolderLimits(t *testing.T) {
	many := fstest.MapFS{}
	for i := range MaxFiles + 1 {
		many[string(rune('a'+i%26))+strings.Repeat("x", i/26)+".yaml"] = &fstest.MapFile{Data: []byte("a: b")}
	}
	if _, list := Read(many, ".", "."); len(list) == 0 || list[0].Code != "case/too-large" {
		t.Errorf("%d files: %v", len(many), list)
	}
	big := fstest.MapFS{}
	for _, n := range []string{"a", "b", "c", "d", "e"} {
		big[n+".yaml"] = &fstest.MapFile{Data: bytes.Repeat([]byte("#"), MaxFileSize-1)}
	}
	if _, list := Read(big, ".", "."); len(list) == 0 || list[0].Code != "case/too-large" {
		t.Errorf("five large files: %v", list)
	}
}

// A case is the same however it is split over files and whatever they are
// called, as long as the order of its items is; only the digest tells them
// apart.
func TestSplitCasesAreTheSame(t *testing.T) {
	whole := readText(t, editable)
	head, rest, _ := strings.Cut(editable, "issues:\n")
	split := fstest.MapFS{"case.yaml": {Data: []byte(head)}, "a-issues.yml": {Data: []byte("issues:\n" + rest)}, "notes.txt": {Data: []byte("x")}}
	f, list := Read(split, ".", "x")
	if list.HasErrors() {
		t.Fatal(list)
	}
	if d := cmp.Diff(whole.Case, f.Case); d != "" {
		t.Errorf("(-whole +split):\n%s", d)
	}
	if f.Digest == whole.Digest {
		t.Error("other files, the same digest")
	}
	if got, want := f.Names(), []string{"x/case.yaml", "x/a-issues.yml"}; !cmp.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
	// Items of one section in two files, and what is given in both.
	actors, more := "actors:\n  c: {kind: state}\n", "conflict:\n  options:\n    o1: {of: c}\n"
	split["b.yaml"] = &fstest.MapFile{Data: []byte(actors + more)}
	split["c.yaml"] = &fstest.MapFile{Data: []byte("conflict:\n  options:\n    o2: {of: a}\n  status-quo: o1\n")}
	f, list = Read(split, ".", "x")
	if list.HasErrors() {
		t.Fatal(list)
	}
	if len(f.Case.Actors) != 3 || f.Case.Actors[2].ID != "c" || len(f.Case.Conflict.Options) != 2 || f.Case.Conflict.StatusQuo != "o1" {
		t.Errorf("actors %v, conflict %+v", f.Case.Actors, f.Case.Conflict)
	}
}

func TestDigest(t *testing.T) {
	files := func() fstest.MapFS {
		return fstest.MapFS{"case.yaml": {Data: []byte(editable)}, "b.yaml": {Data: []byte("note: x\n")}}
	}
	digest := func(m fstest.MapFS) string { f, _ := Read(m, ".", "."); return f.Digest }
	want := digest(files())
	if len(want) != 64 || digest(files()) != want {
		t.Errorf("digest %q is not stable", want)
	}
	renamed := files()
	renamed["c.yaml"] = renamed["b.yaml"]
	delete(renamed, "b.yaml")
	changed := files()
	changed["b.yaml"].Data = []byte("note: y\n")
	marked := files()
	marked["b.yaml"].Data = []byte("\ufeffnote: x\n")
	for name, m := range map[string]fstest.MapFS{"renamed": renamed, "changed": changed, "with a byte order mark": marked} {
		if digest(m) == want {
			t.Errorf("%s: the same digest", name)
		}
	}
}

func TestPlaces(t *testing.T) {
	f := readText(t, editable)
	lines := strings.Split(editable, "\n")
	tests := []struct{ path, at string }{
		{"actors.a", "a: {kind"},
		{"actors.b", "b:"},
		{"actors.b.kind", "state"},
		{"sources.paper", "paper:"},
		{"a.capability", "40..60, judgement"},
		{"b.capability", "50..70"},
		{"a.share.position", "0..10 <-"},
		{"b.share.salience", "\"40..60"},
		{"a.share.salience", "position: 0..10"}, // not written: its stance
		{"issues.share", "share:"},
		{"issues.share.stances.b", "b: {position"},
		{"claims.paper ¶5", "0..10 <-"},
		{"conclusions.most", "most:"},
		{"conclusions.most.says", "Most of it."},
		{"conclusions.most.tests.bargaining", "bargaining:"},
		{"conclusions.most.signs.2", "look-for: A protest"},
	}
	for _, tt := range tests {
		p := f.Place(tt.path)
		if p.Path != tt.path || p.File != "case.yaml" || p.Line == 0 {
			t.Errorf("%s is at %+v", tt.path, p)
			continue
		}
		rest := string([]rune(lines[p.Line-1])[p.Column-1:])
		if !strings.HasPrefix(rest, tt.at) {
			t.Errorf("%s is at %d:%d, %q, want %q", tt.path, p.Line, p.Column, rest, tt.at)
		}
		if f.Line(tt.path) != lines[p.Line-1] {
			t.Errorf("%s: line %q", tt.path, f.Line(tt.path))
		}
	}
	if p := f.Place("no.such.path"); p != (problem.Place{Path: "no.such.path"}) {
		t.Errorf("an unknown path is at %+v", p)
	}
}

// Every number of the built-in cases has a place.
func TestEveryNumberHasAPlace(t *testing.T) {
	for _, id := range cases.IDs() {
		f, list := Read(cases.FS, id, id)
		if list.HasErrors() {
			t.Fatal(list)
		}
		for _, p := range f.Case.Params() {
			if f.Place(string(p.Path)).Line == 0 && p.Path != "system.pace" {
				t.Errorf("%s: %s has no place", id, p.Path)
			}
		}
		for i := range f.Case.Claims {
			if f.Place("claims."+string(f.Case.Claims[i].ID)).Line == 0 {
				t.Errorf("%s: claim %s has no place", id, f.Case.Claims[i].ID)
			}
		}
	}
}

func TestTextsAtHand(t *testing.T) {
	files := fstest.MapFS{
		"c/case.yaml":       {Data: []byte(strings.Replace(editable, "kind: report}", "kind: report, text: texts/paper.txt}", 1))},
		"c/texts/paper.txt": {Data: []byte("one\n\ntwo\nthree\nfour\n")},
	}
	_, list := Read(files, "c", "c")
	if got := codes(list); !cmp.Equal(got, []string{"evidence/no-such-paragraph"}) || list[0].Line != 20 || !strings.Contains(list[0].Cause, "paragraph 5") || !strings.Contains(list[0].Cause, "has 4") {
		t.Errorf("a place beyond the end: %v", list)
	}
	files["c/texts/paper.txt"].Data = []byte("1\n2\n3\n4\n5\n")
	f, list := Read(files, "c", "c")
	if list.HasErrors() || f.Texts()["paper"] == nil || f.Texts()["paper"].Paragraphs() != 5 {
		t.Errorf("a whole text: %v", list)
	}
	e, list := f.SetNumber("a.capability", "3")
	if list.HasErrors() || e.File.Texts()["paper"] == nil {
		t.Errorf("the text is lost by an edit: %v", list)
	}
	files["c/texts/paper.txt"].Data = []byte("\xff")
	if _, list = Read(files, "c", "c"); !cmp.Equal(codes(list), []string{"evidence/not-utf8"}) || list[0].Line != 8 {
		t.Errorf("not UTF-8: %v", list)
	}
	delete(files, "c/texts/paper.txt")
	if f, list = Read(files, "c", "c"); len(list) > 0 || len(f.Texts()) > 0 {
		t.Errorf("no text at hand: %v", list)
	}
	for _, outside := range []string{"../secret.txt", "/etc/passwd", "texts/../../x", "."} {
		files["c/case.yaml"].Data = []byte(strings.Replace(editable, "kind: report}", "kind: report, text: "+outside+"}", 1))
		if _, list = Read(files, "c", "c"); !cmp.Equal(codes(list), []string{"case/bad-path"}) {
			t.Errorf("%q: %v", outside, list)
		}
	}
}

// FuzzRead reads any bytes: no panic, every problem has a place and a full
// text, and a case that is read can be written and read again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(editable))
	f.Add(Write(anyCase().Example(1)))
	bad, _ := fs.Glob(os.DirFS("testdata/bad"), "*.txtar")
	for _, name := range bad {
		data, _ := os.ReadFile("testdata/bad/" + name)
		f.Add(data)
	}
	f.Add([]byte("a: \"\\"))
	f.Add([]byte("? [a\n: {b"))
	f.Add([]byte("a: |1-\n  b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, list := Read(fstest.MapFS{"case.yaml": {Data: data}}, "case.yaml", "case.yaml")
		for _, p := range list {
			if p.File == "" || p.Code == "" || p.Cause == "" || p.Severity == "" {
				t.Fatalf("an incomplete problem: %+v", p)
			}
			if p.Line < 0 || p.Column < 0 || p.Line > bytes.Count(data, []byte("\n"))+1 {
				t.Fatalf("a place outside the file: %+v", p)
			}
		}
		if file.Case == nil {
			if !list.HasErrors() {
				t.Fatal("no case and no errors")
			}
			return
		}
		text := Write(file.Case)
		again, list := Read(fstest.MapFS{"case.yaml": {Data: text}}, "case.yaml", "case.yaml")
		if list.HasErrors() {
			t.Fatalf("what was written does not read: %v\n%s", list, text)
		}
		if d := cmp.Diff(file.Case, again.Case); d != "" {
			t.Fatalf("(-read +read again):\n%s\n%s", d, text)
		}
	})
}
