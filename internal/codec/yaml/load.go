package yaml

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"entente/internal/problem"
)

// Limits of what is read. A case of a thousand claims has about half a
// megabyte.
const (
	MaxFileSize = 8 << 20
	MaxSize     = 32 << 20
	MaxFiles    = 256
	MaxLine     = 64 << 10
)

// mainFile is read first; the others follow in the order of their names.
const mainFile = "case.yaml"

// load reads the files of a case: root itself, or the .yaml and .yml files in
// the folder root. Shown is what the user calls root.
func load(fsys fs.FS, root, shown string) ([]*source, problem.List) {
	var list problem.List
	fail := func(name, code, cause, remedy string) {
		list = append(list, problem.Problem{Code: code, Severity: problem.Error, Place: problem.Place{File: name}, Cause: cause, Remedy: remedy})
	}
	info, err := fs.Stat(fsys, root)
	if err != nil {
		code, cause := "case/cannot-read", "It cannot be read: "+reason(err)+"."
		if errors.Is(err, fs.ErrNotExist) {
			code, cause = "case/not-found", "There is no such file or folder."
		}
		fail(shown, code, cause, "Name a folder with case files, or one file.")
		return nil, list
	}
	type file struct{ path, shown string }
	var files []file
	if !info.IsDir() {
		files = []file{{root, shown}}
	} else {
		entries, err := fs.ReadDir(fsys, root)
		if err != nil {
			fail(shown, "case/cannot-read", "The folder cannot be read: "+reason(err)+".", "Check its permissions.")
			return nil, list
		}
		for _, e := range entries {
			ext := strings.ToLower(path.Ext(e.Name()))
			if e.IsDir() || strings.HasPrefix(e.Name(), ".") || ext != ".yaml" && ext != ".yml" {
				continue
			}
			files = append(files, file{path.Join(root, e.Name()), path.Join(shown, e.Name())})
		}
		slices.SortFunc(files, func(a, b file) int {
			first := func(f file) int {
				if path.Base(f.path) == mainFile {
					return 0
				}
				return 1
			}
			return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(a.path, b.path))
		})
		if len(files) == 0 {
			fail(shown, "case/no-files", "The folder holds no case file.", "A case is one or more files that end in .yaml; `entente new DIR` starts one.")
			return nil, list
		}
		if len(files) > MaxFiles {
			fail(shown, "case/too-large", fmt.Sprintf("The folder holds %d case files; %d are read at most.", len(files), MaxFiles), "Is this the folder of a case?")
			return nil, list
		}
	}
	var out []*source
	total := 0
	for _, f := range files {
		info, err := fs.Stat(fsys, f.path)
		if err == nil && info.Size() > MaxFileSize {
			fail(f.shown, "case/too-large", fmt.Sprintf("The file has %d bytes; a case file has %d at most.", info.Size(), MaxFileSize), "Is this a case file?")
			continue
		}
		var data []byte
		if err == nil {
			data, err = fs.ReadFile(fsys, f.path)
		}
		if err != nil {
			fail(f.shown, "case/cannot-read", "The file cannot be read: "+reason(err)+".", "Check its permissions.")
			continue
		}
		// The size may have changed since it was asked for.
		if len(data) > MaxFileSize {
			fail(f.shown, "case/too-large", fmt.Sprintf("The file has more than %d bytes.", MaxFileSize), "Is this a case file?")
			continue
		}
		if total += len(data); total > MaxSize {
			fail(shown, "case/too-large", fmt.Sprintf("The case files have more than %d bytes together.", MaxSize), "Is this the folder of a case?")
			return nil, list
		}
		out = append(out, newSource(f.shown, f.path, data))
	}
	return out, list
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

// digest is the sha256 over the files sorted by name: each the base name, a
// zero byte, the length, a zero byte, and the bytes as they are on disk.
func digest(sources []*source) string {
	sorted := slices.Clone(sources)
	slices.SortFunc(sorted, func(a, b *source) int { return cmp.Compare(path.Base(a.path), path.Base(b.path)) })
	h := sha256.New()
	for _, s := range sorted {
		data := s.bytes()
		fmt.Fprintf(h, "%s\x00%d\x00", path.Base(s.path), len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))
}
