package yaml

import (
	"fmt"
	"slices"
	"strings"

	"entente/internal/problem"
	"entente/model"
)

// LinkText is a link of the causal map as it is written; empty fields are left
// out.
type LinkText struct {
	Link      string // a -> b (+)
	Size      string
	Uncertain bool
	Mechanism string
	Because   []string // claims and places
	Judgement string
}

// node writes the link as an item of the list.
func (l LinkText) node() *node {
	out := mapping()
	put := func(key, text string) {
		if text = strings.TrimSpace(text); text != "" {
			out.put(key, scalar(text))
		}
	}
	put("link", l.Link)
	put("size", l.Size)
	if l.Uncertain {
		out.put("uncertain", scalar("yes"))
	}
	put("mechanism", l.Mechanism)
	if len(l.Because) > 0 {
		out.put("because", texts(l.Because))
	}
	put("judgement", l.Judgement)
	return out
}

// AddLink adds a link at the end of the causal map's list. Reading the case
// again finds whatever is wrong with it.
func (f *File) AddLink(l LinkText) (Edit, problem.List) {
	const at = "causes.links"
	all := append([]string{l.Link, l.Size, l.Mechanism, l.Judgement}, l.Because...)
	if strings.TrimSpace(l.Link) == "" || slices.ContainsFunc(all, func(s string) bool { return strings.ContainsAny(s, "\r\n") }) {
		return Edit{}, f.cannot(at, "case/empty-value", "The link is empty, or a part of it goes over several lines.", "Write `cause -> effect (+)`, each part on one line.")
	}
	var causes *node
	for _, root := range f.roots {
		c := root.get("causes")
		if c == nil {
			continue
		}
		causes = c
		if s := c.get("links"); s != nil && s.kind == sequenceNode && len(s.items) > 0 {
			return f.appendItem(s, l.node(), at)
		}
	}
	if causes == nil || causes.kind != mappingNode {
		return Edit{}, f.cannot("causes", "case/no-causes", "The case has no causal map that a link could be added to.", "Add a section `causes` with its drivers to a case file.")
	}
	list := &node{kind: sequenceNode, items: []*node{l.node()}}
	if old := causes.get("links"); old != nil {
		return f.replace(old, list, at)
	}
	return f.insert(causes, "links", list, at)
}

// RemoveLink takes a link out of the causal map. A comment on its own lines stays.
func (f *File) RemoveLink(path model.Path) (Edit, problem.List) {
	at := string(NormalPath(string(path)))
	for _, root := range f.roots {
		c := root.get("causes")
		if c == nil {
			continue
		}
		s := c.get("links")
		if s == nil || s.kind != sequenceNode {
			continue
		}
		for i, item := range s.items {
			link := item
			if item.kind == mappingNode {
				link = item.get("link")
			}
			if link == nil {
				continue
			}
			if l, err := model.ParseLinkText(link.text); err == nil && string(model.LinkPath(l.From, l.To)) == at {
				return f.removeItem(s, i, at)
			}
		}
	}
	var known []string
	if m := f.Case.Causes; m != nil {
		for i := range m.Links {
			known = append(known, string(model.LinkPath(m.Links[i].From, m.Links[i].To)))
		}
	}
	return Edit{}, f.cannot(at, "case/unknown-path", fmt.Sprintf("There is no link %q.", at), suggestion(at, known, "link"))
}

// appendItem adds an item at the end of a list.
func (f *File) appendItem(s, item *node, path string) (Edit, problem.List) {
	last := s.items[len(s.items)-1]
	src := last.src
	var b strings.Builder
	if s.flow {
		b.WriteString(", ")
		printFlow(&b, item)
		return f.splice(src, last.end, last.end, b.String(), path)
	}
	dash, ok := dashOf(last)
	if !ok {
		return Edit{}, f.noDash(path)
	}
	printItem(&b, item, dash-src.lines[src.lineOf(dash)])
	at := nextLine(src, last.end)
	return f.splice(src, at, at, b.String(), path)
}

// removeItem takes an item out of a list; the list goes with its last one.
func (f *File) removeItem(s *node, i int, path string) (Edit, problem.List) {
	item := s.items[i]
	src := item.src
	switch {
	case s.flow && i > 0:
		return f.splice(src, s.items[i-1].end, item.end, "", path)
	case s.flow && len(s.items) > 1:
		return f.splice(src, item.pos, s.items[1].pos, "", path)
	case len(s.items) == 1:
		return f.replace(s, &node{kind: sequenceNode, flow: true}, path)
	}
	dash, ok := dashOf(item)
	if !ok {
		return Edit{}, f.noDash(path)
	}
	return f.splice(src, src.lines[src.lineOf(dash)], nextLine(src, item.end), "", path)
}

// dashOf is where the dash of a list's item stands; false when something else
// stands between the two.
func dashOf(item *node) (int, bool) {
	at := item.pos - 1
	for at > 0 && (isBlank(item.src.data[at]) || isBreak(item.src.data[at])) {
		at--
	}
	return at, at >= 0 && item.src.data[at] == '-'
}

func (f *File) noDash(path string) problem.List {
	return f.cannot(path, "case/cannot-edit", "The list is written in a way that cannot be changed here.", "Change it in the case file.")
}
