package system

import (
	"entente/faction"
)

// Model is one draw of a coupled system on one issue.
type Model struct {
	Drivers []string
	// Effects is A, with its diagonal: Effects[i][j] is the effect of j on i, as
	// cause.Kernel.Matrix returns it. It has to be stable.
	Effects  [][]float64
	Delayed  []Delayed
	Pace     float64 // h, in (0, 1]
	Steps    int     // t runs from 0 to Steps
	States   []State
	Bindings []Binding
	Feedback []Feedback
	Forces   []Force
}

// Delayed is a link that acts Lag steps late, Lag >= 1. It is left out of
// Effects and adds h · Effect · z_{t-Lag} of From to what moves To; levels before
// step 0 are 0.
type Delayed struct {
	From, To int
	Effect   float64
	Lag      int
}

// Rule is how a state makes one position of its factions'.
type Rule string

const (
	Mean   Rule = "mean"
	Median Rule = "median" // its low end
	Veto   Rule = "veto"   // the veto point
)

// State is a state: its factions at step 0 and how it decides.
type State struct {
	ID         string
	Rule       Rule
	Capability float64 // > 0, any scale
	StatusQuo  float64 // 0..100
	Factions   []faction.Faction
}

// Parameter is a number that a binding moves.
type Parameter string

const (
	Influence  Parameter = "influence"  // base · e^(size·z)
	Capability Parameter = "capability" // of the state: base · e^(size·z)
	Salience   Parameter = "salience"   // base + size·z, cut to [0, 1]
	Position   Parameter = "position"   // base + size·z, cut to [0, 100]
)

// Target is a number of a model. Faction is -1 for a state's capability.
type Target struct {
	State, Faction int
	Parameter      Parameter
}

// Binding lets a driver's level move a number. Several on one number add up
// before they act.
type Binding struct {
	Driver int
	Target Target
	Size   float64
}

// Feedback lets the outcome push a driver, by Size · (y_{t-1} - y_0) / 100.
type Feedback struct {
	Driver int
	Size   float64
}

// Kind is what a Force does.
type Kind string

const (
	Push Kind = "push" // Size is added to what acts on the driver
	Pin  Kind = "pin"  // the driver is held at level Size
)

// Force is an intervention on a driver, in force from step From (1 or later)
// until before step To; To = 0 means to the end.
type Force struct {
	Driver   int
	Kind     Kind
	Size     float64
	From, To int
}

func (f Force) at(t int) bool { return t >= f.From && (f.To == 0 || t < f.To) }

// Path is what happened, step by step.
type Path struct {
	Steps []Step
	// Diverged is the first step at which the pins in force leave a matrix that is
	// not stable, -1 if there is none: levels from there on mean nothing, and Steps
	// ends where one passes 10⁶ or numbers run out. With delayed links, which can
	// swing ever wider though the matrix is stable, it is also the step at which a
	// level passes 10⁶.
	Diverged int
	Pinned   []int // the drivers held when it diverged
}

// Step is the state of everything after step T.
type Step struct {
	T       int
	Drivers []float64 // levels, as differences from step 0
	States  []StateAt
	Outcome float64
	// Cuts counts the numbers that were cut at an end of their scale.
	Cuts int
	// Gridlocked lists the states of which nothing but the status quo passes
	// every veto, under whatever rule they decide.
	Gridlocked []int
}

// StateAt is one state at a step.
type StateAt struct {
	Position, Salience, Capability float64
	Shares                         []float64 // of influence, by faction
}
