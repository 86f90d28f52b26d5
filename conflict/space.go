package conflict

import (
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// space is everything about a model but the preferences: states and moves. It
// is shared by models that differ in preferences alone, and never written after
// it was built.
type space struct {
	dms     []DecisionMaker
	options []Option
	dmIndex map[string]int
	optIdx  map[string]int
	own     []uint64 // by decision maker: its options
	setOnly uint64
	clrOnly uint64

	masks  []uint64       // by state: options taken; in a graph 0 where unknown
	full   bool           // every combination is feasible
	bitmap Set            // feasible combinations, up to 24 options
	before []uint32       // feasible combinations before each word of bitmap
	lookup map[uint64]int // beyond 24 options

	graph  bool
	ids    []string // graph: ids of states
	known  []bool   // graph: masks tell what is taken
	byID   map[string]int
	arcs   []arcs // by decision maker, graph only
	groups []grouping

	structureOnce sync.Once
	structure     *structure
}

// arcs are the moves of one decision maker as lists, out and in.
type arcs struct {
	start, to     []int32
	inStart, from []int32
}

// grouping sorts the states by what one decision maker cannot change. States
// that agree on the options of the others form a group; inside it a node holds
// the states that agree on the irreversible options of the decision maker too.
//
// The low irr bits of a node's number are those options, turned so that a move
// only adds bits: from node v of a group exactly the nodes w with v & w == v of
// the same group can be reached.
type grouping struct {
	irr     int
	node    []int32 // by state
	start   []int32 // by node, one more than there are nodes
	members []int32 // states by node, ascending inside each
}

func (g *grouping) nodes() int { return len(g.start) - 1 }

func (g *grouping) groups() int { return g.nodes() >> g.irr }

// of is the range of members in the group of state s.
func (g *grouping) of(s int) []int32 {
	first := int(g.node[s]) >> g.irr << g.irr
	return g.members[g.start[first]:g.start[first+1<<g.irr]]
}

func (sp *space) len() int { return len(sp.masks) }

func (sp *space) setMasks(masks []uint64) {
	sp.masks = masks
	n := len(sp.options)
	if n > 24 {
		sp.lookup = make(map[uint64]int, len(masks))
		for s, x := range masks {
			sp.lookup[x] = s
		}
		return
	}
	if sp.full = len(masks) == 1<<n; sp.full {
		return
	}
	sp.bitmap = NewSet(1 << n)
	for _, x := range masks {
		sp.bitmap.Add(int(x))
	}
	sp.before = make([]uint32, len(sp.bitmap))
	total := uint32(0)
	for k, w := range sp.bitmap {
		sp.before[k] = total
		total += uint32(bits.OnesCount64(w))
	}
}

// find is the state of a combination of options, if it is feasible.
func (sp *space) find(mask uint64) (int, bool) {
	switch {
	case sp.full:
		return int(mask), true
	case sp.lookup != nil:
		s, ok := sp.lookup[mask]
		return s, ok
	}
	w, b := mask>>6, mask&63
	if sp.bitmap[w]>>b&1 == 0 {
		return 0, false
	}
	return int(sp.before[w]) + bits.OnesCount64(sp.bitmap[w]&(1<<b-1)), true
}

// maskKey writes a combination of options as a canonical key.
func (sp *space) maskKey(mask uint64) string {
	if mask == 0 {
		return "-"
	}
	var b strings.Builder
	for ; mask != 0; mask &= mask - 1 {
		if b.Len() > 0 {
			b.WriteByte('+')
		}
		b.WriteString(sp.options[bits.TrailingZeros64(mask)].ID)
	}
	return b.String()
}

// permitted reports whether the directions of change allow to go from one
// combination of options to another.
func (sp *space) permitted(from, to uint64) bool {
	return to&^from&sp.clrOnly == 0 && from&^to&sp.setOnly == 0
}

// extract packs the bits of x that mask selects, the lowest first.
func extract(x, mask uint64) uint64 {
	var out uint64
	for k := 0; mask != 0; mask, k = mask&(mask-1), k+1 {
		out |= x >> bits.TrailingZeros64(mask) & 1 << k
	}
	return out
}

// maxLattice bounds the nodes of one decision maker by a multiple of the states;
// beyond, moves are listed one by one.
const maxLattice = 16

// buildGroups groups the states for decision maker i; ok is false when there
// would be too many nodes.
func (sp *space) buildGroups(i int) (g grouping, ok bool) {
	own := sp.own[i]
	irrMask := own & (sp.setOnly | sp.clrOnly)
	g.irr = bits.OnesCount64(irrMask)
	all := uint64(1)<<len(sp.options) - 1
	others := all &^ own
	m := len(sp.masks)
	// Number the groups in canonical order of their first state.
	g.node = make([]int32, m)
	groups := int32(0)
	if n := bits.OnesCount64(others); n <= 24 {
		number := make([]int32, 1<<n)
		e := newExtractor(others)
		for s, x := range sp.masks {
			at := &number[e.extract(x)]
			if *at == 0 {
				groups++
				*at = groups
			}
			g.node[s] = *at - 1
		}
	} else {
		number := make(map[uint64]int32, m)
		for s, x := range sp.masks {
			k, seen := number[x&others]
			if !seen {
				k = groups
				number[x&others] = k
				groups++
			}
			g.node[s] = k
		}
	}
	if g.irr > 24 || int(groups)<<g.irr > maxLattice*m+1<<12 {
		return grouping{}, false
	}
	if g.irr > 0 {
		e := newExtractor(irrMask)
		for s, x := range sp.masks {
			g.node[s] = g.node[s]<<g.irr | int32(e.extract(x^sp.clrOnly))
		}
	}
	nodes := int(groups) << g.irr
	g.start = make([]int32, nodes+1)
	for _, v := range g.node {
		g.start[v+1]++
	}
	for v := range nodes {
		g.start[v+1] += g.start[v]
	}
	g.members = make([]int32, m)
	next := slices.Clone(g.start[:nodes])
	for s, v := range g.node {
		g.members[next[v]] = int32(s)
		next[v]++
	}
	return g, true
}

// extractor is extract with tables, a byte at a time.
type extractor struct {
	table [8][]uint64
	bytes int
}

func newExtractor(mask uint64) *extractor {
	e := &extractor{bytes: (bits.Len64(mask) + 7) / 8}
	shift := 0
	for k := range e.bytes {
		part := mask >> (8 * k) & 0xFF
		e.table[k] = make([]uint64, 256)
		for x := range uint64(256) {
			e.table[k][x] = extract(x, part) << shift
		}
		shift += bits.OnesCount64(part)
	}
	return e
}

func (e *extractor) extract(x uint64) uint64 {
	var out uint64
	for k := range e.bytes {
		out |= e.table[k][x>>(8*k)&0xFF]
	}
	return out
}
