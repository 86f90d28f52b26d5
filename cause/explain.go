package cause

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Explained says through which routes a push reaches a node, over draws.
type Explained struct {
	Target    string       `json:"target"`
	Accepted  int          `json:"accepted"`
	Response  Response     `json:"response"`
	Mean      float64      `json:"mean"` // of the response
	Up        []RouteShare `json:"up"`   // routes that push up on average, the strongest first
	Down      []RouteShare `json:"down"` // those that push down
	Truncated bool         `json:"truncated"`
}

// RouteShare is one route's part in the response.
type RouteShare struct {
	Path  []string `json:"path"` // names, in the direction of effect
	Edges []int    `json:"-"`
	// Sign is that of the effect of the pushed node on the target along the route.
	Sign Sign    `json:"sign"`
	Mean float64 `json:"mean"` // of the part, in the units of the push
	// Share is the mean size of the part over that of all routes' parts.
	Share    float64 `json:"share"`
	Pos      float64 `json:"pos"`      // share of draws in which the part is above 0
	Decisive float64 `json:"decisive"` // share of draws in which the response would have another sign without it
}

// Explain answers the question as Press does and splits the response of a node
// over the routes from all pushed nodes: see PathShares. It explains pushes;
// with pins or cuts, which change the matrix, it returns an *Error.
func (c *Compiled) Explain(ctx context.Context, q Question, target int, limits RouteLimits) (*Explained, error) {
	if target < 0 || target >= len(c.nodes) {
		return nil, &Error{CodeUnknownNode, "", "what is to be explained is no node of the map", "name one that is"}
	}
	if err := c.checkQuestion(&q); err != nil {
		return nil, err
	}
	if len(q.Pins)+len(q.Cuts) > 0 {
		return nil, &Error{CodeRule, c.nodes[target], "routes are found for pushes only", "leave pins and cuts out, or cut the links in the map itself"}
	}
	out := &Explained{Target: c.nodes[target], Up: []RouteShare{}, Down: []RouteShare{}}
	var routes []Route
	var weights []float64
	for from, p := range q.Push {
		if p == 0 {
			continue
		}
		found := c.Routes(from, target, limits)
		out.Truncated = out.Truncated || found.Truncated
		routes = append(routes, found.Routes...)
		weights = append(weights, slices.Repeat([]float64{p}, len(found.Routes))...)
	}
	plan := newDecomposer(c, routes)
	total, whole, err := c.run(ctx, &q, func() tally {
		return &routeTally{d: plan.fresh(), target: target, weights: weights, parts: make([]float64, len(routes)), sums: make([]routeSum, len(routes))}
	})
	if err != nil {
		return nil, err
	}
	t := whole.(*routeTally)
	out.Accepted = total.accepted
	out.Response = respond(t.signs[2], t.signs[0], t.signs[1], c.Reach(q.Intervention)[target])
	n := float64(max(1, t.n))
	out.Mean = t.response / n
	all := 0.0
	for i := range t.sums {
		all += t.sums[i].size
	}
	for i, r := range routes {
		s := t.sums[i]
		share := RouteShare{Path: c.Names(r.Nodes), Edges: r.Edges, Sign: r.Sign, Mean: s.part / n, Pos: float64(s.pos) / n, Decisive: float64(s.decisive) / n}
		if all > 0 {
			share.Share = s.size / all
		}
		switch {
		case share.Mean > 0 || share.Mean == 0 && share.Pos > 0.5:
			out.Up = append(out.Up, share)
		default:
			out.Down = append(out.Down, share)
		}
	}
	for _, column := range [][]RouteShare{out.Up, out.Down} {
		slices.SortStableFunc(column, func(a, b RouteShare) int { return cmp.Compare(b.Share, a.Share) })
	}
	return out, nil
}

type routeSum struct {
	part, size    float64
	pos, decisive int
}

type routeTally struct {
	d        *decomposer
	target   int
	weights  []float64
	parts    []float64
	sums     []routeSum
	n        int
	response float64
	signs    [3]int // fell, did not move, rose
}

func (t *routeTally) stable(*Kernel) {}

func (t *routeTally) accepted(k *Kernel, x []float64) {
	t.d.terms(k, t.parts)
	response := x[t.target]
	sign := SignOf(response)
	t.n++
	t.response += response
	t.signs[sign+1]++
	for i := range t.sums {
		part := float64(t.weights[i] * t.parts[i])
		s := &t.sums[i]
		s.part += part
		s.size += math.Abs(part)
		if part > 0 {
			s.pos++
		}
		if SignOf(response-part) != sign {
			s.decisive++
		}
	}
}

func (t *routeTally) merge(next tally) {
	o := next.(*routeTally)
	t.n += o.n
	t.response += o.response
	for i, s := range o.signs {
		t.signs[i] += s
	}
	for i := range o.sums {
		t.sums[i].part += o.sums[i].part
		t.sums[i].size += o.sums[i].size
		t.sums[i].pos += o.sums[i].pos
		t.sums[i].decisive += o.sums[i].decisive
	}
}
