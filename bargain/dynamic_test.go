package bargain

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// changed returns a copy of the problem with its numbers run through a function.
func changed(p *Problem, f func(actor, issue int, x, s, c float64) (float64, float64, float64)) *Problem {
	q := &Problem{Issues: p.Issues, Actors: p.Actors, Position: matrix(len(p.Actors), len(p.Issues)), Salience: matrix(len(p.Actors), len(p.Issues)), Capability: matrix(len(p.Actors), len(p.Issues))}
	for i := range p.Actors {
		for k := range p.Issues {
			q.Position[i][k], q.Salience[i][k], q.Capability[i][k] = f(i, k, p.Position[i][k], p.Salience[i][k], p.Capability[i][k])
		}
	}
	return q
}

func mirrored(p *Problem) *Problem {
	return changed(p, func(_, k int, x, s, c float64) (float64, float64, float64) {
		return p.Issues[k].Low + p.Issues[k].High - x, s, c
	})
}

// reordered returns the problem with its rows in another order.
func reordered(p *Problem, order []int) *Problem {
	q := &Problem{Issues: p.Issues}
	for _, i := range order {
		q.Actors, q.Position = append(q.Actors, p.Actors[i]), append(q.Position, p.Position[i])
		q.Salience, q.Capability = append(q.Salience, p.Salience[i]), append(q.Capability, p.Capability[i])
	}
	return q
}

func mustRun(t testing.TB, model string, p *Problem, o Options) *Trajectory {
	t.Helper()
	got, err := Run(model, p, o)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func decisive(t *Trajectory) bool {
	return slices.ContainsFunc(t.Ties, func(t Tie) bool { return t.Decisive })
}

// distance of the farthest actors, as a share of the scale, over all rounds.
func worstGap(t testing.TB, p *Problem, a, b *Trajectory, where func(i, k int, x float64) (int, float64)) float64 {
	t.Helper()
	worst := 0.0
	for n := range min(len(a.Rounds), len(b.Rounds)) {
		for i := range p.Actors {
			for k, is := range p.Issues {
				row, x := where(i, k, a.Rounds[n].Positions[i][k])
				if gap := math.Abs(x-b.Rounds[n].Positions[row][k]) / is.Length(); gap > worst {
					worst = gap
				}
			}
		}
	}
	return worst
}

// TestMirror: the models do not know which end of a scale is up, but for
// eu/jmckib, whose key for compromises is a position.
func TestMirror(t *testing.T) {
	flip := func(p *Problem) func(i, k int, x float64) (int, float64) {
		return func(i, k int, x float64) (int, float64) { return i, p.Issues[k].Low + p.Issues[k].High - x }
	}
	for seed := range uint64(8) {
		for _, c := range []struct {
			model     string
			p         *Problem
			tolerance float64
		}{
			{EUPairLeast, anyProblem(seed, 9, 2), 1e-6},
			{EUPairLeastEach, anyProblem(seed, 9, 2), 1e-6},
			{EUMasad2014, anyProblem(seed, 9, 2), 1e-6},
			{SMPKTAB, anyProblem(seed, 7, 3), 2e-4}, // rounding half up is not symmetric
		} {
			o := Options{Rounds: 6}
			a, b := mustRun(t, c.model, c.p, o), mustRun(t, c.model, mirrored(c.p), o)
			if gap := worstGap(t, c.p, a, b, flip(c.p)); gap > c.tolerance {
				t.Errorf("%s, seed %d: mirror image is off by %v of the scale", c.model, seed, gap)
			}
		}
	}
	p := emission()
	a, b := mustRun(t, EUJmckib, p, Options{}), mustRun(t, EUJmckib, mirrored(p), Options{})
	if gap := 6 * worstGap(t, p, a, b, flip(p)); gap < 5 {
		t.Errorf("eu/jmckib is off by %v years in its mirror image, known to be about 5.2", gap)
	}
}

// TestOnlyRatios: the unit of capabilities does not matter; in SMP while the
// floors of the program are small beside them.
func TestOnlyRatios(t *testing.T) {
	same := func(i, k int, x float64) (int, float64) { return i, x }
	for seed := range uint64(8) {
		for _, c := range []struct {
			model  string
			factor float64
		}{{EUPairLeast, 1e-6}, {EUPairLeast, 1e6}, {EUMasad2014, 1e3}, {EUJmckib, 1e3}, {SMPKTAB, 1e3}} {
			p := anyProblem(seed, 8, 2)
			q := changed(p, func(_, _ int, x, s, w float64) (float64, float64, float64) { return x, s, c.factor * w })
			o := Options{Rounds: 6}
			if gap := worstGap(t, p, mustRun(t, c.model, p, o), mustRun(t, c.model, q, o), same); gap > 1e-6 {
				t.Errorf("%s, seed %d: capabilities times %v move positions by %v of the scale", c.model, seed, c.factor, gap)
			}
		}
	}
}

// TestRowOrder: the order of rows matters where a tie is decided by it, and
// nowhere else.
func TestRowOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawEU(t)
		order := rapid.Permutation(sequence(len(p.Actors))).Draw(t, "order")
		q := reordered(p, order)
		for _, model := range []string{EUPairLeast, EUPairLeastEach} {
			a, err := Run(model, p, Options{Rounds: 5})
			if err != nil {
				t.Fatal(err)
			}
			b, err := Run(model, q, Options{Rounds: 5})
			if err != nil {
				t.Fatal(err)
			}
			if decisive(a) || decisive(b) {
				continue
			}
			if len(a.Rounds) != len(b.Rounds) || a.Stop != b.Stop {
				t.Fatalf("%s: %d rounds and %s, in another order %d and %s", model, len(a.Rounds), a.Stop, len(b.Rounds), b.Stop)
			}
			for n := range a.Rounds {
				for row, i := range order {
					if x, y := a.Rounds[n].Positions[i][0], b.Rounds[n].Positions[row][0]; math.Abs(x-y) > 1e-6 {
						t.Fatalf("%s, round %d: %s at %v, in another order at %v", model, n, p.Actors[i], x, y)
					}
				}
			}
		}
	})
	for seed := range uint64(6) {
		p := anyProblem(seed, 9, 2)
		order := []int{4, 8, 0, 2, 7, 1, 6, 3, 5}
		a, b := mustRun(t, SMPKTAB, p, Options{}), mustRun(t, SMPKTAB, reordered(p, order), Options{})
		if len(a.Ties)+len(b.Ties) > 0 {
			continue
		}
		if gap := worstGap(t, p, a, b, func(i, _ int, x float64) (int, float64) { return slices.Index(order, i), x }); gap > 1e-9 {
			t.Errorf("smp, seed %d: another order of rows moves positions by %v", seed, gap)
		}
	}
}

func sequence(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// TestHull: no position leaves the range of those at the start; probabilities
// sum to 1; risk stays in its range; bystanders and missing positions stay.
func TestHull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p *Problem
		var got *Trajectory
		var err error
		if rapid.Bool().Draw(t, "smp") {
			p = drawSMP(t)
			if rapid.Bool().Draw(t, "gaps") {
				p.Position[0][0] = math.NaN()
			}
			if rapid.Bool().Draw(t, "bystander") {
				for k := range p.Issues {
					p.Salience[len(p.Actors)-1][k] = 0
				}
			}
			if p.Check() != nil {
				return
			}
			got, err = Run(SMPCorrected, p, Options{Set: slices.DeleteFunc(drawSettings(t, smpFamily), func(s Setting) bool { return s.Switch == switchSlips })})
		} else {
			p = drawEU(t)
			got, err = Run(EUPairLeast, p, Options{Set: drawSettings(t, euFamily)})
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range got.Rounds {
			for k := range p.Issues {
				low, high := math.Inf(1), math.Inf(-1)
				for i := range p.Actors {
					if x := p.Position[i][k]; x == x {
						low, high = min(low, x), max(high, x)
					}
				}
				for i := range p.Actors {
					x := r.Positions[i][k]
					switch {
					case p.Position[i][k] != p.Position[i][k]:
						if x == x {
							t.Fatalf("%s has no position on issue %d and got %v", p.Actors[i], k, x)
						}
					// 5e-5: positions are rounded to four decimals of the scale
					case x < low-5.1e-5 || x > high+5.1e-5:
						t.Fatalf("round %d: %s at %v, outside %v..%v", r.Round, p.Actors[i], x, low, high)
					case p.Bystander(i) && x != p.Position[i][k]:
						t.Fatalf("round %d: bystander %s moved to %v", r.Round, p.Actors[i], x)
					}
				}
			}
			sum := 0.0
			for _, c := range r.PCE {
				sum += c.Probability
			}
			if math.Abs(sum-1) > 1e-5 || strings.HasPrefix(got.Switches.Get(switchPCE), "Cond") && math.Abs(sum-1) > 1e-9 {
				t.Fatalf("round %d: probabilities sum to %v", r.Round, sum)
			}
			for i := range r.Risk {
				for _, risk := range r.Risk[i] {
					if got.Model == EUPairLeast && (risk < 0.5-1e-9 || risk > 2+1e-9) || got.Model != EUPairLeast && (risk < -1-1e-9 || risk > 1+1e-9) {
						t.Fatalf("round %d: risk %v", r.Round, risk)
					}
				}
			}
		}
	})
}

// TestSameSeed: equal runs are equal to the byte, and a seed decides what is
// drawn.
func TestSameSeed(t *testing.T) {
	p := anyProblem(3, 8, 3)
	write := func(model string, o Options) string {
		data, err := json.Marshal(mustRun(t, model, p, o))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for _, model := range []string{EUPairLeast, EUMasad2014, EUJmckib, SMPKTAB, SMPCorrected} {
		if o := (Options{Trace: true, Tables: true}); write(model, o) != write(model, o) {
			t.Errorf("%s: two equal runs differ", model)
		}
	}
	lot := []Setting{{"StateTransitions", "Stochastic"}}
	one, again, two := write(SMPKTAB, Options{Set: lot, Seed: 1}), write(SMPKTAB, Options{Set: lot, Seed: 1}), write(SMPKTAB, Options{Set: lot, Seed: 2})
	if one != again {
		t.Error("the same seed gives another run")
	}
	if strings.Replace(one, `"seed":1`, `"seed":2`, 1) == two {
		t.Error("another seed gives the same run")
	}
}

func TestEndsAtOnce(t *testing.T) {
	alone := reordered(emission(), []int{1})
	agreed := changed(emission(), func(_, _ int, _, s, c float64) (float64, float64, float64) { return 7, s, c })
	for _, model := range []string{EUPairLeast, EUPairLeastEach, EUMasad2014, EUJmckib, SMPKTAB, SMPCorrected} {
		for name, p := range map[string]*Problem{"alone": alone, "agreed": agreed} {
			got := mustRun(t, model, p, Options{Trace: true})
			if got.Stop != StopNoOffers || got.Last().WeightedMean[0] != 7 || got.Last().Moved != 0 || len(got.NeverMoved) != len(p.Actors) {
				t.Errorf("%s, %s: stop %s, mean %v, %d moved", model, name, got.Stop, got.Last().WeightedMean, got.Last().Moved)
			}
			if strings.HasPrefix(model, "eu/") && len(got.Rounds) != 1 {
				t.Errorf("%s, %s: %d rounds", model, name, len(got.Rounds)-1)
			}
		}
		two := mustRun(t, model, reordered(emission(), []int{3, 6}), Options{Trace: true})
		if len(two.Moves) != 2*(len(two.Rounds)-1) {
			t.Errorf("%s, two actors: %d records in %d rounds", model, len(two.Moves), len(two.Rounds)-1)
		}
	}
}

// TestBystander: an actor without salience changes nothing for the others.
func TestBystander(t *testing.T) {
	p := anyProblem(5, 6, 2)
	q := reordered(p, []int{0, 1, 2, 3, 4, 5})
	q.Actors = append(q.Actors, "idle")
	q.Position, q.Salience, q.Capability = append(q.Position, []float64{50, 1}), append(q.Salience, []float64{0, 0}), append(q.Capability, []float64{1000, 1000})
	for _, model := range []string{EUPairLeast, EUJmckib, SMPKTAB} {
		a, b := mustRun(t, model, p, Options{}), mustRun(t, model, q, Options{})
		if gap := worstGap(t, p, a, b, func(i, _ int, x float64) (int, float64) { return i, x }); gap != 0 || len(a.Rounds) != len(b.Rounds) {
			t.Errorf("%s: a bystander moves the others by %v", model, gap)
		}
		if !slices.Equal(b.Bystanders, []string{"idle"}) || len(b.Warnings) == 0 || !strings.Contains(b.Warnings[0], "idle") || !slices.Equal(b.Last().Positions[6], []float64{50, 1}) {
			t.Errorf("%s: bystanders %v, warnings %v", model, b.Bystanders, b.Warnings)
		}
	}
}

func TestAlternation(t *testing.T) {
	got := mustRun(t, EUMasad2014, emission(), Options{})
	if got.Stop != StopLimit || got.Alternates != 2 || !slices.ContainsFunc(got.Warnings, func(w string) bool { return strings.Contains(w, "alternates with period 2") }) {
		t.Errorf("stop %s, alternates %d, warnings %q", got.Stop, got.Alternates, got.Warnings)
	}
}

// TestCycle: the search for a state that came back, on states made by hand.
func TestCycle(t *testing.T) {
	states := [][]float64{{0, 5}, {1, 2}, {3, 4}, {2, 2}, {1 + 1e-10, 2}}
	from, ok := repeats(states, []float64{10})
	if !ok || from != 1 {
		t.Fatalf("from %d, %v; want 1", from, ok)
	}
	c := cycleOf(states, from, 1)
	if c.From != 1 || c.Length != 3 || len(c.States) != 3 || c.States[2].Round != 3 || c.States[0].Positions[1][0] != 2 {
		t.Errorf("got %+v", c)
	}
	if _, ok := repeats(states[:4], []float64{10}); ok {
		t.Error("no state came back")
	}
}

func TestSentences(t *testing.T) {
	got := mustRun(t, EUMasad2014, emission(), Options{Trace: true})
	at := slices.IndexFunc(got.Moves, func(m Move) bool { return m.Round == 1 && m.Actor == "Luxembourg" })
	if want := "Round 1: Luxembourg moves from 4 to 10. France expects 1.215 from a challenge, more than Luxembourg expects from one of its own (0.428): confrontation, Luxembourg gives way."; got.Moves[at].Words != want {
		t.Errorf("got  %q\nwant %q", got.Moves[at].Words, want)
	}
	for _, model := range []string{EUPairLeast, EUPairLeastEach, EUJmckib, SMPKTAB, SMPCorrected} {
		got := mustRun(t, model, anyProblem(2, 8, 2), Options{Trace: true, Tables: true})
		for _, m := range got.Moves {
			if !strings.Contains(m.Words, m.Actor) || !strings.HasSuffix(m.Words, ".") || strings.Contains(m.Words, "%!") || strings.Contains(m.Words, "NaN") {
				t.Errorf("%s: %q", model, m.Words)
			}
			for _, a := range m.Rejected {
				if a.Why == "" {
					t.Errorf("%s: %s rejected without a reason", model, a.Counterpart)
				}
			}
		}
		pairs := 8 * 7
		if strings.HasPrefix(model, "eu/") {
			pairs *= 2 // by issue
		}
		tables := 0
		for _, r := range got.Rounds {
			if len(r.Pairs) == pairs {
				tables++
			}
		}
		if tables == 0 {
			t.Errorf("%s: no full table of pairs", model)
		}
	}
}

func TestNameErrors(t *testing.T) {
	for _, c := range []struct {
		model, set, value, code, nearest string
	}{
		{"eu/pair-leest", "", "", CodeUnknownModel, "eu/pair-least"},
		{"smp/ktab", "", "", CodeUnknownModel, "smp/ktab-1.4"},
		{EUPairLeast, "ofer", "class_first", CodeUnknownSwitch, "offer"},
		{EUPairLeast, "offer", "class-first", CodeBadValue, "class_first"},
		{EUPairLeast, "rounds", "none", CodeBadValue, ""},
		{SMPKTAB, "victoryprobmodel", "Linear", CodeUnknownSwitch, "VictoryProbModel"},
		{SMPKTAB, "VotingRule", "prop", CodeBadValue, "Prop"},
	} {
		o := Options{}
		if c.set != "" {
			o.Set = []Setting{{c.set, c.value}}
		}
		_, err := Run(c.model, emission(), o)
		var e *NameError
		if !errors.As(err, &e) || e.Code != c.code || e.Nearest != c.nearest || !strings.Contains(err.Error(), e.Given) {
			t.Errorf("%+v: got %v", c, err)
		}
	}
	for _, info := range Models() {
		for _, s := range info.Defaults {
			if s.Value == "" {
				t.Errorf("%s: switch %s has no value", info.Name, s.Switch)
			}
		}
	}
	for _, f := range families() {
		for _, m := range f.models {
			if _, err := f.settings(m, nil); err != nil {
				t.Errorf("%s is not a reading of its family: %v", m.name, err)
			}
		}
	}
}

func TestInputErrors(t *testing.T) {
	p := emission()
	p.Position[2][0], p.Salience[3][0], p.Capability[4][0], p.Actors[5] = 11, 1.5, 0, "France"
	_, err := Run(EUPairLeast, p, Options{})
	for _, code := range []string{CodePosition, CodeSalience, CodeCapability, CodeDuplicate} {
		if err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%s is not among %v", code, err)
		}
	}
	wide := anyProblem(1, 4, 3)
	for k := range wide.Issues {
		wide.Salience[2][k] = 0.5
	}
	if _, err := Run(SMPKTAB, wide, Options{}); err == nil || !strings.Contains(err.Error(), CodeSalienceSum) || !strings.Contains(err.Error(), "actor 3") {
		t.Errorf("saliences that sum to 1.5: %v", err)
	}
	scaled := mustRun(t, SMPKTAB, wide, Options{Set: []Setting{{"SalienceSum", "scaled"}}})
	third := changed(wide, func(_, _ int, x, s, c float64) (float64, float64, float64) { return x, s / 1.5, c })
	if gap := worstGap(t, wide, scaled, mustRun(t, SMPKTAB, third, Options{}), func(i, _ int, x float64) (int, float64) { return i, x }); gap > 1e-9 {
		t.Errorf("scaled saliences differ from saliences that were divided by hand, by %v", gap)
	}
	bad := matrix(4, 4)
	bad[0][0], bad[0][1] = 0.8, 0.8
	if _, err := Run(SMPKTAB, anyProblem(1, 4, 3), Options{Ideals: bad}); err == nil || !strings.Contains(err.Error(), CodeIdeals) {
		t.Errorf("shares that sum to 1.6: %v", err)
	}
}

// TestSplitting: two halves are not the whole, in any of the models, and every
// result says so.
func TestSplitting(t *testing.T) {
	p := anyProblem(4, 7, 1)
	q := changed(p, func(i, _ int, x, s, c float64) (float64, float64, float64) {
		if i == 2 {
			c /= 2
		}
		return x, s, c
	})
	q.Actors = append(slices.Clone(p.Actors), "half")
	q.Position, q.Salience, q.Capability = append(q.Position, q.Position[2]), append(q.Salience, q.Salience[2]), append(q.Capability, q.Capability[2])
	differs := 0
	for _, model := range []string{EUPairLeast, EUPairLeastEach, EUMasad2014, EUJmckib, SMPKTAB, SMPCorrected} {
		whole, halves := mustRun(t, model, p, Options{}), mustRun(t, model, q, Options{})
		if !slices.Contains(whole.Limits, limitSplit) {
			t.Errorf("%s does not say that splitting an actor matters", model)
		}
		if !within(whole.Rounds[0].WeightedMean[0], halves.Rounds[0].WeightedMean[0], 1e-9) {
			t.Errorf("%s: the static mean moved", model)
		}
		if !within(whole.Last().WeightedMean[0], halves.Last().WeightedMean[0], 1e-6) {
			differs++
		}
	}
	if differs == 0 {
		t.Error("splitting changed no result, so the limit would be untrue")
	}
}

// TestExtremes: weights that differ by eleven orders of magnitude give finite
// numbers everywhere.
func TestExtremes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawSMP(t)
		for i := range p.Actors {
			c := math.Pow(10, rapid.Float64Range(-3, 8).Draw(t, "magnitude"))
			for k := range p.Issues {
				p.Capability[i][k] = c
			}
		}
		for _, f := range []*family{euFamily, smpFamily} {
			model := f.models[0].name
			got, err := Run(model, p, Options{Set: drawSettings(t, f), Trace: true, Tables: true, Rounds: 12})
			if err != nil {
				t.Fatal(err)
			}
			// JSON has no way to write what is not finite.
			data, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range got.Rounds {
				for i := range p.Actors {
					xs := slices.Concat(r.Positions[i], r.PCEMean)
					if got.Model == SMPKTAB { // in eu, missing on issues that ended earlier
						xs = append(xs, r.Risk[i]...)
					}
					for _, x := range xs {
						if !finite(x) {
							t.Fatalf("round %d of %s: %v", r.Round, data, x)
						}
					}
				}
			}
		}
	})
}
