// Package web carries the built front end inside the binary and serves it.
//
// Vite writes the front end into dist, which is not kept in the repository
// except for a placeholder page, so that the program builds without Node; a
// binary built that way serves the placeholder, which says what is missing.
// Nothing a page needs comes from anywhere but this server, and the headers of
// every answer hold the browser to that.
package web
