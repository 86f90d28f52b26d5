package score

import "math"

// Brier is the Brier score of a yes-or-no forecast, (p - y)^2, in 0..1; y is 1
// if it happened and 0 if not. Brier 1950 has the two-sided form, which is
// twice this one.
func Brier(p float64, y int) (float64, error) {
	if err := checkBinary([]float64{p}, []int{y}); err != nil {
		return 0, err
	}
	return brier(p, y), nil
}

func brier(p float64, y int) float64 {
	d := p - float64(y)
	return d * d
}

// BrierTwoSided is the Brier score over options, sum_k (p_k - y_k)^2, in 0..2.
func BrierTwoSided(p []float64, outcome int) (float64, error) {
	if err := checkOptions(p, outcome); err != nil {
		return 0, err
	}
	sum := 0.0
	for k, q := range p {
		if k == outcome {
			q--
		}
		sum += float64(q * q)
	}
	return sum, nil
}

// RankedProbability is the ranked probability score over ordered options: the
// sum over the K-1 cuts of (P - Y)^2, P and Y the forecast and the observed
// probability of the options up to the cut; in 0..K-1.
func RankedProbability(p []float64, outcome int) (float64, error) {
	if err := checkOptions(p, outcome); err != nil {
		return 0, err
	}
	sum, below := 0.0, 0.0
	for k := range len(p) - 1 {
		below += p[k]
		d := below
		if outcome <= k {
			d--
		}
		sum += float64(d * d)
	}
	return sum, nil
}

// BrierOrdered is the mean over the K-1 cuts between ordered options of the
// two-sided Brier score of "at or below, above", in 0..2: 2/(K-1) times the
// ranked probability score. There must be at least two options.
func BrierOrdered(p []float64, outcome int) (float64, error) {
	rps, err := RankedProbability(p, outcome)
	if err != nil {
		return 0, err
	}
	if len(p) < 2 {
		return 0, fault(CodeEmpty, "give at least two options", "one option leaves no cut to score")
	}
	return 2 * rps / float64(len(p)-1), nil
}

// Log is the log score of a yes-or-no forecast in nats, -ln of the probability
// given to what happened; +Inf when that was 0. Divide by math.Ln2 for bits.
func Log(p float64, y int) (float64, error) {
	if err := checkBinary([]float64{p}, []int{y}); err != nil {
		return 0, err
	}
	if y == 0 {
		return positive(-math.Log1p(-p)), nil
	}
	return positive(-math.Log(p)), nil
}

// LogOptions is the log score in nats of a distribution over options.
func LogOptions(p []float64, outcome int) (float64, error) {
	if err := checkOptions(p, outcome); err != nil {
		return 0, err
	}
	return positive(-math.Log(p[outcome])), nil
}

// positive turns -0 into 0.
func positive(x float64) float64 { return x + 0 }

// Baseline is the baseline score of the forecast platform Metaculus: 100
// ln(p K)/ln K for the probability p given to what happened among K options.
// 100 for certainty, 0 for a uniform forecast, -Inf for 0; higher is better.
func Baseline(p float64, options int) (float64, error) {
	if err := checkProbability(p); err != nil {
		return 0, err
	}
	if options < 2 {
		return 0, fault(CodeEmpty, "give at least two options", "%d options leave nothing to forecast", options)
	}
	k := float64(options)
	return 100 * math.Log(p*k) / math.Log(k), nil
}

// Peer gives the peer scores of the forecast platform Metaculus: for each of
// several forecasters, 100 times the difference between the log of the
// probability that they gave to what happened and the mean of the others'
// logs; higher is better, and they sum to 0. A forecaster alone has no peers.
// Where somebody gave 0 the differences are infinite, or not defined (NaN) for
// those who did so together.
func Peer(p []float64) ([]float64, error) {
	if len(p) < 2 {
		return nil, fault(CodeEmpty, "give at least two forecasters", "%d forecasters have no peers", len(p))
	}
	if err := checkProbabilities(p); err != nil {
		return nil, err
	}
	logs := make([]float64, len(p))
	for i, q := range p {
		logs[i] = math.Log(q)
	}
	out := make([]float64, len(p))
	for i := range p {
		others := 0.0
		for j, l := range logs {
			if j != i {
				others += l
			}
		}
		out[i] = 100 * (logs[i] - others/float64(len(p)-1))
	}
	return out, nil
}
