package svg

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Frame is what every chart carries.
type Frame struct {
	ID         string // unique on the page; letters, digits and hyphens
	Title      string // what the chart shows, in one sentence
	Desc       string // what a reader who cannot see it should know
	Provenance string // case digest, engine version, seed, as-of date, marking
}

// Basis is what a number rests on.
type Basis string

const (
	Evidence  Basis = "evidence"
	Judgement Basis = "judgement"
	None      Basis = "none" // neither claim nor reason, or a default
)

// Chart is a finished drawing.
type Chart struct {
	frame         Frame
	width, height float64
	body          string
}

// Inline is the chart as an element of a page whose style sheet holds CSS.
func (c Chart) Inline() string { return c.element("") }

// File is the chart as a file of its own.
func (c Chart) File() string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + c.element("<style>"+CSS+"</style>\n") + "\n"
}

func (c Chart) element(style string) string {
	id := html.EscapeString(c.frame.ID)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="en-chart" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-labelledby="%s-title %s-desc">`+"\n",
		px(c.width), px(c.height), px(c.width), px(c.height), id, id)
	fmt.Fprintf(&b, "<title id=\"%s-title\">%s</title>\n", id, html.EscapeString(c.frame.Title))
	fmt.Fprintf(&b, "<desc id=\"%s-desc\">%s</desc>\n", id, html.EscapeString(c.frame.Desc))
	b.WriteString(style)
	fmt.Fprintf(&b, `<defs><pattern id="%s-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="en-hatch" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>`+"\n", id)
	b.WriteString(c.body)
	b.WriteString("</svg>")
	return b.String()
}

// canvas collects the elements of a chart.
type canvas struct {
	b  strings.Builder
	id string
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(&c.b, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`+"\n", class, px(x1), px(y1), px(x2), px(y2))
}

func (c *canvas) rect(class string, x, y, w, h float64) {
	fmt.Fprintf(&c.b, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`+"\n", class, px(x), px(y), px(w), px(h))
}

// hatched is a rectangle that says: no evidence.
func (c *canvas) hatched(x, y, w, h float64) {
	fmt.Fprintf(&c.b, `<rect class="en-none" fill="url(#%s-hatch)" x="%s" y="%s" width="%s" height="%s"/>`+"\n", html.EscapeString(c.id), px(x), px(y), px(w), px(h))
}

func (c *canvas) dot(class string, x, y, r float64) {
	fmt.Fprintf(&c.b, `<circle class="%s" cx="%s" cy="%s" r="%s"/>`+"\n", class, px(x), px(y), px(r))
}

// text writes at a base line; anchor is start, middle or end.
func (c *canvas) text(class, anchor string, x, y float64, s string) {
	fmt.Fprintf(&c.b, `<text class="%s" text-anchor="%s" x="%s" y="%s">%s</text>`+"\n", class, anchor, px(x), px(y), html.EscapeString(s))
}

func (c *canvas) chart(f Frame, width, height float64) Chart {
	return Chart{frame: f, width: width, height: height, body: c.b.String()}
}

// px writes a length to a hundredth, so that the bytes do not depend on the
// last bits of a sum.
func px(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// charWidth is the mean width of a character of the 12-unit sans text.
const charWidth = 6.7

func textWidth(s string) float64 { return charWidth * float64(utf8.RuneCountInString(s)) }

// wrap breaks text into lines of at most width; a longer word has a line alone.
func wrap(s string, width float64) []string {
	var lines []string
	for _, w := range strings.Fields(s) {
		if n := len(lines); n > 0 && textWidth(lines[n-1]+" "+w) <= width {
			lines[n-1] += " " + w
			continue
		}
		lines = append(lines, w)
	}
	return lines
}

// clip shortens text to width with an ellipsis.
func clip(s string, width float64) string {
	if textWidth(s) <= width {
		return s
	}
	r := []rune(s)
	n := max(int(width/charWidth)-1, 1)
	return strings.TrimRight(string(r[:min(n, len(r))]), " ,;:") + "…"
}

// label writes a row's name to the left of x around the line mid, in two lines
// where it is long, and clipped where even that is too short.
func (c *canvas) label(class, name string, x, mid, width float64) {
	lines := wrap(name, width)
	if len(lines) > 2 {
		lines = []string{lines[0], clip(strings.Join(lines[1:], " "), width)}
	}
	for i, l := range lines {
		c.text(class, "end", x, mid+4+float64(float64(i)*13)-float64(float64(len(lines)-1)*6.5), clip(l, width))
	}
}

// labelHeight is the height of a row whose name has that width to stand in.
func labelHeight(name string, width float64) float64 {
	if len(wrap(name, width)) > 1 {
		return rowHeight + 10
	}
	return rowHeight
}

// axis maps numbers to the width of the plot.
type axis struct{ low, high, left, right float64 }

func (a axis) x(v float64) float64 {
	if a.high == a.low {
		return (a.left + a.right) / 2
	}
	t := (v - a.low) / (a.high - a.low)
	t = math.Min(math.Max(t, 0), 1)
	return a.left + float64(t*(a.right-a.left))
}

// ticks are round numbers on the axis, about n of them.
func (a axis) ticks(n int) []float64 {
	span := a.high - a.low
	if span <= 0 || math.IsInf(span, 0) || math.IsNaN(span) {
		return []float64{a.low}
	}
	step := math.Pow(10, math.Floor(math.Log10(span/float64(n))))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if span/(step*m) <= float64(n) {
			step *= m
			break
		}
	}
	first := math.Ceil(a.low/step - 1e-9)
	if !(math.Abs(first) <= 1e12) || step == 0 {
		// Steps are lost in rounding, or are nothing.
		return []float64{a.low, a.high}
	}
	var out []float64
	for k := first; k*step <= a.high+step*1e-9; k++ {
		out = append(out, float64(k*step))
	}
	return out
}

// number writes a tick's number; the added zero turns -0 into 0.
func number(x float64) string {
	return strconv.FormatFloat(math.Round(x*1e6)/1e6+0, 'f', -1, 64)
}
