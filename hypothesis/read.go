package hypothesis

import (
	"context"
	"fmt"
	"slices"
)

// DefaultDraws is the number of readings drawn unless another is asked for.
const DefaultDraws = 10_000

// Settled is the share of readings from which on a lead, or an order of two, is
// said to be told by the ratings.
const Settled = 0.80

// Band is a posterior over the readings: median, middle half, 90% range.
type Band struct {
	P05, P25, P50, P75, P95 float64
}

// Pair is how two hypotheses stand to each other over the readings.
type Pair struct {
	A, B      string
	Above     float64 // share of readings with A above B
	Below     float64 // with B above A; the rest are level
	ToldApart bool    // one is above in at least Settled
	// Swaps is the share of readings against the more frequent order.
	Swaps float64
	// Separates is what would tell them apart best: the item whose ranges, set
	// to their middle, would make Swaps fall most, and by how much. Empty for a
	// pair that is told apart, when no item helps, and beyond the mostOpen pairs
	// that swap most.
	Separates string
	Drop      float64
	// PriorDrop is the fall of Swaps if the priors were points.
	PriorDrop float64
	Words     string
}

// Readings is the posterior over readings of the ratings.
type Readings struct {
	Hypotheses []string
	Draws      int // that count
	Impossible int // draws that left no hypothesis possible; in no share
	Bands      []Band
	Lead       []float64 // share of readings that each leads; a tie is divided
	Settled    bool
	Leader     string
	Swap       *Pair // the one that swaps most, the first of equals
	Pairs      []Pair
	Words      string
}

// Random returns draws of the plain random design of a seed, for Read. Draw i
// is a pure function of seed, i, and the names and ranges of the set.
func (c *Compiled) Random(seed uint64) func(i int, x []float64) {
	return func(i int, x []float64) { c.draw(seed, i, x) }
}

// Sample reads n draws of the plain random design of a seed.
func (c *Compiled) Sample(ctx context.Context, n int, seed uint64) (*Readings, error) {
	return c.Read(ctx, n, c.Random(seed))
}

// mostPosteriors bounds the posteriors held at once, draws times hypotheses.
const mostPosteriors = 1 << 25

// Read computes the posterior of n draws and sums them up. draw fills x with a
// value for every input, in the order of Inputs; it must be a function of i
// alone, because it is called more than once.
//
// The error is an *Error: n is below 1 or more than memory holds (CodeDraws),
// or no draw leaves a hypothesis possible (CodeImpossible); or that of ctx.
func (c *Compiled) Read(ctx context.Context, n int, draw func(i int, x []float64)) (*Readings, error) {
	if most := mostPosteriors / c.rows; n < 1 || n > most {
		return nil, &Error{CodeDraws, "", fmt.Sprintf("%d draws are asked for", n), fmt.Sprintf("ask for 1 to %d", most)}
	}
	r := &reader{ctx: ctx, c: c, draw: draw, x: make([]float64, len(c.inputs))}
	if err := r.run(n); err != nil {
		return nil, err
	}
	if r.n == 0 {
		return nil, &Error{CodeImpossible, "", "the evidence is impossible under every hypothesis in every draw", "mend a likelihood of 0, or lower a reliability of 1"}
	}
	out := &Readings{Hypotheses: c.Hypotheses(), Draws: r.n, Impossible: n - r.n, Lead: r.lead}
	for k := range c.rows {
		out.Lead[k] /= float64(r.n)
		out.Bands = append(out.Bands, band(r.posterior[k*n:k*n+r.n]))
	}
	out.Pairs = r.pairs()
	if err := r.separate(n, out.Pairs); err != nil {
		return nil, err
	}
	c.conclude(out)
	return out, nil
}

// reader goes over the draws.
type reader struct {
	ctx       context.Context
	c         *Compiled
	draw      func(i int, x []float64)
	x         []float64
	n         int       // draws with a posterior
	posterior []float64 // row by row
	lead      []float64
	above     []int // a*rows + b: draws with a above b
}

// each calls do with the posterior of every draw that has one, while the values
// of the draw stand in r.x.
func (r *reader) each(n int, do func(p []float64)) error {
	const often = 256
	k, p := r.c.NewKernel(), make([]float64, r.c.rows)
	for i := range n {
		if i%often == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		r.draw(i, r.x)
		if k.Posterior(r.x, p) {
			do(p)
		}
	}
	return nil
}

func (r *reader) run(n int) error {
	rows := r.c.rows
	r.posterior = make([]float64, rows*n)
	r.lead, r.above = make([]float64, rows), make([]int, rows*rows)
	return r.each(n, func(p []float64) {
		best, leaders := 0.0, 0.0
		for a, q := range p {
			r.posterior[a*n+r.n] = q
			best = max(best, q)
			for b := range a {
				if Above(q, p[b]) {
					r.above[a*rows+b]++
				} else if Above(p[b], q) {
					r.above[b*rows+a]++
				}
			}
		}
		r.n++
		for _, q := range p {
			if !Above(best, q) {
				leaders++
			}
		}
		for a, q := range p {
			if !Above(best, q) {
				r.lead[a] += 1 / leaders
			}
		}
	})
}

func (r *reader) pairs() []Pair {
	var out []Pair
	rows, n := r.c.rows, float64(r.n)
	for a := range rows {
		for b := a + 1; b < rows; b++ {
			p := Pair{A: r.c.set.Hypotheses[a].ID, B: r.c.set.Hypotheses[b].ID,
				Above: float64(r.above[a*rows+b]) / n, Below: float64(r.above[b*rows+a]) / n}
			p.Swaps = 1 - max(p.Above, p.Below)
			p.ToldApart = max(p.Above, p.Below) >= Settled
			out = append(out, p)
		}
	}
	return out
}

// band sorts xs, which are not used in their order again.
func band(xs []float64) Band {
	slices.Sort(xs)
	return Band{percentile(xs, 0.05), percentile(xs, 0.25), percentile(xs, 0.50), percentile(xs, 0.75), percentile(xs, 0.95)}
}

// percentile interpolates linearly between the order statistics (type 7 of
// Hyndman and Fan 1996).
func percentile(sorted []float64, p float64) float64 {
	at := float64(p * float64(len(sorted)-1))
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}

func (c *Compiled) conclude(out *Readings) {
	best := 0
	for k, share := range out.Lead {
		if Above(share, out.Lead[best]) {
			best = k
		}
	}
	out.Leader = out.Hypotheses[best]
	out.Settled = out.Lead[best] >= Settled
	for i := range out.Pairs {
		p := &out.Pairs[i]
		p.Words = c.sayPair(p)
		if out.Swap == nil || p.Swaps > out.Swap.Swaps {
			out.Swap = p
		}
	}
	out.Words = c.sayReadings(out, best)
}

func (c *Compiled) sayReadings(out *Readings, best int) string {
	lead := fmt.Sprintf("%s leads in %s of 100 readings of the ratings", c.name(best), inHundred(out.Lead[best]))
	text := lead + "."
	if !out.Settled {
		text = "Not settled by these ratings: " + lead + "."
	}
	if !out.Settled {
		text += " " + out.Swap.Words
	}
	if out.Impossible > 0 {
		text += fmt.Sprintf(" %d of %d draws left no hypothesis possible and count in no share.", out.Impossible, out.Draws+out.Impossible)
	}
	return text
}

func (c *Compiled) sayPair(p *Pair) string {
	up, down, share := p.A, p.B, p.Above
	if p.Below > p.Above {
		up, down, share = p.B, p.A, p.Below
	}
	names := c.names([]string{up, down})
	if p.ToldApart {
		return fmt.Sprintf("%s is above %s in %s of 100 readings.", names[0], names[1], inHundred(share))
	}
	text := fmt.Sprintf("%s and %s cannot be told apart on this evidence: %s is above in %s of 100 readings.", names[0], names[1], names[0], inHundred(share))
	switch {
	case p.Separates == "" && p.PriorDrop <= 0:
		return text + " No single rating, made narrower, would separate them: it takes new evidence."
	case p.Separates == "" || p.PriorDrop > p.Drop:
		return text + " Their priors leave it open more than any item does."
	}
	for i := range c.set.Items {
		if c.set.Items[i].ID == p.Separates {
			text += fmt.Sprintf(" Narrowing the ratings of %s would separate them most.", quoted(c.set.Items[i].name()))
		}
	}
	return text
}
