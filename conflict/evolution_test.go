package conflict

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestEvolutionOfReferenceCases(t *testing.T) {
	eachReference(t, func(t *testing.T, r *reference, m *Model) {
		for _, want := range r.Expect.Evolution {
			e, err := m.Evolution(mustState(t, m, want.From), want.Kind == "improvements")
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for s := range e.Reached().All() {
				got[m.Key(s)] = e.Length(s)
			}
			if !maps.Equal(got, want.Length) {
				t.Errorf("from %s by %s: lengths %v, want %v", want.From, want.Kind, got, want.Length)
			}
			for key, path := range want.OneShortestPath {
				if p := e.Path(mustState(t, m, key)); len(p) != len(path) {
					t.Errorf("from %s by %s: path to %s %v, want %v", want.From, want.Kind, key, p, path)
				}
			}
		}
	})
}

// drawModel draws a model in either form with its naive twin.
func drawModel(t *rapid.T, maxOptions int) (*Model, *naive) {
	c, v := Case{}, (*naive)(nil)
	if rapid.Bool().Draw(t, "graph") {
		c, v = drawGraph(t)
	} else {
		c, v = drawOptions(t, maxOptions)
	}
	return mustBuild(t, c), v
}

// checkPath fails unless a path is a legal sequence of moves of members.
func checkPath(t *rapid.T, v *naive, members []int, from, to int, improvements bool, path []Step) {
	last, s := -1, from
	for _, p := range path {
		if p.DM == last || !slices.Contains(members, p.DM) || !slices.Contains(v.moves[p.DM][s], p.State) {
			t.Fatalf("%v from %d is no legal sequence of %v", path, from, members)
		}
		if improvements && v.rank[p.DM][p.State] <= v.rank[p.DM][s] {
			t.Fatalf("%v from %d is no sequence of improvements", path, from)
		}
		last, s = p.DM, p.State
	}
	if s != to {
		t.Fatalf("%v leads to %d, not to %d", path, s, to)
	}
}

func TestEvolutionFollowsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, v := drawModel(t, 7)
		from := rapid.IntRange(0, v.n-1).Draw(t, "from")
		members := v.everybody()
		if rapid.Bool().Draw(t, "some only") {
			members = slices.DeleteFunc(members, func(int) bool { return rapid.Bool().Draw(t, "leave out") })
		}
		var byMoves []int
		for _, improvements := range []bool{false, true} {
			e, err := m.EvolutionBy(members, from, improvements)
			if err != nil {
				t.Fatal(err)
			}
			want := v.lengths(members, from, improvements)
			for s := range v.n {
				n, ok := want[s]
				if !ok {
					n = -1
				}
				if e.Length(s) != n || e.Reached().Has(s) != ok || ok != (e.Path(s) != nil) {
					t.Fatalf("improvements %t: length from %s to %s is %d, want %d", improvements, m.Key(from), m.Key(s), e.Length(s), n)
				}
				if ok {
					checkPath(t, v, members, from, s, improvements, e.Path(s))
				}
				switch {
				case !improvements:
					byMoves = append(byMoves, n)
				case ok && (byMoves[s] < 0 || byMoves[s] > n):
					t.Fatalf("improvements reach %s in %d, moves in %d", m.Key(s), n, byMoves[s])
				}
			}
		}
	})
}

func TestReachIsWhatEvolutionReaches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, v := drawModel(t, 8)
		r := m.NewReach()
		into := NewSet(v.n)
		for from := range v.n {
			into.Add(rapid.IntRange(0, v.n-1).Draw(t, "rubbish"))
			r.Improvements(from, m.ranks, into)
			want := v.lengths(v.everybody(), from, true)
			for s := range v.n {
				if _, ok := want[s]; into.Has(s) != ok {
					t.Fatalf("%s in sight from %s: %t, want %t", m.Key(s), m.Key(from), into.Has(s), ok)
				}
			}
		}
	})
}

func TestReachAllocatesNothing(t *testing.T) {
	for _, options := range []int{6, 9} {
		m := randomModel(t, 3, options, 1)
		r, into := m.NewReach(), NewSet(m.Len())
		if n := testing.AllocsPerRun(20, func() { r.Improvements(0, m.ranks, into) }); n != 0 {
			t.Errorf("%d options: %v allocations", options, n)
		}
	}
}

func TestOutOfSight(t *testing.T) {
	// Two decision makers who like to keep what is: every state is stable, and
	// nothing but the start is in sight.
	m := mustBuild(t, Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}, {ID: "b"}},
		Options:        []Option{{ID: "x", DM: "a"}, {ID: "y", DM: "b"}},
		Preferences:    map[string]Preference{"a": {Kind: Weights}, "b": {Kind: Weights}},
	})
	table, err := m.Solve()
	if err != nil {
		t.Fatal(err)
	}
	e, err := m.Evolution(0, true)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Keys(table.OutOfSight(Nash, e.Reached())); fmt.Sprint(got) != "[x y x+y]" {
		t.Errorf("out of sight: %v", got)
	}
}

func TestEvolutionRefusesWhatIsNotThere(t *testing.T) {
	c := Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}},
		Options:        []Option{{ID: "x", DM: "a"}},
		Preferences:    map[string]Preference{"a": {Kind: Unknown}},
	}
	m := mustBuild(t, c)
	for _, bad := range []struct {
		members      []int
		from         int
		improvements bool
		code         string
	}{
		{[]int{0}, 2, false, CodeUnknownState}, {[]int{0}, -1, false, CodeUnknownState},
		{[]int{1}, 0, false, CodeUnknownDM}, {[]int{0}, 0, true, CodeNeedsKnown},
	} {
		if _, err := m.EvolutionBy(bad.members, bad.from, bad.improvements); err == nil || err.(Problem).Code != bad.code {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if e, err := m.Evolution(0, false); err != nil || e.Length(1) != 1 {
		t.Errorf("moves need no preferences: %v, %v", e, err)
	}
}

func ExampleModel_Evolution() {
	// A strike that can't be called off, and an offer that ends it.
	m, _ := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "union"}, {ID: "firm"}},
		Options:        []Option{{ID: "strike", DM: "union", Change: SetOnly}, {ID: "offer", DM: "firm"}},
		Preferences: map[string]Preference{
			"union": {Kind: Ranking, Order: [][]string{{"offer"}, {"strike+offer"}, {"strike"}, {"-"}}},
			"firm":  {Kind: Ranking, Order: [][]string{{"-"}, {"offer"}, {"strike+offer"}, {"strike"}}},
		},
	})
	e, _ := m.Evolution(0, true)
	for s := range m.Len() {
		fmt.Print(m.Key(s), " ", e.Length(s))
		for _, step := range e.Path(s) {
			fmt.Print(", ", m.DecisionMakers()[step.DM].ID, " to ", m.Key(step.State))
		}
		fmt.Println()
	}
	// Output:
	// - 0
	// strike 1, union to strike
	// offer -1
	// strike+offer 2, union to strike, firm to strike+offer
}

// BenchmarkReach finds what is in sight from a state, as is done once a draw.
func BenchmarkReach(b *testing.B) {
	for _, options := range []int{6, 10, 14} {
		b.Run(fmt.Sprintf("dms=3/states=%d", 1<<options), func(b *testing.B) {
			m := randomModel(b, 3, options, 0)
			r, into := m.NewReach(), NewSet(m.Len())
			b.ReportAllocs()
			for b.Loop() {
				r.Improvements(0, m.ranks, into)
			}
		})
	}
}
