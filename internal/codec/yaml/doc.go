// Package yaml reads and writes case files.
//
// A case is a folder of YAML files, or one file. The reader is strict: every
// key is known, every id resolves, every number lies on its scale, and whatever
// is wrong is reported at its file, line and column, all of it at once. What
// the keys are is written down once, in package schema; reading, writing and
// the JSON Schema follow from that.
//
// # Why there is a YAML parser here
//
// A case file uses a small part of YAML: mappings and sequences in block and
// flow style, plain, quoted, literal and folded texts, and comments. Its
// scalars are texts that mean what the case format says ("no", "+0.6",
// "2016-08", "0..10 ? the reason"), and a modeller who forgets a quote has to
// be told so at the right column. A general parser stops at its first error,
// gives types to scalars, and keeps neither the end of a node nor the column of
// every token; github.com/goccy/go-yaml takes 46 ms for 1,500 flow mappings,
// which is more than twice what reading and checking a whole case may take. So
// this package reads the part itself. Everything it accepts is YAML 1.2 with
// the same meaning, with one exception: a lone `-` is taken as a text where a
// value is expected. Tests compare the trees with those of the general parser.
//
// Anchors, aliases, tags, merge keys, complex keys and several documents in a
// file are refused, which also leaves nothing for a file to expand into.
//
// # Edits
//
// Write gives the canonical form of a case and keeps no comments. File.Edit
// changes single values in place and touches no other line.
package yaml
