package analysis

import (
	"context"
	"fmt"
	"sync"

	"entente/bargain"
	"entente/internal/codec/yaml"
	"entente/internal/version"
	"entente/model"
)

// ReadingsFormat names the JSON form of Readings.
const ReadingsFormat = "entente.readings/1"

// Readings says under how many readings of a family of dynamic models a
// conclusion holds, with every input at its mid: all combinations of the
// contested switches, each run to its end and judged by the weighted mean of
// the final positions.
type Readings struct {
	Format     string  `json:"format"`
	Version    string  `json:"version"`
	Case       CaseRef `json:"case"`
	Conclusion string  `json:"conclusion"`
	Says       string  `json:"says"`
	Test       string  `json:"test"`
	Family     string  `json:"family"`
	// Failed counts the readings that gave no outcome; they are in no share.
	Failed int `json:"failed"`
	// Static is whether the conclusion holds by the weighted mean of the first
	// positions, which is the forecast.
	Static bool `json:"static"`
	bargain.Attribution
}

// DefaultFamily is the family whose readings are run when none is named.
const DefaultFamily = "eu"

// readingRounds bounds the rounds of a reading; most settle or cycle earlier.
const readingRounds = 10

// Bargained reports whether a model of bargaining can speak to a conclusion: it
// has a test for that lens.
func Bargained(k *model.Conclusion) bool {
	_, ok := test(k, model.LensBargaining)
	return ok
}

// RunReadings runs all readings of a family on the issue of a conclusion's
// bargaining test, under what-ifs and changes by hand and the conclusion's own
// what-ifs.
func RunReadings(ctx context.Context, f *yaml.File, id model.ConclusionID, family string, o Options) (*Readings, error) {
	k := f.Case.Conclusion(id)
	if k == nil {
		return nil, fmt.Errorf("the case has no conclusion %q", id)
	}
	t, ok := test(k, model.LensBargaining)
	if !ok {
		return nil, fmt.Errorf("the conclusion %q has no test for bargaining, so no model of bargaining can speak to it", id)
	}
	if family == "" {
		family = DefaultFamily
	}
	readings, err := bargain.Readings(family)
	if err != nil {
		return nil, err
	}
	o.Levers, o.Draws = false, 1
	o.WhatIfs = append(append([]model.WhatIfID{}, o.WhatIfs...), k.Under...)
	r, err := start(ctx, f, o)
	if err != nil {
		return nil, err
	}
	p, _, err := r.problem(t.Issue)
	if err != nil {
		return nil, err
	}
	var all []bargain.Settings
	for s := range readings {
		all = append(all, s)
	}
	model := ""
	for _, info := range bargain.Models() {
		if info.Family == family && model == "" {
			model = info.Name
		}
	}
	verdicts, failed, err := judge(ctx, p, model, all, o, t)
	if err != nil {
		return nil, err
	}
	out := &Readings{
		Format: ReadingsFormat, Version: version.Version, Case: caseRef(f), Conclusion: string(k.ID), Says: k.Says, Test: t.Text,
		Family: family, Failed: failed, Attribution: bargain.Attribute(verdicts),
	}
	if at := r.issueIndex(string(t.Issue)); at != none {
		out.Static = t.Within.Contains(r.active().point.issues[at].by[methodMean])
	}
	if out.Switches == nil {
		out.Switches = []bargain.SwitchEffect{}
	}
	return out, nil
}

// judge runs the readings on all cores; the verdicts keep their order.
func judge(ctx context.Context, p *bargain.Problem, model string, all []bargain.Settings, o Options, t model.Test) ([]bargain.Verdict, int, error) {
	verdicts := make([]bargain.Verdict, len(all))
	errs := make([]error, len(all))
	next := make(chan int)
	var wg sync.WaitGroup
	workers := o.Workers
	if workers <= 0 {
		workers = 4
	}
	for range workers {
		wg.Go(func() {
			for i := range next {
				got, err := bargain.Run(model, p, bargain.Options{Set: all[i], Rounds: readingRounds, Seed: o.Seed})
				if err != nil {
					errs[i] = err
					continue
				}
				verdicts[i] = bargain.Verdict{Reading: all[i], Holds: t.Within.Contains(got.Last().WeightedMean[0])}
			}
		})
	}
	for i := range all {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	if ctx.Err() != nil {
		return nil, 0, ctx.Err()
	}
	kept := verdicts[:0]
	failed := 0
	for i, v := range verdicts {
		if errs[i] != nil {
			failed++
			continue
		}
		kept = append(kept, v)
	}
	if len(kept) == 0 && failed > 0 {
		return nil, 0, errs[0]
	}
	return kept, failed, nil
}
