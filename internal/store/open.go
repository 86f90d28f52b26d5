package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"entente/cases"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/spelling"
)

// Open reads the case that ref names: the id of a built-in case, a folder or a
// file. A folder with the name of a built-in case is named with a slash, as
// ./hamadan-2016. The file is never nil; its Case is, when there are errors.
func Open(ref string) (*yaml.File, problem.List) {
	l, list := locate(ref)
	if list.HasErrors() {
		return &yaml.File{}, list
	}
	return yaml.Read(l.fsys, l.root, l.shown)
}

// location is where a case is.
type location struct {
	fsys  fs.FS
	root  string // in fsys
	shown string
	dir   string // on disk; empty for a built-in case
}

func locate(ref string) (location, problem.List) {
	if slices.Contains(cases.IDs(), ref) {
		return location{fsys: cases.FS, root: ref, shown: ref}, nil
	}
	if ref == "" {
		return location{}, refused(ref, "case/not-found", "No case is named.", "Name a built-in case ("+strings.Join(cases.IDs(), ", ")+"), a folder or a file.")
	}
	info, err := os.Stat(ref)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return location{}, refused(ref, "case/not-found", fmt.Sprintf("There is no case %q: no built-in one, no folder and no file.", ref), didYouMean(ref))
	case err != nil:
		return location{}, refused(ref, "case/cannot-read", "It cannot be read: "+reason(err)+".", "Check its permissions.")
	case info.IsDir():
		return location{fsys: os.DirFS(ref), root: ".", shown: filepath.ToSlash(ref), dir: ref}, nil
	case !info.Mode().IsRegular():
		return location{}, refused(ref, "case/cannot-read", "This is neither a folder nor a regular file.", "Name a folder with case files, or one file.")
	}
	dir := filepath.Dir(ref)
	return location{fsys: os.DirFS(dir), root: filepath.Base(ref), shown: filepath.ToSlash(ref), dir: dir}, nil
}

// didYouMean looks for a built-in case or something in the same folder with
// nearly that name.
func didYouMean(ref string) string {
	known := cases.IDs()
	if entries, err := os.ReadDir(filepath.Dir(ref)); err == nil {
		for _, e := range entries {
			known = append(known, e.Name())
		}
	}
	if near := spelling.Nearest(filepath.Base(ref), known); near != "" {
		return fmt.Sprintf("Did you mean %q?", near)
	}
	return "Built-in are: " + strings.Join(cases.IDs(), ", ") + "; `entente new DIR` starts a case."
}

func refused(file, code, cause, remedy string) problem.List {
	return problem.List{{Code: code, Severity: problem.Error, Place: problem.Place{File: file}, Cause: cause, Remedy: remedy}}
}

// reason is an error of the file system without the path, which is shown
// beside it.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
