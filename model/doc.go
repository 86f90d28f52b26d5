// Package model is a case as plain types: who is in it, what they want, what is
// claimed and by whom, and what is asked. It does no reading, writing or
// computing; it imports the standard library and package quantity alone.
//
// The types follow the sections of a case file in the order they are written
// there. Order is kept everywhere, so that a case prints as its author wrote it
// and every result is the same on every machine.
//
// Every number of a case has a path ("iran.hardliners.influence",
// "russia.base-access.position", "deal-payoff -> moderates"). The same path
// stands in what-ifs, bindings, traces, differences and problems. Case.Params
// lists them all with their scales and what supports them.
package model
