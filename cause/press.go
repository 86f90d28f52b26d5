package cause

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math"
	"slices"
)

// Pressed is the answer to a question over many draws.
type Pressed struct {
	Tried    int `json:"tried"`
	Stable   int `json:"stable"`
	Accepted int `json:"accepted"` // stable, and showing what was observed
	Diverged int `json:"diverged"` // accepted, but not stable under the intervention; in no share
	// PStable is stable / tried. The rest is a finding too: the share of sizes at
	// which a reinforcing loop runs away or a long balancing one swings wider.
	PStable float64 `json:"p_stable"`
	PAccept float64 `json:"p_accept"` // accepted / tried
	// Fit is accepted / stable: how easily the structure yields what was seen. The
	// ratio of the fits of two maps with the same observations is a Bayes factor
	// between them under these priors.
	Fit          float64    `json:"fit"`
	Few          bool       `json:"few"` // fewer than 200 accepted
	Self         Self       `json:"self"`
	Prior        Prior      `json:"prior"`
	Seed         uint64     `json:"seed"`
	Nodes        []Response `json:"nodes"`        // in the order of the map, over accepted draws that did not diverge
	Observations []Seen     `json:"observations"` // in the order asked
	Learned      []Learned  `json:"learned"`      // by link, the largest change first; empty without observations
}

// Seen says how often an observation holds over the stable draws.
type Seen struct {
	Observation `json:"-"`
	Held        float64 `json:"held"`
	// Contradicts marks the observation that a pushed node moved against its own
	// push.
	Contradicts bool `json:"contradicts"`
}

// Learned says what the observations ask of a link's size.
type Learned struct {
	Edge   int     `json:"-"`
	From   string  `json:"from"`
	To     string  `json:"to"`
	Stable float64 `json:"stable"` // mean size over stable draws, 0 where absent
	Kept   float64 `json:"kept"`   // over accepted ones
	Change float64 `json:"change"` // kept - stable: above 0, the link has to be strong
}

// Press answers the question: the signs of the responses over accepted draws.
// Too few acceptable draws are no error, and show as Few; none at all are an
// *Error with CodeNeverStable or a *Contradiction. The error of a question that
// is none joins *Errors. Interrupted after some draws were accepted, it returns
// what they say together with the error of the context.
func (c *Compiled) Press(ctx context.Context, q Question) (*Pressed, error) {
	total, whole, err := c.run(ctx, &q, func() tally {
		return &signTally{pos: make([]int, len(c.nodes)), neg: make([]int, len(c.nodes)), zero: make([]int, len(c.nodes)),
			learning: len(q.Observe) > 0, stableSize: make([]float64, len(c.edges)), keptSize: make([]float64, len(c.edges))}
	})
	if total == nil {
		return nil, err
	}
	t := whole.(*signTally)
	out := &Pressed{
		Tried: total.tried, Stable: total.stable, Accepted: total.accepted, Diverged: total.diverged,
		PStable: float64(total.stable) / float64(total.tried),
		PAccept: float64(total.accepted) / float64(total.tried),
		Fit:     float64(total.accepted) / float64(total.stable),
		Few:     total.accepted < fewDraws, Self: c.self, Prior: c.prior, Seed: q.Seed,
		Nodes: make([]Response, len(c.nodes)), Observations: []Seen{}, Learned: []Learned{},
	}
	reached := c.Reach(q.Intervention)
	for i := range out.Nodes {
		out.Nodes[i] = respond(t.pos[i], t.neg[i], t.zero[i], reached[i])
	}
	for i, o := range q.Observe {
		out.Observations = append(out.Observations, Seen{o, float64(total.held[i]) / float64(total.stable), o.Push[o.Node]*float64(o.Sign) < 0})
	}
	if t.learning {
		out.Learned = c.learned(t, total)
	}
	return out, err
}

func (c *Compiled) learned(t *signTally, n *counts) []Learned {
	var out []Learned
	for i, e := range c.edges {
		l := Learned{Edge: i, From: c.nodes[e.from], To: c.nodes[e.to],
			Stable: t.stableSize[i] / float64(n.stable), Kept: t.keptSize[i] / float64(max(1, n.accepted-n.diverged))}
		l.Change = l.Kept - l.Stable
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b Learned) int { return cmp.Compare(math.Abs(b.Change), math.Abs(a.Change)) })
	return out
}

// signTally counts the signs of responses and sums the sizes of links.
type signTally struct {
	pos, neg, zero       []int
	learning             bool
	stableSize, keptSize []float64
}

func (t *signTally) stable(k *Kernel) {
	if !t.learning {
		return
	}
	for i, v := range k.values {
		t.stableSize[i] += math.Abs(v)
	}
}

func (t *signTally) accepted(k *Kernel, x []float64) {
	for i, v := range x {
		switch SignOf(v) {
		case 1:
			t.pos[i]++
		case -1:
			t.neg[i]++
		default:
			t.zero[i]++
		}
	}
	if t.learning {
		for i, v := range k.values {
			t.keptSize[i] += math.Abs(v)
		}
	}
}

func (t *signTally) merge(next tally) {
	o := next.(*signTally)
	for i := range t.pos {
		t.pos[i] += o.pos[i]
		t.neg[i] += o.neg[i]
		t.zero[i] += o.zero[i]
	}
	for i := range t.stableSize {
		t.stableSize[i] += o.stableSize[i]
		t.keptSize[i] += o.keptSize[i]
	}
}

// Push makes the push vector of sizes by node. The error joins *Errors.
func (c *Compiled) Push(sizes map[string]float64) ([]float64, error) {
	push := make([]float64, len(c.nodes))
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		i, ok := c.index[name]
		if !ok {
			errs = append(errs, &Error{CodeUnknownNode, name, "it is pushed and is no node" + nearest(name, c.nodes), "declare it or name one that is"})
			continue
		}
		push[i] = sizes[name]
	}
	return push, errors.Join(errs...)
}
