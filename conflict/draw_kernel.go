package conflict

import (
	"entente/quantity"
	"entente/sample"
)

// Drawer draws orders of preference. It owns the memory that takes, so that Draw
// allocates nothing; a drawer is for one goroutine, its plan for many.
type Drawer struct {
	plan     *Plan
	samplers []quantity.Sampler
	keys     []keyed
	sums     []float64
	order    []int32
	deal     []int32
	next     []int32
	levels   levelScratch
	reversed [][]bool  // by decision maker, by pair of neighbouring statements
	place    [][]int32 // by decision maker, by statement with a range of positions
}

// NewDrawer prepares to draw.
func (p *Plan) NewDrawer() *Drawer {
	n := p.base.Len()
	d := &Drawer{plan: p, keys: make([]keyed, n), sums: make([]float64, n),
		deal: make([]int32, n), next: make([]int32, n), reversed: make([][]bool, len(p.orders)), place: make([][]int32, len(p.orders))}
	longest, widest := n, 0
	for i := range p.orders {
		if t := p.orders[i].levels; t != nil {
			longest = max(longest, len(t.levels))
			for _, level := range t.levels {
				widest = max(widest, len(level))
			}
		}
		d.reversed[i] = make([]bool, p.orders[i].pairs)
		if l := p.orders[i].positions; l != nil {
			d.place[i] = make([]int32, l.size)
		}
	}
	d.order = make([]int32, longest)
	d.levels = newLevelScratch(n, widest)
	for _, v := range p.numbers {
		d.samplers = append(d.samplers, quantity.NewSampler(v.Value))
	}
	return d
}

// NewRanks is room for the ranks of a draw: by decision maker, by state of the
// plan's base.
func (p *Plan) NewRanks() [][]int32 {
	out := make([][]int32, len(p.orders))
	for i := range out {
		out[i] = make([]int32, p.base.Len())
	}
	return out
}

// Numbers draws the plan's numbers from their ranges, as a function of seed and k
// alone. The keys of the numbers are their paths, so that a number added to a
// case leaves the draws of the others as they were.
func (d *Drawer) Numbers(seed, k uint64, into []float64) {
	for j := range d.samplers {
		into[j] = d.samplers[j].At(sample.At(seed, d.plan.numbers[j].key, k))
	}
}

// Draw writes the ranks of draw k into room from NewRanks, as a function of seed,
// k and the numbers alone; numbers are values for the plan's Numbers, drawn by
// Numbers or elsewhere. Confidences beyond 0..1 count as 0 or 1.
func (d *Drawer) Draw(numbers []float64, seed, k uint64, into [][]int32) {
	for i := range d.plan.orders {
		o := &d.plan.orders[i]
		rank := into[i]
		switch {
		case o.positions != nil:
			s := sample.NewStream(seed, o.key, k)
			order := d.order[:o.positions.size]
			o.positions.draw(&s, order)
			for place, level := range order {
				d.place[i][level] = int32(place)
			}
			o.levels.rank(order, rank, &d.levels)
		case o.levels != nil:
			for j, key := range o.pairKeys {
				d.reversed[i][j] = sample.At(seed, key, k) >= numbers[o.first+j]
			}
			order := d.order[:o.pairs+1]
			Reversals(d.reversed[i], order)
			o.levels.rank(order, rank, &d.levels)
		case o.weights != nil:
			o.weights.rank(numbers[o.first:], rank, d)
		case o.partial != nil:
			s := sample.NewStream(seed, o.key, k)
			o.partial.draw(&s, rank, d)
		default:
			copy(rank, d.plan.base.ranks[i])
		}
		if o.noise > 0 {
			s := sample.NewStream(seed, o.key, k, 1)
			for t, r := range rank {
				d.keys[t] = keyed{float64(r) + o.normal.At(s.Float64()), int32(t)}
			}
			rankKeys(d.keys[:len(rank)], rank)
		}
	}
}

// switches says which uncertain rules and flags are on in draw k.
func (p *Plan) switchesOn(seed, k uint64) uint64 {
	on := uint64(0)
	for j := range p.switches {
		if sample.At(seed, p.switches[j].key, k) < p.switches[j].share {
			on |= 1 << j
		}
	}
	return on
}
