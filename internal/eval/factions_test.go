package eval

import (
	"math"
	"strings"
	"testing"
)

func TestFactionsRefuse(t *testing.T) {
	for in, want := range map[string]string{
		`{"factions":[{"id":"a","position":1e999,"influence":1,"salience":1}]}`:      "factions/bad-position",
		`{"factions":[{"id":"a","position":1,"influence":"inf","salience":1}]}`:      "factions/bad-influence",
		`{"factions":[{"id":"a","position":1,"influence":1,"salience":1},null]}`:     "eval/bad-request",
		`{"factions":[{"id":"a","position":null,"influence":1,"salience":1}]}`:       "eval/bad-request",
		`{"factions":[{"id":"a","position":1,"influence":1,"salience":[0.2,0.3]}]}`:  "eval/bad-request",
		`{"factions":[{"id":"a","position":1,"influence":1,"salience":0.5}],"x":{}}`: "eval/unknown-field",
	} {
		if code, _, _ := ask(t, "factions.aggregate", in); code != want {
			t.Errorf("%s: %q, want %s", in, code, want)
		}
	}
	if code, _, _ := ask(t, "factions.fj", `{"initial":[1,null],"W":[[1,0],[0,1]],"susceptibility":[0,0]}`); code != "factions/bad-position" {
		t.Errorf("an opinion that is null: %q", code)
	}
}

// couple is a request with two drivers, x pinned at 4 and acting on y by the link.
func couple(link string) string {
	return `{"steps":4,"h":1,"drivers":{"nodes":["x","y"],"edges":[` + link + `]},
		"states":[{"id":"s","capability":1,"factions":[{"id":"f","position":40,"influence":1,"salience":0.5}]}],
		"pushes":[{"node":"x","size":4,"kind":"pin"}]}`
}

// A link with a lag acts on the level that many steps ago, and leaves the matrix.
func TestCoupleLag(t *testing.T) {
	code, message, result := ask(t, "factions.couple", strings.ReplaceAll(couple(`{"from":"x","to":"y","sign":"-","value":1,"lag":2}`), "\n", " "))
	if code != "" {
		t.Fatal(code, message)
	}
	for i, want := range []float64{0, 0, 0, -2, -3} {
		if got := result["steps"].([]any)[i].(map[string]any)["drivers"].(map[string]any)["y"].(float64); math.Abs(got-want) > 1e-12 {
			t.Errorf("step %d: y at %v, want %v", i, got, want)
		}
	}
	for link, want := range map[string]string{
		`{"from":"x","to":"y","sign":"+","value":1,"lag":-1}`:                                                     "causes/bad-range",
		`{"from":"x","to":"y","sign":"+","value":1,"lag":0.5}`:                                                    "eval/bad-request",
		`{"from":"x","to":"z","sign":"+","value":1,"lag":1}`:                                                      "causes/unknown-node",
		`{"from":"x","to":"y","sign":"+","value":1,"lag":1},{"from":"x","to":"y","sign":"+","value":1}`:           "causes/duplicate-link",
		`{"from":"x","to":"y","sign":"+","value":2},{"from":"y","to":"x","sign":"+","value":1}`:                   "couple/unstable",
		`{"from":"x","to":"y","sign":"+","value":2,"lag":1},{"from":"y","to":"x","sign":"+","value":1,"lag":1.0}`: "",
	} {
		if code, _, _ := ask(t, "factions.couple", strings.ReplaceAll(couple(link), "\n", " ")); code != want {
			t.Errorf("%s: %q, want %q", link, code, want)
		}
	}
}

func TestNoisyOrReadsTrueAndFalse(t *testing.T) {
	for _, on := range []string{"[true,false]", "[1,0]", "[1.0,0.0]"} {
		if code, _, result := ask(t, "bn.noisy_or", `{"leak":0.1,"p":[0.5,0.5],"on":`+on+`}`); code != "" || math.Abs(result["p"].(float64)-0.55) > 1e-12 {
			t.Errorf("%s: %v %s", on, result, code)
		}
	}
	for _, in := range []string{`{"p":[null],"on":[1]}`, `{"p":[1e999],"on":[1]}`} {
		if code, _, _ := ask(t, "bn.noisy_or", in); code != "bn/bad-probability" {
			t.Errorf("%s: %s", in, code)
		}
	}
}

// Without items the squared scheme still has its tables.
func TestSquaredWithoutItems(t *testing.T) {
	code, _, result := ask(t, "hypotheses.ach", `{"hypotheses":["a","b"],"items":[],"scheme":"squared"}`)
	if rows, ok := result["diagnosticity"].(map[string]any); !ok || len(rows) != 0 || code != "" {
		t.Errorf("%v %s", result, code)
	}
	if _, _, result := ask(t, "hypotheses.ach", `{"hypotheses":["a","b"],"items":[],"scheme":"counts"}`); result["diagnosticity"] != nil {
		t.Errorf("%v", result)
	}
}

// Messages name the fields of the request, not those of the program.
func TestMessagesNameTheRequest(t *testing.T) {
	if _, message, _ := ask(t, "hypotheses.update", `{"hypotheses":[3]}`); !strings.HasPrefix(message, "in.hypotheses is a JSON number") {
		t.Error(message)
	}
	a := respond(t.Context(), []byte(`[1]`), operations())
	if strings.Contains(string(a.line), "Go ") || !strings.Contains(string(a.line), "it is a JSON array") {
		t.Errorf("%s", a.line)
	}
}
