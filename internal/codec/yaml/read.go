package yaml

import (
	"fmt"
	"io/fs"

	"entente/internal/codec/schema"
	"entente/internal/problem"
	"entente/model"
)

// reader turns trees into a case. It keeps the node behind every item and
// number, so that later checks can point at it.
type reader struct {
	c        *model.Case
	problems []found
	places   map[string]*node
	numbers  map[*model.Number]*node
	keys     map[*model.Number]string // of numbers not written
	ids      map[schema.RefKind]*idList
	owner    map[string]schema.RefKind // what an id of the whole case names
	nameless map[string]int            // place → index into nameless claims
	extra    []model.Claim             // nameless claims
	rows     *idList                   // hypotheses of the set at hand
	badScale map[model.IssueID]bool
	changes  []lateChange
	tests    []lateTest
}

// found is a problem and the node it stands at; the path of a number replaces
// that of its key once all numbers are known.
type found struct {
	problem.Problem
	node *node
}

// MaxProblems bounds how many problems of one case are listed.
const MaxProblems = 1000

// Read reads a case: the folder root of fsys with its case files, or the file
// root. Shown is what the user calls it, and is put before the names of files
// in problems. Everything wrong is reported at once. The File is never nil, its
// Case only when the list has errors.
func Read(fsys fs.FS, root, shown string) (*File, problem.List) {
	sources, list := load(fsys, root, shown)
	f := &File{folder: beside(fsys, root), sources: sources, Digest: digest(sources)}
	if len(sources) == 0 {
		return f, list
	}
	return f, append(list, f.read()...)
}

// read fills the file from its sources.
func (f *File) read() problem.List {
	var list problem.List
	for _, s := range f.sources {
		root, problems := parse(s)
		list = append(list, problems...)
		switch {
		case root.kind == mappingNode:
			f.roots = append(f.roots, root)
		case root.kind == emptyNode && len(problems) == 0:
			list = append(list, problem.Problem{Code: "case/empty-file", Severity: problem.Error, Place: problem.Place{File: s.name},
				Cause: "The file is empty.", Remedy: "Write at least one section, or remove the file."})
		case root.kind != emptyNode:
			p := s.place(root.pos)
			list = append(list, problem.Problem{Code: "case/wrong-type", Severity: problem.Error, Place: p, Source: s.line(root.pos),
				Cause: "A case file is a mapping of sections; this is none.", Remedy: "Start with `entente: 1` and write each section as `name:`."})
		}
	}
	broken := list.HasErrors()
	r := &reader{
		c:        &model.Case{},
		places:   map[string]*node{},
		numbers:  map[*model.Number]*node{},
		keys:     map[*model.Number]string{},
		nameless: map[string]int{},
		badScale: map[model.IssueID]bool{},
	}
	if len(f.roots) > 0 {
		f.root = r.merge(schema.Case, f.roots, "")
		r.places[""] = f.root
		r.declare(f.root)
		r.object(schema.Case, f.root, r.c, "", !broken)
		r.c.Claims = append(r.c.Claims, r.extra...)
		r.check(!broken)
		f.texts = r.readTexts(f.folder)
	}
	f.places, f.keys = r.places, r.unwritten()
	list = append(list, r.finish()...)
	list.Sort()
	if !list.HasErrors() {
		f.Case = r.c
	}
	if len(list) > MaxProblems {
		list = append(list[:MaxProblems], problem.Problem{Code: "case/too-many-problems", Severity: problem.Error, Place: list[MaxProblems].Place,
			Cause: "There are more problems from here on.", Remedy: "Correct these first."})
	}
	return list
}

// unwritten lists, by path, the key under which a number that is not written
// would stand in its item.
func (r *reader) unwritten() map[string]string {
	out := map[string]string{}
	add := func(path model.Path, n *model.Number) {
		if key, ok := r.keys[n]; ok && !n.Given {
			out[string(path)] = key
			if r.places[string(path)] == nil {
				r.places[string(path)] = r.numbers[n]
			}
		}
	}
	for _, p := range r.c.Params() {
		add(p.Path, p.Number)
	}
	for i := range r.c.Actors {
		a := &r.c.Actors[i]
		add(model.ActorPath(a.ID, "capability"), &a.Capability)
		add(model.ActorPath(a.ID, "influence"), &a.Influence)
		add(model.ActorPath(a.ID, "susceptibility"), &a.Susceptibility)
	}
	for i := range r.c.Issues {
		is := &r.c.Issues[i]
		add(model.StatusQuoPath(is.ID), &is.StatusQuo)
		for j := range is.Stances {
			s := &is.Stances[j]
			add(model.StancePath(s.Actor, is.ID, "capability"), &s.Capability)
			add(model.StancePath(s.Actor, is.ID, "influence"), &s.Influence)
		}
	}
	return out
}

// fail reports an error at a node.
func (r *reader) fail(n *node, path, code, cause, remedy string) {
	r.report(problem.Error, n, n.pos, path, code, cause, remedy)
}

func (r *reader) warn(n *node, path, code, cause, remedy string) {
	r.report(problem.Warning, n, n.pos, path, code, cause, remedy)
}

func (r *reader) report(sev problem.Severity, n *node, at int, path, code, cause, remedy string) {
	if len(r.problems) > MaxProblems {
		return
	}
	p := problem.Problem{Code: code, Severity: sev, Place: n.src.place(at), Cause: cause, Remedy: remedy, Source: n.src.line(at)}
	p.Path = path
	r.problems = append(r.problems, found{p, n})
}

// finish gives problems at numbers the path of the number.
func (r *reader) finish() problem.List {
	var list problem.List
	byNode := map[*node]string{}
	for _, p := range r.c.Params() {
		n := r.numbers[p.Number]
		if n == nil {
			continue
		}
		if _, known := r.places[string(p.Path)]; !known {
			r.places[string(p.Path)] = n
		}
		if p.Number.Given {
			byNode[n] = string(p.Path)
		}
	}
	for _, f := range r.problems {
		if path, ok := byNode[f.node]; ok {
			f.Path = path
		}
		list = append(list, f.Problem)
	}
	return list
}

// merge joins the parts of a section that stand in several files, or under
// several keys of one type, into one mapping. An item may not be split.
func (r *reader) merge(t *schema.Type, parts []*node, path string) *node {
	if len(parts) == 1 {
		return parts[0]
	}
	out := &node{kind: mappingNode, src: parts[0].src, pos: parts[0].pos, end: parts[0].end}
	at := map[string]int{}
	split := map[string][]*node{}
	for _, p := range parts {
		for _, kv := range p.pairs {
			name := kv.key.text
			k := t.Key(name)
			if _, seen := at[name]; !seen {
				at[name] = len(out.pairs)
				out.pairs = append(out.pairs, kv)
				split[name] = []*node{kv.value}
				continue
			}
			first := out.pairs[at[name]]
			sameKind := kv.value.kind == split[name][0].kind && kv.value.kind != scalarNode
			if k == nil || !sameKind || !mergeable(k.Kind) {
				r.fail(kv.key, join(path, name), "case/duplicate-key",
					fmt.Sprintf("%q is given twice; the first is in %s.", name, where(first.key)), "Keep one of them.")
				continue
			}
			split[name] = append(split[name], kv.value)
		}
	}
	for name, i := range at {
		values := split[name]
		if len(values) == 1 {
			continue
		}
		k := t.Key(name)
		switch k.Kind {
		case schema.Object:
			out.pairs[i].value = r.merge(k.Of, values, join(path, name))
		case schema.Sequence:
			out.pairs[i].value = concatItems(values)
		default:
			out.pairs[i].value = r.concatPairs(values, join(path, name))
		}
	}
	return out
}

func mergeable(k schema.Kind) bool {
	switch k {
	case schema.Object, schema.Sequence, schema.Map, schema.Admit, schema.Preferences:
		return true
	}
	return false
}

func concatItems(parts []*node) *node {
	out := &node{kind: sequenceNode, src: parts[0].src, pos: parts[0].pos, end: parts[0].end}
	for _, p := range parts {
		out.items = append(out.items, p.items...)
	}
	return out
}

func (r *reader) concatPairs(parts []*node, path string) *node {
	out := &node{kind: mappingNode, src: parts[0].src, pos: parts[0].pos, end: parts[0].end}
	seen := map[string]*node{}
	for _, p := range parts {
		for _, kv := range p.pairs {
			if first := seen[kv.key.text]; first != nil {
				r.fail(kv.key, join(path, kv.key.text), "ev/duplicate-id",
					fmt.Sprintf("%q is given twice; the first is in %s.", kv.key.text, where(first)), "Keep one of them: an item cannot be split over files.")
				continue
			}
			seen[kv.key.text] = kv.key
			out.pairs = append(out.pairs, kv)
		}
	}
	return out
}

// where says in which file and line a node stands.
func where(n *node) string {
	p := n.src.place(n.pos)
	return fmt.Sprintf("%s, line %d", p.File, p.Line)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
