package stances

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/bargain"
	"entente/internal/problem"
	"entente/quantity"
)

// csvColumns are the columns of the plain CSV; the first csvRequired must be
// there.
var csvColumns = []string{"issue", "actor", "position", "salience", "capability", "lo", "hi", "reference", "outcome"}

const csvRequired = 5

// readCSV reads the plain CSV: a line of headings and a line for each stance.
// Position is in units of the issue's scale, which is lo..hi, by default
// 0..100; salience is 0..1.
func (b *builder) readCSV() {
	b.power = string(Capability)
	separator := separatorOf(b.lines[0].text)
	b.comma = separator != ','
	column, width, ok := b.csvHeader(separator)
	need := 0 // fields of a line; the optional columns at its end may be left out
	for _, name := range csvColumns[:csvRequired] {
		need = max(need, column[name]+1)
	}
	if !ok {
		return
	}
	type row struct {
		number, actor, issue int
		fields               []field
	}
	var rows []row
	seen := map[[2]int]int{}
	for _, l := range b.lines[1:] {
		fields := split(l.text, separator, `"`)
		actor, issue := get(fields, column["actor"]), get(fields, column["issue"])
		shown := fmt.Sprintf("actor %q, issue %q", actor.text, issue.text)
		switch last := fields[len(fields)-1]; {
		case last.open:
			b.fault(codeLine, at{l.number, last.column}, "", "A quote is not closed in this line ("+shown+").", `Close the quote, or double it if it belongs to the text ("").`)
			continue
		case len(fields) < need:
			b.fault(codeTruncated, at{l.number, last.column}, "", fmt.Sprintf("The line (%s) is cut off: it has %d fields of %d.", shown, len(fields), need), "Give one field a column, blank where a number is not known.")
			continue
		case len(trimEnd(fields)) > width:
			b.fault(codeLine, at{l.number, fields[width].column}, "", fmt.Sprintf("The line (%s) has more fields than the %d of the headings.", shown, width), "Put text that holds the separator in quotes.")
			continue
		}
		k, ok := b.issues[issue.text]
		if !ok {
			k, ok = b.addIssue(issue.text, at{l.number, issue.column})
		}
		i, has := b.actors[actor.text]
		if !has {
			i, has = b.addActor(actor.text, at{l.number, actor.column})
		}
		if !ok || !has {
			continue
		}
		if first, twice := seen[[2]int{i, k}]; twice {
			b.fault(codeDuplicate, at{l.number, actor.column}, subject{actor: actor.text, issue: issue.text}.path(), fmt.Sprintf("Actor %q has a second stance on issue %q; the first is in line %d.", actor.text, issue.text, first), "Keep one.")
			continue
		}
		seen[[2]int{i, k}] = l.number
		rows = append(rows, row{l.number, i, k, fields})
	}
	if len(rows) == 0 {
		if !b.list.HasErrors() {
			b.fault(codeEmpty, at{}, "", "The file has headings and no stance.", "Give a line for each stance.")
		}
		return
	}
	if !b.grid() {
		return
	}
	// The scale of an issue may stand in any of its lines.
	facts := map[csvFact]csvGiven{}
	for _, r := range rows {
		b.csvIssue(r.issue, r.number, r.fields, column, facts)
	}
	b.csvScales(facts)
	for _, r := range rows {
		is := b.data.Problem.Issues[r.issue]
		scale := span{low: is.Low, high: is.High, ranges: true}
		b.cell(r.fields[column["position"]], r.number, r.actor, r.issue, Position, scale, 1)
		b.cell(r.fields[column["salience"]], r.number, r.actor, r.issue, Salience, span{low: 0, high: 1, ranges: true}, 1)
		power := capabilitySpan()
		power.ranges = true
		b.cell(r.fields[column["capability"]], r.number, r.actor, r.issue, Capability, power, 1)
	}
}

// csvHeader finds the columns by their headings.
func (b *builder) csvHeader(separator byte) (column map[string]int, width int, ok bool) {
	head := b.lines[0]
	fields := trimEnd(split(head.text, separator, `"`))
	column = map[string]int{}
	ok = true
	for k, f := range fields {
		name := strings.ToLower(f.text)
		place := at{head.number, f.column}
		if !slices.Contains(csvColumns, name) {
			b.report(problem.Warning, codeHeader, place, "", fmt.Sprintf("The column %q is not known, and is ignored.", f.text), "Known columns: "+strings.Join(csvColumns, ", ")+".")
			continue
		}
		if _, twice := column[name]; twice {
			b.fault(codeHeader, place, "", fmt.Sprintf("The column %q stands twice.", name), "Keep one.")
			ok = false
		}
		column[name] = k
	}
	for _, need := range csvColumns[:csvRequired] {
		if _, has := column[need]; !has {
			b.fault(codeHeader, at{head.number, 1}, "", fmt.Sprintf("The headings have no column %q.", need), "The first line must name "+strings.Join(csvColumns[:csvRequired], ", ")+", in any order; "+strings.Join(csvColumns[csvRequired:], ", ")+" may be there.")
			ok = false
		}
	}
	return column, len(fields), ok
}

// csvFact is a number that an issue has once, whatever lines repeat it.
type csvFact struct {
	issue int
	name  string
}

type csvGiven struct {
	value float64
	place at
}

func (b *builder) csvIssue(k, lineNumber int, fields []field, column map[string]int, facts map[csvFact]csvGiven) {
	id := b.data.Problem.Issues[k].ID
	for _, name := range csvColumns[csvRequired:] {
		c, has := column[name]
		if !has {
			continue
		}
		f := get(fields, c)
		code := bargain.CodeScale
		switch name {
		case "reference":
			code = codeReference
		case "outcome":
			code = codeOutcome
		}
		v, given, ok := b.number(f, lineNumber, subject{issue: id, field: name}, span{low: -quantity.Limit, high: quantity.Limit}, code)
		if !ok {
			b.badIssue[k] = true
		}
		if !given {
			continue
		}
		fact := csvFact{k, name}
		if first, told := facts[fact]; !told {
			facts[fact] = csvGiven{v.Low, at{lineNumber, f.column}}
		} else if first.value != v.Low {
			b.fault(codeConflict, at{lineNumber, f.column}, id+"."+name, fmt.Sprintf("Issue %q: %s is %s here and %s in line %d.", id, name, quantity.Format(v.Low), quantity.Format(first.value), first.place.line), "Give one value, in one line of the issue or in all of them.")
		}
	}
}

// csvScales sets the scales, and checks what must lie on them.
func (b *builder) csvScales(facts map[csvFact]csvGiven) {
	for k := range b.data.Problem.Issues {
		is := &b.data.Problem.Issues[k]
		place := b.issueAt[k]
		if lo, ok := facts[csvFact{k, "lo"}]; ok {
			is.Low, place = lo.value, lo.place
		}
		if hi, ok := facts[csvFact{k, "hi"}]; ok {
			is.High, place = hi.value, hi.place
		}
		scale := span{low: is.Low, high: is.High}
		if !(is.Low < is.High) {
			b.fault(bargain.CodeScale, place, is.ID, fmt.Sprintf("Issue %q has the scale %s, whose lower end is not below its upper end.", is.ID, scale), "Give lo and hi, the lower first; without them the scale is 0..100.")
			is.Low, is.High = math.Inf(-1), math.Inf(1)
			b.badIssue[k] = true
			continue
		}
		for _, point := range []struct {
			name, code string
			into       **float64
		}{{"reference", codeReference, &is.Reference}, {"outcome", codeOutcome, &is.Outcome}} {
			given, ok := facts[csvFact{k, point.name}]
			switch {
			case !ok:
			case !scale.holds(given.value):
				b.fault(point.code, given.place, is.ID+"."+point.name, fmt.Sprintf("Issue %q: the %s is %s, outside of the scale %s.", is.ID, point.name, quantity.Format(given.value), scale), "Give a number in "+scale.String()+".")
			default:
				*point.into = &given.value
			}
		}
	}
}
