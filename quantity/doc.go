// Package quantity is a number whose doubt is written beside it: a point, a
// range between hard bounds, or a distribution.
//
// The written forms are those of a case file:
//
//	40             a point
//	30..50         uniform between hard bounds
//	30..40..55     low, mode, high: beta-PERT with shape 4
//	likely         a word of a stated table, read as its range
//
// and, in the long form of a mapping, normal, lognormal and triangular
// distributions cut to the scale of the number they describe.
//
// Bounds are bounds, not percentiles. The package knows nothing of where a
// number stands or why it is believed; that is the business of package model.
package quantity
