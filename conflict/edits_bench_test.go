package conflict

import (
	"fmt"
	"testing"
)

// hamadan is the game of the built-in case of that name: 4 decision makers, 9
// options, 216 feasible states.
func hamadan(tb testing.TB) *Model {
	c := Case{
		DecisionMakers: []DecisionMaker{{ID: "iran", Name: "Iran"}, {ID: "russia", Name: "Russia"}, {ID: "usa", Name: "the United States"}, {ID: "saudi", Name: "Saudi Arabia"}},
		Options: []Option{{ID: "allow", DM: "iran"}, {ID: "restrict", DM: "iran", Change: SetOnly}, {ID: "open-west", DM: "iran"},
			{ID: "joint", DM: "russia"}, {ID: "trade-assad", DM: "russia", Change: SetOnly},
			{ID: "deliver", DM: "usa"}, {ID: "compromise", DM: "usa"}, {ID: "pressure", DM: "usa"}, {ID: "escalate", DM: "saudi"}},
		Infeasible:  []string{"allow & restrict", "deliver & pressure", "compromise & ~trade-assad"},
		Preferences: map[string]Preference{},
	}
	for id, list := range map[string][]string{
		"iran": {"joint & ~trade-assad", "~pressure", "deliver", "~escalate", "trade-assad -> restrict", "~restrict", "joint & ~trade-assad & ~deliver -> allow",
			"~allow", "joint & ~trade-assad -> allow", "open-west <-> deliver", "~open-west"},
		"russia": {"~open-west", "compromise", "allow", "joint | compromise", "trade-assad -> compromise", "trade-assad", "~escalate"},
		"usa":    {"open-west", "~allow", "compromise", "~pressure", "open-west | pressure", "deliver <-> open-west", "deliver"},
		"saudi":  {"trade-assad", "pressure", "~deliver", "~allow", "joint & ~trade-assad -> escalate", "~escalate"},
	} {
		p := Preference{Kind: Statements}
		for _, text := range list {
			p.Statements = append(p.Statements, []string{text})
		}
		c.Preferences[id] = p
	}
	m, ps := Build(c)
	if ps.HasErrors() {
		tb.Fatal(ps)
	}
	if m.Len() != 216 {
		tb.Fatalf("%d states", m.Len())
	}
	return m
}

// BenchmarkEdits asks for every state what would change its being an
// equilibrium, and its verdict for the first decision maker.
func BenchmarkEdits(b *testing.B) {
	m := hamadan(b)
	for _, c := range []Concept{Nash, SEQ, SMR} {
		for budget := 2; budget <= 3; budget++ {
			how := EditSearch{Budget: budget}
			b.Run(fmt.Sprintf("equilibrium/%s/budget=%d", c, budget), func(b *testing.B) {
				for k := 0; b.Loop(); k++ {
					q := mustInquire(b, m)
					if _, err := q.EditEquilibrium(c, k*37%m.Len(), how); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(fmt.Sprintf("one/%s/budget=%d", c, budget), func(b *testing.B) {
				for k := 0; b.Loop(); k++ {
					q := mustInquire(b, m)
					if _, err := q.EditVerdict(c, 0, k*37%m.Len(), how); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
