package bargain

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/internal/referencetest"
)

// decideFile reads the numbers of a DECIDE tab file of the reference cases.
// It is kept apart from the reader of the product, which may not be imported
// here and is tested elsewhere.
func decideFile(t testing.TB, path string) Problem {
	t.Helper()
	data := referencetest.Read(t, path)
	var p Problem
	number := func(text string) float64 {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	issue := func(id string) int {
		return slices.IndexFunc(p.Issues, func(is IssueSpec) bool { return is.ID == id })
	}
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.ReplaceAll(strings.TrimSpace(line), "'", ""), "\t")
		switch f[0] {
		case "#A":
			p.Actors = append(p.Actors, f[1])
		case "#P":
			p.Issues = append(p.Issues, IssueSpec{ID: f[1], Low: math.Inf(1), High: math.Inf(-1)})
		case "#M":
			is := &p.Issues[issue(f[1])]
			is.Low, is.High = min(is.Low, number(f[2])), max(is.High, number(f[2]))
		case "#D":
			if p.Position == nil {
				p.Position, p.Salience, p.Capability = blank(len(p.Actors), len(p.Issues)), blank(len(p.Actors), len(p.Issues)), blank(len(p.Actors), len(p.Issues))
			}
			i, k := slices.Index(p.Actors, f[1]), issue(f[2])
			p.Position[i][k], p.Salience[i][k], p.Capability[i][k] = number(f[3]), number(f[4]), number(f[5])
		}
	}
	return p
}

func blank(n, m int) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = slices.Repeat([]float64{math.NaN()}, m)
	}
	return rows
}

func TestReferenceExchange(t *testing.T) {
	for _, name := range []string{"sample_data", "copenhagen"} {
		p := decideFile(t, "bargaining/exchange_"+name+".tab")
		var file struct {
			Variants map[string]struct {
				Candidates int
				Valid      int `json:"valid_at_start"`
				Realised   int
				Before     map[string]float64            `json:"outcome_before"`
				After      map[string]float64            `json:"outcome_after"`
				Exchanges  []Exchange                    `json:"exchanges"`
				Final      map[string]map[string]float64 `json:"final_positions"`
				TiesAtStep []int                         `json:"ties_at_step"`
			}
		}
		referencetest.JSON(t, "bargaining/exchange_"+name+".json", &file)
		if len(file.Variants) != 2 {
			t.Fatalf("%s: %d variants, want 2", name, len(file.Variants))
		}
		for model, want := range file.Variants {
			got, err := Run(model, &p, Options{})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			round := got.ExchangeRounds[0]
			if round.Candidates != want.Candidates || round.ValidAtStart != want.Valid || round.Realised != want.Realised {
				t.Errorf("%s %s: %d candidates, %d valid, %d realised; want %d, %d, %d", name, model,
					round.Candidates, round.ValidAtStart, round.Realised, want.Candidates, want.Valid, want.Realised)
			}
			if model == ExchangePlannedHistory {
				for i := range want.TiesAtStep {
					want.TiesAtStep[i]++ // that file counts from 0
				}
				if !slices.Equal(round.TiesAtStep, want.TiesAtStep) {
					t.Errorf("%s %s: ties at steps %v, want %v", name, model, round.TiesAtStep, want.TiesAtStep)
				}
			}
			for k, is := range p.Issues {
				for i, actor := range p.Actors {
					if w, ok := want.Final[is.ID][actor]; ok != p.TakesPart(i, k) || ok && math.Abs(got.Final.Values[i][k]-w) > 1e-6 {
						t.Errorf("%s %s: %s ends on %s at %v, want %v", name, model, actor, is.ID, got.Final.Values[i][k], w)
					}
				}
			}
			for k, is := range p.Issues {
				if math.Abs(got.OutcomeBefore.Values[k]-want.Before[is.ID]) > 1e-6 || math.Abs(got.OutcomeAfter.Values[k]-want.After[is.ID]) > 1e-6 {
					t.Errorf("%s %s, %s: %v to %v; want %v to %v", name, model, is.ID,
						got.OutcomeBefore.Values[k], got.OutcomeAfter.Values[k], want.Before[is.ID], want.After[is.ID])
				}
			}
			for i := range min(len(got.Exchanges), len(want.Exchanges)) {
				g, w := got.Exchanges[i], want.Exchanges[i]
				if g.A != w.A || g.B != w.B || g.ASupplies != w.ASupplies || g.BSupplies != w.BSupplies || g.Shrunk != w.Shrunk ||
					math.Abs(g.Gain-w.Gain) > 1e-9 || math.Abs(g.AFrom-w.AFrom) > 1e-6 || math.Abs(g.ATo-w.ATo) > 1e-6 ||
					math.Abs(g.BFrom-w.BFrom) > 1e-6 || math.Abs(g.BTo-w.BTo) > 1e-6 {
					t.Errorf("%s %s, exchange %d:\n got %+v\nwant %+v", name, model, i+1, g, w)
					break
				}
			}
		}
	}
}
