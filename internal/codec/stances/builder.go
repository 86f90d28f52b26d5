package stances

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/bargain"
	"entente/internal/problem"
	"entente/quantity"
)

// Codes of the problems.
const (
	codeFormat    = "bargaining/bad-format"
	codeEmpty     = "bargaining/empty-file"
	codeTooLarge  = "bargaining/too-large"
	codeEncoding  = "bargaining/not-utf8"
	codeHeader    = "bargaining/bad-header"
	codeCount     = "bargaining/bad-count"
	codeTruncated = "bargaining/truncated-line"
	codeLine      = "bargaining/bad-line"
	codeName      = "bargaining/no-name"
	codeDuplicate = "bargaining/duplicate-stance"
	codeIssue     = "bargaining/unknown-issue"
	codeMissing   = "bargaining/missing-number"
	codeReference = "bargaining/bad-reference"
	codeOutcome   = "bargaining/bad-outcome"
	codeConflict  = "bargaining/conflicting-cells"
	codeBystander = "bargaining/bystander"
	codeSwitch    = "bargaining/bad-switch"
	codeIdeals    = "bargaining/bad-ideals"
)

// at is a place in the file, from 1; the zero value is the file as a whole.
type at struct{ line, column int }

// builder puts a Data together and collects what is wrong.
type builder struct {
	file   string
	data   *Data
	lines  []line
	list   problem.List
	actors map[string]int
	issues map[string]int

	// power is the format's word for capability.
	power      string
	actorAt    []at
	issueAt    []at
	badIssue   map[int]bool
	overflowed bool
	comma      bool // a decimal comma is allowed everywhere, since no comma separates fields
}

// load checks and cuts the text; false when there is nothing to read.
func (b *builder) load(data []byte) bool {
	b.actors, b.issues, b.badIssue, b.power = map[string]int{}, map[string]int{}, map[int]bool{}, "power"
	if len(data) > MaxBytes {
		b.report(problem.Error, codeTooLarge, at{}, "", fmt.Sprintf("The file has %d bytes; at most %d are read.", len(data), MaxBytes), "Split the file by issues.")
		return false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		good := 0
		for r, size := utf8.DecodeRune(data); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRune(data[good:]) {
			good += size
		}
		before := string(data[:good])
		place := at{1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])}
		b.report(problem.Error, codeEncoding, place, "", "The file is not UTF-8.", "Save it as UTF-8 (text editors and spreadsheets offer this when saving).")
		return false
	}
	if n := bytes.Count(data, []byte{'\n'}) + bytes.Count(data, []byte{'\r'}); n > 2*maxLines {
		b.fault(codeTooLarge, at{}, "", fmt.Sprintf("The file has more than %d lines.", maxLines), "Split the file by issues.")
		return false
	}
	for _, separator := range []byte{',', ';', '\t', '|'} {
		if bytes.Count(data, []byte{separator}) > maxFields {
			b.fault(codeTooLarge, at{}, "", fmt.Sprintf("The file has more than %d fields.", maxFields), "Split the file by issues.")
			return false
		}
	}
	b.lines = linesOf(string(data))
	if len(b.lines) == 0 {
		b.report(problem.Error, codeEmpty, at{}, "", "The file is empty.", "Give a file with at least one actor and one issue.")
		return false
	}
	return true
}

func (b *builder) report(severity problem.Severity, code string, place at, path, cause, remedy string) {
	if len(b.list) >= MaxProblems {
		b.overflowed = true
		return
	}
	source := ""
	if k, ok := slices.BinarySearchFunc(b.lines, place.line, func(l line, n int) int { return cmp.Compare(l.number, n) }); ok && len(b.lines[k].text) <= 300 {
		source = b.lines[k].text // of a longer one the mark under its column helps nobody
	}
	b.list = append(b.list, problem.Problem{Code: code, Severity: severity,
		Place: problem.Place{File: b.file, Line: place.line, Column: place.column, Path: path},
		Cause: cause, Remedy: remedy, Source: source})
}

func (b *builder) fault(code string, place at, path, cause, remedy string) {
	b.report(problem.Error, code, place, path, cause, remedy)
}

func (b *builder) problems() problem.List {
	b.list.Sort()
	if b.overflowed {
		b.list = append(b.list, problem.Problem{Code: "bargaining/too-many-problems", Severity: problem.Error, Place: problem.Place{File: b.file},
			Cause: fmt.Sprintf("There are more problems than the %d listed.", MaxProblems), Remedy: "Mend these first."})
	}
	return b.list
}

// addActor enters an actor; a second one of the same name is a fault.
func (b *builder) addActor(id string, place at) (int, bool) {
	if id == "" {
		b.fault(codeName, place, "", "An actor has no name.", "Name every actor.")
		return 0, false
	}
	if first, ok := b.actors[id]; ok {
		b.fault(bargain.CodeDuplicate, place, id, fmt.Sprintf("Actor %q stands in the file twice, first in line %d.", id, b.actorAt[first].line), "Keep one, or give the other a name of its own.")
		return first, false
	}
	if len(b.actors) >= MaxActors {
		b.tooMany("actors", MaxActors)
		return 0, false
	}
	b.actors[id] = len(b.actors)
	b.data.Problem.Actors = append(b.data.Problem.Actors, id)
	b.data.Actors = append(b.data.Actors, Actor{})
	b.actorAt = append(b.actorAt, place)
	return len(b.actors) - 1, true
}

// addIssue enters an issue with the scale 0..100.
func (b *builder) addIssue(id string, place at) (int, bool) {
	if id == "" {
		b.fault(codeName, place, "", "An issue has no name.", "Name every issue (in KTAB files: every dimension).")
		return 0, false
	}
	if first, ok := b.issues[id]; ok {
		b.fault(bargain.CodeDuplicateIssue, place, id, fmt.Sprintf("Issue %q stands in the file twice, first in line %d.", id, b.issueAt[first].line), "Keep one, or give the other a name of its own.")
		return first, false
	}
	if len(b.issues) >= MaxIssues {
		b.tooMany("issues", MaxIssues)
		return 0, false
	}
	b.issues[id] = len(b.issues)
	b.data.Problem.Issues = append(b.data.Problem.Issues, bargain.IssueSpec{ID: id, Low: 0, High: 100})
	b.data.Issues = append(b.data.Issues, Issue{})
	b.issueAt = append(b.issueAt, place)
	return len(b.issues) - 1, true
}

func (b *builder) tooMany(what string, most int) {
	if !slices.ContainsFunc(b.list, func(p problem.Problem) bool { return p.Code == codeTooLarge }) {
		b.fault(codeTooLarge, at{}, "", fmt.Sprintf("The file has more than %d %s.", most, what), "Split the file.")
	}
}

// grid makes the matrices once actors and issues are known; false when they
// would be too large.
func (b *builder) grid() bool {
	n, m := len(b.actors), len(b.issues)
	if n*m > MaxCells {
		b.fault(codeTooLarge, at{}, "", fmt.Sprintf("%d actors on %d issues make %d cells; at most %d are read.", n, m, n*m, MaxCells), "Split the file by issues.")
		return false
	}
	p := &b.data.Problem
	for _, rows := range []*[][]float64{&p.Position, &p.Salience, &p.Capability} {
		*rows = make([][]float64, n)
		for i := range *rows {
			(*rows)[i] = slices.Repeat([]float64{math.NaN()}, m)
		}
	}
	return true
}

// span is what a number may be.
type span struct {
	low, high float64
	above     bool // low itself is not allowed
	ranges    bool // the format knows ranges
}

func (s span) String() string {
	switch {
	case s.above:
		return "above " + quantity.Format(s.low)
	case math.IsInf(s.high, 1):
		return "of any size"
	}
	return quantity.Format(s.low) + ".." + quantity.Format(s.high)
}

func (s span) holds(x float64) bool {
	return x <= s.high && (x > s.low || x == s.low && !s.above)
}

// subject is what a number belongs to, for the words of a problem.
type subject struct{ actor, issue, field string }

func (s subject) path() string {
	var parts []string
	for _, p := range []string{s.actor, s.issue, s.field} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ".")
}

func (s subject) String() string {
	switch {
	case s.actor == "" && s.issue == "":
		return "the " + s.field
	case s.actor == "":
		return fmt.Sprintf("issue %q: the %s", s.issue, s.field)
	case s.issue == "":
		return fmt.Sprintf("actor %q: the %s", s.actor, s.field)
	}
	return fmt.Sprintf("actor %q, issue %q: the %s", s.actor, s.issue, s.field)
}

// upperFirst makes a sentence of a phrase.
func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// number reads a cell. Given is false when it is blank, and when it is wrong,
// which it reports with the code.
func (b *builder) number(f field, lineNumber int, s subject, allowed span, code string) (v quantity.Value, given, ok bool) {
	if f.text == "" {
		return v, false, true
	}
	place := at{lineNumber, f.column}
	fail := func(what string) (quantity.Value, bool, bool) {
		shown := f.text
		if r := []rune(shown); len(r) > 40 {
			shown = string(r[:40]) + "..."
		}
		remedy := fmt.Sprintf("Give a number %s", allowed)
		if !allowed.above && !math.IsInf(allowed.high, 1) {
			remedy = "Give a number in " + allowed.String()
		}
		if allowed.ranges {
			remedy += ", or a range such as 30..50"
		}
		if s.actor != "" {
			remedy += "; leave the cell blank when it is not known"
		}
		b.fault(code, place, s.path(), upperFirst(fmt.Sprintf("%s is %q, %s.", s, shown, what)), remedy+".")
		return quantity.Value{}, false, false
	}
	text := f.text
	if b.comma {
		text = decimalPoints(text)
	}
	v, err := quantity.Parse(text)
	var fault *quantity.Error
	switch {
	case errors.As(err, &fault) && fault.Fault == quantity.NotFinite:
		return fail("which is not a finite number")
	case errors.As(err, &fault) && fault.Fault == quantity.TooLarge:
		return fail("which is too large")
	case errors.As(err, &fault) && fault.Fault == quantity.Inverted:
		return fail("a range that is the wrong way round")
	case err != nil, v.Word != "":
		return fail("which is no number")
	case !v.IsPoint() && !allowed.ranges:
		return fail("a range, which this format does not know")
	case !allowed.holds(v.Low) || !allowed.holds(v.High):
		return fail("outside of what is allowed, " + allowed.String())
	}
	return v, true, true
}

// cell reads one number of a stance into the problem; unit is what the file's
// number is divided by.
func (b *builder) cell(f field, lineNumber, actor, issue int, which Field, allowed span, unit float64) bool {
	word, code := string(which), bargain.CodePosition
	switch which {
	case Salience:
		code = bargain.CodeSalience
	case Capability:
		word, code = b.power, bargain.CodeCapability
	}
	s := subject{b.data.Problem.Actors[actor], b.data.Problem.Issues[issue].ID, word}
	v, given, ok := b.number(f, lineNumber, s, allowed, code)
	if !ok {
		b.badIssue[issue] = true
	}
	if !given {
		return ok
	}
	b.data.matrix(which)[actor][issue] = v.Mid() / unit
	if !v.IsPoint() {
		b.data.Ranges = append(b.data.Ranges, Range{actor, issue, which, v})
	}
	return true
}

// decimalPoints turns the decimal comma of each part of a range into a point.
func decimalPoints(text string) string {
	parts := strings.Split(text, "..")
	for i, part := range parts {
		if strings.Count(part, ",") == 1 && !strings.Contains(part, ".") {
			parts[i] = strings.Replace(part, ",", ".", 1)
		}
	}
	return strings.Join(parts, "..")
}
