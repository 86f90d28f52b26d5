package bargain

import "math"

// CRPS returns the continuous ranked probability score of the distribution for
// an outcome on the scale: the integral over the scale of (F(y) - 1[y >=
// outcome])^2, in units of the scale; lower is better, and a single atom gets
// the absolute error. It is exact: F is a closed form between its atoms.
// Gneiting and Raftery 2007.
func (d *Distribution) CRPS(outcome float64) float64 {
	if d.even == 0 && d.bell == 0 {
		return d.stepCRPS(outcome)
	}
	return newGram([]*Distribution{d}, outcome, 0)[0][0]
}

// stepCRPS is the score of a distribution that is all atoms: a sum of
// rectangles, none outside the range of atoms and outcome.
func (d *Distribution) stepCRPS(outcome float64) float64 {
	sum, f := 0.0, 0.0
	previous := min(d.at[0], outcome)
	for i, x := range d.at {
		sum += rectangles(previous, x, f, outcome)
		previous, f = x, d.below[i]
	}
	return sum + rectangles(previous, max(previous, outcome), f, outcome)
}

// rectangles is the integral of (f - 1[y >= outcome])^2 between two points.
func rectangles(from, to, f, outcome float64) float64 {
	at := min(max(outcome, from), to)
	return float64(f*f*(at-from)) + float64((1-f)*(1-f)*(to-at))
}

// newGram returns the matrix of the integrals over the scale of
// (F_k - I)(F_l - I), I = 1[y >= outcome]. A mixture with weights a that sum to
// 1 has the CRPS a' G a. The parts share the scale, and those with a normal
// part share it. Rows and columns before first are left at 0, except where they
// cross the others.
//
// Between two neighbouring breakpoints (atoms, outcome, ends) each part is
// c + e u + b Phi, with u running from 0 to 1 over the scale and Phi the
// common normal distribution function: six integrals serve all pairs.
func newGram(parts []*Distribution, outcome float64, first int) [][]float64 {
	n := len(parts)
	g := square(n)
	low, high := parts[0].low, parts[0].high
	prim := primitives{low: low, length: high - low}
	for k, p := range parts {
		if p.bell > 0 {
			prim.bell, prim.mean, prim.sd = true, p.mean, p.sd
		}
		prim.products = prim.products || k >= first && (p.bell > 0 || p.even > 0)
	}
	next := make([]int, n)
	constant := make([]float64, n)
	start := prim.at(low)
	for y, passed := low, false; y < high; {
		// Atoms and the outcome at y take effect on the interval from y.
		if y >= outcome {
			passed = true
		}
		to := high
		if !passed && outcome < to {
			to = outcome
		}
		for k, p := range parts {
			for next[k] < len(p.at) && p.at[next[k]] <= y {
				next[k]++
			}
			if next[k] < len(p.at) && p.at[next[k]] < to {
				to = p.at[next[k]]
			}
			constant[k] = p.step(next[k])
			if passed {
				constant[k]--
			}
		}
		end := prim.at(to)
		m := end.minus(start)
		for k := first; k < n; k++ {
			p := parts[k]
			for l := 0; l <= k; l++ {
				q := parts[l]
				ck, cl := constant[k], constant[l]
				sum := float64(ck * cl * m.one)
				if p.even != 0 || q.even != 0 {
					sum += float64((float64(ck*q.even)+float64(p.even*cl))*m.u) + float64(p.even*q.even*m.uu)
				}
				if p.bell != 0 || q.bell != 0 {
					sum += float64((float64(ck*q.bell)+float64(p.bell*cl))*m.phi) +
						float64((float64(p.even*q.bell)+float64(p.bell*q.even))*m.uphi) +
						float64(p.bell*q.bell*m.phiphi)
				}
				g[k][l] += sum
			}
		}
		y, start = to, end
	}
	for k := first; k < n; k++ {
		for l := range k {
			g[l][k] = g[k][l]
		}
	}
	return g
}

// moments are integrals of products of 1, u and Phi over an interval.
type moments struct{ one, u, uu, phi, uphi, phiphi float64 }

func (a moments) minus(b moments) moments {
	return moments{a.one - b.one, a.u - b.u, a.uu - b.uu, a.phi - b.phi, a.uphi - b.uphi, a.phiphi - b.phiphi}
}

// primitives evaluates antiderivatives of those products.
type primitives struct {
	low, length float64
	bell        bool // a part has a normal part
	products    bool // Phi is multiplied by u or Phi
	mean, sd    float64
}

// at returns antiderivatives at y. With z = (y-mean)/sd, u = a + b z, and
//
//	int Phi dz     = z Phi + phi
//	int z Phi dz   = (z^2 Phi - Phi + z phi)/2
//	int Phi^2 dz   = z Phi^2 + 2 Phi phi - Phi(z sqrt 2)/sqrt pi
//
// each checked by differentiation in the tests.
func (p *primitives) at(y float64) moments {
	t := y - p.low
	u := t / p.length
	m := moments{one: t, u: t * u / 2, uu: t * u * u / 3}
	if !p.bell {
		return m
	}
	z := (y - p.mean) / p.sd
	f, d := normalCDF(z), normalDensity(z)
	m.phi = p.sd * (float64(z*f) + d)
	if !p.products {
		return m
	}
	a, b := (p.mean-p.low)/p.length, p.sd/p.length
	zPhi := (float64(z*z*f) - f + float64(z*d)) / 2
	m.uphi = float64(a*m.phi) + float64(b*p.sd*zPhi)
	m.phiphi = p.sd * (float64(z*f*f) + float64(2*f*d) - normalCDF(z*math.Sqrt2)/math.Sqrt(math.Pi))
	return m
}
