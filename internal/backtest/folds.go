package backtest

import (
	"fmt"
	"slices"

	"entente/sample"
)

// groupsOf lists the groups of the items, sorted.
func groupsOf(items []item) []string {
	names := make([]string, len(items))
	for i, it := range items {
		names[i] = it.Group
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// assign deals the groups, shuffled by the seed and the number of the
// assignment, to folds of sizes as equal as can be. It returns the fold of each
// item.
func assign(items []item, folds int, seed, assignment uint64) []int {
	names := groupsOf(items)
	s := sample.NewStream(seed, sample.Key("folds"), assignment)
	for i := len(names) - 1; i > 0; i-- {
		j := s.IntN(i + 1)
		names[i], names[j] = names[j], names[i]
	}
	of := make(map[string]int, len(names))
	for i, name := range names {
		of[name] = i % folds
	}
	return foldsOf(items, of)
}

func foldsOf(items []item, of map[string]int) []int {
	out := make([]int, len(items))
	for i, it := range items {
		out[i] = of[it.Group]
	}
	return out
}

// given turns an assignment of groups to folds into the fold of each item.
func given(items []item, of map[string]int) ([]int, int, error) {
	folds := 0
	for _, name := range groupsOf(items) {
		f, ok := of[name]
		if !ok || f < 0 {
			return nil, 0, &Error{CodeFolds, fmt.Sprintf("group %q has no fold", name), "give each group with a resolved issue a fold number from 0"}
		}
		folds = max(folds, f+1)
	}
	if folds < 2 {
		return nil, 0, &Error{CodeFolds, "all groups are in one fold", "give at least two folds"}
	}
	return foldsOf(items, of), folds, nil
}
