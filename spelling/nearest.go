// Package spelling finds the word that a mistyped one most likely stands for, so
// that a message can ask "did you mean". It compares spelling alone; words of
// two letters or more than 64 have no neighbours.
package spelling

import "strings"

// Nearest finds the known word that a mistyped one most likely stands for, or
// nothing. Distance counts insertions, deletions, substitutions and swaps of
// neighbours (optimal string alignment); at most a third of the word may
// differ, at least one letter.
func Nearest(word string, known []string) string {
	best, bestDistance := "", 0
	w := []rune(strings.ToLower(word))
	limit := max(1, len(w)/3)
	if len(w) < 2 || len(w) > 64 {
		return "" // any letter is near any other
	}
	for _, k := range known {
		if k == word {
			continue
		}
		kr := []rune(strings.ToLower(k))
		if abs(len(kr)-len(w)) > limit {
			continue
		}
		if d := editDistance(w, kr); d <= limit && (best == "" || d < bestDistance) {
			best, bestDistance = k, d
		}
	}
	if best != "" || len(w) < 3 {
		return best
	}
	// A beginning or an end that only one known word has.
	for _, k := range known {
		l := strings.ToLower(k)
		if k != word && (strings.HasPrefix(l, string(w)) || strings.HasSuffix(l, string(w))) {
			if best != "" {
				return ""
			}
			best = k
		}
	}
	return best
}

func editDistance(a, b []rune) int {
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
