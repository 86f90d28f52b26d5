// Package backtest scores the methods of bargain on resolved decisions, fits the
// forecast distribution to them and applies it to new issues.
//
// Nothing is scored on what it was fitted to: the pool of distributions is
// cross-validated by group (the issues of one legislative proposal, or of one
// case, stay together), and so are the past errors that turn a point forecast
// into a distribution. Intervals resample whole groups. The report is a pure
// function of the record and the options: same input and seed, same bytes.
//
// A record that was collected after the event tests a method given good
// inputs. It says nothing about how well the inputs can be guessed beforehand.
package backtest
