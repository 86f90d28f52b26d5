package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/cases"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
	"entente/quantity"
)

func wantCode(t *testing.T, list problem.List, code string) {
	t.Helper()
	if len(list) == 0 || list[0].Code != code {
		t.Errorf("problems %v, want %s", list, code)
	}
}

func noErrors(t *testing.T, list problem.List) {
	t.Helper()
	if list.HasErrors() {
		t.Fatal(list)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// copied is a copy of the minimal case in a folder of its own.
func copied(t *testing.T) (dir, name string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "case")
	noErrors(t, CopyTo("minimal", dir))
	return dir, filepath.Join(dir, "case.yaml")
}

func TestOpen(t *testing.T) {
	dir, name := copied(t)
	for _, ref := range []string{"minimal", dir, name} {
		f, list := Open(ref)
		noErrors(t, list)
		if f.Case.ID != "minimal" {
			t.Errorf("Open(%q) is the case %q", ref, f.Case.ID)
		}
	}
	// The same bytes in one file and in a folder are the same case.
	a, _ := Open(dir)
	b, _ := Open(name)
	if a.Digest != b.Digest {
		t.Error("the digest depends on how the case was named")
	}
}

func TestOpenRefuses(t *testing.T) {
	empty := t.TempDir()
	tests := []struct{ ref, code, remedy string }{
		{"hamadan-2015", "case/not-found", `Did you mean "hamadan-2016"?`},
		{"no such place at all", "case/not-found", "Built-in are: "},
		{"", "case/not-found", "Name a built-in case"},
		{empty, "case/no-files", "entente new"},
		{os.DevNull, "case/cannot-read", "one file"},
	}
	for _, tt := range tests {
		f, list := Open(tt.ref)
		wantCode(t, list, tt.code)
		if f == nil || f.Case != nil {
			t.Errorf("Open(%q) gives %v", tt.ref, f)
		}
		if len(list) > 0 && !strings.Contains(list[0].Remedy, tt.remedy) {
			t.Errorf("Open(%q): remedy %q lacks %q", tt.ref, list[0].Remedy, tt.remedy)
		}
	}
}

func TestNew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "My new_case")
	noErrors(t, New(dir))
	f, list := Open(dir)
	if len(list) > 0 {
		t.Fatal(list)
	}
	if f.Case.ID != "my-new-case" {
		t.Errorf("the id is %q", f.Case.ID)
	}
	want, err := fs.ReadFile(cases.FS, "minimal/case.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Replace(read(t, filepath.Join(dir, "case.yaml")), "id: my-new-case", "id: minimal", 1); got != string(want) {
		t.Errorf("more than the id differs from the built-in case:\n%s", got)
	}
	wantCode(t, New(dir), "store/not-empty")
	wantCode(t, New(filepath.Join(dir, "case.yaml")), "store/cannot-write")
}

func TestCopyToIsByteForByte(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "h")
	noErrors(t, CopyTo("hamadan-2016", dir))
	err := fs.WalkDir(cases.FS, "hamadan-2016", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(cases.FS, p)
		if err != nil {
			return err
		}
		if got := read(t, filepath.Join(dir, strings.TrimPrefix(p, "hamadan-2016/"))); got != string(data) {
			t.Errorf("%s differs", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, CopyTo("minimal", dir), "store/not-empty")
	wantCode(t, CopyTo("minimol", filepath.Join(dir, "x")), "case/not-found")
}

func TestBuiltInCasesAreReadOnly(t *testing.T) {
	d, list := OpenDocument("minimal")
	noErrors(t, list)
	if d.Editable() || d.Origin() != "built-in" {
		t.Errorf("editable %t, origin %q", d.Editable(), d.Origin())
	}
	wantCode(t, d.SetNumber("operator.capability", "35"), "store/read-only")
}

func TestUndoAndRedoRestoreTheBytes(t *testing.T) {
	dir, name := copied(t)
	d, list := OpenDocument(dir)
	noErrors(t, list)
	states := []string{read(t, name)}
	steps := []func() problem.List{
		func() problem.List { return d.SetNumber("operator.capability", "35..55") },
		func() problem.List {
			return d.PutWhatIf(model.WhatIf{ID: "wéird", Title: "Élan 🌬 “quoted”", Set: []model.Change{{Path: "county.capability", Op: model.Set, Value: quantity.PointOf(12)}}})
		},
		func() problem.List {
			return d.MarkSign("most-of-it", "The council orders a survey of the whole common", model.Sighting{On: "2024-06-02", Source: "Oberau Weekly"})
		},
	}
	for _, step := range steps {
		noErrors(t, step())
		states = append(states, read(t, name))
	}
	check := func(at int, what string) {
		t.Helper()
		if got := read(t, name); got != states[at] {
			t.Fatalf("%s: the file is not in state %d", what, at)
		}
		if d.CanUndo() != (at > 0) || d.CanRedo() != (at < len(steps)) {
			t.Errorf("%s in state %d: undo %t, redo %t", what, at, d.CanUndo(), d.CanRedo())
		}
		if again, _ := yaml.Read(os.DirFS(dir), ".", dir); again.Digest != d.File().Digest {
			t.Errorf("%s: the file held is not the one on disk", what)
		}
	}
	check(3, "changed")
	for at := 2; at >= 0; at-- {
		// As after a restart.
		d, list = OpenDocument(dir)
		noErrors(t, list)
		noErrors(t, d.Undo())
		check(at, "undo")
	}
	wantCode(t, d.Undo(), "store/nothing-to-undo")
	for at := 1; at <= 2; at++ {
		noErrors(t, d.Redo())
		check(at, "redo")
	}
	// A new change forgets what could have been made again.
	noErrors(t, d.SetNumber("county.capability", "11"))
	if d.CanRedo() {
		t.Error("a change that was taken back before another can be made again")
	}
	wantCode(t, d.Redo(), "store/nothing-to-redo")
	noErrors(t, d.Undo())
	if read(t, name) != states[2] {
		t.Error("undo after a new change does not lead back to where it was made")
	}
}

func TestChangesByHandAreNotOverwritten(t *testing.T) {
	dir, name := copied(t)
	d, list := OpenDocument(dir)
	noErrors(t, list)
	noErrors(t, d.SetNumber("operator.capability", "35..55"))
	byHand := read(t, name) + "# by hand\n"
	if err := os.WriteFile(name, []byte(byHand), 0o644); err != nil {
		t.Fatal(err)
	}
	wantCode(t, d.SetNumber("operator.capability", "36"), "store/changed-by-hand")
	wantCode(t, d.Undo(), "store/changed-by-hand")
	if read(t, name) != byHand {
		t.Fatal("the change by hand is lost")
	}
	noErrors(t, d.Reload())
	noErrors(t, d.SetNumber("operator.capability", "36"))
	noErrors(t, d.Undo())
	if read(t, name) != byHand {
		t.Error("undo did not lead back to the change by hand")
	}
	wantCode(t, d.Undo(), "store/changed-by-hand")
}

// The journal is written before the file: when the program stops between the
// two, undo finds the file as it was and says nothing wrong.
func TestCrashBetweenJournalAndFile(t *testing.T) {
	dir, name := copied(t)
	before := read(t, name)
	d, _ := OpenDocument(dir)
	noErrors(t, d.SetNumber("operator.capability", "35..55"))
	after := read(t, name)
	if err := os.WriteFile(name, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	d, list := OpenDocument(dir)
	noErrors(t, list)
	noErrors(t, d.Undo())
	if read(t, name) != before {
		t.Error("undo changed a file that never had the change")
	}
	noErrors(t, d.Redo())
	if read(t, name) != after {
		t.Error("redo does not give the change")
	}
}

func TestDamagedJournals(t *testing.T) {
	dir, _ := copied(t)
	d, _ := OpenDocument(dir)
	noErrors(t, d.SetNumber("operator.capability", "35..55"))
	journal := filepath.Join(dir, filepath.FromSlash(journalName))
	whole := read(t, journal)

	// A line cut short by a crash is dropped, also when the next is added.
	if err := os.WriteFile(journal, []byte(whole+`{"do":"cha`), 0o644); err != nil {
		t.Fatal(err)
	}
	d, list := OpenDocument(dir)
	if len(list) > 0 || !d.CanUndo() {
		t.Errorf("a line cut short: %v, undo %t", list, d.CanUndo())
	}
	noErrors(t, d.SetNumber("operator.capability", "36"))
	if got := read(t, journal); !strings.HasPrefix(got, whole) || strings.Count(got, "\n") != 2 || strings.Contains(got, `"cha{`) {
		t.Errorf("the journal is now\n%s", got)
	}

	for _, damage := range []string{"no record\n", whole + `{"do":"undo","of":7}` + "\n", `{"do":"dance"}` + "\n"} {
		if err := os.WriteFile(journal, []byte(damage), 0o644); err != nil {
			t.Fatal(err)
		}
		d, list := OpenDocument(dir)
		wantCode(t, list, "store/journal")
		if d == nil || d.CanUndo() || d.File().Case == nil {
			t.Errorf("a damaged journal stands in the way of the case: %q", damage)
		}
	}
}

func TestWriteFileKeepsModeAndLinks(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(name, link); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	if err := writeFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if read(t, name) != "new" {
		t.Error("the link was replaced, not what it points to")
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".entente-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// An order of statements renumbers what-ifs in another file: both are one change.
func TestAChangeOfTwoFilesIsOneStep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	noErrors(t, CopyTo("elmira", dir))
	names := []string{filepath.Join(dir, "conflict.yaml"), filepath.Join(dir, "answers.yaml")}
	states := func() [2]string { return [2]string{read(t, names[0]), read(t, names[1])} }
	before := states()
	d, list := OpenDocument(dir)
	noErrors(t, list)
	noErrors(t, d.OrderStatements("uniroyal", []int{2, 1, 3, 4, 5, 6}))
	after := states()
	if after[0] == before[0] || after[1] != strings.Replace(before[1], "conflict.uniroyal.1.confidence", "conflict.uniroyal.2.confidence", 1) || after[1] == before[1] {
		t.Fatalf("the what-ifs are\n%s", after[1])
	}
	d, list = OpenDocument(dir) // as after a restart
	noErrors(t, list)
	noErrors(t, d.Undo())
	if states() != before || d.CanUndo() {
		t.Error("undone, the files are others")
	}
	noErrors(t, d.Redo())
	if states() != after {
		t.Error("made again, the files are others")
	}
	// The program stopped between the two files.
	for k := range names {
		if err := os.WriteFile(names[k], []byte(before[k]), 0o644); err != nil {
			t.Fatal(err)
		}
		if list := d.Undo(); list.HasErrors() || states() != before {
			t.Errorf("file %d had no change: %v", k, list)
		}
		noErrors(t, d.Redo())
	}
	// A change of either by hand stands in the way of both.
	for k := range names {
		if err := os.WriteFile(names[k], []byte(after[k]+"# by hand\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		wantCode(t, d.Undo(), "store/changed-by-hand")
		if got := read(t, names[1-k]); got != after[1-k] {
			t.Error("half of a change was taken back")
		}
		if err := os.WriteFile(names[k], []byte(after[k]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
