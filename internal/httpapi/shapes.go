package httpapi

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"entente/bargain"
)

// The types below have the shape that types of package bargain take as JSON,
// which those write themselves: the description of the interface is made from
// these. A test holds real answers against it.

// Trajectory is a run of a dynamic model.
type Trajectory struct {
	Model      string              `json:"model"`
	Switches   map[string]string   `json:"switches"`
	Seed       uint64              `json:"seed"`
	Stop       bargain.Stop        `json:"stop" enum:"no_offers,settled,cycle,limit"`
	Stops      []bargain.IssueStop `json:"stops,omitempty"`
	Cycle      *bargain.Cycle      `json:"cycle,omitempty"`
	Alternates int                 `json:"alternates,omitempty"`
	Warnings   []string            `json:"warnings,omitempty"`
	Limits     []string            `json:"limits,omitempty"`
	Actors     []string            `json:"actors"`
	Issues     []bargain.IssueSpec `json:"scales"`
	Bystanders []string            `json:"bystanders,omitempty"`
	NeverMoved []string            `json:"never_moved,omitempty"`
	Rounds     []TrajectoryRound   `json:"trajectory"`
	Ties       []bargain.Tie       `json:"ties,omitempty"`
	Moves      []bargain.Move      `json:"moves,omitempty"`

	// Of the exchange family alone.
	Exchanges      []bargain.Exchange             `json:"exchanges,omitempty"`
	OutcomeBefore  map[string]float64             `json:"outcome_before,omitempty"`
	OutcomeAfter   map[string]float64             `json:"outcome_after,omitempty"`
	ScaleBefore    map[string]float64             `json:"outcome_before_on_scale,omitempty"`
	ScaleAfter     map[string]float64             `json:"outcome_after_on_scale,omitempty"`
	Final          map[string]map[string]*float64 `json:"final_positions,omitempty"`
	ExchangeRounds []bargain.ExchangeRound        `json:"exchange_rounds,omitempty"`
	TieRange       *bargain.TieRange              `json:"tie_range,omitempty"`
}

// TrajectoryRound is the state after a round; what belongs to actors is an
// object with a field an actor.
type TrajectoryRound struct {
	Round            int                   `json:"round"`
	Positions        map[string][]*float64 `json:"positions"`
	WeightedMean     []*float64            `json:"weighted_mean"`
	WeightedMedian   []*float64            `json:"weighted_median"`
	PCE              []bargain.Cluster     `json:"pce"`
	PCEMean          []*float64            `json:"pce_mean"`
	KTABProb         map[string]*float64   `json:"ktab_prob,omitempty"`
	Risk             map[string][]*float64 `json:"risk,omitempty"`
	Moved            int                   `json:"moved"`
	MaxMove          float64               `json:"max_move"`
	FractionalChange float64               `json:"fractional_change,omitempty"`
	Pairs            []bargain.Pair        `json:"pairs,omitempty"`
}

// shape registers the shapes.
func shape(r huma.Registry) {
	alias := func(from, to reflect.Type) { r.RegisterTypeAlias(from, to) }
	alias(reflect.TypeFor[bargain.Trajectory](), reflect.TypeFor[Trajectory]())
	alias(reflect.TypeFor[bargain.Settings](), reflect.TypeFor[map[string]string]())
	alias(reflect.TypeFor[bargain.Place](), reflect.TypeFor[any]()) // a number, or a list with a number an issue
	alias(reflect.TypeFor[bargain.ByIssue](), reflect.TypeFor[map[string]*float64]())
	alias(reflect.TypeFor[bargain.ActorGrid](), reflect.TypeFor[map[string]map[string]*float64]())
	alias(reflect.TypeOf(bargain.Cluster{}.Position), reflect.TypeFor[[]*float64]())
}
