package conflict

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestSIMOfReferenceCases(t *testing.T) {
	eachReference(t, func(t *testing.T, r *reference, m *Model) {
		if r.Expect.Sim == nil {
			return
		}
		stable, err := m.SIM()
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range r.Expect.Sim {
			if got := bitsOf(stable[m.DecisionMaker(id)], m.Len()); got != want {
				t.Errorf("%s: %s, want %s", id, got, want)
			}
		}
	})
}

func TestSIMFollowsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, v := drawOptions(t, 6)
		m := mustBuild(t, c)
		stable, err := m.SIM()
		if err != nil {
			t.Fatal(err)
		}
		states, own := make([]int, v.n), make([]int, len(v.moves))
		for s := range states {
			x, _ := m.Taken(s)
			states[s] = int(x)
		}
		for k, o := range m.Options() {
			own[m.DecisionMaker(o.DM)] |= 1 << k
		}
		for i := range v.moves {
			for s := range v.n {
				if want := v.simStable(states, own, i, s); stable[i].Has(s) != want {
					t.Fatalf("%s for %d: %t, want %t", m.Key(s), i, !want, want)
				}
				// Every verdict opens to what deters each improvement.
				holds := true
				for _, q := range v.moves[i][s] {
					if v.rank[i][q] <= v.rank[i][s] {
						continue
					}
					x, others, ok := m.SIMSanction(i, s, q)
					holds = holds && ok
					if !ok {
						continue
					}
					got := states[q]
					for _, step := range others {
						if step.DM == i || v.rank[step.DM][step.State] <= v.rank[step.DM][s] {
							t.Fatalf("%v is no improvement of another than %d", step, i)
						}
						got = got&^own[step.DM] | states[step.State]&own[step.DM]
					}
					if len(others) == 0 || got != states[x] || v.rank[i][x] > v.rank[i][s] {
						t.Fatalf("%v from %s does not deter %d from %s by %s", others, m.Key(s), i, m.Key(q), m.Key(x))
					}
				}
				if holds != stable[i].Has(s) {
					t.Fatalf("%s for %d is stable: %t, every improvement is deterred: %t", m.Key(s), i, !holds, holds)
				}
			}
		}
	})
}

func TestSIMNeedsOptionsAndOrders(t *testing.T) {
	g := mustBuild(t, Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}},
		Graph:          &Graph{States: []GraphState{{ID: "s"}, {ID: "t"}}},
		Preferences:    map[string]Preference{"a": {Kind: Scores, Scores: []float64{0, 1}}},
	})
	if _, err := g.SIM(); err == nil || err.(Problem).Code != CodeNeedsOptions {
		t.Errorf("graph: %v", err)
	}
	u := mustBuild(t, Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}},
		Options:        []Option{{ID: "x", DM: "a"}},
		Preferences:    map[string]Preference{"a": {Kind: Unknown}},
	})
	if _, err := u.SIM(); err == nil || err.(Problem).Code != CodeNeedsKnown {
		t.Errorf("unknown: %v", err)
	}
}

func ExampleModel_SIM() {
	// Chicken: to go straight is an improvement from where both swerve, but the
	// other sees the same chance in the same moment.
	m, _ := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "row"}, {ID: "column"}},
		Options:        []Option{{ID: "r", DM: "row"}, {ID: "c", DM: "column"}},
		Preferences: map[string]Preference{
			"row":    {Kind: Ranking, Order: [][]string{{"r"}, {"-"}, {"c"}, {"r+c"}}},
			"column": {Kind: Ranking, Order: [][]string{{"c"}, {"-"}, {"r"}, {"r+c"}}},
		},
	})
	stable, _ := m.SIM()
	for i, d := range m.DecisionMakers() {
		for s := range stable[i].All() {
			fmt.Print(m.Key(s), " ")
		}
		fmt.Println("stable for", d.ID)
	}
	// Output:
	// - r c stable for row
	// - r c stable for column
}

func BenchmarkSIM(b *testing.B) {
	for _, size := range [][2]int{{2, 6}, {3, 6}, {3, 10}} {
		b.Run(fmt.Sprintf("dms=%d/states=%d", size[0], 1<<size[1]), func(b *testing.B) {
			m := randomModel(b, size[0], size[1], 0)
			for b.Loop() {
				if _, err := m.SIM(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
