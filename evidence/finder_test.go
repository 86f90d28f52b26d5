package evidence

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

const flights = "The ministry said flights would stop. Two days later the speaker said: “flights have not stopped”. " +
	"The base, he added, was under national command; the aircraft only refuelled there. A week later the ministry said flights would stop for now."

func TestFind(t *testing.T) {
	const hamadan = "Pilots at Hamadan wait. Pilots at Hamadān wait."
	for _, tc := range []struct {
		name, text string
		span       Span
		want       Status
		start, end int
	}{
		{"unchanged", flights, Span{Exact: "flights", Start: new(18), End: new(25)}, OK, 18, 25},
		{"at the very beginning", flights, Span{Exact: "The ministry"}, Moved, 0, 12},
		{"at the very end", flights, Span{Exact: "for now.", Start: new(3), End: new(4)}, Moved, 232, 240},
		{"the whole text", "a b", Span{Exact: "a b", Start: new(0), End: new(3)}, OK, 0, 3},
		{"offsets agree, quotes folded", "say “no”", Span{Exact: `"no"`, Start: new(4), End: new(8)}, OK, 4, 8},
		{"offsets beyond the text", "say no", Span{Exact: "no", Start: new(90), End: new(92)}, Moved, 4, 6},
		{"offsets the wrong way round", "say no", Span{Exact: "no", Start: new(6), End: new(4)}, Moved, 4, 6},
		{"negative offsets", "say no", Span{Exact: "no", Start: new(-2), End: new(0)}, Moved, 4, 6},
		{"composed and decomposed", "le cafe\u0301 noir", Span{Exact: "café"}, Moved, 3, 8},
		{"beyond the first plane", "😀😀 base 😀", Span{Exact: "base 😀"}, Moved, 3, 9},
		{"dots in an ellipsis are one place", "wait… now", Span{Exact: "."}, Moved, 4, 5},
		{"overlapping occurrences", "ananas", Span{Exact: "ana"}, Ambiguous, 0, 0},
		{"nearness alone is too little", "stop and stop", Span{Exact: "stop", Start: new(8), End: new(12)}, Ambiguous, 0, 0},
		{"context decides", "we stop, they stop", Span{Exact: "stop", Prefix: "they "}, Moved, 14, 18},
		{"context decides for the old offsets", "we “stop”, they “stop”", Span{Exact: `"stop"`, Prefix: "they ", Start: new(16), End: new(22)}, OK, 16, 22},
		{"case counts", "Stop", Span{Exact: "stop"}, Lost, 0, 0},
		{"empty quote without offsets", "stop", Span{}, Lost, 0, 0},
		{"empty quote with offsets", "stop", Span{Start: new(2), End: new(2)}, OK, 2, 2},
		{"only invisible characters", "stop", Span{Exact: "\u200b"}, Lost, 0, 0},
		{"empty text", "", Span{Exact: "stop"}, Lost, 0, 0},
		{"nine letters with one changed are not alike enough", "abcdefghi", Span{Exact: "abcdXfghi"}, Lost, 0, 0},
		{"ten letters with one changed are", "abcdefghij", Span{Exact: "abcdXfghij"}, Drifted, 0, 10},
		{"a letter changed at the end stays inside", "the jets lefd.", Span{Exact: "the jets left"}, Drifted, 0, 13},
		{"two drifted places that fit equally", "abcdefghij. abcdefghij.", Span{Exact: "abcdXfghij"}, Lost, 0, 0},
		{"two drifted places, one in context", "one abcdefghij. two abcdefghij.", Span{Exact: "abcdXfghij", Prefix: "two "}, Drifted, 20, 30},
		{"drift in an accent", hamadan, Span{Exact: "Pilots at Hamādan wait."}, Lost, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := NewFinder(tc.text).Find(tc.span)
			if got.Status != tc.want || got.Extent != (Extent{tc.start, tc.end}) {
				t.Errorf("got %+v, want %s %d-%d", got, tc.want, tc.start, tc.end)
			}
		})
	}
}

func TestFindByFingerprint(t *testing.T) {
	f := NewFinder("one\n\ntwo\ntwo\n three ")
	three := Fingerprint("three")
	for _, tc := range []struct {
		name string
		span Span
		want Found
	}{
		{"where it was", Span{Paragraph: 4, Fingerprint: three}, Found{OK, Extent{13, 20}, 4, 1, 1}},
		{"elsewhere", Span{Paragraph: 1, Fingerprint: three}, Found{Moved, Extent{13, 20}, 4, 1, 1}},
		{"one of two that are alike, where it was", Span{Paragraph: 3, Fingerprint: Fingerprint("two")}, Found{OK, Extent{9, 12}, 3, 1, 1}},
		{"one of two that are alike, elsewhere", Span{Paragraph: 1, Fingerprint: Fingerprint("two")}, Found{Status: Lost}},
		{"gone", Span{Paragraph: 1, Fingerprint: Fingerprint("four")}, Found{Status: Lost}},
		{"beyond the last", Span{Paragraph: 9, Fingerprint: Fingerprint("four")}, Found{Status: Lost}},
		{"by paragraph alone", Span{Paragraph: 2}, Found{OK, Extent{5, 8}, 2, 1, 1}},
		{"by a paragraph that is not there", Span{Paragraph: 5}, Found{Status: Lost}},
	} {
		if got := f.Find(tc.span); got != tc.want {
			t.Errorf("%s: got %+v, want %+v", tc.name, got, tc.want)
		}
	}
}

func TestParagraphOfFinder(t *testing.T) {
	f := NewFinder("one\n\n two")
	if e, s, err := f.Paragraph(2); err != nil || s != " two" || e != (Extent{5, 9}) {
		t.Errorf("got %v, %q, %v", e, s, err)
	}
	if _, _, err := f.Paragraph(3); code(err) != CodeNoParagraph || !strings.Contains(err.Error(), "2 paragraphs") {
		t.Errorf("got %v", err)
	}
	if _, err := f.NewSpan(Extent{4, 99}); code(err) != CodeBadSpan {
		t.Errorf("got %v", err)
	}
}

// The score of a place whose context was changed, worked out by hand:
// prefix "under " against "upper ", trimmed: distance 2 of 5; no suffix stored;
// start 6 against 0 in a text of 11.
func TestScore(t *testing.T) {
	got := NewFinder("upper fleet").Find(Span{Exact: "fleet", Prefix: "under ", Start: new(0), End: new(5)})
	want := (50 + 20*(1-2.0/5) + 20 + 2*(1-6.0/11)) / 92
	if got.Status != Moved || math.Abs(got.Score-want) > 1e-12 {
		t.Errorf("got %+v, want the score %v", got, want)
	}
}

func TestCandidate(t *testing.T) {
	f := NewFinder(flights)
	s := Span{Exact: "the aircraft merely refuel here"}
	if got := f.Find(s); got.Status != Lost {
		t.Fatalf("got %+v", got)
	}
	got, ok := f.Candidate(s)
	if !ok || !strings.HasPrefix(f.slice(got.Extent.Start, got.Extent.End), "the aircraft only refuel") {
		t.Errorf("got %+v, %v", got, ok)
	}
	if _, ok := f.Candidate(Span{Exact: "quite another matter altogether, zzz"}); ok {
		t.Error("nothing in the text is like that")
	}
}

// corpus is n sentences of made-up words with the frequencies of a language.
func corpus(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 4000)
	for i := range vocabulary {
		w := make([]byte, 2+r.IntN(9))
		for k := range w {
			w[k] = "etaoinshrdlucmfwypvbgk"[min(r.IntN(22), r.IntN(22))]
		}
		vocabulary[i] = string(w)
	}
	var b strings.Builder
	for i := range n {
		for range 8 + r.IntN(20) {
			b.WriteString(vocabulary[int(math.Pow(float64(len(vocabulary)), r.Float64()))-1])
			b.WriteByte(' ')
		}
		b.WriteString("– ’s.")
		if i%5 == 4 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// A span of a text is found where it was; after a paragraph is put in before
// it, at the shifted place; and not at all when its paragraph is gone.
func TestSpansFollowTheText(t *testing.T) {
	text := strings.TrimSpace(corpus(60))
	lines := strings.Split(text, "\n")
	f := NewFinder(text)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, len(lines)-1).Draw(t, "paragraph")
		p := f.paragraphs[n]
		start := rapid.IntRange(p.Start, p.End-40).Draw(t, "start")
		span, err := f.NewSpan(Extent{start, rapid.IntRange(start+40, p.End).Draw(t, "end")})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Find(span); got.Status != OK || got.Extent != (Extent{*span.Start, *span.End}) || got.Paragraph != n+1 {
			t.Fatalf("unchanged: %+v", got)
		}
		const more = "A new paragraph – with its own words, 😀."
		longer := strings.Join(append([]string{more}, lines...), "\n")
		shift := utf8.RuneCountInString(more) + 1
		if got := NewFinder(longer).Find(span); got.Status != Moved || got.Extent != (Extent{*span.Start + shift, *span.End + shift}) {
			t.Fatalf("one paragraph more: %+v", got)
		}
		shorter := strings.Join(append(append([]string{}, lines[:n]...), lines[n+1:]...), "\n")
		if got := NewFinder(shorter).Find(span); got.Status != Lost {
			t.Fatalf("paragraph gone: %+v", got)
		}
	})
}

// The look-up by pieces finds the same endings as a search of everything.
func TestNearAgainstFullSearch(t *testing.T) {
	f := NewFinder(corpus(300))
	form := f.fold()
	if len(form.bytes) < indexFrom {
		t.Fatal("the text is too short to be indexed")
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(12, 150).Draw(t, "length")
		at := rapid.IntRange(0, len(form.runes)-n).Draw(t, "at")
		sought := append([]rune{}, form.runes[at:at+n]...)
		for range rapid.IntRange(0, n/8).Draw(t, "changes") {
			sought[rapid.IntRange(0, n-1).Draw(t, "where")] = 'X'
		}
		most := rapid.IntRange(0, n/6).Draw(t, "most")
		got := f.near(sought, most)
		want := newPattern(sought).endings(nil, form.runes, 0, len(form.runes), most)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add(flights, "flights have not stopped", "said: ", "", 3, 9)
	f.Add("a\u0301 b…c", "á", "", "b...", 0, 2)
	f.Add("", "", "", "", 0, 0)
	f.Fuzz(func(t *testing.T, text, exact, prefix, suffix string, start, end int) {
		if len(text) > 2000 || !utf8.ValidString(text) || !utf8.ValidString(exact) {
			t.Skip()
		}
		finder := NewFinder(text)
		got := finder.Find(Span{Exact: exact, Prefix: prefix, Suffix: suffix, Start: &start, End: &end})
		e := got.Extent
		if e.Start < 0 || e.End < e.Start || e.End > finder.offsets.Len() || got.Score < 0 || got.Score > 1+1e-9 {
			t.Fatalf("%+v", got)
		}
		if got.Status.Passes() && got.Similarity != 1 {
			t.Fatalf("%+v", got)
		}
	})
}

// changed returns the spans of a text with n letters of each replaced.
func changed(f *Finder, spans, n int) []Span {
	r := rand.New(rand.NewPCG(3, 4))
	out := make([]Span, spans)
	for i := range out {
		start := r.IntN(f.offsets.Len() - 200)
		s, err := f.NewSpan(Extent{start, start + 60 + r.IntN(120)})
		if err != nil {
			panic(err)
		}
		letters := []rune(s.Exact)
		for range n {
			letters[r.IntN(len(letters))] = '#'
		}
		s.Exact = string(letters)
		out[i] = s
	}
	return out
}

// 2,000 spans in a text of 1 MB, by what became of them.
func BenchmarkFind(b *testing.B) {
	text := corpus(13_000)
	f := NewFinder(text)
	for _, bm := range []struct {
		name    string
		changes int
		moved   bool
	}{{"moved", 0, true}, {"drifted", 3, true}, {"lost", 60, true}, {"ok", 0, false}} {
		spans := changed(f, 2000, bm.changes)
		b.Run(bm.name, func(b *testing.B) {
			b.ReportMetric(float64(len(text))/1e6, "MB")
			for b.Loop() {
				count := map[Status]int{}
				g := NewFinder(text)
				for _, s := range spans {
					if bm.moved {
						*s.Start--
					}
					count[g.Find(s).Status]++
				}
				b.ReportMetric(float64(count[Drifted]), "drifted")
				b.ReportMetric(float64(count[Lost]), "lost")
			}
		})
	}
}

// Rule 2 against its definition, on texts whose search form is themselves.
func TestChoiceAgainstDefinition(t *testing.T) {
	distance := func(a, b string) int { return table([]rune(a), []rune(b), false)[len(a)][len(b)] }
	likeness := func(stored, now string) float64 {
		stored, now = strings.Trim(stored, " "), strings.Trim(now, " ")
		if stored == "" {
			return 1
		}
		return 1 - float64(distance(stored, now))/float64(max(len(stored), len(now)))
	}
	word := rapid.StringMatching(`[ab]{1,3}`)
	seen := map[Status]bool{}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 1, 30).Draw(t, "text"), " ")
		s := Span{
			Exact:  rapid.StringMatching(`[ab]{1,2}`).Draw(t, "exact"),
			Prefix: strings.Join(rapid.SliceOfN(word, 0, 3).Draw(t, "prefix"), " "),
			Suffix: strings.Join(rapid.SliceOfN(word, 0, 3).Draw(t, "suffix"), " "),
		}
		old := rapid.IntRange(-1, len(text)).Draw(t, "old start")
		if old >= 0 {
			s.Start, s.End = &old, new(old+len(s.Exact))
		}
		got := NewFinder(text).Find(s)
		seen[got.Status] = true
		if old >= 0 && strings.HasPrefix(text[old:], s.Exact) {
			if got.Status != OK || got.Extent.Start != old {
				t.Fatalf("it is still there, got %+v", got)
			}
			return
		}
		var starts []int
		var scores []float64
		for i := 0; i+len(s.Exact) <= len(text); i++ {
			if !strings.HasPrefix(text[i:], s.Exact) {
				continue
			}
			end := i + len(s.Exact)
			score := 50 + 20*likeness(s.Prefix, text[max(0, i-len(s.Prefix)):i]) + 20*likeness(s.Suffix, text[end:min(len(text), end+len(s.Suffix))])
			if old >= 0 {
				score += 2 * (1 - math.Abs(float64(i-old))/float64(len(text)))
			}
			starts, scores = append(starts, i), append(scores, score/92)
		}
		if len(starts) == 0 {
			if got.Status != Lost {
				t.Fatalf("it is nowhere, got %+v", got)
			}
			return
		}
		best := 0
		for i := range scores {
			if scores[i] > scores[best] {
				best = i
			}
		}
		for i := range scores {
			switch lead := scores[best] - scores[i]; {
			case i == best:
			case math.Abs(lead-0.05) < 1e-9:
				return // a matter of rounding
			case lead < 0.05:
				if got.Status != Ambiguous {
					t.Fatalf("%v at %v, got %+v", scores, starts, got)
				}
				return
			}
		}
		if got.Status != Moved || got.Extent.Start != starts[best] || math.Abs(got.Score-scores[best]) > 1e-12 {
			t.Fatalf("%v at %v, got %+v", scores, starts, got)
		}
	})
	for _, s := range []Status{OK, Moved, Ambiguous, Lost} {
		if !seen[s] {
			t.Errorf("no draw gives %s", s)
		}
	}
}
