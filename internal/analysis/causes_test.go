package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"entente/cause"
	"entente/internal/codec/yaml"
	"entente/model"
)

// mapCase is a case of a causal map alone, with one test.
func mapCase(t testing.TB, causes, test, rest string) *yaml.File {
	t.Helper()
	return written(t, "entente: 1\nid: map\ntitle: A map\nas-of: 2020-01-01\n"+causes+`
conclusions:
  k: {says: It is so., answers: q, tests: {causes: "`+test+`"}}
questions:
  q: {asks: "Which way?"}
`+rest)
}

// against is a route of two links against one, whose answers are known in closed
// form.
func against(self, last string) string {
	return `causes:
  self: ` + self + `
  drivers: {a: {name: A}, b: {name: B}, c: {name: C}}
  links:
    - {link: a -> b (+), size: 0..1}
    - {link: b -> c (+), size: 0..1}
    - {link: a -> c (-), ` + last + `}`
}

func causesLensOf(t testing.TB, r *Result) LensAnswer {
	t.Helper()
	for _, l := range r.Conclusions[0].Lenses {
		if l.Lens == string(model.LensCauses) {
			return l
		}
	}
	t.Fatal("the lens is missing")
	return LensAnswer{}
}

// Closed forms: with self-limits of 1 c rises when u·v > w, a quarter of the
// cube; with sampled ones in one half; with the second route absent half the
// time in three quarters.
func TestCausesClosedForms(t *testing.T) {
	for _, tt := range []struct {
		self, last string
		want       float64
	}{
		{"unit", "size: 0..1", 0.25}, {"sampled", "size: 0..1", 0.5}, {"sampled", "size: 0..1, uncertain: yes", 0.75},
	} {
		r := runOf(t, mapCase(t, against(tt.self, tt.last), "push a +1: c rises", ""), Defaults())
		l := causesLensOf(t, r)
		if got := l.Methods[0].Share; math.Abs(got-tt.want) > 0.02 {
			t.Errorf("%s, %s: c rises in %v of draws, want %v", tt.self, tt.last, got, tt.want)
		}
		n := r.Causes.Pushes[0].Nodes
		at := slices.IndexFunc(n, func(n NodeAnswer) bool { return n.Node == "c" })
		if n[at].Pos != l.Methods[0].Share || n[at].Pos+n[at].Neg+n[at].Zero < 1-1e-12 {
			t.Errorf("the push says %v, the test %v", n[at], l.Methods[0].Share)
		}
		if a := slices.IndexFunc(n, func(n NodeAnswer) bool { return n.Node == "b" }); n[a].Direction != cause.Rises || !n[a].Firm {
			t.Errorf("b: %+v", n[a])
		}
		asJSON(t, r)
	}
}

// The parts of the routes add up to the mean response.
func TestCausesRoutes(t *testing.T) {
	o := Defaults()
	o.Draws = routeDraws
	r := runOf(t, mapCase(t, against("sampled", "size: 0..1"), "push a -0.5: c rises", ""), o)
	l := causesLensOf(t, r)
	if len(l.Routes) != 2 || !slices.Equal(l.Routes[0].Path, []string{"a", "c"}) && !slices.Equal(l.Routes[1].Path, []string{"a", "c"}) {
		t.Fatalf("%+v", l.Routes)
	}
	for _, route := range l.Routes {
		// A push down turns both: the direct link raises c then.
		if direct := len(route.Path) == 2; route.Up != direct || (route.Sign == "-") != direct {
			t.Errorf("%+v", route)
		}
	}
	if got, want := l.Routes[0].Share+l.Routes[1].Share, 1.0; math.Abs(got-want) > 1e-12 {
		t.Errorf("shares add up to %v", got)
	}
	if len(l.Inputs) != 3 || l.Inputs[0].Swing == 0 {
		t.Errorf("%+v", l.Inputs)
	}
}

const twoWays = `causes:
  self: unit
  drivers: {a: {name: A}, b: {name: B}, c: {name: C}}
  links:
    - {link: "a -> b (?)", size: 0.2..0.8}
    - {link: b -> c (+), size: 0.2..0.8}
  observed:
    - {push: {a: 1}, node: b, moved: +, judgement: seen}`

func TestCausesObserved(t *testing.T) {
	r := runOf(t, mapCase(t, twoWays, "push a +1: c rises", ""), Defaults())
	l := causesLensOf(t, r)
	if l.Methods[0].Share != 1 || l.Verdict != Agrees {
		t.Errorf("%+v", l)
	}
	a := r.Causes
	if a.Stable != a.Tried || math.Abs(a.PAccept-0.5) > 0.02 || a.Fit != a.PAccept || a.Few {
		t.Errorf("stable %d, matching %d of %d", a.Stable, a.Matching, a.Tried)
	}
	if math.Abs(a.Observed[0].Held-0.5) > 0.05 {
		t.Errorf("%+v", a.Observed)
	}
	// Few draws speak.
	o := Defaults()
	o.Draws = 300
	if r := runOf(t, mapCase(t, twoWays, "push a +1: c rises", ""), o); !r.Causes.Few || !strings.Contains(causesLensOf(t, r).Why, "few draws") {
		t.Errorf("%s", causesLensOf(t, r).Why)
	}
}

// A map that cannot show what was seen, and one that is never stable, are silent
// and say why.
func TestCausesSilent(t *testing.T) {
	contradicted := strings.Replace(twoWays, `"a -> b (?)"`, "a -> b (-)", 1)
	unstable := `causes:
  self: declared
  drivers: {a: {name: A}, b: {name: B}}
  links:
    - {link: a -> b (+), size: 0.5..1}
    - {link: b -> a (+), size: 0.5..1}`
	for _, tt := range []struct{ causes, says string }{
		{contradicted, `"b" rose under a +1`}, {unstable, "stable"},
	} {
		r := runOf(t, mapCase(t, tt.causes, "push a +1: b rises", ""), small())
		l := causesLensOf(t, r)
		if l.Verdict != Silent || !strings.Contains(l.Why, tt.says) || r.Causes.Silent != l.Why || len(r.Causes.Pushes) != 0 {
			t.Errorf("%s: %q, %+v", l.Verdict, l.Why, r.Causes)
		}
		asJSON(t, r)
	}
}

// A cut link and a driver held at a level take routes away; a push in force
// leaves the direction as it is; a size set otherwise is drawn.
func TestCausesUnderWhatIfs(t *testing.T) {
	const whatIfs = `
what-if:
  cut: {title: Cut, set: {"a -> c": off}}
  hold: {title: Hold, set: {drivers.b: =0.3}}
  push: {title: Push, set: {drivers.b: -0.5}}
  strong: {title: Strong, set: {"a -> c": 1}}
  weak: {title: Weak, set: {"a -> c": 0}}
`
	f := mapCase(t, strings.ReplaceAll(against("unit", "size: 0..1"), "0..1", "0.1..1"), "push a +1: c rises", whatIfs)
	share := func(id string) (float64, string) {
		o := Defaults()
		if id != "" {
			o.WhatIfs = []model.WhatIfID{model.WhatIfID(id)}
		}
		l := causesLensOf(t, runOf(t, f, o))
		return l.Methods[0].Share, l.Why
	}
	base, _ := share("")
	for id, want := range map[string]float64{"cut": 1, "hold": 0, "push": base, "strong": 0, "weak": 1} {
		if got, why := share(id); got != want {
			t.Errorf("under %s in %v of draws, want %v: %s", id, got, want, why)
		}
	}
}

// Without observations a map with a loop cut answers by its own stability; with
// some, only draws that are stable as they stand and show them speak.
func TestCausesCutLoop(t *testing.T) {
	const loop = `causes:
  self: unit
  drivers: {a: {name: A}, b: {name: B}, c: {name: C}}
  links:
    - {link: a -> b (+), size: 0.5..1.5}
    - {link: b -> a (+), size: 0.5..1}
    - {link: b -> c (+), size: 0.5..1}`
	const cut = `
what-if:
  cut: {title: Cut, set: {"b -> a": off}}
`
	o := small()
	clamped := strings.Replace(loop, "0.5..1.5", "0.8..1", 1)
	base := runOf(t, mapCase(t, clamped, "push a +1: c rises", cut), o)
	o.WhatIfs = []model.WhatIfID{"cut"}
	off := runOf(t, mapCase(t, clamped, "push a +1: c rises", cut), o)
	if base.Causes.Stable != base.Draws || off.Causes.Stable != off.Draws {
		t.Errorf("stable in %d and %d", base.Causes.Stable, off.Causes.Stable)
	}
	sampled := strings.Replace(clamped, "unit", "sampled", 1)
	o.WhatIfs = nil
	base = runOf(t, mapCase(t, sampled, "push a +1: c rises", cut), o)
	o.WhatIfs = []model.WhatIfID{"cut"}
	off = runOf(t, mapCase(t, sampled, "push a +1: c rises", cut), o)
	seen := runOf(t, mapCase(t, sampled+"\n  observed:\n    - {push: {a: 1}, node: b, moved: +, judgement: seen}", "push a +1: c rises", cut), o)
	if off.Causes.Stable != off.Draws || base.Causes.Stable == base.Draws || seen.Causes.Stable != base.Causes.Stable {
		t.Errorf("stable in %d, with the loop cut in %d, with an observation in %d", base.Causes.Stable, off.Causes.Stable, seen.Causes.Stable)
	}
	if loops := base.Causes.Loops; len(loops) != 1 || loops[0].Sign != "+" || len(off.Causes.Loops) != 0 {
		t.Errorf("%+v", loops)
	}
}

// A push that reaches issues sees only sizes that show what was observed.
func TestPressIsConditioned(t *testing.T) {
	text := strings.Replace(twoStates, "d -> e (+), size: 0.5", `"d -> e (?)", size: 0.5`, 1)
	o := Defaults()
	o.WhatIfs = []model.WhatIfID{"push"}
	moved := func(text string) (up, down int) {
		r, err := start(t.Context(), written(t, text), o)
		if err != nil {
			t.Fatal(err)
		}
		// X gains or loses influence with the sign of the link.
		col := r.active().in[r.p.partColumn(0, 0, 2)]
		for _, x := range col {
			if x > 3 {
				up++
			} else {
				down++
			}
		}
		return up, down
	}
	if up, down := moved(text); up < 2000 || down < 2000 {
		t.Errorf("without an observation %d up, %d down", up, down)
	}
	seen := strings.Replace(text, "system:", "  observed:\n    - {push: {d: 1}, node: e, moved: -, judgement: seen}\nsystem:", 1)
	if up, down := moved(seen); up != 0 || down != inputRows {
		t.Errorf("with one %d up, %d down", up, down)
	}
}

// What the flagship's own map says. Its two reinforcing loops are weak at the
// sizes given, so that nothing runs away, and every route of a better payoff
// pulls against the base.
func TestCausesFlagship(t *testing.T) {
	r := runOf(t, builtIn(t, "hamadan-2016"), small())
	if r.Causes.Stable != r.Draws || r.Causes.Matching != r.Draws || len(r.Causes.Loops) != 3 {
		t.Errorf("%+v", r.Causes)
	}
	share := map[string]float64{}
	for _, k := range r.Conclusions {
		for _, l := range k.Lenses {
			if l.Lens == string(model.LensCauses) && len(l.Methods) > 0 {
				share[k.ID] = l.Methods[0].Share
			}
		}
	}
	for id, want := range map[string]float64{
		"payoff-is-the-reason": 1, "hawk-deepens": 1, "memory-brakes": 1, "apparatus-survives": 1,
	} {
		if share[id] != want {
			t.Errorf("%s holds in %v of draws, want %v", id, share[id], want)
		}
	}
	if len(share) != 10 {
		t.Errorf("%d conclusions are tested, want 10", len(share))
	}
}

// causesBench is a run's lens with what one goroutine needs to draw it.
func causesBench(t testing.TB) (*causesTable, joinedFrame, []float64) {
	t.Helper()
	r, err := prepare(builtIn(t, "hamadan-2016"), small(), func(*run) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	table := r.joinedAt(model.LensCauses, 0).(*causesTable)
	return table, table.l.frame(), r.scenarios[0].mids
}

func TestCausesDrawAllocatesNothing(t *testing.T) {
	table, frame, x := causesBench(t)
	frame.draw(table, x, 1, 0)
	if n := testing.AllocsPerRun(100, func() { frame.draw(table, x, 1, 1) }); n != 0 {
		t.Errorf("%v allocations a draw", n)
	}
}

// One draw of the flagship: eleven tests and all pushes that the case names.
func BenchmarkCausesDraw(b *testing.B) {
	table, frame, x := causesBench(b)
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		frame.draw(table, x, 1, i%500)
	}
}

func TestWhyTellsRoutes(t *testing.T) {
	w, err := Explain(t.Context(), builtIn(t, "hamadan-2016"), "hawk-deepens", small())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(w.Text, "route: Threats raises hardliners, which raises cooperation") || !strings.Contains(w.Text, "rule, causes: push threats +1: cooperation rises") {
		t.Errorf("%s", w.Text)
	}
}
