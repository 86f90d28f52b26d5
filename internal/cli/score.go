package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"entente/internal/ledger"
	"entente/internal/report"
	"entente/internal/solo"
)

// mostLedger is the largest ledger that is read, in bytes.
const mostLedger = 256 << 20

func (a *app) scoreCommand() *cobra.Command {
	var seed uint64
	var asJSON bool
	var entries string
	cmd := &cobra.Command{
		Use:   "score FILE",
		Short: "Verify a ledger of forecasts and score what has been resolved",
		Long: `Score reads a ledger: one JSON object a line, a question, a forecast, a resolution or a
void, each with the sha256 of the line before. It verifies the chain first; the first line
that breaks it is told with the reason, and nothing is scored.

Then it prints, for every forecaster, the scores with the number of questions they rest on,
their coverage, and the dull references beside them with 95% intervals; the calibration,
the five worst by log score with their post-mortems, what is void, and the head of the
ledger to post where others see it. docs/scoring.md says what each number is.
- reads standard input.

--add first adds entries to the ledger, which is made if it is not there: JSON objects, one
a line, with type, q, by and their own fields; seq, prev and, if left out, at are set. All
of them are added or none.`,
		Example: `  entente score forecasts.jsonl
  entente score forecasts.jsonl --json
  entente score forecasts.jsonl --add today.jsonl`,
		Args:              arguments(1, 1, "FILE"),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault),
	}
	cmd.Flags().Uint64Var(&seed, "seed", 1, "draw the resamples behind the intervals from seed `S`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON (docs/json.md)")
	cmd.Flags().StringVar(&entries, "add", "", "add the entries of this `FILE`, or of -, to the ledger first")
	cmd.RegisterFlagCompletionFunc("seed", cobra.NoFileCompletions)
	cmd.RunE = work(func(_ *cobra.Command, args []string) error {
		if entries != "" {
			if err := a.addEntries(args[0], entries); err != nil {
				return err
			}
		}
		data, list, err := a.readAtMost(args[0], mostLedger)
		if err != nil || list.HasErrors() {
			return listOr(list, err)
		}
		if len(data) > mostLedger {
			return usage("usage/too-large", fmt.Sprintf("%s is larger than %d MB.", args[0], mostLedger>>20), "Start a new ledger, with the head of the old one in its first question.")
		}
		name := args[0]
		if name == "-" {
			name = stdinName
		}
		r, weak, err := solo.Score(name, data, seed)
		if err != nil {
			return err
		}
		a.warn(weak)
		if asJSON {
			return writeJSON(&a.out, r)
		}
		return report.ScoreText(&a.out, r, report.TextStyle{Bold: a.bold()})
	})
	return cmd
}

// addEntries adds the entries of a file to a ledger.
func (a *app) addEntries(name, entries string) error {
	if name == "-" {
		return usage("usage/cannot-write", "Entries cannot be added to standard input.", "Name the ledger's file.")
	}
	data, list, err := a.readAtMost(entries, mostLedger)
	if err != nil || list.HasErrors() {
		return listOr(list, err)
	}
	_, err = ledger.Add(name, data, time.Now())
	var entry *ledger.EntryError
	switch {
	case errors.As(err, &entry):
		return solo.EntryProblems(entry.Err, entries, entry.Line)
	case errors.Is(err, ledger.ErrLocked):
		return usage("usage/locked", sentence(err.Error()), "Wait for it; if no program is at work, remove the lock file.")
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist):
		return usage("usage/cannot-write", fmt.Sprintf("%s cannot be written: %v.", name, err), "Name a file in a folder that you may write to.")
	case err != nil:
		return solo.LedgerProblems(err, name)
	}
	return nil
}
