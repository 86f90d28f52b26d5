package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/hypothesis"
	"entente/model"
)

// ExplanationSet is what the evidence makes of one set of explanations.
type ExplanationSet struct {
	ID       string `json:"id"`
	Complete bool   `json:"complete"` // false: the row "none" was added
	// Error says why the set cannot be weighed; the rest is then empty.
	Error string `json:"error,omitempty"`

	Rows     []ExplanationRow `json:"rows"`     // in the order of the case
	Settled  bool             `json:"settled"`  // one leads in at least 80 of 100 draws
	Leader   string           `json:"leader"`   // by median share of lead
	Words    string           `json:"words"`    // a sentence with the numbers
	Pairs    []RowPair        `json:"pairs"`    // every two rows
	Evidence []EvidenceRow    `json:"evidence"` // in the order of the case
	LeftOut  []string         `json:"left_out"` // evidence without a rating for some row
	Without  []WithoutUnit    `json:"without"`  // the set without each origin in turn, at the mids
	RestsOn  string           `json:"rests_on"` // what that says, in words
	// Level is the likelihood ratio that a new, independent report would need
	// for the runner-up to draw level; nil when none would do.
	Level    *float64   `json:"level"`
	RunnerUp string     `json:"runner_up"`
	Audit    *AuditView `json:"audit"`
	Breaches []string   `json:"breaches"` // rows that overlap, in words
}

// ExplanationRow is one explanation and its posterior.
type ExplanationRow struct {
	ID        string   `json:"id"`
	Says      string   `json:"says,omitempty"`
	Claims    []string `json:"claims"`
	Prior     string   `json:"prior"` // a weight, as it stands in the scenario
	PriorPath string   `json:"prior_path,omitempty"`
	// PriorDefault is set when the case gives no prior.
	PriorDefault bool    `json:"prior_default,omitempty"`
	Start        float64 `json:"start"` // the prior at its mid, divided by the sum
	Posterior    Spread  `json:"posterior"`
	Base         *Spread `json:"base,omitempty"`
	Lead         float64 `json:"lead"` // share of draws in which it leads
	HullLow      float64 `json:"hull_low"`
	HullHigh     float64 `json:"hull_high"` // no choice within the ranges goes beyond
}

// RowPair is how two explanations stand to each other.
type RowPair struct {
	A         string  `json:"a"`
	B         string  `json:"b"`
	Above     float64 `json:"above"`      // share of draws with a above b
	ToldApart bool    `json:"told_apart"` // one is above in at least 80 of 100
	// Separates is the evidence whose narrowing would tell them apart best.
	Separates string `json:"separates,omitempty"`
	Words     string `json:"words"`
}

// EvidenceRow is one report and what it does.
type EvidenceRow struct {
	ID          string   `json:"id"`
	Says        string   `json:"says,omitempty"`
	Claims      []string `json:"claims"`
	Against     []string `json:"against"`
	Judgement   string   `json:"judgement,omitempty"`
	Cluster     string   `json:"cluster,omitempty"` // origin that counts once
	Weight      float64  `json:"weight"`            // exponent: 1, or less when it shares its origin
	Reliability string   `json:"reliability"`
	// ReliabilityPath is where it stands, also where the case leaves it at 1.
	ReliabilityPath string `json:"reliability_path"`
	// Floor is the chance of such a report from a worthless source, and stands
	// here where it is not the default 0.5.
	Floor      string           `json:"floor,omitempty"`
	FloorPath  string           `json:"floor_path,omitempty"`
	Likelihood []LikelihoodCell `json:"likelihood"` // in the order of the rows
	// Bits are what it adds to each row, in their order; nil where it rules the
	// row out.
	Bits []*float64 `json:"bits"`
	// MaxLR is the largest over the smallest effective likelihood; nil when it
	// has no bound.
	MaxLR     *float64 `json:"max_lr"`
	ShiftBits float64  `json:"shift_bits"` // how far it alone moves the prior
	Nothing   bool     `json:"nothing"`    // it separates nothing
	Words     string   `json:"words"`
}

// LikelihoodCell is how likely a report would be under one row.
type LikelihoodCell struct {
	Path string  `json:"path"`
	Text string  `json:"text"`
	Low  float64 `json:"low"`
	Mid  float64 `json:"mid"`
	High float64 `json:"high"`
}

// WithoutUnit is a set without one origin, or one report that stands alone.
type WithoutUnit struct {
	Unit          string    `json:"unit"`
	Items         []string  `json:"items"`
	Posterior     []float64 `json:"posterior"` // in the order of the rows
	Leader        string    `json:"leader"`
	ChangesLeader bool      `json:"changes_leader"`
	Words         string    `json:"words"`
}

// AuditView is the table of inconsistencies made from the likelihoods: counts,
// not probabilities.
type AuditView struct {
	Rows      []AuditRow `json:"rows"`      // in the order of the evidence
	Counts    []float64  `json:"counts"`    // in the order of the explanations
	Order     []string   `json:"order"`     // least inconsistent first
	Reversals []string   `json:"reversals"` // where it differs from the posterior, in words
	Words     string     `json:"words"`
}

// AuditRow is a report's ratings, CC to II, in the order of the explanations.
type AuditRow struct {
	Item    string   `json:"item"`
	Ratings []string `json:"ratings"`
}

// explanationSets are what the hypotheses lens finds in the scenario in force.
func (r *run) explanationSets() []ExplanationSet {
	out := []ExplanationSet{}
	t, ok := r.joinedAt(model.LensHypotheses, r.activeAt).(*hypothesesTable)
	if !ok {
		return out
	}
	base := r.joinedAt(model.LensHypotheses, 0).(*hypothesesTable)
	for i := range t.l.sets {
		out = append(out, r.explanationSet(t, base, i))
	}
	return out
}

func (r *run) explanationSet(t, base *hypothesesTable, at int) ExplanationSet {
	sp, s := &t.l.sets[at], t.s
	out := ExplanationSet{
		ID: string(sp.set.ID), Complete: sp.set.Complete, LeftOut: listOf(sp.left),
		Rows: []ExplanationRow{}, Pairs: []RowPair{}, Evidence: []EvidenceRow{}, Without: []WithoutUnit{}, Breaches: []string{},
	}
	if sp.err != nil {
		out.Error = sentence(sp.err.Error())
		return out
	}
	set, _ := hypothesisSet(r.c, sp.set).Rated()
	t.l.valued(&set, sp, s)
	c, err := hypothesis.Compile(set)
	if err != nil {
		out.Error = sentence(err.Error())
		return out
	}
	readings, err := c.Read(context.Background(), r.done, func(i int, x []float64) {
		for j, v := range sp.inputs {
			if x[j] = sp.points[j]; v != none {
				x[j] = s.samplers[v].At(r.design.AtDim(i, r.p.vars[v].dim))
			}
		}
	})
	if err != nil {
		out.Error = sentence(err.Error())
		return out
	}
	updated, hull := c.Update(), c.Hull()
	out.Settled, out.Leader, out.Words = readings.Settled, readings.Leader, readings.Words
	for k, id := range sp.rows {
		row := r.explanationRow(sp, s, k)
		row.Start = updated.Prior[k]
		row.Posterior = t.spreadOf(at, k, r.done)
		if t != base {
			b := base.spreadOf(at, k, r.done)
			row.Base = &b
		}
		row.Lead, row.HullLow, row.HullHigh = readings.Lead[k], hull.Low[k], hull.High[k]
		row.ID = id
		out.Rows = append(out.Rows, row)
	}
	for _, p := range readings.Pairs {
		out.Pairs = append(out.Pairs, RowPair{A: p.A, B: p.B, Above: p.Above, ToldApart: p.ToldApart, Separates: p.Separates, Words: p.Words})
	}
	r.evidenceRows(&out, sp, s, c, updated)
	left := c.LeaveOneOut()
	for _, w := range left.Without {
		out.Without = append(out.Without, WithoutUnit{Unit: w.Unit, Items: w.Items, Posterior: w.Posterior, Leader: w.Leader, ChangesLeader: w.ChangesLeader, Words: w.Words})
	}
	out.RestsOn, out.RunnerUp, out.Level = left.Words, left.RunnerUp, finite(left.Level)
	out.Audit = auditView(c, sp.rows)
	for _, b := range set.Breaches() {
		out.Breaches = append(out.Breaches, b.Words)
	}
	return out
}

// valued puts a scenario's values into a set.
func (l *hypothesesLens) valued(set *hypothesis.Set, sp *setPlan, s *scenario) {
	for j, in := range sp.compiled.Inputs() {
		v := sp.inputs[j]
		if v == none {
			continue
		}
		value := s.values[v]
		_, changed := s.setBy[v]
		switch in.Kind {
		case hypothesis.Prior:
			for k := range set.Hypotheses {
				if set.Hypotheses[k].ID == in.Hypothesis && (set.Hypotheses[k].Prior != nil || changed) {
					set.Hypotheses[k].Prior = &value
				}
			}
		default:
			for k := range set.Items {
				item := &set.Items[k]
				if item.ID != in.Item {
					continue
				}
				switch in.Kind {
				case hypothesis.Reliability:
					item.Reliability = &value
				case hypothesis.Floor:
					item.Floor = &value
				default:
					item.Likelihood[in.Hypothesis] = value
				}
			}
		}
	}
}

func (t *hypothesesTable) spreadOf(set, row, done int) Spread {
	return spreadOf(t.posteriors[set][row][:done], t.points[set][row])
}

func (r *run) explanationRow(sp *setPlan, s *scenario, k int) ExplanationRow {
	v := sp.inputs[k]
	row := ExplanationRow{Claims: []string{}, Prior: "1", PriorDefault: true}
	if v != none {
		row.Prior, row.PriorPath = valueText(s.values[v]), string(r.p.vars[v].param.Path)
		_, changed := s.setBy[v]
		row.PriorDefault = !changed && !r.p.vars[v].param.Number.Given
	}
	if k < len(sp.set.Rows) {
		h := &sp.set.Rows[k]
		row.Says, row.Claims = h.Says, claimIDs(h.Support, false)
	} else {
		row.Says = "None of these"
	}
	return row
}

func (r *run) evidenceRows(out *ExplanationSet, sp *setPlan, s *scenario, c *hypothesis.Compiled, updated *hypothesis.Updated) {
	diagnoses := c.Diagnose()
	at := 0
	for i := range sp.set.Evidence {
		e := &sp.set.Evidence[i]
		if at >= len(diagnoses) || diagnoses[at].Item != string(e.ID) {
			continue // left out
		}
		d, w := diagnoses[at], updated.Items[at]
		row := EvidenceRow{
			ID: string(e.ID), Says: e.Says, Claims: claimIDs(e.Support, false), Against: claimIDs(e.Support, true), Cluster: clusterOf(r.c, e),
			Weight: w.Exponent, Reliability: "1", Likelihood: []LikelihoodCell{}, Bits: []*float64{},
			ReliabilityPath: string(model.EvidencePath(sp.set.ID, e.ID, "reliability")),
			MaxLR:           finite(d.MaxLR), ShiftBits: d.ShiftBits, Nothing: d.Nothing, Words: d.Words,
		}
		if j := e.Support.Judgement; j != nil {
			row.Judgement = j.Why
		}
		for _, bits := range w.Bits {
			row.Bits = append(row.Bits, finite(bits))
		}
		first := len(sp.rows) + at*(len(sp.rows)+2)
		if v := sp.inputs[first]; v != none {
			row.Reliability = valueText(s.values[v])
		}
		if v := sp.inputs[first+1]; v != none {
			if x := s.values[v]; !x.IsPoint() || x.Low != hypothesis.DefaultFloor {
				row.Floor, row.FloorPath = valueText(x), string(r.p.vars[v].param.Path)
			}
		}
		for k := range sp.rows {
			if v := sp.inputs[first+2+k]; v != none {
				x := s.values[v]
				row.Likelihood = append(row.Likelihood, LikelihoodCell{Path: string(r.p.vars[v].param.Path), Text: valueText(x), Low: x.Low, Mid: x.Mid(), High: x.High})
			}
		}
		out.Evidence = append(out.Evidence, row)
		at++
	}
}

// auditView is the second view, by counts of inconsistency.
func auditView(c *hypothesis.Compiled, rows []string) *AuditView {
	table := c.Table()
	a, err := hypothesis.Audit(rows, table, hypothesis.Counts)
	if err != nil {
		return nil
	}
	v := &AuditView{Rows: []AuditRow{}, Counts: a.Inconsistency, Order: a.Order, Reversals: []string{}, Words: a.Words}
	for _, row := range table {
		line := AuditRow{Item: row.ID, Ratings: []string{}}
		for _, id := range rows {
			rating := ""
			if votes := row.Ratings[id]; len(votes) > 0 {
				rating = string(votes[0])
			}
			line.Ratings = append(line.Ratings, rating)
		}
		v.Rows = append(v.Rows, line)
	}
	for _, x := range c.Reversals(a, table) {
		v.Reversals = append(v.Reversals, x.Words)
	}
	return v
}

// explains says what a set of explanations that bears a question's id makes of
// it: the two that lead most often, whether the evidence tells them apart, and
// what the lead rests on.
func explains(sets []ExplanationSet, q *model.Question) string {
	for i := range sets {
		s := &sets[i]
		if s.ID != string(q.ID) || s.Error != "" || len(s.Rows) < 2 {
			continue
		}
		order := slices.Clone(s.Rows)
		slices.SortStableFunc(order, func(a, b ExplanationRow) int { return cmp.Compare(b.Lead, a.Lead) })
		first, second := &order[0], &order[1]
		words := first.stands()
		if !s.Settled {
			words = "not settled by these ratings. " + words + "; " + second.stands()
		}
		parts := []string{sentence(words)}
		for _, p := range s.Pairs {
			if !p.ToldApart && (p.A == first.ID && p.B == second.ID || p.A == second.ID && p.B == first.ID) {
				parts = append(parts, p.Words)
			}
		}
		if s.RestsOn != "" {
			parts = append(parts, s.RestsOn)
		}
		return strings.Join(parts, " ")
	}
	return ""
}

// stands says how an explanation stands after the evidence.
func (row *ExplanationRow) stands() string {
	name := row.ID
	if row.Says != "" {
		name += ", “" + clause(row.Says) + "”,"
	}
	return fmt.Sprintf("%s leads %s, with a posterior of %s (90%% range %s to %s)",
		name, outOf(row.Lead), number(row.Posterior.Median, 1), number(row.Posterior.P05, 1), number(row.Posterior.P95, 1))
}
