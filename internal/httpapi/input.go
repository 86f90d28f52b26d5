package httpapi

import (
	"fmt"
	"slices"
	"strings"

	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
)

// The types of requests are exported because the framework looks into no other;
// nothing outside of this package uses them.

// CaseIn names the case of a request.
type CaseIn struct {
	ID string `path:"id" doc:"The case, as listed by /api/cases."`
	Conditional
}

// Conditional lets a client say which answer it has already.
type Conditional struct {
	IfNoneMatch string `header:"If-None-Match" hidden:"true"`
}

// RunIn is what a run of a case depends on.
type RunIn struct {
	CaseIn
	WhatIf []string `query:"what-if" maxItems:"64" doc:"Ids of what-ifs in force, separated by commas."`
	Set    []string `query:"set,explode" maxItems:"256" doc:"A change by hand, PATH=VALUE, with VALUE as in a case file; may be repeated."`
	Off    []string `query:"without" maxItems:"64" doc:"Ids of mechanisms that are switched off, separated by commas."`
	Seed   uint64   `query:"seed" default:"1" doc:"Seed of the draws."`
	Draws  int      `query:"draws" default:"10000" minimum:"100" maximum:"100000" doc:"How often the ranges are drawn."`
}

// options reads the parameters of a run against a case. What is wrong with them
// is a problem.List with everything in it.
func (in *RunIn) options(f *yaml.File) (analysis.Options, error) {
	o := analysis.Options{Seed: in.Seed, Draws: in.Draws}
	var bad problem.List
	seen := map[model.WhatIfID]bool{}
	for _, text := range in.WhatIf {
		id := model.WhatIfID(strings.TrimSpace(text))
		switch {
		case id == "" || seen[id]:
			continue
		case f.Case.WhatIf(id) == nil:
			bad = append(bad, problem.Problem{
				Code: "run/unknown-what-if", Severity: problem.Error,
				Cause:  "The case has no what-if " + quoted(text) + ".",
				Remedy: "It has " + listWhatIfs(f.Case) + ".",
			})
		default:
			seen[id] = true
			o.WhatIfs = append(o.WhatIfs, id)
		}
	}
	for _, text := range in.Off {
		id := model.MechanismID(strings.TrimSpace(text))
		switch {
		case id == "" || slices.Contains(o.Without, id):
		case f.Case.Mechanism(id) == nil:
			bad = append(bad, problem.Problem{
				Code: "run/unknown-mechanism", Severity: problem.Error,
				Cause:  "The case has no mechanism " + quoted(text) + ".",
				Remedy: "GET /api/cases/" + in.ID + " lists its mechanisms.",
			})
		default:
			o.Without = append(o.Without, id)
		}
	}
	for _, text := range in.Set {
		path, value, ok := strings.Cut(text, "=")
		if !ok {
			bad = append(bad, problem.Problem{
				Code: "run/change", Severity: problem.Error,
				Cause:  "The change " + quoted(text) + " has no equals sign.",
				Remedy: "Write PATH=VALUE, such as russia.base-access.position=60..80.",
			})
			continue
		}
		change, problems := f.ParseChange(path, value)
		if problems.HasErrors() {
			bad = append(bad, problems...)
			continue
		}
		o.Changes = append(o.Changes, change)
	}
	return o, bad.Err()
}

func listWhatIfs(c *model.Case) string {
	if len(c.WhatIfs) == 0 {
		return "none"
	}
	ids := make([]string, len(c.WhatIfs))
	for i := range c.WhatIfs {
		ids[i] = string(c.WhatIfs[i].ID)
	}
	return strings.Join(ids, ", ")
}

// key holds everything that the answer to a request of a kind depends on beside
// the engine, which does not change while it runs. The id is part of it because
// equal files in two folders are shown under two names. Changes are keyed as they
// were written: two spellings of one value cost a second run, no wrong answer.
func (in *RunIn) key(kind string, f *yaml.File, o analysis.Options, more string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %q %d %d %t", kind, in.ID, f.Digest, o.Seed, o.Draws, o.Levers)
	for _, id := range o.WhatIfs {
		fmt.Fprintf(&b, " w%q", id)
	}
	for _, id := range o.Without {
		fmt.Fprintf(&b, " m%q", id)
	}
	for _, text := range in.Set {
		fmt.Fprintf(&b, " s%q", text)
	}
	fmt.Fprintf(&b, " %q", more)
	return b.String()
}
