package stances

import (
	"fmt"
	"math"
	"strconv"

	"entente/bargain"
	"entente/quantity"
)

// readKTAB reads a comma-separated KTAB scenario: a line with name,
// description and the numbers of actors and dimensions, a line of headings,
// and a line for each actor: name, description, power, then position (0..100)
// and salience (0..100, at most 100 in all) for each dimension.
func (b *builder) readKTAB() {
	separator := separatorOf(b.lines[0].text)
	b.comma = separator != ','
	actors, dimensions, ok := b.ktabCounts(separator)
	if !ok || len(b.lines) < 2 {
		if ok {
			b.fault(codeTruncated, at{b.lines[0].number, 1}, "", "The file ends after its first line.", "Give a line of headings and one line for each actor.")
		}
		return
	}
	b.ktabHeadings(b.lines[1], separator, dimensions)
	rows := b.lines[2:]
	if len(rows) != actors {
		b.fault(codeCount, at{b.lines[0].number, 1}, "", fmt.Sprintf("Line 1 announces %d actors, and the file has %d.", actors, len(rows)), "Give line 1 the number of actor lines, or add the lines that are missing.")
	}
	cells := make([][]field, 0, len(rows))
	for _, l := range rows {
		fields := split(l.text, separator, `"`)
		place := at{l.number, fields[0].column}
		if i, ok := b.addActor(fields[0].text, place); ok {
			if len(fields) > 1 {
				b.data.Actors[i].Description = fields[1].text
			}
			cells = append(cells, fields)
		}
	}
	if len(b.issues) == 0 || !b.grid() {
		return
	}
	for i, fields := range cells {
		b.ktabActor(i, fields)
	}
}

// ktabCounts reads the first line.
func (b *builder) ktabCounts(separator byte) (actors, dimensions int, ok bool) {
	l := b.lines[0]
	fields := trimEnd(split(l.text, separator, `"`))
	if len(fields) != 4 {
		b.fault(codeHeader, at{l.number, 1}, "", fmt.Sprintf("The first line has %d fields; a KTAB file starts with four: name, description, number of actors, number of dimensions.", len(fields)),
			"Write it so, with quotes around a description that holds a comma; or name the format of the file, if it is another.")
		return 0, 0, false
	}
	b.data.Name, b.data.Description = fields[0].text, fields[1].text
	counts := [2]int{}
	for k, what := range []string{"actors", "dimensions"} {
		f := fields[2+k]
		n, err := strconv.Atoi(f.text)
		if err != nil || n < 1 {
			b.fault(codeCount, at{l.number, f.column}, "", fmt.Sprintf("The number of %s is %q, which is no whole number of at least 1.", what, f.text), fmt.Sprintf("Give the number of %s.", what))
			continue
		}
		counts[k] = n
	}
	return counts[0], counts[1], counts[0] > 0 && counts[1] > 0
}

// ktabHeadings reads the names of the dimensions: the headings of the position
// columns.
func (b *builder) ktabHeadings(l line, separator byte, dimensions int) {
	fields := trimEnd(split(l.text, separator, `"`))
	found := max(len(fields)-3, 0)
	if found != 2*dimensions {
		b.fault(codeCount, at{l.number, 1}, "", fmt.Sprintf("Line 1 announces %d dimensions, which take %d columns of positions and saliences; the headings have %d.", dimensions, 2*dimensions, found),
			"Give each dimension a heading for its position and one for its salience, and line 1 their number.")
	}
	for k := 3; k+1 < len(fields); k += 2 {
		b.addIssue(fields[k].text, at{l.number, fields[k].column})
	}
}

// ktabActor reads the numbers of actor i.
func (b *builder) ktabActor(i int, fields []field) {
	p := &b.data.Problem
	name, lineNumber := p.Actors[i], b.actorAt[i].line
	last := fields[len(fields)-1]
	want := 3 + 2*len(p.Issues)
	switch {
	case last.open:
		b.fault(codeLine, at{lineNumber, last.column}, name, fmt.Sprintf("Actor %q: a quote is not closed in this line.", name), `Close the quote, or double it if it belongs to the text ("").`)
		b.spoil()
		return
	case len(fields) < want:
		b.fault(codeTruncated, at{lineNumber, last.column}, name, fmt.Sprintf("The line of actor %q is cut off: it has %d fields of %d (name, description, power, then position and salience for each dimension).", name, len(fields), want), "Complete the line; a number that is not known is a blank field.")
		b.spoil()
		return
	case len(trimEnd(fields)) > want:
		b.fault(codeLine, at{lineNumber, fields[want].column}, name, fmt.Sprintf("The line of actor %q has %d fields, more than the %d of the headings.", name, len(trimEnd(fields)), want), "Put text that holds a comma in quotes, and give every column a heading.")
		b.spoil()
		return
	}
	power, given, ok := b.number(fields[2], lineNumber, subject{actor: name, field: "power"}, capabilitySpan(), bargain.CodeCapability)
	if !given && ok {
		b.fault(codeMissing, at{lineNumber, fields[2].column}, name+".power", fmt.Sprintf("Actor %q has no power.", name), "Give a number above 0.")
	}
	sum, whole := 0.0, true
	for k := range p.Issues {
		p.Capability[i][k] = 1 // a fault of the power is told once, above
		if given {
			p.Capability[i][k] = power.Low
		}
		position, salience := fields[3+2*k], fields[4+2*k]
		b.cell(position, lineNumber, i, k, Position, span{low: 0, high: 100}, 1)
		if !b.cell(salience, lineNumber, i, k, Salience, span{low: 0, high: 100}, 100) {
			whole = false
		}
		if s := p.Salience[i][k]; s == s {
			sum += 100 * s
		}
	}
	b.checkSalienceSum(i, at{lineNumber, fields[min(4, len(fields)-1)].column}, sum, whole)
}

// checkSalienceSum holds an actor to the 100 points that KTAB files divide.
func (b *builder) checkSalienceSum(i int, place at, sum float64, whole bool) {
	if whole && sum > 100*(1+1e-12) {
		name := b.data.Problem.Actors[i]
		b.fault(bargain.CodeSalience, place, name+".salience", fmt.Sprintf("Actor %q: the salience adds up to %s over the dimensions; the allowed range of the sum is 0..100.", name, quantity.Format(math.Round(sum*1e9)/1e9)),
			"Divide at most 100 points of salience among the dimensions.")
	}
}

// spoil marks all issues as faulty, so that what follows from a line that could
// not be read is not told as well.
func (b *builder) spoil() {
	for k := range b.data.Problem.Issues {
		b.badIssue[k] = true
	}
}

func capabilitySpan() span {
	return span{low: 0, high: math.Inf(1), above: true}
}
