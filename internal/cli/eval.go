package cli

import (
	"github.com/spf13/cobra"

	"entente/internal/eval"
)

func (a *app) evalCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "eval",
		Short: "Answer requests to single operations, one JSON line each",
		Long: `Eval reads one JSON request a line from standard input, {"id", "op", "in"}, and writes one
JSON line a request to standard output, {"id", "ok", "result"} or {"id", "ok", "error"}.
It ends with status 0 when every line was answered, also with errors.`,
		Example: `  echo '{"id":"1","op":"evidence.value","in":{"text":"40..60"}}' | entente eval`,
		Args:    arguments(0, 0, ""),
		RunE: work(func(cmd *cobra.Command, _ []string) error {
			return eval.Run(cmd.Context(), a.In, a.Out, a.Err)
		}),
	}
}
