package evidence

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Day is a calendar day, UTC.
type Day struct {
	Year, Month, Day int
}

// Compare orders days.
func (d Day) Compare(e Day) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// After reports whether d comes after e.
func (d Day) After(e Day) bool { return d.Compare(e) > 0 }

// String prints 2016-08-31.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Period is the days that a date may mean, both ends included: one day, the
// days of a month or a year, or an interval. The zero Period is undated.
type Period struct {
	First, Last Day
}

// Dated reports whether there is a date at all.
func (p Period) Dated() bool { return p != Period{} }

// ParsePeriod reads 2016, 2016-08, 2016-08-31, a moment such as
// 2016-08-31T10:00:00Z (its day in UTC), or an interval of two of them joined
// by `..`; an empty text is undated. The error is evidence/bad-date.
func ParsePeriod(text string) (Period, error) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return Period{}, nil
	}
	from, to, interval := strings.Cut(trimmed, "..")
	p, ok := parseDate(strings.TrimSpace(from))
	if ok && interval {
		var q Period
		if q, ok = parseDate(strings.TrimSpace(to)); ok {
			if p.First.After(q.Last) {
				return Period{}, badDate(trimmed, "the interval ends before it begins", "put the earlier date first")
			}
			p.Last = q.Last
		}
	}
	if !ok {
		return Period{}, badDate(trimmed, "this is no date of the calendar", "write 2016-08-31, 2016-08, 2016 or 2016-08-22..2016-09-10")
	}
	return p, nil
}

// ParseDay reads one full day. The error is evidence/bad-date.
func ParseDay(text string) (Day, error) {
	p, err := ParsePeriod(text)
	if err != nil {
		return Day{}, err
	}
	if !p.Dated() || p.First != p.Last {
		return Day{}, badDate(strings.TrimSpace(text), "one day is needed here", "write it in full, as 2016-08-31")
	}
	return p.First, nil
}

func badDate(text, cause, remedy string) *Error {
	return &Error{code: CodeBadDate, Text: clip(text), Cause: cause, Remedy: remedy}
}

func parseDate(s string) (Period, bool) {
	if strings.ContainsRune(s, 'T') {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
			if t, err := time.Parse(layout, s); err == nil {
				d := dayOf(t.UTC())
				return Period{d, d}, d.Year > 0
			}
		}
		return Period{}, false
	}
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{
		{"2006-01-02", 0, 0, 1},
		{"2006-01", 0, 1, 0},
		{"2006", 1, 0, 0},
	} {
		if len(s) != len(form.layout) {
			continue
		}
		t, err := time.Parse(form.layout, s)
		if err != nil || t.Year() == 0 {
			return Period{}, false
		}
		return Period{dayOf(t), dayOf(t.AddDate(form.years, form.months, form.days-1))}, true
	}
	return Period{}, false
}

func dayOf(t time.Time) Day { return Day{t.Year(), int(t.Month()), t.Day()} }
