package cause

// LoopLimits bounds a search for loops; zero fields mean length 10 and 5,000
// loops.
type LoopLimits struct{ Length, Loops int }

const (
	defaultLoopLength = 10
	defaultLoops      = 5000
)

// Loop is a simple cycle of two or more nodes, in the direction of effect, begun
// at the node whose name is the smallest.
type Loop struct {
	Nodes []int
	Edges []int
	Sign  Sign // Plus: reinforcing, Minus: balancing, Any: not known
}

// Limit is a self link.
type Limit struct {
	Node int
	Sign Sign
}

// Loops is the feedback of a map, loops by length, then by names.
type Loops struct {
	Loops     []Loop
	Selves    []Limit // self links, in the order of nodes; a positive one reinforces itself
	Truncated bool    // a limit was hit, and there may be more
}

// Loops finds the feedback loops of the map.
func (c *Compiled) Loops(limits LoopLimits) Loops {
	s := loopSearch{c: c, block: make([]int, len(c.nodes)), rank: make([]int, len(c.nodes)), onLoop: make([]bool, len(c.nodes)), budget: searchBudget}
	if s.most = limits.Loops; s.most == 0 {
		s.most = defaultLoops
	}
	longestAsked := limits.Length
	if longestAsked == 0 {
		longestAsked = defaultLoopLength
	}
	longest := 0
	for b, nodes := range c.blocks {
		for _, i := range nodes {
			s.block[i] = b
		}
		longest = max(longest, len(nodes))
	}
	for r, i := range c.order {
		s.rank[i] = r
	}
	for s.length = 2; s.length <= longest && !s.stopped; s.length++ {
		s.probing = s.length > longestAsked
		for _, i := range c.order {
			if len(c.blocks[s.block[i]]) >= s.length && !s.stopped {
				s.start = i
				s.visit(i)
			}
		}
	}
	out := Loops{Loops: s.found, Truncated: s.stopped}
	for i := range c.nodes {
		for _, e := range c.edges {
			if e.from == i && e.to == i {
				out.Selves = append(out.Selves, Limit{i, e.sign})
			}
		}
	}
	return out
}

type loopSearch struct {
	c       *Compiled
	block   []int
	rank    []int // by name
	start   int
	length  int
	most    int
	nodes   []int
	edges   []int
	onLoop  []bool
	budget  int
	probing bool
	stopped bool
	found   []Loop
}

func (s *loopSearch) visit(at int) {
	if s.budget--; s.budget < 0 {
		s.stopped = true
		return
	}
	s.nodes = append(s.nodes, at)
	s.onLoop[at] = true
	for _, l := range s.c.next[at] {
		if s.stopped {
			break
		}
		switch {
		case l.to == s.start && len(s.nodes) == s.length:
			s.keep(l.edge)
		case len(s.nodes) < s.length && !s.onLoop[l.to] && s.block[l.to] == s.block[s.start] && s.rank[l.to] > s.rank[s.start]:
			s.edges = append(s.edges, l.edge)
			s.visit(l.to)
			s.edges = s.edges[:len(s.edges)-1]
		}
	}
	s.onLoop[at] = false
	s.nodes = s.nodes[:len(s.nodes)-1]
}

func (s *loopSearch) keep(last int) {
	if s.probing || len(s.found) == s.most {
		s.stopped = true
		return
	}
	l := Loop{Nodes: append([]int(nil), s.nodes...), Edges: append(append([]int(nil), s.edges...), last), Sign: Plus}
	for _, e := range l.Edges {
		l.Sign = l.Sign.Times(s.c.edges[e].sign)
	}
	s.found = append(s.found, l)
}
