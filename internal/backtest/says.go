package backtest

import (
	"fmt"
	"strings"
)

// say fills Says and Cautions.
func (r *Report) say(cautions []string) {
	pool, base := r.Distribution(Pool5), r.Point(Baseline)
	r.Says = append(r.Says, fmt.Sprintf("On %d resolved issues of %d groups the forecast distribution, held out, has a CRPS of %.2f (95%% interval %.2f to %.2f); its median has a mean absolute error of %.2f against %.2f for the weighted mean.",
		r.Resolved, r.Groups, pool.CRPS.Mean, pool.CRPS.Low, pool.CRPS.High, pool.MAE.Mean, base.MAE.Mean))
	r.Says = append(r.Says, fmt.Sprintf("Against the weighted mean with all past errors around it the difference in CRPS is %+.2f (%+.2f to %+.2f): %s.",
		pool.MinusPooled.Mean, pool.MinusPooled.Low, pool.MinusPooled.High, verdict(pool.MinusPooled.Low, pool.MinusPooled.High)))
	r.Says = append(r.Says, fmt.Sprintf("Against the weighted mean the difference in absolute error is %+.2f (%+.2f to %+.2f): %s.",
		pool.MinusBaseline.Mean, pool.MinusBaseline.Low, pool.MinusBaseline.High, verdict(pool.MinusBaseline.Low, pool.MinusBaseline.High)))

	var beaten, even, ahead []string
	for _, p := range r.Points {
		switch {
		case p.PoolMinus.High < 0:
			beaten = append(beaten, p.Method)
		case p.PoolMinus.Low > 0:
			ahead = append(ahead, p.Method)
		default:
			even = append(even, p.Method)
		}
	}
	text := fmt.Sprintf("Each single method was given its own past errors, held out too. The pool's CRPS is lower than that of %d of %d of them with an interval below 0", len(beaten), len(r.Points))
	if len(even) > 0 {
		text += "; no difference is shown to " + strings.Join(even, ", ")
	}
	if len(ahead) > 0 {
		text += "; it is higher than that of " + strings.Join(ahead, ", ")
	}
	r.Says = append(r.Says, text+".")
	r.Says = append(r.Says, fmt.Sprintf("The 80%% interval held %.0f of 100 outcomes and the 90%% interval %.0f.", 100*pool.Cover80, 100*pool.Cover90))
	if base.Brier != nil && pool.Brier != nil {
		r.Says = append(r.Says, fmt.Sprintf("On %d issues with two positions the Brier score is %.3f for the forecast and %.3f for the plain share of the weight.",
			pool.Brier.N, pool.Brier.Mean, base.Brier.Mean))
	}

	r.Cautions = append(r.Cautions, fmt.Sprintf("%d point methods and %d distributions are compared on the same issues: the best row of a table looks better than it is. The form of pool5 was fixed before this run; pool5_markov was not, and its row needs issues that it has not seen.", len(r.Points), len(r.Distributions)))
	r.Cautions = append(r.Cautions, "Positions and saliences that were collected after the event test the methods given good inputs, not foresight.")
	if !r.Pool.Fitted {
		r.Cautions = append(r.Cautions, "Too little is resolved to fit the pool: its row is that of the default weights, "+r.Pool.Label+".")
	}
	r.Cautions = append(r.Cautions, cautions...)
}

func verdict(low, high float64) string {
	switch {
	case high < 0:
		return "better"
	case low > 0:
		return "worse"
	}
	return "no difference shown"
}
