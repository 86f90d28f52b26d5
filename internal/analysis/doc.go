// Package analysis is the one place that joins a case to the lenses: it picks
// the inputs of a lens from the case, draws every range, runs the lenses,
// compares what they say, explains and traces it.
//
// Data flows one way: case → plan → draws → Result. A Result is plain data with
// JSON names (docs/json.md); the commands, the reports and the workbench show
// it and compute nothing of their own.
package analysis
