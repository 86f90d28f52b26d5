// Package eval is the batch interface: requests to single operations of the
// lenses as JSON Lines, one answer line each, so that R, Python or Julia can
// call them in bulk.
//
//	{"id":"a","op":"words.grade","in":{"grade":"B2"}}
//	{"id":"a","ok":true,"result":{"range":[0.8,0.9],"state":"agree"}}
//
// Answers come in the order of the requests and are the same bytes whatever the
// number of cores. Fields that an operation does not know are refused, so that
// a misspelt option cannot be ignored. An operation is a row in the table of
// ops.go and a function on typed input.
package eval
