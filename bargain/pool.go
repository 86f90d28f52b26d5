package bargain

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Constants of the pool of forecast distributions.
const (
	// normalShare is the standard deviation of the normal component as a share
	// of the scale's length.
	normalShare = 0.1
	// nearestErrors is the number of past errors, nearest in spread, that the
	// error component uses.
	nearestErrors = 60
	// FewestResolved is the number of resolved issues below which nothing is
	// fitted.
	FewestResolved = 30
)

// Weights are the weights of the five components of the pool; they are >= 0
// and sum to 1.
type Weights struct {
	PosCS   float64 `json:"pos_cs"`  // positions by capability times salience
	PosS    float64 `json:"pos_s"`   // positions by salience
	Uniform float64 `json:"uniform"` // evenly over the scale
	Norm10  float64 `json:"norm10"`  // normal around the weighted mean, sd 0.1 of the scale, tails on the ends
	Near60  float64 `json:"near60"`  // past errors of issues with a similar spread, around the weighted mean
}

// DefaultWeights were fitted without the component that needs the user's own
// resolved issues, on decisions of the European Union alone (247 outcomes of
// the DEU III data, Arregui and Perarnaud, doi:10.34810/data53). These four
// numbers are all of that data that the program holds. What is lost by not
// holding a table of its errors is small: cross-validated on the same 247, the
// mean CRPS is 15.4 of 100 without and 15.2 with past errors, against 16.1 for
// the weighted mean with all past errors around it.
var DefaultWeights = Weights{PosCS: 0.16, PosS: 0.28, Uniform: 0.21, Norm10: 0.35}

// DefaultLabel says what DefaultWeights rest on.
const DefaultLabel = "calibrated on EU legislation only"

func (w Weights) list() []float64 {
	return []float64{w.PosCS, w.PosS, w.Uniform, w.Norm10, w.Near60}
}

func weightsOf(a []float64) Weights { return Weights{a[0], a[1], a[2], a[3], a[4]} }

// Basis is what the pool needs to know of an issue. It is immutable and may be
// shared.
type Basis struct {
	Mean   float64 // weighted mean, scale units
	Spread float64 // weighted standard deviation, scale units
	Centre float64 // what past errors and the normal component go around: Mean, unless recentred
	fixed  [4]*Distribution
}

// NewBasis prepares an issue. The error is that of Issue.Check.
func NewBasis(is Issue) (*Basis, error) {
	if err := is.Check(); err != nil {
		return nil, err
	}
	return kernelOf(is.Low, is.High, is.Stances).basis(is.High), nil
}

// Basis prepares the stances that are loaded, for draws of the input.
func (k *Kernel) Basis() *Basis {
	return k.basis(max(k.low+k.length, k.voters[len(k.voters)-1].x))
}

func (k *Kernel) basis(high float64) *Basis {
	n := len(k.voters)
	x, w, s := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, v := range k.voters {
		x[i], w[i], s[i] = v.x, v.w, v.s
	}
	low := k.low
	return &Basis{
		Mean:   k.mean,
		Spread: k.Spread(),
		Centre: k.mean,
		fixed: [4]*Distribution{
			Steps(low, high, x, w),
			Steps(low, high, x, s),
			Even(low, high),
			Censored(low, high, k.mean, normalShare*k.length),
		},
	}
}

// Recentred puts past errors and the normal component around another point
// forecast of the issue. A calibration must be fitted to issues with the same
// kind of centre.
func (b *Basis) Recentred(point float64) *Basis {
	c := *b
	low, high := b.Scale()
	c.Centre = point
	c.fixed[3] = Censored(low, high, point, normalShare*(high-low))
	return &c
}

// Scale returns the ends of the issue's scale.
func (b *Basis) Scale() (low, high float64) { return b.fixed[0].Scale() }

// RelativeSpread is the spread as a share of the scale's length.
func (b *Basis) RelativeSpread() float64 {
	low, high := b.Scale()
	return b.Spread / (high - low)
}

// Positions returns the lower and the upper position when all actors with weight
// hold one of two.
func (b *Basis) Positions() (lower, upper float64, two bool) {
	if at := b.fixed[0].at; len(at) == 2 {
		return at[0], at[1], true
	}
	return 0, 0, false
}

// Resolved is an issue with its outcome. Issues of one group, such as the
// issues of one legislative proposal, are not independent: they stay together
// when errors are learned from others.
type Resolved struct {
	*Basis
	Group   string
	Outcome float64     // scale units
	gram    [][]float64 // of the fixed parts, as a share of the scale
}

// Resolve adds the outcome, which must lie on the scale.
func (b *Basis) Resolve(group string, outcome float64) Resolved {
	low, high := b.Scale()
	g := newGram(b.fixed[:], outcome, 0)
	for _, row := range g {
		for l := range row {
			row[l] /= high - low
		}
	}
	return Resolved{b, group, outcome, g}
}

// PastError is the error of the centre, the weighted mean unless recentred, on
// one resolved issue, in shares of the scale's length.
type PastError struct {
	Group  string
	Spread float64
	Error  float64 // outcome minus centre
}

// ErrorOf is the error of the centre on a resolved issue.
func ErrorOf(r Resolved) PastError {
	low, high := r.Scale()
	return PastError{r.Group, r.RelativeSpread(), (r.Outcome - r.Centre) / (high - low)}
}

// ErrorTable holds past errors by spread.
type ErrorTable struct{ errors []PastError }

// NewErrorTable returns the table of the errors. Their order does not matter.
func NewErrorTable(errs []PastError) *ErrorTable {
	sorted := slices.Clone(errs)
	slices.SortFunc(sorted, func(a, b PastError) int {
		return cmp.Or(cmp.Compare(a.Spread, b.Spread), cmp.Compare(a.Error, b.Error), cmp.Compare(a.Group, b.Group))
	})
	return &ErrorTable{sorted}
}

// Nearest returns the errors of the n issues with a spread nearest to that
// given, and of all that are as near as the last of them; all if there are
// fewer. Errors for which skip, if not nil, is true are left out.
func (t *ErrorTable) Nearest(spread float64, n int, skip func(PastError) bool) []float64 {
	right, _ := slices.BinarySearchFunc(t.errors, spread, func(e PastError, s float64) int { return cmp.Compare(e.Spread, s) })
	left := right - 1
	out := make([]float64, 0, n)
	reach := math.Inf(1)
	for left >= 0 || right < len(t.errors) {
		below, above := math.Inf(1), math.Inf(1)
		if left >= 0 {
			below = spread - t.errors[left].Spread
		}
		if right < len(t.errors) {
			above = t.errors[right].Spread - spread
		}
		if min(below, above) > reach {
			break
		}
		var e PastError
		if below <= above {
			e = t.errors[left]
			left--
		} else {
			e = t.errors[right]
			right++
		}
		if skip != nil && skip(e) {
			continue
		}
		out = append(out, e.Error)
		if len(out) == n {
			reach = min(below, above)
		}
	}
	return out
}

// Around is the empirical distribution of errors, in shares of the scale's
// length, added to a point forecast and cut to the scale. There must be at
// least one error.
func Around(low, high, point float64, errs []float64) *Distribution {
	if !slices.IsSorted(errs) {
		errs = slices.Clone(errs)
		slices.Sort(errs)
	}
	n := float64(len(errs))
	d := &Distribution{low: low, high: high, at: make([]float64, 0, len(errs)), below: make([]float64, 0, len(errs))}
	for i, e := range errs {
		d.push(min(max(point+float64((high-low)*e), low), high), float64(i+1)/n)
	}
	return d
}

// NearSpread is the error component of the pool: the centre with the
// past errors of the issues whose spread is nearest.
func (b *Basis) NearSpread(t *ErrorTable) *Distribution { return b.near(t, nil) }

func (b *Basis) near(t *ErrorTable, skip func(PastError) bool) *Distribution {
	low, high := b.Scale()
	return Around(low, high, b.Centre, t.Nearest(b.RelativeSpread(), nearestErrors, skip))
}

// Calibration turns an issue into a forecast distribution.
type Calibration struct {
	Weights  Weights `json:"weights"`
	Label    string  `json:"label"`    // what it was calibrated on
	Resolved int     `json:"resolved"` // issues it was fitted on; 0 for the default
	Groups   int     `json:"groups"`
	errors   *ErrorTable
}

// DefaultCalibration is used where fewer than FewestResolved issues are
// resolved.
func DefaultCalibration() *Calibration {
	return &Calibration{Weights: DefaultWeights, Label: DefaultLabel}
}

// Forecast is the linear pool for an issue.
func (c *Calibration) Forecast(b *Basis) *Distribution {
	parts := b.fixed[:]
	weights := c.Weights.list()
	if c.errors == nil {
		return mix(weights[:4], parts)
	}
	return mix(weights, append(slices.Clone(parts), b.NearSpread(c.errors)))
}

// Fit fits the weights of the pool to resolved issues: those that minimise the
// mean CRPS, each as a share of its scale. The error component of an issue
// leaves out the errors of its own group while fitting. The programme is
// convex and is solved exactly, by an active set. With fewer than
// FewestResolved issues, or when all are of one group, the answer is
// DefaultCalibration.
//
// The score of the fit on the same issues is too good; package backtest
// cross-validates it. The linear pool and its fit by CRPS are this program's own
// choice of form; the score is that of Gneiting and Raftery 2007.
func Fit(resolved []Resolved) *Calibration {
	groups := make(map[string]bool)
	past := make([]PastError, len(resolved))
	for i, r := range resolved {
		groups[r.Group] = true
		past[i] = ErrorOf(r)
	}
	if len(resolved) < FewestResolved || len(groups) < 2 {
		return DefaultCalibration()
	}
	table := NewErrorTable(past)
	const fixed = len(Basis{}.fixed)
	sum := square(fixed + 1)
	for _, r := range resolved {
		low, high := r.Scale()
		others := r.Basis.near(table, func(e PastError) bool { return e.Group == r.Group })
		g := newGram(append(slices.Clone(r.fixed[:]), others), r.Outcome, fixed)
		add(sum, r.gram)
		for l, x := range g[fixed] {
			sum[fixed][l] += x / (high - low)
		}
	}
	for l := range fixed {
		sum[l][fixed] = sum[fixed][l]
	}
	return &Calibration{
		Weights:  weightsOf(minimizeOnSimplex(sum)),
		Label:    fmt.Sprintf("calibrated on %d resolved issues of %d groups", len(resolved), len(groups)),
		Resolved: len(resolved),
		Groups:   len(groups),
		errors:   table,
	}
}

// FitWithoutErrors fits the four components that need no past errors, in the
// same way; it is how DefaultWeights were made.
func FitWithoutErrors(resolved []Resolved) *Calibration {
	sum := square(len(Basis{}.fixed))
	for _, r := range resolved {
		add(sum, r.gram)
	}
	a := minimizeOnSimplex(sum)
	return &Calibration{
		Weights:  weightsOf(append(a, 0)),
		Label:    fmt.Sprintf("calibrated on %d resolved issues, without their errors", len(resolved)),
		Resolved: len(resolved),
	}
}

// square is an n by n matrix of zeros.
func square(n int) [][]float64 {
	cells := make([]float64, n*n)
	m := make([][]float64, n)
	for k := range m {
		m[k] = cells[k*n : (k+1)*n]
	}
	return m
}

// add adds a matrix to the upper left of the sum.
func add(sum, m [][]float64) {
	for k := range m {
		for l := range m[k] {
			sum[k][l] += m[k][l]
		}
	}
}
