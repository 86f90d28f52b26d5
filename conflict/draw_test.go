package conflict

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"entente/quantity"
	"entente/sample"
)

// drawStatements draws a case in which every order is given by statements, some
// of them levels of several.
func drawStatements(t *rapid.T) Case {
	c, _ := drawOptions(t, 5)
	for _, d := range c.DecisionMakers {
		p := Preference{Kind: Statements}
		for range rapid.IntRange(1, 7).Draw(t, "levels") {
			var level []string
			for range rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "width") {
				a := rapid.IntRange(0, len(c.Options)-1).Draw(t, "a")
				b := rapid.IntRange(0, len(c.Options)-1).Draw(t, "b")
				level = append(level, rapid.SampledFrom([]string{
					fmt.Sprintf("o%d", a), fmt.Sprintf("~o%d", a), fmt.Sprintf("o%d & o%d", a, b), fmt.Sprintf("o%d -> o%d", a, b),
				}).Draw(t, "statement"))
			}
			p.Statements = append(p.Statements, level)
		}
		c.Preferences[d.ID] = p
	}
	return c
}

func mustPlan(t interface{ Fatalf(string, ...any) }, c Case, d Doubts) *Plan {
	p, ps := NewPlan(c, d)
	if p == nil {
		t.Fatalf("%v", ps)
	}
	return p
}

// one draws k with the plan's own numbers.
func (p *Plan) one(d *Drawer, seed, k uint64) ([]float64, [][]int32) {
	numbers, ranks := make([]float64, len(p.Numbers())), p.NewRanks()
	d.Numbers(seed, k, numbers)
	d.Draw(numbers, seed, k, ranks)
	return numbers, ranks
}

func TestReversalsTurnBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reversed := rapid.SliceOfN(rapid.Bool(), 0, 12).Draw(t, "reversed")
		order := make([]int32, len(reversed)+1)
		Reversals(reversed, order)
		place := make([]int, len(order))
		for k := range place {
			place[k] = -1
		}
		for k, level := range order {
			place[level] = k
		}
		for j, r := range reversed {
			if place[j] < 0 || place[j+1] < 0 || (place[j] > place[j+1]) != r {
				t.Fatalf("%v gives %v", reversed, order)
			}
		}
	})
}

func TestLevelTableRanksLikeTheLevels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := mustBuild(t, drawStatements(t))
		p := &Plan{base: m, orders: make([]orderPlan, len(m.ranks))}
		for i := range m.ranks {
			levels := m.Levels(i)
			table := newLevelTable(levels, m.Len())
			p.orders[i] = orderPlan{levels: table}
			order := rapid.Permutation(indices(len(levels))).Draw(t, "order")
			var sorted [][]Set
			for _, k := range order {
				sorted = append(sorted, levels[k])
			}
			want := RankLevels(sorted, m.Len())
			got := make([]int32, m.Len())
			if NewLevelRanker(levels, m.Len()).Rank(order, got); !slices.Equal(got, want) {
				t.Fatalf("ranker: %v, want %v", got, want)
			}
			d := p.NewDrawer()
			for _, packed := range []bool{table.packed, false} {
				table.packed = packed
				table.rank(order, got, &d.levels)
				if !slices.Equal(got, want) {
					t.Fatalf("packed %t: %v, want %v", packed, got, want)
				}
			}
		}
	})
}

func indices(n int) []int32 {
	out := make([]int32, n)
	for k := range out {
		out[k] = int32(k)
	}
	return out
}

// A plan without doubt draws what is written.
func TestNoDoubtIsCrisp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, _ := drawOptions(t, 5)
		doubts := Doubts{Preferences: map[string]Doubt{}}
		if rapid.Bool().Draw(t, "statements") {
			c = drawStatements(t)
			for id, p := range c.Preferences {
				doubts.Preferences[id] = Doubt{Confidences: slices.Repeat([]quantity.Value{quantity.PointOf(1)}, len(p.Statements)-1)}
			}
		} else {
			p := Preference{Kind: Weights, Weights: map[string]float64{}}
			d := Doubt{Weights: map[string]quantity.Value{}}
			for _, o := range c.Options {
				w := rapid.SampledFrom([]float64{-0.3, 0, 0.1, 0.2, 0.3, 1}).Draw(t, "weight")
				p.Weights[o.ID], d.Weights[o.ID] = w, quantity.PointOf(w)
			}
			c.Preferences["d0"], doubts.Preferences["d0"] = p, d
		}
		m, p := mustBuild(t, c), mustPlan(t, c, doubts)
		_, ranks := p.one(p.NewDrawer(), rapid.Uint64().Draw(t, "seed"), rapid.Uint64().Draw(t, "k"))
		for i := range ranks {
			if !slices.Equal(ranks[i], m.Ranks(i)) {
				t.Fatalf("decision maker %d: %v, want %v", i, ranks[i], m.Ranks(i))
			}
		}
	})
}

// Each pair of neighbouring statements has the share of its confidence, whatever
// the others do. 20,000 draws: five standard errors are at most 0.018.
func TestConfidenceIsTheShareOfAPair(t *testing.T) {
	c := Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}},
		Options:        []Option{{ID: "x", DM: "a"}, {ID: "y", DM: "a"}, {ID: "z", DM: "a"}},
		Preferences:    map[string]Preference{"a": {Kind: Statements, Statements: [][]string{{"x"}, {"y"}, {"z"}}}},
	}
	p := mustPlan(t, c, Doubts{Preferences: map[string]Doubt{"a": {Confidences: []quantity.Value{quantity.PointOf(0.7), quantity.Between(0.2, 0.4)}}}})
	d := p.NewDrawer()
	x, y, z := mustState(t, p.Base(), "x"), mustState(t, p.Base(), "y"), mustState(t, p.Base(), "z")
	const n = 20000
	first, second := 0, 0
	for k := range uint64(n) {
		_, ranks := p.one(d, 3, k)
		if ranks[0][x] > ranks[0][y] {
			first++
		}
		if ranks[0][y] > ranks[0][z] {
			second++
		}
	}
	if math.Abs(float64(first)/n-0.7) > 0.018 || math.Abs(float64(second)/n-0.3) > 0.018 {
		t.Errorf("x before y in %d, y before z in %d of %d", first, second, n)
	}
}

// permutations calls with every order of n items.
func permutations(n int, with func(order []int32)) {
	order := indices(n)
	var walk func(k int)
	walk = func(k int) {
		if k == n {
			with(order)
			return
		}
		for j := k; j < n; j++ {
			order[k], order[j] = order[j], order[k]
			walk(k + 1)
			order[k], order[j] = order[j], order[k]
		}
	}
	walk(0)
}

// evenly fails unless draws fall on the wanted orders alone and evenly: chi square
// within six standard deviations.
func evenly(t interface{ Fatalf(string, ...any) }, want map[string]bool, draws int, draw func(k uint64) string) {
	count := map[string]int{}
	for k := range uint64(draws) {
		s := draw(k)
		if !want[s] {
			t.Fatalf("%s is drawn and not allowed", s)
		}
		count[s]++
	}
	each := float64(draws) / float64(len(want))
	chi := 0.0
	for s := range want {
		chi += (float64(count[s]) - each) * (float64(count[s]) - each) / each
	}
	if free := float64(len(want) - 1); chi > free+6*math.Sqrt(2*free)+12 {
		t.Fatalf("chi square %.1f with %.0f degrees of freedom", chi, free)
	}
}

func TestPositionsAreDrawnEvenly(t *testing.T) {
	for _, ranges := range [][][2]int{{{0, 1}, {0, 2}, {1, 3}, {2, 3}}, {{0, 4}, {0, 4}, {2, 2}, {0, 4}, {3, 4}}, {{0, 0}}} {
		want := map[string]bool{}
		permutations(len(ranges), func(order []int32) {
			for place, k := range order {
				if place < ranges[k][0] || place > ranges[k][1] {
					return
				}
			}
			want[fmt.Sprint(order)] = true
		})
		var ps Problems
		l := positionLattice(ranges, len(ranges), "x", &ps)
		if l == nil || int(l.count()) != len(want) {
			t.Fatalf("%v: %v, want %d orders", ranges, ps, len(want))
		}
		order := make([]int32, len(ranges))
		evenly(t, want, 20000, func(k uint64) string {
			s := sample.NewStream(1, k)
			l.draw(&s, order)
			return fmt.Sprint(order)
		})
	}
	var ps Problems
	if l := positionLattice([][2]int{{0, 0}, {0, 0}}, 2, "x", &ps); l != nil || !ps.HasErrors() {
		t.Error("two statements in one place are accepted")
	}
}

// extensions are the orders, best first, of n states that agree with pairs.
func extensions(n int, pairs [][2]int32) map[string]bool {
	out := map[string]bool{}
	permutations(n, func(order []int32) {
		place := make([]int, n)
		for k, s := range order {
			place[s] = k
		}
		for _, p := range pairs {
			if place[p[0]] > place[p[1]] {
				return
			}
		}
		out[fmt.Sprint(order)] = true
	})
	return out
}

func TestPartialOrdersAreDrawnEvenly(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 12 {
		n := 1 + r.IntN(6)
		var pairs [][2]int32
		for range r.IntN(n + 1) {
			a, b := int32(r.IntN(n)), int32(r.IntN(n))
			if a < b {
				pairs = append(pairs, [2]int32{a, b})
			}
		}
		want := extensions(n, pairs)
		for _, walk := range []bool{false, true} {
			e := newExtension(n, pairs, 0)
			if !e.exact {
				t.Fatalf("%d states are not counted", n)
			}
			if walk {
				for k := range e.parts {
					p := &e.parts[k]
					if len(p.states) < 2 {
						continue
					}
					below := make([][]int32, len(p.states))
					for _, pair := range pairs {
						a, b := slices.Index(p.states, pair[0]), slices.Index(p.states, pair[1])
						if a >= 0 {
							below[a] = append(below[a], int32(b))
						}
					}
					p.walk(below, 400)
				}
			}
			d := &Drawer{order: make([]int32, n), deal: make([]int32, n), next: make([]int32, n)}
			ranks, order := make([]int32, n), make([]int32, n)
			evenly(t, want, 15000, func(k uint64) string {
				s := sample.NewStream(uint64(round), k)
				e.draw(&s, ranks, d)
				for state, rank := range ranks {
					order[n-1-int(rank)] = int32(state)
				}
				return fmt.Sprint(order)
			})
		}
	}
}

// Beyond what can be counted, a draw still is an order that agrees with what is
// known.
func TestLargePartialOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 120).Draw(t, "n")
		var pairs [][2]int32
		for range rapid.IntRange(0, 2*n).Draw(t, "pairs") {
			a, b := int32(rapid.IntRange(0, n-1).Draw(t, "a")), int32(rapid.IntRange(0, n-1).Draw(t, "b"))
			if a < b {
				pairs = append(pairs, [2]int32{a, b})
			}
		}
		e := newExtension(n, pairs, 300)
		d := &Drawer{order: make([]int32, n), deal: make([]int32, n), next: make([]int32, n)}
		ranks := make([]int32, n)
		s := sample.NewStream(rapid.Uint64().Draw(t, "seed"))
		e.draw(&s, ranks, d)
		sorted := slices.Clone(ranks)
		slices.Sort(sorted)
		if !slices.Equal(sorted, indices(n)) {
			t.Fatalf("%v is no strict order", ranks)
		}
		for _, p := range pairs {
			if ranks[p[0]] < ranks[p[1]] {
				t.Fatalf("%v: state %d is known to be better than %d", ranks, p[0], p[1])
			}
		}
	})
}

func TestPlanReportsWhatIsWrong(t *testing.T) {
	c := Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}, {ID: "b"}},
		Options:        []Option{{ID: "x", DM: "a"}, {ID: "y", DM: "b", Change: SetOnly}},
		Infeasible:     []string{"x & y"},
		Preferences: map[string]Preference{
			"a": {Kind: Statements, Statements: [][]string{{"x"}, {"y"}}},
			"b": {Kind: Weights, Weights: map[string]float64{"x": 1}}},
	}
	v := quantity.Between
	for name, bad := range map[string]struct {
		d     Doubts
		where string
	}{
		"too many":           {Doubts{Preferences: map[string]Doubt{"a": {Confidences: []quantity.Value{v(0, 1), v(0, 1)}}}}, "preferences.a.confidence"},
		"beyond one":         {Doubts{Preferences: map[string]Doubt{"a": {Confidences: []quantity.Value{v(0, 2)}}}}, "preferences.a.confidence[0]"},
		"both":               {Doubts{Preferences: map[string]Doubt{"a": {Confidences: []quantity.Value{v(0, 1)}, Positions: [][2]int{{0, 1}, {0, 1}}}}}, "preferences.a.positions"},
		"empty position":     {Doubts{Preferences: map[string]Doubt{"a": {Positions: [][2]int{{1, 0}, {0, 1}}}}}, "preferences.a.positions[0]"},
		"of another kind":    {Doubts{Preferences: map[string]Doubt{"a": {Weights: map[string]quantity.Value{"x": v(0, 1)}}}}, "preferences.a.weights"},
		"unknown option":     {Doubts{Preferences: map[string]Doubt{"b": {Weights: map[string]quantity.Value{"q": v(0, 1)}}}}, "preferences.b.weights.q"},
		"nobody":             {Doubts{Preferences: map[string]Doubt{"c": {}}}, "preferences.c"},
		"noise":              {Doubts{Preferences: map[string]Doubt{"b": {Noise: math.NaN()}}}, "preferences.b"},
		"free flag":          {Doubts{Flags: map[string]float64{"x": 0.5}}, "options[0].share"},
		"share of a flag":    {Doubts{Flags: map[string]float64{"y": math.NaN()}}, "options[1].share"},
		"no such rule":       {Doubts{Rules: map[int]float64{1: 0.5}}, "infeasible[1]"},
		"more than one rule": {Doubts{Rules: map[int]float64{0: 1.5}}, "infeasible[0].share"},
	} {
		p, ps := NewPlan(c, bad.d)
		if p != nil || !slices.ContainsFunc(ps, func(p Problem) bool { return !p.Warning && p.Where[0] == bad.where }) {
			t.Errorf("%s: %v, want an error at %s", name, ps, bad.where)
		}
	}
}
