package evidence

import (
	"cmp"
	"slices"
)

// near finds the ends of all places with at most most edits. In a long text it
// searches only the windows that can hold one.
func (f *Finder) near(sought []rune, most int) []ending {
	t := f.fold()
	p := newPattern(sought)
	if len(t.bytes) >= indexFrom {
		if windows, ok := t.windows(sought, most); ok {
			var out []ending
			for _, w := range windows {
				out = p.endings(out, t.runes, w[0], w[1], most)
			}
			return out
		}
	}
	return p.endings(nil, t.runes, 0, len(t.runes), most)
}

// part is a node of the tree of halves of a pattern: sought[from:to] with at
// most most edits.
//
// If a pattern occurs with k edits, and its halves are allowed a and b with
// a + b = k - 1, one of them occurs within its allowance; so, on the way down,
// one of k + 1 parts occurs unchanged. Looking up the unchanged parts and then
// checking their wholes on the way up, most chance hits fall out early (after
// Navarro and Baeza-Yates 1999, hierarchical verification).
type part struct {
	from, to, most int
	whole          *part
	pattern        *pattern
}

// shortestPart is the fewest letters worth looking up: shorter ones are
// everywhere.
const shortestPart = 3

// leaves splits p until its parts have to occur unchanged, and appends them.
// It reports false when they are too short to be of use.
func (p *part) leaves(out []*part, sought []rune) ([]*part, bool) {
	if p.most == 0 {
		return append(out, p), p.to-p.from >= shortestPart
	}
	p.pattern = newPattern(sought[p.from:p.to])
	first := (p.most - 1) / 2
	second := p.most - 1 - first
	// Lengths in proportion to the unchanged parts to come.
	middle := p.from + (p.to-p.from)*(first+1)/(p.most+1)
	out, ok := (&part{from: p.from, to: middle, most: first, whole: p}).leaves(out, sought)
	if !ok {
		return out, false
	}
	return (&part{from: middle, to: p.to, most: second, whole: p}).leaves(out, sought)
}

// window is the stretch of n runes of text that can hold p, if the letter
// sought[at] stands at the rune i.
func (p *part) window(i, at, n int) (from, to int) {
	return max(0, i-(at-p.from)-p.most), min(n, i+(p.to-at)+p.most)
}

// windows is the stretches of the search form that can hold a place with at
// most most edits, sorted and disjoint. It gives up where searching everything
// is no more work.
func (t *search) windows(sought []rune, most int) ([][2]int, bool) {
	root := &part{to: len(sought), most: most}
	leaves, ok := root.leaves(nil, sought)
	if !ok {
		return nil, false
	}
	var out [][2]int
	n := len(t.runes)
	tooMany := n / 16
	for _, leaf := range leaves {
		hits := t.index().Lookup([]byte(string(sought[leaf.from:leaf.to])), tooMany)
		if tooMany -= len(hits); tooMany <= 0 {
			return nil, false
		}
		for _, b := range hits {
			i := t.offsets.FromByte(b)
			if t.beside(sought, leaf, i) && t.holds(leaf, i) {
				from, to := root.window(i, leaf.from, n)
				out = append(out, [2]int{from, to})
			}
		}
	}
	return merge(out), true
}

// beside reports whether the rest of the whole of a leaf at the rune i can
// stand beside it with the edits of the whole. Cut into one piece more than
// there are edits, it must hold a piece unchanged, shifted by no more than the
// edits. This is cheaper than holds and turns away most chance hits.
func (t *search) beside(sought []rune, leaf *part, i int) bool {
	p := leaf.whole
	if p == nil {
		return true
	}
	width := leaf.to - leaf.from
	rest := p.to - p.from - width
	for j := range p.most + 1 {
		near, far := j*rest/(p.most+1), (j+1)*rest/(p.most+1) // from the leaf
		var piece []rune
		var at int
		if leaf.from == p.from {
			piece, at = sought[leaf.to+near:leaf.to+far], i+width+near
		} else {
			piece, at = sought[leaf.from-far:leaf.from-near], i-far
		}
		shift := p.most
		if j == 0 {
			shift = 0
		}
		for d := -shift; d <= shift; d++ {
			from := at + d
			if from >= 0 && from+len(piece) <= len(t.runes) && slices.Equal(t.runes[from:from+len(piece)], piece) {
				return true
			}
		}
	}
	return false
}

// holds reports whether the wholes of a leaf at the rune i, but for the
// outermost, occur around it.
func (t *search) holds(leaf *part, i int) bool {
	for p := leaf.whole; p != nil && p.whole != nil; p = p.whole {
		from, to := p.window(i, leaf.from, len(t.runes))
		if !p.pattern.occurs(t.runes[from:to], p.most) {
			return false
		}
	}
	return true
}

// merge joins intervals that overlap or touch.
func merge(all [][2]int) [][2]int {
	slices.SortFunc(all, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	out := all[:0]
	for _, w := range all {
		if n := len(out); n > 0 && w[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], w[1])
			continue
		}
		out = append(out, w)
	}
	return out
}
