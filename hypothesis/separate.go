package hypothesis

import (
	"cmp"
	"math"
	"slices"
)

// mostOpen is how many pairs are looked into: the work grows with pairs times
// items.
const mostOpen = 100

// separate finds for each pair that is not told apart what would separate it
// most: with one item's ranges (or the priors') at their middle, and every
// other draw as it was, how far do the swaps fall?
func (r *reader) separate(n int, pairs []Pair) error {
	var open []int
	for i := range pairs {
		if !pairs[i].ToldApart {
			open = append(open, i)
		}
	}
	slices.SortStableFunc(open, func(i, j int) int { return cmp.Compare(pairs[j].Swaps, pairs[i].Swaps) })
	open = open[:min(len(open), mostOpen)]
	movers := r.c.movers()
	if len(open) == 0 || len(movers) == 0 {
		return nil
	}
	wins := make([][2]int, len(movers)*len(open)) // A above B, B above A
	ab := r.c.rowPairs(pairs, open)
	factor := make([]float64, r.c.rows)
	err := r.each(n, func(p []float64) {
		for m, mover := range movers {
			mover.narrowed(r.x, p, factor)
			for o, rows := range ab {
				w := &wins[m*len(open)+o]
				if a, b := factor[rows[0]], factor[rows[1]]; Above(a, b) {
					w[0]++
				} else if Above(b, a) {
					w[1]++
				}
			}
		}
	})
	if err != nil {
		return err
	}
	for m, mover := range movers {
		for o, i := range open {
			pair, w := &pairs[i], wins[m*len(open)+o]
			drop := pair.Swaps - (1 - float64(max(w[0], w[1]))/float64(r.n))
			if mover.item < 0 {
				pair.PriorDrop = drop
			} else if drop > pair.Drop {
				pair.Separates, pair.Drop = r.c.set.Items[mover.item].ID, drop
			}
		}
	}
	return nil
}

func (c *Compiled) rowPairs(pairs []Pair, open []int) [][2]int {
	at := map[string]int{}
	for k, h := range c.set.Hypotheses {
		at[h.ID] = k
	}
	out := make([][2]int, len(open))
	for o, i := range open {
		out[o] = [2]int{at[pairs[i].A], at[pairs[i].B]}
	}
	return out
}

// mover is an item with ranges, or the priors (item < 0).
type mover struct {
	c      *Compiled
	item   int
	w      float64
	middle []float64 // by row: the effective likelihood, or the prior, at the middle
}

func (c *Compiled) movers() []mover {
	var out []mover
	add := func(item, from, to int, w float64, middle func(row int) float64) {
		for _, in := range c.inputs[from:to] {
			if in.Value.IsPoint() {
				continue
			}
			m := mover{c, item, w, make([]float64, c.rows)}
			for k := range m.middle {
				m.middle[k] = middle(k)
			}
			out = append(out, m)
			return
		}
	}
	add(-1, 0, c.rows, 1, func(k int) float64 { return c.middle[k] })
	for i := range c.set.Items {
		at := c.first(i)
		add(i, at, at+2+c.rows, c.units[c.of[i]].w, func(k int) float64 { return c.effective(i, k) })
	}
	return out
}

// narrowed fills into with the posterior p, up to a common factor, as it would
// be with the mover at its middle and all else as in x.
func (m *mover) narrowed(x, p, into []float64) {
	r, floor, at := 1.0, 0.0, 0
	if m.item >= 0 {
		at = m.c.first(m.item)
		r, floor = x[at], x[at+1]
		at += 2
	}
	base := float64((1 - r) * floor)
	for k := range into {
		now := float64(r*x[at+k]) + base
		change := 1.0
		if now > 0 {
			change = m.middle[k] / now
		}
		switch m.w {
		case 1:
		case 0.5:
			change = math.Sqrt(change)
		default:
			change = math.Pow(change, m.w)
		}
		into[k] = p[k] * change
	}
}
