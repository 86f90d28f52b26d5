package evidence

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParsePlaces(t *testing.T) {
	for _, tc := range []struct {
		text  string
		want  []Place
		print string
	}{
		{"fa ¶18", []Place{{"fa", 18, 18, 0}}, "fa ¶18"},
		{"FA¶12", []Place{{"FA", 12, 12, 0}}, "FA ¶12"},
		{"fa:20-31", []Place{{"fa", 20, 31, 0}}, "fa ¶20-31"},
		{"fa ¶5.3", []Place{{"fa", 5, 5, 3}}, "fa ¶5.3"},
		{"ll ¶7, ll ¶12", []Place{{"ll", 7, 7, 0}, {"ll", 12, 12, 0}}, "ll ¶7, ll ¶12"},
		{"ll", []Place{{"ll", 0, 0, 0}}, "ll"},
		{"  ll-c4 \u00a0 ¶ 21 -\t22 ", []Place{{"ll-c4", 21, 22, 0}}, "ll-c4 ¶21-22"},
		{"a : 5 . 3,b", []Place{{"a", 5, 5, 3}, {"b", 0, 0, 0}}, "a ¶5.3, b"},
		{"fa ¶5-5", []Place{{"fa", 5, 5, 0}}, "fa ¶5"},
		{"fa 9", []Place{{"fa", 9, 9, 0}}, "fa ¶9"},
		{"fa ¶20–31", []Place{{"fa", 20, 31, 0}}, "fa ¶20-31"},
		{"2016-report ¶007", []Place{{"2016-report", 7, 7, 0}}, "2016-report ¶7"},
		{"خبر ¶1", []Place{{"خبر", 1, 1, 0}}, "خبر ¶1"},
	} {
		got, err := ParsePlaces(tc.text)
		if err != nil {
			t.Errorf("%q: %v", tc.text, err)
			continue
		}
		if d := cmp.Diff(tc.want, got); d != "" {
			t.Errorf("%q: %s", tc.text, d)
		}
		if s := FormatPlaces(got); s != tc.print {
			t.Errorf("%q prints as %q, want %q", tc.text, s, tc.print)
		}
	}
}

func TestParsePlacesRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "FA¶0", "fa ¶", "fa:", "¶5", ":5", "18", "fa ¶5,", ",fa", "fa ¶5-3", "fa ¶5-0", "fa ¶5.0", "fa ¶5.3-7",
		"fa ¶5-7.3", "fa ¶-3", "fa ¶x", "fa ¶¶5", "fa ¶5 6", "fa ¶1.5.2", "fa_b ¶2", "fa- ¶2", "-fa ¶2", "f--a ¶2", "fa ¶٣",
		"fa ¶99999999999999999999", "fa; ll", "fa ¶+5",
	} {
		got, err := ParsePlaces(text)
		if code(err) != CodeBadLocator {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	_, err := ParsePlaces("fa ¶0, ll ¶3, ll ¶9-8")
	if errs, ok := err.(Errors); !ok || len(errs) != 2 {
		t.Errorf("two of three places are wrong, got %v", err)
	}
}

func TestPlacesPrintAndReadBack(t *testing.T) {
	place := rapid.Custom(func(t *rapid.T) Place {
		p := Place{Source: rapid.StringMatching(`[a-zA-Z][a-z0-9]{0,3}(-[a-z0-9]{1,3})?`).Draw(t, "source")}
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 1:
			p.From = rapid.IntRange(1, 1e9).Draw(t, "from")
			p.To = p.From
		case 2:
			p.From = rapid.IntRange(1, 1e6).Draw(t, "from")
			p.To = p.From + rapid.IntRange(0, 1e6).Draw(t, "more")
		case 3:
			p.From = rapid.IntRange(1, 1e6).Draw(t, "from")
			p.To = p.From
			p.Sentence = rapid.IntRange(1, 1e6).Draw(t, "sentence")
		}
		return p
	})
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(place, 1, 5).Draw(t, "places")
		got, err := ParsePlaces(FormatPlaces(want))
		if err != nil || !cmp.Equal(want, got) {
			t.Fatalf("%q: %v, %v", FormatPlaces(want), got, err)
		}
	})
}

func FuzzParsePlaces(f *testing.F) {
	for _, seed := range []string{"fa ¶18", "fa:20-31, ll", "a ¶5.3", "¶", "fa ¶5-3,"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		places, err := ParsePlaces(text)
		if err != nil {
			if code(err) != CodeBadLocator {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := ParsePlaces(FormatPlaces(places))
		if err != nil || !cmp.Equal(places, again) {
			t.Fatalf("%q prints as %q, which reads as %v, %v", text, FormatPlaces(places), again, err)
		}
	})
}
