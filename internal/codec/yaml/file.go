package yaml

import (
	"io/fs"

	"entente/evidence"
	"entente/internal/problem"
	"entente/model"
)

// File is a case as read: the case, the digest of its bytes, and where in its
// files everything stands.
type File struct {
	Case   *model.Case
	Digest string // sha256 over the names and bytes of the files, sorted by name

	folder  fs.FS // of the case, with the texts of its sources
	texts   map[string]*evidence.Finder
	sources []*source
	places  map[string]*node
	roots   []*node           // one a file that could be read
	root    *node             // all of them joined
	keys    map[string]string // of numbers that are not written, by path
}

// Place finds the position of an item ("actors.iran", "claims.ll-payoff",
// "claims.ll ¶10", "issues.base-access.stances.russia"), a key of one
// ("conclusions.x.says") or a number ("russia.base-access.position",
// "deal-payoff -> moderates"). A number that is not written has the place of
// its item. The place of an unknown path has the path alone.
func (f *File) Place(path string) problem.Place {
	n := f.places[path]
	if n == nil {
		return problem.Place{Path: path}
	}
	p := n.src.place(n.pos)
	p.Path = path
	return p
}

// Line is the line that Place points at, as written.
func (f *File) Line(path string) string {
	if n := f.places[path]; n != nil {
		return n.src.line(n.pos)
	}
	return ""
}

// Names are the files of the case in the order they are read, as shown to the
// user.
func (f *File) Names() []string {
	out := make([]string, len(f.sources))
	for i, s := range f.sources {
		out[i] = s.name
	}
	return out
}
