package cause

import (
	"errors"
	"fmt"
	"math"
)

// Codes of weight matrices and fuzzy cognitive maps.
const (
	CodeNotSquare = "causes/not-square"
	CodeNumber    = "causes/not-a-number"
)

// Weights is a matrix as fuzzy cognitive maps and matrix files have it: W[i][j]
// is the effect of i on j. Rows act, columns respond: the transpose of A.
type Weights [][]float64

// WeightsConvention names the convention, for every place that shows or writes
// such a matrix.
const WeightsConvention = "W[i][j] = effect of i on j: rows act on columns (the transpose of the press matrix, where rows respond)"

// Transpose turns weights into the convention of A, and back.
func Transpose(w [][]float64) [][]float64 {
	out := make([][]float64, len(w))
	for i := range out {
		out[i] = make([]float64, len(w))
		for j := range out[i] {
			out[i][j] = w[j][i]
		}
	}
	return out
}

// Check returns an error that joins *Errors: rows of another length than the
// number of rows, or weights that are not finite.
func (w Weights) Check() error {
	var errs []error
	if len(w) == 0 {
		errs = append(errs, &Error{CodeNotSquare, "", "the matrix is empty", "give at least one row"})
	}
	for i, row := range w {
		if len(row) != len(w) {
			errs = append(errs, &Error{CodeNotSquare, fmt.Sprintf("row %d", i+1), fmt.Sprintf("it has %d weights, and there are %d rows", len(row), len(w)), "give as many of each"})
		}
		for j, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				errs = append(errs, &Error{CodeNumber, fmt.Sprintf("row %d, column %d", i+1, j+1), "it is no finite number", "write a number, 0 for no link"})
			}
		}
	}
	return errors.Join(errs...)
}

// Sources marks the nodes that nothing acts on, themselves apart: drivers.
func (w Weights) Sources() []bool {
	out := make([]bool, len(w))
	for j := range w {
		out[j] = true
		for i := range w {
			if i != j && w[i][j] != 0 {
				out[j] = false
			}
		}
	}
	return out
}
