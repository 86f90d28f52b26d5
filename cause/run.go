package cause

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"runtime"
	"strings"
	"sync"
)

const (
	// DefaultDraws is the number of accepted draws of a question that names none.
	DefaultDraws = 10000
	// triesEach is how many draws are tried for each that is wanted.
	triesEach = 50
	// fewestWanted is the number of draws below which no fewer are tried.
	fewestWanted = 200
	// chunk is how many draws a worker tries at a time.
	chunk = 256
	// MaxObservations is the largest number of observations of one question.
	MaxObservations = 64
)

// Question is what is asked of a map. Draw t is Kernel.Try(Seed, t, 0): draws
// are tried in order until as many as wanted are accepted, so that the answer
// does not depend on the number of workers.
type Question struct {
	Intervention
	Observe []Observation
	Draws   int // accepted draws wanted; 0: DefaultDraws
	Seed    uint64
	Workers int // 0: one a core
	// Progress, which may be nil, is told how many draws are accepted of those
	// wanted, now and then, by one goroutine.
	Progress func(accepted, wanted int)
}

// Observation says what was seen: under the push, the node rose (Sign 1), fell
// (-1) or did not move (0). Draws in which it does otherwise are not accepted.
type Observation struct {
	Push []float64 // by node
	Node int
	Sign int
}

// tally collects what one question wants to know of its draws. Tallies of
// consecutive draws are merged in order.
type tally interface {
	stable(k *Kernel)                // called for each stable draw
	accepted(k *Kernel, x []float64) // for each that also matches all observations
	merge(next tally)
}

// counts is how draws fared.
type counts struct {
	tried, stable, accepted, diverged int
	held                              []int          // by observation, over stable draws
	missed                            map[uint64]int // stable draws by the set of observations they missed, of one or two
}

func (n *counts) merge(m *counts) {
	n.tried += m.tried
	n.stable += m.stable
	n.accepted += m.accepted
	n.diverged += m.diverged
	for i, h := range m.held {
		n.held[i] += h
	}
	for set, count := range m.missed {
		n.missed[set] += count
	}
}

func newCounts(observations int) *counts {
	return &counts{held: make([]int, observations), missed: map[uint64]int{}}
}

// batch tries the draws of one chunk.
type batch struct {
	c      *Compiled
	q      *Question
	kernel *Kernel
	x      []float64
}

func (b *batch) run(from, to, want int, t tally) *counts {
	n := newCounts(len(b.q.Observe))
	for draw := from; draw < to && n.accepted < want; draw++ {
		n.tried++
		if !b.kernel.Try(b.q.Seed, draw, 0) {
			continue
		}
		n.stable++
		t.stable(b.kernel)
		missed := b.kernel.misses(b.q.Observe, b.x)
		for i := range n.held {
			if missed>>i&1 == 0 {
				n.held[i]++
			}
		}
		if missed != 0 {
			if bits.OnesCount64(missed) <= 2 {
				n.missed[missed]++
			}
			continue
		}
		n.accepted++
		if !b.kernel.Respond(b.q.Intervention, b.x) {
			n.diverged++
			continue
		}
		t.accepted(b.kernel, b.x)
	}
	return n
}

// run tries draws until the question has as many as it wants. newTally makes an
// empty tally; the one returned holds all draws. Interrupted after some draws
// were accepted, it returns those with the error of the context.
func (c *Compiled) run(ctx context.Context, q *Question, newTally func() tally) (*counts, tally, error) {
	if err := c.checkQuestion(q); err != nil {
		return nil, nil, err
	}
	want := q.Draws
	if want == 0 {
		want = DefaultDraws
	}
	most := triesEach * max(want, fewestWanted)
	workers := q.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, (most+chunk-1)/chunk)
	batches := make([]*batch, workers)
	for w := range batches {
		batches[w] = &batch{c: c, q: q, kernel: c.NewKernel(), x: make([]float64, len(c.nodes))}
	}
	total, whole := newCounts(len(q.Observe)), newTally()
	parts, tallies := make([]*counts, workers), make([]tally, workers)
	for from := 0; from < most && total.accepted < want; from += workers * chunk {
		if err := ctx.Err(); err != nil {
			if total.accepted > 0 {
				return total, whole, err
			}
			return nil, nil, err
		}
		if q.Progress != nil {
			q.Progress(total.accepted, want)
		}
		var wait sync.WaitGroup
		for w := range workers {
			wait.Go(func() {
				start := from + w*chunk
				tallies[w] = newTally()
				parts[w] = batches[w].run(start, min(start+chunk, most), want, tallies[w])
			})
		}
		wait.Wait()
		for w := range workers {
			left := want - total.accepted
			if left == 0 {
				break
			}
			if parts[w].accepted >= left { // the last draw wanted is in it: stop there
				start := from + w*chunk
				tallies[w] = newTally()
				parts[w] = batches[w].run(start, min(start+chunk, most), left, tallies[w])
			}
			total.merge(parts[w])
			whole.merge(tallies[w])
		}
	}
	switch {
	case total.stable == 0:
		return nil, nil, c.neverStable(total.tried)
	case total.accepted == 0:
		return nil, nil, c.contradiction(q, total)
	}
	return total, whole, nil
}

func (c *Compiled) checkQuestion(q *Question) error {
	var errs []error
	report := func(code, at, cause, remedy string) { errs = append(errs, &Error{code, at, cause, remedy}) }
	vector := func(at string, push []float64) {
		if push != nil && len(push) != len(c.nodes) {
			report(CodeRange, at, fmt.Sprintf("%d pushes for %d nodes", len(push), len(c.nodes)), "give one a node")
			return
		}
		for i, p := range push {
			if math.IsNaN(p) || math.IsInf(p, 0) {
				report(CodeRange, cmp.Or(at, c.nodes[i]), "the push is not finite", "give a finite size")
			}
		}
	}
	vector("", q.Push)
	for _, p := range q.Pins {
		switch {
		case p.Node < 0 || p.Node >= len(c.nodes):
			report(CodeUnknownNode, "", "a pin names no node of the map", "name one that is")
		case math.IsNaN(p.Level) || math.IsInf(p.Level, 0):
			report(CodeRange, c.nodes[p.Node], "the pinned level is not finite", "give a finite level")
		}
	}
	for _, e := range q.Cuts {
		if e < 0 || e >= len(c.edges) {
			report(CodeUnknownNode, "", "a cut names no link of the map", "name one that is")
		}
	}
	if empty(q.Intervention) {
		report(CodePressEmpty, "", "nothing is pushed", "give at least one node a push or a pin other than 0")
	}
	if q.Draws < 0 {
		report(CodeRange, "", fmt.Sprintf("%d draws are wanted", q.Draws), "ask for at least one")
	}
	if len(q.Observe) > MaxObservations {
		report(CodeRange, "", fmt.Sprintf("%d observations", len(q.Observe)), fmt.Sprintf("give at most %d", MaxObservations))
	}
	for i, o := range q.Observe {
		vector(fmt.Sprintf("observation %d", i+1), o.Push)
		if empty(Intervention{Push: o.Push}) {
			report(CodePressEmpty, fmt.Sprintf("observation %d", i+1), "nothing is pushed", "say under which push it was made")
		}
		if o.Node < 0 || o.Node >= len(c.nodes) {
			report(CodeUnknownNode, fmt.Sprintf("observation %d", i+1), "its node is none of the map", "name one that is")
		}
		if o.Sign < -1 || o.Sign > 1 {
			report(CodeSign, fmt.Sprintf("observation %d", i+1), fmt.Sprintf("%d is no direction", o.Sign), "give 1, -1 or 0")
		}
	}
	return errors.Join(errs...)
}

func empty(iv Intervention) bool {
	for _, p := range iv.Push {
		if p != 0 {
			return false
		}
	}
	for _, p := range iv.Pins {
		if p.Level != 0 {
			return false
		}
	}
	return true
}

// neverStable says what may be to blame: nodes that nothing limits, and
// reinforcing loops.
func (c *Compiled) neverStable(tried int) error {
	limited := make([]bool, len(c.nodes))
	for _, e := range c.edges {
		if e.from == e.to && e.sign != Plus {
			limited[e.from] = true
		}
	}
	var free, loops []string
	for i, name := range c.nodes {
		if c.self == Declared && !limited[i] {
			free = append(free, name)
		}
	}
	for _, l := range c.Loops(LoopLimits{}).Loops {
		if l.Sign != Minus && len(loops) < 3 {
			loops = append(loops, strings.Join(c.Names(l.Nodes), " -> "))
		}
	}
	cause := fmt.Sprintf("no sizes were stable in %d tries", tried)
	if len(free) > 0 {
		if len(free) > 10 {
			free = append(free[:10:10], "and others")
		}
		cause += "; without self-limitation: " + strings.Join(free, ", ")
	}
	if len(loops) > 0 {
		cause += "; reinforcing: " + strings.Join(loops, "; ")
	}
	return &Error{CodeNeverStable, "", cause, "give nodes self-limitation or weaken a reinforcing loop"}
}

// Names returns the names of nodes.
func (c *Compiled) Names(nodes []int) []string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = c.nodes[n]
	}
	return out
}
