// Package cli is the commands of entente. They read flags, call
// internal/analysis and its neighbours, and write down what those return;
// nothing is computed here.
//
// The contract that scripts rely on: standard output carries results, standard
// error progress and problems. Exit status 0 means done (warnings included), 1
// that the input is wrong, 2 that the program failed or was interrupted. When
// the input is wrong, standard output stays empty and all problems go to
// standard error, as text or with --json as one object.
package cli
