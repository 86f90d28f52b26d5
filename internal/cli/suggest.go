package cli

import (
	"fmt"

	"entente/spelling"
)

// didYouMean is a question that ends in a blank, or nothing.
func didYouMean(word string, known []string) string { return meant("", word, known) }

func didYouMeanFlag(word string, known []string) string { return meant("--", word, known) }

func meant(dashes, word string, known []string) string {
	if near := spelling.Nearest(word, known); near != "" {
		return fmt.Sprintf("Did you mean %s%s? ", dashes, near)
	}
	return ""
}
