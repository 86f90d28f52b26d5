package gmcr

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/conflict"
	"entente/internal/problem"
)

// Codes of problems that concern the file, beside those of package conflict.
const (
	codeSyntax   = "conflict/bad-json"
	codeTooLarge = "conflict/too-large"
	codeEncoding = "conflict/not-utf8"
	codeFormat   = "conflict/bad-format"
	codeTwice    = "conflict/duplicate-key"
	codeUnknown  = "conflict/unknown-key"
	codeNotUsed  = "conflict/not-used"
	codeMany     = "conflict/too-many-problems"
)

// maxProblems is how many problems of one file are told.
const maxProblems = 500

// Problem is one thing wrong or weak in a file. Line and Column count from 1,
// Column in code points; Source is the line as written, if it is short.
type Problem struct {
	conflict.Problem
	Line   int
	Place  int // column in the file
	Source string
}

// Problems are all of a file, in its order.
type Problems []Problem

// HasErrors reports whether any of them makes the file unusable.
func (ps Problems) HasErrors() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return !p.Warning })
}

// List is the problems as the commands show them; file is the name the user
// gave.
func (ps Problems) List(file string) problem.List {
	var out problem.List
	for _, p := range ps {
		severity := problem.Error
		if p.Warning {
			severity = problem.Warning
		}
		out = append(out, problem.Problem{Code: p.Code, Severity: severity,
			Place: problem.Place{File: file, Line: p.Line, Column: p.Place, Path: strings.Join(p.Where, ", ")},
			Cause: sentence(p.Cause), Remedy: sentence(p.Remedy), Source: p.Source})
	}
	return out
}

// ProblemsFormat names the JSON form of Exchange.
const ProblemsFormat = "entente.conflict.problems/1"

// Exchange is the problems in the form that belongs to the exchange form of the
// case, with codes that lack the name of the lens.
type Exchange struct {
	Format   string            `json:"format"`
	Problems []ExchangeProblem `json:"problems"`
}

// ExchangeProblem is one of them.
type ExchangeProblem struct {
	Severity string   `json:"severity"`
	Code     string   `json:"code"`
	Where    []string `json:"where"`
	Message  string   `json:"message"`
	Line     int      `json:"line,omitempty"`   // of the file, from 1; 0: in no file
	Column   int      `json:"column,omitempty"` // in code points, from 1
}

// Exchange is the problems in the exchange form.
func (ps Problems) Exchange() Exchange {
	out := Exchange{ProblemsFormat, []ExchangeProblem{}}
	for _, p := range ps {
		e := ExchangeProblem{"error", strings.TrimPrefix(p.Code, "conflict/"), p.Where, sentence(p.Cause), p.Line, p.Place}
		if p.Warning {
			e.Severity = "warning"
		}
		if p.Remedy != "" {
			e.Message += " " + sentence(p.Remedy)
		}
		if e.Where == nil {
			e.Where = []string{}
		}
		out.Problems = append(out.Problems, e)
	}
	return out
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	if last := s[len(s)-1]; last != '.' && last != '?' {
		s += "."
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// collector gathers problems with their places.
type collector struct {
	data []byte
	root *node
	list Problems
	at   []int // by problem
	many bool
	lost bool // a section could not be read, so the case can't be checked
	// rename turns a path into the case into one into the file; nil: the same.
	rename func(path string) string
}

func (c *collector) add(at int, p conflict.Problem) {
	if len(c.list) >= maxProblems {
		c.many = true
		return
	}
	out := Problem{Problem: p}
	if c.data == nil {
		c.list, c.at = append(c.list, out), append(c.at, at)
		return
	}
	out.Line, out.Place = place(c.data, at)
	start := strings.LastIndexByte(string(c.data[:min(at, len(c.data))]), '\n') + 1
	line, _, _ := strings.Cut(string(c.data[start:min(start+301, len(c.data))]), "\n")
	if len(line) <= 300 {
		out.Source = strings.TrimSuffix(line, "\r")
	}
	c.list, c.at = append(c.list, out), append(c.at, at)
}

// fault reports an error at a path, which need not be in the file.
func (c *collector) fault(code, path, cause, remedy string) {
	c.add(c.find(path), conflict.Problem{Code: code, Where: places(path), Cause: cause, Remedy: remedy})
}

// places is a path as a list, empty for the whole file.
func places(path string) []string {
	if path == "" {
		return nil
	}
	return []string{path}
}

func (c *collector) warn(code, path, cause, remedy string) {
	c.add(c.find(path), conflict.Problem{Code: code, Warning: true, Where: []string{path}, Cause: cause, Remedy: remedy})
}

func (c *collector) find(path string) int {
	if c.root == nil {
		return 0
	}
	return c.root.find(path)
}

// take adds what was found in the case itself, unless the reader has said
// already what is wrong at that place, around it or inside it.
func (c *collector) take(ps conflict.Problems) {
	said, inside := map[string]bool{}, map[string]bool{}
	for _, p := range c.list {
		for _, w := range p.Where {
			if p.Warning || p.Code == codeTwice { // of two values, one is read
				continue
			}
			said[w] = true
			for k := range w {
				if inner := strings.ContainsAny(w[:k], ".["); inner && (w[k] == '.' || w[k] == '[') {
					inside[w[:k]] = true
				}
			}
		}
	}
	for _, p := range ps {
		p.Where = slices.Clone(p.Where)
		at := 0
		for k, w := range p.Where {
			if c.rename != nil {
				w = c.rename(w)
				p.Where[k] = w
			}
			if here := c.find(w); k == 0 || here < at {
				at = here
			}
		}
		if len(p.Where) != 1 || !around(said, p.Where[0]) && !inside[p.Where[0]] {
			c.add(at, p)
		}
	}
}

// around reports whether a path or one that it lies below is in the set.
func around(said map[string]bool, path string) bool {
	for k := len(path); k > 0; k-- {
		if (k == len(path) || path[k] == '.' || path[k] == '[') && said[path[:k]] {
			return true
		}
	}
	return false
}

// sorted is all problems in the order of the file.
func (c *collector) sorted() Problems {
	order := make([]int, len(c.list))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.at[a], c.at[b]) })
	out := make(Problems, 0, len(order)+1)
	for _, k := range order {
		out = append(out, c.list[k])
	}
	if c.many {
		out = append(out, Problem{Problem: conflict.Problem{Code: codeMany, Cause: fmt.Sprintf("there are more problems than the %d listed", maxProblems), Remedy: "mend these first"}})
	}
	return out
}
