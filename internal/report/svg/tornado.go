package svg

import "math"

// Bar is what one input does to an outcome: where the outcome lies with the
// input at its low and at its high end.
type Bar struct {
	Label         string
	LowText       string // the input's low end, as written
	HighText      string
	AtLow, AtHigh float64
	Basis         Basis
	Turns         bool // one end turns a conclusion
}

// Tornado shows the inputs in the order of what they do to an outcome.
type Tornado struct {
	Frame
	Axis   string  // what the outcome measures
	Centre float64 // the outcome with every input at its mid
	Bars   []Bar
}

// Chart draws the tornado.
func (t Tornado) Chart() Chart {
	c := &canvas{id: t.ID}
	low, high := t.Centre, t.Centre
	for _, b := range t.Bars {
		low = math.Min(low, math.Min(b.AtLow, b.AtHigh))
		high = math.Max(high, math.Max(b.AtLow, b.AtHigh))
	}
	pad := math.Max((high-low)*0.05, 0.5)
	const label = 256.0
	a := axis{low - pad, high + pad, label + 44, chartWidth - 92}
	top := 18.0
	bottom := top + 4
	for _, b := range t.Bars {
		bottom += labelHeight(b.Label, label)
	}
	for _, v := range a.ticks(7) {
		c.line("en-grid", a.x(v), top, a.x(v), bottom)
		c.text("en-tick-label", "middle", a.x(v), bottom+14, number(v))
	}
	c.text("en-small", "middle", a.x(t.Centre), top-5, "all at their mids: "+number(round1(t.Centre)))
	has := map[Basis]bool{}
	turns := false
	at := top
	for _, b := range t.Bars {
		height := labelHeight(b.Label, label)
		mid := at + height/2
		at += height
		has[b.Basis] = true
		turns = turns || b.Turns
		c.label("en-num", b.Label, label, mid, label)
		left, right := a.x(math.Min(b.AtLow, b.AtHigh)), a.x(math.Max(b.AtLow, b.AtHigh))
		width := math.Max(right-left, 1)
		switch b.Basis {
		case None:
			c.hatched(left, mid-6, width, 12)
		case Judgement:
			c.rect("en-thick-open", left, mid-6, width, 12)
		default:
			c.rect("en-thick", left, mid-6, width, 12)
		}
		l, r := b.LowText, b.HighText
		if b.AtLow > b.AtHigh {
			l, r = r, l
		}
		c.text("en-small", "end", left-4, mid+4, l)
		c.text("en-small", "start", right+4, mid+4, r)
		if b.Turns {
			c.text("en-head", "end", chartWidth-2, mid+4, "turns it")
		}
	}
	c.line("en-axis", a.left, bottom, a.right, bottom)
	c.line("en-axis", a.x(t.Centre), top, a.x(t.Centre), bottom)
	y := bottom + 28
	c.text("en-small", "middle", (a.left+a.right)/2, y, t.Axis)

	keys := []key{{12, func(x, y float64) { c.text("en-small", "start", x, y+3.5, "40") }, "the input's own end"}}
	if has[Evidence] {
		keys = append(keys, key{16, func(x, y float64) { c.rect("en-thick", x, y-4, 16, 8) }, "evidence"})
	}
	if has[Judgement] {
		keys = append(keys, key{16, func(x, y float64) { c.rect("en-thick-open", x, y-4, 16, 8) }, "judgement"})
	}
	if has[None] {
		keys = append(keys, key{16, func(x, y float64) { c.hatched(x, y-4, 16, 8) }, "no evidence"})
	}
	if turns {
		keys = append(keys, key{0, func(float64, float64) {}, "turns it: at one end a conclusion changes"})
	}
	y = c.legend(keys, 2, chartWidth-2, y+18)
	y = c.provenance(t.Provenance, y)
	return c.chart(t.Frame, chartWidth, math.Ceil(y+6))
}
