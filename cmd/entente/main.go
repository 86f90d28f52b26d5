// Command entente turns a political situation into a model to run, question and
// keep score of.
package main

import (
	"os"

	"entente/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Standard()))
}
