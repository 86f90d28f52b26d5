package solo

import (
	"fmt"

	"entente/conflict"
)

// ConflictQuestion asks behind the verdicts on states.
type ConflictQuestion struct {
	Why     []string         // states: why is each stable for whom, or not
	Change  []string         // states: what would make each an equilibrium, or no longer one
	Concept conflict.Concept // that both are about
}

// NewConflictQuestion is false when the concept has no such name.
func NewConflictQuestion(why, change []string, concept string) (ConflictQuestion, bool) {
	c, ok := conflict.ParseConcept(concept)
	return ConflictQuestion{Why: why, Change: change, Concept: c}, ok
}

// ConflictWhy is the reason behind one verdict.
type ConflictWhy struct {
	State       string               `json:"state"`
	DM          string               `json:"dm"`
	Concept     string               `json:"concept"`
	Stable      bool                 `json:"stable"`
	Explanation conflict.Explanation `json:"explanation"`
	Words       []string             `json:"words"`
}

// ConflictChange is the least that makes a state an equilibrium, or no longer one.
type ConflictChange struct {
	State   string               `json:"state"`
	Concept string               `json:"concept"`
	Want    string               `json:"want"` // stable, unstable
	Orders  conflict.OrderAnswer `json:"orders"`
	Edits   *conflict.EditAnswer `json:"edits,omitempty"` // absent where nobody has statements
	Words   []string             `json:"words"`
}

// ask answers a question behind the verdicts. Its own problems have no place in
// the file.
func (r *conflictRun) ask(q ConflictQuestion) error {
	if len(q.Why)+len(q.Change) == 0 {
		return nil
	}
	inquiry, err := r.m.NewInquiry()
	if err != nil {
		r.found(err)
		return nil
	}
	names := r.m.Names()
	for _, key := range q.Why {
		s, ok := r.m.State(key)
		if !ok {
			return UnknownState{key}
		}
		for i, d := range r.m.DecisionMakers() {
			e := inquiry.Explain(q.Concept, i, s)
			r.out.Why = append(r.out.Why, ConflictWhy{State: r.m.Key(s), DM: d.ID, Concept: q.Concept.String(), Stable: e.Stable, Explanation: e, Words: e.Words(names)})
		}
	}
	for _, key := range q.Change {
		s, ok := r.m.State(key)
		if !ok {
			return UnknownState{key}
		}
		c := ConflictChange{State: r.m.Key(s), Concept: q.Concept.String(), Want: "stable"}
		if r.table.Equilibrium(q.Concept, s) {
			c.Want = "unstable"
		}
		c.Orders = inquiry.FlipEquilibrium(q.Concept, s, conflict.OrderSearch{})
		c.Words = []string{c.Orders.Words(names)}
		if a, err := inquiry.EditEquilibrium(q.Concept, s, conflict.EditSearch{}); err == nil {
			c.Edits = &a
			c.Words = append(c.Words, a.Words(names)...)
		}
		r.out.Change = append(r.out.Change, c)
	}
	return nil
}

// UnknownState is a state asked about that the game does not have.
type UnknownState struct{ Key string }

func (e UnknownState) Error() string { return fmt.Sprintf("The game has no state %q.", e.Key) }

// Remedy says what to write.
func (UnknownState) Remedy() string {
	return "Name the options taken, joined by +, or - for none; combinations that a rule excludes are no states."
}
