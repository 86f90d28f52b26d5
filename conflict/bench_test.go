package conflict

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
)

// randomModel is a model of all combinations of options, dealt in turn to the
// decision makers, with random strict orders. Of each decision maker's options
// the first irreversible can be taken only.
func randomModel(tb testing.TB, dms, options, irreversible int) *Model {
	var c Case
	for i := range dms {
		c.DecisionMakers = append(c.DecisionMakers, DecisionMaker{ID: fmt.Sprint("d", i)})
	}
	for k := range options {
		o := Option{ID: fmt.Sprint("o", k), DM: fmt.Sprint("d", k%dms)}
		if k/dms < irreversible {
			o.Change = SetOnly
		}
		c.Options = append(c.Options, o)
	}
	r := rand.New(rand.NewPCG(1, uint64(dms*100+options)))
	c.Preferences = map[string]Preference{}
	for _, d := range c.DecisionMakers {
		scores := make([]float64, 1<<options)
		for s := range scores {
			scores[s] = r.Float64()
		}
		c.Preferences[d.ID] = Preference{Kind: Scores, Scores: scores}
	}
	m, ps := Build(c)
	if ps.HasErrors() {
		tb.Fatal(ps)
	}
	return m
}

// BenchmarkTable makes tables of all five concepts for all decision makers, on
// one goroutine, beside what merely reading the ranks would take.
func BenchmarkTable(b *testing.B) {
	for _, size := range []struct{ dms, options, irreversible int }{
		{3, 6, 0}, {3, 6, 1}, {8, 6, 0}, {2, 10, 0}, {3, 10, 0}, {3, 10, 2}, {3, 14, 0}, {8, 16, 0}, {8, 16, 1},
		{3, 18, 0}, {3, 20, 0}, {3, 20, 3}, {8, 18, 1},
	} {
		name := fmt.Sprintf("dms=%d/states=%d/irreversible=%d", size.dms, 1<<size.options, size.irreversible)
		b.Run(name, func(b *testing.B) {
			if size.options > 16 && testing.Short() {
				b.Skip("short")
			}
			m := randomModel(b, size.dms, size.options, size.irreversible)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			s, t := m.NewSolver(), m.NewTable()
			runtime.ReadMemStats(&after)
			b.ReportAllocs()
			for b.Loop() {
				s.Solve(m.ranks, t)
			}
			states := float64(m.Len())
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/states, "ns/state")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/states, "solver-B/state")
			b.ReportMetric(0.4*float64(size.dms), "floor-ns/state")
		})
	}
}

// BenchmarkTableFresh includes the memory of a new solver and table.
func BenchmarkTableFresh(b *testing.B) {
	m := randomModel(b, 3, 6, 0)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Solve(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStructure finds what follows from states and moves alone.
func BenchmarkStructure(b *testing.B) {
	m := randomModel(b, 3, 20, 0)
	for b.Loop() {
		for i := range 3 {
			m.space.groups[i], _ = m.space.buildGroups(i)
		}
		m.space.buildStructure()
	}
}
