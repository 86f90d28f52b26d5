package solo

import (
	"fmt"
	"slices"
	"strings"

	"entente/bargain"
	"entente/internal/codec/stances"
	"entente/internal/problem"
)

// pick keeps the issues that are asked for.
func pick(d *stances.Data, o Options) (*stances.Data, error) {
	if len(o.Issues) == 0 && o.Group == "" {
		return d, nil
	}
	var ids, groups []string
	for k, is := range d.Problem.Issues {
		ids = append(ids, is.ID)
		if g := d.Issues[k].Group; g != "" && !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	var list problem.List
	missing := func(what, name string, known []string) {
		list = append(list, problem.Problem{Code: CodePick, Severity: problem.Error, Cause: fmt.Sprintf("The file has no %s %q.", what, name), Remedy: few(what, known)})
	}
	for _, name := range o.Issues {
		if !slices.Contains(ids, name) {
			missing("issue", name, ids)
		}
	}
	if o.Group != "" && !slices.Contains(groups, o.Group) {
		missing("proposal", o.Group, groups)
	}
	if list.HasErrors() {
		return nil, list
	}
	var kept []int
	for k, id := range ids {
		if (len(o.Issues) == 0 || slices.Contains(o.Issues, id)) && (o.Group == "" || d.Issues[k].Group == o.Group) {
			kept = append(kept, k)
		}
	}
	if len(kept) == 0 {
		return nil, problem.List{{Code: CodePick, Severity: problem.Error, Cause: fmt.Sprintf("None of the issues named is of proposal %s.", o.Group), Remedy: "Name one or the other."}}
	}
	return columns(d, kept), nil
}

// few lists what is known, not all of many.
func few(what string, known []string) string {
	if len(known) == 0 {
		return "It has none."
	}
	const most = 12
	text := "It has " + strings.Join(known[:min(most, len(known))], ", ")
	if len(known) > most {
		text += fmt.Sprintf(" and %d more", len(known)-most)
	}
	return text + "."
}

// columns is the data with some of its issues.
func columns(d *stances.Data, kept []int) *stances.Data {
	out := *d
	out.Problem.Issues, out.Issues, out.Ranges = nil, nil, nil
	for _, k := range kept {
		out.Problem.Issues = append(out.Problem.Issues, d.Problem.Issues[k])
		out.Issues = append(out.Issues, d.Issues[k])
	}
	for _, m := range []struct{ to, from *[][]float64 }{
		{&out.Problem.Position, &d.Problem.Position}, {&out.Problem.Salience, &d.Problem.Salience}, {&out.Problem.Capability, &d.Problem.Capability},
	} {
		rows := make([][]float64, len(*m.from))
		for i, row := range *m.from {
			for _, k := range kept {
				rows[i] = append(rows[i], row[k])
			}
		}
		*m.to = rows
	}
	for _, r := range d.Ranges {
		if k := slices.Index(kept, r.Issue); k >= 0 {
			r.Issue = k
			out.Ranges = append(out.Ranges, r)
		}
	}
	return &out
}

// oneProposal refuses to let actors trade across decisions that were not taken
// together.
func oneProposal(d *stances.Data, model string) error {
	first, other := "", ""
	for _, is := range d.Issues {
		switch {
		case first == "":
			first = is.Group
		case is.Group != first && other == "":
			other = is.Group
		}
	}
	if other == "" {
		return nil
	}
	return &bargain.InputError{Code: CodeProposals,
		Cause:  fmt.Sprintf("the file holds issues of several proposals (%s, %s, ...), and %s works on issues that are settled together", first, other, model),
		Remedy: "name one with --group, or some issues with --issue; entente backtest runs each proposal by itself"}
}
