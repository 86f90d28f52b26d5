// Package httpapi serves the workbench and its HTTP interface on this machine
// alone. Handlers are thin: they read a request, ask internal/analysis or
// internal/store, and write what those return; docs/http.md lists them.
//
// The server trusts whoever can reach its port, so it makes sure that only
// programs on this machine and pages it served itself can: it listens on a
// loopback address, refuses a Host that is not its own (a web page whose name
// was rebound to 127.0.0.1), refuses requests that a browser says another site
// has made, and asks of every change a header that a foreign page cannot set.
// Other users of the same machine are not kept out.
package httpapi
