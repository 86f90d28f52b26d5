package solo

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"entente/cause"
	"entente/internal/codec/causal"
	"entente/internal/problem"
	"entente/internal/store"
	"entente/model"
)

const tie = `from,to,sign,low,high,uncertain,lag,claims,note
a,b,+,,,,,c1;c2,
b,c,+,,,,,,
a,c,-,0,1,,,,my reading
c,d,0,,,,,,
`

func causalMap(t testing.TB, text string, weights bool) *CauseMap {
	t.Helper()
	format := causal.Detect([]byte(text))
	f, list := causal.Read(format, "m.csv", []byte(text))
	if list.HasErrors() {
		t.Fatal(list)
	}
	return CauseFile("m.csv", "abc", format, f, list, weights)
}

func runCauses(t testing.TB, m *CauseMap, o CauseOptions) *Causes {
	t.Helper()
	r, err := RunCauses(t.Context(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCausesOnAFile(t *testing.T) {
	r := runCauses(t, causalMap(t, tie, false), CauseOptions{Presses: []Press{{{"a", 1}}, {{"b", 1}, {"b", -2}}}, Draws: 4000, Seed: 3, Why: []string{"c"}})
	if r.Format != CausesFormat || r.Self != cause.Sampled || r.Prior != cause.PriorUniform || len(r.Nodes) != 4 || len(r.Presses) != 2 || r.Stopped {
		t.Fatalf("%+v", r)
	}
	if l := r.Links; l[0].Basis != "evidence" || l[1].Basis != "none" || l[2].Basis != "judgement" || l[3].Adopted || l[2].Size == nil || l[0].Size != nil {
		t.Errorf("%+v", l)
	}
	c := r.Presses[0].Nodes[2]
	if c.Node != "c" || c.Direction != cause.Ambiguous || math.Abs(c.Pos-0.5) > 0.04 || r.Presses[0].Nodes[3].Direction != cause.Unaffected {
		t.Errorf("%+v", r.Presses[0].Nodes)
	}
	why := r.Presses[0].Why
	if len(why) != 1 || len(why[0].Up) != 1 || len(why[0].Down) != 1 || why[0].Accepted != 4000 {
		t.Fatalf("%+v", why)
	}
	if d := cmp.Diff([][]string{{"c1", "c2"}, {}}, why[0].Up[0].Claims); d != "" {
		t.Error(d)
	}
	// Two pushes on one node add up.
	if b := r.Presses[1].Nodes[1]; b.Neg != 1 || r.Presses[1].Press.String() != "b +1, b -2" {
		t.Errorf("%+v", b)
	}
	// The exact table is that of the package: c under a push on a is a dead heat.
	if e := r.Exact; !e.Determinate || *e.Weight[2][0] != 0 || e.Signs[1][0] != "+" || e.Signs[0][1] != "0" || e.Weight[0][1] != nil {
		t.Errorf("%+v", e)
	}
	if r.Indices.N != 4 || r.Indices.Links != 3 || r.Indices.Isolated != 1 {
		t.Errorf("%+v", r.Indices)
	}
}

// Without --why the nodes that the structure does not decide are explained.
func TestAmbiguousIsExplainedUnasked(t *testing.T) {
	r := runCauses(t, causalMap(t, tie, false), CauseOptions{Presses: []Press{{{"a", 1}}, {{"b", 1}}}, Draws: 300})
	if w := r.Presses[0].Why; len(w) != 1 || w[0].Target != "c" || len(r.Presses[1].Why) != 0 {
		t.Errorf("%+v", w)
	}
}

func TestWeightsCountAsSizesOnRequestOnly(t *testing.T) {
	const matrix = ",a,b\na,,0.5\nb,,\n"
	drawn := runCauses(t, causalMap(t, matrix, false), CauseOptions{})
	fixed := runCauses(t, causalMap(t, matrix, true), CauseOptions{})
	if drawn.Links[0].Size != nil || len(drawn.Warnings) != 0 || len(drawn.Notes) != 1 {
		t.Errorf("%+v", drawn)
	}
	if fixed.Links[0].Size == nil || fixed.Links[0].Size.Mid() != 0.5 || !strings.Contains(strings.Join(fixed.Warnings, ""), "no evidence") {
		t.Errorf("%+v", fixed)
	}
	if drawn.Indices.Out[0] != 0.5 {
		t.Errorf("%+v", drawn.Indices)
	}
}

func TestCausesOnACase(t *testing.T) {
	file, list := store.Open("hamadan-2016")
	if list.HasErrors() {
		t.Fatal(list)
	}
	m := CauseCase(file)
	if len(m.Map.Nodes) != len(file.Case.Causes.Drivers) || len(m.Links) != len(file.Case.Causes.Links) || len(m.Observed) != len(file.Case.Causes.Observed) {
		t.Fatalf("%d nodes, %d links, %d observations", len(m.Map.Nodes), len(m.Links), len(m.Observed))
	}
	r := runCauses(t, m, CauseOptions{Presses: []Press{{{"opposition-support", 1}}}, Draws: 300, Why: []string{"assad-margin"}, Off: m.Mechanisms})
	if r.FileFormat != "case" || r.Digest != file.Digest || len(r.Seen) != len(m.Observed) || r.Seen[0].Held == nil {
		t.Errorf("%+v", r.Seen)
	}
	cut := r.Presses[0].Cut
	if cut == nil || len(cut.Mechanisms) != len(m.Mechanisms) || cut.Mechanisms[0].Mechanism != "M10" || !cut.Mechanisms[0].Targets[0].OnlyRoute || cut.Mechanisms[0].Idle || !cut.Mechanisms[2].Idle {
		t.Errorf("%+v", cut)
	}
	for _, l := range r.Links {
		if l.Basis == string(model.BasisEvidence) && len(l.Claims) == 0 {
			t.Errorf("%+v", l)
		}
	}
	// What the exchange formats hold comes back as it went.
	data, lost, err := causal.Write(causal.EdgesCSV, m.File)
	if err != nil {
		t.Fatal(err)
	}
	back, list := causal.Read(causal.EdgesCSV, "m.csv", data)
	if list.HasErrors() || len(back.Edges) != len(m.File.Edges) || len(m.Lost) == 0 {
		t.Errorf("%v, lost %v and %v", list, lost, m.Lost)
	}
	minimal, _ := store.Open("minimal")
	if CauseCase(minimal) != nil {
		t.Error("a map where there is none")
	}
}

func TestCausesSayAllThatIsWrong(t *testing.T) {
	m := causalMap(t, tie, false)
	_, err := RunCauses(t.Context(), m, CauseOptions{
		Presses: []Press{{{"q", 1}}, {{"a", 0}}, {{"a", math.NaN()}}}, Observe: []SeenPress{{Press{{"a", 1}}, "zz", "up"}}, Why: []string{"y"},
		Off: []MechanismOff{{Name: "m", Cut: []string{"c -> a"}, Hold: []string{"x"}}},
	})
	var list problem.List
	if !errors.As(err, &list) {
		t.Fatalf("%v", err)
	}
	got := map[string]int{}
	for _, p := range list {
		if p.Cause == "" || p.Remedy == "" || p.File != "m.csv" {
			t.Errorf("%+v", p)
		}
		got[p.Code]++
	}
	if d := cmp.Diff(map[string]int{cause.CodeUnknownNode: 4, cause.CodeSign: 1, cause.CodePressEmpty: 1, "causes/unknown-link": 1}, got); d != "" {
		t.Error(d)
	}
	for _, o := range []CauseOptions{{Draws: -1}, {Draws: mostDraws + 1}, {Self: "none"}, {Prior: "flat"}, {Presses: []Press{{{"a", math.NaN()}}}}} {
		if _, err := RunCauses(t.Context(), m, o); !errors.As(err, &list) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if _, err := RunCauses(t.Context(), causalMap(t, "from,to,sign\n", false), CauseOptions{}); !errors.As(err, &list) {
		t.Errorf("an empty map: %v", err)
	}
}

func TestInterruptedCausesKeepWhatIsDone(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	last := 0
	o := CauseOptions{Presses: []Press{{{"a", 1}}, {{"b", 1}}, {{"c", 1}}}, Draws: 3000, Workers: 1, Progress: func(done, total int) {
		if done < last || done > total {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		if last = done; done > 7000 {
			cancel()
		}
	}}
	r, err := RunCauses(ctx, causalMap(t, tie, false), o)
	if !errors.Is(err, context.Canceled) || r == nil || !r.Stopped || len(r.Presses) == 0 || len(r.Presses) == 3 && r.Presses[2].Accepted == 3000 {
		t.Fatalf("%v, %+v", err, r)
	}
	if w := r.Interrupted(); w != "interrupted after 1 of 3 presses" {
		t.Error(w)
	}
}

// Whatever the map, the result is JSON without numbers that are none, and the
// same bytes on any number of cores.
func TestCausesAreJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "nodes")
		name := func(i int) string { return string(rune('a' + i)) }
		text := "from,to,sign,low,high,uncertain\n"
		links := 0
		for i := range n {
			for j := range n {
				if rapid.IntRange(0, 2).Draw(t, "link") == 0 {
					text += name(i) + "," + name(j) + "," + rapid.SampledFrom([]string{"+", "-", "?", "0", "+0", "-0", "+-"}).Draw(t, "sign") + "," +
						rapid.SampledFrom([]string{",,", "0,0,", "0.2,0.9,yes", "3,1000,"}).Draw(t, "rest") + "\n"
					links++
				}
			}
		}
		if links == 0 {
			return
		}
		f, list := causal.Read(causal.EdgesCSV, "m.csv", []byte(text))
		if list.HasErrors() {
			t.Fatal(list)
		}
		m := CauseFile("m.csv", "", causal.EdgesCSV, f, list, false)
		o := CauseOptions{Draws: 40, Presses: []Press{{{f.Nodes[0], 1}}}, Self: rapid.SampledFrom([]string{"", "unit", "declared"}).Draw(t, "self"), Workers: 1}
		r, err := RunCauses(context.Background(), m, o)
		if err != nil {
			var list problem.List
			if !errors.As(err, &list) {
				t.Fatal(err)
			}
			return
		}
		a, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		o.Workers = 3
		r, err = RunCauses(context.Background(), m, o)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := json.Marshal(r); string(a) != string(b) {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}
