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

// ExchangeModels are the named models of exchange, the default first.
var ExchangeModels = []string{ExchangeEqualGain, ExchangePlannedHistory}

// Ties says what is done when several exchanges have the highest gain.
type Ties string

const (
	TiesLowest Ties = "lowest" // the first candidate in file order
	TiesAll    Ties = "all"    // every choice is followed, and the range of outcomes reported
	TiesDraw   Ties = "draw"   // repeated runs that choose by lot, and the range of outcomes reported
)

// Error codes of RunExchange besides those of Problem.Check.
const (
	CodeModel  = "bargaining/unknown-model"
	CodeSwitch = "bargaining/bad-switch"
)

// ExchangeOptions are the switches of RunExchange; the zero value is the
// default model, one round, ties to the lowest index.
type ExchangeOptions struct {
	Model       string // "" = ExchangeEqualGain
	Rounds      int    // 0 = 1
	Ties        Ties   // "" = TiesLowest
	Draws       int    // runs of TiesDraw, and of TiesAll where it has to stop; 0 = 200
	MaxBranches int    // choices that TiesAll follows; 0 = 2000
	Seed        uint64 // of TiesDraw
}

const (
	defaultTieDraws    = 200
	defaultTieBranches = 2000
	maxExchangeRounds  = 10_000
	maxTieRuns         = 1_000_000
)

func (o ExchangeOptions) settled() (ExchangeOptions, error) {
	if o.Model == "" {
		o.Model = ExchangeEqualGain
	}
	if o.Ties == "" {
		o.Ties = TiesLowest
	}
	if o.Rounds == 0 {
		o.Rounds = 1
	}
	if o.Draws == 0 {
		o.Draws = defaultTieDraws
	}
	if o.MaxBranches == 0 {
		o.MaxBranches = defaultTieBranches
	}
	switch {
	case !slices.Contains(ExchangeModels, o.Model):
		return o, &InputError{Code: CodeModel, Field: "model", Cause: fmt.Sprintf("%q is no model of exchange", o.Model), Remedy: "choose " + list(ExchangeModels)}
	case !slices.Contains([]Ties{TiesLowest, TiesAll, TiesDraw}, o.Ties):
		return o, &InputError{Code: CodeSwitch, Field: "ties", Cause: fmt.Sprintf("%q is no rule for ties", o.Ties), Remedy: "choose lowest, all or draw"}
	case o.Rounds < 1 || o.Rounds > maxExchangeRounds:
		return o, badCount("rounds", o.Rounds, maxExchangeRounds)
	case o.Draws < 1 || o.Draws > maxTieRuns:
		return o, badCount("draws", o.Draws, maxTieRuns)
	case o.MaxBranches < 1 || o.MaxBranches > maxTieRuns:
		return o, badCount("branches", o.MaxBranches, maxTieRuns)
	}
	return o, nil
}

func badCount(field string, got, most int) error {
	return &InputError{Code: CodeSwitch, Field: field, Cause: fmt.Sprintf("%d is out of range", got), Remedy: fmt.Sprintf("give a whole number in 1..%d", most)}
}

// Why a run of exchanges ended.
const (
	ExchangeNoOffers = "no_offers" // nobody had an exchange to make
	ExchangeSettled  = "settled"   // a round moved nobody by more than a millionth of the scale
	ExchangeCycle    = "cycle"     // a round began where an earlier one had begun
	ExchangeLimit    = "limit"     // the rounds that were asked for are over
)

// ExchangeResult is a run of the exchange model. Slices by issue follow
// Problem.Issues, matrices are actor by issue; numbers are on 0..100 unless
// their name says scale. An actor that takes no part in an issue has NaN there.
type ExchangeResult struct {
	Model    string
	Rounds   []ExchangeRound
	Stop     string
	Cycle    int // length in rounds when Stop is ExchangeCycle
	Warnings []string

	Exchanges []Exchange // every realised exchange of every round, in order

	OutcomeBefore, OutcomeAfter []float64
	ScaleBefore, ScaleAfter     []float64   // the same in units of the scales
	Final                       [][]float64 // positions voted from in the last round
	NeverMoved                  []string    // actors with a stance who made no move

	Ties *TieRange // of TiesAll and TiesDraw
}

// ExchangeRound is one round: from the positions at its start to those that
// are voted from, and the start of the next.
type ExchangeRound struct {
	Round        int
	Candidates   int // pairs of actors and issues with something to exchange
	ValidAtStart int
	Realised     int
	TiesAtStep   []int // steps, from 1, at which several exchanges had the highest gain
	MaxMove      float64

	OutcomeBefore, OutcomeAfter []float64
	Start, End, NextStart       [][]float64
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
	Rule     Ties
	Runs     int  // ends reached
	Branches int  // choices followed by TiesAll
	Complete bool // every choice was followed; false for TiesDraw

	Low, High           []float64
	ScaleLow, ScaleHigh []float64
}

// NextRoundStart returns where an actor begins the next round, having begun at
// x and voted from y: it keeps a tenth of the move, and up to four tenths more
// the less salient the issue is.
func NextRoundStart(x, y, salience float64) float64 {
	share := float64(0.4*(1-salience)) + 0.1
	return float64(y*share) + float64(x*(1-float64(0.4*(1-salience))-0.1))
}

// RunExchange runs the exchange model on the problem. The result is a pure
// function of its arguments. The error joins *InputErrors.
func RunExchange(p Problem, o ExchangeOptions) (*ExchangeResult, error) {
	o, err := o.settled()
	if err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	t := newTradeTable(&p)
	res := &ExchangeResult{Model: o.Model}
	res.run(&p, t, o)
	if o.Ties != TiesLowest {
		res.Ties = tieRange(&p, t, o)
	}
	return res, nil
}

const (
	exchangeSettled = 1e-6 * 100
	exchangeSame    = 1e-9 * 100
)

// run fills the result with the rounds of the lowest-index rule.
func (res *ExchangeResult) run(p *Problem, t *tradeTable, o ExchangeOptions) {
	x := slices.Clone(t.x)
	starts := [][]float64{x}
	moved := make([]bool, t.n)
	tied := 0
	for number := 1; res.Stop == ""; number++ {
		r := newTradeRound(t, x, o.Model == ExchangePlannedHistory)
		round := ExchangeRound{Round: number, Candidates: len(r.candidates), ValidAtStart: r.alive, OutcomeBefore: t.outcomes(x), Start: t.matrix(x)}
		for {
			best := r.best()
			if len(best) == 0 {
				break
			}
			round.Realised++
			if len(best) > 1 {
				round.TiesAtStep = append(round.TiesAtStep, round.Realised)
			}
			e := r.describe(p, best)
			e.Round, e.Step = number, round.Realised
			c := &r.candidates[best[0]]
			moved[c.i], moved[c.j] = true, true
			e.Dropped = r.realise(best[0])
			e.Words = e.say(p)
			res.Exchanges = append(res.Exchanges, e)
		}
		next := r.next()
		round.OutcomeAfter, round.End, round.NextStart = t.outcomes(r.y), t.matrix(r.y), t.matrix(next)
		round.MaxMove = distance(x, r.y)
		res.Rounds = append(res.Rounds, round)
		tied += len(round.TiesAtStep)
		x = next
		back := slices.IndexFunc(starts, func(s []float64) bool { return distance(s, x) <= exchangeSame })
		switch {
		case round.Realised == 0:
			res.Stop = ExchangeNoOffers
		case round.MaxMove < exchangeSettled:
			res.Stop = ExchangeSettled
		case back >= 0:
			res.Stop, res.Cycle = ExchangeCycle, number-back
		case number == o.Rounds:
			res.Stop = ExchangeLimit
		}
		starts = append(starts, x)
	}
	last := res.Rounds[len(res.Rounds)-1]
	res.OutcomeBefore, res.OutcomeAfter, res.Final = res.Rounds[0].OutcomeBefore, last.OutcomeAfter, last.End
	res.ScaleBefore, res.ScaleAfter = onScales(p, res.OutcomeBefore), onScales(p, res.OutcomeAfter)
	for i, m := range moved {
		if !m && !p.Bystander(i) {
			res.NeverMoved = append(res.NeverMoved, p.Actors[i])
		}
	}
	res.warn(p, tied)
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
func onScales(p *Problem, outcomes []float64) []float64 {
	out := make([]float64, len(outcomes))
	for k, o := range outcomes {
		out[k] = fromHundred(p.Issues[k], o)
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
