// Package causal reads and writes the files in which signed causal maps are
// kept: lists of edges and matrices as comma-separated values, and SD-JSON.
//
// Reading is strict: all that is wrong with a file is told at once, each with
// its line and column. Writing names what the format could not hold, and gives
// the same bytes for the same map, so that files written here survive being
// read and written again.
//
// In a matrix file rows act on columns, W[i][j] = effect of i on j, the transpose
// of the matrix in which package cause computes.
package causal
