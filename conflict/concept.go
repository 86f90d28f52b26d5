package conflict

import (
	"fmt"
	"strings"
)

// Concept is a notion of stability: how far a decision maker looks ahead before
// it gives up a state. The order is the one to show them in.
//
// With R_i(s) the moves of i from s, R_i+(s) those that i likes better than s,
// and R_O(q), R_O+(q) what the others reach from q by legal sequences of moves,
// and of moves that are improvements for whoever makes them, s is stable for i
// iff
//
//	Nash  R_i+(s) is empty
//	SEQ   every q in R_i+(s) has an x in R_O+(q) that i likes no better than s
//	SSEQ  the same, and i likes no y in R_i(x) better than s
//	SMR   every q in R_i+(s) has an x in R_O(q) that i likes no better than s,
//	      and i likes no y in R_i(x) better than s
//	GMR   every q in R_i+(s) has an x in R_O(q) that i likes no better than s
//
// "No better", not "worse": a sanction may lead back to s.
type Concept int

const (
	Nash Concept = iota // nobody gains by a move, whatever follows
	SEQ                 // sequential stability: credible sanctions
	SSEQ                // symmetric sequential stability: credible, and no answer helps
	SMR                 // symmetric metarationality: sanctions that no answer helps against
	GMR                 // general metarationality: any sanction
)

// Concepts are all of them, in the order to show them in.
var Concepts = []Concept{Nash, SEQ, SSEQ, SMR, GMR}

const concepts = 5

func (c Concept) String() string {
	switch c {
	case Nash:
		return "nash"
	case SEQ:
		return "seq"
	case SSEQ:
		return "sseq"
	case SMR:
		return "smr"
	case GMR:
		return "gmr"
	}
	return fmt.Sprintf("concept(%d)", int(c))
}

// Title is the name as people write it: Nash, SEQ, SSEQ, SMR, GMR.
func (c Concept) Title() string {
	if c == Nash {
		return "Nash"
	}
	return strings.ToUpper(c.String())
}

// conceptTitle is the title of a concept named as String does; another text
// stays as it is.
func conceptTitle(name string) string {
	if c, ok := ParseConcept(name); ok {
		return c.Title()
	}
	return name
}

// ParseConcept reads the name that String writes.
func ParseConcept(name string) (Concept, bool) {
	for _, c := range Concepts {
		if c.String() == name {
			return c, true
		}
	}
	return 0, false
}

// credible reports whether sanctions have to be improvements for those who make
// them.
func (c Concept) credible() bool { return c == SEQ || c == SSEQ }

// answered reports whether the decision maker may answer a sanction.
func (c Concept) answered() bool { return c == SMR || c == SSEQ }

// Table says for each concept, decision maker and state whether the state is
// stable: one bit each.
type Table struct {
	states, dms int
	bits        []uint64 // concept, decision maker, states
}

// NewTable is a table for the model, with nothing stable.
func (m *Model) NewTable() *Table {
	words := (m.Len() + 63) / 64
	return &Table{m.Len(), len(m.space.dms), make([]uint64, concepts*len(m.space.dms)*words)}
}

// Set is the set of states that are stable for decision maker i. It is a view
// of the table, not a copy.
func (t *Table) Set(c Concept, i int) Set {
	words := (t.states + 63) / 64
	k := (int(c)*t.dms + i) * words
	return Set(t.bits[k : k+words : k+words])
}

// Stable reports whether state s is stable for decision maker i.
func (t *Table) Stable(c Concept, i, s int) bool { return t.Set(c, i).Has(s) }

// Equilibrium reports whether state s is stable for every decision maker.
func (t *Table) Equilibrium(c Concept, s int) bool {
	for i := range t.dms {
		if !t.Stable(c, i, s) {
			return false
		}
	}
	return true
}

// EquilibriumSet is the set of states that are stable for every decision maker.
func (t *Table) EquilibriumSet(c Concept) Set {
	out := NewSet(t.states)
	copy(out, t.Set(c, 0))
	for i := 1; i < t.dms; i++ {
		out.keep(t.Set(c, i))
	}
	return out
}

// Equilibria lists the states that are stable for every decision maker, in
// canonical order.
func (t *Table) Equilibria(c Concept) []int {
	return t.EquilibriumSet(c).states()
}
