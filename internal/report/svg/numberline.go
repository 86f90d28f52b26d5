package svg

import "math"

// Label is a labelled point of a scale.
type Label struct {
	At   float64
	Text string
}

// Group is a block of rows under one heading.
type Group struct {
	Title string
	Note  string // heading of the right column
	Rows  []Row
}

// NumberLine is a scale with everything that stands on it: the outcome's
// distribution above, ranges below.
type NumberLine struct {
	Frame
	Low, High float64
	Axis      string // what the scale measures
	Labels    []Label
	StatusQuo *float64
	TickName  string // what Row.Tick shows
	Histogram []int  // draws in equal bins over the scale
	BaseHist  []int
	HistTitle string
	Groups    []Group
}

const (
	chartWidth = 760.0
	labelWidth = 186.0
	noteWidth  = 92.0
	histHeight = 70.0
)

// Chart draws the number line.
func (n NumberLine) Chart() Chart {
	c, marks := &canvas{id: n.ID}, &canvas{id: n.ID}
	a := axis{n.Low, n.High, labelWidth + 14, chartWidth - noteWidth - 14}
	ticks := a.ticks(8)

	top := 14.0
	y := top
	if len(n.Histogram) > 0 {
		y += histHeight
		n.histogram(marks, a, y)
	}
	marks.line("en-axis", a.left, y, a.right, y)
	for _, t := range ticks {
		marks.line("en-axis", a.x(t), y, a.x(t), y+4)
		marks.text("en-tick-label", "middle", a.x(t), y+16, number(t))
	}
	marks.text("en-small", "end", a.left-10, y+16, n.Axis)
	y = n.scaleLabels(marks, a, y+30)
	var used signs
	for _, g := range n.Groups {
		y = marks.group(a, g, y, &used)
	}
	bottom := y + 4

	// The grid and the status quo lie under the marks.
	for _, t := range ticks {
		c.line("en-grid", a.x(t), top, a.x(t), bottom)
	}
	if q := n.StatusQuo; q != nil {
		used.quo = true
		c.line("en-quo", a.x(*q), top+2, a.x(*q), bottom)
		c.text("en-small", anchorAt(a, *q), a.x(*q), top-3, "status quo "+number(round1(*q)))
	}
	c.b.WriteString(marks.b.String())
	y = c.legend(c.rangeKeys(used, n.TickName), 2, chartWidth-2, bottom+18)
	y = c.provenance(n.Provenance, y)
	return c.chart(n.Frame, chartWidth, math.Ceil(y+6))
}

// group draws one block of rows below y and returns the y below it.
func (c *canvas) group(a axis, g Group, y float64, used *signs) float64 {
	y += 20
	c.text("en-head", "start", 2, y, g.Title)
	if g.Note != "" {
		c.text("en-small", "end", chartWidth-2, y, g.Note)
	}
	y += 4
	for _, r := range g.Rows {
		height := labelHeight(r.Label, labelWidth)
		mid := y + height/2
		class := "en-num"
		if r.Bold {
			class = "en-head"
		}
		c.label(class, r.Label, a.left-10, mid, labelWidth)
		if r.Note != "" {
			c.text("en-note", "end", chartWidth-2, mid+4, clip(r.Note, noteWidth))
		}
		c.drawRange(a, r.Range, r.Basis, mid)
		used.basis(r.Basis)
		if r.Tick != nil {
			used.tick = true
			c.line("en-tick", a.x(*r.Tick), mid-8, a.x(*r.Tick), mid+8)
		}
		y += height
		if r.Base != nil {
			used.base = true
			c.drawBase(a, *r.Base, mid+11)
			y += baseHeight
		}
	}
	return y
}

// histogram draws the distribution over the base line y.
func (n NumberLine) histogram(c *canvas, a axis, y float64) {
	most := 1
	for _, h := range [][]int{n.Histogram, n.BaseHist} {
		for _, k := range h {
			most = max(most, k)
		}
	}
	height := func(k int) float64 { return float64(k) / float64(most) * (histHeight - 6) }
	bin := (a.right - a.left) / float64(len(n.Histogram))
	for i, k := range n.Histogram {
		if k > 0 {
			c.rect("en-hist", a.left+float64(float64(i)*bin), y-height(k), bin-0.5, height(k))
		}
	}
	if len(n.BaseHist) > 0 {
		bin = (a.right - a.left) / float64(len(n.BaseHist))
		d := "M" + px(a.left) + " " + px(y)
		for i, k := range n.BaseHist {
			d += "V" + px(y-height(k)) + "H" + px(a.left+float64(float64(i+1)*bin))
		}
		c.b.WriteString(`<path class="en-hist-base" d="` + d + "V" + px(y) + `"/>` + "\n")
	}
	for i, l := range wrap(n.HistTitle, labelWidth) {
		c.text("en-num", "end", a.left-10, y-histHeight+18+float64(15*i), l)
	}
	c.text("en-small", "end", a.left-10, y-14, "height: draws in a bin,")
	c.text("en-small", "end", a.left-10, y-2, "at most "+number(float64(most)))
}

// scaleLabels writes the words under the axis and returns the y below them.
func (n NumberLine) scaleLabels(c *canvas, a axis, y float64) float64 {
	lowest := y
	for i, l := range n.Labels {
		x := a.x(l.At)
		room := a.right - a.left
		if i > 0 {
			room = math.Min(room, x-a.x(n.Labels[i-1].At))
		}
		if i+1 < len(n.Labels) {
			room = math.Min(room, a.x(n.Labels[i+1].At)-x)
		}
		room = math.Max(room-10, 70)
		for j, line := range wrap(l.Text, room) {
			at := y + float64(13*j)
			half := textWidth(line) / 2
			c.text("en-note", "middle", math.Min(math.Max(x, half+2), chartWidth-half-2), at, line)
			lowest = math.Max(lowest, at)
		}
	}
	return lowest + 4
}

func anchorAt(a axis, v float64) string {
	switch x := a.x(v); {
	case x < a.left+40:
		return "start"
	case x > a.right-40:
		return "end"
	}
	return "middle"
}

func round1(x float64) float64 { return math.Round(x*10) / 10 }
