package analysis

import (
	"entente/bargain"
)

// Forecast is where an issue is expected to settle with the error of the method
// counted in: the calibrated distribution around the weighted mean.
type Forecast struct {
	Label string `json:"label"` // what it was calibrated on
	Skill string `json:"skill"` // how such forecasts have scored
	// Inputs is the weighted mean over the draws: doubt about the inputs alone.
	Inputs bargain.Quantiles `json:"inputs"`
	// Method is the distribution with every input at its mid: the error of the
	// method alone. Both averages it over draws of the inputs.
	Method bargain.Quantiles `json:"method"`
	Both   bargain.Quantiles `json:"both"`
	CDF    []float64         `json:"cdf"` // of Both, at 201 equally spaced points of the scale
	// NearerUpper is, for an issue with two positions, the forecast that the
	// outcome is nearer the upper one.
	NearerUpper *float64 `json:"nearer_upper,omitempty"`
	Words       string   `json:"words"`
}

// forecastDraws is how many draws the distribution is averaged over; each is a
// mixture with a few dozen parts.
const forecastDraws = 400

// skill is the record of the four-component pool that ships, cross-validated on
// the training part of DEU III; see docs/bargaining.md.
const skill = "cross-validated on 247 EU decisions: mean CRPS 15.4 of 100, against 16.1 for past errors around the weighted mean and 22.3 for that mean as a point; its 80% range held the outcome in 84 of 100"

// forecast is nil when no actor has weight at the mids.
func (r *run) forecast(k int, static *bargain.Static) *Forecast {
	if static == nil {
		return nil
	}
	ip, now := &r.p.issues[k], r.active()
	calibration := bargain.DefaultCalibration()
	kernel := bargain.NewKernel(len(ip.actors))
	at := &now.point.issues[k]
	if !kernel.Load(ip.low, ip.high, at.position, at.capability, at.salience) {
		return nil
	}
	mid := calibration.Summary(kernel.Basis(), nil)
	f := &Forecast{Label: calibration.Label, Skill: skill, Method: mid.Quantiles, NearerUpper: mid.NearerUpper}

	mean := now.cols[r.p.methodColumn(k, methodMean)][:now.done]
	f.Inputs = QuantilesOf(mean, static.WeightedMean)

	n := len(ip.actors)
	x, c, sal := make([]float64, n), make([]float64, n), make([]float64, n)
	f.CDF = make([]float64, bargain.TablePoints)
	drawn := 0
	for i := range min(now.done, forecastDraws, inputRows) {
		for j := range n {
			x[j] = now.in[r.p.actorColumn(k, j, 0)][i]
			sal[j] = now.in[r.p.actorColumn(k, j, 1)][i] / 100
			c[j] = now.in[r.p.actorColumn(k, j, 2)][i]
		}
		if kernel.Load(ip.low, ip.high, x, c, sal) {
			calibration.Forecast(kernel.Basis()).AddTo(f.CDF)
			drawn++
		}
	}
	if drawn == 0 {
		return nil
	}
	for i := range f.CDF {
		f.CDF[i] /= float64(drawn)
	}
	f.Both = TableQuantiles(f.CDF, ip.low, ip.high)
	length := ip.high - ip.low
	f.Words = "With the error of the method counted in, " + string(ip.issue.ID) + " is forecast at " + number(f.Both.P50, length) +
		", middle half " + number(f.Both.P25, length) + " to " + number(f.Both.P75, length) +
		", 90% range " + number(f.Both.P05, length) + " to " + number(f.Both.P95, length) +
		"; doubt about the inputs alone gives " + number(f.Inputs.P05, length) + " to " + number(f.Inputs.P95, length) + " (" + f.Label + ")."
	return f
}

// QuantilesOf are the quantiles of draws; of none, the point stands for all.
func QuantilesOf(draws []float64, point float64) bargain.Quantiles {
	s := spreadOf(draws, point)
	q := bargain.Quantiles{P05: s.P05, P10: s.P05, P25: s.P25, P50: s.Median, P75: s.P75, P90: s.P95, P95: s.P95}
	if len(present(draws)) > 0 {
		q.P10, q.P90 = tail(draws, 0.1), tail(draws, 0.9)
	}
	return q
}

// TableQuantiles are the quantiles of a distribution function given at equally
// spaced points of the scale.
func TableQuantiles(cdf []float64, low, high float64) bargain.Quantiles {
	q := func(p float64) float64 { return bargain.TableQuantile(low, high, cdf, p) }
	return bargain.Quantiles{P05: q(0.05), P10: q(0.1), P25: q(0.25), P50: q(0.5), P75: q(0.75), P90: q(0.9), P95: q(0.95)}
}
