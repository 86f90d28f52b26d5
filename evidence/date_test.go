package evidence

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParsePeriod(t *testing.T) {
	for text, want := range map[string]string{
		"2016":                      "2016-01-01 2016-12-31",
		"2016-02":                   "2016-02-01 2016-02-29",
		"2015-02":                   "2015-02-01 2015-02-28",
		" 2016-08-31 ":              "2016-08-31 2016-08-31",
		"2016-08-22..2016-09-10":    "2016-08-22 2016-09-10",
		"2016-08 .. 2017":           "2016-08-01 2017-12-31",
		"2016..2016-03":             "2016-01-01 2016-03-31",
		"2016-08-31T23:30:00-02:00": "2016-09-01 2016-09-01",
		"2016-08-31T10:00Z":         "2016-08-31 2016-08-31",
	} {
		p, err := ParsePeriod(text)
		if got := p.First.String() + " " + p.Last.String(); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", text, got, err, want)
		}
	}
	if p, err := ParsePeriod(" "); err != nil || p.Dated() {
		t.Errorf("nothing is undated, got %v, %v", p, err)
	}
	for _, text := range []string{"2016-13", "2016-02-30", "16-08-31", "August 2016", "2016-8-1", "2016..", "..2016", "2017..2016", "2016..2017..2018", "0000", "2016-08-31T", "20160831"} {
		if p, err := ParsePeriod(text); code(err) != CodeBadDate {
			t.Errorf("%q: got %v, %v", text, p, err)
		}
	}
	if _, err := ParseDay("2016-08"); code(err) != CodeBadDate {
		t.Errorf("a month is no day: %v", err)
	}
}

func TestAdmit(t *testing.T) {
	day := Day{2016, 8, 22}
	for _, tc := range []struct {
		published string
		overruled bool
		want      Refusal
	}{
		{"2016-08-22", false, Admitted},
		{"2016-08-23", false, After},
		{"2016-08-23", true, After},
		{"2016-08", false, MayBeAfter},
		{"2016-08", true, Admitted},
		{"2016-07", false, Admitted},
		{"2016-09", false, After},
		{"2015", false, Admitted},
		{"2016-08-22..2016-09-10", false, MayBeAfter},
		{"", false, Undated},
		{"", true, Undated},
	} {
		p, err := ParsePeriod(tc.published)
		if err != nil {
			t.Fatal(err)
		}
		if got := Admit(p, day, tc.overruled); got != tc.want {
			t.Errorf("%q, overruled %v: %q, want %q", tc.published, tc.overruled, got, tc.want)
		}
	}
}

// What is admitted on a day is admitted on every later one.
func TestAdmittedGrowsWithTheDay(t *testing.T) {
	date := func(n int) Day { return dayOf(time.Date(2016, 1, 1+n, 0, 0, 0, 0, time.UTC)) }
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, 400).Draw(t, "from")
		p := Period{date(from), date(from + rapid.IntRange(0, 60).Draw(t, "length"))}
		early := rapid.IntRange(0, 500).Draw(t, "early")
		late := early + rapid.IntRange(0, 100).Draw(t, "later")
		overruled := rapid.Bool().Draw(t, "overruled")
		if Admit(p, date(early), overruled) == Admitted && Admit(p, date(late), overruled) != Admitted {
			t.Fatalf("%v is admitted on %v and not on %v", p, date(early), date(late))
		}
	})
}
