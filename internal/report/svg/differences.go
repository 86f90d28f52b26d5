package svg

import "math"

// Difference is a mean difference with its interval.
type Difference struct {
	Label           string
	Mean, Low, High float64
	Text            string // the numbers, as they are to be printed
	Bold            bool
}

// Differences shows how methods differ from the one that they are compared
// with.
type Differences struct {
	Frame
	Axis string // what is compared, and which side is better
	Rows []Difference
}

// Chart draws one line a method around zero.
func (d Differences) Chart() Chart {
	c := &canvas{id: d.ID}
	low, high := 0.0, 0.0
	for _, r := range d.Rows {
		low, high = math.Min(low, r.Low), math.Max(high, r.High)
	}
	pad := math.Max((high-low)*0.04, 0.1)
	const text = 150.0
	a := axis{low - pad, high + pad, labelWidth + 14, chartWidth - text - 14}
	top := 14.0
	bottom := top + 4
	for _, r := range d.Rows {
		bottom += labelHeight(r.Label, labelWidth)
	}
	for _, v := range a.ticks(7) {
		c.line("en-grid", a.x(v), top, a.x(v), bottom)
		c.text("en-tick-label", "middle", a.x(v), bottom+16, number(v))
	}
	c.line("en-axis", a.left, bottom, a.right, bottom)
	c.line("en-quo", a.x(0), top, a.x(0), bottom)
	y := top
	for _, r := range d.Rows {
		height := labelHeight(r.Label, labelWidth)
		mid := y + height/2
		class, dot := "en-num", "en-dot-open"
		if r.Bold {
			class = "en-head"
		}
		if r.Low > 0 || r.High < 0 {
			dot = "en-dot"
		}
		c.label(class, r.Label, a.left-10, mid, labelWidth)
		c.line("en-thin", a.x(r.Low), mid, a.x(r.High), mid)
		c.dot(dot, a.x(r.Mean), mid, dotRadius)
		c.text("en-note", "end", chartWidth-2, mid+4, r.Text)
		y += height
	}
	c.text("en-small", "middle", (a.left+a.right)/2, bottom+34, d.Axis)
	keys := []key{
		{26, func(x, y float64) { c.line("en-thin", x, y, x+26, y); c.dot("en-dot", x+13, y, dotRadius) }, "mean and 95% interval"},
		{9, func(x, y float64) { c.dot("en-dot-open", x+4.5, y, dotRadius) }, "interval includes 0: no difference shown"},
	}
	at := c.legend(keys, 2, chartWidth-2, bottom+56)
	at = c.provenance(d.Provenance, at)
	return c.chart(d.Frame, chartWidth, math.Ceil(at+6))
}
