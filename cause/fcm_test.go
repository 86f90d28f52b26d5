package cause

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// Below the contraction bound a hundred starts end at one point.
func TestContractionMeansOneEnd(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		f := FCM{Rule: rapid.SampledFrom([]Rule{Kosko, ModifiedKosko, Rescaled}).Draw(t, "rule"), Transfer: Sigmoid,
			Lambda: rapid.Float64Range(0.1, 2).Draw(t, "lambda")}
		for range n {
			f.W = append(f.W, rapid.SliceOfN(rapid.Float64Range(-1, 1), n, n).Draw(t, "row"))
		}
		if f.Contraction() >= 0.98 {
			return
		}
		compared++
		var first []float64
		for start := range 100 {
			f.Start = make([]float64, n)
			for i := range f.Start {
				f.Start[i] = math.Mod(float64(start*(i+7))*0.618, 1)
			}
			end := f.Settle(FCMTolerance)
			if end.Attractor != Fixed {
				t.Fatalf("ends as %s", end.Attractor)
			}
			if first == nil {
				first = end.Final
			}
			if apart(first, end.Final) > 1e-9 {
				t.Fatalf("two ends, %v apart", apart(first, end.Final))
			}
		}
	})
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// One step written down from the definition.
func TestStepAgainstDefinition(t *testing.T) {
	w := Weights{{0.2, -0.5}, {1, 0.3}}
	a := []float64{0.6, 0.9}
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-2*x)) }
	for rule, want := range map[Rule][]float64{
		Kosko:         {sigmoid(0.6*0.2 + 0.9), sigmoid(-0.6*0.5 + 0.9*0.3)},
		ModifiedKosko: {sigmoid(0.6 + 0.6*0.2 + 0.9), sigmoid(0.9 - 0.6*0.5 + 0.9*0.3)},
		Rescaled:      {sigmoid(0.2 + 0.2*0.2 + 0.8), sigmoid(0.8 - 0.2*0.5 + 0.8*0.3)},
	} {
		f := FCM{W: w, Rule: rule, Transfer: Sigmoid, Lambda: 2, Start: a}
		if d := cmp.Diff([][]float64{a, want}, f.Run(1), cmpopts.EquateApprox(0, 1e-15)); d != "" {
			t.Errorf("%s: %s", rule, d)
		}
		f.Update = Sequential
		if got := f.Run(1)[1]; got[0] != f.Run(1)[1][0] || math.Abs(got[0]-want[0]) > 1e-15 || math.Abs(got[1]-want[1]) < 1e-3 {
			t.Errorf("%s, sequential: %v", rule, got)
		}
		f.Clamp = map[int]float64{1: 0.5}
		if got := f.Run(2); got[0][1] != 0.5 || got[2][1] != 0.5 || got[0][0] != 0.6 {
			t.Errorf("%s, clamped: %v", rule, got)
		}
	}
}

func TestWarnings(t *testing.T) {
	f := FCM{W: Weights{{0, -1}, {-1, 0}}, Rule: Kosko, Transfer: Sigmoid, Lambda: 10, Start: []float64{1, 1}}
	end := f.Settle(FCMTolerance)
	if end.Attractor != Cycle || end.Period != 2 {
		t.Fatalf("%+v", end)
	}
	said := strings.Join(f.Warnings(end, nil), "\n")
	if !strings.Contains(said, "artefact") || !strings.Contains(said, "ranks") || strings.Contains(said, "no causes") {
		t.Error(said)
	}
	f = FCM{W: Weights{{0, 0.5}, {0, 0}}, Rule: ModifiedKosko, Transfer: Sigmoid, Lambda: 1, Start: []float64{0, 1}}
	end = f.Settle(FCMTolerance)
	if math.Abs(end.Final[0]-0.6590460684074066) > 1e-9 {
		t.Errorf("a node without causes ends at %v", end.Final[0])
	}
	said = strings.Join(f.Warnings(end, []string{"driver", "target"}), "\n")
	if !strings.Contains(said, "driver has no causes") || !strings.Contains(said, "no influence") {
		t.Error(said)
	}
	f.Clamp = map[int]float64{0: 1}
	if said := strings.Join(f.Warnings(f.Settle(FCMTolerance), nil), "\n"); strings.Contains(said, "no causes") {
		t.Error(said)
	}
}

func TestRanks(t *testing.T) {
	f := FCM{W: Weights{{0, 1, -1}, {0, 0, 0}, {0, 0, 0}}, Transfer: Sigmoid, Start: []float64{1, 0, 0}, Clamp: map[int]float64{0: 1}}
	ends, stable := f.Ranks()
	if len(ends) != 12 || !stable[0] || !stable[1] || !stable[2] {
		t.Errorf("%d ends, %v", len(ends), stable)
	}
	if d := cmp.Diff([]int{2, 1, 2, 4}, ranks([]float64{0.5, 0.9, 0.5, 0.1})); d != "" {
		t.Error(d)
	}
}

func TestFCMRefusals(t *testing.T) {
	f := FCM{W: Weights{{0, math.NaN()}, {0}}, Rule: "r", Transfer: "t", Update: "u", Start: []float64{math.Inf(1)}, Clamp: map[int]float64{5: 1}}
	err := f.Check()
	for _, want := range []string{CodeNotSquare, CodeNumber, CodeRule, CodeRange, CodeUnknownNode, "rule:", "transfer:", "update:", "a0", "clamp 5"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q not in %v", want, err)
		}
	}
}

func TestTranspose(t *testing.T) {
	w := [][]float64{{1, 2}, {3, 4}}
	if d := cmp.Diff([][]float64{{1, 3}, {2, 4}}, Transpose(w)); d != "" {
		t.Error(d)
	}
}

func TestIndicesOfDegenerateMaps(t *testing.T) {
	x := IndicesOf(Weights{{0}})
	if !math.IsNaN(x.Hierarchy) || !math.IsNaN(x.DensityNN1) || !math.IsNaN(x.Complexity) || x.Lonely != 1 {
		t.Errorf("%+v", x)
	}
}

// A driver that is held stays where it starts; left alone it drifts to 0.6590
// under modified_kosko with a sigmoid, wherever it starts.
func TestHoldDrivers(t *testing.T) {
	for _, start := range []float64{0, 0.3, 1} {
		f := &FCM{W: Weights{{0, 0.5}, {0, 0}}, Rule: ModifiedKosko, Transfer: Sigmoid, Lambda: 1, Start: []float64{start, 0}}
		if end := f.Settle(FCMTolerance); math.Abs(end.Final[0]-0.6590) > 1e-4 {
			t.Errorf("drifts to %v", end.Final[0])
		}
		held, drivers := f.HoldDrivers()
		if end := held.Settle(FCMTolerance); end.Final[0] != start || len(drivers) != 1 || drivers[0] != 0 || f.Clamp != nil {
			t.Errorf("%v held, at %v", drivers, end.Final)
		}
		for _, w := range held.Warnings(held.Settle(FCMTolerance), nil) {
			if strings.Contains(w, "drifts") {
				t.Error(w)
			}
		}
		held.Clamp[0] = 0.7
		if again, drivers := held.HoldDrivers(); len(drivers) != 0 || again.Clamp[0] != 0.7 {
			t.Errorf("%v", again.Clamp)
		}
	}
}

// Weights without measure neither end the program nor promise one end.
func TestContractionOfHugeWeights(t *testing.T) {
	f := FCM{Rule: Rescaled, Transfer: Sigmoid, Lambda: 1, W: Weights{{1e308, -1e308}, {1e154, 0}}, Start: []float64{0.5, 0.5}}
	if c := f.Contraction(); !math.IsInf(c, 1) {
		t.Errorf("contraction %v", c)
	}
}
