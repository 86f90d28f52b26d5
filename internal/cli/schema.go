package cli

import (
	"github.com/spf13/cobra"

	"entente/internal/codec/schema"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of a case file",
		Long: `Schema prints a JSON Schema with which an editor completes and checks a case file as it is
written. It knows the shape; entente check knows the rest.`,
		Example: "  entente schema > case.schema.json",
		Args:    arguments(0, 0, ""),
		RunE: work(func(*cobra.Command, []string) error {
			a.out.Write(schema.JSON())
			return nil
		}),
	}
}
