package cause

import (
	"cmp"
	"fmt"
	"slices"

	"entente/quantity"
	"entente/sample"
)

// Compiled is a checked map ready for drawing. It is immutable and safe for
// concurrent use; each goroutine takes its own Kernel.
type Compiled struct {
	nodes     []string
	index     map[string]int
	edges     []edge
	edgeIndex map[string]int
	self      Self
	prior     Prior
	selfKeys  []uint64
	blocks    [][]int // strongly connected, of the whole map
	rootKey   uint64
	order     []int    // nodes by name
	next      [][]link // what acts on what, self links aside, by name
}

// link is an edge as seen from its node.
type link struct{ to, edge int }

type edge struct {
	from, to  int
	sign      Sign
	sampler   quantity.Sampler
	logPrior  bool
	uncertain bool
	key       uint64
	presence  uint64 // key of the decision to keep it, shared by a pair
}

// Compile checks the map and prepares it. The error joins *Errors.
func Compile(m Map) (*Compiled, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	c := &Compiled{
		nodes:     m.Nodes,
		index:     make(map[string]int, len(m.Nodes)),
		edgeIndex: make(map[string]int, len(m.Edges)),
		self:      m.Self,
		rootKey:   sample.Key("retention"),
	}
	if c.self == "" {
		c.self = Sampled
	}
	c.prior = cmp.Or(m.Prior, PriorUniform)
	c.order = byName(m.Nodes)
	c.next = make([][]link, len(m.Nodes))
	for i, n := range m.Nodes {
		c.index[n] = i
		c.selfKeys = append(c.selfKeys, sample.Key("self "+n))
	}
	for i, e := range paired(m.Edges) {
		name := e.name()
		c.edgeIndex[name] = i
		out := edge{from: c.index[e.From], to: c.index[e.To], sign: e.Sign, uncertain: e.Uncertain, key: sample.Key(name)}
		out.presence = sample.Key("presence " + name)
		if e.Pair != "" {
			out.presence = sample.Key("pair " + e.Pair)
		}
		switch {
		case e.Size != nil:
			out.sampler = quantity.NewSampler(*e.Size)
		default:
			out.sampler = quantity.NewSampler(quantity.Between(0, 1))
			out.logPrior = m.Prior == PriorLoguniform
		}
		c.edges = append(c.edges, out)
		if out.from != out.to {
			c.next[out.from] = append(c.next[out.from], link{out.to, i})
		}
	}
	rank := make([]int, len(c.nodes))
	for r, i := range c.order {
		rank[i] = r
	}
	for _, links := range c.next {
		slices.SortFunc(links, func(a, b link) int { return cmp.Compare(rank[a.to], rank[b.to]) })
	}
	c.blocks = components(len(c.nodes), c.edges)
	for _, b := range c.blocks {
		fewestFirst(b, c.edges)
	}
	return c, nil
}

// paired is the links with every one uncertain that shares its pair with an
// uncertain one: they stay or go together.
func paired(edges []Edge) []Edge {
	uncertain := map[string]bool{}
	for _, e := range edges {
		if e.Uncertain && e.Pair != "" {
			uncertain[e.Pair] = true
		}
	}
	if len(uncertain) == 0 {
		return edges
	}
	out := slices.Clone(edges)
	for i := range out {
		out[i].Uncertain = out[i].Uncertain || uncertain[out[i].Pair]
	}
	return out
}

// Nodes returns the names of the nodes in the order of responses.
func (c *Compiled) Nodes() []string { return c.nodes }

// Node returns the index of a node.
func (c *Compiled) Node(name string) (int, bool) {
	i, ok := c.index[name]
	return i, ok
}

// Find is Node for a name that somebody wrote at a place; the error is an *Error
// and names the nearest node.
func (c *Compiled) Find(name, at string) (int, error) {
	i, ok := c.index[name]
	if !ok {
		return 0, &Error{CodeUnknownNode, at, fmt.Sprintf("%q is no node%s", name, nearest(name, c.nodes)), "declare it or name one that is"}
	}
	return i, nil
}

// Edge returns the index of the link from one node to another.
func (c *Compiled) Edge(from, to string) (int, bool) {
	i, ok := c.edgeIndex[Edge{From: from, To: to}.name()]
	return i, ok
}

// Link returns the index of a link written "from -> to".
func (c *Compiled) Link(written string) (int, bool) {
	i, ok := c.edgeIndex[written]
	return i, ok
}

// Self returns where self-limitation comes from.
func (c *Compiled) Self() Self { return c.self }

// Prior returns the distribution of sizes that are not stated.
func (c *Compiled) Prior() Prior { return c.prior }

// Blocks returns the strongly connected components of two or more nodes, in
// which all loops lie.
func (c *Compiled) Blocks() [][]int {
	var out [][]int
	for _, b := range c.blocks {
		if len(b) > 1 {
			b := slices.Clone(b)
			slices.Sort(b)
			out = append(out, b)
		}
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

// fewestFirst orders the nodes of a block so that elimination in that order
// fills in little: always the node with the fewest neighbours left, which then
// become neighbours of each other.
func fewestFirst(block []int, edges []edge) {
	at := make(map[int]int, len(block))
	for i, n := range block {
		at[n] = i
	}
	size := len(block)
	joined := make([]bool, size*size)
	for _, e := range edges {
		i, in := at[e.from]
		j, out := at[e.to]
		if in && out && i != j {
			joined[i*size+j], joined[j*size+i] = true, true
		}
	}
	left := make([]int, size)
	for i := range left {
		left[i] = i
	}
	var order []int
	for len(left) > 0 {
		best, fewest := 0, size
		for p, i := range left {
			degree := 0
			for _, j := range left {
				if joined[i*size+j] {
					degree++
				}
			}
			if degree < fewest {
				best, fewest = p, degree
			}
		}
		i := left[best]
		left = slices.Delete(left, best, best+1)
		order = append(order, block[i])
		for _, j := range left {
			for _, k := range left {
				if j != k && joined[i*size+j] && joined[i*size+k] {
					joined[j*size+k] = true
				}
			}
		}
	}
	copy(block, order)
}

// byName lists the indices of names in their order.
func byName(names []string) []int {
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(names[a], names[b]) })
	return order
}

// components returns the strongly connected components of the map, by Tarjan's
// algorithm (1972).
func components(n int, edges []edge) [][]int {
	next := make([][]int, n)
	for _, e := range edges {
		next[e.from] = append(next[e.from], e.to)
	}
	t := tarjan{next: next, number: make([]int, n), low: make([]int, n), onStack: make([]bool, n)}
	for v := range n {
		if t.number[v] == 0 {
			t.visit(v)
		}
	}
	return t.out
}

type tarjan struct {
	next        [][]int
	number, low []int // number from 1; 0: not yet seen
	onStack     []bool
	stack       []int
	count       int
	out         [][]int
}

func (t *tarjan) visit(v int) {
	t.count++
	t.number[v], t.low[v] = t.count, t.count
	t.stack = append(t.stack, v)
	t.onStack[v] = true
	for _, w := range t.next[v] {
		if t.number[w] == 0 {
			t.visit(w)
			t.low[v] = min(t.low[v], t.low[w])
		} else if t.onStack[w] {
			t.low[v] = min(t.low[v], t.number[w])
		}
	}
	if t.low[v] != t.number[v] {
		return
	}
	at := len(t.stack) - 1
	for t.stack[at] != v {
		at--
	}
	block := append([]int(nil), t.stack[at:]...)
	for _, w := range block {
		t.onStack[w] = false
	}
	t.stack = t.stack[:at]
	t.out = append(t.out, block)
}
