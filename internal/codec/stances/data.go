package stances

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/bargain"
	"entente/internal/problem"
	"entente/quantity"
)

// Format names a kind of file.
type Format string

const (
	Detect  Format = ""
	KTAB    Format = "ktab"     // comma-separated, one line an actor
	KTABXML Format = "ktab-xml" // a Scenario
	Decide  Format = "decide"   // lines tagged #A, #P, #M, #D
	DEU     Format = "deu"      // one row an issue, a column for each actor's position and salience
	CSV     Format = "csv"      // one line a stance
)

// Formats lists the formats by name.
var Formats = []Format{KTAB, KTABXML, Decide, DEU, CSV}

// ParseFormat finds a format by the name that a user gives it.
func ParseFormat(name string) (Format, error) {
	f := Format(strings.ToLower(strings.TrimSpace(name)))
	if f == "ktab-csv" {
		f = KTAB
	}
	if f == Detect || slices.Contains(Formats, f) {
		return f, nil
	}
	return Detect, fmt.Errorf("%q is no format of stances; choose ktab, ktab-xml, decide, deu or csv", name)
}

// Data is what a file holds.
type Data struct {
	Format            Format
	Name, Description string

	// Problem holds the numbers; a missing one is NaN. Where the file gives a
	// range, the number is its middle (quantity.Value.Mid).
	Problem bargain.Problem
	Actors  []Actor // in the order of Problem.Actors
	Issues  []Issue // in the order of Problem.Issues
	Ranges  []Range // by actor, issue, field; cells that are not a single number

	Switches []Switch    // of the model, as the file sets them
	Seed     *uint64     // of the model's draws
	Ideals   [][]float64 // adjustment of ideals, actor by actor; nil is the identity
}

// Actor is what a file says of an actor beside its stances; its id is in
// Problem.Actors.
type Actor struct {
	Name        string // "" when the file has only the id
	Description string
}

// Issue is what a file says of an issue beside the stances; its id and scale
// are in Problem.Issues.
type Issue struct {
	Name        string // "" when the file has only the id
	Description string
	Points      []Point // named points of the scale, ascending
	Group       string  // the proposal that the issue belongs to; "" when the file has no groups
	GroupName   string
}

// Point is a value on a scale with its meaning.
type Point struct {
	Value   float64
	Meaning string
}

// Field is one of the three numbers of a stance.
type Field string

const (
	Position   Field = "position"
	Salience   Field = "salience"
	Capability Field = "capability"
)

// Range is a cell whose number is uncertain.
type Range struct {
	Actor, Issue int // indices into the Problem
	Field        Field
	Value        quantity.Value
}

// compareRanges orders ranges by actor, issue and field.
func compareRanges(a, b Range) int {
	return cmp.Or(cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.Field, b.Field))
}

// Switch is one setting of a model.
type Switch struct{ Name, Value string }

// Value returns a cell: its range, or the point of the Problem; false when the
// number is missing.
func (d *Data) Value(actor, issue int, field Field) (quantity.Value, bool) {
	if k, ok := slices.BinarySearchFunc(d.Ranges, Range{Actor: actor, Issue: issue, Field: field}, compareRanges); ok {
		return d.Ranges[k].Value, true
	}
	x := d.matrix(field)[actor][issue]
	return quantity.PointOf(x), x == x
}

func (d *Data) matrix(field Field) [][]float64 {
	switch field {
	case Position:
		return d.Problem.Position
	case Salience:
		return d.Problem.Salience
	}
	return d.Problem.Capability
}

// Bounds on what is read. They are far above any data set of the field, and
// keep the matrices small enough for a machine of a reader's own.
const (
	MaxBytes    = 16 << 20
	MaxActors   = 5000
	MaxIssues   = 20_000
	MaxCells    = 1_000_000 // actors times issues
	MaxProblems = 1000
	maxIdeals   = 1000 // actors, where a file adjusts ideals
	maxLines    = MaxCells + 1000
	maxFields   = 3 * MaxCells
)

// Read reads a file of stances; name is what the user calls it. With format
// Detect the content decides. The list holds everything wrong or weak in the
// file, in the order of its lines; Data is nil when the list has errors.
func Read(name string, data []byte, format Format) (*Data, problem.List) {
	b := &builder{file: name, data: &Data{}}
	if !b.load(data) {
		return nil, b.problems()
	}
	if format == Detect {
		format = b.detect()
	}
	b.data.Format = format
	switch format {
	case KTAB:
		b.readKTAB()
	case KTABXML:
		b.readXML(data)
	case Decide:
		b.readDecide()
	case DEU:
		b.readDEU()
	case CSV:
		b.readCSV()
	default:
		b.report(problem.Error, codeFormat, at{}, "", fmt.Sprintf("%q is no format of stances.", format), "Choose ktab, ktab-xml, decide, deu or csv.")
	}
	b.finish()
	list := b.problems()
	if list.HasErrors() {
		return nil, list
	}
	return b.data, list
}

// detect tells the format from the first lines.
func (b *builder) detect() Format {
	first := b.lines[0].text
	if strings.HasPrefix(strings.TrimSpace(first), "<") {
		return KTABXML
	}
	var names []string
	for _, f := range trimEnd(split(first, separatorOf(first), `"`)) {
		names = append(names, strings.ToLower(f.text))
	}
	if len(names) == 4 && isCount(names[2]) && isCount(names[3]) {
		return KTAB
	}
	// A header goes before a tag: an issue or actor may be called "#a".
	has := func(name string) bool { return slices.Contains(names, name) }
	switch {
	case has("isnr") && has("prnr"):
		return DEU
	case has("issue") && has("actor"):
		return CSV
	}
	for _, l := range b.lines {
		if _, _, ok := tagOf(l.text); ok {
			return Decide
		}
	}
	return KTAB
}

func isCount(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n > 0
}
