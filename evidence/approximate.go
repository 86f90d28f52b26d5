package evidence

import (
	"cmp"
	"slices"
)

// approximate is rule 3 of Find.
func (f *Finder) approximate(sought []rune, c *context) Found {
	best, ok := f.bestNear(sought, c, driftFloor)
	if !ok {
		return Found{Status: Lost}
	}
	// Places less alike than this stay behind by the lead even if their context
	// fits perfectly: there is no need to look for them.
	floor := max(reviewFloor, c.least(best.score-leadNeeded))
	reversed := newReversed(sought)
	for _, e := range f.near(sought, edits(len(sought), floor)) {
		p := f.placeEnding(reversed, e, len(sought))
		if p.from < best.to && best.from < p.to {
			continue
		}
		p.score = c.score(p)
		if !leads(best.score, p.score) {
			return Found{Status: Lost}
		}
	}
	return f.found(Drifted, best)
}

// Candidate is the place most like a lost span, to be shown to a person: the
// best by score of similarity at least 0.5. It reports false when there is none.
func (f *Finder) Candidate(s Span) (Found, bool) {
	sought := fold(s.Exact).runes
	if len(sought) == 0 {
		return Found{}, false
	}
	p, ok := f.bestNear(sought, f.newContext(s), reviewFloor)
	if !ok {
		return Found{}, false
	}
	return f.found(Lost, p), true
}

// edits is the most edits that leave a similarity of at least q.
func edits(length int, q float64) int {
	return int((1-q)*float64(length) + 1e-9)
}

// bestNear is the best place by score of at least the given similarity. Of
// places that overlap, only the one with the fewest edits stands.
func (f *Finder) bestNear(sought []rune, c *context, similarity float64) (place, bool) {
	most := edits(len(sought), similarity)
	ends := f.near(sought, most)
	reversed := newReversed(sought)
	places := make([]place, 0, len(ends))
	for _, e := range ends {
		places = append(places, f.placeEnding(reversed, e, len(sought)))
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(
			cmp.Compare(b.q, a.q),
			cmp.Compare(abs(a.to-a.from-len(sought)), abs(b.to-b.from-len(sought))),
			cmp.Compare(a.from, b.from),
		)
	})
	var kept intervals
	best, ok := place{}, false
	for _, p := range places {
		if p.from == p.to || !kept.add(p.from, p.to) {
			continue
		}
		p.score = c.score(p)
		if !ok || p.score > best.score {
			best, ok = p, true
		}
	}
	return best, ok
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

// near finds the ends of all places with at most most edits.
//
// A place with k edits holds one of k+1 pieces of the pattern unchanged
// (pigeonhole principle). Where pieces are long enough to be rare, only the
// text around their occurrences is searched.
func (f *Finder) near(sought []rune, most int) []ending {
	t := f.fold()
	p := newPattern(sought)
	const shortest = 4 // letters of a piece worth looking up
	if len(t.bytes) < indexFrom || len(sought)/(most+1) < shortest {
		return p.endings(nil, t.runes, 0, len(t.runes), most)
	}
	windows, ok := t.windows(sought, most)
	if !ok {
		return p.endings(nil, t.runes, 0, len(t.runes), most)
	}
	var out []ending
	for _, w := range windows {
		out = p.endings(out, t.runes, w[0], w[1], most)
	}
	return out
}

// windows is the stretches of the search form that can hold a place with at
// most most edits, sorted and disjoint. It gives up when they cover too much.
func (t *search) windows(sought []rune, most int) ([][2]int, bool) {
	var out [][2]int
	pieces := most + 1
	enough := len(t.runes) / len(sought)
	for i := range pieces {
		from, to := i*len(sought)/pieces, (i+1)*len(sought)/pieces
		hits := t.index().Lookup([]byte(string(sought[from:to])), enough-len(out)+1)
		if len(out)+len(hits) > enough {
			return nil, false
		}
		for _, b := range hits {
			at := t.offsets.FromByte(b) - from
			out = append(out, [2]int{max(0, at-most), min(len(t.runes), at+len(sought)+2*most)})
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	merged := out[:0]
	for _, w := range out {
		if n := len(merged); n > 0 && w[0] <= merged[n-1][1] {
			merged[n-1][1] = max(merged[n-1][1], w[1])
			continue
		}
		merged = append(merged, w)
	}
	return merged, true
}
