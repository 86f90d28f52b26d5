package eval

import "errors"

// Codes of errors that concern the request itself.
const (
	codeBadRequest   = "eval/bad-request"
	codeUnknownOp    = "eval/unknown-op"
	codeUnknownField = "eval/unknown-field"
	codeInternal     = "eval/internal"
)

// coded is what an operation's error has to be: a stable code and a message
// that says cause and remedy.
type coded interface {
	error
	Code() string
}

type requestError struct{ code, message string }

func (e *requestError) Code() string  { return e.code }
func (e *requestError) Error() string { return e.message }

func badRequest(message string) *requestError { return &requestError{codeBadRequest, message} }

// asCoded is err with its code. An error without one is a fault of this
// program, like a panic.
func asCoded(err error) (coded, bool) {
	var c coded
	ok := errors.As(err, &c)
	return c, ok
}
