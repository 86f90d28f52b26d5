package backtest

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"entente/score"
)

// WriteText writes the report as text tables.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d issues, %d resolved, of %d groups\n", r.Record, r.Issues, r.Resolved, r.Groups)
	fmt.Fprintf(&b, "%s\n\n", r.how())
	for _, s := range r.Says {
		fmt.Fprintf(&b, "%s\n", s)
	}
	b.WriteString("\nPoints. CRPS is that of the point with the method's own past errors around it; a bare point has its MAE for one.\n")
	writeTable(&b, r.pointRows())
	b.WriteString("\nDistributions, held out. MAE is that of the median.\n")
	writeTable(&b, r.distributionRows())
	b.WriteString("\nWeights of the pool, fitted to all resolved issues\n")
	writeTable(&b, r.weightRows())
	for _, c := range r.Cautions {
		fmt.Fprintf(&b, "\n! %s", c)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// how says how the numbers were made.
func (r *Report) how() string {
	folds := fmt.Sprintf("%d folds by group, mean of %d assignments", r.Folds, r.Assignments)
	if r.GivenFolds {
		folds = fmt.Sprintf("%d folds as given", r.Folds)
	}
	return fmt.Sprintf("Errors in hundredths of the scale; %s; 95%% intervals from %d resamples of whole groups, seed %d; entente %s.", folds, r.Draws, r.Seed, r.Version)
}

// grid is a table: a head and rows of cells; cells beyond the first are
// numbers.
type grid [][]string

func (r *Report) pointRows() grid {
	g := grid{{"method", "n", "MAE", "95%", "median", "<=10", "minus weighted mean", "CRPS", "95%", "pool minus it", "80% held", "Brier, two positions"}}
	for _, p := range r.Points {
		diff := "–"
		if p.MinusBaseline != nil {
			diff = signed(*p.MinusBaseline)
		}
		g = append(g, []string{p.Method, fmt.Sprint(p.N), num(p.MAE.Mean), between(p.MAE), num(p.MedianAE), share3(p.Within10), diff,
			num(p.CRPS.Mean), between(p.CRPS), signed(p.PoolMinus), share2(p.Cover80), brierText(p.Brier)})
	}
	return g
}

func (r *Report) distributionRows() grid {
	g := grid{{"distribution", "n", "CRPS", "95%", "minus pooled errors", "MAE", "95%", "minus weighted mean", "80% held", "90% held", "Brier, two positions", "Brier, above middle"}}
	for _, d := range r.Distributions {
		g = append(g, []string{d.Method, fmt.Sprint(d.N), num(d.CRPS.Mean), between(d.CRPS), signed(d.MinusPooled), num(d.MAE.Mean), between(d.MAE),
			signed(d.MinusBaseline), share2(d.Cover80), share2(d.Cover90), brierText(d.Brier), brierText(d.BrierAbove)})
	}
	return g
}

func (r *Report) weightRows() grid {
	w, f := r.Pool.Weights, r.Pool.Without
	return grid{
		{"", "pos_cs", "pos_s", "uniform", "norm10", "near60"},
		{"all five", share3(w.PosCS), share3(w.PosS), share3(w.Uniform), share3(w.Norm10), share3(w.Near60)},
		{"without past errors", share3(f.PosCS), share3(f.PosS), share3(f.Uniform), share3(f.Norm10), "–"},
	}
}

func num(x float64) string    { return fmt.Sprintf("%.2f", x) }
func share2(x float64) string { return fmt.Sprintf("%.2f", x) }
func share3(x float64) string { return fmt.Sprintf("%.3f", x) }

func between(i score.Interval) string { return fmt.Sprintf("%.2f–%.2f", i.Low, i.High) }

// signed writes a difference; one that is shown by the record has a star.
func signed(i score.Interval) string {
	if max(math.Abs(i.Mean), math.Abs(i.Low), math.Abs(i.High)) < 0.005 {
		return "0"
	}
	star := ""
	if i.Shown() {
		star = "*"
	}
	return fmt.Sprintf("%+.2f%s (%+.2f, %+.2f)", i.Mean, star, i.Low, i.High)
}

func brierText(i *score.Interval) string {
	if i == nil {
		return "–"
	}
	return fmt.Sprintf("%.3f (n %d)", i.Mean, i.N)
}

func writeTable(b *strings.Builder, g grid) {
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for _, row := range g {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	w.Flush() // a strings.Builder takes everything
}
