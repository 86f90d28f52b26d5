package evidence

import (
	"cmp"
	"slices"
)

// approximate is rule 3 of Find.
func (f *Finder) approximate(sought []rune, c *context) Found {
	first, ok := f.firstNear(sought, c)
	if !ok {
		return Found{Status: Lost}
	}
	// Places less alike than this stay behind by the lead even if their context
	// fits perfectly: there is no need to look for them.
	floor := min(driftFloor, max(reviewFloor, c.least(first.score-leadNeeded)))
	places := f.places(sought, c, floor)
	best := first
	for _, p := range places {
		if p.q >= driftFloor && p.score > best.score {
			best = p
		}
	}
	for _, p := range places {
		overlaps := p.from < best.to && best.from < p.to
		if !overlaps && !leads(best.score, p.score) {
			return Found{Status: Lost}
		}
	}
	return f.found(Drifted, best)
}

// firstNear is some place of similarity 0.9 or more. Few changes are the rule
// and cheap to look for, so it begins with them.
func (f *Finder) firstNear(sought []rune, c *context) (place, bool) {
	for _, q := range []float64{1 - (1-driftFloor)/4, 1 - (1-driftFloor)/2, driftFloor} {
		if p, ok := best(f.places(sought, c, q)); ok {
			return p, true
		}
	}
	return place{}, false
}

// Candidate is the place most like a lost span, to be shown to a person: the
// best by score of similarity at least 0.5. It reports false when there is none.
func (f *Finder) Candidate(s Span) (Found, bool) {
	sought := fold(s.Exact).runes
	if len(sought) == 0 {
		return Found{}, false
	}
	p, ok := best(f.places(sought, f.newContext(s), reviewFloor))
	if !ok {
		return Found{}, false
	}
	return f.found(Lost, p), true
}

// edits is the most edits that leave a similarity of at least q.
func edits(length int, q float64) int {
	return int((1-q)*float64(length) + 1e-9)
}

// places is all places of at least the given similarity with their scores. Of
// places that overlap, only the one with the fewest edits stands.
func (f *Finder) places(sought []rune, c *context, similarity float64) []place {
	ends := f.near(sought, edits(len(sought), similarity))
	reversed := newReversed(sought)
	all := make([]place, 0, len(ends))
	for _, e := range ends {
		all = append(all, f.placeEnding(reversed, e, len(sought)))
	}
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(
			cmp.Compare(b.q, a.q),
			cmp.Compare(abs(a.to-a.from-len(sought)), abs(b.to-b.from-len(sought))),
			cmp.Compare(a.from, b.from),
		)
	})
	var taken intervals
	out := all[:0]
	for _, p := range all {
		if p.from < p.to && taken.add(p.from, p.to) {
			p.score = c.score(p)
			out = append(out, p)
		}
	}
	return out
}

// best is the place with the highest score, the first of equals.
func best(places []place) (place, bool) {
	if len(places) == 0 {
		return place{}, false
	}
	return slices.MaxFunc(places, func(a, b place) int { return cmp.Compare(a.score, b.score) }), true
}

func newReversed(p []rune) *pattern {
	r := slices.Clone(p)
	slices.Reverse(r)
	return newPattern(r)
}

func (f *Finder) placeEnding(reversed *pattern, e ending, length int) place {
	p := f.placeOf(startOf(reversed, f.fold().runes, e), e.at)
	p.q = 1 - float64(e.edits)/float64(length)
	return p
}

// intervals is a set of disjoint intervals, sorted.
type intervals [][2]int

// add puts [from, to) in, unless it overlaps one that is there.
func (s *intervals) add(from, to int) bool {
	i, _ := slices.BinarySearchFunc(*s, from, func(x [2]int, from int) int { return cmp.Compare(x[1], from+1) })
	if i < len(*s) && (*s)[i][0] < to {
		return false
	}
	*s = slices.Insert(*s, i, [2]int{from, to})
	return true
}
