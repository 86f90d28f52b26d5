package svg

import "math"

// Range is a number over draws.
type Range struct{ Median, P05, P25, P75, P95 float64 }

// Row is one line of a chart.
type Row struct {
	Label string
	Range Range
	Base  *Range   // the same without the what-ifs, in grey below
	Tick  *float64 // a baseline's forecast
	Basis Basis    // empty: an outcome, drawn like evidence
	Note  string   // a short text or figure at the right
	Bold  bool
}

const (
	thickHeight = 7.0
	dotRadius   = 4.2
	rowHeight   = 22.0
	baseHeight  = 9.0 // added where a base is shown
)

// drawRange puts a range on the line y.
func (c *canvas) drawRange(a axis, r Range, basis Basis, y float64) {
	c.line("en-thin", a.x(r.P05), y, a.x(r.P95), y)
	left, width := a.x(r.P25), a.x(r.P75)-a.x(r.P25)
	switch basis {
	case None:
		// A hatched bar needs some width to be seen as hatched.
		if width < 18 {
			left, width = left-float64((18-width)/2), 18
		}
		c.hatched(left, y-thickHeight/2, width, thickHeight)
	case Judgement:
		c.rect("en-thick-open", left, y-thickHeight/2, width, thickHeight)
	default:
		c.rect("en-thick", left, y-thickHeight/2, width, thickHeight)
	}
	class := "en-dot"
	if basis == Judgement || basis == None {
		class = "en-dot-open"
	}
	c.dot(class, a.x(r.Median), y, dotRadius)
}

func (c *canvas) drawBase(a axis, r Range, y float64) {
	c.line("en-base-thin", a.x(r.P05), y, a.x(r.P95), y)
	c.rect("en-base-thick", a.x(r.P25), y-2, math.Max(a.x(r.P75)-a.x(r.P25), 0), 4)
	c.dot("en-base-dot", a.x(r.Median), y, 3)
}

// key is one entry of a legend: a sign of the given width and its meaning.
type key struct {
	width float64
	draw  func(x, y float64)
	words string
}

// legend writes the keys in as many lines as they need and returns the y below.
func (c *canvas) legend(keys []key, left, right, y float64) float64 {
	x := left
	for _, k := range keys {
		w := k.width + 5 + float64(textWidth(k.words)*0.84) + 14
		if x > left && x+w > right {
			x, y = left, y+15
		}
		k.draw(x, y-3.5)
		c.text("en-small", "start", x+k.width+5, y, k.words)
		x += w
	}
	return y + 6
}

// signs are the signs a chart has used, which its legend has to explain.
type signs struct{ evidence, judgement, none, tick, quo, base bool }

func (s *signs) basis(b Basis) {
	switch b {
	case Evidence:
		s.evidence = true
	case Judgement:
		s.judgement = true
	case None:
		s.none = true
	}
}

func (c *canvas) rangeKeys(used signs, tick string) []key {
	at := func(x, width float64) axis { return axis{0, 1, x, x + width} }
	sample := Range{0.5, 0, 0.25, 0.75, 1}
	keys := []key{{26, func(x, y float64) { c.drawRange(at(x, 26), sample, Evidence, y) }, "median, middle half, 90% range"}}
	if used.evidence {
		keys = append(keys, key{9, func(x, y float64) { c.dot("en-dot", x+4.5, y, dotRadius) }, "evidence"})
	}
	if used.judgement {
		keys = append(keys, key{9, func(x, y float64) { c.dot("en-dot-open", x+4.5, y, dotRadius) }, "judgement"})
	}
	if used.none {
		keys = append(keys, key{16, func(x, y float64) { c.hatched(x, y-thickHeight/2, 16, thickHeight) }, "no evidence"})
	}
	if used.base {
		keys = append(keys, key{20, func(x, y float64) { c.drawBase(at(x, 20), sample, y) }, "without the what-ifs"})
	}
	if used.tick {
		keys = append(keys, key{6, func(x, y float64) { c.line("en-tick", x+3, y-6, x+3, y+6) }, tick})
	}
	if used.quo {
		keys = append(keys, key{6, func(x, y float64) { c.line("en-quo", x+3, y-6, x+3, y+6) }, "status quo"})
	}
	return keys
}

// provenance writes the line by which a chart can be traced.
func (c *canvas) provenance(words string, y float64) float64 {
	if words == "" {
		return y
	}
	c.text("en-small", "start", 2, y+10, words)
	return y + 10
}
