package bargain

import (
	"cmp"
	"math"
	"slices"
)

var missing = math.NaN()

// euRun is the run of one issue.
type euRun struct {
	issue    IssueSpec
	kernel   *euKernel
	election election
	states   [][]float64 // positions by voter after each round
	risks    [][]float64 // exponents by voter that led to them; none for round 0
	moved    []int
	farthest []float64
	pairs    [][]Pair
	moves    [][]Move
	ties     []Tie

	stop       Stop
	cycle      *Cycle
	alternates int

	offers    []euOffer // to the voter at hand
	equal     []int
	utilities []float64 // of places, in the election
	names     []string
}

func newEURun(p *Problem, issue int, rules euRules) *euRun {
	run := &euRun{issue: p.Issues[issue], names: p.Actors}
	var voters []euVoter
	lowest, highest := math.Inf(1), math.Inf(-1)
	for i := range p.Actors {
		if p.TakesPart(i, issue) {
			c, s := p.Capability[i][issue], p.Salience[i][issue]
			voters = append(voters, euVoter{i, c, s, c * s})
			x := p.Position[i][issue]
			lowest, highest = min(lowest, x), max(highest, x)
		}
	}
	slices.SortStableFunc(voters, func(a, b euVoter) int {
		return cmp.Or(cmp.Compare(p.Position[a.actor][issue], p.Position[b.actor][issue]), cmp.Compare(a.s, b.s), cmp.Compare(a.c, b.c))
	})
	dx := run.issue.Length()
	if rules.initialRange && highest > lowest {
		dx = highest - lowest
	}
	run.kernel = newEUKernel(rules, voters, dx)
	start := make([]float64, len(voters))
	for i, v := range voters {
		start[i] = p.Position[v.actor][issue]
	}
	run.states = [][]float64{start}
	return run
}

// play runs rounds until one of the reasons to stop holds.
func (run *euRun) play(o Options) {
	length := []float64{run.issue.Length()}
	for round := 1; ; round++ {
		if round > run.kernel.rules.rounds {
			run.stop = StopLimit
			run.alternates = alternates(run.states, length)
			return
		}
		if !run.round(round, o) {
			run.stop = StopNoOffers
			return
		}
		if run.farthest[round-1] < settledMove {
			run.stop = StopSettled
			return
		}
		if from, ok := repeats(run.states, length); ok {
			run.stop = StopCycle
			run.cycle = run.inRows(from)
			return
		}
	}
}

// inRows describes a cycle with the voters in the order of the problem's rows;
// actors that take no part are missing.
func (run *euRun) inRows(from int) *Cycle {
	states := make([][]float64, len(run.states))
	for t, s := range run.states {
		states[t] = make([]float64, len(run.names))
		for i := range states[t] {
			states[t][i] = missing
		}
		for i, v := range run.kernel.voters {
			states[t][v.actor] = s[i]
		}
	}
	return cycleOf(states, from, 1)
}

// round plays a round and reports whether anybody had an offer; if nobody had,
// nothing changes and the round is not kept.
func (run *euRun) round(number int, o Options) bool {
	k := run.kernel
	k.x = run.states[number-1]
	k.load()
	next := slices.Clone(k.x)
	any, moved, worst := false, 0, 0.0
	var moves []Move
	var ties []Tie
	for i := range k.voters {
		offers := run.offersTo(i)
		any = any || slices.ContainsFunc(offers, func(o euOffer) bool { return o.kind != "" })
		chosen, equals := run.choose(i)
		if chosen >= 0 && offers[chosen].kind != "" {
			next[i] = offers[chosen].to
			moved++
			worst = max(worst, offers[chosen].length/run.issue.Length())
		}
		if len(equals) > 1 {
			ties = append(ties, run.tie(number, i, chosen, equals))
		}
		if o.Trace {
			moves = append(moves, run.move(number, i, chosen, equals))
		}
	}
	if !any {
		return false
	}
	byRow := func(a, b string) int {
		return cmp.Compare(indexOf(run.names, a), indexOf(run.names, b))
	}
	slices.SortFunc(ties, func(a, b Tie) int { return byRow(a.Actor, b.Actor) })
	slices.SortFunc(moves, func(a, b Move) int { return byRow(a.Actor, b.Actor) })
	run.states = append(run.states, next)
	run.risks = append(run.risks, slices.Clone(k.r))
	run.moved, run.farthest = append(run.moved, moved), append(run.farthest, worst)
	run.ties, run.moves = append(run.ties, ties...), append(run.moves, moves)
	if o.Tables {
		run.pairs = append(run.pairs, run.table())
	}
	return true
}

func (run *euRun) name(voter int) string { return run.names[run.kernel.voters[voter].actor] }

func (run *euRun) tie(round, i, chosen int, equals []int) Tie {
	t := Tie{Round: round, Issue: run.issue.ID, Actor: run.name(i), What: "offer", Chosen: run.name(run.offers[chosen].j)}
	t.Among = []string{t.Chosen}
	landing := func(n int) float64 {
		if run.offers[n].kind == "" {
			return run.kernel.x[i]
		}
		return run.offers[n].to
	}
	for _, n := range equals {
		if n != chosen {
			t.Among = append(t.Among, run.name(run.offers[n].j))
			t.Decisive = t.Decisive || math.Abs(landing(n)-landing(chosen)) > tieMove*run.kernel.dx
		}
	}
	return t
}

// table is every pair from each side's view, in the order of rows.
func (run *euRun) table() []Pair {
	k := run.kernel
	order := make([]int, len(k.voters))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(k.voters[a].actor, k.voters[b].actor) })
	var pairs []Pair
	for _, i := range order {
		for _, j := range order {
			if i != j {
				pairs = append(pairs, Pair{Issue: run.issue.ID, Actor: run.name(i), Other: run.name(j), Own: k.own(i, j), Others: k.other(i, j), Probability: k.win(i, j)})
			}
		}
	}
	return pairs
}

// report writes what the run holds of a round into column k of the trajectory's
// round; rounds after the end repeat the last state, without moves.
func (run *euRun) report(p *Problem, r *Round, k int) {
	state := run.states[min(r.Round, len(run.states)-1)]
	for i, v := range run.kernel.voters {
		r.Positions[v.actor][k] = state[i]
	}
	if r.Round > 0 && r.Round < len(run.states) {
		for i, v := range run.kernel.voters {
			r.Risk[v.actor][k] = run.risks[r.Round-1][i]
		}
		r.Moved += run.moved[r.Round-1]
		r.MaxMove = max(r.MaxMove, run.farthest[r.Round-1])
		if run.pairs != nil {
			r.Pairs = append(r.Pairs, run.pairs[r.Round-1]...)
		}
	}
	run.elect(r, k, state)
}

// elect adds the distribution over the places of a state: conditional, with
// linear victory and proportional votes on distance, as in the static results.
func (run *euRun) elect(r *Round, issue int, state []float64) {
	kernel := run.kernel
	kernel.x = state
	places := kernel.places()
	// Voters at one place vote alike, so the places vote.
	m := len(places)
	run.utilities = grown(run.utilities, m*m)
	for a, x := range places {
		for b, y := range places {
			run.utilities[a*m+b] = 1 - math.Abs(y-x)/run.issue.Length()
		}
	}
	run.election.rule = VoteProp
	run.election.vote(m, run.utilities, kernel.mass)
	prob, _ := run.election.run(VictoryLinear, Conditional)
	first := len(r.PCE)
	for a, x := range places {
		r.PCE = append(r.PCE, Cluster{Issue: run.issue.ID, Position: gaps{x}, Probability: prob[a]})
		r.PCEMean[issue] += float64(prob[a] * x)
	}
	for row, name := range run.names {
		for i, v := range kernel.voters {
			if v.actor == row {
				c := &r.PCE[first+kernel.at[i]]
				c.Actors = append(c.Actors, name)
			}
		}
	}
}
