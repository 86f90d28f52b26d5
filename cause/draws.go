package cause

// TryFrom is Try with the sizes taken from the uniform numbers u by edge, such
// as those of a Latin hypercube; nil means the kernel's own streams.
func (k *Kernel) TryFrom(u []float64, seed uint64, draw, attempt int) bool {
	return k.try(u, nil, seed, draw, attempt)
}

// TrySizes is Try with the sizes of the links given; signs that are not known,
// the presence of uncertain links and self-limits are drawn.
func (k *Kernel) TrySizes(sizes []float64, seed uint64, draw, attempt int) bool {
	return k.try(nil, sizes, seed, draw, attempt)
}

// Ends are the nodes that a link joins.
func (c *Compiled) Ends(edge int) (from, to int) { return c.edges[edge].from, c.edges[edge].to }

// Reaching tells from which nodes a route of the map leads to a node, itself
// among them.
func (c *Compiled) Reaching(to int) []bool {
	out := make([]bool, len(c.nodes))
	for i, d := range c.distances(to) {
		out[i] = d >= 0
	}
	return out
}

// ResponseOf is the answer for a node that rose, fell or did not move in so many
// draws, for callers that count draws themselves. Reached is false when no route
// leads to it from a push.
func ResponseOf(rose, fell, still int, reached bool) Response {
	return respond(rose, fell, still, reached)
}

// Split splits the response of a node to a push of 1 over routes, draw by draw:
// see PathShares. It serves one goroutine.
type Split struct{ d *decomposer }

// NewSplit prepares the split over some routes of the map, which share their
// ends.
func (c *Compiled) NewSplit(routes []Route) *Split { return &Split{newDecomposer(c, routes)} }

// Parts fills parts with the part of each route, on the kernel's present draw.
func (s *Split) Parts(k *Kernel, parts []float64) { s.d.terms(k, parts) }
