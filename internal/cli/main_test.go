package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"entente/internal/problem"
)

func invoke(args ...string) (status int, out, errs string) {
	var o, e bytes.Buffer
	status = Main(args, Streams{In: strings.NewReader(""), Out: &o, Err: &e})
	return status, o.String(), e.String()
}

// walk visits every command that a user sees.
func walk(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, k := range c.Commands() {
		if k.IsAvailableCommand() || k.Name() == "help" {
			walk(k, visit)
		}
	}
}

// today is an entry for it.
const today = `{"type":"forecast","q":"base-use-2016","at":"2016-09-02T09:00:00Z","by":"a1","p":0.4}
`

// record is a ledger of forecasts with its first question.
const record = `{"at":"2016-09-01T00:00:00Z","base_rate":0.2,"by":"a1","closes":"2016-12-31T00:00:00Z","opens":"2016-09-01T00:00:00Z","prev":"0000000000000000000000000000000000000000000000000000000000000000","q":"base-use-2016","rule":"official statement or two independent wire reports","seq":1,"text":"Russian combat aircraft openly flying from the base on 31 Dec 2016?","type":"question"}
`

// game is a conflict of two, with one option each.
const game = `{"format":"entente.conflict.case/1","id":"game","decision_makers":[{"id":"a","name":"A"},{"id":"b","name":"B"}],
"options":[{"id":"x","dm":"a","name":"X","change":"both"},{"id":"y","dm":"b","name":"Y","change":"both"}],"infeasible":[],
"preferences":{"a":{"kind":"statements","statements":["y","x"]},"b":{"kind":"statements","statements":["x","y"]}}}
`

// Each example of each help text is a command line that the program takes; what
// would serve, read from a pipe or name a case of the reader's is only parsed.
func TestExamplesInHelpRun(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll(".local", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"council.csv": council, "open.csv": council, "decisions.csv": decisions(36), "map.csv": causalMap, "cuba.json": game, "forecasts.jsonl": record, "today.jsonl": today} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := &app{Streams: Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}}
	ran := 0
	walk(a.root(), func(c *cobra.Command) {
		if strings.TrimSpace(c.Example) == "" {
			t.Errorf("%s: the help has no example", c.CommandPath())
		}
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: the short help is %q", c.CommandPath(), c.Short)
		}
		for _, line := range strings.Split(strings.TrimSpace(c.Example), "\n") {
			line = strings.TrimSpace(line)
			if _, right, piped := strings.Cut(line, "| "); piped {
				line = right
			}
			line, _, _ = strings.Cut(line, " > ")
			args := strings.Fields(line)
			if len(args) == 0 || args[0] != "entente" {
				t.Errorf("%s: the example %q does not begin with entente", c.CommandPath(), line)
				continue
			}
			args = args[1:]
			if args[0] == "serve" {
				continue
			}
			if args[0] == "run" || args[0] == "compare" || args[0] == "why" {
				args = append(args, "--samples", "100")
			}
			ran++
			if status, _, errs := invoke(args...); status != 0 {
				t.Errorf("%s: the example %q ends with status %d: %s", c.CommandPath(), line, status, errs)
			}
		}
	})
	if ran < 10 {
		t.Errorf("only %d examples were run", ran)
	}
}

// bug is a writer with a bug in it.
type bug struct{}

func (bug) Write([]byte) (int, error) { panic("index out of range") }

func TestPanicIsAFailureWithAHint(t *testing.T) {
	for _, stack := range []string{"", "1"} {
		t.Setenv("ENTENTE_STACK", stack)
		var errs bytes.Buffer
		if status := Main([]string{"version"}, Streams{Out: bug{}, Err: &errs}); status != 2 {
			t.Errorf("status %d, want 2", status)
		}
		want := []string{"entente failed: index out of range", "a bug in entente", "main_test.go:"}
		if stack == "" {
			want = append(want, "ENTENTE_STACK=1")
		} else {
			want = append(want, "goroutine ")
		}
		for _, w := range want {
			if !strings.Contains(errs.String(), w) {
				t.Errorf("%q lacks %q", errs.String(), w)
			}
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestUnwritableOutputIsAFailure(t *testing.T) {
	var errs bytes.Buffer
	if status := Main([]string{"version"}, Streams{Out: broken{}, Err: &errs}); status != 2 || !strings.Contains(errs.String(), "no space left") {
		t.Errorf("status %d: %s", status, errs.String())
	}
}

func TestFailuresAreNotTheUsersFault(t *testing.T) {
	a := &app{Streams: Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}}
	list := problem.List{{Severity: problem.Error, Code: "x/y", Cause: "It is wrong."}}
	for _, tt := range []struct {
		err  error
		want int
	}{{nil, 0}, {list, 1}, {reported{}, 1}, {failure{errors.New("disk")}, 2}, {interrupted{"interrupted"}, 2}} {
		if got := a.report(tt.err); got != tt.want {
			t.Errorf("%v ends with %d, want %d", tt.err, got, tt.want)
		}
	}
}

func TestProgressIsQuietForShortWork(t *testing.T) {
	var b bytes.Buffer
	p := &progress{w: &b, what: "town", started: time.Now()}
	p.update(1, 10)
	p.done()
	if b.Len() > 0 {
		t.Errorf("short work says %q", b.String())
	}
	p = &progress{w: &b, what: "town", started: time.Now().Add(-time.Minute)}
	for i := range 5 {
		p.update(i, 10)
	}
	p.done()
	if got := b.String(); got != "town: 10 draws\n" {
		t.Errorf("long work away from a terminal says %q", got)
	}
	b.Reset()
	p = &progress{w: &b, what: "town", terminal: true, started: time.Now().Add(-time.Minute)}
	p.update(3, 10)
	p.update(10, 10)
	p.done()
	if got := b.String(); !strings.Contains(got, "3 of 10 draws") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("a terminal is told %q", got)
	}
}

func TestNoBoldAwayFromATerminal(t *testing.T) {
	a := &app{Streams: Streams{Out: &bytes.Buffer{}}}
	if a.bold() || isTerminal(&bytes.Buffer{}) {
		t.Error("a buffer is taken for a terminal")
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if isTerminal(null) {
		t.Error("the null device is taken for a terminal")
	}
}

// Flags that are wrong ask for JSON as well as flags that are right.
func TestProblemsKeepTheirForm(t *testing.T) {
	for _, args := range [][]string{{"run", "--json"}, {"nope", "--json"}, {"run", "x", "--nope", "--json"}, {"check", "no-such-case", "--json"}} {
		status, out, errs := invoke(args...)
		var r problem.Report
		if err := json.Unmarshal([]byte(errs), &r); err != nil || r.Format != problem.ReportFormat || len(r.Problems) == 0 {
			t.Errorf("%v: %v in %s", args, err, errs)
		}
		if status != 1 || out != "" {
			t.Errorf("%v: status %d, output %q", args, status, out)
		}
		for _, p := range r.Problems {
			if p.Remedy == "" || !regexp.MustCompile(`^[a-z-]+/[a-z-]+$`).MatchString(p.Code) {
				t.Errorf("%v: %+v", args, p)
			}
		}
	}
	if status, _, errs := invoke("run", "--", "--json"); status != 1 || strings.HasPrefix(errs, "{") {
		t.Errorf("--json behind -- is no flag: %d %s", status, errs)
	}
}
