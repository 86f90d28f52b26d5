package conflict

import (
	"math/bits"
	"slices"
)

// jointCost is how many orders of statements one look at the verdicts of all
// decision makers counts for.
const jointCost = 16

// candidate is an order of statements of one decision maker in a joint search.
type candidate struct {
	at   int // in its orderings; -1: as it stands
	rank []int32
}

// jointEdits searches combinations of edits of all decision makers.
type jointEdits struct {
	q      *Inquiry
	c      Concept
	s      int
	want   bool
	how    EditSearch
	order  []int             // decision makers, those that are unstable now first
	lists  [][][]candidate   // by decision maker and number of edits
	looks  []*outlook        // by decision maker: what any sanction would leave stable
	effect []map[string]bool // by decision maker: what its orders listed do, to s and to its improvements
	key    []byte
	chosen []candidate
	ranks  [][]int32
	tried  int
}

func (q *Inquiry) editJointly(c Concept, s int, unstable []int, out *EditAnswer, how EditSearch) {
	n := len(q.ranks)
	j := &jointEdits{q: q, c: c, s: s, want: !out.Stable, how: how, order: slices.Clone(unstable), lists: make([][][]candidate, n), looks: make([]*outlook, n),
		effect: make([]map[string]bool, n), chosen: make([]candidate, n), ranks: slices.Clone(q.ranks)}
	for i := range n {
		if !slices.Contains(unstable, i) {
			j.order = append(j.order, i)
		}
		j.effect[i] = map[string]bool{}
		if j.want { // without credibility more is stable: what is not stable then never is
			j.looks[i] = q.outlook(c.withoutCredibility(), i, s, q.ranks)
		}
		j.lists[i] = [][]candidate{j.keep(i, nil, candidate{-1, q.ranks[i]})}
	}
	for d := 1; d <= how.Budget && len(out.Ways) == 0; d++ {
		if !j.list(d) {
			break
		}
		j.combine(0, d, out)
		out.Searched = d
	}
	if len(out.Ways) > 0 {
		out.Edits, out.Exact = out.Searched, true
		return
	}
	if out.Searched < how.Budget {
		j.atMost(unstable, out)
	}
}

// keep appends a candidate unless it can't help or does what another does.
func (j *jointEdits) keep(i int, list []candidate, x candidate) []candidate {
	if j.looks[i] != nil && !j.looks[i].stable(betterThan(x.rank, j.s)) {
		return list
	}
	q := j.q
	effect, n := j.key[:0], 0
	add := func(better bool) {
		if n%8 == 0 {
			effect = append(effect, 0)
		}
		effect[n/8] |= byte(bit(better) << (n % 8))
		n++
	}
	for t := range x.rank {
		add(x.rank[t] > x.rank[j.s])
		q.moves = q.m.Moves(i, t, q.moves[:0])
		for _, u := range q.moves {
			add(x.rank[u] > x.rank[t])
		}
	}
	j.key = effect
	if key := string(effect); !j.effect[i][key] {
		j.effect[i][key] = true
		list = append(list, x)
	}
	return list
}

// list lists the candidates with d edits; false if there would be too many.
func (j *jointEdits) list(d int) bool {
	limit := j.how.Limit / jointCost
	for i := range j.lists {
		if j.q.m.needStatements(i) != nil {
			j.lists[i] = append(j.lists[i], nil)
			continue
		}
		orders := j.q.orders(i, j.how.Kinds)
		for len(orders.ends) <= d {
			if !orders.grow(limit) {
				return false
			}
		}
		first, last := orders.layer(d)
		var list []candidate
		for k := first; k < last; k++ {
			list = j.keep(i, list, candidate{k, j.q.m.rankPlaces(i, orders.all[k].places)})
		}
		j.lists[i] = append(j.lists[i], list)
	}
	// How many combinations are there with d edits in all?
	count := make([]int, d+1)
	count[0] = 1
	for i := range j.lists {
		next := make([]int, d+1)
		for have, x := range count {
			for e, list := range j.lists[i] {
				if have+e <= d {
					next[have+e] = min(limit+1, next[have+e]+x*len(list))
				}
			}
		}
		count = next
	}
	j.tried += count[d]
	return j.tried <= limit
}

// combine tries all combinations with d more edits of the decision makers from
// the k-th in order on.
func (j *jointEdits) combine(k, d int, out *EditAnswer) {
	if k == len(j.order) {
		if d == 0 && j.q.equilibriumAt(j.c, j.s, j.order, j.ranks) == j.want {
			var way []Edit
			for i, x := range j.chosen {
				if x.at >= 0 {
					way = append(way, j.q.listed[i].edits(j.q.m, i, x.at, nil)...)
				}
			}
			out.Ways = append(out.Ways, way)
		}
		return
	}
	i := j.order[k]
	for e := min(d, len(j.lists[i])-1); e >= 0; e-- {
		for _, x := range j.lists[i][e] {
			if len(out.Ways) == j.how.Ways {
				return
			}
			j.chosen[i], j.ranks[i] = x, x.rank
			j.combine(k+1, d-e, out)
		}
	}
}

// atMost puts together edits that change single verdicts by themselves.
func (j *jointEdits) atMost(unstable []int, out *EditAnswer) {
	q := j.q
	some := EditAnswer{}
	if j.want {
		q.makeByEdits(j.c, j.s, unstable, &some, j.how)
	} else {
		var editable []int
		for i := range q.ranks {
			if q.m.needStatements(i) == nil {
				editable = append(editable, i)
			}
		}
		q.breakByEdits(j.c, j.s, editable, &some, j.how)
	}
	for _, way := range some.Ways {
		m, err := q.m.Edited(way)
		if err == nil && q.equilibriumAt(j.c, j.s, j.order, m.ranks) == j.want {
			out.Ways = append(out.Ways, way)
		}
	}
	if len(out.Ways) > 0 {
		out.Edits = some.Edits
		out.Exact = out.Edits <= out.Searched+1
	}
}

// rankPlaces ranks the states by an order of the levels of decision maker i; the
// ranks may have gaps.
func (m *Model) rankPlaces(i int, places string) []int32 {
	out := make([]int32, m.Len())
	width := 0
	for _, level := range m.truth[i] {
		width += bits.Len(uint(len(level)))
	}
	if width > 31 {
		levels := make([][]Set, len(places))
		for k := range levels {
			if p := places[k]; p&1 == 0 {
				levels[k] = m.truth[i][p>>1]
			} else {
				levels[k] = m.space.complements(m.truth[i][p>>1])
			}
		}
		return RankLevels(levels, m.Len())
	}
	for k := range len(places) {
		level, negated := m.truth[i][places[k]>>1], places[k]&1 != 0
		shift := bits.Len(uint(len(level)))
		for s := range out {
			count := int32(0)
			for _, set := range level {
				count += int32(set[s>>6] >> (s & 63) & 1)
			}
			if negated {
				count = int32(len(level)) - count
			}
			out[s] = out[s]<<shift | count
		}
	}
	return out
}

// equilibriumAt reports whether s is stable for all, asked in this order, under
// any orders of preference. The ranks may have gaps.
func (q *Inquiry) equilibriumAt(c Concept, s int, dms []int, ranks [][]int32) bool {
	for _, i := range dms {
		if !q.stableAt(c, i, s, ranks) {
			return false
		}
	}
	return true
}

// stableAt is the verdict under any orders of preference, found by looking ahead
// from the state alone.
func (q *Inquiry) stableAt(c Concept, i, s int, ranks [][]int32) bool {
	m, rank := q.m, ranks[i]
	bound := ranks
	if !c.credible() {
		bound = nil
	}
	q.moves = m.Moves(i, s, q.moves[:0])
	for _, t := range q.moves {
		if rank[t] <= rank[s] {
			continue
		}
		if c == Nash || q.search.nearest(i, int(t), bound, func(x int32) bool {
			if rank[x] > rank[s] {
				return false
			}
			if c.answered() {
				q.answers = m.Moves(i, int(x), q.answers[:0])
				for _, y := range q.answers {
					if rank[y] > rank[s] {
						return false
					}
				}
			}
			return true
		}, func(a, b int32) bool { return false }) < 0 {
			return false
		}
	}
	return true
}
