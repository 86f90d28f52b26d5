package hypothesis

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"entente/quantity"
	"entente/sample"
)

// CompiledNet is a checked net, ready to be asked. It is immutable and safe for
// concurrent use.
type CompiledNet struct {
	nodes  []Node
	at     map[string]int
	sizes  []int   // states of each node
	scopes [][]int // of each node: its parents, then itself
	tables []table
	middle [][]float64 // the tables at the points, each row summing to 1
}

// table holds the numbers of a node, row by row, the last parent running
// fastest.
type table struct {
	samplers []quantity.Sampler
	keys     []uint64
	ranged   []bool // by row: holds a range
}

// CompileNet checks the net and prepares it. The error joins *Errors.
func CompileNet(n Net) (*CompiledNet, error) {
	if err := n.Check(); err != nil {
		return nil, err
	}
	c := &CompiledNet{nodes: n.Nodes, at: map[string]int{}}
	for i := range n.Nodes {
		c.at[n.Nodes[i].ID] = i
		c.sizes = append(c.sizes, len(n.Nodes[i].States))
	}
	for i := range n.Nodes {
		node := &n.Nodes[i]
		var scope []int
		size := len(node.States)
		for _, p := range node.Parents {
			scope = append(scope, c.at[p])
			size *= c.sizes[c.at[p]]
		}
		states := len(node.States)
		t := table{make([]quantity.Sampler, size), make([]uint64, size), make([]bool, size/states)}
		middle := make([]float64, size)
		for _, row := range node.Table {
			number, _ := n.rowNumber(node, row.Given, c.at, "", nil) // checked
			for s, v := range row.P {
				j := number*states + s
				middle[j], t.samplers[j] = v.Mid(), quantity.NewSampler(v)
				t.keys[j] = sample.Key(strings.Join(append([]string{"net", node.ID, node.States[s]}, row.Given...), "\x00"))
				t.ranged[number] = t.ranged[number] || !v.IsPoint()
			}
		}
		normaliseRows(middle, states)
		c.scopes = append(c.scopes, append(scope, i))
		c.tables = append(c.tables, t)
		c.middle = append(c.middle, middle)
	}
	return c, nil
}

// normaliseRows divides each row by its sum; false when one has none.
func normaliseRows(table []float64, states int) bool {
	for from := 0; from < len(table); from += states {
		row, sum := table[from:from+states], 0.0
		for _, p := range row {
			sum += p
		}
		if sum == 0 {
			return false
		}
		for s := range row {
			row[s] /= sum
		}
	}
	return true
}

// draw fills tables with draw i of a seed; false when a row came out empty.
func (c *CompiledNet) draw(seed uint64, i int, tables [][]float64) bool {
	for node, t := range c.tables {
		states := c.sizes[node]
		for row, ranged := range t.ranged {
			if !ranged {
				continue // points stay as they are at the middle
			}
			cells := tables[node][row*states : (row+1)*states]
			for s := range cells {
				j := row*states + s
				cells[s] = t.samplers[j].At(sample.At(seed, t.keys[j], uint64(i)))
			}
			if !normaliseRows(cells, states) {
				return false
			}
		}
	}
	return true
}

// Belief is what a net says of one node.
type Belief struct {
	Node      string
	States    []string
	Posterior []float64 // by state; sums to 1
	Evidence  float64   // P(evidence); 1 without any
}

// Query is the exact distribution of a node given the states of others, at the
// points, by variable elimination. The error joins *Errors: an unknown node or
// state, or evidence of probability 0 (CodeNetImpossible).
func (c *CompiledNet) Query(node string, evidence map[string]string) (*Belief, error) {
	q, err := c.question(node, evidence)
	if err != nil {
		return nil, err
	}
	out := &Belief{Node: node, States: c.nodes[q.node].States, Posterior: make([]float64, c.sizes[q.node])}
	p, ok := q.answer(c.middle, out.Posterior)
	if !ok {
		return nil, &Error{CodeNetImpossible, "", "the evidence has probability 0", "mend a probability of 0, or the evidence"}
	}
	out.Evidence = p
	return out, nil
}

// NetReadings is a node's distribution over readings of the tables.
type NetReadings struct {
	Node       string
	States     []string
	Draws      int // that count
	Impossible int // draws in which the evidence has probability 0; in no share
	Bands      []Band
	Lead       []float64 // share of draws in which each state leads; a tie is divided
}

// Sample reads n draws of the plain random design of a seed: every range of the
// tables is drawn by itself, and its row divided by its sum. The error joins
// *Errors as that of Query, or is that of ctx.
func (c *CompiledNet) Sample(ctx context.Context, node string, evidence map[string]string, n int, seed uint64) (*NetReadings, error) {
	q, err := c.question(node, evidence)
	if err != nil {
		return nil, err
	}
	states := c.sizes[q.node]
	if most := mostPosteriors / states; n < 1 || n > most {
		return nil, &Error{CodeDraws, "", fmt.Sprintf("%d draws are asked for", n), fmt.Sprintf("ask for 1 to %d", most)}
	}
	out := &NetReadings{Node: node, States: c.nodes[q.node].States, Lead: make([]float64, states)}
	tables := make([][]float64, len(c.middle))
	for i := range tables {
		tables[i] = slices.Clone(c.middle[i])
	}
	posteriors, p := make([][]float64, states), make([]float64, states)
	for i := range n {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !c.draw(seed, i, tables) {
			continue
		}
		if _, ok := q.answer(tables, p); !ok {
			continue
		}
		out.Draws++
		for s, x := range p {
			posteriors[s] = append(posteriors[s], x)
		}
		first := leading(p)
		for _, s := range first {
			out.Lead[s] += 1 / float64(len(first))
		}
	}
	if out.Draws == 0 {
		return nil, &Error{CodeNetImpossible, "", "the evidence has probability 0 in every draw", "mend a probability of 0, or the evidence"}
	}
	out.Impossible = n - out.Draws
	for s := range posteriors {
		out.Lead[s] /= float64(out.Draws)
		out.Bands = append(out.Bands, band(posteriors[s]))
	}
	return out, nil
}

// question is a query with its names resolved.
type question struct {
	c        *CompiledNet
	node     int
	evidence []int // state of each node, or -1
	matters  []int // nodes asked about or given, and their ancestors
}

func (c *CompiledNet) question(node string, evidence map[string]string) (*question, error) {
	var f faults
	q := &question{c: c, node: c.find(node, "asks about", &f), evidence: make([]int, len(c.nodes))}
	for i := range q.evidence {
		q.evidence[i] = -1
	}
	for _, id := range slices.Sorted(maps.Keys(evidence)) {
		i := c.find(id, "is given", &f)
		if i < 0 {
			continue
		}
		if q.evidence[i] = slices.Index(c.nodes[i].States, evidence[id]); q.evidence[i] < 0 {
			f.add(CodeUnknownState, place("node", id), fmt.Sprintf("has no state %q", evidence[id]), "write "+list(c.nodes[i].States))
		}
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	q.listMatters()
	return q, nil
}

func (c *CompiledNet) find(id, what string, f *faults) int {
	i, ok := c.at[id]
	if !ok {
		f.add(CodeUnknownNode, "", fmt.Sprintf("the query %s %q, which is no node", what, id), "name a node of the net")
		return -1
	}
	return i
}

// listMatters names the nodes that the answer depends on. A node without a descendant that is asked about or
// given sums out to 1.
func (q *question) listMatters() {
	in := make([]bool, len(q.evidence))
	var visit func(node int)
	visit = func(node int) {
		if !in[node] {
			in[node] = true
			for _, parent := range q.c.scopes[node] {
				visit(parent)
			}
		}
	}
	visit(q.node)
	for node, state := range q.evidence {
		if state >= 0 {
			visit(node)
		}
	}
	for node, is := range in {
		if is {
			q.matters = append(q.matters, node)
		}
	}
}

// answer fills into with the posterior and returns the probability of the
// evidence; false, with into untouched, when it is 0.
func (q *question) answer(tables [][]float64, into []float64) (float64, bool) {
	var factors []factor
	for _, node := range q.matters {
		factors = append(factors, reduce(q.c.scopes[node], tables[node], q.c.sizes, q.evidence))
	}
	left := eliminate(factors, q.node, q.c.sizes)
	sum := 0.0
	for _, p := range left.table {
		sum += p
	}
	if sum == 0 {
		return 0, false
	}
	if given := q.evidence[q.node]; given >= 0 {
		clear(into)
		into[given] = 1
	} else {
		for s, p := range left.table {
			into[s] = p / sum
		}
	}
	return math.Ldexp(sum, left.exp), true
}
