package backtest

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"sync"

	"entente/internal/report/svg"
	"entente/score"
)

//go:embed page.html.tmpl
var pageTemplate string

//go:embed page.css
var pageCSS string

// parsed is made on first use: most commands write no page.
var parsed = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("backtest").Parse(pageTemplate))
})

// HTML writes the report as one page that needs nothing else: no scripts, no
// fonts, nothing fetched.
func (r *Report) HTML(w io.Writer) error {
	return parsed().Execute(w, page{r})
}

// page is what the template sees.
type page struct{ *Report }

func (page) CSS() template.CSS { return template.CSS(pageCSS + svg.CSS) }

func (p page) How() string             { return p.how() }
func (p page) PointTable() grid        { return p.pointRows() }
func (p page) DistributionTable() grid { return p.distributionRows() }
func (p page) WeightTable() grid       { return p.weightRows() }
func (g grid) Head() []string          { return g[0] }
func (g grid) Body() [][]string        { return g[1:] }

// figure is a chart under its title.
type figure struct {
	Title string
	SVG   template.HTML
}

func (p page) provenance() string {
	digest := "no digest"
	if p.Digest != "" {
		digest = p.Digest[:min(12, len(p.Digest))]
	}
	return fmt.Sprintf("%s · %s · entente %s · seed %d", p.Record, digest, p.Version, p.Seed)
}

// Charts are the figures of the page.
func (p page) Charts() []figure {
	out := []figure{p.errorsChart(), p.crpsChart()}
	if c := p.Calibration.TwoPosition; c != nil {
		out = append(out, p.reliability("two", "Is the probability kept? Issues with two positions", "the outcome is nearer the upper of the two positions", c))
	}
	if c := p.Calibration.Above; c != nil {
		out = append(out, p.reliability("above", "Is the probability kept? All issues that were not decided in the very middle", "the outcome is above the middle of the scale", c))
	}
	f := p.frame("transforms", "Where outcomes fell in the forecast", "A tenth of the outcomes in each slice when the forecast is calibrated.")
	return append(out, drawn(f, svg.Transforms{Frame: f, Shares: p.Calibration.Transforms}.Chart()))
}

func (p page) frame(id, title, desc string) svg.Frame {
	return svg.Frame{ID: id, Title: title, Desc: desc, Provenance: p.provenance()}
}

func drawn(f svg.Frame, c svg.Chart) figure {
	return figure{f.Title, template.HTML(c.Inline())} // package svg escapes what it is given
}

// errorsChart compares absolute errors with the weighted mean's.
func (p page) errorsChart() figure {
	d := svg.Differences{
		Frame: p.frame("errors", "Absolute error, against the weighted mean", "One line a method; left of zero is better."),
		Axis:  "absolute error minus that of the weighted mean, in hundredths of the scale: left is better",
	}
	if pool := p.Distribution(Pool5); pool != nil {
		d.Rows = append(d.Rows, difference("median of "+Pool5, pool.MinusBaseline, true))
	}
	for _, m := range p.Points {
		if m.MinusBaseline != nil {
			d.Rows = append(d.Rows, difference(m.Method, *m.MinusBaseline, false))
		}
	}
	return drawn(d.Frame, d.Chart())
}

// crpsChart compares the pool with every method that was given its own errors.
func (p page) crpsChart() figure {
	d := svg.Differences{
		Frame: p.frame("crps", "CRPS of the forecast, against each method with its own past errors", "One line a method; left of zero the forecast is better."),
		Axis:  "CRPS of " + Pool5 + " minus that of the method: left, the forecast is better",
	}
	for _, m := range p.Points {
		d.Rows = append(d.Rows, difference(m.Method, m.PoolMinus, false))
	}
	return drawn(d.Frame, d.Chart())
}

func difference(label string, i score.Interval, bold bool) svg.Difference {
	return svg.Difference{Label: label, Mean: i.Mean, Low: i.Low, High: i.High, Bold: bold,
		Text: fmt.Sprintf("%+.2f (%+.2f, %+.2f)", i.Mean, i.Low, i.High)}
}

func (p page) reliability(id, title, event string, c *score.Reliability) figure {
	r := svg.Reliability{
		Frame: p.frame(id, title, fmt.Sprintf("Calibration on %d issues: %s.", c.N, event)),
		Event: event, TooFew: c.TooFew,
	}
	for _, b := range c.Bins {
		r.Points = append(r.Points, svg.ReliabilityPoint{Forecast: b.MeanForecast, Frequency: b.Frequency, Low: b.Interval[0], High: b.Interval[1], N: b.N, Few: b.Few})
	}
	return drawn(r.Frame, r.Chart())
}
