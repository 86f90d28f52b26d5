package analysis

import (
	"context"
	"encoding/json"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"entente/cases"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
	"entente/quantity"
)

// builtIn reads a built-in case.
func builtIn(t testing.TB, id string) *yaml.File {
	t.Helper()
	f, problems := yaml.Read(cases.FS, id, id)
	if f.Case == nil {
		t.Fatalf("%s does not read: %v", id, problems)
	}
	return f
}

// written reads a case from text.
func written(t testing.TB, text string) *yaml.File {
	t.Helper()
	var files fs.FS = fstest.MapFS{"case.yaml": {Data: []byte(text)}}
	f, problems := yaml.Read(files, "case.yaml", "case.yaml")
	if f.Case == nil {
		t.Fatalf("the case does not read: %v", problems)
	}
	return f
}

func runOf(t testing.TB, f *yaml.File, o Options) *Result {
	t.Helper()
	r, err := Run(context.Background(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func small() Options {
	o := Defaults()
	o.Draws = 500
	return o
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err) // also when a number is not finite
	}
	return string(b)
}

// twoStates has one state of two parts against another, all points, so that the
// answers can be computed by hand.
const twoStates = `
entente: 1
id: hand
title: Computed by hand
as-of: 2020-01-01
actors:
  a: {name: A, kind: state, capability: 2}
  a.x: {name: X, kind: faction, influence: 3}
  a.y: {name: Y, kind: faction, influence: 1}
  b: {name: B, kind: state, capability: 1}
issues:
  i:
    question: Where?
    scale: {0: low, 10: high}
    status-quo: 2
    stances:
      a.x: {position: 4, salience: 100}
      a.y: {position: 8, salience: 100, veto: yes}
      b: {position: 10, salience: 50}
causes:
  self: unit
  drivers:
    d: {name: D}
    e: {name: E}
  links:
    - {link: d -> e (+), size: 0.5}
system:
  step: month
  steps: 6
  bindings:
    - {driver: e, moves: a.x.influence, size: 2}
    - {driver: d, moves: b.i.position, size: -20}
what-if:
  push: {title: Push, set: {drivers.d: +0.5}}
  cut: {title: Push with the link cut, set: {drivers.d: +0.5, "d -> e": off}}
  veto: {title: Veto moves, set: {a.y.i.veto: no, a.x.i.veto: yes, i.status-quo: 0}}
  own: {title: Own influence, set: {a.y.i.influence: 9}}
conclusions:
  high: {says: It is high., answers: where, tests: {bargaining: i > 6.4, factions: a.i < 6}}
questions:
  where: {asks: "Where?"}
`

func TestHand(t *testing.T) {
	f := written(t, twoStates)
	base := runOf(t, f, small())
	// State A: (3·4 + 1·8)/4 = 5; weighted by 2·1 against 1·0.5 at 10.
	checkPoint(t, base, "weighted-mean", (2*5+0.5*10)/2.5)
	checkPoint(t, base, "unweighted-mean", 7.5)
	checkPoint(t, base, "weighted-median", 5)
	if got := base.States[0].Rules[ruleMedian].Point; got != 4 {
		t.Errorf("median of A = %v, want 4", got)
	}
	// Y at 8 accepts 2..10 (cut at the end of the scale).
	if s := base.States[0]; s.WinSetLow != 2 || s.WinSetHi != 10 || s.Rules[ruleVeto].Point != 5 {
		t.Errorf("win-set %v..%v, veto point %v; want 2..10 and 5", s.WinSetLow, s.WinSetHi, s.Rules[ruleVeto].Point)
	}
	if k := base.Conclusions[0]; k.Verdict != Divided || k.Lenses[1].Verdict != Agrees || k.Lenses[0].Verdict != Disagrees {
		t.Errorf("verdict %s, bargaining %s, factions %s", k.Verdict, k.Lenses[0].Verdict, k.Lenses[1].Verdict)
	}

	// A push of 0.5 on d ends with e at 0.25: X's influence grows by e^0.5, and
	// B moves by -10 of 100, that is to 9.
	o := small()
	o.WhatIfs = []model.WhatIfID{"push"}
	w := 3 * math.Exp(0.5)
	a := (w*4 + 8) / (w + 1)
	checkPoint(t, runOf(t, f, o), "weighted-mean", (2*a+0.5*9)/2.5)

	// With the link cut only B moves.
	o.WhatIfs = []model.WhatIfID{"cut"}
	checkPoint(t, runOf(t, f, o), "weighted-mean", (2*5+0.5*9)/2.5)

	// X with a veto at 4 accepts 0..8.
	o.WhatIfs = []model.WhatIfID{"veto"}
	if s := runOf(t, f, o).States[0]; s.WinSetLow != 0 || s.WinSetHi != 8 {
		t.Errorf("win-set %v..%v, want 0..8", s.WinSetLow, s.WinSetHi)
	}

	// An override of influence on the issue, given by the what-if alone.
	o.WhatIfs = []model.WhatIfID{"own"}
	if got := runOf(t, f, o).States[0].Rules[ruleMean].Point; got != (3*4+9*8)/12.0 {
		t.Errorf("mean of A = %v, want 7", got)
	}
}

func checkPoint(t *testing.T, r *Result, method string, want float64) {
	t.Helper()
	for _, m := range r.Issues[0].Methods {
		if m.Method == method {
			if math.Abs(m.Point-want) > 1e-12 || math.Abs(m.Median-want) > 1e-12 {
				t.Errorf("%s = %v (median of draws %v), want %v", method, m.Point, m.Median, want)
			}
			return
		}
	}
	t.Errorf("no method %s", method)
}

func TestSameBytesOnAnyCores(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	o := small()
	o.WhatIfs = []model.WhatIfID{"full-delivery"}
	o.Workers = 1
	one := asJSON(t, runOf(t, f, o))
	for _, workers := range []int{2, 5} {
		o.Workers = workers
		if asJSON(t, runOf(t, f, o)) != one {
			t.Fatalf("%d workers give other bytes than one", workers)
		}
	}
	o.Seed++
	if asJSON(t, runOf(t, f, o)) == one {
		t.Error("another seed gives the same bytes")
	}
}

// A number that no lens reads leaves every draw as it was.
func TestAddedNumberLeavesDrawsAlone(t *testing.T) {
	one := runOf(t, written(t, spread), small())
	two := runOf(t, written(t, spread+"  far: {name: Far, kind: state, capability: 1..9}\n"), small())
	if asJSON(t, one.Issues) != asJSON(t, two.Issues) {
		t.Error("an actor without a stance changed the outcome")
	}
}

const spread = `
entente: 1
id: spread
title: Ranges
as-of: 2020-01-01
issues:
  i:
    question: Where?
    scale: {0: low, 100: high}
    stances:
      a: {position: 0..40, salience: 20..80}
      b: {position: 30..90, salience: 50}
actors:
  a: {name: A, kind: state, capability: 1..3}
  b: {name: B, kind: state, capability: 2}
`

func TestInterruption(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	o := Defaults()
	o.Workers = 1
	ctx, stop := context.WithCancel(context.Background())
	o.Progress = func(done, _ int) {
		if done > 1000 {
			stop()
		}
	}
	r, err := Run(ctx, f, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Draws <= 1000 || r.Draws >= r.Planned {
		t.Errorf("%d of %d draws", r.Draws, r.Planned)
	}
	asJSON(t, r)

	stop()
	if _, err := Run(ctx, f, Defaults()); err == nil {
		t.Error("a run that never began gives a result")
	}
}

// What is set by hand equals what a what-if sets.
func TestByHandEqualsWhatIf(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	o := small()
	o.Levers = false
	o.WhatIfs = []model.WhatIfID{"hardliners-up"}
	a := runOf(t, f, o)
	o.WhatIfs, o.Changes = nil, f.Case.WhatIf("hardliners-up").Set
	b := runOf(t, f, o)
	for i := range a.Issues {
		if asJSON(t, a.Issues[i].Methods) != asJSON(t, b.Issues[i].Methods) {
			t.Errorf("%s: the same changes by hand give another outcome", a.Issues[i].ID)
		}
	}
	if asJSON(t, a.States) != asJSON(t, b.States) {
		t.Error("the same changes by hand give another stance")
	}
}

// The base beside a what-if is the case as written.
func TestBaseBesideWhatIf(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	o := small()
	base := runOf(t, f, o)
	o.WhatIfs = []model.WhatIfID{"hardliners-up"}
	with := runOf(t, f, o)
	for i, is := range with.Issues {
		for j, m := range is.Methods {
			if m.Base == nil || *m.Base != base.Issues[i].Methods[j].Spread {
				t.Fatalf("%s, %s: the base beside the what-if is not the base", is.ID, m.Method)
			}
		}
	}
}

// Every outcome lies between the lowest and the highest position, and every
// share of weight sums to one.
func TestOutcomesLieAmongPositions(t *testing.T) {
	for _, id := range cases.IDs() {
		r := runOf(t, builtIn(t, id), small())
		for _, is := range r.Issues {
			low, high, sum := math.Inf(1), math.Inf(-1), 0.0
			for _, a := range is.Actors {
				sum += a.Share.Point
				if !a.Bystander {
					low, high = min(low, a.Position.Point), max(high, a.Position.Point)
				}
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("%s %s: shares sum to %v", id, is.ID, sum)
			}
			for _, m := range is.Methods {
				if m.Point < low-1e-9 || m.Point > high+1e-9 {
					t.Errorf("%s %s %s: %v outside %v..%v", id, is.ID, m.Method, m.Point, low, high)
				}
				n := 0
				for _, c := range m.Histogram {
					n += c
				}
				if n != r.Draws {
					t.Errorf("%s %s %s: histogram of %d draws, want %d", id, is.ID, m.Method, n, r.Draws)
				}
			}
		}
	}
}

// The flagship case answers its three questions, each with range, baseline and
// three reasons, and no conclusion is idle.
func TestFlagshipAnswers(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	r := runOf(t, f, small())
	answered := 0
	for _, q := range r.Questions {
		if q.Kind != "" {
			if q.Answer != "" {
				t.Errorf("%s is scored and yet answered", q.ID)
			}
			continue
		}
		answered++
		if q.Answer == "" || q.Range == "" || q.Baseline == "" || len(q.Because) != 3 {
			t.Errorf("%s: answer %q, range %q, baseline %q, %d reasons", q.ID, q.Answer, q.Range, q.Baseline, len(q.Because))
		}
	}
	if answered != 3 {
		t.Errorf("%d questions answered, want 3", answered)
	}
	for _, p := range Check(f) {
		if p.Code == "case/idle-conclusion" || p.Code == "case/empty-mechanism" || p.Code == "case/unused-claim" {
			t.Errorf("%v", p.Error())
		}
		if p.Severity == "error" {
			t.Errorf("error in the flagship case: %v", p.Error())
		}
	}
}

func TestExplainReachesParagraphs(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	w, err := Explain(context.Background(), f, "temporary-only", small())
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Rules) != 3 || len(w.Inputs) == 0 {
		t.Fatalf("%d rules, %d inputs", len(w.Rules), len(w.Inputs))
	}
	for i, in := range w.Inputs {
		if len(in.ClaimLines) == 0 && in.Judgement == "" && in.Basis != "none" {
			t.Errorf("%s ends in nothing", in.Path)
		}
		// Each lens has an order of its own, in its own units.
		if ofGame := strings.HasPrefix(in.Path, "conflict."); i > 0 && in.Swing > w.Inputs[i-1].Swing && ofGame == strings.HasPrefix(w.Inputs[i-1].Path, "conflict.") {
			t.Errorf("%s is out of order", in.Path)
		}
		for _, k := range in.ClaimLines {
			if len(k.Places) == 0 {
				t.Errorf("%s: the claim %s stands nowhere", in.Path, k.Claim)
			}
		}
	}
	if _, err := Explain(context.Background(), f, "nothing", small()); err == nil {
		t.Error("an unknown conclusion is explained")
	}
}

// Taking a paragraph away touches what rests on it, and a source touches all
// that its paragraphs do.
func TestDependentsUnion(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	whole := Dependents(f, "fa", 0)
	seen := map[string]bool{}
	for n := 1; n <= 50; n++ {
		for _, k := range Dependents(f, "fa", n).Claims {
			seen[k] = true
		}
	}
	if len(whole.Claims) == 0 || len(seen) != len(whole.Claims) {
		t.Errorf("the source has %d claims, its paragraphs %d", len(whole.Claims), len(seen))
	}
	if len(whole.Conclusions) == 0 {
		t.Error("no conclusion rests on the essay")
	}
}

func TestIdleConclusionIsFound(t *testing.T) {
	f := written(t, spread+`
conclusions:
  sure: {says: It is somewhere., answers: q, tests: {bargaining: i < 101}}
  open: {says: It is low., answers: q, tests: {bargaining: i < 40}}
questions:
  q: {asks: "Where?"}
`)
	var idle []string
	for _, p := range Check(f) {
		if p.Code == "case/idle-conclusion" {
			idle = append(idle, p.Path)
		}
	}
	if len(idle) != 1 || idle[0] != "conclusions.sure" {
		t.Errorf("idle: %v", idle)
	}
}

func TestCompare(t *testing.T) {
	f := builtIn(t, "hamadan-2016")
	o := small()
	c, err := Compare(context.Background(), f, []model.WhatIfID{"moderates-up"}, []model.WhatIfID{"hardliners-up"}, o)
	if err != nil {
		t.Fatal(err)
	}
	same, err := Compare(context.Background(), f, []model.WhatIfID{"moderates-up"}, []model.WhatIfID{"moderates-up"}, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Issues {
		if d := same.Issues[i].Difference; d != (Spread{}) {
			t.Errorf("%s differs from itself by %v", same.Issues[i].Issue, d)
		}
		if c.Issues[i].Base != same.Issues[i].Base || c.Issues[i].A != same.Issues[i].A {
			t.Errorf("%s: base or A depends on B", c.Issues[i].Issue)
		}
	}
	asJSON(t, c)
}

func TestReachesSaysWhatIsFelt(t *testing.T) {
	f := written(t, twoStates)
	p := newPlan(f.Case, nil)
	for _, c := range []struct {
		change model.Change
		want   bool
	}{
		{model.Change{Path: "drivers.d", Op: model.Push, Value: quantity.PointOf(1)}, true},
		{model.Change{Path: "drivers.unknown", Op: model.Push, Value: quantity.PointOf(1)}, false},
		{model.Change{Path: "a.x.influence", Op: model.Set, Value: quantity.PointOf(1)}, true},
		{model.Change{Path: "a.influence", Op: model.Set, Value: quantity.PointOf(1)}, false},
		{model.Change{Path: "d -> e", Op: model.Cut}, true},
	} {
		if got := p.reaches(c.change); got != c.want {
			t.Errorf("%s %s: reaches %v, want %v", c.change.Op, c.change.Path, got, c.want)
		}
	}
}

// BenchmarkDraws is 10,000 draws of the flagship case, all methods on all
// issues, on one core.
func BenchmarkDraws(b *testing.B) {
	f := builtIn(b, "hamadan-2016")
	o := Defaults()
	o.Workers, o.Levers = 1, false
	for b.Loop() {
		r := &run{f: f, c: f.Case, p: newPlan(f.Case, nil), o: o, keys: map[string]int{}}
		if err := r.plan(); err != nil {
			b.Fatal(err)
		}
		r.scenario(nil, false, full)
		if err := r.draw(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRun is a whole run of the flagship case on all cores: the base,
// every conclusion's own what-ifs and every lever.
func BenchmarkRun(b *testing.B) {
	f := builtIn(b, "hamadan-2016")
	for b.Loop() {
		runOf(b, f, Defaults())
	}
}

// BenchmarkLoad is reading and checking the flagship case.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		f, _ := yaml.Read(cases.FS, "hamadan-2016", "hamadan-2016")
		if f.Case == nil {
			b.Fatal("does not read")
		}
	}
}

// The example of the page on the case format reads, runs, and has nothing wrong.
func TestDocumentedExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/case-format.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	text, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("the page has no example")
	}
	f := written(t, text)
	for _, p := range Check(f) {
		if p.Severity == "error" || strings.HasPrefix(p.Code, "case/") {
			t.Error(p.Error())
		}
	}
	if q := runOf(t, f, small()).Questions[0]; q.Answer == "" || q.Range == "" {
		t.Errorf("the example answers nothing: %+v", q)
	}
}

// With the text at hand a place shows its words, and a quote that is not there
// is an error; without it neither is.
func TestTextAtHand(t *testing.T) {
	text := func(quote string) string {
		return `
entente: 1
id: quoted
title: Quoted
as-of: 2020-06-01
share: short-quotes
sources:
  s: {title: S, published: 2020-01, kind: report, grade: B2, text: s.txt}
claims:
  k: {at: s ¶2, says: They will pay., quote: ` + quote + `, kind: statement}
actors:
  a: {name: A, kind: state, capability: 1..2, because: [k]}
`
	}
	read := func(quote string, files fstest.MapFS) *yaml.File {
		files["case.yaml"] = &fstest.MapFile{Data: []byte(text(quote))}
		f, problems := yaml.Read(files, ".", ".")
		if f.Case == nil {
			t.Fatal(problems)
		}
		return f
	}
	lost := func(f *yaml.File) bool {
		return slices.ContainsFunc(Check(f), func(p problem.Problem) bool { return p.Code == "ev/span-lost" })
	}
	at := func() fstest.MapFS {
		return fstest.MapFS{"s.txt": {Data: []byte("Heading\n\nThe valley said it would pay a third.\n")}}
	}
	f := read("it would pay a third", at())
	if lost(f) {
		t.Error("a quote that is there is lost")
	}
	if w := NewView(f).Claims[0].Places[0].Words; w != "The valley said it would pay a third." {
		t.Errorf("words %q", w)
	}
	if !lost(read("the mountains refuse everything", at())) {
		t.Error("a quote that is not there passes")
	}
}
