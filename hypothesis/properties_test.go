package hypothesis

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"entente/quantity"
)

func posterior(t interface{ Fatal(...any) }, s Set) []float64 {
	return compile(t, s).Update().Posterior
}

func TestPosteriorSumsToOneWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{})
		p := posterior(t, s)
		sum := 0.0
		for _, q := range p {
			sum += q
		}
		near(t, "sum", []float64{sum}, []float64{1}, 1e-12)
		s.Items = rapid.Permutation(s.Items).Draw(t, "order")
		near(t, "in another order", posterior(t, s), p, 1e-12)
	})
}

// An item of reliability 0, or one that is as likely under all, changes
// nothing, when it stands alone.
func TestWhatSaysNothingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{points: true})
		p := posterior(t, s)
		void := Item{ID: "void", Likelihood: map[string]quantity.Value{}}
		if rapid.Bool().Draw(t, "worthless") {
			void.Reliability = new(quantity.PointOf(0))
		}
		same := rapid.Float64Range(0.001, 0.999).Draw(t, "same")
		for _, h := range s.Hypotheses {
			void.Likelihood[h.ID] = quantity.PointOf(same)
			if void.Reliability != nil {
				void.Likelihood[h.ID] = quantity.PointOf(rapid.Float64Range(0.001, 0.999).Draw(t, "any"))
			}
		}
		s.Items = append(slices.Clone(s.Items), void)
		near(t, "with an item that says nothing", posterior(t, s), p, 1e-12)
	})
}

// The same item m times in one cluster counts once.
func TestOneOriginCountsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{points: true, items: 1})
		s.Rho = nil
		p := posterior(t, s)
		again := s.Items[0]
		if again.Cluster != "" {
			s.Items = slices.DeleteFunc(slices.Clone(s.Items), func(i Item) bool { return i.Cluster == again.Cluster && i.ID != again.ID })
			p = posterior(t, s)
		}
		s.Items = slices.Clone(s.Items)
		s.Items[0].Cluster = "one"
		for i := range rapid.IntRange(1, 6).Draw(t, "times") {
			again.ID, again.Cluster = fmt.Sprintf("again%d", i), "one"
			s.Items = append(s.Items, again)
		}
		near(t, "repeated", posterior(t, s), p, 1e-12)
	})
}

// A new item multiplies the odds of any two by the ratio of its effective
// likelihoods; a factor on all of them at reliability 1 changes nothing.
func TestOddsAreMultipliedByTheRatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{points: true})
		p := posterior(t, s)
		r, floor := rapid.Float64Range(0, 1).Draw(t, "r"), rapid.Float64Range(0.01, 1).Draw(t, "c")
		item := Item{ID: "new", Reliability: new(quantity.PointOf(r)), Floor: new(quantity.PointOf(floor)), Likelihood: map[string]quantity.Value{}}
		l := make([]float64, len(p))
		for k, h := range s.Hypotheses {
			l[k] = rapid.Float64Range(0.01, 0.99).Draw(t, "l")
			item.Likelihood[h.ID] = quantity.PointOf(l[k])
		}
		s.Items = append(slices.Clone(s.Items), item)
		q := posterior(t, s)
		for a := range p {
			for b := range p {
				want := p[a] * q[b] * (r*l[a] + (1-r)*floor)
				got := q[a] * p[b] * (r*l[b] + (1-r)*floor)
				if math.Abs(got-want) > 1e-12 {
					t.Fatalf("odds of %d to %d: %v, want %v", a, b, got, want)
				}
			}
		}
		factor := rapid.Float64Range(0.01, 1).Draw(t, "factor")
		item.Reliability, item.Likelihood = nil, map[string]quantity.Value{}
		s.Items[len(s.Items)-1] = item
		for k, h := range s.Hypotheses {
			item.Likelihood[h.ID] = quantity.PointOf(l[k])
		}
		before := posterior(t, s)
		for k, h := range s.Hypotheses {
			item.Likelihood[h.ID] = quantity.PointOf(factor * l[k])
		}
		near(t, "scaled", posterior(t, s), before, 1e-12)
	})
}

func TestAnotherHypothesisLeavesTheOddsOfTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{points: true, rows: 3})
		last := len(s.Hypotheses) - 1
		whole, without := posterior(t, s), s
		without.Hypotheses, without.Items = s.Hypotheses[:last], slices.Clone(s.Items)
		for i, item := range without.Items {
			l := map[string]quantity.Value{}
			for _, h := range without.Hypotheses {
				l[h.ID] = item.Likelihood[h.ID]
			}
			without.Items[i].Likelihood = l
		}
		want := posterior(t, without)
		for k := range want {
			want[k] *= 1 - whole[last]
		}
		near(t, "of the others", whole[:last], want, 1e-12)
	})
}

// Certainty is logic: what an item rules out stays ruled out.
func TestCertaintyIsLogic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{})
		p := posterior(t, s)
		for k, h := range s.Hypotheses {
			out := false
			for _, item := range s.Items {
				r := valueOr(item.Reliability, 1)
				out = out || item.Likelihood[h.ID].High == 0 && r.Mid() == 1
			}
			if (p[k] == 0) != out {
				t.Fatalf("%s has %v, ruled out: %v", h.ID, p[k], out)
			}
		}
	})
}

// Every sampled posterior lies in the hull; where reliabilities are points its
// ends are the posteriors at the corners.
func TestHullHoldsEveryDraw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{reliable: rapid.Bool().Draw(t, "points of reliability")})
		c := compile(t, s)
		hull := c.Hull()
		k, p := c.NewKernel(), make([]float64, c.rows)
		for i := range 50 {
			k.Draw(3, i, p)
			for j := range p {
				if p[j] < hull.Low[j]-1e-12 || p[j] > hull.High[j]+1e-12 {
					t.Fatalf("row %d: %v outside %v..%v", j, p[j], hull.Low[j], hull.High[j])
				}
			}
		}
		if !hull.Exact {
			return
		}
		x := make([]float64, len(c.inputs))
		for j, id := range c.Hypotheses() {
			for _, end := range []float64{hull.Low[j], hull.High[j]} {
				for i, in := range c.inputs {
					if x[i] = in.Value.Low; (in.Hypothesis == id) == (end == hull.High[j]) {
						x[i] = in.Value.High
					}
				}
				if k.Posterior(x, p); math.Abs(p[j]-end) > 1e-9 {
					t.Fatalf("row %d at its corner: %v, hull says %v", j, p[j], end)
				}
			}
		}
	})
}

func TestSameSeedSameReadings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{})
		seed := rapid.Uint64().Draw(t, "seed")
		read := func() []byte {
			r, err := compile(t, s).Sample(context.Background(), 200, seed)
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Appendf(nil, "%v %v %v %v", r.Bands, r.Lead, r.Pairs, r.Words)
		}
		if a, b := read(), read(); !bytes.Equal(a, b) {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

// distinct skips a case in which two posteriors are so near each other that two
// ways of computing them may order them differently.
func distinct(t *rapid.T, p []float64) {
	for a := range p {
		for b := range p {
			if d := math.Abs(p[a]-p[b]) / p[a]; d > 1e-14 && d < 1e-10 {
				t.Skip("too near to compare")
			}
		}
	}
}

func clearly(p, q float64) bool { return p > q*(1+1e-11) }

// What readings say of shares is so, counted naively over the same draws.
func TestReadingsCountTheDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{})
		c := compile(t, s)
		n := rapid.IntRange(1, 300).Draw(t, "n")
		r, err := c.Sample(context.Background(), n, 5)
		if err != nil {
			t.Fatal(err)
		}
		lead, above, sorted := make([]float64, c.rows), map[[2]int]float64{}, make([][]float64, c.rows)
		x := make([]float64, len(c.inputs))
		for i := range n {
			c.draw(5, i, x)
			p := naive(s, x)
			distinct(t, p)
			var first []int
			for k := range p {
				sorted[k] = append(sorted[k], p[k])
				if !slices.ContainsFunc(p, func(q float64) bool { return clearly(q, p[k]) }) {
					first = append(first, k)
				}
				for j := range p {
					if clearly(p[k], p[j]) {
						above[[2]int{k, j}] += 1 / float64(n)
					}
				}
			}
			for _, k := range first {
				lead[k] += 1 / float64(len(first)) / float64(n)
				if Leads(p, k) != (len(first) == 1) {
					t.Fatalf("%v: leads says %v of row %d", p, Leads(p, k), k)
				}
			}
		}
		near(t, "lead", r.Lead, lead, 1e-9)
		for k := range sorted {
			slices.Sort(sorted[k])
			at := func(q float64) float64 { // the point at q of the way from the first to the last
				place := q * float64(n-1)
				below, over := sorted[k][int(math.Floor(place))], sorted[k][int(math.Ceil(place))]
				return below + (place-math.Floor(place))*(over-below)
			}
			b := r.Bands[k]
			near(t, "band", []float64{b.P05, b.P25, b.P50, b.P75, b.P95}, []float64{at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)}, 1e-9)
		}
		i := 0
		for a := range c.rows {
			for b := a + 1; b < c.rows; b++ {
				p := r.Pairs[i]
				up, down := above[[2]int{a, b}], above[[2]int{b, a}]
				near(t, "pair", []float64{p.Above, p.Below, p.Swaps}, []float64{up, down, 1 - max(up, down)}, 1e-9)
				if p.Swaps > r.Swap.Swaps {
					t.Fatalf("%+v swaps more than %+v", p, r.Swap)
				}
				i++
			}
		}
	})
}

// What separates a pair does so: with the item's numbers at their middles the
// swaps fall as promised, by a second sampling of all draws.
func TestSeparationIsWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{items: 1})
		c := compile(t, s)
		const n = 200
		r, err := c.Sample(context.Background(), n, 9)
		if err != nil {
			t.Fatal(err)
		}
		swaps := func(item int, a, b int) float64 {
			x, up, down := make([]float64, len(c.inputs)), 0.0, 0.0
			for i := range n {
				c.draw(9, i, x)
				from, to := c.first(item), c.first(item+1)
				if item < 0 {
					from, to = 0, c.rows
				}
				copy(x[from:to], c.middle[from:to])
				p := naive(s, x)
				distinct(t, p)
				if clearly(p[a], p[b]) {
					up++
				} else if clearly(p[b], p[a]) {
					down++
				}
			}
			return 1 - max(up, down)/n
		}
		rows := c.Hypotheses()
		for _, p := range r.Pairs {
			a, b := slices.Index(rows, p.A), slices.Index(rows, p.B)
			if p.ToldApart {
				if p.Separates != "" {
					t.Fatalf("told apart, and separated by %s", p.Separates)
				}
				continue
			}
			most := 0.0
			for i := range s.Items {
				drop := p.Swaps - swaps(i, a, b)
				most = max(most, drop)
				if s.Items[i].ID == p.Separates {
					near(t, "drop", []float64{p.Drop}, []float64{drop}, 1e-9)
				}
			}
			near(t, "largest drop", []float64{p.Drop}, []float64{most}, 1e-9)
			near(t, "drop by priors", []float64{p.PriorDrop}, []float64{p.Swaps - swaps(-1, a, b)}, 1e-9)
		}
	})
}

func TestLeavingOneOutIsASetWithoutIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{items: 1})
		l := compile(t, s).LeaveOneOut()
		left := 0
		for _, w := range l.Without {
			left += len(w.Items)
			rest := s
			rest.Items = slices.DeleteFunc(slices.Clone(s.Items), func(i Item) bool { return slices.Contains(w.Items, i.ID) })
			near(t, "without "+w.Unit, w.Posterior, posterior(t, rest), 1e-12)
			if w.ChangesLeader != (w.Leader != l.Leader) {
				t.Fatalf("%+v, and %s leads", w, l.Leader)
			}
		}
		if left != len(s.Items) {
			t.Fatalf("%d of %d items are left out", left, len(s.Items))
		}
		near(t, "odds", []float64{1 / l.Level}, []float64{l.Base[slices.Index(l.Hypotheses, l.RunnerUp)] / l.Base[slices.Index(l.Hypotheses, l.Leader)]}, 1e-12)
	})
}

// An item that every hypothesis makes all but certain tells next to nothing.
func TestExpectedBitsNearCertainty(t *testing.T) {
	near(t, "bits", []float64{ExpectedBits([]float64{0.5, 0.5}, []float64{1, 1 - 0x1p-53})}, []float64{0}, 1e-15)
}

// Expected bits are the mean, over seen and not seen, of the relative entropy
// of the posterior from the prior.
func TestExpectedBitsAreExpectedShifts(t *testing.T) {
	relative := func(p, l []float64) (bits, chance float64) {
		for k := range p {
			chance += p[k] * l[k]
		}
		for k := range p {
			if q := p[k] * l[k] / chance; q > 0 {
				bits += q * math.Log2(q/p[k])
			}
		}
		return bits, chance
	}
	rapid.Check(t, func(t *rapid.T) {
		c := compile(t, drawSet(t, drawOptions{items: 1}))
		p := c.Update().Prior
		for i, d := range c.Diagnose() {
			l, not := make([]float64, c.rows), make([]float64, c.rows)
			for k := range l {
				l[k] = c.effective(i, k)
				not[k] = 1 - l[k]
			}
			seen, chance := relative(p, l)
			missed, rest := relative(p, not)
			want := seen * chance
			if rest > 0 {
				want += missed * rest
			}
			near(t, "bits", []float64{d.ExpectedBits, d.ShiftBits}, []float64{want, seen}, 1e-9)
			if ratio := slices.Max(l) / slices.Min(l); d.MaxLR != ratio || d.Nothing != (ratio < 1.1) {
				t.Fatalf("%+v, ratio %v", d, ratio)
			}
		}
	})
}
