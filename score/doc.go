// Package score grades forecasts against what happened: of events (Brier, log,
// baseline and peer scores), of numbers (CRPS, pinball loss), and of a record
// as a whole (calibration, decomposition, skill, coverage, intervals by
// resampling whole clusters).
//
// Functions are pure. What cannot be scored is refused with an *Error whose Code
// is stable; nothing is clipped or guessed. Scores are losses, lower is better,
// except the baseline, peer and skill scores. A score without the number of
// questions behind it says little: callers print both.
//
// House form: Brier in 0..1 for yes-or-no questions, two-sided in 0..2 for the
// rest, with the log score in nats beside it.
package score
