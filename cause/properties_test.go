package cause

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"entente/quantity"
)

func compiled(t interface{ Fatal(...any) }, m Map) *Compiled {
	c, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func pushOn(c *Compiled, sizes ...float64) []float64 {
	return append(sizes, make([]float64, len(c.nodes)-len(sizes))...)
}

// Routes' parts add up to the response.
func TestRoutesAddUp(t *testing.T) {
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		c := compiled(t, anyMap().Draw(t, "map"))
		k := c.NewKernel()
		if !k.Try(rapid.Uint64().Draw(t, "seed"), 0, 0) {
			return
		}
		from, to := rapid.IntRange(0, len(c.nodes)-1).Draw(t, "from"), rapid.IntRange(0, len(c.nodes)-1).Draw(t, "to")
		s := k.PathShares(from, to, RouteLimits{Routes: 1 << 20})
		if s.Routes.Truncated {
			t.Fatal("truncated")
		}
		sum, size := 0.0, 0.0
		for _, p := range s.Parts {
			sum += p
			size += math.Abs(p)
		}
		if math.Abs(sum-s.Response) > 1e-9*math.Max(1, size) {
			t.Fatalf("parts add up to %v, the response is %v", sum, s.Response)
		}
		if size > 0 {
			seen++
		}
	})
	if seen == 0 {
		t.Error("no route met")
	}
}

// naiveRoutes walks every simple route, in no order.
func naiveRoutes(c *Compiled, from, to int) (out [][]int) {
	var walk func(route []int)
	walk = func(route []int) {
		last := route[len(route)-1]
		if last == to {
			out = append(out, slices.Clone(route))
			return
		}
		for _, e := range c.edges {
			if e.from == last && !slices.Contains(route, e.to) {
				walk(append(slices.Clone(route), e.to))
			}
		}
	}
	walk([]int{from})
	return out
}

func byLengthThenNames(c *Compiled) func(a, b []int) int {
	return func(a, b []int) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return slices.Compare(c.Names(a), c.Names(b))
	}
}

func TestRoutesAgainstWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := compiled(t, anyMap().Draw(t, "map"))
		from, to := rapid.IntRange(0, len(c.nodes)-1).Draw(t, "from"), rapid.IntRange(0, len(c.nodes)-1).Draw(t, "to")
		want := naiveRoutes(c, from, to)
		slices.SortFunc(want, byLengthThenNames(c))
		nodes := func(routes []Route) (out [][]int) {
			for _, r := range routes {
				out = append(out, r.Nodes)
			}
			return out
		}
		if d := cmp.Diff(want, nodes(c.Routes(from, to, RouteLimits{Routes: 1 << 20}).Routes)); d != "" {
			t.Fatal(d)
		}
		// A limit keeps the first, and says so exactly when there are more.
		most := rapid.IntRange(1, 20).Draw(t, "most")
		got := c.Routes(from, to, RouteLimits{Routes: most})
		if d := cmp.Diff(want[:min(most, len(want))], nodes(got.Routes)); d != "" || got.Truncated != (len(want) > most) {
			t.Fatalf("truncated %v: %s", got.Truncated, d)
		}
		links := rapid.IntRange(1, 4).Draw(t, "links")
		got = c.Routes(from, to, RouteLimits{Links: links, Routes: 1 << 20})
		short := slices.IndexFunc(want, func(r []int) bool { return len(r) > links+1 })
		if short < 0 {
			short = len(want)
		}
		if len(got.Routes) != short || got.Truncated != (short < len(want)) {
			t.Fatalf("%d routes of at most %d links, truncated %v; want %d of %d", len(got.Routes), links, got.Truncated, short, len(want))
		}
	})
}

func TestLoopsAgainstWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := compiled(t, anyMap().Draw(t, "map"))
		var want [][]int
		for _, e := range c.edges { // a loop is a route back along its last link, begun at its smallest name
			if e.from == e.to {
				continue
			}
			for _, r := range naiveRoutes(c, e.to, e.from) {
				smallest := slices.IndexFunc(r, func(i int) bool { return c.nodes[i] == slices.Min(c.Names(r)) })
				if smallest == 0 {
					want = append(want, r)
				}
			}
		}
		slices.SortFunc(want, byLengthThenNames(c))
		got := c.Loops(LoopLimits{Loops: 1 << 20})
		var nodes [][]int
		for _, l := range got.Loops {
			nodes = append(nodes, l.Nodes)
			sign := Plus
			for i, e := range l.Edges {
				if c.edges[e].from != l.Nodes[i] || c.edges[e].to != l.Nodes[(i+1)%len(l.Nodes)] {
					t.Fatalf("links %v do not join %v", l.Edges, l.Nodes)
				}
				sign = sign.Times(c.edges[e].sign)
			}
			if sign != l.Sign {
				t.Fatalf("%v has sign %s, want %s", l.Nodes, l.Sign, sign)
			}
		}
		if d := cmp.Diff(want, nodes); d != "" || got.Truncated {
			t.Fatal(d, got.Truncated)
		}
		if most := len(want) / 2; most > 0 {
			if got := c.Loops(LoopLimits{Loops: most}); len(got.Loops) != most || !got.Truncated {
				t.Fatalf("%d loops of %d, truncated %v", len(got.Loops), most, got.Truncated)
			}
		}
		if got := c.Loops(LoopLimits{Length: 2}); got.Truncated != slices.ContainsFunc(want, func(l []int) bool { return len(l) > 2 }) {
			t.Fatalf("truncated %v at length 2", got.Truncated)
		}
	})
}

// Acyclic maps with unit self-limitation: responses are sums over routes of
// products.
func TestAcyclicIsPathSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 7).Draw(t, "n")
		m := Map{Self: Unit}
		for i := range n {
			m.Nodes = append(m.Nodes, string(rune('a'+i)))
			for j := range i {
				if rapid.Bool().Draw(t, "edge") {
					m.Edges = append(m.Edges, Edge{From: m.Nodes[j], To: m.Nodes[i], Sign: rapid.SampledFrom([]Sign{Plus, Minus}).Draw(t, "sign")})
				}
			}
		}
		c := compiled(t, m)
		k, x := c.NewKernel(), make([]float64, n)
		if !k.Try(1, 0, 0) || !k.Respond(Intervention{Push: pushOn(c, 1)}, x) {
			t.Fatal("not stable")
		}
		for to := range n {
			want := 0.0
			for _, r := range c.Routes(0, to, RouteLimits{}).Routes {
				product := 1.0
				for _, e := range r.Edges {
					product *= k.Value(e)
				}
				want += product
			}
			if math.Abs(x[to]-want) > 1e-9 {
				t.Fatalf("node %d responds %v, routes give %v", to, x[to], want)
			}
		}
	})
}

func TestPushesAreLinear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := compiled(t, anyMap().Draw(t, "map"))
		k, n := c.NewKernel(), len(c.nodes)
		if !k.Try(rapid.Uint64().Draw(t, "seed"), 0, 0) {
			return
		}
		sizes := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 1, -0.5, 2}), n, n)
		p, q := sizes.Draw(t, "p"), sizes.Draw(t, "q")
		both, minus := make([]float64, n), make([]float64, n)
		for i := range n {
			both[i], minus[i] = 2*p[i]+q[i], -p[i]
		}
		answer := func(push []float64) []float64 {
			x := make([]float64, n)
			k.Respond(Intervention{Push: push}, x)
			return x
		}
		xp, xq, xb, xm := answer(p), answer(q), answer(both), answer(minus)
		for i := range n {
			scale := math.Max(1, math.Abs(xp[i])+math.Abs(xq[i]))
			if math.Abs(2*xp[i]+xq[i]-xb[i]) > 1e-7*scale || xm[i] != -xp[i] {
				t.Fatalf("node %d: %v and %v, together %v, reversed %v", i, xp[i], xq[i], xb[i], xm[i])
			}
		}
	})
}

// Negating a node's links negates its own response and no other.
func TestFlippedNode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMap().Draw(t, "map")
		for i, e := range m.Edges {
			if e.Sign == Any {
				m.Edges[i].Sign = Plus
			}
		}
		flipped := m
		flipped.Edges = slices.Clone(m.Edges)
		node := rapid.IntRange(0, len(m.Nodes)-1).Draw(t, "node")
		for i, e := range m.Edges {
			if (e.From == m.Nodes[node]) != (e.To == m.Nodes[node]) {
				flipped.Edges[i].Sign = e.Sign.Flip()
			}
		}
		c, d := compiled(t, m), compiled(t, flipped)
		k, l := c.NewKernel(), d.NewKernel()
		seed := rapid.Uint64().Draw(t, "seed")
		if k.Try(seed, 0, 0) != l.Try(seed, 0, 0) {
			t.Fatal("stability differs")
		}
		pushed := rapid.IntRange(0, len(m.Nodes)-1).Draw(t, "pushed")
		p, q := make([]float64, len(m.Nodes)), make([]float64, len(m.Nodes))
		p[pushed], q[pushed] = 1, 1
		if pushed == node {
			q[pushed] = -1
		}
		x, y := make([]float64, len(m.Nodes)), make([]float64, len(m.Nodes))
		k.Respond(Intervention{Push: p}, x)
		l.Respond(Intervention{Push: q}, y)
		for i := range x {
			want := x[i]
			if i == node {
				want = -want
			}
			if y[i] != want && !(math.IsNaN(y[i]) && math.IsNaN(want)) {
				t.Fatalf("node %d responds %v, want %v", i, y[i], want)
			}
		}
	})
}

func TestSameBytesOnAnyNumberOfWorkers(t *testing.T) {
	c := compiled(t, dambacher5())
	d, _ := c.Node("D")
	b, _ := c.Node("B")
	push := make([]float64, 5)
	push[d] = 1
	q := Question{Intervention: Intervention{Push: push}, Observe: []Observation{{push, b, -1}}, Draws: 3000, Seed: 5}
	var first, explained string
	for _, workers := range []int{1, 2, 8} {
		q.Workers = workers
		pressed, err := c.Press(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		bytes, err := json.Marshal(pressed)
		if err != nil {
			t.Fatal(err)
		}
		why, err := c.Explain(t.Context(), q, b, RouteLimits{})
		if err != nil {
			t.Fatal(err)
		}
		reasons, err := json.Marshal(why)
		if err != nil {
			t.Fatal(err)
		}
		if workers == 1 {
			first, explained = string(bytes), string(reasons)
		}
		if string(bytes) != first || string(reasons) != explained {
			t.Errorf("%d workers answer\n%s\n%s\nand one\n%s\n%s", workers, bytes, reasons, first, explained)
		}
		if pressed.Accepted != 3000 || why.Accepted != 3000 || why.Response.Neg != pressed.Nodes[b].Neg {
			t.Errorf("accepted %d and %d", pressed.Accepted, why.Accepted)
		}
	}
}

// dambacher5 is the five-variable web of the qualitative modelling literature,
// as in the reference cases.
func dambacher5() Map {
	m := Map{Nodes: []string{"A", "B", "C", "D", "E"}, Self: Declared}
	for _, l := range strings.Fields("AA- AB- AE+ BA+ BB- BE- CC- CD- CE+ DB+ DC+ DD- DE- EB+ ED+ EE-") {
		m.Edges = append(m.Edges, Edge{From: l[:1], To: l[1:2], Sign: Sign(l[2:])})
	}
	return m
}

// What holds anyway changes nothing, and more observations never make
// acceptance easier.
func TestConditioning(t *testing.T) {
	c := compiled(t, dambacher5())
	at := func(name string) int { i, _ := c.Node(name); return i }
	push := make([]float64, 5)
	push[at("D")] = 1
	q := Question{Intervention: Intervention{Push: push}, Draws: 2000, Seed: 3}
	plain, err := c.Press(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if plain.PAccept != plain.PStable || plain.Fit != 1 || len(plain.Learned) != 0 {
		t.Errorf("%+v", plain)
	}
	q.Observe = []Observation{{push, at("B"), -1}}
	one, err := c.Press(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	q.Observe = append(q.Observe, Observation{push, at("C"), 1})
	two, err := c.Press(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	// All are shares of the same draws; the runs end at different ones.
	const noise = 0.01
	if !(plain.PAccept > one.PAccept+noise && one.PAccept > two.PAccept-noise) {
		t.Errorf("p_accept %v, %v, %v", plain.PAccept, one.PAccept, two.PAccept)
	}
	if two.Nodes[at("A")].Direction != Falls || !two.Nodes[at("A")].Firm || plain.Nodes[at("A")].Direction != Ambiguous {
		t.Errorf("A: %+v, and before %+v", two.Nodes[at("A")], plain.Nodes[at("A")])
	}
	if len(two.Learned) != len(c.edges) || math.Abs(two.Learned[0].Change) < math.Abs(two.Learned[1].Change) || two.Learned[0].Change == 0 {
		t.Errorf("learned %+v", two.Learned)
	}
	// D rises in nearly every draw; observe E's sign where it is all but sure.
	chain := compiled(t, Map{Nodes: []string{"a", "b"}, Edges: []Edge{{From: "a", To: "b", Sign: Plus, Size: ptr(quantity.Between(0.5, 1))}}})
	q = Question{Intervention: Intervention{Push: pushOn(chain, 1)}, Draws: 500, Seed: 3}
	before, err := chain.Press(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	q.Observe = []Observation{{q.Push, 1, 1}}
	after, err := chain.Press(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before.Nodes, after.Nodes); d != "" || after.Fit != 1 {
		t.Error(d)
	}
}

func ptr[T any](x T) *T { return &x }

func TestContradiction(t *testing.T) {
	c := compiled(t, Map{Nodes: []string{"a", "b", "c"}, Self: Unit, Edges: []Edge{
		{From: "a", To: "b", Sign: Plus, Size: ptr(quantity.Between(0.5, 1))}, {From: "a", To: "c", Sign: Minus, Size: ptr(quantity.Between(0.5, 1))}}})
	push := pushOn(c, 1)
	q := Question{Intervention: Intervention{Push: push}, Draws: 10, Observe: []Observation{{push, 1, 1}, {push, 2, 1}}}
	_, err := c.Press(t.Context(), q)
	var wrong *Contradiction
	if !errors.As(err, &wrong) {
		t.Fatalf("%v", err)
	}
	if d := cmp.Diff([][]int{{1}}, wrong.Removals); d != "" || wrong.Held[0] != wrong.Stable || wrong.Held[1] != 0 {
		t.Errorf("%s %+v", d, wrong)
	}
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeContradiction || !strings.Contains(err.Error(), `"c" rose under a +1`) {
		t.Errorf("%v", err)
	}
	q.Observe[0].Sign = -1
	if _, err = c.Press(t.Context(), q); !errors.As(err, &wrong) || cmp.Diff([][]int{{0, 1}}, wrong.Removals) != "" {
		t.Errorf("%v, %+v", err, wrong)
	}
	q.Observe = append(q.Observe, Observation{push, 0, -1})
	if _, err = c.Press(t.Context(), q); !errors.As(err, &wrong) || len(wrong.Removals) != 0 {
		t.Errorf("%v, %+v", err, wrong)
	}
}

func TestQuestionsThatAreNone(t *testing.T) {
	c := compiled(t, tie3(Unit, false))
	_, err := c.Press(t.Context(), Question{Draws: -1, Observe: []Observation{{make([]float64, 3), 7, 2}}})
	for _, want := range []string{CodePressEmpty, CodeRange, CodeUnknownNode, CodeSign, "observation 1"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q not in %v", want, err)
		}
	}
	if _, err := c.Push(map[string]float64{"bb": 1}); err == nil || !strings.Contains(err.Error(), `"b"`) {
		t.Errorf("%v", err)
	}
	if _, err := c.Explain(t.Context(), Question{Intervention: Intervention{Push: pushOn(c, 1), Cuts: []int{0}}}, 2, RouteLimits{}); err == nil {
		t.Error("an explanation with cuts")
	}
}

func TestWilson(t *testing.T) {
	// 8 of 10 as R's prop.test(8, 10, correct = FALSE) has it.
	got := wilson(0.8, 10)
	if math.Abs(got[0]-0.4901625) > 1e-7 || math.Abs(got[1]-0.9433178) > 1e-7 {
		t.Errorf("%v", got)
	}
	for _, tt := range []struct {
		pos, neg, zero int
		want           Direction
		firm, settled  bool
	}{
		{9000, 1000, 0, Rises, false, true}, {100, 9900, 0, Falls, true, true}, {5000, 5000, 0, Ambiguous, false, true},
		{81, 19, 0, Rises, false, false}, {0, 0, 50, Ambiguous, false, true}, {9500, 500, 0, Rises, true, false},
	} {
		if r := respond(tt.pos, tt.neg, tt.zero, true); r.Direction != tt.want || r.Firm != tt.firm || r.Settled != tt.settled {
			t.Errorf("%+v: %+v", tt, r)
		}
	}
	if r := respond(0, 0, 9, false); r.Direction != Unaffected || r.Zero != 1 {
		t.Errorf("%+v", r)
	}
}

func TestWords(t *testing.T) {
	for want, r := range map[string]Response{
		"x rises in 98 of 100 weightings (firm)":                                  respond(980, 20, 0, true),
		"x falls in all weightings (firm)":                                        respond(0, 100, 0, true),
		"x falls in over 99 of 100 weightings (firm)":                             respond(0, 9999, 1, true),
		"x is unaffected: no route leads to it":                                   respond(0, 0, 1, false),
		"x rises in 81 of 100 weightings (leaning); not s":                        respond(81, 19, 0, true),
		"x is ambiguous: it rises in 64 of 100 weightings and falls in 36 of 100": respond(6400, 3600, 0, true),
	} {
		if got := r.Words("x"); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestLoopGains(t *testing.T) {
	// One reinforcing loop of three nodes with sampled limits: by symmetry of the
	// six uniform numbers its gain is 1 or more in half of all draws.
	c := compiled(t, Map{Nodes: []string{"x", "y", "z"}, Edges: []Edge{{From: "x", To: "y", Sign: Minus}, {From: "y", To: "z", Sign: Minus}, {From: "z", To: "x", Sign: Plus}}})
	loops := c.Loops(LoopLimits{}).Loops
	const n = 10000
	g := c.Gains(loops, n, 1)[0]
	if math.Abs(g.AtLeast-0.5) > 5*0.5/math.Sqrt(n) || math.Abs(math.Log(g.Median)) > 0.15 {
		t.Errorf("%+v", g)
	}
	if got, want := c.LoopWords(loops[0]), "x lowers y, which lowers z, which raises x: reinforcing"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	// It runs away exactly where its gain is 1 or more.
	k := c.NewKernel()
	stable := 0
	for draw := range n {
		if k.Try(1, draw, 0) {
			stable++
		}
	}
	if float64(stable)/n != 1-g.AtLeast {
		t.Errorf("stable in %d of %d, gain of 1 or more in %v", stable, n, g.AtLeast)
	}
}
