package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"entente/bargain"
	"entente/internal/analysis"
	"entente/internal/problem"
	"entente/internal/report"
	"entente/internal/solo"
	"entente/model"
)

// bargainFlags are the flags of the lens alone.
type bargainFlags struct {
	format, model, group, write, to, ties string
	rounds                                int
	seed                                  uint64
	set, issues, whatIfs, changes         []string
	trace, tables, json                   bool
}

func (a *app) bargainCommand() *cobra.Command {
	var f bargainFlags
	cmd := &cobra.Command{
		Use:   "bargain FILE",
		Short: "Run the bargaining lens alone, on a file of stances or on a case",
		Long: `Bargain runs one model on the field's own files: KTAB's comma-separated and XML files,
DECIDE's tab files, the DEU table, or plain lines of issue, actor, position, salience and
capability. Without --model these are the static methods with a forecast distribution.
A dynamic model, ` + strings.Join(modelNames(), ", ") + `,
tells who moves whom and why; the weighted mean and the model's record stand beside it.
--set changes one of its switches, as NAME=VALUE; docs/bargaining.md lists them.

FILE may also be a case: its numbers then stand at their mids. - reads standard input.
With --write the file is written in another format and no model is run.`,
		Example: `  entente bargain council.csv
  entente bargain council.csv --model smp/ktab-1.4 --trace
  entente bargain council.csv --write council.xml
  entente bargain hamadan-2016 --model eu/pair-least --issue base-access`,
		Args:              arguments(1, 1, "FILE"),
		ValidArgsFunction: completeCase,
	}
	fl := cmd.Flags()
	addFormat(cmd, &f.format)
	fl.StringVar(&f.model, "model", "", "run model `M`; static unless given, on a case "+analysis.DefaultModel)
	fl.IntVar(&f.rounds, "rounds", 0, "stop after `N` rounds; 0 leaves it to the model")
	fl.StringArrayVar(&f.set, "set", nil, "set a switch of the model, as `SWITCH=VALUE`; may be repeated")
	fl.Uint64Var(&f.seed, "seed", 1, "draw from seed `S`; the file's own when left out, else 1")
	fl.StringVar(&f.ties, "ties", "", "exchange models: follow `RULE` among equal gains: lowest, all or draw")
	fl.BoolVar(&f.trace, "trace", false, "tell every move; with --json they are there unless --trace=false")
	fl.BoolVar(&f.tables, "tables", false, "with --json, the table of all pairs for every round")
	fl.StringSliceVar(&f.issues, "issue", nil, "take issue `I` alone; may be repeated on a file")
	fl.StringVar(&f.group, "group", "", "take the issues of proposal `G` alone, where the file has proposals")
	fl.StringSliceVar(&f.whatIfs, "what-if", nil, "on a case: put the what-if `W` in force; may be repeated")
	fl.StringArrayVar(&f.changes, "change", nil, "on a case: set one number, as `PATH=VALUE`; may be repeated")
	fl.StringVar(&f.write, "write", "", "write the stances to `OUT` in another format, and run nothing")
	fl.StringVar(&f.to, "to", "", "the `FORMAT` to write: ktab, ktab-xml, decide or csv; by the name of OUT when left out")
	fl.BoolVar(&f.json, "json", false, "print the result as JSON (docs/json.md)")
	cmd.RegisterFlagCompletionFunc("model", completeModel)
	cmd.RegisterFlagCompletionFunc("to", completeFormat)
	cmd.RegisterFlagCompletionFunc("what-if", completeWhatIf)
	for _, name := range []string{"rounds", "set", "seed", "ties", "issue", "group", "change"} {
		cmd.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		settings, list := f.settings()
		if f.rounds < 0 {
			list = append(list, usage("usage/flag-value", fmt.Sprintf("--rounds %d is below 0.", f.rounds), "Leave the flag out for the model's own number.")...)
		}
		onCase := isCase(args[0])
		list = append(list, f.misplaced(cmd, onCase)...)
		if list.HasErrors() {
			return list
		}
		if onCase {
			return a.bargainCase(cmd, args[0], &f, settings)
		}
		return a.bargainFile(cmd, args[0], &f, settings)
	})
	return cmd
}

func (f *bargainFlags) settings() ([]bargain.Setting, problem.List) {
	var out []bargain.Setting
	var list problem.List
	for _, text := range f.set {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			list = append(list, usage("usage/set", fmt.Sprintf("--set %s has no equals sign.", text), "Write --set SWITCH=VALUE, such as --set prob=net.")...)
			continue
		}
		out = append(out, bargain.Setting{Switch: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	if f.ties != "" {
		out = append(out, bargain.Setting{Switch: "ties", Value: f.ties})
	}
	return out, list
}

// misplaced refuses flags that mean nothing for what is named, so that none is
// passed over in silence.
func (f *bargainFlags) misplaced(cmd *cobra.Command, onCase bool) problem.List {
	var list problem.List
	refuse := func(names []string, cause, remedy string) {
		for _, n := range names {
			if cmd.Flags().Changed(n) {
				list = append(list, usage("usage/flag", fmt.Sprintf("--%s %s.", n, cause), remedy)...)
			}
		}
	}
	if onCase {
		refuse([]string{"format", "group", "write", "to"}, "is about files of stances, and this is a case", "Name a file, or leave the flag out.")
	} else {
		refuse([]string{"what-if", "change"}, "is about cases, and this is a file of stances", "Name a case, or leave the flag out.")
	}
	if f.write == "" {
		refuse([]string{"to"}, "needs --write", "Name the file to write, or - for standard output.")
	} else {
		refuse([]string{"model", "rounds", "set", "seed", "ties", "trace", "tables", "issue", "group", "json"}, "does nothing with --write, which runs no model", "Run the command once for each.")
	}
	return list
}

func (a *app) bargainFile(cmd *cobra.Command, name string, f *bargainFlags, settings []bargain.Setting) error {
	t, list, err := a.readStances(name, f.format)
	if err != nil || list.HasErrors() {
		return listOr(list, err)
	}
	if f.write != "" {
		return a.convert(t, f.write, f.to)
	}
	o := solo.Options{
		Model: f.model, Set: settings, Rounds: f.rounds, Issues: f.issues, Group: f.group,
		Trace: f.trace || f.json && !cmd.Flags().Changed("trace"), Tables: f.tables && f.json,
	}
	if cmd.Flags().Changed("seed") {
		o.Seed = &f.seed
	}
	if err := knownModel(f.model); err.HasErrors() {
		return err
	}
	res, err := solo.Bargain(t.name, t.digest, t.data, t.reading, o)
	if err != nil {
		return err
	}
	a.warn(t.reading)
	if f.json {
		return writeJSON(&a.out, res)
	}
	return report.BargainText(&a.out, res, report.TextStyle{Bold: a.bold()})
}

func (a *app) bargainCase(cmd *cobra.Command, name string, f *bargainFlags, settings []bargain.Setting) error {
	if f.model == solo.Static {
		return usage("usage/static-case", "The static methods of a case are run with all its lenses.", "Write entente run "+name+" --lens bargaining.")
	}
	if err := knownModel(f.model); err.HasErrors() {
		return err
	}
	file, list := openCase(name)
	if list.HasErrors() {
		return list
	}
	run := runFlags{seed: f.seed, draws: 1, whatIfs: f.whatIfs, sets: f.changes}
	o, list := run.options(file)
	m := analysis.ModelOptions{Model: f.model, Set: settings, Rounds: f.rounds, Tables: f.tables && f.json}
	switch len(f.issues) {
	case 0:
	case 1:
		m.Issue = model.IssueID(f.issues[0])
		if file.Case.Issue(m.Issue) == nil {
			var known []string
			for i := range file.Case.Issues {
				known = append(known, string(file.Case.Issues[i].ID))
			}
			list = append(list, usage("usage/unknown-issue", fmt.Sprintf("The case %s has no issue %q.", file.Case.ID, m.Issue), didYouMean(f.issues[0], known)+has("issues", known))...)
		}
	default:
		list = append(list, usage("usage/flag", "On a case --issue is given once.", "Leave it out for all issues.")...)
	}
	if list.HasErrors() {
		return list
	}
	res, err := analysis.RunModel(cmd.Context(), file, o, m)
	if err != nil {
		return listOr(analysis.Problems(err, name), err)
	}
	if f.json {
		if cmd.Flags().Changed("trace") && !f.trace {
			res.Trajectory.Moves = nil
		}
		return writeJSON(&a.out, res)
	}
	return report.ModelText(&a.out, res, f.trace, report.TextStyle{Bold: a.bold()})
}

// knownModel refuses a name that is none, static among those that are.
func knownModel(name string) problem.List {
	known := append([]string{solo.Static}, modelNames()...)
	for _, k := range known {
		if name == "" || name == k {
			return nil
		}
	}
	return usage(bargain.CodeUnknownModel, fmt.Sprintf("There is no model %q.", name), didYouMean(name, known)+"The models: "+strings.Join(known, ", ")+".")
}

func modelNames() []string {
	var names []string
	for _, m := range bargain.Models() {
		names = append(names, m.Name)
	}
	return names
}

func completeModel(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	names := []string{solo.Static + "\tthe static methods, with a forecast distribution"}
	for _, m := range bargain.Models() {
		names = append(names, m.Name+"\t"+m.Meaning)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// listOr is the problems when there are any, else the error.
func listOr(list problem.List, err error) error {
	if list.HasErrors() {
		return list
	}
	return err
}
