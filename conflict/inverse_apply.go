package conflict

import (
	"fmt"
	"slices"
	"strings"
)

// Reordered is the model after changes of orders. It is an error, a Problem, if
// a change does not fit the order it is to change.
func (m *Model) Reordered(changes []OrderChange) (*Model, error) {
	classes := make([][][]string, len(m.ranks))
	for n := len(changes) - 1; n >= 0; n-- { // the lowest run first, so that places hold
		c := changes[n]
		i := m.DecisionMaker(c.DM)
		if i >= 0 && classes[i] == nil {
			classes[i] = m.classKeys(i)
		}
		if i < 0 || c.Place < 0 || c.Place+len(c.Was) > len(classes[i]) || !slices.EqualFunc(classes[i][c.Place:c.Place+len(c.Was)], c.Was, slices.Equal[[]string]) {
			return nil, Problem{Code: CodeBadValue, Where: []string{fmt.Sprintf("changes[%d]", n)}, Cause: fmt.Sprintf("the order of %q has no such classes at place %d", c.DM, c.Place), Remedy: "take changes as the search returns them"}
		}
		classes[i] = slices.Concat(classes[i][:c.Place], c.Now, classes[i][c.Place+len(c.Was):])
	}
	out := m
	for i, order := range classes {
		if order == nil {
			continue
		}
		rank := make([]int32, m.Len())
		for s := range rank {
			rank[s] = -1
		}
		for k, class := range order {
			for _, key := range class {
				if s, ok := m.State(key); ok {
					rank[s] = int32(len(order) - k)
				}
			}
		}
		if slices.Contains(rank, -1) {
			return nil, Problem{Code: CodeRankingIncomplete, Where: []string{"changes"}, Cause: fmt.Sprintf("the changed order of %q leaves out a state", m.space.dms[i].ID), Remedy: "take changes as the search returns them"}
		}
		out = out.WithRanks(i, rank)
	}
	return out, nil
}

// maxPairsSaid is the most pairs named in a sentence.
const maxPairsSaid = 4

// Words say what the answer is, in a sentence.
func (a *OrderAnswer) Words(n Names) string {
	state, concept, verdict := n.state(a.State), conceptTitle(a.Concept), "would be an equilibrium"
	if a.Stable {
		verdict = "would no longer be an equilibrium"
	}
	if !a.Possible {
		return fmt.Sprintf("No order of anybody changes whether %s is an equilibrium (%s): nobody can leave it.", state, concept)
	}
	var parts []string
	for _, c := range a.Changes {
		var pairs []string
		for _, p := range c.Reversed[:min(len(c.Reversed), maxPairsSaid)] {
			pairs = append(pairs, fmt.Sprintf("%s better than %s", n.state(p[0]), n.state(p[1])))
		}
		if more := len(c.Reversed) - maxPairsSaid; more > 0 {
			noun := "pairs"
			if more == 1 {
				noun = "pair"
			}
			pairs = append(pairs, fmt.Sprintf("so on for %d more %s", more, noun))
		}
		parts = append(parts, fmt.Sprintf("%s liked %s", n.dm(c.DM), strings.Join(pairs, " and ")))
	}
	bound := "no smaller change of the orders does it"
	if !a.Exact {
		bound = "a smaller change may do it"
	}
	return fmt.Sprintf("If %s, %s %s (%s); %s.", strings.Join(parts, ", and "), state, verdict, concept, bound)
}
