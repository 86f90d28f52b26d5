package model

import (
	"slices"

	"entente/quantity"
)

// Role says what a claim does for the object it is linked to.
type Role string

const (
	Supports    Role = "supports"    // because, <-
	Sets        Role = "sets"        // the claim states the number
	Bounds      Role = "bounds"      // the claim limits the number
	Contradicts Role = "contradicts" // against
)

// Link ties a claim to the item or number it stands on.
type Link struct {
	Claim ClaimID
	Role  Role
}

// Judgement is the modeller's own reason for a number or a link.
type Judgement struct {
	Why, By string
	Date    Date
}

// Basis says what a number rests on.
type Basis string

const (
	BasisEvidence  Basis = "evidence"
	BasisJudgement Basis = "judgement"
	BasisDefault   Basis = "default" // not written in the case
	BasisNone      Basis = "none"    // written, with neither claim nor reason
)

// Support is what an item or number rests on.
type Support struct {
	Links     []Link
	Judgement *Judgement
}

// IsZero reports whether nothing is behind the item.
func (s Support) IsZero() bool { return len(s.Links) == 0 && s.Judgement == nil }

// Basis is evidence when a claim supports, sets or bounds; else judgement when
// a reason is given; else none.
func (s Support) Basis() Basis {
	for _, l := range s.Links {
		if l.Role != Contradicts {
			return BasisEvidence
		}
	}
	if s.Judgement != nil {
		return BasisJudgement
	}
	return BasisNone
}

// Item is what every item of a case may carry.
type Item struct {
	Support
	Mechanism MechanismID // the mechanism it belongs to, if any
	Note      string
}

// Number is one written number of a case. The zero Number is one not given.
type Number struct {
	Value quantity.Value
	Given bool
	Exact bool    // a point that is meant as a point
	Own   Support // written on the number itself; see Param.Support for what covers it
}

// or is what stands behind a number with support s of its own in an item with
// support item: its own if it has any, else the item's. What contradicts the
// item contradicts the number in either case.
func (s Support) or(item Support) Support {
	if s.IsZero() {
		return item
	}
	out := Support{Links: slices.Clone(s.Links), Judgement: s.Judgement}
	for _, l := range item.Links {
		if l.Role == Contradicts && !slices.Contains(out.Links, l) {
			out.Links = append(out.Links, l)
		}
	}
	return out
}
