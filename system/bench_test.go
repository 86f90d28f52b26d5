package system

import (
	"fmt"
	"testing"

	"entente/faction"
)

// 25 drivers, 20 states of 5 factions, 24 steps.
func BenchmarkRun(b *testing.B) {
	m := &Model{Pace: 0.5, Steps: 24}
	for i := range 25 {
		m.Drivers = append(m.Drivers, fmt.Sprint(i))
		row := make([]float64, 25)
		row[i], row[(i+1)%25] = -1, 0.5
		m.Effects = append(m.Effects, row)
	}
	for s := range 20 {
		state := State{ID: fmt.Sprint(s), Rule: Mean, Capability: 1, StatusQuo: 50}
		for f := range 5 {
			state.Factions = append(state.Factions, faction.Faction{ID: fmt.Sprint(f), Position: float64(20*f + s/2), Influence: 1, Salience: 0.5})
		}
		m.States = append(m.States, state)
		m.Bindings = append(m.Bindings, Binding{s, Target{s, 0, Influence}, 0.3})
	}
	m.Forces = []Force{{Kind: Push, Size: 1, From: 1}}
	for b.Loop() {
		if _, err := m.Run(nil); err != nil {
			b.Fatal(err)
		}
	}
}
