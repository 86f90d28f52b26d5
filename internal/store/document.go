package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
)

// Document is a case that can be changed. It is safe for use by several
// goroutines; two programs that change one case at once are kept apart by the
// check that the file is still the one read.
type Document struct {
	mu      sync.Mutex
	at      location
	file    *yaml.File
	journal *journal
	now     func() time.Time
}

// OpenDocument opens the case that ref names, as Open does, to be changed. The
// document is nil only when there is nothing to open; a case with errors can be
// looked at and reloaded. A built-in case cannot be changed.
func OpenDocument(ref string) (*Document, problem.List) {
	l, list := locate(ref)
	if list.HasErrors() {
		return nil, list
	}
	d := &Document{at: l, journal: &journal{}, now: time.Now}
	if l.dir != "" {
		d.journal, list = readJournal(l.dir)
	}
	file, problems := yaml.Read(l.fsys, l.root, l.shown)
	d.file = file
	return d, append(list, problems...)
}

// File is the case as last read or written.
func (d *Document) File() *yaml.File {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.file
}

// Origin is "built-in", or the folder or file as the user named it.
func (d *Document) Origin() string {
	if d.at.dir == "" {
		return "built-in"
	}
	return d.at.shown
}

// Editable reports whether the case can be changed.
func (d *Document) Editable() bool { return d.at.dir != "" }

// CanUndo and CanRedo report whether there is a change to take back or to make
// again.
func (d *Document) CanUndo() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.journal.done) > 0
}

// CanRedo is described with CanUndo.
func (d *Document) CanRedo() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.journal.undone) > 0
}

// Reload reads the case again, after a change by hand.
func (d *Document) Reload() problem.List {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list problem.List
	d.file, list = yaml.Read(d.at.fsys, d.at.root, d.at.shown)
	return list
}

// SetNumber writes a number; see yaml.File.SetNumber.
func (d *Document) SetNumber(path model.Path, text string) problem.List {
	return d.change(string(path), func(f *yaml.File) (yaml.Edit, problem.List) { return f.SetNumber(path, text) })
}

// PutWhatIf adds or replaces a what-if.
func (d *Document) PutWhatIf(w model.WhatIf) problem.List {
	return d.change("what-if."+string(w.ID), func(f *yaml.File) (yaml.Edit, problem.List) { return f.PutWhatIf(w) })
}

// AddLink adds a link to the causal map.
func (d *Document) AddLink(l yaml.LinkText) problem.List {
	return d.change("causes.links", func(f *yaml.File) (yaml.Edit, problem.List) { return f.AddLink(l) })
}

// RemoveLink takes a link out of the causal map.
func (d *Document) RemoveLink(path model.Path) problem.List {
	return d.change(string(path), func(f *yaml.File) (yaml.Edit, problem.List) { return f.RemoveLink(path) })
}

// OrderStatements puts an actor's statements into another order; see
// yaml.File.OrderStatements.
func (d *Document) OrderStatements(a model.ActorID, order []int) problem.List {
	return d.change("conflict.preferences."+string(a), func(f *yaml.File) (yaml.Edit, problem.List) { return f.OrderStatements(a, order) })
}

// MarkSign ticks off an early sign of a conclusion.
func (d *Document) MarkSign(id model.ConclusionID, lookFor string, seen model.Sighting) problem.List {
	return d.change("conclusions."+string(id)+".signs", func(f *yaml.File) (yaml.Edit, problem.List) { return f.MarkSign(id, lookFor, seen) })
}

// change makes an edit, writes it down and then writes the file. The journal
// comes first: a crash between the two leaves a record of a change that the
// file does not have, which Undo can tell by the file's hash.
func (d *Document) change(what string, edit func(*yaml.File) (yaml.Edit, problem.List)) problem.List {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.at.dir == "" {
		return refused(d.at.shown, "store/read-only", "A built-in case cannot be changed.", "Copy it into a folder and change the copy.")
	}
	if d.file.Case == nil {
		return refused(d.at.shown, "store/has-errors", "The case has errors, so it cannot be changed here.", "Correct its files first.")
	}
	e, list := edit(d.file)
	if list.HasErrors() {
		return list
	}
	var parts []part
	var targets []target
	for _, p := range append([]yaml.Part{e.Part}, e.Also...) {
		name := d.name(p.Path)
		now, err := os.ReadFile(name)
		if err != nil {
			return refused(p.Name, "case/cannot-read", "The file cannot be read: "+reason(err)+".", "Check its permissions.")
		}
		if !bytes.Equal(now, p.Before) {
			return changedByHand(p.Name)
		}
		if !bytes.Equal(p.Before, p.Data) {
			parts, targets = append(parts, difference(p.Path, p.Before, p.Data)), append(targets, target{name, p.Name, p.Data})
		}
	}
	if len(parts) == 0 {
		return list
	}
	if problems := d.commit(record{Do: "change", At: d.now().UTC(), What: what, part: parts[0], Also: parts[1:]}, targets); problems.HasErrors() {
		return problems
	}
	d.file = e.File
	return list
}

// Undo takes the last change back: the file gets its bytes from before.
func (d *Document) Undo() problem.List {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.journal.done) == 0 {
		return refused(d.at.shown, "store/nothing-to-undo", "There is no change to take back.", "")
	}
	number := d.journal.done[len(d.journal.done)-1]
	r := d.journal.changes[number-1]
	return d.step(record{Do: "undo", Of: number}, r, part.back)
}

// Redo makes the change again that was taken back last.
func (d *Document) Redo() problem.List {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.journal.undone) == 0 {
		return refused(d.at.shown, "store/nothing-to-redo", "There is no change to make again.", "")
	}
	number := d.journal.undone[len(d.journal.undone)-1]
	r := d.journal.changes[number-1]
	return d.step(record{Do: "redo", Of: number}, r, func(p part) part { return p })
}

// back is the change that takes the part back.
func (p part) back() part {
	p.Before, p.After, p.Old, p.New = p.After, p.Before, p.New, p.Old
	return p
}

// step makes a change in the way given, in each of its files. What has it
// already is left: the program stopped between the journal and the file.
func (d *Document) step(what, change record, way func(part) part) problem.List {
	var targets []target
	for _, p := range change.parts() {
		p = way(p)
		name := d.name(p.File)
		data, err := os.ReadFile(name)
		if err != nil {
			return refused(name, "case/cannot-read", "The file cannot be read: "+reason(err)+".", "Check its permissions.")
		}
		next := data
		switch hash(data) {
		case p.Before:
			if next, err = replace(data, p.Offset, p.Old, p.New, p.After); err != nil {
				return refused(name, "store/journal", "The change cannot be followed: "+err.Error()+".", "Change the file by hand.")
			}
		case p.After:
		default:
			return changedByHand(name)
		}
		targets = append(targets, target{name, name, next})
	}
	what.At = d.now().UTC()
	if list := d.commit(what, targets); list.HasErrors() {
		return list
	}
	var list problem.List
	d.file, list = yaml.Read(d.at.fsys, d.at.root, d.at.shown)
	return list
}

// target is what a file is to be.
type target struct {
	name, shown string
	data        []byte
}

// commit adds a record to the journal and then writes the files.
func (d *Document) commit(r record, targets []target) problem.List {
	if err := d.journal.add(r); err != nil {
		return refused(d.journal.name, "store/cannot-write", "The journal of changes cannot be written: "+reason(err)+".", "Check its permissions and the space on the disk.")
	}
	for _, w := range targets {
		if err := writeFile(w.name, w.data); err != nil {
			return refused(w.shown, "store/cannot-write", "The file cannot be written: "+reason(err)+".", "Check its permissions and the space on the disk.")
		}
	}
	return nil
}

// name is the name on disk of a file of the case.
func (d *Document) name(path string) string { return filepath.Join(d.at.dir, filepath.FromSlash(path)) }

func changedByHand(name string) problem.List {
	return refused(name, "store/changed-by-hand", fmt.Sprintf("%s was changed since it was read here.", filepath.Base(name)), "Read the case again; the change would be lost otherwise.")
}
