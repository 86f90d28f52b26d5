package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"entente/evidence"
	"entente/internal/analysis"
	"entente/internal/problem"
)

func (a *app) checkCommand() *cobra.Command {
	var asJSON, strict bool
	var only []string
	cmd := &cobra.Command{
		Use:   "check CASE",
		Short: "Tell everything that is wrong or weak in a case",
		Long: `Check reads the case and reports all that is wrong (errors), weak (warnings) or worth
knowing (notes), each with file, line, column, cause and remedy. With errors, or with
--strict also with warnings, the report goes to standard error and the status is 1.`,
		Example: `  entente check hamadan-2016
  entente check hamadan-2016 --only ev/one-origin --only ev/judgement-only`,
		Args:              arguments(1, 1, "CASE"),
		ValidArgsFunction: completeCase,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the problems as JSON (docs/json.md)")
	cmd.Flags().BoolVar(&strict, "strict", false, "take warnings for errors")
	cmd.Flags().StringSliceVar(&only, "only", nil, "report the check `ID` only, such as ev/one-origin, or a group, such as ev; may be repeated")
	cmd.RegisterFlagCompletionFunc("only", cobra.NoFileCompletions)
	cmd.RunE = work(func(_ *cobra.Command, args []string) error {
		file, list := openCase(args[0])
		if !list.HasErrors() {
			list = analysis.Check(file)
		}
		if bad := unknownChecks(only); bad.HasErrors() {
			return bad
		}
		list = chosenChecks(list, only)
		if strict {
			for i := range list {
				if list[i].Severity == problem.Warning {
					list[i].Severity = problem.Error
				}
			}
		}
		list.Sort()
		if list.HasErrors() {
			a.problems(list)
			if !asJSON {
				fmt.Fprintf(a.Err, "\n%s: %s\n", args[0], tally(list))
			}
			return reported{}
		}
		if asJSON {
			return writeJSON(&a.out, list.AsReport())
		}
		if err := list.WriteText(&a.out); err != nil {
			return err
		}
		if len(list) > 0 {
			fmt.Fprintln(&a.out)
		}
		fmt.Fprintf(&a.out, "%s: %s\n", args[0], tally(list))
		for _, l := range byCheck(list) {
			fmt.Fprintf(&a.out, "  %s\n", l)
		}
		return nil
	})
	return cmd
}

// unknownChecks finds names of evidence checks that do not exist; the codes of
// the other groups are not in one list.
func unknownChecks(only []string) problem.List {
	var known []string
	for _, c := range evidence.Checks() {
		known = append(known, c.ID)
	}
	var list problem.List
	for _, o := range only {
		if strings.HasPrefix(o, "ev/") && o != "ev/" && !slices.Contains(known, o) {
			list = append(list, usage("usage/unknown-check", fmt.Sprintf("There is no check %q.", o), didYouMean(o, known)+"The checks are listed in docs/case-format.md.")...)
		}
	}
	return list
}

// chosenChecks keeps the checks that were asked for; errors always stay, for
// the case cannot be run with them.
func chosenChecks(list problem.List, only []string) problem.List {
	if len(only) == 0 {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(p problem.Problem) bool {
		if p.Severity == problem.Error {
			return false
		}
		return !slices.ContainsFunc(only, func(o string) bool {
			return p.Code == o || strings.HasPrefix(p.Code, strings.TrimSuffix(o, "/")+"/")
		})
	})
}

func tally(list problem.List) string {
	n := map[problem.Severity]int{}
	for _, p := range list {
		n[p.Severity]++
	}
	if len(list) == 0 {
		return "nothing to report"
	}
	return fmt.Sprintf("%s, %s, %s", counted(n[problem.Error], "error"), counted(n[problem.Warning], "warning"), counted(n[problem.Note], "note"))
}

// manyProblems is how many problems a reader sees at a glance; beyond, they are
// also counted by check.
const manyProblems = 10

// byCheck counts a long list by check, the most frequent first.
func byCheck(list problem.List) []string {
	if len(list) <= manyProblems {
		return nil
	}
	n := map[string]int{}
	var codes []string
	for _, p := range list {
		if n[p.Code] == 0 {
			codes = append(codes, p.Code)
		}
		n[p.Code]++
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(n[b]-n[a], strings.Compare(a, b)) })
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = fmt.Sprintf("%5d %s", n[c], c)
	}
	return out
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
