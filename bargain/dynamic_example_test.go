package bargain_test

import (
	"fmt"

	"entente/bargain"
)

// emissionProblem is the table of ExampleExplain, as a problem of one issue.
func emissionProblem() *bargain.Problem {
	p := &bargain.Problem{Issues: []bargain.IssueSpec{{ID: "delay", Low: 4, High: 10}}}
	add := func(actor string, capability, position, salience float64) {
		p.Actors = append(p.Actors, actor)
		p.Position = append(p.Position, []float64{position})
		p.Salience = append(p.Salience, []float64{salience})
		p.Capability = append(p.Capability, []float64{capability})
	}
	add("Netherlands", 0.08, 4, 0.8)
	add("Belgium", 0.08, 7, 0.4)
	add("Luxembourg", 0.03, 4, 0.2)
	add("Germany", 0.16, 4, 0.8)
	add("France", 0.16, 10, 0.6)
	add("Italy", 0.16, 10, 0.6)
	add("UK", 0.16, 10, 0.9)
	add("Ireland", 0.05, 7, 0.1)
	add("Denmark", 0.05, 4, 1)
	add("Greece", 0.08, 7, 0.7)
	return p
}

func ExampleRun() {
	run, err := bargain.Run(bargain.EUMasad2014, emissionProblem(), bargain.Options{Trace: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range run.Moves {
		if m.Round == 1 && m.Action == bargain.ActionMove {
			fmt.Println(m.Words)
		}
	}
	fmt.Println(run.Stop)
	fmt.Println(run.Warnings[0])
	// Output:
	// Round 1: Luxembourg moves from 4 to 10. France expects 1.215 from a challenge, more than Luxembourg expects from one of its own (0.428): confrontation, Luxembourg gives way.
	// Round 1: Ireland moves from 7 to 7.188. France expects 0.794 from a challenge, more than Ireland would lose by one of its own (0.050): compromise, Ireland goes 6% of the way.
	// limit
	// The run had not settled when it ended after 20 rounds. It alternates with period 2.
}

// Does the challenge model end above seven years? It depends on how it is read.
func ExampleAttribute() {
	readings, err := bargain.Readings("eu")
	if err != nil {
		fmt.Println(err)
		return
	}
	var verdicts []bargain.Verdict
	for r := range readings {
		run, err := bargain.Run(bargain.EUPairLeast, emissionProblem(), bargain.Options{Set: r})
		if err != nil {
			fmt.Println(err)
			return
		}
		verdicts = append(verdicts, bargain.Verdict{Reading: r, Holds: run.Last().WeightedMean[0] > 7})
	}
	fmt.Println(bargain.Attribute(verdicts).Words)
	// Output:
	// It holds under 120 of 144 readings. The switch that decides most is prob: with net it holds under 48 of 48, with pair under 24 of 48.
}

func ExampleRun_unknown() {
	_, err := bargain.Run(bargain.EUPairLeast, emissionProblem(), bargain.Options{Set: []bargain.Setting{{Switch: "ofer", Value: "least_move"}}})
	fmt.Println(err)
	// Output:
	// "ofer" is no switch of eu/pair-least; did you mean "offer"? Known: prob, view, offer, tie, capitulation, scale, rounds [bargaining/unknown-switch]
}
