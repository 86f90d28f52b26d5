package model

import "entente/quantity"

// Lens names one way of reading a case.
type Lens string

const (
	LensBargaining Lens = "bargaining"
	LensFactions   Lens = "factions"
	LensConflict   Lens = "conflict"
	LensAlignment  Lens = "alignment"
	LensCauses     Lens = "causes"
	LensHypotheses Lens = "hypotheses"
	LensSystem     Lens = "system"
)

// Lenses are all lenses in the order they are shown.
var Lenses = []Lens{LensBargaining, LensFactions, LensConflict, LensAlignment, LensCauses, LensHypotheses, LensSystem}

// Test is what a lens has to find for a conclusion to hold. Which fields count
// depends on the lens; Text is the test as written.
type Test struct {
	Lens Lens
	Text string

	// bargaining, factions, system: the outcome (the position of Actor, for
	// factions) on Issue lies in Within; At is the date, for system.
	Actor  ActorID
	Issue  IssueID
	Within Interval
	At     Date

	// conflict: every (Possible: some) equilibrium in sight satisfies Expr.
	Expr     string
	Possible bool
	Concept  string // seq unless given

	// alignment: A and B stand together, or apart.
	A, B  ActorID
	Apart bool

	// causes: under Push, Node moves in direction Moved.
	Push  DriverPush
	Node  DriverID
	Moved Sign

	// hypotheses: Leader leads, or is above Below.
	Leader, Below HypothesisID
}

// Interval is a range of outcomes, with open or closed ends.
type Interval struct {
	Low, High         float64
	LowOpen, HighOpen bool
}

// Contains reports whether x lies in the interval.
func (i Interval) Contains(x float64) bool {
	if x < i.Low || (i.LowOpen && x == i.Low) {
		return false
	}
	return x < i.High || (!i.HighOpen && x == i.High)
}

var unit = quantity.Scale{Low: 0, High: 1}
