package conflict

// Change says how an option may change.
type Change string

const (
	Both      Change = "both"       // taken and given up at will
	SetOnly   Change = "set-only"   // once taken, never given up: a strike
	ClearOnly Change = "clear-only" // once given up, never taken again: a delay
)

// DecisionMaker is one who decides. Name is for people; "" stands for ID.
type DecisionMaker struct {
	ID   string
	Name string
}

// Option is a yes/no action of one decision maker.
type Option struct {
	ID     string
	DM     string // the owner's id
	Name   string
	Change Change // "" is Both
}

// Graph is a model whose moves are listed instead of derived from options.
type Graph struct {
	States []GraphState
	Moves  map[string]map[string][]string // by decision maker, by state left: states reached
}

// GraphState is a state of a Graph. Taken are the options taken there; nil when
// the state stands for several combinations.
type GraphState struct {
	ID    string
	Taken []string
}

// Kind says how a preference is given.
type Kind string

const (
	Ranking    Kind = "ranking"    // Order
	Statements Kind = "statements" // Statements
	Weights    Kind = "weights"    // Weights
	Scores     Kind = "scores"     // Scores
	Unknown    Kind = "unknown"    // Pairs, if anything
)

// Preference is the order of one decision maker over the states. Only the field
// that Kind names is read.
type Preference struct {
	Kind Kind
	// Order lists classes of states by key, best first; every feasible state
	// stands in it exactly once.
	Order [][]string
	// Statements are expressions, most important first: of two states the better
	// is the one that satisfies the first statement on which they differ.
	// Statements of one level are equally important: what counts there is how
	// many of them hold. That counting is a convention of this package.
	Statements [][]string
	// Weights is a number an option; a state is worth the sum over options taken.
	Weights map[string]float64
	// Scores is a number a state, in canonical order, larger is better.
	Scores []float64
	// Pairs are what is known of an unknown order: the first is better.
	Pairs [][2]string
}

// Case is a conflict as an analyst writes it down: options with rules, or a
// graph, and a preference for each decision maker.
type Case struct {
	DecisionMakers []DecisionMaker
	Options        []Option
	Infeasible     []string // expressions; what satisfies one of them is excluded
	Graph          *Graph   // nil: moves follow from the options
	Preferences    map[string]Preference
}
