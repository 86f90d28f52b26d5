package bargain

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"entente/sample"
)

const (
	// smpSettled ends a run once the moves of a turn sum to less than this
	// share of those of the first.
	smpSettled = 0.02
	// sameCluster is the distance, on 0..1, within which positions are one.
	sameCluster = 1e-3
)

// smpRun is a run of the smp family.
type smpRun struct {
	p       *Problem
	t       *Trajectory
	o       Options
	kernel  *smpKernel
	actors  []int // rows of the problem
	targets []target
	deals   []deal
	rivals  []rival
	options [][]int // by actor: indices of deals, statusQuo for staying
	next    []float64
	rows    []float64 // utilities of the options at hand
	base    []float64 // by actor: sum of its utilities of all positions
	states  [][]float64
}

// statusQuo is the option to stay.
const statusQuo = -1

func newSMPRun(p *Problem, t *Trajectory, o Options) *smpRun {
	run := &smpRun{p: p, t: t, o: o}
	scale := 1.0
	for i := range p.Actors {
		if !p.Bystander(i) {
			run.actors = append(run.actors, i)
			scale = max(scale, salienceSum(p, i))
		}
	}
	if scale > 1+sumSlack {
		t.Warnings = append(t.Warnings, fmt.Sprintf("Saliences sum to up to %s an actor; all were divided by that, as the model takes shares of one whole.", rounded(scale)))
	} else {
		scale = 1
	}
	n, m := len(run.actors), len(p.Issues)
	k := newSMPKernel(readSMPRules(t.Switches), n, m)
	for i, row := range run.actors {
		c, same := oneCapability(p, row)
		if !same {
			t.Warnings = append(t.Warnings, fmt.Sprintf("%s has other capabilities on other issues; the model takes one, their mean weighted by salience, %s.", p.Actors[row], rounded(c)))
		}
		k.c[i] = c
		for d, is := range p.Issues {
			x, at := p.Position[row][d], i*m+d
			if math.IsNaN(x) {
				k.complete = false
				continue
			}
			k.has[at] = true
			k.x[at] = (x - is.Low) / is.Length()
			if p.TakesPart(row, d) {
				k.s[at] = p.Salience[row][d] / scale
			}
		}
	}
	copy(k.z, k.x)
	k.weigh()
	run.kernel = k
	run.targets, run.options = make([]target, n), make([][]int, n)
	run.next, run.base = make([]float64, n*m), make([]float64, n)
	return run
}

// play runs turns until the rule of the program, or ours, says stop. KTAB does
// not look for cycles: as SMPKTAB it plays on to its last turn, so that every
// turn can be compared, and the cycle is reported all the same.
func (run *smpRun) play() {
	k, t := run.kernel, run.t
	k.measure()
	run.report(&t.Rounds[0])
	run.states = append(run.states, run.state())
	length := []float64{1}
	first := 0.0
	for turn := 1; ; turn++ {
		run.challenges()
		run.bargains()
		t.Rounds = append(t.Rounds, newRound(run.p, turn, run.p.Position))
		r := t.Last()
		if run.o.Tables {
			r.Pairs = run.table()
		}
		run.elect(r)
		total := run.step(r)
		if turn == 1 {
			first = total
		}
		r.FractionalChange = total / (first + 1e-4)
		k.measure()
		run.report(r)
		run.states = append(run.states, run.state())
		if from, ok := repeats(run.states, length); ok && t.Cycle == nil && !k.rules.stochastic {
			t.Cycle = run.inRows(from)
		}
		switch {
		case turn >= 2 && r.FractionalChange < smpSettled:
			t.Stop, t.Cycle = StopSettled, nil
			if len(run.deals) == 0 {
				t.Stop = StopNoOffers
			}
			return
		case t.Cycle != nil && (k.rules.corrected || turn >= k.rules.turns):
			t.Stop = StopCycle
			return
		case turn >= k.rules.turns:
			t.Stop = StopLimit
			t.Alternates = alternates(run.states, length)
			return
		}
	}
}

// state is what the next turn depends on: positions, then ideals.
func (run *smpRun) state() []float64 {
	return slices.Concat(run.kernel.x, run.kernel.z)
}

// inRows describes the cycle from the given state by the rows of the problem, in
// units of the scales.
func (run *smpRun) inRows(from int) *Cycle {
	m := run.kernel.m
	states := make([][]float64, len(run.states))
	for t := range states {
		states[t] = slices.Concat(run.t.Rounds[t].Positions...)
	}
	return cycleOf(states, from, m)
}

// step moves everybody to what it elected, adapts the ideals, and returns the
// sum of the moves.
func (run *smpRun) step(r *Round) (total float64) {
	k := run.kernel
	for i := range k.n {
		squares := 0.0
		for at := i * k.m; at < (i+1)*k.m; at++ {
			gap := run.next[at] - k.x[at]
			squares += float64(gap * gap)
			r.MaxMove = max(r.MaxMove, math.Abs(gap))
		}
		if squares > 0 {
			r.Moved++
		}
		total += math.Sqrt(squares)
	}
	copy(k.x, run.next)
	if run.o.Ideals == nil {
		copy(k.z, k.x)
		return total
	}
	run.adaptIdeals()
	return total
}

// adaptIdeals sets z' = sum_j a_ij x_j' + (1 - sum_j a_ij) z_i. On an issue on
// which j has no position its share stays with the old ideal.
func (run *smpRun) adaptIdeals() {
	k := run.kernel
	for i, row := range run.actors {
		shares := run.o.Ideals[row]
		for d, is := range run.p.Issues {
			sum, rest := 0.0, 1.0
			for other, a := range shares {
				x := run.p.Position[other][d]
				if math.IsNaN(x) {
					continue
				}
				x = (x - is.Low) / is.Length() // where a bystander stays
				if j, ok := slices.BinarySearch(run.actors, other); ok {
					x = k.x[j*k.m+d]
				}
				sum += float64(a * x)
				rest -= a
			}
			k.z[i*k.m+d] = sum + float64(rest*k.z[i*k.m+d])
		}
	}
}

// report writes positions, risk attitudes and clusters of the state.
func (run *smpRun) report(r *Round) {
	k, n, m := run.kernel, run.kernel.n, run.kernel.m
	rows := len(run.p.Actors)
	r.Risk, r.KTABProb = matrix(rows, 1), make([]float64, rows)
	for row := range rows {
		r.Risk[row][0], r.KTABProb[row] = missing, missing
	}
	for i, row := range run.actors {
		r.Risk[row][0] = k.risk[i]
		for d := range m {
			if k.has[i*m+d] && r.Round > 0 && k.x[i*m+d] != run.states[0][i*m+d] {
				r.Positions[row][d] = run.onScale(d, k.x[i*m+d])
			}
		}
	}
	var leaders []int
	in := make([]int, n)
	for i := range n {
		in[i] = slices.IndexFunc(leaders, func(l int) bool { return run.apart(i, l) < sameCluster })
		if in[i] < 0 {
			in[i] = len(leaders)
			leaders = append(leaders, i)
		}
	}
	run.rows = grown(run.rows, len(leaders)*n)
	for o, l := range leaders {
		for v := range n {
			run.rows[o*n+v] = riskUtility(k.toward[l*n+v], k.risk[v])
		}
	}
	k.election.vote(len(leaders), run.rows, k.c)
	prob, _ := k.election.run(k.rules.victory, k.rules.pce)
	r.PCEMean = make([]float64, m)
	weight := make([]float64, m)
	for o, l := range leaders {
		c := Cluster{Position: gaps(slices.Clone(r.Positions[run.actors[l]])), Probability: prob[o]}
		for i, cluster := range in {
			if cluster == o {
				c.Actors = append(c.Actors, run.name(i))
			}
			if run.apart(i, l) < sameCluster {
				r.KTABProb[run.actors[i]] = prob[o]
			}
		}
		for d, x := range c.Position {
			if !math.IsNaN(x) {
				r.PCEMean[d] += float64(prob[o] * x)
				weight[d] += prob[o]
			}
		}
		r.PCE = append(r.PCE, c)
	}
	for d := range weight {
		r.PCEMean[d] /= weight[d]
	}
}

// apart is the Euclidean distance of two actors' positions on 0..1; actors who
// have positions on other issues are infinitely far apart.
func (run *smpRun) apart(i, j int) float64 {
	k := run.kernel
	squares := 0.0
	for d := range k.m {
		a, b := i*k.m+d, j*k.m+d
		if k.has[a] != k.has[b] {
			return math.Inf(1)
		}
		gap := k.x[a] - k.x[b]
		squares += float64(gap * gap)
	}
	return math.Sqrt(squares)
}

func (run *smpRun) name(i int) string { return run.p.Actors[run.actors[i]] }

// onScale returns a position on 0..1 in units of the issue's scale. A result
// that rounding alone keeps from ten decimals is put on them: 78.6, not
// 78.60000000000001.
func (run *smpRun) onScale(issue int, x float64) float64 {
	is := run.p.Issues[issue]
	x = is.Low + float64(x*is.Length())
	if short := math.Round(x*1e10) / 1e10; math.Abs(short-x) < 1e-14*(math.Abs(is.Low)+math.Abs(is.High)) {
		return short
	}
	return x
}

// lot is the number in (0, 1) that decides what actor i elects in a turn.
func (run *smpRun) lot(turn, i int) float64 {
	stream := sample.NewStream(run.t.Seed, uint64(turn), uint64(run.actors[i]))
	return stream.Float64()
}

// rounded prints a number that was computed to four significant digits.
func rounded(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }
