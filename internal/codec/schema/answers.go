package schema

import "entente/model"

var whatIf = &Type{
	Name: "a what-if",
	Doc:  "A change that can be switched on.",
	Keys: withItem([]Key{
		{Name: "title", Kind: Text, Required: true, Doc: "The change in a sentence.", Field: in(func(w *model.WhatIf) any { return str(&w.Title) })},
		{Name: "actor", Kind: Ref, Ref: Actor, Doc: "Whose lever it is.", Field: in(func(w *model.WhatIf) any { return str(&w.Actor) })},
		{Name: "set", Kind: Changes, Required: true, Doc: "By path: +x or -x pushes a driver, =x pins it, off cuts a link, binding or feedback; anywhere else a value, yes or no for a veto or for whether an option is taken, or both, set-only or clear-only for how it may change.", Example: "{drivers.deal-payoff: +0.6}", Field: in(func(w *model.WhatIf) any { return &w.Set })},
		{Name: "from", Kind: Date, Doc: "When it starts, in coupled runs.", Field: in(func(w *model.WhatIf) any { return str(&w.From) })},
		{Name: "to", Kind: Date, Doc: "When it ends, in coupled runs.", Field: in(func(w *model.WhatIf) any { return str(&w.To) })},
		{Name: "cost", Kind: Number, Scale: "any scale, 0 or more", Doc: "What it would cost the actor.", Field: in(func(w *model.WhatIf) any { return &w.Cost })},
	}, func(w *model.WhatIf) *model.Item { return &w.Item }),
	Item: itemOf(func(w *model.WhatIf) *model.Item { return &w.Item }),
}

var conclusion = &Type{
	Name: "a conclusion",
	Doc:  "A named statement that lenses can test.",
	Keys: withItem([]Key{
		{Name: "says", Kind: Text, Required: true, Doc: "The statement.", Field: in(func(c *model.Conclusion) any { return str(&c.Says) })},
		{Name: "answers", Kind: Ref, Ref: Question, Doc: "The question it answers.", Field: in(func(c *model.Conclusion) any { return str(&c.Answers) })},
		{Name: "under", Kind: Refs, Ref: WhatIf, Many: true, Doc: "The what-ifs under which it is tested; none: the case as it stands.", Field: in(func(c *model.Conclusion) any { return list(&c.Under) })},
		{Name: "tests", Kind: Tests, Doc: "By lens: what it has to find.", Example: "{bargaining: base-access in 35..65}", Field: in(func(c *model.Conclusion) any { return &c.Tests })},
		{Name: "signs", Kind: Sequence, Of: earlySign, Doc: "What to watch for.", Field: in(func(c *model.Conclusion) any { return items(&c.Signs, nil) })},
	}, func(c *model.Conclusion) *model.Item { return &c.Item }),
	Item: itemOf(func(c *model.Conclusion) *model.Item { return &c.Item }),
}

var earlySign = &Type{
	Name: "an early sign",
	Doc:  "Something a reader of the news can tick off later.",
	Keys: withItem([]Key{
		{Name: "look-for", Kind: Text, Required: true, Doc: "What would be seen.", Field: in(func(s *model.EarlySign) any { return str(&s.LookFor) })},
		{Name: "by", Kind: Date, Doc: "By when.", Field: in(func(s *model.EarlySign) any { return str(&s.By) })},
		{Name: "speaks", Kind: Word, Words: []string{"for", "against"}, Required: true, Doc: "Whether it speaks for or against the conclusion.", Field: in(func(s *model.EarlySign) any { return str(&s.Speaks) })},
		{Name: "seen", Kind: Object, Of: sighting, Doc: "When and where it was seen.", Example: "{on: 2016-11-26, source: news agency report}", Field: in(func(s *model.EarlySign) any { return maybe(&s.Seen) })},
	}, func(s *model.EarlySign) *model.Item { return &s.Item }),
	Item: itemOf(func(s *model.EarlySign) *model.Item { return &s.Item }),
}

var sighting = &Type{
	Name: "a sighting",
	Doc:  "A sign ticked off.",
	Keys: []Key{
		{Name: "on", Kind: Date, Required: true, Doc: "When it was seen.", Field: in(func(s *model.Sighting) any { return str(&s.On) })},
		{Name: "source", Kind: Text, Required: true, Doc: "Where it was reported.", Field: in(func(s *model.Sighting) any { return str(&s.Source) })},
	},
}

var question = &Type{
	Name: "a question",
	Doc:  "What the case is asked. Without a kind it is answered by its conclusions and hypotheses and not scored.",
	Keys: withItem([]Key{
		{Name: "asks", Kind: Text, Required: true, Doc: "The question.", Field: in(func(q *model.Question) any { return str(&q.Asks) })},
		{Name: "kind", Kind: Word, Words: []string{"binary", "multi", "ordered", "numeric"}, Doc: "How it is scored.", Field: in(func(q *model.Question) any { return str(&q.Kind) })},
		{Name: "options", Kind: Texts, Doc: "The answers to choose from, of a multi or ordered question.", Field: in(func(q *model.Question) any { return list(&q.Options) })},
		{Name: "opens", Kind: Date, Doc: "From when forecasts count.", Field: in(func(q *model.Question) any { return str(&q.Opens) })},
		{Name: "closes", Kind: Date, Doc: "Until when forecasts count.", Field: in(func(q *model.Question) any { return str(&q.Closes) })},
		{Name: "resolves", Kind: Text, Doc: "The rule by which it is decided.", Field: in(func(q *model.Question) any { return str(&q.Resolves) })},
		{Name: "base-rate", Kind: Number, Scale: "0..1", Doc: "How often such things happen, with the reference class as its reason.", Example: "0.2..0.5 ? no reference class found", Field: in(func(q *model.Question) any { return &q.BaseRate })},
		{Name: "status-quo-answer", Kind: Text, Doc: "The answer if nothing changes.", Field: in(func(q *model.Question) any { return str(&q.StatusQuoAnswer) })},
		{Name: "tags", Kind: Texts, Doc: "Words to group questions by.", Field: in(func(q *model.Question) any { return list(&q.Tags) })},
	}, func(q *model.Question) *model.Item { return &q.Item }),
	Item: itemOf(func(q *model.Question) *model.Item { return &q.Item }),
}

var outcome = &Type{
	Name: "an outcome",
	Doc:  "What happened. No lens reads it.",
	Keys: []Key{
		{Name: "outcome", Kind: Text, Required: true, Doc: "The answer that came true.", Field: in(func(o *model.Outcome) any { return str(&o.Outcome) })},
		{Name: "known-on", Kind: Date, Required: true, Doc: "From when it was known.", Field: in(func(o *model.Outcome) any { return str(&o.KnownOn) })},
		{Name: "source", Kind: Text, Required: true, Doc: "Where it is recorded.", Field: in(func(o *model.Outcome) any { return str(&o.Source) })},
		{Name: "unscored", Kind: YesNo, Doc: "Whether it was known, at least in part, when the question opened.", Field: in(func(o *model.Outcome) any { return &o.Unscored })},
		{Name: "note", Kind: Text, Doc: "A remark.", Field: in(func(o *model.Outcome) any { return str(&o.Note) })},
	},
}
