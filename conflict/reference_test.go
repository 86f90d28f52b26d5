package conflict

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"entente/internal/referencetest"
)

// reference is a case in the exchange form with what is expected of it.
type reference struct {
	DecisionMakers []struct{ ID, Name string } `json:"decision_makers"`
	Options        []struct {
		ID, DM, Name string
		Change       Change
	}
	Infeasible []string
	Graph      *struct {
		States []struct {
			ID    string
			Taken []string
		}
		Moves map[string]map[string][]string
	}
	Preferences map[string]struct {
		Kind       Kind
		Order      [][]string
		Statements []string
		Weights    map[string]float64
		Scores     []float64
	}
	Expect struct {
		States    []string
		Sim       map[string]string
		Evolution []struct {
			From, Kind      string
			Length          map[string]int
			OneShortestPath map[string][][2]string `json:"one_shortest_path"`
		}
		LimitedMove []struct {
			Horizon    int
			Stable     map[string]string
			Equilibria []string
		} `json:"limited_move"`
		Coalitions []struct {
			Members []string
			Stable  map[string]string
		}
		CoalitionEquilibria map[string][]string `json:"coalition_equilibria"`
		Stable              map[string]map[string]string
		MinimumSlide        map[string]map[string][]*float64 `json:"minimum_slide"`
		MinimumSwaps        map[string]map[string][]*int     `json:"minimum_statement_swaps"`
		MinimumTotal        map[string][]float64             `json:"minimum_total_change_to_flip_equilibrium"`
	}
}

func (r *reference) conflict() Case {
	c := Case{Infeasible: r.Infeasible, Preferences: map[string]Preference{}}
	for _, d := range r.DecisionMakers {
		c.DecisionMakers = append(c.DecisionMakers, DecisionMaker{d.ID, d.Name})
	}
	for _, o := range r.Options {
		c.Options = append(c.Options, Option{ID: o.ID, DM: o.DM, Name: o.Name, Change: o.Change})
	}
	if r.Graph != nil {
		c.Graph = &Graph{Moves: r.Graph.Moves}
		for _, s := range r.Graph.States {
			c.Graph.States = append(c.Graph.States, GraphState{s.ID, s.Taken})
		}
	}
	for id, p := range r.Preferences {
		q := Preference{Kind: p.Kind, Order: p.Order, Weights: p.Weights, Scores: p.Scores}
		for _, s := range p.Statements {
			q.Statements = append(q.Statements, []string{s})
		}
		c.Preferences[id] = q
	}
	return c
}

// eachReference runs a test on every reference case that can be built.
func eachReference(t *testing.T, test func(t *testing.T, r *reference, m *Model)) {
	files, err := filepath.Glob(filepath.Join(referencetest.Folder(t), "reference", "conflict", "*.json"))
	if err != nil || len(files) == 0 {
		t.Skip("REFERENCE CASES NOT AT HAND, nothing was compared")
	}
	for _, file := range files {
		name := filepath.Base(file)
		if name == "bad-input.json" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var r reference
			if err := json.Unmarshal(data, &r); err != nil {
				t.Fatal(err)
			}
			test(t, &r, mustBuild(t, r.conflict()))
		})
	}
}

func mustState(t *testing.T, m *Model, key string) int {
	t.Helper()
	s, ok := m.State(key)
	if !ok {
		t.Fatalf("no state %q", key)
	}
	return s
}

// bitsOf writes a set as the reference cases do, a character a state.
func bitsOf(x Set, n int) string {
	out := make([]byte, n)
	for s := range out {
		out[s] = '0'
		if x.Has(s) {
			out[s] = '1'
		}
	}
	return string(out)
}

func TestTableOfReferenceCases(t *testing.T) {
	eachReference(t, func(t *testing.T, r *reference, m *Model) {
		for name, solve := range solvers(m) {
			table := m.NewTable()
			solve(m.ranks, table)
			for _, c := range Concepts {
				for id, want := range r.Expect.Stable[c.String()] {
					if got := bitsOf(table.Set(c, m.DecisionMaker(id)), m.Len()); got != want {
						t.Errorf("%s: %s for %s: %s, want %s", name, c, id, got, want)
					}
				}
			}
		}
	})
}
