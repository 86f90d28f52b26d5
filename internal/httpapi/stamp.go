package httpapi

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"entente/internal/problem"
)

// stamp tells, without reading them, whether the files of a case are still
// those that were read.
type stamp struct {
	at    time.Time // when it was taken, before the files were read
	files []fileStamp
}

type fileStamp struct {
	name     string
	size     int64
	modified time.Time
}

// settled is how old a file must be when it is read for its time to tell a
// later change: file systems keep time in steps of up to two seconds.
const settled = 2 * time.Second

// look takes the stamp of a folder's case files, or of one file.
func look(ref string) stamp {
	s := stamp{at: time.Now()}
	add := func(info fs.FileInfo) {
		s.files = append(s.files, fileStamp{info.Name(), info.Size(), info.ModTime()})
	}
	info, err := os.Stat(ref)
	if err != nil {
		return s
	}
	if !info.IsDir() {
		add(info)
		return s
	}
	entries, err := os.ReadDir(ref) // sorted by name
	if err != nil {
		return s
	}
	for _, e := range entries {
		if e.IsDir() || !isCaseFile(e.Name()) {
			continue
		}
		// Followed, as the reader does.
		if info, err := os.Stat(filepath.Join(ref, e.Name())); err == nil {
			add(info)
		}
	}
	return s
}

func isCaseFile(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// proves reports whether the files are for certain those of an earlier stamp.
func (s stamp) proves(earlier stamp) bool {
	if len(s.files) == 0 || len(s.files) != len(earlier.files) {
		return false
	}
	for i, f := range s.files {
		e := earlier.files[i]
		if f.name != e.name || f.size != e.size || !f.modified.Equal(e.modified) || earlier.at.Sub(f.modified) < settled {
			return false
		}
	}
	return true
}

// contained refuses to write where the files of a case, or the journal beside
// them, are links that lead out of its folder: a case from someone else must
// not reach what lies elsewhere.
func contained(ref string) error {
	dir := ref
	if info, err := os.Stat(ref); err == nil && !info.IsDir() {
		dir = filepath.Dir(ref)
	}
	home, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return refused("serve/outside", "The folder "+quoted(dir)+" cannot be followed: "+err.Error()+".", "Check that it is still there.")
	}
	names := []string{".entente", filepath.Join(".entente", "journal.jsonl")}
	entries, err := os.ReadDir(home)
	if err != nil {
		return refused("serve/outside", "The folder "+quoted(dir)+" cannot be read: "+err.Error()+".", "Check its permissions.")
	}
	for _, e := range entries {
		if isCaseFile(e.Name()) {
			names = append(names, e.Name())
		}
	}
	var bad problem.List
	for _, name := range names {
		if _, err := os.Lstat(filepath.Join(home, name)); err != nil {
			continue // not there: nothing to lead away
		}
		to, err := filepath.EvalSymlinks(filepath.Join(home, name))
		rel := ""
		if err == nil {
			rel, err = filepath.Rel(home, to)
		}
		if err != nil || !filepath.IsLocal(rel) {
			bad = append(bad, problem.Problem{
				Code: "serve/outside", Severity: problem.Error, Place: problem.Place{File: filepath.ToSlash(filepath.Join(dir, name))},
				Cause: "This is a link that leads out of the case's folder, so the case is not changed here.", Remedy: "Replace the link by the file itself.",
			})
		}
	}
	return bad.Err()
}
