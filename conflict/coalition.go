package conflict

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// CoalitionConcepts are the concepts that are defined for coalitions, in the
// order to show them in.
var CoalitionConcepts = []Concept{Nash, SEQ, SMR, GMR}

// Coalition is some decision makers, and what holds for them if they join hands.
type Coalition struct {
	Members []int
	stable  [concepts]Set
	improve rows
}

// Stable is the set of states that are stable for the coalition: CNash, CSEQ,
// CSMR or CGMR. It is nil for SSEQ, which is not defined for coalitions.
func (c *Coalition) Stable(concept Concept) Set { return c.stable[concept] }

// Improvements lists the coalition improvements CI_H(s): what members reach
// together and all of them like better. EvolutionBy tells how they get there.
func (c *Coalition) Improvements(s int) []int {
	return c.improve.of(s).states()
}

// CoalitionTable says for every coalition which states are stable for it.
type CoalitionTable struct {
	Coalitions []Coalition // every non-empty one: small before large, then by members
}

// maxJointWork bounds, roughly, the words of memory that an analysis of
// coalitions or blocs reads.
const maxJointWork = 1 << 33

// checkJointWork refuses models for which sequences of many bodies of decision
// makers would take too long to search.
func (m *Model) checkJointWork(where string, bodies float64) error {
	n := float64(m.Len())
	if bodies*n*n*(n/64+1) <= maxJointWork {
		return nil
	}
	return Problem{Code: CodeTooManyStates, Where: []string{where},
		Cause:  fmt.Sprintf("joint moves of %d decision makers over %d states are too many to search", len(m.space.dms), m.Len()),
		Remedy: "state in rules which combinations can't be, or leave it out"}
}

// Coalitions tests every state against every coalition, the first of two
// meanings of acting together. (Blocs is the other: there the analyst says who
// acts as one.)
//
// With H a coalition, N all decision makers, R_H(s) what legal sequences of moves
// of members reach from s, and
//
//	CI_H(s) = { t in R_H(s), t != s : r_i(t) > r_i(s) for every i in H }
//	x is bad for H at s  iff  r_i(x) <= r_i(s) for some i in H
//
// s is stable for H iff
//
//	CNash  CI_H(s) is empty
//	CGMR   every q in CI_H(s) has an x in R_{N-H}(q) that is bad for H
//	CSMR   the same, and every y in R_H(x) is bad for H too
//	CSEQ   as CGMR, x being reached from q by coalition improvements of non-empty
//	       coalitions of others, none of them twice in a row
//
// For one decision maker CNash, CGMR and CSMR are the concepts of Concept; SEQ
// implies CSEQ, not the reverse, since opponents may act jointly. It follows
// definitions not held against the printed articles.
//
// It is an error, a Problem, if preferences are unknown or the model is too
// large.
func (m *Model) Coalitions() (*CoalitionTable, error) {
	const where = "ask.coalitions"
	if err := m.needKnown(); err != nil {
		return nil, err
	}
	n := len(m.space.dms)
	if err := m.checkJointWork(where, math.Pow(3, float64(n))); err != nil {
		return nil, err
	}
	// By coalition as bits; the empty one goes nowhere.
	moves, improve := make([]rows, 1<<n), make([]rows, 1<<n)
	q := newSequences(m)
	moves[0], improve[0] = newRows(m.Len()), newRows(m.Len())
	for h := 1; h < 1<<n; h++ {
		members := membersOf(h)
		moves[h] = q.joined(members)
		improve[h] = m.betterForAll(members, moves[h])
	}
	out := &CoalitionTable{}
	t := newTurns(m.Len())
	for h := 1; h < 1<<n; h++ {
		others := 1<<n - 1 - h
		var bodies []rows
		for k := others; k > 0; k = (k - 1) & others {
			bodies = append(bodies, improve[k])
		}
		c := Coalition{Members: membersOf(h), improve: improve[h]}
		c.stable = m.verdicts(c.Members, moves[h], improve[h], moves[others], t.reachAll(bodies))
		c.stable[SSEQ] = nil
		out.Coalitions = append(out.Coalitions, c)
	}
	slices.SortFunc(out.Coalitions, func(a, b Coalition) int {
		return cmp.Or(cmp.Compare(len(a.Members), len(b.Members)), slices.Compare(a.Members, b.Members))
	})
	return out, nil
}

func membersOf(h int) []int {
	var out []int
	for ; h != 0; h &= h - 1 {
		out = append(out, bits.TrailingZeros(uint(h)))
	}
	return out
}

// EquilibriumSet is the set of coalitional equilibria: the states that are stable
// for every coalition. It is nil for SSEQ.
func (t *CoalitionTable) EquilibriumSet(c Concept) Set {
	if c == SSEQ {
		return nil
	}
	out := slices.Clone(t.Coalitions[0].stable[c])
	for _, h := range t.Coalitions[1:] {
		out.keep(h.stable[c])
	}
	return out
}

// Equilibria lists the coalitional equilibria in canonical order.
func (t *CoalitionTable) Equilibria(c Concept) []int {
	return t.EquilibriumSet(c).states()
}

// Upset lists the coalitions, as indices, for which state s is not stable.
func (t *CoalitionTable) Upset(c Concept, s int) []int {
	out := []int{}
	for k, h := range t.Coalitions {
		if c != SSEQ && !h.stable[c].Has(s) {
			out = append(out, k)
		}
	}
	return out
}
