package bargain

import (
	"fmt"
	"math"
	"slices"
)

// Position exchange across issues with equal gains, after the rules that
// Stokman and Van Oosten (1994) began: two actors who stand on opposite sides
// of the outcome of two issues, and care about them in different proportions,
// each give way on the issue that matters less to them. The size of the deal is
// such that both gain the same.
//
// Everything here is in units of 0..100 on each issue's scale; s is the
// salience, c the capability, W = sum c s and O = sum c s x / W the outcome of
// an issue. The outcome is the vote, so a supplier's move by m shifts it by
// m c s / W.

// The named models of exchange.
const (
	// ExchangeEqualGain holds a mover to one direction by the moves that were
	// really made. It is the default.
	ExchangeEqualGain = "exchange/equal-gain"
	// ExchangePlannedHistory holds each possible exchange to the direction of
	// moves that it once planned, as a public program does; some exchanges that
	// the rules allow are then refused.
	ExchangePlannedHistory = "exchange/planned-history"
)

// Switches of the exchange family and their values.
const (
	switchHistory  = "history"
	switchTies     = "ties"
	switchDraws    = "draws"
	switchBranches = "branches"
	historyMade    = "made"
	historyPlanned = "planned"
	tiesLowest     = "lowest"
	tiesAll        = "all"
	tiesDraw       = "draw"
)

// Bounds of the family's numbers.
const (
	maxExchangeRounds = 1000
	maxTieRuns        = 1_000_000
)

var exchangeFamily = &family{
	name: "exchange",
	switches: []Switch{
		{Name: switchHistory, Meaning: "the moves by which an actor is held to one direction on an issue in a round", Values: []Value{
			{historyMade, "those that were really made"},
			{historyPlanned, "those that the possible exchange once planned and was overtaken in, as in a public program"},
		}},
		{Name: switchTies, Meaning: "what is done when several exchanges have the highest gain; the first in file order is made in any case", Technical: true, Values: []Value{
			{tiesLowest, "nothing more"},
			{tiesAll, "every choice is followed too, and the range of outcomes reported"},
			{tiesDraw, "repeated runs choose by lot, and the range of outcomes is reported"},
		}},
		{Name: switchRounds, Meaning: "the most rounds", Technical: true},
		{Name: switchDraws, Meaning: "runs by lot, also where following all choices has to stop", Technical: true},
		{Name: switchBranches, Meaning: "the most choices that are followed", Technical: true},
	},
	models: []named{
		{ExchangeEqualGain, "the exchange with the highest gain first, equal for both sides; one direction by the moves really made", exchangeNumbers},
		{ExchangePlannedHistory, "as exchange/equal-gain, with one direction by planned moves as in a public program, which refuses some exchanges", append([]Setting{{switchHistory, historyPlanned}}, exchangeNumbers...)},
	},
	run: runExchange,
}

var exchangeNumbers = []Setting{{switchRounds, "1"}, {switchDraws, "200"}, {switchBranches, "2000"}}

// ExchangeReport is what a run of the exchange family has beside the positions
// by round. Slices by issue follow Problem.Issues, matrices are actor by issue.
// Unless their name says scale, numbers are on 0..100 of each issue's scale. An
// actor that takes no part in an issue has NaN there.
type ExchangeReport struct {
	Exchanges []Exchange `json:"exchanges"` // every realised exchange of every round, in order

	// Outcomes at the start of the first round, and voted at the end of the last.
	OutcomeBefore ByIssue   `json:"outcome_before"`
	OutcomeAfter  ByIssue   `json:"outcome_after"`
	ScaleBefore   ByIssue   `json:"outcome_before_on_scale"`
	ScaleAfter    ByIssue   `json:"outcome_after_on_scale"`
	Final         ActorGrid `json:"final_positions"` // voted from in the last round

	ExchangeRounds []ExchangeRound `json:"exchange_rounds"`
	TieRange       *TieRange       `json:"tie_range,omitempty"` // with the switch ties at all or draw
}

// ExchangeRound is one round: from the positions at its start to those that
// are voted from, and the start of the next.
type ExchangeRound struct {
	Round        int     `json:"round"`
	Candidates   int     `json:"candidates"` // pairs of actors and issues with something to exchange
	ValidAtStart int     `json:"valid_at_start"`
	Realised     int     `json:"realised"`
	TiesAtStep   []int   `json:"ties_at_step,omitempty"` // steps, from 1, at which several exchanges had the highest gain
	MaxMove      float64 `json:"max_move"`

	OutcomeBefore ByIssue   `json:"outcome_before"`
	OutcomeAfter  ByIssue   `json:"outcome_after"`
	Start         ActorGrid `json:"start"`
	End           ActorGrid `json:"end"`
	NextStart     ActorGrid `json:"next_start"`
}

// Exchange is one realised exchange and the numbers that made it. A supplies
// one issue, by a move from AFrom to ATo towards B's position, and demands the
// other, which B supplies. Positions and outcomes are on 0..100.
type Exchange struct {
	Round     int     `json:"round"`
	Step      int     `json:"step"` // within the round, from 1
	Gain      float64 `json:"gain"` // of either side: outcome points times salience
	A         string  `json:"a"`
	ASupplies string  `json:"a_supplies"`
	AFrom     float64 `json:"a_from"`
	ATo       float64 `json:"a_to"`
	B         string  `json:"b"`
	BSupplies string  `json:"b_supplies"`
	BFrom     float64 `json:"b_from"`
	BTo       float64 `json:"b_to"`
	// Shrunk tells that the rule of no overshoot cut the terms of this exchange
	// at some time of the round, as the public program marks it; Cut, that it
	// cut those that were realised.
	Shrunk bool `json:"shrunk"`
	Cut    bool `json:"cut"`

	AGain float64 `json:"a_gain"`
	BGain float64 `json:"b_gain"`
	// Outcome of the supplied issue before and after, once with every move of
	// the round so far, once as the rule counts it: of the others' moves only
	// those that were supplied to the same demander.
	AOutcome      [2]float64 `json:"a_outcome"`
	BOutcome      [2]float64 `json:"b_outcome"`
	AOutcomeKnown [2]float64 `json:"a_outcome_known"`
	BOutcomeKnown [2]float64 `json:"b_outcome_known"`
	// Saliences of A and B on the issue that A supplies and on the one that B
	// supplies: the exchange exists because their ratios differ.
	ASalience [2]float64 `json:"a_salience"`
	BSalience [2]float64 `json:"b_salience"`

	Ties    []ExchangeAlternative `json:"ties,omitempty"` // other exchanges with the same gain
	Next    *ExchangeAlternative  `json:"next,omitempty"` // the best with a lower gain
	Dropped int                   `json:"dropped"`        // exchanges that this one made impossible
	Words   string                `json:"words"`
}

// ExchangeAlternative is an exchange that was possible and not chosen.
type ExchangeAlternative struct {
	A         string  `json:"a"`
	ASupplies string  `json:"a_supplies"`
	ATo       float64 `json:"a_to"`
	B         string  `json:"b"`
	BSupplies string  `json:"b_supplies"`
	BTo       float64 `json:"b_to"`
	Gain      float64 `json:"gain"`
}

// TieRange is how far the outcomes depend on the choice among equal gains.
type TieRange struct {
	Rule     string `json:"rule"` // all or draw
	Runs     int    `json:"runs"` // ends reached
	Branches int    `json:"branches,omitempty"`
	Complete bool   `json:"complete"` // every choice was followed; false for draw

	Low       ByIssue `json:"low"`
	High      ByIssue `json:"high"`
	ScaleLow  ByIssue `json:"low_on_scale"`
	ScaleHigh ByIssue `json:"high_on_scale"`
}

// NextRoundStart returns where an actor begins the next round, having begun at
// x and voted from y: it keeps a tenth of the move, and up to four tenths more
// the less salient the issue is.
func NextRoundStart(x, y, salience float64) float64 {
	share := float64(0.4*(1-salience)) + 0.1
	return float64(y*share) + float64(x*(1-float64(0.4*(1-salience))-0.1))
}

// exchangeSwitches are the settings of a run as the code uses them.
type exchangeSwitches struct {
	planned                 bool
	ties                    string
	rounds, draws, branches int
	seed                    uint64
}

func readExchangeSwitches(t *Trajectory, o Options) (exchangeSwitches, error) {
	e := exchangeSwitches{
		planned: t.Switches.Get(switchHistory) == historyPlanned, ties: t.Switches.Get(switchTies),
		rounds: t.Switches.number(switchRounds), draws: t.Switches.number(switchDraws), branches: t.Switches.number(switchBranches),
		seed: o.Seed,
	}
	for _, n := range []struct {
		name      string
		got, most int
	}{{switchRounds, e.rounds, maxExchangeRounds}, {switchDraws, e.draws, maxTieRuns}, {switchBranches, e.branches, maxTieRuns}} {
		if n.got > n.most {
			return e, &InputError{Code: CodeBadValue, Field: n.name, Cause: fmt.Sprintf("%d is more than the model takes", n.got), Remedy: fmt.Sprintf("give a whole number in 1..%d", n.most)}
		}
	}
	return e, nil
}

// runExchange plays the rounds by the lowest-index rule, then follows other
// choices among ties if asked to.
func runExchange(p *Problem, t *Trajectory, o Options) error {
	e, err := readExchangeSwitches(t, o)
	if err != nil {
		return err
	}
	table := newTradeTable(p)
	report := &ExchangeReport{Exchanges: []Exchange{}}
	t.ExchangeReport = report
	x := slices.Clone(table.x)
	starts := [][]float64{table.onScales(p, x)}
	length := make([]float64, table.m)
	for k, is := range p.Issues {
		length[k] = is.Length()
	}
	for number := 1; t.Stop == ""; number++ {
		r := newTradeRound(table, x, e.planned)
		round := report.play(p, t, r, number, o.Trace)
		x = r.next()
		round.NextStart = table.grid(p, x)
		report.ExchangeRounds = append(report.ExchangeRounds, round)
		starts = append(starts, table.onScales(p, x))
		from, back := repeats(starts, length)
		switch {
		case round.Realised == 0:
			t.Stop = StopNoOffers
		case round.MaxMove < 100*settledMove:
			t.Stop = StopSettled
		case back:
			t.Stop, t.Cycle = StopCycle, cycleOf(starts, from, table.m)
		case number == e.rounds:
			t.Stop = StopLimit
		}
	}
	last := report.ExchangeRounds[len(report.ExchangeRounds)-1]
	report.OutcomeBefore, report.OutcomeAfter, report.Final = report.ExchangeRounds[0].OutcomeBefore, last.OutcomeAfter, last.End
	report.ScaleBefore, report.ScaleAfter = onScales(p, report.OutcomeBefore), onScales(p, report.OutcomeAfter)
	if e.ties != tiesLowest {
		report.TieRange = tieRange(p, table, e)
	}
	t.finish(p)
	return nil
}

// play plays one round to its end, and enters it in the trajectory.
func (report *ExchangeReport) play(p *Problem, t *Trajectory, r *tradeRound, number int, trace bool) ExchangeRound {
	round := ExchangeRound{Round: number, Candidates: len(r.candidates), ValidAtStart: r.alive, OutcomeBefore: byIssue(p, r.outcomes(r.x)), Start: r.grid(p, r.x)}
	active := make([]bool, r.n)
	for {
		best := r.best()
		if len(best) == 0 {
			break
		}
		round.Realised++
		e := r.describe(p, best)
		e.Round, e.Step = number, round.Realised
		c := r.candidates[best[0]]
		active[c.i], active[c.j] = true, true
		e.Dropped = r.realise(best[0])
		e.Words = e.say(p)
		report.Exchanges = append(report.Exchanges, e)
		if len(best) > 1 {
			round.TiesAtStep = append(round.TiesAtStep, round.Realised)
			t.Ties = append(t.Ties, e.tie())
		}
		if trace {
			t.Moves = append(t.Moves, e.moves(p)...)
		}
	}
	round.OutcomeAfter, round.End = byIssue(p, r.outcomes(r.y)), r.grid(p, r.y)
	round.MaxMove = distance(r.x, r.y)
	entry := newRound(p, number, p.Position)
	voted := r.onScales(p, r.y)
	for at, part := range r.part {
		if part {
			entry.Positions[at/r.m][at%r.m] = voted[at]
		}
	}
	entry.Moved, entry.MaxMove = 2*round.Realised, round.MaxMove/100
	t.Rounds = append(t.Rounds, entry)
	if trace {
		t.Moves = append(t.Moves, r.idle(p, number, active)...)
	}
	return round
}

// distance is the largest move between two states; NaN stands for no part.
func distance(a, b []float64) float64 {
	most := 0.0
	for i := range a {
		if d := math.Abs(a[i] - b[i]); d > most {
			most = d
		}
	}
	return most
}

// onScales moves one number an issue from 0..100 to the scales.
func onScales(p *Problem, outcomes ByIssue) ByIssue {
	out := make([]float64, len(p.Issues))
	for k, o := range outcomes.Values {
		out[k] = fromHundred(p.Issues[k], o)
	}
	return byIssue(p, out)
}

// onScales moves flat positions, actor by issue, to the scales.
func (t *tradeTable) onScales(p *Problem, x []float64) []float64 {
	out := make([]float64, len(x))
	for at := range x {
		out[at] = fromHundred(p.Issues[at%t.m], x[at])
	}
	return out
}

// toHundred maps a position to 0..100, leaving a scale of that length untouched
// so that no digit is lost.
func toHundred(is IssueSpec, x float64) float64 {
	if is.Length() == 100 {
		return x - is.Low
	}
	return (x - is.Low) / is.Length() * 100
}

func fromHundred(is IssueSpec, x float64) float64 {
	if is.Length() == 100 {
		return x + is.Low
	}
	return is.Low + float64(x/100*is.Length())
}

// ExchangeInputs lists the numbers of the problem that entered an exchange:
// those of all actors on its two issues, since they make the outcomes.
func (p *Problem) ExchangeInputs(e Exchange) []StanceRef {
	return append(p.Inputs(Move{Issue: e.ASupplies}), p.Inputs(Move{Issue: e.BSupplies})...)
}
