package conflict

// outlook is what decision maker i faces in state s under a concept when the
// orders of the others are fixed: its verdict there is a matter of what i likes
// better than s, and nothing else.
type outlook struct {
	c       Concept
	moves   []int32
	reach   []Set             // by move: what the others can bring about
	answers map[int32][]int32 // by state reached: where i can go from there
}

// outlook looks ahead under given orders of the others.
func (q *Inquiry) outlook(c Concept, i, s int, ranks [][]int32) *outlook {
	o := &outlook{c: c, moves: q.m.Moves(i, s, nil)}
	if c == Nash {
		return o
	}
	if !c.credible() {
		ranks = nil
	}
	if c.answered() {
		o.answers = map[int32][]int32{}
	}
	x := &q.search
	for _, t := range o.moves {
		x.start(i, int(t))
		for lo, hi := 0, 1; lo < hi; lo, hi = hi, len(x.found) {
			x.step(i, lo, hi, ranks)
		}
		set := NewSet(q.m.Len())
		for _, a := range x.found[1:] {
			set.Add(int(a.state))
			if o.answers != nil && o.answers[a.state] == nil {
				o.answers[a.state] = q.m.Moves(i, int(a.state), nil)
			}
		}
		o.reach = append(o.reach, set)
	}
	return o
}

// stable is the verdict when better holds what i likes better than s.
func (o *outlook) stable(better Set) bool {
	for k, t := range o.moves {
		if better.Has(int(t)) && (o.c == Nash || !o.deterred(o.reach[k], better)) {
			return false
		}
	}
	return true
}

func (o *outlook) deterred(reach, better Set) bool {
	if !o.c.answered() {
		return !reach.Within(better)
	}
	for x := range reach.All() {
		if better.Has(x) {
			continue
		}
		safe := true
		for _, y := range o.answers[int32(x)] {
			if better.Has(int(y)) {
				safe = false
				break
			}
		}
		if safe {
			return true
		}
	}
	return false
}

// betterThan is the set of states that rank above s.
func betterThan(rank []int32, s int) Set {
	out := NewSet(len(rank))
	for t, r := range rank {
		if r > rank[s] {
			out.Add(t)
		}
	}
	return out
}

// withoutCredibility is the concept that counts every sanction where c counts
// the credible ones. More is stable under it.
func (c Concept) withoutCredibility() Concept {
	switch c {
	case SEQ:
		return GMR
	case SSEQ:
		return SMR
	}
	return c
}
