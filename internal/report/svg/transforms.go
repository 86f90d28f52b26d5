package svg

import "math"

// Transforms shows the shares of outcomes in equal slices of a forecast's
// probability: level when the forecasts are calibrated, a hump when they are
// too wide, a bowl when they are too narrow.
type Transforms struct {
	Frame
	Shares []float64 // sum to 1
}

// Chart draws the histogram.
func (t Transforms) Chart() Chart {
	c := &canvas{id: t.ID}
	const left, top, height = 64.0, 20.0, 180.0
	right := chartWidth - 20
	level := 1 / float64(max(len(t.Shares), 1))
	most := 2 * level
	for _, s := range t.Shares {
		most = math.Max(most, s)
	}
	y := axis{0, most, top + height, top}
	for _, v := range y.ticks(4) {
		c.line("en-grid", left, y.x(v), right, y.x(v))
		c.text("en-tick-label", "end", left-8, y.x(v)+4, number(v))
	}
	bin := (right - left) * level
	for i, s := range t.Shares {
		from := left + float64(float64(i)*bin)
		c.rect("en-hist", from+1, y.x(s), bin-2, top+height-y.x(s))
		c.text("en-tick-label", "middle", from+bin/2, top+height+16, number(round2(float64(i)*level))+"–"+number(round2(float64(i+1)*level)))
		c.text("en-small", "middle", from+bin/2, y.x(s)-4, number(round2(s)))
	}
	c.line("en-axis", left, top+height, right, top+height)
	c.line("en-quo", left, y.x(level), right, y.x(level))
	c.text("en-small", "start", 2, top-8, "share of outcomes")
	c.text("en-small", "middle", (left+right)/2, top+height+34, "probability that the forecast gave to less than the outcome")
	at := c.legend([]key{{22, func(x, y float64) { c.line("en-quo", x, y, x+22, y) }, "calibrated"}}, 2, chartWidth-2, top+height+56)
	at = c.provenance(t.Provenance, at)
	return c.chart(t.Frame, chartWidth, math.Ceil(at+6))
}
