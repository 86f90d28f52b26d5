package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"entente/internal/referencetest"
)

type request struct {
	Kind      string
	P         json.RawMessage
	Y         []int
	Outcome   float64
	Bins      json.RawMessage
	Reference []float64
	Options   int
	POutcome  json.RawMessage `json:"p_outcome"`
	Ensemble  []float64
	Gaussian  *struct{ Mean, SD float64 }
	Quantiles []Quantile
}

func get[T any](t *testing.T, raw json.RawMessage) T {
	t.Helper()
	var x T
	if err := json.Unmarshal(raw, &x); err != nil {
		t.Fatal(err)
	}
	return x
}

// answer runs the operation of a case; the result is nil for operations that
// are not of this package.
func answer(t *testing.T, op string, in request) (any, error) {
	one := func(name string, x float64, err error) (any, error) { return map[string]any{name: x}, err }
	switch op + " " + in.Kind {
	case "scoring.brier binary":
		x, err := Brier(get[float64](t, in.P), int(in.Outcome))
		return map[string]any{"brier": x, "brier_two_sided": 2 * x}, err
	case "scoring.brier multi":
		x, err := BrierTwoSided(get[[]float64](t, in.P), int(in.Outcome))
		return one("brier_two_sided", x, err)
	case "scoring.brier ordered":
		x, err := BrierOrdered(get[[]float64](t, in.P), int(in.Outcome))
		rps, _ := RankedProbability(get[[]float64](t, in.P), int(in.Outcome))
		return map[string]any{"brier_ordered": x, "rps": rps}, err
	case "scoring.log ":
		x, err := Log(get[float64](t, in.P), int(in.Outcome))
		if math.IsInf(x, 1) {
			return map[string]any{"nats": "inf", "bits": "inf"}, err
		}
		return map[string]any{"nats": x, "bits": x / math.Ln2}, err
	case "scoring.crps ":
		if g := in.Gaussian; g != nil {
			x, err := CRPSGaussian(g.Mean, g.SD, in.Outcome)
			return one("crps", x, err)
		}
		x, err := CRPSEnsemble(in.Ensemble, in.Outcome)
		return one("crps", x, err)
	case "scoring.pinball ":
		x, err := Pinball(in.Quantiles, in.Outcome)
		return one("pinball", x, err)
	case "scoring.murphy ":
		bins := Distinct
		if string(in.Bins) != `"distinct"` {
			bins = get[int](t, in.Bins)
		}
		return pass(Murphy(get[[]float64](t, in.P), in.Y, bins))
	case "scoring.calibration ":
		return pass(Calibration(get[[]float64](t, in.P), in.Y, get[int](t, in.Bins)))
	case "scoring.skill ":
		return pass(Skill(get[[]float64](t, in.P), in.Y, in.Reference))
	case "scoring.baseline ":
		x, err := Baseline(get[float64](t, in.POutcome), in.Options)
		return one("score", x, err)
	case "scoring.peer ":
		x, err := Peer(get[[]float64](t, in.POutcome))
		return map[string]any{"scores": x}, err
	}
	return nil, nil
}

func pass[T any](x T, err error) (any, error) { return x, err }

func TestReference(t *testing.T) {
	for file, want := range map[string]int{"scores.json": 22, "hamadan_questions.json": 2} {
		var cases struct {
			Cases []struct {
				ID        string
				Op        string
				In        request
				Want      any
				WantError string `json:"want_error"`
				Tol       float64
			}
		}
		referencetest.JSON(t, "scoring/"+file, &cases)
		compared := 0
		for _, c := range cases.Cases {
			got, err := answer(t, c.Op, c.In)
			if got == nil {
				continue
			}
			compared++
			var fault *Error
			if c.WantError != "" {
				if !errors.As(err, &fault) || fault.Code != c.WantError || fault.Cause == "" || fault.Remedy == "" {
					t.Errorf("%s: error %v, want %s", c.ID, err, c.WantError)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", c.ID, err)
				continue
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, c.ID, get[any](t, text), c.Want, c.Tol)
		}
		if compared != want {
			t.Errorf("%s: %d cases compared, want %d", file, compared, want)
		}
	}
}

// compare holds the fields of want against those of got.
func compare(t *testing.T, at string, got, want any, tol float64) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, _ := got.(map[string]any)
		for name, x := range w {
			if _, ok := g[name]; !ok {
				t.Errorf("%s lacks %s", at, name)
				continue
			}
			compare(t, at+"."+name, g[name], x, tol)
		}
	case []any:
		g, _ := got.([]any)
		if len(g) != len(w) {
			t.Errorf("%s has %d elements, want %d", at, len(g), len(w))
			return
		}
		for i := range w {
			compare(t, fmt.Sprintf("%s[%d]", at, i), g[i], w[i], tol)
		}
	case float64:
		if g, ok := got.(float64); !ok || !(math.Abs(g-w) <= tol) {
			t.Errorf("%s is %v, want %v", at, got, w)
		}
	default:
		if got != want {
			t.Errorf("%s is %v, want %v", at, got, want)
		}
	}
}
