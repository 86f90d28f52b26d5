// Package evaltest runs files of reference cases over the batch evaluator, so
// that every lens is held to them in the same way.
package evaltest
