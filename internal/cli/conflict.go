package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"entente/internal/analysis"
	"entente/internal/codec/gmcr"
	"entente/internal/report"
	"entente/internal/solo"
)

// conflictFlags are the flags of the lens alone.
type conflictFlags struct {
	draws int
	seed  uint64
	json  bool

	why, change []string
	concept     string
}

func (a *app) conflictCommand() *cobra.Command {
	var f conflictFlags
	cmd := &cobra.Command{
		Use:   "conflict FILE",
		Short: "Run the conflict lens alone, on a file of a game or on a case",
		Long: `Conflict tells which states of a game of options, or of an explicit graph, are stable for
whom under five concepts of foresight, which are equilibria, and what else the file asks:
where moves and improvements lead, limited moves, coalitions and blocs, smallest changes,
and shares of draws where a judgement is unsure.

FILE is entente.conflict.case/1 (docs/conflict.md), a .gmcr file, or a case, whose game then
stands in its written order. - reads standard input.`,
		Example: `  entente conflict cuba.json
  entente conflict cuba.json --json
  entente conflict cuba-1962 --why withdraw --change strike+withdraw
  entente conflict hamadan-2016 --draws 2000`,
		Args:              arguments(1, 1, "FILE"),
		ValidArgsFunction: completeCase,
	}
	fl := cmd.Flags()
	fl.IntVar(&f.draws, "draws", 0, "make `N` draws of the judgements that are unsure; 0 leaves it to the file")
	fl.Uint64Var(&f.seed, "seed", 1, "draw from seed `S`; the file's own when left out, else 1")
	fl.BoolVar(&f.json, "json", false, "print the result as JSON (docs/json.md)")
	fl.StringArrayVar(&f.why, "why", nil, "say why the state `KEY` is stable or not, for each decision maker; may be repeated")
	fl.StringArrayVar(&f.change, "change", nil, "say the least that would make the state `KEY` an equilibrium, or no longer one; may be repeated")
	fl.StringVar(&f.concept, "concept", "seq", "the concept `C` that --why and --change are about: nash, seq, sseq, smr or gmr")
	for _, name := range []string{"draws", "seed", "why", "change", "concept"} {
		cmd.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		if f.draws < 0 || f.draws > gmcr.MaxDraws {
			return usage("usage/flag-value", fmt.Sprintf("--draws %d is not within 0..%d.", f.draws, gmcr.MaxDraws), "Leave the flag out for the file's own number.")
		}
		q, ok := solo.NewConflictQuestion(f.why, f.change, f.concept)
		if !ok {
			return usage("usage/flag-value", fmt.Sprintf("--concept %s is no concept of stability.", f.concept), "Name nash, seq, sseq, smr or gmr.")
		}
		name, digest, file, reading, err := a.readConflict(args[0], f.json)
		if err != nil {
			return err
		}
		if f.draws > 0 || cmd.Flags().Changed("seed") {
			file.Ask.Sample(f.draws, f.seed, cmd.Flags().Changed("seed"))
		}
		res, ps, err := solo.RunConflict(cmd.Context(), name, digest, file, reading, q, runtime.GOMAXPROCS(0))
		if unknown := (solo.UnknownState{}); errors.As(err, &unknown) {
			return usage("conflict/unknown-state", unknown.Error(), unknown.Remedy())
		}
		if err != nil {
			return err
		}
		if res == nil {
			return a.wrongConflict(name, ps, f.json)
		}
		a.warn(ps.List(name))
		if f.json {
			return writeJSON(&a.out, res)
		}
		return report.ConflictText(&a.out, res, report.TextStyle{Bold: a.bold()})
	})
	return cmd
}

// readConflict reads a game from a file or out of a case.
func (a *app) readConflict(name string, asJSON bool) (shown, digest string, f *gmcr.File, ps gmcr.Problems, err error) {
	if isCase(name) {
		c, list := openCase(name)
		if list.HasErrors() {
			return "", "", nil, nil, list
		}
		f, ps = analysis.Game(c.Case)
		if f == nil {
			return "", "", nil, nil, a.wrongConflict(name, ps, asJSON)
		}
		return name, c.Digest, f, ps, nil
	}
	data, list, err := a.readAtMost(name, gmcr.MaxBytes)
	if list.HasErrors() || err != nil {
		return "", "", nil, nil, listOr(list, err)
	}
	if name == "-" {
		name = stdinName
	}
	f, ps = gmcr.Read(data)
	if f == nil {
		return "", "", nil, nil, a.wrongConflict(name, ps, asJSON)
	}
	sum := sha256.Sum256(data)
	return name, hex.EncodeToString(sum[:]), f, ps, nil
}

// wrongConflict is what is wrong with a game. The exchange form carries its
// problems itself, so with --json they stand on standard output too.
func (a *app) wrongConflict(name string, ps gmcr.Problems, asJSON bool) error {
	if asJSON {
		var b bytes.Buffer
		if err := writeJSON(&b, ps.Exchange()); err != nil {
			return err
		}
		if _, err := a.Out.Write(b.Bytes()); err != nil {
			return err
		}
	}
	return ps.List(name)
}
