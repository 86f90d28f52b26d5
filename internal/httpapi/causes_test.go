package httpapi

import (
	"path/filepath"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"entente/cause"
	"entente/internal/analysis"
)

func TestCauses(t *testing.T) {
	w := newSite(t)
	const at = "/api/cases/hamadan-2016/causes"
	all := into[analysis.CausesView](t, w.get(at+"?draws=200"), 200)
	if all.Format != analysis.CausesViewFormat || len(all.Drivers) < 20 || len(all.Links) < 30 || len(all.Answer.Pushes) < 10 || len(all.Routes) != 0 {
		t.Errorf("%d drivers, %d links, %d pushes", len(all.Drivers), len(all.Links), len(all.Answer.Pushes))
	}
	v := into[analysis.CausesView](t, w.get(at+query("draws", "200", "push", "deal-payoff=+1", "push", "threats= 1,deal-payoff=1", "push", "threats==0.3", "node", "cooperation")), 200)
	if len(v.Answer.Pushes) != 3 || len(v.Routes) != 3 || len(v.Routes[0].Down) == 0 || len(v.Routes[1].Up) == 0 || len(v.Answer.Pushes[1].Push) != 2 || v.Answer.Pushes[2].Push[0].Op != "pin" {
		t.Errorf("%+v", v.Answer.Pushes)
	}
	for _, n := range v.Answer.Pushes[0].Nodes {
		if n.Node == "cooperation" && n.Direction != cause.Falls {
			t.Errorf("%+v", n)
		}
	}
	one := into[analysis.CausesView](t, w.get(at+query("draws", "200", "push", "deal-payoff=1", "what-if", "no-syrian-war", "settings", "1")), 200)
	if one.Answer.Pushes[0].Nodes[0].Settings == nil || one.Answer.Pushes[0].Nodes[0].Base == nil || len(one.WhatIfs) != 1 {
		t.Errorf("%+v", one.Answer.Pushes[0].Nodes[0])
	}

	into[huma.ErrorModel](t, w.get(at+"?node=weather"), 404)
	into[huma.ErrorModel](t, w.get("/api/cases/wells/causes"), 404)
	into[huma.ErrorModel](t, w.get("/api/cases/nowhere/causes"), 404)
	for _, bad := range []string{"deal-payoff", "=1", "deal-payoff=", "weather=1", "deal-payoff=much"} {
		into[huma.ErrorModel](t, w.get(at+query("push", bad)), 422)
	}
}

func TestCausesMaps(t *testing.T) {
	w := newSite(t)
	const at = "/api/cases/hamadan-2016/causes/maps"
	m := into[analysis.CausesMaps](t, w.get(at+"?draws=200"), 200)
	if m.Format != analysis.CausesMapsFormat || m.A != "fa" || m.B != "ll" || len(m.Links) < 20 || len(m.Questions) < 10 || len(m.Questions[0].Replies) != 5 {
		t.Errorf("%+v", m)
	}
	strict := into[analysis.CausesMaps](t, w.get(at+query("draws", "200", "a", "ll", "b", "fa", "asserted", "1")), 200)
	if strict.A != "ll" || len(strict.Links) >= len(m.Links) {
		t.Errorf("%d links, %d asserted", len(m.Links), len(strict.Links))
	}
	into[huma.ErrorModel](t, w.get(at+"?a=nobody"), 404)
	into[huma.ErrorModel](t, w.get("/api/cases/wells/causes/maps"), 404)
}

// A link is added to a copy of the flagship, answers, and goes again; undo takes
// each change back.
func TestChangeLinks(t *testing.T) {
	w := newSite(t)
	id := into[Opened](t, w.post("/api/cases", OpenRequest{Copy: "hamadan-2016", To: filepath.Join(t.TempDir(), "copy")}), 200).ID
	at := "/api/cases/" + id + "/causes"
	count := func() int { return len(into[analysis.CausesView](t, w.get(at+"?draws=100"), 200).Links) }
	before := count()
	c := into[Changed](t, w.post(at+"/links", LinkRequest{Link: "deal-payoff -> receptivity (-)", Size: "0.1..0.3 ? as LobeLog has it", Because: []string{"ll-payoff"}}), 200)
	if !c.CanUndo || count() != before+1 {
		t.Errorf("%+v, %d links", c, count())
	}
	into[Changed](t, w.post(at+"/links", LinkRequest{Link: "deal-payoff -> receptivity", Remove: true}), 200)
	if n := count(); n != before {
		t.Errorf("%d links, want %d", n, before)
	}
	into[Changed](t, w.post("/api/cases/"+id+"/undo", nil), 200)
	if n := count(); n != before+1 {
		t.Errorf("%d links after the undo, want %d", n, before+1)
	}
	for _, wrong := range []LinkRequest{
		{Link: "deal-payoff -> weather (+)"}, {Link: "deal-payoff -> moderates (+)"}, {Link: "deal-payoff"}, {Link: "threats -> weather", Remove: true},
		{Link: "threats -> receptivity (+)", Size: "3"}, {Link: "military-need -> cooperation", Remove: true}, // a what-if cuts it
	} {
		into[WrongInput](t, w.post(at+"/links", wrong), 422)
	}
	if g := w.post("/api/cases/hamadan-2016/causes/links", LinkRequest{Link: "a -> b (+)"}); g.StatusCode != 409 {
		t.Errorf("a built-in case: status %d", g.StatusCode)
	}
}
