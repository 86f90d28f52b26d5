package httpapi

import (
	"net/http"
	"path/filepath"
	"strings"
	"sync"

	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/internal/store"
	"entente/model"
)

// entry is one case of the catalogue, read when first asked for and read again
// when its files have changed.
type entry struct {
	id     string
	ref    string // as the store takes it
	opened bool   // by the user, from a folder or file

	mu       sync.Mutex
	doc      *store.Document // nil until there is something to read
	problems problem.List    // of the last reading
	stamp    stamp           // of the files then
}

// load reads the case if that has not been done, or if its files are not those
// that were read, and returns what is wrong with them.
func (e *entry) load() problem.List {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.refresh()
}

// refresh does what load says; e.mu is held.
func (e *entry) refresh() problem.List {
	switch {
	case e.doc == nil:
		now := e.look()
		e.doc, e.problems = store.OpenDocument(e.ref)
		e.stamp = now
	case e.opened:
		if now := e.look(); !now.proves(e.stamp) {
			e.problems = e.doc.Reload()
			e.stamp = now
		}
	}
	return e.problems
}

func (e *entry) look() stamp {
	if !e.opened { // built-in files do not change
		return stamp{}
	}
	return look(e.ref)
}

// read is the case as it stands, and what is wrong with it. The file's case is
// nil when there are errors.
func (e *entry) read() (*yaml.File, problem.List) {
	e.mu.Lock()
	defer e.mu.Unlock()
	problems := e.refresh()
	if e.doc == nil {
		return &yaml.File{}, problems
	}
	return e.doc.File(), problems
}

// file is the case as it stands; the error is a problem.List.
func (e *entry) file() (*yaml.File, error) {
	f, problems := e.read()
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return f, nil
}

// name is the id that the case asks for.
func (e *entry) name() string {
	if f, _ := e.read(); f.Case != nil {
		return f.Case.ID
	}
	name := strings.TrimSuffix(filepath.Base(e.ref), filepath.Ext(e.ref))
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\?#%. `, r) {
			return '-'
		}
		return r
	}, name)
}

// line is the case in the list.
func (e *entry) line() CaseLine {
	f, problems := e.read()
	out := CaseLine{ID: e.id, Title: e.id, Origin: e.origin(), Open: e.opened}
	for _, p := range problems {
		if p.Severity == problem.Error {
			out.Errors++
		}
	}
	if c := f.Case; c != nil {
		out.Title, out.AsOf, out.Questions = c.Title, string(c.AsOf), len(c.Questions)
	}
	return out
}

func (e *entry) origin() string {
	if e.opened {
		return filepath.ToSlash(e.ref)
	}
	return "built-in"
}

// viewOf is the view of a state of the case.
func (e *entry) viewOf(f *yaml.File) *analysis.View {
	v := analysis.NewView(f)
	v.Origin, v.Editable = e.origin(), e.opened
	v.CanUndo, v.CanRedo = e.doc.CanUndo(), e.doc.CanRedo()
	return v
}

// change makes a change to the case and says where it then stands.
func (s *server) change(id string, make func(e *entry, f *yaml.File) problem.List) (*reply, error) {
	e, err := s.cases.get(id)
	if err != nil {
		return nil, s.failed(err)
	}
	c, err := e.change(make)
	if err != nil {
		return nil, s.failed(err)
	}
	return (&Conditional{}).replyJSON(c)
}

func (e *entry) change(make func(e *entry, f *yaml.File) problem.List) (*Changed, error) {
	if !e.opened {
		return nil, &Conflict{
			Title: http.StatusText(http.StatusConflict), Status: http.StatusConflict,
			Detail: "The case " + quoted(e.id) + " is built-in and cannot be changed.",
			Hint:   "copy the case to a folder to edit it",
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.refresh().Err(); err != nil {
		return nil, err
	}
	if err := contained(e.ref); err != nil {
		return nil, err
	}
	if problems := make(e, e.doc.File()); problems.HasErrors() {
		return nil, conflictOr(problems)
	}
	e.stamp = look(e.ref)
	return &Changed{ID: e.id, Digest: e.doc.File().Digest, CanUndo: e.doc.CanUndo(), CanRedo: e.doc.CanRedo()}, nil
}

// conflictOr tells what is at odds with the state of the case, and may be right
// at another time, from input that is wrong.
func conflictOr(problems problem.List) error {
	for _, p := range problems {
		switch p.Code {
		case "store/read-only", "store/changed-by-hand", "store/nothing-to-undo", "store/nothing-to-redo":
			return &Conflict{Title: http.StatusText(http.StatusConflict), Status: http.StatusConflict, Detail: p.Cause, Hint: p.Remedy}
		}
	}
	return problems
}

// The changes; e.mu is held.

func (in NumberRequest) make(e *entry, _ *yaml.File) problem.List {
	return e.doc.SetNumber(model.Path(in.Path), in.Text)
}

func (in WhatIfRequest) make(e *entry, f *yaml.File) problem.List {
	w := model.WhatIf{ID: model.WhatIfID(in.ID), Title: in.Title, Actor: model.ActorID(in.Actor)}
	var bad problem.List
	if f.Case.WhatIf(w.ID) != nil {
		bad = append(bad, problem.Problem{
			Code: "run/what-if-exists", Severity: problem.Error, Place: f.Place("what-if." + in.ID),
			Cause: "The case has a what-if " + quoted(in.ID) + " already.", Remedy: "Choose another id, or change that one in the case file.",
		})
	}
	for _, item := range in.Set {
		change, problems := f.ParseChange(item.Path, item.To)
		bad = append(bad, problems...)
		w.Set = append(w.Set, change)
	}
	if bad.HasErrors() {
		return bad
	}
	return e.doc.PutWhatIf(w)
}

func (in LinkRequest) make(e *entry, _ *yaml.File) problem.List {
	if in.Remove {
		path, _, _ := strings.Cut(in.Link, "(")
		return e.doc.RemoveLink(model.Path(strings.TrimSpace(path)))
	}
	return e.doc.AddLink(yaml.LinkText{
		Link: in.Link, Size: in.Size, Uncertain: in.Uncertain, Mechanism: in.Mechanism, Because: in.Because, Judgement: in.Judgement,
	})
}

func (in SignRequest) make(e *entry, _ *yaml.File) problem.List {
	return e.doc.MarkSign(model.ConclusionID(in.Conclusion), in.LookFor, model.Sighting{On: model.Date(in.On), Source: in.Source})
}

func (in OrderRequest) make(e *entry, _ *yaml.File) problem.List {
	return e.doc.OrderStatements(model.ActorID(in.Actor), in.Order)
}

func undo(e *entry, _ *yaml.File) problem.List { return e.doc.Undo() }
func redo(e *entry, _ *yaml.File) problem.List { return e.doc.Redo() }
