package conflict

import "slices"

// place is a level of statements in an order of them: its number, doubled, plus
// one if it is negated.
type place = uint8

// maxLevels is the most levels whose orders are searched.
const maxLevels = 127

// change is an edit as places in the list.
type change struct {
	kind  EditKind
	k, to uint8
}

// ordering is an order of levels reached by edits.
type ordering struct {
	places string // of place; a string, to be a key
	from   int32  // the ordering before the last edit; -1: none was made
	edit   change
}

// orderings lists the orders of levels that edits of some kinds lead to, by the
// number of edits; each order once, where the fewest edits lead to it.
type orderings struct {
	kinds []EditKind
	all   []ordering
	ends  []int // by number of edits: one past the last ordering
	seen  map[string]struct{}
	spare []place
}

func newOrderings(levels int, kinds []EditKind) *orderings {
	first := make([]place, levels)
	for k := range first {
		first[k] = place(2 * k)
	}
	o := &orderings{kinds: kinds, all: []ordering{{string(first), -1, change{}}}, ends: []int{1}}
	o.seen = map[string]struct{}{string(first): {}}
	return o
}

// grow adds the orders of one edit more. It reports false, and adds nothing, if
// that might make more than limit in all.
func (o *orderings) grow(limit int) bool {
	first, last := o.layer(len(o.ends) - 1)
	if last > first {
		n := len(o.all[first].places)
		if (last-first)*o.most(n) > limit-len(o.all) {
			return false
		}
	}
	for k := first; k < last; k++ {
		o.neighbours(o.all[k].places, func(e change, next []place) bool {
			if _, ok := o.seen[string(next)]; !ok {
				key := string(next)
				o.seen[key] = struct{}{}
				o.all = append(o.all, ordering{key, int32(k), e})
			}
			return true
		})
	}
	o.ends = append(o.ends, len(o.all))
	return true
}

// layer is the range of orderings that take exactly n edits.
func (o *orderings) layer(n int) (first, last int) {
	if n > 0 {
		first = o.ends[n-1]
	}
	return first, o.ends[n]
}

// most is the most neighbours that an order of n levels has.
func (o *orderings) most(n int) int {
	total := 0
	for _, kind := range o.kinds {
		switch kind {
		case Swap:
			total += n - 1
		case Shift:
			total += max(0, (n-1)*(n-2))
		case Drop, Negate:
			total += n
		}
	}
	return total
}

// neighbours yields what one edit makes of an order. The slice is reused.
func (o *orderings) neighbours(places string, yield func(e change, next []place) bool) {
	n := len(places)
	try := func(kind EditKind, k, to int, next []place) bool {
		return yield(change{kind, uint8(k), uint8(to)}, next)
	}
	fresh := func() []place {
		o.spare = append(o.spare[:0], places...)
		return o.spare
	}
	for _, kind := range o.kinds {
		switch kind {
		case Swap:
			for k := 1; k < n; k++ {
				next := fresh()
				next[k-1], next[k] = next[k], next[k-1]
				if !try(kind, k, k-1, next) {
					return
				}
			}
		case Shift:
			for k := range n {
				for to := range n {
					if to >= k-1 && to <= k+1 {
						continue
					}
					next := fresh()
					shift(next, k, to)
					if !try(kind, k, to, next) {
						return
					}
				}
			}
		case Drop:
			for k := range n {
				if n > 1 && !try(kind, k, 0, slices.Delete(fresh(), k, k+1)) {
					return
				}
			}
		case Negate:
			for k := range n {
				next := fresh()
				next[k] ^= 1
				if !try(kind, k, 0, next) {
					return
				}
			}
		}
	}
}

// edits are the edits that lead to the k-th ordering, and one more if any.
func (o *orderings) edits(m *Model, i, k int, more *change) []Edit {
	var changes []change
	if more != nil {
		changes = append(changes, *more)
	}
	for ; o.all[k].from >= 0; k = int(o.all[k].from) {
		changes = append(changes, o.all[k].edit)
	}
	texts := slices.Clone(m.prefs[i].Statements)
	var out []Edit
	for _, c := range slices.Backward(changes) {
		e := Edit{DM: m.space.dms[i].ID, Kind: c.kind, Level: int(c.k) + 1, Statements: texts[c.k]}
		switch c.kind {
		case Swap, Shift:
			e.To, e.Beside = int(c.to)+1, texts[c.to]
			shift(texts, int(c.k), int(c.to))
		case Drop:
			texts = slices.Delete(texts, int(c.k), int(c.k)+1)
		case Negate:
			texts[c.k] = negations(texts[c.k])
		}
		out = append(out, e)
	}
	return out
}

// versus are the levels of a decision maker as they set states apart from one
// state: by level the states that stand above it there, and those below.
type versus struct {
	above, below []Set
	all          Set
}

func (m *Model) versus(i, s int) versus {
	v := versus{all: NewSet(m.Len())}
	for t := range m.Len() {
		v.all.Add(t)
	}
	for _, level := range m.truth[i] {
		above, below := NewSet(m.Len()), NewSet(m.Len())
		count := func(t int) int {
			n := 0
			for _, set := range level {
				n += int(set[t>>6] >> (t & 63) & 1)
			}
			return n
		}
		at := count(s)
		for t := range m.Len() {
			switch n := count(t); {
			case n > at:
				above.Add(t)
			case n < at:
				below.Add(t)
			}
		}
		v.above, v.below = append(v.above, above), append(v.below, below)
	}
	return v
}

// better finds what stands above the state under an order of the levels. open
// is scratch.
func (v *versus) better(places []place, into, open Set) {
	clear(into)
	copy(open, v.all)
	for _, p := range places {
		above, below := v.above[p>>1], v.below[p>>1]
		if p&1 != 0 {
			above, below = below, above
		}
		left := uint64(0)
		for k := range open {
			into[k] |= open[k] & above[k]
			open[k] &^= above[k] | below[k]
			left |= open[k]
		}
		if left == 0 {
			return
		}
	}
}
