package conflict

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// orders yields all orders of n states as a number each, larger is better; weak
// orders too if asked.
func orders(n int, weak bool) [][]int {
	var out [][]int
	r := make([]int, n)
	var fill func(k int)
	fill = func(k int) {
		if k == n {
			seen := map[int]bool{}
			for _, x := range r {
				seen[x] = true
			}
			dense := true
			for x := range len(seen) {
				dense = dense && seen[x]
			}
			if dense && (weak || len(seen) == n) {
				out = append(out, slices.Clone(r))
			}
			return
		}
		for x := range n {
			r[k] = x
			fill(k + 1)
		}
	}
	fill(0)
	return out
}

// apart is the distance of two orders: pairs reversed, ties made or broken by
// halves.
func apart(a, b []int) float64 {
	sign := func(x int) int { return max(-1, min(1, x)) }
	d := 0
	for s := range a {
		for t := range s {
			if x := sign(a[s]-a[t]) - sign(b[s]-b[t]); x < 0 {
				d -= x
			} else {
				d += x
			}
		}
	}
	return float64(d) / 2
}

// drawFewStates draws a model of few states, in option form or a graph.
func drawFewStates(t *rapid.T, most int, strict bool) (Case, *naive) {
	for {
		var c Case
		var v *naive
		if rapid.Bool().Draw(t, "graph") {
			c, v = drawGraph(t)
		} else {
			c, v = drawOptions(t, 3)
		}
		if len(v.rank[0]) > most {
			continue
		}
		if strict {
			for i, d := range c.DecisionMakers {
				v.rank[i] = rapid.Permutation(identity(len(v.rank[i]))).Draw(t, "order")
				scores := make([]float64, len(v.rank[i]))
				for s, r := range v.rank[i] {
					scores[s] = float64(r)
				}
				c.Preferences[d.ID] = Preference{Kind: Scores, Scores: scores}
			}
		}
		return c, v
	}
}

func identity(n int) []int {
	out := make([]int, n)
	for k := range out {
		out[k] = k
	}
	return out
}

func ints(order []int32) []int {
	out := make([]int, len(order))
	for s, r := range order {
		out[s] = int(r)
	}
	return out
}

// The shortest slide is the smallest change among all orders: of strict ones in
// strict orders, of weak ones for a slide that may end level.
func TestSlideIsTheSmallestChange(t *testing.T) {
	strictOrders, weakOrders := map[int][][]int{}, map[int][][]int{}
	for n := 1; n <= 5; n++ {
		strictOrders[n], weakOrders[n] = orders(n, false), orders(n, true)
	}
	rapid.Check(t, func(t *rapid.T) {
		strict := rapid.Bool().Draw(t, "strict")
		c, v := drawFewStates(t, 5, strict)
		m := mustBuild(t, c)
		q := mustInquire(t, m)
		i := rapid.IntRange(0, len(v.rank)-1).Draw(t, "dm")
		s := rapid.IntRange(0, v.n-1).Draw(t, "state")
		own := v.rank[i]
		strict = len(slices.Compact(slices.Sorted(slices.Values(own)))) == v.n // or by chance
		for _, con := range Concepts {
			was := v.stable(con.String(), i, s)
			for _, level := range []bool{false, true} {
				try := weakOrders[v.n]
				if strict && !level {
					try = strictOrders[v.n]
				}
				got := q.Slide(con, i, s, level)
				want := math.Inf(1)
				for _, r := range try {
					if d := apart(own, r); d < want {
						v.rank[i] = r
						if v.stable(con.String(), i, s) != was {
							want = d
						}
						v.rank[i] = own
					}
				}
				if got.Possible != !math.IsInf(want, 1) || got.Possible && got.Up == was {
					t.Fatalf("%s of %s for %d (stable: %t): %+v, want %v", con, m.Key(s), i, was, got, want)
				}
				// A strict slide in a strict order is smallest among strict orders only.
				if got.Possible && got.Exact && got.Length != want || got.Length < want && got.Possible {
					t.Fatalf("%s of %s for %d (stable: %t, level: %t): %+v, want %v", con, m.Key(s), i, was, level, got, want)
				}
			}
		}
	})
}

// A slide applied flips the verdict and is as long as it says; stopping short of
// the state it has to pass does not. Sliding up never makes unstable, sliding
// down never stable.
func TestSlideApplied(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, v := drawFewStates(t, 16, rapid.Bool().Draw(t, "strict"))
		m := mustBuild(t, c)
		q := mustInquire(t, m)
		i := rapid.IntRange(0, len(v.rank)-1).Draw(t, "dm")
		own := v.rank[i]
		for _, con := range Concepts {
			slides := q.Slides(con, i, rapid.Bool().Draw(t, "level"), nil)
			for s, by := range slides {
				was := v.stable(con.String(), i, s)
				last := false
				for r := -1; r <= slices.Max(own)+1; r++ { // every place between the others
					v.rank[i] = double(own)
					v.rank[i][s] = 2*r + 1
					now := v.stable(con.String(), i, s)
					if last && !now {
						t.Fatalf("%s of %s for %d turns unstable on its way up", con, m.Key(s), i)
					}
					last = now
					if !by.Possible && now != was {
						t.Fatalf("%s of %s for %d can slide", con, m.Key(s), i)
					}
				}
				if by.Possible {
					after := ints(m.Slid(i, s, by))
					v.rank[i] = after
					if v.stable(con.String(), i, s) == was {
						t.Fatalf("%s of %s for %d: %+v does not flip it", con, m.Key(s), i, by)
					}
					if d := apart(own, after); d != by.Length {
						t.Fatalf("%s of %s for %d: %+v is %v long", con, m.Key(s), i, by, d)
					}
					v.rank[i] = double(own)
					if v.rank[i][s] = 2 * own[by.Past]; by.Up {
						v.rank[i][s]--
					}
					if v.stable(con.String(), i, s) != was {
						t.Fatalf("%s of %s for %d: %+v is longer than need be", con, m.Key(s), i, by)
					}
				}
				v.rank[i] = own
			}
		}
	})
}

func double(r []int) []int {
	out := slices.Clone(r)
	for s := range out {
		out[s] *= 2
	}
	return out
}

func TestSlidesOfReferenceCases(t *testing.T) {
	eachReference(t, func(t *testing.T, r *reference, m *Model) {
		q := mustInquire(t, m)
		for id, byConcept := range r.Expect.MinimumSlide {
			for text, lengths := range byConcept {
				c, _ := ParseConcept(text)
				for s, by := range q.Slides(c, m.DecisionMaker(id), false, nil) {
					if w := lengths[s]; (w != nil) != by.Possible || w != nil && *w != by.Length || !by.Exact {
						t.Errorf("%s of %s for %s: %+v, want %v", text, m.Key(s), id, by, w)
					}
				}
			}
		}
		if m.Len() <= 64 {
			for e := range q.ExplainAll {
				if err := m.CheckExplanation(&e); err != nil {
					t.Error(err)
				}
			}
		}
	})
}
