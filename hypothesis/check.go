package hypothesis

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"entente/quantity"
)

var unit = quantity.Scale{Low: 0, High: 1}

// Check returns all that is wrong with the set, joined, each an *Error; nil
// when it can be compiled.
func (s *Set) Check() error {
	var f faults
	s.checkHypotheses(&f)
	if rho := s.rho(); !unit.Contains(rho) {
		f.add(CodeRho, "", fmt.Sprintf("rho %v is no share", rho), "give a number in 0..1")
	}
	s.checkUnits(&f)
	for i := range s.Items {
		s.checkItem(&f, &s.Items[i])
	}
	return f.err()
}

func (s *Set) checkHypotheses(f *faults) {
	if len(s.Hypotheses) < 2 {
		f.add(CodeTooFew, "", fmt.Sprintf("%d hypotheses leave nothing to compare", len(s.Hypotheses)), `give at least two, one of them may be "none of these"`)
	}
	seen := map[string]bool{}
	weight := false
	for i := range s.Hypotheses {
		h := &s.Hypotheses[i]
		at := place("hypothesis", h.ID)
		if seen[h.ID] {
			f.add(CodeDuplicateID, at, "stands twice", "give each hypothesis an id of its own")
		}
		seen[h.ID] = true
		prior := valueOr(h.Prior, DefaultPrior)
		if fault := outside(prior, quantity.Scale{Low: 0, High: math.Inf(1)}); fault != "" {
			f.add(CodePrior, at, "prior "+fault, "give a weight of 0 or more")
		}
		weight = weight || prior.Mid() > 0
	}
	if !weight && len(s.Hypotheses) > 0 {
		f.add(CodePrior, "", "all priors are 0 at their middles", "give at least one hypothesis a prior above 0")
	}
	for i := range s.Hypotheses {
		h := &s.Hypotheses[i]
		for _, other := range slices.Concat(h.Duplicates, h.Includes, h.NotExclusive) {
			if !seen[other] || other == h.ID {
				f.add(CodeUnknown, place("hypothesis", h.ID), fmt.Sprintf("is related to %q, which is no other hypothesis", other), "name another hypothesis of the set")
			}
		}
	}
}

// checkUnits sees to it that a cluster and an item that stands alone cannot be
// mistaken for each other.
func (s *Set) checkUnits(f *faults) {
	clusters, seen := map[string]bool{}, map[string]bool{}
	for _, item := range s.Items {
		if item.Cluster != "" {
			clusters[item.Cluster] = true
		}
	}
	for _, item := range s.Items {
		switch {
		case seen[item.ID]:
			f.add(CodeDuplicateID, place("item", item.ID), "stands twice", "give each item an id of its own")
		case item.Cluster == "" && clusters[item.ID]:
			f.add(CodeDuplicateID, place("item", item.ID), "has the name of a cluster that it is not in", "rename the item or the cluster")
		}
		seen[item.ID] = true
	}
}

func (s *Set) checkItem(f *faults, item *Item) {
	at := place("item", item.ID)
	if fault := outside(valueOr(item.Reliability, DefaultReliability), unit); fault != "" {
		f.add(CodeReliability, at, "reliability "+fault, "give a number or range in 0..1")
	}
	if fault := outside(valueOr(item.Floor, DefaultFloor), unit); fault != "" {
		f.add(CodeFloor, at, "floor "+fault, "give a number or range in 0..1")
	}
	known := map[string]bool{}
	for _, h := range s.Hypotheses {
		if known[h.ID] {
			continue
		}
		known[h.ID] = true
		cell := place("item", item.ID, "hypothesis", h.ID)
		v, rated := item.Likelihood[h.ID]
		if !rated {
			f.add(CodeUnrated, cell, "is not rated", "rate it, or leave the item out; a blank is never guessed")
			continue
		}
		if fault := outside(v, unit); fault != "" {
			f.add(CodeLikelihood, cell, "likelihood "+fault, "give a number or range between 0 and 1")
		} else if !item.Logical && (v.Low == 0 || v.High == 1) {
			f.add(CodeCertain, cell, "a likelihood of exactly 0 or 1 outweighs everything else that is ever reported", "write 0.01 or 0.99, or mark the item as logical")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(item.Likelihood)) {
		if !known[id] {
			f.add(CodeUnknown, at, fmt.Sprintf("rates %q, which is no hypothesis", id), "name a hypothesis of the set")
		}
	}
}

// outside says why v is not a value on the scale, in words that follow its
// name; empty when it is one.
func outside(v quantity.Value, scale quantity.Scale) string {
	if err := v.Check(); err != nil {
		var q *quantity.Error
		if errors.As(err, &q) {
			return q.Cause
		}
		return err.Error()
	}
	if !scale.Holds(v) {
		return v.String() + " is out of range"
	}
	return ""
}
