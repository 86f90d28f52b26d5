package analysis

import (
	"math"
	"strings"
	"testing"

	"entente/internal/problem"
	"entente/model"
)

// follows is a game whose answers are known by hand. B takes b just when A takes
// a. A would rather take a if B does (first wish), and would rather take a (second
// wish). In the order written A stays as long as b is not taken, and the status
// quo - is the end; with the wishes turned round A goes ahead, B follows, and
// a+b is the end, except under GMR: there Beta may stay at a for fear that Alpha
// would step back once it follows.
const follows = `
entente: 1
id: follows
title: Who goes ahead?
as-of: 2020-01-01
actors:
  x: {name: Alpha}
  y: {name: Beta}
conflict:
  options:
    a: {of: x, name: Go ahead}
    b: {of: y, name: Follow}
  status-quo: "-"
  preferences:
    x:
      - {prefers: ~a | b, confidence: 0.6..0.8}
      - {prefers: a}
    y:
      - {prefers: a <-> b}
what-if:
  bold: {title: Alpha is bold, set: {conflict.x.1.confidence: 0.1}}
  held: {title: Beta has moved, set: {conflict.b.taken: yes}}
  stuck: {title: Alpha cannot, set: {conflict.a.taken: no, conflict.b.change: clear-only}}
conclusions:
  both: {says: Both move., answers: what, tests: {conflict: holds a & b}}
  alone: {says: Beta may move alone., answers: what, tests: {conflict: possible ~a & b under nash}}
questions:
  what: {asks: "What?"}
`

// conflictOf is what the game says to a conclusion.
func conflictOf(t *testing.T, r *Result, conclusion string) LensAnswer {
	t.Helper()
	for _, k := range r.Conclusions {
		for _, l := range k.Lenses {
			if k.ID == conclusion && l.Lens == string(model.LensConflict) {
				return l
			}
		}
	}
	t.Fatalf("no conclusion %s", conclusion)
	return LensAnswer{}
}

// chosen is the method that a test names.
func chosen(t *testing.T, l LensAnswer) MethodShare {
	t.Helper()
	for _, m := range l.Methods {
		if m.Chosen != m.Beside {
			if m.Chosen {
				return m
			}
			continue
		}
		t.Errorf("%s is both the test's own and beside it", m.Method)
	}
	t.Fatalf("%q says nothing: %s", l.Test, l.Why)
	return MethodShare{}
}

func plain(n int, whatIfs ...model.WhatIfID) Options {
	o := Defaults()
	o.Draws, o.WhatIfs, o.Levers = n, whatIfs, false
	return o
}

// isNear allows four standard errors.
func isNear(t *testing.T, what string, share, want float64, n int) {
	t.Helper()
	if math.Abs(share-want) > 4*math.Sqrt(want*(1-want)/float64(n))+1e-9 {
		t.Errorf("%s holds in %v of the draws, want %v", what, share, want)
	}
}

func TestGameByHand(t *testing.T) {
	f := written(t, follows)
	const n = 4000
	base := runOf(t, f, plain(n))
	both := conflictOf(t, base, "both")
	if len(both.Methods) != 5 || both.Methods[1].Method != "seq" || both.Verdict != Disagrees {
		t.Errorf("verdict %s by %v", both.Verdict, both.Methods)
	}
	for _, m := range both.Methods {
		want := 0.3
		if m.Method == "gmr" {
			want = 0
		}
		isNear(t, m.Method, m.Share, want, n)
		if m.Point {
			t.Errorf("%s holds with the wishes as written", m.Method)
		}
	}
	if len(both.Inputs) != 1 {
		t.Fatalf("%d judgements, want 1", len(both.Inputs))
	}
	in := both.Inputs[0]
	want := "If “~a | b” stands before “a” for Alpha, it holds in 0 of 100 draws, else in 100."
	if in.Path != "conflict.x.1.confidence" || in.AtHigh != 0 || in.AtLow != 1 || !in.Flips || in.Words != want || math.Abs(in.Correlation+1) > 1e-9 {
		t.Errorf("%+v", in)
	}
	if m := chosen(t, conflictOf(t, base, "alone")); m.Share != 0 || m.Method != "nash" {
		t.Errorf("Beta alone by %s in %v", m.Method, m.Share)
	}

	bold := chosen(t, conflictOf(t, runOf(t, f, plain(n, "bold")), "both"))
	isNear(t, "bold", bold.Share, 0.9, n)
	if !bold.Point || bold.Base == nil || *bold.Base != chosen(t, both).Share {
		t.Errorf("%+v", bold)
	}
	// The same draws of every judgement: whoever is bold in the base is bold here.
	held := runOf(t, f, plain(n, "held"))
	if m := chosen(t, conflictOf(t, held, "both")); m.Share != 1 {
		t.Errorf("with b held Alpha moves in %v of the draws", m.Share)
	}
	// Alpha cannot move and Beta cannot take b, so - is all there is in sight.
	stuck := runOf(t, f, plain(n, "stuck"))
	if m := chosen(t, conflictOf(t, stuck, "both")); m.Share != 0 {
		t.Errorf("with a held back both move in %v of the draws", m.Share)
	}
	for _, w := range append(held.WhatIfs, stuck.WhatIfs...) {
		for _, ch := range w.Changes {
			if !ch.Reaches || ch.To == "" {
				t.Errorf("%+v", ch)
			}
		}
	}
}

// other writes follows with other preferences and tests.
func other(preferences, tests string) string {
	head, rest, _ := strings.Cut(follows, "  preferences:\n")
	_, tail, _ := strings.Cut(rest, "what-if:\n")
	_, questions, _ := strings.Cut(tail, "questions:\n")
	return head + "  preferences:\n" + preferences + "conclusions:\n" + tests + "questions:\n" + questions
}

func TestGameWithNothingInSight(t *testing.T) {
	// Matching pennies has no Nash state; where Beta would rather leave b, - is one.
	f := written(t, other(`
    x:
      - {prefers: a <-> b}
    y:
      - {prefers: ~a & b | a & ~b, confidence: 0.75}
      - {prefers: ~b}
`, `
  still: {says: Nothing moves., answers: what, tests: {conflict: holds ~a & ~b under nash}}
  moves: {says: Alpha may move., answers: what, tests: {conflict: possible ~a under nash}}
`))
	const n = 2000
	r := runOf(t, f, plain(n))
	still := conflictOf(t, r, "still")
	m := chosen(t, still)
	isNear(t, "nothing in sight", m.NoOutcome, 0.75, n)
	if m.Share != 1 || still.Verdict != Agrees || !strings.Contains(still.Why, "in which no equilibrium is in sight") {
		t.Errorf("share %v, %s: %s", m.Share, still.Verdict, still.Why)
	}
	moves := chosen(t, conflictOf(t, r, "moves"))
	isNear(t, "moves", moves.Share, 0.25, n)
	if moves.NoOutcome != 0 {
		t.Errorf("a test of some equilibrium says nothing in %v of the draws", moves.NoOutcome)
	}

	f = written(t, other(`
    x:
      - {prefers: a <-> b}
    y:
      - {prefers: ~a & b | a & ~b}
`, `
  still: {says: Nothing moves., answers: what, tests: {conflict: holds ~a & ~b under nash}}
`))
	if l := conflictOf(t, runOf(t, f, plain(200)), "still"); l.Verdict != Silent || !strings.Contains(l.Why, "in sight") {
		t.Errorf("%s: %s", l.Verdict, l.Why)
	}
}

func TestGameWithWeightsRankingAndUnknown(t *testing.T) {
	const n = 4000
	// Alpha moves in the three quarters of the draws in which a is worth something.
	f := written(t, other(`
    x: {weights: {a: -1..3}}
    y: {ranking: [a + b, "-", a, b]}
`, `
  both: {says: Both move., answers: what, tests: {conflict: holds a & b}}
`))
	both := conflictOf(t, runOf(t, f, plain(n)), "both")
	isNear(t, "both", chosen(t, both).Share, 0.75, n)
	if len(both.Inputs) != 1 || both.Inputs[0].Path != "conflict.x.a.weight" || both.Inputs[0].AtHigh != 1 {
		t.Fatalf("%+v", both.Inputs)
	}
	isNear(t, "lower half", both.Inputs[0].AtLow, 0.5, n/2)
	if !chosen(t, both).Point {
		t.Error("it fails with the weight at its mid, 1")
	}

	// Of two states in an unknown order either is better in half of the draws.
	f = written(t, other(`
    x:
      - {prefers: ~a}
    y: unknown
`, `
  moves: {says: Beta moves., answers: what, tests: {conflict: holds b under nash}}
`))
	moves := chosen(t, conflictOf(t, runOf(t, f, plain(n)), "moves"))
	isNear(t, "moves", moves.Share, 0.5, n)
	if moves.Point {
		t.Error("an unknown order has a point")
	}
}

func TestClassicsAreAnswered(t *testing.T) {
	for _, tt := range []struct {
		id, conclusion string
		whatIf         model.WhatIfID
		change         model.Change
		point          bool
	}{
		{id: "elmira", conclusion: "drawn-out", point: true},
		{id: "elmira", conclusion: "plant-stays", point: true},
		{id: "elmira", conclusion: "plant-stays", whatIf: "closure-meant", point: false},
		{id: "cuba-1962", conclusion: "missiles-leave", point: true},
		{id: "cuba-1962", conclusion: "blockade-will-do", point: true},
		// One flag, another answer.
		{id: "cuba-1962", conclusion: "without-a-strike", point: false},
		{id: "cuba-1962", conclusion: "without-a-strike", change: model.Change{Path: "conflict.strike.change", Op: model.Set, Word: "both"}, point: true},
		{id: "cuba-1962", conclusion: "without-a-strike", change: model.Change{Path: "conflict.strike.taken", Op: model.Set}, point: true},
	} {
		o := plain(400)
		if tt.whatIf != "" {
			o.WhatIfs = []model.WhatIfID{tt.whatIf}
		}
		if tt.change.Path != "" {
			o.Changes = []model.Change{tt.change}
		}
		r := runOf(t, builtIn(t, tt.id), o)
		if m := chosen(t, conflictOf(t, r, tt.conclusion)); m.Point != tt.point {
			t.Errorf("%s %s %s %s: %v as written, share %v", tt.id, tt.conclusion, tt.whatIf, tt.change.Path, m.Point, m.Share)
		}
		for _, k := range r.Conclusions {
			if k.Verdict == Silent {
				t.Errorf("%s: %s is silent: %s", tt.id, k.ID, k.Summary)
			}
		}
	}
}

func TestGameSameBytesOnAnyCores(t *testing.T) {
	for _, text := range []string{"elmira", "hamadan-2016"} {
		f := builtIn(t, text)
		var first string
		for _, workers := range []int{1, 3} {
			o := plain(300)
			o.Workers, o.Lenses = workers, []model.Lens{model.LensConflict}
			got := asJSON(t, runOf(t, f, o))
			if first == "" {
				first = got
			} else if got != first {
				t.Errorf("%s: other bytes with %d workers", text, workers)
			}
		}
	}
}

func TestGameProblemsAreFound(t *testing.T) {
	find := func(list problem.List, code string) *problem.Problem {
		for i := range list {
			if list[i].Code == code {
				return &list[i]
			}
		}
		return nil
	}
	bad := strings.Replace(follows, "  status-quo: \"-\"\n", "  infeasible:\n    - {rule: a & ~b}\n  status-quo: a\n", 1)
	bad = strings.Replace(bad, "conflict.b.taken: yes", "conflict.b.taken: no, conflict.a.taken: yes", 1)
	list := Check(written(t, bad))
	if p := find(list, "conflict/status-quo-infeasible"); p == nil || p.Place.Path != "conflict.status-quo" || p.Place.Line == 0 || p.Severity != problem.Error {
		t.Errorf("status quo: %+v", p)
	}
	if p := find(list, "conflict/no-feasible-state"); p == nil || p.Place.Path != "what-if.held" || p.Place.Line == 0 || p.Severity != problem.Error {
		t.Errorf("nothing feasible: %+v", p)
	}
	r := runOf(t, written(t, bad), plain(100))
	if l := conflictOf(t, r, "both"); l.Verdict != Silent || !strings.Contains(l.Why, "status quo") {
		t.Errorf("%s: %s", l.Verdict, l.Why)
	}
	missing := strings.Replace(follows, "    y:\n      - {prefers: a <-> b}\n", "", 1)
	if p := find(Check(written(t, missing)), "conflict/no-preferences"); p == nil || p.Place.Path != "actors.y" {
		t.Errorf("no preferences: %+v", p)
	}
	if l := conflictOf(t, runOf(t, written(t, missing), plain(100)), "both"); l.Verdict != Silent {
		t.Errorf("%s: %s", l.Verdict, l.Why)
	}
	for _, id := range []string{"elmira", "cuba-1962", "hamadan-2016"} {
		for _, p := range Check(builtIn(t, id)) {
			if strings.HasPrefix(p.Code, "conflict/") && p.Severity != problem.Note {
				t.Errorf("%s: %v", id, p)
			}
		}
	}
}

func TestPairsOfOutcomesAreToldByHalves(t *testing.T) {
	for n, want := range map[float64]string{
		0.5: "0.5 pairs of outcomes, ties by halves,", 1: "1 pair of outcomes", 4.5: "4.5 pairs of outcomes, ties by halves,", 5: "5 pairs of outcomes",
	} {
		if got := pairsOfOutcomes(n); got != want {
			t.Errorf("%v: %q, want %q", n, got, want)
		}
	}
}
