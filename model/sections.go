package model

import "entente/quantity"

// Conflict is a game of options.
type Conflict struct {
	Options     []Option
	Infeasible  []Infeasible
	StatusQuo   string // a state key: ids of the options taken joined by " + ", or "-"
	Preferences []Preference
}

// Option is a yes-or-no action of one actor.
type Option struct {
	Item
	ID     OptionID
	Of     ActorID
	Name   string
	Change string // both (default), set-only, clear-only
}

// Infeasible excludes the combinations that satisfy an expression over options.
type Infeasible struct {
	Item
	Rule string
}

// Preference is one actor's order over states, in one of four forms.
type Preference struct {
	Actor      ActorID
	Statements []Statement // most important first
	Ranking    [][]string  // classes of state keys, best first
	Weights    []OptionWeight
	Unknown    bool
}

// Statement is an expression that an actor prefers to hold.
type Statement struct {
	Item
	Prefers    string
	Confidence Number // 0..1: that it stands before the next one
	// Absent is set by Case.Without alone: the statement keeps its number, and
	// the order is made of the others.
	Absent bool
}

// OptionWeight is what an option is worth to an actor.
type OptionWeight struct {
	Option OptionID
	Weight Number
}

// Causes is the causal map that the case adopts.
type Causes struct {
	Self     string // sampled (default), unit, declared
	Drivers  []Driver
	Links    []CausalLink
	Observed []Observation
}

// Driver is something that can be more or less.
type Driver struct {
	Item
	ID      DriverID
	Name    string
	Unit    string // what a change of 1 means
	LeverOf ActorID
}

// CausalLink is an adopted link of the map.
type CausalLink struct {
	Item
	From, To  DriverID
	Sign      Sign
	Despite   bool
	Size      Number // 0..1; not given: 0..1
	Uncertain bool   // may be absent
	Pair      string // links of one pair are there or absent together
	Lag       int    // whole steps, in coupled runs only
	CarriedBy string // "factions": the factions carry it in coupled runs
}

// Observation is a direction that was seen.
type Observation struct {
	Item
	Push  []DriverPush
	Node  DriverID
	Moved Sign // +, - or 0
}

// DriverPush is a push on a driver, signed.
type DriverPush struct {
	Driver DriverID
	Size   quantity.Value
}

// HypothesisSet is a set of competing explanations and the evidence for them.
type HypothesisSet struct {
	ID       SetID
	Complete bool // false adds the row "none"
	Rows     []Hypothesis
	Evidence []EvidenceItem
}

// Hypothesis is one explanation.
type Hypothesis struct {
	Item
	ID           HypothesisID
	Says         string
	Prior        Number // a weight >= 0
	Duplicates   []HypothesisID
	Includes     []HypothesisID
	NotExclusive []HypothesisID
}

// EvidenceItem is a report and how likely it would be under each explanation.
type EvidenceItem struct {
	Item
	ID          EvidenceID
	Says        string
	Reliability Number // 0..1
	Floor       Number // 0..1
	Cluster     string // origin; the origin of its claims unless given
	Logical     bool
	Likelihood  []Likelihood
}

// Likelihood is the chance of a report under one explanation.
type Likelihood struct {
	Of    HypothesisID
	Value Number // 0..1
}

// System is the coupled run: how drivers move factions and outcomes move
// drivers.
type System struct {
	Step      string // day, week, month, quarter, year
	Steps     int
	Pace      Number // 0..1 per step
	StatusQuo string // "moving", or empty
	Bargain   string // a bargaining model, or empty for the weighted mean
	Bindings  []Binding
	Feedback  []Feedback
	Bands     []Band
	OneOf     []OneOf
}

// Binding lets a driver move a parameter: influence and capability by a factor
// e^(size·z), salience by size·z on 0..1, position by size·z on 0..100.
type Binding struct {
	Item
	Driver DriverID
	Moves  Path
	Size   Number
}

// Feedback lets an outcome move a driver.
type Feedback struct {
	Item
	Issue IssueID
	Moves DriverID
	Size  Number
}

// Band is an actor that steers a driver to keep another within bounds.
type Band struct {
	Item
	Of    ActorID
	Watch DriverID
	Keep  Number // the band, as a range
	Moves DriverID
	Size  Number
}

// OneOf is a set of what-ifs of which each draw takes one.
type OneOf struct {
	Item
	ID      string
	From    Date
	Choices []Choice
}

// Choice is a what-if with its weight.
type Choice struct {
	WhatIf WhatIfID
	Weight Number // >= 0
}

// WhatIf is a change that can be switched on.
type WhatIf struct {
	Item
	ID       WhatIfID
	Title    string
	Actor    ActorID // whose lever it is, if anyone's
	Set      []Change
	From, To Date // coupled run only
	Cost     Number
}

// Operation says what a change does to the thing its path names.
type Operation string

const (
	Push Operation = "push" // a driver, by the value
	Pin  Operation = "pin"  // a driver, at the value
	Cut  Operation = "cut"  // a link, binding or feedback: off
	Set  Operation = "set"  // any other number: the value instead
)

// Change is one line of a what-if.
type Change struct {
	Path  Path
	Op    Operation
	Value quantity.Value
	On    bool   // Set on a veto, or on whether an option is taken: yes or no
	Word  string // Set on how an option may change: both, set-only or clear-only
}

// Conclusion is a named statement that lenses can test.
type Conclusion struct {
	Item
	ID      ConclusionID
	Says    string
	Answers QuestionID
	Under   []WhatIfID // the what-ifs under which it is tested; empty: the base
	Tests   []Test
	Signs   []EarlySign
}

// EarlySign is an early sign that a reader of the news can tick off later.
type EarlySign struct {
	Item
	LookFor string
	By      Date
	Speaks  string // for, against
	Seen    *Sighting
}

// Sighting is a sign ticked off.
type Sighting struct {
	On     Date
	Source string
}

// Question is what the case is asked. Without a kind it is answered by its
// conclusions and hypotheses and not scored.
type Question struct {
	Item
	ID              QuestionID
	Asks            string
	Kind            string // "", binary, multi, ordered, numeric
	Options         []string
	Opens, Closes   Date
	Resolves        string // the resolution rule
	BaseRate        Number // 0..1
	StatusQuoAnswer string
	Tags            []string
}

// Outcome is what happened. No lens reads it; only scoring does.
type Outcome struct {
	Question QuestionID
	Outcome  string
	KnownOn  Date
	Source   string
	Unscored bool // known, at least in part, when the question opened
	Note     string
}
