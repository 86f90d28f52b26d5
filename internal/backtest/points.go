package backtest

import (
	"math"
	"slices"

	"entente/bargain"
	"entente/score"
)

// calibrationBins is the number of bins of a calibration plot.
const calibrationBins = 10

// pointScore scores a point method; nil when it says nothing anywhere, or too
// little to learn its errors from the other folds.
func (b *bench) pointScore(m method, values, baseline []float64, pool *held) (*PointScore, error) {
	ae := b.absoluteErrors(values)
	s := &PointScore{Method: m.name, Meaning: m.meaning, N: len(defined(ae))}
	crps, before, upto, ok := b.dress(values)
	if !ok {
		return nil, nil
	}
	sum := 0.0
	for _, e := range defined(ae) {
		sum += float64(e * e)
	}
	s.RMSE = math.Sqrt(sum / float64(s.N))
	s.MedianAE, s.Within10 = middle(ae), share(ae, 10)
	steps := averager{b: b}
	s.MAE = steps.mean(ae)
	if m.name != Baseline {
		d := steps.mean(minus(ae, baseline))
		s.MinusBaseline = &d
	}
	s.CRPS = steps.mean(crps)
	s.PoolMinus = steps.mean(minus(pool.crps, crps))
	s.Cover80 = steps.coverage(before, upto, 0.8)
	s.Brier = steps.optional(b.degreeBrier(values))
	return s, steps.err
}

// degreeBrier scores points as degrees between the two positions of issues with
// two: the position as a share of the way from the lower to the upper one. For
// the weighted mean it is the share of the weight that is for the upper.
func (b *bench) degreeBrier(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, it := range b.items {
		happened, defined := it.nearerUpper()
		if !defined || values[i] != values[i] {
			out[i] = math.NaN()
			continue
		}
		lower, upper, _ := it.Positions()
		d := min(max((values[i]-lower)/(upper-lower), 0), 1) - indicator(happened)
		out[i] = d * d
	}
	return out
}

// dress puts around each point the method's errors on the issues of the other
// folds, and scores what comes of it: CRPS in hundredths of the scale, mean over
// assignments (NaN where the method says nothing), and the probability
// transforms. It is not ok when a fold leaves nothing to learn from.
func (b *bench) dress(values []float64) (crps, before, upto []float64, ok bool) {
	crps = make([]float64, len(values))
	for i, x := range values {
		if x != x {
			crps[i] = math.NaN()
		}
	}
	errs := make([]float64, 0, len(values))
	for _, fold := range b.folds {
		for f := range b.Folds {
			errs = errs[:0]
			for i, it := range b.items {
				if x := values[i]; x == x && fold[i] != f {
					errs = append(errs, (it.Outcome-x)/b.length[i]/100)
				}
			}
			slices.Sort(errs)
			for i, it := range b.items {
				x := values[i]
				if x != x || fold[i] != f {
					continue
				}
				if len(errs) == 0 {
					return nil, nil, nil, false
				}
				low, high := it.Scale()
				d := bargain.Around(low, high, x, errs)
				crps[i] += d.CRPS(it.Outcome) / b.length[i] / float64(len(b.folds))
				before = append(before, d.CDFBefore(it.Outcome))
				upto = append(upto, d.CDF(it.Outcome))
			}
		}
	}
	return crps, before, upto, len(before) > 0
}

// calibration fills the parts of the report on the pool's calibration and fit.
func (b *bench) calibration(out *Report, pool *held) error {
	var err error
	if out.Calibration.TwoPosition, err = reliability(pool.nearer, b.items, item.nearerUpper); err != nil {
		return err
	}
	if out.Calibration.Above, err = reliability(pool.above, b.items, item.aboveMiddle); err != nil {
		return err
	}
	if out.Calibration.Transforms, err = score.TransformHistogram(pool.before, pool.upto, calibrationBins); err != nil {
		return err
	}
	all := outside(b.items, make([]int, len(b.items)), -1)
	fit := bargain.Fit(all)
	out.Pool = PoolFit{
		Weights: fit.Weights, ByFold: pool.weights, Label: fit.Label, Fitted: fit.Resolved > 0,
		Without: bargain.FitWithoutErrors(all).Weights,
	}
	return nil
}

func reliability(e event, items []item, of func(item) (bool, bool)) (*score.Reliability, error) {
	var p []float64
	var y []int
	for i, it := range items {
		if happened, defined := of(it); defined {
			p = append(p, min(max(e.p[i], 0), 1))
			y = append(y, int(indicator(happened)))
		}
	}
	if len(p) == 0 {
		return nil, nil
	}
	r, err := score.Calibration(p, y, calibrationBins)
	return &r, err
}
