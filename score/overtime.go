package score

import (
	"errors"
	"math"
	"slices"
	"time"
)

// Life is the time in which a question can be forecast: from Opens to its
// resolution or to Closes, whichever is first.
type Life struct {
	Opens, Closes time.Time
	Resolved      *time.Time // nil: not resolved, or not known when
}

// End is the last moment of the life.
func (l Life) End() time.Time {
	if l.Resolved != nil && l.Resolved.Before(l.Closes) {
		return *l.Resolved
	}
	return l.Closes
}

// Standing is what stands from a moment on, until the next of the same
// forecaster: a forecast and how it scores.
type Standing struct {
	At   time.Time
	Loss float64 // its score, lower is better; may be +Inf
}

// OverTime is the score of one forecaster on one question over its life.
type OverTime struct {
	Coverage float64  // share of the life in which a forecast stood
	Loss     *float64 // over the time covered; nil when there is none
	Imputed  *float64 // over the whole life; nil unless asked for
}

// Conventions of scoring over time. The zero value is the house form: every
// moment counts alike and what is not covered is not scored.
type Conventions struct {
	// Impute is the score that stands where there is no forecast; nil: none.
	Impute *float64
	// Daily counts calendar days (UTC) alike, each with the last forecast of
	// the day, as some platforms do.
	Daily bool
}

// Weigh scores standing forecasts over a life:
//
//	sum of duration x loss / sum of duration
//
// over the time covered, with the share of the life that this is. A forecast
// made before the life opens stands from then on; one made after its end is
// refused (scoring/late-forecast), as is a life that ends before it opens
// (scoring/bad-dates). Of two made at one moment the later in the list stands.
// The order is otherwise of no account.
func Weigh(life Life, forecasts []Standing, with Conventions) (OverTime, error) {
	end := life.End()
	if life.Closes.Before(life.Opens) || end.Before(life.Opens) {
		return OverTime{}, fault(CodeDates, "let a question open before it closes and is resolved", "the question opens %s and ends %s", stamp(life.Opens), stamp(end))
	}
	sorted := slices.Clone(forecasts)
	slices.SortStableFunc(sorted, func(a, b Standing) int { return a.At.Compare(b.At) })
	var late []error
	for _, f := range sorted {
		if f.At.After(end) {
			late = append(late, fault(CodeLate, "leave out what was forecast after the end", "the forecast of %s comes after the question's end, %s", stamp(f.At), stamp(end)))
		}
	}
	if len(late) > 0 {
		return OverTime{}, errors.Join(late...)
	}
	length := seconds
	if with.Daily {
		length = days(end)
	}
	covered, sum := 0.0, 0.0
	for i, f := range sorted {
		from, to := later(f.At, life.Opens), end
		if i+1 < len(sorted) {
			to = later(sorted[i+1].At, life.Opens)
		}
		last := i+1 == len(sorted)
		if d := length(from, to, last); d > 0 {
			covered += d
			sum += float64(d * f.Loss)
		}
	}
	whole := length(life.Opens, end, true)
	var out OverTime
	if covered > 0 {
		loss := sum / covered
		out.Loss, out.Coverage = &loss, math.Min(covered/whole, 1)
	}
	if with.Impute != nil && whole > 0 {
		rest := 0.0
		if bare := whole - covered; bare > 0 {
			rest = float64(bare * *with.Impute)
		}
		imputed := (sum + rest) / whole
		out.Imputed = &imputed
	}
	return out, nil
}

// seconds between two moments, over any distance.
func seconds(from, to time.Time, _ bool) float64 {
	return float64(to.Unix()-from.Unix()) + float64(to.Nanosecond()-from.Nanosecond())/1e9
}

// days counts the days from one moment to another: those that begin with the
// day of from and end before the day of to, or, up to the end of the life, with
// the last day that has a moment in it.
func days(end time.Time) func(from, to time.Time, last bool) float64 {
	return func(from, to time.Time, last bool) float64 {
		first, beyond := dayOf(from), dayOf(to)
		if last && end.After(time.Unix(beyond*secondsADay, 0)) {
			beyond++
		}
		return float64(beyond - first)
	}
}

const secondsADay = 24 * 60 * 60

// dayOf numbers the days of UTC.
func dayOf(t time.Time) int64 {
	s := t.Unix()
	d := s / secondsADay
	if s%secondsADay < 0 {
		d--
	}
	return d
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// Dated is a forecast of an event and when it was made.
type Dated struct {
	At time.Time
	P  float64
}

// BrierOverTime is the time-weighted Brier score of the forecasts of a
// yes-or-no question. impute, if not nil, is the probability that stands where
// there is no forecast, such as the base rate.
func BrierOverTime(life Life, outcome int, forecasts []Dated, impute *float64, daily bool) (OverTime, error) {
	p, standing := make([]float64, len(forecasts)), make([]Standing, len(forecasts))
	for i, f := range forecasts {
		p[i], standing[i] = f.P, Standing{f.At, brier(f.P, outcome)}
	}
	with := Conventions{Daily: daily}
	errs := []error{checkProbabilities(p), checkEvent(outcome)}
	if impute != nil {
		b := brier(*impute, outcome)
		with.Impute, errs = &b, append(errs, checkProbability(*impute))
	}
	out, err := Weigh(life, standing, with)
	if err := errors.Join(append(errs, err)...); err != nil {
		return OverTime{}, err
	}
	return out, nil
}

// ParseTime reads a moment: RFC 3339 with a zone, or a date, which is its first
// moment in UTC.
func ParseTime(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fault(CodeTime, "write 2016-09-01T09:00:00Z or 2016-09-01", "%q is no time", clip(text))
}

// clip keeps quoted input short.
func clip(text string) string {
	const most = 72 // a quoted sha256 is shown whole
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "..."
	}
	return text
}
