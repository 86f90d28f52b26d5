package eval

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"unicode/utf8"
)

// answer is one line of output, and what went wrong in the program, if
// anything did.
type answer struct {
	line  []byte
	fault string
}

// operation answers the `in` of one request.
type operation func(ctx context.Context, in json.RawMessage) (any, error)

// op makes an operation of a function on typed input. Input is decoded
// strictly: see decode.
func op[In any](f func(context.Context, In) (any, error)) operation {
	return func(ctx context.Context, raw json.RawMessage) (any, error) {
		var in In
		if err := decode(raw, &in); err != nil {
			return nil, err
		}
		return f(ctx, in)
	}
}

// pure makes an operation of a function that needs no context.
func pure[In any](f func(In) (any, error)) operation {
	return op(func(_ context.Context, in In) (any, error) { return f(in) })
}

// respond answers one line. A panic of an operation becomes an answer with the
// code eval/internal and a fault for the diagnostics.
func respond(ctx context.Context, line []byte, ops map[string]operation) (a answer) {
	var id json.RawMessage
	name := ""
	defer func() {
		if p := recover(); p != nil {
			a = broken(id, name, fmt.Sprintf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	if !utf8.Valid(line) {
		return refuse(nil, badRequest("the line is not UTF-8; JSON is always UTF-8"))
	}
	var request struct {
		ID json.RawMessage `json:"id"`
		Op *string         `json:"op"`
		In json.RawMessage `json:"in"`
	}
	if err := json.Unmarshal(line, &request); err != nil {
		var t *json.UnmarshalTypeError
		if errors.As(err, &t) {
			err = fmt.Errorf("%s is a JSON %s", cmp.Or(t.Field, "it"), t.Value)
		}
		return refuse(request.ID, badRequest(fmt.Sprintf("the line is no request (%v); write {\"id\": ..., \"op\": ..., \"in\": {...}} on one line", err)))
	}
	id = request.ID
	if request.Op == nil {
		return refuse(id, badRequest("the request has no \"op\"; name the operation, such as \"evidence.ref\""))
	}
	name = *request.Op
	run, ok := ops[name]
	if !ok {
		return refuse(id, &requestError{codeUnknownOp, fmt.Sprintf("there is no operation %q%s", clip(name), didYouMean(name, sortedKeys(ops)))})
	}
	if request.In == nil {
		request.In = json.RawMessage("{}")
	}
	result, err := run(ctx, request.In)
	if err != nil {
		if c, ok := asCoded(err); ok {
			return refuse(id, c)
		}
		if ctx.Err() == nil {
			return broken(id, name, "error without a code: "+err.Error())
		}
		return refuse(id, &requestError{codeInternal, "interrupted before the answer was ready"})
	}
	encoded, err := encode(struct {
		ID     json.RawMessage `json:"id"`
		OK     bool            `json:"ok"`
		Result any             `json:"result"`
	}{orNull(id), true, result})
	if err != nil {
		return broken(id, name, "the result cannot be written as JSON: "+err.Error())
	}
	return answer{line: encoded}
}

// refuse answers with an error.
func refuse(id json.RawMessage, c coded) answer {
	type failure struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	line, err := encode(struct {
		ID    json.RawMessage `json:"id"`
		OK    bool            `json:"ok"`
		Error failure         `json:"error"`
	}{orNull(id), false, failure{c.Code(), c.Error()}})
	if err != nil {
		panic(err) // strings and a valid id cannot fail to encode
	}
	return answer{line: line}
}

// broken answers a request that met a fault of this program.
func broken(id json.RawMessage, op, fault string) answer {
	a := refuse(id, &requestError{codeInternal, "the program failed on this request, which is a fault in it; please report it with the request"})
	a.fault = fmt.Sprintf("entente eval: request %s, operation %q: %s", orNull(id), op, fault)
	return a
}

func orNull(id json.RawMessage) json.RawMessage {
	if len(id) == 0 {
		return json.RawMessage("null")
	}
	return id
}

// encode writes one line of JSON with its end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
