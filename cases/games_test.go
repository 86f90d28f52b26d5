package cases_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"entente/cases"
	"entente/conflict"
	"entente/internal/referencetest"
	"entente/model"
)

// gameOf is the game of a case in the terms of the lens, each list of
// statements as written.
func gameOf(c *model.Case) conflict.Case {
	g := conflict.Case{Preferences: map[string]conflict.Preference{}}
	for _, o := range c.Conflict.Options {
		dm := conflict.DecisionMaker{ID: string(o.Of)}
		if !slices.Contains(g.DecisionMakers, dm) {
			g.DecisionMakers = append(g.DecisionMakers, dm)
		}
		g.Options = append(g.Options, conflict.Option{ID: string(o.ID), DM: dm.ID, Change: conflict.Change(o.Change)})
	}
	for _, x := range c.Conflict.Infeasible {
		g.Infeasible = append(g.Infeasible, x.Rule)
	}
	for _, p := range c.Conflict.Preferences {
		order := conflict.Preference{Kind: conflict.Statements}
		for _, s := range p.Statements {
			order.Statements = append(order.Statements, []string{s.Prefers})
		}
		g.Preferences[string(p.Actor)] = order
	}
	return g
}

func built(t *testing.T, g conflict.Case) *conflict.Model {
	t.Helper()
	m, problems := conflict.Build(g)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return m
}

// games are the built-in cases that hold one.
func games(t *testing.T) map[string]*model.Case {
	t.Helper()
	out := map[string]*model.Case{}
	for _, id := range cases.IDs() {
		if c := read(t, id); c.Conflict != nil {
			out[id] = c
		}
	}
	if len(out) < 3 {
		t.Fatalf("%d games among the built-in cases", len(out))
	}
	return out
}

// reference is as much of a reference case as is compared here.
type reference struct {
	Options []struct{ ID, DM, Change string }

	Preferences map[string]struct{ Order [][]string }

	Expect struct {
		Equilibria map[string][]string
	}
}

// The statements of the two classics say what the published rankings say, and
// lead to the published equilibria.
func TestClassicsSayWhatIsPublished(t *testing.T) {
	for _, tt := range []struct {
		id, file, strike string
	}{
		{"elmira", "conflict/elmira-options.json", ""},
		{"cuba-1962", "conflict/cuba-irreversible.json", "set-only"},
		{"cuba-1962", "conflict/cuba-reversible.json", "both"},
	} {
		var want reference
		referencetest.JSON(t, tt.file, &want)
		g := gameOf(read(t, tt.id))
		for i := range g.Options {
			if g.Options[i].ID == "strike" {
				g.Options[i].Change = conflict.Change(tt.strike)
			}
		}
		if len(g.Options) != len(want.Options) {
			t.Fatalf("%s: %d options, want %d", tt.file, len(g.Options), len(want.Options))
		}
		for i, o := range want.Options {
			got := g.Options[i]
			if got.ID != o.ID || got.DM != o.DM || cmp.Or(got.Change, conflict.Both) != conflict.Change(o.Change) {
				t.Errorf("%s: option %v, want %v", tt.file, got, o)
			}
		}
		m := built(t, g)
		for i, dm := range m.DecisionMakers() {
			order := m.Order(i)
			for k, class := range want.Preferences[dm.ID].Order {
				if k >= len(order) || !sameStrings(m.Keys(order[k]), class) {
					t.Errorf("%s: place %d of %s is not %v", tt.file, k+1, dm.ID, class)
				}
			}
		}
		table, err := m.Solve()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range conflict.Concepts {
			if got := m.Keys(table.Equilibria(c)); !sameStrings(got, want.Expect.Equilibria[c.String()]) {
				t.Errorf("%s: %s gives %v, want %v", tt.file, c, got, want.Expect.Equilibria[c.String()])
			}
		}
	}
}

func sameStrings(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// Every option, rule and statement has a reason, and every statement but the
// last of a list says how sure its place is. (In the classics the literature is
// sure of most places.)
func TestGamesAreReasoned(t *testing.T) {
	for id, c := range games(t) {
		reasoned := func(what string, s model.Support) {
			if len(s.Links) == 0 && s.Judgement.Why == "" {
				t.Errorf("%s: %s rests on nothing", id, what)
			}
		}
		for _, o := range c.Conflict.Options {
			reasoned("the option "+string(o.ID), o.Support)
		}
		for _, x := range c.Conflict.Infeasible {
			reasoned("the rule "+x.Rule, x.Support)
		}
		for _, p := range c.Conflict.Preferences {
			for i, s := range p.Statements {
				reasoned("the statement "+s.Prefers, s.Support)
				if last := i == len(p.Statements)-1; id == "hamadan-2016" && s.Confidence.Given == last {
					t.Errorf("%s: statement %d of %s, last %v, has a confidence: %v", id, i+1, p.Actor, last, s.Confidence.Given)
				}
			}
		}
	}
	if g := games(t)["hamadan-2016"].Conflict; len(g.Options) < 9 || len(g.Preferences) < 4 {
		t.Errorf("%d options, %d actors with preferences", len(g.Options), len(g.Preferences))
	}
}

// inSight are the states that improvements alone lead to from s, nobody moving
// twice in a row.
func inSight(m *conflict.Model, s int) conflict.Set {
	type step struct{ state, mover int }
	queue := []step{{s, -1}}
	seen := map[step]bool{queue[0]: true}
	states := conflict.NewSet(m.Len())
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		states.Add(at.state)
		for i := range m.DecisionMakers() {
			if i == at.mover {
				continue
			}
			for _, q := range m.Improvements(i, at.state, nil) {
				if next := (step{int(q), i}); !seen[next] {
					seen[next] = true
					queue = append(queue, next)
				}
			}
		}
	}
	return states
}

// holds evaluates a conclusion's test by its definition.
func holds(t *testing.T, m *conflict.Model, statusQuo string, test *model.Test) bool {
	t.Helper()
	start, ok := m.State(strings.ReplaceAll(statusQuo, " ", ""))
	if !ok {
		t.Fatalf("the status quo %q is no state", statusQuo)
	}
	expr, err := conflict.ParseExpr(test.Expr)
	if err != nil {
		t.Fatal(err)
	}
	satisfied, err := m.Satisfying(expr)
	if err != nil {
		t.Fatal(err)
	}
	table, err := m.Solve()
	if err != nil {
		t.Fatal(err)
	}
	concept, ok := conflict.ParseConcept(test.Concept)
	if !ok {
		t.Fatalf("%q is no concept", test.Concept)
	}
	near := inSight(m, start)
	for _, s := range table.Equilibria(concept) {
		if near.Has(s) && satisfied.Has(s) == test.Possible {
			return test.Possible
		}
	}
	return !test.Possible
}

// Every test of a conclusion can fail and can hold: one exchange of two
// neighbouring statements, where a confidence leaves room for it, turns it.
func TestGamesTestsCanFail(t *testing.T) {
	for id, c := range games(t) {
		asWritten := built(t, gameOf(c))
		var exchanged []*conflict.Model
		for _, p := range c.Conflict.Preferences {
			for i := range p.Statements {
				if !p.Statements[i].Confidence.Given {
					continue
				}
				g := gameOf(c)
				s := g.Preferences[string(p.Actor)].Statements
				s[i], s[i+1] = s[i+1], s[i]
				exchanged = append(exchanged, built(t, g))
			}
		}
		for _, k := range c.Conclusions {
			for j := range k.Tests {
				test := &k.Tests[j]
				if test.Lens != model.LensConflict {
					continue
				}
				base := holds(t, asWritten, c.Conflict.StatusQuo, test)
				turns := func(m *conflict.Model) bool { return holds(t, m, c.Conflict.StatusQuo, test) != base }
				if !slices.ContainsFunc(exchanged, turns) {
					t.Errorf("%s: %s: %q is %v whatever is doubted", id, k.ID, test.Text, base)
				}
			}
		}
	}
}
