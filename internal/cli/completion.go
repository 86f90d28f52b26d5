package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"entente/cases"
	"entente/model"
)

// completionCommand gives the library's command this program's errors, and an
// example.
func completionCommand(c *cobra.Command) {
	c.Short = "Print the completion script of a shell"
	c.Example = "  entente completion bash > ~/.local/share/bash-completion/completions/entente"
	c.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return nil
	}
	c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	for _, shell := range c.Commands() {
		shell.Args = arguments(0, 0, "")
		shell.Example = "  entente completion " + shell.Name()
	}
}

// completeCase offers the built-in cases; the shell adds files and folders.
func completeCase(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return cases.IDs(), cobra.ShellCompDirectiveDefault
}

// completeConclusion offers the conclusions of the case named before.
func completeConclusion(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return completeCase(cmd, args, typed)
	}
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return fromCase(args, func(c *model.Case) []string {
		var ids []string
		for i := range c.Conclusions {
			ids = append(ids, string(c.Conclusions[i].ID)+"\t"+c.Conclusions[i].Says)
		}
		return ids
	})
}

// completeWhatIf offers the what-ifs of the case named before.
func completeWhatIf(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	return fromCase(args, func(c *model.Case) []string {
		var ids []string
		for i := range c.WhatIfs {
			ids = append(ids, string(c.WhatIfs[i].ID)+"\t"+c.WhatIfs[i].Title)
		}
		return ids
	})
}

// completeMechanism offers the mechanisms of the case named before.
func completeMechanism(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	return fromCase(args, func(c *model.Case) []string {
		var ids []string
		for i := range c.Mechanisms {
			ids = append(ids, string(c.Mechanisms[i].ID)+"\t"+c.Mechanisms[i].Title)
		}
		return ids
	})
}

func completeLens(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, l := range model.Lenses {
		names = append(names, string(l))
	}
	return slices.Clip(names), cobra.ShellCompDirectiveNoFileComp
}

func fromCase(args []string, pick func(*model.Case) []string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	f, list := openCase(args[0])
	if list.HasErrors() {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return pick(f.Case), cobra.ShellCompDirectiveNoFileComp
}
