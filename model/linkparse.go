package model

import (
	"slices"
	"strings"
)

const linkRemedy = "write `cause -> effect (+)`, with one of + - 0 ? +0 -0 +- or despite"

var signs = []Sign{Plus, Minus, Nil, Unknown, NotNeg, NotPos, Either}

// ParseLinkText reads `cause -> effect (sign)`. The word despite stands for a
// cause that pushed against what happened: its sign is - unless given before
// it, as in `(+ despite)`. The error is a *SyntaxError.
func ParseLinkText(text string) (ClaimedLink, error) {
	fail := func(offset int, cause string) (ClaimedLink, error) {
		return ClaimedLink{}, &SyntaxError{offset, cause, linkRemedy}
	}
	arrow := strings.Index(text, "->")
	if arrow < 0 {
		return fail(0, "this is no link: it has no arrow")
	}
	open := strings.IndexByte(text, '(')
	if open < arrow {
		return fail(len(text), "the sign of the link is missing")
	}
	end := strings.IndexByte(text[open:], ')')
	if end < 0 {
		return fail(open, "the sign's bracket is not closed")
	}
	if rest := strings.TrimSpace(text[open+end+1:]); rest != "" {
		return fail(open+end+1, "something follows the sign")
	}
	l := ClaimedLink{
		From: DriverID(strings.TrimSpace(text[:arrow])),
		To:   DriverID(strings.TrimSpace(text[arrow+2 : open])),
	}
	if l.From == "" || strings.ContainsAny(string(l.From), " \t\n") {
		return fail(0, "the cause is no id")
	}
	if l.To == "" || strings.ContainsAny(string(l.To), " \t\n") {
		return fail(arrow+2, "the effect is no id")
	}
	sign := strings.ReplaceAll(strings.TrimSpace(text[open+1:open+end]), "\u2212", "-")
	if before, ok := strings.CutSuffix(sign, "despite"); ok {
		l.Despite = true
		if sign = strings.TrimSpace(before); sign == "" {
			sign = string(Minus)
		}
	}
	if !slices.Contains(signs, Sign(sign)) || l.Despite && sign != string(Plus) && sign != string(Minus) {
		return fail(open+1, "the sign of the link is unknown")
	}
	l.Sign = Sign(sign)
	return l, nil
}

// String writes the link as ParseLinkText reads it.
func (l ClaimedLink) String() string {
	sign := string(l.Sign)
	if l.Despite {
		sign = "despite"
		if l.Sign == Plus {
			sign = "+ despite"
		}
	}
	return string(LinkPath(l.From, l.To)) + " (" + sign + ")"
}
