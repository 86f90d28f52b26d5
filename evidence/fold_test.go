package evidence

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestSearchForm(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		" \t\n\u00a0\u2003\u3000x":             " x",
		"‘a’ ‚b‛ 'c'":                          "'a' 'b' 'c'",
		"“a” „b‟ «c» ‹d›":                      `"a" "b" "c" "d"`,
		"a‐b‑c‒d–e—f―g−h":                      "a-b-c-d-e-f-g-h",
		"wait…":                                "wait...",
		"so\u00adft\u200b \u200dz\u2060\ufeff": "soft z",
		"a \u200b b":                           "a b",
		"cafe\u0301":                           "café",
		"e\u200b\u0301":                        "é",
		"q\u0323\u0307 q\u0307\u0323":          "q\u0323\u0307 q\u0323\u0307",
		"Case STAYS":                           "Case STAYS",
	} {
		if got := SearchForm(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestFingerprint(t *testing.T) {
	// sha256 of "two" begins with 3fc4ccfe745870e2.
	for _, p := range []string{"two", "  two\u00a0", "t\u00adwo"} {
		if got := Fingerprint(p); got != "3fc4ccfe745870e2" {
			t.Errorf("%q: %s", p, got)
		}
	}
}

// odd is letters that the search form treats in some way of its own.
var odd = rapid.SampledFrom([]rune("ab e\u0301\u0327 \t\n\u00a0\u200b\u00ad…’“–é가\u1100\u1161😀"))

func TestSearchFormIsIdempotentAndMapsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(odd).Draw(t, "text")
		f := fold(text)
		if again := SearchForm(string(f.runes)); again != string(f.runes) {
			t.Fatalf("%q becomes %q, then %q", text, string(f.runes), again)
		}
		n := int32(utf8.RuneCountInString(text))
		for i := range f.runes {
			if f.start[i] < 0 || f.start[i] >= f.end[i] || f.end[i] > n {
				t.Fatalf("%q: rune %d stands for %d-%d of %d", text, i, f.start[i], f.end[i], n)
			}
			if i > 0 && (f.start[i] < f.start[i-1] || f.end[i] < f.end[i-1]) {
				t.Fatalf("%q: the map runs backwards at %d", text, i)
			}
		}
	})
}
