package solo

import (
	"context"
	"errors"
	"fmt"
	"math"

	"entente/cause"
	"entente/internal/analysis"
	"entente/internal/version"
)

// CausesFormat names the JSON form of Causes.
const CausesFormat = "entente.causes/1"

// Codes of what a map cannot be asked.
const (
	CodeUnknownNode = cause.CodeUnknownNode
	codeBadDraws    = "causes/bad-draws"
	codeUnknownLink = "causes/unknown-link"
)

const (
	// mostExact is the largest map of which the exact table is made: the work
	// grows with the fourth power of the nodes.
	mostExact = 60
	// explainDraws and explainNodes bound the routes that are shown unasked.
	explainDraws = 2000
	explainNodes = 5
	shownLearned = 5
	mostDraws    = 1_000_000
	// manyNodes and manyLinks are the size from which a map is slow.
	manyNodes, manyLinks = 200, 2000
)

// CauseOptions say what to ask of a causal map.
type CauseOptions struct {
	Presses []Press
	Observe []SeenPress    // beside what the map brings with it
	Why     []string       // explain these nodes; empty: the ambiguous ones
	Off     []MechanismOff // to be switched off in turn under each press
	Draws   int            // accepted draws of each press; 0: cause.DefaultDraws
	Seed    uint64
	Self    string // empty: the map's own
	Prior   string // empty: uniform
	Workers int    // 0: one a core
	// Progress, which may be nil, is told how far the draws have come.
	Progress func(done, total int)
}

// Causes is what a causal map answers by itself.
type Causes struct {
	Format     string `json:"format"`
	Version    string `json:"version"`
	File       string `json:"file"`
	FileFormat string `json:"file_format"`
	Digest     string `json:"digest"`
	// Convention says which way every table here is to be read.
	Convention string      `json:"convention"`
	Self       cause.Self  `json:"self"`
	Prior      cause.Prior `json:"prior"`
	Seed       uint64      `json:"seed"`
	Draws      int         `json:"draws"` // accepted draws wanted of each press

	Nodes     []string        `json:"nodes"`
	Links     []CauseLink     `json:"links"`
	Stability Stability       `json:"stability"`
	Exact     CauseExact      `json:"exact"`
	Loops     []CauseLoop     `json:"loops"`
	Selves    []CauseLoop     `json:"self_links"`
	Truncated bool            `json:"loops_truncated"`
	Indices   CauseIndices    `json:"indices"`
	Presses   []CausePress    `json:"presses"`
	Seen      []CauseSeen     `json:"observations"`
	Warnings  []string        `json:"warnings"`
	Notes     []string        `json:"notes"`
	Stopped   bool            `json:"interrupted"`
	compiled  *cause.Compiled // of the map that was run
	observed  []cause.Observation
	off       []cause.Mechanism
	links     map[string]CauseLink
	o         CauseOptions
	whole     int // presses answered to the end
	total     int // draws planned, for progress
	done      int
}

// Stability is how many draws of all sizes are stable, whatever is pushed. That
// the others are not is a finding: see the gains of the loops.
type Stability struct {
	Tried   int     `json:"tried"`
	Stable  int     `json:"stable"`
	PStable float64 `json:"p_stable"`
}

const tableConvention = "rows respond, columns are pushed: A[i][j] = effect of j on i"

// RunCauses asks a causal map. Interrupted, it returns what is done, marked, and
// the error of the context. Any other error is a problem.List, or a failure.
func RunCauses(ctx context.Context, m *CauseMap, o CauseOptions) (*Causes, error) {
	if o.Draws == 0 {
		o.Draws = cause.DefaultDraws
	}
	signed := m.Map
	if o.Self != "" {
		signed.Self = cause.Self(o.Self)
	}
	signed.Prior = cause.Prior(o.Prior)
	var errs []error
	if o.Draws < 1 || o.Draws > mostDraws {
		errs = append(errs, &cause.Error{Code: codeBadDraws, Cause: fmt.Sprintf("%d draws are wanted", o.Draws), Remedy: fmt.Sprintf("ask for 1 to %d", mostDraws)})
	}
	if len(signed.Nodes) == 0 {
		errs = append(errs, &cause.Error{Code: CodeUnknownNode, Cause: "the map has no nodes", Remedy: "give at least one link"})
	}
	c, err := cause.Compile(signed)
	if err = errors.Join(append(errs, err)...); err != nil {
		return nil, causeProblems(err, m.Name)
	}
	out := &Causes{
		Format: CausesFormat, Version: version.Version, File: m.Name, FileFormat: m.Format, Digest: m.Digest, Convention: tableConvention,
		Self: c.Self(), Prior: c.Prior(), Seed: o.Seed, Draws: o.Draws, Nodes: signed.Nodes, Links: m.Links, Loops: []CauseLoop{}, Selves: []CauseLoop{},
		Indices: indicesOf(m.File), Presses: []CausePress{}, Seen: []CauseSeen{}, Warnings: append([]string{}, m.Warnings...), Notes: append([]string{}, m.Notes...),
		compiled: c, links: map[string]CauseLink{}, o: o,
	}
	for _, l := range m.Links {
		out.links[l.From+" -> "+l.To] = l
	}
	if len(signed.Nodes) > manyNodes || len(signed.Edges) > manyLinks {
		out.Warnings = append(out.Warnings, "The map is large: draws take long, and loops and routes may be cut short.")
	}
	questions, err := out.questions(append(m.Observed[:len(m.Observed):len(m.Observed)], o.Observe...))
	if err != nil {
		return nil, causeProblems(err, m.Name)
	}
	out.total = o.Draws * (1 + len(questions)*(1+len(out.off)))
	if err := out.structure(ctx); err != nil {
		return out.interrupted(err, m.Name)
	}
	for i, q := range questions {
		errs = append(errs, out.press(ctx, o.Presses[i], q))
		if ctx.Err() != nil {
			return out.interrupted(ctx.Err(), m.Name)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, causeProblems(err, m.Name)
	}
	return out, nil
}

func (r *Causes) interrupted(err error, file string) (*Causes, error) {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		r.Stopped = true
		return r, err
	}
	return nil, causeProblems(err, file)
}

// progress tells how far a part is that began at r.done.
func (r *Causes) progress(done int) {
	if r.o.Progress != nil {
		r.o.Progress(min(r.done+done, r.total), r.total)
	}
}

// causeProblems is the error as problems where the map or the question is to
// blame.
func causeProblems(err error, file string) error {
	if list := analysis.Problems(err, file); list != nil {
		return list
	}
	return err
}

// structure fills in what hangs on no press.
func (r *Causes) structure(ctx context.Context) error {
	c := r.compiled
	r.Exact = exactOf(c)
	found := c.Loops(cause.LoopLimits{})
	r.Truncated = found.Truncated
	gains := c.Gains(found.Loops, r.o.Draws, r.o.Seed)
	for i, l := range found.Loops {
		r.Loops = append(r.Loops, CauseLoop{Nodes: c.Names(l.Nodes), Sign: string(l.Sign), Gain: &CauseGain{Median: finiteOr(gains[i].Median), AtLeast: gains[i].AtLeast}, Words: c.LoopWords(l)})
	}
	for _, s := range found.Selves {
		r.Selves = append(r.Selves, CauseLoop{Nodes: c.Names([]int{s.Node}), Sign: string(s.Sign)})
	}
	stable, tried := c.StableDraws(ctx, r.o.Draws, r.o.Seed, r.progress)
	r.Stability = Stability{Tried: tried, Stable: stable}
	if tried > 0 {
		r.Stability.PStable = float64(stable) / float64(tried)
	}
	r.done += r.o.Draws
	return ctx.Err()
}

// finiteOr is nil for what JSON has no number for.
func finiteOr(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// warn adds a sentence once.
func (r *Causes) warn(sentence string) {
	for _, w := range r.Warnings {
		if w == sentence {
			return
		}
	}
	r.Warnings = append(r.Warnings, sentence)
}

// Interrupted is the sentence that ends an interrupted run.
func (r *Causes) Interrupted() string {
	return fmt.Sprintf("interrupted after %d of %d presses", r.whole, len(r.o.Presses))
}
