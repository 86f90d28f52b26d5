package bargain

import (
	"math"
	"slices"
)

const (
	// gainFloor is what a challenge must be expected to gain.
	gainFloor = 1e-5
	// smpNoise is the difference of gains, and of probabilities, that counts as
	// rounding: the first of such equals is taken.
	smpNoise = 1e-12
)

// target is the challenge that an actor chose.
type target struct {
	j       int // -1 for none
	p, gain float64
	equals  []int // the others that would gain as much
}

// challenges sets the target of every actor: the one from whom it expects most
// by its own view. The gain is (u_ii - u_ij)(1 - 2 S_j (1-P)), so never more than
// the distance between the actor's utilities of the two positions: the rivals
// are tried from the largest distance down, and most need not be worked out.
func (run *smpRun) challenges() {
	k := run.kernel
	for i := range k.n {
		run.targets[i] = target{j: -1, equals: run.targets[i].equals[:0]}
		t := &run.targets[i]
		k.view(i)
		home := k.seen[i*k.n+i]
		run.rivals = run.rivals[:0]
		for j := range k.n {
			if bound := math.Abs(home - k.seen[j*k.n+i]); j != i && bound > gainFloor {
				run.rivals = append(run.rivals, rival{j: j, bound: bound})
			}
		}
		slices.SortFunc(run.rivals, func(a, b rival) int {
			if a.bound != b.bound {
				if a.bound > b.bound {
					return -1
				}
				return 1
			}
			return a.j - b.j
		})
		best := gainFloor
		tried := 0
		for n := range run.rivals {
			r := &run.rivals[n]
			if r.bound < best-smpNoise {
				break
			}
			r.p = k.contest(i, r.j)
			r.gain = k.gain(i, r.j, i, r.p)
			best = max(best, r.gain)
			tried = n + 1
		}
		for _, r := range run.rivals[:tried] {
			if r.gain <= gainFloor || r.gain < best-smpNoise {
				continue
			}
			if t.j < 0 || r.j < t.j {
				t.j, t.p, t.gain = r.j, r.p, r.gain
			}
			t.equals = append(t.equals, r.j)
		}
	}
}

// rival is an actor that may be challenged.
type rival struct {
	j              int
	bound, p, gain float64
}

// deal is a bargain: where its two sides would stand.
type deal struct {
	i, j         int // initiator and receiver
	pi, pj       []float64
	byReceiver   bool // made from the receiver's estimate
	utilities    []float64
	probability  float64 // that i wins, as the one who made the estimate sees it
	expectedGain float64
}

// bargains turns the targets into deals, in the order of initiators.
func (run *smpRun) bargains() {
	k := run.kernel
	run.deals = run.deals[:0]
	for i := range k.n {
		t := run.targets[i]
		if t.j < 0 {
			continue
		}
		d := run.newDeal(i, t.j)
		d.probability, d.expectedGain = t.p, t.gain
		run.interpolate(d, t.p)
		if k.rules.bargain == bargainInitOnly {
			continue
		}
		k.view(t.j)
		p := k.contest(i, t.j)
		if !k.rules.corrected {
			p = k.gain(i, t.j, i, p) // one of the slips of the program
		}
		if k.rules.bargain == bargainInitRcvr {
			d := run.newDeal(i, t.j)
			d.byReceiver, d.probability, d.expectedGain = true, p, t.gain
			run.interpolate(d, p)
			continue
		}
		run.mix(&run.deals[len(run.deals)-1], p)
	}
}

// newDeal appends a deal, with the room that one of an earlier turn had.
func (run *smpRun) newDeal(i, j int) *deal {
	if len(run.deals) == cap(run.deals) {
		run.deals = append(run.deals, deal{})
	} else {
		run.deals = run.deals[:len(run.deals)+1]
	}
	d := &run.deals[len(run.deals)-1]
	m, n := run.kernel.m, run.kernel.n
	*d = deal{i: i, j: j, pi: grown(d.pi, m), pj: grown(d.pj, m), utilities: grown(d.utilities, n)}
	return d
}

// interpolate sets where the sides of a deal would stand when i wins with
// probability p. An issue on which one of them has no position is left out.
func (run *smpRun) interpolate(d *deal, p float64) {
	k := run.kernel
	for issue := range k.m {
		at, other := d.i*k.m+issue, d.j*k.m+issue
		if !k.has[at] || !k.has[other] {
			d.pi[issue], d.pj[issue] = k.x[at], k.x[other]
			continue
		}
		d.pi[issue], d.pj[issue] = between(k.rules.vector, p, k.x[at], k.x[other], k.s[at], k.s[other])
	}
}

// bargainFloor keeps the sides of a bargain with no weight where they are.
const bargainFloor = 1e-6

// between returns where the two sides of a bargain land on one issue: positions
// ti and tj, saliences si and sj, p the probability that i wins.
func between(rule string, p, ti, tj, si, sj float64) (pi, pj float64) {
	if rule == vectorS2PMax {
		fi := yield(1-2*p, sj, si)
		fj := yield(2*p-1, si, sj)
		return ti + float64(fi*(tj-ti)), tj + float64(fj*(ti-tj))
	}
	a, b := si*p, sj*(1-p)
	if rule == vectorS2P2 {
		a, b = a*a, b*b
	}
	sum := a + b + bargainFloor
	pi = (float64((a+bargainFloor)*ti) + float64(b*tj)) / sum
	pj = (float64(a*ti) + float64((b+bargainFloor)*tj)) / sum
	return fourDecimals(pi), fourDecimals(pj)
}

// yield is the share of the way that a side with salience own goes to a rival
// with salience other who is ahead of it by the given probability. What the
// program takes for a probability can leave 0..1; the way does not.
func yield(ahead, other, own float64) float64 {
	ahead = max(ahead, 0)
	pull := ahead * other * other
	return min(max(pull/(pull+bargainFloor+float64((1-ahead)*own*own)), 0), 1)
}

// fourDecimals rounds half up, as the program does.
func fourDecimals(x float64) float64 { return math.Floor(float64(x*1e4)+0.5) / 1e4 }

// mix blends a deal with the one that the receiver's estimate p makes, by the
// weights c S of the two.
func (run *smpRun) mix(d *deal, p float64) {
	k := run.kernel
	wi, wj := k.w[d.i], k.w[d.j]
	if !k.rules.corrected {
		wj = k.c[d.i] * k.sum[d.j] // one of the slips of the program
	}
	own := wi / (wi + wj)
	first, second := slices.Clone(d.pi), slices.Clone(d.pj)
	run.interpolate(d, p)
	for issue := range k.m {
		d.pi[issue] = float64(own*first[issue]) + float64((1-own)*d.pi[issue])
		d.pj[issue] = float64(own*second[issue]) + float64((1-own)*d.pj[issue])
	}
}
