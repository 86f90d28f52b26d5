package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"entente/bargain"
	"entente/internal/analysis"
	"entente/internal/backtest"
	"entente/internal/solo"
)

// manyIssues is how many issues get a table each; more share one with a line an
// issue.
const manyIssues = 8

// BargainText writes a result on a file of stances for a terminal: the static
// methods first, then the model's run where there is one.
func BargainText(w io.Writer, r *solo.Bargaining, s TextStyle) error {
	t := newLensWriter(s)
	t.title(r.File + ": " + r.Model)
	t.hang("", strings.Join([]string{r.FileFormat, short(r.Digest), "entente " + r.Version, "seed " + strconv.FormatUint(r.Seed, 10)}, " · "))
	t.hang("", "Record: "+r.Record+".")
	if len(r.Issues) > manyIssues {
		t.manyStatic(r.Issues)
	} else {
		for i := range r.Issues {
			t.static(&r.Issues[i])
		}
	}
	if r.Trajectory != nil {
		t.heading("The run of " + r.Model + ": " + r.Meaning)
		t.trajectory(r.Trajectory, len(r.Moves) > 0)
	}
	t.list("Warnings", r.Warnings, 10)
	t.list("Notes", r.Notes, 5)
	return t.flush(w)
}

// ModelText writes a dynamic model's run on a case for a terminal.
func ModelText(w io.Writer, r *analysis.ModelRun, moves bool, s TextStyle) error {
	t := newLensWriter(s)
	t.title(r.Case.Title + ": " + r.Trajectory.Model)
	t.hang("", strings.Join([]string{r.Case.ID, "case " + short(r.Case.Digest), "entente " + r.Version, "seed " + strconv.FormatUint(r.Trajectory.Seed, 10), "every number at its mid"}, " · "))
	t.hang("", "Record: "+r.Record+".")
	t.trajectory(r.Trajectory, moves)
	t.list("Warnings", append(append([]string{}, r.Scaled...), r.Trajectory.Warnings...), 10)
	return t.flush(w)
}

// PredictText writes calibrated forecasts for a terminal.
func PredictText(w io.Writer, p *backtest.Predictions, s TextStyle) error {
	t := newLensWriter(s)
	t.title(p.Record + ": forecasts")
	t.hang("", "entente "+p.Version+" · "+p.Label)
	wt := p.Weights
	t.hang("", fmt.Sprintf("Weights: positions by capability and salience %.3f, by salience %.3f, uniform %.3f, normal %.3f, past errors %.3f.", wt.PosCS, wt.PosS, wt.Uniform, wt.Norm10, wt.Near60))
	t.b.WriteString("\n")
	resolved, sum := 0, 0.0
	tab := &table{heads: []string{"issue", ">scale", ">weighted mean", ">forecast", ">middle half", ">90% range", ">outcome", ">CRPS"}}
	for _, i := range p.Issues {
		u := unitOf(i.Scale[1] - i.Scale[0]).finer()
		q, d := i.Distribution.Quantiles, i.Distribution
		if d.CRPS != nil {
			resolved++
			sum += *d.CRPS / (i.Scale[1] - i.Scale[0]) * 100
		}
		tab.row(i.ID, scaleOf(i.Scale), u.num(i.WeightedMean), u.num(q.P50), u.between(q.P25, q.P75), u.between(q.P05, q.P95), u.known(i.Outcome), u.known(d.CRPS))
	}
	tab.text(&t.b, "  ", t.Width)
	if resolved > 0 {
		t.b.WriteString("\n")
		t.hang("", fmt.Sprintf("%d of %d issues are resolved; mean CRPS %.2f hundredths of the scale.", resolved, len(p.Issues), sum/float64(resolved)))
	}
	t.list("Warnings", p.Warnings, 10)
	return t.flush(w)
}

// lensWriter writes one lens alone.
type lensWriter struct{ textWriter }

func newLensWriter(s TextStyle) *lensWriter {
	if s.Width == 0 {
		s.Width = 100
	}
	return &lensWriter{textWriter{TextStyle: s}}
}

func (t *lensWriter) flush(w io.Writer) error {
	_, err := io.WriteString(w, t.b.String())
	return err
}

func (t *lensWriter) title(s string) {
	if t.Bold {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	t.b.WriteString(s + "\n")
}

// list writes sentences under a heading, the first n of them.
func (t *lensWriter) list(head string, sentences []string, n int) {
	if len(sentences) == 0 {
		return
	}
	t.heading(head)
	for _, s := range sentences[:min(n, len(sentences))] {
		t.hang("  - ", s)
	}
	if len(sentences) > n {
		t.hang("  - ", fmt.Sprintf("and %d more; --json has them all.", len(sentences)-n))
	}
}

func scaleOf(s [2]float64) string { return plainNumber(s[0]) + ".." + plainNumber(s[1]) }

// plainNumber writes a number as given.
func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// known writes a number that may be missing.
func (u unit) known(x *float64) string {
	if x == nil {
		return "–"
	}
	return u.num(*x)
}

// present writes a number that may be NaN.
func (u unit) present(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return u.num(x)
}

func (t *lensWriter) static(i *solo.Issue) {
	u := unitOf(i.Scale[1] - i.Scale[0]).finer()
	about := i.Issue
	if i.Name != "" && i.Name != i.Issue {
		about += " (" + i.Name + ")"
	}
	about += ", scale " + scaleOf(i.Scale)
	if i.Reference != nil {
		about += ", reference point " + plainNumber(*i.Reference)
	}
	if i.Outcome != nil {
		about += ", outcome " + plainNumber(*i.Outcome)
	}
	t.heading(about)
	tab := &table{heads: []string{"method", ">settles at", "reads as"}}
	if i.Outcome != nil {
		tab.heads = append(tab.heads, ">off by")
	}
	add := func(method, at, reads string, x float64) {
		row := []string{method, at, reads}
		if i.Outcome != nil {
			row = append(row, u.num(math.Abs(x-*i.Outcome)))
		}
		tab.row(row...)
	}
	median := u.num(i.WeightedMedian)
	if i.MedianInterval[1] > i.MedianInterval[0] {
		median = u.between(i.MedianInterval[0], i.MedianInterval[1])
	}
	winners := make([]string, len(i.Condorcet))
	for k, x := range i.Condorcet {
		winners[k] = u.num(x)
	}
	add("weighted mean", u.num(i.WeightedMean), "every voice counts", i.WeightedMean)
	add("weighted median", median, "the middle decides", i.WeightedMedian)
	if n := len(i.Condorcet); n > 0 {
		add("pairwise contests", strings.Join(winners, ", "), "no other position beats it", i.Condorcet[(n-1)/2])
	}
	add("log Nash, quadratic", u.num(i.NashQuadratic), "no one is left far behind", i.NashQuadratic)
	add("log Nash, linear", u.num(i.NashLinear), "the same, far and near alike", i.NashLinear)
	add("unweighted mean", u.num(i.PlainMean), "a dull forecast", i.PlainMean)
	for _, r := range i.PCE {
		x, top := expectation(r)
		add("election, "+string(r.Model), u.num(x), fmt.Sprintf("expectation; likeliest %s, %.0f%%", u.num(top.Position), 100*top.Probability), x)
	}
	tab.text(&t.b, "  ", t.Width)
	for _, w := range []string{i.Words.Mean, i.Words.Median, i.Words.TwoPosition, i.Words.Bystanders} {
		if w != "" {
			t.hang("  ", w)
		}
	}
	t.forecast(i, u)
}

// expectation of an election, and its likeliest option.
func expectation(r bargain.PCEResult) (x float64, top bargain.OptionShare) {
	for _, o := range r.Options {
		x += float64(o.Position * o.Probability)
		if o.Probability > top.Probability {
			top = o
		}
	}
	return x, top
}

func (t *lensWriter) forecast(i *solo.Issue, u unit) {
	tab := &table{heads: []string{"forecast, with doubt about", ">median", ">middle half", ">80% range", ">90% range"}}
	add := func(name string, q bargain.Quantiles) {
		tab.row(name, u.num(q.P50), u.between(q.P25, q.P75), u.between(q.P10, q.P90), u.between(q.P05, q.P95))
	}
	d := &i.Distribution
	if i.Ranges != nil {
		add("the inputs alone", i.Ranges.Inputs)
	}
	add("the method alone", d.Quantiles)
	if i.Ranges != nil {
		add("both", i.Ranges.Both)
	}
	tab.text(&t.b, "  ", t.Width)
	words := "The error of the method is " + d.Label + "."
	if d.NearerUpper != nil {
		words += fmt.Sprintf(" The forecast that the outcome is nearer the upper of the two positions is %.2f.", *d.NearerUpper)
	}
	if d.CRPS != nil {
		words += " CRPS " + u.num(*d.CRPS) + "."
	}
	t.hang("  ", words)
}

// manyStatic is one line an issue.
func (t *lensWriter) manyStatic(issues []solo.Issue) {
	t.heading(plural(len(issues), "issue", "issues"))
	tab := &table{heads: []string{"issue", ">scale", ">weighted mean", ">weighted median", ">log Nash", ">forecast", ">90% range", ">outcome"}}
	for k := range issues {
		i := &issues[k]
		u := unitOf(i.Scale[1] - i.Scale[0]).finer()
		q := i.Distribution.Quantiles
		if i.Ranges != nil {
			q = i.Ranges.Both
		}
		tab.row(i.Issue, scaleOf(i.Scale), u.num(i.WeightedMean), u.num(i.WeightedMedian), u.num(i.NashQuadratic), u.num(q.P50), u.between(q.P05, q.P95), u.known(i.Outcome))
	}
	tab.text(&t.b, "  ", t.Width)
	t.hang("  ", "The error of the method is "+issues[0].Distribution.Label+". --issue shows one of them in full.")
}
