package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"entente/internal/problem"
	"entente/internal/version"
)

// execute runs the command line. What it returns is nil, a problem.List, an
// interrupted, a reported, or a failure.
func (a *app) execute(ctx context.Context) error {
	root := a.root()
	err := root.ExecuteContext(ctx)
	var list problem.List
	var f failure
	if err == nil || ended(err) || errors.As(err, &list) || errors.As(err, &f) {
		return err
	}
	// Whatever else the library finds is about the arguments.
	return usage("usage/arguments", sentence(err.Error()), "See entente --help.")
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "entente",
		Short: "Turn a political situation into a model to run, question and keep score of",
		Long: `Entente runs a case, a folder of text with actors, issues, claims and their sources,
through several formal lenses, shows where they agree and why they differ, carries
every uncertainty through to the answer, and traces each conclusion to a paragraph.

CASE is the id of a built-in case, a folder, or a file.`,
		Example: `  entente run hamadan-2016
  entente why hamadan-2016 temporary-only
  entente serve`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
	}
	root.Version = version.Version
	root.SetVersionTemplate("entente {{.Version}}\n")
	root.SetArgs(a.args)
	root.SetIn(a.In)
	root.SetOut(&a.out)
	root.SetErr(a.Err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return a.badFlag(cmd, err) })
	root.AddCommand(a.runCommand(), a.checkCommand(), a.whyCommand(), a.compareCommand(), a.casesCommand(),
		a.bargainCommand(), a.causeCommand(), a.conflictCommand(), a.predictCommand(), a.backtestCommand(), a.scoreCommand(),
		a.newCommand(), a.schemaCommand(), a.serveCommand(), a.evalCommand(), a.versionCommand())
	root.SetHelpCommand(helpCommand(root))
	root.InitDefaultCompletionCmd("completion")
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			completionCommand(c)
		}
	}
	return root
}

// work wraps what a command does, so that its failures are told from wrong
// arguments.
func work(f func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := f(cmd, args)
		var list problem.List
		if err == nil || ended(err) || errors.As(err, &list) {
			return err
		}
		return failure{err}
	}
}

// ended reports whether a command said itself how it ended.
func ended(err error) bool {
	var i interrupted
	return errors.Is(err, reported{}) || errors.As(err, &i)
}

// usage is one problem with the command line.
func usage(code, cause, remedy string) problem.List {
	return problem.List{{Code: code, Severity: problem.Error, Cause: cause, Remedy: remedy}}
}

func unknownCommand(parent *cobra.Command, name string) error {
	remedy := fmt.Sprintf("%s --help lists the commands.", parent.CommandPath())
	var known []string
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() {
			known = append(known, c.Name())
		}
	}
	return usage("usage/unknown-command", fmt.Sprintf("%s has no command %q.", parent.CommandPath(), name), didYouMean(name, known)+remedy)
}

// badFlag says what is wrong with a flag in the words of a problem.
func (a *app) badFlag(cmd *cobra.Command, err error) error {
	// A flag after an unknown command is not what is wrong.
	if !cmd.HasParent() && len(a.args) > 0 && !strings.HasPrefix(a.args[0], "-") {
		return unknownCommand(cmd, a.args[0])
	}
	help := fmt.Sprintf("%s --help lists the flags.", cmd.CommandPath())
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		dashes := "--"
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		return usage("usage/unknown-flag", fmt.Sprintf("%s has no flag %s%s.", cmd.CommandPath(), dashes, name), didYouMeanFlag(name, known)+help)
	case errors.As(err, &missing):
		return usage("usage/flag-value", fmt.Sprintf("The flag --%s wants a value.", missing.GetSpecifiedName()), help)
	case errors.As(err, &invalid):
		return usage("usage/flag-value", fmt.Sprintf("The flag --%s wants %s; %q is none.", invalid.GetFlag().Name, wants(invalid.GetFlag()), invalid.GetValue()), help)
	}
	return usage("usage/flag", sentence(err.Error()), help)
}

func wants(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int":
		return "a whole number"
	case "uint64":
		return "a whole number from 0"
	case "bool":
		return "true or false"
	}
	return "a " + f.Value.Type()
}

// arguments checks the number of arguments in the words of a problem. names are
// what stands in the usage line.
func arguments(least, most int, names string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		remedy := fmt.Sprintf("Write %s; %s --help shows an example.", strings.TrimSpace(cmd.CommandPath()+" "+names), cmd.CommandPath())
		switch {
		case len(args) < least:
			return usage("usage/missing-argument", fmt.Sprintf("%s wants %s and got %s.", cmd.CommandPath(), names, count(len(args))), remedy)
		case most >= 0 && len(args) > most:
			return usage("usage/too-many-arguments", fmt.Sprintf("%s does not know what to do with %q.", cmd.CommandPath(), args[most]), remedy)
		}
		return nil
	}
}

func count(n int) string {
	switch n {
	case 0:
		return "nothing"
	case 1:
		return "one argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimRight(s[1:], ".") + "."
}

func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Show the help of a command",
		Example: "  entente help run",
		Args:    arguments(0, 2, "[COMMAND]"),
		RunE: func(_ *cobra.Command, args []string) error {
			cmd := root
			for _, name := range args {
				found, rest, err := cmd.Find([]string{name})
				if err != nil || len(rest) > 0 || found == cmd {
					return unknownCommand(cmd, name)
				}
				cmd = found
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if len(args) == 0 {
				for _, c := range root.Commands() {
					if c.IsAvailableCommand() {
						names = append(names, c.Name()+"\t"+c.Short)
					}
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}
