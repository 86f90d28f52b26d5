package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"entente/internal/problem"
)

// Exit statuses.
const (
	exitDone   = 0
	exitWrong  = 1 // the input is wrong
	exitFailed = 2 // the program failed, or was interrupted
)

// Streams are where a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Standard are the streams of the process.
func Standard() Streams { return Streams{os.Stdin, os.Stdout, os.Stderr} }

// Main runs the command that args (without the program's name) give, and
// returns the exit status. The first interrupt lets it finish what is in hand,
// the second ends it.
func Main(args []string, s Streams) (status int) {
	defer func() {
		if p := recover(); p != nil {
			crashed(s.Err, p, debug.Stack())
			status = exitFailed
		}
	}()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	a := &app{Streams: s, args: args}
	err := a.execute(ctx)
	return a.report(err)
}

// app is one run of the program. Results are collected in out and written when
// the command is done, so that nothing is on standard output when it fails.
type app struct {
	Streams
	args []string
	out  bytes.Buffer
}

// failure is an error that is not the user's.
type failure struct{ err error }

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// interrupted ends a command whose results so far are printed.
type interrupted struct{ words string }

func (i interrupted) Error() string { return i.words }

// reported ends a command whose problems are on standard error already.
type reported struct{}

func (reported) Error() string { return "the input is wrong" }

// report writes the results or what went wrong, and returns the exit status.
func (a *app) report(err error) int {
	var list problem.List
	var stopped interrupted
	switch {
	case err == nil:
		return a.flush(exitDone)
	case errors.Is(err, reported{}):
		return exitWrong
	case errors.As(err, &stopped):
		status := a.flush(exitFailed)
		fmt.Fprintln(a.Err, stopped.words)
		return status
	case errors.As(err, &list):
		a.problems(list)
		return exitWrong
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.Err, "interrupted before there was anything to show")
		return exitFailed
	}
	fmt.Fprintf(a.Err, "entente failed: %v\n", err)
	return exitFailed
}

func (a *app) flush(status int) int {
	if _, err := a.Out.Write(a.out.Bytes()); err != nil {
		fmt.Fprintf(a.Err, "entente failed: writing the results: %v\n", err)
		return exitFailed
	}
	return status
}

// problems writes what is wrong to standard error, in the form asked for.
func (a *app) problems(list problem.List) {
	if !a.wantsJSON() {
		list.WriteText(a.Err)
		return
	}
	writeJSON(a.Err, list.AsReport())
}

// wantsJSON looks at the arguments themselves: the flags may be what is wrong.
func (a *app) wantsJSON() bool {
	args := a.args
	if i := slices.Index(args, "--"); i >= 0 {
		args = args[:i]
	}
	return slices.ContainsFunc(args, func(s string) bool { return s == "--json" || s == "--json=true" })
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// crashed tells of a bug: what happened, where, and how to see more.
func crashed(w io.Writer, p any, stack []byte) {
	fmt.Fprintf(w, "entente failed: %v\nThis is a bug in entente, not in the case.\n", p)
	if os.Getenv("ENTENTE_STACK") != "" {
		w.Write(stack)
		return
	}
	shown := 0
	lines := strings.Split(string(stack), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "entente/") && !strings.HasPrefix(l, "entente/internal/cli.crashed") && i+1 < len(lines) && shown < 3 {
			at := strings.Fields(lines[i+1])
			if len(at) > 0 {
				fmt.Fprintf(w, "  in %s\n     %s\n", l, at[0])
				shown++
			}
		}
	}
	fmt.Fprintln(w, "Set ENTENTE_STACK=1 and run it again for the whole stack; it belongs in a report of the bug.")
}
