package hypothesis

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"entente/quantity"
)

func point(x float64) *quantity.Value { return new(quantity.PointOf(x)) }

// two is a set of two rows with one item.
func two(a, b float64) Set {
	return Set{Hypotheses: []Hypothesis{{ID: "a"}, {ID: "b"}}, Items: []Item{
		{ID: "e", Likelihood: map[string]quantity.Value{"a": quantity.PointOf(a), "b": quantity.PointOf(b)}}}}
}

func TestCheckTellsEverything(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*Set)
		codes  []string
	}{
		"nothing":                 {func(s *Set) { *s = Set{} }, []string{CodeTooFew}},
		"one hypothesis":          {func(s *Set) { *s = Set{Hypotheses: s.Hypotheses[:1]} }, []string{CodeTooFew}},
		"same hypothesis twice":   {func(s *Set) { s.Hypotheses = append(s.Hypotheses, Hypothesis{ID: "a"}) }, []string{CodeDuplicateID}},
		"same item twice":         {func(s *Set) { s.Items = append(s.Items, s.Items[0]) }, []string{CodeDuplicateID}},
		"item named as a cluster": {func(s *Set) { i := s.Items[0]; i.ID, i.Cluster = "f", "e"; s.Items = append(s.Items, i) }, []string{CodeDuplicateID}},
		"negative prior":          {func(s *Set) { s.Hypotheses[0].Prior = point(-1) }, []string{CodePrior}},
		"prior no number":         {func(s *Set) { s.Hypotheses[0].Prior = point(math.NaN()) }, []string{CodePrior}},
		"infinite prior":          {func(s *Set) { s.Hypotheses[0].Prior = point(math.Inf(1)) }, []string{CodePrior}},
		"all priors 0":            {func(s *Set) { s.Hypotheses[0].Prior, s.Hypotheses[1].Prior = point(0), point(0) }, []string{CodePrior}},
		"all modes of priors 0": {func(s *Set) {
			s.Hypotheses[0].Prior, s.Hypotheses[1].Prior = new(quantity.PERTOf(0, 0, 1)), point(0)
		}, []string{CodePrior}},
		"likelihood above 1":   {func(s *Set) { s.Items[0].Likelihood["a"] = quantity.PointOf(1.2) }, []string{CodeLikelihood}},
		"likelihood inverted":  {func(s *Set) { s.Items[0].Likelihood["a"] = quantity.Between(0.5, 0.4) }, []string{CodeLikelihood}},
		"likelihood no number": {func(s *Set) { s.Items[0].Likelihood["a"] = quantity.PointOf(math.NaN()) }, []string{CodeLikelihood}},
		"certain":              {func(s *Set) { s.Items[0].Likelihood["a"] = quantity.PointOf(0) }, []string{CodeCertain}},
		"certain at an end":    {func(s *Set) { s.Items[0].Likelihood["a"] = quantity.Between(0.5, 1) }, []string{CodeCertain}},
		"certain by logic":     {func(s *Set) { s.Items[0].Likelihood["a"], s.Items[0].Logical = quantity.PointOf(0), true }, nil},
		"blank cell":           {func(s *Set) { delete(s.Items[0].Likelihood, "b") }, []string{CodeUnrated}},
		"unknown hypothesis":   {func(s *Set) { s.Items[0].Likelihood["c"] = quantity.PointOf(0.5) }, []string{CodeUnknown}},
		"reliability":          {func(s *Set) { s.Items[0].Reliability = point(1.1) }, []string{CodeReliability}},
		"floor":                {func(s *Set) { s.Items[0].Floor = point(-0.1) }, []string{CodeFloor}},
		"rho":                  {func(s *Set) { s.Rho = new(math.NaN()) }, []string{CodeRho}},
		"relation to nothing":  {func(s *Set) { s.Hypotheses[0].Includes = []string{"z", "a"} }, []string{CodeUnknown, CodeUnknown}},
		"impossible": {func(s *Set) {
			i := &s.Items[0]
			i.Logical, i.Likelihood["a"], i.Likelihood["b"] = true, quantity.PointOf(0), quantity.PointOf(0)
		}, []string{CodeImpossible}},
		"all at once": {func(s *Set) {
			s.Hypotheses[0].Prior, s.Items[0].Likelihood["a"], s.Items[0].Floor = point(-1), quantity.PointOf(2), point(2)
			delete(s.Items[0].Likelihood, "b")
		}, []string{CodePrior, CodeLikelihood, CodeFloor, CodeUnrated}},
	} {
		t.Run(name, func(t *testing.T) {
			s := two(0.4, 0.6)
			tc.change(&s)
			_, err := Compile(s)
			wantCodes(t, err, tc.codes...)
		})
	}
}

func TestNoEvidenceLeavesThePrior(t *testing.T) {
	s := Set{Hypotheses: []Hypothesis{{ID: "a", Prior: point(3)}, {ID: "b"}}}
	u := compile(t, s).Update()
	near(t, "posterior", u.Posterior, []float64{0.75, 0.25}, 0)
	if !strings.Contains(u.Words, "No evidence yet") || !slices.Equal(u.Defaults, []string{"b"}) {
		t.Errorf("%+v", u)
	}
}

func TestNoneIsAddedOnce(t *testing.T) {
	s := two(0.4, 0.6).WithNone()
	if again := s.WithNone(); len(s.Hypotheses) != 3 || len(again.Hypotheses) != 3 || s.Hypotheses[2].ID != None {
		t.Errorf("%v, then %v", s.Hypotheses, again.Hypotheses)
	}
}

// An item without a rating for every row is left out and named; nothing is
// guessed, and the caller's set stays as it is.
func TestRatedLeavesOutBlanks(t *testing.T) {
	s := two(0.4, 0.6).WithNone()
	full := Item{ID: "full", Likelihood: map[string]quantity.Value{"a": quantity.PointOf(0.5), "b": quantity.PointOf(0.2), None: quantity.PointOf(0.3)}}
	s.Items = append(s.Items, full)
	rated, left := s.Rated()
	if !slices.Equal(left, []string{"e"}) || len(rated.Items) != 1 || rated.Items[0].ID != "full" || len(s.Items) != 2 {
		t.Errorf("left out %v, kept %v of %v", left, rated.Items, s.Items)
	}
	near(t, "posterior", posterior(t, rated), []float64{0.5, 0.2, 0.3}, 1e-12)
}

func TestBreaches(t *testing.T) {
	s := Set{Hypotheses: []Hypothesis{{ID: "a", NotExclusive: []string{"b"}, Includes: []string{"c"}},
		{ID: "b", NotExclusive: []string{"a"}}, {ID: "c", Duplicates: []string{"a"}}}}
	var got []string
	for _, b := range s.Breaches() {
		got = append(got, string(b.Relation)+" "+b.A+" "+b.B)
		if b.Unfit != (b.Relation != Duplicates) || b.Words == "" {
			t.Errorf("%+v", b)
		}
	}
	if want := []string{"includes a c", "not-exclusive a b", "duplicates c a"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestTiesLeadTogetherAndNoneLeadsAlone(t *testing.T) {
	c := compile(t, two(0.4, 0.4))
	if u := c.Update(); !u.Tied || Leads(u.Posterior, 0) || Leads(u.Posterior, 1) {
		t.Errorf("%+v", u)
	}
	r, err := c.Sample(context.Background(), 10, 1)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "lead", r.Lead, []float64{0.5, 0.5}, 0)
	if p := r.Pairs[0]; p.ToldApart || p.Swaps != 1 || r.Settled {
		t.Errorf("%+v", r)
	}
}

func TestReadRefuses(t *testing.T) {
	c := compile(t, two(0.4, 0.6))
	for _, n := range []int{0, -1, math.MaxInt} {
		_, err := c.Sample(context.Background(), n, 1)
		wantCodes(t, err, CodeDraws)
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Sample(done, 100, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("after an interruption: %v", err)
	}
	_, err := c.Read(context.Background(), 10, func(_ int, x []float64) { clear(x) })
	wantCodes(t, err, CodeImpossible)
}

// Draws in which nothing is possible are counted, and in no share.
func TestImpossibleDrawsCountInNoShare(t *testing.T) {
	c := compile(t, two(0.4, 0.6))
	r, err := c.Read(context.Background(), 10, func(i int, x []float64) {
		if copy(x, c.middle); i < 4 {
			x[0], x[1] = 0, 0
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "lead", r.Lead, []float64{0, 1}, 0)
	if r.Draws != 6 || r.Impossible != 4 || !strings.Contains(r.Words, "4 of 10 draws") {
		t.Errorf("%+v", r)
	}
}

// The draws of a number depend on its own name alone.
func TestAnotherItemLeavesTheDrawsOfTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{items: 1})
		whole := compile(t, s)
		s.Items = s.Items[:len(s.Items)-1]
		part := compile(t, s)
		x, y := make([]float64, len(whole.inputs)), make([]float64, len(part.inputs))
		whole.draw(1, 3, x)
		part.draw(1, 3, y)
		near(t, "draws", x[:len(y)], y, 0)
	})
}

func TestInputNames(t *testing.T) {
	s := two(0.4, 0.6)
	var got []string
	for _, in := range compile(t, s).Inputs() {
		got = append(got, in.Name())
	}
	if want := []string{"a.prior", "b.prior", "e.reliability", "e.floor", "e.likelihood.a", "e.likelihood.b"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestTogether(t *testing.T) {
	voices := []Voice{{"x", quantity.PointOf(0.5)}, {"x", quantity.PointOf(0.6)}, {"", quantity.Between(0.2, 0.8)}}
	for _, tc := range []struct {
		any  bool
		want quantity.Value
	}{{false, quantity.Between(0.6, 0.8)}, {true, quantity.Between(1-0.4*0.8, 1-0.4*0.2)}} {
		got := Together(voices, tc.any)
		near(t, "reliability", []float64{got.Low, got.High}, []float64{tc.want.Low, tc.want.High}, 1e-12)
		if got.Shape != quantity.Uniform {
			t.Errorf("%v", got)
		}
	}
	if got := Together(nil, false); !got.IsPoint() || got.Low != 1 {
		t.Errorf("without claims: %v", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		var voices []Voice
		for range rapid.IntRange(1, 5).Draw(t, "voices") {
			voices = append(voices, Voice{rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "cluster"), drawValue(t, "r", 0, 1)})
		}
		best, any := Together(voices, false), Together(voices, true)
		if best.Check() != nil || any.Check() != nil || any.Low < best.Low-1e-15 || any.High < best.High-1e-15 || any.High > 1 {
			t.Fatalf("%v: best %v, any %v", voices, best, any)
		}
	})
}

// Two candidates that exclude each other can both be looked for, and what would
// separate the rows most comes first.
func TestProspects(t *testing.T) {
	c := compile(t, two(0.4, 0.6))
	rate := func(a, b float64) map[string]quantity.Value {
		return map[string]quantity.Value{"a": quantity.PointOf(a), "b": quantity.PointOf(b)}
	}
	next, err := c.Prospects([]Item{{ID: "weak", Likelihood: rate(0.4, 0.5)}, {ID: "onlyA", Likelihood: rate(0.9, 0), Logical: true},
		{ID: "onlyB", Likelihood: rate(0, 0.7), Logical: true}})
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range []string{"onlyA", "onlyB", "weak"} {
		if next[i].Item != id {
			t.Errorf("%d: %+v, want %s", i, next[i], id)
		}
	}
	_, err = c.Prospects([]Item{{ID: "x", Likelihood: rate(0.4, 2)}})
	wantCodes(t, err, CodeLikelihood)
}

func TestPanel(t *testing.T) {
	p, err := Compare([]Analyst{{"Ann", two(0.4, 0.6)}, {"Bob", two(0.9, 0.5)}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Ann", p.Posteriors[0], []float64{0.4, 0.6}, 1e-12)
	if c := p.Agenda[0]; c.Hypothesis != "a" || c.Lowest != "Ann" || c.Highest != "Bob" || math.Abs(c.Spread-0.5) > 1e-12 || len(p.Agenda) != 2 {
		t.Errorf("%+v", p.Agenda)
	}
	other := two(0.4, 0.6)
	other.Hypotheses[0].ID, other.Items = "z", nil
	_, err = Compare([]Analyst{{"Ann", two(0.4, 0.6)}, {"Bob", two(2, 0.5)}, {"Cy", other}})
	wantCodes(t, err, CodeLikelihood, CodeUnknown)
	if !strings.Contains(err.Error(), `analyst "Bob", item "e", hypothesis "a"`) {
		t.Error(err)
	}
	_, err = Compare(nil)
	wantCodes(t, err, CodeTooFew)
}

func TestWords(t *testing.T) {
	for p, want := range map[float64]string{0: "0", 1: "1", 0.004: "0.004", 0.3: "0.30 (unlikely)", 0.995: "0.995",
		1 - 1e-9: "over 0.999999", 1e-9: "under 0.000001", 0.99: "0.99 (almost certain)", 0.5479: "0.548 (roughly even chance)", 0.00999: "0.00999", 0.55: "0.55 (likely)", 0.5499999999: "0.5499999999 (roughly even chance)"} {
		if got := chance(p); got != want {
			t.Errorf("%v is %q, want %q", p, got, want)
		}
	}
	for share, want := range map[float64]string{0: "0", 1: "100", 0.999: "more than 99", 0.001: "fewer than 1", 0.86: "86"} {
		if got := inHundred(share); got != want {
			t.Errorf("%v is %q, want %q", share, got, want)
		}
	}
}
