package score

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
)

// Nats is a log score as JSON: the string "inf" where a 0 was given to what
// happened.
type Nats float64

// MarshalJSON writes infinity as "inf".
func (n Nats) MarshalJSON() ([]byte, error) {
	if math.IsInf(float64(n), 1) {
		return []byte(`"inf"`), nil
	}
	return strconv.AppendFloat(nil, float64(n), 'g', -1, 64), nil
}

// Report is what a ledger says of its forecasters. Every score stands with the
// number of questions that it rests on.
type Report struct {
	Head      string `json:"head"`
	Lines     int    `json:"lines"`
	Questions int    `json:"questions"`
	Resolved  int    `json:"resolved"`
	Open      int    `json:"open"`
	Void      int    `json:"void"`

	Scores      []Tally        `json:"scores"` // by forecaster's name, then kind: no ranking
	Calibration []Plot         `json:"calibration"`
	Worst       []Miss         `json:"worst"`
	VoidOnes    []VoidQuestion `json:"void_questions"`
	Table       []Answered     `json:"table"` // every resolved question
	Seed        uint64         `json:"seed"`
	Draws       int            `json:"draws"` // resamples behind the intervals
}

// Tally is one forecaster's score on the questions of one kind.
type Tally struct {
	By         string      `json:"by"`
	Kind       Kind        `json:"kind"`
	Unit       string      `json:"unit,omitempty"` // of numbers: units are never mixed
	Form       string      `json:"form"`
	N          int         `json:"n"`
	On         string      `json:"on"`       // "on 8 questions"
	Of         int         `json:"of"`       // resolved questions of the kind
	Score      float64     `json:"score"`    // time-weighted, mean over questions
	Coverage   float64     `json:"coverage"` // mean over the same questions
	Imputed    *float64    `json:"imputed,omitempty"`
	ImputedN   int         `json:"imputed_n,omitempty"`
	Log        *Nats       `json:"log,omitempty"` // in nats, of the last forecasts
	Range      *Held       `json:"range_90,omitempty"`
	References []Reference `json:"references"`
}

// Held is how many outcomes fell in the stated 90% range.
type Held struct {
	N    int `json:"n"`
	Held int `json:"held"`
}

// Plot is calibration data, over all or for an analyst, a lens or a topic with
// enough forecasts. It rests on the last forecast of each forecaster on each
// yes-or-no question.
type Plot struct {
	Of            string        `json:"of"` // all, analyst, lens or topic
	Name          string        `json:"name,omitempty"`
	Reliability   Reliability   `json:"reliability"`
	Decomposition Decomposition `json:"decomposition"`
}

// Miss is a forecast that did badly.
type Miss struct {
	Question   string   `json:"question"`
	Text       string   `json:"text"`
	By         string   `json:"by"`
	Line       int      `json:"line"` // of the forecast
	P          float64  `json:"p"`    // of what happened
	Log        Nats     `json:"log"`
	Because    string   `json:"because,omitempty"`
	Blame      string   `json:"blame,omitempty"`
	PostMortem string   `json:"post_mortem,omitempty"`
	Blames     []string `json:"blames,omitempty"`
}

// VoidQuestion is counted, and not scored.
type VoidQuestion struct {
	Question string `json:"question"`
	Text     string `json:"text"`
	Reason   string `json:"reason"`
	Line     int    `json:"line"`
}

// Answered is a resolved question with everybody's last forecast.
type Answered struct {
	Question  string         `json:"question"`
	Text      string         `json:"text"`
	Kind      Kind           `json:"kind"`
	Outcome   string         `json:"outcome"`
	Source    string         `json:"source,omitempty"`
	Forecasts []Single       `json:"forecasts"`
	Pool      *Pooled        `json:"pool,omitempty"` // of two people or more, equal weights
	Pools     *PooledOptions `json:"pools,omitempty"`
}

// Single is one forecaster's record on one question.
type Single struct {
	By       string   `json:"by"`
	Last     any      `json:"last"` // the last forecast, as given
	Made     int      `json:"made"` // records
	Score    *float64 `json:"score"`
	Coverage float64  `json:"coverage"`
	Log      *Nats    `json:"log,omitempty"`
}

// Options of a report.
type Options struct {
	Seed  uint64
	Draws int // resamples; 0: 10,000
}

// The report's own numbers.
const (
	reportDraws = 10_000
	reportBins  = 10
	reportWorst = 5
	fewClusters = 10 // fewer show no difference, whatever their interval
	unchanged   = 0.95
	wordsDiffer = "no difference shown"
	wordsTooFew = "too few to say"
	wordsBetter = "better"
	wordsWorse  = "worse"
	plotAll     = "all"
	plotAnalyst = "analyst"
	plotLens    = "lens"
	plotTopic   = "topic"
)

// track is one forecaster on one resolved question.
type track struct {
	q         *Question
	by        string
	forecasts []Forecast
	over      OverTime
	last      Forecast
	nats      float64
}

// Report scores the resolved questions. It fails only on what ReadLedger does
// not let in.
func (l *Ledger) Report(o Options) (*Report, error) {
	if o.Draws == 0 {
		o.Draws = reportDraws
	}
	end := l.Chain()
	out := &Report{Head: end.Head, Lines: end.Lines, Questions: len(l.Questions), Seed: o.Seed, Draws: o.Draws,
		Scores: []Tally{}, Calibration: []Plot{}, Worst: []Miss{}, VoidOnes: []VoidQuestion{}, Table: []Answered{}}
	var tracks []track
	for _, q := range l.Questions {
		switch {
		case q.Void != nil:
			out.Void++
			out.VoidOnes = append(out.VoidOnes, VoidQuestion{q.ID, q.Text, q.Void.Reason, q.Void.Line})
		case q.Resolution == nil:
			out.Open++
		default:
			out.Resolved++
			mine, err := q.tracks()
			if err != nil {
				return nil, err
			}
			out.Table = append(out.Table, q.answered(mine))
			tracks = append(tracks, mine...)
		}
	}
	if err := out.tally(l, tracks, o); err != nil {
		return nil, err
	}
	if err := out.plots(tracks); err != nil {
		return nil, err
	}
	out.worst(tracks)
	return out, nil
}

// tracks are the forecasters of a resolved question, by name.
func (q *Question) tracks() ([]track, error) {
	by := map[string][]Forecast{}
	for _, f := range q.Forecasts {
		by[f.By] = append(by[f.By], f)
	}
	var out []track
	for _, name := range slices.Sorted(maps.Keys(by)) {
		t := track{q: q, by: name, forecasts: by[name]}
		t.last = t.forecasts[len(t.forecasts)-1]
		var err error
		if t.nats, err = t.last.Nats(q.Kind, q.Resolution.Outcome); err != nil {
			return nil, err
		}
		if t.over, err = q.weigh(q.Life(), t.forecasts); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// weigh scores forecasts over a life, with the base rate where there is none.
func (q *Question) weigh(life Life, forecasts []Forecast) (OverTime, error) {
	standing := make([]Standing, len(forecasts))
	for i, f := range forecasts {
		loss, err := f.Loss(q.Kind, q.Resolution.Outcome)
		if err != nil {
			return OverTime{}, err
		}
		standing[i] = Standing{f.At, loss}
	}
	var with Conventions
	if q.BaseRate != nil {
		loss, err := q.BaseRate.Loss(q.Kind, q.Resolution.Outcome)
		if err != nil {
			return OverTime{}, err
		}
		with.Impute = &loss
	}
	return Weigh(life, standing, with)
}

func (q *Question) answered(mine []track) Answered {
	out := Answered{Question: q.ID, Text: q.Text, Kind: q.Kind, Outcome: q.say(q.Resolution.Outcome), Source: q.Resolution.Source, Forecasts: []Single{}}
	var events []float64
	var options [][]float64
	for _, t := range mine {
		s := Single{By: t.by, Last: t.last.Belief.plain(), Made: len(t.forecasts), Score: t.over.Loss, Coverage: t.over.Coverage}
		if q.Kind != Numeric {
			n := Nats(t.nats)
			s.Log = &n
		}
		out.Forecasts = append(out.Forecasts, s)
		if t.last.P != nil {
			events = append(events, *t.last.P)
		}
		if t.last.Options != nil {
			options = append(options, t.last.Options)
		}
	}
	// A pool is shown where it can be made: not with a 0 or a 1 in it.
	if len(events) > 1 {
		if p, err := Pool(events, nil, 1); err == nil {
			out.Pool = &p
		}
	}
	if len(options) > 1 {
		if p, err := PoolOptions(options, nil, 1); err == nil {
			out.Pools = &p
		}
	}
	return out
}

// plain is a belief as it is written.
func (b Belief) plain() any {
	switch {
	case b.P != nil:
		return *b.P
	case b.Options != nil:
		return b.Options
	case b.Quantiles != nil:
		return b.Quantiles
	case b.Normal != nil:
		return map[string]float64{"mean": b.Normal.Mean, "sd": b.Normal.SD}
	case b.Ensemble != nil:
		return b.Ensemble
	}
	return *b.Point
}

func (q *Question) say(o Outcome) string {
	switch q.Kind {
	case Binary:
		return []string{"no", "yes"}[o.Index]
	case Numeric:
		return strconv.FormatFloat(o.Value, 'g', -1, 64)
	}
	return q.Options[o.Index]
}

func (out *Report) plots(tracks []track) error {
	type group struct{ of, name string }
	members := map[group][]track{}
	for _, t := range tracks {
		if t.q.Kind != Binary {
			continue
		}
		keys := []group{{plotAll, ""}, {plotAnalyst, t.by}}
		if t.last.Lens != "" {
			keys = []group{{plotAll, ""}, {plotLens, t.last.Lens}}
		}
		for _, tag := range t.q.Tags {
			keys = append(keys, group{plotTopic, tag})
		}
		for _, k := range keys {
			members[k] = append(members[k], t)
		}
	}
	keys := slices.SortedFunc(maps.Keys(members), func(a, b group) int { return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.name, b.name)) })
	for _, k := range keys {
		list := members[k]
		if k.of != plotAll && len(list) < fewInAll {
			continue
		}
		p, y := make([]float64, len(list)), make([]int, len(list))
		for i, t := range list {
			p[i], y[i] = *t.last.P, t.q.Resolution.Index
		}
		reliability, err := Calibration(p, y, reportBins)
		if err != nil {
			return err
		}
		terms, err := Murphy(p, y, reportBins)
		if err != nil {
			return err
		}
		out.Calibration = append(out.Calibration, Plot{k.of, k.name, reliability, terms})
	}
	return nil
}

// worst lists the last forecasts with the largest log scores.
func (out *Report) worst(tracks []track) {
	list := slices.DeleteFunc(slices.Clone(tracks), func(t track) bool { return t.q.Kind == Numeric })
	slices.SortStableFunc(list, func(a, b track) int {
		return cmp.Or(cmp.Compare(b.nats, a.nats), cmp.Compare(a.last.Line, b.last.Line))
	})
	for _, t := range list[:min(len(list), reportWorst)] {
		r := t.q.Resolution
		out.Worst = append(out.Worst, Miss{
			Question: t.q.ID, Text: t.q.Text, By: t.by, Line: t.last.Line, P: t.last.given(r.Outcome), Log: Nats(t.nats),
			Because: t.last.Because, Blame: r.Blame, PostMortem: r.PostMortem, Blames: r.Blames,
		})
	}
}

// given is the probability of what happened.
func (b Belief) given(o Outcome) float64 {
	switch {
	case b.Options != nil:
		return b.Options[o.Index]
	case o.Index == 1:
		return *b.P
	}
	return 1 - *b.P
}

// onQuestions is the sentence that stands beside every score.
func onQuestions(n int) string {
	if n == 1 {
		return "on 1 question"
	}
	return fmt.Sprintf("on %d questions", n)
}
