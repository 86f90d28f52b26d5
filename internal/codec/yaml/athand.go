package yaml

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"entente/evidence"
	"entente/model"
)

// Texts are the frozen texts of the sources that are at hand, by source. A
// source whose file is not there is left out: that is no error, since a case
// may be shared without its texts.
func (f *File) Texts() map[string]*evidence.Finder { return f.texts }

// beside is the folder whose files a case may name.
func beside(fsys fs.FS, root string) fs.FS {
	dir := root
	if info, err := fs.Stat(fsys, root); err == nil && !info.IsDir() {
		dir = path.Dir(root)
	}
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		return nil
	}
	return sub
}

// readTexts reads the texts of the sources and checks that the places of the
// claims are in them.
func (r *reader) readTexts(folder fs.FS) map[string]*evidence.Finder {
	texts := map[string]*evidence.Finder{}
	if folder == nil {
		return texts
	}
	for i := range r.c.Sources {
		s := &r.c.Sources[i]
		if s.Text == "" {
			continue
		}
		at := "sources." + string(s.ID) + ".text"
		if !fs.ValidPath(s.Text) || s.Text == "." {
			r.failAt(at, "case/bad-path", fmt.Sprintf("%q is no file beside the case.", clip(s.Text)), "Write a path from the case's folder down, with forward slashes, as texts/fa.txt.")
			continue
		}
		info, err := fs.Stat(folder, s.Text)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil && info.Size() > MaxFileSize {
			r.failAt(at, "case/too-large", fmt.Sprintf("The text has %d bytes; %d are read at most.", info.Size(), MaxFileSize), "Is this the text of an article?")
			continue
		}
		var raw []byte
		if err == nil {
			raw, err = fs.ReadFile(folder, s.Text)
		}
		if err != nil {
			r.failAt(at, "case/cannot-read", "The text cannot be read: "+reason(err)+".", "Check its permissions.")
			continue
		}
		frozen, err := evidence.Freeze(raw)
		if err != nil {
			if n := r.at(at); n != nil {
				r.evidence(n, at, err)
			}
			continue
		}
		texts[string(s.ID)] = evidence.NewFinder(frozen.Text)
	}
	for i := range r.c.Claims {
		k := &r.c.Claims[i]
		for _, p := range k.At {
			r.paragraph(texts, k, p)
		}
	}
	return texts
}

// paragraph checks that a place is not beyond the end of its text.
func (r *reader) paragraph(texts map[string]*evidence.Finder, k *model.Claim, p model.Place) {
	f := texts[string(p.Source)]
	last := max(p.From, p.To)
	if f == nil || last == 0 || last <= f.Paragraphs() {
		return
	}
	at := "claims." + string(k.ID)
	if !k.Nameless {
		at += ".at"
	}
	r.failAt(at, evidence.CodeNoParagraph, fmt.Sprintf("There is no paragraph %d in %q: the text has %d.", last, p.Source, f.Paragraphs()),
		"Count the lines that are not blank, from 1.")
}
