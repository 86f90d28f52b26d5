package conflict

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestContradictionIsSmall(t *testing.T) {
	for rules, want := range map[string]string{
		"x; ~x & y; ~y":               "infeasible[0] infeasible[1] infeasible[2]",
		"y; x | ~x":                   "infeasible[1]",
		"x & y; x; ~x & y; ~y; x | y": "infeasible[3] infeasible[4]",
		"~y; x | y; x & y; x; ~x & y": "infeasible[0] infeasible[1]",
	} {
		m, ps := Build(Case{
			DecisionMakers: []DecisionMaker{{ID: "a"}},
			Options:        []Option{{ID: "x", DM: "a"}, {ID: "y", DM: "a"}},
			Infeasible:     strings.Split(rules, "; "),
			Preferences:    map[string]Preference{"a": {Kind: Weights}},
		})
		if m != nil || len(ps) != 1 || ps[0].Code != CodeNoFeasibleState || strings.Join(ps[0].Where, " ") != want {
			t.Errorf("%s: %v, want %s", rules, ps, want)
		}
	}
}

// manyOptions is a case of n options o0, o1, ... of one decision maker.
func manyOptions(n int, rules ...string) Case {
	c := Case{DecisionMakers: []DecisionMaker{{ID: "a"}}, Infeasible: rules, Preferences: map[string]Preference{"a": {Kind: Weights}}}
	for k := range n {
		c.Options = append(c.Options, Option{ID: fmt.Sprintf("o%d", k), DM: "a"})
	}
	return c
}

func TestTooManyStatesTellsHowManyAreLeft(t *testing.T) {
	for _, x := range []struct {
		c    Case
		want string
	}{
		{manyOptions(40), "leave 1099511627776 of them"},
		{manyOptions(40, "o0", "o1", "~o39"), "leave 137438953472 of them"},
		{manyOptions(30, "o0 & o1", "o1 & o2", "o10 <-> o20"), "leave 335544320 of them"},                       // 5/8 and 1/2 of 2^30
		{manyOptions(64), "leave 18446744073709551616 of them"},                                                 // more than 64 bits hold
		{manyOptions(65, "o64"), "65 options are declared, at most 64 can be"},                                  // and nothing about o64
		{manyOptions(26, strings.TrimSuffix(strings.Repeat("o0 & o1 & ", 5), " & ")), "leave 50331648 of them"}, // 3/4 of 2^26
	} {
		m, ps := Build(x.c)
		if m != nil || len(ps) != 1 || ps[0].Code != CodeTooManyStates || !strings.Contains(ps[0].Cause, x.want) {
			t.Errorf("%v, want %q", ps, x.want)
		}
	}
}

func TestWrongMovesAreNotNone(t *testing.T) {
	_, ps := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}, {ID: "b"}},
		Graph:          &Graph{States: []GraphState{{ID: "1"}, {ID: "2"}}, Moves: map[string]map[string][]string{"a": {"1": {"3"}}, "b": {"1": {}}}},
		Preferences:    map[string]Preference{"a": {Kind: Unknown}, "b": {Kind: Unknown}},
	})
	var got []string
	for _, p := range ps {
		got = append(got, p.Code+" "+p.Where[0])
	}
	if want := []string{CodeUnknownState + " graph.moves.a.1[0]", CodeNoOptions + " decision_makers[1]"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCountLeftIsHowManyAreListed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "options")
		index := map[string]int{}
		for k := range n {
			index[fmt.Sprint("o", k)] = k
		}
		var rules []program
		for range rapid.IntRange(0, 4).Draw(t, "rules") {
			rules = append(rules, compile(&Expr{root: anyOptions(n).Draw(t, "rule")}, index))
		}
		masks, _, _ := enumerate(n, rules)
		if left := countLeft(n, rules); !left.exact || left.count.Int64() != int64(len(masks)) {
			t.Fatalf("%v, and %d are listed", left, len(masks))
		}
	})
}

func TestBuildTellsWhatItCanWithoutStates(t *testing.T) {
	_, ps := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}, {ID: "b"}, {ID: "a"}},
		Options:        []Option{{ID: "strike", DM: "a"}, {ID: "wait", DM: "c"}},
		Infeasible:     []string{"(strike"},
		Preferences: map[string]Preference{
			"a": {Kind: Ranking, Order: [][]string{{"-"}, {"strike"}, {"-"}, {"strke"}}},
			"b": {Kind: Unknown, Pairs: [][2]string{{"strike", "peace"}}},
		},
	})
	var got []string
	for _, p := range ps {
		got = append(got, strings.TrimPrefix(p.Code, "conflict/")+" "+p.Where[0]+" "+p.Remedy)
	}
	want := []string{
		"duplicate-id decision_makers[2].id give each an id of its own",
		"unknown-decision-maker options[1].dm declare it, or name another owner; declared: a, b",
		"bad-expression infeasible[0] add the closing bracket",
		"ranking-duplicate preferences.a.order[2] keep it in one place",
		`unknown-option preferences.a.order[3] did you mean "strike"?`,
		`unknown-option preferences.b.pairs[0] join the ids of the options taken by +, write "-" for none; declared: strike, wait`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
