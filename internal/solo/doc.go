// Package solo runs one lens alone on a file in one of the field's own formats:
// no case, no claims, no other lens beside it. It joins what package stances
// reads to package bargain, and what package gmcr reads to package conflict, and
// returns plain data with stable JSON names (docs/json.md).
//
// The static methods of bargaining come first in every result, and stand beside a dynamic
// model too: a model of moves explains, and its record says how far to trust
// where it ends.
package solo
