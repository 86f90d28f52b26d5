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
