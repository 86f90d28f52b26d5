package conflict

import (
	"fmt"
	"slices"
)

// StructureKind is what of a case is changed.
type StructureKind string

const (
	ChangeDirection StructureKind = "change" // an option changes in other directions
	DropRule        StructureKind = "rule"   // a feasibility rule is dropped
	RemoveOption    StructureKind = "option" // an option can no longer be taken
)

// StructureChange is one change of the structure of a case and what it does to
// the answer.
type StructureChange struct {
	Kind   StructureKind
	Index  int    // of the option or rule in the case
	Change Change // ChangeDirection: the new one

	// Problems are why the changed case has no answer, such as a ranking that
	// says nothing of the states that a dropped rule lets in. All below is empty
	// then.
	Problems   Problems
	Added      []string // states that become feasible, by key
	Removed    []string // states that are no longer feasible
	Verdicts   []VerdictChange
	Equilibria []EquilibriumChange
}

// Alters reports whether the change makes a difference to any verdict or
// equilibrium.
func (c *StructureChange) Alters() bool { return len(c.Verdicts)+len(c.Equilibria) > 0 }

// VerdictChange is a state, feasible before and after, that becomes stable for a
// decision maker or ceases to be.
type VerdictChange struct {
	Concept Concept
	DM      int
	State   string
	Stable  bool // after the change
}

// EquilibriumChange is a state that becomes an equilibrium or ceases to be, be it
// that it becomes feasible or ceases to be.
type EquilibriumChange struct {
	Concept     Concept
	State       string
	Equilibrium bool // after the change
}

// StructureChanges makes every single change of the structure of a case in
// option form and solves it anew: each option with each other direction of
// change, the case without each feasibility rule, and with each option out of
// reach. States are compared by key.
//
// An option is removed by a rule that it is never taken: statements that name it
// stand, rankings and scores go on without the states that take it.
func StructureChanges(c Case) ([]StructureChange, Problems) {
	base, ps := Build(c)
	if ps.HasErrors() {
		return nil, ps
	}
	if base.Explicit() {
		ps.add(CodeNeedsOptions, "graph", "a graph has no rules and no directions of change", "give the conflict in options")
		return nil, ps
	}
	was, err := base.Solve()
	if err != nil {
		return nil, append(ps, err.(Problem))
	}
	v := &variation{Case: c, base: base, was: was}
	for k := range c.Options {
		for _, to := range []Change{Both, SetOnly, ClearOnly} {
			if to != base.space.options[k].Change {
				options := slices.Clone(c.Options)
				options[k].Change = to
				v.try(StructureChange{Kind: ChangeDirection, Index: k, Change: to}, options, c.Infeasible)
			}
		}
	}
	for k := range c.Infeasible {
		v.try(StructureChange{Kind: DropRule, Index: k}, c.Options, slices.Delete(slices.Clone(c.Infeasible), k, k+1))
	}
	for k, o := range c.Options {
		v.try(StructureChange{Kind: RemoveOption, Index: k}, c.Options, append(slices.Clone(c.Infeasible), o.ID))
	}
	return v.out, ps
}

// variation is a case, its answer, and the changes tried so far.
type variation struct {
	Case
	base *Model
	was  *Table
	out  []StructureChange
}

// try solves the case with other options and rules.
func (v *variation) try(ch StructureChange, options []Option, rules []string) {
	c := v.Case
	c.Options, c.Infeasible = options, rules
	c.Preferences = v.Preferences
	if ch.Kind == RemoveOption {
		c.Preferences = v.without(ch.Index)
	}
	m, ps := Build(c)
	if ps.HasErrors() {
		ch.Problems = slices.DeleteFunc(ps, func(p Problem) bool { return p.Warning })
	} else {
		is := m.NewTable()
		m.NewSolver().Solve(m.ranks, is)
		v.compare(&ch, m, is)
	}
	v.out = append(v.out, ch)
}

// without is the preferences once states that take option k are gone.
func (v *variation) without(k int) map[string]Preference {
	out := map[string]Preference{}
	for id, p := range v.Preferences {
		i := v.base.DecisionMaker(id)
		switch p.Kind {
		case Ranking:
			p.Order = nil
			for _, class := range v.base.Order(i) {
				class = slices.DeleteFunc(class, func(s int) bool { return v.base.space.masks[s]>>k&1 != 0 })
				if len(class) > 0 {
					p.Order = append(p.Order, v.base.Keys(class))
				}
			}
		case Scores:
			var left []float64
			for s, x := range p.Scores {
				if v.base.space.masks[s]>>k&1 == 0 {
					left = append(left, x)
				}
			}
			p.Scores = left
		}
		out[id] = p
	}
	return out
}

// compare notes what differs between the two answers. States are met in the
// canonical order of all combinations, which both models share.
func (v *variation) compare(ch *StructureChange, m *Model, is *Table) {
	before, after := v.base.space.masks, m.space.masks
	for s, t := 0, 0; s < len(before) || t < len(after); {
		switch {
		case t == len(after) || s < len(before) && before[s] < after[t]:
			key := v.base.Key(s)
			ch.Removed = append(ch.Removed, key)
			for _, c := range Concepts {
				ch.equilibrium(c, key, v.was.Equilibrium(c, s), false)
			}
			s++
		case s == len(before) || after[t] < before[s]:
			key := m.Key(t)
			ch.Added = append(ch.Added, key)
			for _, c := range Concepts {
				ch.equilibrium(c, key, false, is.Equilibrium(c, t))
			}
			t++
		default:
			key := m.Key(t)
			for _, c := range Concepts {
				ch.equilibrium(c, key, v.was.Equilibrium(c, s), is.Equilibrium(c, t))
				for i := range m.space.dms {
					if now := is.Stable(c, i, t); now != v.was.Stable(c, i, s) {
						ch.Verdicts = append(ch.Verdicts, VerdictChange{c, i, key, now})
					}
				}
			}
			s++
			t++
		}
	}
	slices.SortStableFunc(ch.Verdicts, func(a, b VerdictChange) int { return int(a.Concept - b.Concept) })
	slices.SortStableFunc(ch.Equilibria, func(a, b EquilibriumChange) int { return int(a.Concept - b.Concept) })
}

func (ch *StructureChange) equilibrium(c Concept, key string, was, is bool) {
	if was != is {
		ch.Equilibria = append(ch.Equilibria, EquilibriumChange{c, key, is})
	}
}

// Describe says in words what is changed, with the names of the case.
func (c *StructureChange) Describe(of Case) string {
	switch c.Kind {
	case DropRule:
		return fmt.Sprintf("without the rule %q", of.Infeasible[c.Index])
	case RemoveOption:
		return fmt.Sprintf("with %s out of reach", optionName(of.Options[c.Index]))
	}
	name := optionName(of.Options[c.Index])
	switch c.Change {
	case SetOnly:
		return fmt.Sprintf("if %s could not be undone once taken", name)
	case ClearOnly:
		return fmt.Sprintf("if %s could not be taken again once given up", name)
	}
	return fmt.Sprintf("if %s could be taken and given up at will", name)
}

func optionName(o Option) string {
	if o.Name != "" {
		return o.Name
	}
	return o.ID
}
