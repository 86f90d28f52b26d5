// Package faction treats a state as the factions it is made of: whose position
// abroad comes out, when each faction has a position, an influence and a
// salience, and some of them a veto?
//
// Three answers stand side by side, because they stand for different theories
// of how a state decides: the weighted mean (compromise), the weighted median
// (the middle decides), and the veto point (each veto faction must find the
// change no worse than the status quo; Tsebelis 2002). Which one fits a state
// is the analyst's choice, with evidence.
//
// Aggregate returns them with their trace, for people; a Kernel returns the
// numbers alone, without allocating, for draws. Settle is the optional settling
// of opinions by listening (Friedkin and Johnsen 1990), and a Settler the same
// for draws.
//
// Factions are not strategic here: nobody bluffs, and a tied hand is no asset.
package faction
