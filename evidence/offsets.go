package evidence

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

func itoa(n int) string { return strconv.Itoa(n) }

// stride is the number of code points between two marks of Offsets: a look-up
// walks half of it on average, and a text of a megabyte needs 16,000 marks.
const stride = 64

// Offsets converts between code points, bytes of UTF-8 and units of UTF-16 of
// one text. Positions outside the text are taken to its nearest end.
type Offsets struct {
	text   string
	length int
	utf16  int
	marks  []mark // every stride code points
}

type mark struct{ bytes, utf16 int }

// NewOffsets prepares the conversion for text.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text, marks: make([]mark, 0, len(text)/stride+1)}
	for i, c := range text {
		if o.length%stride == 0 {
			o.marks = append(o.marks, mark{i, o.utf16})
		}
		o.length++
		o.utf16 += units(c)
	}
	return o
}

// units is the number of UTF-16 units of c.
func units(c rune) int {
	if c > 0xFFFF {
		return 2
	}
	return 1
}

// Len is the length of the text in code points.
func (o *Offsets) Len() int { return o.length }

// Byte is the byte at which the code point cp begins.
func (o *Offsets) Byte(cp int) int {
	b, _ := o.locate(cp)
	return b
}

// UTF16 is the UTF-16 unit at which the code point cp begins.
func (o *Offsets) UTF16(cp int) int {
	_, u := o.locate(cp)
	return u
}

func (o *Offsets) locate(cp int) (bytes, utf16 int) {
	if cp <= 0 {
		return 0, 0
	}
	if cp >= o.length {
		return len(o.text), o.utf16
	}
	if o.length == len(o.text) {
		return cp, cp // ASCII
	}
	m := o.marks[cp/stride]
	for range cp % stride {
		c, n := utf8.DecodeRuneInString(o.text[m.bytes:])
		m.bytes += n
		m.utf16 += units(c)
	}
	return m.bytes, m.utf16
}

// FromByte is the code point that the byte b begins or belongs to.
func (o *Offsets) FromByte(b int) int {
	return o.from(b, len(o.text), func(m mark) int { return m.bytes })
}

// FromUTF16 is the code point that the UTF-16 unit u begins or belongs to.
func (o *Offsets) FromUTF16(u int) int {
	return o.from(u, o.utf16, func(m mark) int { return m.utf16 })
}

func (o *Offsets) from(x, end int, of func(mark) int) int {
	if x <= 0 {
		return 0
	}
	if x >= end {
		return o.length
	}
	if o.length == len(o.text) {
		return x // ASCII
	}
	k := sort.Search(len(o.marks), func(i int) bool { return of(o.marks[i]) > x }) - 1
	m, cp := o.marks[k], k*stride
	for {
		c, n := utf8.DecodeRuneInString(o.text[m.bytes:])
		m.bytes += n
		m.utf16 += units(c)
		if of(m) > x {
			return cp
		}
		cp++
	}
}

// Quote is a stretch of a text in all three countings, half-open.
type Quote struct {
	Extent
	UTF16 [2]int `json:"utf16"`
	UTF8  [2]int `json:"utf8"`
}

// FindQuote returns the first exact occurrence of quote.
// The error is evidence/quote-not-found.
func (o *Offsets) FindQuote(quote string) (Quote, error) {
	at := strings.Index(o.text, quote)
	if at < 0 {
		return Quote{}, &Error{
			code:   CodeQuoteNotFound,
			Text:   clip(quote),
			Cause:  "these words do not stand in the text, letter for letter",
			Remedy: "copy them from the frozen text, or look for them with reanchor",
		}
	}
	start, end := o.FromByte(at), o.FromByte(at+len(quote))
	return Quote{
		Extent: Extent{start, end},
		UTF16:  [2]int{o.UTF16(start), o.UTF16(end)},
		UTF8:   [2]int{at, at + len(quote)},
	}, nil
}
