package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Normaliser names the rules that Freeze follows. A frozen text is bound to
// them: other rules give a new revision of the text, never a change of it.
const Normaliser = "txt/1"

// Extent is a stretch of a frozen text in code points, half-open.
type Extent struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Frozen is a text that will not change any more, and its addresses.
type Frozen struct {
	Text       string
	Length     int    // code points
	SHA256     string // of Text, in hex
	RawSHA256  string // of the bytes as they came
	Removed    int    // control characters dropped
	Paragraphs []Extent
}

// Freeze makes the frozen text of raw bytes by the rules txt/1: a byte order
// mark is dropped, CR LF and CR become LF, C0 controls other than tab and LF
// are removed and counted, and nothing else is changed.
//
// Freezing a frozen text changes nothing; for that, byte order marks that come
// to stand at the beginning are dropped as well.
//
// The error is evidence/not-utf8.
func Freeze(raw []byte) (Frozen, error) {
	if !utf8.Valid(raw) {
		at := 0
		for at < len(raw) {
			r, n := utf8.DecodeRune(raw[at:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		return Frozen{}, notUTF8(at)
	}
	var b strings.Builder
	b.Grow(len(raw))
	removed := 0
	for i, c := range string(raw) {
		switch {
		case c == '\uFEFF' && b.Len() == 0:
		case c == '\r':
			b.WriteByte('\n')
		case c == '\n' && i > 0 && raw[i-1] == '\r':
		case c < 0x20 && c != '\t' && c != '\n':
			removed++
		default:
			b.WriteRune(c)
		}
	}
	text := b.String()
	paragraphs, length := paragraphs(text)
	return Frozen{
		Text:       text,
		Length:     length,
		SHA256:     hexSum(text),
		RawSHA256:  hexSum(string(raw)),
		Removed:    removed,
		Paragraphs: paragraphs,
	}, nil
}

func notUTF8(at int) *Error {
	e := &Error{code: CodeNotUTF8, Cause: "the text is not UTF-8"}
	if at > 0 {
		e.Cause += " (first wrong byte: " + itoa(at) + " from the beginning)"
	}
	e.Remedy = "save it as UTF-8 and take it in again"
	return e
}

func hexSum(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// paragraphs finds the lines that are not only white space, each whole and
// without its LF, and the length of the text in code points.
func paragraphs(text string) ([]Extent, int) {
	out := []Extent{}
	at, start, blank := 0, 0, true
	close := func() {
		if !blank {
			out = append(out, Extent{start, at})
		}
	}
	for _, c := range text {
		if c == '\n' {
			close()
			start, blank = at+1, true
		} else if blank && !unicode.IsSpace(c) {
			blank = false
		}
		at++
	}
	close()
	return out, at
}

func noParagraph(n, have int) *Error {
	return &Error{
		code:   CodeNoParagraph,
		Text:   "¶" + itoa(n),
		Cause:  "the text has " + itoa(have) + " paragraphs",
		Remedy: "count the lines that are not blank, from 1",
	}
}
