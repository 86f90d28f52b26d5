package conflict

import (
	"fmt"
	"strings"
)

// Expr is a boolean expression over options.
//
// Written with ~ & | -> <-> and parentheses, in that order of precedence; ->
// groups to the right, the others to the left. The words NOT, AND, OR, IF and
// IFF are read too; `A IF B` is `B -> A`.
type Expr struct {
	root  *term
	names []Name
}

// Name is an option named in an expression, with its offset in bytes.
type Name struct {
	Name   string
	Offset int
}

// SyntaxError is an expression that cannot be read. Offset is in bytes.
type SyntaxError struct {
	Offset int
	Cause  string // a sentence without its end
	Remedy string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("at %d: %s; %s", e.Offset, e.Cause, e.Remedy)
}

type operator byte

const (
	opName operator = iota
	opNot
	opAnd
	opOr
	opIf // left -> right
	opIff
)

type term struct {
	op          operator
	name        string
	left, right *term // left alone for opNot
}

// maxExprDepth bounds the nesting of an expression.
const maxExprDepth = 200

// ParseExpr reads an expression. The error is a *SyntaxError.
func ParseExpr(text string) (*Expr, error) {
	p := &exprParser{text: text}
	p.next()
	root, err := p.binary(opIff)
	if err == nil && p.token != "" {
		cause := fmt.Sprintf("%q is not expected here", p.token)
		if p.token == ")" {
			cause = "this bracket closes nothing"
		}
		err = p.fail(cause, "join two parts with & or |")
	}
	if err != nil {
		return nil, err
	}
	return &Expr{root: root, names: p.names}, nil
}

// Names lists the options named, in the order and as often as they are
// written.
func (e *Expr) Names() []Name { return e.names }

// Eval is the value of the expression when taken says which options are taken.
func (e *Expr) Eval(taken func(option string) bool) bool { return e.root.eval(taken) }

func (t *term) eval(taken func(string) bool) bool {
	switch t.op {
	case opName:
		return taken(t.name)
	case opNot:
		return !t.left.eval(taken)
	case opAnd:
		return t.left.eval(taken) && t.right.eval(taken)
	case opOr:
		return t.left.eval(taken) || t.right.eval(taken)
	case opIf:
		return !t.left.eval(taken) || t.right.eval(taken)
	}
	return t.left.eval(taken) == t.right.eval(taken)
}

var symbols = map[operator]string{opAnd: " & ", opOr: " | ", opIf: " -> ", opIff: " <-> "}

// String writes the expression with symbols and no bracket more than needed.
func (e *Expr) String() string {
	var b strings.Builder
	e.root.write(&b)
	return b.String()
}

func (t *term) write(b *strings.Builder) {
	side := func(s *term, bracket bool) {
		if bracket {
			b.WriteByte('(')
		}
		s.write(b)
		if bracket {
			b.WriteByte(')')
		}
	}
	switch t.op {
	case opName:
		b.WriteString(t.name)
	case opNot:
		b.WriteByte('~')
		side(t.left, t.left.op > opNot)
	default:
		side(t.left, t.left.op > t.op || t.op == opIf && t.left.op == opIf)
		b.WriteString(symbols[t.op])
		side(t.right, t.right.op > t.op || t.op != opIf && t.right.op == t.op)
	}
}

// exprParser reads by precedence climbing. The token at hand is "" at the end.
type exprParser struct {
	text  string
	pos   int // after the token
	at    int // of the token
	token string
	depth int
	names []Name
}

func (p *exprParser) fail(cause, remedy string) error {
	return &SyntaxError{p.at, cause, remedy}
}

// isNameByte reports whether b may stand in an option's id; a hyphen only
// between two such bytes, so that a->b stays an arrow.
func isNameByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '.'
}

func (p *exprParser) next() {
	for p.pos < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.pos]) >= 0 {
		p.pos++
	}
	p.at = p.pos
	rest := p.text[p.pos:]
	switch {
	case rest == "":
		p.token = ""
		return
	case strings.HasPrefix(rest, "<->"):
		p.token = "<->"
	case strings.HasPrefix(rest, "->"):
		p.token = "->"
	case isNameByte(rest[0]):
		n := 1
		for n < len(rest) && (isNameByte(rest[n]) || rest[n] == '-' && n+1 < len(rest) && isNameByte(rest[n+1])) {
			n++
		}
		p.token = rest[:n]
	default:
		n := 1
		for n < len(rest) && rest[n]&0xC0 == 0x80 { // the rest of one code point
			n++
		}
		p.token = rest[:n]
	}
	p.pos += len(p.token)
}

// operator is the binary operator the token stands for, opName if none.
func (p *exprParser) operator() (op operator, swapped bool) {
	switch p.token {
	case "&", "AND":
		return opAnd, false
	case "|", "OR":
		return opOr, false
	case "->":
		return opIf, false
	case "IF":
		return opIf, true
	case "<->", "IFF":
		return opIff, false
	}
	return opName, false
}

// binary reads operators that bind at least as tightly as level.
func (p *exprParser) binary(level operator) (*term, error) {
	if level < opAnd {
		return p.unary()
	}
	left, err := p.binary(level - 1)
	if err != nil {
		return nil, err
	}
	for {
		op, swapped := p.operator()
		if op != level {
			return left, nil
		}
		p.next()
		var right *term
		if op == opIf && !swapped {
			right, err = p.nested(func() (*term, error) { return p.binary(level) })
		} else {
			right, err = p.binary(level - 1)
		}
		if err != nil {
			return nil, err
		}
		if swapped {
			left, right = right, left
		}
		left = &term{op: op, left: left, right: right}
	}
}

func (p *exprParser) nested(read func() (*term, error)) (*term, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxExprDepth {
		return nil, p.fail("the expression is nested too deeply", "split it into several statements")
	}
	return read()
}

func (p *exprParser) unary() (*term, error) {
	switch {
	case p.token == "~" || p.token == "NOT":
		p.next()
		inner, err := p.nested(p.unary)
		if err != nil {
			return nil, err
		}
		return &term{op: opNot, left: inner}, nil
	case p.token == "(":
		open := p.at
		p.next()
		inner, err := p.nested(func() (*term, error) { return p.binary(opIff) })
		if err != nil {
			return nil, err
		}
		if p.token != ")" {
			p.at = open
			return nil, p.fail("this bracket is not closed", "add the closing bracket")
		}
		p.next()
		return inner, nil
	case p.token == "":
		return nil, p.fail("an option is expected at the end", "name an option")
	}
	if op, _ := p.operator(); op != opName || !isNameByte(p.token[0]) {
		return nil, p.fail(fmt.Sprintf("an option is expected, not %q", p.token), "use ids of options with ~ & | -> <-> and brackets")
	}
	p.names = append(p.names, Name{p.token, p.at})
	t := &term{op: opName, name: p.token}
	p.next()
	return t, nil
}
