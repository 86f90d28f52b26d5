package cli

import (
	"slices"

	"entente/cases"
	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/internal/report"
	"entente/internal/store"
)

// openCase finds and reads the case that the user names.
func openCase(ref string) (*yaml.File, problem.List) {
	return store.Open(ref)
}

// memo joins a result to the case it came from.
func memo(f *yaml.File, ref string, res *analysis.Result) report.Memo {
	v := analysis.NewView(f)
	if !slices.Contains(cases.IDs(), ref) {
		v.Origin = ref
	}
	return report.Memo{Result: res, View: v, Marking: report.Marking(f.Case)}
}
