package conflict

// Slide is the shortest way of one state through the order of one decision
// maker that flips its own verdict there, all else fixed: up to make it stable,
// down to make it unstable.
//
// Stability of s for i depends on the order of i only through the set D of
// states no better than s, and a larger D never makes s less stable. Hence no
// order that flips the verdict reverses fewer pairs than the best slide. Proof
// for up: take any order that works, with the set D'; let a be the originally
// best state of D' outside D, and u any state that stood above s and not above
// a. If u is in D', the pair (u, s) is reversed; if not, (a, u) is, as u stands
// above s and a no higher than s. These pairs are distinct and as many as the
// slide to just above a reverses, whose set contains D'. Down: the mirror image.
// (Own result; no source.)
//
// A tie that is made or broken counts half a reversed pair. With ties the
// theorem holds for a slide up that may end level with the state last passed,
// by the same pairs; other slides are the shortest slides then, but an order
// further away from a slide may change less, and Exact is false.
type Slide struct {
	Possible bool    `json:"possible"` // some place in the order flips the verdict
	Up       bool    `json:"up"`       // it makes the state stable
	Length   float64 `json:"length"`   // pairs reversed, ties made or broken by halves
	Past     int     `json:"past"`     // the state last passed; of several that are level, one to move to, or the first
	Level    bool    `json:"level"`    // it is enough to be level with that state
	Exact    bool    `json:"exact"`    // no other change of the same order is smaller
}

// Slides appends for each state the slide that flips its verdict for decision
// maker i. With level, a state that has to rise may end level with another;
// without, it stands strictly above what it passed.
func (q *Inquiry) Slides(c Concept, i int, level bool, into []Slide) []Slide {
	for s := range q.m.Len() {
		into = append(into, q.slide(i, s, q.need(i, s)[c], level))
	}
	return into
}

// Slide is the slide of one state.
func (q *Inquiry) Slide(c Concept, i, s int, level bool) Slide {
	return q.slide(i, s, q.need(i, s)[c], level)
}

func (q *Inquiry) slide(i, s int, need int32, level bool) Slide {
	r, l := q.ranks[i][s], q.labels(i)
	below := l.below // by rank: states strictly worse
	mates := float64(below[r+1]-below[r]-1) / 2
	out := Slide{Possible: need >= 0, Up: need > r, Past: -1}
	if !out.Possible {
		out.Exact = true
		return out
	}
	out.Past = q.lastPassed(i, s, need)
	out.Exact = !l.ties
	switch {
	case out.Up && level:
		out.Length = mates + float64(below[need]-below[r+1]) + float64(below[need+1]-below[need])/2
		out.Level, out.Exact = true, true
	case out.Up:
		out.Length = mates + float64(below[need+1]-below[r+1])
	default:
		out.Length = mates + float64(below[r]-below[min(need, r)])
	}
	return out
}

// lastPassed is a state of a rank other than s: where decision maker i could go
// itself if there is such a state, since that is most to the point.
func (q *Inquiry) lastPassed(i, s int, rank int32) int {
	l := q.labels(i)
	first := int(l.first[rank])
	if first != s && l.below[rank+1]-l.below[rank] == 1 {
		return first
	}
	q.moves = q.m.Moves(i, s, q.moves[:0])
	for _, t := range q.moves {
		if q.ranks[i][t] == rank {
			return int(t)
		}
	}
	for t := first; ; t++ {
		if q.ranks[i][t] == rank && t != s {
			return t
		}
	}
}

// Slid is the order of decision maker i after a slide of state s: a number a
// state, without gaps. The slide must be possible.
func (m *Model) Slid(i, s int, by Slide) []int32 {
	order := make([]int32, m.Len())
	for t, r := range m.ranks[i] {
		order[t] = 2 * r
	}
	order[s] = order[by.Past]
	switch {
	case by.Level:
	case by.Up:
		order[s]++
	default:
		order[s]--
	}
	return Dense(order)
}
