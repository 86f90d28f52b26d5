package analysis

import "entente/cause"

// CausesAnswer is what the causal map says of the pushes that are asked about,
// under the changes in force. Shares are of the draws that speak: stable ones
// that show what was observed.
type CausesAnswer struct {
	Self  string `json:"self"`  // sampled, unit, declared: where self-limitation comes from
	Prior string `json:"prior"` // of sizes that are not stated: uniform

	Tried    int     `json:"tried"`    // draws
	Stable   int     `json:"stable"`   // of them
	Matching int     `json:"matching"` // stable, and showing what was observed
	PStable  float64 `json:"p_stable"` // stable / tried; the rest runs away
	PAccept  float64 `json:"p_accept"` // matching / tried
	Fit      float64 `json:"fit"`      // matching / stable; 0 when none is stable
	Few      bool    `json:"few"`      // fewer than 200 draws speak

	Pushes   []PushAnswer     `json:"pushes"`
	Loops    []LoopAnswer     `json:"loops"` // by length, then by names
	Observed []ObservedAnswer `json:"observed"`
	Learned  []LearnedLink    `json:"learned"`          // the five largest changes; empty without observations
	Silent   string           `json:"silent,omitempty"` // why no draw speaks
	Words    []string         `json:"words"`
}

// PushAnswer is which way everything goes under one push, or several together.
type PushAnswer struct {
	Push  []PushedDriver `json:"push"`
	Off   []string       `json:"off"` // paths of links cut together with it
	Of    []string       `json:"of"`  // what asks it: conclusions.ID, what-if.ID; empty: asked by hand
	Draws int            `json:"draws"`
	// Nodes are those that a route leads to: what rises, what falls, then what is
	// ambiguous, the surest first.
	Nodes      []NodeAnswer `json:"nodes"`
	Unaffected []string     `json:"unaffected"` // no route leads to them
	Words      string       `json:"words"`
}

// PushedDriver is one driver of a push.
type PushedDriver struct {
	Driver string  `json:"driver"`
	Name   string  `json:"name"`
	Op     string  `json:"op"`   // push, or pin: held at this level
	Text   string  `json:"text"` // +0.6, =0.6, +0.3..0.6
	Size   float64 `json:"size"` // its middle
}

// NodeAnswer is which way one driver goes.
type NodeAnswer struct {
	Node     string     `json:"node"`
	Name     string     `json:"name"`
	Response Spread     `json:"response"` // the change of its level, in its own unit
	Pos      float64    `json:"pos"`      // shares of the draws that speak: rises,
	Neg      float64    `json:"neg"`      // falls,
	Zero     float64    `json:"zero"`     // does not move
	Interval [2]float64 `json:"interval"` // 95%, of the larger of pos and neg: doubt from the number of draws
	// Direction is rises or falls from a share of 0.80, else ambiguous; Firm from
	// 0.95. Settled is false when so few draws leave that open.
	Direction cause.Direction `json:"direction"`
	Firm      bool            `json:"firm"`
	Settled   bool            `json:"settled"`
	Words     string          `json:"words"`
	// Base is the answer of the map without the changes in force, where they change
	// the map.
	Base *NodeBase `json:"base,omitempty"`
	// Settings says in how many other ways of running the map the direction holds;
	// only where it was asked for.
	Settings *SettingsAnswer `json:"settings,omitempty"`
}

// NodeBase is which way a driver goes on the map as the case has it.
type NodeBase struct {
	Pos       float64         `json:"pos"`
	Neg       float64         `json:"neg"`
	Zero      float64         `json:"zero"`
	Direction cause.Direction `json:"direction"`
	Firm      bool            `json:"firm"`
}

// SettingsAnswer counts the ways of running a map under which a direction holds:
// self-limitation sampled and of size one, unstated sizes uniform and
// log-uniform, uncertain links sampled, all present and all absent.
type SettingsAnswer struct {
	Holds int      `json:"holds"`
	Of    int      `json:"of"`
	Fails []string `json:"fails"` // the settings in which it does not
}

// RouteAnswer is one route from a push to what it moves.
type RouteAnswer struct {
	Path     []string `json:"path"`     // ids of drivers, in the direction of effect
	Names    []string `json:"names"`    // of drivers
	Sign     string   `json:"sign"`     // of the effect along it: +, - or ?
	Up       bool     `json:"up"`       // whether the push, as signed, raises the end along it
	Mean     float64  `json:"mean"`     // its part in the response, on average
	Share    float64  `json:"share"`    // mean size of its part, of that of all routes
	Decisive float64  `json:"decisive"` // share of draws in which the response would turn without it
	Links    []string `json:"links"`    // paths of its links
	Claims   []string `json:"claims"`   // ids of the claims behind them
	Words    string   `json:"words"`
}

// LoopAnswer is a feedback loop of the map.
type LoopAnswer struct {
	Nodes   []string `json:"nodes"` // in the direction of effect
	Sign    string   `json:"sign"`  // +: reinforcing, -: balancing, ?: not known
	Links   []string `json:"links"`
	Gain    *float64 `json:"gain"`     // median over draws, stable or not; null: nothing limits it
	AtLeast float64  `json:"at_least"` // share of draws with a gain of 1 or more
	Words   string   `json:"words"`
}

// ObservedAnswer is an observation and how easily the map shows it.
type ObservedAnswer struct {
	Path   string         `json:"path"` // causes.observed.1
	Push   []PushedDriver `json:"push"`
	Node   string         `json:"node"`
	Name   string         `json:"name"`
	Moved  string         `json:"moved"` // +, -, 0
	Held   float64        `json:"held"`  // share of the stable draws that show it
	Claims []string       `json:"claims"`
	Words  string         `json:"words"`
}

// LearnedLink is what the observations ask of a link's size.
type LearnedLink struct {
	Path   string  `json:"path"`
	Label  string  `json:"label"`
	Stable float64 `json:"stable"` // mean size over the stable draws
	Kept   float64 `json:"kept"`   // over those that show what was observed
	Change float64 `json:"change"` // kept - stable: above 0, the link has to be strong
	Words  string  `json:"words"`
}
