package stances

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"entente/internal/problem"
	"entente/quantity"
)

// Codes of what Write tells.
const (
	codeLost    = "bargaining/lost-in-format"
	codeCannot  = "bargaining/format-cannot-hold"
	codeTooMuch = "bargaining/ktab-limit"
)

// Write writes the data in a format that can be written (not DEU). The list
// names what the format can't hold: as a warning what is left out or made a
// single number, as an error what stops the writing; then nothing is written.
// The error is that of the writer.
func Write(w io.Writer, d *Data, format Format) (problem.List, error) {
	o := &writer{d: d, format: format}
	switch format {
	case KTAB:
		o.ktab()
	case KTABXML:
		o.ktabXML()
	case Decide:
		o.decide()
	case CSV:
		o.csv()
	default:
		o.report(problem.Error, codeFormat, "", fmt.Sprintf("The format %q cannot be written.", format), "Choose ktab, ktab-xml, decide or csv.")
	}
	if o.list.HasErrors() {
		return o.list, nil
	}
	_, err := w.Write(o.out.Bytes())
	return o.list, err
}

type writer struct {
	d      *Data
	format Format
	out    bytes.Buffer
	list   problem.List
}

func (o *writer) report(severity problem.Severity, code, path, cause, remedy string) {
	o.list = append(o.list, problem.Problem{Code: code, Severity: severity, Place: problem.Place{Path: path}, Cause: cause, Remedy: remedy})
}

// lost warns of what the format has no place for.
func (o *writer) lost(when bool, what string) {
	if when {
		o.report(problem.Warning, codeLost, "", fmt.Sprintf("The format %s has no place for %s.", o.format, what), "Write csv or a case file to keep what this format leaves out.")
	}
}

func (o *writer) lostDetails(details, groups, points bool) {
	any := func(yes func(Actor) bool, also func(Issue) bool) bool {
		for _, a := range o.d.Actors {
			if yes(a) {
				return true
			}
		}
		for _, is := range o.d.Issues {
			if also(is) {
				return true
			}
		}
		return false
	}
	nobody := func(Actor) bool { return false }
	o.lost(details && any(func(a Actor) bool { return a.Name != "" || a.Description != "" }, func(is Issue) bool { return is.Name != "" || is.Description != "" }), "names and descriptions beside the ids")
	o.lost(groups && any(nobody, func(is Issue) bool { return is.Group != "" }), "the groups of issues")
	o.lost(points && any(nobody, func(is Issue) bool { return len(is.Points) > 0 }), "named points of a scale")
}

func (o *writer) lostSwitches() {
	o.lost(len(o.d.Switches) > 0 || o.d.Seed != nil || o.d.Ideals != nil, "switches, seeds and adjustments of ideals")
}

func (o *writer) lostResolved() {
	resolved := false
	for _, is := range o.d.Problem.Issues {
		resolved = resolved || is.Reference != nil || is.Outcome != nil
	}
	o.lost(resolved, "reference points and outcomes")
}

// text quotes a field where it must be.
func (o *writer) text(s string, separator, quote byte, always bool) string {
	if strings.ContainsAny(s, "\r\n") || separator == '\t' && strings.Contains(s, "\t") {
		o.report(problem.Error, codeCannot, s, fmt.Sprintf("%q holds a line break or a tab, which the format %s cannot hold.", s, o.format), "Change the name.")
		return ""
	}
	q := string(quote)
	if !always && !strings.ContainsAny(s, ",;\t'#"+q) {
		return s
	}
	return q + strings.ReplaceAll(s, q, q+q) + q
}

// known writes a number, blank when it is missing.
func known(x float64) string {
	if x != x {
		return ""
	}
	return quantity.Format(x)
}

// scaled writes x times unit with the fewest digits that read back as x once
// divided by unit again.
func scaled(x, unit float64) string {
	if x != x {
		return ""
	}
	for digits := range 20 {
		text := strconv.FormatFloat(x*unit, 'f', digits, 64)
		if back, err := strconv.ParseFloat(text, 64); err == nil && back/unit == x {
			return text
		}
	}
	return quantity.Format(x * unit)
}

// csv writes one line a stance, and a line without numbers for an actor that
// would not be named in time to keep the order of actors.
func (o *writer) csv() {
	o.lostDetails(true, true, true)
	o.lostSwitches()
	ranges := map[[2]int]map[Field]string{}
	for _, r := range o.d.Ranges {
		written, ok := r.Value.Written()
		if !ok || r.Value.Word != "" {
			o.report(problem.Warning, codeLost, o.d.Problem.Actors[r.Actor]+"."+o.d.Problem.Issues[r.Issue].ID+"."+string(r.Field), fmt.Sprintf("%s cannot be written in a cell; its middle is.", r.Value), "Give a range such as 30..50.")
			continue
		}
		at := [2]int{r.Actor, r.Issue}
		if ranges[at] == nil {
			ranges[at] = map[Field]string{}
		}
		ranges[at][r.Field] = written
	}
	p := &o.d.Problem
	fmt.Fprintln(&o.out, strings.Join(csvColumns, ","))
	for k, is := range p.Issues {
		for i, actor := range p.Actors {
			if k > 0 && p.Position[i][k] != p.Position[i][k] && p.Salience[i][k] != p.Salience[i][k] && p.Capability[i][k] != p.Capability[i][k] {
				continue
			}
			cell := func(f Field) string {
				if r, ok := ranges[[2]int{i, k}][f]; ok {
					return r
				}
				return known(o.d.matrix(f)[i][k])
			}
			fmt.Fprintf(&o.out, "%s,%s,%s,%s,%s,%s,%s,%s,%s\n", o.text(is.ID, ',', '"', false), o.text(actor, ',', '"', false),
				cell(Position), cell(Salience), cell(Capability), known(is.Low), known(is.High), optional(is.Reference), optional(is.Outcome))
		}
	}
}

func optional(x *float64) string {
	if x == nil {
		return ""
	}
	return quantity.Format(*x)
}

// decide writes tabs and single quotes.
func (o *writer) decide() {
	o.lost(len(o.d.Ranges) > 0, "ranges; their middles are written")
	o.lostDetails(false, true, false)
	o.lostSwitches()
	o.lostResolved()
	q := func(s string) string { return o.text(s, '\t', '\'', true) }
	p := &o.d.Problem
	for i, a := range p.Actors {
		fmt.Fprintf(&o.out, "'#A'\t%s\t%s\t%s\n", q(a), q(orElse(o.d.Actors[i].Name, a)), q(o.d.Actors[i].Description))
	}
	for k, is := range p.Issues {
		info := o.d.Issues[k]
		fmt.Fprintf(&o.out, "'#P'\t%s\t%s\t%s\n", q(is.ID), q(orElse(info.Name, is.ID)), q(info.Description))
		points := info.Points
		if len(points) == 0 || points[0].Value != is.Low {
			points = append([]Point{{Value: is.Low}}, points...)
		}
		if points[len(points)-1].Value != is.High {
			points = append(points[:len(points):len(points)], Point{Value: is.High})
		}
		for _, point := range points {
			fmt.Fprintf(&o.out, "'#M'\t%s\t%s", q(is.ID), quantity.Format(point.Value))
			if point.Meaning != "" {
				fmt.Fprintf(&o.out, "\t%s", q(point.Meaning))
			}
			fmt.Fprintln(&o.out)
		}
	}
	for i, a := range p.Actors {
		for k, is := range p.Issues {
			if x, s, c := known(p.Position[i][k]), known(p.Salience[i][k]), known(p.Capability[i][k]); x+s+c != "" {
				fmt.Fprintf(&o.out, "'#D'\t%s\t%s\t%s\t%s\t%s\n", q(a), q(is.ID), x, s, c)
			}
		}
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
