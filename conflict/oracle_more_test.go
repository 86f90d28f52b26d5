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
