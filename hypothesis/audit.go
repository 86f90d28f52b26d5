package hypothesis

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"entente/quantity"
)

// Rating is a mark of the inconsistency table.
type Rating string

const (
	VeryConsistent   Rating = "CC"
	Consistent       Rating = "C"
	Neutral          Rating = "N"
	Inconsistent     Rating = "I"
	VeryInconsistent Rating = "II"
	NotApplicable    Rating = "NA"
)

// Scheme is a way of scoring the table.
type Scheme string

const (
	Counts   Scheme = "counts"   // II 2, I 1
	Weighted Scheme = "weighted" // the same times credibility and relevance
	Squared  Scheme = "squared"  // squared distances of mean votes from neutral
)

// Degree is low, medium or high; empty: medium.
type Degree string

// mark is what a rating counts for: in sums of inconsistency, as a vote from 1
// to 5, and as a likelihood.
type mark struct {
	against   float64
	vote      float64
	low, high float64
}

// marks is the table of ratings. The likelihoods are this program's convention;
// NA has none.
var marks = map[Rating]mark{
	VeryConsistent:   {0, 5, 0.8, 0.95},
	Consistent:       {0, 4, 0.6, 0.8},
	Neutral:          {0, 3, 0.4, 0.6},
	Inconsistent:     {1, 2, 0.2, 0.4},
	VeryInconsistent: {2, 1, 0.05, 0.2},
	NotApplicable:    {0, 3, 0, 0},
}

// degrees are the factors of the weighted scheme.
var degrees = map[Degree]float64{"L": 1 / math.Sqrt2, "M": 1, "": 1, "H": math.Sqrt2}

// RatingRange is the likelihood that a rating is read as, by this program's
// convention; ok is false for NA and for what is no rating.
func RatingRange(r Rating) (v quantity.Value, ok bool) {
	m, known := marks[r]
	if !known || r == NotApplicable {
		return v, false
	}
	return quantity.Between(m.low, m.high), true
}

// RatingOf is the rating whose likelihoods hold l: from 0.8 CC, from 0.6 C, from
// 0.4 N, from 0.2 I, below II.
func RatingOf(l float64) Rating {
	for _, r := range []Rating{VeryConsistent, Consistent, Neutral, Inconsistent} {
		if l >= marks[r].low {
			return r
		}
	}
	return VeryInconsistent
}

// Row is an item of the table.
type Row struct {
	ID                     string
	Ratings                map[string][]Rating // votes by hypothesis; none: the cell is skipped
	Credibility, Relevance Degree
}

// Audited is the table of inconsistencies: counts, not probabilities.
type Audited struct {
	Scheme        Scheme
	Hypotheses    []string
	Inconsistency []float64
	Consistency   []float64 // Squared only
	// Diagnosticity is the standard deviation of each row's mean votes over the
	// hypotheses that were rated, with N in the denominator; Squared only, NaN
	// for a row that nobody rated.
	Diagnosticity []float64
	Order         []string // least inconsistent first; ties in the order given
	Words         string
}

// Audit scores the table. The error joins *Errors.
func Audit(hypotheses []string, rows []Row, scheme Scheme) (*Audited, error) {
	if err := checkAudit(hypotheses, rows, scheme); err != nil {
		return nil, err
	}
	n := len(hypotheses)
	out := &Audited{Scheme: scheme, Hypotheses: hypotheses, Inconsistency: make([]float64, n)}
	if scheme == Squared {
		out.Consistency = make([]float64, n)
	}
	for i := range rows {
		var means []float64
		for k, h := range hypotheses {
			c, ok := rows[i].cell(h, scheme)
			if !ok {
				continue
			}
			means = append(means, c.mean)
			out.Inconsistency[k] += c.against
			if scheme == Squared {
				out.Consistency[k] += c.favour
			}
		}
		if scheme == Squared {
			out.Diagnosticity = append(out.Diagnosticity, deviation(means))
		}
	}
	out.order()
	out.Words = "Counts of inconsistency, not probabilities: least against " + out.Order[0] + "."
	return out, nil
}

// cell is what the votes on one hypothesis count for.
type cell struct{ mean, against, favour float64 }

// cell is false when nobody voted.
func (row *Row) cell(hypothesis string, scheme Scheme) (c cell, ok bool) {
	votes := row.Ratings[hypothesis]
	if len(votes) == 0 {
		return c, false
	}
	for _, r := range votes {
		c.against += marks[r].against
		c.mean += marks[r].vote
	}
	c.against, c.mean = c.against/float64(len(votes)), c.mean/float64(len(votes))
	switch scheme {
	case Weighted:
		c.against = c.against * degrees[row.Credibility] * degrees[row.Relevance]
	case Squared:
		d := c.mean - marks[Neutral].vote
		if c.against = 0; d < 0 {
			c.against = float64(d * d)
		} else {
			c.favour = float64(d * d)
		}
	}
	return c, true
}

func (a *Audited) order() {
	rows := make([]int, len(a.Hypotheses))
	for k := range rows {
		rows[k] = k
	}
	slices.SortStableFunc(rows, func(i, j int) int {
		if c := cmp.Compare(tied(a.Inconsistency[i]), tied(a.Inconsistency[j])); c != 0 || a.Consistency == nil {
			return c
		}
		return cmp.Compare(tied(a.Consistency[j]), tied(a.Consistency[i]))
	})
	for _, k := range rows {
		a.Order = append(a.Order, a.Hypotheses[k])
	}
}

// tied drops the last digits of a sum, so that rounding breaks no tie.
func tied(x float64) float64 { return math.Round(x*1e9) / 1e9 }

// deviation is the population standard deviation.
func deviation(xs []float64) float64 {
	if len(xs) == 0 {
		return math.NaN()
	}
	mean, sum := 0.0, 0.0
	for _, x := range xs {
		mean += x / float64(len(xs))
	}
	for _, x := range xs {
		sum += float64((x - mean) * (x - mean))
	}
	return math.Sqrt(sum / float64(len(xs)))
}

func checkAudit(hypotheses []string, rows []Row, scheme Scheme) error {
	var f faults
	if scheme != Counts && scheme != Weighted && scheme != Squared {
		f.add(CodeScheme, "", fmt.Sprintf("%q is no scheme", scheme), "write counts, weighted or squared")
	}
	if len(hypotheses) < 2 {
		f.add(CodeTooFew, "", fmt.Sprintf("%d hypotheses leave nothing to compare", len(hypotheses)), "give at least two")
	}
	known := map[string]bool{}
	for _, h := range hypotheses {
		if known[h] {
			f.add(CodeDuplicateID, place("hypothesis", h), "stands twice", "give each hypothesis an id of its own")
		}
		known[h] = true
	}
	seen := map[string]bool{}
	for _, row := range rows {
		at := place("item", row.ID)
		if seen[row.ID] {
			f.add(CodeDuplicateID, at, "stands twice", "give each item an id of its own")
		}
		seen[row.ID] = true
		for _, d := range []Degree{row.Credibility, row.Relevance} {
			if _, ok := degrees[d]; !ok {
				f.add(CodeRating, at, fmt.Sprintf("%q is no degree of credibility or relevance", d), "write L, M or H")
			}
		}
		for _, h := range slices.Sorted(maps.Keys(row.Ratings)) {
			if !known[h] {
				f.add(CodeUnknown, at, fmt.Sprintf("rates %q, which is no hypothesis", h), "name a hypothesis of the table")
			}
			for _, r := range row.Ratings[h] {
				if _, ok := marks[r]; !ok {
					f.add(CodeRating, place("item", row.ID, "hypothesis", h), fmt.Sprintf("%q is no rating", r), "write CC, C, N, I, II or NA")
				}
			}
		}
	}
	return f.err()
}
