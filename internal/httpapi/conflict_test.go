package httpapi

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/analysis"
)

func TestConflictIsShownWhole(t *testing.T) {
	w := newSite(t)
	v := into[analysis.ConflictView](t, w.get("/api/cases/cuba-1962/conflict?draws=500"), 200)
	if v.Format != analysis.ConflictFormat || v.Count != 12 || len(v.States) != 12 || v.StatusQuo != "-" || !v.Known || v.Draws != 500 {
		t.Fatalf("%+v", v)
	}
	at := map[string]int{}
	for k, s := range v.States {
		at[s.State] = k
		for c := range v.Concepts {
			if len(s.Stable[c]) != 2 || len(s.Shares[c]) != 2 || s.EndShares[c] > min(s.Shares[c][0], s.Shares[c][1]) || s.SightShares[c] > min(s.EndShares[c], s.Sight) {
				t.Errorf("%s by %s: %v %v %v %v", s.State, v.Concepts[c].Concept, s.Stable[c], s.Shares[c], s.EndShares[c], s.SightShares[c])
			}
			if s.Equilibrium[c] != (s.Stable[c][0] && s.Stable[c][1]) {
				t.Errorf("%s: equilibrium %v, stable %v", s.State, s.Equilibrium[c], s.Stable[c])
			}
		}
		if (s.ByMoves == nil) && s.ByImprovements != nil || len(s.ByMoves) > len(s.ByImprovements) && s.ByImprovements != nil {
			t.Errorf("%s: improvements lead there faster than moves", s.State)
		}
	}
	if s := v.States[at["blockade+withdraw"]]; !s.Equilibrium[1] || s.Equilibrium[0] || len(s.ByImprovements) != 2 {
		t.Errorf("%+v", s)
	}
	for _, a := range v.Arcs {
		if a.From == at["strike"] && a.To == at["-"] {
			t.Error("a strike is taken back")
		}
	}
	if p := v.Preferences[0]; p.Kind != "statements" || p.Statements[0].Path != "conflict.us.1.confidence" || p.Statements[0].Low == nil || p.Statements[4].Low != nil || len(p.Statements[0].Claims) == 0 {
		t.Errorf("%+v", p)
	}

	// One flag, another answer.
	free := into[analysis.ConflictView](t, w.get("/api/cases/cuba-1962/conflict?draws=500&set="+url.QueryEscape("conflict.strike.change=both")), 200)
	if s := free.States[at["strike+withdraw"]]; s.Equilibrium[0] || free.Options[0].Change != "both" || !free.Changes[0].Reaches {
		t.Errorf("%+v", s)
	}
	if w.get("/api/cases/minimal/conflict").StatusCode != 404 {
		t.Error("a case without a game has one")
	}
}

func TestConflictVerdictsAreOpened(t *testing.T) {
	w := newSite(t)
	why := into[analysis.GameWhy](t, w.get("/api/cases/cuba-1962/conflict/why?state=-&dm=us&concept=seq"), 200)
	if why.Stable || why.Explanation.Undeterred == nil || len(why.Words) < 2 {
		t.Errorf("%+v", why)
	}
	stable := into[analysis.GameWhy](t, w.get("/api/cases/cuba-1962/conflict/why?state=withdraw%2Bblockade&dm=us"), 200)
	if !stable.Stable || stable.State != "blockade+withdraw" || stable.Concept != "seq" {
		t.Errorf("%+v", stable)
	}
	change := into[analysis.GameChange](t, w.get("/api/cases/cuba-1962/conflict/change?state=strike%2Bwithdraw&concept=nash&want=unstable"), 200)
	// The published answer: with a strike that can be taken back no state is a Nash one.
	if !slices.ContainsFunc(change.Structure, func(s analysis.GameStructure) bool { return s.Option == "strike" && s.To == "both" }) {
		t.Errorf("%+v", change.Structure)
	}
	if change.Already || len(change.Slides) != 2 || change.Edits == nil || len(change.Words) == 0 {
		t.Errorf("%+v", change)
	}
	if same := into[analysis.GameChange](t, w.get("/api/cases/cuba-1962/conflict/change?state=strike%2Bwithdraw&concept=nash&want=stable"), 200); !same.Already {
		t.Errorf("%+v", same)
	}
	for _, query := range []string{"why?state=nothing&dm=us", "why?state=-&dm=nobody", "why?state=-", "change?state=withdraw%2Bescalate&want=stable", "change?state=-&want=stable&concept=magic"} {
		if got := w.get("/api/cases/cuba-1962/conflict/" + query); got.StatusCode != 422 {
			t.Errorf("%s: %d", query, got.StatusCode)
		}
	}
}

func TestPreferencesArePutInOrder(t *testing.T) {
	w := newSite(t)
	copied := filepath.Join(t.TempDir(), "cuba")
	id := into[Opened](t, w.post("/api/cases", OpenRequest{Copy: "cuba-1962", To: copied}), 200).ID
	before := read(t, filepath.Join(copied, "conflict.yaml"))
	c := into[Changed](t, w.post("/api/cases/"+id+"/conflict/preferences", OrderRequest{Actor: "us", Order: []int{2, 1, 3, 4, 5}}), 200)
	if !c.CanUndo {
		t.Errorf("%+v", c)
	}
	v := into[analysis.ConflictView](t, w.get("/api/cases/"+id+"/conflict?draws=100"), 200)
	if s := v.Preferences[0].Statements; s[0].Prefers != "withdraw" || s[1].Prefers != "~escalate" {
		t.Errorf("%+v", s[:2])
	}
	if text := read(t, filepath.Join(copied, "conflict.yaml")); !strings.Contains(text, "us: # w bw sw") || len(text) != len(before) {
		t.Errorf("the file is\n%s", text)
	}
	for _, wrong := range []OrderRequest{{Actor: "us", Order: []int{1, 2}}, {Actor: "france", Order: []int{1}}} {
		if g := w.post("/api/cases/"+id+"/conflict/preferences", wrong); g.StatusCode != 422 {
			t.Errorf("%+v: %d", wrong, g.StatusCode)
		}
	}
	into[Changed](t, w.post("/api/cases/"+id+"/undo", nil), 200)
	if read(t, filepath.Join(copied, "conflict.yaml")) != before {
		t.Error("undone, the file is another")
	}
}
