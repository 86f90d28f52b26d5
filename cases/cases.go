// Package cases holds the built-in cases, one folder of case files each, with a
// README that says what the case is, what it rests on and where it is weak.
package cases

import "embed"

// FS holds the built-in cases: the folder of a case is named by its id.
//
//go:embed all:hamadan-2016 all:eu-car-emissions all:elmira all:cuba-1962 all:minimal
var FS embed.FS

// IDs returns the ids of the built-in cases in the order they are shown: the
// flagship first, the one to start a new case from last.
func IDs() []string {
	return []string{"hamadan-2016", "eu-car-emissions", "elmira", "cuba-1962", "minimal"}
}
