package cause

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
)

// Mechanism is a named part of a map that can be switched off: links that are
// cut, nodes that are held at their level. To cut a node, name all its links.
type Mechanism struct {
	Name string
	Cut  []int // edges, removed
	Hold []int // nodes, whose response is 0 and through which nothing passes
}

// CutRun is what switching mechanisms off does to the answers for some nodes.
type CutRun struct {
	Base       []Shares   // by target
	Accepted   int        // of the base
	Mechanisms []Switched // in the order given; of an interrupted run, those done
}

// Switched is one mechanism off. Without and base see the same sizes of all
// links that remain; each is accepted by its own stability.
type Switched struct {
	Name     string
	Accepted int
	Targets  []Switch // by target
}

// Switch is what one mechanism does to one target.
type Switch struct {
	Off Shares
	// Change is half the sum of the absolute changes of the three shares: 0 when
	// they are the same, 1 when nothing is left as it was.
	Change    float64
	Flips     int  // draws, stable in both, in which the sign differs
	Both      int  // draws stable in both
	OnlyRoute bool // no route leads to the target any more
	// OnRoute says that part of the mechanism lies on a route from a push to the
	// target, or on a loop that such a route meets. Where it does not, no draw
	// answers otherwise without it; shares differ only as far as other draws are
	// stable.
	OnRoute bool
}

// Idle reports whether the mechanism carries nothing to any target.
func (s Switched) Idle() bool {
	for _, t := range s.Targets {
		if t.OnRoute && (t.Change != 0 || t.Flips != 0 || t.OnlyRoute) {
			return false
		}
	}
	return true
}

// Rank lists the mechanisms by their largest change, the largest first, those
// that change nothing left out.
func (r *CutRun) Rank() []int {
	largest := func(i int) (most float64) {
		for _, t := range r.Mechanisms[i].Targets {
			most = math.Max(most, t.Change)
		}
		return most
	}
	var out []int
	for i, m := range r.Mechanisms {
		if !m.Idle() {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(largest(b), largest(a)) })
	return out
}

// CutMechanisms answers the question for the targets, as it stands and with each
// mechanism off. Observations are not allowed: what was seen was seen with all
// mechanisms on. Each mechanism done is told to progress, which may be nil and is
// called by one goroutine at a time. Interrupted after the base was drawn, it
// returns the mechanisms done so far together with the error of the context.
func (c *Compiled) CutMechanisms(ctx context.Context, q Question, targets []int, mechanisms []Mechanism, progress func(done int)) (*CutRun, error) {
	if len(q.Observe) > 0 {
		return nil, &Error{CodeRule, "", "mechanisms are cut without observations", "leave the observations out"}
	}
	if err := errors.Join(c.checkQuestion(&q), c.checkMechanisms(targets, mechanisms)); err != nil {
		return nil, err
	}
	if q.Draws == 0 {
		q.Draws = DefaultDraws
	}
	base, err := c.cutPass(ctx, &q, targets, Mechanism{}, nil)
	if err != nil {
		return nil, err
	}
	if base.accepted == 0 {
		return nil, c.neverStable(base.tried)
	}
	out := &CutRun{Accepted: base.accepted}
	switched := make([]*Switched, len(mechanisms))
	reachedBase := c.Reach(q.Intervention)
	onRoute := make([]func(Mechanism) bool, len(targets))
	for t, node := range targets {
		onRoute[t] = c.between(reachedBase, node)
	}
	for t := range targets {
		out.Base = append(out.Base, base.shares(t))
	}
	workers := q.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var wait sync.WaitGroup
	var lock sync.Mutex
	var failed error
	done := 0
	slots := make(chan struct{}, workers)
	for m, mechanism := range mechanisms {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			off, err := c.cutPass(ctx, &q, targets, mechanism, base)
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				failed = err
				return
			}
			reached := c.Reach(with(q.Intervention, mechanism))
			s := Switched{Name: mechanism.Name, Accepted: off.accepted}
			for t, node := range targets {
				w := Switch{Off: off.shares(t), Flips: off.flips[t], Both: off.both, OnlyRoute: !reached[node] && reachedBase[node], OnRoute: onRoute[t](mechanism)}
				w.Change = (math.Abs(w.Off.Pos-out.Base[t].Pos) + math.Abs(w.Off.Neg-out.Base[t].Neg) + math.Abs(w.Off.Zero-out.Base[t].Zero)) / 2
				s.Targets = append(s.Targets, w)
			}
			switched[m] = &s
			done++
			if progress != nil {
				progress(done)
			}
		})
	}
	wait.Wait()
	for _, s := range switched {
		if s != nil {
			out.Mechanisms = append(out.Mechanisms, *s)
		}
	}
	return out, failed
}

func (c *Compiled) checkMechanisms(targets []int, mechanisms []Mechanism) error {
	var errs []error
	outside := func(i, n int, at, what string) {
		if i < 0 || i >= n {
			errs = append(errs, &Error{CodeUnknownNode, at, what + " is none of the map", "name one that is"})
		}
	}
	for _, t := range targets {
		outside(t, len(c.nodes), "", "a target")
	}
	for _, m := range mechanisms {
		for _, e := range m.Cut {
			outside(e, len(c.edges), m.Name, "a link of it")
		}
		for _, n := range m.Hold {
			outside(n, len(c.nodes), m.Name, "a node of it")
		}
	}
	return errors.Join(errs...)
}

// between tells of a mechanism whether part of it lies on a way from what is
// reached to the target. Whole strongly connected parts are on a way or off it.
func (c *Compiled) between(reached []bool, target int) func(Mechanism) bool {
	toTarget := c.distances(target)
	on := func(i int) bool { return reached[i] && toTarget[i] >= 0 }
	return func(m Mechanism) bool {
		return slices.ContainsFunc(m.Cut, func(e int) bool { return on(c.edges[e].from) && on(c.edges[e].to) }) ||
			slices.ContainsFunc(m.Hold, on)
	}
}

// with is the intervention with a mechanism off.
func with(iv Intervention, m Mechanism) Intervention {
	iv.Cuts = append(slices.Clone(iv.Cuts), m.Cut...)
	iv.Pins = slices.Clone(iv.Pins)
	for _, n := range m.Hold {
		iv.Pins = slices.DeleteFunc(iv.Pins, func(p Pin) bool { return p.Node == n })
		iv.Pins = append(iv.Pins, Pin{Node: n})
	}
	return iv
}

// cutCounts is one pass. Signs are kept by draw and target; 2 marks a draw that
// is not stable.
type cutCounts struct {
	tried, accepted, both int
	signs                 []int8
	counts                [][3]int // by target: fell, did not move, rose
	flips                 []int
}

func (n *cutCounts) shares(target int) Shares {
	total := float64(max(1, n.accepted))
	c := n.counts[target]
	return Shares{Pos: float64(c[2]) / total, Neg: float64(c[0]) / total, Zero: float64(c[1]) / total}
}

func (c *Compiled) cutPass(ctx context.Context, q *Question, targets []int, m Mechanism, base *cutCounts) (*cutCounts, error) {
	out := &cutCounts{counts: make([][3]int, len(targets)), flips: make([]int, len(targets))}
	iv := with(q.Intervention, m)
	k, x := c.NewKernel(), make([]float64, len(c.nodes))
	width := len(targets)
	for most := triesEach * max(q.Draws, fewestWanted); out.tried < most && out.accepted < q.Draws; out.tried++ {
		if out.tried%chunk == 0 && ctx.Err() != nil {
			return nil, fmt.Errorf("cutting mechanism %q: %w", m.Name, ctx.Err())
		}
		k.Try(q.Seed, out.tried, 0)
		stable := k.Respond(iv, x)
		if stable {
			out.accepted++
		}
		both := stable && base != nil && out.tried < base.tried && base.signs[out.tried*width] != 2
		if both {
			out.both++
		}
		for t, node := range targets {
			sign := int8(2)
			if stable {
				sign = int8(SignOf(x[node]))
				out.counts[t][sign+1]++
			}
			if both && base.signs[out.tried*width+t] != sign {
				out.flips[t]++
			}
			if base == nil {
				out.signs = append(out.signs, sign)
			}
		}
	}
	return out, nil
}
