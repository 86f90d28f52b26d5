package cause

import (
	"fmt"

	"entente/spelling"
)

// nearest names the known word nearest to one that is not known, if any is near.
func nearest(word string, known []string) string {
	if near := spelling.Nearest(word, known); near != "" {
		return fmt.Sprintf("; the nearest is %q", near)
	}
	return ""
}
