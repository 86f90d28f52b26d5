package cause

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A draw that shows what was observed is the first attempt that is stable and
// shows it, and nothing else.
func TestDrawShowing(t *testing.T) {
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		c := compiled(t, anyMap().Draw(t, "map"))
		n := len(c.nodes)
		var observe []Observation
		for range rapid.IntRange(0, 3).Draw(t, "observations") {
			push := make([]float64, n)
			push[rapid.IntRange(0, n-1).Draw(t, "pushed")] = 1
			observe = append(observe, Observation{push, rapid.IntRange(0, n-1).Draw(t, "node"), rapid.IntRange(-1, 1).Draw(t, "sign")})
		}
		k, l := c.NewKernel(), c.NewKernel()
		x, y := make([]float64, n), make([]float64, n)
		seed := rapid.Uint64().Draw(t, "seed")
		tries, ok := k.DrawShowing(observe, x, nil, seed, 4)
		for attempt := range tries {
			whole := l.Try(seed, 4, attempt)
			for _, o := range observe {
				if whole {
					l.Respond(Intervention{Push: o.Push}, y)
					whole = SignOf(y[o.Node]) == o.Sign
				}
			}
			if last := attempt == tries-1 && ok; whole != last {
				t.Fatalf("attempt %d of %d shows it: %v", attempt, tries, whole)
			}
		}
		if !ok {
			return
		}
		if !slices.Equal(k.values, l.values) {
			t.Fatal("other sizes")
		}
		if len(observe) > 0 {
			shown++
			return
		}
		if plain, _ := l.DrawFrom(nil, seed, 4); plain != tries || !slices.Equal(k.values, l.values) {
			t.Fatal("without observations it is another draw")
		}
	})
	if shown == 0 {
		t.Error("nothing observed was shown")
	}
}

func TestDrawShowingDoesNotAllocate(t *testing.T) {
	c := compiled(t, dambacher5())
	push := make([]float64, 5)
	push[3] = 1
	b, _ := c.Node("B")
	observe := []Observation{{push, b, -1}}
	k, x, u, draw := c.NewKernel(), make([]float64, 5), slices.Repeat([]float64{0.5}, len(c.edges)), 0
	if n := testing.AllocsPerRun(100, func() {
		k.DrawShowing(observe, x, u, 1, draw)
		draw++
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
