package web

import "net/http"

// Policy is the content security policy of the workbench. Styles may be inline
// because charts set the geometry of their marks that way; scripts may not.
const Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
	"object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"

// Secure sets the headers that every answer of the server carries.
func Secure(h http.Header) {
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	// Not no-referrer: under it a browser may call the origin of our own page
	// "null", which the server refuses.
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
