package analysis

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"entente/conflict"
	"entente/internal/codec/yaml"
	"entente/internal/version"
)

// GameChange is the least that would have to change for a verdict of the game to
// be the one that is wanted.
type GameChange struct {
	Format  string  `json:"format"`
	Version string  `json:"version"`
	Case    CaseRef `json:"case"`
	State   string  `json:"state"`
	Actor   string  `json:"actor,omitempty"` // empty: the question is about equilibrium
	Concept string  `json:"concept"`
	Want    string  `json:"want"` // stable, unstable
	// Already is set when the verdict is the one wanted; all below is then empty.
	Already bool `json:"already"`
	// Slides are the shortest ways of the state through the order of one decision
	// maker each that turn that decision maker's own verdict.
	Slides []GameSlide `json:"slides"`
	// Edits are the fewest changes of statements.
	Edits *conflict.EditAnswer `json:"edits,omitempty"`
	// Orders are the smallest change of all orders together; about equilibrium
	// alone.
	Orders *conflict.OrderAnswer `json:"orders,omitempty"`
	// Structure are single changes of directions, rules and options that bring the
	// verdict about.
	Structure []GameStructure `json:"structure"`
	Words     []string        `json:"words"`
}

// GameSlide is a slide of a state in the order of one decision maker.
type GameSlide struct {
	Actor    string  `json:"actor"`
	Possible bool    `json:"possible"`
	Up       bool    `json:"up"`
	Length   float64 `json:"length"` // pairs of outcomes reversed, ties by halves
	Past     string  `json:"past"`   // the outcome last passed
	Exact    bool    `json:"exact"`  // no other change of the same order is smaller
	Words    string  `json:"words"`
}

// GameStructure is a change of the structure that brings a verdict about.
type GameStructure struct {
	Kind   string `json:"kind"`   // change, rule, option
	Option string `json:"option"` // of change and option
	Rule   string `json:"rule"`
	To     string `json:"to"` // of change
	Words  string `json:"words"`
}

// ChangeGame says what would have to change for an outcome to be stable, or not:
// for a decision maker, or as an equilibrium where none is named.
func ChangeGame(_ context.Context, f *yaml.File, q GameQuery, o Options) (*GameChange, error) {
	v, err := ask(f, o, q)
	if err != nil {
		return nil, err
	}
	want := "unstable"
	if q.Want {
		want = "stable"
	}
	out := &GameChange{
		Format: ConflictChangeFormat, Version: version.Version, Case: caseRef(v.r.f), State: v.t.g.model.Key(v.state), Actor: string(q.Actor),
		Concept: v.concept.String(), Want: want, Slides: []GameSlide{}, Structure: []GameStructure{}, Words: []string{},
	}
	if out.Already = v.is() == q.Want; out.Already {
		out.Words = []string{fmt.Sprintf("%s is %s already.", out.State, v.what(q.Want))}
		return out, nil
	}
	v.slides(out)
	if v.mover == none {
		a := v.found.inquiry.FlipEquilibrium(v.concept, v.state, conflict.OrderSearch{})
		out.Orders, out.Words = &a, append(out.Words, a.Words(v.t.l.gameNames()))
	}
	v.edits(out)
	v.structure(out, q.Want)
	return out, nil
}

// is reports whether the outcome is stable as it stands.
func (v *verdict) is() bool {
	if v.mover == none {
		return v.found.table.Equilibrium(v.concept, v.state)
	}
	return v.found.table.Stable(v.concept, v.mover, v.state)
}

// what says a verdict.
func (v *verdict) what(stable bool) string {
	not := ""
	if !stable {
		not = "not "
	}
	if v.mover == none {
		return not + "an equilibrium (" + v.concept.Title() + ")"
	}
	return not + "stable for " + actorName(v.r.c, v.t.l.movers[v.mover].actor) + " (" + v.concept.Title() + ")"
}

// slides are those that turn the verdict: of the decision maker that is named, of
// each that is content with an equilibrium, of each that is not with another
// outcome.
func (v *verdict) slides(out *GameChange) {
	stands := v.is()
	for i := range v.t.l.movers {
		if v.mover != none && i != v.mover || v.found.table.Stable(v.concept, i, v.state) != stands && v.mover == none {
			continue
		}
		by := v.found.inquiry.Slide(v.concept, i, v.state, false)
		to := GameSlide{Actor: string(v.t.l.movers[i].actor), Possible: by.Possible, Up: by.Up, Length: by.Length, Exact: by.Exact}
		name := actorName(v.r.c, v.t.l.movers[i].actor)
		if by.Possible {
			to.Past = v.t.g.model.Key(by.Past)
			way := "worse than"
			if by.Up {
				way = "better than"
			}
			to.Words = fmt.Sprintf("If %s liked %s %s %s (%s the other way round), it would be %s for it.",
				name, out.State, way, to.Past, pairsOfOutcomes(by.Length), stableWord(by.Up))
		} else {
			to.Words = fmt.Sprintf("No order of %s makes %s %s for it.", name, out.State, stableWord(by.Up))
		}
		out.Slides, out.Words = append(out.Slides, to), append(out.Words, to.Words)
	}
}

// pairsOfOutcomes is a length, in which a tie made or broken is half a pair.
func pairsOfOutcomes(n float64) string {
	switch {
	case n == 1:
		return "1 pair of outcomes"
	case n != math.Trunc(n):
		return strconv.FormatFloat(n, 'f', 1, 64) + " pairs of outcomes, ties by halves,"
	}
	return strconv.FormatFloat(n, 'f', 0, 64) + " pairs of outcomes"
}

func stableWord(stable bool) string {
	if stable {
		return "stable"
	}
	return "unstable"
}

// edits are the fewest changes of statements.
func (v *verdict) edits(out *GameChange) {
	var a conflict.EditAnswer
	var err error
	if v.mover == none {
		a, err = v.found.inquiry.EditEquilibrium(v.concept, v.state, conflict.EditSearch{})
	} else {
		a, err = v.found.inquiry.EditVerdict(v.concept, v.mover, v.state, conflict.EditSearch{})
	}
	if err != nil {
		return // whoever would have to change has no statements
	}
	out.Edits = &a
	out.Words = append(out.Words, a.Words(v.t.l.gameNames())...)
}

// structure are the single changes of directions, rules and options that bring
// the verdict about.
func (v *verdict) structure(out *GameChange, want bool) {
	from := v.t.l.caseOf(v.t.s.game, func(i, k int) bool { return v.t.l.movers[i].likelier(k, v.t.s.mids) }, v.t.s.mids)
	changes, problems := conflict.StructureChanges(from)
	if problems.HasErrors() {
		return
	}
	for i := range changes {
		ch := &changes[i]
		if !v.brings(ch, out.State, want) {
			continue
		}
		to := GameStructure{Kind: string(ch.Kind), Words: sentence(clause(ch.Describe(from)) + ", " + out.State + " would be " + v.what(want))}
		switch ch.Kind {
		case conflict.DropRule:
			to.Rule = from.Infeasible[ch.Index]
		case conflict.ChangeDirection:
			to.Option, to.To = from.Options[ch.Index].ID, string(ch.Change)
		default:
			to.Option = from.Options[ch.Index].ID
		}
		out.Structure, out.Words = append(out.Structure, to), append(out.Words, to.Words)
	}
}

// brings reports whether a change of the structure gives the verdict wanted.
func (v *verdict) brings(ch *conflict.StructureChange, state string, want bool) bool {
	if v.mover == none {
		for _, e := range ch.Equilibria {
			if e.Concept == v.concept && e.State == state {
				return e.Equilibrium == want
			}
		}
		return false
	}
	for _, e := range ch.Verdicts {
		if e.Concept == v.concept && e.DM == v.mover && e.State == state {
			return e.Stable == want
		}
	}
	return false
}
