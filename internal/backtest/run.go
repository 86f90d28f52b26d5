package backtest

import (
	"fmt"
	"math"
	"slices"

	"entente/bargain"
	"entente/internal/version"
	"entente/score"
)

// Options says how to score. The zero Options is the standard back-test of the
// static methods.
type Options struct {
	Seed        uint64
	Draws       int            // resamples; 0 = 4000
	Folds       int            // 0 = 10
	Assignments int            // of groups to folds; 0 = 10
	FoldOf      map[string]int // the fold of each group; if given, the only assignment
	Models      []string       // dynamic models to run too, by their names in bargain.Models
	Rounds      int            // the most rounds of a dynamic model; 0 = 10 for the eu family, the model's own limit for others
	Positions   []string       // actors whose own position is scored as a forecast
}

func (o Options) defaults() (Options, error) {
	set := func(x *int, standard int) {
		if *x == 0 {
			*x = standard
		}
	}
	set(&o.Draws, 4000)
	set(&o.Folds, 10)
	set(&o.Assignments, 10)
	if o.Draws < 1 || o.Folds < 2 || o.Assignments < 1 || o.Rounds < 0 {
		return o, &Error{CodeOptions, fmt.Sprintf("%d draws, %d folds, %d assignments, %d rounds do not make a back-test", o.Draws, o.Folds, o.Assignments, o.Rounds),
			"give at least 1 draw, 2 folds and 1 assignment"}
	}
	if o.FoldOf != nil {
		o.Assignments = 1
	}
	return o, nil
}

// bench is the state of one back-test.
type bench struct {
	Options
	items    []item
	subjects []subject
	folds    [][]int // by assignment, the fold of each item
	resample *score.Resampler
	length   []float64 // of each item's scale, divided by 100
}

// Run scores every method on the record. The error joins *bargain.InputError,
// *Error and, for dynamic models, the errors of bargain.Run.
func Run(record *Record, options Options) (*Report, error) {
	b, err := newBench(record, options)
	if err != nil {
		return nil, err
	}
	out := &Report{
		Format: Format, Version: version.Version, Record: record.Name, Digest: record.Digest,
		Seed: b.Seed, Draws: b.Draws, Folds: b.Folds, Assignments: b.Assignments, GivenFolds: b.FoldOf != nil,
		Issues: len(record.Decisions), Resolved: len(b.items), Groups: b.resample.Clusters(),
	}
	methods := staticMethods()
	for _, actor := range b.Positions {
		methods = append(methods, positionOf(actor))
	}
	dynamic, cautions, err := b.dynamicMethods(record)
	if err != nil {
		return nil, err
	}
	methods = append(methods, dynamic...)

	values := make([][]float64, len(methods)) // NaN: says nothing
	for m, method := range methods {
		values[m] = make([]float64, len(b.items))
		for i := range b.subjects {
			x, ok := method.at(&b.subjects[i])
			if !ok {
				x = math.NaN()
			}
			values[m][i] = x
		}
	}
	baseline := b.absoluteErrors(values[0])

	var pooled, pool *held
	for _, r := range recipes() {
		h, items := newHeld(len(b.items)), b.around(r.centre)
		for _, fold := range b.folds {
			h.hold(r, items, fold, b.Folds, len(b.folds))
		}
		b.rescale(h)
		if r.name == PooledErrors {
			pooled = h
		}
		if r.name == Pool5 {
			pool = h
		}
		s, err := b.distributionScore(r, h, pooled, baseline)
		if err != nil {
			return nil, err
		}
		out.Distributions = append(out.Distributions, s)
	}
	for m, method := range methods {
		s, err := b.pointScore(method, values[m], baseline, pool)
		if err != nil {
			return nil, err
		}
		if s != nil {
			out.Points = append(out.Points, *s)
		}
	}
	if err := b.calibration(out, pool); err != nil {
		return nil, err
	}
	b.decisions(out, methods, values, pool)
	out.say(cautions)
	return out, nil
}

func newBench(record *Record, options Options) (*bench, error) {
	o, err := options.defaults()
	if err != nil {
		return nil, err
	}
	items, err := record.resolved()
	if err != nil {
		return nil, err
	}
	b := &bench{Options: o, items: items}
	groups := groupsOf(items)
	if len(groups) < b.Folds && b.FoldOf == nil || len(items) == 0 {
		return nil, &Error{CodeTooFew, fmt.Sprintf("%d resolved issues of %d groups are too few for %d folds", len(items), len(groups), b.Folds),
			"give outcomes of issues from more groups, or ask for fewer folds"}
	}
	if b.FoldOf != nil {
		fold, folds, err := given(items, b.FoldOf)
		if err != nil {
			return nil, err
		}
		b.folds, b.Folds = [][]int{fold}, folds
	} else {
		for a := range b.Assignments {
			b.folds = append(b.folds, assign(items, b.Folds, b.Seed, uint64(a)))
		}
	}
	clusters := make([]string, len(items))
	for i, it := range items {
		clusters[i] = it.Group
		low, high := it.Scale()
		b.length = append(b.length, (high-low)/100)
		static, err := bargain.Explain(*it.issue)
		if err != nil {
			return nil, err
		}
		b.subjects = append(b.subjects, subject{it, kernelOf(it.issue), static})
	}
	b.resample, err = score.NewResampler(clusters, b.Seed, b.Draws)
	return b, err
}

func kernelOf(is *bargain.Issue) *bargain.Kernel {
	n := len(is.Stances)
	x, c, s := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, st := range is.Stances {
		x[i], c[i], s[i] = st.Position, st.Capability, st.Salience
	}
	k := bargain.NewKernel(n)
	k.Load(is.Low, is.High, x, c, s)
	return k
}

// around are the items with another centre.
func (b *bench) around(centre func(*subject) float64) []item {
	if centre == nil {
		return b.items
	}
	items := slices.Clone(b.items)
	for i := range items {
		s := &b.subjects[i]
		items[i].Resolved = s.Recentred(centre(s)).Resolve(s.Group, s.Outcome)
	}
	return items
}

// rescale turns scale units into hundredths of the scale.
func (b *bench) rescale(h *held) {
	for i, l := range b.length {
		h.crps[i] /= l
		h.ae[i] /= l
	}
}

// absoluteErrors are in hundredths of the scale; NaN where nothing is said.
func (b *bench) absoluteErrors(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, x := range values {
		out[i] = math.Abs(x-b.items[i].Outcome) / b.length[i]
	}
	return out
}

func (b *bench) distributionScore(r recipe, h, pooled *held, baseline []float64) (DistributionScore, error) {
	s := DistributionScore{Method: r.name, Meaning: r.meaning, N: len(b.items), MedianAE: middle(h.ae), Within10: share(h.ae, 10)}
	steps := averager{b: b}
	s.CRPS = steps.mean(h.crps)
	s.MinusPooled = steps.mean(minus(h.crps, pooled.crps))
	s.MAE = steps.mean(h.ae)
	s.MinusBaseline = steps.mean(minus(h.ae, baseline))
	s.Brier = steps.optional(h.nearer.brier)
	s.BrierAbove = steps.optional(h.above.brier)
	s.Cover80, s.Cover90 = steps.coverage(h.before, h.upto, 0.8), steps.coverage(h.before, h.upto, 0.9)
	return s, steps.err
}

// averager takes means with intervals and keeps the first error.
type averager struct {
	b   *bench
	err error
}

func (a *averager) mean(values []float64) score.Interval {
	i, err := a.b.resample.Mean(values)
	if a.err == nil {
		a.err = err
	}
	return i
}

// optional is nil when no item has a value.
func (a *averager) optional(values []float64) *score.Interval {
	if len(defined(values)) == 0 {
		return nil
	}
	i := a.mean(values)
	return &i
}

func (a *averager) coverage(before, upto []float64, level float64) float64 {
	c, err := score.Coverage(before, upto, level)
	if a.err == nil {
		a.err = err
	}
	return c
}

func (b *bench) decisions(out *Report, methods []method, values [][]float64, pool *held) {
	for i, it := range b.items {
		d := DecisionScore{ID: it.id, Group: it.Group, Outcome: it.Outcome, Spread: it.Spread, Median: pool.median[i], CRPS: pool.crps[i]}
		for m := range methods {
			if out.Point(methods[m].name) == nil {
				continue
			}
			if x := values[m][i]; x == x {
				d.Points = append(d.Points, &x)
			} else {
				d.Points = append(d.Points, nil)
			}
		}
		if p := pool.nearer.p[i]; p == p {
			d.NearerUpper = &p
		}
		out.Decisions = append(out.Decisions, d)
	}
}

func minus(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] - b[i]
	}
	return out
}

// defined are the values that are not NaN.
func defined(values []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(values), func(x float64) bool { return x != x })
}

// middle is the median of the values that are defined.
func middle(values []float64) float64 {
	x := defined(values)
	slices.Sort(x)
	n := len(x)
	return (x[(n-1)/2] + x[n/2]) / 2
}

// share of the defined values that are at most the limit, rounding forgiven.
func share(values []float64, limit float64) float64 {
	n, all := 0, 0
	for _, x := range values {
		if x == x {
			all++
			if x <= limit+1e-9 {
				n++
			}
		}
	}
	return float64(n) / float64(all)
}
