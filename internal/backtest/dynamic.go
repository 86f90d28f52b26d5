package backtest

import (
	"fmt"
	"math"
	"strings"

	"entente/bargain"
)

// challengeRounds is the number of rounds of the expected-utility models, fixed
// before any was scored.
const challengeRounds = 10

// dynamicMethods runs the dynamic models and makes the last round's weighted mean and median
// forecasts, and for models that give one the expectation of its election.
// Exchange needs the issues of a group together; the others run on each issue
// alone, since saliences that were asked for issue by issue do not add up to a
// budget over issues. What a model refuses is left out for that model, and the
// report says so.
func (b *bench) dynamicMethods(record *Record) ([]method, []string, error) {
	var methods []method
	var cautions []string
	known := make(map[string]bargain.ModelInfo)
	for _, m := range bargain.Models() {
		known[m.Name] = m
	}
	together := problemsOf(record, func(d *Decision) string { return d.Group })
	alone := problemsOf(record, func(d *Decision) string { return d.Name })
	for _, name := range b.Models {
		info, ok := known[name]
		if !ok {
			_, err := bargain.Run(name, &bargain.Problem{}, bargain.Options{})
			return nil, nil, err
		}
		problems, unit := alone, "issues"
		if info.Family == "exchange" {
			problems, unit = together, "groups"
		}
		rounds := b.Rounds
		if rounds == 0 && info.Family == "eu" {
			rounds = challengeRounds
		}
		mean, median, elected := map[string]float64{}, map[string]float64{}, map[string]float64{}
		refused := 0
		unsettled := 0
		for _, p := range problems {
			t, err := bargain.Run(name, p, bargain.Options{Rounds: rounds, Seed: b.Seed})
			if err != nil {
				refused++
				continue
			}
			// One round of exchange is the model, not a limit that it met.
			if info.Family != "exchange" && (t.Stop == "cycle" || t.Stop == "limit") {
				unsettled++
			}
			last := t.Rounds[len(t.Rounds)-1]
			for k, is := range p.Issues {
				put(mean, is, last.WeightedMean, k)
				put(median, is, last.WeightedMedian, k)
				put(elected, is, last.PCEMean, k)
			}
		}
		if refused > 0 {
			cautions = append(cautions, fmt.Sprintf("%s refuses %d of %d %s; it is scored on the others, and its difference to the weighted mean is taken there.", name, refused, len(problems), unit))
		}
		if unsettled > 0 {
			cautions = append(cautions, fmt.Sprintf("%s ends unsettled, at its limit of rounds or in a cycle, in %d of %d %s.", name, unsettled, len(problems), unit))
		}
		meaning := info.Meaning
		if i := strings.IndexAny(meaning, ".;"); i > 0 {
			meaning = meaning[:i]
		}
		for _, f := range []struct {
			suffix, what string
			at           map[string]float64
		}{{" mean", "weighted mean", mean}, {" median", "weighted median", median}, {" election", "expectation of the election", elected}} {
			if len(f.at) > 0 {
				methods = append(methods, method{name + f.suffix, f.what + " after the last round: " + meaning, func(s *subject) (float64, bool) {
					x, ok := f.at[s.id]
					return x, ok
				}})
			}
		}
	}
	return methods, cautions, nil
}

func put(into map[string]float64, is bargain.IssueSpec, values []float64, k int) {
	if k < len(values) && values[k] == values[k] {
		into[is.ID] = min(max(values[k], is.Low), is.High)
	}
}

// problemsOf joins the issues with the same key, in the order of their first
// issue, actors in the order of their first stance.
func problemsOf(record *Record, key func(*Decision) string) []*bargain.Problem {
	var keys []string
	members := make(map[string][]*Decision)
	for i := range record.Decisions {
		d := &record.Decisions[i]
		k := key(d)
		if members[k] == nil {
			keys = append(keys, k)
		}
		members[k] = append(members[k], d)
	}
	out := make([]*bargain.Problem, len(keys))
	for i, k := range keys {
		out[i] = problemOf(members[k])
	}
	return out
}

func problemOf(decisions []*Decision) *bargain.Problem {
	p := &bargain.Problem{}
	row := make(map[string]int)
	for k, d := range decisions {
		p.Issues = append(p.Issues, bargain.IssueSpec{ID: d.Name, Low: d.Low, High: d.High, Reference: d.Reference})
		for _, st := range d.Stances {
			a, ok := row[st.Actor]
			if !ok {
				a = len(p.Actors)
				row[st.Actor] = a
				p.Actors = append(p.Actors, st.Actor)
				p.Position = append(p.Position, filled(len(decisions)))
				p.Salience = append(p.Salience, filled(len(decisions)))
				p.Capability = append(p.Capability, filled(len(decisions)))
			}
			p.Position[a][k], p.Salience[a][k], p.Capability[a][k] = st.Position, st.Salience, st.Capability
		}
	}
	return p
}

// filled is a row of missing values.
func filled(n int) []float64 {
	row := make([]float64, n)
	for i := range row {
		row[i] = math.NaN()
	}
	return row
}
