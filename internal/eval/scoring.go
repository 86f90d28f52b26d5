package eval

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"

	"entente/score"
)

// real is a number of a request. One that is not finite, "inf" or "nan" in
// words, or null in a list is read as such, for the operation to refuse it by
// the code of what it stands for.
type real float64

func (r *real) UnmarshalJSON(data []byte) error {
	x, err := strconv.ParseFloat(string(data), 64)
	switch {
	case err == nil || errors.Is(err, strconv.ErrRange):
		*r = real(x)
	case string(data) == `"inf"`:
		*r = real(math.Inf(1))
	case string(data) == `"-inf"`:
		*r = real(math.Inf(-1))
	case string(data) == `"nan"` || string(data) == "null":
		*r = real(math.NaN())
	default:
		return badRequest(clip(string(data)) + " stands where a number is needed")
	}
	return nil
}

func floats(in []real) []float64 {
	if in == nil {
		return nil
	}
	out := make([]float64, len(in))
	for i, x := range in {
		out[i] = float64(x)
	}
	return out
}

func rows(in [][]real) [][]float64 {
	out := make([][]float64, len(in))
	for i, row := range in {
		out[i] = floats(row)
	}
	return out
}

// probabilities is what a request gives as p: one number, or several.
type probabilities struct {
	one  *real
	list []real
}

func (p *probabilities) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '[' {
		return json.Unmarshal(data, &p.list)
	}
	return json.Unmarshal(data, &p.one)
}

// single is the one number.
func (p probabilities) single() (float64, error) {
	if p.one == nil {
		return 0, badRequest("in.p is a list, where one number is needed")
	}
	return float64(*p.one), nil
}

func (p probabilities) several() ([]float64, error) {
	if p.one != nil {
		return nil, badRequest("in.p is a number, where a list is needed")
	}
	return floats(p.list), nil
}

// outcome is 1 or 0, true or false, or the index of an option. What is no
// whole number is no outcome, rather than no request.
type outcome int

// noOutcome is what cannot have happened.
const noOutcome outcome = -1

func (o *outcome) UnmarshalJSON(data []byte) error {
	x, err := strconv.ParseFloat(string(data), 64)
	switch {
	case string(data) == "true":
		*o = 1
	case string(data) == "false":
		*o = 0
	case err != nil || x != math.Trunc(x) || math.Abs(x) > 1e9:
		*o = noOutcome
	default:
		*o = outcome(x)
	}
	return nil
}

func outcomes(in []outcome) []int {
	out := make([]int, len(in))
	for i, y := range in {
		out[i] = int(y)
	}
	return out
}

// scoringError gives an error of package score the code of its first cause; the
// message says all of them.
func scoringError(err error) error {
	var e *score.Error
	if errors.As(err, &e) {
		return &requestError{e.Code, err.Error()}
	}
	return err
}

// scored passes a result on.
func scored(result any, err error) (any, error) {
	if err != nil {
		return nil, scoringError(err)
	}
	return result, nil
}

func scoringBrier(in struct {
	Kind    string        `json:"kind" required:"true"`
	P       probabilities `json:"p" required:"true"`
	Outcome outcome       `json:"outcome" required:"true"`
}) (any, error) {
	if in.Kind == "binary" {
		p, err := in.P.single()
		if err != nil {
			return nil, err
		}
		b, err := score.Brier(p, int(in.Outcome))
		return scored(struct {
			Brier    number `json:"brier"`
			TwoSided number `json:"brier_two_sided"`
		}{number(b), number(2 * b)}, err)
	}
	p, err := in.P.several()
	if err != nil {
		return nil, err
	}
	switch in.Kind {
	case "multi":
		b, err := score.BrierTwoSided(p, int(in.Outcome))
		return scored(struct {
			TwoSided number `json:"brier_two_sided"`
		}{number(b)}, err)
	case "ordered":
		b, err := score.BrierOrdered(p, int(in.Outcome))
		if err != nil {
			return nil, scoringError(err)
		}
		rps, err := score.RankedProbability(p, int(in.Outcome))
		return scored(struct {
			Ordered number `json:"brier_ordered"`
			RPS     number `json:"rps"`
		}{number(b), number(rps)}, err)
	}
	return nil, badRequest("in.kind " + strconv.Quote(clip(in.Kind)) + " is none; write binary, multi or ordered")
}

func scoringLog(in struct {
	P       probabilities `json:"p" required:"true"`
	Outcome outcome       `json:"outcome" required:"true"`
}) (any, error) {
	var nats float64
	var err error
	if in.P.one != nil {
		nats, err = score.Log(float64(*in.P.one), int(in.Outcome))
	} else {
		nats, err = score.LogOptions(floats(in.P.list), int(in.Outcome))
	}
	return scored(struct {
		Nats number `json:"nats"`
		Bits number `json:"bits"`
	}{number(nats), number(nats / math.Ln2)}, err)
}

func scoringBaseline(in struct {
	P       *real `json:"p_outcome" required:"true"`
	Options *int  `json:"options" required:"true"`
}) (any, error) {
	s, err := score.Baseline(float64(*in.P), *in.Options)
	return scored(struct {
		Score number `json:"score"`
	}{number(s)}, err)
}

func scoringPeer(in struct {
	P []real `json:"p_outcome" required:"true"`
}) (any, error) {
	s, err := score.Peer(floats(in.P))
	return scored(struct {
		Scores []number `json:"scores"`
	}{numbers(s)}, err)
}

func scoringCRPS(in struct {
	Ensemble []real `json:"ensemble"`
	Gaussian *struct {
		Mean *real `json:"mean" required:"true"`
		SD   *real `json:"sd" required:"true"`
	} `json:"gaussian"`
	Outcome *real `json:"outcome" required:"true"`
}) (any, error) {
	var crps float64
	var err error
	switch {
	case in.Gaussian != nil && in.Ensemble != nil:
		return nil, badRequest("in.ensemble and in.gaussian are two forecasts; give one")
	case in.Gaussian != nil:
		crps, err = score.CRPSGaussian(float64(*in.Gaussian.Mean), float64(*in.Gaussian.SD), float64(*in.Outcome))
	default:
		crps, err = score.CRPSEnsemble(floats(in.Ensemble), float64(*in.Outcome))
	}
	return scored(struct {
		CRPS number `json:"crps"`
	}{number(crps)}, err)
}

func scoringPinball(in struct {
	Quantiles []struct {
		Q *real `json:"q" required:"true"`
		X *real `json:"x" required:"true"`
	} `json:"quantiles" required:"true"`
	Outcome *real `json:"outcome" required:"true"`
}) (any, error) {
	quantiles := make([]score.Quantile, len(in.Quantiles))
	for i, q := range in.Quantiles {
		quantiles[i] = score.Quantile{Q: float64(*q.Q), X: float64(*q.X)}
	}
	loss, err := score.Pinball(quantiles, float64(*in.Outcome))
	return scored(struct {
		Pinball number `json:"pinball"`
	}{number(loss)}, err)
}
