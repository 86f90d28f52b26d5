package eval

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
)

// ask answers one request and gives its code, empty when it was answered, and
// its result.
func ask(t testing.TB, op, in string) (code, message string, result map[string]any) {
	t.Helper()
	line, err := json.Marshal(map[string]any{"id": 1, "op": op, "in": json.RawMessage(in)})
	if err != nil {
		t.Fatal(err)
	}
	a := respond(context.Background(), line, operations())
	if a.fault != "" {
		t.Fatalf("%s %s: %s", op, in, a.fault)
	}
	var out struct {
		OK     bool           `json:"ok"`
		Result map[string]any `json:"result"`
		Error  struct{ Code, Message string }
	}
	if err := json.Unmarshal(a.line, &out); err != nil {
		t.Fatal(err)
	}
	if out.OK == (out.Error.Code != "") || out.Error.Code != "" && out.Error.Message == "" {
		t.Fatalf("%s", a.line)
	}
	return out.Error.Code, out.Error.Message, out.Result
}

// set is a request with a prior of the first hypothesis and an item's fields.
func set(prior, item string) string {
	return `{"hypotheses": [{"id": "a", "prior": ` + prior + `}, {"id": "b"}], "items": [{"id": "e", ` + item + `}]}`
}

func TestHypothesesErrors(t *testing.T) {
	const net = `{"net": {"nodes": [{"id": "x", "states": ["t", "f"], "cpt": [{"p": [0.5, 0.5]}]}, {"id": "y", "states": ["t", "f"], "parents": ["x"], "cpt": `
	const full = `[{"given": ["t"], "p": [1, 0]}, {"given": ["f"], "p": [[0.1, 0.3], [0.6, 0.9]]}]`
	for _, tc := range []struct{ op, in, code string }{
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": [0.2, 0.3]}`), ""},
		{"hypotheses.update", set(`null`, `"likelihood": {"a": "likely", "b": "0.2..0.3"}, "reliability": null`), ""},
		{"hypotheses.update", `{"hypotheses": [{"id": "a"}, {"id": "b"}]}`, ""},
		{"hypotheses.update", set(`-1`, `"likelihood": {"a": 0.4, "b": 0.3}`), "hypotheses/bad-prior"},
		{"hypotheses.update", set(`1e999`, `"likelihood": {"a": 0.4, "b": 0.3}`), "hypotheses/bad-prior"},
		{"hypotheses.update", set(`true`, `"likelihood": {"a": 0.4, "b": 0.3}`), "hypotheses/bad-prior"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": null}`), "hypotheses/unrated"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4}`), "hypotheses/unrated"},
		{"hypotheses.update", set(`1`, `"logical": true`), "hypotheses/unrated"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": "perhaps"}`), "words/unknown"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": "0.2.."}`), "hypotheses/bad-likelihood"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": [0.3, 0.2]}`), "hypotheses/bad-likelihood"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": [0.2, 0.4, 0.2]}`), "hypotheses/bad-likelihood"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": [0.2]}`), "hypotheses/bad-likelihood"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": [0.2, "x"]}`), "hypotheses/bad-likelihood"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": {"x": 1}}`), "hypotheses/bad-likelihood"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": 1}`), "hypotheses/certain"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": 1}, "logical": true`), ""},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0, "b": 0}, "logical": true`), "hypotheses/impossible"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": 0.3}, "reliability": 2`), "hypotheses/bad-reliability"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": 0.3}, "floor": -1`), "hypotheses/bad-floor"},
		{"hypotheses.update", set(`1`, `"likelihood": {"a": 0.4, "b": 0.3}, "weight": 1`), "eval/unknown-field"},
		{"hypotheses.update", `{"hypotheses": [{"id": "a"}, {"id": "a"}], "items": []}`, "hypotheses/duplicate-id"},
		{"hypotheses.update", `{"hypotheses": [], "items": []}`, "hypotheses/too-few"},
		{"hypotheses.update", `{"hypotheses": [{"id": "a"}, {"id": "b"}], "items": [], "rho": 2}`, "hypotheses/bad-rho"},
		{"hypotheses.update", `{"hypotheses": [{"id": "a"}, {"id": "b"}], "interval": true, "n": 0}`, "hypotheses/bad-draws"},
		{"hypotheses.hull", set(`0`, `"likelihood": {"a": 0.4, "b": 0.3}`), ""},
		{"hypotheses.diagnosticity", set(`[0, 1]`, `"likelihood": {"a": 1, "b": 0}, "logical": true`), ""},
		{"hypotheses.leave_one_out", set(`1`, `"likelihood": {"a": 1, "b": 0}, "logical": true`), ""},
		{"hypotheses.ach", `{"hypotheses": ["a", "b"], "items": [{"id": "e", "ratings": {"a": "I", "b": null}}], "scheme": "counts"}`, ""},
		{"hypotheses.ach", `{"hypotheses": ["a", "b"], "items": [{"id": "e", "ratings": {"a": []}}], "scheme": "squared"}`, ""},
		{"hypotheses.ach", `{"hypotheses": ["a", "b"], "items": [{"id": "e", "ratings": {"a": "III"}}], "scheme": "counts"}`, "hypotheses/bad-rating"},
		{"hypotheses.ach", `{"hypotheses": ["a", "b"], "items": [{"id": "e", "ratings": {"a": [3]}}], "scheme": "counts"}`, "hypotheses/bad-rating"},
		{"hypotheses.ach", `{"hypotheses": ["a", "b"], "items": [], "scheme": "sum"}`, "hypotheses/bad-scheme"},
		{"hypotheses.ach", `{"hypotheses": ["a"], "items": [], "scheme": "counts"}`, "hypotheses/too-few"},
		{"bn.query", net + full + `}]}, "query": "x", "evidence": {"y": "t"}}`, ""},
		{"bn.query", net + full + `}]}, "query": "x", "interval": true, "n": 20}`, ""},
		{"bn.query", net + full + `}]}, "query": "z"}`, "bn/unknown-node"},
		{"bn.query", net + full + `}]}, "query": "x", "evidence": {"y": "z"}}`, "bn/unknown-state"},
		{"bn.query", net + `[]}]}, "query": "x"}`, "bn/row-missing"},
		{"bn.query", net + `[{"given": ["t"], "p": [1, true]}]}]}, "query": "x"}`, "bn/bad-probability"},
		{"bn.query", `{"net": {"nodes": [{"id": "x", "states": ["t"], "parents": ["x"]}]}, "query": "x"}`, "bn/cycle"},
		{"bn.query", `{"net": {"nodes": [{"id": "x", "states": ["t"], "parents": ["z"]}]}, "query": "x"}`, "bn/unknown-parent"},
		{"bn.query", `{"net": {"nodes": []}, "query": "x"}`, "bn/unknown-node"},
		{"bn.noisy_or", `{"p": [0.5], "on": [1]}`, ""},
		{"bn.noisy_or", `{"p": [0.5], "on": []}`, "bn/row-length"},
		{"bn.noisy_or", `{"p": [0.5], "on": [2]}`, "bn/unknown-state"},
		{"bn.noisy_or", `{"leak": 2, "p": [0.5], "on": [0]}`, "bn/bad-probability"},
	} {
		if code, message, _ := ask(t, tc.op, tc.in); code != tc.code {
			t.Errorf("%s %s: %q (%s), want %q", tc.op, tc.in, code, message, tc.code)
		}
	}
}

// What the form of the request hides and what the set lacks are told together.
func TestHypothesesErrorsComeTogether(t *testing.T) {
	_, message, _ := ask(t, "hypotheses.update", set(`"x y"`, `"likelihood": {"a": [1, 2, 3, 4]}, "floor": 7`))
	for _, want := range []string{"words/unknown", `"x y"`, "hypotheses/bad-likelihood", "a list of 4", "hypotheses/bad-floor", "hypotheses/unrated"} {
		if !strings.Contains(message, want) {
			t.Errorf("%q does not say %s", message, want)
		}
	}
}

func TestInfiniteRatiosAreWritten(t *testing.T) {
	in := set(`1`, `"likelihood": {"a": 1, "b": 0}, "logical": true`)
	if _, _, result := ask(t, "hypotheses.diagnosticity", in); result["e"].(map[string]any)["max_lr"] != "inf" {
		t.Errorf("%v", result)
	}
	if _, _, result := ask(t, "hypotheses.leave_one_out", in); result["level"] != "inf" {
		t.Errorf("%v", result)
	}
}

func FuzzHypothesesRequests(f *testing.F) {
	f.Add("hypotheses.update", set(`[1, 2, 3]`, `"likelihood": {"a": "likely", "b": "0.2..0.3"}, "cluster": "c"`))
	f.Add("hypotheses.leave_one_out", set(`0`, `"likelihood": {"a": 1e-300, "b": 0}, "logical": true`))
	f.Add("hypotheses.ach", `{"hypotheses": ["a", "b"], "items": [{"id": "e", "ratings": {"a": ["I", "NA"]}}], "scheme": "squared"}`)
	f.Add("bn.query", `{"net": {"nodes": [{"id": "x", "states": ["t", "f"], "cpt": [{"p": [0.5, [0, 1]]}]}]}, "query": "x", "interval": true, "n": 3}`)
	f.Add("bn.noisy_or", `{"leak": 0.1, "p": [0.5], "on": [1]}`)
	f.Fuzz(func(t *testing.T, op, in string) {
		if !strings.HasPrefix(op, "hypotheses.") && !strings.HasPrefix(op, "bn.") || !json.Valid([]byte(in)) || len(in) > 2000 {
			t.Skip()
		}
		if strings.Contains(in, `"n"`) && strings.Contains(in, "000") {
			t.Skip("many draws")
		}
		ask(t, op, in)
	})
}
