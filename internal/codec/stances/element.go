package stances

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// element is a node of an XML file, with its place.
type element struct {
	name     string
	text     string
	place    at // of the text, else of the tag
	raw      []byte
	placed   bool
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

// cursor turns offsets into lines and columns; they must not decrease, so that
// a file is walked once however long its lines are.
type cursor struct {
	text   string
	offset int
	at     at
}

func (c *cursor) to(offset int) at {
	for _, r := range c.text[c.offset:min(offset, len(c.text))] {
		if c.at.column++; r == '\n' {
			c.at = at{c.at.line + 1, 1}
		}
	}
	c.offset = max(c.offset, min(offset, len(c.text)))
	return c.at
}

// parseXML reads the tree of an XML file. The error's place is returned with
// it.
func parseXML(text string) (*element, at, error) {
	places := cursor{text: text, at: at{1, 1}}
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
			return nil, places.to(int(d.InputOffset())), err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if count++; count > maxElements || len(open) >= maxDepth {
				return nil, places.to(start), fmt.Errorf("the file has more than %d elements or is nested deeper than %d", maxElements, maxDepth)
			}
			e := &element{name: t.Name.Local, place: places.to(start)}
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, e)
			} else if root == nil {
				root = e
			} else {
				return nil, places.to(start), errors.New("the file has more than one root element")
			}
			open = append(open, e)
		case xml.EndElement:
			e := open[len(open)-1]
			e.text, e.raw = string(bytes.TrimSpace(e.raw)), nil
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) == 0 {
				continue
			}
			e := open[len(open)-1]
			if !e.placed && len(bytes.TrimSpace(t)) > 0 {
				raw := text[start:]
				e.placed, e.place = true, places.to(start+len(raw)-len(strings.TrimLeft(raw, " \t\r\n")))
			}
			e.raw = append(e.raw, t...)
		}
	}
	if root == nil {
		return nil, at{1, 1}, errors.New("the file has no element")
	}
	return root, at{}, nil
}
