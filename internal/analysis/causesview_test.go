package analysis

import (
	"errors"
	"slices"
	"testing"

	"entente/cause"
	"entente/model"
	"entente/quantity"
)

func pushes(t testing.TB, list ...[]model.Change) CausesQuestion {
	t.Helper()
	return CausesQuestion{Pushes: list}
}

func pushOn(driver string, size float64) model.Change {
	return model.Change{Path: model.DriverPath(model.DriverID(driver)), Op: model.Push, Value: quantity.PointOf(size)}
}

func viewOf(t testing.TB, text string, o Options, ask CausesQuestion) *CausesView {
	t.Helper()
	v, err := Causes(t.Context(), mapCase(t, text, "push a +1: c rises", `
what-if:
  cut: {title: Cut, set: {"a -> c": off}}
  hold: {title: Hold, set: {drivers.b: =0.3, "a -> c": off}}
`), o, ask)
	if err != nil {
		t.Fatal(err)
	}
	asJSON(t, v)
	return v
}

func nodeOf(t testing.TB, p PushAnswer, id string) NodeAnswer {
	t.Helper()
	at := slices.IndexFunc(p.Nodes, func(n NodeAnswer) bool { return n.Node == id })
	if at < 0 {
		t.Fatalf("%s is not among the nodes", id)
	}
	return p.Nodes[at]
}

func TestCausesView(t *testing.T) {
	ask := pushes(t, []model.Change{pushOn("a", 1)}, []model.Change{pushOn("a", -1), pushOn("b", 3)})
	ask.Node, ask.Settings = "c", true
	v := viewOf(t, against("unit", "size: 0..1"), small(), ask)
	if len(v.Drivers) != 3 || len(v.Links) != 3 || v.Links[2].Sign != "-" || v.Links[0].Size.Text != "0..1" || v.Links[0].Voices != nil {
		t.Errorf("%+v %+v", v.Drivers, v.Links)
	}
	if len(v.Answer.Pushes) != 2 || len(v.Routes) != 2 {
		t.Fatalf("%d pushes, %d routes", len(v.Answer.Pushes), len(v.Routes))
	}
	one, two := v.Answer.Pushes[0], v.Answer.Pushes[1]
	if c := nodeOf(t, one, "c"); c.Direction != cause.Ambiguous && c.Direction != cause.Falls || c.Response.P95 <= 0 || c.Response.P05 >= 0 {
		t.Errorf("%+v", c)
	}
	// b at -u + 3 rises whatever the sizes, and c with it and the link from a.
	if b, c := nodeOf(t, two, "b"), nodeOf(t, two, "c"); b.Direction != cause.Rises || !b.Firm || c.Neg > 0 || b.Settings.Of != 4 {
		t.Errorf("%+v %+v", b, c)
	}
	if r := v.Routes[0]; len(r.Up) != 1 || len(r.Down) != 1 || !slices.Equal(r.Up[0].Path, []string{"a", "b", "c"}) {
		t.Errorf("%+v", r)
	}
	// Two routes of opposite sign: at equal sizes they cancel.
	if x := v.Exact; !x.Determinate || x.Det != "1" || x.Signs[2][0] != 0 || *x.Weights[2][0] != 0 || *x.Weights[1][0] != 1 || x.Weights[0][2] != nil && *x.Weights[0][2] != 0 {
		t.Errorf("%+v", x)
	}
}

// What a change in force takes away stands beside the base.
func TestCausesViewUnderCut(t *testing.T) {
	o := small()
	o.WhatIfs = []model.WhatIfID{"hold"}
	v := viewOf(t, against("unit", "size: 0..1"), o, pushes(t, []model.Change{pushOn("a", 1)}))
	c := nodeOf(t, v.Answer.Pushes[0], "c")
	if c.Direction != cause.Unaffected || c.Base == nil || c.Base.Direction == cause.Unaffected || !v.Drivers[1].Held || !v.Links[2].Off {
		t.Errorf("%+v", c)
	}
}

func TestCausesViewAnyWorkers(t *testing.T) {
	o := small()
	o.Workers = 1
	ask := pushes(t, []model.Change{pushOn("a", 1)})
	ask.Node, ask.Settings = "c", true
	text := against("sampled", "size: 0..1, uncertain: yes") + "\n  observed:\n    - {push: {a: 1}, node: c, moved: -, judgement: seen}"
	one := asJSON(t, viewOf(t, text, o, ask))
	for _, o.Workers = range []int{2, 8} {
		if asJSON(t, viewOf(t, text, o, ask)) != one {
			t.Errorf("%d workers give other bytes", o.Workers)
		}
	}
}

func TestCausesNeedsAMap(t *testing.T) {
	f := builtIn(t, "minimal")
	if _, err := Causes(t.Context(), f, small(), CausesQuestion{}); !errors.Is(err, ErrNoCauses) {
		t.Error(err)
	}
	if _, err := CompareMaps(t.Context(), f, small(), MapsQuestion{}); !errors.Is(err, ErrNoCauses) {
		t.Error(err)
	}
}

const twoSources = `sources:
  x: {title: The first, published: 2019, kind: essay, grade: B2}
  y: {title: The second, published: 2019, kind: essay, grade: B2}
  x2: {title: The first again, published: 2019, kind: essay, grade: B2, repost-of: x}
claims:
  x-ab: {at: x ¶1, says: A raises B., kind: judgement, link: a -> b (+)}
  x-bc: {at: x ¶2, says: B raises C., kind: judgement, link: b -> c (+)}
  x-again: {at: x2 ¶2, says: B raises C., kind: judgement, link: b -> c (+)}
  y-ab: {at: y ¶1, says: A raises B., kind: judgement, link: a -> b (+)}
  y-bc: {at: y ¶2, says: B lowers C., kind: judgement, link: b -> c (-)}
  y-ac: {at: y ¶3, says: A lowers C., kind: judgement, context: yes}
  y-cd: {at: y ¶4, says: C raises D., kind: judgement, link: c -> d (+)}
causes:
  self: unit
  drivers: {a: {name: A}, b: {name: B}, c: {name: C}, d: {name: D}}
  links:
    - {link: a -> b (+), size: 0.5..1, because: [x-ab, y-ab]}
    - {link: b -> c (+), size: 0.5..1, because: [x-bc], against: [y-bc]}
    - {link: a -> c (-), size: 0.1..0.2, because: [y-ac]}`

func TestCompareMaps(t *testing.T) {
	m, err := CompareMaps(t.Context(), mapCase(t, twoSources, "push a +1: c rises", ""), small(), MapsQuestion{A: "x", B: "y"})
	if err != nil {
		t.Fatal(err)
	}
	asJSON(t, m)
	classes := map[string]cause.Class{}
	for _, l := range m.Links {
		classes[l.Path] = l.Class
	}
	for path, want := range map[string]cause.Class{"a -> b": cause.Agree, "b -> c": cause.Opposed, "a -> c": cause.OnlyB, "c -> d": cause.OnlyBConcept} {
		if classes[path] != want {
			t.Errorf("%s: %s, want %s", path, classes[path], want)
		}
	}
	if len(classes) != 4 || *m.SignAgreement != 0.5 || *m.JaccardLinks != 0.5 || *m.JaccardConcepts != 0.75 {
		t.Errorf("%v %v %v", classes, *m.SignAgreement, *m.JaccardLinks)
	}
	// x: through b, up. y: through b down, and down besides. The union does not
	// know the sign of b -> c; what both agree on leads from a to b alone.
	replies := m.Questions[0].Replies
	want := []cause.Direction{cause.Rises, cause.Falls, cause.Ambiguous, cause.Unaffected, cause.Rises}
	for i, r := range replies {
		if r.Direction != want[i] {
			t.Errorf("%s: %s (%v), want %s", r.Map, r.Direction, r.Pos, want[i])
		}
	}
	stands := map[string]string{}
	for _, c := range m.Claimed {
		stands[c.Claim] = c.Stands
	}
	if stands["y-bc"] != "opposed" || stands["y-cd"] != "not-adopted" || stands["x-ab"] != "adopted" || !slices.Equal(m.NoClaim, []string{"a -> c"}) {
		t.Errorf("%v %v", stands, m.NoClaim)
	}
	// Only what is asserted as such: y says nothing of a and c then.
	m, err = CompareMaps(t.Context(), mapCase(t, twoSources, "push a +1: c rises", ""), small(), MapsQuestion{A: "x", B: "y", Asserted: true})
	if err != nil || len(m.Links) != 3 {
		t.Errorf("%d links, %v", len(m.Links), err)
	}
	// A repost is no second voice.
	if v := voicesOf(mapCase(t, twoSources, "push a +1: c rises", "").Case)["b -> c"]; v.Clusters != 2 || v.Pos != 1 || v.Neg != 1 || !v.Conflict {
		t.Errorf("%+v", v)
	}
}

// The flagship's essays: what they share, and what each alone answers.
func TestCompareMapsFlagship(t *testing.T) {
	m, err := CompareMaps(t.Context(), builtIn(t, "hamadan-2016"), small(), MapsQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	if m.A != "fa" || m.B != "ll" || *m.SignAgreement != 1 {
		t.Errorf("%s, %s, %v", m.A, m.B, *m.SignAgreement)
	}
	for _, q := range m.Questions {
		a, b := q.Replies[0], q.Replies[1]
		switch q.Push[0].Driver {
		case "military-need", "air-campaign": // Syria is the Foreign Affairs essay's subject
			if a.Direction != cause.Rises || len(b.Missing) == 0 {
				t.Errorf("%+v", q)
			}
		case "threats": // and fear the other's
			if b.Direction != cause.Rises || len(a.Missing) == 0 {
				t.Errorf("%+v", q)
			}
		case "deal-payoff":
			if a.Direction != b.Direction {
				t.Errorf("%+v", q)
			}
		}
	}
}
