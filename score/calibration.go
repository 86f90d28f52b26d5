package score

import (
	"cmp"
	"math"
	"slices"
)

// Constants of calibration plots.
const (
	// z90 is the normal quantile of a two-sided 90% interval.
	z90 = 1.6448536269514722
	// fewInBin is the number of forecasts below which a bin is marked.
	fewInBin = 10
	// fewInAll is the number of forecasts below which there is too little to
	// say, and no line is drawn through the points.
	fewInAll = 30
)

// Distinct asks for one group for each distinct forecast, instead of bins.
const Distinct = 0

// Decomposition is Murphy's decomposition of a mean Brier score (Murphy 1973),
// with the two terms that appear when forecasts in a group differ:
//
//	Brier = REL - RES + UNC + WV - WC,
//
// which follows from writing p as its group's mean plus the rest.
type Decomposition struct {
	Reliability      float64 `json:"rel"` // lower is better
	Resolution       float64 `json:"res"` // higher is better
	Uncertainty      float64 `json:"unc"` // of the outcomes; not the forecaster's doing
	WithinVariance   float64 `json:"within_variance"`
	WithinCovariance float64 `json:"within_covariance"`
	Brier            float64 `json:"brier"`
	N                int     `json:"n"`
}

// Murphy decomposes the mean Brier score of forecasts p of events y over bins
// of equal width, closed on the right, the first closed on both sides; or over
// the distinct forecasts, with bins = Distinct.
func Murphy(p []float64, y []int, bins int) (Decomposition, error) {
	groups, err := group(p, y, bins)
	if err != nil {
		return Decomposition{}, err
	}
	n := float64(len(p))
	out := Decomposition{N: len(p)}
	all := 0.0
	for i := range p {
		all += float64(y[i])
		out.Brier += brier(p[i], y[i])
	}
	all /= n
	out.Brier /= n
	out.Uncertainty = all * (1 - all)
	for _, g := range groups {
		m := float64(len(g.members))
		out.Reliability += float64(m*square(g.forecast-g.frequency)) / n
		out.Resolution += float64(m*square(g.frequency-all)) / n
		for _, i := range g.members {
			d := p[i] - g.forecast
			out.WithinVariance += square(d) / n
			out.WithinCovariance += 2 * d * (float64(y[i]) - g.frequency) / n
		}
	}
	return out, nil
}

func square(x float64) float64 { return x * x }

// Bin is one point of a calibration plot.
type Bin struct {
	Low          float64    `json:"low"`
	High         float64    `json:"high"`
	N            int        `json:"n"`
	MeanForecast float64    `json:"mean_forecast"`
	Frequency    float64    `json:"frequency"`
	Interval     [2]float64 `json:"interval"` // 90% Wilson interval of the frequency
	Few          bool       `json:"few"`      // fewer than 10 forecasts
}

// Reliability is the data of a calibration plot.
type Reliability struct {
	Bins   []Bin `json:"bins"` // those with a forecast, ascending
	N      int   `json:"n"`
	TooFew bool  `json:"too_few"` // fewer than 30 forecasts in all: too few to say
}

// Calibration gives the calibration plot of forecasts p of events y over bins
// of equal width (at least one), closed on the right, the first closed on both
// sides.
func Calibration(p []float64, y []int, bins int) (Reliability, error) {
	if bins < 1 {
		return Reliability{}, fault(CodeBins, "give at least one bin", "%d bins hold nothing", bins)
	}
	groups, err := group(p, y, bins)
	if err != nil {
		return Reliability{}, err
	}
	out := Reliability{Bins: []Bin{}, N: len(p), TooFew: len(p) < fewInAll}
	for _, g := range groups {
		low, high := Wilson(g.happened, len(g.members), z90)
		out.Bins = append(out.Bins, Bin{
			Low:          float64(g.bin) / float64(bins),
			High:         float64(g.bin+1) / float64(bins),
			N:            len(g.members),
			MeanForecast: g.forecast,
			Frequency:    g.frequency,
			Interval:     [2]float64{low, high},
			Few:          len(g.members) < fewInBin,
		})
	}
	return out, nil
}

// Wilson is the score interval of a share, k of n, for the normal quantile z
// (1.6448536269514722 for 90%). Wilson 1927. n must be above 0.
func Wilson(k, n int, z float64) (low, high float64) {
	m := float64(n)
	share := float64(k) / m
	zz := float64(z * z)
	centre := (share + zz/(2*m)) / (1 + zz/m)
	half := z / (1 + zz/m) * math.Sqrt(float64(share*(1-share))/m+zz/(4*m*m))
	return math.Max(0, centre-half), math.Min(1, centre+half)
}

// cell is a group of forecasts.
type cell struct {
	bin       int
	members   []int
	forecast  float64 // mean
	frequency float64
	happened  int
}

// group puts forecasts into bins, or together with their equals.
func group(p []float64, y []int, bins int) ([]cell, error) {
	if err := checkBinary(p, y); err != nil {
		return nil, err
	}
	if bins < 0 {
		return nil, fault(CodeBins, "give at least one bin, or ask for distinct forecasts", "%d bins hold nothing", bins)
	}
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(p[a], p[b]), cmp.Compare(y[a], y[b])) })
	var cells []cell
	for k, i := range order {
		at := 0
		if bins > 0 {
			at = binOf(p[i], bins)
		}
		last := len(cells) - 1
		if k == 0 || bins > 0 && at != cells[last].bin || bins == Distinct && p[i] != p[order[k-1]] {
			cells = append(cells, cell{bin: at})
			last++
		}
		c := &cells[last]
		c.members = append(c.members, i)
		c.happened += y[i]
	}
	for k := range cells {
		c := &cells[k]
		// Taken from the first, so that equal forecasts give exactly theirs.
		first := p[c.members[0]]
		sum := 0.0
		for _, i := range c.members {
			sum += p[i] - first
		}
		c.forecast = first + sum/float64(len(c.members))
		c.frequency = float64(c.happened) / float64(len(c.members))
	}
	return cells, nil
}

// binOf is the bin whose upper end, as a floating-point quotient, is the first
// not below p: 0.3 belongs to the third of ten bins though 0.3*10 rounds above
// 3.
func binOf(p float64, bins int) int {
	k := min(max(int(p*float64(bins))-1, 0), bins-1)
	for k < bins-1 && p > float64(k+1)/float64(bins) {
		k++
	}
	return k
}
