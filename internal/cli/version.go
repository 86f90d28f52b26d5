package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"entente/internal/version"
)

// versionFormat names the JSON form of the version.
const versionFormat = "entente.version/1"

func (a *app) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Tell which engine this is",
		Example: "  entente version",
		Args:    arguments(0, 0, ""),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON (docs/json.md)")
	cmd.RunE = work(func(*cobra.Command, []string) error {
		if asJSON {
			return writeJSON(&a.out, struct {
				Format  string `json:"format"`
				Version string `json:"version"`
				Go      string `json:"go"`
				System  string `json:"system"`
			}{versionFormat, version.Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH})
		}
		fmt.Fprintf(&a.out, "entente %s (%s, %s/%s)\n", version.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return nil
	})
	return cmd
}
