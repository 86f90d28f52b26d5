package bargain

import "slices"

func indexOf(names []string, name string) int { return slices.Index(names, name) }
