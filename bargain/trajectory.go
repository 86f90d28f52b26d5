package bargain

import "math"

// Stop says why a run ended.
type Stop string

// Exactly one of these ends a run.
const (
	StopNoOffers Stop = "no_offers" // nobody has an offer to make or to take
	StopSettled  Stop = "settled"   // the largest move fell below what counts
	StopCycle    Stop = "cycle"     // a state came back, so the rest repeats
	StopLimit    Stop = "limit"     // the most rounds were played
)

// Trajectory is a run of a dynamic model: the positions by round, why it ended,
// and, when asked for, a trace of every move. Slices by actor and by issue are
// in the order of the problem; positions are in units of the issues' scales,
// NaN where an actor has none (null in JSON).
//
// A dynamic model explains; the forecast of the package is static. The weighted
// mean of round 0 is that forecast, and stands beside the others for this.
type Trajectory struct {
	Model    string   `json:"model"`
	Switches Settings `json:"switches"`
	Seed     uint64   `json:"seed"`
	Stop     Stop     `json:"stop"`
	// Stops holds the end of each issue, for models that run the issues one by
	// one; Stop is then the least settled of them.
	Stops []IssueStop `json:"stops,omitempty"`
	// Cycle is set when Stop is StopCycle.
	Cycle *Cycle `json:"cycle,omitempty"`
	// Alternates is the length of the near repetition at the end of a run that
	// did not settle: 2 when every second round is nearly the same; 0 when there
	// is none.
	Alternates int      `json:"alternates,omitempty"`
	Warnings   []string `json:"warnings,omitempty"`
	Limits     []string `json:"limits,omitempty"` // of the model, under these switches

	Actors     []string    `json:"actors"`
	Issues     []IssueSpec `json:"scales"`
	Bystanders []string    `json:"bystanders,omitempty"` // no part in any issue
	NeverMoved []string    `json:"never_moved,omitempty"`

	Rounds []Round `json:"trajectory"` // round 0 is the start
	Ties   []Tie   `json:"ties,omitempty"`
	Moves  []Move  `json:"moves,omitempty"` // with Options.Trace

	*ExchangeReport // of the exchange family, else nil
}

// IssueStop is the end of the run on one issue.
type IssueStop struct {
	Issue      string `json:"issue"`
	Stop       Stop   `json:"stop"`
	Round      int    `json:"round"` // the last one that changed anything or was played
	Cycle      *Cycle `json:"cycle,omitempty"`
	Alternates int    `json:"alternates,omitempty"`
}

// Cycle is a repetition: the state of round From comes back in round From +
// Length.
type Cycle struct {
	From   int          `json:"from"`
	Length int          `json:"length"`
	States []CycleState `json:"states"`
}

// CycleState is one state of a cycle, positions by actor and issue of the run.
type CycleState struct {
	Round     int    `json:"round"`
	Positions []gaps `json:"positions"`
}

// Round is the state after a round, and what led to it.
type Round struct {
	Round          int
	Positions      [][]float64 // actor by issue
	WeightedMean   []float64   // by issue, with the weights c s of the problem
	WeightedMedian []float64   // by issue, low end
	// PCE is the distribution over the positions held, which sums to 1 (by issue
	// in the eu family); PCEMean is its expectation by issue.
	PCE     []Cluster
	PCEMean []float64
	// KTABProb is the number that KTAB prints by actor in the smp family: the
	// probability of the last cluster within its tolerance. Nil elsewhere.
	KTABProb []float64
	// Risk is, by actor and issue, the risk exponent of the eu family in this
	// round; in the smp family it has one column, the risk attitude R in the
	// state after it. NaN for actors that take no part.
	Risk [][]float64
	// Moved counts the moves of the round (one an actor and issue in the eu
	// family, one an actor in the smp family); MaxMove is the largest of them as
	// a share of the scale.
	Moved   int
	MaxMove float64
	// FractionalChange is the sum of the moves of the round over that of the
	// first, after which the smp family stops; 0 elsewhere.
	FractionalChange float64
	Pairs            []Pair // with Options.Tables

	actors []string // names, for the JSON
}

// MarshalJSON writes what belongs to actors as objects with a field an actor,
// in order.
func (r Round) MarshalJSON() ([]byte, error) {
	var o object
	o.field("round", r.Round)
	o.field("positions", byActor(r.actors, func(i int) any { return gaps(r.Positions[i]) }))
	o.field("weighted_mean", gaps(r.WeightedMean))
	o.field("weighted_median", gaps(r.WeightedMedian))
	o.field("pce", r.PCE)
	o.field("pce_mean", gaps(r.PCEMean))
	if r.KTABProb != nil {
		o.field("ktab_prob", byActor(r.actors, func(i int) any { return orNull(r.KTABProb[i]) }))
	}
	if r.Risk != nil {
		o.field("risk", byActor(r.actors, func(i int) any { return gaps(r.Risk[i]) }))
	}
	o.field("moved", r.Moved)
	o.field("max_move", r.MaxMove)
	if r.FractionalChange != 0 {
		o.field("fractional_change", r.FractionalChange)
	}
	if r.Pairs != nil {
		o.field("pairs", r.Pairs)
	}
	return o.bytes()
}

func byActor(actors []string, value func(i int) any) rawObject {
	var o object
	for i, a := range actors {
		o.field(a, value(i))
	}
	data, err := o.bytes()
	return rawObject{data, err}
}

// rawObject is JSON that is already written.
type rawObject struct {
	data []byte
	err  error
}

func (r rawObject) MarshalJSON() ([]byte, error) { return r.data, r.err }

func orNull(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

// Cluster is a position that one or more actors hold, and its probability in
// the probabilistic Condorcet election.
type Cluster struct {
	Issue       string   `json:"issue,omitempty"` // empty: the position spans all issues
	Position    gaps     `json:"position"`
	Actors      []string `json:"actors"`
	Probability float64  `json:"probability"`
}

// Pair is what a challenge of Other by Actor comes to as Actor sees it: a point
// of the quadrant chart, in which each pair stands twice, once a side.
type Pair struct {
	Issue string `json:"issue,omitempty"`
	Actor string `json:"actor"`
	Other string `json:"other"`
	// Own is what the actor expects from challenging the other, Others what it
	// takes the other to expect from challenging it.
	Own    float64 `json:"own"`
	Others float64 `json:"others"`
	// Probability that the actor wins its challenge, as it sees it.
	Probability float64 `json:"probability"`
}

// Tie is a choice that the rule left open.
type Tie struct {
	Round  int      `json:"round"`
	Issue  string   `json:"issue,omitempty"`
	Actor  string   `json:"actor"` // who chose
	What   string   `json:"what"`  // what was chosen: offer, target, option
	Among  []string `json:"among"` // the equals, the chosen one first
	Chosen string   `json:"chosen"`
	// Decisive says that the equals lead to different positions, so that the
	// result hangs on the rule for ties.
	Decisive bool `json:"decisive"`
}

// newTrajectory starts a trajectory with round 0.
func newTrajectory(model string, settings Settings, p *Problem, o Options) *Trajectory {
	t := &Trajectory{Model: model, Switches: settings, Seed: o.Seed, Actors: p.Actors, Issues: p.Issues}
	for i, a := range p.Actors {
		if p.Bystander(i) {
			t.Bystanders = append(t.Bystanders, a)
			t.Warnings = append(t.Warnings, a+" has no part in any issue: it is kept as a bystander, without weight, and never moves.")
			continue
		}
		for k, is := range p.Issues {
			switch {
			case math.IsNaN(p.Position[i][k]):
				t.Warnings = append(t.Warnings, a+" has no position on "+is.ID+" and takes no part in it.")
			case !p.TakesPart(i, k):
				t.Warnings = append(t.Warnings, a+" has no salience on "+is.ID+" and no weight in it.")
			}
		}
	}
	t.Rounds = append(t.Rounds, newRound(p, 0, p.Position))
	return t
}

// newRound makes a round of the given positions with what holds in every model.
func newRound(p *Problem, number int, positions [][]float64) Round {
	n, m := len(p.Actors), len(p.Issues)
	r := Round{Round: number, Positions: matrix(n, m), WeightedMean: make([]float64, m), WeightedMedian: make([]float64, m), actors: p.Actors}
	for i := range positions {
		copy(r.Positions[i], positions[i])
	}
	return r
}

// summarise fills the weighted mean and median of a round.
func (r *Round) summarise(p *Problem, k *Kernel) {
	x, c, s := make([]float64, len(p.Actors)), make([]float64, len(p.Actors)), make([]float64, len(p.Actors))
	for j, is := range p.Issues {
		for i := range p.Actors {
			x[i], c[i], s[i] = r.Positions[i][j], p.Capability[i][j], p.Salience[i][j]
		}
		k.Load(is.Low, is.High, x, c, s)
		r.WeightedMean[j] = k.Mean()
		r.WeightedMedian[j], _ = k.Median()
	}
}

// finish fills what is read off the whole run.
func (t *Trajectory) finish(p *Problem) {
	k := NewKernel(len(p.Actors))
	for i := range t.Rounds {
		t.Rounds[i].summarise(p, k)
	}
	for i, a := range p.Actors {
		if !p.Bystander(i) && t.stayed(i) {
			t.NeverMoved = append(t.NeverMoved, a)
		}
	}
	t.warn()
}

func (t *Trajectory) stayed(i int) bool {
	for _, r := range t.Rounds[1:] {
		for k, x := range r.Positions[i] {
			if x == x && x != t.Rounds[0].Positions[i][k] {
				return false
			}
		}
	}
	return true
}

// Last is the final round.
func (t *Trajectory) Last() *Round { return &t.Rounds[len(t.Rounds)-1] }

// matrix allocates rows of one block.
func matrix(rows, columns int) [][]float64 {
	block := make([]float64, rows*columns)
	m := make([][]float64, rows)
	for i := range m {
		m[i] = block[i*columns : (i+1)*columns : (i+1)*columns]
	}
	return m
}
