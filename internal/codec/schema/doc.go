// Package schema is the shape of a case file, written down once: every section,
// every item, every key with its type, its words, one sentence on what it means
// and an example. Reading, writing, "did you mean", the JSON Schema that
// editors use and the documentation of the format all follow from it.
//
// A Key also says where its value lives: Field, given a pointer to the Go value
// of the item, returns a handle to the part of it that the key fills. The
// handle is a pointer to a model type, or one of Str, List, Items and Maybe
// where a pointer alone would not say enough.
package schema
