package solo

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"entente/bargain"
	"entente/internal/codec/stances"
	"entente/internal/problem"
)

const lines = `issue,actor,position,salience,capability,lo,hi,outcome
tram,mayor,9,0.4,5,0,10,6
tram,shops,2,0.3,3,0,10,6
tram,greens,7.5,0.2,2,0,10,6
bus,mayor,20,0.5,5,,,
bus,shops,60..80,0.4,3,,,
bus,greens,,,,,,
`

func read(t testing.TB, text string) *stances.Data {
	t.Helper()
	d, list := stances.Read("t.csv", []byte(text), stances.Detect)
	if list.HasErrors() {
		t.Fatal(list)
	}
	return d
}

func run(t testing.TB, d *stances.Data, o Options) *Bargaining {
	t.Helper()
	r, err := Bargain("t.csv", "abc", d, nil, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func codes(err error) []string {
	var list problem.List
	if !errors.As(err, &list) {
		return nil
	}
	var out []string
	for _, p := range list {
		out = append(out, p.Code)
	}
	return out
}

func TestStatic(t *testing.T) {
	r := run(t, read(t, lines), Options{})
	if r.Model != Static || r.Stop != nil || r.Trajectory != nil || r.Seed != 1 || len(r.Issues) != 2 {
		t.Fatalf("%+v", r)
	}
	tram := r.Issues[0]
	if want := (9*2 + 2*0.9 + 7.5*0.4) / 3.3; math.Abs(tram.WeightedMean-want) > 1e-12 {
		t.Errorf("weighted mean %v, want %v", tram.WeightedMean, want)
	}
	if tram.Outcome == nil || *tram.Outcome != 6 || tram.Distribution.CRPS == nil || tram.Ranges != nil {
		t.Errorf("outcome %v, CRPS %v, ranges %v", tram.Outcome, tram.Distribution.CRPS, tram.Ranges)
	}
	bus := r.Issues[1]
	if bus.Outcome != nil || bus.Distribution.CRPS != nil || bus.Ranges == nil {
		t.Fatalf("%+v", bus)
	}
	// The mean is linear in the one number that is a range: shops hold 1.2 of 3.7.
	low, high := (20*2.5+60*1.2)/3.7, (20*2.5+80*1.2)/3.7
	q := bus.Ranges.Inputs
	if math.Abs(q.P50-(low+high)/2) > 0.01 || math.Abs(q.P05-(low+0.05*(high-low))) > 0.01 || math.Abs(q.P90-(low+0.9*(high-low))) > 0.01 {
		t.Errorf("quantiles %+v of a uniform number between %v and %v", q, low, high)
	}
	last := 0.0
	for _, f := range bus.Ranges.CDF {
		if f < last-1e-12 {
			t.Fatal("no distribution function")
		}
		last = f
	}
	if math.Abs(last-1) > 1e-9 {
		t.Errorf("it ends at %v", last)
	}
}

// Names that an outer type and an embedded one share are written once, the
// outer one; every name of the contract is there.
func TestJSONFields(t *testing.T) {
	fields := []string{"format", "version", "file", "file_format", "digest", "model", "meaning", "record", "switches", "seed", "stop", "warnings", "notes", "issues", "trajectory", "moves", "exchanges"}
	for model, more := range map[string][]string{
		Static:                {},
		"eu/pair-least":       {"actors", "scales", "stops", "limits"},
		"smp/ktab-1.4":        {"actors", "scales", "limits"},
		"exchange/equal-gain": {"outcome_before", "outcome_after", "final_positions"},
	} {
		data, err := json.Marshal(run(t, read(t, lines), Options{Model: model, Trace: true}))
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]json.RawMessage
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		for _, f := range append(append([]string{}, fields...), more...) {
			if got[f] == nil {
				t.Errorf("%s: no field %q", model, f)
			}
		}
		for _, f := range []string{"warnings", "notes", "issues", "trajectory", "moves", "exchanges"} {
			if string(got[f]) == "null" {
				t.Errorf("%s: %q is null", model, f)
			}
		}
		for _, f := range []string{"format", "model", "trajectory", "issues"} {
			if n := strings.Count(string(data), `{"`+f+`":`) + strings.Count(string(data), `,"`+f+`":`); f != "issues" && n != 1 {
				t.Errorf("%s: %q stands %d times", model, f, n)
			}
		}
	}
}

func TestPick(t *testing.T) {
	d := read(t, lines)
	bus := run(t, d, Options{Issues: []string{"bus"}})
	all := run(t, d, Options{})
	if len(bus.Issues) != 1 || bus.Issues[0].Issue != "bus" {
		t.Fatalf("%+v", bus.Issues)
	}
	if diff := cmp.Diff(all.Issues[1].Ranges, bus.Issues[0].Ranges); diff != "" {
		t.Errorf("alone the issue is another:\n%s", diff)
	}
	if len(d.Problem.Issues) != 2 || len(d.Ranges) != 1 || d.Ranges[0].Issue != 1 {
		t.Error("the data was changed")
	}
	_, err := Bargain("t.csv", "", d, nil, Options{Issues: []string{"train", "bus"}, Group: "g"})
	if got := codes(err); !cmp.Equal(got, []string{CodePick, CodePick}) {
		t.Errorf("%v: %v", got, err)
	}
}

func TestProposalsAreNotTradedAgainstEachOther(t *testing.T) {
	d := read(t, lines)
	d.Issues[0].Group, d.Issues[1].Group = "one", "two"
	for _, model := range []string{"smp/ktab-1.4", "exchange/equal-gain"} {
		_, err := Bargain("t.csv", "", d, nil, Options{Model: model})
		if got := codes(err); !cmp.Equal(got, []string{CodeProposals}) {
			t.Errorf("%s: %v: %v", model, got, err)
		}
		run(t, d, Options{Model: model, Group: "two"})
	}
	run(t, d, Options{Model: "eu/pair-least"})
	_, err := Bargain("t.csv", "", d, nil, Options{Group: "two", Issues: []string{"tram"}})
	if got := codes(err); !cmp.Equal(got, []string{CodePick}) {
		t.Errorf("%v: %v", got, err)
	}
}

func TestRefusals(t *testing.T) {
	d := read(t, lines)
	for _, c := range []struct {
		o    Options
		want []string
	}{
		{Options{Rounds: 2, Set: []bargain.Setting{{Switch: "prob", Value: "net"}}}, []string{CodeNoRounds, CodeNoRounds}},
		{Options{Model: "eu/none"}, []string{bargain.CodeUnknownModel}},
		{Options{Model: "eu/pair-least", Set: []bargain.Setting{{Switch: "prop", Value: "net"}, {Switch: "prob", Value: "never"}}}, []string{bargain.CodeUnknownSwitch, bargain.CodeBadValue}},
	} {
		_, err := Bargain("t.csv", "", d, nil, c.o)
		if got := codes(err); !cmp.Equal(got, c.want) {
			t.Errorf("%+v: %v: %v", c.o, got, err)
		}
	}
}

func TestFileSettingsGiveWay(t *testing.T) {
	d := read(t, lines)
	seed, seven := uint64(42), uint64(7)
	d.Seed, d.Switches = &seed, []stances.Switch{{Name: "VotingRule", Value: "Cubic"}}
	r := run(t, d, Options{Model: "smp/ktab-1.4"})
	if r.Seed != 42 || r.Switches.Get("VotingRule") != "Cubic" {
		t.Errorf("seed %d, %v", r.Seed, r.Switches)
	}
	r = run(t, d, Options{Model: "smp/ktab-1.4", Seed: &seven, Set: []bargain.Setting{{Switch: "VotingRule", Value: "Prop"}}})
	if r.Seed != 7 || r.Switches.Get("VotingRule") != "Prop" {
		t.Errorf("seed %d, %v", r.Seed, r.Switches)
	}
	if r = run(t, d, Options{Model: "eu/pair-least"}); len(r.Warnings) == 0 || !strings.Contains(strings.Join(r.Warnings, " "), "no use for them") {
		t.Errorf("%v", r.Warnings)
	}
}

// Every model starts from the positions that the static answer rests on, and
// the same input gives the same bytes.
func TestModelsStartAtTheForecast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "actors")
		text := "issue,actor,position,salience,capability\n"
		for _, issue := range []string{"p", "q"} {
			for i := range n {
				x := rapid.IntRange(0, 100).Draw(t, "position")
				text += issue + "," + string(rune('a'+i)) + "," + number(x) + ",0." + number(rapid.IntRange(1, 4).Draw(t, "salience")) + "," + number(rapid.IntRange(1, 9).Draw(t, "capability")) + "\n"
			}
		}
		d, list := stances.Read("t.csv", []byte(text), stances.Detect)
		if list.HasErrors() {
			t.Fatal(list)
		}
		for _, model := range models() {
			r, err := Bargain("t.csv", "", d, nil, Options{Model: model, Rounds: 3})
			if err != nil {
				t.Fatalf("%s: %v", model, err)
			}
			for k, is := range r.Issues {
				if got := r.Rounds[0].WeightedMean[k]; math.Abs(got-is.WeightedMean) > 1e-9 {
					t.Fatalf("%s starts %s at %v, the static answer is %v", model, is.Issue, got, is.WeightedMean)
				}
			}
			a, _ := json.Marshal(r)
			again, err := Bargain("t.csv", "", d, nil, Options{Model: model, Rounds: 3})
			if err != nil {
				t.Fatal(err)
			}
			if b, _ := json.Marshal(again); string(a) != string(b) {
				t.Fatalf("%s: other bytes", model)
			}
		}
	})
}

func number(x int) string {
	data, _ := json.Marshal(x)
	return string(data)
}
