package yaml

import (
	"fmt"
	"strings"

	"entente/internal/problem"
	"entente/model"
)

// ParseChange reads a change that is made by hand on top of the case and stands
// in no file: a path, and what it is set to, as in one line of a what-if's
// `set`. Problems have the path for a place and the change for a line. The case
// must have been read without errors.
func (f *File) ParseChange(path, to string) (model.Change, problem.List) {
	shown := path + ": " + to
	if strings.ContainsAny(shown, "\r\n") {
		return model.Change{}, problem.List{{
			Code: "case/bad-change", Severity: problem.Error, Place: problem.Place{Path: path},
			Cause: fmt.Sprintf("The change of %q has more than one line.", path), Remedy: "Write each change on its own.",
		}}
	}
	key := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(strings.TrimSpace(path)) + `"`
	src := newSource("", "", []byte(key+": "+strings.TrimSpace(to)+"\n"))
	root, list := parse(src)
	r := &reader{c: f.Case, places: map[string]*node{}, numbers: map[*model.Number]*node{}, nameless: map[string]int{}}
	var change model.Change
	if !list.HasErrors() && root.kind == mappingNode && len(root.pairs) == 1 {
		change, _ = r.change(targetsOf(f.Case), root.pairs[0], strings.TrimSpace(path))
	}
	for _, found := range r.problems {
		list = append(list, found.Problem)
	}
	for i := range list {
		list[i].Place = problem.Place{Path: strings.TrimSpace(path)}
		list[i].Source = shown
	}
	return change, list
}
