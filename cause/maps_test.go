package cause

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"entente/quantity"
)

// A cut that no route from the push to the target meets, inside no loop that one
// meets, changes nothing, draw by draw; a mechanism of no part is idle.
func TestCutElsewhereIsIdle(t *testing.T) {
	m := tie3(Sampled, false)
	m.Nodes = append(m.Nodes, "d", "e")
	m.Edges = append(m.Edges, Edge{From: "c", To: "d", Sign: Plus}, Edge{From: "e", To: "b", Sign: Minus})
	c := compiled(t, m)
	cd, _ := c.Edge("c", "d")
	eb, _ := c.Edge("e", "b")
	bc, _ := c.Edge("b", "c")
	ac, _ := c.Edge("a", "c")
	b, _ := c.Node("b")
	q := Question{Intervention: Intervention{Push: pushOn(c, 1)}, Draws: 2000, Seed: 4}
	done := 0
	run, err := c.CutMechanisms(t.Context(), q, []int{2, 3}, []Mechanism{
		{Name: "elsewhere", Cut: []int{eb}}, {Name: "out", Cut: []int{cd}}, {Name: "long", Cut: []int{bc}},
		{Name: "both", Cut: []int{bc, ac}}, {Name: "hold", Hold: []int{b}}, {Name: "nothing"},
	}, func(n int) { done = n })
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]Switched{}
	for _, s := range run.Mechanisms {
		by[s.Name] = s
	}
	if !by["elsewhere"].Idle() || !by["nothing"].Idle() || by["out"].Idle() || done != 6 {
		t.Errorf("done %d, %+v", done, by)
	}
	if o := by["out"].Targets; o[0].Change != 0 || o[0].Flips != 0 || !o[1].OnlyRoute || o[1].Change < 0.99 {
		t.Errorf("%+v", o)
	}
	// Cutting b -> c and holding b leave the same single route.
	if d := cmp.Diff(by["long"].Targets, by["hold"].Targets); d != "" || by["long"].Targets[0].Off.Neg != 1 {
		t.Error(d, by["long"].Targets)
	}
	if o := by["both"].Targets[0]; !o.OnlyRoute || o.Off.Zero != 1 || o.Both != 2000 || o.Flips != 2000 {
		t.Errorf("%+v", o)
	}
	if names := run.Rank(); len(names) != 4 || by["both"].Name != run.Mechanisms[names[0]].Name && by["out"].Name != run.Mechanisms[names[0]].Name {
		t.Errorf("ranked %v", names)
	}
	q.Observe = []Observation{{q.Push, 1, 1}}
	if _, err := c.CutMechanisms(t.Context(), q, []int{2}, nil, nil); err == nil {
		t.Error("observations pass")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	q.Observe = nil
	if _, err := c.CutMechanisms(ctx, q, []int{2}, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// The base of a table of mechanisms is the press itself.
func TestCutBaseIsPress(t *testing.T) {
	c := compiled(t, dambacher5())
	push := make([]float64, 5)
	push[3] = 1
	q := Question{Intervention: Intervention{Push: push}, Draws: 1500, Seed: 8}
	pressed, err := c.Press(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	run, err := c.CutMechanisms(t.Context(), q, []int{0, 4}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if run.Base[0] != pressed.Nodes[0].Shares || run.Base[1] != pressed.Nodes[4].Shares {
		t.Errorf("%+v, and pressed %+v", run.Base, pressed.Nodes)
	}
}

func viewOf(m Map) View {
	v := View{Nodes: m.Nodes}
	for _, e := range m.Edges {
		v.Links = append(v.Links, Said{e.From, e.To, e.Sign})
	}
	return v
}

func TestComparisonMirrors(t *testing.T) {
	mirror := map[Class]Class{Agree: Agree, Opposed: Opposed, Denied: Denied, Unclear: Unclear,
		OnlyA: OnlyB, OnlyB: OnlyA, OnlyAConcept: OnlyBConcept, OnlyBConcept: OnlyAConcept}
	rapid.Check(t, func(t *rapid.T) {
		a, b := viewOf(anyMap().Draw(t, "a")), viewOf(anyMap().Draw(t, "b"))
		for i := range b.Links {
			b.Links[i].Sign = rapid.SampledFrom([]Sign{Plus, Minus, Any, None, NotNegative, NotPositive, Either}).Draw(t, "sign")
		}
		same := Compare(a, a)
		if same.Counts[Agree] != len(same.Links) || len(same.Links) > 0 && same.SignAgreement != 1 || same.JaccardConcepts != 1 {
			t.Fatalf("a map differs from itself: %+v", same)
		}
		ab, ba := Compare(a, b), Compare(b, a)
		for i, l := range ab.Links {
			ab.Links[i].A, ab.Links[i].B, ab.Links[i].Class = l.B, l.A, mirror[l.Class]
		}
		counts := map[Class]int{}
		for class, n := range ab.Counts {
			counts[mirror[class]] = n
		}
		ab.Counts = counts
		if d := cmp.Diff(ab, ba, cmpopts.EquateNaNs()); d != "" {
			t.Fatal(d)
		}
	})
}

func TestClasses(t *testing.T) {
	for _, tt := range []struct {
		a, b Sign
		want Class
	}{
		{Plus, Plus, Agree}, {Plus, Minus, Opposed}, {Plus, None, Denied}, {None, None, Agree}, {Any, Minus, Unclear}, {Either, None, Denied}, {Either, Plus, Unclear},
		{NotNegative, Plus, Agree}, {NotPositive, Plus, Opposed},
	} {
		if got := classOf(tt.a, tt.b); got != tt.want {
			t.Errorf("%s and %s: %s, want %s", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestUnionAndAgreed(t *testing.T) {
	low, high := quantity.Between(0.1, 0.4), quantity.Between(0.3, 0.9)
	a := Map{Nodes: []string{"x", "y", "z"}, Self: Unit, Edges: []Edge{
		{From: "x", To: "y", Sign: Plus, Size: &low, Uncertain: true}, {From: "y", To: "z", Sign: Plus}, {From: "x", To: "z", Sign: Minus}}}
	b := Map{Nodes: []string{"w", "x", "y", "z"}, Edges: []Edge{
		{From: "x", To: "y", Sign: Plus, Size: &high}, {From: "y", To: "z", Sign: Minus}, {From: "w", To: "x", Sign: Plus}}}
	span := quantity.Between(0.1, 0.9)
	want := Map{Nodes: []string{"x", "y", "z", "w"}, Self: Unit, Edges: []Edge{
		{From: "x", To: "y", Sign: Plus, Size: &span}, {From: "y", To: "z", Sign: Any}, {From: "x", To: "z", Sign: Minus}, {From: "w", To: "x", Sign: Plus}}}
	if d := cmp.Diff(want, Union(a, b)); d != "" {
		t.Error(d)
	}
	agreed := Map{Nodes: []string{"x", "y", "z"}, Self: Unit, Edges: want.Edges[:1]}
	if d := cmp.Diff(agreed, Agreed(a, b)); d != "" {
		t.Error(d)
	}
	if low != quantity.Between(0.1, 0.4) || a.Edges[1].Sign != Plus {
		t.Error("the maps themselves were changed")
	}
	replies, err := Consult(t.Context(), []Named{{"a", a}, {"b", b}, {"union", Union(a, b)}}, []Ask{{Push: map[string]float64{"w": 1}, Node: "x"}, {Push: map[string]float64{"y": 1}, Node: "z"}}, 300, 1)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"w"}, replies[0][0].Missing); d != "" || replies[0][1].Response.Direction != Rises {
		t.Errorf("%s %+v", d, replies[0])
	}
	if r := replies[1]; r[0].Response.Direction != Rises || r[1].Response.Direction != Falls || r[2].Response.Direction != Ambiguous {
		t.Errorf("%+v", r)
	}
}

func TestSupport(t *testing.T) {
	got := SupportOf([]ClaimLink{
		{"1", "a", "b", Plus, "one", 0}, {"2", "a", "b", Minus, "one", 0}, // mixed
		{"3", "a", "b", Minus, "two", 1}, {"4", "a", "b", Plus, "three", 2}, // both +
		{"5", "a", "b", None, "four", 0}, {"6", "b", "a", Any, "four", 0}, {"7", "b", "c", Plus, "five", 0}, {"8", "a", "c", Plus, "five", 0}})
	want := []Support{
		{From: "a", To: "b", Clusters: 4, Pos: 2, Mixed: 1, Presence: 4.0 / 5, Polarity: 2.0 / 3, Conflict: true, Claims: []string{"1", "2", "3", "4", "5"}},
		{From: "a", To: "c", Clusters: 1, Pos: 1, Presence: 1, Polarity: 1, Claims: []string{"8"}},
		{From: "b", To: "a", Clusters: 1, Presence: 1.0 / 5, Polarity: math.NaN(), Claims: []string{"6"}},
		{From: "b", To: "c", Clusters: 1, Pos: 1, Presence: 1, Polarity: 1, Claims: []string{"7"}}}
	if d := cmp.Diff(want, got, cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
}

// "It happened despite mistrust": the link pulls the other way, and the
// observation asks the other cause to be stronger.
func TestDespite(t *testing.T) {
	claim := Despite{From: "mistrust", To: "lending", Happened: Plus, Under: map[string]float64{"need": 1}}
	m := Map{Nodes: []string{"need", "mistrust", "lending"}, Self: Unit, Edges: []Edge{{From: "need", To: "lending", Sign: Plus}, claim.Edge()}}
	if e := claim.Edge(); e.Sign != Minus || e.From != "mistrust" {
		t.Fatalf("%+v", e)
	}
	c := compiled(t, m)
	q := Question{Intervention: Intervention{Push: []float64{1, 1, 0}}, Draws: 4000, Seed: 2}
	universes, err := Multiverse(t.Context(), m, q, []Despite{claim})
	if err != nil {
		t.Fatal(err)
	}
	lending, _ := c.Node("lending")
	h := HeadlineOf(universes, lending, Rises)
	if len(universes) != 8 || h.Holds != 4 || h.Of != 8 || len(h.Fails) != 4 {
		t.Fatalf("%d universes, %+v", len(universes), h)
	}
	for _, u := range universes {
		want := 0.5 // two routes of the same kind
		if u.Setting.Despite {
			want = 1
		}
		if got := u.Pressed.Nodes[lending].Pos; math.Abs(got-want) > 0.05 {
			t.Errorf("%s: rises in %v, want %v", u.Setting, got, want)
		}
		if u.Setting.Despite && math.Abs(u.Pressed.Fit-0.5) > 0.05 {
			t.Errorf("%s: fit %v, want a half", u.Setting, u.Pressed.Fit)
		}
	}
	if _, err := (Despite{From: "x", To: "y", Happened: Plus}).Observation(c); err == nil {
		t.Error("unknown nodes pass")
	}
}

func TestMultiverseOfUncertainLinks(t *testing.T) {
	m := tie3(Sampled, true)
	q := Question{Intervention: Intervention{Push: []float64{1, 0, 0}}, Draws: 3000, Seed: 1}
	universes, err := Multiverse(t.Context(), m, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{ // the closed forms of tie3
		"sampled, uniform, uncertain sampled, despite edge": 0.75, "sampled, uniform, uncertain all, despite edge": 0.5,
		"unit, uniform, uncertain all, despite edge": 0.25, "unit, uniform, uncertain none, despite edge": 1}
	seen := 0
	for _, u := range universes {
		if p, ok := want[u.Setting.String()]; ok {
			seen++
			if got := u.Pressed.Nodes[2].Pos; math.Abs(got-p) > 0.05 {
				t.Errorf("%s: %v, want %v", u.Setting, got, p)
			}
		}
	}
	if len(universes) != 12 || seen != 4 {
		t.Errorf("%d universes, %d compared", len(universes), seen)
	}
	// A cut names the same link in every setting.
	q.Cuts = []int{1} // b -> c
	if universes, err = Multiverse(t.Context(), m, q, nil); err != nil {
		t.Fatal(err)
	}
	for _, u := range universes {
		if u.Pressed.Nodes[2].Pos != 0 {
			t.Errorf("%s: %+v", u.Setting, u.Pressed.Nodes[2])
		}
	}
}

func TestSignAlgebra(t *testing.T) {
	// The tables of Wellman's algebra, rows and columns in the order + - 0 ?.
	signs := []Sign{Plus, Minus, None, Any}
	times := []string{"+-0?", "-+0?", "0000", "??0?"}
	add := []string{"+?+?", "?--?", "+-0?", "????"}
	for i, s := range signs {
		for j, u := range signs {
			if got := s.Times(u); string(got) != times[i][j:j+1] {
				t.Errorf("%s times %s = %s", s, u, got)
			}
			if got := s.Add(u); string(got) != add[i][j:j+1] {
				t.Errorf("%s and %s = %s", s, u, got)
			}
		}
	}
	for _, s := range []Sign{Plus, Minus, Any, None, NotNegative, NotPositive, Either} {
		if s.Flip().Flip() != s || !s.Known() {
			t.Errorf("%s", s)
		}
	}
	if _, _, ok := None.Adopt(); ok || Sign("plus").Known() {
		t.Error("no effect makes an edge, or a word a sign")
	}
}

func TestNearestNames(t *testing.T) {
	_, err := Compile(Map{Nodes: []string{"deal-payoff", "threats"}, Edges: []Edge{{From: "deal-payof", To: "threats", Sign: Plus}}})
	if err == nil || !strings.Contains(err.Error(), `the nearest is "deal-payoff"`) {
		t.Errorf("%v", err)
	}
}

// Permuting nodes permutes the answers and changes nothing else.
func TestOrderOfNodesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMap().Draw(t, "map")
		permuted := m
		permuted.Nodes = rapid.Permutation(m.Nodes).Draw(t, "nodes")
		permuted.Edges = rapid.Permutation(m.Edges).Draw(t, "edges")
		push := map[string]float64{m.Nodes[0]: 1}
		answers := func(m Map) map[string]Response {
			c := compiled(t, m)
			p, err := c.Push(push)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Press(t.Context(), Question{Intervention: Intervention{Push: p}, Draws: 20, Seed: 1})
			if err != nil {
				return map[string]Response{fmt.Sprint(err): {}}
			}
			out := map[string]Response{}
			for i, n := range m.Nodes {
				out[n] = got.Nodes[i]
			}
			return out
		}
		if d := cmp.Diff(answers(m), answers(permuted)); d != "" {
			t.Fatal(d)
		}
	})
}

func TestBlocks(t *testing.T) {
	c := compiled(t, ring(4))
	if d := cmp.Diff([][]int{{0, 1, 2, 3}}, c.Blocks()); d != "" {
		t.Error(d)
	}
	if c := compiled(t, tie3(Unit, false)); len(c.Blocks()) != 0 || c.Self() != Unit {
		t.Errorf("%v", c.Blocks())
	}
	if names := compiled(t, tie3(Unit, false)).Nodes(); !slices.Equal(names, []string{"a", "b", "c"}) {
		t.Error(names)
	}
}
