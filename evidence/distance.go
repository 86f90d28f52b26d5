package evidence

// Edit distances by bit vectors, 64 rows of the matrix in a word.
//
// Myers 1999, "A fast bit-vector algorithm for approximate string matching
// based on dynamic programming", doi:10.1145/316542.316550, in the block form
// for patterns of any length.

// pattern holds, for each letter, the rows at which the pattern has it.
type pattern struct {
	length int
	words  int
	ascii  []uint64 // 128 × words
	other  map[rune][]uint64
	none   []uint64
	pv, mv []uint64 // vertical differences +1 and -1 of the current column
}

func newPattern(p []rune) *pattern {
	words := (len(p) + 63) / 64
	t := &pattern{
		length: len(p),
		words:  words,
		ascii:  make([]uint64, 128*words),
		none:   make([]uint64, words),
		pv:     make([]uint64, words),
		mv:     make([]uint64, words),
	}
	for i, c := range p {
		t.rows(c)[i/64] |= 1 << (i % 64)
	}
	return t
}

// rows is the row set of c, made if it is missing.
func (t *pattern) rows(c rune) []uint64 {
	if c < 128 {
		return t.ascii[int(c)*t.words : (int(c)+1)*t.words]
	}
	r, ok := t.other[c]
	if !ok {
		if t.other == nil {
			t.other = map[rune][]uint64{}
		}
		r = make([]uint64, t.words)
		t.other[c] = r
	}
	return r
}

func (t *pattern) lookup(c rune) []uint64 {
	if c < 128 {
		return t.ascii[int(c)*t.words : (int(c)+1)*t.words]
	}
	if r, ok := t.other[c]; ok {
		return r
	}
	return t.none
}

// reset sets the first column: i edits to make the first i letters from nothing.
func (t *pattern) reset() {
	for i := range t.pv {
		t.pv[i], t.mv[i] = ^uint64(0), 0
	}
}

// step moves one column on to the letter c. top is the difference along the
// top row: 0 when a match may begin anywhere, 1 when it must begin at the
// first column. It returns the difference along the bottom row.
func (t *pattern) step(c rune, top int) int {
	eqs := t.lookup(c)
	carry := top
	last := t.words - 1
	for w := range t.words {
		pv, mv, eq := t.pv[w], t.mv[w], eqs[w]
		xv := eq | mv
		if carry < 0 {
			eq |= 1
		}
		xh := (((eq & pv) + pv) ^ pv) | eq
		ph := mv | ^(xh | pv)
		mh := pv & xh
		bottom := uint(63)
		if w == last {
			bottom = uint(t.length-1) % 64
		}
		out := int(ph>>bottom&1) - int(mh>>bottom&1)
		ph <<= 1
		mh <<= 1
		if carry < 0 {
			mh |= 1
		} else if carry > 0 {
			ph |= 1
		}
		t.pv[w] = mh | ^(xv | ph)
		t.mv[w] = ph & xv
		carry = out
	}
	return carry
}

// to is the edit distance between the pattern and s.
func (t *pattern) to(s []rune) int {
	if t.length == 0 {
		return len(s)
	}
	t.reset()
	d := t.length
	for _, c := range s {
		d += t.step(c, 1)
	}
	return d
}

// ending is a position at which a match may end, and the fewest edits of all
// matches that end there.
type ending struct{ at, edits int }

// endings appends the positions in text[from:to] at which the pattern ends
// with at most most edits.
func (t *pattern) endings(out []ending, text []rune, from, to, most int) []ending {
	t.reset()
	d := t.length
	for i := from; i < to; i++ {
		d += t.step(text[i], 0)
		if d <= most {
			out = append(out, ending{i + 1, d})
		}
	}
	return out
}

// occurs reports whether the pattern is somewhere in s with at most most edits.
func (t *pattern) occurs(s []rune, most int) bool {
	if t.words == 1 {
		return t.occursShort(s, most)
	}
	t.reset()
	d := t.length
	for _, c := range s {
		if d += t.step(c, 0); d <= most {
			return true
		}
	}
	return d <= most
}

// occursShort is occurs for a pattern of one word, where nothing is carried
// from word to word. It decides for each chance hit of a part, of which there
// are many.
func (t *pattern) occursShort(s []rune, most int) bool {
	pv, mv := ^uint64(0), uint64(0)
	bottom := uint(t.length-1) & 63
	d := t.length
	for i, c := range s {
		var eq uint64
		if c < 128 {
			eq = t.ascii[c]
		} else {
			eq = t.lookup(c)[0]
		}
		xv := eq | mv
		xh := (((eq & pv) + pv) ^ pv) | eq
		ph := mv | ^(xh | pv)
		mh := pv & xh
		d += int(ph>>bottom&1) - int(mh>>bottom&1)
		if d <= most {
			return true
		}
		if d-(len(s)-1-i) > most {
			return false // each letter to come can save one edit at most
		}
		ph <<= 1
		mh <<= 1
		pv = mh | ^(xv | ph)
		mv = ph & xv
	}
	return d <= most
}

// startOf finds where a match that ends at e begins. reversed is the pattern
// backwards. Of several beginnings with the same number of edits it takes the
// one that makes the match most like the pattern in length, then the longer.
func startOf(reversed *pattern, text []rune, e ending) int {
	reversed.reset()
	best, gap := -1, 0
	d := reversed.length
	if d == e.edits {
		best, gap = e.at, reversed.length
	}
	for n := 1; n <= reversed.length+e.edits && n <= e.at; n++ {
		d += reversed.step(text[e.at-n], 1)
		if d != e.edits {
			continue
		}
		if g := abs(n - reversed.length); best < 0 || g <= gap {
			best, gap = e.at-n, g
		}
	}
	return best
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
