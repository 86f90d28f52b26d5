package schema

import "entente/model"

var conflict = &Type{
	Name: "the conflict",
	Doc:  "A game of options.",
	Keys: []Key{
		{Name: "options", Kind: Map, Ref: Option, Of: option, Doc: "What each actor can do or leave.", Field: in(func(c *model.Conflict) any {
			return items(&c.Options, func(o *model.Option) *Str { return str(&o.ID) })
		})},
		{Name: "infeasible", Kind: Sequence, Of: infeasible, Doc: "Rules; a combination of options that satisfies one is excluded.", Field: in(func(c *model.Conflict) any { return items(&c.Infeasible, nil) })},
		{Name: "status-quo", Kind: State, Doc: "The options taken now, joined by +, or -.", Example: "allow", Field: in(func(c *model.Conflict) any { return str(&c.StatusQuo) })},
		{Name: "preferences", Kind: Preferences, Ref: Actor, Doc: "By actor: statements, most important first; or ranking, weights, or the word unknown.", Field: in(func(c *model.Conflict) any { return &c.Preferences })},
	},
}

var option = &Type{
	Name: "an option",
	Doc:  "A yes-or-no action of one actor.",
	Keys: withItem([]Key{
		{Name: "of", Kind: Ref, Ref: Actor, Required: true, Doc: "Whose option it is.", Field: in(func(o *model.Option) any { return str(&o.Of) })},
		{Name: "name", Kind: Text, Doc: "The name that is shown.", Field: in(func(o *model.Option) any { return str(&o.Name) })},
		{Name: "change", Kind: Word, Words: []string{"both", "set-only", "clear-only"}, Doc: "Whether it can be taken and given up (both), only taken, or only given up.", Field: in(func(o *model.Option) any { return str(&o.Change) })},
	}, func(o *model.Option) *model.Item { return &o.Item }),
	Item: itemOf(func(o *model.Option) *model.Item { return &o.Item }),
}

var infeasible = &Type{
	Name: "a rule of infeasibility",
	Doc:  "Combinations of options that cannot occur.",
	Keys: withItem([]Key{
		{Name: "rule", Kind: Rule, Required: true, Doc: "An expression over options: ~ & | -> <-> and parentheses.", Example: "allow & restrict", Field: in(func(i *model.Infeasible) any { return str(&i.Rule) })},
	}, func(i *model.Infeasible) *model.Item { return &i.Item }),
	Item: itemOf(func(i *model.Infeasible) *model.Item { return &i.Item }),
}

// Statement is an entry of an actor's preferences.
var Statement = &Type{
	Name: "a preference statement",
	Doc:  "An expression that an actor prefers to hold.",
	Keys: withItem([]Key{
		{Name: "prefers", Kind: Rule, Required: true, Doc: "An expression over options.", Example: "~restrict", Field: in(func(s *model.Statement) any { return str(&s.Prefers) })},
		{Name: "confidence", Kind: Number, Scale: "0..1", Doc: "That it stands before the next one.", Example: "0.6..0.9", Field: in(func(s *model.Statement) any { return &s.Confidence })},
	}, func(s *model.Statement) *model.Item { return &s.Item }),
	Item: itemOf(func(s *model.Statement) *model.Item { return &s.Item }),
}

var causes = &Type{
	Name: "the causes",
	Doc:  "A signed causal map.",
	Keys: []Key{
		{Name: "self", Kind: Word, Words: []string{"sampled", "unit", "declared"}, Doc: "How each driver limits itself; sampled unless given.", Field: in(func(c *model.Causes) any { return str(&c.Self) })},
		{Name: "drivers", Kind: Map, Ref: Driver, Of: driver, Doc: "What can be more or less.", Field: in(func(c *model.Causes) any {
			return items(&c.Drivers, func(d *model.Driver) *Str { return str(&d.ID) })
		})},
		{Name: "links", Kind: Sequence, Of: causalLink, Doc: "The links that the case adopts.", Field: in(func(c *model.Causes) any { return items(&c.Links, nil) })},
		{Name: "observed", Kind: Sequence, Of: observation, Doc: "Directions that were seen.", Field: in(func(c *model.Causes) any { return items(&c.Observed, nil) })},
	},
}

var driver = &Type{
	Name: "a driver",
	Doc:  "Something that can be more or less.",
	Keys: withItem([]Key{
		{Name: "name", Kind: Text, Doc: "The name that is shown.", Field: in(func(d *model.Driver) any { return str(&d.Name) })},
		{Name: "unit", Kind: Text, Doc: "What a change of 1 means.", Example: "1 = from bank blockade to normal trade", Field: in(func(d *model.Driver) any { return str(&d.Unit) })},
		{Name: "lever-of", Kind: Ref, Ref: Actor, Doc: "Who can move it at will.", Field: in(func(d *model.Driver) any { return str(&d.LeverOf) })},
	}, func(d *model.Driver) *model.Item { return &d.Item }),
	Item: itemOf(func(d *model.Driver) *model.Item { return &d.Item }),
}

var causalLink = &Type{
	Name: "a causal link",
	Doc:  "An adopted link of the map.",
	Keys: withItem([]Key{
		{Name: "link", Kind: Link, Required: true, Doc: "Cause, effect and sign.", Example: "deal-payoff -> moderates (+)", Field: in(func(l *model.CausalLink) any { return l })},
		{Name: "size", Kind: Number, Scale: "0..1", Doc: "How strong it is; unknown, 0..1, unless given.", Example: "0.3..0.8", Field: in(func(l *model.CausalLink) any { return &l.Size })},
		{Name: "uncertain", Kind: YesNo, Doc: "Whether it may be absent.", Field: in(func(l *model.CausalLink) any { return &l.Uncertain })},
		{Name: "pair", Kind: Name, Doc: "Links that share this name are there or absent together.", Field: in(func(l *model.CausalLink) any { return str(&l.Pair) })},
		{Name: "lag", Kind: Count, Doc: "Whole steps of delay, in coupled runs only.", Field: in(func(l *model.CausalLink) any { return &l.Lag })},
		{Name: "carried-by", Kind: Word, Words: []string{"factions"}, Doc: "Factions carry it in coupled runs, so it must not be counted twice.", Field: in(func(l *model.CausalLink) any { return str(&l.CarriedBy) })},
	}, func(l *model.CausalLink) *model.Item { return &l.Item }),
	Item: itemOf(func(l *model.CausalLink) *model.Item { return &l.Item }),
}

var observation = &Type{
	Name: "an observation",
	Doc:  "What moved which way under which pushes.",
	Keys: withItem([]Key{
		{Name: "push", Kind: Pushes, Ref: Driver, Required: true, Doc: "The pushes it was seen under.", Example: "{deal-payoff: -0.5}", Field: in(func(o *model.Observation) any { return &o.Push })},
		{Name: "node", Kind: Ref, Ref: Driver, Required: true, Doc: "What moved.", Field: in(func(o *model.Observation) any { return str(&o.Node) })},
		{Name: "moved", Kind: Sign, Words: []string{"+", "-", "0"}, Required: true, Doc: "Which way.", Example: "+", Field: in(func(o *model.Observation) any { return str(&o.Moved) })},
	}, func(o *model.Observation) *model.Item { return &o.Item }),
	Item: itemOf(func(o *model.Observation) *model.Item { return &o.Item }),
}

var hypothesisSet = &Type{
	Name: "a hypothesis set",
	Doc:  "Competing explanations and the evidence for them.",
	Keys: []Key{
		{Name: "complete", Kind: YesNo, Doc: "Whether the rows are all there is; no adds the row `none`.", Field: in(func(h *model.HypothesisSet) any { return &h.Complete })},
		{Name: "rows", Kind: Map, Ref: Hypothesis, Of: hypothesis, Required: true, Doc: "The explanations.", Field: in(func(h *model.HypothesisSet) any {
			return items(&h.Rows, func(r *model.Hypothesis) *Str { return str(&r.ID) })
		})},
		{Name: "evidence", Kind: Map, Ref: Evidence, Of: evidenceItem, Doc: "Reports, and how likely each would be under each explanation.", Field: in(func(h *model.HypothesisSet) any {
			return items(&h.Evidence, func(e *model.EvidenceItem) *Str { return str(&e.ID) })
		})},
	},
}

var hypothesis = &Type{
	Name: "a hypothesis",
	Doc:  "One explanation.",
	Keys: withItem([]Key{
		{Name: "says", Kind: Text, Required: true, Doc: "The explanation in a sentence.", Field: in(func(h *model.Hypothesis) any { return str(&h.Says) })},
		{Name: "prior", Kind: Number, Scale: "any scale, 0 or more", Doc: "Its weight before the evidence; equal unless given.", Example: "1..3", Field: in(func(h *model.Hypothesis) any { return &h.Prior })},
		{Name: "duplicates", Kind: Refs, Ref: Hypothesis, Many: true, Doc: "Rows that say the same.", Field: in(func(h *model.Hypothesis) any { return list(&h.Duplicates) })},
		{Name: "includes", Kind: Refs, Ref: Hypothesis, Many: true, Doc: "Rows that are a part of it.", Field: in(func(h *model.Hypothesis) any { return list(&h.Includes) })},
		{Name: "not-exclusive", Kind: Refs, Ref: Hypothesis, Many: true, Doc: "Rows that may be true together with it.", Field: in(func(h *model.Hypothesis) any { return list(&h.NotExclusive) })},
	}, func(h *model.Hypothesis) *model.Item { return &h.Item }),
	Item: itemOf(func(h *model.Hypothesis) *model.Item { return &h.Item }),
}

var evidenceItem = &Type{
	Name: "an item of evidence",
	Doc:  "A report, not what is concluded from it.",
	Keys: withItem([]Key{
		{Name: "says", Kind: Text, Doc: "What was reported.", Field: in(func(e *model.EvidenceItem) any { return str(&e.Says) })},
		{Name: "reliability", Kind: Number, Scale: "0..1", Doc: "How far the report can be trusted; 1 unless given.", Field: in(func(e *model.EvidenceItem) any { return &e.Reliability })},
		{Name: "floor", Kind: Number, Scale: "0..1", Doc: "The chance of such a report if its source were worthless; 0.5 unless given.", Field: in(func(e *model.EvidenceItem) any { return &e.Floor })},
		{Name: "cluster", Kind: Name, Doc: "Items of one cluster go back to one telling; the origin of the claims unless given.", Field: in(func(e *model.EvidenceItem) any { return str(&e.Cluster) })},
		{Name: "logical", Kind: YesNo, Doc: "Whether likelihoods of 0 and 1 are meant: the item is a matter of logic.", Field: in(func(e *model.EvidenceItem) any { return &e.Logical })},
		{Name: "likelihood", Kind: Likelihoods, Ref: Hypothesis, Doc: "By row: the chance of the report if the row is true.", Example: "{H1: 0.3..0.5, H3: likely}", Field: in(func(e *model.EvidenceItem) any { return &e.Likelihood })},
	}, func(e *model.EvidenceItem) *model.Item { return &e.Item }),
	Item: itemOf(func(e *model.EvidenceItem) *model.Item { return &e.Item }),
}

var system = &Type{
	Name: "the system",
	Doc:  "The coupled run.",
	Keys: []Key{
		{Name: "step", Kind: Word, Words: []string{"day", "week", "month", "quarter", "year"}, Required: true, Doc: "The length of a step.", Field: in(func(s *model.System) any { return str(&s.Step) })},
		{Name: "steps", Kind: Count, Required: true, Doc: "How many steps are run.", Example: "24", Field: in(func(s *model.System) any { return &s.Steps })},
		{Name: "pace", Kind: Number, Scale: "0..1", Doc: "How much of a change happens in a step; 0.2..0.8 unless given.", Field: in(func(s *model.System) any { return &s.Pace })},
		{Name: "status-quo", Kind: Word, Words: []string{"moving"}, Doc: "Moving: the status quo follows the outcome.", Field: in(func(s *model.System) any { return str(&s.StatusQuo) })},
		{Name: "bargain", Kind: Name, Doc: "The bargaining model that settles each step; the weighted mean unless given.", Field: in(func(s *model.System) any { return str(&s.Bargain) })},
		{Name: "bindings", Kind: Sequence, Of: binding, Doc: "Drivers that move numbers of factions and states.", Field: in(func(s *model.System) any { return items(&s.Bindings, nil) })},
		{Name: "feedback", Kind: Sequence, Of: feedback, Doc: "Outcomes that move drivers.", Field: in(func(s *model.System) any { return items(&s.Feedback, nil) })},
		{Name: "bands", Kind: Sequence, Of: band, Doc: "Actors that keep a driver within bounds.", Field: in(func(s *model.System) any { return items(&s.Bands, nil) })},
		{Name: "one-of", Kind: Map, Ref: OneOf, Of: oneOf, Doc: "What-ifs of which each draw takes one.", Field: in(func(s *model.System) any {
			return items(&s.OneOf, func(o *model.OneOf) *Str { return str(&o.ID) })
		})},
	},
}

var binding = &Type{
	Name: "a binding",
	Doc:  "Lets a driver move a number.",
	Keys: withItem([]Key{
		{Name: "driver", Kind: Ref, Ref: Driver, Required: true, Doc: "What moves it.", Field: in(func(b *model.Binding) any { return str(&b.Driver) })},
		{Name: "moves", Kind: Path, Required: true, Doc: "The number that is moved.", Example: "iran.government.influence", Field: in(func(b *model.Binding) any { return str(&b.Moves) })},
		{Name: "size", Kind: Number, Required: true, Scale: "any number", Doc: "By how much per unit of the driver.", Field: in(func(b *model.Binding) any { return &b.Size })},
	}, func(b *model.Binding) *model.Item { return &b.Item }),
	Item: itemOf(func(b *model.Binding) *model.Item { return &b.Item }),
}

var feedback = &Type{
	Name: "a feedback",
	Doc:  "Lets an outcome move a driver.",
	Keys: withItem([]Key{
		{Name: "issue", Kind: Ref, Ref: Issue, Required: true, Doc: "Whose outcome.", Field: in(func(f *model.Feedback) any { return str(&f.Issue) })},
		{Name: "moves", Kind: Ref, Ref: Driver, Required: true, Doc: "The driver that is moved.", Field: in(func(f *model.Feedback) any { return str(&f.Moves) })},
		{Name: "size", Kind: Number, Required: true, Scale: "any number", Doc: "By how much for a change across the whole scale.", Field: in(func(f *model.Feedback) any { return &f.Size })},
	}, func(f *model.Feedback) *model.Item { return &f.Item }),
	Item: itemOf(func(f *model.Feedback) *model.Item { return &f.Item }),
}

var band = &Type{
	Name: "a band",
	Doc:  "An actor that steers one driver to keep another within bounds.",
	Keys: withItem([]Key{
		{Name: "of", Kind: Ref, Ref: Actor, Required: true, Doc: "Who steers.", Field: in(func(b *model.Band) any { return str(&b.Of) })},
		{Name: "watch", Kind: Ref, Ref: Driver, Required: true, Doc: "What is kept within bounds.", Field: in(func(b *model.Band) any { return str(&b.Watch) })},
		{Name: "keep", Kind: Number, Required: true, Scale: "any numbers, 0 among them", Doc: "The bounds.", Example: "-0.2..0.4", Field: in(func(b *model.Band) any { return &b.Keep })},
		{Name: "moves", Kind: Ref, Ref: Driver, Required: true, Doc: "What is steered.", Field: in(func(b *model.Band) any { return str(&b.Moves) })},
		{Name: "size", Kind: Number, Required: true, Scale: "0 or more", Doc: "How strongly.", Field: in(func(b *model.Band) any { return &b.Size })},
	}, func(b *model.Band) *model.Item { return &b.Item }),
	Item: itemOf(func(b *model.Band) *model.Item { return &b.Item }),
}

var oneOf = &Type{
	Name: "a one-of",
	Doc:  "What-ifs that exclude each other; each draw takes one.",
	Keys: withItem([]Key{
		{Name: "from", Kind: Date, Doc: "When the choice falls.", Field: in(func(o *model.OneOf) any { return str(&o.From) })},
		{Name: "choices", Kind: Choices, Ref: WhatIf, Required: true, Doc: "What-ifs with their weights.", Example: "{hawkish-successor: 1..2, conciliatory-successor: 1}", Field: in(func(o *model.OneOf) any { return &o.Choices })},
	}, func(o *model.OneOf) *model.Item { return &o.Item }),
	Item: itemOf(func(o *model.OneOf) *model.Item { return &o.Item }),
}
