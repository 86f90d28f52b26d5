package stances

import (
	"fmt"
	"strings"

	"entente/bargain"
	"entente/internal/problem"
	"entente/quantity"
)

// deuNames are the actors of the DEU data sets that are no member states.
var deuNames = map[string]string{"com": "Commission", "ep": "European Parliament"}

// deuColumn is an actor's pair of columns.
type deuColumn struct{ position, salience int }

// readDEU reads a table of the DEU data sets: a line of headings, a line with
// the actors' capabilities under their position columns, and a line for each
// issue. Dates and the columns of the procedure are not read.
func (b *builder) readDEU() {
	b.power = string(Capability)
	head := b.lines[0]
	separator := separatorOf(head.text)
	b.comma = separator != ','
	headings := split(head.text, separator, `"`)
	at0 := func(k int) at { return at{head.number, headings[k].column} }
	index := map[string]int{}
	for k, f := range headings {
		name := strings.ToLower(f.text)
		if _, twice := index[name]; twice && name != "" {
			b.fault(codeHeader, at0(k), name, fmt.Sprintf("The heading %q stands twice.", f.text), "Keep one.")
		}
		index[name] = k
	}
	for _, need := range []string{"isnr", "prnr", "out"} {
		if _, ok := index[need]; !ok {
			b.fault(codeHeader, at{head.number, 1}, need, fmt.Sprintf("The headings have no column %q.", need), "Give a table of the DEU data sets with all its columns.")
		}
	}
	var columns []deuColumn
	for k, f := range headings {
		name := strings.ToLower(f.text)
		id, ok := strings.CutPrefix(name, "p")
		s, has := index["s"+id]
		if !ok || id == "" || !has {
			continue
		}
		if i, ok := b.addActor(id, at0(k)); ok {
			b.data.Actors[i].Name = deuNames[id]
			columns = append(columns, deuColumn{k, s})
		}
	}
	if len(columns) == 0 {
		b.fault(codeHeader, at{head.number, 1}, "", "The headings have no actor: no column p* with a column s* of the same name.", "Give a table of the DEU data sets.")
	}
	if b.list.HasErrors() {
		return
	}
	b.deuRows(separator, len(headings), index, columns)
}

func (b *builder) deuRows(separator byte, width int, index map[string]int, columns []deuColumn) {
	rows := b.lines[1:]
	cells := make([][]field, len(rows))
	for r, l := range rows {
		cells[r] = split(l.text, separator, `"`)
	}
	var powers []field
	powerLine := 0
	if len(rows) > 0 && get(cells[0], index["isnr"]).text == "" && get(cells[0], index["prnr"]).text == "" {
		powers, powerLine, rows, cells = cells[0], rows[0].number, rows[1:], cells[1:]
	} else {
		b.report(problem.Warning, codeMissing, at{}, "", "The file has no line of capabilities after the headings; every actor counts the same.", "Add a line that is blank but for a number under each p* column.")
	}
	issueRows := make([]int, 0, len(rows))
	for r, l := range rows {
		if k, ok := b.addIssue(get(cells[r], index["isnr"]).text, at{l.number, get(cells[r], index["isnr"]).column}); ok {
			b.data.Issues[k].Group = get(cells[r], index["prnr"]).text
			if p, ok := index["prname"]; ok {
				b.data.Issues[k].GroupName = get(cells[r], p).text
			}
			issueRows = append(issueRows, r)
		}
	}
	if len(b.issues) == 0 {
		b.fault(codeTruncated, at{}, "", "The file has no issue.", "Give one line for each issue after the line of capabilities.")
		return
	}
	if !b.grid() {
		return
	}
	b.deuPowers(powers, powerLine, columns)
	for k, r := range issueRows {
		b.deuIssue(k, rows[r].number, cells[r], width, index, columns)
	}
}

// get returns a field, blank when the line is shorter.
func get(fields []field, k int) field {
	if k < len(fields) {
		return fields[k]
	}
	return field{column: 1}
}

func (b *builder) deuPowers(powers []field, lineNumber int, columns []deuColumn) {
	p := &b.data.Problem
	for i, c := range columns {
		s := subject{actor: p.Actors[i], field: b.power}
		value, given := 1.0, true
		if powers != nil {
			f := get(powers, c.position)
			v, has, ok := b.number(f, lineNumber, s, capabilitySpan(), bargain.CodeCapability)
			if value, given = v.Low, has || !ok; ok && !has {
				b.fault(codeMissing, at{lineNumber, f.column}, s.path(), fmt.Sprintf("Actor %q has no %s.", p.Actors[i], b.power), "Give a number above 0.")
			}
		}
		for k := range p.Issues {
			if p.Capability[i][k] = 1; given {
				p.Capability[i][k] = value
			}
		}
	}
}

func (b *builder) deuIssue(k, lineNumber int, fields []field, width int, index map[string]int, columns []deuColumn) {
	p := &b.data.Problem
	is := &p.Issues[k]
	if len(fields) < width || len(trimEnd(fields)) > width {
		b.badIssue[k] = true
		b.fault(codeTruncated, at{lineNumber, 1}, is.ID, fmt.Sprintf("The line of issue %q has %d fields; the headings have %d.", is.ID, len(fields), width), "Give one field a column, blank where there is nothing.")
		return
	}
	hundred := span{low: 0, high: 100}
	for i, c := range columns {
		b.cell(fields[c.position], lineNumber, i, k, Position, hundred, 1)
		b.cell(fields[c.salience], lineNumber, i, k, Salience, hundred, 100)
	}
	is.Outcome = b.optional(fields[index["out"]], lineNumber, subject{issue: is.ID, field: "outcome"}, hundred, codeOutcome)
	if rp, ok := index["rp"]; ok {
		is.Reference = b.optional(fields[rp], lineNumber, subject{issue: is.ID, field: "reference point"}, hundred, codeReference)
	}
}

// optional reads a number that an issue may have.
func (b *builder) optional(f field, lineNumber int, s subject, allowed span, code string) *float64 {
	v, given, _ := b.number(f, lineNumber, s, allowed, code)
	if !given {
		return nil
	}
	x := quantity.Value.Mid(v)
	return &x
}
