package analysis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/ensemble"
	"entente/internal/codec/yaml"
	"entente/internal/version"
	"entente/model"
	"entente/sample"
)

// Options say how a case is run.
type Options struct {
	Seed    uint64
	Draws   int
	WhatIfs []model.WhatIfID    // in force
	Changes []model.Change      // by hand, on top of the what-ifs
	Without []model.MechanismID // switched off: their items are absent, the base included
	Levers  bool                // run every what-if against the base
	Lenses  []model.Lens        // to run; none: all
	Workers int                 // 0: one for each core
	// Progress is told how many of the planned draws are done; it may be called
	// from any goroutine, one call at a time.
	Progress func(done, total int)
}

// DefaultDraws is how many draws a static run takes unless told otherwise.
const DefaultDraws = 10_000

// Defaults are the options of a plain run.
func Defaults() Options { return Options{Seed: 1, Draws: DefaultDraws, Levers: true} }

// run is one analysis under way.
type run struct {
	f *yaml.File
	c *model.Case
	p *plan
	o Options

	design    *sample.LatinHypercube
	joined    []joined // lenses that are drawn beside the issues
	bare      bool     // draws those alone
	scenarios []*scenario
	tables    []*table
	keys      map[string]int // of scenarios, by what is changed
	activeAt  int            // the scenario in force; 0 is the base
	done      int
	ranks     map[target][]float64 // correlations already taken, by dimension
	notes     []string
}

func (r *run) base() *table   { return r.tables[0] }
func (r *run) active() *table { return r.tables[r.activeAt] }

// note adds a sentence to the result's notes, once.
func (r *run) note(format string, args ...any) {
	s := sentence(fmt.Sprintf(format, args...))
	if !slices.Contains(r.notes, s) {
		r.notes = append(r.notes, s)
	}
}

// Run answers the case. When ctx is cancelled after some draws are done, the
// result rests on those, says so in its notes, and the error is nil.
func Run(ctx context.Context, f *yaml.File, o Options) (*Result, error) {
	r, err := start(ctx, f, o)
	if err != nil {
		return nil, err
	}
	return r.result(), nil
}

// start compiles the case, chooses the scenarios and draws.
func start(ctx context.Context, f *yaml.File, o Options) (*run, error) {
	return startWith(ctx, f, o, func(*run) {})
}

// prepare compiles the case and plans the base and the scenario in force, after
// the caller has set up the lenses.
func prepare(f *yaml.File, o Options, setUp func(*run) error) (*run, error) {
	if o.Draws < 1 || o.Draws > sample.MaxDraws {
		return nil, fmt.Errorf("%d draws: give a number from 1 to %d", o.Draws, sample.MaxDraws)
	}
	for _, id := range o.WhatIfs {
		if f.Case.WhatIf(id) == nil {
			return nil, fmt.Errorf("the case has no what-if %q", id)
		}
	}
	for _, id := range o.Without {
		if f.Case.Mechanism(id) == nil {
			return nil, fmt.Errorf("the case has no mechanism %q", id)
		}
	}
	f = without(f, o.Without)
	r := &run{
		f: f, c: f.Case, p: newPlan(f.Case, o.Changes), o: o,
		keys: map[string]int{}, ranks: map[target][]float64{},
	}
	for _, l := range r.p.joined {
		if r.runs(l.lens()) {
			r.joined = append(r.joined, l)
		}
	}
	if err := r.plan(); err != nil {
		return nil, err
	}
	if err := setUp(r); err != nil {
		return nil, err
	}
	r.scenario(nil, false, full)
	r.activeAt = r.scenario(o.WhatIfs, true, full)
	return r, nil
}

// startWith also lets the caller plan scenarios of its own.
func startWith(ctx context.Context, f *yaml.File, o Options, more func(*run)) (*run, error) {
	r, err := prepare(f, o, func(*run) error { return nil })
	if err != nil {
		return nil, err
	}
	for i := range r.c.Conclusions {
		if k := &r.c.Conclusions[i]; len(k.Under) > 0 {
			r.scenarioOf(k)
		}
	}
	r.planLevers()
	more(r)
	if err := r.draw(ctx); err != nil {
		return nil, err
	}
	r.points()
	return r, nil
}

// plan lays out the draws.
func (r *run) plan() (err error) {
	r.design, err = sample.NewKeyedLatinHypercube(r.o.Seed, r.o.Draws, r.p.keys)
	return err
}

// scenarioOf is the scenario that a conclusion is tested in.
func (r *run) scenarioOf(k *model.Conclusion) int {
	if len(k.Under) == 0 {
		return r.activeAt
	}
	return r.scenario(r.p.union(r.o.WhatIfs, k.Under), true, full)
}

// scenario finds or plans a scenario: what-ifs, with or without the changes
// made by hand.
func (r *run) scenario(whatIfs []model.WhatIfID, byHand bool, d depth) int {
	whatIfs = r.p.union(whatIfs)
	key := strings.Join(ids(whatIfs), ",")
	var changes []model.Change
	if byHand && len(r.o.Changes) > 0 {
		key, changes = key+"+", r.o.Changes
	}
	if k, ok := r.keys[key]; ok {
		if t := r.tables[k]; d == full && t.d != full {
			r.tables[k] = newTable(r.p, full, r.o.Draws, false)
			r.tables[k].joined, r.tables[k].owns = t.joined, t.owns
		}
		return k
	}
	k := len(r.scenarios)
	r.keys[key] = k
	r.scenarios = append(r.scenarios, r.p.newScenario(whatIfs, changes))
	r.scenarios[k].shown = k < 2
	// The base and the scenario in force, planned first, are shown with their
	// inputs; the others are only tested.
	r.tables = append(r.tables, newTable(r.p, d, r.o.Draws, r.scenarios[k].shown))
	r.joinScenario(k, r.p.changesOf(whatIfs, changes))
	return k
}

// draw runs all scenarios over all draws; each draw sees every scenario, so that
// an interruption leaves all of them equally far.
func (r *run) draw(ctx context.Context) error {
	// Every draw writes rows of its own, so there is nothing to merge.
	type rows = struct{}
	job := ensemble.Job[rows]{
		Draws: r.o.Draws,
		Worker: func() func(int, rows) error {
			e, u := newEvaluator(r.p, r.joined), make([]float64, len(r.p.keys))
			e.bare = r.bare
			return func(i int, _ rows) error {
				r.design.At(i, u)
				for k, s := range r.scenarios {
					ok := e.draw(s, r.tables[k], u, uint64(i), r.o.Seed)
					if !r.bare {
						r.tables[k].record(i, &e.out, ok)
					}
				}
				return nil
			}
		},
		Partial: func(int, int) rows { return rows{} },
		Merge:   func(rows, rows) rows { return rows{} },
	}
	result, err := ensemble.Run(ctx, job, ensemble.Options{Workers: r.o.Workers, Progress: r.o.Progress})
	r.done = result.Done
	for _, t := range r.tables {
		t.done = r.done
	}
	var stopped *ensemble.Interruption
	if errors.As(err, &stopped) && r.done > 0 {
		r.note("interrupted after %d of %d draws; what follows rests on those", r.done, r.o.Draws)
		return nil
	}
	return err
}

// points computes every scenario with its inputs at their mids.
func (r *run) points() {
	e := newEvaluator(r.p, r.joined)
	for k, s := range r.scenarios {
		t := r.tables[k]
		for l, frame := range e.frames {
			if t.owns[l] {
				t.joined[l].point(frame, s.mids)
			}
		}
		if r.bare {
			continue
		}
		t.valid = e.point(s, s.mids, full)
		t.point = e.out.clone()
		if !t.valid {
			r.note("a push has no end point with every size at its mid; the points shown under it are those of the base")
			e.point(r.scenarios[0], r.scenarios[0].mids, full)
			t.point = e.out.clone()
		}
	}
}

func (r *run) result() *Result {
	out := &Result{
		Format: ResultFormat, Version: version.Version, Case: caseRef(r.f), Seed: r.o.Seed,
		Draws: r.done, Planned: r.o.Draws,
		WhatIfs: []WhatIfRef{}, Changes: []ChangeRef{}, Without: ids(r.o.Without), Questions: []QuestionAnswer{}, Conclusions: []ConclusionAnswer{},
		Issues: []IssueAnswer{}, States: []StateAnswer{}, Levers: []Lever{}, Assumptions: []Assumption{}, Watch: []Sign{},
	}
	r.correlateAll()
	for _, id := range r.p.union(r.o.WhatIfs) {
		ref := r.p.whatIfRef(r.c.WhatIf(id))
		out.WhatIfs = append(out.WhatIfs, ref)
		r.noteUnreached(ref)
	}
	for _, ch := range r.o.Changes {
		out.Changes = append(out.Changes, r.p.changeRef(ch))
	}
	if r.runs(model.LensBargaining) {
		for k := range r.p.issues {
			out.Issues = append(out.Issues, r.issueAnswer(k))
		}
	}
	if r.runs(model.LensFactions) {
		for k := range r.p.states {
			out.States = append(out.States, r.stateAnswer(k))
		}
	}
	out.Conflict = r.conflictAnswer()
	out.Causes = r.causesAnswer()
	out.Explanations = r.explanationSets()
	for i := range r.c.Conclusions {
		k := &r.c.Conclusions[i]
		out.Conclusions = append(out.Conclusions, r.conclusionAnswer(k))
		out.Watch = append(out.Watch, signsOf(k)...)
	}
	slices.SortStableFunc(out.Watch, func(a, b Sign) int { return strings.Compare(a.By, b.By) })
	if r.o.Levers {
		for i := range r.c.WhatIfs {
			if w := &r.c.WhatIfs[i]; !slices.Contains(r.o.WhatIfs, w.ID) {
				out.Levers = append(out.Levers, r.lever(w, out.Conclusions))
			}
		}
	}
	for i := range r.c.Questions {
		out.Questions = append(out.Questions, r.questionAnswer(&r.c.Questions[i], out))
	}
	out.Assumptions = r.assumptions(out)
	r.generalNotes()
	out.Notes = r.notes
	if out.Notes == nil {
		out.Notes = []string{}
	}
	return out
}

// runs reports whether a lens is both asked for and part of this version.
func (r *run) runs(l model.Lens) bool {
	return runnable(l) && (len(r.o.Lenses) == 0 || slices.Contains(r.o.Lenses, l))
}

// runnable reports whether this version runs a lens.
func runnable(l model.Lens) bool {
	return l == model.LensBargaining || l == model.LensFactions || l == model.LensConflict || l == model.LensCauses || l == model.LensHypotheses
}

func (r *run) noteUnreached(ref WhatIfRef) {
	var missed []string
	for _, ch := range ref.Changes {
		if !ch.Reaches {
			missed = append(missed, ch.Path)
		}
	}
	if len(missed) > 0 {
		r.note("the lenses run here do not feel these changes of “%s”: %s; that is no finding that nothing would move", ref.Title, strings.Join(missed, ", "))
	}
}

func (r *run) generalNotes() {
	if len(r.o.Without) > 0 {
		r.note("switched off: %s; their parts of the case are absent, also from the base shown beside a what-if", strings.Join(ids(r.o.Without), ", "))
	}
	r.note("shares are shares of the draws from the case's own ranges; they are not probabilities of events")
	for k, t := range r.tables {
		if len(t.cols) == 0 { // a case without issues
			continue
		}
		lost := 0
		for _, x := range t.cols[0][:t.done] {
			if x != x {
				lost++
			}
		}
		if s := r.scenarios[k]; s.press != nil && lost > 0 {
			why := "a loop of causes runs away"
			if len(r.p.signed.observed) > 0 {
				why += " or no sizes show what was observed"
			}
			r.note("in %d of %d draws a push has no end point because %s; those draws are left out", lost, t.done, why)
		}
	}
}
