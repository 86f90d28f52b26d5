package bargain

import (
	"errors"
	"fmt"
	"testing"
)

func TestReadings(t *testing.T) {
	for family, want := range map[string]int{"eu": 3 * 2 * 3 * 2 * 2 * 2, "smp": 5 * 3 * 6 * 5 * 3 * 3 * 3 * 3 * 2} {
		readings, err := Readings(family)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for r := range readings {
			seen[fmt.Sprint(r)] = true
		}
		if n, _ := CountReadings(family); len(seen) != want || n != want {
			t.Errorf("%s: %d different readings, counted %d; want %d", family, len(seen), n, want)
		}
	}
	some, err := Readings("smp", "PCEModel", "VotingRule")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r := range some {
		if n++; n == 2 && (r.Get("PCEModel") != "Conditional" || r.Get("VotingRule") != "PropBin" && r.Get("VotingRule") != "Binary" || r.Get("BigRRange") != "Mid") {
			t.Errorf("second reading is %v", r)
		}
	}
	if n != 18 {
		t.Errorf("%d readings of two switches, want 18", n)
	}
	for r := range some {
		if _, err := Run(SMPKTAB, emission(), Options{Set: r, Rounds: 1}); err != nil {
			t.Fatal(err)
		}
	}
	var unknown *NameError
	if _, err := Readings("smp", "PCEmodel"); !errors.As(err, &unknown) || unknown.Nearest != "PCEModel" {
		t.Errorf("misspelt switch: %v", err)
	}
	if _, err := Readings("spm"); !errors.As(err, &unknown) || unknown.Nearest != "smp" {
		t.Errorf("misspelt family: %v", err)
	}
	if _, err := Readings("eu", "rounds"); !errors.As(err, &unknown) {
		t.Error("the number of rounds is no reading")
	}
}

// A conclusion that is the value of one switch is put down to that switch and to
// no other.
func TestAttribute(t *testing.T) {
	readings, err := Readings("eu")
	if err != nil {
		t.Fatal(err)
	}
	var verdicts []Verdict
	for r := range readings {
		verdicts = append(verdicts, Verdict{r, r.Get("prob") == "pair"})
	}
	a := Attribute(verdicts)
	if a.Holds != 48 || a.Readings != 144 || a.Switches[0].Switch != "prob" || a.Switches[0].Range != 1 || !within(a.Switches[0].Flips, 2.0/3, 1e-12) || a.Switches[0].Pairs != 144 {
		t.Errorf("got %+v", a)
	}
	for _, s := range a.Switches[1:] {
		if s.Flips != 0 || s.Range != 0 {
			t.Errorf("%s is blamed: %+v", s.Switch, s)
		}
	}
	if want := "It holds under 48 of 144 readings. The switch that decides most is prob: with pair it holds under 48 of 48, with net under 0 of 48."; a.Words != want {
		t.Errorf("got %q, want %q", a.Words, want)
	}
	// Neither switch decides alone, and a switch that never does has no flips.
	for i, r := range verdicts {
		verdicts[i].Holds = (r.Reading.Get("view") == "own") == (r.Reading.Get("tie") == "first")
	}
	if a := Attribute(verdicts); a.Switches[0].Flips != 1 || a.Switches[1].Flips != 1 || a.Switches[0].Range != 0 || a.Switches[2].Flips != 0 {
		t.Errorf("got %+v", a.Switches)
	}
	if a := Attribute(nil); a.Readings != 0 || a.Words == "" {
		t.Errorf("no readings: %+v", a)
	}
}
