package evaltest

import (
	"encoding/json"
	"testing"
)

func TestCompare(t *testing.T) {
	for _, tc := range []struct {
		want, got string
		tol       float64
		same      bool
	}{
		{`{"a":1}`, `{"a":1,"b":2}`, 0, true},
		{`{"a":1}`, `{"b":2}`, 0, false},
		{`{"a":null}`, `{}`, 0, false},
		{`{"a":null}`, `{"a":null}`, 0, true},
		{`{"a":1}`, `{"a":1.05}`, 0.1, true},
		{`{"a":1}`, `{"a":1.05}`, 0.01, false},
		{`{"a":1}`, `{"a":"1"}`, 9, false},
		{`{"a":"inf"}`, `{"a":"inf"}`, 0, true},
		{`[1,2]`, `[1,2]`, 0, true},
		{`[1,2]`, `[1,2,3]`, 0, false},
		{`[1,2]`, `[2,1]`, 0, false},
		{`{"a":{"b":[{"c":true}]}}`, `{"a":{"b":[{"c":true,"d":0}]}}`, 0, true},
		{`{"a":{"b":[{"c":true}]}}`, `{"a":{"b":[{"c":false}]}}`, 0, false},
		{`{"steps[-1]":{"t":3}}`, `{"steps":[{"t":1},{"t":3}]}`, 0, true},
		{`{"steps[-1]":{"t":3}}`, `{"steps":[{"t":3},{"t":1}]}`, 0, false},
		{`{"steps[-1]":{"t":3}}`, `{"steps":[]}`, 0, false},
	} {
		c := Case{Want: json.RawMessage(tc.want), Tol: tc.tol}
		differences := Compare(c, Answer{OK: true, Result: json.RawMessage(tc.got)})
		if (len(differences) == 0) != tc.same {
			t.Errorf("want %s, got %s: %v", tc.want, tc.got, differences)
		}
	}
}

func TestCompareErrors(t *testing.T) {
	c := Case{WantError: "a/b"}
	for _, tc := range []struct {
		answer Answer
		same   bool
	}{
		{Answer{Error: Failure{"a/b", "cause"}}, true},
		{Answer{Error: Failure{"a/b", ""}}, false},
		{Answer{Error: Failure{"a/c", "cause"}}, false},
		{Answer{OK: true, Result: json.RawMessage(`{}`)}, false},
	} {
		if differences := Compare(c, tc.answer); (len(differences) == 0) != tc.same {
			t.Errorf("%+v: %v", tc.answer, differences)
		}
	}
	if len(Compare(Case{Want: json.RawMessage(`{}`)}, Answer{Error: Failure{"a/b", "cause"}})) == 0 {
		t.Error("an error passes for a result")
	}
}
