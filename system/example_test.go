package system_test

import (
	"fmt"

	"entente/faction"
	"entente/system"
)

// Payoff strengthens those who would open to the West.
func ExampleModel_Run() {
	m := system.Model{
		Drivers: []string{"payoff"}, Effects: [][]float64{{-1}}, Pace: 0.5, Steps: 3,
		States: []system.State{{ID: "s", Rule: system.Mean, Capability: 1, StatusQuo: 50, Factions: []faction.Faction{
			{ID: "guards", Position: 20, Influence: 1, Salience: 1}, {ID: "government", Position: 80, Influence: 1, Salience: 1}}}},
		Forces: []system.Force{{Driver: 0, Kind: system.Push, Size: 1, From: 1}},
	}
	target, err := m.Find("s.government.influence")
	if err != nil {
		fmt.Println(err)
		return
	}
	m.Bindings = []system.Binding{{Driver: 0, Target: target, Size: 0.5}}
	path, err := m.Run(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range path.Steps {
		fmt.Printf("step %d: payoff %.2f, outcome %.1f\n", s.T, s.Drivers[0], s.Outcome)
	}
	// Output:
	// step 0: payoff 0.00, outcome 50.0
	// step 1: payoff 0.33, outcome 52.5
	// step 2: payoff 0.56, outcome 54.1
	// step 3: payoff 0.70, outcome 55.2
}
