package model

import (
	"reflect"
	"slices"
	"testing"
)

func in(m MechanismID) Item { return Item{Mechanism: m} }

func withMechanisms() *Case {
	n := func(low, high float64) Number {
		var x Number
		x.Given, x.Value.Low, x.Value.High = true, low, high
		return x
	}
	return &Case{
		Mechanisms: []Mechanism{{ID: "M1"}, {ID: "M2"}},
		Actors: []Actor{
			{ID: "a", Item: in("M1"), Capability: n(1, 2)},
			{ID: "b", Capability: n(3, 4), Rule: RuleVeto},
		},
		Issues: []Issue{{
			ID: "i", Scale: []ScalePoint{{At: 0}, {At: 100}}, StatusQuo: n(5, 5),
			Stances: []Stance{{Actor: "a", Position: n(0, 9)}, {Actor: "b", Item: in("M2"), Position: n(1, 2)}},
		}},
		Ties: []Tie{{From: "a", To: "b", Item: in("M2")}},
		Conflict: &Conflict{
			Options:    []Option{{ID: "x", Of: "a", Item: in("M1")}, {ID: "y", Of: "b"}},
			Infeasible: []Infeasible{{Rule: "x & y", Item: in("M2")}},
			StatusQuo:  "x + y",
			Preferences: []Preference{
				{Actor: "a", Statements: []Statement{{Prefers: "x", Item: in("M2")}, {Prefers: "y"}}},
				{Actor: "b", Ranking: [][]string{{"x+y", "y"}, {"x"}, {"-"}}},
			},
		},
		Causes: &Causes{
			Drivers:  []Driver{{ID: "d", Item: in("M1")}, {ID: "e"}, {ID: "f"}},
			Links:    []CausalLink{{From: "d", To: "e"}, {From: "e", To: "f"}, {From: "f", To: "e", Item: in("M2")}},
			Observed: []Observation{{Node: "f", Push: []DriverPush{{Driver: "d"}}}},
		},
		Hypotheses: []HypothesisSet{{ID: "s", Rows: []Hypothesis{{ID: "H1", Includes: []HypothesisID{"H2"}}, {ID: "H2", Item: in("M1")}},
			Evidence: []EvidenceItem{{ID: "e1", Item: in("M2")}, {ID: "e2", Likelihood: []Likelihood{{Of: "H1"}, {Of: "H2"}}}}}},
		System:  &System{Bindings: []Binding{{Driver: "d"}, {Driver: "e"}, {Driver: "f", Item: in("M2")}}},
		WhatIfs: []WhatIf{{ID: "w", Item: in("M1"), Set: []Change{{Path: "drivers.e"}}}},
	}
}

func TestWithoutTakesOutWhatBelongs(t *testing.T) {
	c := withMechanisms()
	one := c.Without("M1")
	if one.Actors[0].Capability.Given || !one.Actors[1].Capability.Given || one.Actors[1].Rule != RuleVeto {
		t.Errorf("actors %+v", one.Actors)
	}
	if one.Conflict.StatusQuo != "y" || len(one.Conflict.Options) != 2 || one.Conflict.Infeasible[1].Rule != "x" {
		t.Errorf("game %+v", one.Conflict)
	}
	if got := one.Conflict.Preferences[1].Ranking; !reflect.DeepEqual(got, [][]string{{"y"}, {"-"}}) {
		t.Errorf("ranking %v", got)
	}
	if len(one.Causes.Drivers) != 3 || len(one.Causes.Links) != 2 || one.Causes.Observed != nil && len(one.Causes.Observed) != 0 {
		t.Errorf("causes %+v", one.Causes)
	}
	if h := one.Hypotheses[0]; len(h.Rows) != 1 || len(h.Rows[0].Includes) != 0 || len(h.Evidence[1].Likelihood) != 1 {
		t.Errorf("hypotheses %+v", h)
	}
	if len(one.System.Bindings) != 2 || one.WhatIfs[0].Set != nil {
		t.Errorf("system %+v, what-ifs %+v", one.System, one.WhatIfs)
	}

	two := c.Without("M2")
	if len(two.Issues[0].Stances) != 1 || len(two.Ties) != 0 || len(two.Conflict.Infeasible) != 0 {
		t.Errorf("issues %+v, ties %v, rules %v", two.Issues, two.Ties, two.Conflict.Infeasible)
	}
	if s := two.Conflict.Preferences[0].Statements; !s[0].Absent || s[1].Absent {
		t.Errorf("statements %+v", s)
	}
	if len(two.Causes.Links) != 2 || len(two.System.Bindings) != 2 || len(two.Hypotheses[0].Evidence) != 1 {
		t.Errorf("causes %+v", two.Causes)
	}
}

func TestWithoutLeavesTheCaseAlone(t *testing.T) {
	c := withMechanisms()
	c.Without("M1", "M2")
	if !reflect.DeepEqual(c, withMechanisms()) {
		t.Error("the case was changed")
	}
}

func TestWithoutSeveralIsOneAfterTheOther(t *testing.T) {
	c := withMechanisms()
	if a, b := c.Without("M1", "M2"), c.Without("M2").Without("M1"); !slices.Equal(paths(a), paths(b)) {
		t.Errorf("numbers %v and %v", paths(a), paths(b))
	}
}

func paths(c *Case) []Path {
	var out []Path
	for _, p := range c.Params() {
		out = append(out, p.Path)
	}
	return out
}

func TestLeave(t *testing.T) {
	for _, c := range []struct {
		key, left string
		taken     bool
	}{{"a+b", "b", true}, {"a", "-", true}, {"-", "-", false}, {"b + c", "b+c", false}} {
		if got, taken := leave(c.key, "a"); got != c.left || taken != c.taken {
			t.Errorf("leave(%q) = %q, %v", c.key, got, taken)
		}
	}
}
