package causal

import (
	"fmt"

	"entente/cause"
	"entente/internal/problem"
	"entente/quantity"
)

// Format is a file format.
type Format string

const (
	EdgesCSV  Format = "edges-csv"
	MatrixCSV Format = "matrix-csv"
	SDJSON    Format = "sd-json"
)

// Formats lists the formats.
func Formats() []Format { return []Format{EdgesCSV, MatrixCSV, SDJSON} }

// Codes of the problems.
const (
	codeFormat    = "causes/unknown-format"
	codeTooLarge  = "causes/too-large"
	codeEncoding  = "causes/not-utf8"
	codeSyntax    = "causes/bad-syntax"
	codeHeader    = "causes/bad-header"
	codeRow       = "causes/bad-row"
	codeNode      = "causes/no-name"
	codeUncertain = "causes/bad-uncertain"
	codeLag       = "causes/bad-lag"
	codeDiffer    = "causes/names-differ"
	codeWeight    = "causes/bad-weight"
	codeReinforce = "causes/self-reinforcing"
	codeLeftOut   = "causes/left-out"
	codeMany      = "causes/too-many-problems"
)

// MaxBytes is the largest file that is read.
const MaxBytes = 8 << 20

// maxProblems is how many problems of one file are told.
const maxProblems = 500

// File is a map as the formats hold it.
type File struct {
	Nodes []string
	Edges []Edge
}

// Edge is one link of a file. Low and High are its size, Weight a size from a
// matrix, which is no range until somebody says so; nil: not given.
type Edge struct {
	From, To  string
	Sign      cause.Sign
	Low, High *float64
	Weight    *float64
	Uncertain bool
	Lag       int
	Claims    []string
	Note      string
	Reasoning string // why the polarity is what it is, in SD-JSON
}

// Map is the map that the links make. Links said to have no effect make none.
// With useWeights a weight counts as the size, low and high the same; nothing in
// the file says where it comes from.
func (f *File) Map(useWeights bool) cause.Map {
	m := cause.Map{Nodes: f.Nodes}
	for _, e := range f.Edges {
		sign, uncertain, exists := e.Sign.Adopt()
		if !exists {
			continue
		}
		out := cause.Edge{From: e.From, To: e.To, Sign: sign, Uncertain: uncertain || e.Uncertain}
		switch {
		case e.Low != nil && e.High != nil:
			v := quantity.Between(*e.Low, *e.High)
			out.Size = &v
		case useWeights && e.Weight != nil:
			v := quantity.PointOf(*e.Weight)
			out.Size = &v
		}
		m.Edges = append(m.Edges, out)
	}
	return m
}

// Weights is the file's matrix, W[i][j] = effect of i on j, in the order of
// Nodes. A link without a weight counts with the middle of its range, or 1. A
// link of unknown sign has no place in it; its name is in left.
func (f *File) Weights() (w cause.Weights, left []string) {
	at := map[string]int{}
	for i, n := range f.Nodes {
		at[n] = i
	}
	w = make(cause.Weights, len(f.Nodes))
	for i := range w {
		w[i] = make([]float64, len(f.Nodes))
	}
	for _, e := range f.Edges {
		size := 1.0
		switch {
		case e.Weight != nil:
			size = *e.Weight
		case e.Low != nil && e.High != nil:
			size = (*e.Low + *e.High) / 2
		}
		switch sign, _, _ := e.Sign.Adopt(); sign {
		case cause.Plus:
			w[at[e.From]][at[e.To]] = size
		case cause.Minus:
			w[at[e.From]][at[e.To]] = -size
		default:
			if e.Sign != cause.None {
				left = append(left, e.From+" -> "+e.To)
			}
		}
	}
	return w, left
}

// Read reads a file of a known format; name is for the problems' places. The
// file is nil when any of them is an error.
func Read(format Format, name string, data []byte) (*File, problem.List) {
	r := &reader{name: name}
	r.read(format, data)
	r.list.Sort()
	if r.list.HasErrors() {
		return nil, r.list
	}
	return &r.file, r.list
}

// Detect tells the format of a file from its first letters.
func Detect(data []byte) Format {
	text := decodeBOM(data)
	for _, c := range text {
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		case '{':
			return SDJSON
		case ',':
			return MatrixCSV
		case '"':
			if len(text) > 2 && text[0] == '"' && text[1] == '"' && text[2] == ',' {
				return MatrixCSV
			}
		}
		return EdgesCSV
	}
	return EdgesCSV
}

// reader collects a file and what is wrong with it.
type reader struct {
	name  string
	lines []string
	file  File
	list  problem.List
	nodes map[string]bool
	links map[string]at
}

// at is a place in the file, from 1; the zero value is the file as a whole.
type at struct{ line, column int }

func (r *reader) report(severity problem.Severity, code string, place at, path, cause, remedy string) {
	switch {
	case len(r.list) > maxProblems:
		return
	case len(r.list) == maxProblems:
		severity, code, place, path = problem.Error, codeMany, at{}, ""
		cause, remedy = fmt.Sprintf("There are more problems than the %d listed.", maxProblems), "Mend these first."
	}
	source := ""
	if place.line > 0 && place.line <= len(r.lines) && len(r.lines[place.line-1]) <= 300 {
		source = r.lines[place.line-1]
	}
	r.list = append(r.list, problem.Problem{Code: code, Severity: severity,
		Place: problem.Place{File: r.name, Line: place.line, Column: place.column, Path: path}, Cause: cause, Remedy: remedy, Source: source})
}

func (r *reader) fault(code string, place at, path, cause, remedy string) {
	r.report(problem.Error, code, place, path, cause, remedy)
}

// node declares a node on first mention.
func (r *reader) node(name string) {
	if name != "" && !r.nodes[name] {
		r.nodes[name] = true
		r.file.Nodes = append(r.file.Nodes, name)
	}
}

// link enters a link; a second one of the same pair is a fault.
func (r *reader) link(e Edge, place at) {
	name := e.From + " -> " + e.To
	if first, ok := r.links[name]; ok {
		where := ""
		if first.line > 0 {
			where = fmt.Sprintf(", first in line %d", first.line)
		}
		r.fault(cause.CodeDuplicateLink, place, name, fmt.Sprintf("The link %q stands in the file twice%s.", name, where), "Keep one link for each ordered pair.")
		return
	}
	r.links[name] = place
	if e.From == e.To && e.Sign == cause.Plus {
		r.report(problem.Warning, codeReinforce, place, name, fmt.Sprintf("%q reinforces itself.", e.From), "Make sure that this is meant: such a node runs away unless something else limits it.")
	}
	r.file.Edges = append(r.file.Edges, e)
}
