package stances

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/bargain"
	"entente/internal/problem"
	"entente/quantity"
)

// decideQuotes are the quotes that text in a DECIDE file may stand in.
const decideQuotes = `'"`

// tagOf recognises a line of a DECIDE file by its first column, and the
// separator by what follows it.
func tagOf(text string) (tag byte, separator byte, ok bool) {
	text = strings.TrimLeft(text, " ")
	quote := byte(0)
	if text != "" && strings.IndexByte(decideQuotes, text[0]) >= 0 {
		quote, text = text[0], text[1:]
	}
	if len(text) < 3 || text[0] != '#' {
		return 0, 0, false
	}
	tag, text = text[1], text[2:]
	if quote != 0 {
		if text[0] != quote || len(text) < 2 {
			return 0, 0, false
		}
		text = text[1:]
	}
	text = strings.TrimLeft(text, " ")
	if tag >= 'a' && tag <= 'z' {
		tag -= 'a' - 'A'
	}
	if text == "" || strings.IndexByte("APMD", tag) < 0 || strings.IndexByte("\t;,|", text[0]) < 0 {
		return 0, 0, false
	}
	return tag, text[0], true
}

// decideLine is a tagged line, cut.
type decideLine struct {
	number    int
	separator byte
	fields    []field // without the tag
}

// get returns a field, blank when the line is shorter.
func (l decideLine) get(k int) field {
	if k < len(l.fields) {
		return l.fields[k]
	}
	return field{column: 1}
}

func (l decideLine) at(k int) at { return at{l.number, l.get(k).column} }

// readDecide reads a DECIDE file: #A actors, #P issues, #M named points of an
// issue, #D stances: actor, issue, position on the issue's own scale, salience
// 0..1, power.
func (b *builder) readDecide() {
	b.comma = true // where commas separate the columns, a number with one needs quotes
	byTag := map[byte][]decideLine{}
	for _, l := range b.lines {
		tag, separator, ok := tagOf(l.text)
		if !ok {
			b.report(problem.Warning, codeLine, at{l.number, 1}, "", "The line does not start with #A, #P, #M or #D, and is ignored.", "")
			continue
		}
		fields := split(l.text, separator, decideQuotes)[1:]
		if last := fields[len(fields)-1]; last.open {
			b.fault(codeLine, at{l.number, last.column}, "", "A quote is not closed in this line.", "Close the quote, or double it if it belongs to the text.")
			continue
		}
		byTag[tag] = append(byTag[tag], decideLine{l.number, separator, fields})
	}
	for _, l := range byTag['A'] {
		if i, ok := b.addActor(l.get(0).text, l.at(0)); ok {
			b.data.Actors[i] = Actor{Name: otherThan(l.get(1).text, l.get(0).text), Description: l.get(2).text}
		}
	}
	for _, l := range byTag['P'] {
		if k, ok := b.addIssue(l.get(0).text, l.at(0)); ok {
			b.data.Issues[k] = Issue{Name: otherThan(l.get(1).text, l.get(0).text), Description: l.get(2).text}
		}
	}
	if len(b.actors) == 0 || len(b.issues) == 0 {
		b.fault(codeTruncated, at{}, "", fmt.Sprintf("The file names %d actors (#A) and %d issues (#P).", len(b.actors), len(b.issues)), "Name at least one of each.")
		return
	}
	if !b.grid() {
		return
	}
	scaled := b.decidePoints(byTag['M'])
	b.decideScales(byTag['D'], scaled)
	cells := map[[2]int]int{}
	for _, l := range byTag['D'] {
		b.decideStance(l, cells)
	}
}

// otherThan returns the name unless it only repeats the id.
func otherThan(name, id string) string {
	if name == id {
		return ""
	}
	return name
}

func (b *builder) decideIssue(l decideLine, k int) (int, bool) {
	i, ok := b.issues[l.get(k).text]
	if !ok {
		b.fault(codeIssue, l.at(k), l.get(k).text, fmt.Sprintf("The line names issue %q, which no #P line has.", l.get(k).text), "Add a #P line for it, or correct the name.")
	}
	return i, ok
}

// decidePoints reads the #M lines; the lowest and the highest point bound the
// scale. It returns the issues that have a scale, or a fault in it.
func (b *builder) decidePoints(lines []decideLine) map[int]bool {
	scaled := map[int]bool{}
	for _, l := range lines {
		k, ok := b.decideIssue(l, 0)
		if !ok {
			continue
		}
		is := &b.data.Issues[k]
		s := subject{issue: b.data.Problem.Issues[k].ID, field: "value of a scale point"}
		v, given, ok := b.number(l.get(1), l.number, s, span{low: -quantity.Limit, high: quantity.Limit}, bargain.CodeScale)
		switch {
		case !ok:
			scaled[k], b.badIssue[k] = true, true
		case !given:
			b.fault(bargain.CodeScale, l.at(1), s.issue, fmt.Sprintf("Issue %q: a scale point has no value.", s.issue), "Give a number.")
			scaled[k], b.badIssue[k] = true, true
		default:
			is.Points = append(is.Points, Point{v.Low, l.get(2).text})
		}
	}
	for k := range b.data.Issues {
		points := b.data.Issues[k].Points
		slices.SortStableFunc(points, func(a, c Point) int { return cmp.Compare(a.Value, c.Value) })
		if len(points) > 1 && points[0].Value < points[len(points)-1].Value {
			is := &b.data.Problem.Issues[k]
			is.Low, is.High = points[0].Value, points[len(points)-1].Value
			scaled[k] = true
		}
	}
	return scaled
}

// decideScales gives issues without scale points the range of their positions.
func (b *builder) decideScales(lines []decideLine, scaled map[int]bool) {
	low, high := map[int]float64{}, map[int]float64{}
	for _, l := range lines {
		k, ok := b.issues[l.get(1).text]
		if !ok || scaled[k] {
			continue
		}
		v, err := quantity.Parse(decimalPoints(l.get(2).text))
		if err != nil || !v.IsPoint() {
			continue // told where the stance is read
		}
		if _, ok := low[k]; !ok {
			low[k], high[k] = v.Low, v.Low
		}
		low[k], high[k] = min(low[k], v.Low), max(high[k], v.Low)
	}
	for k := range b.data.Issues {
		is := &b.data.Problem.Issues[k]
		switch {
		case scaled[k]:
		case low[k] < high[k]:
			is.Low, is.High = low[k], high[k]
			b.report(problem.Warning, bargain.CodeScale, b.issueAt[k], is.ID, fmt.Sprintf("Issue %q has no two scale points (#M); its scale is taken to be the range of the positions, %s..%s.", is.ID, quantity.Format(is.Low), quantity.Format(is.High)), "Give the ends of the scale in two #M lines.")
		default:
			is.Low, is.High = math.Inf(-1), math.Inf(1)
			b.badIssue[k] = true
			b.fault(bargain.CodeScale, b.issueAt[k], is.ID, fmt.Sprintf("Issue %q has no two scale points (#M) and no two different positions, so its scale is not known.", is.ID), "Give the ends of the scale in two #M lines.")
		}
	}
}

func (b *builder) decideStance(l decideLine, cells map[[2]int]int) {
	i, ok := b.actors[l.get(0).text]
	if !ok {
		b.fault(bargain.CodeUnknown, l.at(0), l.get(0).text, fmt.Sprintf("The line names actor %q, which no #A line has.", l.get(0).text), "Add an #A line for it, or correct the name.")
	}
	k, known := b.decideIssue(l, 1)
	if !ok || !known {
		return
	}
	actor, is := b.data.Problem.Actors[i], b.data.Problem.Issues[k]
	if first, twice := cells[[2]int{i, k}]; twice {
		b.fault(codeDuplicate, l.at(0), subject{actor: actor, issue: is.ID}.path(), fmt.Sprintf("Actor %q has a second stance on issue %q; the first is in line %d.", actor, is.ID, first), "Keep one.")
		return
	}
	cells[[2]int{i, k}] = l.number
	if len(l.fields) < 5 {
		b.badIssue[k] = true
		b.fault(codeTruncated, l.at(len(l.fields)-1), subject{actor: actor, issue: is.ID}.path(), fmt.Sprintf("The stance of actor %q on issue %q is cut off: it has %d fields of 5 (actor, issue, position, salience, power).", actor, is.ID, len(l.fields)), "Complete the line; a number that is not known is a blank field.")
		return
	}
	if extra := trimEnd(l.fields); len(extra) > 5 {
		b.fault(codeLine, l.at(5), subject{actor: actor, issue: is.ID}.path(), fmt.Sprintf("The stance of actor %q on issue %q has %d fields, more than 5.", actor, is.ID, len(extra)), "Put a number with a decimal comma in quotes where commas separate the fields.")
		b.badIssue[k] = true
		return
	}
	b.cell(l.get(2), l.number, i, k, Position, span{low: is.Low, high: is.High}, 1)
	b.cell(l.get(3), l.number, i, k, Salience, span{low: 0, high: 1}, 1)
	b.cell(l.get(4), l.number, i, k, Capability, capabilitySpan(), 1)
}
