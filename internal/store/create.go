package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"entente/cases"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
)

// minimal is the built-in case that a new one starts from.
const minimal = "minimal"

// New writes a minimal case into a folder that is new or empty. The id of the
// case is made from the folder's name.
func New(dir string) problem.List {
	f, list := yaml.Read(cases.FS, minimal, minimal)
	if list.HasErrors() {
		return list
	}
	if list := prepare(dir); list.HasErrors() {
		return list
	}
	main := path.Join(minimal, "case.yaml")
	data, err := fs.ReadFile(cases.FS, main)
	if err != nil {
		return refused(main, "case/cannot-read", "The built-in case cannot be read: "+reason(err)+".", "")
	}
	if id := idFrom(dir); id != "" {
		if e, list := f.SetID(id); !list.HasErrors() {
			data = e.Data
		}
	}
	return write(filepath.Join(dir, "case.yaml"), data)
}

// CopyTo copies all files of the case that ref names, byte for byte, into a
// folder that is new or empty. The journal stays behind.
func CopyTo(ref, dir string) problem.List {
	l, list := locate(ref)
	if list.HasErrors() {
		return list
	}
	// What is copied is read before the folder is made, which may lie inside.
	type file struct {
		name string
		data []byte
	}
	var files []file
	err := fs.WalkDir(l.fsys, l.root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != l.root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			return nil
		}
		data, err := fs.ReadFile(l.fsys, p)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(strings.TrimPrefix(p, l.root), "/")
		if name == "" {
			name = path.Base(p)
		}
		files = append(files, file{name, data})
		return nil
	})
	if err != nil {
		return refused(ref, "case/cannot-read", "It cannot be read: "+reason(err)+".", "Check its permissions.")
	}
	if list := prepare(dir); list.HasErrors() {
		return list
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return refused(name, "store/cannot-write", "The folder cannot be made: "+reason(err)+".", "Check its permissions.")
		}
		if list := write(name, f.data); list.HasErrors() {
			return list
		}
	}
	return nil
}

// prepare makes a folder, or accepts an empty one.
func prepare(dir string) problem.List {
	if dir == "" {
		return refused(dir, "store/cannot-write", "No folder is named.", "Name a new or empty folder.")
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return refused(dir, "store/cannot-write", "The folder cannot be made: "+reason(err)+".", "Choose another place, or check its permissions.")
		}
	case err != nil:
		return refused(dir, "store/cannot-write", "This is no folder that can be written to: "+reason(err)+".", "Name a new or empty folder.")
	case len(entries) > 0:
		return refused(dir, "store/not-empty", fmt.Sprintf("The folder is not empty: it holds %q.", entries[0].Name()), "Name a new or empty folder.")
	}
	return nil
}

func write(name string, data []byte) problem.List {
	if err := writeFile(name, data); err != nil {
		return refused(name, "store/cannot-write", "The file cannot be written: "+reason(err)+".", "Check its permissions and the space on the disk.")
	}
	return nil
}

// idFrom makes an id of a folder's name, empty when nothing is left of it.
func idFrom(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	var b strings.Builder
	gap := false
	for _, c := range strings.ToLower(filepath.Base(abs)) {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(c)
	}
	return b.String()
}
