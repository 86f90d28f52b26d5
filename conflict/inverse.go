package conflict

import "slices"

// OrderSearch says how far to search for changes of orders. The zero value is
// good.
type OrderSearch struct {
	Budget int // most reversed pairs in all to search; 0: 6
	Limit  int // most combinations of reversals to try; 0: 30,000
}

// OrderChange is a run of neighbouring classes in the order of one decision
// maker and what becomes of it.
type OrderChange struct {
	DM     string     `json:"dm"`
	Place  int        `json:"place"` // how many classes stand above the run
	Was    [][]string `json:"was"`   // best first
	Now    [][]string `json:"now"`
	Length float64    `json:"length"` // pairs reversed, ties made or broken by halves
	// Reversed are the pairs of which the first is better now and was not.
	Reversed [][2]string `json:"reversed"`
}

// OrderAnswer is the smallest change found in the orders of all decision makers
// together that makes a state an equilibrium, or no longer one.
type OrderAnswer struct {
	State   string        `json:"state"`
	Concept string        `json:"concept"`
	Stable  bool          `json:"stable"` // an equilibrium as it stands; the change makes it the other
	Changes []OrderChange `json:"changes,omitempty"`
	// Possible says that some orders flip it: not if nobody can leave the state.
	Possible bool `json:"possible"`
	// Total is how many pairs are reversed in all, ties made or broken by halves.
	Total float64 `json:"total"`
	// Exact says that no smaller change does it. Without, Total is an upper bound:
	// at most so much is needed.
	Exact bool `json:"exact"`
	// Searched says that all changes of up to so many reversed pairs were tried
	// beside the slides; 0 where slides tell all.
	Searched int `json:"searched,omitempty"`
}

// FlipEquilibrium finds the smallest change of orders that makes state s an
// equilibrium, or no longer one.
//
// To break an equilibrium the shortest slide of any decision maker will do, to
// make one the sum of the slides of those for whom the state is unstable. Under
// Nash, SMR and GMR each verdict depends on the order of its own decision maker
// alone, so that is exact. Under SEQ and SSEQ the orders of the others say which
// sanctions are credible: slides are looked at again until the state is an
// equilibrium, and then smaller changes of all orders together are searched by
// increasing number of reversed pairs. Small models are searched to the end,
// whatever the budget. Orders with ties are not searched.
func (q *Inquiry) FlipEquilibrium(c Concept, s int, how OrderSearch) OrderAnswer {
	if how.Budget <= 0 {
		how.Budget = 6
	}
	if how.Limit <= 0 {
		how.Limit = 30_000
	}
	out := OrderAnswer{State: q.key(s), Concept: c.String(), Stable: true}
	for i := range q.ranks {
		out.Stable = out.Stable && q.Stable(c, i, s)
	}
	var ranks [][]int32
	if out.Stable {
		ranks = q.breakBySlide(c, s, &out)
	} else {
		ranks = q.makeBySlides(c, s, &out)
	}
	if !out.Possible {
		out.Exact = true
		return out
	}
	if c.credible() && len(q.ranks) > 1 {
		if smaller := q.searchOrders(c, s, &out, how); smaller != nil {
			ranks = smaller
		}
	}
	out.Total = 0
	for i, r := range ranks {
		changes := q.orderChanges(i, r)
		for _, x := range changes {
			out.Total += x.Length
		}
		out.Changes = append(out.Changes, changes...)
	}
	return out
}

// breakBySlide is the shortest slide that makes the state unstable for anybody.
func (q *Inquiry) breakBySlide(c Concept, s int, out *OrderAnswer) [][]int32 {
	ranks := slices.Clone(q.ranks)
	best := -1
	var by Slide
	out.Exact = true
	for i := range ranks {
		x := q.Slide(c, i, s, false)
		out.Exact = out.Exact && x.Exact
		if x.Possible && (best < 0 || x.Length < by.Length) {
			best, by = i, x
		}
	}
	if best >= 0 {
		out.Possible, out.Total = true, by.Length
		ranks[best] = q.m.Slid(best, s, by)
	}
	if c.credible() {
		ranks = q.breakByStillness(s, ranks, out)
	}
	return ranks
}

// breakByStillness makes an improvement to a state that nobody else wants to
// leave, where that is less than a slide alone. In a graph whose sanctions lead
// back to s no slide breaks the equilibrium, and this does.
func (q *Inquiry) breakByStillness(s int, ranks [][]int32, out *OrderAnswer) [][]int32 {
	m := q.m
	for i := range q.ranks {
		for _, t := range m.Moves(i, s, nil) {
			t := int(t)
			slides, total := make([]Slide, len(q.ranks)), 0.0
			for j := range q.ranks {
				if j != i {
					slides[j] = q.slide(j, t, q.need(j, t)[Nash], false)
					if !slides[j].Up {
						slides[j] = Slide{}
					}
				} else if r := q.ranks[i]; r[t] <= r[s] {
					slides[i] = q.slide(i, s, r[t], false)
				}
				total += slides[j].Length
			}
			if out.Possible && total >= out.Total {
				continue
			}
			out.Possible, out.Total = true, total
			for j, by := range slides {
				switch {
				case !by.Possible:
					ranks[j] = q.ranks[j]
				case j == i:
					ranks[j] = m.Slid(j, s, by)
				default:
					ranks[j] = m.Slid(j, t, by)
				}
			}
		}
	}
	return ranks
}

// makeBySlides slides the state up for all for whom it is unstable, until it is
// an equilibrium: first as far as the concept asks, and if that takes too many
// rounds, as far as Nash asks, which nobody else's order can undo.
func (q *Inquiry) makeBySlides(c Concept, s int, out *OrderAnswer) [][]int32 {
	const rounds = 8
	m := q.m
	slides := make([]Slide, len(q.ranks))
	out.Exact = true
	for round := 0; ; round++ {
		now := q
		if round > 0 {
			now, _ = m.NewInquiry() // its orders are known
		}
		done := true
		next := m
		for i := range q.ranks {
			if now.Stable(c, i, s) {
				continue
			}
			done = false
			to := c
			if round >= rounds {
				to = Nash
			}
			by := now.Slide(to, i, s, false)
			out.Exact = out.Exact && by.Exact
			slides[i] = by
			next = next.WithRanks(i, m.Slid(i, s, by))
		}
		if done {
			break
		}
		m = next
	}
	out.Possible = true
	for i, by := range slides {
		if by.Possible { // others keep their places, so the last slide is the whole
			out.Total += q.distance(i, m.ranks[i])
		}
	}
	return m.ranks
}

// distance counts the pairs that another order of decision maker i reverses,
// ties made or broken by halves.
func (q *Inquiry) distance(i int, other []int32) float64 {
	total := 0.0
	for _, x := range q.orderChanges(i, other) {
		total += x.Length
	}
	return total
}

// orderChanges are the shortest runs in which another order of decision maker i
// differs from its own.
func (q *Inquiry) orderChanges(i int, other []int32) []OrderChange {
	was := q.m.Order(i)
	now := (&Model{ranks: [][]int32{other}}).Order(0)
	var out []OrderChange
	for a, b := 0, 0; a < len(was) || b < len(now); {
		if a < len(was) && b < len(now) && slices.Equal(was[a], now[b]) {
			a, b = a+1, b+1
			continue
		}
		// Take classes from both sides until they hold the same states.
		open := map[int]int{}
		add := func(class []int, d int) {
			for _, s := range class {
				if open[s] += d; open[s] == 0 {
					delete(open, s)
				}
			}
		}
		a0, b0 := a, b
		inWas, inNow := 0, 0
		for a == a0 || b == b0 || len(open) > 0 {
			if b == len(now) || a < len(was) && inWas <= inNow {
				add(was[a], 1)
				inWas += len(was[a])
				a++
			} else {
				add(now[b], -1)
				inNow += len(now[b])
				b++
			}
		}
		out = append(out, q.orderChange(i, a0, was[a0:a], now[b0:b]))
	}
	return out
}

func (q *Inquiry) orderChange(i, place int, was, now [][]int) OrderChange {
	out := OrderChange{DM: q.m.space.dms[i].ID, Place: place, Reversed: [][2]string{}}
	at := map[int]int{} // by state: its old class
	for k, class := range was {
		out.Was = append(out.Was, q.m.Keys(class))
		for _, s := range class {
			at[s] = k
		}
	}
	halves := 0
	for k, class := range now {
		out.Now = append(out.Now, q.m.Keys(class))
		for n, s := range class {
			for _, t := range class[:n] {
				if at[s] != at[t] {
					halves++
				}
			}
			for _, lower := range now[k+1:] {
				for _, t := range lower {
					switch {
					case at[s] > at[t]:
						halves += 2
					case at[s] == at[t]:
						halves++
					default:
						continue
					}
					out.Reversed = append(out.Reversed, [2]string{q.key(s), q.key(t)})
				}
			}
		}
	}
	out.Length = float64(halves) / 2
	return out
}
