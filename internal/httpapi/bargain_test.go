package httpapi

import (
	"bytes"
	"encoding/json"
	"net/url"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"entente/bargain"
	"entente/internal/analysis"
)

func TestModels(t *testing.T) {
	w := newSite(t)
	list := into[struct {
		Models []struct {
			Name, Family, Meaning string
			Defaults              map[string]string
			Switches              []bargain.Switch
		}
	}](t, w.get("/api/models"), 200)
	if len(list.Models) != len(bargain.Models()) {
		t.Fatalf("%d models, want %d", len(list.Models), len(bargain.Models()))
	}
	for _, m := range list.Models {
		if m.Name == "" || m.Family == "" || m.Meaning == "" || len(m.Defaults) != len(m.Switches) || len(m.Switches) == 0 {
			t.Errorf("%+v", m)
		}
	}
}

// modelRun is what a script reads of an answer; what the package of the model
// writes itself does not read back into its own types.
type modelRun struct {
	Format, Record string
	ActorIDs       []string `json:"actor_ids"`
	Result         struct {
		Model      string
		Switches   map[string]string
		Stop       string
		Seed       uint64
		Actors     []string
		Scales     []struct{ ID string }
		Trajectory []struct {
			Round     int
			Positions map[string][]*float64
			Pairs     []json.RawMessage
		}
		Moves []struct{ Round int }
	}
}

func TestBargain(t *testing.T) {
	w := newSite(t)
	base := into[modelRun](t, w.get("/api/cases/wells/bargain"), 200)
	r := base.Result
	if base.Format != analysis.ModelsFormat || base.Record == "" || r.Model != "eu/pair-least" || r.Stop == "" || r.Seed != 1 || len(r.Moves) == 0 {
		t.Fatalf("%+v", base)
	}
	if len(base.ActorIDs) != len(r.Actors) || len(r.Trajectory) < 2 || len(r.Trajectory[0].Positions) != len(r.Actors) || r.Trajectory[0].Pairs != nil {
		t.Errorf("%d ids, %d actors, %d rounds", len(base.ActorIDs), len(r.Actors), len(r.Trajectory))
	}
	one := into[modelRun](t, w.get("/api/cases/hamadan-2016/bargain"+query("model", "eu/masad-2014", "issue", "base-access", "rounds", "2", "switch", "prob=pair", "switch", "view=own", "tables", "1")), 200).Result
	if len(one.Scales) != 1 || one.Scales[0].ID != "base-access" || len(one.Trajectory) > 3 || one.Switches["prob"] != "pair" || one.Switches["view"] != "own" || len(one.Trajectory[1].Pairs) == 0 {
		t.Errorf("%+v", one)
	}
	start := func(more ...string) float64 {
		m := into[modelRun](t, w.get("/api/cases/wells/bargain"+query(append([]string{"issue", "depth"}, more...)...)), 200)
		return *m.Result.Trajectory[0].Positions["Growers"][0]
	}
	if a, b := start(), start("set", "growers.depth.position=7"); a != 92.5 || b != 7 {
		t.Errorf("growers begin at %v, and at %v when set to 7", a, b)
	}

	into[huma.ErrorModel](t, w.get("/api/cases/wells/bargain?issue=width"), 404)
	into[huma.ErrorModel](t, w.get("/api/cases/wells/bargain?rounds=-1"), 422)
	for q, code := range map[string]string{
		"model=eu/pair":                            bargain.CodeUnknownModel,
		"switch=" + url.QueryEscape("prop=net"):    bargain.CodeUnknownSwitch,
		"switch=" + url.QueryEscape("prob=always"): bargain.CodeBadValue,
		"switch=prob":                              "run/switch",
		"what-if=flood":                            "run/unknown-what-if",
	} {
		bad := into[WrongInput](t, w.get("/api/cases/wells/bargain?"+q), 422)
		if len(bad.Problems) != 1 || bad.Problems[0].Code != code || bad.Problems[0].Remedy == "" {
			t.Errorf("%s: %+v, want %s", q, bad.Problems, code)
		}
	}
	// One issue cannot be traded against another.
	if alone := into[modelRun](t, w.get("/api/cases/wells/bargain?model=exchange/equal-gain"), 200); alone.Result.Stop != string(bargain.StopNoOffers) {
		t.Errorf("an exchange on one issue ends by %q", alone.Result.Stop)
	}
}

func TestReadings(t *testing.T) {
	const path = "/api/cases/wells/readings/deeper"
	w := newSite(t)
	first := w.get(path)
	r := into[analysis.Readings](t, first, 200)
	n, err := bargain.CountReadings("eu")
	if err != nil {
		t.Fatal(err)
	}
	if r.Format != analysis.ReadingsFormat || r.Readings+r.Failed != n || r.Words == "" || r.Conclusion != "deeper" {
		t.Errorf("%+v", r)
	}
	if other := siteWith(t, w.dir).get(path); !bytes.Equal(first.body, other.body) {
		t.Error("another server gives other bytes")
	}
	if again := w.get(path, "If-None-Match", first.Header.Get("Etag")); again.StatusCode != 304 {
		t.Errorf("status %d for one who has it", again.StatusCode)
	}
	into[huma.ErrorModel](t, w.get("/api/cases/wells/readings/shallower"), 404)
	into[huma.ErrorModel](t, w.get(path+"?family=smp"), 422)
}
