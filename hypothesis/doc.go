// Package hypothesis asks which of several explanations the evidence favours,
// and how far that answer rests on the analyst's own ratings.
//
// A Set holds hypotheses in rows, exclusive and together exhaustive, and items
// of evidence with the likelihood of each under every hypothesis, as points or
// ranges. Compile checks it. Then
//
//   - Update gives the posterior at the points, with every item's share in it;
//   - Read samples all ranges: intervals, the share of readings in which each
//     hypothesis leads, which pairs can be told apart, and which rating to
//     narrow if they cannot;
//   - Hull bounds what any choice within the ranges could give;
//   - Diagnose, LeaveOneOut and Prospects say what each item does, what the
//     answer rests on, and what to look for next;
//   - Audit is the inconsistency table of the analysis of competing hypotheses,
//     as a second view: counts, not probabilities.
//
// A Kernel gives single draws to a caller who samples by a design of its own.
// A Net is a small discrete Bayes net with exact answers.
//
// Limits: intervals are the spread of the stated ratings, not of the world.
// Items are taken as independent given a hypothesis, except within a cluster.
// A share of readings is not the probability that a hypothesis is true.
package hypothesis
