package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
)

// runFlags are the flags of everything that draws.
type runFlags struct {
	draws   int
	seed    uint64
	workers int
	whatIfs []string
	sets    []string
	off     []string
	json    bool
}

// The most draws that one run may ask for: they are kept in memory, about 8 kB
// each for the flagship case; beyond, a mistyped number is likelier
// than a wish.
const mostDraws = 200_000

func (f *runFlags) add(cmd *cobra.Command, whatIfs bool) {
	d := analysis.Defaults()
	fl := cmd.Flags()
	fl.IntVar(&f.draws, "samples", d.Draws, "draw every range `N` times")
	fl.Uint64Var(&f.seed, "seed", d.Seed, "draw from seed `S`; the same seed gives the same bytes")
	fl.IntVar(&f.workers, "workers", 0, "use `N` cores, 0 for all; results do not depend on it")
	if whatIfs {
		fl.StringSliceVar(&f.whatIfs, "what-if", nil, "put the what-if `W` of the case in force; may be repeated")
		fl.StringArrayVar(&f.sets, "set", nil, "set one number, as `PATH=VALUE`; may be repeated")
		cmd.RegisterFlagCompletionFunc("what-if", completeWhatIf)
		cmd.RegisterFlagCompletionFunc("set", cobra.NoFileCompletions)
		fl.StringSliceVar(&f.off, "without", nil, "switch the mechanism `M` of the case off; may be repeated")
		cmd.RegisterFlagCompletionFunc("without", completeMechanism)
	}
	fl.BoolVar(&f.json, "json", false, "print the result as JSON (docs/json.md)")
	for _, name := range []string{"samples", "seed", "workers"} {
		cmd.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
}

// options reads the flags against the case; all that is wrong is reported.
func (f *runFlags) options(file *yaml.File) (analysis.Options, problem.List) {
	o := analysis.Defaults()
	o.Seed, o.Draws, o.Workers = f.seed, f.draws, f.workers
	list := f.numbers()
	var bad problem.List
	o.WhatIfs, bad = whatIfs(file.Case, f.whatIfs)
	list = append(list, bad...)
	o.Without, bad = mechanisms(file.Case, f.off)
	list = append(list, bad...)
	for _, text := range f.sets {
		path, value, ok := strings.Cut(text, "=")
		if !ok {
			list = append(list, usage("usage/set", fmt.Sprintf("--set %s has no equals sign.", text), "Write --set PATH=VALUE, such as --set russia.base-access.position=60..80.")...)
			continue
		}
		c, bad := file.ParseChange(strings.TrimSpace(path), strings.TrimSpace(value))
		if bad.HasErrors() {
			list = append(list, bad...)
			continue
		}
		o.Changes = append(o.Changes, c)
	}
	return o, list
}

func (f *runFlags) numbers() problem.List {
	var list problem.List
	if f.draws < 1 || f.draws > mostDraws {
		list = append(list, usage("usage/flag-value", fmt.Sprintf("--samples %d is not between 1 and %d.", f.draws, mostDraws), "10000 is enough for shares of draws to be steady to about one in a hundred.")...)
	}
	if f.workers < 0 {
		list = append(list, usage("usage/flag-value", fmt.Sprintf("--workers %d is below 0.", f.workers), "Leave the flag out to use all cores.")...)
	}
	return list
}

// whatIfs looks ids up, each once, in the order given.
func whatIfs(c *model.Case, names []string) ([]model.WhatIfID, problem.List) {
	known := make([]model.WhatIfID, len(c.WhatIfs))
	for i := range c.WhatIfs {
		known[i] = c.WhatIfs[i].ID
	}
	return lookUp(c, names, known, "what-if")
}

// mechanisms looks mechanisms up, each once, in the order given.
func mechanisms(c *model.Case, names []string) ([]model.MechanismID, problem.List) {
	known := make([]model.MechanismID, len(c.Mechanisms))
	for i := range c.Mechanisms {
		known[i] = c.Mechanisms[i].ID
	}
	return lookUp(c, names, known, "mechanism")
}

// lookUp finds items of a case by their ids.
func lookUp[ID ~string](c *model.Case, names []string, known []ID, what string) ([]ID, problem.List) {
	var out []ID
	var list problem.List
	for _, text := range names {
		id := ID(strings.TrimSpace(text))
		switch {
		case slices.Contains(out, id):
		case slices.Contains(known, id):
			out = append(out, id)
		default:
			all := make([]string, len(known))
			for i, k := range known {
				all[i] = string(k)
			}
			list = append(list, usage("usage/unknown-"+what, fmt.Sprintf("The case %s has no %s %q.", c.ID, what, id), didYouMean(string(id), all)+has(what+"s", all))...)
		}
	}
	return out, list
}

func has(what string, known []string) string {
	if len(known) == 0 {
		return "It has no " + what + "."
	}
	return "Its " + what + ": " + strings.Join(known, ", ") + "."
}

// lenses looks lenses up by name.
func lenses(names []string) ([]model.Lens, problem.List) {
	var out []model.Lens
	var list problem.List
	known, _ := completeLens(nil, nil, "")
	for _, n := range names {
		l := model.Lens(strings.TrimSpace(n))
		switch {
		case slices.Contains(out, l):
		case slices.Contains(model.Lenses, l):
			out = append(out, l)
		default:
			list = append(list, usage("usage/unknown-lens", fmt.Sprintf("There is no lens %q.", n), didYouMean(n, known)+"The lenses: "+strings.Join(known, ", ")+".")...)
		}
	}
	return out, list
}
