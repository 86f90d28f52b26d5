package model

// Case is one political situation, whole.
type Case struct {
	Format int    // the version of the syntax: 1
	ID     string // of the case
	Title  string
	AsOf   Date // nothing later than this date may speak
	Share  Share
	Note   string

	Sources     []Source
	Admit       []Admission
	Claims      []Claim // the named ones first, then the nameless in the order of first mention
	Mechanisms  []Mechanism
	Actors      []Actor
	Issues      []Issue
	Ties        []Tie
	Conflict    *Conflict
	Causes      *Causes
	Hypotheses  []HypothesisSet
	System      *System
	WhatIfs     []WhatIf
	Conclusions []Conclusion
	Questions   []Question
	Outcomes    []Outcome
}

// Share is the rule by which a case may carry the words of its sources.
type Share string

const (
	ShareShortQuotes Share = "short-quotes" // quotes of at most 25 words
	ShareParaphrase  Share = "paraphrase"   // paraphrases, places and figures only
)

// Source is a text, or a part of one that speaks with a voice of its own.
type Source struct {
	Item
	ID            SourceID
	Title, Author string
	Publisher     string
	Published     Date
	Retrieved     Date
	Kind          string // report, essay, official, data, comment, interview
	Language      string
	PartOf        SourceID
	Paragraphs    [2]int // first and last, of the text it is part of
	TranslationOf SourceID
	RepostOf      SourceID
	Origin        string // texts that go back to one telling share it
	Grade         Grade
	Marking       string
	Text          string // a file beside the case, if the text is at hand
	URL           string
}

// Grade is a pair of Admiralty grades, such as B2, with who gave it and why.
type Grade struct {
	Is, By, Why string
	Date        Date
}

// Admission overrules the refusal of a source that may be later than the as-of
// date.
type Admission struct {
	Source SourceID
	Why    string
}

// Place is a place in a source by paragraph; From 0 means the whole source.
type Place struct {
	Source   SourceID
	From, To int
	Sentence int // of From; 0: the whole paragraph
}

// Claim is what a source says.
type Claim struct {
	ID            ClaimID
	Nameless      bool // made from a bare place in a because
	At            []Place
	Says          string // a paraphrase
	Quote         string // the exact words, where they may be shared
	Fingerprint   string
	Kind          string // event, statement, judgement, forecast, assumption, outcome
	Modality      string // asserted (default), denied, hypothetical, despite
	Speaker       string
	Via           string // through whom
	Happened      Date
	Said          Date
	KnownOn       Date // of an outcome
	Links         []ClaimedLink
	ConflictsWith []ClaimID
	Grade         Grade
	Status        string // proposed, accepted (default), rejected
	Context       bool   // background that is meant to feed nothing
	Replaces      ClaimID
	Note          string
}

// ClaimedLink is a causal link that a claim asserts; it is evidence, no part of
// the model until a CausalLink adopts it.
type ClaimedLink struct {
	From, To DriverID
	Sign     Sign
	Despite  bool
}

// Sign is the direction of a causal link.
type Sign string

const (
	Plus    Sign = "+"
	Minus   Sign = "-"
	Nil     Sign = "0"
	Unknown Sign = "?"
	NotNeg  Sign = "+0"
	NotPos  Sign = "-0"
	Either  Sign = "+-"
)

// Mechanism groups items that carry one idea of the argument, so that it can be
// switched off.
type Mechanism struct {
	Item
	ID    MechanismID
	Title string
}

// Actor is a state, faction, institution, bloc or non-state group. An actor is
// composite when the case has parts of it.
type Actor struct {
	Item
	ID             ActorID
	Name           string
	Kind           string // state, faction, institution, bloc, non-state, person, firm
	Capability     Number // any scale >= 0
	Influence      Number // of a part within its whole; any scale >= 0
	Susceptibility Number // of a part: 0..1, to the opinions of those it listens to
	Listens        []Attention
	Rule           Rule // of a composite; mean unless given
}

// Attention is how much a part listens to another part of its whole. Only the
// ratios of one part's weights matter.
type Attention struct {
	To     ActorID
	Weight Number // any scale >= 0
}

// Rule is how a composite makes one position out of its parts.
type Rule string

const (
	RuleMean   Rule = "mean"
	RuleMedian Rule = "median"
	RuleVeto   Rule = "veto"
)

// Issue is a question that is settled somewhere on a continuum.
type Issue struct {
	Item
	ID        IssueID
	Name      string
	Question  string
	Scale     []ScalePoint // at least the two ends, ascending
	StatusQuo Number       // on the issue's scale; also the reference point
	Rules     []IssueRule
	Stances   []Stance
}

// ScalePoint is a labelled point of an issue's scale.
type ScalePoint struct {
	At    float64
	Label string
}

// Low and High are the ends of the issue's scale.
func (i *Issue) Low() float64  { return i.Scale[0].At }
func (i *Issue) High() float64 { return i.Scale[len(i.Scale)-1].At }

// IssueRule overrules a composite's rule on one issue.
type IssueRule struct {
	Actor ActorID
	Rule  Rule
}

// Stance is what an actor wants on an issue.
type Stance struct {
	Item
	Actor      ActorID
	Position   Number // on the issue's scale
	Salience   Number // 0..100
	Capability Number // overrides the actor's on this issue
	Influence  Number // overrides the actor's on this issue
	Veto       Flag
}

// Flag is a yes or no that may be left out.
type Flag struct{ Given, On bool }

// Tie is friendliness between two actors, -1 hostile to 1 friendly.
type Tie struct {
	Item
	From, To ActorID
	Mutual   bool // written with between
	Value    Number
	Period   Date // the first day from which it holds; empty: always
}
