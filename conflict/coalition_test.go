package conflict

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCoalitionsOfReferenceCases(t *testing.T) {
	eachReference(t, func(t *testing.T, r *reference, m *Model) {
		if r.Expect.Coalitions == nil {
			return
		}
		table, err := m.Coalitions()
		if err != nil {
			t.Fatal(err)
		}
		if len(table.Coalitions) != len(r.Expect.Coalitions) {
			t.Fatalf("%d coalitions, want %d", len(table.Coalitions), len(r.Expect.Coalitions))
		}
		for k, want := range r.Expect.Coalitions {
			got := table.Coalitions[k]
			var members []string
			for _, i := range got.Members {
				members = append(members, m.DecisionMakers()[i].ID)
			}
			if !slices.Equal(members, want.Members) {
				t.Fatalf("coalition %d: %v, want %v", k, members, want.Members)
			}
			for _, c := range CoalitionConcepts {
				if got := bitsOf(got.Stable(c), m.Len()); got != want.Stable[c.String()] {
					t.Errorf("%v, %s: %s, want %s", members, c, got, want.Stable[c.String()])
				}
			}
		}
		for _, c := range CoalitionConcepts {
			if got, want := m.Keys(table.Equilibria(c)), r.Expect.CoalitionEquilibria[c.String()]; !slices.Equal(got, want) {
				t.Errorf("%s: equilibria %v, want %v", c, got, want)
			}
		}
	})
}

// drawSmall draws a model in either form that is small enough for coalitions.
func drawSmall(t *rapid.T) (*Model, *naive) {
	for {
		if m, v := drawModel(t, 4); len(v.moves) <= 4 {
			return m, v
		}
	}
}

func TestCoalitionsFollowTheDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, v := drawSmall(t)
		table, err := m.Coalitions()
		if err != nil {
			t.Fatal(err)
		}
		plain, err := m.Solve()
		if err != nil {
			t.Fatal(err)
		}
		if want := 1<<len(v.moves) - 1; len(table.Coalitions) != want {
			t.Fatalf("%d coalitions, want %d", len(table.Coalitions), want)
		}
		all := map[Concept]map[int]bool{}
		for _, c := range CoalitionConcepts {
			all[c] = map[int]bool{}
			for s := range v.n {
				all[c][s] = true
			}
		}
		for k, h := range table.Coalitions {
			outside := v.subsets(func(i int) bool { return !slices.Contains(h.Members, i) })
			var others []int
			for _, o := range outside {
				if len(o) == 1 {
					others = append(others, o...)
				}
			}
			credible := v.tableOf(outside, true)
			for s := range v.n {
				improvements := v.bodyMoves(h.Members, s, true)
				if got := h.Improvements(s); !slices.Equal(got, improvements) {
					t.Fatalf("improvements of %v from %s: %v, want %v", h.Members, m.Key(s), got, improvements)
				}
				want := map[Concept]bool{
					Nash: len(improvements) == 0,
					GMR:  v.deterredBody(h.Members, s, false, func(q int) map[int]bool { return v.reach(others, q, false) }),
					SMR:  v.deterredBody(h.Members, s, true, func(q int) map[int]bool { return v.reach(others, q, false) }),
					SEQ:  v.deterredBody(h.Members, s, false, func(q int) map[int]bool { return takeTurns(credible, q) }),
				}
				for _, c := range CoalitionConcepts {
					if h.Stable(c).Has(s) != want[c] {
						t.Fatalf("%s of %s for %v: %t, want %t", c, m.Key(s), h.Members, !want[c], want[c])
					}
					if slices.Contains(table.Upset(c, s), k) == want[c] {
						t.Fatalf("%s: whether %v upsets %s", c, h.Members, m.Key(s))
					}
					all[c][s] = all[c][s] && want[c]
				}
				// Alone, a coalition is the decision maker, but that opponents may
				// act jointly to make a sanction credible.
				if len(h.Members) == 1 {
					i := h.Members[0]
					for _, c := range []Concept{Nash, SMR, GMR} {
						if h.Stable(c).Has(s) != plain.Stable(c, i, s) {
							t.Fatalf("%s of %s for %d alone is not its own", c, m.Key(s), i)
						}
					}
					if plain.Stable(SEQ, i, s) && !h.Stable(SEQ).Has(s) {
						t.Fatalf("%s is SEQ but not CSEQ for %d", m.Key(s), i)
					}
				}
			}
		}
		for _, c := range CoalitionConcepts {
			for s := range v.n {
				if table.EquilibriumSet(c).Has(s) != all[c][s] {
					t.Fatalf("%s equilibrium %s: want %t", c, m.Key(s), all[c][s])
				}
			}
		}
	})
}

func TestCoalitionsRefuse(t *testing.T) {
	c := Case{Preferences: map[string]Preference{}}
	for i := range 30 {
		id := fmt.Sprint("d", i)
		c.DecisionMakers = append(c.DecisionMakers, DecisionMaker{ID: id})
		c.Preferences[id] = Preference{Kind: Weights}
	}
	if _, err := mustBuild(t, c).Coalitions(); err == nil || err.(Problem).Code != CodeTooManyStates {
		t.Errorf("30 decision makers: %v", err)
	}
	c.Preferences["d0"] = Preference{Kind: Unknown}
	if _, err := mustBuild(t, c).Coalitions(); err == nil || err.(Problem).Code != CodeNeedsKnown {
		t.Errorf("unknown: %v", err)
	}
}

func ExampleModel_Coalitions() {
	// Prisoner's dilemma: r and c are to confess. Nobody alone leaves r+c, both
	// together do.
	m, _ := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "row"}, {ID: "column"}},
		Options:        []Option{{ID: "r", DM: "row"}, {ID: "c", DM: "column"}},
		Preferences: map[string]Preference{
			"row":    {Kind: Ranking, Order: [][]string{{"r"}, {"-"}, {"r+c"}, {"c"}}},
			"column": {Kind: Ranking, Order: [][]string{{"c"}, {"-"}, {"r+c"}, {"r"}}},
		},
	})
	t, _ := m.Coalitions()
	s, _ := m.State("r+c")
	for _, k := range t.Upset(Nash, s) {
		c := t.Coalitions[k]
		for _, better := range c.Improvements(s) {
			fmt.Println(c.Members, "to", m.Key(better))
			e, _ := m.EvolutionBy(c.Members, s, false)
			fmt.Println("by", len(e.Path(better)), "moves")
		}
	}
	// Output:
	// [0 1] to -
	// by 2 moves
}

func BenchmarkCoalitions(b *testing.B) {
	for _, size := range [][2]int{{3, 6}, {3, 8}, {8, 6}} {
		b.Run(fmt.Sprintf("dms=%d/states=%d", size[0], 1<<size[1]), func(b *testing.B) {
			m := randomModel(b, size[0], size[1], 0)
			for b.Loop() {
				if _, err := m.Coalitions(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
