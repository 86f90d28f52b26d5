package hypothesis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// ZeroDiagnostic is the largest likelihood ratio below which an item separates
// nothing.
const ZeroDiagnostic = 1.1

// Diagnosis is what one item does alone, on the prior, after its reliability.
type Diagnosis struct {
	Item string
	// MaxLR is the largest over the smallest effective likelihood; +Inf when
	// the smallest is 0, NaN when both are.
	MaxLR float64
	// ShiftBits is sum_k q_k log2(q_k/p_k) from the prior p to the posterior q
	// once the item is observed: the relative entropy of q from p. 0 for an
	// item that no hypothesis with a prior admits.
	ShiftBits float64
	// ExpectedBits is the mutual information between the hypotheses and whether
	// the item is observed: what it is expected to tell, before it is known.
	ExpectedBits float64
	// Nothing is true when MaxLR is below ZeroDiagnostic. An item that counts
	// against every hypothesis alike separates nothing either.
	Nothing bool
	Words   string
}

// Diagnose says what each item does, in their order, at the points.
func (c *Compiled) Diagnose() []Diagnosis { return c.diagnose(c.Update().Prior) }

// diagnose says what each item does alone on probabilities p of the rows.
func (c *Compiled) diagnose(p []float64) []Diagnosis {
	out := make([]Diagnosis, len(c.set.Items))
	l := make([]float64, c.rows)
	for i := range c.set.Items {
		item := &c.set.Items[i]
		for k := range l {
			l[k] = c.effective(i, k)
		}
		d := Diagnosis{Item: item.ID, MaxLR: slices.Max(l) / slices.Min(l), ShiftBits: shift(p, l), ExpectedBits: ExpectedBits(p, l)}
		d.Nothing = !(d.MaxLR >= ZeroDiagnostic)
		d.Words = c.sayDiagnosis(item.name(), &d, l)
		out[i] = d
	}
	return out
}

func shift(p, l []float64) float64 {
	sum := 0.0
	for k := range p {
		sum += float64(p[k] * l[k])
	}
	bits := 0.0
	for k := range p {
		if q := p[k] * l[k] / sum; q > 0 {
			bits += float64(q * math.Log2(l[k]/sum))
		}
	}
	return math.Max(bits, 0)
}

// ExpectedBits is the mutual information, in bits, between hypotheses with
// probabilities p and an observation with the probabilities l under them. Both
// have one number in 0..1 a hypothesis; p sums to 1.
func ExpectedBits(p, l []float64) float64 {
	seen, missed := 0.0, 0.0 // each by its own sum: near 1, 1 - seen has no digits left
	for k := range p {
		seen += float64(p[k] * l[k])
		missed += float64(p[k] * (1 - l[k]))
	}
	term := func(p, l, m float64) float64 {
		if p == 0 || l == 0 {
			return 0
		}
		return float64(p * l * math.Log2(l/m))
	}
	bits := 0.0
	for k := range p {
		bits += term(p[k], l[k], seen) + term(p[k], 1-l[k], missed)
	}
	return math.Max(bits, 0)
}

func (c *Compiled) sayDiagnosis(name string, d *Diagnosis, l []float64) string {
	if d.Nothing {
		return fmt.Sprintf("%s separates nothing: it is about as likely under every hypothesis.", quoted(name))
	}
	most, least := slices.Index(l, slices.Max(l)), slices.Index(l, slices.Min(l))
	if math.IsInf(d.MaxLR, 1) {
		return fmt.Sprintf("%s rules out %s.", quoted(name), c.name(least))
	}
	return fmt.Sprintf("%s is %s times as likely under %s as under %s.", quoted(name), ratio(d.MaxLR), c.name(most), c.name(least))
}

// Prospects orders items that are still to be collected by how much each is
// expected to tell from where the set stands now: expected bits on the
// posterior, most first. It answers what to look for next. Candidates need not
// be possible together. The error joins *Errors about them.
func (c *Compiled) Prospects(candidates []Item) ([]Diagnosis, error) {
	next, err := prepare(Set{Hypotheses: c.set.Hypotheses, Items: candidates})
	if err != nil {
		return nil, err
	}
	out := next.diagnose(c.Update().Posterior)
	slices.SortStableFunc(out, func(a, b Diagnosis) int { return cmp.Compare(b.ExpectedBits, a.ExpectedBits) })
	return out, nil
}
