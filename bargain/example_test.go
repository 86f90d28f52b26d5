package bargain_test

import (
	"fmt"

	"entente/bargain"
)

// Years of delay before new emission standards for cars, as ten states of the European
// Community saw it (Bueno de Mesquita 1994).
func ExampleExplain() {
	issue := bargain.Issue{Name: "emission standards", Low: 4, High: 10, Stances: []bargain.Stance{
		{Actor: "Netherlands", Position: 4, Capability: 0.08, Salience: 0.8},
		{Actor: "Belgium", Position: 7, Capability: 0.08, Salience: 0.4},
		{Actor: "Luxembourg", Position: 4, Capability: 0.03, Salience: 0.2},
		{Actor: "Germany", Position: 4, Capability: 0.16, Salience: 0.8},
		{Actor: "France", Position: 10, Capability: 0.16, Salience: 0.6},
		{Actor: "Italy", Position: 10, Capability: 0.16, Salience: 0.6},
		{Actor: "UK", Position: 10, Capability: 0.16, Salience: 0.9},
		{Actor: "Ireland", Position: 7, Capability: 0.05, Salience: 0.1},
		{Actor: "Denmark", Position: 4, Capability: 0.05, Salience: 1},
		{Actor: "Greece", Position: 7, Capability: 0.08, Salience: 0.7},
	}}
	answer, err := bargain.Explain(issue)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Words.Mean)
	fmt.Println(answer.Words.Median)
	fmt.Println(answer.Words.Condorcet)
	fmt.Println(answer.Words.Nash)
	fmt.Println(answer.Words.NashLinear)
	fmt.Println(answer.Words.Spread)
	// Output:
	// The weighted mean is 7.39. UK, with 21% of the weight at 10, pulls it up most, by 0.555; Germany, with 19% at 4, pulls it down most, by 0.641. Leaving Germany out would change it most, to 8.18.
	// The weighted median is 7, the position of Belgium, Ireland and Greece, with 37% of the weight below and 50% above. The smallest change of one weight that moves it: UK at 1.03 times its weight, and the median jumps to 10.
	// 7 beats every other position in a vote of one against one. The closest contest it wins is against 10: 7 has 50.4% of the votes, weighted by how much the choice matters to each actor.
	// Log Nash bargaining with quadratic loss lands at 7.253, 0.137 below the weighted mean. There UK gives 45% of the pull upwards and Germany 50% of the pull downwards. Leaving Germany out would change it most, to 7.847.
	// With linear loss it lands at 7.073, 0.317 below the weighted mean. Leaving Germany out would change it most, to 8.234.
	// Positions spread by 2.759 around the mean; polarisation is 0.85 on a scale from 0 (all agree) to 1 (two equal camps at the ends). Counting every actor once, the mean would be 6.7.
}
