package conflict

// lengths are the smallest numbers of moves of legal sequences of members of h
// from s, by state, found level by level over pairs of state and last mover.
func (v *naive) lengths(h []int, s int, improvements bool) map[int]int {
	type at struct{ state, last int }
	out := map[int]int{s: 0}
	seen := map[at]bool{{s, -1}: true}
	level := []at{{s, -1}}
	for n := 1; len(level) > 0; n++ {
		var next []at
		for _, a := range level {
			for _, j := range h {
				if j == a.last {
					continue
				}
				for _, t := range v.moves[j][a.state] {
					if improvements && v.rank[j][t] <= v.rank[j][a.state] {
						continue
					}
					if _, ok := out[t]; !ok {
						out[t] = n
					}
					if b := (at{t, j}); !seen[b] {
						seen[b] = true
						next = append(next, b)
					}
				}
			}
		}
		level = next
	}
	return out
}

func (v *naive) everybody() []int { return v.others(-1) }

// simStable is SIM stability from its definition: states are combinations of
// options as numbers, own says which bits are whose.
func (v *naive) simStable(states []int, own []int, i, s int) bool {
	index := map[int]int{}
	for k, x := range states {
		index[x] = k
	}
	for _, q := range v.moves[i][s] {
		if v.rank[i][q] <= v.rank[i][s] {
			continue
		}
		joined := []int{states[q]} // what i's move together with those of others gives
		count := []int{0}          // by how many others
		for j := range v.moves {
			if j == i {
				continue
			}
			for k := range len(joined) {
				for _, t := range v.moves[j][s] {
					if v.rank[j][t] > v.rank[j][s] {
						joined = append(joined, joined[k]&^own[j]|states[t]&own[j])
						count = append(count, count[k]+1)
					}
				}
			}
		}
		deterred := false
		for k, x := range joined {
			at, feasible := index[x]
			deterred = deterred || count[k] > 0 && feasible && v.rank[i][at] <= v.rank[i][s]
		}
		if !deterred {
			return false
		}
	}
	return true
}

// expects is G_h(i,s) of two decision makers, by recursion.
func (v *naive) expects(h, i, s int) int {
	if h == 0 || len(v.moves[i][s]) == 0 {
		return s
	}
	best := -1
	for _, t := range v.moves[i][s] {
		if x := v.expects(h-1, 1-i, t); best < 0 || v.rank[i][x] > v.rank[i][best] {
			best = x
		}
	}
	if v.rank[i][best] > v.rank[i][s] {
		return best
	}
	return s
}

// bodyMoves is R_H(s) without s, or what of it all of H like better.
func (v *naive) bodyMoves(h []int, s int, improvements bool) []int {
	var out []int
	reached := v.reach(h, s, false)
	for t := range v.n {
		ok := reached[t] && t != s
		for _, i := range h {
			ok = ok && (!improvements || v.rank[i][t] > v.rank[i][s])
		}
		if ok {
			out = append(out, t)
		}
	}
	return out
}

func (v *naive) badFor(h []int, x, s int) bool {
	for _, i := range h {
		if v.rank[i][x] <= v.rank[i][s] {
			return true
		}
	}
	return false
}

// takeTurns is where bodies lead from q, none moving twice in a row; table holds
// their moves by body and state.
func takeTurns(table []map[int][]int, q int) map[int]bool {
	type at struct{ state, last int }
	out := map[int]bool{}
	seen := map[at]bool{}
	queue := []at{{q, -1}}
	for len(queue) > 0 {
		a := queue[0]
		queue = queue[1:]
		for k := range table {
			if k == a.last {
				continue
			}
			for _, t := range table[k][a.state] {
				out[t] = true
				if b := (at{t, k}); !seen[b] {
					seen[b] = true
					queue = append(queue, b)
				}
			}
		}
	}
	return out
}

func (v *naive) tableOf(bodies [][]int, improvements bool) []map[int][]int {
	out := make([]map[int][]int, len(bodies))
	for k, h := range bodies {
		out[k] = map[int][]int{}
		for s := range v.n {
			out[k][s] = v.bodyMoves(h, s, improvements)
		}
	}
	return out
}

// subsets are the non-empty subsets of the decision makers of which in holds.
func (v *naive) subsets(in func(i int) bool) [][]int {
	out := [][]int{nil}
	for i := range v.moves {
		if in(i) {
			for _, h := range out {
				out = append(out, append(append([]int(nil), h...), i))
			}
		}
	}
	return out[1:]
}

// deterredBody reports whether every improvement of h from s meets a sanction
// among those that reach gives, which if answered h has no good answer to.
func (v *naive) deterredBody(h []int, s int, answered bool, reach func(q int) map[int]bool) bool {
	for _, q := range v.bodyMoves(h, s, true) {
		deterred := false
		for x := range reach(q) {
			ok := v.badFor(h, x, s)
			if answered {
				for _, y := range v.bodyMoves(h, x, false) {
					ok = ok && v.badFor(h, y, s)
				}
			}
			deterred = deterred || ok
		}
		if !deterred {
			return false
		}
	}
	return true
}
