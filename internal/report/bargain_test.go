package report

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entente/internal/analysis"
	"entente/internal/backtest"
	"entente/internal/codec/stances"
	"entente/internal/solo"
	"entente/internal/store"
)

const stanceLines = `issue,actor,position,salience,capability,lo,hi,reference,outcome
tram,Mayor,90,0.4,5,0,100,0,62
tram,Shops,10..30,0.3,3,0,100,0,62
tram,Greens,80,0.3,2,0,100,0,62
tram,Drivers,20,0,2,0,100,0,62
fare,Mayor,2.5,0.3,5,1,4,,
fare,Shops,1.5,0.3,3,1,4,,
fare,Greens,,,2,1,4,,
fare,Drivers,3.5,0.5,2,1,4,,
`

func lensFile(t *testing.T, o solo.Options) *solo.Bargaining {
	t.Helper()
	d, list := stances.Read("town.csv", []byte(stanceLines), stances.Detect)
	if list.HasErrors() {
		t.Fatal(list)
	}
	r, err := solo.Bargain("town.csv", "0123456789abcdef", d, list, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestGoldenLensAlone(t *testing.T) {
	d, list := stances.Read("town.csv", []byte(stanceLines), stances.Detect)
	if list.HasErrors() {
		t.Fatal(list)
	}
	predicted, err := backtest.Predict(nil, backtest.FromStances("town.csv", "", d))
	if err != nil {
		t.Fatal(err)
	}
	file, list := store.Open("hamadan-2016")
	if list.HasErrors() {
		t.Fatal(list)
	}
	o := analysis.Defaults()
	run, err := analysis.RunModel(context.Background(), file, o, analysis.ModelOptions{Issue: "orientation", Rounds: 4})
	if err != nil {
		t.Fatal(err)
	}
	readings, err := analysis.RunReadings(context.Background(), file, "tilt-not-bloc", "", o)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]func(io.Writer) error{
		"static.txt": func(w io.Writer) error { return BargainText(w, lensFile(t, solo.Options{}), TextStyle{}) },
		"eu.txt": func(w io.Writer) error {
			return BargainText(w, lensFile(t, solo.Options{Model: "eu/pair-least", Trace: true}), TextStyle{})
		},
		"exchange.txt": func(w io.Writer) error {
			return BargainText(w, lensFile(t, solo.Options{Model: "exchange/equal-gain"}), TextStyle{})
		},
		"predict.txt":  func(w io.Writer) error { return PredictText(w, predicted, TextStyle{}) },
		"model.txt":    func(w io.Writer) error { return ModelText(w, run, true, TextStyle{}) },
		"readings.txt": func(w io.Writer) error { return ReadingsText(w, readings, TextStyle{}) },
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, f) })
	}
}

// golden holds a text to a file of testdata.
func golden(t *testing.T, name string, f func(io.Writer) error) {
	t.Helper()
	got := write(t, f)
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test -update and inspect the file", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the text changed (-want +got); -update if it should:\n%s", diff)
	}
}
