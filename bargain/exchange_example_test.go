package bargain_test

import (
	"fmt"

	"entente/bargain"
)

// Two parties and a third, who cares about neither question much, settle the
// size of a toll and the hours in which it is due.
func ExampleRun_exchange() {
	p := bargain.Problem{
		Issues:     []bargain.IssueSpec{{ID: "toll", Low: 0, High: 10}, {ID: "hours", Low: 0, High: 24}},
		Actors:     []string{"city", "shops", "state"},
		Position:   [][]float64{{8, 20}, {1, 6}, {4, 12}},
		Salience:   [][]float64{{0.9, 0.3}, {0.4, 0.8}, {0.2, 0.2}},
		Capability: [][]float64{{2, 2}, {1.5, 1.5}, {1, 1}},
	}
	run, err := bargain.Run(bargain.ExchangeEqualGain, &p, bargain.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range run.Exchanges {
		fmt.Println(e.Words)
	}
	fmt.Println(run.Stop)
	// Output:
	// Round 1, exchange 1: city moves on hours from 20 to 6 towards shops, who moves on toll from 1 to 7.42 in return; the outcome of hours goes from 10.8 to 6.6, that of toll from 6.08 to 7.56, and each of the two gains 8.077 points of 100, weighed by salience.
	// limit
}
