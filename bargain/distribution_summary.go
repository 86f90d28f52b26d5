package bargain

// Quantiles are the quantiles of a forecast that are reported: the middle half
// and the 90% interval are what people are shown, the 80% interval is what
// back-tests cover.
type Quantiles struct {
	P05 float64 `json:"0.05"`
	P10 float64 `json:"0.1"`
	P25 float64 `json:"0.25"`
	P50 float64 `json:"0.5"`
	P75 float64 `json:"0.75"`
	P90 float64 `json:"0.9"`
	P95 float64 `json:"0.95"`
}

// DistributionSummary is a forecast distribution as it is reported.
type DistributionSummary struct {
	Weights   Weights   `json:"weights"`
	Label     string    `json:"label"` // what the weights were calibrated on
	Resolved  int       `json:"resolved"`
	Quantiles Quantiles `json:"quantiles"`
	// CDF is the distribution function at TablePoints equally spaced points of
	// the scale, right-continuous.
	CDF []float64 `json:"cdf"`
	// NearerUpper is the probability that the outcome is nearer the upper of two
	// positions; nil when there are not two.
	NearerUpper *float64 `json:"nearer_upper,omitempty"`
	CRPS        *float64 `json:"crps,omitempty"` // when resolved; scale units
}

// Summary forecasts the issue and reports the forecast. The outcome may be nil.
func (c *Calibration) Summary(b *Basis, outcome *float64) DistributionSummary {
	d := c.Forecast(b)
	out := DistributionSummary{
		Weights:  c.Weights,
		Label:    c.Label,
		Resolved: c.Resolved,
		Quantiles: Quantiles{d.Quantile(0.05), d.Quantile(0.1), d.Quantile(0.25), d.Quantile(0.5),
			d.Quantile(0.75), d.Quantile(0.9), d.Quantile(0.95)},
		CDF: d.Table(),
	}
	if p, ok := b.NearerUpper(d); ok {
		out.NearerUpper = &p
	}
	if outcome != nil {
		score := d.CRPS(*outcome)
		out.CRPS = &score
	}
	return out
}

// NearerUpper is the probability under d that the outcome is nearer the upper
// position of an issue with two positions, half of what lies in the middle
// included.
func (b *Basis) NearerUpper(d *Distribution) (p float64, two bool) {
	lower, upper, two := b.Positions()
	if !two {
		return 0, false
	}
	return d.Above(lower + (upper-lower)/2), true
}
