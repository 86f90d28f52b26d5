package cases_test

import (
	"io/fs"
	"testing"

	"entente/cases"
	"entente/internal/codec/yaml"
	"entente/model"
)

func read(t *testing.T, id string) *model.Case {
	t.Helper()
	f, problems := yaml.Read(cases.FS, id, id)
	for _, p := range problems {
		t.Log(p.Error())
	}
	if problems.HasErrors() {
		t.Fatalf("%s has errors", id)
	}
	return f.Case
}

func TestEveryFolderIsACaseOfItsOwnName(t *testing.T) {
	folders, err := fs.ReadDir(cases.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) != len(cases.IDs()) {
		t.Errorf("%d folders embedded, %d ids", len(folders), len(cases.IDs()))
	}
	for _, id := range cases.IDs() {
		if got := read(t, id).ID; got != id {
			t.Errorf("folder %s holds case %s", id, got)
		}
		if _, err := fs.Stat(cases.FS, id+"/README.md"); err != nil {
			t.Error(err)
		}
	}
}
