package solo

import (
	"fmt"
	"slices"

	"entente/conflict"
)

// codeNotExact is an answer that is a bound.
const codeNotExact = "conflict/not-exact"

// ConflictCoalition is what is stable for some decision makers who join hands, by
// concept.
type ConflictCoalition struct {
	Members []string         `json:"members"`
	Stable  Fields[[]string] `json:"stable"`
}

// ConflictBlocs is the game between blocs that act as one: by concept the stable
// states of each bloc, in the order of the partition, and the equilibria.
type ConflictBlocs struct {
	Partition  [][]string         `json:"partition"`
	Stable     Fields[[][]string] `json:"stable"`
	Equilibria Fields[[]string]   `json:"equilibria"`
}

// ConflictSearched says how far the orders of somebody's statements were searched:
// all within so many swaps, and whether these are all there are.
type ConflictSearched struct {
	Swaps int  `json:"swaps"`
	All   bool `json:"all"`
}

func (r *conflictRun) coalitions() {
	if !r.f.Ask.Coalitions {
		return
	}
	t, err := r.m.Coalitions()
	if err != nil {
		r.found(err)
		return
	}
	for k := range t.Coalitions {
		c := &t.Coalitions[k]
		out := ConflictCoalition{Members: []string{}}
		for _, i := range c.Members {
			out.Members = append(out.Members, r.out.DecisionMakers[i])
		}
		for _, concept := range conflict.CoalitionConcepts {
			out.Stable.set(concept.String(), r.keys(c.Stable(concept)))
		}
		r.out.Coalitions = append(r.out.Coalitions, out)
	}
	for _, concept := range conflict.CoalitionConcepts {
		r.out.CoalitionEquilibria.set(concept.String(), r.m.Keys(t.Equilibria(concept)))
	}
}

func (r *conflictRun) blocs() {
	for k, partition := range r.f.Ask.Blocs {
		var members [][]int
		for _, bloc := range partition {
			var own []int
			for _, id := range bloc {
				own = append(own, r.m.DecisionMaker(id))
			}
			members = append(members, own)
		}
		t, ps := r.m.Blocs(members)
		for j := range ps {
			ps[j].Where = []string{fmt.Sprintf("ask.blocs[%d]", k)}
		}
		r.found(ps)
		if t == nil {
			continue
		}
		out := ConflictBlocs{Partition: partition}
		for _, c := range conflict.Concepts {
			var stable [][]string
			for b := range partition {
				stable = append(stable, r.keys(t.Stable(c, b)))
			}
			out.Stable.set(c.String(), stable)
			out.Equilibria.set(c.String(), r.m.Keys(t.Equilibria(c)))
		}
		r.out.Blocs = append(r.out.Blocs, out)
	}
}

func (r *conflictRun) slides() {
	if !r.f.Ask.MinimumSlide {
		return
	}
	q, err := r.m.NewInquiry()
	if err != nil {
		r.found(err)
		return
	}
	var slides []conflict.Slide
	exact := true
	for i, id := range r.out.DecisionMakers {
		var by Fields[Fields[*float64]]
		for _, c := range conflict.Concepts {
			var lengths Fields[*float64]
			slides = q.Slides(c, i, false, slides[:0])
			for s, x := range slides {
				exact = exact && x.Exact
				var length *float64
				if x.Possible {
					n := x.Length
					length = &n
				}
				lengths.set(r.m.Key(s), length)
			}
			by.set(c.String(), lengths)
		}
		r.out.MinimumSlide.set(id, by)
	}
	if !exact {
		r.found(conflict.Problems{{Code: codeNotExact, Warning: true, Where: []string{"ask.minimum_slide"},
			Cause: "some orders have ties, so a change other than a slide may be smaller", Remedy: "read the slides as the shortest slides"}})
	}
}

func (r *conflictRun) swaps() {
	if !r.f.Ask.StatementSwaps {
		return
	}
	q, err := r.m.NewInquiry()
	if err != nil {
		r.found(err)
		return
	}
	if !slices.ContainsFunc(r.m.DecisionMakers(), func(d conflict.DecisionMaker) bool {
		return r.m.Preference(r.m.DecisionMaker(d.ID)).Kind == conflict.Statements
	}) {
		r.found(conflict.Problem{Code: conflict.CodeBadValue, Warning: true, Where: []string{"ask.minimum_statement_swaps"},
			Cause: "nobody's order comes from statements, so there are none to swap", Remedy: "ask for minimum_slide"})
		return
	}
	for i, id := range r.out.DecisionMakers {
		if r.m.Preference(i).Kind != conflict.Statements {
			continue
		}
		found, err := q.StatementSwaps(i)
		if err != nil {
			r.found(err)
			continue
		}
		var by Fields[Fields[*int]]
		for _, c := range conflict.Concepts {
			var swaps Fields[*int]
			for s, n := range found.Swaps[c] {
				var least *int
				if n >= 0 {
					least = &n
				}
				swaps.set(r.m.Key(s), least)
			}
			by.set(c.String(), swaps)
		}
		r.out.MinimumSwaps.set(id, by)
		r.out.SwapsSearched.set(id, ConflictSearched{found.Searched, found.Exhausted})
	}
}
