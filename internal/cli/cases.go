package cli

import (
	"fmt"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"entente/cases"
)

// casesFormat names the JSON form of the list of built-in cases.
const casesFormat = "entente.cases/1"

type caseLine struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	AsOf      string `json:"as_of"`
	Questions int    `json:"questions"`
	Digest    string `json:"digest"`
}

func (a *app) casesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "cases",
		Short:   "List the built-in cases",
		Example: "  entente cases",
		Args:    arguments(0, 0, ""),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the list as JSON (docs/json.md)")
	cmd.RunE = work(func(*cobra.Command, []string) error {
		var lines []caseLine
		wide := 0
		for _, id := range cases.IDs() {
			f, list := openCase(id)
			if list.HasErrors() {
				return fmt.Errorf("the built-in case %s: %w", id, list[0])
			}
			l := caseLine{ID: id, Title: f.Case.Title, AsOf: string(f.Case.AsOf), Digest: f.Digest}
			for i := range f.Case.Questions {
				if f.Case.Questions[i].Kind == "" {
					l.Questions++
				}
			}
			lines = append(lines, l)
			wide = max(wide, utf8.RuneCountInString(id))
		}
		if asJSON {
			return writeJSON(&a.out, struct {
				Format string     `json:"format"`
				Cases  []caseLine `json:"cases"`
			}{casesFormat, lines})
		}
		for _, l := range lines {
			fmt.Fprintf(&a.out, "%-*s  %s\n", wide, l.ID, l.Title)
			if l.AsOf != "" {
				fmt.Fprintf(&a.out, "%-*s  as of %s, %s\n", wide, "", l.AsOf, counted(l.Questions, "question"))
			}
		}
		return nil
	})
	return cmd
}
