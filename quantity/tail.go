package quantity

import "math"

// A tail is the lower half of a beta quantile function as a table of cubics.
// The cells halve in width towards 0, where the function is steep: an octave of
// u, [2^-(e+1), 2^-e), holds 16 cells, so that the cell of u and the place in
// it are read off the bits of u.
type tail struct {
	cell       [tailCells]cubic
	a, b, logB float64
}

// cubic is c0 + c1 t + c2 t^2 + c3 t^3 for t in [0, 1) across a cell.
type cubic [4]float64

const (
	octaves   = 12
	subBits   = 4 // 2^subBits cells an octave
	tailCells = octaves << subBits
	firstU    = 1.0 / (1 << (octaves + 1)) // the table spans firstU..1/2
	fracBits  = 52 - subBits
	grid      = 1 << 44 // knots are multiples of 1/grid: see Sampler
)

// newTail tabulates the quantile function of the beta distribution with
// exponents a, b in [1, 5] by cubic Hermite interpolation between exact knots
// with exact slopes.
func newTail(a, b float64) *tail {
	logB := logBeta(a, b)
	t := &tail{a: a, b: b, logB: logB}
	u := firstU
	x := betaInverse(a, b, logB, u, 0)
	slope := 1 / betaDensity(a, b, logB, x)
	for i := range t.cell {
		width := firstU / (1 << subBits) * float64(int(1)<<(i>>subBits))
		nextU := u + width
		next := betaInverse(a, b, logB, nextU, x+slope*width)
		nextSlope := 1 / betaDensity(a, b, logB, next)
		x0, x1 := onGrid(x), onGrid(next)
		m0, m1 := onGrid(slope*width), onGrid(nextSlope*width)
		d := x1 - x0
		t.cell[i] = cubic{x0, m0, 3*d - 2*m0 - m1, m0 + m1 - 2*d}
		u, x, slope = nextU, next, nextSlope
	}
	return t
}

func onGrid(x float64) float64 { return math.Round(x*grid) / grid }

// at returns the quantile at u in [0, 1/2].
func (t *tail) at(u float64) float64 {
	if u < firstU {
		if u < 1e-300 {
			return 0
		}
		return onGrid(betaInverse(t.a, t.b, t.logB, u, 0)) // too rare to tabulate
	}
	bits := math.Float64bits(u)
	i := int(bits>>fracBits) - int(firstBits>>fracBits)
	x := float64(bits&(1<<fracBits-1)) * (1.0 / (1 << fracBits))
	if i >= tailCells { // u = 1/2, the end of the last cell
		i, x = tailCells-1, 1
	}
	c := &t.cell[i]
	return c[0] + float64(x*(c[1]+float64(x*(c[2]+float64(x*c[3])))))
}

var firstBits = math.Float64bits(firstU)
