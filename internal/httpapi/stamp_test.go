package httpapi

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestStamp(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "case.yaml")
	write(t, name, "one")
	old := time.Now().Add(-time.Hour)
	set := func(at time.Time) {
		t.Helper()
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if s := look(dir); look(dir).proves(s) {
		t.Error("a file written just before it was read may have been written again in the same tick")
	}
	set(old)
	s := look(dir)
	if !look(dir).proves(s) || !look(name).proves(look(name)) {
		t.Error("nothing happened, and it is not seen")
	}
	write(t, filepath.Join(dir, "README.md"), "no part of the case")
	if !look(dir).proves(s) {
		t.Error("a file that is not read counts")
	}
	set(old.Add(time.Second))
	if look(dir).proves(s) {
		t.Error("another time is not seen")
	}
	write(t, name, "longer")
	set(old)
	if look(dir).proves(s) {
		t.Error("another size is not seen")
	}
	write(t, name, "one")
	set(old)
	write(t, filepath.Join(dir, "more.yml"), "two")
	if look(dir).proves(s) {
		t.Error("another file is not seen")
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if gone := look(dir); gone.proves(s) || look(dir).proves(gone) {
		t.Error("a folder that is gone proves something")
	}
}

func TestChangesStayInTheFolder(t *testing.T) {
	outside := t.TempDir()
	target := filepath.Join(outside, "notes.yaml")
	for what, plant := range map[string]func(dir string) error{
		"a case file": func(dir string) error {
			if err := os.Rename(filepath.Join(dir, "case.yaml"), target); err != nil {
				return err
			}
			return os.Symlink(target, filepath.Join(dir, "case.yaml"))
		},
		"the journal's folder": func(dir string) error { return os.Symlink(outside, filepath.Join(dir, ".entente")) },
		"the journal": func(dir string) error {
			if err := os.Mkdir(filepath.Join(dir, ".entente"), 0o755); err != nil {
				return err
			}
			return os.Symlink(target, filepath.Join(dir, ".entente", "journal.jsonl"))
		},
		"the journal, to a file that is not there": func(dir string) error {
			if err := os.Mkdir(filepath.Join(dir, ".entente"), 0o755); err != nil {
				return err
			}
			return os.Symlink(filepath.Join(outside, "new"), filepath.Join(dir, ".entente", "journal.jsonl"))
		},
	} {
		write(t, target, wells)
		w := newSite(t)
		if err := plant(w.dir); err != nil {
			t.Skipf("this system makes no links: %v", err)
		}
		for path, body := range map[string]any{"numbers": NumberRequest{"growers.capability", "21"}, "undo": nil} {
			e := into[WrongInput](t, w.post("/api/cases/wells/"+path, body), 422)
			if len(e.Problems) != 1 || e.Problems[0].Code != "serve/outside" {
				t.Errorf("%s: %+v", what, e)
			}
		}
		if read(t, target) != wells {
			t.Errorf("%s: what lies outside was changed", what)
		}
		if files, err := os.ReadDir(outside); err != nil || len(files) != 1 {
			t.Errorf("%s: outside now holds %v, %v", what, files, err)
		}
	}
}

// A journal that came with a case must not say that a change was made to a file
// elsewhere, which undoing would then overwrite.
func TestJournalNamesNoFileOutside(t *testing.T) {
	w := newSite(t)
	target := filepath.Join(filepath.Dir(w.dir), "letter.txt")
	into[Changed](t, w.post("/api/cases/wells/numbers", NumberRequest{"growers.capability", "21"}), 200)
	journal := filepath.Join(w.dir, ".entente", "journal.jsonl")
	forged := strings.Replace(read(t, journal), `"file":"case.yaml"`, `"file":"../letter.txt"`, 1)
	if forged == read(t, journal) {
		t.Fatal("the journal does not name the file as this test thinks")
	}
	write(t, journal, forged)
	write(t, target, read(t, filepath.Join(w.dir, "case.yaml")))
	before := read(t, target)

	w = siteWith(t, w.dir)
	w.post("/api/cases/wells/undo", nil)
	if read(t, target) != before {
		t.Error("undo has written outside of the case's folder")
	}
}
