package conflict

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestLimitedMoveOfReferenceCases(t *testing.T) {
	eachReference(t, func(t *testing.T, r *reference, m *Model) {
		if len(r.Expect.LimitedMove) == 0 {
			return
		}
		l, ps := m.LimitedMove(len(r.Expect.LimitedMove))
		if l == nil {
			t.Fatal(ps)
		}
		for _, want := range r.Expect.LimitedMove {
			for id, bits := range want.Stable {
				if got := bitsOf(l.Stable(want.Horizon, m.DecisionMaker(id)), m.Len()); got != bits {
					t.Errorf("h = %d, %s: %s, want %s", want.Horizon, id, got, bits)
				}
			}
			if got := m.Keys(l.Equilibria(want.Horizon)); !slices.Equal(got, want.Equilibria) {
				t.Errorf("h = %d: equilibria %v, want %v", want.Horizon, got, want.Equilibria)
			}
		}
	})
}

func TestLimitedMoveFollowsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, v := drawModel(t, 4)
		for len(v.moves) != 2 {
			m, v = drawModel(t, 4)
		}
		table, err := m.Solve()
		if err != nil {
			t.Fatal(err)
		}
		const horizon = 3
		l, ps := m.LimitedMove(horizon)
		if l == nil {
			t.Fatal(ps)
		}
		ties := 0
		for i := range 2 {
			for s := range v.n {
				for h := range horizon + 1 {
					want := v.expects(h, i, s)
					if got := l.Expected(h, i, s); got != want {
						t.Fatalf("G_%d(%d,%s) = %s, want %s", h, i, m.Key(s), m.Key(got), m.Key(want))
					}
					if h > 0 && l.Stable(h, i).Has(s) != (want == s) {
						t.Fatalf("L_%d of %s for %d", h, m.Key(s), i)
					}
				}
				if l.Stable(1, i).Has(s) != table.Stable(Nash, i, s) {
					t.Fatalf("L_1 is not Nash at %s for %d", m.Key(s), i)
				}
			}
			seen := map[int]bool{}
			for _, r := range v.rank[i] {
				seen[r] = true
			}
			if len(seen) < v.n {
				ties++
			}
		}
		if len(ps) != ties || ties > 0 && (ps[0].Code != CodeTieInLimitedMove || !ps[0].Warning) {
			t.Fatalf("%d have ties, warned of: %v", ties, ps)
		}
	})
}

func TestLimitedMoveRefusals(t *testing.T) {
	pair := []DecisionMaker{{ID: "a"}, {ID: "b"}}
	weights := map[string]Preference{"a": {Kind: Weights}, "b": {Kind: Weights}}
	for _, bad := range []struct {
		c       Case
		horizon int
		codes   []string
	}{
		{Case{DecisionMakers: pair[:1], Preferences: map[string]Preference{"a": {Kind: Weights}}}, 0, []string{CodeNeedsTwo, CodeBadValue}},
		{Case{DecisionMakers: pair, Preferences: weights}, maxLimited + 1, []string{CodeTooManyStates}},
		{Case{DecisionMakers: pair, Preferences: map[string]Preference{"a": {Kind: Weights}, "b": {Kind: Unknown}}}, 8, []string{CodeNeedsKnown}},
	} {
		l, ps := mustBuild(t, bad.c).LimitedMove(bad.horizon)
		var codes []string
		for _, p := range ps {
			codes = append(codes, p.Code)
		}
		if l != nil || !slices.Equal(codes, bad.codes) {
			t.Errorf("horizon %d: %v, want %v", bad.horizon, codes, bad.codes)
		}
	}
}

func ExampleModel_LimitedMove() {
	// Prisoner's dilemma: r and c are to confess.
	m, _ := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "row"}, {ID: "column"}},
		Options:        []Option{{ID: "r", DM: "row"}, {ID: "c", DM: "column"}},
		Preferences: map[string]Preference{
			"row":    {Kind: Ranking, Order: [][]string{{"r"}, {"-"}, {"r+c"}, {"c"}}},
			"column": {Kind: Ranking, Order: [][]string{{"c"}, {"-"}, {"r+c"}, {"r"}}},
		},
	})
	l, _ := m.LimitedMove(3)
	for h := 1; h <= l.Horizon; h++ {
		fmt.Println(h, m.Keys(l.Equilibria(h)))
	}
	// Output:
	// 1 [r+c]
	// 2 [- r+c]
	// 3 [- r+c]
}

func BenchmarkLimitedMove(b *testing.B) {
	for _, options := range []int{6, 14} {
		b.Run(fmt.Sprintf("dms=2/states=%d", 1<<options), func(b *testing.B) {
			m := randomModel(b, 2, options, 0)
			for b.Loop() {
				if l, ps := m.LimitedMove(8); l == nil {
					b.Fatal(ps)
				}
			}
		})
	}
}
