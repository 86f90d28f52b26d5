package evidence

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// folded is the search form of a text with a map back to the text.
type folded struct {
	runes []rune
	// start and end bound the code points of the text that a rune of the search
	// form stands for.
	start, end []int32
}

// SearchForm folds what copying and typesetting change: Unicode NFC; a run of
// white space of any kind is one space; single quotes are ', double and angle
// quotes ", hyphens, dashes and the minus sign -; … is three dots; soft hyphens
// and zero-width characters are dropped. Case stays.
func SearchForm(text string) string { return string(fold(text).runes) }

// Fingerprint is the first 16 hex digits of the sha256 of the trimmed search
// form of a paragraph. It lets a case that may not hold a text's words say
// which paragraph it means.
func Fingerprint(paragraph string) string {
	return hexSum(strings.TrimSpace(SearchForm(paragraph)))[:16]
}

func fold(text string) *folded {
	composed := compose(text)
	f := &folded{
		runes: make([]rune, 0, len(composed.runes)),
		start: make([]int32, 0, len(composed.runes)),
		end:   make([]int32, 0, len(composed.runes)),
	}
	space := false
	for i, c := range composed.runes {
		if unicode.IsSpace(c) {
			if space {
				f.end[len(f.end)-1] = composed.end[i]
				continue
			}
			space = true
			f.add(' ', composed.start[i], composed.end[i])
			continue
		}
		space = false
		if c == '…' {
			for range 3 {
				f.add('.', composed.start[i], composed.end[i])
			}
			continue
		}
		f.add(foldRune(c), composed.start[i], composed.end[i])
	}
	return f
}

func (f *folded) add(c rune, start, end int32) {
	f.runes = append(f.runes, c)
	f.start = append(f.start, start)
	f.end = append(f.end, end)
}

// compose drops the invisible characters, then applies NFC. Dropping first
// makes the search form idempotent: a zero-width character must not keep a
// letter and its accent apart.
func compose(text string) *folded {
	visible := &folded{
		runes: make([]rune, 0, len(text)),
		start: make([]int32, 0, len(text)),
		end:   make([]int32, 0, len(text)),
	}
	at := int32(0)
	for _, c := range text {
		if !dropped(c) {
			visible.add(c, at, at+1)
		}
		at++
	}
	s := string(visible.runes)
	if norm.NFC.IsNormalString(s) {
		return visible
	}
	out := &folded{}
	for i := 0; s != ""; {
		n := norm.NFC.NextBoundaryInString(s, true)
		if n <= 0 {
			n = len(s)
		}
		segment := s[:n]
		s = s[n:]
		width := len([]rune(segment))
		if norm.NFC.IsNormalString(segment) {
			for k := i; k < i+width; k++ {
				out.add(visible.runes[k], visible.start[k], visible.end[k])
			}
		} else {
			// Which letter of the segment became which is not defined, so each
			// stands for the whole of it.
			for _, c := range norm.NFC.String(segment) {
				out.add(c, visible.start[i], visible.end[i+width-1])
			}
		}
		i += width
	}
	return out
}

func dropped(c rune) bool {
	switch c {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return true
	}
	return false
}

func foldRune(c rune) rune {
	if c < 0x80 {
		return c
	}
	switch c {
	case '‘', '’', '‚', '‛', '＇':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '‹', '›', '＂':
		return '"'
	case '−':
		return '-'
	}
	if unicode.Is(unicode.Pd, c) {
		return '-'
	}
	return c
}
