// Package conflict is the graph model for conflict resolution: who decides,
// what each can do, what excludes what, who prefers what, and which states are
// stable under which foresight.
//
// It knows nothing of cases and files. States are sets of options; expressions
// over options say what is excluded and what is preferred.
package conflict
