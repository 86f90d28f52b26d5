package cause

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// polynomialMax is the largest block whose characteristic polynomial is formed;
// beyond it the coefficients lose too many digits, and eigenvalues are found.
const polynomialMax = 24

// hurwitz tests whether every eigenvalue of a matrix has a negative real part.
type hurwitz struct {
	b          []float64 // the block, row by row
	polys      []float64 // characteristic polynomials of leading blocks
	row, above [polynomialMax/2 + 2]float64
}

// verdict is what a test can say of a block.
type verdict int

const (
	unstable verdict = iota
	stable
	doubtful // too close to the edge for the arithmetic of the test
)

// stable tests the block of a (n x n, row by row) made by the given rows and
// columns: closed forms up to 3 nodes; then whether the sizes alone, whatever
// the signs, leave it stable; then the criterion of Routh and Hurwitz. What is
// cheap comes first.
func (h *hurwitz) stable(a []float64, n int, block []int) bool {
	size := len(block)
	switch size {
	case 0:
		return true
	case 1:
		return a[block[0]*n+block[0]] < 0
	case 2:
		i, j := block[0], block[1]
		trace := a[i*n+i] + a[j*n+j]
		det := float64(a[i*n+i]*a[j*n+j]) - float64(a[i*n+j]*a[j*n+i])
		return trace < 0 && det > 0
	case 3:
		return stable3(a, n, block)
	}
	if len(h.b) < size*size {
		h.b = make([]float64, size*size)
	}
	trace := 0.0
	for _, i := range block {
		trace += a[i*n+i]
	}
	if trace >= 0 {
		return false
	}
	h.load(a, n, block)
	if h.oddReal(size) {
		return false
	}
	if h.dominant(a, n, block) {
		return true
	}
	if size <= polynomialMax {
		h.load(a, n, block)
		if v := h.polynomial(size); v != doubtful {
			return v == stable
		}
	}
	return maxReal(a, n, block) < 0
}

// stable3 is the criterion of Routh and Hurwitz for s^3 + c1 s^2 + c2 s + c3:
// all positive, and c1 c2 > c3.
func stable3(a []float64, n int, block []int) bool {
	i, j, k := block[0], block[1], block[2]
	ii, ij, ik := a[i*n+i], a[i*n+j], a[i*n+k]
	ji, jj, jk := a[j*n+i], a[j*n+j], a[j*n+k]
	ki, kj, kk := a[k*n+i], a[k*n+j], a[k*n+k]
	c1 := -(ii + jj + kk)
	if c1 <= 0 {
		return false
	}
	mi := float64(jj*kk) - float64(jk*kj)
	mj := float64(ii*kk) - float64(ik*ki)
	mk := float64(ii*jj) - float64(ij*ji)
	det := float64(ii*mi) - float64(ij*(float64(ji*kk)-float64(jk*ki))) + float64(ik*(float64(ji*kj)-float64(jj*ki)))
	c2, c3 := mi+mj+mk, -det
	return c2 > 0 && c3 > 0 && float64(c1*c2) > c3
}

func (h *hurwitz) load(a []float64, n int, block []int) {
	size := len(block)
	for r, i := range block {
		row, from := h.b[r*size:(r+1)*size], a[i*n:(i+1)*n]
		for c, j := range block {
			row[c] = from[j]
		}
	}
}

// dominant reports whether the comparison matrix of -A, with its diagonal and
// the negated sizes of all else, is an M-matrix: then no choice of signs makes A
// unstable. Elimination without exchange tells, by its pivots.
func (h *hurwitz) dominant(a []float64, n int, block []int) bool {
	size := len(block)
	for r, i := range block {
		for c, j := range block {
			h.b[r*size+c] = -math.Abs(a[i*n+j])
		}
		h.b[r*size+r] = -a[i*n+i]
	}
	for c := range size {
		pivot := h.b[c*size+c]
		if !(pivot > 0) {
			return false
		}
		top := h.b[c*size : c*size+size]
		for r := c + 1; r < size; r++ {
			row := h.b[r*size : r*size+size]
			if row[c] == 0 {
				continue
			}
			factor := row[c] / pivot
			for j := c + 1; j < size; j++ {
				row[j] -= float64(factor * top[j])
			}
		}
	}
	return true
}

// oddReal reports whether det(-A) of the loaded block is surely negative: an odd
// number of real eigenvalues is then positive. It is the cheapest way to see
// that a reinforcing loop runs away. The block is used up.
func (h *hurwitz) oddReal(size int) bool {
	const noise = 1e-9 // pivots below it might have either sign
	b, negative := h.b, size%2 == 1
	for c := range size {
		pivot := c
		for r := c + 1; r < size; r++ {
			if math.Abs(b[r*size+c]) > math.Abs(b[pivot*size+c]) {
				pivot = r
			}
		}
		top := b[c*size : c*size+size]
		if pivot != c {
			negative = !negative
			other := b[pivot*size : pivot*size+size]
			for j := c; j < size; j++ {
				top[j], other[j] = other[j], top[j]
			}
		}
		if math.Abs(top[c]) < noise {
			return false
		}
		negative = negative != (top[c] < 0)
		for r := c + 1; r < size; r++ {
			row := b[r*size : r*size+size]
			if row[c] == 0 {
				continue
			}
			factor := row[c] / top[c]
			for j := c + 1; j < size; j++ {
				row[j] -= float64(factor * top[j])
			}
		}
	}
	return negative
}

// polynomial reduces the loaded block to Hessenberg form, forms its
// characteristic polynomial and applies the criterion of Routh and Hurwitz.
func (h *hurwitz) polynomial(size int) verdict {
	h.hessenberg(size)
	return h.routh(h.characteristic(size))
}

// hessenberg makes the block zero below the first subdiagonal, by elimination
// with exchange of rows and columns, which keeps the eigenvalues.
func (h *hurwitz) hessenberg(size int) {
	b := h.b
	for c := range size - 2 {
		pivot := c + 1
		for r := c + 2; r < size; r++ {
			if math.Abs(b[r*size+c]) > math.Abs(b[pivot*size+c]) {
				pivot = r
			}
		}
		if b[pivot*size+c] == 0 {
			continue
		}
		if pivot != c+1 {
			for j := c; j < size; j++ {
				b[pivot*size+j], b[(c+1)*size+j] = b[(c+1)*size+j], b[pivot*size+j]
			}
			for r := range size {
				b[r*size+pivot], b[r*size+c+1] = b[r*size+c+1], b[r*size+pivot]
			}
		}
		top := b[(c+1)*size : (c+2)*size]
		for r := c + 2; r < size; r++ {
			row := b[r*size : (r+1)*size]
			if row[c] == 0 {
				continue
			}
			factor := row[c] / top[c]
			row[c] = 0
			for j := c + 1; j < size; j++ {
				row[j] -= float64(factor * top[j])
			}
			for at := r; at < size*size; at += size {
				if b[at] != 0 {
					b[at-r+c+1] += float64(factor * b[at])
				}
			}
		}
	}
}

// characteristic returns the coefficients of det(sI - H), that of s^size first,
// by the recurrence over the leading blocks of the Hessenberg matrix H:
//
//	p_k = (s - h_kk) p_{k-1} - sum over i < k of h_ik h_{i+1,i} ... h_{k,k-1} p_{i-1}.
func (h *hurwitz) characteristic(size int) []float64 {
	width := size + 1
	if len(h.polys) < width*width {
		h.polys = make([]float64, width*width)
	}
	clear(h.polys[:width]) // p_0; coefficients from the constant up
	h.polys[0] = 1
	for k := 1; k <= size; k++ {
		p, last := h.polys[k*width:(k+1)*width], h.polys[(k-1)*width:k*width]
		diagonal := h.b[(k-1)*size+k-1]
		p[0] = -float64(diagonal * last[0])
		for d := 1; d <= k; d++ {
			p[d] = last[d-1] - float64(diagonal*last[d])
		}
		for d := k + 1; d < width; d++ {
			p[d] = 0
		}
		chain := 1.0
		for i := k - 1; i >= 1; i-- {
			chain *= h.b[i*size+i-1]
			if chain == 0 {
				break
			}
			weight := h.b[(i-1)*size+k-1] * chain
			if weight == 0 {
				continue
			}
			shorter := h.polys[(i-1)*width : i*width]
			for d := range i {
				p[d] -= float64(weight * shorter[d])
			}
		}
	}
	return h.polys[size*width : (size+1)*width]
}

// routh applies the criterion to a polynomial given from its constant up: all
// roots have negative real parts when all coefficients and the first column of
// Routh's array are positive.
func (h *hurwitz) routh(poly []float64) verdict {
	const coefficientNoise, columnNoise, mostCoefficient = 1e-12, 1e-8, 1e100
	degree := len(poly) - 1
	largest := 0.0
	for _, c := range poly {
		largest = math.Max(largest, math.Abs(c))
	}
	if !(largest < mostCoefficient) { // the array would overflow
		return doubtful
	}
	for _, c := range poly {
		if math.Abs(c) < coefficientNoise*largest {
			return doubtful
		}
		if c < 0 {
			return unstable
		}
	}
	width := degree/2 + 1
	above, row := h.above[:width+1], h.row[:width+1]
	clear(above)
	clear(row)
	for i := 0; i <= degree; i++ {
		if i%2 == 0 {
			above[i/2] = poly[degree-i]
		} else {
			row[i/2] = poly[degree-i]
		}
	}
	for range degree - 1 {
		ratio := above[0] / row[0]
		minus := float64(ratio * row[1])
		if math.Abs(above[1]-minus) < columnNoise*(above[1]+math.Abs(minus)) {
			return doubtful
		}
		if above[1] < minus {
			return unstable
		}
		for c := 0; c < width; c++ {
			above[c] = above[c+1] - float64(ratio*row[c+1])
		}
		above[width] = 0
		above, row = row, above
	}
	return stable
}

// maxReal returns the largest real part of the eigenvalues of a block; +Inf
// when they cannot be found.
func maxReal(a []float64, n int, block []int) float64 {
	size := len(block)
	if size == 0 {
		return math.Inf(-1)
	}
	b := mat.NewDense(size, size, nil)
	for r, i := range block {
		for c, j := range block {
			b.Set(r, c, a[i*n+j])
		}
	}
	var e mat.Eigen
	if !e.Factorize(b, mat.EigenNone) {
		return math.Inf(1)
	}
	largest := math.Inf(-1)
	for _, v := range e.Values(nil) {
		largest = math.Max(largest, real(v))
	}
	return largest
}

// MaxReal returns the largest real part among the eigenvalues of A of the
// present draw.
func (k *Kernel) MaxReal() float64 {
	largest := math.Inf(-1)
	for _, block := range k.c.blocks {
		largest = math.Max(largest, maxReal(k.a, len(k.c.nodes), block))
	}
	return largest
}
