package bargain

import (
	"cmp"
	"slices"
)

// halfSlack is the share of the total weight by which a cumulative weight may
// miss one half and still count as half: sums of weights are not exact.
const halfSlack = 1e-12

// voter is one actor with weight: position, effective weight, capability and
// salience.
type voter struct{ x, w, c, s float64 }

// Kernel computes the static methods on one set of stances after another. Load
// sorts once, the methods share it. It allocates only when it meets more actors
// than ever before. A Kernel serves one goroutine.
//
// Voters are kept in an order that the order of the rows cannot influence, and
// sums are taken in it, so that results are the same to the last bit for any
// order of actors and on any machine.
type Kernel struct {
	low, length float64 // scale
	voters      []voter // sorted by x, then s, then c
	total       float64 // sum of weights
	mean        float64
	medianAt    int // index of the voter at the median's low end
}

// NewKernel returns a kernel with room for n actors.
func NewKernel(n int) *Kernel { return &Kernel{voters: make([]voter, 0, n)} }

// Load takes the stances of one issue: position on the scale low..high,
// capability and salience by actor, three slices of equal length. Actors
// without weight, and those whose position is NaN (missing), are left out. It
// reports whether any actor has weight; the methods may be called only then.
// Numbers must have passed Issue.Check or come from values that would.
func (k *Kernel) Load(low, high float64, position, capability, salience []float64) bool {
	k.low, k.length = low, high-low
	k.voters = k.voters[:0]
	for i, x := range position {
		c, s := capability[i], salience[i]
		w := c * s
		if !(w > 0) || x != x {
			continue
		}
		k.voters = append(k.voters, voter{x, w, c, s})
	}
	if len(k.voters) == 0 {
		return false
	}
	sortVoters(k.voters)
	k.prepare()
	return true
}

// prepare computes what several methods use, from sorted voters.
func (k *Kernel) prepare() {
	// Sums are taken from the lowest position, so that equal positions give
	// that position exactly.
	x0 := k.voters[0].x
	total, moment := 0.0, 0.0
	for i := range k.voters {
		v := &k.voters[i]
		total += v.w
		moment += float64(v.w * (v.x - x0))
	}
	k.total = total
	k.mean = min(x0+moment/total, k.voters[len(k.voters)-1].x)

	half := 0.5 * total * (1 - halfSlack)
	cumulative := 0.0
	for i := range k.voters {
		cumulative += k.voters[i].w
		if cumulative >= half {
			k.medianAt = i
			return
		}
	}
	k.medianAt = len(k.voters) - 1
}

// sortVoters sorts in place; insertion beats the general sort at the sizes that
// occur, a dozen actors.
func sortVoters(v []voter) {
	if len(v) > 40 {
		slices.SortFunc(v, compareVoters)
		return
	}
	for i := 1; i < len(v); i++ {
		a := v[i]
		j := i
		for ; j > 0 && before(&a, &v[j-1]); j-- {
			v[j] = v[j-1]
		}
		v[j] = a
	}
}

func before(a, b *voter) bool {
	if a.x != b.x {
		return a.x < b.x
	}
	if a.s != b.s {
		return a.s < b.s
	}
	return a.c < b.c
}

func compareVoters(a, b voter) int {
	if c := cmp.Compare(a.x, b.x); c != 0 {
		return c
	}
	if c := cmp.Compare(a.s, b.s); c != 0 {
		return c
	}
	return cmp.Compare(a.c, b.c)
}

// Total returns the sum of the weights.
func (k *Kernel) Total() float64 { return k.total }

// Voters returns the number of actors with weight.
func (k *Kernel) Voters() int { return len(k.voters) }
