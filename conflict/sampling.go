package conflict

import (
	"context"
	"math"
	"math/bits"
	"sync"
)

// Sampling says in how many draws of a plan a state is stable. Shares of draws
// are shares of the judgements that the analyst admits, not chances of an event.
// States are those of the plan's base; one that is not feasible in a draw is not
// stable in it.
type Sampling struct {
	Draws       int
	Seed        uint64
	Equilibrium [concepts][]int   // by concept, state: draws in which it is stable for all
	Stable      [concepts][][]int // by concept, decision maker, state
	// Reached, by state, are the draws in which improvements alone lead to it from
	// the status quo, and InSight those in which it is an equilibrium too; nil
	// without a status quo.
	Reached []int
	InSight [concepts][]int
	// Deciding, by concept, state, is the judgement whose two values differ most in
	// the share of draws in which the state is an equilibrium.
	Deciding [concepts][]Deciding
}

// Deciding is a judgement with the shares of draws that its two values give. It
// is a screen of one judgement at a time over the same draws: what two of them do
// together it does not see. A value that occurs in fewer than one draw of a
// hundred, or fewer than 20, is not compared.
type Deciding struct {
	Judgement int     // an index into the plan's Judgements; -1: none makes a difference
	On, Off   float64 // shares among the draws in which it holds, and does not
}

// StandardError is that of a share of n draws, sqrt(p(1-p)/n).
func StandardError(share float64, n int) float64 {
	return math.Sqrt(share * (1 - share) / float64(n))
}

// SampleOptions say how to sample.
type SampleOptions struct {
	Draws   int
	Seed    uint64
	From    int // the status quo, a state of the plan's base; -1: none
	Workers int // 0: one
	Screen  bool
}

// Sample draws and solves. The result is the same whatever the number of workers.
// The error is that of the context.
func (p *Plan) Sample(ctx context.Context, o SampleOptions) (*Sampling, error) {
	workers := max(1, min(o.Workers, o.Draws))
	parts := make([]*sampler, workers)
	var wait sync.WaitGroup
	for w := range parts {
		parts[w] = p.newSampler(o)
		wait.Go(func() { parts[w].run(ctx, w*o.Draws/workers, (w+1)*o.Draws/workers) })
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all := parts[0]
	for _, other := range parts[1:] {
		all.add(other)
	}
	all.screen()
	return all.out, nil
}

// sampler makes a range of the draws and counts.
type sampler struct {
	plan    *Plan
	o       SampleOptions
	out     *Sampling
	drawer  *Drawer
	numbers []float64
	ranks   [][]int32
	solvers map[uint64]*variantSolver
	holds   []bool // by judgement: in the draw at hand
	on      []int  // by judgement: draws in which it holds
	onEqu   []int  // by judgement, concept, state
	agreed  Set
}

// variantSolver solves one variant; its ranks are the base's where the states
// are the same.
type variantSolver struct {
	*variant
	solver *Solver
	table  *Table
	ranks  [][]int32
	reach  *Reach // nil without a status quo
	sight  Set
	from   int
	dense  []int32
}

func (p *Plan) newSampler(o SampleOptions) *sampler {
	n, m := len(p.orders), p.base.Len()
	s := &sampler{plan: p, o: o, drawer: p.NewDrawer(), numbers: make([]float64, len(p.numbers)), ranks: p.NewRanks(),
		solvers: map[uint64]*variantSolver{}, agreed: NewSet(m), out: &Sampling{Draws: o.Draws, Seed: o.Seed}}
	for c := range concepts {
		s.out.Equilibrium[c] = make([]int, m)
		s.out.Stable[c] = make([][]int, n)
		for i := range n {
			s.out.Stable[c][i] = make([]int, m)
		}
		if o.From >= 0 {
			s.out.InSight[c] = make([]int, m)
		}
	}
	if o.From >= 0 {
		s.out.Reached = make([]int, m)
	}
	if o.Screen {
		s.on, s.holds = make([]int, len(p.judgements)), make([]bool, len(p.judgements))
		s.onEqu = make([]int, len(p.judgements)*concepts*m)
	}
	return s
}

func (s *sampler) run(ctx context.Context, first, last int) {
	for k := first; k < last; k++ {
		if (k-first)%256 == 0 && ctx.Err() != nil {
			return
		}
		s.draw(uint64(k))
	}
}

func (s *sampler) draw(k uint64) {
	s.drawer.Numbers(s.o.Seed, k, s.numbers)
	s.drawer.Draw(s.numbers, s.o.Seed, k, s.ranks)
	on := s.plan.switchesOn(s.o.Seed, k)
	v := s.solverFor(on)
	for j := range s.holds {
		if s.holds[j] = s.drawer.decided(&s.plan.judgements[j], s.numbers, s.ranks, on); s.holds[j] {
			s.on[j]++
		}
	}
	if v.model == nil {
		return
	}
	v.take(s.ranks)
	v.solver.Solve(v.ranks, v.table)
	if v.reach != nil {
		v.reach.Improvements(v.from, v.ranks, v.sight)
		for t := range v.sight.All() {
			s.out.Reached[v.state[t]]++
		}
	}
	m := s.plan.base.Len()
	for c := range concepts {
		agreed := s.agreed[:len(v.table.Set(Concept(c), 0))]
		for i := range s.plan.orders {
			set := v.table.Set(Concept(c), i)
			count := s.out.Stable[c][i]
			for b, w := range set {
				if i == 0 {
					agreed[b] = w
				} else {
					agreed[b] &= w
				}
				for ; w != 0; w &= w - 1 {
					count[v.state[b<<6+bits.TrailingZeros64(w)]]++
				}
			}
		}
		for t := range agreed.All() {
			b := v.state[t]
			s.out.Equilibrium[c][b]++
			if v.reach != nil && v.sight.Has(t) {
				s.out.InSight[c][b]++
			}
		}
		if agreed.Empty() {
			continue
		}
		for j, holds := range s.holds {
			if !holds {
				continue
			}
			count := s.onEqu[(j*concepts+c)*m:][:m]
			for b, w := range agreed {
				for ; w != 0; w &= w - 1 {
					count[v.state[b<<6+bits.TrailingZeros64(w)]]++
				}
			}
		}
	}
}

func (s *sampler) solverFor(on uint64) *variantSolver {
	v := s.solvers[on]
	if v != nil {
		return v
	}
	p := s.plan
	v = &variantSolver{}
	if len(p.switches) == 0 {
		v.variant = &variant{model: p.base, same: true, state: make([]int32, p.base.Len())}
		for t := range v.state {
			v.state[t] = int32(t)
		}
	} else {
		v.variant = p.variant(on)
	}
	s.solvers[on] = v
	if v.model == nil {
		return v
	}
	v.solver, v.table = v.model.NewSolver(), v.model.NewTable()
	if !v.same {
		v.ranks = make([][]int32, len(p.orders))
		for i := range v.ranks {
			v.ranks[i] = make([]int32, v.model.Len())
		}
		v.dense = make([]int32, p.base.Len())
	}
	if s.o.From >= 0 {
		if from, ok := v.model.State(p.base.Key(s.o.From)); ok {
			v.from, v.reach, v.sight = from, v.model.NewReach(), NewSet(v.model.Len())
		}
	}
	return v
}

// take restricts ranks of the base to the states of the variant.
func (v *variantSolver) take(base [][]int32) {
	if v.same {
		v.ranks = base
		return
	}
	for i, rank := range base {
		clear(v.dense)
		for _, b := range v.state {
			v.dense[rank[b]] = 1
		}
		next := int32(0)
		for r, used := range v.dense {
			if used != 0 {
				v.dense[r] = next
				next++
			}
		}
		for t, b := range v.state {
			v.ranks[i][t] = v.dense[rank[b]]
		}
	}
}

// add adds the counts of another part.
func (s *sampler) add(other *sampler) {
	sum := func(a, b []int) {
		for k, x := range b {
			a[k] += x
		}
	}
	for c := range concepts {
		sum(s.out.Equilibrium[c], other.out.Equilibrium[c])
		sum(s.out.InSight[c], other.out.InSight[c])
		for i := range s.out.Stable[c] {
			sum(s.out.Stable[c][i], other.out.Stable[c][i])
		}
	}
	sum(s.out.Reached, other.out.Reached)
	sum(s.on, other.on)
	sum(s.onEqu, other.onEqu)
}

// screen finds for each concept and state the judgement that decides most.
func (s *sampler) screen() {
	m := s.plan.base.Len()
	least := max(20, s.o.Draws/100)
	for c := range concepts {
		s.out.Deciding[c] = make([]Deciding, m)
		for t := range m {
			best := Deciding{Judgement: -1}
			for j, on := range s.on {
				off := s.o.Draws - on
				if on < least || off < least {
					continue
				}
				held := s.onEqu[(j*concepts+c)*m+t]
				d := Deciding{j, float64(held) / float64(on), float64(s.out.Equilibrium[c][t]-held) / float64(off)}
				if math.Abs(d.On-d.Off) > math.Abs(best.On-best.Off) {
					best = d
				}
			}
			s.out.Deciding[c][t] = best
		}
	}
}
