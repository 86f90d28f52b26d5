package evidence

import (
	"index/suffixarray"
	"sort"
	"strings"
	"sync"
)

// The rules of re-anchoring.
const (
	driftFloor  = 0.9  // similarity from which changed words still count as the same
	reviewFloor = 0.5  // similarity from which a place may be shown to a person
	leadNeeded  = 0.05 // by which the best place must lead the next
)

// Weights of a place's score: words, context before and after, nearness.
const (
	weightExact, weightPrefix, weightSuffix, weightPos = 50, 20, 20, 2
	weightSum                                          = weightExact + weightPrefix + weightSuffix + weightPos
)

// Finder looks for spans in one frozen text. It folds the text once, and
// indexes it when a second span is asked for, so that thousands of spans are
// found in seconds. It may be used from several goroutines.
type Finder struct {
	text       string
	offsets    *Offsets
	paragraphs []Extent

	fold        func() *search
	fingerprint func() []string
}

// search is the folded text, ready to be searched.
type search struct {
	*folded
	bytes   []byte
	offsets *Offsets // of bytes
	index   func() *suffixarray.Index
}

// NewFinder prepares for finding spans in a frozen text.
func NewFinder(text string) *Finder {
	f := &Finder{text: text, offsets: NewOffsets(text)}
	f.paragraphs, _ = paragraphs(text)
	f.fold = sync.OnceValue(func() *search {
		s := &search{folded: fold(text)}
		form := string(s.runes)
		s.bytes = []byte(form)
		s.offsets = NewOffsets(form)
		s.index = sync.OnceValue(func() *suffixarray.Index { return suffixarray.New(s.bytes) })
		return s
	})
	f.fingerprint = sync.OnceValue(func() []string {
		out := make([]string, len(f.paragraphs))
		for i, p := range f.paragraphs {
			out[i] = Fingerprint(f.slice(p.Start, p.End))
		}
		return out
	})
	return f
}

// Text is the frozen text.
func (f *Finder) Text() string { return f.text }

// Offsets converts positions in the text.
func (f *Finder) Offsets() *Offsets { return f.offsets }

// Paragraphs is the number of paragraphs of the text.
func (f *Finder) Paragraphs() int { return len(f.paragraphs) }

// Paragraph is paragraph n, from 1: where it is, and its words.
// The error is evidence/no-such-paragraph and says how many there are.
func (f *Finder) Paragraph(n int) (Extent, string, error) {
	if n < 1 || n > len(f.paragraphs) {
		return Extent{}, "", noParagraph(n, len(f.paragraphs))
	}
	p := f.paragraphs[n-1]
	return p, f.slice(p.Start, p.End), nil
}

func (f *Finder) slice(start, end int) string {
	return f.text[f.offsets.Byte(start):f.offsets.Byte(end)]
}

// paragraphAt is the number of the paragraph that holds the code point, 0 for
// none.
func (f *Finder) paragraphAt(cp int) int {
	i := sort.Search(len(f.paragraphs), func(i int) bool { return f.paragraphs[i].End > cp })
	if i < len(f.paragraphs) && f.paragraphs[i].Start <= cp {
		return i + 1
	}
	return 0
}

// Find says where a span is now.
//
//  1. The stored offsets still hold the exact words: ok.
//  2. The words occur in the search form. Once: moved, or ok if the offsets
//     agree. Several times: the place whose context leads by 0.05 is taken,
//     without such a lead the span is ambiguous.
//  3. They do not occur: the best place by edit distance is drifted when its
//     similarity is at least 0.9 and it leads every place that does not overlap
//     it by 0.05; else the span is lost.
//
// A span without words is found by paragraph and fingerprint instead, or by
// its paragraph alone, which can only be missing.
func (f *Finder) Find(s Span) Found {
	if s.byFingerprint() {
		return f.findParagraph(s)
	}
	if s.Start != nil && s.End != nil && f.holds(s) {
		return f.found(OK, place{Extent: Extent{*s.Start, *s.End}, q: 1, score: 1})
	}
	sought := fold(s.Exact).runes
	if len(sought) == 0 {
		if n := s.Paragraph; s.Exact == "" && n >= 1 && n <= len(f.paragraphs) {
			return f.found(OK, place{Extent: f.paragraphs[n-1], q: 1, score: 1})
		}
		return Found{Status: Lost}
	}
	c := f.newContext(s)
	if places := f.occurrences(sought, c); len(places) > 0 {
		return f.choose(s, places)
	}
	return f.approximate(sought, c)
}

func (f *Finder) holds(s Span) bool {
	start, end := *s.Start, *s.End
	return start >= 0 && start <= end && end <= f.offsets.Len() && f.slice(start, end) == s.Exact
}

func (f *Finder) found(status Status, p place) Found {
	return Found{status, p.Extent, f.paragraphAt(p.Start), p.q, p.score}
}

// choose takes the best of the exact occurrences.
func (f *Finder) choose(s Span, places []place) Found {
	best, next := 0, -1.0
	for i := 1; i < len(places); i++ {
		switch score := places[i].score; {
		case score > places[best].score:
			best, next = i, places[best].score
		case score > next:
			next = score
		}
	}
	if len(places) > 1 && !leads(places[best].score, next) {
		return Found{Status: Ambiguous}
	}
	p := places[best]
	if s.Start != nil && s.End != nil && *s.Start == p.Start && *s.End == p.End {
		return f.found(OK, p)
	}
	return f.found(Moved, p)
}

// leads allows for the rounding of scores that differ by exactly the lead.
func leads(best, next float64) bool { return best-next >= leadNeeded-1e-12 }

// findParagraph finds a span by paragraph and fingerprint.
func (f *Finder) findParagraph(s Span) Found {
	prints := f.fingerprint()
	at := func(status Status, i int) Found {
		return f.found(status, place{Extent: f.paragraphs[i], q: 1, score: 1})
	}
	if n := s.Paragraph; n >= 1 && n <= len(prints) && prints[n-1] == s.Fingerprint {
		return at(OK, n-1)
	}
	match := -1
	for i, p := range prints {
		if p != s.Fingerprint {
			continue
		}
		if match >= 0 {
			return Found{Status: Lost}
		}
		match = i
	}
	if match < 0 {
		return Found{Status: Lost}
	}
	return at(Moved, match)
}

// occurrences finds the exact places of sought in the search form, overlapping
// ones included, in the order of the text.
func (f *Finder) occurrences(sought []rune, c *context) []place {
	t := f.fold()
	var out []place
	for _, b := range t.lookup(string(sought)) {
		from := t.offsets.FromByte(b)
		p := f.placeOf(from, from+len(sought))
		if len(out) > 0 && out[len(out)-1].Extent == p.Extent {
			continue // inside one … of the text
		}
		p.q = 1
		p.score = c.score(p)
		out = append(out, p)
	}
	return out
}

// indexFrom is the length of text from which an index pays.
const indexFrom = 1 << 14

// lookup returns the bytes at which s begins in the search form, ascending.
func (t *search) lookup(s string) []int {
	if len(t.bytes) >= indexFrom {
		out := t.index().Lookup([]byte(s), -1)
		sort.Ints(out)
		return out
	}
	var out []int
	form := t.offsets.text
	for at := 0; ; {
		i := strings.Index(form[at:], s)
		if i < 0 {
			return out
		}
		out = append(out, at+i)
		at += i + 1
	}
}

// place is a candidate: where it is in the text, and in the search form.
type place struct {
	Extent
	from, to int // runes of the search form
	q, score float64
}

func (f *Finder) placeOf(from, to int) place {
	t := f.fold()
	p := place{from: from, to: to}
	if from < to {
		p.Extent = Extent{int(t.start[from]), int(t.end[to-1])}
	}
	return p
}
