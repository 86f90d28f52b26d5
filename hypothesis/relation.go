package hypothesis

import "fmt"

// Relation is a stated relation between two hypotheses.
type Relation string

const (
	Duplicates   Relation = "duplicates"    // two names for one explanation
	Includes     Relation = "includes"      // the second is part of the first
	NotExclusive Relation = "not-exclusive" // both may hold
)

// Breach is a relation that hypotheses in rows should not have.
type Breach struct {
	Relation Relation
	A, B     string
	// Unfit is true when the posterior is no probability: its rows overlap.
	// Two names for one explanation leave it sound, but split what is one.
	Unfit bool
	Words string
}

// Breaches are the stated relations, in the order of the hypotheses; what is
// said from both sides is listed once.
func (s *Set) Breaches() []Breach {
	names := map[string]string{}
	for i := range s.Hypotheses {
		names[s.Hypotheses[i].ID] = s.Hypotheses[i].name()
	}
	type key struct {
		r    Relation
		a, b string
	}
	seen := map[key]bool{}
	var out []Breach
	add := func(r Relation, a, b, format string) {
		if seen[key{r, a, b}] || r != Includes && seen[key{r, b, a}] {
			return
		}
		seen[key{r, a, b}] = true
		out = append(out, Breach{r, a, b, r != Duplicates, fmt.Sprintf(format, names[a], names[b])})
	}
	for _, h := range s.Hypotheses {
		for _, o := range h.Duplicates {
			add(Duplicates, h.ID, o, "%s and %s are one explanation under two names: read their sum, or merge the rows.")
		}
		for _, o := range h.Includes {
			add(Includes, h.ID, o, "%s includes %s, so the posterior counts it twice and is not fit for use: split them into rows that exclude each other.")
		}
		for _, o := range h.NotExclusive {
			add(NotExclusive, h.ID, o, "%s and %s may both hold, so the posterior is not fit for use: split them into rows that exclude each other (the one alone, the other alone, both).")
		}
	}
	return out
}
