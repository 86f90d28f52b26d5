// Package version names the engine. The name stands in every result, so that a
// number can be traced to the program that made it.
package version

// Version is the engine's version. It changes when a result may change.
const Version = "0.1.0"
