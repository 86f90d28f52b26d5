package yaml

import (
	"strings"
	"testing"
	"testing/fstest"

	"entente/model"
	"entente/quantity"
)

const byHandCase = `entente: 1
id: small
title: A small case
as-of: 2024-01
actors:
  a: {name: A, kind: state, capability: 10..20, judgement: size}
  b: {name: B, kind: state, capability: 5, judgement: size}
issues:
  x:
    question: How far?
    scale: {0: no, 100: all}
    stances:
      a: {position: 10..20, salience: 50, judgement: mine}
      b: {position: 80, salience: 50, veto: no, judgement: mine}
causes:
  drivers:
    heat: {name: Heat, unit: 1 = a lot}
    noise: {name: Noise, unit: 1 = a lot}
  links:
    - {link: heat -> noise (+), judgement: mine}
`

func TestParseChange(t *testing.T) {
	f, problems := Read(fstest.MapFS{"case.yaml": {Data: []byte(byHandCase)}}, "case.yaml", "case.yaml")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	for _, tc := range []struct {
		path, to string
		want     model.Change
		code     string
	}{
		{"a.x.position", "30..40", model.Change{Path: "a.x.position", Op: model.Set, Value: quantity.Between(30, 40)}, ""},
		{" a.x.position ", " 35 ", model.Change{Path: "a.x.position", Op: model.Set, Value: quantity.PointOf(35)}, ""},
		{"drivers.heat", "=0.6", model.Change{Path: "drivers.heat", Op: model.Pin, Value: quantity.PointOf(0.6)}, ""},
		{"drivers.heat", "+0.6", model.Change{Path: "drivers.heat", Op: model.Push, Value: quantity.PointOf(0.6)}, ""},
		{"heat->noise", "off", model.Change{Path: "heat -> noise", Op: model.Cut}, ""},
		{"b.x.veto", "yes", model.Change{Path: "b.x.veto", Op: model.Set, On: true}, ""},
		{"a.x.positoin", "30", model.Change{}, "case/unknown-path"},
		{"a.x.position", "300", model.Change{}, "ev/outside-scale"},
		{"a.x.position", "", model.Change{}, "case/empty-value"},
		{"a.x.position", "off", model.Change{}, "case/bad-change"},
		{"drivers.heat", "0.6", model.Change{}, "case/bad-change"},
		{"a.x.position", "30\nid: other", model.Change{}, "case/bad-change"},
		{`a"`, "30", model.Change{}, "case/unknown-path"},
	} {
		got, problems := f.ParseChange(tc.path, tc.to)
		if tc.code == "" {
			if len(problems) > 0 || got != tc.want {
				t.Errorf("%s=%s: %+v, %v; want %+v", tc.path, tc.to, got, problems, tc.want)
			}
			continue
		}
		if !problems.HasErrors() {
			t.Errorf("%s=%q: taken as %+v", tc.path, tc.to, got)
			continue
		}
		p := problems[0]
		if p.Code != tc.code {
			t.Errorf("%s=%q: %s (%s), want %s", tc.path, tc.to, p.Code, p.Cause, tc.code)
		}
		if p.Path != strings.TrimSpace(tc.path) || p.Line != 0 || p.File != "" || p.Remedy == "" {
			t.Errorf("%s=%q: %+v", tc.path, tc.to, p)
		}
	}
}
