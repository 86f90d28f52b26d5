// Package evidence is the ledger behind a case: where a number or a link comes
// from, down to a paragraph of a text, or to the words "analyst's judgement".
//
// It holds four things that can be used apart:
//
//   - frozen texts and addresses in them: Freeze, Offsets, ParsePlaces;
//   - finding a stored span again in a text that may have changed: Finder;
//   - values as people write them with their evidence: ParseValue, and dates
//     that may be partial: ParsePeriod, Admit;
//   - the records and what follows from them: Ledger, and on its Index the
//     checks (Lint), the trace of a conclusion (Trace) and what hangs on a
//     paragraph (Dependents).
//
// Offsets count code points of the frozen text and are half-open throughout.
// Go strings index bytes and browsers UTF-16 units; Offsets is the one place
// where they are converted.
//
// The package reads no files and knows no clock. It does not decide whether a
// claim is true or whether a text supports it: it only shows what rests on
// what, and what rests on nothing.
package evidence
