package eval

import (
	"encoding/json"
	"strings"
	"testing"

	"entente/evidence"
)

type inner struct {
	Name  string `json:"name" required:"true"`
	Event string `json:"event" alias:"happened,event_date"`
}

type outer struct {
	List []inner           `json:"list"`
	Map  map[string]*inner `json:"map"`
	Pair *[2]int           `json:"pair"`
	Must *float64          `json:"must" required:"true"`
}

func TestDecodeRefuses(t *testing.T) {
	for _, tc := range []struct{ in, code, message string }{
		{`{"must":1,"lisst":[]}`, codeUnknownField, "in.lisst: there is no such field; did you mean list?"},
		{`{"must":1,"list":[{"name":"a"},{"name":"b","x":1}],"y":2}`, codeUnknownField, "in.list[1].x"},
		{`{"must":1,"list":[{"name":"a"},{"name":"b","x":1}],"y":2}`, codeUnknownField, "in.y"},
		{`{"must":1,"map":{"k":{"name":"a","Event":""}}}`, codeUnknownField, "in.map.k.Event: there is no such field; did you mean event?"},
		{`{"list":[{}]}`, codeBadRequest, "in.list[0].name is missing\nin.must is missing"},
		{`{"must":null}`, codeBadRequest, "in.must is missing"},
		{`{"must":1,"pair":[1,2,3]}`, codeBadRequest, "in.pair has 3 entries, and 2 are needed"},
		{`{"must":"1"}`, codeBadRequest, "in.must is a JSON string, where a number is needed"},
		{`{"must":1,"list":{"name":"a"}}`, codeBadRequest, "a list is needed"},
		{`{"must":1,"must":2}`, codeBadRequest, `"must" stands twice`},
		{`{"must":1,"list":[{"name":"a","event":"x","happened":"y"}]}`, codeBadRequest, "in.list[0].event and in.list[0].happened are one field"},
		{`{"must":1,"list":[{"name":"a"},null]}`, codeBadRequest, "in.list[1] is null, where an object is needed"},
		{`{"must":1,"pair":[1,null]}`, codeBadRequest, "in.pair[1] is null, where a whole number is needed"},
		{`{"must":1,"pair":[1,2.5]}`, codeBadRequest, "where a whole number is needed"},
		{`{"must":1,"pair":[1,1e30]}`, codeBadRequest, "where a whole number is needed"},
		{`5`, codeBadRequest, "no object"},
		{`null`, codeBadRequest, "no object"},
	} {
		err := decode(json.RawMessage(tc.in), &outer{})
		c, ok := asCoded(err)
		if !ok || c.Code() != tc.code || !strings.Contains(err.Error(), tc.message) {
			t.Errorf("%s: got %v, want %s %q", tc.in, err, tc.code, tc.message)
		}
	}
}

// Languages that know one kind of number write whole ones with a point or an
// exponent.
func TestDecodeWholeNumbers(t *testing.T) {
	var v outer
	if err := decode(json.RawMessage(`{"must":1e2,"pair":[1e5,-3.0]}`), &v); err != nil || *v.Pair != [2]int{100000, -3} || *v.Must != 100 {
		t.Errorf("got %+v, %v", v, err)
	}
}

func TestDecodeAliases(t *testing.T) {
	var v outer
	err := decode(json.RawMessage(`{"must":0.1,"list":[{"name":"é\"","happened":"2016"}],"map":{"x":{"name":"b","event_date":"2017"}}}`), &v)
	if err != nil || v.List[0] != (inner{`é"`, "2016"}) || v.Map["x"].Event != "2017" || *v.Must != 0.1 {
		t.Errorf("got %+v, %v", v, err)
	}
}

// What a type reads by itself is as strict as the rest.
func TestDecodeLedger(t *testing.T) {
	var in struct {
		Ledger *evidence.Ledger `json:"ledger"`
	}
	for body, want := range map[string]string{
		`{"claims":[{"id":"c","link":{"cause":"a","effect":"b","sing":"+"}}]}`: codeUnknownField,
		`{"params":[{"id":"p","scale":[0]}]}`:                                  evidence.CodeBadRecord,
		`{"params":[{"path":"p","scale":[0,null],"low":1}],"claims":[{"id":"c","link":[{"cause":"a","effect":"b"}],"said_date":"2016"}]}`: "",
	} {
		err := decode(json.RawMessage(`{"ledger":`+body+`}`), &in)
		c, ok := asCoded(err)
		if got := ""; ok {
			got = c.Code()
			if got != want {
				t.Errorf("%s: got %v, want %q", body, err, want)
			}
		} else if err != nil || want != "" {
			t.Errorf("%s: got %v, want %q", body, err, want)
		}
	}
	if c := in.Ledger.Claims[0]; c.Said != "2016" || in.Ledger.Params[0].ID != "p" {
		t.Errorf("got %+v", in.Ledger)
	}
}

func TestTornText(t *testing.T) {
	for in, want := range map[string]bool{
		`"a"`: false, `"\ud83d\ude00"`: false, `"😀"`: false, `"\\ud83d"`: false, `"\u00e9"`: false,
		`"\ud83d"`: true, `"\ude00"`: true, `"\ude00\ud83d"`: true, `"\ud83dx"`: true, `"\ud83d\u0041"`: true, `"\\\ud83d"`: true,
	} {
		var got text
		if err := json.Unmarshal([]byte(in), &got); err != nil || got.torn != want {
			t.Errorf("%s: torn %v, %v", in, got.torn, err)
		}
	}
}

func FuzzRespond(f *testing.F) {
	f.Add([]byte(`{"id":"a","op":"evidence.value","in":{"text":"1..2 <- fa ¶3"}}`))
	f.Add([]byte(`{"id":"a","op":"evidence.lint","in":{"ledger":{"claims":[{"id":"c","source":"s","spans":[{"exact":"x"}]}]},"texts":{"s":"x"}}}`))
	f.Add([]byte(`{"id":"a","op":"words.of","in":{"p":0.5}}`))
	f.Add([]byte(`{"op":"factions.fj","in":{"initial":[1],"W":[[1]],"susceptibility":[0.5]}}`))
	f.Add([]byte(`{`))
	ops := operations()
	f.Fuzz(func(t *testing.T, line []byte) {
		a := respond(t.Context(), line, ops)
		if a.fault != "" {
			t.Fatal(a.fault)
		}
		if !json.Valid(a.line) || strings.Count(string(a.line), "\n") != 1 {
			t.Fatalf("answer %q", a.line)
		}
	})
}

func BenchmarkRespond(b *testing.B) {
	line := []byte(`{"id":"a","op":"evidence.value","in":{"text":"10..30 <- fa ¶18, ll ¶7"}}`)
	ops := operations()
	for b.Loop() {
		respond(b.Context(), line, ops)
	}
}
