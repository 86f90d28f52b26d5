package cause

// RouteLimits bounds a search for routes; zero fields mean 12 links and 10,000
// routes.
type RouteLimits struct{ Links, Routes int }

const (
	defaultRouteLinks = 12
	defaultRoutes     = 10000
	// searchBudget bounds the steps of a search, for dense maps in which nearly
	// all of them lead nowhere.
	searchBudget = 4 << 20
)

// Route is a simple route: nodes in the direction of effect, none twice.
type Route struct {
	Nodes []int
	Edges []int
	Sign  Sign // product of the signs of its links; Any where one is unknown
}

// Routes is the routes from one node to another, by length, then by names.
type Routes struct {
	Routes    []Route
	Total     Sign // sum of their signs; None without routes
	Pos, Neg  int
	Unknown   int  // routes with a link of unknown sign
	Truncated bool // a limit was hit, and there may be more
	// Cyclic says that nodes on the routes lie on loops: the sum of signs is then
	// a quick look and no sound answer.
	Cyclic bool
}

// Routes finds the simple routes between two nodes. Self links are no part of
// routes; from a node to itself there is the route without links. Signs multiply
// along a route and add over routes (Wellman 1994, on qualitative differential
// equations): sound for pushes on maps without loops.
func (c *Compiled) Routes(from, to int, limits RouteLimits) Routes {
	s := routeSearch{c: c, to: to, links: limits.Links, most: limits.Routes, budget: searchBudget,
		onRoute: make([]bool, len(c.nodes)), distance: c.distances(to)}
	if s.links == 0 {
		s.links = defaultRouteLinks
	}
	if s.most == 0 {
		s.most = defaultRoutes
	}
	longest := len(c.nodes) - 1
	// By one length after another, so that a limit keeps the shortest.
	for length := 0; length <= min(s.links, longest) && !s.stopped; length++ {
		s.length = length
		s.visit(from)
	}
	if !s.stopped && s.links < longest {
		s.probing = true
		for length := s.links + 1; length <= longest && !s.stopped; length++ {
			s.length = length
			s.visit(from)
		}
	}
	out := Routes{Routes: s.found, Total: None, Truncated: s.stopped}
	looped := c.looped()
	for _, r := range out.Routes {
		out.Total = out.Total.Add(r.Sign)
		switch r.Sign {
		case Plus:
			out.Pos++
		case Minus:
			out.Neg++
		default:
			out.Unknown++
		}
		for _, n := range r.Nodes {
			out.Cyclic = out.Cyclic || looped[n]
		}
	}
	return out
}

// looped marks the nodes that lie on a loop of two or more.
func (c *Compiled) looped() []bool {
	out := make([]bool, len(c.nodes))
	for _, b := range c.blocks {
		for _, i := range b {
			out[i] = len(b) > 1
		}
	}
	return out
}

type routeSearch struct {
	c        *Compiled
	to       int
	links    int
	most     int
	length   int // of the routes looked for now
	nodes    []int
	edges    []int
	onRoute  []bool
	distance []int // fewest links to the end, or -1
	budget   int
	probing  bool // only whether there is one
	stopped  bool
	found    []Route
}

func (s *routeSearch) visit(at int) {
	if s.budget--; s.budget < 0 {
		s.stopped = true
		return
	}
	s.nodes = append(s.nodes, at)
	s.onRoute[at] = true
	left := s.length - len(s.edges)
	switch {
	case at == s.to && left == 0:
		s.keep()
	case at != s.to && left > 0:
		for _, l := range s.c.next[at] {
			if s.onRoute[l.to] || s.distance[l.to] < 0 || s.distance[l.to] >= left {
				continue
			}
			s.edges = append(s.edges, l.edge)
			s.visit(l.to)
			s.edges = s.edges[:len(s.edges)-1]
			if s.stopped {
				break
			}
		}
	}
	s.onRoute[at] = false
	s.nodes = s.nodes[:len(s.nodes)-1]
}

func (s *routeSearch) keep() {
	if s.probing || len(s.found) == s.most {
		s.stopped = true
		return
	}
	r := Route{Nodes: append([]int(nil), s.nodes...), Edges: append([]int(nil), s.edges...), Sign: Plus}
	for _, e := range r.Edges {
		r.Sign = r.Sign.Times(s.c.edges[e].sign)
	}
	s.found = append(s.found, r)
}

// distances is the fewest links from each node to one; -1 where there is no way.
func (c *Compiled) distances(to int) []int {
	before := make([][]int, len(c.nodes))
	for from, links := range c.next {
		for _, l := range links {
			before[l.to] = append(before[l.to], from)
		}
	}
	out := make([]int, len(c.nodes))
	for i := range out {
		out[i] = -1
	}
	out[to] = 0
	for queue := []int{to}; len(queue) > 0; queue = queue[1:] {
		for _, i := range before[queue[0]] {
			if out[i] < 0 {
				out[i] = out[queue[0]] + 1
				queue = append(queue, i)
			}
		}
	}
	return out
}
