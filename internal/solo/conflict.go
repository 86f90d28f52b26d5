package solo

import (
	"context"
	"errors"
	"fmt"

	"entente/conflict"
	"entente/internal/codec/gmcr"
	"entente/internal/version"
)

// ConflictFormat names the JSON form of Conflict.
const ConflictFormat = "entente.conflict.result/1"

// simName is the concept of simultaneous moves, which is none of the table's.
const simName = "sim"

// Conflict is a result on a game of options or a graph: what is stable, and what
// else was asked. Every list of states uses their keys.
type Conflict struct {
	Format     string  `json:"format"`
	Version    string  `json:"version"`
	Case       string  `json:"case"`
	Title      string  `json:"title,omitempty"`
	File       string  `json:"file,omitempty"`
	FileFormat string  `json:"file_format"`
	Digest     string  `json:"digest"`         // sha256 of the file, in hex
	Seed       *uint64 `json:"seed,omitempty"` // where something was drawn

	DecisionMakers []string            `json:"decision_makers"`
	Concepts       []string            `json:"concepts"`
	States         []ConflictState     `json:"states"`
	Equilibria     Fields[[]string]    `json:"equilibria"`
	Order          Fields[[][]string]  `json:"order"` // classes, best first
	MovesPerDM     Fields[int]         `json:"moves_per_dm"`
	Evolution      []ConflictEvolution `json:"evolution,omitempty"`
	LimitedMove    []ConflictLimited   `json:"limited_move,omitempty"`

	Coalitions          []ConflictCoalition `json:"coalitions,omitempty"`
	CoalitionEquilibria Fields[[]string]    `json:"coalition_equilibria,omitempty"`
	Blocs               []ConflictBlocs     `json:"blocs,omitempty"`
	// By decision maker, concept, state: places in the order, or swaps of
	// neighbouring statements, that flip the verdict; null where none does.
	MinimumSlide  Fields[Fields[Fields[*float64]]] `json:"minimum_slide,omitempty"`
	MinimumSwaps  Fields[Fields[Fields[*int]]]     `json:"minimum_statement_swaps,omitempty"`
	SwapsSearched Fields[ConflictSearched]         `json:"statement_swaps_searched,omitempty"`

	Sampling Fields[Fields[float64]] `json:"sampling,omitempty"` // by concept, state
	Sampled  *ConflictSampled        `json:"sampled,omitempty"`
	Certain  Fields[Fields[Sure]]    `json:"certain,omitempty"` // by decision maker, concept
	Why      []ConflictWhy           `json:"why,omitempty"`
	Change   []ConflictChange        `json:"change,omitempty"`
	Problems []gmcr.ExchangeProblem  `json:"problems"`

	Names map[string]string `json:"-"` // of decision makers, for people
}

// ConflictState is a state with its verdicts. Taken is null where a graph's state
// stands for several combinations. There are no verdicts while some order is
// unknown.
type ConflictState struct {
	State  string               `json:"state"`
	Taken  []string             `json:"taken"`
	Stable Fields[Fields[bool]] `json:"stable,omitempty"` // by decision maker, concept
}

// ConflictEvolution is what legal sequences reach from a state.
type ConflictEvolution struct {
	From  string          `json:"from"`
	Kind  string          `json:"kind"`
	Reach []ConflictReach `json:"reach"`
	// Equilibria that no sequence of improvements leads to from here, by concept.
	OutOfSight Fields[[]string] `json:"out_of_sight,omitempty"`
}

// ConflictReach is a state reached, with one shortest sequence.
type ConflictReach struct {
	State  string         `json:"state"`
	Length int            `json:"length"`
	Path   []ConflictStep `json:"path"`
}

// ConflictStep is a move of a sequence.
type ConflictStep struct {
	DM string `json:"dm"`
	To string `json:"to"`
}

// ConflictLimited is limited-move stability at one horizon.
type ConflictLimited struct {
	Horizon    int              `json:"horizon"`
	Stable     Fields[[]string] `json:"stable"`
	Equilibria []string         `json:"equilibria"`
}

// conflictRun makes one result.
type conflictRun struct {
	f     *gmcr.File
	m     *conflict.Model
	table *conflict.Table // nil: some order is unknown
	out   *Conflict
	ps    gmcr.Problems
}

// RunConflict solves what a file holds and answers what it asks. The problems are
// those of the reading, warnings all; they and what the solving finds stand in the
// result. With more than nil problems that are errors there is no result. Workers
// draw samples. The error may be UnknownState.
func RunConflict(ctx context.Context, name, digest string, f *gmcr.File, reading gmcr.Problems, q ConflictQuestion, workers int) (*Conflict, gmcr.Problems, error) {
	r := &conflictRun{f: f, m: f.Model, ps: reading, out: &Conflict{
		Format: ConflictFormat, Version: version.Version, Case: f.ID, Title: f.Title, File: name, FileFormat: string(f.Format), Digest: digest,
		DecisionMakers: []string{}, Concepts: []string{}, Names: map[string]string{},
	}}
	for _, d := range r.m.DecisionMakers() {
		r.out.DecisionMakers = append(r.out.DecisionMakers, d.ID)
		r.out.Names[d.ID] = d.Name
	}
	for _, c := range conflict.Concepts {
		r.out.Concepts = append(r.out.Concepts, c.String())
	}
	r.solve()
	r.evolution()
	r.limited()
	if r.table != nil {
		r.coalitions()
		r.blocs()
		r.slides()
		r.swaps()
	}
	if err := r.ask(q); err != nil {
		return nil, nil, err
	}
	if err := r.sample(ctx, workers); err != nil {
		return nil, nil, err
	}
	if r.ps.HasErrors() {
		return nil, r.ps, nil
	}
	r.out.Problems = r.ps.Exchange().Problems
	return r.out, r.ps, nil
}

// found adds what the lens says of something that was asked.
func (r *conflictRun) found(err error) {
	var ps conflict.Problems
	var one conflict.Problem
	switch {
	case err == nil:
	case errors.As(err, &ps):
		r.ps = append(r.ps, r.f.Placed(ps)...)
	case errors.As(err, &one):
		r.ps = append(r.ps, r.f.Placed(conflict.Problems{one})...)
	}
}

// solve fills the states, the table and the orders.
func (r *conflictRun) solve() {
	m, out := r.m, r.out
	unknown := m.Unknown()
	var sim []conflict.Set
	if len(unknown) == 0 {
		table, err := m.Solve()
		r.found(err)
		r.table = table
		if r.f.Ask.SIM {
			sim, err = m.SIM()
			r.found(err)
			out.Concepts = append(out.Concepts, simName)
		}
	} else {
		r.unknown(unknown)
	}
	for s := range m.Len() {
		st := ConflictState{State: m.Key(s), Taken: m.TakenIDs(s)}
		for i, d := range m.DecisionMakers() {
			if r.table == nil {
				break
			}
			var verdicts Fields[bool]
			for _, c := range conflict.Concepts {
				verdicts.set(c.String(), r.table.Stable(c, i, s))
			}
			if sim != nil {
				verdicts.set(simName, sim[i].Has(s))
			}
			st.Stable.set(d.ID, verdicts)
		}
		out.States = append(out.States, st)
	}
	for i, d := range m.DecisionMakers() {
		out.MovesPerDM.set(d.ID, m.MoveCount(i))
		if m.Ranks(i) == nil {
			continue
		}
		classes := [][]string{}
		for _, class := range m.Order(i) {
			classes = append(classes, m.Keys(class))
		}
		out.Order.set(d.ID, classes)
	}
	if r.table == nil {
		return
	}
	for _, c := range conflict.Concepts {
		out.Equilibria.set(c.String(), m.Keys(r.table.Equilibria(c)))
	}
	if sim != nil {
		out.Equilibria.set(simName, r.common(sim))
	}
}

// common are the keys of the states that lie in all sets.
func (r *conflictRun) common(sets []conflict.Set) []string {
	out := []string{}
	for s := range r.m.Len() {
		in := true
		for _, set := range sets {
			in = in && set.Has(s)
		}
		if in {
			out = append(out, r.m.Key(s))
		}
	}
	return out
}

func (r *conflictRun) keys(set conflict.Set) []string {
	out := []string{}
	for s := range set.All() {
		out = append(out, r.m.Key(s))
	}
	return out
}

// unknown says what can't be told while an order is unknown.
func (r *conflictRun) unknown(who []int) {
	var ps conflict.Problems
	for _, i := range who {
		d := r.m.DecisionMakers()[i]
		ps = append(ps, conflict.Problem{Code: conflict.CodeNeedsKnown, Warning: true, Where: []string{"preferences." + d.ID},
			Cause: fmt.Sprintf("the preferences of %s are not known as a whole, so there is no table of verdicts", d.Name), Remedy: "look at the shares of draws, and at what is certain"})
		certain, err := r.m.Certain(i)
		if err != nil {
			r.found(err)
			continue
		}
		var by Fields[Sure]
		for _, c := range conflict.Concepts {
			if certain.Known[c] {
				by.set(c.String(), Sure{r.keys(certain.Every[c]), r.keys(certain.Some[c])})
			}
		}
		r.out.Certain.set(d.ID, by)
	}
	for _, asked := range []struct {
		is   bool
		name string
	}{{r.f.Ask.SIM, "sim"}, {r.f.Ask.LimitedMove > 0, "limited_move"}, {r.f.Ask.Coalitions, "coalitions"}, {len(r.f.Ask.Blocs) > 0, "blocs"},
		{r.f.Ask.MinimumSlide, "minimum_slide"}, {r.f.Ask.StatementSwaps, "minimum_statement_swaps"}} {
		if asked.is {
			ps = append(ps, conflict.Problem{Code: conflict.CodeNeedsKnown, Where: []string{"ask." + asked.name},
				Cause: asked.name + " needs known preferences of all", Remedy: "drop it, or give the orders"})
		}
	}
	r.found(ps)
}

func (r *conflictRun) evolution() {
	for k, a := range r.f.Ask.Evolution {
		from, _ := r.m.State(a.From)
		e, err := r.m.Evolution(from, a.Improvements)
		if err != nil {
			var p conflict.Problem
			if errors.As(err, &p) {
				p.Where = []string{fmt.Sprintf("ask.evolution[%d]", k)}
				err = p
			}
			r.found(err)
			continue
		}
		out := ConflictEvolution{From: r.m.Key(from), Kind: "moves", Reach: []ConflictReach{}}
		for s := range e.Reached().All() {
			reach := ConflictReach{State: r.m.Key(s), Length: e.Length(s), Path: []ConflictStep{}}
			for _, step := range e.Path(s) {
				reach.Path = append(reach.Path, ConflictStep{r.out.DecisionMakers[step.DM], r.m.Key(step.State)})
			}
			out.Reach = append(out.Reach, reach)
		}
		if a.Improvements {
			out.Kind = "improvements"
			for _, c := range conflict.Concepts {
				out.OutOfSight.set(c.String(), r.m.Keys(r.table.OutOfSight(c, e.Reached())))
			}
		}
		r.out.Evolution = append(r.out.Evolution, out)
	}
}

func (r *conflictRun) limited() {
	if r.f.Ask.LimitedMove == 0 || r.table == nil {
		return
	}
	l, ps := r.m.LimitedMove(r.f.Ask.LimitedMove)
	r.found(ps)
	if l == nil {
		return
	}
	for h := 1; h <= l.Horizon; h++ {
		out := ConflictLimited{Horizon: h, Equilibria: r.m.Keys(l.Equilibria(h))}
		for i, id := range r.out.DecisionMakers {
			out.Stable.set(id, r.keys(l.Stable(h, i)))
		}
		r.out.LimitedMove = append(r.out.LimitedMove, out)
	}
}
