package score

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Names of references.
const (
	RefBaseRate  = "base rate"
	RefUnchanged = "nothing changes"
	RefUniform   = "uniform"
	RefAlone     = "the analyst alone"
	RefPrevious  = "the forecast before each revision"
)

// Reference is a dull forecaster, or an earlier self, on the same questions over
// the same time.
type Reference struct {
	Name       string   `json:"name"`
	N          int      `json:"n"`
	On         string   `json:"on"`
	Score      float64  `json:"score"` // of the forecaster on these questions
	Reference  float64  `json:"reference_score"`
	Skill      *float64 `json:"skill"` // 1 - score/reference_score; null when that is 0
	Difference Interval `json:"difference"`
	Verdict    string   `json:"verdict"`
	Hindsight  int      `json:"hindsight,omitempty"` // questions whose base rate came from the same outcomes
}

// bucket holds what may be averaged.
type bucket struct {
	by   string
	kind Kind
	unit string
}

func (out *Report) tally(l *Ledger, tracks []track, o Options) error {
	byBucket := map[bucket][]track{}
	for _, t := range tracks {
		k := bucket{t.by, t.q.Kind, t.q.Unit}
		byBucket[k] = append(byBucket[k], t)
	}
	order := []Kind{Binary, Multi, Ordered, Numeric}
	keys := slices.SortedFunc(maps.Keys(byBucket), func(a, b bucket) int {
		return cmp.Or(cmp.Compare(a.by, b.by), cmp.Compare(slices.Index(order, a.kind), slices.Index(order, b.kind)), cmp.Compare(a.unit, b.unit))
	})
	for _, k := range keys {
		t, err := tallyOf(k, byBucket[k], l, o)
		if err != nil {
			return err
		}
		out.Scores = append(out.Scores, t)
	}
	return nil
}

func tallyOf(k bucket, all []track, l *Ledger, o Options) (Tally, error) {
	out := Tally{By: k.by, Kind: k.kind, Unit: k.unit, Form: k.kind.Form(), References: []Reference{}}
	if err := out.impute(k, all, l); err != nil {
		return Tally{}, err
	}
	// What stood for no time has no score over time.
	tracks := slices.DeleteFunc(slices.Clone(all), func(t track) bool { return t.over.Loss == nil })
	out.N, out.On = len(tracks), onQuestions(len(tracks))
	nats := 0.0
	var held Held
	for _, t := range tracks {
		out.Score += *t.over.Loss / float64(len(tracks))
		out.Coverage += t.over.Coverage / float64(len(tracks))
		nats += t.nats / float64(len(tracks))
		if low, high, ok := t.last.Range90(); ok && k.kind == Numeric {
			held.N++
			if y := t.q.Resolution.Value; y >= low && y <= high {
				held.Held++
			}
		}
	}
	if len(tracks) == 0 {
		return out, nil
	}
	if k.kind != Numeric {
		n := Nats(nats)
		out.Log = &n
	}
	if held.N > 0 {
		out.Range = &held
	}
	return out, out.compare(tracks, o)
}

// impute averages over all resolved questions of the kind that have a base
// rate, also those that the forecaster left out, so that forecasters with
// different coverage can be compared.
func (out *Tally) impute(k bucket, all []track, l *Ledger) error {
	answered := map[*Question]track{}
	for _, t := range all {
		answered[t.q] = t
	}
	sum := 0.0
	for _, q := range l.Questions {
		if q.Resolution == nil || q.Kind != k.kind || q.Unit != k.unit {
			continue
		}
		out.Of++
		if q.BaseRate == nil {
			continue
		}
		t, ok := answered[q]
		if !ok {
			loss, err := q.BaseRate.Loss(q.Kind, q.Resolution.Outcome)
			if err != nil {
				return err
			}
			t.over.Imputed = &loss
		}
		if t.over.Imputed != nil {
			sum += *t.over.Imputed
			out.ImputedN++
		}
	}
	if out.ImputedN > 0 {
		mean := sum / float64(out.ImputedN)
		out.Imputed = &mean
	}
	return nil
}

// pair is a forecaster's and a reference's score on one question.
type pair struct {
	own, reference float64
	ok             bool
}

// compare holds the tracks against every reference that applies.
func (out *Tally) compare(tracks []track, o Options) error {
	clusters := make([]string, len(tracks))
	for i, t := range tracks {
		clusters[i] = t.q.Cluster
	}
	r, err := NewResampler(clusters, o.Seed, o.Draws)
	if err != nil {
		return err
	}
	var columns [][]float64
	for _, ref := range []struct {
		name string
		of   func(track) (pair, error)
	}{
		{RefBaseRate, func(t track) (pair, error) { return t.against(t.q.BaseRate) }},
		{RefUnchanged, func(t track) (pair, error) { return t.against(t.q.unchanged()) }},
		{RefUniform, func(t track) (pair, error) { return t.against(t.q.uniform()) }},
		{RefAlone, track.alone},
		{RefPrevious, track.previous},
	} {
		row := Reference{Name: ref.name}
		column := make([]float64, len(tracks))
		for i, t := range tracks {
			column[i] = math.NaN()
			p, err := ref.of(t)
			if err != nil {
				return err
			}
			if !p.ok {
				continue
			}
			row.N++
			row.Score += p.own
			row.Reference += p.reference
			column[i] = p.own - p.reference
			if ref.name == RefBaseRate && t.q.Hindsight {
				row.Hindsight++
			}
		}
		if row.N == 0 {
			continue
		}
		row.On = onQuestions(row.N)
		row.Score /= float64(row.N)
		row.Reference /= float64(row.N)
		row.Skill = Relative(row.Score, row.Reference)
		out.References = append(out.References, row)
		columns = append(columns, column)
	}
	if len(columns) == 0 {
		return nil
	}
	intervals, err := r.Means(columns...)
	if err != nil {
		return err
	}
	for j := range out.References {
		row := &out.References[j]
		row.Difference = intervals[j]
		row.Verdict = verdict(intervals[j], clustersIn(tracks, columns[j]))
	}
	return nil
}

// clustersIn counts the clusters that have a value.
func clustersIn(tracks []track, column []float64) int {
	seen := map[string]bool{}
	for i, t := range tracks {
		if column[i] == column[i] {
			seen[t.q.Cluster] = true
		}
	}
	return len(seen)
}

func verdict(i Interval, clusters int) string {
	switch {
	case clusters < fewClusters:
		return wordsTooFew
	case !i.Shown():
		return wordsDiffer
	case i.High < 0:
		return wordsBetter
	}
	return wordsWorse
}

// against compares with one belief held all the time.
func (t track) against(b *Belief) (pair, error) {
	if b == nil {
		return pair{}, nil
	}
	loss, err := b.Loss(t.q.Kind, t.q.Resolution.Outcome)
	return pair{*t.over.Loss, loss, err == nil}, err
}

// alone compares with what the analyst said before seeing the lenses, had that
// stood to the end; over the time since the first word of it.
func (t track) alone() (pair, error) {
	var before []Forecast
	for _, f := range t.forecasts {
		if f.Alone {
			before = append(before, f)
		}
	}
	if len(before) == 0 || len(before) == len(t.forecasts) {
		return pair{}, nil
	}
	return t.versus(before)
}

// previous compares with a self that is always one revision behind, over the
// time since the first revision.
func (t track) previous() (pair, error) {
	if len(t.forecasts) < 2 {
		return pair{}, nil
	}
	behind := slices.Clone(t.forecasts[1:])
	for i := range behind {
		behind[i].Belief = t.forecasts[i].Belief
	}
	return t.versus(behind)
}

// versus scores both over the time in which the other stood.
func (t track) versus(other []Forecast) (pair, error) {
	life := t.q.Life()
	life.Opens = later(life.Opens, other[0].At)
	own, err := t.q.weigh(life, t.forecasts)
	if err != nil {
		return pair{}, err
	}
	theirs, err := t.q.weigh(life, other)
	if err != nil || own.Loss == nil || theirs.Loss == nil {
		return pair{}, err
	}
	return pair{*own.Loss, *theirs.Loss, true}, nil
}

// unchanged is 0.95 on the status-quo answer, the rest shared equally; of a
// number the last value.
func (q *Question) unchanged() *Belief {
	o := q.StatusQuo
	switch {
	case o == nil:
		return nil
	case q.Kind == Numeric:
		return &Belief{Point: &o.Value}
	case q.Kind == Binary:
		p := unchanged
		if o.Index == 0 {
			p = 1 - unchanged
		}
		return &Belief{P: &p}
	}
	p := make([]float64, len(q.Options))
	for k := range p {
		p[k] = (1 - unchanged) / float64(len(p)-1)
	}
	p[o.Index] = unchanged
	return &Belief{Options: p}
}

// uniform gives every answer the same; there is none of numbers.
func (q *Question) uniform() *Belief {
	switch q.Kind {
	case Numeric:
		return nil
	case Binary:
		p := 0.5
		return &Belief{P: &p}
	}
	p := make([]float64, len(q.Options))
	for k := range p {
		p[k] = 1 / float64(len(p))
	}
	return &Belief{Options: p}
}
