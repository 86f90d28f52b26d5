package hypothesis_test

import (
	"context"
	"fmt"

	"entente/hypothesis"
	"entente/quantity"
)

// Why now? Two explanations, the row for neither, and three reports of which
// two go back to one telling.
func Example() {
	rate := func(a, b, none quantity.Value) map[string]quantity.Value {
		return map[string]quantity.Value{"payoff": a, "threat": b, hypothesis.None: none}
	}
	grade := quantity.Between(0.7, 0.9)
	set := hypothesis.Set{
		Hypotheses: []hypothesis.Hypothesis{{ID: "payoff", Name: "Disappointment with the deal"}, {ID: "threat", Name: "Fear of attack"}},
		Items: []hypothesis.Item{
			{ID: "money", Name: "The money did not come", Reliability: &grade,
				Likelihood: rate(quantity.Between(0.2, 0.9), quantity.Between(0.2, 0.9), quantity.Between(0.1, 0.7))},
			{ID: "speech", Name: "The minister's speech", Cluster: "one speech",
				Likelihood: rate(quantity.PointOf(0.6), quantity.PointOf(0.3), quantity.PointOf(0.4))},
			{ID: "wire", Name: "The wire on that speech", Cluster: "one speech",
				Likelihood: rate(quantity.PointOf(0.6), quantity.PointOf(0.3), quantity.PointOf(0.4))},
		},
	}.WithNone()
	c, err := hypothesis.Compile(set)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Update().Words)
	readings, err := c.Sample(context.Background(), hypothesis.DefaultDraws, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(readings.Words)
	fmt.Println(c.LeaveOneOut().Words)
	// Output:
	// At the middle of the ratings Disappointment with the deal leads with 0.50 (roughly even chance). The prior is the default: all alike.
	// Disappointment with the deal leads in 87 of 100 readings of the ratings.
	// No single origin carries the lead of Disappointment with the deal. A new, independent item would have to be 1.9 times as likely under None of these as under Disappointment with the deal to bring them level.
}
