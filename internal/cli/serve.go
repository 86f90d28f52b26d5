package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"

	"github.com/spf13/cobra"

	"entente/internal/httpapi"
	"entente/internal/problem"
)

// usualPort is tried first, so that the workbench's addresses stay the same
// from day to day.
const usualPort = 8420

func (a *app) serveCommand() *cobra.Command {
	var port int
	var noOpen bool
	cmd := &cobra.Command{
		Use:   "serve [CASE ...]",
		Short: "Open the workbench in a browser, on this machine only",
		Long: `Serve answers on the loopback address and on no other. The built-in cases are there in any
case; cases named here are opened beside them and can be edited where they are files.
Ctrl-C ends it.`,
		Example: `  entente serve
  entente serve my-case --port 9000 --no-open`,
		Args: arguments(0, -1, "[CASE ...]"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveDefault
		},
	}
	cmd.Flags().IntVar(&port, "port", usualPort, "answer on port `N`; 0 takes any that is free")
	cmd.Flags().BoolVar(&noOpen, "no-open", false, "do not open a browser")
	cmd.RegisterFlagCompletionFunc("port", cobra.NoFileCompletions)
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		if port < 0 || port > 65535 {
			return usage("usage/flag-value", fmt.Sprintf("--port %d is not between 0 and 65535.", port), "Leave the flag out for the usual port.")
		}
		o := httpapi.Options{
			Cases: args, Open: !noOpen,
			Log:   slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: slog.LevelWarn})),
			Ready: func(url string) { fmt.Fprintf(a.Out, "The workbench is at %s (Ctrl-C ends it)\n", url) },
		}
		serve := func(port int) error {
			o.Addr = net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
			return httpapi.Serve(cmd.Context(), o)
		}
		err := serve(port)
		if taken(err) && !cmd.Flags().Changed("port") {
			err = serve(0)
		}
		if errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	})
	return cmd
}

// taken reports whether the port could not be had.
func taken(err error) bool {
	var list problem.List
	return errors.As(err, &list) && len(list) == 1 && list[0].Code == "serve/cannot-listen"
}
