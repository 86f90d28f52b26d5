package analysis

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"entente/model"
)

func mechanismsOf(t *testing.T, workers, draws int) *Mechanisms {
	t.Helper()
	o := Defaults()
	o.Draws, o.Workers = draws, workers
	m, err := MechanismTable(context.Background(), builtIn(t, "hamadan-2016"), o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEveryMechanismCarriesSomething(t *testing.T) {
	m := mechanismsOf(t, 0, 200)
	if len(m.Rows) != 16 || m.Done != 16 {
		t.Fatalf("%d rows, %d done", len(m.Rows), m.Done)
	}
	for _, r := range m.Rows {
		if r.Parts == 0 || r.Idle || len(r.Cells) != len(m.Base) {
			t.Errorf("%s: %d parts, idle %v, %d cells for %d conclusions: %s", r.Mechanism, r.Parts, r.Idle, len(r.Cells), len(m.Base), r.Words)
		}
	}
}

func TestMechanismTableIsTheSameOnAnyCores(t *testing.T) {
	if a, b := mechanismsOf(t, 1, 100), mechanismsOf(t, 3, 100); !reflect.DeepEqual(a, b) {
		t.Error("the table depends on the number of workers")
	}
}

// A row is the run without the mechanism, and nothing else.
func TestARowIsTheRunWithout(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	o := Defaults()
	o.Draws, o.Levers = 100, false
	table, err := MechanismTable(context.Background(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Without = []model.MechanismID{"M8"}
	r, err := start(context.Background(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(table.Rows, func(r MechanismRow) bool { return r.Mechanism == "M8" })
	for i, s := range r.stands() {
		if !reflect.DeepEqual(s, table.Rows[at].Cells[i].ConclusionStand) {
			t.Errorf("%s: %+v in the run, %+v in the table", s.Conclusion, s, table.Rows[at].Cells[i].ConclusionStand)
		}
	}
}

func TestInterruptedTableKeepsItsRows(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	o := Defaults()
	o.Draws = 100
	rows := 0
	o.Progress = func(done, total int) {
		if rows = done / o.Draws; rows >= 4 {
			stop()
		}
	}
	m, err := MechanismTable(ctx, builtIn(t, "hamadan-2016"), o)
	if err != nil {
		t.Fatal(err)
	}
	if m.Done == 0 || m.Done >= 16 || len(m.Rows) != m.Done || len(m.Notes) == 0 {
		t.Errorf("done %d, %d rows, notes %v", m.Done, len(m.Rows), m.Notes)
	}
}

func TestUnknownMechanismIsRefused(t *testing.T) {
	o := Defaults()
	o.Without = []model.MechanismID{"M99"}
	if _, err := Run(context.Background(), builtIn(t, "hamadan-2016"), o); err == nil {
		t.Error("a run without a mechanism that the case does not have went through")
	}
}
