package schema

import "entente/model"

// Case is the whole case file. The order of its keys is the order in which a
// case is written.
var Case = &Type{
	Name: "a case",
	Doc:  "One political situation: who is in it, what they want, what is claimed and by whom, and what is asked.",
	Keys: []Key{
		{Name: "entente", Kind: Format, Required: true, Doc: "The version of this syntax; always 1.", Example: "1",
			Field: in(func(c *model.Case) any { return &c.Format })},
		{Name: "id", Kind: Name, Required: true, Doc: "A short word that names the case.", Example: "hamadan-2016",
			Field: in(func(c *model.Case) any { return str(&c.ID) })},
		{Name: "title", Kind: Text, Required: true, Doc: "The case in a few words.", Example: "Iran opens the Hamadan base to Russian bombers",
			Field: in(func(c *model.Case) any { return str(&c.Title) })},
		{Name: "as-of", Kind: Date, Required: true, Doc: "Nothing published later than the last day of this date may speak.", Example: "2016-08-31",
			Field: in(func(c *model.Case) any { return str(&c.AsOf) })},
		{Name: "share", Kind: Word, Words: []string{"short-quotes", "paraphrase"}, Doc: "Whether the case may carry quotes of at most 25 words of its sources, or paraphrases alone.", Example: "paraphrase",
			Field: in(func(c *model.Case) any { return str(&c.Share) })},
		{Name: "note", Kind: Text, Doc: "A remark on the case as a whole.",
			Field: in(func(c *model.Case) any { return str(&c.Note) })},
		{Name: "sources", Kind: Map, Ref: Source, Of: source, Doc: "The texts that the case rests on, and parts of them that speak with a voice of their own.",
			Field: in(func(c *model.Case) any {
				return items(&c.Sources, func(s *model.Source) *Str { return str(&s.ID) })
			})},
		{Name: "admit", Kind: Admit, Ref: Source, Doc: "Sources whose date leaves open whether they are later than the as-of date, each with the reason to admit it.", Example: "{fa: It tells of nothing later than August 2016.}",
			Field: in(func(c *model.Case) any { return &c.Admit })},
		{Name: "claims", Kind: Map, Ref: Claim, Of: claim, Doc: "What the sources say, in the modeller's words, with the place of each.",
			Field: in(func(c *model.Case) any {
				return items(&c.Claims, func(k *model.Claim) *Str { return str(&k.ID) })
			})},
		{Name: "mechanisms", Kind: Map, Ref: Mechanism, Of: mechanism, Doc: "Ideas of the argument that can be switched off.",
			Field: in(func(c *model.Case) any {
				return items(&c.Mechanisms, func(m *model.Mechanism) *Str { return str(&m.ID) })
			})},
		{Name: "actors", Kind: Map, Ref: Actor, Of: actor, Doc: "States, factions and others; an actor `whole.part` is a part of `whole`.",
			Field: in(func(c *model.Case) any {
				return items(&c.Actors, func(a *model.Actor) *Str { return str(&a.ID) })
			})},
		{Name: "issues", Kind: Map, Ref: Issue, Of: issue, Doc: "Questions settled somewhere on a continuum, with what each actor wants.",
			Field: in(func(c *model.Case) any {
				return items(&c.Issues, func(i *model.Issue) *Str { return str(&i.ID) })
			})},
		{Name: "ties", Kind: Sequence, Of: tie, Doc: "Friendliness between two actors, from -1 hostile to 1 friendly.",
			Field: in(func(c *model.Case) any { return items(&c.Ties, nil) })},
		{Name: "conflict", Kind: Object, Of: conflict, Doc: "A game of options: who can do what, what excludes what, and who prefers what.",
			Field: in(func(c *model.Case) any { return maybe(&c.Conflict) })},
		{Name: "causes", Kind: Object, Of: causes, Doc: "The causal map that the case adopts.",
			Field: in(func(c *model.Case) any { return maybe(&c.Causes) })},
		{Name: "hypotheses", Kind: Map, Ref: Set, Of: hypothesisSet, Doc: "Sets of competing explanations; a set may have the id of the question it answers.",
			Field: in(func(c *model.Case) any {
				return items(&c.Hypotheses, func(h *model.HypothesisSet) *Str { return str(&h.ID) })
			})},
		{Name: "system", Kind: Object, Of: system, Doc: "The coupled run: how drivers move factions and outcomes move drivers.",
			Field: in(func(c *model.Case) any { return maybe(&c.System) })},
		{Name: "what-if", Kind: Map, Ref: WhatIf, Of: whatIf, Doc: "Changes that can be switched on.",
			Field: in(func(c *model.Case) any {
				return items(&c.WhatIfs, func(w *model.WhatIf) *Str { return str(&w.ID) })
			})},
		{Name: "conclusions", Kind: Map, Ref: Conclusion, Of: conclusion, Doc: "Named statements, with a test for each lens that can speak to them.",
			Field: in(func(c *model.Case) any {
				return items(&c.Conclusions, func(k *model.Conclusion) *Str { return str(&k.ID) })
			})},
		{Name: "questions", Kind: Map, Ref: Question, Of: question, Doc: "What the case is asked.",
			Field: in(func(c *model.Case) any {
				return items(&c.Questions, func(q *model.Question) *Str { return str(&q.ID) })
			})},
		{Name: "outcomes", Kind: Map, Ref: Question, RefIDs: true, Of: outcome, Doc: "What happened; read by scoring alone.",
			Field: in(func(c *model.Case) any {
				return items(&c.Outcomes, func(o *model.Outcome) *Str { return str(&o.Question) })
			})},
	},
}

// withItem adds the keys that every item may carry.
func withItem[T any](keys []Key, item func(*T) *model.Item) []Key {
	link := func(role model.Role) func(any) any {
		return in(func(o *T) any { return &RoleLinks{Of: &item(o).Support, Role: role} })
	}
	return append(keys,
		Key{Name: "because", Kind: Because, Doc: "Claims and places that support the item and every number in it that has no reason of its own.", Example: "[fa ¶18, ll-payoff]", Field: link(model.Supports)},
		Key{Name: "sets", Kind: Because, Doc: "Claims and places that state the number.", Example: "[fa ¶35]", Field: link(model.Sets)},
		Key{Name: "bounds", Kind: Because, Doc: "Claims and places that limit the number.", Example: "[fa ¶35]", Field: link(model.Bounds)},
		Key{Name: "against", Kind: Because, Doc: "Claims and places that speak against the item.", Example: "[ll ¶7]", Field: link(model.Contradicts)},
		Key{Name: "judgement", Kind: Reason, Doc: "The modeller's own reason, where no source is followed: a text, or why, by and date.", Example: "size mine",
			Field: in(func(o *T) any { return &item(o).Judgement })},
		Key{Name: "mechanism", Kind: Ref, Ref: Mechanism, Doc: "The mechanism the item belongs to; it is switched off with it.", Example: "M3",
			Field: in(func(o *T) any { return str(&item(o).Mechanism) })},
		Key{Name: "exact", Kind: Exact, Doc: "Points in the item are meant as points.", Example: "yes",
			Field: in(func(o *T) any { return nil })},
		Key{Name: "note", Kind: Text, Doc: "A remark.", Field: in(func(o *T) any { return str(&item(o).Note) })},
	)
}

// RoleLinks is a handle to the links of one role within a support.
type RoleLinks struct {
	Of   *model.Support
	Role model.Role
}
