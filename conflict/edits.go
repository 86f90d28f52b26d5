package conflict

import (
	"fmt"
	"slices"
	"strings"
)

// EditKind is a way to change the statements of a decision maker. A level of
// equally important statements is changed as a whole.
type EditKind string

const (
	Swap   EditKind = "swap"   // two neighbours change places
	Shift  EditKind = "move"   // one moves further than its neighbour's place
	Drop   EditKind = "drop"   // one no longer counts
	Negate EditKind = "negate" // one turns into its opposite
)

// EditKinds are all of them, the least intrusive first.
var EditKinds = []EditKind{Swap, Shift, Drop, Negate}

// Edit is one change of the statements of one decision maker. Levels are counted
// from 1, in the list as it is when the edit is made.
type Edit struct {
	DM         string   `json:"dm"`
	Kind       EditKind `json:"kind"`
	Level      int      `json:"level"`
	To         int      `json:"to,omitempty"` // where it stands then, for swap and move
	Statements []string `json:"statements"`   // the level that is changed
	Beside     []string `json:"beside,omitempty"`
	// Beside is the level it stands just above then, if it rises, or just below,
	// if it falls.
}

// Edited is the model after edits, made one after another. It is an error, a
// Problem, if a decision maker has no such statements.
func (m *Model) Edited(edits []Edit) (*Model, error) {
	out := *m
	out.prefs, out.truth, out.ranks = slices.Clone(m.prefs), slices.Clone(m.truth), slices.Clone(m.ranks)
	touched := make([]bool, len(m.prefs))
	for n, e := range edits {
		i := m.DecisionMaker(e.DM)
		refuse := func(cause string) error {
			return Problem{Code: CodeBadValue, Where: []string{fmt.Sprintf("edits[%d]", n)}, Cause: cause, Remedy: "take edits as the search returns them, in their order"}
		}
		if i < 0 || m.truth[i] == nil {
			return nil, refuse(fmt.Sprintf("%q is no decision maker with statements", e.DM))
		}
		if !touched[i] {
			touched[i] = true
			out.truth[i], out.prefs[i].Statements = slices.Clone(m.truth[i]), slices.Clone(m.prefs[i].Statements)
		}
		truth, texts := out.truth[i], out.prefs[i].Statements
		k, to := e.Level-1, e.To-1
		moves := e.Kind == Swap || e.Kind == Shift
		if k < 0 || k >= len(truth) || moves && (to < 0 || to >= len(truth)) || e.Kind == Drop && len(truth) == 1 {
			return nil, refuse(fmt.Sprintf("there is no level %d to %s", e.Level, e.Kind))
		}
		switch e.Kind {
		case Swap, Shift:
			shift(truth, k, to)
			shift(texts, k, to)
		case Drop:
			truth, texts = slices.Delete(truth, k, k+1), slices.Delete(texts, k, k+1)
		case Negate:
			truth[k], texts[k] = m.space.complements(truth[k]), negations(texts[k])
		default:
			return nil, refuse(fmt.Sprintf("%q is no kind of edit", e.Kind))
		}
		out.truth[i], out.prefs[i].Statements = truth, texts
	}
	for i, t := range touched {
		if t {
			out.ranks[i] = RankLevels(out.truth[i], m.Len())
		}
	}
	return &out, nil
}

// shift moves element k to place to, and those between by one.
func shift[T any](list []T, k, to int) {
	x := list[k]
	for ; k < to; k++ {
		list[k] = list[k+1]
	}
	for ; k > to; k-- {
		list[k] = list[k-1]
	}
	list[to] = x
}

func (sp *space) complements(level []Set) []Set {
	out := make([]Set, len(level))
	for k, set := range level {
		out[k] = NewSet(sp.len())
		for s := range sp.len() {
			if !set.Has(s) {
				out[k].Add(s)
			}
		}
	}
	return out
}

func negations(texts []string) []string {
	out := make([]string, len(texts))
	for k, text := range texts {
		e, err := ParseExpr(text)
		switch {
		case err != nil: // statements of a model can be read
			out[k] = "~(" + text + ")"
		case e.root.op == opNot:
			out[k] = (&Expr{root: e.root.left}).String()
		default:
			out[k] = (&Expr{root: &term{op: opNot, left: e.root}}).String()
		}
	}
	return out
}

// EditSearch says what edits to try. The zero value is good.
type EditSearch struct {
	Kinds  []EditKind // nil: all
	Budget int        // most edits in all; 0: 3
	Ways   int        // most ways to list; 0: 8
	Limit  int        // most orders of statements to try; 0: 1,000,000
}

func (how EditSearch) withDefaults() EditSearch {
	if how.Kinds == nil {
		how.Kinds = EditKinds
	}
	if how.Budget <= 0 {
		how.Budget = 3
	}
	if how.Ways <= 0 {
		how.Ways = 8
	}
	if how.Limit <= 0 {
		how.Limit = 1_000_000
	}
	return how
}

// EditAnswer is what edits of statements flip a verdict.
type EditAnswer struct {
	State   string `json:"state"`
	DM      string `json:"dm,omitempty"` // empty: the question is about equilibrium
	Concept string `json:"concept"`
	Stable  bool   `json:"stable"` // as it stands; the edits make it the other
	// Edits is the fewest edits found, 0 if there are none within the budget.
	Edits int `json:"edits"`
	// Ways are ways to do it with so many edits.
	Ways [][]Edit `json:"ways,omitempty"`
	// Searched says that every combination of up to so many edits was tried.
	Searched int `json:"searched"`
	// Exact says that no combination of fewer edits does it. Without, Edits is an
	// upper bound: at most so many are needed.
	Exact bool `json:"exact"`
}

// Words say what the answer is, a sentence for each way.
func (a *EditAnswer) Words(n Names) []string {
	verdict, state, concept := "an equilibrium", n.state(a.State), conceptTitle(a.Concept)
	if a.DM != "" {
		verdict = "stable for " + n.dm(a.DM)
	}
	end := "would be"
	if a.Stable {
		end = "would no longer be"
	}
	if len(a.Ways) == 0 {
		edits := fmt.Sprintf("No %d edits of statements or fewer", a.Searched)
		switch a.Searched {
		case 0:
			return []string{fmt.Sprintf("It was not found out what edits of statements would change whether %s is %s (%s).", state, verdict, concept)}
		case 1:
			edits = "No single edit of a statement"
		}
		return []string{fmt.Sprintf("%s would change whether %s is %s (%s).", edits, state, verdict, concept)}
	}
	var out []string
	for _, way := range a.Ways {
		parts := make([]string, len(way))
		for k, e := range way {
			parts[k] = n.edit(e)
		}
		out = append(out, fmt.Sprintf("If %s, %s %s %s (%s).", strings.Join(parts, " and "), state, end, verdict, concept))
	}
	return out
}

func (n Names) edit(e Edit) string {
	quoted := func(level []string) string {
		parts := make([]string, len(level))
		for k, text := range level {
			parts[k] = n.statement(text)
		}
		return strings.Join(parts, " with ")
	}
	dm, it := n.dm(e.DM), quoted(e.Statements)
	switch {
	case e.Kind == Drop:
		return fmt.Sprintf("%s did not care about %s", dm, it)
	case e.Kind == Negate:
		return fmt.Sprintf("%s wanted the opposite of %s", dm, it)
	case e.To < e.Level:
		return fmt.Sprintf("%s put %s above %s", dm, it, quoted(e.Beside))
	}
	return fmt.Sprintf("%s put %s below %s", dm, it, quoted(e.Beside))
}
