package svg

import "math"

// ReliabilityPoint is one bin of a calibration plot.
type ReliabilityPoint struct {
	Forecast  float64 // mean
	Frequency float64 // share that happened
	Low, High float64 // interval of the frequency
	N         int
	Few       bool
}

// Reliability plots how often things happened against the probability that
// they were given.
type Reliability struct {
	Frame
	Points []ReliabilityPoint // ascending
	TooFew bool               // too few forecasts in all: no line is drawn
	Event  string             // what happened or not
}

const plotSize = 300.0

// Chart draws the plot, with a table of its points beside it.
func (r Reliability) Chart() Chart {
	c := &canvas{id: r.ID}
	const left, top = 64.0, 20.0
	x := axis{0, 1, left, left + plotSize}
	y := axis{0, 1, top + plotSize, top}
	for _, t := range []float64{0, 0.25, 0.5, 0.75, 1} {
		c.line("en-grid", x.x(t), top, x.x(t), top+plotSize)
		c.line("en-grid", left, y.x(t), left+plotSize, y.x(t))
		c.text("en-tick-label", "middle", x.x(t), top+plotSize+16, number(t))
		c.text("en-tick-label", "end", left-8, y.x(t)+4, number(t))
	}
	c.line("en-axis", left, top+plotSize, left+plotSize, top+plotSize)
	c.line("en-axis", left, top, left, top+plotSize)
	c.line("en-quo", x.x(0), y.x(0), x.x(1), y.x(1))
	for i, p := range r.Points {
		c.line("en-thin", x.x(p.Forecast), y.x(p.Low), x.x(p.Forecast), y.x(p.High))
		if i > 0 && !r.TooFew {
			q := r.Points[i-1]
			c.line("en-base-thin", x.x(q.Forecast), y.x(q.Frequency), x.x(p.Forecast), y.x(p.Frequency))
		}
	}
	few := false
	for _, p := range r.Points {
		class := "en-dot"
		if p.Few {
			class, few = "en-dot-open", true
		}
		c.dot(class, x.x(p.Forecast), y.x(p.Frequency), dotRadius)
	}
	c.text("en-small", "middle", left+plotSize/2, top+plotSize+34, "probability given")
	c.text("en-small", "start", 2, top-8, "share that happened")
	if r.TooFew {
		c.text("en-head", "end", left+plotSize-6, top+16, "too few to say")
	}
	r.list(c, left+plotSize+60, top+4)

	keys := []key{
		{9, func(x, y float64) { c.dot("en-dot", x+4.5, y, dotRadius) }, "forecasts of a tenth of the range"},
		{8, func(x, y float64) { c.line("en-thin", x+4, y-7, x+4, y+7) }, "90% interval of the share"},
		{22, func(x, y float64) { c.line("en-quo", x, y, x+22, y) }, "what was said happened as often"},
	}
	if few {
		keys = append(keys, key{9, func(x, y float64) { c.dot("en-dot-open", x+4.5, y, dotRadius) }, "fewer than 10"})
	}
	at := c.legend(keys, 2, chartWidth-2, top+plotSize+58)
	at = c.provenance(r.Provenance, at)
	return c.chart(r.Frame, chartWidth, math.Ceil(at+6))
}

// list writes the points as a table.
func (r Reliability) list(c *canvas, left, y float64) {
	columns := []float64{left + 60, left + 150, left + 240, left + 310}
	for i, head := range []string{"given", "happened", "90% interval", "n"} {
		c.text("en-small", "end", columns[i], y, head)
	}
	for _, p := range r.Points {
		y += 20
		c.text("en-num", "end", columns[0], y, number(round2(p.Forecast)))
		c.text("en-num", "end", columns[1], y, number(round2(p.Frequency)))
		c.text("en-num", "end", columns[2], y, number(round2(p.Low))+"–"+number(round2(p.High)))
		c.text("en-num", "end", columns[3], y, number(float64(p.N)))
	}
	y += 30
	for _, line := range wrap("Event: "+r.Event, 320) {
		c.text("en-note", "start", left, y, line)
		y += 15
	}
}

func round2(x float64) float64 { return math.Round(x*100) / 100 }
