package hypothesis

import "entente/quantity"

// None is the id of the row "none of these", which a set has unless its list is
// declared complete.
const None = "none"

// Defaults of what a set leaves out.
const (
	DefaultPrior       = 1.0 // equal weights
	DefaultReliability = 1.0 // taken at face value
	DefaultFloor       = 0.5 // a worthless source says it or not alike
	DefaultRho         = 1.0 // one origin, one voice
)

// Hypothesis is one explanation.
type Hypothesis struct {
	ID    string
	Name  string          // for sentences; the id when empty
	Prior *quantity.Value // a weight >= 0, any scale; nil: DefaultPrior

	// Relations to other rows, by id: see Set.Breaches.
	Duplicates, Includes, NotExclusive []string
}

// Item is one report, and how likely it would be under each hypothesis.
type Item struct {
	ID   string
	Name string // for sentences; the id when empty

	// Likelihood is P(this would be observed | hypothesis) by the hypothesis's
	// id, within 0..1, the ends excluded unless Logical. A hypothesis that is
	// not there is not rated.
	Likelihood map[string]quantity.Value

	Reliability *quantity.Value // 0..1; nil: DefaultReliability
	Floor       *quantity.Value // 0..1, chance of the report from a worthless source; nil: DefaultFloor
	Cluster     string          // common origin; empty: independent
	Logical     bool            // certain by logic: 0 and 1 are meant
}

// Set is hypotheses that exclude each other and leave no other, with evidence.
type Set struct {
	Hypotheses []Hypothesis
	Items      []Item
	// Rho is how far the items of a cluster repeat each other, 0..1: 1 one
	// voice, 0 independent. Nil: DefaultRho.
	Rho *float64
}

// WithNone returns the set with the row "none of these" at its end, at the
// default prior, unless it has one.
func (s Set) WithNone() Set {
	for _, h := range s.Hypotheses {
		if h.ID == None {
			return s
		}
	}
	s.Hypotheses = append(s.Hypotheses[:len(s.Hypotheses):len(s.Hypotheses)], Hypothesis{ID: None, Name: "None of these"})
	return s
}

// Rated returns the set without the items that lack a rating for some
// hypothesis, and the ids of those left out. Blank cells are never filled in.
func (s Set) Rated() (Set, []string) {
	var left []string
	var items []Item
	for _, item := range s.Items {
		if s.rated(item) {
			items = append(items, item)
		} else {
			left = append(left, item.ID)
		}
	}
	s.Items = items
	return s, left
}

func (s *Set) rated(item Item) bool {
	for _, h := range s.Hypotheses {
		if _, ok := item.Likelihood[h.ID]; !ok {
			return false
		}
	}
	return true
}

func (h *Hypothesis) name() string { return either(h.Name, h.ID) }
func (e *Item) name() string       { return either(e.Name, e.ID) }

func either(name, id string) string {
	if name != "" {
		return name
	}
	return id
}

func valueOr(v *quantity.Value, otherwise float64) quantity.Value {
	if v == nil {
		return quantity.PointOf(otherwise)
	}
	return *v
}

func (s *Set) rho() float64 {
	if s.Rho == nil {
		return DefaultRho
	}
	return *s.Rho
}
