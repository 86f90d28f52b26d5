package model

import "slices"

// Actor finds an actor by id, nil if there is none.
func (c *Case) Actor(id ActorID) *Actor {
	return find(c.Actors, func(a *Actor) bool { return a.ID == id })
}

// Issue finds an issue by id, nil if there is none.
func (c *Case) Issue(id IssueID) *Issue {
	return find(c.Issues, func(i *Issue) bool { return i.ID == id })
}

// Source finds a source by id, nil if there is none.
func (c *Case) Source(id SourceID) *Source {
	return find(c.Sources, func(s *Source) bool { return s.ID == id })
}

// Claim finds a claim by id, nil if there is none.
func (c *Case) Claim(id ClaimID) *Claim {
	return find(c.Claims, func(k *Claim) bool { return k.ID == id })
}

// Mechanism finds a mechanism by id, nil if there is none.
func (c *Case) Mechanism(id MechanismID) *Mechanism {
	return find(c.Mechanisms, func(m *Mechanism) bool { return m.ID == id })
}

// WhatIf finds a what-if by id, nil if there is none.
func (c *Case) WhatIf(id WhatIfID) *WhatIf {
	return find(c.WhatIfs, func(w *WhatIf) bool { return w.ID == id })
}

// Conclusion finds a conclusion by id, nil if there is none.
func (c *Case) Conclusion(id ConclusionID) *Conclusion {
	return find(c.Conclusions, func(k *Conclusion) bool { return k.ID == id })
}

// Question finds a question by id, nil if there is none.
func (c *Case) Question(id QuestionID) *Question {
	return find(c.Questions, func(q *Question) bool { return q.ID == id })
}

// Parts are the parts of a composite in the order they are written; none for an
// actor that is not composite.
func (c *Case) Parts(whole ActorID) []*Actor {
	var out []*Actor
	for i := range c.Actors {
		if c.Actors[i].ID.Whole() == whole && whole != "" {
			out = append(out, &c.Actors[i])
		}
	}
	return out
}

// RuleFor is the rule by which a composite takes its stance on an issue.
func (c *Case) RuleFor(a *Actor, i *Issue) Rule {
	if k := slices.IndexFunc(i.Rules, func(r IssueRule) bool { return r.Actor == a.ID }); k >= 0 {
		return i.Rules[k].Rule
	}
	if a.Rule != "" {
		return a.Rule
	}
	return RuleMean
}

// Stance finds an actor's stance on the issue, nil if it has none.
func (i *Issue) Stance(a ActorID) *Stance {
	return find(i.Stances, func(s *Stance) bool { return s.Actor == a })
}

// SourceOf is the source a place belongs to: a part that covers its paragraphs,
// such as a reader's comment, before the text itself.
func (c *Case) SourceOf(p Place) *Source {
	if p.From > 0 {
		for i := range c.Sources {
			s := &c.Sources[i]
			if s.PartOf == p.Source && s.Paragraphs[0] <= p.From && p.To <= s.Paragraphs[1] {
				return s
			}
		}
	}
	return c.Source(p.Source)
}

func find[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}
