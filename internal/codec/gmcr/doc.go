// Package gmcr reads and writes files of the graph model for conflict
// resolution: the lens's own exchange form entente.conflict.case/1, which it
// also writes, and the .gmcr files of other programs' users, which it only
// reads.
//
// Both are JSON. All that is wrong with a file is told at once and in the order
// of the file, each with its line and column and with a path into the case such
// as preferences.us.statements[3]. A key that is not known is a warning, a key
// that stands twice an error; a number that JSON can't write (NaN, Infinity) is
// reported where it stands.
package gmcr
