package evidence

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAsOf(t *testing.T) {
	l := Ledger{
		Sources: []Source{{ID: "early", Published: "2016-07"}, {ID: "open", Published: "2016-08"}, {ID: "admitted", Published: "2016-08"}, {ID: "none"}},
		Claims: []Claim{
			{ID: "e", Source: "early"}, {ID: "o", Source: "open"}, {ID: "a", Source: "admitted"}, {ID: "n", Source: "none"},
			{ID: "both", Source: "none", Also: []ClaimPlace{{Source: "early"}}},
		},
		Params: []Param{
			{ID: "keeps"}, {ID: "judged", Reason: "mine", JudgedOn: "2016-08-22"}, {ID: "judged-later", Reason: "mine", JudgedOn: "2016-08"},
			{ID: "unreasoned", JudgedOn: "2016-08-01"}, {ID: "never-linked", Reason: "mine", JudgedOn: "2016-08-01"}, {ID: "told-twice"}, {ID: "by-admission"},
		},
		Links: []Link{
			{Claim: "e", To: "keeps", Role: Sets}, {Claim: "o", To: "keeps", Role: Sets}, {Claim: "o", To: "judged", Role: Sets}, {Claim: "e", To: "judged", Role: Contradicts},
			{Claim: "o", To: "judged-later", Role: Sets}, {Claim: "n", To: "unreasoned", Role: Bounds}, {Claim: "both", To: "told-twice", Role: Sets},
			{Claim: "a", To: "by-admission", Role: Sets},
		},
		Admit: map[string]string{"admitted": "tells of nothing later"},
	}
	want := AsOf{
		Refused: []RefusedSource{{"none", Undated}, {"open", MayBeAfter}},
		Claims:  []string{"n", "o"},
		Params:  []Fallback{{"judged", BasisJudgement}, {"judged-later", BasisDefault}, {"unreasoned", BasisDefault}},
	}
	if d := cmp.Diff(want, index(t, l).AsOf(Day{2016, 8, 22})); d != "" {
		t.Error(d)
	}
}

// A later day refuses no source and no claim that an earlier one admits.
func TestAsOfAdmitsMoreWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := randomLedger(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3)), 20, 4)
		x, err := NewIndex(&l)
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(0, 400).Draw(t, "day")
		day := func(n int) Day { return dayOf(time.Date(2016, 1, 1+n, 0, 0, 0, 0, time.UTC)) }
		early, late := x.AsOf(day(n)), x.AsOf(day(n+rapid.IntRange(0, 300).Draw(t, "later")))
		for _, id := range late.Claims {
			if !slices.Contains(early.Claims, id) {
				t.Fatalf("claim %s is admitted first and refused later", id)
			}
		}
		for _, r := range late.Refused {
			if !slices.ContainsFunc(early.Refused, func(e RefusedSource) bool { return e.Source == r.Source }) {
				t.Fatalf("source %s is admitted first and refused later", r.Source)
			}
		}
	})
}
