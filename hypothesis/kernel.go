package hypothesis

import "math"

// scaled is p * 2^e with p in 0..1: a product that cannot underflow.
type scaled struct {
	p float64
	e int
}

// tiny is where a product moves binary places over to its exponent.
const tiny = 0x1p-400

// times multiplies by x in 0..1.
func (s *scaled) times(x float64) {
	if y := float64(s.p * x); y >= tiny {
		s.p = y
		return
	}
	p, e := math.Frexp(s.p)
	q, f := math.Frexp(x)
	s.p, s.e = p*q, s.e+e+f
}

// power raises to the exponent w in (0, 1]. Square roots are exact; of others
// the last bits, on which machines may differ, are rounded off.
func (s *scaled) power(w float64) {
	switch {
	case w == 1 || s.p == 0:
		return
	case w == 0.5:
		odd := s.e & 1
		p, e := math.Frexp(math.Sqrt(s.p * float64(1+odd)))
		s.p, s.e = p, e+(s.e-odd)/2
		return
	}
	x := float64(w * (math.Log(s.p) + float64(float64(s.e)*math.Ln2)))
	e := math.Floor(x/math.Ln2) + 1
	s.p, s.e = round(math.Exp(x-float64(e*math.Ln2))), int(e)
}

// round keeps 45 significant bits.
func round(x float64) float64 {
	return math.Float64frombits((math.Float64bits(x) + 1<<7) &^ (1<<8 - 1))
}

// Kernel computes posteriors one after another without allocating. A Kernel
// serves one goroutine.
type Kernel struct {
	c     *Compiled
	x     []float64
	score []scaled
	unit  []scaled
}

// NewKernel returns a kernel for the set.
func (c *Compiled) NewKernel() *Kernel {
	return &Kernel{c: c, x: make([]float64, len(c.inputs)), score: make([]scaled, c.rows), unit: make([]scaled, c.rows)}
}

// Posterior fills into[0:rows] from a value for every input, in the order of
// Compiled.Inputs:
//
//	posterior_k ~ prior_k * prod_e (r_e L_ek + (1 - r_e) c_e)^w_e,
//
// r the reliability, c the floor, w = (1 + (m-1)(1-rho))/m for the m items of
// one cluster. Instead of sums of logarithms it keeps products with their binary
// exponent apart, which underflow no more than logarithms do and give the same
// bits on every machine.
//
// It reports false, with into untouched, when no hypothesis is possible. Values
// must lie in the ranges that Set.Check allows.
func (k *Kernel) Posterior(x, into []float64) bool {
	c := k.c
	for i := range k.score {
		p, e := math.Frexp(x[i])
		k.score[i] = scaled{p, e}
	}
	for _, u := range c.units {
		product := k.score
		if u.w != 1 {
			product = k.unit
			for i := range product {
				product[i] = scaled{p: 1}
			}
		}
		for _, at := range u.items {
			r, floor, cells := x[at], x[at+1], x[at+2:at+2+c.rows]
			base := float64((1 - r) * floor)
			for i, l := range cells {
				product[i].times(float64(r*l) + base)
			}
		}
		if u.w != 1 {
			for i := range product {
				product[i].power(u.w)
				k.score[i].times(product[i].p)
				k.score[i].e += product[i].e
			}
		}
	}
	return k.normalise(into)
}

// normalise divides by the sum.
func (k *Kernel) normalise(into []float64) bool {
	most, found := 0, false
	for _, s := range k.score {
		if s.p > 0 && (!found || s.e > most) {
			most, found = s.e, true
		}
	}
	if !found {
		return false
	}
	sum := 0.0
	for i, s := range k.score {
		if s.e == most {
			into[i] = s.p
		} else {
			into[i] = math.Ldexp(s.p, s.e-most)
		}
		sum += into[i]
	}
	for i := range k.score {
		into[i] /= sum
	}
	return true
}

// Draw fills into from draw number i of the plain random design of a seed: a
// pure function of seed, i, and the names and ranges of the set. It reports
// false when no hypothesis is possible.
func (k *Kernel) Draw(seed uint64, i int, into []float64) bool {
	k.c.draw(seed, i, k.x)
	return k.Posterior(k.x, into)
}
