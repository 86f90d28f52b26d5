package evidence

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func freeze(t testing.TB, raw string) Frozen {
	t.Helper()
	f, err := Freeze([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// code is the code of an error, empty for none.
func code(err error) string {
	if err == nil {
		return ""
	}
	var c interface{ Code() string }
	if !errors.As(err, &c) {
		return "no code: " + err.Error()
	}
	return c.Code()
}

func TestFreeze(t *testing.T) {
	for _, tc := range []struct {
		name, raw, text string
		removed         int
		paragraphs      []Extent
	}{
		{"empty", "", "", 0, []Extent{}},
		{"blank lines only", " \n\t\u00a0\n", " \n\t\u00a0\n", 0, []Extent{}},
		{"CR LF at the end", "a\r\n", "a\n", 0, []Extent{{0, 1}}},
		{"CR, CR LF and LF in a row", "a\r\r\n\nb", "a\n\n\nb", 0, []Extent{{0, 1}, {4, 5}}},
		{"controls", "\x00a\x07\tb\x1f\x7f", "a\tb\x7f", 3, []Extent{{0, 4}}},
		{"a control between CR and LF keeps two ends of line", "a\r\x00\nb", "a\n\nb", 1, []Extent{{0, 1}, {3, 4}}},
		{"byte order mark", "\uFEFFa\uFEFF", "a\uFEFF", 0, []Extent{{0, 2}}},
		{"nothing else changes", "  e\u0301 “q”  ", "  e\u0301 “q”  ", 0, []Extent{{0, 10}}},
		{"beyond the first plane", "😀\n😀😀", "😀\n😀😀", 0, []Extent{{0, 1}, {2, 4}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := freeze(t, tc.raw)
			if f.Text != tc.text || f.Removed != tc.removed || f.Length != utf8.RuneCountInString(tc.text) {
				t.Errorf("text %q, removed %d, length %d; want %q, %d", f.Text, f.Removed, f.Length, tc.text, tc.removed)
			}
			if d := cmp.Diff(tc.paragraphs, f.Paragraphs); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFreezeRefusesOtherEncodings(t *testing.T) {
	_, err := Freeze([]byte("caf\xe9 au lait"))
	if code(err) != CodeNotUTF8 || !strings.Contains(err.Error(), "3 from the beginning") {
		t.Errorf("got %v", err)
	}
}

func TestFreezeIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.StringOf(rapid.SampledFrom([]rune("ab \t\r\n\x00\x1f\uFEFF\u00a0é😀"))).Draw(t, "raw")
		once, err := Freeze([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		twice, err := Freeze([]byte(once.Text))
		if err != nil || twice.Text != once.Text || twice.Removed != 0 {
			t.Fatalf("%q becomes %q, then %q", raw, once.Text, twice.Text)
		}
		lines := 0
		for line := range strings.SplitSeq(once.Text, "\n") {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		if lines != len(once.Paragraphs) {
			t.Fatalf("%q has %d paragraphs, want %d", once.Text, len(once.Paragraphs), lines)
		}
	})
}

func TestOffsetsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		text = strings.Repeat(text, rapid.IntRange(1, 20).Draw(t, "times")) // past the first marks
		o := NewOffsets(text)
		if o.Len() != utf8.RuneCountInString(text) {
			t.Fatalf("length %d", o.Len())
		}
		cp, units := 0, 0
		for b, c := range text {
			if o.Byte(cp) != b || o.UTF16(cp) != units {
				t.Fatalf("code point %d: byte %d, unit %d; want %d, %d", cp, o.Byte(cp), o.UTF16(cp), b, units)
			}
			if o.FromByte(b) != cp || o.FromUTF16(units) != cp {
				t.Fatalf("code point %d comes back as %d, %d", cp, o.FromByte(b), o.FromUTF16(units))
			}
			cp++
			units += utf16.RuneLen(c)
		}
		if o.Byte(cp) != len(text) || o.UTF16(cp) != units || o.FromByte(len(text)) != cp || o.FromUTF16(units) != cp {
			t.Fatal("the end does not come back")
		}
	})
}

func TestFindQuote(t *testing.T) {
	o := NewOffsets("a😀b b")
	q, err := o.FindQuote("b")
	want := Quote{Extent{2, 3}, [2]int{3, 4}, [2]int{5, 6}}
	if err != nil || q != want {
		t.Errorf("got %v, %v; want %v", q, err, want)
	}
	if _, err := o.FindQuote("x"); code(err) != CodeQuoteNotFound {
		t.Errorf("got %v", err)
	}
}
