package evidence

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func index(t testing.TB, l Ledger) *Index {
	t.Helper()
	x, err := NewIndex(&l)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func hamadan() Ledger {
	return Ledger{
		Sources: []Source{
			{ID: "fa", Title: "Essay", Published: "2016-08-22..2016-09-10", Grade: "B2"},
			{ID: "ll", Published: "2016-08", Grade: "B3"},
			{ID: "ll-c4", PartOf: "ll", Paragraphs: &[2]int{21, 22}, Grade: "E5"},
			{ID: "copy", RepostOf: "fa", Published: "2016-09-12"},
		},
		Claims: []Claim{
			{ID: "b", Source: "fa", Para: 9, ParaTo: 16, Says: "Mistrust is old.", Kind: KindJudgement},
			{ID: "a", Source: "ll", Para: 21, Says: "A reader disagrees."},
			{ID: "c", Source: "copy", Says: "The whole copy says so."},
			{ID: "old", Source: "fa", Para: 3},
			{ID: "new", Source: "fa", Para: 4, Replaces: "old"},
			{ID: "twice", Source: "fa", Para: 5, Also: []ClaimPlace{{Source: "ll", Para: 5}}},
		},
		Params: []Param{
			{ID: "p", Low: new(1.0), High: new(2.0)},
			{ID: "judged", Basis: BasisJudgement, Reason: "no text says", JudgedBy: "A. Analyst", JudgedOn: "2016-08-30"},
			{ID: "unreasoned", Basis: BasisJudgement},
			{ID: "bare"},
		},
		Edges: []Edge{{ID: "x -> y", Sign: "-"}},
		Links: []Link{
			{Claim: "b", To: "p", Role: Sets}, {Claim: "a", To: "p", Role: Contradicts}, {Claim: "c", To: "p", Role: Supports, Note: "weak"},
			{Claim: "old", To: "x -> y", Role: Supports, Sign: "-"}, {Claim: "twice", To: "judged", Role: Supports},
		},
		Assessments: []Assessment{
			{ID: "g1", Of: "fa", Who: "x", When: "2016-08-01", Reliability: "C"},
			{ID: "g2", Of: "fa", Who: "x", When: "2016-08-02", Reliability: "B", Reason: "checked", Replaces: "g1"},
			{Of: "b", Who: "y", Credibility: "2"},
		},
	}
}

func TestTrace(t *testing.T) {
	l := hamadan()
	got := index(t, l).Trace(Conclusion{ID: "k", Rule: "bargaining.weighted_mean", Inputs: []string{"p", "x -> y", "bare", "unknown", "unreasoned"}})
	want := Trace{
		Conclusion: "k", Rule: "bargaining.weighted_mean",
		Inputs: []TraceInput{
			{Input: "p", Basis: BasisEvidence, Low: new(1.0), High: new(2.0), Claims: []TraceClaim{
				{Claim: "a", Role: Contradicts, Source: "ll-c4", Para: new(21), Origin: "ll-c4", Says: "A reader disagrees.", Grade: "E5"},
				{
					Claim: "b", Role: Sets, Source: "fa", Para: new(9), ParaTo: 16, Origin: "fa", Says: "Mistrust is old.", Kind: KindJudgement, Grade: "B2",
					Title: "Essay", Published: "2016-08-22..2016-09-10", Assessments: []Assessment{l.Assessments[2], l.Assessments[1]},
				},
				{Claim: "c", Role: Supports, Source: "copy", Origin: "fa", Note: "weak", Says: "The whole copy says so.", Published: "2016-09-12"},
			}},
			{Input: "x -> y", Basis: BasisEvidence, Sign: "-", Claims: []TraceClaim{
				{
					Claim: "new", Role: Supports, Source: "fa", Para: new(4), Origin: "fa", Sign: "-", Grade: "B2", Title: "Essay", Published: "2016-08-22..2016-09-10",
					Assessments: []Assessment{l.Assessments[1]},
				},
			}},
			{Input: "bare", Basis: BasisNone, Standing: "no evidence", Claims: []TraceClaim{}},
			{Input: "unknown", Basis: BasisNone, Standing: "no evidence", Claims: []TraceClaim{}},
			{Input: "unreasoned", Basis: BasisJudgement, Standing: "analyst's judgement: no reason given", Claims: []TraceClaim{}},
		},
		Orphans: []string{"bare", "unknown"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTraceOfAJudgement(t *testing.T) {
	l := hamadan()
	l.Links = nil
	got := index(t, l).Trace(Conclusion{Inputs: []string{"judged"}}).Inputs[0].Standing
	if want := "analyst's judgement, A. Analyst, 2016-08-30: no text says"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDependents(t *testing.T) {
	conclusions := []Conclusion{{ID: "k2", Inputs: []string{"x -> y"}}, {ID: "k1", Inputs: []string{"bare", "p"}}, {ID: "k3", Inputs: []string{"bare"}}}
	for _, tc := range []struct {
		name   string
		remove Removal
		want   Dependents
	}{
		{"a paragraph that one claim stands on", Removal{"fa", new(4)}, Dependents{[]string{"new"}, []string{"x -> y"}, []string{"x -> y"}, []string{"k2"}}},
		{"a paragraph within a run still leaves the rest", Removal{"fa", new(10)}, Dependents{[]string{"b"}, []string{"p"}, []string{}, []string{"k1"}}},
		{"a paragraph of a claim told twice", Removal{"fa", new(5)}, Dependents{[]string{"twice"}, []string{"judged"}, []string{}, []string{}}},
		{"a paragraph nobody cites", Removal{"fa", new(40)}, Dependents{[]string{}, []string{}, []string{}, []string{}}},
		{"a paragraph of a part, by the whole", Removal{"ll", new(21)}, Dependents{[]string{"a"}, []string{"p"}, []string{}, []string{"k1"}}},
		{"a part", Removal{"ll-c4", nil}, Dependents{[]string{"a"}, []string{"p"}, []string{}, []string{"k1"}}},
		{"a source", Removal{"fa", nil}, Dependents{[]string{"b", "new", "old", "twice"}, []string{"judged", "p", "x -> y"}, []string{"x -> y"}, []string{"k1", "k2"}}},
		{"a source with its parts", Removal{"ll", nil}, Dependents{[]string{"a", "twice"}, []string{"judged", "p"}, []string{}, []string{"k1"}}},
		{"a source that is not there", Removal{"zz", nil}, Dependents{[]string{}, []string{}, []string{}, []string{}}},
	} {
		if d := cmp.Diff(tc.want, index(t, hamadan()).Dependents(conclusions, tc.remove)); d != "" {
			t.Errorf("%s: %s", tc.name, d)
		}
	}
}

func TestTraceCoversEveryInputAndDependentsAreAUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := randomLedger(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7)), 25, 6)
		x, err := NewIndex(&l)
		if err != nil {
			t.Fatal(err)
		}
		inputs := []string{"p0", "p3", "e1", "nowhere"}
		trace := x.Trace(Conclusion{ID: "k", Inputs: inputs})
		for i, in := range trace.Inputs {
			if in.Input != inputs[i] {
				t.Fatalf("input %d is %s", i, in.Input)
			}
			bare := in.Basis == BasisNone && len(in.Claims) == 0
			if bare != slices.Contains(trace.Orphans, in.Input) {
				t.Fatalf("%+v among the orphans %v", in, trace.Orphans)
			}
			if !slices.IsSortedFunc(in.Claims, func(a, b TraceClaim) int { return strings.Compare(a.Claim, b.Claim) }) {
				t.Fatalf("claims of %s are not sorted", in.Input)
			}
		}

		conclusions := []Conclusion{{ID: "k", Inputs: inputs}, {ID: "k0", Inputs: []string{"p1"}}}
		whole := x.Dependents(conclusions, Removal{Source: "s0"})
		claims, objects, named := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for para := 1; para <= 30; para++ {
			d := x.Dependents(conclusions, Removal{"s0", &para})
			for _, id := range d.Claims {
				claims[id] = true
			}
			for _, id := range d.Objects {
				objects[id] = true
			}
			for _, id := range d.Conclusions {
				named[id] = true
			}
		}
		union := Dependents{keys(claims), keys(objects), whole.UnsupportedAfter, keys(named)}
		if d := cmp.Diff(whole, union); d != "" {
			t.Fatal(d)
		}
	})
}

func ExampleIndex_Trace() {
	l := &Ledger{
		Sources: []Source{{ID: "ll", Title: "Disappointment with the deal", Published: "2016-08", Grade: "B3"}},
		Claims:  []Claim{{ID: "ll-payoff", Source: "ll", Para: 10, Says: "The deal's return fell short.", Kind: KindJudgement}},
		Params: []Param{
			{ID: "drivers.deal-payoff", Low: new(-0.8), High: new(-0.2)},
			{ID: "iran.base-access.salience", Low: new(40.0), High: new(80.0), Basis: BasisJudgement, Reason: "no text says"},
		},
		Links: []Link{{Claim: "ll-payoff", To: "drivers.deal-payoff", Role: Supports}},
	}
	x, err := NewIndex(l)
	if err != nil {
		fmt.Println(err)
		return
	}
	trace := x.Trace(Conclusion{ID: "temporary-only", Rule: "bargaining.weighted_mean", Inputs: []string{"drivers.deal-payoff", "iran.base-access.salience"}})
	for _, in := range trace.Inputs {
		fmt.Println(in.Input, "rests on", in.Basis)
		if in.Standing != "" {
			fmt.Println("  " + in.Standing)
		}
		for _, c := range in.Claims {
			fmt.Printf("  %s: %s %s ¶%d, grade %s\n", c.Role, c.Says, c.Source, *c.Para, c.Grade)
		}
	}
	// Output:
	// drivers.deal-payoff rests on evidence
	//   supports: The deal's return fell short. ll ¶10, grade B3
	// iran.base-access.salience rests on judgement
	//   analyst's judgement: no text says
}
