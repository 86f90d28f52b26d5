package system

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"entente/faction"
)

// anyModel draws models whose effects are stable: diagonals of -1 and little
// beside them.
func anyModel() *rapid.Generator[*Model] {
	return rapid.Custom(func(t *rapid.T) *Model {
		n := rapid.IntRange(1, 5).Draw(t, "drivers")
		m := &Model{Pace: rapid.Float64Range(0.05, 1).Draw(t, "h"), Steps: rapid.IntRange(0, 12).Draw(t, "steps")}
		for i := range n {
			m.Drivers = append(m.Drivers, string(rune('a'+i)))
			row := rapid.SliceOfN(rapid.Float64Range(-1, 1), n, n).Draw(t, "row")
			for j := range row {
				row[j] /= float64(n)
			}
			row[i] = -1
			m.Effects = append(m.Effects, row)
		}
		for s := range rapid.IntRange(1, 3).Draw(t, "states") {
			state := State{ID: string(rune('S' + s)), Rule: rapid.SampledFrom([]Rule{Mean, Median, Veto}).Draw(t, "rule"),
				Capability: rapid.Float64Range(0.1, 2).Draw(t, "capability"), StatusQuo: rapid.Float64Range(0, 100).Draw(t, "sq")}
			for f := range rapid.IntRange(1, 4).Draw(t, "factions") {
				state.Factions = append(state.Factions, faction.Faction{ID: string(rune('p' + f)), Position: rapid.Float64Range(0, 100).Draw(t, "x"),
					Influence: rapid.Float64Range(0.1, 1).Draw(t, "w"), Salience: rapid.Float64Range(0.3, 1).Draw(t, "s"), Veto: rapid.Bool().Draw(t, "veto")})
			}
			m.States = append(m.States, state)
		}
		driver := rapid.IntRange(0, n-1)
		for range rapid.IntRange(0, 4).Draw(t, "bindings") {
			s := rapid.IntRange(0, len(m.States)-1).Draw(t, "state")
			b := Binding{Driver: driver.Draw(t, "driver"), Size: rapid.Float64Range(-0.1, 0.1).Draw(t, "size")}
			b.Target = Target{s, rapid.IntRange(0, len(m.States[s].Factions)-1).Draw(t, "faction"), rapid.SampledFrom([]Parameter{Influence, Salience, Position}).Draw(t, "parameter")}
			if b.Target.Parameter == Position {
				b.Size *= 500
			}
			if rapid.IntRange(0, 4).Draw(t, "capability") == 0 {
				b.Target = Target{s, -1, Capability}
			}
			m.Bindings = append(m.Bindings, b)
		}
		for range rapid.IntRange(0, 2).Draw(t, "feedback") {
			m.Feedback = append(m.Feedback, Feedback{driver.Draw(t, "driver"), rapid.Float64Range(-3, 3).Draw(t, "size")})
		}
		for range rapid.IntRange(0, 2).Draw(t, "delayed") {
			m.Delayed = append(m.Delayed, Delayed{driver.Draw(t, "from"), driver.Draw(t, "to"), rapid.Float64Range(-0.3, 0.3).Draw(t, "effect"), rapid.IntRange(1, 4).Draw(t, "lag")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "forces") {
			f := Force{Driver: driver.Draw(t, "driver"), Kind: rapid.SampledFrom([]Kind{Push, Pin}).Draw(t, "kind"),
				Size: rapid.Float64Range(-1, 1).Draw(t, "size"), From: rapid.IntRange(1, 8).Draw(t, "from")}
			if rapid.Bool().Draw(t, "ends") {
				f.To = f.From + rapid.IntRange(0, 5).Draw(t, "for")
			}
			m.Forces = append(m.Forces, f)
		}
		return m
	})
}

func run(t interface{ Fatal(...any) }, m *Model) *Path {
	p, err := m.Run(nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Without interventions every step is step 0.
func TestNothingPushed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyModel().Draw(t, "model")
		m.Forces = nil
		p := run(t, m)
		for i, s := range p.Steps {
			if s.T != i || s.Outcome != p.Steps[0].Outcome || cmp.Diff(s.States, p.Steps[0].States) != "" || slices.ContainsFunc(s.Drivers, func(z float64) bool { return z != 0 }) {
				t.Fatalf("step %d moved: %+v", i, s)
			}
		}
	})
}

// Before its first step an intervention changes nothing, to the byte; after the
// horizon nothing at all.
func TestBeforeTheFirstStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyModel().Draw(t, "model")
		before := run(t, m)
		more := *m
		from := rapid.IntRange(1, m.Steps+2).Draw(t, "from")
		more.Forces = append(slices.Clone(m.Forces), Force{Driver: 0, Kind: Push, Size: 1, From: from})
		after := run(t, &more)
		if d := cmp.Diff(before.Steps[:min(from, len(before.Steps))], after.Steps[:min(from, len(after.Steps))]); d != "" {
			t.Fatal(d)
		}
	})
}

func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyModel().Draw(t, "model")
		for i, s := range run(t, m).Steps {
			if !(s.Outcome >= 0 && s.Outcome <= 100) {
				t.Fatalf("step %d: outcome %v", i, s.Outcome)
			}
			for k, at := range s.States {
				sum := 0.0
				for _, share := range at.Shares {
					sum += share
				}
				if !(at.Position >= 0 && at.Position <= 100 && at.Salience >= 0 && at.Salience <= 1) || math.Abs(sum-1) > 1e-12 {
					t.Fatalf("step %d, state %d: %+v", i, k, at)
				}
				if gridlocked := slices.Contains(s.Gridlocked, k); gridlocked && m.States[k].Rule == Veto && at.Position != m.States[k].StatusQuo {
					t.Fatalf("gridlock at %v, not the status quo", at.Position)
				}
			}
		}
	})
}

// Drivers against the recursion, one inverse a step.
func TestDriversAgainstInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyModel().Draw(t, "model")
		n := len(m.Drivers)
		p := run(t, m)
		z := mat.NewVecDense(n, nil)
		for step := 1; step <= m.Steps; step++ {
			a, b := mat.NewDense(n, n, nil), mat.NewVecDense(n, nil)
			b.CopyVec(z)
			for i := range n {
				for j := range n {
					a.Set(i, j, -m.Pace*m.Effects[i][j])
				}
				a.Set(i, i, 1+a.At(i, i))
			}
			add := func(i int, x float64) { b.SetVec(i, b.AtVec(i)+m.Pace*x) }
			for _, f := range m.Feedback {
				add(f.Driver, f.Size*(p.Steps[step-1].Outcome-p.Steps[0].Outcome)/100)
			}
			for _, l := range m.Delayed {
				if step >= l.Lag {
					add(l.To, l.Effect*p.Steps[step-l.Lag].Drivers[l.From])
				}
			}
			for _, f := range m.Forces {
				if f.Kind == Push && step >= f.From && (f.To == 0 || step < f.To) {
					add(f.Driver, f.Size)
				}
			}
			for _, f := range m.Forces {
				if f.Kind == Pin && step >= f.From && (f.To == 0 || step < f.To) {
					for j := range n {
						a.Set(f.Driver, j, 0)
					}
					a.Set(f.Driver, f.Driver, 1)
					b.SetVec(f.Driver, f.Size)
				}
			}
			var inverse mat.Dense
			if err := inverse.Inverse(a); err != nil {
				t.Fatal(err)
			}
			z.MulVec(&inverse, b)
			for i := range n {
				if math.Abs(z.AtVec(i)-p.Steps[step].Drivers[i]) > 1e-9 {
					t.Fatalf("step %d: driver %d at %v, want %v", step, i, p.Steps[step].Drivers[i], z.AtVec(i))
				}
			}
		}
	})
}

// A lasting push ends at the press answer.
func TestEndOfALastingPush(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyModel().Draw(t, "model")
		n := len(m.Drivers)
		m.Steps, m.Pace, m.Feedback, m.Bindings, m.Delayed = 400, 1, nil, nil, nil
		m.Forces = []Force{{Driver: 0, Kind: Push, Size: 0.7, From: 1}}
		a, b := mat.NewDense(n, n, nil), mat.NewVecDense(n, nil)
		for i := range n {
			for j := range n {
				a.Set(i, j, m.Effects[i][j])
			}
		}
		b.SetVec(0, -0.7)
		var want mat.VecDense
		if err := want.SolveVec(a, b); err != nil {
			t.Skip(err)
		}
		got := run(t, m).Steps[400].Drivers
		for i := range n {
			if math.Abs(got[i]-want.AtVec(i)) > 1e-6*math.Max(1, math.Abs(want.AtVec(i))) {
				t.Fatalf("driver %d ends at %v, want %v", i, got[i], want.AtVec(i))
			}
		}
	})
}

func two() *Model {
	return &Model{Drivers: []string{"x", "y"}, Effects: [][]float64{{-1, 2}, {2, -1}}, Pace: 0.5, Steps: 3,
		States: []State{{ID: "a.b", Rule: Mean, Capability: 1, StatusQuo: 50, Factions: []faction.Faction{{ID: "c", Position: 40, Influence: 1, Salience: 0.5}}}}}
}

// Halving the pace halves the distance from the continuous path: with one driver
// z(t) = 1 - e^(-t).
func TestFirstOrder(t *testing.T) {
	m := two()
	m.Drivers, m.Effects = []string{"x"}, [][]float64{{-1}}
	m.Forces = []Force{{Kind: Push, Size: 1, From: 1}}
	distance := func(steps int) float64 {
		m.Steps, m.Pace = steps, 1/float64(steps)
		return math.Abs(run(t, m).Steps[steps].Drivers[0] - (1 - math.Exp(-1)))
	}
	if ratio := distance(50) / distance(100); math.Abs(ratio-2) > 0.05 {
		t.Errorf("half the pace makes the distance %v times smaller, want 2", ratio)
	}
}

// A pin that frees a loop is said, from its first step on.
func TestDivergence(t *testing.T) {
	m := two()
	m.Forces = []Force{{Driver: 1, Kind: Pin, Size: 0.1, From: 2}}
	var asked [][]int
	p, err := m.Run(func(pinned []int) bool { asked = append(asked, pinned); return false })
	if err != nil || p.Diverged != 2 || cmp.Diff([][]int{{1}}, asked) != "" {
		t.Errorf("%v, diverged %d, asked %v", err, p.Diverged, asked)
	}
	if p.Steps[1].Drivers[1] != 0 || p.Steps[2].Drivers[1] != 0.1 {
		t.Errorf("%+v", p.Steps)
	}
}

// What has run away is not followed into numbers without end.
func TestRunawayStops(t *testing.T) {
	m := two()
	m.Drivers, m.Effects, m.Pace, m.Steps = []string{"x", "y"}, [][]float64{{0.9, 0}, {0, -1}}, 1, 40
	m.Forces = []Force{{Driver: 0, Kind: Push, Size: 1, From: 1}, {Driver: 1, Kind: Pin, Size: 0.1, From: 2}}
	m.Bindings = []Binding{{Driver: 0, Target: Target{0, 0, Influence}, Size: 1}}
	p, err := m.Run(func([]int) bool { return false })
	if err != nil || p.Diverged != 2 || cmp.Diff([]int{1}, p.Pinned) != "" || len(p.Steps) < 3 || len(p.Steps) > 8 {
		t.Fatalf("%v, diverged %d with %v held, %d steps", err, p.Diverged, p.Pinned, len(p.Steps))
	}
	for _, s := range p.Steps {
		if math.IsNaN(s.Outcome) || !(math.Abs(s.Drivers[0]) <= 1e6) {
			t.Errorf("%+v", s)
		}
	}
}

// A delayed link acts on the same level one step later for each step of its lag,
// and one that swings ever wider is stopped though the matrix is stable.
func TestDelayed(t *testing.T) {
	m := two()
	m.Effects, m.Pace, m.Steps = [][]float64{{-1, 0}, {0, -1}}, 1, 4
	m.Delayed = []Delayed{{From: 0, To: 1, Effect: 1, Lag: 2}}
	m.Forces = []Force{{Driver: 0, Kind: Pin, Size: 4, From: 1}}
	var got []float64
	for _, s := range run(t, m).Steps {
		got = append(got, s.Drivers[1])
	}
	if want := []float64{0, 0, 0, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	m.Forces[0].Kind, m.Steps = Push, 100
	m.Delayed = []Delayed{{From: 0, To: 0, Effect: 5, Lag: 1}}
	if p := run(t, m); p.Diverged < 2 || len(p.Steps) != p.Diverged {
		t.Errorf("diverged at %d, with %d steps", p.Diverged, len(p.Steps))
	}
	m.Delayed = []Delayed{{From: 0, To: 7, Effect: math.NaN()}}
	_, err := m.Run(nil)
	for _, want := range []string{CodeDriver, CodeNumber, CodeSteps} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s not in %v", want, err)
		}
	}
}

func TestTargets(t *testing.T) {
	m := two()
	for written, want := range map[string]Target{"a.b.c.influence": {0, 0, Influence}, "a.b.c.position": {0, 0, Position}, "a.b.capability": {0, -1, Capability}} {
		if got, err := m.Find(written); err != nil || got != want {
			t.Errorf("%s: %v, %v", written, got, err)
		}
	}
	for _, written := range []string{"a.b.c", "a.b.c.capability", "a.b.influence", "x", "", "a.b.d.salience", "a.b.c.speed"} {
		var e *Error
		if _, err := m.Find(written); !errors.As(err, &e) || e.Code != CodeTarget {
			t.Errorf("%q: %v", written, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	m := two()
	m.Pace, m.Steps = 0, -1
	m.States = append(m.States, State{ID: "a.b", Rule: "no", StatusQuo: 200})
	m.Bindings = []Binding{{Driver: 5, Target: Target{9, 0, Influence}, Size: math.NaN()}}
	m.Feedback = []Feedback{{Driver: -1}}
	m.Forces = []Force{{Kind: "shove", From: 3, To: 2}}
	_, err := m.Run(nil)
	for _, want := range []string{CodePace, CodeSteps, CodeState, CodeRule, faction.CodePosition, CodeDriver, CodeTarget, CodeNumber, CodeKind} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s not in %v", want, err)
		}
	}
	// Weight that is lost on the way is told with its step.
	m = two()
	m.Effects = [][]float64{{-1, 0}, {0, -1}}
	m.Bindings = []Binding{{Driver: 0, Target: Target{0, 0, Salience}, Size: -5}}
	m.Forces = []Force{{Kind: Push, Size: 1, From: 1}}
	var e *Error
	if _, err := m.Run(nil); !errors.As(err, &e) || e.Code != CodeNoWeight || !strings.Contains(err.Error(), "step 1") {
		t.Errorf("%v", err)
	}
}
