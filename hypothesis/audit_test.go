package hypothesis

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var ratings = []Rating{VeryConsistent, Consistent, Neutral, Inconsistent, VeryInconsistent, NotApplicable}

func drawTable(t *rapid.T) ([]string, []Row) {
	var ids []string
	for k := range rapid.IntRange(2, 5).Draw(t, "hypotheses") {
		ids = append(ids, fmt.Sprintf("H%d", k+1))
	}
	var rows []Row
	for e := range rapid.IntRange(0, 6).Draw(t, "items") {
		row := Row{ID: fmt.Sprintf("e%d", e+1), Ratings: map[string][]Rating{}}
		row.Credibility = Degree(rapid.SampledFrom([]string{"", "L", "M", "H"}).Draw(t, "credibility"))
		row.Relevance = Degree(rapid.SampledFrom([]string{"", "L", "M", "H"}).Draw(t, "relevance"))
		for _, id := range ids {
			row.Ratings[id] = rapid.SliceOfN(rapid.SampledFrom(ratings), 0, 4).Draw(t, "votes")
		}
		rows = append(rows, row)
	}
	return ids, rows
}

// The table by the letter of its three schemes.
func TestAuditIsTheDefinition(t *testing.T) {
	against := map[Rating]float64{"II": 2, "I": 1}
	vote := map[Rating]float64{"CC": 5, "C": 4, "N": 3, "NA": 3, "I": 2, "II": 1}
	factor := map[Degree]float64{"L": math.Pow(2, -0.5), "M": 1, "": 1, "H": math.Pow(2, 0.5)}
	rapid.Check(t, func(t *rapid.T) {
		ids, rows := drawTable(t)
		scheme := rapid.SampledFrom([]Scheme{Counts, Weighted, Squared}).Draw(t, "scheme")
		a, err := Audit(ids, rows, scheme)
		if err != nil {
			t.Fatal(err)
		}
		for k, id := range ids {
			bad, good := 0.0, 0.0
			for _, row := range rows {
				votes := row.Ratings[id]
				sum, mean := 0.0, 0.0
				for _, v := range votes {
					sum += against[v] / float64(len(votes))
					mean += vote[v] / float64(len(votes))
				}
				switch {
				case len(votes) == 0:
				case scheme == Counts:
					bad += sum
				case scheme == Weighted:
					bad += sum * factor[row.Credibility] * factor[row.Relevance]
				case mean < 3:
					bad += (3 - mean) * (3 - mean)
				default:
					good += (mean - 3) * (mean - 3)
				}
			}
			near(t, id, []float64{a.Inconsistency[k]}, []float64{bad}, 1e-9)
			if scheme == Squared {
				near(t, id, []float64{a.Consistency[k]}, []float64{good}, 1e-9)
			}
		}
		at := func(id string) int { return slices.Index(ids, id) }
		for i := 1; i < len(ids); i++ {
			j, k := at(a.Order[i-1]), at(a.Order[i])
			d := a.Inconsistency[k] - a.Inconsistency[j]
			if scheme == Squared && math.Abs(d) < 1e-9 {
				d = a.Consistency[j] - a.Consistency[k]
			}
			if d < -1e-9 || math.Abs(d) < 1e-12 && j > k {
				t.Fatalf("%v: %s before %s, with %v and %v", a.Order, ids[j], ids[k], a.Inconsistency[j], a.Inconsistency[k])
			}
		}
	})
}

// √2 · √2 is not 2 in floating point, and ties all the same.
func TestRoundingBreaksNoTie(t *testing.T) {
	rows := []Row{
		{ID: "a", Ratings: map[string][]Rating{"H1": {Inconsistent}}, Credibility: "H", Relevance: "H"},
		{ID: "b", Ratings: map[string][]Rating{"H2": {VeryInconsistent}}},
	}
	a, err := Audit([]string{"H1", "H2"}, rows, Weighted)
	if err != nil || !slices.Equal(a.Order, []string{"H1", "H2"}) {
		t.Errorf("order %v, %v", a.Order, err)
	}
}

func TestAuditTellsAllThatIsWrong(t *testing.T) {
	_, err := Audit([]string{"H1", "H1"}, []Row{
		{ID: "a", Ratings: map[string][]Rating{"H1": {"X"}, "H9": {Consistent}}, Relevance: "Q"},
		{ID: "a"},
	}, "sums")
	wantCodes(t, err, CodeScheme, CodeDuplicateID, CodeRating, CodeRating, CodeUnknown, CodeDuplicateID)
	_, err = Audit(nil, nil, Counts)
	wantCodes(t, err, CodeTooFew)
}

func TestRatingsStandForLikelihoods(t *testing.T) {
	for _, r := range ratings {
		v, ok := RatingRange(r)
		if ok != (r != NotApplicable) || ok && (v.Check() != nil || v.Low <= 0 || v.High >= 1) {
			t.Errorf("%s is read as %v, %v", r, v, ok)
		}
	}
	if _, ok := RatingRange("X"); ok {
		t.Error("X is read as a likelihood")
	}
}

// codes are those of an error's causes, in their order.
func codes(err error) []string {
	var out []string
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, err := range joined.Unwrap() {
			out = append(out, codes(err)...)
		}
		return out
	}
	var e *Error
	if errors.As(err, &e) {
		return []string{e.Code}
	}
	return nil
}

// wantCodes holds an error to the codes of its causes, in any order, and each
// cause to a message and a remedy.
func wantCodes(t *testing.T, err error, want ...string) {
	t.Helper()
	got := codes(err)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("codes %v, want %v:\n%v", got, want, err)
	}
	var e *Error
	if errors.As(err, &e) && (e.Cause == "" || e.Remedy == "") {
		t.Errorf("%s without cause or remedy", e.Code)
	}
}
