package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"entente/internal/analysis"
	"entente/internal/report"
)

func (a *app) runCommand() *cobra.Command {
	var f runFlags
	var names []string
	var html, md string
	cmd := &cobra.Command{
		Use:   "run CASE",
		Short: "Answer the case's questions, then show each lens",
		Long: `Run draws every range of the case, settles each issue under several methods, and prints
the answers to the case's questions with their ranges, baselines and reasons, then each
lens. A lens that this version cannot run is named as silent.

Interrupted, it prints what is done so far, and ends with status 2.`,
		Example: `  entente run hamadan-2016
  entente run hamadan-2016 --what-if full-delivery --html memo.html
  entente run hamadan-2016 --set russia.base-access.position=40..60 --json`,
		Args:              arguments(1, 1, "CASE"),
		ValidArgsFunction: completeCase,
	}
	f.add(cmd, true)
	cmd.Flags().StringSliceVar(&names, "lens", nil, "show lens `L` only; may be repeated")
	cmd.Flags().StringVar(&html, "html", "", "write one self-contained page to this `FILE`, or to - for standard output")
	cmd.Flags().StringVar(&md, "md", "", "write a memo in Markdown to this `FILE`, or to - for standard output")
	cmd.RegisterFlagCompletionFunc("lens", completeLens)
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		if n := forms(f.json, html != "", md != ""); n > 1 {
			return usage("usage/one-form", "--json, --html and --md exclude each other.", "Ask for one form at a time; the same seed gives the same result in each.")
		}
		for _, name := range []string{html, md} {
			if err := writable(name); err != nil {
				return err
			}
		}
		chosen, list := lenses(names)
		file, problems := openCase(args[0])
		if problems.HasErrors() {
			return append(list, problems...)
		}
		o, problems := f.options(file)
		if list = append(list, problems...); list.HasErrors() {
			return list
		}
		o.Lenses = chosen
		p := a.progress(file.Case.ID)
		o.Progress = p.update
		res, err := analysis.Run(cmd.Context(), file, o)
		p.done()
		if err != nil {
			return err
		}
		m := memo(file, args[0], res)
		switch {
		case f.json:
			err = writeJSON(&a.out, res)
		case html != "":
			err = a.save(html, m.HTML)
		case md != "":
			err = a.save(md, m.Markdown)
		default:
			err = m.Text(&a.out, report.TextStyle{Bold: a.bold(), Lenses: chosen})
		}
		if err == nil {
			err = cutShort(res.Draws, res.Planned)
		}
		return err
	})
	return cmd
}

// forms counts the forms of output that were asked for.
func forms(asked ...bool) int {
	n := 0
	for _, a := range asked {
		if a {
			n++
		}
	}
	return n
}

// cutShort says that not all draws are in the result, nil when they are.
func cutShort(done, planned int) error {
	if done < planned {
		return interrupted{fmt.Sprintf("interrupted after %d of %d draws", done, planned)}
	}
	return nil
}
