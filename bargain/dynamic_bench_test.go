package bargain

import (
	"fmt"
	"testing"

	"entente/sample"
)

// anyProblem makes a problem of n actors and m issues from a seed: capabilities
// uniform on 10..200, positions on 0..100 with two decimals, saliences uniform
// and divided so that an actor's sum is uniform on 0.5..1. The sample files of
// KTAB look alike.
func anyProblem(seed uint64, n, m int) *Problem {
	s := sample.NewStream(seed, uint64(n), uint64(m))
	p := &Problem{Position: matrix(n, m), Salience: matrix(n, m), Capability: matrix(n, m)}
	for k := range m {
		p.Issues = append(p.Issues, IssueSpec{ID: fmt.Sprintf("issue %d", k+1), Low: 0, High: 100})
	}
	for i := range n {
		p.Actors = append(p.Actors, fmt.Sprintf("actor %d", i+1))
		c, sum := 10+190*s.Float64(), 0.0
		for k := range m {
			p.Capability[i][k] = c
			p.Position[i][k] = float64(s.IntN(10001)) / 100
			p.Salience[i][k] = s.Float64()
			sum += p.Salience[i][k]
		}
		whole := 0.5 + 0.5*s.Float64()
		for k := range m {
			p.Salience[i][k] *= whole / sum
		}
	}
	return p
}

// BenchmarkSMP plays runs to their end, five problems of each size. KTAB 1.4
// took 2.3 s for its own 27 x 6 set, 7.2 s for 40 x 1 and 66 s for 80 x 1.
func BenchmarkSMP(b *testing.B) {
	for _, size := range [][2]int{{7, 3}, {13, 2}, {27, 6}, {40, 1}, {80, 1}, {250, 1}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			problems := make([]*Problem, 5)
			for i := range problems {
				problems[i] = anyProblem(uint64(i+1), size[0], size[1])
			}
			turns, runs := 0, 0
			for b.Loop() {
				t, err := Run(SMPKTAB, problems[runs%len(problems)], Options{})
				if err != nil {
					b.Fatal(err)
				}
				turns += len(t.Rounds) - 1
				runs++
			}
			b.ReportMetric(float64(turns)/float64(runs), "turns/op")
		})
	}
}

// BenchmarkEU plays ten rounds with 30 actors.
func BenchmarkEU(b *testing.B) {
	for _, model := range []string{EUPairLeast, EUPairLeastEach, EUMasad2014, EUJmckib} {
		b.Run(model, func(b *testing.B) {
			p := anyProblem(1, 30, 1)
			rounds, runs := 0, 0
			for b.Loop() {
				t, err := Run(model, p, Options{Rounds: 10})
				if err != nil {
					b.Fatal(err)
				}
				rounds += len(t.Rounds) - 1
				runs++
			}
			b.ReportMetric(float64(rounds)/float64(runs), "rounds/op")
		})
	}
}
