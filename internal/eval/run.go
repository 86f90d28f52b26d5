package eval

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
)

// maxLine bounds one request. A longer one is answered with eval/bad-request.
const maxLine = 64 << 20

// ErrInternal is returned when a request met a fault of this program. Every
// line was still answered, that one with the code eval/internal.
var ErrInternal = errors.New("a request met a fault of the program itself; see the diagnostics")

// Run answers the requests on in, one a line, to out, in their order, until in
// ends or ctx is done. Diagnostics go to diag.
//
// It returns nil when every line was answered, also where the answer is an
// error. Otherwise the program failed: reading or writing broke, ctx ended, or
// a request met a fault (ErrInternal).
func Run(ctx context.Context, in io.Reader, out, diag io.Writer) error {
	return run(ctx, in, out, diag, operations(), maxLine)
}

func run(ctx context.Context, in io.Reader, out, diag io.Writer, ops map[string]operation, most int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	pending := make(chan chan answer, 2*runtime.GOMAXPROCS(0))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var readErr error
	go func() {
		defer close(pending)
		lines := lineReader{r: bufio.NewReaderSize(in, 1<<16), most: most}
		for {
			line, err := lines.next()
			if err == io.EOF {
				return
			}
			if err != nil && !errors.Is(err, errTooLong) {
				readErr = fmt.Errorf("reading requests: %w", err)
				return
			}
			tooLong := err != nil
			if !tooLong && len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			done := make(chan answer, 1)
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				defer func() { <-slots }()
				if tooLong {
					done <- refuse(nil, badRequest(fmt.Sprintf("a line is longer than %d MiB; send the request in parts", most>>20)))
					return
				}
				done <- respond(ctx, line, ops)
			}()
			select {
			case pending <- done:
			case <-ctx.Done():
				return
			}
		}
	}()
	if err := write(ctx, pending, out, diag); err != nil {
		return err
	}
	return readErr
}

// write puts the answers out in order. It flushes whenever the next one is not
// ready, so that a caller who waits for each answer gets it.
func write(ctx context.Context, pending <-chan chan answer, out, diag io.Writer) error {
	w := bufio.NewWriter(out)
	var failed error
	for {
		done, ok := receive(ctx, pending, w)
		if !ok {
			break
		}
		a, ok := receive(ctx, done, w)
		if !ok {
			break
		}
		if a.fault != "" {
			failed = ErrInternal
			fmt.Fprintln(diag, a.fault)
		}
		if _, err := w.Write(a.line); err != nil {
			return fmt.Errorf("writing answers: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing answers: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return failed
}

// receive takes the next value, flushing w first if it has to wait. It reports
// false when there is none any more.
func receive[T any](ctx context.Context, from <-chan T, w *bufio.Writer) (T, bool) {
	select {
	case v, ok := <-from:
		return v, ok
	default:
	}
	w.Flush() // an error stays with w and comes back at the next write
	select {
	case v, ok := <-from:
		return v, ok
	case <-ctx.Done():
		var none T
		return none, false
	}
}

var errTooLong = errors.New("line too long")

// lineReader reads lines of bounded length and skips the rest of longer ones.
type lineReader struct {
	r    *bufio.Reader
	most int
	late bool // past the first line
}

// next is a line of its own memory, without its end. The error is io.EOF,
// errTooLong for a line that was skipped, or that of the reader.
func (l *lineReader) next() ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if long = long || len(line)+len(part) > l.most; !long {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(line) == 0 && !long:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case long:
			l.late = true
			return nil, errTooLong
		}
		if !l.late {
			l.late = true
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}
