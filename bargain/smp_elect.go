package bargain

import (
	"math"
	"slices"
)

// elect lets every actor choose among its options and sets next.
func (run *smpRun) elect(r *Round) {
	k, n := run.kernel, run.kernel.n
	for i := range n {
		run.options[i] = run.options[i][:0]
	}
	at := 0
	for i := range n {
		run.options[i] = append(run.options[i], statusQuo)
		for ; at < len(run.deals) && run.deals[at].i == i; at++ {
			run.options[i] = append(run.options[i], at)
			j := run.deals[at].j
			run.options[j] = append(run.options[j], at)
		}
	}
	run.value()
	copy(run.next, k.x)
	for i := range n {
		run.noteTarget(r, i)
		prob := run.hold(i)
		chosen, equals := run.take(r.Round, i, prob)
		if o := run.options[i][chosen]; o != statusQuo {
			copy(run.next[i*k.m:(i+1)*k.m], run.side(i, o))
		}
		if len(equals) > 1 {
			run.noteOption(r, i, chosen, equals)
		}
		if run.o.Trace {
			run.t.Moves = append(run.t.Moves, run.move(r.Round, i, chosen, prob))
		}
	}
}

// value sets what each deal, and the status quo, is worth to each actor: the
// average of its utilities of the n positions that would then hold. Only the two
// sides of a deal differ from the status quo.
func (run *smpRun) value() {
	k, n := run.kernel, run.kernel.n
	clear(run.base)
	for j := range n {
		for v, d := range k.toward[j*n : (j+1)*n] {
			run.base[v] += riskUtility(d, k.risk[v])
		}
	}
	for at := range run.deals {
		d := &run.deals[at]
		for v := range n {
			risk := k.risk[v]
			before := riskUtility(k.toward[d.i*n+v], risk) + riskUtility(k.toward[d.j*n+v], risk)
			after := riskUtility(k.distanceTo(v, d.pi, d.i), risk) + riskUtility(k.distanceTo(v, d.pj, d.j), risk)
			d.utilities[v] = (run.base[v] + (after - before)) / float64(n)
		}
	}
	for v := range run.base {
		run.base[v] /= float64(n)
	}
}

// hold runs the election over the options of actor i and returns their
// probabilities.
func (run *smpRun) hold(i int) []float64 {
	k, n := run.kernel, run.kernel.n
	options := run.options[i]
	run.rows = grown(run.rows, len(options)*n)
	for at, o := range options {
		u := run.base
		if o != statusQuo {
			u = run.deals[o].utilities
		}
		copy(run.rows[at*n:(at+1)*n], u)
	}
	k.election.vote(len(options), run.rows, k.c)
	p, _ := k.election.run(k.rules.victory, k.rules.pce)
	return p
}

// take returns the index of the option that actor i takes, and those that were
// as probable.
func (run *smpRun) take(turn, i int, prob []float64) (chosen int, equals []int) {
	if run.kernel.rules.stochastic {
		u := run.lot(turn, i)
		for o, p := range prob {
			if u -= p; u < 0 {
				return o, nil
			}
		}
		return len(prob) - 1, nil
	}
	best := slices.Max(prob)
	chosen = -1
	for o, p := range prob {
		if p < best-smpNoise {
			continue
		}
		if chosen < 0 {
			chosen = o
		} else {
			if equals == nil {
				equals = append(equals, chosen)
			}
			equals = append(equals, o)
		}
	}
	return chosen, equals
}

// side is where actor i would stand under an option.
func (run *smpRun) side(i, option int) []float64 {
	k := run.kernel
	switch {
	case option == statusQuo:
		return k.x[i*k.m : (i+1)*k.m]
	case run.deals[option].i == i:
		return run.deals[option].pi
	}
	return run.deals[option].pj
}

// noteOption records that several options were as probable.
func (run *smpRun) noteOption(r *Round, i, chosen int, equals []int) {
	options := run.options[i]
	t := Tie{Round: r.Round, Actor: run.name(i), What: "option", Chosen: run.label(options[chosen])}
	for _, o := range equals {
		t.Among = append(t.Among, run.label(options[o]))
		t.Decisive = t.Decisive || run.differ(run.side(i, options[o]), run.side(i, options[chosen]))
	}
	run.t.Ties = append(run.t.Ties, t)
}

// noteTarget records that several challenges promised as much.
func (run *smpRun) noteTarget(r *Round, i int) {
	target := run.targets[i]
	if len(target.equals) < 2 {
		return
	}
	t := Tie{Round: r.Round, Actor: run.name(i), What: "target", Chosen: run.name(target.j), Among: []string{run.name(target.j)}}
	slices.Sort(target.equals)
	for _, j := range target.equals {
		if j != target.j {
			t.Among = append(t.Among, run.name(j))
			t.Decisive = true // the other partner would move
		}
	}
	run.t.Ties = append(run.t.Ties, t)
}

func (run *smpRun) differ(a, b []float64) bool {
	for d := range a {
		if math.Abs(a[d]-b[d]) > tieMove {
			return true
		}
	}
	return false
}
