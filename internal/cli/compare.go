package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"entente/internal/analysis"
	"entente/internal/problem"
	"entente/internal/report"
	"entente/model"
)

// baseName stands for the case as written in a comparison.
const baseName = "base"

func (a *app) compareCommand() *cobra.Command {
	var f runFlags
	var sides []string
	var byMechanism bool
	cmd := &cobra.Command{
		Use:   "compare CASE --what-if A --what-if B | --mechanisms",
		Short: "Show two what-ifs side by side, or what each mechanism carries",
		Long: `Compare runs the case under A and under B with the same draws, and shows the base, A, B
and the difference B minus A, draw by draw. A side may join several what-ifs with commas;
"base" is the case as written, and stands for A when only one side is given.

With --mechanisms it runs the case whole and without each of its mechanisms, on the same
draws, and shows what that does to every conclusion.`,
		Example: `  entente compare hamadan-2016 --what-if full-delivery --what-if no-delivery
  entente compare hamadan-2016 --what-if hardliners-up
  entente compare hamadan-2016 --mechanisms`,
		Args:              arguments(1, 1, "CASE"),
		ValidArgsFunction: completeCase,
	}
	f.add(cmd, false)
	cmd.Flags().StringArrayVar(&sides, "what-if", nil, "a side `W`: one what-if, several joined with commas, or base; once or twice")
	cmd.Flags().BoolVar(&byMechanism, "mechanisms", false, "compare the case with itself without each of its mechanisms")
	cmd.RegisterFlagCompletionFunc("what-if", completeWhatIf)
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		if byMechanism {
			if len(sides) > 0 {
				return usage("usage/one-form", "--mechanisms and --what-if exclude each other.", "Ask for one comparison at a time.")
			}
			if !cmd.Flags().Changed("samples") {
				f.draws = analysis.MechanismDraws
			}
			return a.compareMechanisms(cmd.Context(), args[0], &f)
		}
		if len(sides) == 1 {
			sides = append([]string{baseName}, sides...)
		}
		if len(sides) != 2 {
			return usage("usage/two-sides", fmt.Sprintf("compare wants two sides and got %d.", len(sides)), "Write --what-if A --what-if B, or one of them to compare it with the base.")
		}
		file, list := openCase(args[0])
		if list.HasErrors() {
			return list
		}
		o, list := f.options(file)
		var both [2][]model.WhatIfID
		for i, s := range sides {
			var bad problem.List
			both[i], bad = side(file.Case, s)
			list = append(list, bad...)
		}
		if list.HasErrors() {
			return list
		}
		p := a.progress(file.Case.ID)
		o.Progress, o.Levers = p.update, false
		c, err := analysis.Compare(cmd.Context(), file, both[0], both[1], o)
		p.done()
		if err != nil {
			return err
		}
		if f.json {
			err = writeJSON(&a.out, c)
		} else {
			err = report.CompareText(&a.out, c, report.Marking(file.Case), report.TextStyle{Bold: a.bold()})
		}
		if err == nil {
			err = cutShort(c.Draws, o.Draws)
		}
		return err
	})
	return cmd
}

// compareMechanisms prints the table mechanism × conclusion.
func (a *app) compareMechanisms(ctx context.Context, name string, f *runFlags) error {
	file, list := openCase(name)
	if list.HasErrors() {
		return list
	}
	o, list := f.options(file)
	if list.HasErrors() {
		return list
	}
	p := a.progress(file.Case.ID)
	o.Progress = p.update
	m, err := analysis.MechanismTable(ctx, file, o)
	p.done()
	if err != nil {
		return err
	}
	if f.json {
		err = writeJSON(&a.out, m)
	} else {
		err = report.MechanismsText(&a.out, m, report.Marking(file.Case), report.TextStyle{Bold: a.bold()})
	}
	if all := len(file.Case.Mechanisms); err == nil && m.Done < all {
		err = interrupted{fmt.Sprintf("interrupted after %d of %d mechanisms", m.Done, all)}
	}
	return err
}

func side(c *model.Case, s string) ([]model.WhatIfID, problem.List) {
	if s == baseName {
		return nil, nil
	}
	return whatIfs(c, strings.Split(s, ","))
}
