package conflict

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestBlocsFollowTheDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, v := drawModel(t, 5)
		var partition [][]int
		for i := range v.moves {
			if k := rapid.IntRange(0, len(partition)).Draw(t, "bloc"); k < len(partition) {
				partition[k] = append(partition[k], i)
			} else {
				partition = append(partition, []int{i})
			}
		}
		table, ps := m.Blocs(partition)
		if table == nil {
			t.Fatal(ps)
		}
		equilibria := map[Concept][]int{}
		for s := range v.n {
			all := [concepts]bool{true, true, true, true, true}
			for b, h := range partition {
				var others [][]int
				for k, o := range partition {
					if k != b {
						others = append(others, o)
					}
				}
				for _, c := range Concepts {
					moves := v.tableOf(others, c.credible())
					want := v.deterredBody(h, s, c.answered(), func(q int) map[int]bool { return takeTurns(moves, q) })
					if c == Nash {
						want = len(v.bodyMoves(h, s, true)) == 0
					}
					if table.Stable(c, b).Has(s) != want {
						t.Fatalf("%s of %s for bloc %v of %v: %t, want %t", c, m.Key(s), h, partition, !want, want)
					}
					all[c] = all[c] && want
				}
				if got, want := table.Improvements(b, s), v.bodyMoves(h, s, true); !slices.Equal(got, want) {
					t.Fatalf("improvements of %v from %s: %v, want %v", h, m.Key(s), got, want)
				}
			}
			for c, yes := range all {
				if yes {
					equilibria[Concept(c)] = append(equilibria[Concept(c)], s)
				}
			}
		}
		for _, c := range Concepts {
			if !slices.Equal(table.Equilibria(c), equilibria[c]) {
				t.Fatalf("%s: equilibria %v, want %v", c, table.Equilibria(c), equilibria[c])
			}
		}
	})
}

func TestBlocsOfOneAreTheGame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, v := drawModel(t, 6)
		partition := make([][]int, len(v.moves))
		for i := range partition {
			partition[i] = []int{i}
		}
		table, ps := m.Blocs(partition)
		if table == nil {
			t.Fatal(ps)
		}
		plain, err := m.Solve()
		if err != nil {
			t.Fatal(err)
		}
		for i := range partition {
			for _, c := range Concepts {
				if got, want := bitsOf(table.Stable(c, i), v.n), bitsOf(plain.Set(c, i), v.n); got != want {
					t.Fatalf("%s for %d: %s, want %s", c, i, got, want)
				}
			}
		}
	})
}

func TestBlocAgainstTheOthersIsTheCoalition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, v := drawSmall(t)
		table, err := m.Coalitions()
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range table.Coalitions {
			partition := [][]int{h.Members}
			for i := range v.moves {
				if !slices.Contains(h.Members, i) {
					partition = append(partition, []int{i})
				}
			}
			blocs, ps := m.Blocs(partition)
			if blocs == nil {
				t.Fatal(ps)
			}
			for _, c := range []Concept{Nash, SMR, GMR} {
				if got, want := bitsOf(blocs.Stable(c, 0), v.n), bitsOf(h.Stable(c), v.n); got != want {
					t.Fatalf("%s for %v: as a bloc %s, as a coalition %s", c, h.Members, got, want)
				}
			}
		}
	})
}

func TestBlocsReportAllThatIsWrong(t *testing.T) {
	m := mustBuild(t, Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}, {ID: "b"}},
		Options:        []Option{{ID: "x", DM: "a"}},
		Preferences:    map[string]Preference{"a": {Kind: Weights}, "b": {Kind: Unknown}},
	})
	table, ps := m.Blocs([][]int{{0, 0}, {}, {7}})
	var codes []string
	for _, p := range ps {
		codes = append(codes, p.Code)
	}
	want := []string{CodeBadValue, CodeBadValue, CodeUnknownDM, CodeBadValue, CodeNeedsKnown}
	if table != nil || !slices.Equal(codes, want) {
		t.Errorf("%v, want %v", codes, want)
	}
}

func ExampleModel_Blocs() {
	// Alone, a would rather do x; b suffers. As one they don't.
	m, _ := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}, {ID: "b"}, {ID: "c"}},
		Options:        []Option{{ID: "x", DM: "a"}, {ID: "y", DM: "c"}},
		Preferences: map[string]Preference{
			"a": {Kind: Weights, Weights: map[string]float64{"x": 1}},
			"b": {Kind: Weights, Weights: map[string]float64{"x": -1}},
			"c": {Kind: Weights, Weights: map[string]float64{"y": 1}},
		},
	})
	alone, _ := m.Blocs([][]int{{0}, {1}, {2}})
	asOne, _ := m.Blocs([][]int{{0, 1}, {2}})
	fmt.Println(m.Keys(alone.Equilibria(Nash)), m.Keys(asOne.Equilibria(Nash)))
	// Output: [x+y] [y x+y]
}
