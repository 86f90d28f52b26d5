package cause

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"
)

// MaxTermsBlock is the largest strongly connected block whose products are
// counted: the work grows with 2 to the power of its size.
const MaxTermsBlock = 14

// countTerms fills Terms and Weight. A product in the minor of row j and column i
// is a route from j to i together with loops that cover all other nodes, so that
// counts multiply over the strongly connected blocks: within a block that the
// route passes, the permanent without the rows of where it comes in and the
// columns of where it goes out; in the others the permanent of the block. The
// route goes through the blocks in the order of the map without loops that they
// make.
func (out *Exact) countTerms(c *Compiled) {
	n := len(c.nodes)
	out.Weight = make([][]float64, n)
	for i := range out.Weight {
		out.Weight[i] = slices.Repeat([]float64{math.NaN()}, n)
	}
	// Tarjan's algorithm gives each block after all those that it leads to.
	blocks := slices.Clone(c.blocks)
	slices.Reverse(blocks)
	counts := make([]*permanents, len(blocks))
	for b, nodes := range blocks {
		if len(nodes) > MaxTermsBlock {
			out.Reason = fmt.Sprintf("terms are counted up to %d nodes that lie on loops together, and here are %d", MaxTermsBlock, len(nodes))
			return
		}
		counts[b] = c.permanents(nodes)
	}
	out.Terms = make([][]*big.Int, n)
	for i := range out.Terms {
		out.Terms[i] = make([]*big.Int, n)
	}
	for start, nodes := range blocks {
		for from, j := range nodes {
			c.termsFrom(out, blocks, counts, start, from, j)
		}
	}
	for i := range n {
		for j := range n {
			if out.Terms[i][j].Sign() > 0 {
				out.Weight[i][j] = ratio(out.Adj[i][j], out.Terms[i][j])
			}
		}
	}
}

// termsFrom fills the column of Terms of one pushed node.
func (c *Compiled) termsFrom(out *Exact, blocks [][]int, counts []*permanents, start, from, j int) {
	n := len(c.nodes)
	zero := new(big.Int)
	for i := range n {
		out.Terms[i][j] = zero
	}
	// arriving[v] counts what leads to v from outside its block, with all blocks
	// dealt with so far; done[i] the same for routes that end at i.
	arriving, done := make([]*big.Int, n), make([]*big.Int, n)
	product := new(big.Int)
	add := func(to []*big.Int, i int, x *big.Int) {
		if to[i] == nil {
			to[i] = new(big.Int)
		}
		to[i].Add(to[i], x)
	}
	before := big.NewInt(1)
	for _, p := range counts[:start] {
		before.Mul(before, big.NewInt(p.whole))
	}
	arriving[j] = before
	for b := start; b < len(blocks); b++ {
		whole := big.NewInt(counts[b].whole)
		entries := make([]*big.Int, len(blocks[b]))
		for e, v := range blocks[b] {
			entries[e], arriving[v] = arriving[v], nil
		}
		for i := range n {
			if arriving[i] != nil {
				arriving[i].Mul(arriving[i], whole)
			}
			if done[i] != nil {
				done[i].Mul(done[i], whole)
			}
		}
		for e, count := range entries {
			if count == nil {
				continue
			}
			for x, i := range blocks[b] {
				within := counts[b].minors[x*len(blocks[b])+e]
				if within == 0 {
					continue
				}
				product.Mul(count, big.NewInt(within))
				add(done, i, product)
				for _, l := range c.next[i] {
					if !slices.Contains(blocks[b], l.to) {
						add(arriving, l.to, product)
					}
				}
			}
		}
	}
	for i, d := range done {
		if d != nil {
			out.Terms[i][j] = d
		}
	}
}

// permanents is the permanent of |S| within a block, and of each minor.
type permanents struct {
	whole  int64
	minors []int64 // [i*size+j]: without row j and column i
}

// permanents counts by subsets of columns: forward[m] is the number of ways to
// give the first rows, as many as m has columns, the columns of m; backward the
// same for the last rows. With 14 nodes they stay below 14! < 2^63.
func (c *Compiled) permanents(nodes []int) *permanents {
	size := len(nodes)
	at := map[int]int{}
	for i, v := range nodes {
		at[v] = i
	}
	rows := make([]uint32, size) // the columns with an entry
	if c.self != Declared {
		for i := range rows {
			rows[i] = 1 << i
		}
	}
	for _, e := range c.edges {
		r, in := at[e.to]
		col, out := at[e.from]
		switch {
		case !in || !out:
		default:
			rows[r] |= 1 << col
		}
	}
	all := uint32(1)<<size - 1
	forward, backward := make([]int64, all+1), make([]int64, all+1)
	forward[0], backward[0] = 1, 1
	for m := uint32(1); m <= all; m++ {
		k := bits.OnesCount32(m)
		forward[m] = give(m, rows[k-1], forward)
		backward[m] = give(m, rows[size-k], backward)
	}
	p := &permanents{whole: forward[all], minors: make([]int64, size*size)}
	for m := uint32(0); m <= all; m++ {
		j := bits.OnesCount32(m) // rows before j take the columns of m
		if forward[m] == 0 || j == size {
			continue
		}
		for rest := all &^ m; rest != 0; rest &= rest - 1 {
			i := bits.TrailingZeros32(rest)
			p.minors[i*size+j] += forward[m] * backward[all&^m&^(1<<i)]
		}
	}
	return p
}

// give sums over the columns of m that a row can take.
func give(m, row uint32, rest []int64) (sum int64) {
	for free := m & row; free != 0; free &= free - 1 {
		sum += rest[m&^(free&-free)]
	}
	return sum
}

// ratio is |a| / b, exactly rounded.
func ratio(a, b *big.Int) float64 {
	r := new(big.Rat).SetFrac(new(big.Int).Abs(a), b)
	f, _ := r.Float64()
	return f
}
