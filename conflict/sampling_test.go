package conflict

import (
	"context"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"entente/quantity"
)

// drawDoubts draws a case with every sort of doubt that fits it.
func drawDoubts(t *rapid.T) (Case, Doubts) {
	c := drawStatements(t)
	d := Doubts{Preferences: map[string]Doubt{}, Flags: map[string]float64{}, Rules: map[int]float64{}}
	for _, dm := range c.DecisionMakers {
		p := c.Preferences[dm.ID]
		var x Doubt
		switch rapid.IntRange(0, 5).Draw(t, "doubt") {
		case 0:
			for range len(p.Statements) - 1 {
				x.Confidences = append(x.Confidences, quantity.Between(0.2, 0.8))
			}
		case 1:
			for k := range p.Statements {
				x.Positions = append(x.Positions, [2]int{max(0, k-1), min(len(p.Statements)-1, k+1)})
			}
		case 2:
			x.Noise = 1
		case 3:
			p = Preference{Kind: Weights, Weights: map[string]float64{"o0": 1}}
			x.Weights = map[string]quantity.Value{"o0": quantity.Between(-1, 2)}
		case 4:
			p = Preference{Kind: Unknown}
		}
		c.Preferences[dm.ID], d.Preferences[dm.ID] = p, x
	}
	for _, o := range c.Options {
		if o.Change != Both && rapid.IntRange(0, 2).Draw(t, "unsure") == 0 {
			d.Flags[o.ID] = 0.5
		}
	}
	for k := range c.Infeasible {
		if rapid.Bool().Draw(t, "unsure rule") {
			d.Rules[k] = 0.7
		}
	}
	return c, d
}

// Counts are what solving each draw by itself gives, flags and rules included,
// whatever the number of workers; shares keep to the inclusions of the concepts.
func TestSampleCountsTheDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d := drawDoubts(t)
		p, ps := NewPlan(c, d)
		if p == nil {
			if ps[0].Code == CodeNoFeasibleState || ps[0].Code == CodeTooManyStates {
				return // all rules in force leave nothing
			}
			t.Fatalf("%v", ps)
		}
		const draws = 12
		base := p.Base()
		from := rapid.IntRange(0, base.Len()-1).Draw(t, "from")
		o := SampleOptions{Draws: draws, Seed: 5, From: from, Workers: 1, Screen: true}
		got, err := p.Sample(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		o.Workers = 3
		again, err := p.Sample(context.Background(), o)
		if err != nil || !reflect.DeepEqual(got, again) {
			t.Fatalf("three workers give other counts: %v", err)
		}
		want := make([][]int, concepts)
		sight := make([]int, base.Len())
		for k := range want {
			want[k] = make([]int, base.Len())
		}
		drawer := p.NewDrawer()
		for k := range uint64(draws) {
			_, ranks := p.one(drawer, 5, k)
			m := plainVariant(t, p, p.switchesOn(5, k))
			if m == nil {
				continue
			}
			for i := range ranks {
				own := make([]int32, m.Len())
				for s := range own {
					own[s] = ranks[i][stateOf(base, m.Key(s))]
				}
				m = m.WithRanks(i, own)
			}
			table, err := m.Solve()
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range Concepts {
				for _, s := range table.Equilibria(c) {
					want[c][stateOf(base, m.Key(s))]++
				}
			}
			if s, ok := m.State(base.Key(from)); ok {
				e, err := m.Evolution(s, true)
				if err != nil {
					t.Fatal(err)
				}
				for s := range e.Reached().All() {
					sight[stateOf(base, m.Key(s))]++
				}
			}
		}
		for _, c := range Concepts {
			if !slices.Equal(got.Equilibrium[c], want[c]) {
				t.Fatalf("%v: %v, want %v", c, got.Equilibrium[c], want[c])
			}
		}
		if !slices.Equal(got.Reached, sight) {
			t.Fatalf("in sight %v, want %v", got.Reached, sight)
		}
		for s := range base.Len() {
			e := func(c Concept) int { return got.Equilibrium[c][s] }
			if e(Nash) > e(SSEQ) || e(SSEQ) > e(SEQ) || e(SSEQ) > e(SMR) || e(SMR) > e(GMR) || e(SEQ) > e(GMR) || e(GMR) > draws || got.InSight[SEQ][s] > e(SEQ) {
				t.Fatalf("the shares of %s break the inclusions", base.Key(s))
			}
			for _, c := range Concepts {
				for i := range got.Stable[c] {
					if got.Stable[c][i][s] < e(c) {
						t.Fatalf("%s is an equilibrium more often than stable for one", base.Key(s))
					}
				}
			}
		}
	})
}

func stateOf(m *Model, key string) int {
	s, ok := m.State(key)
	if !ok {
		return -1
	}
	return s
}

// plainVariant builds a variant by leaving out what is off.
func plainVariant(t *rapid.T, p *Plan, on uint64) *Model {
	c := p.built
	c.Options, c.Infeasible = slices.Clone(c.Options), nil
	off := map[int]bool{}
	for k, s := range p.switches {
		if on>>k&1 != 0 {
			continue
		}
		if s.rule >= 0 {
			off[s.rule] = true
		} else {
			c.Options[s.option].Change = Both
		}
	}
	for k, r := range p.built.Infeasible {
		if !off[k] {
			c.Infeasible = append(c.Infeasible, r)
		}
	}
	m, ps := Build(c)
	if m == nil && ps[0].Code != CodeNoFeasibleState {
		t.Fatalf("%v", ps)
	}
	return m
}

func TestCertainIsEveryAndSomeCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, _ := drawOptions(t, 2)
		if rapid.Bool().Draw(t, "graph") {
			c, _ = drawGraph(t)
		}
		m := mustBuild(t, c)
		n := m.Len()
		if n > 5 {
			return
		}
		var pairs [][2]string
		var known [][2]int32
		for range rapid.IntRange(0, n).Draw(t, "pairs") {
			a, b := rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")
			if a < b {
				pairs = append(pairs, [2]string{m.Key(a), m.Key(b)})
				known = append(known, [2]int32{int32(a), int32(b)})
			}
		}
		c.Preferences["d0"] = Preference{Kind: Unknown, Pairs: pairs}
		certain, err := mustBuild(t, c).Certain(0)
		if err != nil {
			t.Fatal(err)
		}
		every, some := [concepts]Set{}, [concepts]Set{}
		for k := range every {
			every[k], some[k] = NewSet(n), NewSet(n)
			for s := range n {
				every[k].Add(s)
			}
		}
		allowed := extensions(n, known)
		permutations(n, func(order []int32) {
			if !allowed[fmt.Sprint(order)] {
				return
			}
			rank := make([]int32, n)
			for k, s := range order {
				rank[s] = int32(n - 1 - k)
			}
			table, err := m.WithRanks(0, rank).Solve()
			if err != nil {
				t.Fatal(err)
			}
			for k := range every {
				for b, w := range table.Set(Concept(k), 0) {
					every[k][b] &= w
					some[k][b] |= w
				}
			}
		})
		for k := range every {
			if !certain.Known[k] || !slices.Equal(certain.Every[k], every[k]) || !slices.Equal(certain.Some[k], some[k]) {
				t.Fatalf("%v: every %v some %v, want %v and %v", Concept(k), certain.Every[k], certain.Some[k], every[k], some[k])
			}
		}
	})
}

// With two unknown orders, what needs somebody else's order is not claimed.
func TestCertainKnowsWhatItCannotTell(t *testing.T) {
	c := pairGame()
	c.Preferences = map[string]Preference{"a": {Kind: Unknown}, "b": {Kind: Unknown}}
	certain, err := mustBuild(t, c).Certain(0)
	if err != nil || certain.Known[SEQ] || certain.Known[SSEQ] || !certain.Known[Nash] || !certain.Known[SMR] {
		t.Errorf("%+v, %v", certain, err)
	}
	if _, err := mustBuild(t, pairGame()).Certain(0); err == nil {
		t.Error("a known order is accepted")
	}
}

func pairGame() Case {
	return Case{
		DecisionMakers: []DecisionMaker{{ID: "a", Name: "Ann"}, {ID: "b", Name: "Bob"}},
		Options:        []Option{{ID: "x", DM: "a"}, {ID: "y", DM: "b"}},
		Preferences: map[string]Preference{
			"a": {Kind: Statements, Statements: [][]string{{"y"}, {"~x"}}},
			"b": {Kind: Statements, Statements: [][]string{{"x"}, {"~y"}}}},
	}
}

// The screen finds the judgement that alone decides: with the own cost first,
// nobody gives.
func TestScreenFindsTheDecidingJudgement(t *testing.T) {
	c := Case{
		DecisionMakers: []DecisionMaker{{ID: "a"}},
		Options:        []Option{{ID: "x", DM: "a"}},
		Preferences:    map[string]Preference{"a": {Kind: Statements, Statements: [][]string{{"x"}, {"~x"}, {"x | ~x"}}}},
	}
	p := mustPlan(t, c, Doubts{Preferences: map[string]Doubt{"a": {Confidences: []quantity.Value{quantity.PointOf(0.6), quantity.PointOf(0.5)}}}})
	res, err := p.Sample(context.Background(), SampleOptions{Draws: 2000, Seed: 1, From: -1, Screen: true})
	if err != nil {
		t.Fatal(err)
	}
	d := res.Deciding[Nash][1]
	j := p.Judgements()[d.Judgement]
	if j.Kind != JudgeReversed || j.First != 0 || d.On != 0 || d.Off != 1 {
		t.Errorf("%+v by %+v", d, j)
	}
	if se := StandardError(0.5, 100); math.Abs(se-0.05) > 1e-12 {
		t.Errorf("standard error %v", se)
	}
}

func TestSampleCanBeEnded(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := mustPlan(t, pairGame(), Doubts{}).Sample(ctx, SampleOptions{Draws: 1000, From: -1}); err == nil {
		t.Error("an ended context gives a result")
	}
}

func TestDrawingAllocatesNothing(t *testing.T) {
	p := benchPlan(t)
	s := p.newSampler(SampleOptions{Draws: 100, From: 0, Screen: true})
	s.draw(0)
	if n := testing.AllocsPerRun(50, func() { s.draw(1) }); n != 0 {
		t.Errorf("%v allocations a draw", n)
	}
}

// benchPlan is a game of four decision makers, nine options, 216 states and 31
// statements with confidences.
func benchPlan(tb testing.TB) *Plan {
	c := Case{Preferences: map[string]Preference{}}
	d := Doubts{Preferences: map[string]Doubt{}}
	for k := range 9 {
		o := Option{ID: fmt.Sprint("o", k), DM: fmt.Sprint("d", k%4)}
		if k == 1 || k == 4 {
			o.Change = SetOnly
		}
		c.Options = append(c.Options, o)
	}
	c.Infeasible = []string{"o0 & o1", "o5 & o7", "o6 & ~o4"}
	for i, levels := range []int{11, 7, 7, 6} {
		id := fmt.Sprint("d", i)
		c.DecisionMakers = append(c.DecisionMakers, DecisionMaker{ID: id})
		p := Preference{Kind: Statements}
		for k := range levels {
			p.Statements = append(p.Statements, []string{fmt.Sprintf([]string{"o%d", "~o%d", "o%d -> o0"}[k%3], (k*5+i*2)%9)})
		}
		c.Preferences[id] = p
		d.Preferences[id] = Doubt{Confidences: slices.Repeat([]quantity.Value{quantity.Between(0.5, 0.8)}, levels-1)}
	}
	p, ps := NewPlan(c, d)
	if p == nil {
		tb.Fatal(ps)
	}
	return p
}

// BenchmarkSample makes a draw, solves it and finds what is in sight.
func BenchmarkSample(b *testing.B) {
	large := benchPlan(b)
	noise := pairGame()
	noise.Options = append(noise.Options, Option{ID: "z", DM: "a"}, Option{ID: "w", DM: "b"})
	noise.Infeasible = []string{"x & z"}
	small, _ := NewPlan(noise, Doubts{Preferences: map[string]Doubt{"a": {Noise: 1.5}, "b": {Noise: 1.5}}})
	for name, p := range map[string]*Plan{"dms=4/states=216/statements=31": large, "dms=2/states=12/noise": small} {
		b.Run(name, func(b *testing.B) {
			s := p.newSampler(SampleOptions{Draws: 1 << 30, From: 0, Screen: true})
			b.ReportAllocs()
			k := uint64(0)
			for b.Loop() {
				s.draw(k)
				k++
			}
		})
	}
}

func ExamplePlan_Sample() {
	// Ann is sure that she wants Bob's help more than to be spared the work; of
	// Bob it is only likely.
	c := pairGame()
	p, _ := NewPlan(c, Doubts{Preferences: map[string]Doubt{"b": {Confidences: []quantity.Value{quantity.PointOf(0.8)}}}})
	res, _ := p.Sample(context.Background(), SampleOptions{Draws: 1000, Seed: 1, From: -1})
	for _, s := range slices.Sorted(maps.Keys(map[string]int{"-": 0, "x+y": 0})) {
		k, _ := p.Base().State(s)
		fmt.Printf("%s is a SEQ equilibrium in %d of 100 draws\n", s, res.Equilibrium[SEQ][k]/10)
	}
	// Output:
	// - is a SEQ equilibrium in 100 of 100 draws
	// x+y is a SEQ equilibrium in 78 of 100 draws
}
