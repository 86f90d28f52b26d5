package causal

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"entente/cause"
)

var edgeColumns = []string{"from", "to", "sign", "low", "high", "uncertain", "lag", "claims", "note"}

func decodeBOM(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }

func (r *reader) read(format Format, data []byte) {
	r.nodes, r.links = map[string]bool{}, map[string]at{}
	if len(data) > MaxBytes {
		r.fault(codeTooLarge, at{}, "", fmt.Sprintf("The file has %d bytes; at most %d are read.", len(data), MaxBytes), "Split the map.")
		return
	}
	data = decodeBOM(data)
	if !utf8.Valid(data) {
		good := 0
		for c, size := utf8.DecodeRune(data); c != utf8.RuneError || size > 1; c, size = utf8.DecodeRune(data[good:]) {
			good += size
		}
		r.fault(codeEncoding, placeOf(data, good), "", "The file is not UTF-8.", "Save it as UTF-8 (text editors and spreadsheets offer this when saving).")
		return
	}
	r.lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	switch format {
	case EdgesCSV:
		r.edges(r.records(data))
	case MatrixCSV:
		r.matrix(r.records(data))
	case SDJSON:
		r.sdjson(data)
	default:
		r.fault(codeFormat, at{}, "", fmt.Sprintf("%q is no format of a causal map.", format), "Name edges-csv, matrix-csv or sd-json.")
	}
}

// placeOf is the place of a byte.
func placeOf(data []byte, offset int) at {
	before := data[:min(offset, len(data))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return at{1 + bytes.Count(before, []byte{'\n'}), 1 + utf8.RuneCount(line)}
}

// record is one line of cells with their places.
type record struct {
	cells []string
	at    []at
}

// records splits the file into its lines, up to a fault in its quotes: from
// there on no line is sure, and torn is true.
func (r *reader) records(data []byte) (out []record, torn bool) {
	c := csv.NewReader(bytes.NewReader(data))
	c.FieldsPerRecord = -1
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return out, false
		}
		if err != nil {
			var p *csv.ParseError
			place := at{}
			if errors.As(err, &p) {
				place = r.codePoint(p.Line, p.Column)
				err = p.Err
			}
			r.fault(codeSyntax, place, "", "The quotes of this line are wrong ("+err.Error()+").", "Quote a cell that holds commas or quotes as a whole, and double the quotes in it.")
			return out, true
		}
		rec := record{cells: cells}
		blank := true
		for i := range cells {
			line, column := c.FieldPos(i)
			rec.at = append(rec.at, r.codePoint(line, column))
			cells[i] = strings.TrimSpace(cells[i])
			blank = blank && cells[i] == ""
		}
		if !blank {
			out = append(out, rec)
		}
	}
}

// codePoint turns a column in bytes into one in code points.
func (r *reader) codePoint(line, column int) at {
	if line < 1 || line > len(r.lines) {
		return at{line, column}
	}
	text := r.lines[line-1]
	return at{line, 1 + utf8.RuneCountInString(text[:min(max(column-1, 0), len(text))])}
}

func (r *reader) edges(records []record, torn bool) {
	if len(records) == 0 {
		if !torn {
			r.fault(codeHeader, at{}, "", "The file is empty.", "Begin it with the line "+strings.Join(edgeColumns, ",")+".")
		}
		return
	}
	columns := map[string]int{}
	header, before := records[0], len(r.list)
	for i, name := range header.cells {
		switch _, twice := columns[name]; {
		case !slices.Contains(edgeColumns, name):
			r.fault(codeHeader, header.at[i], "", fmt.Sprintf("There is no column %q in a list of edges.", clip(name)), "The columns are "+strings.Join(edgeColumns, ",")+".")
		case twice:
			r.fault(codeHeader, header.at[i], "", fmt.Sprintf("The column %q stands twice.", name), "Keep one.")
		default:
			columns[name] = i
		}
	}
	for _, name := range edgeColumns[:3] {
		if _, ok := columns[name]; !ok {
			r.fault(codeHeader, header.at[0], "", fmt.Sprintf("The column %q is missing.", name), "The columns are "+strings.Join(edgeColumns, ",")+"; the first three must be there.")
		}
	}
	if len(r.list) > before {
		return
	}
	for _, rec := range records[1:] {
		if len(rec.cells) != len(header.cells) {
			r.fault(codeRow, rec.at[0], "", fmt.Sprintf("The row has %d cells, and the header %d.", len(rec.cells), len(header.cells)), "Quote cells that hold commas, and keep empty ones.")
			continue
		}
		r.edge(rec, columns)
	}
}

func (r *reader) edge(rec record, columns map[string]int) {
	cell := func(name string) (string, at) {
		if i, ok := columns[name]; ok {
			return rec.cells[i], rec.at[i]
		}
		return "", rec.at[0]
	}
	var e Edge
	for _, end := range []struct {
		name string
		to   *string
	}{{"from", &e.From}, {"to", &e.To}} {
		text, place := cell(end.name)
		if text == "" {
			r.fault(codeNode, place, "", fmt.Sprintf("The link has no %q.", end.name), "Name the node.")
			return
		}
		*end.to = text
		r.node(text)
	}
	path := e.From + " -> " + e.To
	sign, place := cell("sign")
	e.Sign = cause.Sign(strings.ReplaceAll(sign, "\u2212", "-"))
	if !e.Sign.Known() {
		r.fault(cause.CodeSign, place, path, fmt.Sprintf("%q is no sign of a link.", clip(sign)), "Write +, -, ?, 0, +0, -0 or +-.")
	}
	e.Low, e.High = r.size("low", path, cell), r.size("high", path, cell)
	switch _, place := cell("low"); {
	case e.Low != nil && e.High == nil || e.Low == nil && e.High != nil:
		low, _ := cell("low")
		high, _ := cell("high")
		if low == "" || high == "" {
			r.fault(cause.CodeRange, place, path, "Only one end of the range is given.", "Give low and high, or neither.")
		}
	case e.Low != nil && *e.Low > *e.High:
		r.fault(cause.CodeRange, place, path, fmt.Sprintf("The range %v..%v has its low bound above its high bound.", *e.Low, *e.High), "Exchange them.")
	}
	switch text, place := cell("uncertain"); text {
	case "yes":
		e.Uncertain = true
	case "":
	default:
		r.fault(codeUncertain, place, path, fmt.Sprintf("%q does not say whether the link is uncertain.", clip(text)), "Write yes, or leave the cell empty.")
	}
	if text, place := cell("lag"); text != "" {
		lag, err := strconv.Atoi(text)
		if err != nil || lag < 0 || lag > 10000 {
			r.fault(codeLag, place, path, fmt.Sprintf("%q is no lag.", clip(text)), "Give a whole number of steps from 0 to 10000, or leave the cell empty.")
		}
		e.Lag = lag
	}
	if text, _ := cell("claims"); text != "" {
		for claim := range strings.SplitSeq(text, ";") {
			if claim = strings.TrimSpace(claim); claim != "" {
				e.Claims = append(e.Claims, claim)
			}
		}
	}
	e.Note, _ = cell("note")
	r.link(e, rec.at[0])
}

func (r *reader) size(name, path string, cell func(string) (string, at)) *float64 {
	text, place := cell(name)
	if text == "" {
		return nil
	}
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange):
		r.fault(cause.CodeNumber, place, path, fmt.Sprintf("%q is no number.", clip(text)), "Write a number with a point, or leave the cell empty.")
		return nil
	case err != nil || math.IsNaN(x) || math.IsInf(x, 0) || x < 0:
		r.fault(cause.CodeRange, place, path, fmt.Sprintf("%s is no size: it is negative or without end.", clip(text)), "Give a size of 0 or more; the direction is the sign's business.")
		return nil
	}
	return &x
}

func (r *reader) matrix(records []record, torn bool) {
	if len(records) == 0 {
		if !torn {
			r.fault(codeHeader, at{}, "", "The file is empty.", "Begin it with an empty cell and the names of the nodes.")
		}
		return
	}
	header := records[0]
	if header.cells[0] != "" {
		r.fault(codeHeader, header.at[0], "", fmt.Sprintf("The first cell of a matrix is empty, and here it is %q.", clip(header.cells[0])), "Begin the first row with an empty cell.")
	}
	names := header.cells[1:]
	for i, name := range names {
		switch {
		case name == "":
			r.fault(codeNode, header.at[i+1], "", "A column has no name.", "Name the node.")
		case r.nodes[name]:
			r.fault(cause.CodeDuplicateNode, header.at[i+1], name, fmt.Sprintf("The node %q stands in the header twice.", name), "Keep one.")
		default:
			r.node(name)
		}
	}
	rows := records[1:]
	if len(rows) != len(names) && !torn {
		r.fault(cause.CodeNotSquare, header.at[0], "", fmt.Sprintf("The matrix has %d rows and %d columns.", len(rows), len(names)), "Give one row and one column a node.")
	}
	for i, rec := range rows {
		if i < len(names) && rec.cells[0] != names[i] {
			r.fault(codeDiffer, rec.at[0], "", fmt.Sprintf("Row %d is named %q, and column %d %q.", i+1, clip(rec.cells[0]), i+1, names[i]), "Give rows and columns the same names in the same order.")
		}
		if len(rec.cells) != len(header.cells) {
			r.fault(cause.CodeNotSquare, rec.at[0], "", fmt.Sprintf("The row has %d weights for %d columns.", len(rec.cells)-1, len(names)), "Give one weight a column, and keep empty cells.")
			continue
		}
		for j, text := range rec.cells[1:] {
			r.weight(rec.cells[0], names[j], text, rec.at[j+1])
		}
	}
}

func (r *reader) weight(from, to, text string, place at) {
	if text == "" {
		return
	}
	path := from + " -> " + to
	x, err := strconv.ParseFloat(strings.ReplaceAll(text, "\u2212", "-"), 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange):
		r.fault(cause.CodeNumber, place, path, fmt.Sprintf("%q is no number.", clip(text)), "Write a number with a point, or leave the cell empty where there is no link.")
	case !(x >= -1 && x <= 1):
		r.fault(codeWeight, place, path, fmt.Sprintf("The weight %s lies outside -1..1.", clip(text)), "Divide all weights by the largest size a weight can have.")
	case x != 0:
		size := math.Abs(x)
		e := Edge{From: from, To: to, Sign: cause.Plus, Weight: &size}
		if x < 0 {
			e.Sign = cause.Minus
		}
		r.link(e, place)
	}
}

// clip shortens a text for a message.
func clip(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "..."
	}
	return text
}
