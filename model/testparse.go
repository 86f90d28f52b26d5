package model

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"entente/quantity"
)

// Concepts are the stability concepts that a conflict test may name.
var Concepts = []string{"nash", "gmr", "smr", "seq", "sseq"}

// ParseTest reads what a lens has to find for a conclusion to hold:
//
//	bargaining   ISSUE in 35..65    ISSUE < 40    ISSUE > 60
//	factions     ACTOR.ISSUE in 35..65, and < and > likewise
//	system       as bargaining, and: at 2017-01
//	conflict     holds EXPR    possible EXPR    both with: under smr
//	alignment    together A B    apart A B
//	causes       push DRIVER +1: NODE rises    ... falls
//	hypotheses   H3 leads    H3 above H1
//
// Whether the names exist is not its business. The error is a *SyntaxError.
func ParseTest(lens Lens, text string) (Test, error) {
	t := Test{Lens: lens, Text: strings.TrimSpace(text)}
	w := words(text)
	if len(w) == 0 {
		return t, &SyntaxError{0, "the test is empty", "write one, or remove the lens"}
	}
	var err *SyntaxError
	switch lens {
	case LensBargaining:
		err = t.parseOutcome(w, "base-access in 35..65")
	case LensFactions:
		err = t.parseOutcome(w, "iran.base-access in 35..65")
		if err == nil && t.Actor == "" {
			err = &SyntaxError{w[0].offset, "the actor is missing", "write ACTOR.ISSUE, as iran.base-access in 35..65"}
		}
	case LensSystem:
		err = t.parseAt(w, text)
	case LensConflict:
		err = t.parseConflict(w, text)
	case LensAlignment:
		err = t.parseAlignment(w)
	case LensCauses:
		err = t.parseCauses(text)
	case LensHypotheses:
		err = t.parseHypotheses(w)
	default:
		err = &SyntaxError{0, fmt.Sprintf("%q is no lens", lens), "use one of the lenses"}
	}
	if err != nil {
		return t, err
	}
	if t.Actor != "" && (lens == LensBargaining || lens == LensSystem) {
		return t, &SyntaxError{w[0].offset, "this lens speaks of an issue's outcome, not of an actor's position", "write the issue alone, or test it under factions"}
	}
	return t, nil
}

// parseOutcome reads [ACTOR.]ISSUE and the interval.
func (t *Test) parseOutcome(w []word, example string) *SyntaxError {
	remedy := "write `" + example + "`, or < or > and a number"
	name := w[0].text
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		t.Actor, t.Issue = ActorID(name[:dot]), IssueID(name[dot+1:])
	} else {
		t.Issue = IssueID(name)
	}
	if len(w) < 3 {
		return &SyntaxError{w[len(w)-1].offset + len(w[len(w)-1].text), "the test stops short", remedy}
	}
	if len(w) > 3 {
		return &SyntaxError{w[3].offset, "something follows the test", remedy}
	}
	t.Within = Interval{Low: math.Inf(-1), High: math.Inf(1)}
	number := func(s string, offset int) (float64, *SyntaxError) {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			return 0, &SyntaxError{offset, fmt.Sprintf("%q is no number", s), remedy}
		}
		return x, nil
	}
	var err *SyntaxError
	at := w[2]
	switch op := w[1].text; op {
	case "in":
		low, high, ok := strings.Cut(at.text, "..")
		if !ok {
			return &SyntaxError{at.offset, fmt.Sprintf("%q is no range", at.text), remedy}
		}
		if t.Within.Low, err = number(low, at.offset); err != nil {
			return err
		}
		if t.Within.High, err = number(high, at.offset+len(low)+2); err != nil {
			return err
		}
		if t.Within.Low > t.Within.High {
			return &SyntaxError{at.offset, "the range is reversed", "write the low bound first"}
		}
	case "<", "<=":
		t.Within.High, err = number(at.text, at.offset)
		t.Within.HighOpen = op == "<"
	case ">", ">=":
		t.Within.Low, err = number(at.text, at.offset)
		t.Within.LowOpen = op == ">"
	default:
		return &SyntaxError{w[1].offset, fmt.Sprintf("%q is no comparison", op), remedy}
	}
	return err
}

func (t *Test) parseAt(w []word, text string) *SyntaxError {
	const example = "base-access in 35..65 at 2017-01"
	k := len(w) - 2
	if k < 0 || w[k].text != "at" {
		return &SyntaxError{len(strings.TrimRight(text, " ")), "the date is missing", "write `" + example + "`"}
	}
	t.At = Date(w[k+1].text)
	if k == 0 {
		return &SyntaxError{0, "the test stops short", "write `" + example + "`"}
	}
	return t.parseOutcome(w[:k], example)
}

func (t *Test) parseConflict(w []word, text string) *SyntaxError {
	const remedy = "write `holds allow & ~restrict`, or possible, and at the end perhaps `under smr`"
	switch w[0].text {
	case "holds":
	case "possible":
		t.Possible = true
	default:
		return &SyntaxError{w[0].offset, fmt.Sprintf("%q is neither holds nor possible", w[0].text), remedy}
	}
	t.Concept = "seq"
	end := len(strings.TrimRight(text, " \t\n"))
	if k := len(w) - 2; k > 0 && w[k].text == "under" {
		i := slices.IndexFunc(Concepts, func(c string) bool { return strings.EqualFold(c, w[k+1].text) })
		if i < 0 {
			return &SyntaxError{w[k+1].offset, fmt.Sprintf("%q is no stability concept", w[k+1].text), "use nash, gmr, smr, seq or sseq"}
		}
		t.Concept = Concepts[i]
		end = w[k].offset
	}
	start := w[0].offset + len(w[0].text)
	t.Expr = strings.TrimSpace(text[start:max(start, end)])
	if t.Expr == "" {
		return &SyntaxError{start, "the expression is missing", remedy}
	}
	return nil
}

func (t *Test) parseAlignment(w []word) *SyntaxError {
	const remedy = "write `together A B` or `apart A B`"
	switch w[0].text {
	case "together":
	case "apart":
		t.Apart = true
	default:
		return &SyntaxError{w[0].offset, fmt.Sprintf("%q is neither together nor apart", w[0].text), remedy}
	}
	if len(w) != 3 {
		return &SyntaxError{w[0].offset, "two actors are needed", remedy}
	}
	t.A, t.B = ActorID(w[1].text), ActorID(w[2].text)
	if t.A == t.B {
		return &SyntaxError{w[2].offset, "both actors are the same", remedy}
	}
	return nil
}

func (t *Test) parseCauses(text string) *SyntaxError {
	const remedy = "write `push DRIVER +1: NODE rises` or `falls`; the whole needs quotes"
	head, tail, ok := strings.Cut(text, ":")
	if !ok {
		return &SyntaxError{len(text), "the colon after the push is missing", remedy}
	}
	w := words(head)
	if len(w) != 3 || w[0].text != "push" {
		return &SyntaxError{0, "the push is not `push DRIVER size`", remedy}
	}
	size, err := quantity.Parse(w[2].text)
	if err != nil || size.Word != "" {
		return &SyntaxError{w[2].offset, fmt.Sprintf("%q is no size of a push", w[2].text), remedy}
	}
	if size.Low == 0 && size.High == 0 {
		return &SyntaxError{w[2].offset, "a push of 0 is none", remedy}
	}
	t.Push = DriverPush{DriverID(w[1].text), size}
	v := words(tail)
	at := len(head) + 1
	if len(v) != 2 {
		return &SyntaxError{at, "what moves is not `NODE rises` or `NODE falls`", remedy}
	}
	t.Node = DriverID(v[0].text)
	switch v[1].text {
	case "rises":
		t.Moved = Plus
	case "falls":
		t.Moved = Minus
	default:
		return &SyntaxError{at + v[1].offset, fmt.Sprintf("%q is neither rises nor falls", v[1].text), remedy}
	}
	return nil
}

func (t *Test) parseHypotheses(w []word) *SyntaxError {
	const remedy = "write `H3 leads` or `H3 above H1`"
	t.Leader = HypothesisID(w[0].text)
	switch {
	case len(w) == 2 && w[1].text == "leads":
		return nil
	case len(w) == 3 && w[1].text == "above":
		t.Below = HypothesisID(w[2].text)
		if t.Below == t.Leader {
			return &SyntaxError{w[2].offset, "both hypotheses are the same", remedy}
		}
		return nil
	}
	return &SyntaxError{w[0].offset + len(w[0].text), "this is no test of hypotheses", remedy}
}
