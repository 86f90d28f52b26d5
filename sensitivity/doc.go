// Package sensitivity tells which inputs an answer hangs on.
//
// Tornado puts each input to its ends with all others at mid: what one input
// can do alone. Spearman correlates each input with the answer over the draws of
// an ensemble: what it does while everything else moves too. An input that is
// large in one and small in the other works through company or against it.
//
// Both look at one input at a time and so say nothing about inputs that only
// matter together.
package sensitivity
