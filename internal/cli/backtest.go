package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"entente/internal/analysis"
	"entente/internal/backtest"
	"entente/internal/problem"
	"entente/internal/report"
)

func (a *app) backtestCommand() *cobra.Command {
	var format, html, models string
	var positions []string
	var seed uint64
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "backtest FILE",
		Short: "Score every method of bargaining on issues whose outcome is known",
		Long: `Backtest forecasts every resolved issue of a file by every method and prints how far each
was off: mean and median error, share within ten points, CRPS, Brier score, and the paired
difference to the weighted mean, with 95% intervals that keep the issues of one proposal
together. The forecast distribution is held out: the issues of a proposal are forecast
from other proposals alone. --html writes a page with the calibration plots.`,
		Example: `  entente backtest decisions.csv
  entente backtest decisions.csv --models static --html backtest.html`,
		Args:              arguments(1, 1, "FILE"),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault),
	}
	fl := cmd.Flags()
	addFormat(cmd, &format)
	fl.StringVar(&models, "models", "all", "the dynamic `MODELS` to score too: all, static for none, or names with commas between")
	fl.StringSliceVar(&positions, "positions", nil, "score the own position of actor `A` as a forecast; may be repeated")
	fl.Uint64Var(&seed, "seed", 1, "draw folds and resamples from seed `S`")
	fl.BoolVar(&asJSON, "json", false, "print the result as JSON (docs/json.md)")
	fl.StringVar(&html, "html", "", "write one self-contained page to this `FILE`, or to - for standard output")
	cmd.RegisterFlagCompletionFunc("models", completeModel)
	for _, name := range []string{"positions", "seed"} {
		cmd.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		var list problem.List
		if asJSON && html == "-" {
			list = append(list, usage("usage/one-form", "--json and --html - would both write to standard output.", "Name a file for the page.")...)
		}
		if err := writable(html); err != nil {
			return err
		}
		chosen, bad := scored(models)
		if list = append(list, bad...); list.HasErrors() {
			return list
		}
		t, list, err := a.readStances(args[0], format)
		if err != nil || list.HasErrors() {
			return listOr(list, err)
		}
		if list := unknownActors(t, positions); list.HasErrors() {
			return list
		}
		r, err := backtest.Run(backtest.FromStances(t.name, t.digest, t.data), backtest.Options{Seed: seed, Models: chosen, Positions: positions})
		if err != nil {
			return listOr(recordProblems(err, t.name), err)
		}
		a.warn(t.reading)
		if html != "" {
			if err := a.save(html, r.HTML); err != nil {
				return err
			}
		}
		switch {
		case asJSON:
			return writeJSON(&a.out, r)
		case html != "-":
			return r.WriteText(&a.out)
		}
		return nil
	})
	return cmd
}

// scored are the dynamic models to run.
func scored(text string) ([]string, problem.List) {
	switch strings.TrimSpace(text) {
	case "all":
		return modelNames(), nil
	case "static":
		return nil, nil
	}
	var out []string
	var list problem.List
	for _, name := range strings.Split(text, ",") {
		name = strings.TrimSpace(name)
		if name == "static" {
			continue // it is always there
		}
		list = append(list, knownModel(name)...)
		out = append(out, name)
	}
	return out, list
}

func unknownActors(t *table, names []string) problem.List {
	var list problem.List
	known := t.data.Problem.Actors
	for _, n := range names {
		found := false
		for _, k := range known {
			found = found || k == n
		}
		if !found {
			list = append(list, usage("usage/unknown-actor", fmt.Sprintf("%s has no actor %q.", t.name, n), didYouMean(n, known)+"Write an actor as the file has it.")...)
		}
	}
	return list
}

// recordProblems are what keeps a record from being scored, as problems; nil
// when the error is of another kind.
func recordProblems(err error, file string) problem.List {
	var one *backtest.Error
	if errors.As(err, &one) {
		return problem.List{{Code: one.Code, Severity: problem.Error, Place: problem.Place{File: file}, Cause: sentence(one.Cause), Remedy: sentence(one.Remedy)}}
	}
	return analysis.Problems(err, file)
}

func (a *app) predictCommand() *cobra.Command {
	var format, train, trainFormat string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "predict FILE --train FILE",
		Short: "Forecast issues with a distribution calibrated on resolved ones",
		Long: `Predict fits the forecast distribution to the resolved issues of the training file and
forecasts every issue of the file: median, middle half and 90% range, and the score of
those that are resolved. Without --train, or with fewer than 30 resolved issues in it, the
calibration that ships is used, which rests on EU legislation only.`,
		Example: `  entente predict open.csv --train decisions.csv
  entente predict open.csv --json`,
		Args:              arguments(1, 1, "FILE"),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault),
	}
	addFormat(cmd, &format)
	cmd.Flags().StringVar(&train, "train", "", "calibrate on the resolved issues of this `FILE`")
	cmd.Flags().StringVar(&trainFormat, "train-format", "", "read the training file as `FORMAT`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON (docs/json.md)")
	cmd.RegisterFlagCompletionFunc("train-format", completeFormat)
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		if train == "-" && args[0] == "-" {
			return usage("usage/flag-value", "Standard input can be read once only.", "Name a file for one of the two.")
		}
		t, list, err := a.readStances(args[0], format)
		if err != nil {
			return err
		}
		var known *backtest.Record
		if train != "" {
			k, bad, err := a.readStances(train, trainFormat)
			if err != nil {
				return err
			}
			if list = append(list, bad...); !list.HasErrors() {
				if train != args[0] {
					a.warn(k.reading)
				}
				known = backtest.FromStances(k.name, k.digest, k.data)
			}
		}
		if list.HasErrors() {
			return list
		}
		p, err := backtest.Predict(known, backtest.FromStances(t.name, t.digest, t.data))
		if err != nil {
			return listOr(recordProblems(err, t.name), err)
		}
		a.warn(append(t.reading, said(p.Warnings)...))
		if asJSON {
			return writeJSON(&a.out, p)
		}
		return report.PredictText(&a.out, p, report.TextStyle{Bold: a.bold()})
	})
	return cmd
}

// said are a result's own warnings as problems.
func said(warnings []string) problem.List {
	var list problem.List
	for _, w := range warnings {
		list = append(list, problem.Problem{Code: "bargaining/weak-calibration", Severity: problem.Warning, Cause: w})
	}
	return list
}
