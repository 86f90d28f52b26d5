package score

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var september = time.Date(2016, 9, 1, 0, 0, 0, 0, time.UTC)

func hours(n int) time.Time { return september.Add(time.Duration(n) * time.Hour) }

// naiveOverTime walks the life hour by hour, or day by day.
func naiveOverTime(life Life, outcome int, forecasts []Dated, impute *float64, daily bool) (coverage, loss, imputed float64) {
	step := time.Hour
	if daily {
		step = 24 * time.Hour
	}
	covered, all, sum, filled := 0.0, 0.0, 0.0, 0.0
	for t := life.Opens.Truncate(step); t.Before(life.End()); t = t.Add(step) {
		p := math.NaN()
		until := t
		if daily {
			until = t.Add(step - time.Nanosecond)
		}
		last := time.Time{}
		for _, f := range forecasts {
			if !f.At.After(until) && !f.At.Before(last) {
				p, last = f.P, f.At
			}
		}
		all++
		if !math.IsNaN(p) {
			covered++
			sum += brier(p, outcome)
			filled += brier(p, outcome)
		} else if impute != nil {
			filled += brier(*impute, outcome)
		}
	}
	return covered / all, sum / covered, filled / all
}

func TestOverTimeAgainstEveryHour(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		life := Life{Opens: hours(rapid.IntRange(0, 50).Draw(t, "opens")), Closes: hours(rapid.IntRange(51, 400).Draw(t, "closes"))}
		if rapid.Bool().Draw(t, "early") {
			r := life.Opens.Add(time.Duration(rapid.IntRange(1, 60).Draw(t, "resolved")) * time.Hour)
			life.Resolved = &r
		}
		span := int(life.End().Sub(september).Hours())
		forecasts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Dated {
			return Dated{hours(rapid.IntRange(-20, span-1).Draw(t, "at")), rapid.Float64Range(0, 1).Draw(t, "p")}
		}), 0, 8).Draw(t, "forecasts")
		outcome, base, daily := rapid.IntRange(0, 1).Draw(t, "outcome"), 0.3, rapid.Bool().Draw(t, "daily")
		got, err := BrierOverTime(life, outcome, forecasts, &base, daily)
		if err != nil {
			t.Fatal(err)
		}
		coverage, loss, imputed := naiveOverTime(life, outcome, forecasts, &base, daily)
		if math.Abs(got.Coverage-coverage) > 1e-12 || math.Abs(*got.Imputed-imputed) > 1e-12 {
			t.Fatalf("coverage %v, imputed %v; hour by hour %v, %v", got.Coverage, *got.Imputed, coverage, imputed)
		}
		if (got.Loss == nil) != (coverage == 0) || got.Loss != nil && math.Abs(*got.Loss-loss) > 1e-12 {
			t.Fatalf("%v, hour by hour %v", got.Loss, loss)
		}
		// Splitting a forecast's time in two records changes nothing, and no
		// order of records does.
		if len(forecasts) == 0 || daily {
			return
		}
		one := rapid.SampledFrom(forecasts).Draw(t, "one")
		next := life.End()
		for _, f := range forecasts {
			if f.At.After(one.At) && f.At.Before(next) {
				next = f.At
			}
		}
		if slices.ContainsFunc(forecasts, func(f Dated) bool { return f != one && f.At.Equal(one.At) }) {
			return
		}
		more := append(slices.Clone(forecasts), Dated{one.At.Add(next.Sub(one.At) / 2), one.P})
		again, err := BrierOverTime(life, outcome, more, &base, daily)
		if err != nil {
			t.Fatal(err)
		}
		if got.Loss != nil && math.Abs(*again.Loss-*got.Loss) > 1e-12 || math.Abs(again.Coverage-got.Coverage) > 1e-12 {
			t.Fatalf("split %+v, whole %+v", again, got)
		}
	})
}

func TestOverTimeLongLives(t *testing.T) {
	first := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	life := Life{Opens: first, Closes: time.Date(9001, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, daily := range []bool{false, true} {
		got, err := BrierOverTime(life, 0, []Dated{{time.Date(4501, 1, 1, 0, 0, 0, 0, time.UTC), 1}}, nil, daily)
		if err != nil || math.Abs(got.Coverage-0.5) > 1e-4 || *got.Loss != 1 {
			t.Errorf("%+v (%v)", got, err)
		}
	}
	// A life without length has no coverage.
	life.Closes = first
	got, err := BrierOverTime(life, 0, []Dated{{first, 1}}, nil, false)
	if err != nil || got.Coverage != 0 || got.Loss != nil {
		t.Errorf("%+v (%v)", got, err)
	}
	// An infinite loss stands only where it stood.
	life.Closes = first.Add(time.Hour)
	w, err := Weigh(life, []Standing{{first, math.Inf(1)}, {first, 0.5}}, Conventions{})
	if err != nil || *w.Loss != 0.5 {
		t.Errorf("%v (%v)", *w.Loss, err)
	}
}

func TestParseTime(t *testing.T) {
	for text, want := range map[string]time.Time{
		"2016-09-01":                     september,
		"2016-09-01T00:00:00Z":           september,
		"2016-09-01T02:00:00+02:00":      september,
		"2016-09-01T00:00:00.000000001Z": september.Add(1),
	} {
		if got, err := ParseTime(text); err != nil || !got.Equal(want) {
			t.Errorf("%s is %v (%v), want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "2016", "2016-09-31", "2016-09-01T00:00:00", "yesterday"} {
		if _, err := ParseTime(text); code(err) != CodeTime {
			t.Errorf("%q: %v", text, err)
		}
	}
}
