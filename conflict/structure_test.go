package conflict

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"entente/internal/referencetest"
)

// One flag of Cuba 1962 makes the difference between its two readings.
func TestStructureOfCuba(t *testing.T) {
	var reversible, irreversible reference
	referencetest.JSON(t, "conflict/cuba-reversible.json", &reversible)
	referencetest.JSON(t, "conflict/cuba-irreversible.json", &irreversible)
	changes, ps := StructureChanges(reversible.conflict())
	if ps.HasErrors() {
		t.Fatal(ps)
	}
	k := slices.IndexFunc(changes, func(c StructureChange) bool {
		return c.Kind == ChangeDirection && c.Index == 0 && c.Change == SetOnly
	})
	ids := map[string]int{}
	for i, d := range reversible.DecisionMakers {
		ids[d.ID] = i
	}
	var want []VerdictChange
	for _, c := range Concepts {
		for s, key := range reversible.Expect.States {
			for _, d := range reversible.DecisionMakers {
				was, is := reversible.Expect.Stable[c.String()][d.ID][s], irreversible.Expect.Stable[c.String()][d.ID][s]
				if was != is {
					want = append(want, VerdictChange{c, ids[d.ID], key, is == '1'})
				}
			}
		}
	}
	if !slices.Equal(changes[k].Verdicts, want) || len(want) == 0 {
		t.Errorf("verdicts that change: %v, want %v", changes[k].Verdicts, want)
	}
	if e := (EquilibriumChange{Nash, "strike+withdraw", true}); !slices.Contains(changes[k].Equilibria, e) {
		t.Errorf("%v is not among %v", e, changes[k].Equilibria)
	}
	for _, c := range changes {
		if _, err := fmt.Sscan(c.Describe(reversible.conflict()), new(string)); err != nil {
			t.Errorf("no words for %+v", c)
		}
		// The ranking says nothing of the states that the only rule excludes.
		if dropped := c.Kind == DropRule; dropped != (len(c.Problems) > 0) {
			t.Errorf("%s: %v", c.Describe(reversible.conflict()), c.Problems)
		}
	}
}

// Every change is what building and solving the changed case by hand gives.
func TestStructureChangesAreThoseOfTheChangedCase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, _ := drawOptions(t, 5)
		for i, d := range c.DecisionMakers {
			weights := map[string]float64{}
			for k := range c.Options {
				weights[fmt.Sprint("o", k)] = float64(rapid.IntRange(-3, 3).Draw(t, "weight"))
			}
			c.Preferences[d.ID] = Preference{Kind: Weights, Weights: weights}
			if i > 0 {
				c.Preferences[d.ID] = Preference{Kind: Statements, Statements: [][]string{{"o0"}, {"~" + c.Options[len(c.Options)-1].ID}}}
			}
		}
		base := mustBuild(t, c)
		was, err := base.Solve()
		if err != nil {
			t.Fatal(err)
		}
		// Rankings and scores of the same order have to give the same.
		switch id := c.DecisionMakers[0].ID; rapid.IntRange(0, 2).Draw(t, "kind") {
		case 1:
			c.Preferences[id] = Preference{Kind: Ranking, Order: base.classKeys(0)}
		case 2:
			p := Preference{Kind: Scores}
			for _, r := range base.Ranks(0) {
				p.Scores = append(p.Scores, float64(r))
			}
			c.Preferences[id] = p
		}
		changes, ps := StructureChanges(c)
		if ps.HasErrors() {
			t.Fatal(ps)
		}
		if want := 2*len(c.Options) + len(c.Infeasible) + len(c.Options); len(changes) != want {
			t.Fatalf("%d changes, want %d", len(changes), want)
		}
		for _, ch := range changes {
			if len(ch.Problems) > 0 {
				if ch.Alters() || len(ch.Added)+len(ch.Removed) > 0 {
					t.Fatalf("an answer in spite of %v", ch.Problems)
				}
				continue
			}
			d := c
			d.Options = slices.Clone(c.Options)
			var gone string
			switch ch.Kind {
			case ChangeDirection:
				d.Options[ch.Index].Change = ch.Change
			case DropRule:
				d.Infeasible = slices.Delete(slices.Clone(c.Infeasible), ch.Index, ch.Index+1)
			case RemoveOption:
				gone = c.Options[ch.Index].ID
			}
			m, table := base, was
			if gone == "" && len(c.Infeasible) == len(d.Infeasible) {
				m = mustBuild(t, d)
			} else {
				// Orders are told apart from the ranks of the whole case.
				keep := d
				keep.Preferences = map[string]Preference{}
				if gone != "" {
					keep.Infeasible = append(slices.Clone(d.Infeasible), gone)
				}
				for id, p := range c.Preferences {
					keep.Preferences[id] = p
					if p.Kind == Ranking || p.Kind == Scores {
						var order [][]string
						for _, class := range base.Order(base.DecisionMaker(id)) {
							keys := slices.DeleteFunc(base.Keys(class), func(key string) bool {
								return gone != "" && slices.Contains(strings.Split(key, "+"), gone)
							})
							if len(keys) > 0 {
								order = append(order, keys)
							}
						}
						keep.Preferences[id] = Preference{Kind: Ranking, Order: order}
					}
				}
				m = mustBuild(t, keep)
			}
			if table, err = m.Solve(); err != nil {
				t.Fatal(err)
			}
			checkChange(t, ch, base, was, m, table)
		}
	})
}

func checkChange(t *rapid.T, ch StructureChange, base *Model, was *Table, m *Model, is *Table) {
	verdicts, equilibria := map[VerdictChange]bool{}, map[EquilibriumChange]bool{}
	var added, removed []string
	for s := range base.Len() {
		u, ok := m.State(base.Key(s))
		if !ok {
			removed = append(removed, base.Key(s))
		}
		for _, c := range Concepts {
			if is := ok && is.Equilibrium(c, u); is != was.Equilibrium(c, s) {
				equilibria[EquilibriumChange{c, base.Key(s), is}] = true
			}
			for i := range base.DecisionMakers() {
				if ok && is.Stable(c, i, u) != was.Stable(c, i, s) {
					verdicts[VerdictChange{c, i, base.Key(s), is.Stable(c, i, u)}] = true
				}
			}
		}
	}
	for s := range m.Len() {
		if _, ok := base.State(m.Key(s)); !ok {
			added = append(added, m.Key(s))
			for _, c := range Concepts {
				if is.Equilibrium(c, s) {
					equilibria[EquilibriumChange{c, m.Key(s), true}] = true
				}
			}
		}
	}
	if !slices.Equal(ch.Added, added) || !slices.Equal(ch.Removed, removed) {
		t.Fatalf("%+v: added %v, removed %v", ch, added, removed)
	}
	if len(ch.Verdicts) != len(verdicts) || len(ch.Equilibria) != len(equilibria) || ch.Alters() != (len(verdicts)+len(equilibria) > 0) {
		t.Fatalf("%+v, want %v and %v", ch, verdicts, equilibria)
	}
	for _, v := range ch.Verdicts {
		if !verdicts[v] {
			t.Fatalf("%v does not change", v)
		}
	}
	for _, e := range ch.Equilibria {
		if !equilibria[e] {
			t.Fatalf("%v does not change", e)
		}
	}
}

// Fewer moves can only add Nash states for whoever has them.
func TestMakingAnOptionIrreversibleOnlyAddsNashStates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, _ := drawOptions(t, 6)
		changes, ps := StructureChanges(c)
		if ps.HasErrors() {
			t.Fatal(ps)
		}
		for _, ch := range changes {
			if ch.Kind != ChangeDirection || ch.Change == Both || c.Options[ch.Index].Change != Both {
				continue
			}
			for _, v := range ch.Verdicts {
				if v.Concept == Nash && (!v.Stable || c.DecisionMakers[v.DM].ID != c.Options[ch.Index].DM) {
					t.Fatalf("%s: %+v", ch.Describe(c), v)
				}
			}
		}
	})
}

func TestStructureRefuses(t *testing.T) {
	one := []DecisionMaker{{ID: "a"}}
	for _, bad := range []struct {
		c    Case
		code string
	}{
		{Case{}, CodeNoDecisionMaker},
		{Case{DecisionMakers: one, Graph: &Graph{States: []GraphState{{ID: "s"}}}, Preferences: map[string]Preference{"a": {Kind: Scores, Scores: []float64{0}}}}, CodeNeedsOptions},
		{Case{DecisionMakers: one, Options: []Option{{ID: "x", DM: "a"}}, Preferences: map[string]Preference{"a": {Kind: Unknown}}}, CodeNeedsKnown},
	} {
		changes, ps := StructureChanges(bad.c)
		if changes != nil || !slices.ContainsFunc(ps, func(p Problem) bool { return p.Code == bad.code }) {
			t.Errorf("%v: %v", bad.code, ps)
		}
	}
}

func ExampleStructureChanges() {
	c := Case{
		DecisionMakers: []DecisionMaker{{ID: "union"}, {ID: "firm"}},
		Options:        []Option{{ID: "strike", DM: "union", Change: SetOnly}, {ID: "offer", DM: "firm"}},
		Preferences: map[string]Preference{
			"union": {Kind: Ranking, Order: [][]string{{"offer"}, {"strike+offer"}, {"strike"}, {"-"}}},
			"firm":  {Kind: Ranking, Order: [][]string{{"-"}, {"offer"}, {"strike+offer"}, {"strike"}}},
		},
	}
	changes, _ := StructureChanges(c)
	for _, ch := range changes {
		for _, e := range ch.Equilibria {
			if e.Concept == Nash {
				fmt.Println(ch.Describe(c)+":", e.State, e.Equilibrium)
			}
		}
	}
	// Output:
	// if strike could be taken and given up at will: strike+offer false
	// if strike could not be taken again once given up: - true
	// if strike could not be taken again once given up: strike+offer false
	// if offer could not be undone once taken: offer true
	// if offer could not be taken again once given up: strike true
	// with strike out of reach: - true
	// with strike out of reach: strike+offer false
	// with offer out of reach: strike true
	// with offer out of reach: strike+offer false
}
