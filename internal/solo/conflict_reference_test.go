package solo

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/codec/gmcr"
	"entente/internal/referencetest"
)

// expectation is what a reference case expects, field by field.
type expectation struct {
	States              []string                     `json:"states"`
	StateCount          int                          `json:"state_count"`
	Moves               map[string]int               `json:"moves_per_dm"`
	Rank                map[string][]int             `json:"rank"`
	Stable              map[string]map[string]string `json:"stable"`
	SIM                 map[string]string            `json:"sim"`
	SIMEquilibria       []string                     `json:"sim_equilibria"`
	Equilibria          map[string][]string          `json:"equilibria"`
	Count               map[string]int               `json:"equilibrium_count"`
	CoalitionEquilibria map[string][]string          `json:"coalition_equilibria"`
	Slides              map[string]map[string][]*int `json:"minimum_slide"`
	Swaps               map[string]map[string][]*int `json:"minimum_statement_swaps"`
	Coalitions          []struct {
		Members []string
		Stable  map[string]string
	} `json:"coalitions"`
	Evolution []struct {
		From, Kind string
		Length     map[string]int
		Path       map[string][][2]string `json:"one_shortest_path"`
	} `json:"evolution"`
	Limited []struct {
		Horizon    int
		Stable     map[string]string
		Equilibria []string
	} `json:"limited_move"`
	Sampling *struct {
		Draws     int
		Tolerance float64
		Shares    map[string][]float64 `json:"share_of_draws_in_which_the_state_is_an_equilibrium"`
	} `json:"sampling"`
}

// result is entente.conflict.result/1 as a reader without this program has it.
type result struct {
	Format   string
	Concepts []string
	Decision []string `json:"decision_makers"`
	States   []struct {
		State  string
		Taken  []string
		Stable map[string]map[string]bool
	}
	Equilibria map[string][]string
	Order      map[string][][]string
	Moves      map[string]int `json:"moves_per_dm"`
	Evolution  []struct {
		From, Kind string
		Reach      []struct {
			State  string
			Length int
			Path   []struct{ DM, To string }
		}
	}
	Limited []struct {
		Horizon    int
		Stable     map[string][]string
		Equilibria []string
	} `json:"limited_move"`
	Coalitions          []coalition
	CoalitionEquilibria map[string][]string                   `json:"coalition_equilibria"`
	Slides              map[string]map[string]map[string]*int `json:"minimum_slide"`
	Swaps               map[string]map[string]map[string]*int `json:"minimum_statement_swaps"`
	Sampling            map[string]map[string]float64
	Problems            []gmcr.ExchangeProblem
}

type coalition struct {
	Members []string
	Stable  map[string][]string
}

func shown(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

// solve runs a file the way the command does, down to the JSON.
func solve(t testing.TB, data []byte) (*result, []byte) {
	t.Helper()
	f, ps := gmcr.Read(data)
	if f == nil {
		t.Fatal(ps.List("case"))
	}
	res, ps, err := RunConflict(context.Background(), "case", "0", f, ps, ConflictQuestion{}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if res == nil {
		t.Fatal(ps.List("case"))
	}
	out, err := json.Marshal(res)
	if err != nil {
		t.Fatal(err)
	}
	var r result
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatal(err)
	}
	return &r, out
}

func TestReferenceCasesThroughTheFile(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(referencetest.Folder(t), "reference", "conflict", "*.json"))
	if err != nil || len(names) == 0 {
		t.Skipf("REFERENCE CASES NOT AT HAND, nothing was compared: %v", err)
	}
	for _, name := range names {
		base := filepath.Base(name)
		if base == "bad-input.json" {
			continue
		}
		t.Run(strings.TrimSuffix(base, ".json"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var c struct{ Expect expectation }
			if err := json.Unmarshal(data, &c); err != nil {
				t.Fatal(err)
			}
			r, _ := solve(t, data)
			c.Expect.compare(t, r)
		})
	}
}

func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func (e *expectation) compare(t *testing.T, r *result) {
	var states []string
	index := map[string]int{}
	for s, x := range r.States {
		states = append(states, x.State)
		index[x.State] = s
	}
	equal(t, "states", states, e.States)
	if len(states) != e.StateCount {
		t.Errorf("%d states, want %d", len(states), e.StateCount)
	}
	for dm, n := range e.Moves {
		if r.Moves[dm] != n {
			t.Errorf("moves of %s: %d, want %d", dm, r.Moves[dm], n)
		}
	}
	for dm, want := range e.Rank {
		got := make([]int, len(states))
		for k, class := range r.Order[dm] {
			for _, s := range class {
				got[index[s]] = len(r.Order[dm]) - 1 - k
			}
		}
		equal(t, "ranks of "+dm, got, want)
	}
	bits := func(in func(s int) bool) string {
		out := make([]byte, len(states))
		for s := range out {
			out[s] = '0'
			if in(s) {
				out[s] = '1'
			}
		}
		return string(out)
	}
	stable := func(concept, dm, want string) {
		if got := bits(func(s int) bool { return r.States[s].Stable[dm][concept] }); got != want {
			t.Errorf("%s of %s: %s, want %s", concept, dm, got, want)
		}
	}
	for concept, by := range e.Stable {
		for dm, want := range by {
			stable(concept, dm, want)
		}
	}
	for dm, want := range e.SIM {
		stable("sim", dm, want)
	}
	if e.SIM != nil {
		equal(t, "SIM equilibria", r.Equilibria["sim"], e.SIMEquilibria)
	}
	for concept, want := range e.Equilibria {
		equal(t, concept+" equilibria", r.Equilibria[concept], want)
	}
	for concept, n := range e.Count {
		if len(r.Equilibria[concept]) != n {
			t.Errorf("%d %s equilibria, want %d", len(r.Equilibria[concept]), concept, n)
		}
	}
	listed := func(list []string) string { return bits(func(s int) bool { return slices.Contains(list, states[s]) }) }
	if len(r.Limited) != len(e.Limited) {
		t.Fatalf("%d horizons, want %d", len(r.Limited), len(e.Limited))
	}
	for k, want := range e.Limited {
		equal(t, "limited-move equilibria", r.Limited[k].Equilibria, want.Equilibria)
		for dm, bits := range want.Stable {
			if got := listed(r.Limited[k].Stable[dm]); got != bits || r.Limited[k].Horizon != want.Horizon {
				t.Errorf("horizon %d for %s: %s, want %s", want.Horizon, dm, got, bits)
			}
		}
	}
	if len(r.Evolution) != len(e.Evolution) {
		t.Fatalf("%d evolutions, want %d", len(r.Evolution), len(e.Evolution))
	}
	for k, want := range e.Evolution {
		got := r.Evolution[k]
		if got.From != want.From || got.Kind != want.Kind || len(got.Reach) != len(want.Length) {
			t.Errorf("evolution %d: from %s by %s to %d states, want %s, %s, %d", k, got.From, got.Kind, len(got.Reach), want.From, want.Kind, len(want.Length))
		}
		for _, x := range got.Reach {
			if n, ok := want.Length[x.State]; !ok || n != x.Length || len(x.Path) != n || n > 0 && x.Path[n-1].To != x.State {
				t.Errorf("evolution %d to %s: %d moves by %v, want %d", k, x.State, x.Length, x.Path, n)
			}
		}
	}
	if len(r.Coalitions) != len(e.Coalitions) {
		t.Fatalf("%d coalitions, want %d", len(r.Coalitions), len(e.Coalitions))
	}
	for _, want := range e.Coalitions {
		k := slices.IndexFunc(r.Coalitions, func(c coalition) bool {
			return slices.Equal(slices.Sorted(slices.Values(c.Members)), slices.Sorted(slices.Values(want.Members)))
		})
		if k < 0 {
			t.Errorf("the coalition of %v is missing", want.Members)
			continue
		}
		for concept, bits := range want.Stable {
			if got := listed(r.Coalitions[k].Stable[concept]); got != bits {
				t.Errorf("%s of %v: %s, want %s", concept, want.Members, got, bits)
			}
		}
	}
	for concept, want := range e.CoalitionEquilibria {
		equal(t, "coalition equilibria by "+concept, r.CoalitionEquilibria[concept], want)
	}
	changes := func(what string, got map[string]map[string]map[string]*int, want map[string]map[string][]*int) {
		for dm, by := range want {
			for concept, list := range by {
				for s, n := range list {
					g, there := got[dm][concept][states[s]]
					if !there || (g == nil) != (n == nil) || g != nil && *g != *n {
						t.Errorf("%s of %s by %s at %s: %v, want %v", what, dm, concept, states[s], shown(g), shown(n))
					}
				}
			}
		}
	}
	changes("slide", r.Slides, e.Slides)
	changes("swaps", r.Swaps, e.Swaps)
	if e.Sampling != nil {
		for concept, want := range e.Sampling.Shares {
			for s, x := range want {
				if got := r.Sampling[concept][states[s]]; math.Abs(got-x) > e.Sampling.Tolerance {
					t.Errorf("%s share of %s: %v, want %v", concept, states[s], got, x)
				}
			}
		}
	}
}

// badInput is the file of wrong cases.
type badInput struct {
	Cases []struct {
		Name, Severity, Code string
		Where                []string
		Case                 json.RawMessage
	}
}

func TestBadInput(t *testing.T) {
	var bad badInput
	referencetest.JSON(t, "conflict/bad-input.json", &bad)
	for _, c := range bad.Cases {
		t.Run(c.Name, func(t *testing.T) {
			f, ps := gmcr.Read(c.Case)
			if (f == nil) != (c.Severity == "error") {
				t.Fatalf("read %t: %+v", f != nil, ps.Exchange())
			}
			if f != nil {
				r, _ := solve(t, c.Case)
				if !slices.ContainsFunc(r.Problems, func(p gmcr.ExchangeProblem) bool {
					return p.Severity == "warning" && p.Code == c.Code && slices.Equal(p.Where, c.Where)
				}) {
					t.Errorf("problems of the result: %+v, want %s at %v", r.Problems, c.Code, c.Where)
				}
				return
			}
			list := ps.Exchange().Problems
			found := slices.ContainsFunc(list, func(p gmcr.ExchangeProblem) bool {
				return p.Severity == "error" && p.Code == c.Code && slices.Equal(p.Where, c.Where)
			})
			errors := 0
			for _, p := range list {
				if p.Severity == "error" {
					errors++
				}
			}
			if !found || errors != 1 {
				t.Errorf("%+v, want %s at %v alone", list, c.Code, c.Where)
			}
		})
	}
}

// Same file, same bytes, whatever the number of workers.
func TestSameBytesForAnyWorkers(t *testing.T) {
	data := []byte(smallGame)
	var first []byte
	for _, workers := range []int{1, 2, 7} {
		f, ps := gmcr.Read(data)
		if f == nil {
			t.Fatal(ps.List("small"))
		}
		res, _, err := RunConflict(context.Background(), "small", "0", f, ps, ConflictQuestion{}, workers)
		if err != nil || res == nil {
			t.Fatal(err)
		}
		out, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = out
		}
		if !bytes.Equal(first, out) {
			t.Errorf("%d workers give other bytes", workers)
		}
	}
}

const smallGame = `{"format": "entente.conflict.case/1", "id": "small",
"decision_makers": [{"id": "a"}, {"id": "b"}],
"options": [{"id": "x", "dm": "a", "change": "set-only", "share": 0.6}, {"id": "y", "dm": "b"}, {"id": "z", "dm": "b"}],
"infeasible": [{"rule": "y & z", "share": 0.5}],
"preferences": {
  "a": {"kind": "statements", "statements": ["x -> y", "~z", "x"], "confidence": [0.8, [0.5, 0.9]]},
  "b": {"kind": "weights", "weights": {"x": [-1, 1], "y": 0.5, "z": [0, 0.2, 1]}}},
"ask": {"evolution": [{"from": "-", "kind": "improvements"}], "sampling": {"draws": 500, "seed": 7}}}`
