package analysis

// ResultFormat names the JSON form of Result.
const ResultFormat = "entente.run/1"

// Result is all that a run of a case found.
type Result struct {
	Format  string  `json:"format"`
	Version string  `json:"version"`
	Case    CaseRef `json:"case"`
	Seed    uint64  `json:"seed"`
	Draws   int     `json:"draws"` // done, of Planned
	Planned int     `json:"planned"`

	WhatIfs []WhatIfRef `json:"what_ifs"` // in force; the base beside them is the case as written
	Changes []ChangeRef `json:"changes"`  // set by hand on top of the what-ifs
	Without []string    `json:"without"`  // mechanisms switched off, in the base too

	Questions   []QuestionAnswer   `json:"questions"`
	Conclusions []ConclusionAnswer `json:"conclusions"`
	Issues      []IssueAnswer      `json:"issues"`
	States      []StateAnswer      `json:"states"`
	Conflict    *ConflictAnswer    `json:"conflict,omitempty"` // the game of options, when the case has one and the lens is run
	Causes      *CausesAnswer      `json:"causes,omitempty"`   // absent when the case has no causal map
	// Explanations are the sets of hypotheses, weighed by their evidence.
	Explanations []ExplanationSet `json:"explanations"`
	Levers       []Lever          `json:"levers"`
	Assumptions  []Assumption     `json:"assumptions"`
	Watch        []Sign           `json:"watch"`
	Notes        []string         `json:"notes"` // warnings and doubts, in sentences
}

// CaseRef says which case, and which state of it.
type CaseRef struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	AsOf   string `json:"as_of"`
	Digest string `json:"digest"` // sha256 of the case's files, in hex
}

// WhatIfRef is a what-if and how its changes reach the static lenses.
type WhatIfRef struct {
	ID      string      `json:"id"`
	Title   string      `json:"title"`
	Actor   string      `json:"actor,omitempty"`
	Changes []ChangeRef `json:"changes"`
}

// ChangeRef is one change: Op is push, pin, cut or set; To is the new value as
// written.
type ChangeRef struct {
	Path    string `json:"path"`
	Label   string `json:"label"`
	Op      string `json:"op"`
	To      string `json:"to"`
	From    string `json:"from,omitempty"`
	Reaches bool   `json:"reaches"` // whether any lens run here feels it
}

// Spread is a number over draws. Point is the answer with every input at its
// mid; Median, P25..P75 (middle half) and P05..P95 (90% range) are over draws.
type Spread struct {
	Point  float64 `json:"point"`
	Median float64 `json:"median"`
	P05    float64 `json:"p05"`
	P25    float64 `json:"p25"`
	P75    float64 `json:"p75"`
	P95    float64 `json:"p95"`
}

// QuestionAnswer answers one question that is not scored; a scored one (Kind
// set) carries its rules and base rate and no answer.
type QuestionAnswer struct {
	ID   string `json:"id"`
	Asks string `json:"asks"`
	Kind string `json:"kind,omitempty"`

	Answer   string `json:"answer,omitempty"`   // one sentence
	Range    string `json:"range,omitempty"`    // the outcome's 90% range, in words and numbers
	Baseline string `json:"baseline,omitempty"` // the dull forecast beside it, in words and numbers
	// Explains is what the set of explanations that bears the question's id says.
	Explains    string      `json:"explains,omitempty"`
	Because     []Influence `json:"because,omitempty"` // the three inputs that carry it
	Conclusions []string    `json:"conclusions,omitempty"`

	Opens           string `json:"opens,omitempty"`
	Closes          string `json:"closes,omitempty"`
	Resolves        string `json:"resolves,omitempty"`
	BaseRate        string `json:"base_rate,omitempty"`
	StatusQuoAnswer string `json:"status_quo_answer,omitempty"`
}

// Verdict is how a lens stands to a conclusion.
type Verdict string

const (
	Agrees    Verdict = "agrees"    // holds in at least half of the draws under every method
	Disagrees Verdict = "disagrees" // holds in fewer than half under every method
	Divided   Verdict = "divided"   // the methods differ
	Silent    Verdict = "silent"    // no test, or nothing in this version can run it
)

// ConclusionAnswer is what the lenses say of one named statement.
type ConclusionAnswer struct {
	ID      string       `json:"id"`
	Says    string       `json:"says"`
	Answers string       `json:"answers"`         // a question's id
	Under   []string     `json:"under,omitempty"` // tested under these what-ifs
	Verdict Verdict      `json:"verdict"`         // over the lenses that speak
	Summary string       `json:"summary"`         // one sentence with numbers
	Lenses  []LensAnswer `json:"lenses"`          // every lens, in the fixed order
	// Baseline is whether the dull forecasts satisfy the test.
	Baseline []BaselineCheck `json:"baseline"`
	Inputs   []Influence     `json:"inputs"` // in the order of what they do to the answer
	// Unsupported are the paths among the inputs that have no claim behind them.
	Unsupported []string `json:"unsupported"`
	Signs       []Sign   `json:"signs"`
}

// LensAnswer is one cell of the table conclusions × lenses.
type LensAnswer struct {
	Lens    string        `json:"lens"`
	Test    string        `json:"test,omitempty"`
	Verdict Verdict       `json:"verdict"`
	Why     string        `json:"why"` // a sentence: the numbers, or why the lens is silent
	Methods []MethodShare `json:"methods,omitempty"`
	// Inputs are what the lens's own answer rests on, the strongest first, for
	// lenses that are not settled by issues.
	Inputs []Influence `json:"inputs,omitempty"`
	// Routes are those by which a push reaches what it moves, for causes, the
	// strongest first.
	Routes []RouteAnswer `json:"routes,omitempty"`
}

// MethodShare is in how many draws a test holds under one method.
type MethodShare struct {
	Method string   `json:"method"`
	Title  string   `json:"title"`
	Point  bool     `json:"point"` // holds with every input at its mid
	Share  float64  `json:"share"` // of draws, 0..1; "in 87 of 100 draws"
	Base   *float64 `json:"base,omitempty"`
	// Chosen marks the case's own rule, for factions, and the concept that a test
	// names, for the game of options.
	Chosen bool `json:"chosen,omitempty"`
	// Undrawn marks a method that looks at no sizes: its share is 0 or 1.
	Undrawn bool `json:"undrawn,omitempty"`
	// Beside marks a method that is shown and has no part in the verdict.
	Beside bool `json:"beside,omitempty"`
	// NoOutcome is the share of draws that say neither; Share is of the others.
	NoOutcome float64 `json:"no_outcome,omitempty"`
}

// BaselineCheck is a dull forecast of the outcome a test is about.
type BaselineCheck struct {
	Name  string  `json:"name"` // status-quo, unweighted-mean
	Title string  `json:"title"`
	Value float64 `json:"value"`
	Holds bool    `json:"holds"`
}

// Influence is what one input does to an answer.
type Influence struct {
	Path  string  `json:"path"`
	Label string  `json:"label"` // "position of Russia on base-access"
	Text  string  `json:"text"`  // the value as written, "55..75"
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Basis string  `json:"basis"` // evidence, judgement, default, none
	// AtLow and AtHigh are the outcome with this input at its ends and all
	// others at their mids; Swing is their distance.
	AtLow  float64 `json:"at_low"`
	AtHigh float64 `json:"at_high"`
	Swing  float64 `json:"swing"`
	// Correlation is Spearman's rank correlation with the outcome over draws.
	Correlation float64  `json:"correlation"`
	Flips       bool     `json:"flips"` // one of its ends turns the conclusion
	Words       string   `json:"words"`
	Claims      []string `json:"claims"` // ids of the claims behind it
}

// IssueAnswer is where an issue settles.
type IssueAnswer struct {
	ID       string       `json:"id"`
	Question string       `json:"question"`
	Scale    []ScaleLabel `json:"scale"`
	// StatusQuo is nil when the case gives none.
	StatusQuo *float64        `json:"status_quo,omitempty"`
	Actors    []ActorOnIssue  `json:"actors"` // states and other actors that bargain, in case order
	Methods   []MethodOutcome `json:"methods"`
	Tornado   []Influence     `json:"tornado"` // on the weighted mean
	Words     []string        `json:"words"`   // the tornado and the pivots in sentences
	// Forecast is nil when no actor has weight.
	Forecast *Forecast `json:"forecast,omitempty"`
	// TwoSided is set when all positions lie at two points: the share of weight
	// on the upper one.
	TwoSided *Spread `json:"two_sided,omitempty"`
}

// ScaleLabel is a labelled point of a scale.
type ScaleLabel struct {
	At    float64 `json:"at"`
	Label string  `json:"label"`
}

// ActorOnIssue is an actor's stance as the lens used it. A composite's comes
// from its parts.
type ActorOnIssue struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	Composite  bool    `json:"composite"`
	Position   Spread  `json:"position"`
	Salience   Spread  `json:"salience"` // 0..100
	Capability Spread  `json:"capability"`
	Share      Spread  `json:"share"` // of the weight capability × salience, 0..1
	Base       *Spread `json:"base,omitempty"`
	Basis      string  `json:"basis"` // of its position
	Bystander  bool    `json:"bystander,omitempty"`
}

// MethodOutcome is where one method settles an issue.
type MethodOutcome struct {
	Method string `json:"method"` // weighted-mean, weighted-median, nash, condorcet, unweighted-mean
	Title  string `json:"title"`
	Spread
	Histogram []int   `json:"histogram"` // draws in equal bins over the scale
	Base      *Spread `json:"base,omitempty"`
	BaseHist  []int   `json:"base_histogram,omitempty"`
	Moved     *Spread `json:"moved,omitempty"` // what-if minus base, draw by draw
	Baseline  bool    `json:"baseline"`        // a dull forecast, for comparison
	Record    string  `json:"record"`          // how the method has done on resolved issues
	// Trace says in words and numbers which actors carry the result at the mids.
	Trace Trace `json:"trace"`
}

// Trace explains one method's result with every input at its mid.
type Trace struct {
	Equation string  `json:"equation"`
	Words    string  `json:"words"`
	Carries  []Carry `json:"carries"`
}

// Carry is an actor's part in a result.
type Carry struct {
	Actor string `json:"actor"`
	Name  string `json:"name"`
	// Weight is its share of the weight; Pull is method-specific, in units of
	// the scale: how far it draws the result its way.
	Weight   float64 `json:"weight"`
	Position float64 `json:"position"`
	Pull     float64 `json:"pull"`
	// Without is the result if the actor were left out.
	Without float64 `json:"without"`
}

// StateAnswer is how a composite's parts make its position on an issue.
type StateAnswer struct {
	Actor     string        `json:"actor"`
	Name      string        `json:"name"`
	Issue     string        `json:"issue"`
	Rule      string        `json:"rule"`  // the case's own
	Rules     []RuleOutcome `json:"rules"` // mean, median, veto side by side
	Parts     []PartOfState `json:"parts"`
	WinSetLow float64       `json:"win_set_low"` // at the mids
	WinSetHi  float64       `json:"win_set_high"`
	Gridlock  bool          `json:"gridlock"`       // at the mids
	GridShare float64       `json:"gridlock_share"` // of draws
	Settling  *Settling     `json:"settling,omitempty"`
	Words     string        `json:"words"`
}

// Settling is what the assumption does that parts listen to each other, at the
// mids. It is there only when the case says who listens to whom.
type Settling struct {
	Says    string          `json:"says"`
	First   []FirstPosition `json:"first"`   // before opinions settle
	Without float64         `json:"without"` // the position by the case's own rule, without it
	Moved   float64         `json:"moved"`   // with minus without
}

// FirstPosition is a part's position before opinions settle.
type FirstPosition struct {
	ID       string  `json:"id"`
	Position float64 `json:"position"`
}

// RuleOutcome is the position under one rule of aggregation.
type RuleOutcome struct {
	Rule  string `json:"rule"`
	Title string `json:"title"`
	Spread
	Base *Spread `json:"base,omitempty"`
}

// PartOfState is one part's stance and strength.
type PartOfState struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Position  Spread  `json:"position"`
	Salience  Spread  `json:"salience"`
	Influence Spread  `json:"influence"`
	Share     Spread  `json:"share"` // of influence, 0..1
	Base      *Spread `json:"base,omitempty"`
	Veto      bool    `json:"veto"`
}

// Lever is what one what-if does to the outcomes, against the base.
type Lever struct {
	WhatIf  WhatIfRef     `json:"what_if"`
	Effects []LeverEffect `json:"effects"`
	Turns   []LeverTurn   `json:"turns"`
	Words   string        `json:"words"`
}

// LeverEffect is the paired difference of an issue's weighted mean.
type LeverEffect struct {
	Issue string `json:"issue"`
	Moved Spread `json:"moved"`
	// Up is the share of draws in which the outcome rises.
	Up float64 `json:"up"`
}

// LeverTurn is a conclusion whose headline share moves.
type LeverTurn struct {
	Conclusion string  `json:"conclusion"`
	Base       float64 `json:"base"`
	With       float64 `json:"with"`
	Turns      bool    `json:"turns"` // crosses one half
}

// Assumption is a number or item that rests on the analyst's word alone.
type Assumption struct {
	Path   string `json:"path"`
	Label  string `json:"label"`
	Text   string `json:"text"`
	Basis  string `json:"basis"` // judgement, none, default
	Reason string `json:"reason"`
	By     string `json:"by,omitempty"`
	Date   string `json:"date,omitempty"`
	// Swing is the largest move, as a share of the scale, that it alone makes
	// in any issue's weighted mean; Issue is where.
	Swing float64 `json:"swing"`
	Issue string  `json:"issue,omitempty"`
	// Turns are the conclusions that one of its ends turns.
	Turns []string `json:"turns"`
}

// Sign is an early sign to look for.
type Sign struct {
	Conclusion string   `json:"conclusion"`
	LookFor    string   `json:"look_for"`
	By         string   `json:"by"`
	Speaks     string   `json:"speaks"` // for, against
	SeenOn     string   `json:"seen_on,omitempty"`
	SeenIn     string   `json:"seen_in,omitempty"`
	Claims     []string `json:"claims"`
}
