// Package cause holds signed causal maps: which way does each thing move if
// this is pushed, and how sure is the structure alone?
//
// A Map names nodes and signed links whose sizes are ranges. Compile checks it;
// a Kernel then draws the matrix of effects A again and again, each draw a pure
// function of (seed, draw, attempt), rejects what would run away, and answers
// how levels end up under lasting pushes: x = -A^-1 p, the press perturbation
// of qualitative modelling (Levins 1974).
//
// Convention: A[i][j] is the effect of j on i. Rows respond, columns act.
//
// A share of draws is a share of the space of sizes under a stated prior, not
// the probability of an event. Responses are linear, near the present level.
package cause
