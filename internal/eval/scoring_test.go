package eval_test

import (
	"encoding/json"
	"testing"

	"entente/internal/eval/evaltest"
)

// What the reference cases leave out: bad input by its code, and what is not
// defined.
func TestScoring(t *testing.T) {
	var cases []evaltest.Case
	add := func(id, op, in, want, code string) {
		c := evaltest.Case{ID: id, Op: "scoring." + op, WantError: code, Tol: 1e-12}
		if err := json.Unmarshal([]byte(in), &c.In); err != nil {
			t.Fatal(err)
		}
		if code == "" {
			c.Want = json.RawMessage(want)
		}
		cases = append(cases, c)
	}
	const life = `"opens":"2016-09-01","closes":"2016-09-11","outcome":1`
	add("no forecast", "time_weighted", `{`+life+`,"forecasts":[]}`, `{"coverage":0,"brier_time_weighted":null}`, "")
	add("imputed alone", "time_weighted", `{`+life+`,"forecasts":[],"impute":0.5}`, `{"coverage":0,"brier_time_weighted":null,"brier_imputed":0.25}`, "")
	add("before it opens", "time_weighted", `{`+life+`,"forecasts":[{"at":"2016-08-01","p":0.1},{"at":"2016-08-02","p":0.5}]}`, `{"coverage":1,"brier_time_weighted":0.25}`, "")
	add("daily", "time_weighted", `{`+life+`,"daily":true,"forecasts":[{"at":"2016-09-06T01:00:00Z","p":1},{"at":"2016-09-06T23:00:00Z","p":0},{"at":"2016-09-07T12:00:00Z","p":0.5}]}`,
		`{"coverage":0.5,"brier_time_weighted":0.4}`, "")
	add("resolved early", "time_weighted", `{`+life+`,"resolved":"2016-09-06","forecasts":[{"at":"2016-09-06","p":0.5}]}`, `{"coverage":0,"brier_time_weighted":null}`, "")
	add("late", "time_weighted", `{`+life+`,"resolved":"2016-09-06","forecasts":[{"at":"2016-09-06T00:00:01Z","p":0.5}]}`, "", "scoring/late-forecast")
	add("dates", "time_weighted", `{"opens":"2016-09-02","closes":"2016-09-01","outcome":1,"forecasts":[]}`, "", "scoring/bad-dates")
	add("time", "time_weighted", `{"opens":"2016-13-02","closes":"2016-09-01","outcome":1,"forecasts":[]}`, "", "scoring/bad-time")
	add("time of a forecast", "time_weighted", `{`+life+`,"forecasts":[{"at":"soon","p":0.5}]}`, "", "scoring/bad-time")
	add("p", "time_weighted", `{`+life+`,"forecasts":[{"at":"2016-09-06","p":-0.5}]}`, "", "scoring/bad-probability")
	add("impute", "time_weighted", `{`+life+`,"forecasts":[],"impute":2}`, "", "scoring/bad-probability")

	add("nothing to pool", "pool", `{"p":[]}`, "", "scoring/empty")
	add("zero", "pool", `{"p":[0,0.5]}`, "", "scoring/bad-probability")
	add("weights", "pool", `{"p":[0.2,0.4],"weights":[1,3]}`, `{"linear":0.35}`, "")
	add("no weights", "pool", `{"p":[0.2,0.4],"weights":[]}`, "", "scoring/length")
	add("zero weights", "pool", `{"p":[0.2,0.4],"weights":[0,0]}`, "", "scoring/bad-weights")
	add("negative weight", "pool", `{"p":[0.2,0.4],"weights":[2,-1]}`, "", "scoring/bad-weights")
	add("ragged", "pool", `{"p":[[0.5,0.5],[1]]}`, "", "scoring/length")
	add("no distribution", "pool", `{"p":[[0.5,0.5],[0.6,0.5]]}`, "", "scoring/not-a-distribution")

	add("coherent already", "coherent", `{"p":[0.2,0.8]}`, `{"sum":1,"scaled":[0.2,0.8],"projected":[0.2,0.8]}`, "")
	add("all zero", "coherent", `{"p":[0,0]}`, `{"sum":0,"scaled":null,"projected":[0.5,0.5]}`, "")
	add("cut", "coherent", `{"p":[1,1,0.1]}`, `{"projected":[0.5,0.5,0]}`, "")
	add("no answers", "coherent", `{"p":[]}`, "", "scoring/empty")

	add("not finite", "brier", `{"kind":"binary","p":"inf","outcome":1}`, "", "scoring/bad-probability")
	add("null", "brier", `{"kind":"multi","p":[null,1],"outcome":1}`, "", "scoring/bad-probability")
	add("half an outcome", "brier", `{"kind":"binary","p":0.5,"outcome":0.5}`, "", "scoring/bad-outcome")
	add("no option", "brier", `{"kind":"ordered","p":[0.5,0.5],"outcome":2}`, "", "scoring/bad-outcome")
	add("list", "brier", `{"kind":"binary","p":[0.5],"outcome":1}`, "", "eval/bad-request")
	add("kind", "brier", `{"kind":"both","p":[0.5],"outcome":1}`, "", "eval/bad-request")
	add("log of a list", "log", `{"p":[0.5,0.5],"outcome":0}`, `{"nats":0.6931471805599453,"bits":1}`, "")
	add("perfect reference", "skill", `{"p":[0.5],"y":[1],"reference":[1]}`, `{"skill":null,"reference_brier":0}`, "")
	add("interval", "skill", `{"p":[0.5,0.5],"y":[1,1],"reference":[0,0],"seed":3}`, `{"difference":{"mean":-0.75,"low":-0.75,"high":-0.75,"n":2},"shown":true}`, "")
	add("one cluster too few", "skill", `{"p":[0.5,0.5],"y":[1,1],"reference":[0,0],"clusters":["a"]}`, "", "scoring/length")
	add("lengths", "skill", `{"p":[0.5],"y":[1,1],"reference":[0,0]}`, "", "scoring/length")
	add("no ensemble", "crps", `{"ensemble":[],"outcome":1}`, "", "scoring/empty")
	add("crossing", "pinball", `{"quantiles":[{"q":0.1,"x":2},{"q":0.9,"x":1}],"outcome":1}`, "", "scoring/bad-distribution")
	add("no bins", "murphy", `{"p":[0.5],"y":[1],"bins":0}`, "", "scoring/bad-bins")
	add("sd", "crps", `{"gaussian":{"mean":0,"sd":-1},"outcome":1}`, "", "scoring/bad-distribution")

	add("no lines", "ledger", `{"lines":[]}`, `{"ok":true,"lines":0}`, "")
	add("no JSON", "ledger", `{"lines":["{"]}`, `{"ok":false,"bad_line":1,"reason":"not-json"}`, "")
	evaltest.Run(t, cases)
}
