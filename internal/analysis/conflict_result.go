package analysis

// ConflictAnswer is what the game of options says by itself: what can move from
// the status quo, and what is stable.
type ConflictAnswer struct {
	// Silent is why the game has no answer, a sentence; all else is then empty.
	Silent    string      `json:"silent,omitempty"`
	StatusQuo *GameState  `json:"status_quo"`      // null: the case gives none
	Moved     string      `json:"moved,omitempty"` // how held options moved the status quo
	States    int         `json:"states"`          // that are feasible
	Draws     int         `json:"draws"`           // that the game was solved in
	Movers    []GameMover `json:"movers"`          // what each decision maker can do from the status quo
	Concepts  []GameEnds  `json:"concepts"`        // in the order of display
	// Judgements are those by which the shares differ most, the strongest first.
	Judgements []GameJudgement `json:"judgements"`
}

// GameState is an outcome of the game.
type GameState struct {
	State string   `json:"state"` // its key: the options taken joined by +, - for none
	Taken []string `json:"taken"`
	Says  string   `json:"says"` // the options taken by name
}

// GameMover is what a decision maker can do from the status quo, with every
// judgement as it is thought likelier.
type GameMover struct {
	Actor string `json:"actor"`
	Name  string `json:"name"`
	Moves int    `json:"moves"` // outcomes it can bring about by itself
	// Improvements are those of them that it likes better.
	Improvements []GameState `json:"improvements"`
	// Stays are the concepts under which it lets the status quo be.
	Stays []string `json:"stays"`
	Words []string `json:"words"` // what deters it or does not, under SEQ
}

// GameEnds are the equilibria under one concept, those in sight in most draws
// first.
type GameEnds struct {
	Concept string    `json:"concept"`
	Title   string    `json:"title"`
	Words   string    `json:"words"`
	Ends    []GameEnd `json:"ends"`
	LeftOut int       `json:"left_out"` // equilibria of some draw that are not listed
}

// GameEnd is an outcome that is an equilibrium in some draw.
type GameEnd struct {
	GameState
	Point   bool    `json:"point"`    // an equilibrium by the likelier judgements
	Share   float64 `json:"share"`    // of draws in which it is an equilibrium
	SE      float64 `json:"se"`       // standard error of the share
	InSight float64 `json:"in_sight"` // share of draws in which it is one and in sight of the status quo
	// Base is InSight without the what-ifs and changes in force.
	Base *float64 `json:"base,omitempty"`
	// Path is a shortest way to it from the status quo by improvements, by the
	// likelier judgements; null where there is none.
	Path []GameStep `json:"path"`
}

// GameStep is one move on a path.
type GameStep struct {
	Actor string `json:"actor"`
	To    string `json:"to"` // the key of the outcome it leads to
	Says  string `json:"says"`
}

// GameJudgement is a judgement about the game, and the outcome whose share of
// draws, as an equilibrium in sight under SEQ, differs most by it.
type GameJudgement struct {
	Influence
	State string `json:"state"`
}

// ConflictFormat names the JSON form of ConflictView.
const ConflictFormat = "entente.conflict.view/1"

// ConflictView is the game whole: what is written, and what follows under the
// what-ifs and changes in force. What is by decision maker stands in the order
// of decision_makers, what is by concept in that of concepts.
type ConflictView struct {
	Format  string  `json:"format"`
	Version string  `json:"version"`
	Case    CaseRef `json:"case"`
	Seed    uint64  `json:"seed"`
	Draws   int     `json:"draws"` // that the game was solved in
	Planned int     `json:"planned"`
	Whole   bool    `json:"-"` // all draws were made

	WhatIfs []WhatIfRef `json:"what_ifs"`
	Changes []ChangeRef `json:"changes"`
	Without []string    `json:"without"`

	DecisionMakers []GameParty      `json:"decision_makers"`
	Options        []GameOption     `json:"options"`
	Rules          []GameRule       `json:"rules"`
	Preferences    []GamePreference `json:"preferences"`
	Concepts       []GameConcept    `json:"concepts"`
	Problems       []GameProblem    `json:"problems"` // what is wrong or weak in the game

	// Silent is why the game cannot be solved; all below is then empty.
	Silent    string `json:"silent,omitempty"`
	StatusQuo string `json:"status_quo"` // a key; empty: the case gives none
	Moved     string `json:"moved,omitempty"`
	// Known is false where an order is unknown, so that ranks, stable, equilibrium
	// and paths are absent and only shares of draws are told.
	Known   bool            `json:"known"`
	Count   int             `json:"count"` // feasible states
	States  []GameStateView `json:"states"`
	LeftOut int             `json:"left_out"` // states not listed
	Arcs    []GameArc       `json:"arcs"`
	// ArcsLeftOut is how many moves there are when they are too many to list.
	ArcsLeftOut int             `json:"arcs_left_out"`
	Answer      *ConflictAnswer `json:"answer"`
	Notes       []string        `json:"notes"`
}

// GameParty is one who decides.
type GameParty struct {
	Actor   string   `json:"actor"`
	Name    string   `json:"name"`
	Options []string `json:"options"`
}

// GameEvidence is what an item of the game rests on.
type GameEvidence struct {
	Basis     string   `json:"basis"`
	Claims    []string `json:"claims"`
	Against   []string `json:"against"`
	Judgement string   `json:"judgement,omitempty"`
	Mechanism string   `json:"mechanism,omitempty"`
	Note      string   `json:"note,omitempty"`
	Where     string   `json:"where,omitempty"` // file and line
}

// GameOption is a yes-or-no action.
type GameOption struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Actor  string `json:"actor"`
	Change string `json:"change"` // both, set-only, clear-only; as changed by what is in force
	// Held is yes or no where a what-if or change holds the option so.
	Held string `json:"held,omitempty"`
	GameEvidence
}

// GameRule excludes the combinations that satisfy it.
type GameRule struct {
	Rule string `json:"rule"`
	GameEvidence
}

// GamePreference is an actor's order over outcomes.
type GamePreference struct {
	Actor      string          `json:"actor"`
	Kind       string          `json:"kind"` // statements, ranking, weights, unknown, none
	Statements []GameStatement `json:"statements"`
	Ranking    [][]string      `json:"ranking"`
	Weights    []GameWeight    `json:"weights"`
}

// GameStatement is a wish; Number is its place from 1 as written, Place that by
// the likelier judgements.
type GameStatement struct {
	Number  int    `json:"number"`
	Place   int    `json:"place"` // 0: switched off
	Prefers string `json:"prefers"`
	Holds   int    `json:"holds"` // feasible states in which it holds
	// Path is that of the confidence that it stands before the next one, and
	// Confidence what is written there; empty where it is taken as sure.
	Path       string   `json:"path"`
	Confidence string   `json:"confidence"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	GameEvidence
}

// GameWeight is what an option is worth to an actor.
type GameWeight struct {
	Option string  `json:"option"`
	Path   string  `json:"path"`
	Text   string  `json:"text"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	GameEvidence
}

// GameConcept says how far those who decide look ahead.
type GameConcept struct {
	Concept string `json:"concept"`
	Title   string `json:"title"`
	Words   string `json:"words"`
	Rule    string `json:"rule"`
}

// GameProblem is what is wrong or weak in the game.
type GameProblem struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Path     string `json:"path"`
	Cause    string `json:"cause"`
	Remedy   string `json:"remedy"`
}

// GameStateView is an outcome with all that is known of it.
type GameStateView struct {
	GameState
	Ranks       []int       `json:"ranks"`       // by decision maker, 0 worst, equal where indifferent
	Stable      [][]bool    `json:"stable"`      // by concept, by decision maker
	Equilibrium []bool      `json:"equilibrium"` // by concept
	Shares      [][]float64 `json:"shares"`      // of draws in which it is stable, by concept, by decision maker
	EndShares   []float64   `json:"end_shares"`  // of draws in which it is an equilibrium, by concept
	EndErrors   []float64   `json:"end_errors"`  // their standard errors
	// SightShares are of draws in which it is an equilibrium in sight of the
	// status quo; Sight is the share in which it is in sight at all.
	SightShares []float64 `json:"sight_shares"`
	Sight       float64   `json:"sight"`
	// ByImprovements and ByMoves are shortest paths from the status quo, empty for
	// itself, null where nothing leads.
	ByImprovements []GameStep `json:"by_improvements"`
	ByMoves        []GameStep `json:"by_moves"`
}

// GameArc is a move; From and To are places in states.
type GameArc struct {
	Actor  string `json:"actor"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	Better bool   `json:"better"` // an improvement for the one who makes it
}
