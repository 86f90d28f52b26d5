package analysis

import (
	"context"
	"math"
	"testing"

	"entente/bargain"
	"entente/model"
)

// The EU case is the table that the challenge model's published runs rest on:
// its variants have known weighted means in round 1.
func TestModelOnPublishedTable(t *testing.T) {
	f := builtIn(t, "eu-car-emissions")
	for model, want := range map[string]float64{"eu/pair-least": 7.595, "eu/masad-2014": 7.445, "eu/jmckib": 7.461} {
		m, err := RunModel(context.Background(), f, Defaults(), ModelOptions{Model: model, Rounds: 3})
		if err != nil {
			t.Fatal(err)
		}
		start, first := m.Trajectory.Rounds[0].WeightedMean[0], m.Trajectory.Rounds[1].WeightedMean[0]
		if math.Abs(start-7.389955686853767) > 1e-9 || math.Abs(first-want) > 5e-4 {
			t.Errorf("%s: weighted mean %v then %v, want 7.38996 then %v", model, start, first, want)
		}
		if len(m.Trajectory.Moves) == 0 || len(m.ActorIDs) != 10 {
			t.Errorf("%s: %d moves, %d actors", model, len(m.Trajectory.Moves), len(m.ActorIDs))
		}
		asJSON(t, m)
	}
}

// Every named model runs on the flagship case, on all issues and on one, and
// begins where the static lens stands.
func TestEveryModelRunsOnTheFlagship(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	base := runOf(t, f, small())
	for _, info := range bargain.Models() {
		m, err := RunModel(context.Background(), f, Defaults(), ModelOptions{Model: info.Name})
		if err != nil {
			t.Errorf("%s: %v", info.Name, err)
			continue
		}
		if info.Family == "eu" {
			for k, is := range base.Issues {
				if got := m.Trajectory.Rounds[0].WeightedMean[k]; math.Abs(got-is.Methods[0].Point) > 1e-9 {
					t.Errorf("%s begins %s at %v, the lens stands at %v", info.Name, is.ID, got, is.Methods[0].Point)
				}
			}
		}
		if m.Trajectory.Stop == "" || m.Record == "" {
			t.Errorf("%s: stop %q, record %q", info.Name, m.Trajectory.Stop, m.Record)
		}
		asJSON(t, m)
		if _, err := RunModel(context.Background(), f, Defaults(), ModelOptions{Model: info.Name, Issue: "base-access"}); err != nil && info.Family != "exchange" {
			t.Errorf("%s on one issue: %v", info.Name, err)
		}
	}
	if _, err := RunModel(context.Background(), f, Defaults(), ModelOptions{Model: "eu/nothing"}); err == nil {
		t.Error("an unknown model runs")
	}
}

// The forecast counts the error of the method in: it is wider than the inputs
// alone, and its distribution function rises from 0 to 1.
func TestForecastIsWiderThanInputs(t *testing.T) {
	r := runOf(t, builtIn(t, "hamadan-2016"), small())
	for _, is := range r.Issues {
		f := is.Forecast
		if f == nil {
			t.Fatalf("%s has no forecast", is.ID)
		}
		if f.Both.P95-f.Both.P05 < f.Inputs.P95-f.Inputs.P05 {
			t.Errorf("%s: %v..%v is narrower than the inputs' %v..%v", is.ID, f.Both.P05, f.Both.P95, f.Inputs.P05, f.Inputs.P95)
		}
		last := 0.0
		for _, p := range f.CDF {
			if p < last-1e-12 || p > 1+1e-12 {
				t.Fatalf("%s: no distribution function", is.ID)
			}
			last = p
		}
		if math.Abs(last-1) > 1e-12 || f.Words == "" || f.Label == "" || f.Skill == "" {
			t.Errorf("%s: ends at %v; %q", is.ID, last, f.Words)
		}
	}
	// With points for inputs the two are one distribution.
	eu := runOf(t, builtIn(t, "eu-car-emissions"), small()).Issues[0].Forecast
	if d := math.Abs(eu.Both.P50 - eu.Method.P50); d > 6.0/200 {
		t.Errorf("median %v against %v", eu.Both.P50, eu.Method.P50)
	}
}

// A statement that every outcome satisfies holds under all readings, its
// opposite under none, and the base case's verdict is the static one.
func TestReadings(t *testing.T) {
	f := written(t, spread+`
conclusions:
  sure: {says: It is somewhere., answers: q, tests: {bargaining: i < 101}}
  never: {says: It is nowhere., answers: q, tests: {bargaining: i > 101}}
questions:
  q: {asks: "Where?"}
`)
	for id, want := range map[model.ConclusionID]float64{"sure": 1, "never": 0} {
		got, err := RunReadings(context.Background(), f, id, "", Defaults())
		if err != nil {
			t.Fatal(err)
		}
		if n, _ := bargain.CountReadings("eu"); got.Readings != n || got.Share != want || got.Static != (want == 1) {
			t.Errorf("%s: %d readings, share %v, static %v", id, got.Readings, got.Share, got.Static)
		}
	}
	one, err := RunReadings(context.Background(), builtIn(t, "hamadan-2016"), "temporary-only", "eu", Defaults())
	if err != nil {
		t.Fatal(err)
	}
	o := Defaults()
	o.Workers = 1
	two, err := RunReadings(context.Background(), builtIn(t, "hamadan-2016"), "temporary-only", "eu", o)
	if err != nil || asJSON(t, one) != asJSON(t, two) {
		t.Errorf("other bytes on one worker: %v", err)
	}
}

func BenchmarkReadings(b *testing.B) {
	f := builtIn(b, "hamadan-2016")
	for b.Loop() {
		if _, err := RunReadings(context.Background(), f, "temporary-only", "eu", Defaults()); err != nil {
			b.Fatal(err)
		}
	}
}
