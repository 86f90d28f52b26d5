package bargain

import (
	"slices"
	"strings"
)

func indexOf(names []string, name string) int { return slices.Index(names, name) }

// nearest returns the known name nearest in spelling to the given one, or
// nothing when none is near enough to be meant. Letter case does not count, and
// the beginning of a name is near to it.
func nearest(given string, known []string) string {
	best, least := "", max(2, len(given)/3)+1
	for _, name := range known {
		if len(given) > 2 && strings.HasPrefix(strings.ToLower(name), strings.ToLower(given)) {
			return name
		}
		if d := edits(strings.ToLower(given), strings.ToLower(name)); d < least {
			best, least = name, d
		}
	}
	return best
}

// edits is the Levenshtein distance: insertions, deletions and replacements.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
