package model

import (
	"strconv"
	"strings"
)

// Ids are short words, unique in the case, compared byte for byte. Each kind
// has a type of its own so that a function cannot be handed the wrong one.
type (
	ActorID      string // "iran", or "iran.hardliners" for a part of iran
	IssueID      string
	SourceID     string
	ClaimID      string // a named claim, or the printed place of a nameless one ("ll ¶10")
	MechanismID  string
	DriverID     string
	OptionID     string
	SetID        string // a set of competing hypotheses
	HypothesisID string
	EvidenceID   string // an item of evidence in a hypothesis set
	WhatIfID     string
	ConclusionID string
	QuestionID   string
)

// Date is a day, month or year ("2016-08-31", "2016-08", "2016"), or an
// interval of two such ("2016-08-22..2016-09-10"); empty when not given.
// Package evidence knows its first and last day.
type Date string

// Path names one number or switch of a case.
type Path string

// Whole is the composite that a part belongs to ("iran" of "iran.hardliners"),
// empty for an actor that is no part.
func (a ActorID) Whole() ActorID {
	if i := strings.LastIndexByte(string(a), '.'); i >= 0 {
		return a[:i]
	}
	return ""
}

// Last is the id without the whole it belongs to.
func (a ActorID) Last() string {
	return string(a[strings.LastIndexByte(string(a), '.')+1:])
}

// The constructors below are the only places where paths are put together.

// ActorPath is the path of a property of an actor: capability, influence,
// susceptibility, or "listens.PART".
func ActorPath(a ActorID, property string) Path { return Path(string(a) + "." + property) }

// StancePath is the path of a property of a stance: position, salience,
// capability, influence or veto.
func StancePath(a ActorID, i IssueID, property string) Path {
	return Path(string(a) + "." + string(i) + "." + property)
}

// StatusQuoPath is the path of an issue's status quo.
func StatusQuoPath(i IssueID) Path { return Path(string(i) + ".status-quo") }

// DriverPath is the path by which a what-if pushes or pins a driver.
func DriverPath(d DriverID) Path { return Path("drivers." + string(d)) }

// LinkPath is the path of a causal link, whose number is its size.
func LinkPath(from, to DriverID) Path { return Path(string(from) + " -> " + string(to)) }

// BindingPath is the path of a binding of a driver to a parameter.
func BindingPath(d DriverID, moves Path) Path { return Path(string(d) + " -> " + string(moves)) }

// FeedbackPath is the path of a feedback of an outcome on a driver.
func FeedbackPath(i IssueID, d DriverID) Path { return Path(string(i) + " -> " + string(d)) }

// TiePath is the path of a tie.
func TiePath(from, to ActorID) Path { return Path("ties." + string(from) + "." + string(to)) }

// ConfidencePath names the confidence that an actor's statement, counted from 0,
// stands before its next one.
func ConfidencePath(a ActorID, statement int) Path {
	return Path("conflict." + string(a) + "." + strconv.Itoa(statement+1) + ".confidence")
}

// WeightPath names what an option is worth to an actor.
func WeightPath(a ActorID, o OptionID) Path {
	return Path("conflict." + string(a) + "." + string(o) + ".weight")
}

// TakenPath is set to yes or no where a what-if holds an option so.
func TakenPath(o OptionID) Path { return Path("conflict." + string(o) + ".taken") }

// DirectionPath is set to both, set-only or clear-only where a what-if says how
// an option may change.
func DirectionPath(o OptionID) Path { return Path("conflict." + string(o) + ".change") }

// OptionChange is the option that a change is about, and what of it changes:
// "taken" or "change"; ok is false for a change of anything else.
func OptionChange(c Change) (id OptionID, what string, ok bool) {
	rest, ok := strings.CutPrefix(string(c.Path), "conflict.")
	if !ok || c.Op != Set {
		return "", "", false
	}
	name, what, ok := strings.Cut(rest, ".")
	if !ok || what != "taken" && what != "change" {
		return "", "", false
	}
	return OptionID(name), what, true
}

// PriorPath is the path of a hypothesis's prior.
func PriorPath(s SetID, h HypothesisID) Path {
	return Path("hypotheses." + string(s) + "." + string(h) + ".prior")
}

// EvidencePath is the path of a property of an item of evidence: reliability,
// floor, or "likelihood.ROW".
func EvidencePath(s SetID, e EvidenceID, property string) Path {
	return Path("hypotheses." + string(s) + "." + string(e) + "." + property)
}
