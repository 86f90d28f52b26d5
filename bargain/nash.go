package bargain

// nashCeiling keeps the logarithm finite for an actor with salience 1 at the
// full length of the scale from the outcome.
const nashCeiling = 1.0001

// nashIterations bounds the root search; bisection alone needs about 50.
const nashIterations = 100

// Nash returns the log Nash bargaining outcome with quadratic loss (p = 2):
// the y in the hull of the positions that maximises
//
//	sum_i c_i log(1.0001 - s_i ((y-x_i)/L)^2).
//
// The function is strictly concave, so its slope falls through zero once; the
// root is found by Newton steps inside a bracket, to 1e-12 of the scale. This
// operational form is this program's own: forms in the literature have
// disagreement points.
func (k *Kernel) Nash() float64 {
	n := len(k.voters)
	low, high := k.voters[0].x, k.voters[n-1].x
	return k.root(low, high, k.mean, (*Kernel).nashSlope2)
}

// NashLinear is Nash with linear loss (p = 1). The function is concave with
// kinks at the positions: the one-sided slopes at the positions tell whether
// the maximum is at one of them or strictly between two.
func (k *Kernel) NashLinear() float64 {
	// The first position where the slope to the right is no longer positive.
	lo, hi := 0, len(k.voters)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if _, right := k.nashSides(k.voters[mid].x); right <= 0 {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	at := k.voters[lo].x
	left, _ := k.nashSides(at)
	if left >= 0 {
		return at
	}
	// voters[lo] is the first with its position, or the search would have
	// stopped before; so voters[lo-1] lies strictly below, and exists since at
	// the lowest position the left slope is positive.
	below := k.voters[lo-1].x
	return k.root(below, at, below+(at-below)/2, (*Kernel).nashSlope1)
}

// root finds where slope, which falls strictly from positive to negative
// between low and high, is zero. slope returns the value and its derivative,
// both by y in units of the scale's length.
func (k *Kernel) root(low, high, start float64, slope func(*Kernel, float64) (value, derivative float64)) float64 {
	y := start
	tolerance := 1e-12 * k.length
	for range nashIterations {
		f, df := slope(k, y)
		if f > 0 {
			low = y
		} else if f < 0 {
			high = y
		} else {
			return y
		}
		next := y - f/df*k.length
		if !(next > low && next < high) {
			next = low + (high-low)/2
		}
		step := next - y
		y = next
		if (step < tolerance && step > -tolerance) || high-low < tolerance {
			break
		}
	}
	return y
}

// nashSlope2 is the derivative of the p = 2 objective at y and its derivative.
func (k *Kernel) nashSlope2(y float64) (f, df float64) {
	scale := 1 / k.length
	for i := range k.voters {
		v := &k.voters[i]
		d := (y - v.x) * scale
		sd := v.s * d
		inverse := 1 / (nashCeiling - float64(sd*d))
		pull := float64(2 * v.c * sd * inverse) // v.c * 2 s d / (K - s d^2)
		f -= pull
		// derivative of the term: -2 c s / u - 4 c s^2 d^2 / u^2
		df -= float64(2*v.w*inverse) + float64(2*float64(pull*sd)*inverse)
	}
	return f, df
}

// nashSlope1 is the derivative of the p = 1 objective at a y that is no
// position, and its derivative.
func (k *Kernel) nashSlope1(y float64) (f, df float64) {
	scale := 1 / k.length
	for i := range k.voters {
		v := &k.voters[i]
		d := (y - v.x) * scale
		if d < 0 {
			pull := v.w / (nashCeiling + float64(v.s*d))
			f += pull
			df -= float64(pull*v.s) / (nashCeiling + float64(v.s*d))
		} else {
			pull := v.w / (nashCeiling - float64(v.s*d))
			f -= pull
			df -= float64(pull*v.s) / (nashCeiling - float64(v.s*d))
		}
	}
	return f, df
}

// nashSides returns the slopes of the p = 1 objective to the left and to the
// right of y.
func (k *Kernel) nashSides(y float64) (left, right float64) {
	scale := 1 / k.length
	smooth, kink := 0.0, 0.0
	for i := range k.voters {
		v := &k.voters[i]
		d := (y - v.x) * scale
		switch {
		case d > 0:
			smooth -= v.w / (nashCeiling - float64(v.s*d))
		case d < 0:
			smooth += v.w / (nashCeiling + float64(v.s*d))
		default:
			kink += v.w / nashCeiling
		}
	}
	return smooth + kink, smooth - kink
}
