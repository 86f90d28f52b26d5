package bargain

import (
	"errors"
	"fmt"
	"math"
)

// SMP, bargaining over several issues at once, as the KTAB program (KAPSARC
// Toolkit for Behavioral Analysis, tutorial model SMP, version 1.4) runs it. A
// turn: every actor takes the challenge from which it expects most, target and
// challenger turn it into a bargain, each actor holds a probabilistic Condorcet
// election over the bargains it is part of and its status quo, and moves to its
// own side of the option it elected, whatever its partner elected.

// The named models of the smp family.
const (
	SMPKTAB      = "smp/ktab-1.4" // the default: KTAB as it is
	SMPCorrected = "smp/corrected"
)

// Names of the switches of the smp family; KTAB's own, but for the last three.
const (
	switchVictory    = "VictoryProbModel"
	switchPCE        = "PCEModel"
	switchTransition = "StateTransitions"
	switchVoting     = "VotingRule"
	switchRAdjust    = "BigRAdjust"
	switchRRange     = "BigRRange"
	switchThird      = "ThirdPartyCommit"
	switchVector     = "InterVecBrgn"
	switchBargain    = "BargnModel"
	switchSlips      = "Slips"
	switchSalience   = "SalienceSum"
)

const (
	transitionDeterministic = "Deterministic"
	transitionStochastic    = "Stochastic"
	thirdSemi               = "SemiCommit"
	thirdNo                 = "NoCommit"
	thirdFull               = "FullCommit"
	vectorS2P2              = "S2P2"
	vectorS1P1              = "S1P1"
	vectorS2PMax            = "S2PMax"
	bargainInitOnly         = "InitOnlyInterp"
	bargainInitRcvr         = "InitRcvrInterp"
	bargainPWComp           = "PWCompInterp"
	slipsKept               = "kept"
	slipsCorrected          = "corrected"
	salienceStrict          = "strict"
	salienceScaled          = "scaled"
)

// smpTurns is the most turns that KTAB plays.
const smpTurns = "100"

var smpFamily = &family{
	name: "smp",
	switches: []Switch{
		{Name: switchVictory, Meaning: "how two coalition strengths become a probability of winning", Values: []Value{
			{string(VictoryLinear), "the share of the strength"},
			{string(VictorySquare), "the share of the squared strength"},
			{string(VictoryQuartic), "the share of the strength to the power 4"},
			{string(VictoryOctic), "the share of the strength to the power 8"},
			{string(VictoryBinary), "nearly sure once ahead by a tenth"},
		}},
		{Name: switchPCE, Meaning: "how pairwise probabilities become one distribution", Values: []Value{
			{string(Conditional), "the probability of beating every other option, given that one does"},
			{string(MarkovIncentive), "a chain in which stronger challengers come forward more often"},
			{string(MarkovUniform), "a chain in which every challenger is as likely"},
		}},
		{Name: switchTransition, Meaning: "how an actor elects an option", Technical: true, Values: []Value{
			{transitionDeterministic, "the most probable one, the first where several are"},
			{transitionStochastic, "by lot, with their probabilities"},
		}},
		{Name: switchVoting, Meaning: "how a difference of utilities becomes a vote", Values: []Value{
			{string(VoteProp), "in proportion"},
			{string(VoteBinary), "its sign alone"},
			{string(VotePropBin), "four fifths in proportion, one fifth its sign"},
			{string(VotePropCbc), "half in proportion, half its cube"},
			{string(VoteCubic), "its cube"},
			{string(VoteASymProsp), "losses in full, gains by two thirds"},
		}},
		{Name: switchRAdjust, Meaning: "how far an observer sees the risk attitude of others instead of its own", Values: []Value{
			{"OneThird", "one third"}, {"None", "not at all"}, {"Half", "half"}, {"TwoThirds", "two thirds"}, {"Full", "wholly"},
		}},
		{Name: switchRRange, Meaning: "the range of risk attitudes", Values: []Value{
			{"Mid", "-1/2 to 1"}, {"Min", "0 to 1"}, {"Max", "-1 to 1"},
		}},
		{Name: switchThird, Meaning: "what third parties put at stake", Values: []Value{
			{thirdSemi, "they gain or lose with the side that they choose"},
			{thirdNo, "nothing, so that they drop out"},
			{thirdFull, "everything on both sides, so that they drop out"},
		}},
		{Name: switchVector, Meaning: "where a bargain lands between two positions, on each issue", Values: []Value{
			{vectorS2P2, "weights: squares of salience and of probability"},
			{vectorS1P1, "weights: salience and probability"},
			{vectorS2PMax, "only the weaker side moves, by its disadvantage and squared saliences"},
		}},
		{Name: switchBargain, Meaning: "whose estimate makes the bargain", Values: []Value{
			{bargainInitOnly, "the challenger's"},
			{bargainInitRcvr, "one bargain from each side's estimate"},
			{bargainPWComp, "the two mixed by power and salience"},
		}},
		{Name: switchSlips, Meaning: "three slips of the program: the receiver's gain where its probability is meant, the initiator's power in the weight of the receiver, votes on a pair of options in one order only", Values: []Value{
			{slipsKept, "as the program has them"},
			{slipsCorrected, "the probability, each side's own power, both orders"},
		}},
		{Name: switchSalience, Meaning: "what is done when the saliences of an actor sum to more than 1", Technical: true, Values: []Value{
			{salienceStrict, "an error"},
			{salienceScaled, "all saliences are divided by the largest sum"},
		}},
		{Name: switchRounds, Meaning: "the most turns", Technical: true},
	},
	models: []named{
		{SMPKTAB, "the program KTAB 1.4, its slips included", []Setting{{switchRounds, smpTurns}}},
		{SMPCorrected, "KTAB's rules without its slips", []Setting{{switchSlips, slipsCorrected}, {switchRounds, smpTurns}}},
	},
	limits: func(s Settings) []string {
		limits := []string{limitRows}
		if s.Get(switchVoting) == string(VoteASymProsp) && s.Get(switchSlips) == slipsKept {
			limits = append(limits, "Votes under ASymProsp depend on which of two options is named first; KTAB's own order of options depends on its threads, so that its results differ from run to run.")
		}
		return limits
	},
	run: runSMP,
}

// Error codes of the smp family.
const (
	CodeSalienceSum = "bargaining/salience-sum"
	CodeIdeals      = "bargaining/bad-ideals"
)

// sumSlack is what sums of shares may exceed 1 by.
const sumSlack = 1e-9

// smpRules are the switches, read.
type smpRules struct {
	victory    Victory
	pce        PCEModel
	voting     VotingRule
	stochastic bool
	adjust     float64 // share of the other's risk attitude that an observer sees
	rrange     string
	third      bool // third parties take sides
	vector     string
	bargain    string
	corrected  bool
	turns      int
}

func readSMPRules(s Settings) smpRules {
	return smpRules{
		victory:    Victory(s.Get(switchVictory)),
		pce:        PCEModel(s.Get(switchPCE)),
		voting:     VotingRule(s.Get(switchVoting)),
		stochastic: s.Get(switchTransition) == transitionStochastic,
		adjust:     map[string]float64{"OneThird": 1.0 / 3, "None": 0, "Half": 0.5, "TwoThirds": 2.0 / 3, "Full": 1}[s.Get(switchRAdjust)],
		rrange:     s.Get(switchRRange),
		third:      s.Get(switchThird) == thirdSemi,
		vector:     s.Get(switchVector),
		bargain:    s.Get(switchBargain),
		corrected:  s.Get(switchSlips) == slipsCorrected,
		turns:      s.number(switchRounds),
	}
}

func runSMP(p *Problem, t *Trajectory, o Options) error {
	if err := errors.Join(checkSums(p, t.Switches), checkIdeals(p, o.Ideals)); err != nil {
		return err
	}
	run := newSMPRun(p, t, o)
	run.play()
	t.finish(p)
	return nil
}

// checkSums refuses saliences that sum to more than 1, which would make weights
// of challenges negative.
func checkSums(p *Problem, s Settings) error {
	if s.Get(switchSalience) == salienceScaled {
		return nil
	}
	var errs []error
	for i, a := range p.Actors {
		if sum := salienceSum(p, i); sum > 1+sumSlack {
			errs = append(errs, &InputError{
				Code: CodeSalienceSum, Actor: a, Field: "salience",
				Cause:  fmt.Sprintf("the saliences sum to %s, and this model takes shares of one whole", number(sum)),
				Remedy: fmt.Sprintf("keep the sum within 1, or set %s=%s to divide all saliences by the largest sum", switchSalience, salienceScaled),
			})
		}
	}
	return errors.Join(errs...)
}

func salienceSum(p *Problem, i int) float64 {
	sum := 0.0
	for k := range p.Issues {
		if p.TakesPart(i, k) {
			sum += p.Salience[i][k]
		}
	}
	return sum
}

func checkIdeals(p *Problem, ideals [][]float64) error {
	if ideals == nil {
		return nil
	}
	bad := func(actor, cause string) error {
		return &InputError{Code: CodeIdeals, Actor: actor, Field: "ideal adjustment", Cause: cause, Remedy: "give a share in 0..1 for each pair of actors, rows that sum to at most 1"}
	}
	if len(ideals) != len(p.Actors) {
		return bad("", fmt.Sprintf("has %d rows for %d actors", len(ideals), len(p.Actors)))
	}
	var errs []error
	for i, row := range ideals {
		if len(row) != len(p.Actors) {
			errs = append(errs, bad(p.Actors[i], fmt.Sprintf("has %d shares for %d actors", len(row), len(p.Actors))))
			continue
		}
		sum := 0.0
		for _, a := range row {
			if !(a >= 0 && a <= 1) {
				errs = append(errs, bad(p.Actors[i], number(a)+" is no share"))
			}
			sum += a
		}
		if sum > 1+sumSlack {
			errs = append(errs, bad(p.Actors[i], "the shares sum to "+number(sum)))
		}
	}
	return errors.Join(errs...)
}

// oneCapability is the capability of an actor over all issues. KTAB has one
// number an actor; where the issues have several, their mean weighted by
// salience keeps the actor's weight, sum c s.
func oneCapability(p *Problem, i int) (c float64, same bool) {
	first, moment, sum := math.NaN(), 0.0, 0.0
	same = true
	for k := range p.Issues {
		if !p.TakesPart(i, k) {
			continue
		}
		c := p.Capability[i][k]
		if math.IsNaN(first) {
			first = c
		}
		same = same && c == first
		moment += float64(c * p.Salience[i][k])
		sum += p.Salience[i][k]
	}
	if same {
		return first, true
	}
	return moment / sum, false
}
