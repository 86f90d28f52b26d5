package conflict

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"entente/quantity"
	"entente/sample"
)

// Doubt is what an analyst is unsure of in the preferences of one decision
// maker. Which fields count follows from the kind of the preference; the zero
// Doubt is none. An order of kind Unknown is drawn in any case.
type Doubt struct {
	// Confidences, of statements, say for each pair of neighbouring levels how
	// sure it is that the first stands before the second: one fewer than there
	// are levels, each within 0..1. See Reversals for what a draw makes of them.
	Confidences []quantity.Value
	// Positions, of statements, are the first and the last place that each level
	// may take, from 0. All orders that keep to them are equally likely.
	Positions [][2]int
	// Noise, of any order, is the standard deviation of independent normal noise
	// on the rank of each state, in ranks. The states are then ranked anew.
	Noise float64
	// Weights, of weights, are the ranges of options; those not named stand as
	// written.
	Weights map[string]quantity.Value
	// Steps, of an unknown order, is how many random swaps of neighbours a draw
	// makes where the orders are too many to be counted; 0 is DefaultSteps.
	Steps int
}

// Doubts are all that an analyst is unsure of in a case.
type Doubts struct {
	Preferences map[string]Doubt // by decision maker
	// Flags, by option, is the share of draws in which the option changes only as
	// its Change says; in the others it changes both ways.
	Flags map[string]float64
	// Rules, by index in Infeasible, is the share of draws in which the rule is in
	// force.
	Rules map[int]float64
}

// Number is a number that a plan draws from a range: a confidence or a weight.
type Number struct {
	Path  string // such as preferences.us.confidence[0] or preferences.us.weights.strike
	DM    int
	Pair  int // of confidences: which pair; -1 of weights
	Value quantity.Value

	key    uint64
	option string // of weights
}

// Plan is a case with doubts made ready for drawing. It is safe for concurrent
// use; each goroutine takes a Drawer of its own.
type Plan struct {
	base       *Model // no uncertain rule in force, every uncertain flag
	crisp      *Model
	built      Case
	doubts     Doubts
	orders     []orderPlan // by decision maker
	numbers    []Number
	switches   []structureSwitch
	judgements []Judgement

	mu       sync.Mutex
	variants map[uint64]*variant
}

// Reversals is the convention by which confidences make an order of statements:
// each pair of neighbours is decided independently, the second before the first
// with share one minus the confidence, and every longest run of reversed pairs is
// turned round as a block. So the pair (A, B) with confidence c has A before B in
// exactly a share c of the draws, whatever the other pairs do, and every outcome
// of the pairs is one order. The convention is this package's own.
//
// Order receives the levels, most important first; reversed says of each pair
// whether it is.
func Reversals(reversed []bool, order []int32) {
	for first := 0; first < len(order); {
		last := first
		for last < len(reversed) && reversed[last] {
			last++
		}
		for k := first; k <= last; k++ {
			order[k] = int32(first + last - k)
		}
		first = last + 1
	}
}

// NewPlan checks a case with its doubts and prepares to draw. The plan is nil
// when any problem is an error.
func NewPlan(c Case, d Doubts) (*Plan, Problems) {
	p := &Plan{built: c, doubts: d, variants: map[uint64]*variant{}}
	ps := p.structure()
	if ps.HasErrors() {
		return nil, ps
	}
	p.orders = make([]orderPlan, len(p.base.space.dms))
	for i, dm := range p.base.space.dms {
		p.orders[i] = p.order(i, d.Preferences[dm.ID], &ps)
	}
	for _, id := range slices.Sorted(maps.Keys(d.Preferences)) {
		if p.base.DecisionMaker(id) < 0 {
			ps.add(CodeUnknownDM, "preferences."+id, fmt.Sprintf("%q is no decision maker", id), "drop its doubts")
		}
	}
	ps = slices.DeleteFunc(ps, p.movable)
	p.judge()
	if ps.HasErrors() {
		return nil, ps
	}
	return p, ps
}

// movable reports whether a problem says that a statement is idle where it stands,
// though it may stand elsewhere in a draw.
func (p *Plan) movable(x Problem) bool {
	for id, d := range p.doubts.Preferences {
		if x.Code == CodeRedundantStatement && (d.Confidences != nil || d.Positions != nil) && strings.HasPrefix(x.Where[0], "preferences."+id+".statements[") {
			return true
		}
	}
	return false
}

// BuildUncertain is Build of a case with doubts: rules and flags are in force
// where their share is one half or more. A ranking and scores have to cover the
// states that are feasible while no uncertain rule is in force.
func BuildUncertain(c Case, d Doubts) (*Model, Problems) {
	p, ps := NewPlan(c, d)
	if p == nil {
		return nil, ps
	}
	return p.crisp, ps
}

// Base is the model over which orders are drawn: no uncertain rule is in force
// and every uncertain flag is. States of results are indices into it.
func (p *Plan) Base() *Model { return p.base }

// Crisp is the model with uncertain rules and flags in force where their share is
// one half or more, and the orders as written.
func (p *Plan) Crisp() *Model { return p.crisp }

// Numbers are the numbers that a draw needs, in the order in which Draw wants
// them.
func (p *Plan) Numbers() []Number { return p.numbers }

// orderPlan is how the order of one decision maker is drawn.
type orderPlan struct {
	key       uint64
	certain   bool
	first     int // of its numbers
	levels    *levelTable
	pairs     int // confidences
	pairKeys  []uint64
	positions *lattice
	weights   *weightTable
	partial   *extension
	noise     float64
	normal    quantity.Sampler
}

// order prepares one decision maker.
func (p *Plan) order(i int, d Doubt, ps *Problems) orderPlan {
	id := p.base.space.dms[i].ID
	where := "preferences." + id
	o := orderPlan{key: sample.Key(where), first: len(p.numbers)}
	kind := p.base.prefs[i].Kind
	foreign := func(given bool, field string, own Kind) {
		if given && kind != own {
			ps.add(CodeBadValue, where+"."+field, fmt.Sprintf("%s belongs to preferences of kind %s, and these are of kind %s", field, own, kind), "drop it, or give the preferences in that form")
		}
	}
	foreign(d.Confidences != nil, "confidence", Statements)
	foreign(d.Positions != nil, "positions", Statements)
	foreign(d.Weights != nil, "weights", Weights)
	errors := len(*ps)
	switch {
	case kind == Statements && d.Confidences != nil && d.Positions != nil:
		ps.add(CodeBadValue, where+".positions", "statements have either confidences or ranges of position", "drop one of the two")
	case kind == Statements && d.Confidences != nil:
		p.confidences(i, d.Confidences, &o, ps)
	case kind == Statements && d.Positions != nil:
		o.positions = positionLattice(d.Positions, len(p.base.truth[i]), where+".positions", ps)
		o.levels = newLevelTable(p.base.truth[i], p.base.Len())
	case kind == Weights && d.Weights != nil:
		o.weights = p.weights(i, d.Weights, ps)
	case kind == Unknown:
		o.partial = newExtension(p.base.Len(), p.base.pairs[i], d.Steps)
	}
	if d.Noise != 0 {
		if kind == Unknown || d.Noise < 0 || math.IsNaN(d.Noise) || math.IsInf(d.Noise, 0) {
			ps.add(CodeBadValue, where, "the noise needs a known order and a standard deviation of 0 or more", "give both, or no noise")
		} else {
			o.noise, o.normal = d.Noise, quantity.NewSampler(quantity.NormalOf(0, d.Noise))
		}
	}
	if len(*ps) > errors {
		return orderPlan{certain: true}
	}
	o.certain = o.levels == nil && o.weights == nil && o.partial == nil && o.noise == 0
	return o
}

func (p *Plan) confidences(i int, values []quantity.Value, o *orderPlan, ps *Problems) {
	where := "preferences." + p.base.space.dms[i].ID + ".confidence"
	levels := p.base.truth[i]
	if len(values) != len(levels)-1 {
		ps.add(CodeBadValue, where, fmt.Sprintf("there are %d confidences for %d pairs of neighbouring statements", len(values), len(levels)-1), "give one a pair")
		return
	}
	for k, v := range values {
		path := fmt.Sprintf("%s[%d]", where, k)
		if err := v.Check(); err != nil || v.Low < 0 || v.High > 1 {
			ps.add(CodeBadValue, path, "a confidence lies outside of 0..1", "give a number or range within 0..1")
			return
		}
		p.numbers = append(p.numbers, Number{Path: path, DM: i, Pair: k, Value: v, key: sample.Key(path)})
		o.pairKeys = append(o.pairKeys, sample.Key(path+".order"))
	}
	o.pairs = len(values)
	o.levels = newLevelTable(levels, p.base.Len())
}

func (p *Plan) weights(i int, values map[string]quantity.Value, ps *Problems) *weightTable {
	sp := p.base.space
	where := "preferences." + sp.dms[i].ID + ".weights."
	fixed := maps.Clone(p.base.prefs[i].Weights)
	var ranged []int
	for _, id := range slices.Sorted(maps.Keys(values)) {
		k, known := sp.optIdx[id]
		if !known {
			ps.add(CodeUnknownOption, where+id, fmt.Sprintf("the option %q is not declared", id), orNearest(id, sp.optionIDs(), "drop its weight"))
			return nil
		}
		if err := values[id].Check(); err != nil {
			ps.add(CodeBadValue, where+id, fmt.Sprintf("the weight of %q is no sound number", id), "give a finite number or range")
			return nil
		}
		fixed[id] = values[id].Mid()
		if !values[id].IsPoint() {
			delete(fixed, id)
			ranged = append(ranged, k)
		}
	}
	slices.Sort(ranged)
	for _, k := range ranged {
		id := sp.options[k].ID
		p.numbers = append(p.numbers, Number{Path: where + id, DM: i, Pair: -1, Value: values[id], key: sample.Key(where + id), option: id})
	}
	return sp.newWeightTable(fixed, ranged)
}
