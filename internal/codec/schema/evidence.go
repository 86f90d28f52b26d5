package schema

import "entente/model"

var source = &Type{
	Name: "a source",
	Doc:  "A text, or a part of one that speaks with a voice of its own, such as a reader's comment.",
	Keys: withItem([]Key{
		{Name: "title", Kind: Text, Doc: "The title of the text.", Field: in(func(s *model.Source) any { return str(&s.Title) })},
		{Name: "author", Kind: Text, Doc: "Who wrote it.", Field: in(func(s *model.Source) any { return str(&s.Author) })},
		{Name: "publisher", Kind: Text, Doc: "Who published it.", Field: in(func(s *model.Source) any { return str(&s.Publisher) })},
		{Name: "published", Kind: Dates, Doc: "When: a day, month or year, or an interval of two.", Example: "2016-08-22..2016-09-10", Field: in(func(s *model.Source) any { return str(&s.Published) })},
		{Name: "retrieved", Kind: Date, Doc: "When the modeller fetched it; never counts as published.", Field: in(func(s *model.Source) any { return str(&s.Retrieved) })},
		{Name: "kind", Kind: Word, Words: []string{"report", "essay", "official", "data", "comment", "interview"}, Doc: "What sort of text it is.", Field: in(func(s *model.Source) any { return str(&s.Kind) })},
		{Name: "language", Kind: Text, Doc: "The language of the text at hand.", Example: "en", Field: in(func(s *model.Source) any { return str(&s.Language) })},
		{Name: "part-of", Kind: Ref, Ref: Source, Doc: "The text it is part of.", Example: "ll", Field: in(func(s *model.Source) any { return str(&s.PartOf) })},
		{Name: "paragraphs", Kind: Paragraphs, Doc: "Which paragraphs of that text belong to it.", Example: "21-22", Field: in(func(s *model.Source) any { return &s.Paragraphs })},
		{Name: "translation-of", Kind: Ref, Ref: Source, Doc: "The source it translates.", Field: in(func(s *model.Source) any { return str(&s.TranslationOf) })},
		{Name: "repost-of", Kind: Ref, Ref: Source, Doc: "The source it reposts.", Field: in(func(s *model.Source) any { return str(&s.RepostOf) })},
		{Name: "origin", Kind: Name, Doc: "A word shared by texts that go back to one telling; the source itself unless given.", Field: in(func(s *model.Source) any { return str(&s.Origin) })},
		{Name: "grade", Kind: Grade, Doc: "Admiralty grade: reliability A to F and credibility 1 to 6, or is, by, date and why.", Example: "B2", Field: in(func(s *model.Source) any { return &s.Grade })},
		{Name: "marking", Kind: Text, Doc: "A handling marking, repeated on exports.", Field: in(func(s *model.Source) any { return str(&s.Marking) })},
		{Name: "text", Kind: Text, Doc: "A file beside the case that holds the text, if it is at hand.", Example: "texts/fa.txt", Field: in(func(s *model.Source) any { return str(&s.Text) })},
		{Name: "url", Kind: Text, Doc: "Where it was found.", Field: in(func(s *model.Source) any { return str(&s.URL) })},
	}, func(s *model.Source) *model.Item { return &s.Item }),
	Item: itemOf(func(s *model.Source) *model.Item { return &s.Item }),
}

var claim = &Type{
	Name: "a claim",
	Doc:  "What a source says, in the modeller's words.",
	Keys: []Key{
		{Name: "at", Kind: Places, Required: true, Many: true, Doc: "Where: source and paragraph, one or several.", Example: "ll ¶10", Field: in(func(k *model.Claim) any { return &k.At })},
		{Name: "says", Kind: Text, Required: true, Doc: "A paraphrase.", Field: in(func(k *model.Claim) any { return str(&k.Says) })},
		{Name: "quote", Kind: Text, Doc: "The exact words, where they may be shared.", Field: in(func(k *model.Claim) any { return str(&k.Quote) })},
		{Name: "fingerprint", Kind: Text, Doc: "First 16 hexadecimal digits of the sha256 of the paragraph's search form.", Field: in(func(k *model.Claim) any { return str(&k.Fingerprint) })},
		{Name: "kind", Kind: Word, Words: []string{"event", "statement", "judgement", "forecast", "assumption", "outcome"}, Required: true, Doc: "As what it is said.", Field: in(func(k *model.Claim) any { return str(&k.Kind) })},
		{Name: "modality", Kind: Word, Words: []string{"asserted", "denied", "hypothetical", "despite"}, Doc: "Whether the speaker stands by it; asserted unless given.", Field: in(func(k *model.Claim) any { return str(&k.Modality) })},
		{Name: "speaker", Kind: Text, Doc: "Who says it, if not the author.", Field: in(func(k *model.Claim) any { return str(&k.Speaker) })},
		{Name: "via", Kind: Text, Doc: "Through whom it was told.", Field: in(func(k *model.Claim) any { return str(&k.Via) })},
		{Name: "happened", Kind: Dates, Doc: "When what it tells of happened.", Example: "2016-01", Field: in(func(k *model.Claim) any { return str(&k.Happened) })},
		{Name: "said", Kind: Dates, Doc: "When it was said.", Field: in(func(k *model.Claim) any { return str(&k.Said) })},
		{Name: "known-on", Kind: Date, Doc: "Of an outcome: from when it was known.", Field: in(func(k *model.Claim) any { return str(&k.KnownOn) })},
		{Name: "link", Kind: ClaimedLinks, Many: true, Doc: "The causal link it asserts, one or several; evidence, no part of the model until adopted.", Example: "deal-payoff -> receptivity (-)", Field: in(func(k *model.Claim) any { return &k.Links })},
		{Name: "conflicts-with", Kind: Refs, Ref: Claim, Many: true, Doc: "Claims that cannot be true together with it.", Field: in(func(k *model.Claim) any { return list(&k.ConflictsWith) })},
		{Name: "grade", Kind: Grade, Doc: "Overrules the source's grade.", Example: "C3", Field: in(func(k *model.Claim) any { return &k.Grade })},
		{Name: "status", Kind: Word, Words: []string{"proposed", "accepted", "rejected"}, Doc: "Whether a person stands behind the claim; accepted unless given.", Field: in(func(k *model.Claim) any { return str(&k.Status) })},
		{Name: "context", Kind: YesNo, Doc: "Background that is meant to feed nothing.", Example: "yes", Field: in(func(k *model.Claim) any { return &k.Context })},
		{Name: "replaces", Kind: Ref, Ref: Claim, Doc: "The claim it corrects.", Field: in(func(k *model.Claim) any { return str(&k.Replaces) })},
		{Name: "note", Kind: Text, Doc: "A remark.", Field: in(func(k *model.Claim) any { return str(&k.Note) })},
	},
}

var mechanism = &Type{
	Name: "a mechanism",
	Doc:  "An idea of the argument; switched off, the items that name it are absent and the numbers they set fall to the default.",
	Keys: withItem([]Key{
		{Name: "title", Kind: Text, Required: true, Doc: "The idea in a sentence.", Field: in(func(m *model.Mechanism) any { return str(&m.Title) })},
	}, func(m *model.Mechanism) *model.Item { return &m.Item }),
	Item: itemOf(func(m *model.Mechanism) *model.Item { return &m.Item }),
}
