package yaml

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/problem"
)

const listeners = `
entente: 1
id: listeners
title: Who listens to whom
as-of: 2020-01-01
actors:
  a: {name: A, kind: state}
  a.x: {name: X, kind: faction, susceptibility: "0..0.6 ? a guess", listens: {a.y: "2 ? it owes him its seat", a.z: "0..1 ? perhaps"}}
  a.y: {name: Y, kind: faction}
  a.z: {name: Z, kind: faction}
  b: {name: B, kind: state}
issues:
  i:
    question: Where?
    scale: {0: low, 100: high}
    stances:
      a.x: {position: "10 ? x"}
      a.y: {position: "80 ? x"}
      a.z: {position: "60 ? x"}
      b: {position: "60 ? x"}
`

func TestListening(t *testing.T) {
	read := func(text string) (*File, problem.List) {
		return Read(fstest.MapFS{"c.yaml": {Data: []byte(text)}}, "c.yaml", "c.yaml")
	}
	f, list := read(listeners)
	if list.HasErrors() {
		t.Fatal(list)
	}
	x := f.Case.Actor("a.x")
	if len(x.Listens) != 2 || x.Listens[0].To != "a.y" || x.Listens[0].Weight.Own.Judgement == nil || x.Listens[1].Weight.Value.High != 1 {
		t.Errorf("%+v", x.Listens)
	}
	if c, list := f.ParseChange("a.x.listens.a.z", "0.5"); list.HasErrors() || c.Path != "a.x.listens.a.z" {
		t.Errorf("%+v %v", c, list)
	}
	for _, c := range []struct{ from, to, code string }{
		{`susceptibility: "0..0.6 ? a guess", `, "", "factions/bad-susceptibility"},
		{`susceptibility: "0..0.6`, `susceptibility: "0..1.6`, "ev/outside-scale"},
		{`a.y: "2`, `a.x: "2`, "factions/bad-listening"},
		{`a.y: "2`, `b: "2`, "factions/bad-listening"},
		{`a.y: "2`, `a.q: "2`, "ev/dangling-ref"},
		{`a.y: "2`, `a.y: "-2`, "ev/outside-scale"},
		{`a.y: "2 ? it owes him its seat", a.z: "0..1`, `a.y: "0`, "factions/listens-to-nobody"},
		{"b: {name: B, kind: state}", `b: {name: B, kind: state, susceptibility: "0.5 ? x", listens: {a: "1 ? x"}}`, "factions/bad-listening"},
		{"\"0..0.6 ? a guess\", listens: {a.y: \"2 ? it owes him its seat\", a.z: \"0..1 ? perhaps\"}}\n  a.y: {name: Y, kind: faction}", "1, listens: {a.y: 2}}\n  a.y: {name: Y, kind: faction, susceptibility: 1, listens: {a.x: 1}}", "factions/no-anchor"},
		{`, listens: {a.y: "2 ? it owes him its seat", a.z: "0..1 ? perhaps"}`, "", "factions/listens-to-nobody"},
	} {
		text := strings.Replace(listeners, c.from, c.to, 1)
		if text == listeners {
			t.Fatalf("%q is not in the case", c.from)
		}
		_, list := read(text)
		if !slices.ContainsFunc(list, func(p problem.Problem) bool { return p.Code == c.code && p.Line > 0 && p.Remedy != "" }) {
			t.Errorf("%s: %v", c.code, list)
		}
	}
}
