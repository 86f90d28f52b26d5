package hypothesis

import "math"

// factor is a function of some nodes' states: table holds a number for every
// combination, the last node running fastest, times 2^exp.
type factor struct {
	nodes []int // ascending
	table []float64
	exp   int
}

// reduce fixes the states of the nodes with evidence (state >= 0) and drops
// them from the factor. nodes may stand in any order.
func reduce(nodes []int, table []float64, sizes, evidence []int) factor {
	strides := make([]int, len(sizes))
	step, from := 1, 0
	var f factor
	for i := len(nodes) - 1; i >= 0; i-- {
		strides[nodes[i]] = step
		if evidence[nodes[i]] >= 0 {
			from += step * evidence[nodes[i]]
		}
		step *= sizes[nodes[i]]
	}
	total := 1
	for node := range sizes {
		if strides[node] > 0 && evidence[node] < 0 {
			f.nodes = append(f.nodes, node)
			total *= sizes[node]
		}
	}
	f.table = make([]float64, total)
	states, most := make([]int, len(f.nodes)), 0.0
	for i := range f.table {
		f.table[i] = table[from]
		most = math.Max(most, table[from])
		from += advance(states, f.nodes, sizes, strides)
	}
	f.scale(most)
	return f
}

// advance steps to the next combination of states and returns by how much the
// place moves in a table with these strides.
func advance(states, nodes, sizes, strides []int) int {
	move := 0
	for j := len(nodes) - 1; j >= 0; j-- {
		node := nodes[j]
		if states[j]++; states[j] < sizes[node] {
			return move + strides[node]
		}
		move -= (states[j] - 1) * strides[node]
		states[j] = 0
	}
	return move
}

// strides are how far a step in each node's state moves in the factor's table;
// 0 for nodes that it does not depend on.
func (f *factor) strides(sizes []int) []int {
	out := make([]int, len(sizes))
	step := 1
	for j := len(f.nodes) - 1; j >= 0; j-- {
		out[f.nodes[j]] = step
		step *= sizes[f.nodes[j]]
	}
	return out
}

// multiply is the product over the nodes of any of the factors. Its largest
// number is kept near 1, so that products of many small ones do not underflow.
func multiply(factors []factor, sizes []int) factor {
	in := make([]bool, len(sizes))
	var out factor
	for _, f := range factors {
		out.exp += f.exp
		for _, node := range f.nodes {
			in[node] = true
		}
	}
	total := 1
	for node, is := range in {
		if is {
			out.nodes = append(out.nodes, node)
			total *= sizes[node]
		}
	}
	out.table = make([]float64, total)
	for i := range out.table {
		out.table[i] = 1
	}
	states := make([]int, len(out.nodes))
	for _, f := range factors {
		strides, at, most := f.strides(sizes), 0, 0.0
		clear(states)
		for i := range out.table {
			out.table[i] *= f.table[at]
			most = math.Max(most, out.table[i])
			at += advance(states, out.nodes, sizes, strides)
		}
		out.scale(most)
	}
	return out
}

// scale moves the binary places of the largest number over to exp.
func (f *factor) scale(most float64) {
	_, e := math.Frexp(most)
	if most == 0 || e > -64 {
		return
	}
	f.exp += e
	for i := range f.table {
		f.table[i] = math.Ldexp(f.table[i], -e)
	}
}

// without sums the factor over the states of a node.
func (f *factor) without(node int, sizes []int) factor {
	strides := f.strides(sizes)
	step, size := strides[node], sizes[node]
	out := factor{exp: f.exp, table: make([]float64, len(f.table)/size)}
	for _, n := range f.nodes {
		if n != node {
			out.nodes = append(out.nodes, n)
		}
	}
	for i := range out.table {
		from := i/step*step*size + i%step
		for s := range size {
			out.table[i] += f.table[from+s*step]
		}
	}
	return out
}

// eliminate multiplies the factors and sums out every node but keep, one after
// the other: next is always the node whose product is smallest, the first of
// equals.
func eliminate(factors []factor, keep int, sizes []int) factor {
	for {
		next, smallest := -1, math.Inf(1)
		for node := range sizes {
			if node == keep {
				continue
			}
			if size, used := productSize(factors, node, sizes); used && size < smallest {
				next, smallest = node, size
			}
		}
		if next < 0 {
			return multiply(factors, sizes)
		}
		var with, rest []factor
		for _, f := range factors {
			if f.strides(sizes)[next] > 0 {
				with = append(with, f)
			} else {
				rest = append(rest, f)
			}
		}
		product := multiply(with, sizes)
		factors = append(rest, product.without(next, sizes))
	}
}

// productSize is the number of combinations in the product of the factors that
// depend on a node; used is false when none does.
func productSize(factors []factor, node int, sizes []int) (size float64, used bool) {
	var in uint32 // nodes are at most MostNodes
	for _, f := range factors {
		var mask uint32
		for _, n := range f.nodes {
			mask |= 1 << n
		}
		if mask&(1<<node) != 0 {
			in |= mask
		}
	}
	size = 1
	for n := range sizes {
		if in&(1<<n) != 0 {
			size *= float64(sizes[n])
		}
	}
	return size, in != 0
}
