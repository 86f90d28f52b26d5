package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/cause"
	"entente/model"
)

const (
	// routeDraws is how many draws the parts of routes are averaged over.
	routeDraws = 500
	// testRoutes is how many routes of a test are told.
	testRoutes = 6
)

// each calls visit with the map without what is cut and held, on each of the
// first draws that speak, at most so many.
func (t *causesTable) each(r *run, most int, on *compiledMap, visit func(k *cause.Kernel, i int)) {
	kernel, sizes := on.NewKernel(), make([]float64, len(on.links))
	for i := 0; i < r.done && most > 0; i++ {
		if t.fates[i] != speaks {
			continue
		}
		most--
		for e, l := range on.links {
			v := t.l.m.links[l].size
			sizes[e] = t.s.samplers[v].At(r.design.AtDim(i, r.p.vars[v].dim))
		}
		kernel.TrySizes(sizes, r.o.Seed, i, 0)
		visit(kernel, i)
	}
}

// routesTo splits the response of a node to some pushes over all routes, the
// strongest first; truncated says that there may be more.
func (t *causesTable) routesTo(r *run, pushes []force, node int) (out []RouteAnswer, truncated bool) {
	on := t.remaining()
	var routes []cause.Route
	var from []force
	for _, q := range pushes {
		found := on.Routes(q.driver, node, cause.RouteLimits{})
		truncated = truncated || found.Truncated
		routes = append(routes, found.Routes...)
		from = append(from, slices.Repeat([]force{q}, len(found.Routes))...)
	}
	split, parts := on.NewSplit(routes), make([]float64, len(routes))
	sum, size, decisive := make([]float64, len(routes)), make([]float64, len(routes)), make([]int, len(routes))
	n := 0
	t.each(r, routeDraws, on, func(k *cause.Kernel, i int) {
		n++
		split.Parts(k, parts)
		response := 0.0
		for j := range parts {
			parts[j] = float64(parts[j] * from[j].at(r.o.Seed, uint64(i)))
			response += parts[j]
		}
		for j, part := range parts {
			sum[j] += part
			size[j] += math.Abs(part)
			if cause.SignOf(response-part) != cause.SignOf(response) {
				decisive[j]++
			}
		}
	})
	all := 0.0
	for _, s := range size {
		all += s
	}
	for j, route := range routes {
		a := RouteAnswer{Sign: string(route.Sign), Mean: sum[j] / float64(max(1, n)), Share: ratio(size[j], all), Decisive: ratio(float64(decisive[j]), float64(n)), Links: []string{}, Claims: []string{}}
		a.Up = a.Mean > 0
		for _, d := range route.Nodes {
			a.Path, a.Names = append(a.Path, string(t.l.m.c.Drivers[d].ID)), append(a.Names, t.l.m.name(d))
		}
		for _, e := range route.Edges {
			l := &t.l.m.links[on.links[e]]
			a.Links = append(a.Links, string(l.path))
			for _, id := range t.l.m.claimsOf(l) {
				if !slices.Contains(a.Claims, id) {
					a.Claims = append(a.Claims, id)
				}
			}
		}
		a.Words = routeWords(&a, on, &route)
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b RouteAnswer) int { return cmp.Compare(b.Share, a.Share) })
	return out, truncated
}

// claimsOf are the claims behind an adopted link and its size.
func (m *causeMap) claimsOf(l *linkPlan) []string {
	return claimIDs(merged(l.link.Support, l.link.Size.Own), false)
}

// routeWords is "deal-payoff lowers economic-need, which raises receptivity: 34
// of 100 of what moves it, pushes down".
func routeWords(a *RouteAnswer, on *compiledMap, route *cause.Route) string {
	if len(route.Edges) == 0 {
		return "The push itself."
	}
	var b strings.Builder
	b.WriteString(a.Path[0])
	for i, e := range route.Edges {
		if i > 0 {
			b.WriteString(", which")
		}
		verb := map[cause.Sign]string{cause.Plus: "raises", cause.Minus: "lowers", cause.Any: "moves"}[on.signed.Edges[e].Sign]
		fmt.Fprintf(&b, " %s %s", verb, a.Path[i+1])
	}
	way := "down"
	if a.Up {
		way = "up"
	}
	fmt.Fprintf(&b, ": pushes %s with %s of 100 of the weight of all routes", way, number(a.Share*100, 100))
	return sentence(b.String())
}

// routes are the strongest routes of a test.
func (t *causesTable) routes(r *run, k *model.Conclusion, _ model.Test) []RouteAnswer {
	q := t.tested(k)
	if q.push.driver == q.node {
		return nil
	}
	out, _ := t.routesTo(r, []force{q.push}, q.node)
	return out[:min(len(out), testRoutes)]
}
