package analysis

import (
	"math"
	"strings"
	"testing"

	"entente/model"
)

// X, at 40 of 100, gives way by half to Y, at 80, and Y by 0.2 to X.
const listeningParts = `
  a.x: {name: X, kind: faction, influence: 3, susceptibility: 0.5, listens: {a.y: 7}}
  a.y: {name: Y, kind: faction, influence: 1, susceptibility: 0.2, listens: {a.x: 1}}
`

func withListening(text string) string {
	text = strings.Replace(text, "  a.x: {name: X, kind: faction, influence: 3}\n", "", 1)
	return strings.Replace(text, "\n  a.y: {name: Y, kind: faction, influence: 1}\n", listeningParts, 1)
}

func TestListeningMovesTheState(t *testing.T) {
	plain := runOf(t, written(t, twoStates), small())
	if strings.Contains(asJSON(t, plain), `"settling"`) {
		t.Error("nobody listens, and the answer speaks of it")
	}
	o := small()
	r := runOf(t, written(t, withListening(twoStates)), o)
	// x = 0.5·40 + 0.5·y and y = 0.8·80 + 0.2·x.
	y := (0.8*80 + 0.2*20) / 0.9
	x := 20 + 0.5*y
	s := r.States[0]
	if got, want := s.Rules[ruleMean].Point, (3*x+y)/40; math.Abs(got-want) > 1e-12 {
		t.Errorf("mean %v, want %v", got, want)
	}
	if got := s.Parts[0].Position; math.Abs(got.Point-x/10) > 1e-12 || math.Abs(got.Median-x/10) > 1e-9 {
		t.Errorf("X ends at %+v, want %v", got, x/10)
	}
	// Y accepts what is no farther from where it ends than the status quo.
	if want := 2 * (y/10 - 2); s.WinSetLow != 2 || math.Abs(s.WinSetHi-min(2+want, 10)) > 1e-12 {
		t.Errorf("win-set %v..%v", s.WinSetLow, s.WinSetHi)
	}
	g := s.Settling
	if g == nil || g.First[0] != (FirstPosition{"a.x", 4}) || g.First[1] != (FirstPosition{"a.y", 8}) || math.Abs(g.Without-5) > 1e-12 ||
		math.Abs(g.Moved-((3*x+y)/40-5)) > 1e-12 || !strings.HasPrefix(g.Says, "Assumption: ") || !strings.Contains(s.Words, g.Says) {
		t.Errorf("%+v", g)
	}
	checkPoint(t, r, "weighted-mean", (2*(3*x+y)/40+0.5*10)/2.5)

	// Every number of it is one to be varied, and one to be set by hand.
	o.Changes = []model.Change{{Path: "a.x.susceptibility", Op: model.Set}, {Path: "a.y.susceptibility", Op: model.Set}}
	off := runOf(t, written(t, withListening(twoStates)), o)
	if got := off.States[0].Rules[ruleMean].Point; math.Abs(got-5) > 1e-12 {
		t.Errorf("with nobody susceptible the mean is %v, want 5", got)
	}
	if !off.Changes[0].Reaches {
		t.Error("a susceptibility reaches nothing")
	}
	ranged := strings.Replace(withListening(twoStates), "susceptibility: 0.5, listens: {a.y: 7}", "susceptibility: 0..1, listens: {a.y: 0..7}", 1)
	wide := runOf(t, written(t, ranged), small())
	if p := wide.States[0].Rules[ruleMean]; !(p.P05 < p.P95) || p.P05 < 4.8-1e-9 || p.P95 > 8 {
		t.Errorf("the range of listening gives %+v", p)
	}
	found := map[string]string{}
	for _, i := range wide.Issues[0].Tornado {
		found[i.Path] = i.Label
	}
	if found["a.x.susceptibility"] != "susceptibility of X (A)" || found["a.x.listens.a.y"] != "" && found["a.x.listens.a.y"] != "how much X (A) listens to Y (A)" {
		t.Errorf("%v", found)
	}
}

// Each of the three kinds of binding, from a driver to a part's influence,
// salience and position, reaches the state's answer.
func TestPressReachesParts(t *testing.T) {
	const bound = "    - {driver: e, moves: a.x.influence, size: 2}\n"
	push := small()
	push.WhatIfs = []model.WhatIfID{"push"}
	for _, c := range []struct {
		binding string
		want    float64 // of A, with e at 0.25
		part    func(PartOfState) float64
		moved   float64
	}{
		{"    - {driver: e, moves: a.x.influence, size: 2}\n", (3*math.Exp(0.5)*4 + 8) / (3*math.Exp(0.5) + 1), func(p PartOfState) float64 { return p.Influence.Point }, 3 * math.Exp(0.5)},
		{"    - {driver: e, moves: a.x.i.salience, size: -2}\n", (3*0.5*4 + 8) / 2.5, func(p PartOfState) float64 { return p.Salience.Point }, 50},
		{"    - {driver: e, moves: a.x.i.position, size: 80}\n", (3*6 + 8) / 4.0, func(p PartOfState) float64 { return p.Position.Point }, 6},
	} {
		f := written(t, strings.Replace(twoStates, bound, c.binding, 1))
		r := runOf(t, f, push)
		s := r.States[0]
		if got := s.Rules[ruleMean]; math.Abs(got.Point-c.want) > 1e-9 || got.Base == nil || got.Base.Point != 5 || math.Abs(got.Median-c.want) > 1e-9 {
			t.Errorf("%s: A stands at %+v, want %v", strings.TrimSpace(c.binding), got, c.want)
		}
		if got := c.part(s.Parts[0]); math.Abs(got-c.moved) > 1e-9 {
			t.Errorf("%s: X has %v, want %v", strings.TrimSpace(c.binding), got, c.moved)
		}
	}
}
