package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"entente/internal/report"
	"entente/internal/solo"
)

// mostLedger is the largest ledger that is read, in bytes.
const mostLedger = 256 << 20

func (a *app) scoreCommand() *cobra.Command {
	var seed uint64
	var asJSON bool
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
- reads standard input.`,
		Example: `  entente score forecasts.jsonl
  entente score forecasts.jsonl --json`,
		Args:              arguments(1, 1, "FILE"),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault),
	}
	cmd.Flags().Uint64Var(&seed, "seed", 1, "draw the resamples behind the intervals from seed `S`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON (docs/json.md)")
	cmd.RegisterFlagCompletionFunc("seed", cobra.NoFileCompletions)
	cmd.RunE = work(func(_ *cobra.Command, args []string) error {
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
