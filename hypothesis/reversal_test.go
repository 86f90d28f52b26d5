package hypothesis

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"entente/quantity"
)

func rates(a, b float64) map[string]quantity.Value {
	return map[string]quantity.Value{"a": quantity.PointOf(a), "b": quantity.PointOf(b)}
}

// Two mild items against a; one strong item, which the table counts like a mild
// one, for it.
func TestReversalsNameTheItems(t *testing.T) {
	s := Set{Hypotheses: []Hypothesis{{ID: "a"}, {ID: "b"}}, Items: []Item{
		{ID: "mild1", Likelihood: rates(0.39, 0.41)}, {ID: "mild2", Likelihood: rates(0.39, 0.41)},
		{ID: "strong", Likelihood: rates(0.39, 0.21)}, {ID: "rare", Likelihood: rates(0.15, 0.01)},
	}}
	c := compile(t, s)
	rows := c.Table()
	if got := []Rating{rows[0].Ratings["a"][0], rows[0].Ratings["b"][0], rows[3].Ratings["a"][0]}; !slices.Equal(got, []Rating{Inconsistent, Neutral, VeryInconsistent}) {
		t.Errorf("ratings %v", got)
	}
	a, err := Audit(c.Hypotheses(), rows, Counts)
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reversals(a, rows)
	if len(r) != 1 || r[0].Above != "a" || r[0].Below != "b" || !slices.Equal(r[0].Items, []string{"rare", "strong"}) || r[0].Prior {
		t.Errorf("order %v, reversals %+v", a.Order, r)
	}
	if !strings.Contains(r[0].Words, "“rare” and “strong”") {
		t.Error(r[0].Words)
	}
}

// A reversal is listed exactly where both orders are strict and differ, and has
// a reason: an item or the prior.
func TestReversalsAreTheDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := compile(t, drawSet(t, drawOptions{}))
		rows := c.Table()
		scheme := rapid.SampledFrom([]Scheme{Counts, Weighted, Squared}).Draw(t, "scheme")
		a, err := Audit(c.Hypotheses(), rows, scheme)
		if err != nil {
			t.Fatal(err)
		}
		p := c.Update().Posterior
		want := 0
		for i := range p {
			for j := range p {
				better := a.Inconsistency[i]+1e-8 < a.Inconsistency[j]
				if scheme == Squared && !better && a.Inconsistency[i] < a.Inconsistency[j]+1e-8 {
					better = a.Consistency[i] > a.Consistency[j]+1e-8
				}
				if better && Above(p[j], p[i]) {
					want++
				}
			}
		}
		got := c.Reversals(a, rows)
		if len(got) != want {
			t.Fatalf("%d reversals, want %d: %+v", len(got), want, got)
		}
		for _, r := range got {
			if len(r.Items) == 0 && !r.Prior {
				t.Fatalf("no reason: %+v", r)
			}
		}
	})
}

func TestRatingOfIsTheInverseOfTheConvention(t *testing.T) {
	for _, r := range ratings {
		if v, ok := RatingRange(r); ok && (RatingOf(v.Low) != r || RatingOf(v.Mid()) != r) {
			t.Errorf("%s stands for %v and comes back as %s, %s", r, v, RatingOf(v.Low), RatingOf(v.Mid()))
		}
	}
	if RatingOf(0) != VeryInconsistent || RatingOf(1) != VeryConsistent {
		t.Error("the ends")
	}
}
