package conflict

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"entente/internal/referencetest"
)

func TestMergedElmira(t *testing.T) {
	var options, graph reference
	referencetest.JSON(t, "conflict/elmira-options.json", &options)
	referencetest.JSON(t, "conflict/elmira-graph.json", &graph)
	m := mustBuild(t, options.conflict())
	var abandoned []string
	for s := range m.Len() {
		if key := m.Key(s); strings.Contains(key, "abandon") {
			abandoned = append(abandoned, key)
		}
	}
	c, ps := m.Merge([]Merged{{ID: "abandoned", States: abandoned}})
	if ps.HasErrors() {
		t.Fatal(ps)
	}
	merged := mustBuild(t, c)
	if merged.Len() != 9 || len(graph.Expect.States) != 9 {
		t.Fatalf("%d states, want 9", merged.Len())
	}
	before, err := m.Solve()
	if err != nil {
		t.Fatal(err)
	}
	after, err := merged.Solve()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Concepts {
		for i := range m.DecisionMakers() {
			for s := range m.Len() {
				key := m.Key(s)
				if slices.Contains(abandoned, key) {
					key = "abandoned"
				}
				if before.Stable(c, i, s) != after.Stable(c, i, mustState(t, merged, key)) {
					t.Errorf("%s of %s for %d changes", c, key, i)
				}
			}
		}
		// The literature's own nine states have as many equilibria.
		n := 0
		for s := range graph.Expect.States {
			all := true
			for _, bits := range graph.Expect.Stable[c.String()] {
				all = all && bits[s] == '1'
			}
			if all {
				n++
			}
		}
		if got := len(after.Equilibria(c)); got != n {
			t.Errorf("%s: %d equilibria, want %d", c, got, n)
		}
	}
}

// Options that nobody cares for and that nothing hinges on double every state.
// Merging the doubles gives back the game without them.
func TestMergingWhatNobodyTellsApartChangesNoVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, v := drawOptions(t, 5)
		base := mustBuild(t, c)
		idle := c
		idle.Options = slices.Clone(c.Options)
		extra := rapid.IntRange(1, 2).Draw(t, "idle options")
		for k := range extra {
			owner := rapid.IntRange(0, len(c.DecisionMakers)-1).Draw(t, "owner")
			change := rapid.SampledFrom([]Change{Both, SetOnly, ClearOnly}).Draw(t, "change")
			idle.Options = append(idle.Options, Option{ID: fmt.Sprint("idle", k), DM: fmt.Sprint("d", owner), Change: change})
		}
		idle.Preferences = map[string]Preference{}
		for id, p := range c.Preferences {
			p.Scores = slices.Repeat(p.Scores, 1<<extra) // the idle options are the most significant
			idle.Preferences[id] = p
		}
		m := mustBuild(t, idle)
		sets := make([]Merged, v.n)
		for s := range sets {
			sets[s].ID = base.Key(s)
			for k := range 1 << extra {
				sets[s].States = append(sets[s].States, m.Key(s+k*v.n))
			}
		}
		merged, ps := m.Merge(sets)
		if ps.HasErrors() {
			t.Fatal(ps)
		}
		one := mustBuild(t, merged)
		tables := make([]*Table, 3)
		for k, x := range []*Model{base, m, one} {
			table, err := x.Solve()
			if err != nil {
				t.Fatal(err)
			}
			tables[k] = table
		}
		for s := range v.n {
			if one.Key(s) != base.Key(s) {
				t.Fatalf("state %d is %s, want %s", s, one.Key(s), base.Key(s))
			}
			for i := range v.moves {
				if got, want := one.Moves(i, s, nil), base.Moves(i, s, nil); !slices.Equal(got, want) {
					t.Fatalf("moves of %d from %s: %v, want %v", i, base.Key(s), got, want)
				}
				for _, c := range Concepts {
					want := tables[0].Stable(c, i, s)
					if tables[2].Stable(c, i, s) != want {
						t.Fatalf("%s of %s for %d: merged %t, alone %t", c, base.Key(s), i, !want, want)
					}
					for k := range 1 << extra {
						if tables[1].Stable(c, i, s+k*v.n) != want {
							t.Fatalf("%s of %s for %d: doubled %t, alone %t", c, m.Key(s+k*v.n), i, !want, want)
						}
					}
				}
			}
		}
	})
}

func TestMergeReportsAllThatIsWrong(t *testing.T) {
	m := mustBuild(t, Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}, {ID: "b"}},
		Options:        []Option{{ID: "x", DM: "a"}, {ID: "y", DM: "b"}},
		Preferences: map[string]Preference{
			"a": {Kind: Weights, Weights: map[string]float64{"x": 1}},
			"b": {Kind: Unknown, Pairs: [][2]string{{"x", "y"}}},
		},
	})
	for _, bad := range []struct {
		sets  []Merged
		codes []string
	}{
		{[]Merged{{States: []string{"x"}}, {States: []string{"-", "z", "-"}}, {States: []string{"x", "x+y"}}},
			[]string{CodeBadValue, CodeUnknownState, CodeDuplicateID, CodeDuplicateID}},
		{[]Merged{{States: []string{"x", "y"}}}, []string{CodeNotIndifferent, CodeNotIndifferent}},
		{[]Merged{{ID: "y", States: []string{"x", "x+y"}}}, []string{CodeDuplicateID}},
	} {
		_, ps := m.Merge(bad.sets)
		var codes []string
		for _, p := range ps {
			codes = append(codes, p.Code)
		}
		if !slices.Equal(codes, bad.codes) {
			t.Errorf("%v: %v, want %v", bad.sets, ps, bad.codes)
		}
	}
	c, ps := m.Merge([]Merged{{States: []string{"x+y", "x"}}})
	if ps.HasErrors() {
		t.Fatal(ps)
	}
	if b := c.Preferences["b"]; b.Kind != Unknown || fmt.Sprint(b.Pairs) != "[[x+y|x y]]" {
		t.Errorf("what is known of an unknown order: %+v", b)
	}
	if merged := mustBuild(t, c); fmt.Sprint(merged.allKeys()) != "[- x+y|x y]" {
		t.Errorf("states %v", merged.allKeys())
	}
}

func ExampleModel_Merge() {
	// Once the talks are off, whether the offer stands makes no difference.
	m, _ := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "buyer"}, {ID: "seller"}},
		Options:        []Option{{ID: "offer", DM: "buyer"}, {ID: "off", DM: "seller", Change: SetOnly}},
		Preferences: map[string]Preference{
			"buyer":  {Kind: Ranking, Order: [][]string{{"offer"}, {"-"}, {"off", "offer+off"}}},
			"seller": {Kind: Ranking, Order: [][]string{{"offer"}, {"off", "offer+off"}, {"-"}}},
		},
	})
	c, _ := m.Merge([]Merged{{ID: "no deal", States: []string{"off", "offer+off"}}})
	merged, _ := Build(c)
	moves, _ := json.Marshal(c.Graph.Moves)
	fmt.Println(merged.Len(), string(moves))
	// Output: 3 {"buyer":{"-":["offer"],"offer":["-"]},"seller":{"-":["no deal"],"offer":["no deal"]}}
}
