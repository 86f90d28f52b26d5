package hypothesis

import (
	"entente/quantity"
	"entente/sample"
)

// Kind says what a number of a set is.
type Kind string

const (
	Prior       Kind = "prior"
	Reliability Kind = "reliability"
	Floor       Kind = "floor"
	Likelihood  Kind = "likelihood"
)

// Input is one number of a set, a point or a range.
type Input struct {
	Kind       Kind
	Item       string // empty for a prior
	Hypothesis string // empty for reliability and floor
	Value      quantity.Value
}

// Name is the input's name within its set: H1.prior, e1.reliability, e1.floor,
// e1.likelihood.H1.
func (in *Input) Name() string {
	switch in.Kind {
	case Prior:
		return in.Hypothesis + ".prior"
	case Likelihood:
		return in.Item + ".likelihood." + in.Hypothesis
	}
	return in.Item + "." + string(in.Kind)
}

// key is that of the input's draws. Unlike the name it cannot be the same for
// two inputs, whatever dots their ids hold.
func (in *Input) key() uint64 {
	return sample.Key(string(in.Kind) + "\x00" + in.Item + "\x00" + in.Hypothesis)
}

// Compiled is a checked set, ready to be drawn from. It is immutable and safe
// for concurrent use.
type Compiled struct {
	set     Set
	rows    int
	inputs  []Input
	middle  []float64 // the points
	sampler []quantity.Sampler
	ranges  []rangeKey // inputs that are no points
	units   []group
	of      []int // unit of each item
}

type rangeKey struct {
	at  int
	key uint64
}

// group is a cluster or an item that stands alone.
type group struct {
	name    string
	cluster bool
	w       float64
	items   []int // where the numbers of each begin in the inputs
	members []int // items, by number
}

// Compile checks the set and prepares it. The error joins *Errors.
func Compile(s Set) (*Compiled, error) {
	c, err := prepare(s)
	if err != nil {
		return nil, err
	}
	if !c.NewKernel().Posterior(c.middle, make([]float64, c.rows)) {
		return nil, &Error{CodeImpossible, "", "the evidence is impossible under every hypothesis", "mend a likelihood of 0, add a hypothesis, or lower a reliability of 1"}
	}
	return c, nil
}

// prepare is Compile for a set whose items need not be possible together.
func prepare(s Set) (*Compiled, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	c := &Compiled{set: s, rows: len(s.Hypotheses)}
	for i := range s.Hypotheses {
		h := &s.Hypotheses[i]
		c.input(Input{Prior, "", h.ID, valueOr(h.Prior, DefaultPrior)})
	}
	for i := range s.Items {
		item := &s.Items[i]
		c.input(Input{Reliability, item.ID, "", valueOr(item.Reliability, DefaultReliability)})
		c.input(Input{Floor, item.ID, "", valueOr(item.Floor, DefaultFloor)})
		for _, h := range s.Hypotheses {
			c.input(Input{Likelihood, item.ID, h.ID, item.Likelihood[h.ID]})
		}
	}
	c.group()
	return c, nil
}

func (c *Compiled) input(in Input) {
	at := len(c.inputs)
	c.inputs = append(c.inputs, in)
	c.middle = append(c.middle, in.Value.Mid())
	c.sampler = append(c.sampler, quantity.NewSampler(in.Value))
	if !in.Value.IsPoint() {
		c.ranges = append(c.ranges, rangeKey{at, in.key()})
	}
}

// first is where the numbers of an item begin in the inputs: reliability,
// floor, then its likelihoods.
func (c *Compiled) first(item int) int { return c.rows + item*(c.rows+2) }

func (c *Compiled) group() {
	byName := map[string]int{}
	for i, item := range c.set.Items {
		u, ok := byName[item.Cluster]
		if item.Cluster == "" || !ok {
			u = len(c.units)
			c.units = append(c.units, group{name: either(item.Cluster, item.ID), cluster: item.Cluster != ""})
			byName[item.Cluster] = u
		}
		c.units[u].items = append(c.units[u].items, c.first(i))
		c.units[u].members = append(c.units[u].members, i)
		c.of = append(c.of, u)
	}
	rho := c.set.rho()
	for u := range c.units {
		m := float64(len(c.units[u].items))
		c.units[u].w = (1 + (m-1)*(1-rho)) / m
	}
}

// Hypotheses are the ids of the rows, in the order of posteriors.
func (c *Compiled) Hypotheses() []string {
	ids := make([]string, c.rows)
	for i, h := range c.set.Hypotheses {
		ids[i] = h.ID
	}
	return ids
}

// Inputs are all numbers of the set, points included: the priors, then of each
// item its reliability, its floor and its likelihoods by row. The slice must
// not be changed.
func (c *Compiled) Inputs() []Input { return c.inputs }

// draw fills x with draw i of a seed. An input's draws depend on its name
// alone, not on what else the set holds.
func (c *Compiled) draw(seed uint64, i int, x []float64) {
	copy(x, c.middle)
	for _, r := range c.ranges {
		x[r.at] = c.sampler[r.at].At(sample.At(seed, r.key, uint64(i)))
	}
}
