package eval

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"time"

	"entente/score"
)

// bins is a number of bins, or "distinct" for one group a forecast.
type bins int

func (b *bins) UnmarshalJSON(data []byte) error {
	if string(data) == `"distinct"` {
		*b = score.Distinct
		return nil
	}
	x, err := strconv.ParseFloat(string(data), 64)
	if err != nil {
		return badRequest("in.bins is " + clip(string(data)) + `; write a whole number, or "distinct"`)
	}
	if x != math.Trunc(x) || x < 1 || x > mostBins {
		*b = -1 // refused by what bins
		return nil
	}
	*b = bins(x)
	return nil
}

const mostBins = 1_000_000

func scoringMurphy(in struct {
	P    []real    `json:"p" required:"true"`
	Y    []outcome `json:"y" required:"true"`
	Bins *bins     `json:"bins" required:"true"`
}) (any, error) {
	return scored(score.Murphy(floats(in.P), outcomes(in.Y), int(*in.Bins)))
}

func scoringCalibration(in struct {
	P    []real    `json:"p" required:"true"`
	Y    []outcome `json:"y" required:"true"`
	Bins *bins     `json:"bins" required:"true"`
}) (any, error) {
	return scored(score.Calibration(floats(in.P), outcomes(in.Y), int(*in.Bins)))
}

// resamples is the number of draws behind an interval.
const resamples = 10_000

// scoringSkill draws the interval of the difference only when asked, by naming
// clusters or a seed: for long records it takes longer than all the rest.
func scoringSkill(in struct {
	P         []real    `json:"p" required:"true"`
	Y         []outcome `json:"y" required:"true"`
	Reference []real    `json:"reference" required:"true"`
	Clusters  []string  `json:"clusters"`
	Seed      *uint64   `json:"seed"`
}) (any, error) {
	p, y, reference := floats(in.P), outcomes(in.Y), floats(in.Reference)
	skill, err := score.Skill(p, y, reference)
	if err != nil || in.Clusters == nil && in.Seed == nil {
		return scored(skill, err)
	}
	clusters, seed := in.Clusters, uint64(1)
	if in.Seed != nil {
		seed = *in.Seed
	}
	if clusters == nil { // every question on its own
		clusters = make([]string, len(y))
		for i := range clusters {
			clusters[i] = strconv.Itoa(i)
		}
	}
	difference, err := score.BrierDifference(p, y, reference, clusters, seed, resamples)
	if err != nil {
		return nil, scoringError(err)
	}
	return struct {
		score.SkillScore
		Difference score.Interval `json:"difference"`
		Shown      bool           `json:"shown"`
	}{skill, difference, difference.Shown()}, nil
}

func scoringTimeWeighted(in struct {
	Opens     string  `json:"opens" required:"true"`
	Closes    string  `json:"closes" required:"true"`
	Resolved  *string `json:"resolved"`
	Outcome   outcome `json:"outcome" required:"true"`
	Forecasts []struct {
		At string `json:"at" required:"true"`
		P  *real  `json:"p" required:"true"`
	} `json:"forecasts" required:"true"`
	Impute *real `json:"impute"`
	Daily  bool  `json:"daily"`
}) (any, error) {
	var unread []error
	moment := func(text string) time.Time {
		t, err := score.ParseTime(text)
		if err != nil {
			unread = append(unread, err)
		}
		return t
	}
	life := score.Life{Opens: moment(in.Opens), Closes: moment(in.Closes)}
	if in.Resolved != nil {
		t := moment(*in.Resolved)
		life.Resolved = &t
	}
	forecasts := make([]score.Dated, len(in.Forecasts))
	for i, f := range in.Forecasts {
		forecasts[i] = score.Dated{At: moment(f.At), P: float64(*f.P)}
	}
	if len(unread) > 0 {
		return nil, scoringError(errors.Join(unread...))
	}
	r, err := score.BrierOverTime(life, int(in.Outcome), forecasts, (*float64)(in.Impute), in.Daily)
	return scored(struct {
		Coverage float64  `json:"coverage"`
		Brier    *float64 `json:"brier_time_weighted"`
		Imputed  *float64 `json:"brier_imputed,omitempty"`
	}{r.Coverage, r.Loss, r.Imputed}, err)
}

// forecasts are those of several people: numbers, or a list of options each.
type forecasts struct {
	events  []real
	options [][]real
}

func (f *forecasts) UnmarshalJSON(data []byte) error {
	var rows []json.RawMessage
	if err := json.Unmarshal(data, &rows); err != nil {
		return err
	}
	if len(rows) > 0 && rows[0][0] == '[' {
		return json.Unmarshal(data, &f.options)
	}
	return json.Unmarshal(data, &f.events)
}

func scoringPool(in struct {
	P         forecasts `json:"p" required:"true"`
	Weights   []real    `json:"weights"`
	Extremize *real     `json:"extremize"`
}) (any, error) {
	a := 1.0
	if in.Extremize != nil {
		a = float64(*in.Extremize)
	}
	if in.P.options != nil {
		return scored(score.PoolOptions(rows(in.P.options), floats(in.Weights), a))
	}
	return scored(score.Pool(floats(in.P.events), floats(in.Weights), a))
}

func scoringCoherent(in struct {
	P []real `json:"p" required:"true"`
}) (any, error) {
	return scored(score.Coherent(floats(in.P)))
}

func scoringLedger(in struct {
	Lines []string `json:"lines" required:"true"`
}) (any, error) {
	lines := make([][]byte, len(in.Lines))
	for i, s := range in.Lines {
		lines[i] = []byte(s)
	}
	chain, broken := score.Verify(lines)
	if broken != nil {
		return struct {
			OK      bool   `json:"ok"`
			BadLine int    `json:"bad_line"`
			Reason  string `json:"reason"`
			Message string `json:"message"`
		}{false, broken.Line, broken.Reason, broken.Error()}, nil
	}
	return struct {
		OK    bool   `json:"ok"`
		Head  string `json:"head"`
		Lines int    `json:"lines"`
	}{true, chain.Head, chain.Lines}, nil
}
