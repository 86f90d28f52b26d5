package score

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Kinds of lines of a ledger.
const (
	TypeQuestion   = "question"
	TypeForecast   = "forecast"
	TypeResolution = "resolution"
	TypeVoid       = "void"
)

// Reasons why a line breaks a chain, in the order in which they are looked for.
const (
	ReasonJSON            = "not-json"
	ReasonSeq             = "wrong-seq"
	ReasonPrev            = "wrong-prev"
	ReasonAt              = "earlier-than-before"
	ReasonType            = "unknown-type"
	ReasonUnknownQuestion = "unknown-question"
	ReasonBeforeOpens     = "before-opens"
	ReasonAfterCloses     = "after-closes"
	ReasonAfterResolution = "after-resolution"
)

// NoLine is the prev of the first line, and the head of a ledger without lines.
const NoLine = "0000000000000000000000000000000000000000000000000000000000000000"

// Break is the first line that breaks a chain.
type Break struct {
	Line   int    // from 1
	Reason string // one of the Reason constants
	Cause  string
}

func (b *Break) Error() string {
	return fmt.Sprintf("line %d: %s; %s [%s]", b.Line, b.Cause, b.Remedy(), CodeChain)
}

// Remedy says what to do about it.
func (b *Break) Remedy() string {
	switch b.Reason {
	case ReasonPrev, ReasonSeq:
		return "a line before this one was changed, dropped, moved or put in; go back to a copy whose head was posted"
	case ReasonJSON:
		return "go back to a copy whose head was posted; a ledger is only ever added to"
	}
	return "the line was not written by a program that keeps the rules of the ledger; go back to a copy without it"
}

// Chain is the end of a ledger that holds together.
type Chain struct {
	Head  string // sha256 of the last line, in hex
	Lines int
}

// Verify checks the lines of a ledger, without their newlines: that each holds
// the sha256 of the bytes of the line before, and that nothing is out of order.
// The first offending line is returned, by the first of: not JSON, wrong seq,
// wrong prev, at earlier than the line before, a forecast or a resolution of an
// unknown question, a forecast before its question opens, after it closes or
// after it was resolved. A chain that holds shows that nothing was changed
// inside. That the whole file was not rewritten it can't show: hence the head,
// to be posted where others see it.
func Verify(lines [][]byte) (Chain, *Break) {
	c := newChecker()
	for _, line := range lines {
		if _, b := c.next(line); b != nil {
			return Chain{}, b
		}
	}
	return c.chain(), nil
}

// Lines splits the bytes of a ledger. A newline ends a line; the last may lack
// it.
func Lines(data []byte) [][]byte {
	if len(data) == 0 {
		return nil
	}
	return bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
}

// checker holds what the next line is checked against.
type checker struct {
	lines     int
	head      [2 * sha256.Size]byte
	at        time.Time
	questions map[string]*span
	scratch   fields
}

// span is when a question may be forecast.
type span struct {
	opens, closes time.Time
	dated         bool // both could be read
	over          bool // resolved or void
}

func newChecker() *checker {
	c := &checker{questions: map[string]*span{}}
	copy(c.head[:], NoLine)
	return c
}

func (c *checker) chain() Chain { return Chain{string(c.head[:]), c.lines} }

// stamped is a line that the chain holds.
type stamped struct {
	fields
	kind, question string
	at             time.Time
}

// next checks one line and, when it holds, takes it in. The fields are valid
// until the next call.
func (c *checker) next(line []byte) (stamped, *Break) {
	s, b := c.check(line)
	if b == nil {
		c.take(line, s)
	}
	return s, b
}

// check looks at a line and changes nothing that the next check rests on.
func (c *checker) check(line []byte) (stamped, *Break) {
	broken := func(reason, format string, args ...any) (stamped, *Break) {
		return stamped{}, &Break{c.lines + 1, reason, fmt.Sprintf(format, args...)}
	}
	f, cause := scan(line, c.scratch)
	if cause != "" {
		return broken(ReasonJSON, "%s", cause)
	}
	c.scratch = f
	if seq, ok := f.number("seq"); !ok || seq != float64(c.lines+1) {
		return broken(ReasonSeq, "seq is %s and should be %d", said(f.get("seq")), c.lines+1)
	}
	if prev := f.get("prev"); len(prev) != len(c.head)+2 || prev[0] != '"' || !bytes.Equal(prev[1:len(prev)-1], c.head[:]) {
		return broken(ReasonPrev, "prev is %s and the line before has the sha256 %s", said(prev), c.head[:])
	}
	s := stamped{fields: f}
	var err error
	if s.at, err = f.time("at"); err != nil {
		return broken(ReasonAt, "at is %s, which is no time", said(f.get("at")))
	}
	if s.at.Before(c.at) && c.lines > 0 {
		return broken(ReasonAt, "at is %s and the line before was written %s", stamp(s.at), stamp(c.at))
	}
	s.kind, _ = f.text("type")
	s.question, _ = f.text("q")
	known := c.questions[s.question]
	switch s.kind {
	case TypeQuestion:
	case TypeForecast, TypeResolution, TypeVoid:
		if known == nil {
			return broken(ReasonUnknownQuestion, "a %s of the question %q, which no line before asks", s.kind, clip(s.question))
		}
	default:
		return broken(ReasonType, "type is %s, which is none of question, forecast, resolution, void", said(f.get("type")))
	}
	if s.kind == TypeForecast {
		switch {
		case known.dated && s.at.Before(known.opens):
			return broken(ReasonBeforeOpens, "a forecast of %q at %s, before it opens %s", clip(s.question), stamp(s.at), stamp(known.opens))
		case known.dated && s.at.After(known.closes):
			return broken(ReasonAfterCloses, "a forecast of %q at %s, after it closes %s", clip(s.question), stamp(s.at), stamp(known.closes))
		case known.over:
			return broken(ReasonAfterResolution, "a forecast of %q after it was resolved", clip(s.question))
		}
	}
	return s, nil
}

// take puts a line that holds at the end of the chain.
func (c *checker) take(line []byte, s stamped) {
	switch known := c.questions[s.question]; s.kind {
	case TypeQuestion:
		if known == nil { // what is asked again does not change what was asked
			opens, no1 := s.time("opens")
			closes, no2 := s.time("closes")
			c.questions[s.question] = &span{opens, closes, no1 == nil && no2 == nil, false}
		}
	case TypeResolution, TypeVoid:
		known.over = true
	}
	sum := sha256.Sum256(line)
	hex.Encode(c.head[:], sum[:])
	c.lines++
	c.at = s.at
}

// said shows what stands in a field.
func said(value []byte) string {
	if value == nil {
		return "missing"
	}
	return clip(string(value))
}
