package backtest

import (
	"entente/bargain"
	"entente/score"
)

// Format names the JSON form of a Report.
const Format = "entente.backtest/1"

// Report is what a record says about every method. Score intervals are 95%
// intervals that resample whole groups; those of paired differences too.
// Positions and their errors are in shares of 100 of each issue's scale, so
// that issues with different scales can be averaged.
type Report struct {
	Format      string `json:"format"`
	Version     string `json:"version"`
	Record      string `json:"record"`
	Digest      string `json:"digest,omitempty"` // sha256 of the input
	Seed        uint64 `json:"seed"`
	Draws       int    `json:"draws"` // resamples of an interval
	Folds       int    `json:"folds"`
	Assignments int    `json:"assignments"` // of groups to folds, averaged over
	GivenFolds  bool   `json:"given_folds"` // the assignment was given, not drawn

	Issues   int `json:"issues"`
	Resolved int `json:"resolved"`
	Groups   int `json:"groups"` // with a resolved issue

	Points        []PointScore        `json:"points"`
	Distributions []DistributionScore `json:"distributions"`
	Calibration   Calibration         `json:"calibration"`
	Pool          PoolFit             `json:"pool"`
	Decisions     []DecisionScore     `json:"decisions"`
	Says          []string            `json:"says"` // what the numbers show, in sentences
	Cautions      []string            `json:"cautions"`
}

// PointScore is the score of a method that forecasts a point, over the issues
// on which it says something.
type PointScore struct {
	Method   string         `json:"method"`
	Meaning  string         `json:"meaning"`
	N        int            `json:"n"`
	MAE      score.Interval `json:"mae"` // also the CRPS of the bare point
	MedianAE float64        `json:"median_ae"`
	RMSE     float64        `json:"rmse"`
	Within10 float64        `json:"within10"` // share within 10% of the scale
	// MinusBaseline is the paired difference of the absolute error to the
	// weighted mean's, on the issues that both forecast; negative is better.
	MinusBaseline *score.Interval `json:"minus_weighted_mean"`
	// CRPS is that of the point with the method's own past errors around it,
	// learned from the other folds.
	CRPS score.Interval `json:"crps_with_errors"`
	// PoolMinus is the paired difference of the program's forecast to that;
	// negative says that the program's is better.
	PoolMinus score.Interval `json:"pool_minus_crps"`
	Cover80   float64        `json:"cover80"` // of the point with its errors
	// Brier scores the forecast as a degree between the two positions of issues
	// that have two; nil when there are none.
	Brier *score.Interval `json:"brier_two_position"`
}

// DistributionScore is the cross-validated score of a forecast distribution.
type DistributionScore struct {
	Method        string          `json:"method"`
	Meaning       string          `json:"meaning"`
	N             int             `json:"n"`
	CRPS          score.Interval  `json:"crps"`
	MinusPooled   score.Interval  `json:"minus_pooled_errors"` // paired
	MAE           score.Interval  `json:"mae"`                 // of the median
	MedianAE      float64         `json:"median_ae"`
	Within10      float64         `json:"within10"`
	MinusBaseline score.Interval  `json:"minus_weighted_mean"` // of the absolute error, paired
	Cover80       float64         `json:"cover80"`
	Cover90       float64         `json:"cover90"`
	Brier         *score.Interval `json:"brier_two_position"` // nearer the upper position
	BrierAbove    *score.Interval `json:"brier_above_middle"` // above the middle of the scale
}

// Calibration is how the program's forecast keeps its word.
type Calibration struct {
	TwoPosition *score.Reliability `json:"two_position"` // nearer the upper position; nil when there are none
	Above       *score.Reliability `json:"above_middle"`
	// Transforms are the expected shares of outcomes in ten equal slices of the
	// forecast's probability: a tenth each when calibrated.
	Transforms []float64 `json:"transforms"`
}

// PoolFit is the fitted pool.
type PoolFit struct {
	Weights bargain.Weights   `json:"weights"` // fitted to all resolved issues
	ByFold  []bargain.Weights `json:"by_fold"` // of the first assignment
	Without bargain.Weights   `json:"without_errors"`
	Label   string            `json:"label"`
	Fitted  bool              `json:"fitted"` // false when too little is resolved: the default weights
}

// DecisionScore is one resolved issue: the numbers behind the means.
type DecisionScore struct {
	ID      string  `json:"id"`
	Group   string  `json:"group"`
	Outcome float64 `json:"outcome"` // scale units, as the points
	Spread  float64 `json:"spread"`
	// Points are in the order of Report.Points; nil where a method says nothing.
	Points []*float64 `json:"points"`
	Median float64    `json:"median"` // of the held-out forecast, mean over assignments
	CRPS   float64    `json:"crps"`   // hundredths of the scale
	// NearerUpper is the held-out probability of the upper of two positions.
	NearerUpper *float64 `json:"nearer_upper,omitempty"`
}

// Point finds the score of a point method; nil when it was not scored.
func (r *Report) Point(name string) *PointScore {
	for i := range r.Points {
		if r.Points[i].Method == name {
			return &r.Points[i]
		}
	}
	return nil
}

// Distribution finds the score of a distribution; nil when it was not scored.
func (r *Report) Distribution(name string) *DistributionScore {
	for i := range r.Distributions {
		if r.Distributions[i].Method == name {
			return &r.Distributions[i]
		}
	}
	return nil
}
