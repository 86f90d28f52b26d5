package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"
)

// stub is a table with an operation for each thing that can go wrong.
func stub() map[string]operation {
	type none struct{}
	return map[string]operation{
		"echo": pure(func(in struct {
			N int `json:"n"`
		}) (any, error) {
			return in, nil
		}),
		"slow": pure(func(in struct {
			N int `json:"n"`
		}) (any, error) {
			time.Sleep(time.Duration(in.N) * time.Millisecond)
			return in, nil
		}),
		"panic":      pure(func(none) (any, error) { panic("boom") }),
		"plain":      pure(func(none) (any, error) { return nil, errors.New("no code") }),
		"unwritable": pure(func(none) (any, error) { return func() {}, nil }),
		"html":       pure(func(none) (any, error) { return "a<b & c>d", nil }),
	}
}

func answers(t *testing.T, in string, most int) (out, diag string, err error) {
	t.Helper()
	var o, d bytes.Buffer
	err = run(t.Context(), strings.NewReader(in), &o, &d, stub(), most)
	return o.String(), d.String(), err
}

func TestRunAnswersEveryLine(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"blank lines are no requests", "\n \n\r\n", ""},
		{"no end of line at the end", `{"id":"a","op":"echo","in":{"n":1}}`, `{"id":"a","ok":true,"result":{"n":1}}`},
		{"CR LF and a byte order mark", "\uFEFF{\"id\":1,\"op\":\"echo\",\"in\":{}}\r\n", `{"id":1,"ok":true,"result":{"n":0}}`},
		{"no id, no in", `{"op":"echo"}`, `{"id":null,"ok":true,"result":{"n":0}}`},
		{"letters stand as they are", `{"id":"<é>","op":"html","in":{}}`, `{"id":"<é>","ok":true,"result":"a<b & c>d"}`},
	} {
		out, diag, err := answers(t, tc.in, 1000)
		if strings.TrimSuffix(out, "\n") != tc.want || diag != "" || err != nil {
			t.Errorf("%s: got %q, %q, %v; want %q", tc.name, out, diag, err, tc.want)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	long := `{"id":"long","op":"echo","in":{"n":1` + strings.Repeat(" ", 2000) + `}}`
	in := strings.Join([]string{
		`not JSON`, `[]`, `"x"`, `{"id":"a"}`, `{"id":"a","op":5}`, `{"id":"a","op":"ech","in":{}}`, `{"id":"a","op":"echo","in":[]}`,
		`{"id":"a","op":"echo","in":{"m":1}}`, `{"id":"a","op":"echo","in":{"N":1}}`, `{"id":"a","op":"echo","in":{"n":"x"}}`, `{"id":"a","op":"echo","in":{"n":1,"n":2}}`,
		"{\"id\":\"\xff\",\"op\":\"echo\"}", long, `{"id":"last","op":"echo","in":{"n":7}}`,
	}, "\n")
	want := []string{
		codeBadRequest, codeBadRequest, codeBadRequest, codeBadRequest, codeBadRequest, codeUnknownOp, codeBadRequest,
		codeUnknownField, codeUnknownField, codeBadRequest, codeBadRequest,
		codeBadRequest, codeBadRequest, "",
	}
	out, diag, err := answers(t, in, 1000)
	if err != nil || diag != "" {
		t.Fatalf("%v, %q", err, diag)
	}
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d answers, want %d:\n%s", len(lines), len(want), out)
	}
	for i, line := range lines {
		var a struct {
			OK    bool
			Error struct{ Code, Message string }
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if a.Error.Code != want[i] || a.OK != (want[i] == "") || (!a.OK && a.Error.Message == "") {
			t.Errorf("%s: want the code %q", line, want[i])
		}
	}
}

func TestFaultsAreLoudAndStopNothing(t *testing.T) {
	for _, op := range []string{"panic", "plain", "unwritable"} {
		out, diag, err := answers(t, `{"id":"a","op":"`+op+`","in":{}}`+"\n"+`{"id":"b","op":"echo","in":{"n":2}}`, 1000)
		if !errors.Is(err, ErrInternal) {
			t.Errorf("%s: got %v", op, err)
		}
		if !strings.Contains(out, codeInternal) || !strings.HasSuffix(out, `{"id":"b","ok":true,"result":{"n":2}}`+"\n") {
			t.Errorf("%s: answers %q", op, out)
		}
		if !strings.Contains(diag, `request "a", operation "`+op+`"`) {
			t.Errorf("%s: diagnostics %q", op, diag)
		}
	}
}

func TestAnswersKeepTheOrderOnAnyNumberOfCores(t *testing.T) {
	var in strings.Builder
	for i := range 60 {
		fmt.Fprintf(&in, `{"id":%d,"op":"slow","in":{"n":%d}}`+"\n", i, (i*7)%5)
	}
	first, _, err := answers(t, in.String(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second, _, err := answers(t, in.String(), 1000)
	if err != nil || first != second {
		t.Errorf("%v; on one core the answers differ", err)
	}
	if !strings.HasPrefix(first, `{"id":0,`) || strings.Count(first, "\n") != 60 {
		t.Errorf("got %s", first)
	}
}

// A caller who waits for each answer before asking again is not kept waiting.
func TestAnswersAreFlushed(t *testing.T) {
	requests, ask := io.Pipe()
	read, answer := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(context.Background(), requests, answer, io.Discard, stub(), 1000)
	}()
	buffer := make([]byte, 200)
	for i := range 3 {
		fmt.Fprintf(ask, `{"id":%d,"op":"echo","in":{}}`+"\n", i)
		n, err := read.Read(buffer)
		if want := fmt.Sprintf(`{"id":%d,`, i); err != nil || !strings.HasPrefix(string(buffer[:n]), want) {
			t.Fatalf("got %q, %v", buffer[:n], err)
		}
	}
	ask.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Read([]byte) (int, error)  { return 0, errors.New("broken") }
func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestRunReportsBrokenPipes(t *testing.T) {
	if err := Run(t.Context(), brokenPipe{}, io.Discard, io.Discard); err == nil || errors.Is(err, ErrInternal) {
		t.Errorf("reading: %v", err)
	}
	if err := Run(t.Context(), strings.NewReader(`{"op":"words.grade","in":{"grade":"B2"}}`), brokenPipe{}, io.Discard); err == nil {
		t.Error("writing: no error")
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	requests, ask := io.Pipe()
	defer ask.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Run(ctx, requests, io.Discard, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestNumbers(t *testing.T) {
	inf := number(math.Inf(1))
	b, err := encode([]number{0, 0.1, -3, 1e21, 1e-9, inf, -inf, inf - inf})
	if want := `[0,0.1,-3,1e+21,1e-09,"inf","-inf",null]`; err != nil || strings.TrimSpace(string(b)) != want {
		t.Errorf("got %s, %v; want %s", b, err, want)
	}
}

// No operation answers bad input with a panic, an error without a code, or an
// unknown field ignored.
func TestEveryOperationIsStrict(t *testing.T) {
	for name, op := range operations() {
		for _, in := range []string{`{}`, `{"no-such-field":1}`, `{"text":null}`, `{"ledger":{"claims":[null]},"only":[],"conclusion":{"id":"a","inputs":[]},"remove":{"source":"x"}}`} {
			result, err := op(t.Context(), json.RawMessage(in))
			c, ok := asCoded(err)
			if err != nil && !ok {
				t.Errorf("%s %s: %v", name, in, err)
			}
			if strings.Contains(in, "no-such") && (!ok || c.Code() != codeUnknownField) {
				t.Errorf("%s ignores an unknown field: %v, %v", name, result, err)
			}
		}
	}
}
