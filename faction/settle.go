package faction

import (
	"errors"
	"fmt"
	"math"
)

// listeningTolerance is how far a row of listening weights may be from 1.
const listeningTolerance = 1e-9

// Settle returns the end point of opinions under listening,
// (I - L W)^-1 (I - L) u, with u the initial opinions, W[i][j] the share of
// attention that i gives to j (rows sum to 1), and L the diagonal of
// susceptibilities in 0..1. After Friedkin and Johnsen 1990, in a form not held
// against the printed article. End points lie between the least and the greatest
// initial opinion.
//
// A group that is fully susceptible and listens to nobody outside it has no
// unique end point: CodeNoAnchor. The error joins *Errors.
func Settle(initial []float64, listens [][]float64, susceptibility []float64) ([]float64, error) {
	if err := checkListening(initial, listens, susceptibility); err != nil {
		return nil, err
	}
	n := len(initial)
	if free := unanchored(listens, susceptibility); len(free) > 0 {
		return nil, &Error{CodeNoAnchor, "", "", fmt.Sprintf("%d of %d are fully susceptible and listen, directly or not, to nobody with an opinion of their own; there is no unique end point", len(free), n),
			"give one of them a susceptibility below 1, or let one listen outside the group"}
	}
	// I - LW is weakly diagonally dominant with a chain to a strictly dominant
	// row from every row (that is what the test above says), so elimination
	// needs no exchange of rows.
	a := make([][]float64, n)
	x := make([]float64, n)
	for i := range a {
		a[i] = make([]float64, n)
		for j := range a[i] {
			a[i][j] = -susceptibility[i] * listens[i][j]
		}
		a[i][i]++
		x[i] = (1 - susceptibility[i]) * initial[i]
	}
	eliminate(a, x)
	return x, nil
}

// eliminate solves a x = b by elimination without exchange of rows, x holding b
// and then the solution.
func eliminate(a [][]float64, x []float64) {
	n := len(a)
	for k := range n {
		for i := k + 1; i < n; i++ {
			factor := a[i][k] / a[k][k]
			if factor == 0 {
				continue
			}
			for j := k; j < n; j++ {
				a[i][j] -= float64(factor * a[k][j])
			}
			x[i] -= float64(factor * x[k])
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j < n; j++ {
			x[i] -= float64(a[i][j] * x[j])
		}
		x[i] /= a[i][i]
	}
}

// unanchored returns those who are fully susceptible and from whom no chain of
// listening leads to anyone who is not.
func unanchored(listens [][]float64, susceptibility []float64) []int {
	anchored := make([]bool, len(susceptibility))
	anchor(anchored, listens, susceptibility)
	var free []int
	for i, ok := range anchored {
		if !ok {
			free = append(free, i)
		}
	}
	return free
}

// anchor marks those who have an opinion of their own, or listen to one who is
// marked.
func anchor(anchored []bool, listens [][]float64, susceptibility []float64) {
	n := len(susceptibility)
	for i, s := range susceptibility {
		anchored[i] = s < 1
	}
	for changed := true; changed; {
		changed = false
		for i := range n {
			for j := 0; j < n && !anchored[i]; j++ {
				if listens[i][j] > 0 && anchored[j] {
					anchored[i], changed = true, true
				}
			}
		}
	}
}

func checkListening(initial []float64, listens [][]float64, susceptibility []float64) error {
	n := len(initial)
	if n == 0 || len(listens) != n || len(susceptibility) != n {
		return &Error{CodeShape, "", "", fmt.Sprintf("%d opinions, %d rows of listening, %d susceptibilities", n, len(listens), len(susceptibility)), "give as many of each, at least one"}
	}
	var errs []error
	report := func(code string, i int, cause, remedy string) {
		errs = append(errs, &Error{code, "", fmt.Sprintf("#%d", i+1), cause, remedy})
	}
	for i := range n {
		if !onScale(initial[i]) {
			report(CodePosition, i, "opinion "+number(initial[i])+" is off the scale", "give a number in 0..100")
		}
		if !(susceptibility[i] >= 0 && susceptibility[i] <= 1) {
			report(CodeSusceptibility, i, "susceptibility "+number(susceptibility[i])+" is none", "give a number in 0..1")
		}
		if len(listens[i]) != n {
			report(CodeShape, i, fmt.Sprintf("listens to %d of %d", len(listens[i]), n), "give a full row")
			continue
		}
		sum, negative := 0.0, false
		for _, w := range listens[i] {
			sum += w
			negative = negative || !(w >= 0)
		}
		if negative || !(math.Abs(sum-1) <= listeningTolerance) {
			report(CodeListening, i, "its listening weights sum to "+number(sum)+" or one is negative", "give weights that are not negative and sum to 1")
		}
	}
	return errors.Join(errs...)
}
