package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"entente/internal/store"
)

func (a *app) newCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "new DIR",
		Short: "Start a case in a new folder",
		Long: `New writes a minimal case with a comment on every section into a folder that is new or
empty. It runs as it stands; replace what is in it by what is yours.`,
		Example: "  entente new my-case",
		Args:    arguments(1, 1, "DIR"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: work(func(_ *cobra.Command, args []string) error {
			if list := store.New(args[0]); list.HasErrors() {
				return list
			}
			fmt.Fprintf(&a.out, "A case is in %s. Next: entente check %s, then entente run %s.\n", args[0], args[0], args[0])
			return nil
		}),
	}
}
