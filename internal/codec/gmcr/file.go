package gmcr

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"entente/conflict"
)

// MaxBytes is the largest file that is read.
const MaxBytes = 32 << 20

// Format is a file format.
type Format string

const (
	Exchange1 Format = "entente.conflict.case/1"
	GMCR      Format = "gmcr"
	Case      Format = "case" // the game of a case; not read here
)

// File is a conflict as a file holds it.
type File struct {
	Format            Format
	ID, Title, Source string
	Notes             []string
	Case              conflict.Case
	Doubts            conflict.Doubts // what an analyst is unsure of
	Ask               Ask

	// Model is the case made ready, with uncertain rules and flags in force
	// where their share is one half or more.
	Model *conflict.Model

	data   []byte
	root   *node
	rename func(path string) string
}

// Ask is what to compute beside the table of stability.
type Ask struct {
	Evolution      []Evolution
	LimitedMove    int // the largest horizon; 0: not asked
	SIM            bool
	Coalitions     bool
	Blocs          [][][]string // partitions of the decision makers
	MinimumSlide   bool
	StatementSwaps bool
	Sampling       *Sampling
}

// Evolution asks what legal sequences reach from a state, by all moves or by
// improvements only.
type Evolution struct {
	From         string
	Improvements bool
}

// Kinds of sampling.
const (
	RankingNoise = "ranking-noise" // every known order with normal noise
	Judgements   = "judgements"    // what the preferences, flags and rules say of their doubt
)

// Sampling asks for draws of the preferences.
type Sampling struct {
	Kind  string
	SD    float64 // of the noise, in positions
	Draws int
	Seed  uint64
	Steps int    // of the random walk where a partial order is too large to count; 0: by its size
	From  string // the status quo, for equilibria in sight; "": where the first evolution starts
}

// DefaultDraws is how many draws are made unless the file says.
const DefaultDraws = 10_000

// MaxDraws bounds what a file may ask for.
const MaxDraws = 10_000_000

// Read reads a file in either format, told by its keys, and makes its model. The
// file is nil when any of the problems is an error.
func Read(data []byte) (*File, Problems) {
	c := &collector{data: data}
	if len(data) > MaxBytes {
		c.add(0, conflict.Problem{Code: codeTooLarge, Cause: fmt.Sprintf("the file has %d bytes or more, at most %d are read", len(data), MaxBytes), Remedy: "give the orders as statements instead of states"})
		return nil, c.sorted()
	}
	start := len(data) - len(bytes.TrimPrefix(data, []byte("\ufeff")))
	if !utf8.Valid(data) {
		good := 0
		for r, size := utf8.DecodeRune(data); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRune(data[good:]) {
			good += size
		}
		c.add(good, conflict.Problem{Code: codeEncoding, Cause: "the file is not UTF-8", Remedy: "save it as UTF-8"})
		return nil, c.sorted()
	}
	p := &parser{data: data, pos: start, report: func(code string, at int, where, cause, remedy string) {
		c.add(at, conflict.Problem{Code: code, Where: places(where), Cause: cause, Remedy: remedy})
	}}
	c.root = p.parse()
	if c.root == nil {
		return nil, c.sorted()
	}
	var f *File
	switch {
	case c.root.kind != object:
		c.fault(codeFormat, "", fmt.Sprintf("the file holds %s, not an object", c.root.kind), fmt.Sprintf("write {\"format\": %q, ...}", Exchange1))
	case c.root.get("format") == nil && c.root.get("decisionMakers") != nil:
		f = c.gmcr()
	default:
		f = c.exchange()
	}
	if f == nil {
		return nil, c.sorted()
	}
	f.data, f.root, f.rename = data, c.root, c.rename
	if !c.lost {
		c.build(f)
	}
	ps := c.sorted()
	if ps.HasErrors() {
		return nil, ps
	}
	return f, ps
}

// build makes the model and checks what is asked against it.
func (c *collector) build(f *File) {
	m, ps := conflict.BuildUncertain(f.Case, f.Doubts)
	c.take(ps)
	if m == nil && len(f.Ask.states()) > 0 {
		// What is wrong with preferences should not hide what is wrong with the ask.
		bare := f.Case
		bare.Preferences = map[string]conflict.Preference{}
		for _, d := range f.Case.DecisionMakers {
			bare.Preferences[d.ID] = conflict.Preference{Kind: conflict.Unknown}
		}
		m, _ = conflict.Build(bare)
	}
	c.checkAsk(f, m)
	f.Model = m
}

// Sampled are the doubts of the file with what the sampling adds to them.
func (f *File) Sampled(s *Sampling) conflict.Doubts {
	out := f.Doubts
	out.Preferences = map[string]conflict.Doubt{}
	for id, p := range f.Case.Preferences {
		d := f.Doubts.Preferences[id]
		if p.Kind == conflict.Unknown {
			d.Steps = s.Steps
		} else {
			d.Noise = s.SD
		}
		out.Preferences[id] = d
	}
	return out
}

// Placed are problems that were found after reading, with their places in the
// file.
func (f *File) Placed(ps conflict.Problems) Problems {
	c := collector{data: f.data, root: f.root, rename: f.rename}
	c.take(ps)
	return c.sorted()
}

// Sample asks for draws, or changes how many of them the file asks for (0: its
// own number) and, when reseed is true, their seed.
func (a *Ask) Sample(draws int, seed uint64, reseed bool) {
	s := Sampling{Kind: Judgements, Draws: DefaultDraws, Seed: 1}
	if a.Sampling != nil {
		s = *a.Sampling
	}
	if draws > 0 {
		s.Draws = draws
	}
	if reseed {
		s.Seed = seed
	}
	a.Sampling = &s
}

// Prepare makes the model of a file that was put together and not read.
func (f *File) Prepare() Problems {
	c := &collector{}
	c.build(f)
	return c.sorted()
}
