package gmcr

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"entente/internal/referencetest"
)

const full = `{
 "format": "entente.conflict.case/1", "id": "full", "title": "All of it", "source": "made up", "notes": ["one", "two"],
 "decision_makers": [{"id": "a", "name": "A"}, {"id": "b"}, {"id": "c"}],
 "options": [{"id": "x", "dm": "a", "name": "X", "change": "set-only", "share": 0.5}, {"id": "y", "dm": "b"}, {"id": "z", "dm": "c", "change": "clear-only"}],
 "infeasible": ["x & ~y & z", {"rule": "x & y & z", "share": 0.25}],
 "preferences": {
  "a": {"kind": "statements", "statements": ["x", ["y", "z"], "~y"], "confidence": [0.5, [0.6, 0.7, 0.9]]},
  "b": {"kind": "weights", "weights": {"x": [-1, 1], "y": 2}},
  "c": {"kind": "unknown", "pairs": [["-", "x+y"]]}},
 "ask": {"evolution": [{"from": "-", "kind": "moves"}, {"from": "y", "kind": "improvements"}], "blocs": [[["a", "b"], ["c"]]],
  "sampling": {"kind": "judgements", "draws": 100, "seed": 3, "steps": 50, "from": "z"}}}`

// same fails unless two files hold the same, but for what belongs to their text.
func same(t testing.TB, a, b *File) {
	t.Helper()
	x, y := *a, *b
	x.data, x.root, x.rename, x.Model, y.data, y.root, y.rename, y.Model = nil, nil, nil, nil, nil, nil, nil, nil
	x.Format, y.Format = "", ""
	if !reflect.DeepEqual(x, y) {
		t.Errorf("written and read again:\n%+v\nwas\n%+v", y, x)
	}
}

func roundTrip(t testing.TB, f *File) {
	t.Helper()
	out, err := Write(f)
	if err != nil {
		t.Fatal(err)
	}
	again, ps := Read(out)
	if again == nil {
		t.Fatalf("%s\n%v", out, ps.List("written"))
	}
	same(t, f, again)
	if twice, err := Write(again); err != nil || string(twice) != string(out) {
		t.Errorf("writing twice gives other bytes: %v", err)
	}
}

func TestRoundTrip(t *testing.T) {
	f, ps := Read([]byte(full))
	if f == nil {
		t.Fatal(ps.List("full"))
	}
	if len(ps) != 0 {
		t.Errorf("warnings: %v", ps.List("full"))
	}
	roundTrip(t, f)
}

func TestReferenceCasesRoundTrip(t *testing.T) {
	names, _ := filepath.Glob(filepath.Join(referencetest.Folder(t), "reference", "conflict", "*.json"))
	for _, name := range names {
		if filepath.Base(name) == "bad-input.json" {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, ps := Read(data)
		if f == nil {
			t.Errorf("%s: %v", name, ps.List(name))
			continue
		}
		roundTrip(t, f)
	}
}

// wrong reads a file that is wrong and returns its problems as code, line, column
// and places.
func wrong(t *testing.T, data string) []string {
	t.Helper()
	f, ps := Read([]byte(data))
	if f != nil {
		t.Fatalf("accepted: %v", ps.List("wrong"))
	}
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s %d:%d %s", strings.TrimPrefix(p.Code, "conflict/"), p.Line, p.Place, strings.Join(p.Where, " ")))
	}
	return out
}

func TestAllProblemsAtOnceInFileOrder(t *testing.T) {
	got := wrong(t, `{"format": "entente.conflict.case/1",
"ask": {"evolution": [{"from": "q", "kind": "moves"}], "limited_move": 2.5, "sampling": {"kind": "guess"}, "blocs": [[["a"]]]},
"preferences": {
 "a": {"kind": "weights", "weights": {"x": NaN, "y": 1e999, "x": 1}},
 "b": {"kind": "statements", "statements": ["x & q"], "confidenc": 1}},
"options": [{"id": "x", "dm": "a", "change": "forth"}, {"id": "y", "dm": "b"}, 7],
"decision_makers": [{"id": "a"}, {"id": "b"}]}`)
	// The columns are those of the value, or of the key where that is what is wrong.
	want := []string{
		"status-quo-infeasible 2:32 ask.evolution[0].from",
		"bad-value 2:72 ask.limited_move",
		"bad-value 2:98 ask.sampling.kind",
		"bad-value 2:118 ask.blocs[0]",
		"bad-value 4:44 preferences.a.weights.x",
		"bad-value 4:54 preferences.a.weights.y",
		"duplicate-key 4:61 preferences.a.weights.x",
		"unknown-option 5:45 preferences.b.statements[0]",
		"unknown-key 5:55 preferences.b.confidenc",
		"bad-value 6:46 options[0].change",
		"bad-value 6:80 options[2]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// One mistake is told once, not again by all that hangs on it.
func TestWhatFollowsFromAMistakeIsNotReported(t *testing.T) {
	const rest = `"preferences": {"a": {"kind": "statements", "statements": ["x"]}, "b": {"kind": "statements", "statements": ["y"]}}, "ask": {"blocs": [7]}}`
	const options = `"options": [{"id": "x", "dm": "a"}, {"id": "y", "dm": "b"}], `
	const people = `"decision_makers": [{"id": "a"}, {"id": "b"}], `
	for head, want := range map[string]string{
		people + `"options": {}, `:                                    "bad-value options, bad-value ask.blocs[0]",
		`"decision_makers": ["a", "b"], ` + options:                   "bad-value decision_makers[0], bad-value decision_makers[1], bad-value ask.blocs[0]",
		people + options + `"infeasible": "x", `:                      "bad-value infeasible, bad-value ask.blocs[0]",
		people + strings.Replace(options, `"a"`, `"c"`, 1):            "unknown-decision-maker options[0].dm, bad-value ask.blocs[0]",
		people + options + `"infeasible": null, "title": null, `:      "bad-value ask.blocs[0]",
		people + options + `"infeasible": ["(x"], "infeasible": [], `: "bad-expression infeasible[0], duplicate-key infeasible, bad-value ask.blocs[0]",
	} {
		_, ps := Read([]byte(`{"format": "entente.conflict.case/1", ` + head + rest))
		var got []string
		for _, p := range ps.Exchange().Problems {
			got = append(got, p.Code+" "+strings.Join(p.Where, " "))
			if p.Line != 1 || p.Column == 0 {
				t.Errorf("%s: %+v has no place", head, p)
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %s, want %s", head, s, want)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	for data, want := range map[string]string{
		"":                              "bad-json 1:1",
		"[]":                            "bad-format 1:1",
		"{\"a\": 1,}":                   "bad-json 1:9",
		"{\n \"a\" 1}":                  "bad-json 2:6",
		"{\"a\": tru}":                  "bad-json 1:7",
		"{} {}":                         "bad-json 1:4",
		"{\"a\": \"x":                   "bad-json 1:7",
		"\xff":                          "not-utf8 1:1",
		strings.Repeat("[", 100):        "bad-json 1:65",
		`{"format": "entente.case/1"}`:  "bad-format 1:12",
		`{"decisionMakers": 3}`:         "bad-value 1:20",
		"{\"a\": 01}":                   "bad-json 1:7",
		"{\"a\": \"\\x\"}":              "bad-json 1:7",
		"{\"format\": \"\u00e9\", \"\"": "bad-json 1:19",
	} {
		got := wrong(t, data)
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want+" ") }) {
			t.Errorf("%q: %q, want %s", data, got, want)
		}
	}
}

const user = `{"options": [{"name": "Strike first", "permittedDirection": "fwd"}, {"name": "Wait", "permittedDirection": "both"}, {"name": "Give in", "permittedDirection": "back"}],
"decisionMakers": [
 {"name": "The East", "options": [0, 1], "preferences": [[[0, "Y"], [2, "N"]], {"compound": true, "members": [[[1, "Y"]], [[2, "Y"]]]}], "misperceptions": [[[0, "Y"]]]},
 {"name": "The West", "options": [2], "preferenceRanking": [1, [2, 3], 4, 5, 6]}],
"infeasibles": [[[0, "Y"], [1, "Y"]]], "coalitions": [[0, 1]], "useManualPreferenceRanking": true, "colour": 3}`

func TestUserFile(t *testing.T) {
	f, ps := Read([]byte(user))
	if f == nil {
		t.Fatal(ps.List("user"))
	}
	var codes []string
	for _, p := range ps {
		codes = append(codes, strings.TrimPrefix(p.Code, "conflict/")+" "+p.Where[0])
	}
	if want := []string{"not-used decisionMakers[0]", "not-used decisionMakers[0].misperceptions", "unknown-key colour"}; !slices.Equal(codes, want) {
		t.Errorf("problems %q, want %q", codes, want)
	}
	out, err := Write(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"id": "strike-first"`, `"change": "set-only"`, `"change": "clear-only"`, `"strike-first & wait"`, `"strike-first & ~give-in"`, `"(wait) | (give-in)"`, "Misperceptions of The East"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is missing in\n%s", want, out)
		}
	}
	if got := fmt.Sprint(f.Case.Preferences["the-west"].Order); got != "[[-] [strike-first wait] [give-in] [strike-first+give-in] [wait+give-in]]" {
		t.Errorf("order %s", got)
	}
	if got := fmt.Sprint(f.Ask.Blocs); got != "[[[the-east the-west]]]" {
		t.Errorf("blocs %s", got)
	}
	// Older files have neither coalitions nor misperceptions, and another name.
	old := strings.NewReplacer(`, "coalitions": [[0, 1]]`, "", `, "misperceptions": [[[0, "Y"]]]`, "", "preferenceRanking", "preferenceVector", "useManualPreferenceRanking", "useManualPreferenceVectors", `, "colour": 3`, "").Replace(user)
	if f, ps := Read([]byte(old)); f == nil || len(ps) != 1 {
		t.Errorf("older file: %v", ps.List("old"))
	}
	// Binary numbers are told by being just those.
	binary := strings.Replace(user, "[1, [2, 3], 4, 5, 6]", "[0, [1, 2], 4, 5, 6]", 1)
	if f, ps := Read([]byte(binary)); f == nil || len(ps) != 4 {
		t.Errorf("binary numbers: %v", ps.List("binary"))
	}
	// One that is left out or wrong does not make the others places.
	short := strings.NewReplacer("[1, [2, 3], 4, 5, 6]", "[0, [1, 2], 4, 7]", "preferenceRanking", "preferenceVector").Replace(user)
	got := wrong(t, short)
	if want := "ranking-infeasible 4:74 decisionMakers[1].preferenceVector[3]"; !slices.Contains(got, want) {
		t.Errorf("%q lacks %q", got, want)
	}
}

func TestUserFileProblems(t *testing.T) {
	got := wrong(t, strings.NewReplacer(`"options": [2]`, `"options": [2, 9, 0]`, `[0, "Y"], [1, "Y"]`, `[0, "J"]`, `"back"`, `"down"`, "[1, [2, 3], 4, 5, 6]", "[1, 2]").Replace(user))
	want := []string{
		"bad-value 1:159 options[2].permittedDirection",
		"not-used 3:2 decisionMakers[0]",
		"not-used 3:156 decisionMakers[0].misperceptions",
		"unknown-option 4:38 decisionMakers[1].options[1]",
		"duplicate-id 4:41 decisionMakers[1].options[2]",
		"bad-value 5:22 infeasibles[0][0][1]",
		"unknown-key 5:90 colour",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// FuzzRead holds the reader to no panic, places inside the file, and files that
// come back as they were written.
func FuzzRead(f *testing.F) {
	for _, s := range []string{full, user, "", "{}", `{"format":"entente.conflict.case/1"}`, `{"decisionMakers":[{"options":[0]}],"options":[{}]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, ps := Read(data)
		if (file == nil) != ps.HasErrors() {
			t.Fatalf("a file %t with %v", file != nil, ps.List("fuzz"))
		}
		for _, p := range ps.List("fuzz") {
			if p.Code == "" || p.Cause == "" || p.Remedy == "" {
				t.Fatalf("%+v says too little", p)
			}
		}
		if file != nil {
			roundTrip(t, file)
		}
	})
}
