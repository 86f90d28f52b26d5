package evidence

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Place is an address in a source: the whole of it (From 0), one paragraph
// (From = To), one sentence of a paragraph, or a run of paragraphs.
type Place struct {
	Source   string
	From, To int // paragraphs from 1, both included; 0: the whole source
	Sentence int // from 1; 0: the whole paragraph
}

// Whole reports whether the place is all of its source.
func (p Place) Whole() bool { return p.From == 0 }

// String prints the place in its one canonical form: `fa ¶18`, `fa ¶20-31`,
// `fa ¶5.3`, `fa`.
func (p Place) String() string {
	s := p.Source
	if p.From == 0 {
		return s
	}
	s += " ¶" + strconv.Itoa(p.From)
	switch {
	case p.Sentence > 0:
		s += "." + strconv.Itoa(p.Sentence)
	case p.To > p.From:
		s += "-" + strconv.Itoa(p.To)
	}
	return s
}

// FormatPlaces prints places as ParsePlaces reads them.
func FormatPlaces(places []Place) string {
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = p.String()
	}
	return strings.Join(out, ", ")
}

// ParsePlaces reads one or more places separated by commas, each
//
//	ID [¶ or :] N [.S | -M]
//
// with blanks allowed between the parts: `fa ¶18`, `fa:20-31`, `fa ¶5.3`, `ll`.
// N and S count from 1 and M is at least N.
//
// Every error is evidence/bad-locator; all wrong places are reported at once.
func ParsePlaces(text string) ([]Place, error) {
	var (
		out  []Place
		errs Errors
	)
	for part := range strings.SplitSeq(text, ",") {
		p, err := parsePlace(strings.TrimFunc(part, unicode.IsSpace))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, p)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return out, nil
}

func parsePlace(text string) (Place, *Error) {
	bad := func(cause string) (Place, *Error) {
		return Place{}, &Error{
			code:   CodeBadLocator,
			Text:   clip(text),
			Cause:  cause,
			Remedy: "write a source and a paragraph, as `fa ¶18`, `fa ¶20-31` or `fa ¶5.3`; several with commas; in {...} or [...] in quotes",
		}
	}
	if text == "" {
		return bad("a place is missing")
	}
	s := placeScanner{rest: text}
	p := Place{Source: s.id()}
	if p.Source == "" {
		return bad("it does not begin with the id of a source")
	}
	if !strings.ContainsFunc(p.Source, unicode.IsLetter) {
		return bad("the id of a source is missing before the number")
	}
	spaced := s.blanks()
	if s.rest == "" {
		return p, nil
	}
	marked := s.take('¶') || s.take(':')
	if !marked && !spaced {
		return bad("an id is letters, digits and single hyphens, and this goes on otherwise")
	}
	s.blanks()
	var ok bool
	if p.From, ok = s.number(); !ok {
		return bad("a paragraph is a number from 1")
	}
	p.To = p.From
	s.blanks()
	switch {
	case s.take('.'):
		s.blanks()
		if p.Sentence, ok = s.number(); !ok {
			return bad("a sentence is a number from 1")
		}
	case s.take('-') || s.take('–'):
		s.blanks()
		if p.To, ok = s.number(); !ok {
			return bad("the last paragraph is a number from 1")
		}
		if p.To < p.From {
			return bad("the last paragraph comes before the first")
		}
	}
	s.blanks()
	if s.rest != "" {
		return bad("there is more than one place can hold: " + strconv.Quote(clip(s.rest)))
	}
	return p, nil
}

// placeScanner eats a place from the left.
type placeScanner struct{ rest string }

// id takes letters and digits with single hyphens inside. A hyphen belongs to
// the id only when a letter or digit follows it.
func (s *placeScanner) id() string {
	n := 0
	for n < len(s.rest) {
		c, size := utf8.DecodeRuneInString(s.rest[n:])
		if c == '-' && n > 0 {
			next, width := utf8.DecodeRuneInString(s.rest[n+size:])
			if !isIDRune(next) {
				break
			}
			n += size + width
			continue
		}
		if !isIDRune(c) {
			break
		}
		n += size
	}
	id := s.rest[:n]
	s.rest = s.rest[n:]
	return id
}

func isIDRune(c rune) bool {
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c))
}

func (s *placeScanner) blanks() bool {
	before := len(s.rest)
	s.rest = strings.TrimLeftFunc(s.rest, unicode.IsSpace)
	return len(s.rest) < before
}

func (s *placeScanner) take(c rune) bool {
	rest, ok := strings.CutPrefix(s.rest, string(c))
	s.rest = rest
	return ok
}

// number takes a whole number from 1.
func (s *placeScanner) number() (int, bool) {
	n := 0
	for n < len(s.rest) && s.rest[n] >= '0' && s.rest[n] <= '9' {
		n++
	}
	x, err := strconv.Atoi(s.rest[:n])
	if err != nil || x < 1 {
		return 0, false
	}
	s.rest = s.rest[n:]
	return x, true
}
