package conflict

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func mustInquire(t interface{ Fatal(...any) }, m *Model) *Inquiry {
	q, err := m.NewInquiry()
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// choice is the sanction that has to be chosen: the shortest, then the lowest,
// then the first.
func (v *naive) choice(c Concept, i, s, q int) (x, length int) {
	reached := v.lengths(v.others(i), q, c.credible())
	x = -1
	for y := range v.n {
		n, ok := reached[y]
		if !ok || v.rank[i][y] > v.rank[i][s] { // so it is not q
			continue
		}
		if c.answered() && slices.ContainsFunc(v.moves[i][y], func(z int) bool { return v.rank[i][z] > v.rank[i][s] }) {
			continue
		}
		if x < 0 || n < length || n == length && v.rank[i][y] < v.rank[i][x] {
			x, length = y, n
		}
	}
	return x, length
}

func checkExplanations(t *rapid.T, m *Model, v *naive) {
	q := mustInquire(t, m)
	for e := range q.ExplainAll {
		c, _ := ParseConcept(e.Concept)
		i := m.DecisionMaker(e.DM)
		s, _ := m.State(e.State)
		if want := v.stable(e.Concept, i, s); e.Stable != want || q.Stable(c, i, s) != want {
			t.Fatalf("%s of %s for %s: %t, want %t", e.Concept, e.State, e.DM, e.Stable, want)
		}
		if err := m.CheckExplanation(&e); err != nil {
			t.Fatalf("%s of %s for %s: %v\n%+v", e.Concept, e.State, e.DM, err, e)
		}
		for _, d := range e.Deterred {
			to, _ := m.State(d.Improvement.To)
			x, length := v.choice(c, i, s, to)
			if got := d.Sanction[len(d.Sanction)-1].To; got != m.Key(x) || len(d.Sanction) != length {
				t.Fatalf("%s of %s for %s: sanction %s after %d, want %s after %d", e.Concept, e.State, e.DM, got, len(d.Sanction), m.Key(x), length)
			}
		}
		if u := e.Undeterred; u != nil {
			best := -1
			for _, to := range v.moves[i][s] {
				x := -1
				if c != Nash {
					x, _ = v.choice(c, i, s, to)
				}
				if v.rank[i][to] > v.rank[i][s] && x < 0 && (best < 0 || v.rank[i][to] > v.rank[i][best]) {
					best = to
				}
			}
			if u.Improvement.To != m.Key(best) {
				t.Fatalf("%s of %s for %s: undeterred %s, want %s", e.Concept, e.State, e.DM, u.Improvement.To, m.Key(best))
			}
		}
		if words := e.Words(m.Names()); len(words) < 3 || slices.Contains(words, "") {
			t.Fatalf("words: %q", words)
		}
	}
}

func TestExplanationsHoldInOptionForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, v := drawOptions(t, 5)
		checkExplanations(t, mustBuild(t, c), v)
	})
}

func TestExplanationsHoldInGraphs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, v := drawGraph(t)
		checkExplanations(t, mustBuild(t, c), v)
	})
}

// A tree that was tampered with does not pass the check.
func TestCheckExplanationFindsWhatIsNotSo(t *testing.T) {
	m := cuba(t)
	q := mustInquire(t, m)
	kinds := map[string]bool{}
	for e := range q.ExplainAll {
		for name, spoil := range map[string]func(*Explanation) bool{
			"verdict": func(e *Explanation) bool { e.Stable = !e.Stable; return true },
			"moves":   func(e *Explanation) bool { e.Moves = nil; return len(e.Deterred) == 0 && e.Undeterred == nil },
			"sanction": func(e *Explanation) bool {
				ok := len(e.Deterred) > 0
				each(e, func(d *Deterred) { d.Sanction = nil })
				return ok
			},
			"outcome": func(e *Explanation) bool {
				ok := len(e.Deterred) > 0
				each(e, func(d *Deterred) { d.Outcome.Relation = Better })
				return ok
			},
			"answers": func(e *Explanation) bool {
				ok := false
				each(e, func(d *Deterred) { ok = ok || d.Best != nil; d.Best = nil })
				return ok
			},
			"reason": func(e *Explanation) bool {
				if e.Undeterred == nil {
					return false
				}
				u := *e.Undeterred
				u.Reason = map[bool]Reason{true: WillNotMove, false: CannotMove}[u.Reason == CannotMove]
				e.Undeterred = &u
				return true
			},
			"path": func(e *Explanation) bool {
				if e.Undeterred == nil || e.Undeterred.Worst == nil {
					return false
				}
				u := *e.Undeterred
				u.Worst = &Outcome{u.Worst.Path[:0], u.Worst.Outcome}
				e.Undeterred = &u
				return true
			},
		} {
			bad := e
			bad.Deterred = slices.Clone(e.Deterred)
			if !spoil(&bad) {
				continue
			}
			kinds[name] = true
			if m.CheckExplanation(&bad) == nil {
				t.Errorf("%s of %s for %s passes with a spoilt %s", e.Concept, e.State, e.DM, name)
			}
		}
	}
	if len(kinds) != 7 {
		t.Errorf("only %v were tried", kinds)
	}
}

func each(e *Explanation, f func(*Deterred)) {
	for k := range e.Deterred {
		f(&e.Deterred[k])
	}
}

// cuba is the crisis of 1962 with an air strike that can be called off, as in
// the reference case: the order of the United States and of the Soviet Union are
// those of Fraser and Hipel as remembered there.
func cuba(t testing.TB) *Model {
	m, ps := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "us", Name: "the United States"}, {ID: "ussr", Name: "the Soviet Union"}},
		Options: []Option{{ID: "strike", DM: "us", Name: "strike from the air"}, {ID: "blockade", DM: "us"},
			{ID: "withdraw", DM: "ussr", Name: "withdraw the missiles"}, {ID: "escalate", DM: "ussr"}},
		Infeasible: []string{"withdraw & escalate"},
		Preferences: map[string]Preference{
			"us":   {Kind: Statements, Statements: [][]string{{"~escalate"}, {"withdraw"}, {"~strike"}, {"blockade <-> ~withdraw"}}},
			"ussr": {Kind: Weights, Weights: map[string]float64{"strike": -4, "blockade": -1, "withdraw": -2, "escalate": -8}},
		},
	})
	if ps.HasErrors() {
		t.Fatal(ps)
	}
	return m
}

func TestWordsNameTheJudgement(t *testing.T) {
	m := cuba(t)
	q := mustInquire(t, m)
	s, _ := m.State("blockade")
	e := q.Explain(SEQ, m.DecisionMaker("ussr"), s)
	names := m.Names()
	names.State = func(key string) string { return "[" + key + "]" }
	text := strings.Join(e.Words(names), "\n")
	for _, want := range []string{"The Soviet Union cannot do better by itself than [blockade]", "worth 2 less", "worth 8 less", "So the Soviet Union stays."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	e = q.Explain(Nash, m.DecisionMaker("us"), s)
	if text = strings.Join(e.Words(names), "\n"); !strings.Contains(text, "statement ") {
		t.Errorf("no statement in\n%s", text)
	}
}

// Equal inputs make equal trees, and a tree survives JSON.
func TestExplanationsAreDataAndRepeatable(t *testing.T) {
	m := randomModel(t, 4, 7, 1)
	one, two := mustInquire(t, m), mustInquire(t, m)
	for s := m.Len() - 1; s >= 0; s-- { // another order of asking
		two.Explain(SMR, 1, s)
	}
	n := 0
	for e := range one.ExplainAll {
		c, _ := ParseConcept(e.Concept)
		s, _ := m.State(e.State)
		again := two.Explain(c, m.DecisionMaker(e.DM), s)
		if !reflect.DeepEqual(e, again) {
			t.Fatalf("%+v\n%+v", e, again)
		}
		data, err := json.Marshal(e)
		var back Explanation
		if err == nil {
			err = json.Unmarshal(data, &back)
		}
		if err != nil || !reflect.DeepEqual(e, back) {
			t.Fatalf("%v\n%+v\n%+v", err, e, back)
		}
		n++
	}
	if n != 4*128*5 {
		t.Errorf("%d explanations", n)
	}
}

func TestUnknownOrdersCannotBeOpened(t *testing.T) {
	m, ps := Build(Case{DecisionMakers: []DecisionMaker{{ID: "a"}}, Options: []Option{{ID: "x", DM: "a"}}, Preferences: map[string]Preference{"a": {Kind: Unknown}}})
	if ps.HasErrors() {
		t.Fatal(ps)
	}
	if _, err := m.NewInquiry(); err == nil {
		t.Error("an unknown order was opened")
	}
	if err := m.CheckExplanation(&Explanation{State: "x", DM: "a", Concept: "seq"}); err == nil {
		t.Error("an unknown order was checked")
	}
}

func ExampleInquiry_Explain() {
	m, _ := Build(Case{
		DecisionMakers: []DecisionMaker{{ID: "p1", Name: "Player 1"}, {ID: "p2", Name: "Player 2"}},
		Options:        []Option{{ID: "d1", DM: "p1", Name: "defect"}, {ID: "d2", DM: "p2", Name: "defect too"}},
		Preferences: map[string]Preference{
			"p1": {Kind: Ranking, Order: [][]string{{"d1"}, {"-"}, {"d1+d2"}, {"d2"}}},
			"p2": {Kind: Ranking, Order: [][]string{{"d2"}, {"-"}, {"d1+d2"}, {"d1"}}},
		},
	})
	q, err := m.NewInquiry()
	if err != nil {
		fmt.Println(err)
		return
	}
	cooperation, _ := m.State("-")
	names := m.Names()
	names.State = func(key string) string {
		return map[string]string{"-": "cooperation", "d1": "betrayal", "d1+d2": "war"}[key]
	}
	e := q.Explain(SEQ, 0, cooperation)
	for _, line := range e.Words(names) {
		fmt.Println(line)
	}
	// Output:
	// Player 1 could improve from cooperation to betrayal by taking “defect” (1 rank higher). Then Player 2 would bring war by taking “defect too”, which Player 1 likes no better than cooperation (1 rank lower).
	// So Player 1 stays.
	// That hangs on how Player 1 compares war with cooperation (1 rank lower): with cooperation 1 place lower, below war, the verdict would be the other one.
}
