package bargain

import (
	"math"
	"strings"
	"testing"

	"entente/internal/referencetest"
)

// emission is the table of eu_emission.json: years of delay before new emission
// standards for cars (Bueno de Mesquita 1994).
func emission() *Problem {
	p := &Problem{Issues: []IssueSpec{{ID: "delay", Low: 4, High: 10}}}
	for _, a := range []struct {
		name    string
		c, x, s float64
	}{
		{"Netherlands", 0.08, 4, 0.8}, {"Belgium", 0.08, 7, 0.4}, {"Luxembourg", 0.03, 4, 0.2}, {"Germany", 0.16, 4, 0.8},
		{"France", 0.16, 10, 0.6}, {"Italy", 0.16, 10, 0.6}, {"UK", 0.16, 10, 0.9}, {"Ireland", 0.05, 7, 0.1},
		{"Denmark", 0.05, 4, 1}, {"Greece", 0.08, 7, 0.7},
	} {
		p.Actors = append(p.Actors, a.name)
		p.Position = append(p.Position, []float64{a.x})
		p.Salience = append(p.Salience, []float64{a.s})
		p.Capability = append(p.Capability, []float64{a.c})
	}
	return p
}

func within(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

func TestReferenceEmission(t *testing.T) {
	type move struct {
		Actor, Type, Other string
		OwnEU              float64 `json:"own_eu"`
		OtherEU            float64 `json:"other_eu"`
		Win                float64 `json:"p_own_wins"`
		Risk               float64 `json:"r_own"`
		From, To           float64
	}
	var file struct {
		Tolerance float64
		Variants  map[string][]struct {
			Round     int
			Risk      []float64 `json:"risk_r"`
			Positions []float64
			Mean      float64 `json:"weighted_mean"`
			Median    float64 `json:"weighted_median"`
			Moves     []move
		}
	}
	referencetest.JSON(t, "bargaining/eu_emission.json", &file)
	if len(file.Variants) != 6 {
		t.Fatalf("%d variants, want 6", len(file.Variants))
	}
	p := emission()
	for variant, rounds := range file.Variants {
		name, first := strings.CutSuffix(variant, "+first")
		o := Options{Rounds: 8, Trace: true}
		if first {
			o.Set = []Setting{{"tie", "first"}}
		}
		got, err := Run(name, p, o)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rounds) != len(rounds) {
			t.Errorf("%s: %d rounds, want %d (stop %s)", variant, len(got.Rounds), len(rounds), got.Stop)
			continue
		}
		for n, want := range rounds {
			r := got.Rounds[n]
			if !within(r.WeightedMean[0], want.Mean, file.Tolerance) || !within(r.WeightedMedian[0], want.Median, file.Tolerance) {
				t.Errorf("%s, round %d: mean %v, median %v; want %v, %v", variant, n, r.WeightedMean, r.WeightedMedian, want.Mean, want.Median)
			}
			for i := range p.Actors {
				if !within(r.Positions[i][0], want.Positions[i], file.Tolerance) || n > 0 && !within(r.Risk[i][0], want.Risk[i], file.Tolerance) {
					t.Errorf("%s, round %d: %s at %v, want %v", variant, n, p.Actors[i], r.Positions[i], want.Positions[i])
				}
			}
			made := map[string]Move{}
			for _, m := range got.Moves {
				if m.Round == n && m.Action == ActionMove {
					made[m.Actor] = m
				}
			}
			if len(made) != len(want.Moves) || r.Moved != len(made) {
				t.Errorf("%s, round %d: %d moves, want %d", variant, n, len(made), len(want.Moves))
			}
			for _, w := range want.Moves {
				m, ok := made[w.Actor]
				if !ok || m.Offer != w.Type || m.Counterpart != w.Other ||
					!within(*m.OwnEU, w.OwnEU, file.Tolerance) || !within(*m.OtherEU, w.OtherEU, file.Tolerance) ||
					!within(*m.Probability, w.Win, file.Tolerance) || !within(*m.Risk, w.Risk, file.Tolerance) ||
					!within(m.From[0], w.From, file.Tolerance) || !within(m.To[0], w.To, file.Tolerance) {
					t.Errorf("%s, round %d: %s: got %+v, want %+v", variant, n, w.Actor, m, w)
				}
			}
		}
	}
}
