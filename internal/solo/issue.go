package solo

import (
	"encoding/json"

	"entente/bargain"
	"entente/internal/analysis"
	"entente/internal/backtest"
	"entente/internal/codec/stances"
	"entente/sample"
)

// Issue is the static answer to one issue, in units of its scale.
type Issue struct {
	*bargain.Static
	Name         string                      `json:"name,omitempty"`
	Group        string                      `json:"group,omitempty"`
	Outcome      *float64                    `json:"outcome,omitempty"`
	PCE          Elections                   `json:"pce"`
	Distribution bargain.DistributionSummary `json:"distribution"`
	// Ranges is there when some number of the issue is a range.
	Ranges *Ranges `json:"ranges,omitempty"`
}

// Elections are the probabilistic elections by model. As JSON they are an
// object, in order.
type Elections []bargain.PCEResult

// MarshalJSON implements json.Marshaler.
func (e Elections) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, r := range e {
		if i > 0 {
			out = append(out, ',')
		}
		options, err := json.Marshal(r.Options)
		if err != nil {
			return nil, err
		}
		out = append(append(append(out, '"'), r.Model...), '"', ':')
		out = append(out, options...)
	}
	return append(out, '}'), nil
}

// Ranges is what doubt about the inputs does to a forecast: Inputs alone, as
// the weighted mean over draws, and Both with the error of the method, the
// distribution averaged over draws. The error of the method alone is the
// issue's distribution, with every number at its middle.
type Ranges struct {
	Numbers int               `json:"numbers"` // of the issue that are ranges
	Draws   int               `json:"draws"`
	Inputs  bargain.Quantiles `json:"inputs"`
	Both    bargain.Quantiles `json:"both"`
	CDF     []float64         `json:"cdf"` // of Both, at equally spaced points of the scale
}

const (
	rangeDraws = 10_000
	// forecastDraws of them enter the averaged distribution: each is a mixture
	// of a few dozen parts.
	forecastDraws = 400
)

func issueOf(d *stances.Data, k int, decision backtest.Decision, seed uint64) (*Issue, error) {
	static, err := bargain.Explain(decision.Issue)
	if err != nil {
		return nil, err
	}
	basis, err := bargain.NewBasis(decision.Issue)
	if err != nil {
		return nil, err
	}
	calibration := bargain.DefaultCalibration()
	out := &Issue{
		Static: static, Name: d.Issues[k].Name, Group: d.Issues[k].Group, Outcome: decision.Outcome,
		PCE: static.PCE, Distribution: calibration.Summary(basis, decision.Outcome),
	}
	out.Ranges, err = rangesOf(d, k, calibration, static.WeightedMean, seed)
	return out, err
}

// rangesOf draws the ranges of issue k; nil when there are none.
func rangesOf(d *stances.Data, k int, calibration *bargain.Calibration, mid float64, seed uint64) (*Ranges, error) {
	p, spec := &d.Problem, d.Problem.Issues[k]
	var cells []stances.Range
	var keys []uint64
	for _, r := range d.Ranges {
		if r.Issue == k && p.Position[r.Actor][k] == p.Position[r.Actor][k] {
			cells = append(cells, r)
			keys = append(keys, sample.Key(p.Actors[r.Actor]+"."+spec.ID+"."+string(r.Field)))
		}
	}
	if len(cells) == 0 {
		return nil, nil
	}
	design, err := sample.NewKeyedLatinHypercube(seed, rangeDraws, keys)
	if err != nil {
		return nil, err
	}
	n := len(p.Actors)
	x, c, s := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		x[i], c[i], s[i] = p.Position[i][k], p.Capability[i][k], p.Salience[i][k]
		if !p.TakesPart(i, k) {
			x[i], s[i] = spec.Low, 0
			if !(c[i] > 0) {
				c[i] = 1 // without salience it counts for nothing
			}
		}
	}
	by := map[stances.Field][]float64{stances.Position: x, stances.Capability: c, stances.Salience: s}
	out := &Ranges{Numbers: len(cells), Draws: rangeDraws, CDF: make([]float64, bargain.TablePoints)}
	kernel := bargain.NewKernel(n)
	u := make([]float64, len(cells))
	means := make([]float64, 0, rangeDraws)
	averaged := 0
	for i := range rangeDraws {
		design.At(i, u)
		for j, r := range cells {
			by[r.Field][r.Actor] = r.Value.Quantile(u[j])
		}
		if !kernel.Load(spec.Low, spec.High, x, c, s) {
			continue
		}
		means = append(means, kernel.Mean())
		if averaged < forecastDraws {
			calibration.Forecast(kernel.Basis()).AddTo(out.CDF)
			averaged++
		}
	}
	for i := range out.CDF {
		out.CDF[i] /= float64(max(averaged, 1))
	}
	out.Inputs = analysis.QuantilesOf(means, mid)
	out.Both = analysis.TableQuantiles(out.CDF, spec.Low, spec.High)
	return out, nil
}
