package solo

import (
	"context"
	"fmt"
	"strings"

	"entente/conflict"
	"entente/internal/codec/gmcr"
)

// Sure is what holds for one decision maker whatever the unknown rest of its
// order is: states stable under every completion of it, and under some.
type Sure struct {
	Every []string `json:"every"`
	Some  []string `json:"some"`
}

// ConflictSampled says how the shares in sampling came about, how exact they are,
// and what they hang on. Shares of draws are shares of admissible judgements, not
// chances of an event.
type ConflictSampled struct {
	Kind          string                           `json:"kind"`
	SD            float64                          `json:"sd,omitempty"`
	Draws         int                              `json:"draws"`
	Seed          uint64                           `json:"seed"`
	Steps         int                              `json:"steps,omitempty"` // of random walks a draw, where orders can't be counted
	StandardError Fields[Fields[float64]]          `json:"standard_error"`
	Stable        Fields[Fields[Fields[float64]]]  `json:"stable"` // by decision maker, concept, state
	From          string                           `json:"from,omitempty"`
	Reached       Fields[float64]                  `json:"reached,omitempty"`
	InSight       Fields[Fields[float64]]          `json:"in_sight,omitempty"`
	Deciding      Fields[Fields[ConflictDeciding]] `json:"deciding"`
}

// ConflictDeciding is the judgement on which the share hangs most: the shares
// among the draws in which it is so, and in which it is not.
type ConflictDeciding struct {
	Path  string  `json:"path"`
	Words string  `json:"words"`
	Yes   float64 `json:"yes"`
	No    float64 `json:"no"`
}

// sample draws where that is asked, or where an order is unknown and shares are
// the only answer.
func (r *conflictRun) sample(ctx context.Context, workers int) error {
	ask := r.f.Ask.Sampling
	if ask == nil {
		if len(r.m.Unknown()) == 0 || r.ps.HasErrors() {
			return nil
		}
		ask = &gmcr.Sampling{Kind: gmcr.Judgements, Draws: gmcr.DefaultDraws, Seed: 1}
	}
	plan, ps := conflict.NewPlan(r.f.Case, r.f.Sampled(ask))
	if plan == nil {
		r.found(ps)
		return nil
	}
	base := plan.Base()
	o := conflict.SampleOptions{Draws: ask.Draws, Seed: ask.Seed, From: -1, Workers: workers, Screen: true}
	from := ask.From
	if from == "" && len(r.f.Ask.Evolution) > 0 {
		from = r.f.Ask.Evolution[0].From
	}
	if s, ok := base.State(from); ok {
		o.From = s
	}
	res, err := plan.Sample(ctx, o)
	if err != nil {
		return err
	}
	r.out.Seed = &ask.Seed
	out := &ConflictSampled{Kind: ask.Kind, SD: ask.SD, Draws: ask.Draws, Seed: ask.Seed, Steps: plan.Steps()}
	share := func(counts []int) Fields[float64] {
		var by Fields[float64]
		for s, n := range counts {
			by.set(base.Key(s), float64(n)/float64(ask.Draws))
		}
		return by
	}
	for _, c := range conflict.Concepts {
		name := c.String()
		shares := share(res.Equilibrium[c])
		r.out.Sampling.set(name, shares)
		var errors Fields[float64]
		for _, x := range shares {
			errors.set(x.Name, conflict.StandardError(x.Value, ask.Draws))
		}
		out.StandardError.set(name, errors)
		if o.From >= 0 {
			out.InSight.set(name, share(res.InSight[c]))
		}
		var deciding Fields[ConflictDeciding]
		for s, d := range res.Deciding[c] {
			if d.Judgement >= 0 {
				j := plan.Judgements()[d.Judgement]
				deciding.set(base.Key(s), ConflictDeciding{j.Path, judgementWords(base, j), d.On, d.Off})
			}
		}
		out.Deciding.set(name, deciding)
	}
	for i, id := range r.out.DecisionMakers {
		var by Fields[Fields[float64]]
		for _, c := range conflict.Concepts {
			by.set(c.String(), share(res.Stable[c][i]))
		}
		out.Stable.set(id, by)
	}
	if o.From >= 0 {
		out.From, out.Reached = base.Key(o.From), share(res.Reached)
	}
	r.out.Sampled = out
	return nil
}

// judgementWords says what it is that a judgement decides.
func judgementWords(m *conflict.Model, j conflict.Judgement) string {
	who := ""
	if j.DM >= 0 {
		who = m.DecisionMakers()[j.DM].Name
	}
	statement := func(k int) string {
		return "\"" + strings.Join(m.Preference(j.DM).Statements[k], "\" and \"") + "\""
	}
	switch j.Kind {
	case conflict.JudgeReversed:
		return fmt.Sprintf("%s puts %s before %s", who, statement(j.Other), statement(j.First))
	case conflict.JudgeEarlier:
		return fmt.Sprintf("%s puts %s in the earlier half of its places", who, statement(j.First))
	case conflict.JudgeHeavier:
		return fmt.Sprintf("%s gives %s more than the middle of its range", who, m.Options()[j.First].Name)
	case conflict.JudgeOvertake:
		return fmt.Sprintf("%s likes %s no less than %s", who, m.Key(j.Other), m.Key(j.First))
	case conflict.JudgeUpper:
		return fmt.Sprintf("%s has %s in the better half of its order", who, m.Key(j.First))
	case conflict.JudgeInForce:
		return fmt.Sprintf("rule %d is in force", j.First+1)
	}
	return fmt.Sprintf("%s changes only one way", m.Options()[j.First].Name)
}
