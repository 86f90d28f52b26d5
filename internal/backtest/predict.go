package backtest

import (
	"errors"
	"fmt"

	"entente/bargain"
	"entente/internal/version"
)

// PredictFormat names the JSON form of Predictions.
const PredictFormat = "entente.predict/1"

// Predictions are forecast distributions for a record's issues.
type Predictions struct {
	Format   string          `json:"format"`
	Version  string          `json:"version"`
	Record   string          `json:"record"`
	Digest   string          `json:"digest,omitempty"`
	Train    string          `json:"train,omitempty"`
	TrainSum string          `json:"train_digest,omitempty"`
	Form     string          `json:"form"` // Pool5 or Pool5Markov
	Weights  bargain.Weights `json:"weights"`
	Label    string          `json:"label"`
	Warnings []string        `json:"warnings"`
	Issues   []Prediction    `json:"issues"`
}

// Prediction is the forecast for one issue, in units of its scale.
type Prediction struct {
	ID             string                      `json:"id"`
	Group          string                      `json:"group,omitempty"`
	Scale          [2]float64                  `json:"scale"`
	WeightedMean   float64                     `json:"weighted_mean"`
	WeightedMedian float64                     `json:"weighted_median"`
	Spread         float64                     `json:"spread"`
	Outcome        *float64                    `json:"outcome,omitempty"`
	Distribution   bargain.DistributionSummary `json:"distribution"`
}

// Predict fits the pool to the resolved issues of train and forecasts every
// issue of the record. Train may be nil: the default calibration is used then,
// and when too few of its issues are resolved. Scores of issues whose group the
// calibration was fitted to are too good; a warning counts them. The error joins
// *bargain.InputErrors.
func Predict(train, record *Record) (*Predictions, error) {
	return PredictWith(Pool5, train, record)
}

// PredictWith is Predict with the form of the pool, Pool5 or Pool5Markov. Where
// nothing is fitted the form is Pool5, which the default weights belong to.
func PredictWith(form string, train, record *Record) (*Predictions, error) {
	if form != Pool5 && form != Pool5Markov {
		return nil, &Error{CodeOptions, fmt.Sprintf("%q is no form of the forecast", form), "choose " + Pool5 + " or " + Pool5Markov}
	}
	out := &Predictions{Format: PredictFormat, Version: version.Version, Record: record.Name, Digest: record.Digest, Warnings: []string{}, Issues: []Prediction{}}
	calibration := bargain.DefaultCalibration()
	known := make(map[string]bool)
	if train != nil {
		out.Train, out.TrainSum = train.Name, train.Digest
		items, err := train.resolved()
		if err != nil {
			return nil, err
		}
		training := outside(items, make([]int, len(items)), -1)
		if form == Pool5Markov {
			for i, it := range items {
				basis, err := recentred(it.Basis, it.issue)
				if err != nil {
					return nil, err
				}
				training[i] = basis.Resolve(it.Group, it.Outcome)
			}
		}
		calibration = bargain.Fit(training)
		if calibration.Resolved == 0 {
			out.Warnings = append(out.Warnings, fmt.Sprintf("%s holds %d resolved issues of %d groups; fitting needs %d of at least 2. The default weights are used, %s.",
				train.Name, len(items), len(groupsOf(items)), bargain.FewestResolved, calibration.Label))
		} else {
			for _, it := range items {
				known[it.Group] = true
			}
		}
	}
	if calibration.Resolved == 0 {
		form = Pool5
	}
	out.Weights, out.Label, out.Form = calibration.Weights, calibration.Label, form
	seen := 0
	errs := []error{record.check()}
	for i := range record.Decisions {
		d := &record.Decisions[i]
		basis, err := bargain.NewBasis(d.Issue)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if form == Pool5Markov {
			if basis, err = recentred(basis, &d.Issue); err != nil {
				return nil, err
			}
		}
		median, _ := kernelOf(&d.Issue).Median()
		if known[d.Group] {
			seen++
		}
		out.Issues = append(out.Issues, Prediction{
			ID: d.Name, Group: d.Group, Scale: [2]float64{d.Low, d.High},
			WeightedMean: basis.Mean, WeightedMedian: median, Spread: basis.Spread, Outcome: d.Outcome,
			Distribution: calibration.Summary(basis, d.Outcome),
		})
	}
	if seen > 0 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("%d of %d issues are of groups that the calibration was fitted to: their scores are too good.", seen, len(record.Decisions)))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return out, nil
}

// recentred puts the basis around the election pce/MarkovUniform.
func recentred(b *bargain.Basis, is *bargain.Issue) (*bargain.Basis, error) {
	static, err := bargain.Explain(*is)
	if err != nil {
		return nil, err
	}
	return b.Recentred(elected(static, bargain.MarkovUniform)), nil
}
