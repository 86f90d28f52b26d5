package eval

import (
	"maps"
	"slices"
	"strings"

	"entente/spelling"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// didYouMean names the known word nearest to a misspelt one, if any is near,
// else all of them.
func didYouMean(word string, known []string) string {
	if near := spelling.Nearest(word, known); near != "" {
		return "; did you mean " + near + "?"
	}
	if len(known) == 0 {
		return ""
	}
	return "; known are " + strings.Join(known, ", ")
}

// longestName is the longest name worth repeating or comparing.
const longestName = 60

// clip shortens a name for a message.
func clip(name string) string {
	if r := []rune(name); len(r) > longestName {
		return string(r[:longestName]) + "…"
	}
	return name
}
