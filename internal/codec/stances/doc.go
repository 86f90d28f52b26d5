// Package stances reads and writes the files in which the field keeps its
// stances: who wants what on which issue, how much each cares, how much each
// can do about it.
//
// It knows the comma-separated and the XML files of KTAB, the tagged files of
// DECIDE, the table of the DEU data sets (read only), and a plain CSV of its
// own that can also hold ranges. Read tells all that is wrong with a file at
// once, each with its line, column, actor, issue, field and value. A blank cell
// is a missing number, never 0.
//
// Issue scales, saliences of 0..1 and capabilities reach bargain.Problem in its
// units, whatever the file's are. What a file says beside the stances (names,
// descriptions, switches, named points of a scale) is kept in Data, so that
// writing a file and reading it again loses nothing that the format can hold;
// what it can't hold, Write names.
package stances
