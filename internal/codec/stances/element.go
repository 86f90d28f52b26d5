package stances

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"
)

// element is a node of an XML file, with its place.
type element struct {
	name     string
	text     string
	place    at // of the text, else of the tag
	children []*element
}

const (
	maxDepth    = 20
	maxElements = 2*MaxCells + 10*MaxActors
)

// child returns the first child of a name, or nil.
func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// field returns the text of a child as a cell; ok is false without the child.
func (e *element) field(name string) (f field, place at, ok bool) {
	c := e.child(name)
	if c == nil {
		return field{}, e.place, false
	}
	return field{text: c.text, column: c.place.column}, c.place, true
}

// places turns offsets into lines and columns.
type places struct {
	text   string
	starts []int
}

func placesOf(text string) places {
	p := places{text: text, starts: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
	return p
}

func (p places) at(offset int) at {
	offset = min(offset, len(p.text))
	l := sort.Search(len(p.starts), func(i int) bool { return p.starts[i] > offset })
	return at{l, 1 + utf8.RuneCountInString(p.text[p.starts[l-1]:offset])}
}

// parseXML reads the tree of an XML file. The error's place is returned with
// it.
func parseXML(text string) (*element, at, error) {
	places := placesOf(text)
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if strings.EqualFold(label, "us-ascii") {
			return input, nil
		}
		return nil, fmt.Errorf("the file declares the encoding %q; save it as UTF-8", label)
	}
	var root *element
	var open []*element
	count := 0
	for {
		start := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, places.at(int(d.InputOffset())), err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if count++; count > maxElements || len(open) >= maxDepth {
				return nil, places.at(start), fmt.Errorf("the file has more than %d elements or is nested deeper than %d", maxElements, maxDepth)
			}
			e := &element{name: t.Name.Local, place: places.at(start)}
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, e)
			} else if root == nil {
				root = e
			} else {
				return nil, places.at(start), errors.New("the file has more than one root element")
			}
			open = append(open, e)
		case xml.EndElement:
			e := open[len(open)-1]
			e.text = strings.TrimSpace(e.text)
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) == 0 {
				continue
			}
			e := open[len(open)-1]
			if e.text == "" && strings.TrimSpace(string(t)) != "" {
				raw := text[start:]
				e.place = places.at(start + len(raw) - len(strings.TrimLeft(raw, " \t\r\n")))
			}
			e.text += string(t)
		}
	}
	if root == nil {
		return nil, at{1, 1}, errors.New("the file has no element")
	}
	return root, at{}, nil
}
