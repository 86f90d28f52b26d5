package cause

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Gain is how strong a loop is over draws, stable or not: the product of the
// sizes of its links over that of the self-limits on it. A lone reinforcing
// loop with a gain of 1 or more always runs away; a balancing loop of three or
// more nodes can swing ever wider at a larger gain.
type Gain struct {
	Median  float64 `json:"median"`   // +Inf where nothing limits the loop
	AtLeast float64 `json:"at_least"` // share of draws with a gain of 1 or more
}

// gainCells bounds the memory of Gains.
const gainCells = 1 << 23

// Gains draws n times (fewer where there are very many loops) and returns the
// gain of each loop.
func (c *Compiled) Gains(loops []Loop, n int, seed uint64) []Gain {
	if len(loops) == 0 || n < 1 {
		return make([]Gain, len(loops))
	}
	n = min(n, max(100, gainCells/len(loops)))
	values := make([][]float64, len(loops))
	for l := range values {
		values[l] = make([]float64, n)
	}
	k, size := c.NewKernel(), len(c.nodes)
	for t := range n {
		k.Try(seed, t, 0)
		for l := range loops {
			gain, limit := 1.0, 1.0
			for i, e := range loops[l].Edges {
				gain *= math.Abs(k.values[e])
				node := loops[l].Nodes[i]
				limit *= math.Max(0, -k.a[node*size+node])
			}
			switch {
			case gain == 0:
				values[l][t] = 0
			default:
				values[l][t] = gain / limit
			}
		}
	}
	out := make([]Gain, len(loops))
	for l, v := range values {
		slices.Sort(v)
		out[l].Median = v[n/2]
		if n%2 == 0 && v[n/2-1] != v[n/2] {
			out[l].Median = (v[n/2-1] + v[n/2]) / 2
		}
		at, _ := slices.BinarySearch(v, 1)
		out[l].AtLeast = float64(n-at) / float64(n)
	}
	return out
}

// StableDraws tries the first n draws and counts those that are stable. It stops
// early when the context ends; tried says how far it came. progress, which may be
// nil, is told now and then.
func (c *Compiled) StableDraws(ctx context.Context, n int, seed uint64, progress func(tried int)) (stable, tried int) {
	k := c.NewKernel()
	for ; tried < n; tried++ {
		if tried%chunk == 0 {
			if ctx.Err() != nil {
				break
			}
			if progress != nil {
				progress(tried)
			}
		}
		if k.Try(seed, tried, 0) {
			stable++
		}
	}
	return stable, tried
}

// LoopWords says a loop: "cooperation lowers normalisation, which raises
// receptivity, which raises cooperation: reinforcing".
func (c *Compiled) LoopWords(l Loop) string {
	var b strings.Builder
	b.WriteString(c.nodes[l.Nodes[0]])
	for i, e := range l.Edges {
		if i > 0 {
			b.WriteString(", which")
		}
		verb := map[Sign]string{Plus: "raises", Minus: "lowers", Any: "moves"}[c.edges[e].sign]
		fmt.Fprintf(&b, " %s %s", verb, c.nodes[c.edges[e].to])
	}
	b.WriteString(map[Sign]string{Plus: ": reinforcing", Minus: ": balancing", Any: ": reinforcing or balancing"}[l.Sign])
	return b.String()
}
