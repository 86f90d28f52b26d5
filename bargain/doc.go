// Package bargain answers, for one issue at a time: given who wants what, how
// much each cares and how much each can do about it, where does a collective
// decision land, and which stance carries that answer?
//
// It holds the static methods: weighted mean, weighted median, pairwise
// (Condorcet) contests, log Nash bargaining and the probabilistic Condorcet
// election, each in two forms. Explain returns every number with its trace, for
// people. A Kernel returns the numbers alone, without allocating, for draws.
//
// On 353 European Union decisions with known outcome the plain weighted mean
// had a lower mean absolute error than every dynamic model tried, so the static
// methods are the forecast and anything dynamic is an explanation.
//
// The methods take stances as given: they know nothing of agenda setters, of
// decision rules that differ by issue, of links between issues, or of stances
// that were misstated on purpose.
package bargain
