package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"entente/internal/analysis"
)

// outOf says a share of draws in a table whose head says "of 100 draws".
func outOf(share float64) string {
	switch n := math.Round(share * 100); {
	case share > 0 && n < 1:
		return "<1"
	case share < 1 && n > 99:
		return ">99"
	default:
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// unit writes numbers of one scale with as many decimals as tell them apart.
type unit struct{ decimals int }

// unitOf chooses the decimals for a scale of the given length.
func unitOf(span float64) unit {
	switch {
	case span >= 50:
		return unit{0}
	case span >= 5:
		return unit{1}
	}
	return unit{2}
}

func unitOfIssue(i *analysis.IssueAnswer) unit {
	if i == nil || len(i.Scale) == 0 {
		return unitOf(100)
	}
	return unitOf(i.Scale[len(i.Scale)-1].At - i.Scale[0].At)
}

func (u unit) num(x float64) string {
	s := strconv.FormatFloat(x, 'f', u.decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return s
}

// plain writes a number without the zeros at its end.
func (u unit) plain(x float64) string {
	s := u.num(x)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func (u unit) signed(x float64) string {
	s := u.num(x)
	if x > 0 && strings.Trim(s, "0.") != "" {
		return "+" + s
	}
	return s
}

func (u unit) between(low, high float64) string { return u.num(low) + " to " + u.num(high) }

// half and most are the middle half and the 90% range.
func (u unit) half(s analysis.Spread) string { return u.between(s.P25, s.P75) }
func (u unit) most(s analysis.Spread) string { return u.between(s.P05, s.P95) }

// moved is a difference from the base with its 90% range.
func (u unit) moved(s *analysis.Spread) string {
	if s == nil {
		return ""
	}
	return u.signed(s.Median) + " (" + u.signed(s.P05) + " to " + u.signed(s.P95) + ")"
}

// finer shows one decimal more, for differences.
func (u unit) finer() unit { return unit{u.decimals + 1} }

// short is the first part of a digest, enough to tell states of a case apart.
func short(digest string) string { return digest[:min(len(digest), 12)] }

// whole writes a count with commas between thousands.
func whole(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func drawn(done, planned int) string {
	if done < planned {
		return whole(done) + " of " + whole(planned) + " draws"
	}
	return whole(done) + " draws"
}

func change(c analysis.ChangeRef) string {
	switch c.Op {
	case "cut":
		return c.Path + " off"
	case "pin":
		return c.Path + " pinned at " + strings.TrimPrefix(c.To, "=")
	case "push":
		return c.Path + " pushed by " + c.To
	}
	return c.Path + " = " + c.To
}

func changes(list []analysis.ChangeRef) string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = change(c)
		if !c.Reaches {
			out[i] += " (reaches no lens run here)"
		}
	}
	return strings.Join(out, "; ")
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// firsts are the first n of a list, with how many more there are.
func firsts(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	out := append([]string{}, list[:n]...)
	return append(out, fmt.Sprintf("and %d more", len(list)-n))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return whole(n) + " " + many
}
