// Package problem is what a user is told is wrong: where, why, and what to do
// about it. Everything that reads or checks input collects problems and reports
// them all at once; nothing stops at the first.
package problem

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Severity orders problems by what they stop.
type Severity string

const (
	Error   Severity = "error"   // the input is wrong: exit status 1
	Warning Severity = "warning" // the input is weak
	Note    Severity = "note"    // worth knowing
)

// Place is a position in an input: File as the user named it, Line and Column
// from 1 (0: unknown), Column counting code points. Path is the item's path in
// the case, such as "actors.iran" or "russia.base-access.position".
type Place struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Path   string `json:"path,omitempty"`
}

// Problem is one thing wrong or weak. Code is stable ("case/unknown-key",
// "ev/one-origin"); Cause says what is wrong and Remedy what to do, each in a
// full sentence; Source is the offending line as written, if there is one.
type Problem struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Place
	Cause  string `json:"cause"`
	Remedy string `json:"remedy,omitempty"`
	Source string `json:"source,omitempty"`
}

// Error makes a Problem usable as an error.
func (p Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
		}
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "%s [%s]", p.Cause, p.Code)
	return b.String()
}

// List is the problems of one input.
type List []Problem

// Error makes a List usable as an error; use List.Err to get nil for none.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, p := range l {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// HasErrors reports whether any problem makes the input wrong.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(p Problem) bool { return p.Severity == Error })
}

// Err returns the list as an error when it holds an Error, else nil.
func (l List) Err() error {
	if l.HasErrors() {
		return l
	}
	return nil
}

// Sort puts the problems in the order of their places: file, line, column, code.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Path, b.Path),
		)
	})
}

// Report is the machine-readable form of a list.
type Report struct {
	Format   string    `json:"format"`
	Problems []Problem `json:"problems"`
}

// ReportFormat names the JSON form of Report.
const ReportFormat = "entente.problems/1"

// AsReport wraps the list for output as JSON.
func (l List) AsReport() Report {
	if l == nil {
		l = List{}
	}
	return Report{Format: ReportFormat, Problems: l}
}

// WriteText writes the list for a person: place, cause, the offending line
// with a mark under the column, and the remedy.
func (l List) WriteText(w io.Writer) error {
	var b strings.Builder
	for i, p := range l {
		if i > 0 {
			b.WriteByte('\n')
		}
		if p.File != "" {
			b.WriteString(p.File)
			if p.Line > 0 {
				fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
			}
			b.WriteString(": ")
		}
		fmt.Fprintf(&b, "%s: %s [%s]\n", p.Severity, p.Cause, p.Code)
		if p.Source != "" {
			line := strings.ReplaceAll(p.Source, "\t", " ")
			fmt.Fprintf(&b, "    %s\n", line)
			if p.Column > 0 && p.Column <= len([]rune(line))+1 {
				fmt.Fprintf(&b, "    %s^\n", strings.Repeat(" ", p.Column-1))
			}
		}
		if p.Path != "" {
			fmt.Fprintf(&b, "    at %s\n", p.Path)
		}
		if p.Remedy != "" {
			fmt.Fprintf(&b, "    remedy: %s\n", p.Remedy)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
