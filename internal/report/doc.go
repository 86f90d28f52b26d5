// Package report writes a run of a case down for people: as text for a
// terminal, as a memo in Markdown, and as one self-contained HTML page that can
// be mailed and printed.
//
// It shows what a Result and a View hold and computes nothing of its own beyond
// rounding and order. Every number comes with its range, its baseline and its
// why; shares of draws are said as "in 87 of 100 draws", for they are shares of
// sampled judgements and not probabilities of events. The same Memo gives the
// same bytes.
package report
