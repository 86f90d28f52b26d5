package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"entente/internal/codec/causal"
	"entente/internal/problem"
	"entente/internal/report"
	"entente/internal/solo"
)

// causeFlags are the flags of the causes lens alone.
type causeFlags struct {
	format, self, prior, write, to string
	press, observe, why, cut, hold []string
	draws, workers                 int
	seed                           uint64
	weights, mechanisms, json      bool
}

func (a *app) causeCommand() *cobra.Command {
	var f causeFlags
	cmd := &cobra.Command{
		Use:   "cause FILE",
		Short: "Run the causes lens alone, on a causal map or on a case",
		Long: `Cause reads a signed causal map, a list of links (edges-csv), a matrix (matrix-csv, rows
act on columns) or SD-JSON, and says what its structure implies: the exact table of
predictions with their weights, feedback loops with their gain, the shape of the map, and
for each --press which way every node goes in how many of the weightings that leave the
map stable, with the routes that pull each way. What was seen narrows the weightings:
--observe "payoff=-1: cooperation rises".

FILE may also be a case: its own map and what it says was seen are used then.
- reads standard input. With --write the map is written in another format and not run.`,
		Example: `  entente cause map.csv --press payoff=1
  entente cause map.csv --press threats=1,payoff=-0.5 --why cooperation --json
  entente cause hamadan-2016 --press opposition-support=1
  entente cause map.csv --write map.json`,
		Args:              arguments(1, 1, "FILE"),
		ValidArgsFunction: completeCase,
	}
	fl := cmd.Flags()
	fl.StringVar(&f.format, "format", "", "read the file as `FORMAT`: "+mapFormats()+"; found out when left out")
	fl.StringArrayVar(&f.press, "press", nil, "push `NODE=SIZE`, several parted by commas; may be repeated, each a press of its own")
	fl.StringArrayVar(&f.observe, "observe", nil, "keep draws alone that show `PRESS: NODE rises` (falls, stays); may be repeated")
	fl.StringArrayVar(&f.why, "why", nil, "show the routes to `NODE`; may be repeated; left out, to nodes that are ambiguous")
	fl.StringArrayVar(&f.cut, "cut", nil, "under each press, also cut the `LINKS`, as CAUSE -> EFFECT parted by semicolons; may be repeated")
	fl.StringArrayVar(&f.hold, "hold", nil, "under each press, also hold `NODE` at its level; may be repeated")
	fl.BoolVar(&f.mechanisms, "mechanisms", false, "on a case: under each press, switch each mechanism of the map off in turn")
	fl.IntVar(&f.draws, "draws", 0, "accept `N` draws a press; 10000 when left out")
	fl.Uint64Var(&f.seed, "seed", 1, "draw from seed `S`; the same seed gives the same bytes")
	fl.IntVar(&f.workers, "workers", 0, "use `N` cores, 0 for all; results do not depend on it")
	fl.StringVar(&f.self, "self", "", "self-limitation by `RULE`: sampled, unit or declared; the case's own when left out, else sampled")
	fl.StringVar(&f.prior, "prior", "", "draw sizes that are not stated from `PRIOR`: uniform or loguniform")
	fl.BoolVar(&f.weights, "weights", false, "take the weights of a matrix as sizes of links, without evidence")
	fl.StringVar(&f.write, "write", "", "write the map to `OUT` in another format, and run nothing")
	fl.StringVar(&f.to, "to", "", "the `FORMAT` to write: "+mapFormats()+"; by the name of OUT when left out")
	fl.BoolVar(&f.json, "json", false, "print the result as JSON (docs/json.md)")
	for _, name := range []string{"format", "to"} {
		cmd.RegisterFlagCompletionFunc(name, completeWords(mapFormatNames()...))
	}
	cmd.RegisterFlagCompletionFunc("self", completeWords("sampled", "unit", "declared"))
	cmd.RegisterFlagCompletionFunc("prior", completeWords("uniform", "loguniform"))
	for _, name := range []string{"press", "observe", "why", "cut", "hold", "draws", "seed", "workers"} {
		cmd.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		onCase := isCase(args[0])
		if list := f.misplaced(cmd, onCase); list.HasErrors() {
			return list
		}
		m, reading, err := a.readMap(args[0], &f, onCase)
		if err != nil {
			return err
		}
		if f.write != "" {
			return a.convertMap(m, reading, f.write, f.to)
		}
		return a.runCauses(cmd.Context(), m, &f)
	})
	return cmd
}

func completeWords(words ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	}
}

func mapFormatNames() []string {
	var names []string
	for _, f := range causal.Formats() {
		names = append(names, string(f))
	}
	return names
}

func mapFormats() string {
	names := mapFormatNames()
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

func (f *causeFlags) misplaced(cmd *cobra.Command, onCase bool) problem.List {
	var list problem.List
	refuse := func(names []string, cause, remedy string) {
		for _, n := range names {
			if cmd.Flags().Changed(n) {
				list = append(list, usage("usage/flag", fmt.Sprintf("--%s %s.", n, cause), remedy)...)
			}
		}
	}
	if onCase {
		refuse([]string{"format", "weights"}, "is about files of causal maps, and this is a case", "Name a file, or leave the flag out.")
	}
	if !onCase {
		refuse([]string{"mechanisms"}, "is about cases, and this is a file", "Name links with --cut.")
	}
	if f.write == "" {
		refuse([]string{"to"}, "needs --write", "Name the file to write, or - for standard output.")
	} else {
		refuse([]string{"press", "observe", "why", "cut", "hold", "mechanisms", "draws", "seed", "workers", "self", "prior", "weights", "json"}, "does nothing with --write, which runs nothing", "Run the command once for each.")
	}
	if f.workers < 0 {
		list = append(list, usage("usage/flag-value", fmt.Sprintf("--workers %d is below 0.", f.workers), "Leave the flag out to use all cores.")...)
	}
	if cmd.Flags().Changed("draws") && f.draws < 1 {
		list = append(list, usage("usage/flag-value", fmt.Sprintf("--draws %d is below 1.", f.draws), "10000 is enough for shares to be steady to about one in a hundred.")...)
	}
	if len(f.press) == 0 {
		refuse([]string{"observe", "why", "cut", "hold", "mechanisms"}, "needs --press", "Say what is pushed, as --press NODE=SIZE.")
	}
	return list
}

// readMap reads a file, or the map of a case.
func (a *app) readMap(name string, f *causeFlags, onCase bool) (*solo.CauseMap, problem.List, error) {
	if onCase {
		file, list := openCase(name)
		if list.HasErrors() {
			return nil, nil, list
		}
		if m := solo.CauseCase(file); m != nil {
			return m, nil, nil
		}
		return nil, nil, usage("usage/no-map", fmt.Sprintf("The case %s has no causal map.", file.Case.ID), "Give it a section causes (docs/case-format.md), or name a file.")
	}
	format := causal.Format(f.format)
	if format != "" && !slices.Contains(causal.Formats(), format) {
		return nil, nil, usage("usage/unknown-format", fmt.Sprintf("%q is no format of causal maps.", f.format), "Leave --format out, or choose "+mapFormats()+".")
	}
	data, list, err := a.readFile(name)
	if list.HasErrors() || err != nil {
		return nil, nil, listOr(list, err)
	}
	if format == "" {
		format = causal.Detect(data)
	}
	if name == "-" {
		name = stdinName
	}
	read, reading := causal.Read(format, name, data)
	if reading.HasErrors() {
		return nil, nil, reading
	}
	sum := sha256.Sum256(data)
	return solo.CauseFile(name, hex.EncodeToString(sum[:]), format, read, reading, f.weights), reading, nil
}

func (a *app) convertMap(m *solo.CauseMap, reading problem.List, to, format string) error {
	target, list := mapTarget(to, format)
	if list.HasErrors() {
		return list
	}
	if err := writable(to); err != nil {
		return err
	}
	data, lost, err := causal.Write(target, m.File)
	if err != nil {
		return err
	}
	for _, what := range append(lost, m.Lost...) {
		reading = append(reading, problem.Problem{Code: "causes/format-loses", Severity: problem.Warning,
			Cause: fmt.Sprintf("%s has no place for %s.", target, what), Remedy: "Keep the original."})
	}
	a.warn(reading)
	return a.save(to, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// mapTarget is the format asked for, or the one that the name of the file
// speaks for.
func mapTarget(to, format string) (causal.Format, problem.List) {
	target := causal.Format(format)
	switch {
	case format == "" && strings.ToLower(filepath.Ext(to)) == ".json":
		return causal.SDJSON, nil
	case format == "":
		return "", usage("usage/format-needed", fmt.Sprintf("The name %s does not tell the format.", to), "Say --to "+mapFormats()+".")
	case !slices.Contains(causal.Formats(), target):
		return "", usage("usage/unknown-format", fmt.Sprintf("%q is no format that can be written.", format), "Choose "+mapFormats()+".")
	}
	return target, nil
}

func (a *app) runCauses(ctx context.Context, m *solo.CauseMap, f *causeFlags) error {
	o := solo.CauseOptions{Why: f.why, Draws: f.draws, Seed: f.seed, Self: f.self, Prior: f.prior, Workers: f.workers}
	var list problem.List
	for _, text := range f.press {
		p, bad := parsePress("--press", text, m.Map.Nodes)
		list = append(list, bad...)
		o.Presses = append(o.Presses, p)
	}
	for _, text := range f.observe {
		s, bad := parseSeen(text, m.Map.Nodes)
		list = append(list, bad...)
		o.Observe = append(o.Observe, s)
	}
	if f.mechanisms {
		o.Off = m.Mechanisms
	}
	for _, text := range f.cut {
		off := solo.MechanismOff{Name: text}
		for _, link := range strings.Split(text, ";") {
			off.Cut = append(off.Cut, strings.TrimSpace(link))
		}
		o.Off = append(o.Off, off)
	}
	for _, node := range f.hold {
		o.Off = append(o.Off, solo.MechanismOff{Name: "hold " + node, Hold: []string{node}})
	}
	if list.HasErrors() {
		return list
	}
	p := a.progress(m.Name)
	o.Progress = p.update
	res, err := solo.RunCauses(ctx, m, o)
	p.done()
	if res == nil || err != nil && !errors.Is(err, ctx.Err()) {
		return err
	}
	if f.json {
		err = writeJSON(&a.out, res)
	} else {
		err = report.CausesText(&a.out, res, report.TextStyle{Bold: a.bold()})
	}
	if err == nil && res.Stopped {
		return interrupted{res.Interrupted()}
	}
	return err
}

// parsePress reads NODE=SIZE, several parted by commas. A node's name may hold
// commas and equals signs itself where it stands alone.
func parsePress(flag, text string, nodes []string) (solo.Press, problem.List) {
	parts := strings.Split(text, ",")
	if at := strings.LastIndexByte(text, '='); at > 0 && slices.Contains(nodes, strings.TrimSpace(text[:at])) {
		parts = []string{text}
	}
	var out solo.Press
	var list problem.List
	for _, part := range parts {
		at := strings.LastIndexByte(part, '=')
		if at < 0 {
			list = append(list, usage("usage/press", fmt.Sprintf("%s %q has no equals sign.", flag, strings.TrimSpace(part)), "Write NODE=SIZE, such as threats=1 or payoff=-0.5.")...)
			continue
		}
		node, size := strings.TrimSpace(part[:at]), strings.TrimSpace(part[at+1:])
		x, err := strconv.ParseFloat(strings.ReplaceAll(size, "\u2212", "-"), 64)
		if err != nil || x-x != 0 {
			list = append(list, usage("causes/not-a-number", fmt.Sprintf("%s %s: %q is no finite number.", flag, node, size), "Write a size such as 1 or -0.5.")...)
			continue
		}
		out = append(out, solo.Push{Node: node, Size: x})
	}
	return out, list
}

// parseSeen reads PRESS: NODE rises.
func parseSeen(text string, nodes []string) (solo.SeenPress, problem.List) {
	wrong := func() (solo.SeenPress, problem.List) {
		return solo.SeenPress{}, usage("usage/observe", fmt.Sprintf("--observe %q says not what was seen under which push.", text), `Write PRESS: NODE rises (or falls, stays), such as "payoff=-1: cooperation rises".`)
	}
	push, seen, ok := strings.Cut(text, ": ")
	at := strings.LastIndexByte(strings.TrimSpace(seen), ' ')
	if !ok || at < 0 {
		return wrong()
	}
	seen = strings.TrimSpace(seen)
	moved, ok := map[string]string{"rises": "+", "rose": "+", "+": "+", "falls": "-", "fell": "-", "-": "-", "stays": "0", "stayed": "0", "0": "0"}[seen[at+1:]]
	if !ok {
		return wrong()
	}
	p, list := parsePress("--observe", push, nodes)
	return solo.SeenPress{Press: p, Node: strings.TrimSpace(seen[:at]), Moved: moved}, list
}
