package faction

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"entente/internal/referencetest"

	"pgregory.net/rapid"
)

func TestReference(t *testing.T) {
	var file struct {
		Cases []struct {
			ID, Op string
			In     struct {
				Factions       []Faction
				StatusQuo      float64 `json:"status_quo"`
				Initial        []float64
				W              [][]float64
				Susceptibility []float64
			}
			Want      json.RawMessage
			WantError string `json:"want_error"`
			Tol       float64
		}
	}
	referencetest.JSON(t, "causes/factions.json", &file)
	compared := 0
	for _, c := range file.Cases {
		var err error
		switch c.Op {
		case "factions.aggregate":
			compared++
			var want struct {
				Mean, Salience, Spread float64
				Median, WinSet         [2]float64
				VetoPoint              float64 `json:"veto_point"`
				Shares                 map[string]float64
			}
			if err := json.Unmarshal(c.Want, &want); err != nil {
				t.Fatal(err)
			}
			var got *Result
			if got, err = Aggregate(State{Name: c.ID, Factions: c.In.Factions, StatusQuo: c.In.StatusQuo}); err != nil {
				break
			}
			pairs := [][2]float64{{got.Mean, want.Mean}, {got.Salience, want.Salience}, {got.Spread, want.Spread}, {got.VetoPoint, want.VetoPoint},
				{got.Median[0], want.Median[0]}, {got.Median[1], want.Median[1]}, {got.WinSet[0], want.WinSet[0]}, {got.WinSet[1], want.WinSet[1]}}
			for id, share := range want.Shares {
				pairs = append(pairs, [2]float64{got.Shares[id], share})
			}
			for _, p := range pairs {
				if math.Abs(p[0]-p[1]) > c.Tol {
					t.Errorf("%s: %v, want %v", c.ID, p[0], p[1])
				}
			}
		case "factions.fj":
			compared++
			var want struct{ Final []float64 }
			if len(c.Want) > 0 {
				if err := json.Unmarshal(c.Want, &want); err != nil {
					t.Fatal(err)
				}
			}
			var got []float64
			got, err = Settle(c.In.Initial, c.In.W, c.In.Susceptibility)
			for i := range got {
				if math.Abs(got[i]-want.Final[i]) > c.Tol {
					t.Errorf("%s: %v, want %v", c.ID, got, want.Final)
				}
			}
		default:
			continue
		}
		code := ""
		var e *Error
		if errors.As(err, &e) {
			code = e.Code
		}
		if code != c.WantError {
			t.Errorf("%s: error %q, want %q", c.ID, code, c.WantError)
		}
	}
	if compared < 6 {
		t.Errorf("%d cases compared", compared)
	}
}

func anyState() *rapid.Generator[State] {
	return rapid.Custom(func(t *rapid.T) State {
		position := rapid.OneOf(rapid.Map(rapid.IntRange(0, 10), func(i int) float64 { return float64(10 * i) }), rapid.Float64Range(0, 100))
		st := State{Name: "any", StatusQuo: position.Draw(t, "status quo")}
		for i := range rapid.IntRange(1, 7).Draw(t, "n") {
			st.Factions = append(st.Factions, Faction{
				ID:        fmt.Sprint(i),
				Position:  position.Draw(t, "x"),
				Influence: rapid.OneOf(rapid.SampledFrom([]float64{0, 1, 2}), rapid.Float64Range(1e-6, 100)).Draw(t, "w"),
				Salience:  rapid.OneOf(rapid.SampledFrom([]float64{0, 0.5, 1}), rapid.Float64Range(1e-6, 1)).Draw(t, "s"),
				Veto:      rapid.Bool().Draw(t, "veto"),
			})
		}
		if st.Check() != nil {
			st.Factions[0].Influence, st.Factions[0].Salience = 1, 1
		}
		return st
	})
}

func TestInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := anyState().Draw(t, "state")
		got, err := Aggregate(st)
		if err != nil {
			t.Fatal(err)
		}
		// The status quo passes every veto; the veto point does too, and nothing
		// outside the win-set does.
		passes := func(y float64) bool {
			for _, f := range st.Factions {
				if f.Veto && math.Abs(y-f.Position) > math.Abs(st.StatusQuo-f.Position)+1e-9 {
					return false
				}
			}
			return true
		}
		if !passes(st.StatusQuo) || st.StatusQuo < got.WinSet[0] || st.StatusQuo > got.WinSet[1] {
			t.Fatalf("status quo %v outside the win-set %v", st.StatusQuo, got.WinSet)
		}
		if !passes(got.VetoPoint) {
			t.Fatalf("veto point %v does not pass", got.VetoPoint)
		}
		for _, y := range []float64{got.WinSet[0] - 1e-6, got.WinSet[1] + 1e-6} {
			if onScale(y) && passes(y) {
				t.Fatalf("%v passes outside the win-set %v", y, got.WinSet)
			}
		}
		if got.Gridlock != strings.HasPrefix(got.Words.Veto, "Gridlock") && slices.ContainsFunc(st.Factions, func(f Faction) bool { return f.Veto }) {
			t.Fatalf("gridlock %v, words %q", got.Gridlock, got.Words.Veto)
		}
		// Median by its definition.
		total, contributions, shares := 0.0, 0.0, 0.0
		for _, f := range st.Factions {
			total += f.Influence * f.Salience
		}
		upTo := func(y float64) (sum float64) {
			for _, f := range st.Factions {
				if f.Position <= y {
					sum += f.Influence * f.Salience
				}
			}
			return sum
		}
		low, high := math.Inf(1), math.Inf(1)
		for _, f := range st.Factions {
			if f.Influence*f.Salience == 0 {
				continue
			}
			if upTo(f.Position) >= total/2*(1-halfSlack) {
				low = math.Min(low, f.Position)
			}
			if upTo(f.Position) > total/2*(1+halfSlack) {
				high = math.Min(high, f.Position)
			}
		}
		if got.Median != [2]float64{low, high} {
			t.Fatalf("median %v, want %v..%v", got.Median, low, high)
		}
		for _, f := range got.Factions {
			contributions += f.Contribution
			shares += got.Shares[f.ID]
		}
		if math.Abs(contributions) > 1e-9 || math.Abs(shares-1) > 1e-12 || got.Salience < 0 || got.Salience > 1 || !onScale(got.Mean) {
			t.Fatalf("contributions %v, shares %v, salience %v, mean %v", contributions, shares, got.Salience, got.Mean)
		}

		// Order, and the scale of influence, do not matter to the last bit.
		other := State{Name: "other", StatusQuo: st.StatusQuo, Factions: rapid.Permutation(st.Factions).Draw(t, "order")}
		for i := range other.Factions {
			other.Factions[i].Influence *= 8
		}
		p, _ := aggregateOf(st.Factions, st.StatusQuo)
		q, _ := aggregateOf(other.Factions, other.StatusQuo)
		if p != q {
			t.Fatalf("%+v and %+v", p, q)
		}
	})
}

func TestOneFactionIsTheState(t *testing.T) {
	got, err := Aggregate(State{Factions: []Faction{{ID: "a", Position: 33.3, Influence: 0.7, Salience: 0.4}}, StatusQuo: 10})
	if err != nil || got.Mean != 33.3 || got.Median != [2]float64{33.3, 33.3} || got.VetoPoint != 33.3 || math.Abs(got.Salience-0.4) > 1e-15 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestVetoWithoutSalienceCounts(t *testing.T) {
	got, err := Aggregate(State{StatusQuo: 20, Factions: []Faction{
		{ID: "a", Position: 90, Influence: 1, Salience: 1}, {ID: "b", Position: 30, Influence: 0, Salience: 0, Veto: true}}})
	if err != nil || got.VetoPoint != 40 || got.WinSet != [2]float64{20, 40} {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestCheckReportsAll(t *testing.T) {
	_, err := Aggregate(State{Name: "iran", StatusQuo: -1, Factions: []Faction{
		{ID: "a", Position: 101}, {ID: "b", Influence: -1}, {ID: "c", Salience: 2}, {ID: "c", Position: math.NaN()}}})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{CodePosition, CodeInfluence, CodeSalience, CodeDuplicate, "status quo -1", `faction "a"`, "NaN"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q not in:\n%v", want, err)
		}
	}
	var e *Error
	if _, err := Aggregate(State{Factions: []Faction{{ID: "a", Influence: 1}}}); !errors.As(err, &e) || e.Code != CodeNoWeight {
		t.Errorf("no weight: %v", err)
	}
}

func TestSettleStaysBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		u, lambda, w := make([]float64, n), make([]float64, n), make([][]float64, n)
		for i := range n {
			u[i] = rapid.Float64Range(0, 100).Draw(t, "u")
			lambda[i] = rapid.SampledFrom([]float64{0, 0.3, 0.9, 1}).Draw(t, "lambda")
			w[i] = make([]float64, n)
			sum := 0.0
			for j := range n {
				w[i][j] = float64(rapid.IntRange(0, 3).Draw(t, "w"))
				sum += w[i][j]
			}
			if sum == 0 {
				w[i][i], sum = 1, 1
			}
			for j := range n {
				w[i][j] /= sum
			}
		}
		got, err := Settle(u, w, lambda)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Code != CodeNoAnchor {
				t.Fatal(err)
			}
			return
		}
		for i := range got {
			if got[i] < slices.Min(u)-1e-9 || got[i] > slices.Max(u)+1e-9 {
				t.Fatalf("%v leaves the hull of %v", got, u)
			}
			// It is a fixed point of listening.
			next := (1 - lambda[i]) * u[i]
			for j := range got {
				next += lambda[i] * w[i][j] * got[j]
			}
			if math.Abs(next-got[i]) > 1e-9 {
				t.Fatalf("%v moves to %v", got[i], next)
			}
		}
	})
}

func TestSettleRefuses(t *testing.T) {
	tests := []struct {
		u      []float64
		w      [][]float64
		lambda []float64
		code   string
	}{
		{nil, nil, nil, CodeShape},
		{[]float64{1}, [][]float64{{1, 0}}, []float64{0}, CodeShape},
		{[]float64{1}, [][]float64{{0.5}}, []float64{0}, CodeListening},
		{[]float64{1}, [][]float64{{1}}, []float64{2}, CodeSusceptibility},
		{[]float64{math.NaN()}, [][]float64{{1}}, []float64{0}, CodePosition},
		{[]float64{1, 2}, [][]float64{{1, 0}, {0, 1}}, []float64{1, 0}, CodeNoAnchor},
	}
	for _, tt := range tests {
		_, err := Settle(tt.u, tt.w, tt.lambda)
		var e *Error
		if !errors.As(err, &e) || e.Code != tt.code {
			t.Errorf("%v: %v, want %s", tt.u, err, tt.code)
		}
	}
}

func TestKernelDoesNotAllocate(t *testing.T) {
	k := NewKernel(5)
	x, w, s, veto := []float64{60, 80, 30, 45, 15}, []float64{35, 30, 20, 10, 5}, []float64{0.8, 0.9, 0.6, 0.5, 0.7}, []bool{true, true, false, false, false}
	var sink float64
	if n := testing.AllocsPerRun(100, func() { p, _ := k.Aggregate(x, w, s, veto, 20); sink += p.Mean }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	_ = sink
}

func BenchmarkKernel(b *testing.B) {
	k := NewKernel(5)
	x, w, s, veto := []float64{60, 80, 30, 45, 15}, []float64{35, 30, 20, 10, 5}, []float64{0.8, 0.9, 0.6, 0.5, 0.7}, []bool{true, true, false, false, false}
	for b.Loop() {
		k.Aggregate(x, w, s, veto, 20)
	}
}

func ExampleAggregate() {
	state, err := Aggregate(State{Name: "the republic", StatusQuo: 70, Factions: []Faction{
		{ID: "leader", Position: 60, Influence: 35, Salience: 0.8, Veto: true},
		{ID: "guards", Position: 80, Influence: 30, Salience: 0.9, Veto: true},
		{ID: "government", Position: 30, Influence: 20, Salience: 0.6},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(state.Words.Mean)
	fmt.Println(state.Words.Median)
	fmt.Println(state.Words.Veto)
	fmt.Println(state.Words.Contrast)
	// Output:
	// As a compromise of its factions the republic stands at 62.7. guards (40% of the weight, at 80) pulls it up most, by 7; government (18%, at 30) down most, by 5.9.
	// The middle of the weight is 60, the position of leader; 18% of the weight lies below and 40% above.
	// Gridlock: no change from the status quo, 70, is acceptable to every veto faction (leader and guards). It holds because of guards and leader.
	// Compromise gives 62.7, the middle 60, the vetoes 70: which rule fits the republic decides over a difference of 10.
}

// The largest influence still gives finite answers; a larger one is refused.
func TestLargestInfluence(t *testing.T) {
	st := State{StatusQuo: 50, Factions: []Faction{{ID: "a", Influence: MaxInfluence, Salience: 1, Position: 100}, {ID: "b", Influence: MaxInfluence, Salience: 1}}}
	if r, err := Aggregate(st); err != nil || r.Mean != 50 || r.Spread != 50 {
		t.Errorf("%+v, %v", r, err)
	}
	st.Factions[0].Influence = 2 * MaxInfluence
	var e *Error
	if _, err := Aggregate(st); !errors.As(err, &e) || e.Code != CodeInfluence {
		t.Error(err)
	}
}
