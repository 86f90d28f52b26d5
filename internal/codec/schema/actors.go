package schema

import "entente/model"

var rules = []string{"mean", "median", "veto"}

var actor = &Type{
	Name: "an actor",
	Doc:  "A state, faction, institution, bloc or other group; composite when the case has parts of it.",
	Keys: withItem([]Key{
		{Name: "name", Kind: Text, Doc: "The name that is shown.", Field: in(func(a *model.Actor) any { return str(&a.Name) })},
		{Name: "kind", Kind: Word, Words: []string{"state", "faction", "institution", "bloc", "non-state", "person", "firm"}, Doc: "What sort of actor it is.", Field: in(func(a *model.Actor) any { return str(&a.Kind) })},
		{Name: "capability", Kind: Number, Scale: "any scale, 0 or more", Doc: "What it can bring to bear between states.", Example: "85..100", Field: in(func(a *model.Actor) any { return &a.Capability })},
		{Name: "influence", Kind: Number, Scale: "any scale, 0 or more", Doc: "Of a part: its weight within the whole.", Example: "25..40", Field: in(func(a *model.Actor) any { return &a.Influence })},
		{Name: "susceptibility", Kind: Number, Scale: "0..1", Doc: "Of a part: how far its opinion gives way to those it listens to.", Example: "0..0.5", Field: in(func(a *model.Actor) any { return &a.Susceptibility })},
		{Name: "listens", Kind: Listening, Ref: Actor, Doc: "Of a part: the other parts that it listens to, with weights of which the ratios matter; opinions then settle before they are joined.", Example: "{iran.leader: 2 ? appointed by him, iran.guards: 0..1 ? the same}", Field: in(func(a *model.Actor) any { return &a.Listens })},
		{Name: "rule", Kind: Word, Words: rules, Doc: "How a composite makes one position of its parts'; mean unless given.", Field: in(func(a *model.Actor) any { return str(&a.Rule) })},
	}, func(a *model.Actor) *model.Item { return &a.Item }),
	Item: itemOf(func(a *model.Actor) *model.Item { return &a.Item }),
}

var issue = &Type{
	Name: "an issue",
	Doc:  "A question that is settled somewhere on a continuum.",
	Keys: withItem([]Key{
		{Name: "name", Kind: Text, Doc: "The name that is shown; the id unless given.", Field: in(func(i *model.Issue) any { return str(&i.Name) })},
		{Name: "question", Kind: Text, Doc: "What is being settled.", Field: in(func(i *model.Issue) any { return str(&i.Question) })},
		{Name: "scale", Kind: Scale, Required: true, Doc: "Labelled points of the continuum, at least its two ends.", Example: "{0: none, 50: temporary, 100: permanent}", Field: in(func(i *model.Issue) any { return &i.Scale })},
		{Name: "status-quo", Kind: Number, Scale: "the issue's scale", Doc: "Where things stand; also the reference point of bargaining.", Example: "0..10 ? 37 years of refusal", Field: in(func(i *model.Issue) any { return &i.StatusQuo })},
		{Name: "rules", Kind: Rules, Ref: Actor, Words: rules, Doc: "Overrules a composite's rule on this issue.", Example: "{iran: veto}", Field: in(func(i *model.Issue) any { return &i.Rules })},
		{Name: "stances", Kind: Map, Ref: Actor, RefIDs: true, Of: stance, Doc: "What each actor wants.", Field: in(func(i *model.Issue) any {
			return items(&i.Stances, func(s *model.Stance) *Str { return str(&s.Actor) })
		})},
	}, func(i *model.Issue) *model.Item { return &i.Item }),
	Item: itemOf(func(i *model.Issue) *model.Item { return &i.Item }),
}

var stance = &Type{
	Name: "a stance",
	Doc:  "What an actor wants on an issue, and how much it cares.",
	Keys: withItem([]Key{
		{Name: "position", Kind: Number, Required: true, Scale: "the issue's scale", Doc: "What the actor wants.", Example: "0..10 <- fa ¶5", Field: in(func(s *model.Stance) any { return &s.Position })},
		{Name: "salience", Kind: Number, Scale: "0..100", Doc: "How much it cares.", Example: "40..60", Field: in(func(s *model.Stance) any { return &s.Salience })},
		{Name: "capability", Kind: Number, Scale: "any scale, 0 or more", Doc: "Overrides the actor's capability on this issue.", Field: in(func(s *model.Stance) any { return &s.Capability })},
		{Name: "influence", Kind: Number, Scale: "any scale, 0 or more", Doc: "Overrides the part's influence on this issue.", Field: in(func(s *model.Stance) any { return &s.Influence })},
		{Name: "veto", Kind: YesNo, Doc: "Whether nothing passes that it finds worse than the status quo.", Field: in(func(s *model.Stance) any { return &s.Veto })},
	}, func(s *model.Stance) *model.Item { return &s.Item }),
	Item: itemOf(func(s *model.Stance) *model.Item { return &s.Item }),
}

var tie = &Type{
	Name: "a tie",
	Doc:  "Friendliness of one actor to another, or between two.",
	Keys: withItem([]Key{
		{Name: "from", Kind: Ref, Ref: Actor, Doc: "Whose attitude it is.", Field: in(func(t *model.Tie) any { return &TieEnd{Of: t} })},
		{Name: "to", Kind: Ref, Ref: Actor, Doc: "Towards whom.", Field: in(func(t *model.Tie) any { return &TieEnd{Of: t, To: true} })},
		{Name: "between", Kind: Between, Ref: Actor, Doc: "Two actors, when the tie is mutual; instead of from and to.", Example: "[iran, israel]", Field: in(func(t *model.Tie) any { return t })},
		{Name: "value", Kind: Number, Required: true, Scale: "-1..1", Doc: "From -1 hostile to 1 friendly.", Example: "0.2..0.6", Field: in(func(t *model.Tie) any { return &t.Value })},
		{Name: "period", Kind: Date, Doc: "The first day from which it holds; the latest begun is in force.", Example: "2016", Field: in(func(t *model.Tie) any { return str(&t.Period) })},
	}, func(t *model.Tie) *model.Item { return &t.Item }),
	Item: itemOf(func(t *model.Tie) *model.Item { return &t.Item }),
}

// TieEnd is a handle to one end of a tie that has a direction.
type TieEnd struct {
	Of *model.Tie
	To bool
}

// ID is the end's actor.
func (e *TieEnd) ID() *model.ActorID {
	if e.To {
		return &e.Of.To
	}
	return &e.Of.From
}
