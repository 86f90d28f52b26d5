package analysis

import (
	"context"
	"fmt"
	"math"

	"entente/bargain"
	"entente/internal/codec/yaml"
	"entente/internal/version"
	"entente/model"
)

// ModelsFormat names the JSON form of ModelRun.
const ModelsFormat = "entente.bargain/1"

// ModelRun is one dynamic model on a case, with every input at its mid. It
// explains; the forecast stays the static one.
type ModelRun struct {
	Format  string  `json:"format"`
	Version string  `json:"version"`
	Case    CaseRef `json:"case"`
	// Scaled says how the case's numbers were fitted to what the model takes.
	Scaled     []string            `json:"scaled"`
	ActorIDs   []string            `json:"actor_ids"` // in the order of the trajectory's actors
	Record     string              `json:"record"`
	Trajectory *bargain.Trajectory `json:"result"`
}

// ModelOptions choose a dynamic model.
type ModelOptions struct {
	Model  string            // "eu/pair-least" unless given
	Set    []bargain.Setting // single switches
	Rounds int               // 0: the model's own
	Issue  model.IssueID     // one issue alone; empty: all
	Tables bool              // with the table of all pairs, round by round
}

// DefaultModel is the dynamic model that is run when none is named.
const DefaultModel = "eu/pair-least"

// ModelRecord is what the record says of a family of models, scored like the
// static methods on the 353 resolved issues of DEU III, 10 rounds.
func ModelRecord(family string) string {
	switch family {
	case "eu":
		return "mean error 25.6 to 30.4 of 100 on 353 resolved EU issues, by variant; the weighted mean's is 23.2"
	case "exchange":
		return "mean error 24.9 of 100 on 353 resolved EU issues; the weighted mean's is 23.2"
	case "smp":
		return "mean error 23.0 of 100 on the 250 resolved EU issues that the published program accepts; the weighted mean's is 20.7 on the same"
	}
	return ""
}

// RunModel runs a dynamic model on the case under what-ifs and changes by hand.
func RunModel(ctx context.Context, f *yaml.File, o Options, m ModelOptions) (*ModelRun, error) {
	o.Levers, o.Draws = false, 1
	r, err := start(ctx, f, o)
	if err != nil {
		return nil, err
	}
	if m.Model == "" {
		m.Model = DefaultModel
	}
	family := ""
	for _, info := range bargain.Models() {
		if info.Name == m.Model {
			family = info.Family
		}
	}
	p, actors, err := r.problem(m.Issue)
	if err != nil {
		return nil, err
	}
	// A case's saliences are 0..100 on every issue; the smp family takes shares
	// of one whole. What is set by hand goes before.
	scaled, settings := []string{}, m.Set
	if family == "smp" {
		settings = append([]bargain.Setting{{Switch: "SalienceSum", Value: "scaled"}}, m.Set...)
		scaled = append(scaled, "Saliences of an actor that sum to more than 1 over the issues have all saliences divided by the largest sum (SalienceSum=scaled).")
	}
	t, err := bargain.Run(m.Model, p, bargain.Options{Set: settings, Rounds: m.Rounds, Seed: o.Seed, Trace: true, Tables: m.Tables})
	if err != nil {
		return nil, err
	}
	return &ModelRun{
		Format: ModelsFormat, Version: version.Version, Case: caseRef(f), Scaled: scaled, ActorIDs: ids(actors),
		Record: ModelRecord(family), Trajectory: t,
	}, nil
}

// problem is the case at the mids of the scenario in force, as the dynamic
// models take it: one issue, or all.
func (r *run) problem(only model.IssueID) (*bargain.Problem, []model.ActorID, error) {
	at := &r.active().point
	p := &bargain.Problem{}
	var actors []model.ActorID
	row := map[model.ActorID]int{}
	var issues []int
	for k := range r.p.issues {
		ip := &r.p.issues[k]
		if only != "" && ip.issue.ID != only {
			continue
		}
		issues = append(issues, k)
		spec := bargain.IssueSpec{ID: string(ip.issue.ID), Low: ip.low, High: ip.high}
		if ip.statusQuo != none {
			x := r.scenarios[r.activeAt].mids[ip.statusQuo]
			spec.Reference = &x
		}
		p.Issues = append(p.Issues, spec)
		for _, a := range ip.actors {
			if _, ok := row[a.actor.ID]; !ok {
				row[a.actor.ID] = len(actors)
				actors = append(actors, a.actor.ID)
				p.Actors = append(p.Actors, plainName(a.actor))
			}
		}
	}
	if only != "" && len(issues) == 0 {
		return nil, nil, fmt.Errorf("the case has no issue %q", only)
	}
	matrix := func() [][]float64 {
		m := make([][]float64, len(actors))
		for i := range m {
			m[i] = make([]float64, len(issues))
			for j := range m[i] {
				m[i][j] = math.NaN()
			}
		}
		return m
	}
	p.Position, p.Salience, p.Capability = matrix(), matrix(), matrix()
	for col, k := range issues {
		ip, out := &r.p.issues[k], &at.issues[k]
		for j, a := range ip.actors {
			if math.IsNaN(out.position[j]) || !(out.capability[j] > 0) {
				continue
			}
			i := row[a.actor.ID]
			p.Position[i][col] = min(max(out.position[j], ip.low), ip.high)
			p.Salience[i][col] = min(max(out.salience[j], 0), 1)
			p.Capability[i][col] = out.capability[j]
		}
	}
	return p, actors, nil
}
