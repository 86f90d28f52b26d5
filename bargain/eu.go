package bargain

// The expected-utility challenge model, after Bueno de Mesquita (1994, 1997)
// and its replications, one issue at a time. Each round every actor works out
// what it and each rival would gain from challenging the other, offers follow
// from the signs of the two, each actor takes at most one, and all move at
// once. The text of the original leaves points open, and its replications read
// them differently: each such point is a switch, and no reading is the model.

// The named models of the eu family.
const (
	EUPairLeast     = "eu/pair-least" // the default
	EUPairLeastEach = "eu/pair-least-each"
	EUMasad2014     = "eu/masad-2014"
	EUJmckib        = "eu/jmckib"
)

// Names of the switches of the eu family, and of their values.
const (
	switchProb         = "prob"
	switchView         = "view"
	switchOffer        = "offer"
	switchTie          = "tie"
	switchCapitulation = "capitulation"
	switchScale        = "scale"

	probPair         = "pair"
	probNet          = "net"
	probAllPairs     = "allpairs"
	viewOwn          = "own"
	viewEach         = "each"
	offerLeastMove   = "least_move"
	offerMaxSender   = "max_sender"
	offerClassFirst  = "class_first"
	tieEUWeight      = "eu_weight"
	tieFirst         = "first"
	capitulationOn   = "on"
	capitulationOff  = "off"
	scaleIssue       = "issue"
	scaleInitialData = "initial_range"
)

var euFamily = &family{
	name: "eu",
	switches: []Switch{
		{Name: switchProb, Meaning: "the probability that i wins against j", Values: []Value{
			{probPair, "votes of all actors raised to their risk exponent; the share of those for i among the votes of this pair"},
			{probNet, "votes without the exponent; the surplus for i, if any, over all votes of this pair"},
			{probAllPairs, "votes as in pair, but as a share of the votes of all ordered pairs together, which makes every probability small"},
		}},
		{Name: switchView, Meaning: "whose risk exponent enters what the rival expects", Values: []Value{
			{viewOwn, "the actor judges both challenges with its own exponent"},
			{viewEach, "each challenge is judged with the exponent of the one who makes it"},
		}},
		{Name: switchOffer, Meaning: "the offer that an actor takes", Values: []Value{
			{offerLeastMove, "the one that moves it least"},
			{offerMaxSender, "that of the rival who expects most from a challenge; if that is no offer, the actor stays"},
			{offerClassFirst, "the nearest confrontation; else the compromise with the lowest weighted position; else the nearest capitulation"},
		}},
		{Name: switchTie, Meaning: "which of several equally good offers", Values: []Value{
			{tieEUWeight, "that of the rival who expects more, then of the heavier one, then of the earlier row"},
			{tieFirst, "that of the earlier row"},
		}},
		{Name: switchCapitulation, Meaning: "whether a loser of both challenges gives in", Values: []Value{
			{capitulationOn, "it moves to its rival"},
			{capitulationOff, "never, as in a public program whose test compares a number with its own absolute value"},
		}},
		{Name: switchScale, Meaning: "the length that distances are measured by", Values: []Value{
			{scaleIssue, "the issue's scale"},
			{scaleInitialData, "the range of the positions at the start"},
		}},
		{Name: switchRounds, Meaning: "the most rounds", Technical: true},
	},
	models: []named{
		{EUPairLeast, "pairwise probability, own view, least move, ties by expectation and weight", []Setting{{switchRounds, "20"}}},
		{EUPairLeastEach, "as eu/pair-least, each challenge judged with its maker's risk exponent", []Setting{{switchView, viewEach}, {switchRounds, "20"}}},
		{EUMasad2014, "the reading of a public program of 2014: net probability, the strongest challenger's offer or none", []Setting{
			{switchProb, probNet}, {switchView, viewEach}, {switchOffer, offerMaxSender}, {switchTie, tieFirst}, {switchRounds, "20"}}},
		{EUJmckib, "the reading of another public program: probabilities over all pairs, confrontations first, no capitulation", []Setting{
			{switchProb, probAllPairs}, {switchOffer, offerClassFirst}, {switchTie, tieFirst}, {switchCapitulation, capitulationOff}, {switchRounds, "20"}}},
	},
	limits: func(s Settings) []string {
		var limits []string
		if s.Get(switchTie) == tieFirst {
			limits = append(limits, limitRows)
		}
		if s.Get(switchOffer) == offerClassFirst {
			limits = append(limits, "Turning the scale around changes the result: compromises are compared by a position, not by a distance.")
		}
		return limits
	},
	run: runEU,
}

// runEU runs the issues one by one and lays their rounds side by side; an issue
// that has ended keeps its last positions.
func runEU(p *Problem, t *Trajectory, o Options) error {
	rules := readEURules(t.Switches)
	runs := make([]*euRun, len(p.Issues))
	longest := 0
	for k := range p.Issues {
		runs[k] = newEURun(p, k, rules)
		runs[k].play(o)
		longest = max(longest, len(runs[k].states)-1)
	}
	for round := range longest + 1 {
		if round > 0 {
			t.Rounds = append(t.Rounds, newRound(p, round, p.Position))
		}
		r := &t.Rounds[round]
		r.PCEMean = make([]float64, len(p.Issues))
		if round > 0 {
			r.Risk = matrix(len(p.Actors), len(p.Issues))
			for i := range r.Risk {
				for k := range r.Risk[i] {
					r.Risk[i][k] = missing
				}
			}
		}
		for k := range p.Issues {
			runs[k].report(p, r, k)
		}
	}
	for k, run := range runs {
		t.Stops = append(t.Stops, IssueStop{Issue: p.Issues[k].ID, Stop: run.stop, Round: len(run.states) - 1, Cycle: run.cycle, Alternates: run.alternates})
		t.Ties = append(t.Ties, run.ties...)
	}
	t.Stop, t.Cycle, t.Alternates = leastSettled(t.Stops)
	if o.Trace {
		for round := 1; round <= longest; round++ {
			for _, run := range runs {
				if round < len(run.moves)+1 {
					t.Moves = append(t.Moves, run.moves[round-1]...)
				}
			}
		}
	}
	t.finish(p)
	return nil
}

// leastSettled is the end that stands for all issues.
func leastSettled(stops []IssueStop) (Stop, *Cycle, int) {
	for _, reason := range []Stop{StopLimit, StopCycle, StopSettled} {
		for _, s := range stops {
			if s.Stop == reason {
				return s.Stop, s.Cycle, s.Alternates
			}
		}
	}
	return StopNoOffers, nil, 0
}
