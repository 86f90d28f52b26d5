package cause

import (
	"errors"
	"fmt"
	"math"

	"entente/quantity"
)

// Sign is the direction of a link.
type Sign string

const (
	Plus  Sign = "+" // same direction
	Minus Sign = "-" // opposite
	Any   Sign = "?" // either, with chance one half
)

// Self is where self-limitation, the diagonal of A, comes from.
type Self string

const (
	Sampled  Self = "sampled"  // -U(0,1] for each node, drawn like the links
	Unit     Self = "unit"     // -1
	Declared Self = "declared" // only as given by self links
)

// Prior is the distribution of a size that is not stated.
type Prior string

const (
	PriorUniform    Prior = "uniform"    // on 0..1
	PriorLoguniform Prior = "loguniform" // on 0.01..1
)

// Edge is a signed link. A self link (From = To) is added to the
// self-limitation of its node.
type Edge struct {
	From, To string
	Sign     Sign
	Size     *quantity.Value // >= 0; nil: not stated, drawn from the prior
	// Uncertain links may be absent: each draw keeps them with a chance r that
	// is itself drawn uniformly once a draw. Those that share a Pair stay or go
	// together; where one of them is uncertain, all are.
	Uncertain bool
	Pair      string
}

// Map is a signed causal map.
type Map struct {
	Nodes []string
	Edges []Edge
	Self  Self  // empty: Sampled
	Prior Prior // empty: PriorUniform
}

// Error codes.
const (
	CodeUnknownNode   = "causes/unknown-node"
	CodeDuplicateNode = "causes/duplicate-node"
	CodeDuplicateLink = "causes/duplicate-link"
	CodeSign          = "causes/bad-sign"
	CodeRange         = "causes/bad-range"
	CodeRule          = "causes/unknown-rule"
	CodePressEmpty    = "causes/press-empty"
	CodeNeverStable   = "causes/never-stable"
)

// Error is one thing wrong with a map or a press.
type Error struct {
	Code   string
	At     string // the node or `from -> to`; may be empty
	Cause  string
	Remedy string
}

func (e *Error) Error() string {
	if e.At == "" {
		return fmt.Sprintf("%s; %s [%s]", e.Cause, e.Remedy, e.Code)
	}
	return fmt.Sprintf("%s: %s; %s [%s]", e.At, e.Cause, e.Remedy, e.Code)
}

// Check returns all that is wrong with the map, joined, each an *Error.
func (m *Map) Check() error {
	var errs []error
	report := func(code, at, cause, remedy string) {
		errs = append(errs, &Error{code, at, cause, remedy})
	}
	switch m.Self {
	case "", Sampled, Unit, Declared:
	default:
		report(CodeRule, "", fmt.Sprintf("%q is no rule of self-limitation", m.Self), "write sampled, unit or declared")
	}
	switch m.Prior {
	case "", PriorUniform, PriorLoguniform:
	default:
		report(CodeRule, "", fmt.Sprintf("%q is no prior", m.Prior), "write uniform or loguniform")
	}
	nodes := make(map[string]bool, len(m.Nodes))
	for _, n := range m.Nodes {
		if nodes[n] {
			report(CodeDuplicateNode, n, "stands twice among the nodes", "keep one")
		}
		nodes[n] = true
	}
	type pair struct{ from, to string }
	links := make(map[pair]bool, len(m.Edges))
	for _, e := range m.Edges {
		name := e.name()
		for _, end := range []string{e.From, e.To} {
			if !nodes[end] {
				report(CodeUnknownNode, name, fmt.Sprintf("%q is no node%s", end, nearest(end, m.Nodes)), "declare it or name one that is")
			}
		}
		if links[pair{e.From, e.To}] {
			report(CodeDuplicateLink, name, "stands twice", "keep one link for each ordered pair")
		}
		links[pair{e.From, e.To}] = true
		if e.Sign != Plus && e.Sign != Minus && e.Sign != Any {
			report(CodeSign, name, fmt.Sprintf("%q is no sign of a link", e.Sign), "write +, - or ?")
		}
		if e.Size != nil {
			if err := e.Size.Check(); err != nil {
				report(CodeRange, name, "size "+err.Error(), "give a size, a range or a range with a mode")
			} else if e.Size.Low < 0 || math.IsInf(e.Size.High, 0) {
				report(CodeRange, name, "size "+e.Size.String()+" is negative or without end", "give a size of 0 or more; the direction is the sign's business")
			}
		}
	}
	return errors.Join(errs...)
}

// name is the written form of the link without its sign.
func (e Edge) name() string { return e.From + " -> " + e.To }
