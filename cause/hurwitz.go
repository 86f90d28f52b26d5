package cause

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// hurwitz tests whether every eigenvalue of a matrix has a negative real part.
type hurwitz struct {
	b, m, next [hurwitzMax * hurwitzMax]float64
	poly       [hurwitzMax + 1]float64
	row, above [hurwitzMax/2 + 2]float64
}

// hurwitzMax is the largest block whose characteristic polynomial is formed;
// beyond it the coefficients lose too many digits, and eigenvalues are found.
const hurwitzMax = 8

// stable tests the block of a (n x n, row by row) made by the given rows and
// columns.
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
	}
	// Dominance of negative diagonals is enough (Gershgorin), and a trace that
	// is not negative is too much; both are cheap.
	trace, dominant := 0.0, true
	for _, i := range block {
		rest := 0.0
		for _, j := range block {
			if i != j {
				rest += math.Abs(a[i*n+j])
			}
		}
		trace += a[i*n+i]
		dominant = dominant && -a[i*n+i] > rest
	}
	switch {
	case dominant:
		return true
	case trace >= 0:
		return false
	case size > hurwitzMax:
		return maxReal(a, n, block) < 0
	}
	h.characteristic(a, n, block)
	return h.routh(size)
}

// characteristic writes the coefficients of det(sI - B), s^size first, by the
// method of Faddeev and LeVerrier: M_1 = I, c_k = -tr(B M_k)/k,
// M_{k+1} = B M_k + c_k I.
func (h *hurwitz) characteristic(a []float64, n int, block []int) {
	size := len(block)
	for r, i := range block {
		for c, j := range block {
			h.b[r*size+c] = a[i*n+j]
			h.m[r*size+c] = 0
		}
		h.m[r*size+r] = 1
	}
	h.poly[0] = 1
	for k := 1; k <= size; k++ {
		trace := 0.0
		for r := range size {
			for c := range size {
				sum := 0.0
				for l := range size {
					sum += float64(h.b[r*size+l] * h.m[l*size+c])
				}
				h.next[r*size+c] = sum
			}
			trace += h.next[r*size+r]
		}
		h.poly[k] = -trace / float64(k)
		h.m, h.next = h.next, h.m
		for r := range size {
			h.m[r*size+r] += h.poly[k]
		}
	}
}

// routh applies the criterion of Routh and Hurwitz: all roots of the polynomial
// have negative real parts when the first column of Routh's array is positive.
func (h *hurwitz) routh(degree int) bool {
	width := degree/2 + 1
	above, row := h.above[:width+1], h.row[:width+1]
	clear(above)
	clear(row)
	for i := 0; i <= degree; i++ {
		if !(h.poly[i] > 0) {
			return false // necessary, and cheaper than the array
		}
		if i%2 == 0 {
			above[i/2] = h.poly[i]
		} else {
			row[i/2] = h.poly[i]
		}
	}
	for range degree - 1 {
		if !(row[0] > 0) {
			return false
		}
		ratio := above[0] / row[0]
		for c := 0; c < width; c++ {
			above[c] = above[c+1] - float64(ratio*row[c+1])
		}
		above[width] = 0
		above, row = row, above
	}
	return row[0] > 0
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
