package cli_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"entente/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"entente":   func() { os.Exit(cli.Main(os.Args[1:], cli.Standard())) },
		"interrupt": func() { os.Exit(interrupt(os.Args[1:])) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// exits runs a command and wants its exit status: exits STATUS COMMAND ...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND ...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v: %v", args[1:], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%v: status %d, want %d", args[1:], got, want)
	}
}

// interrupt runs a command, interrupts it once it says that it is under way, and
// passes on what it does.
func interrupt(args []string) int {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout = os.Stdout
	errs, err := cmd.StderrPipe()
	if err != nil {
		return 99
	}
	if err := cmd.Start(); err != nil {
		return 99
	}
	first := true
	for lines := bufio.NewScanner(errs); lines.Scan(); first = false {
		fmt.Fprintln(os.Stderr, lines.Text())
		if first {
			cmd.Process.Signal(os.Interrupt)
		}
	}
	cmd.Wait()
	return cmd.ProcessState.ExitCode()
}
