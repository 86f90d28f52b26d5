package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"entente/cause"
	"entente/internal/solo"
)

const (
	// weightNodes is the largest map whose exact table shows weights, signNodes
	// the largest whose table is shown at all.
	weightNodes = 10
	signNodes   = 26
	shownLoops  = 12
	shownRoutes = 5
	// taught is the change of a mean size from which a link is named as what the
	// observations ask for; below it the draws may tell of themselves.
	taught = 0.02
)

// CausesText writes what a causal map answers, for a terminal: the structure
// first, then each press.
func CausesText(w io.Writer, r *solo.Causes, s TextStyle) error {
	t := newLensWriter(s)
	t.title(fmt.Sprintf("%s: %s, %s", r.File, plural(len(r.Nodes), "node", "nodes"), plural(len(r.Links), "link", "links")))
	t.hang("", strings.Join([]string{r.FileFormat, short(r.Digest), "entente " + r.Version, "seed " + strconv.FormatUint(r.Seed, 10),
		"self-limitation " + string(r.Self), "prior " + string(r.Prior), whole(r.Draws) + " draws a press"}, " · "))
	t.hang("", "A share is one of weightings, of the sizes that links might have. It is no probability of an event.")
	t.stability(r)
	t.exact(r)
	t.indices(r)
	for i := range r.Presses {
		t.press(&r.Presses[i], i == 0)
	}
	t.list("Warnings", r.Warnings, 10)
	t.list("Notes", r.Notes, 5)
	return t.flush(w)
}

func (t *lensWriter) stability(r *solo.Causes) {
	t.heading("Feedback: " + plural(len(r.Loops), "loop", "loops"))
	if r.Stability.Tried > 0 {
		words := fmt.Sprintf("Stable in %s weightings (%s tried)", ofHundred(r.Stability.PStable), whole(r.Stability.Tried))
		if r.Stability.Stable < r.Stability.Tried {
			words += "; in the others a reinforcing loop runs away or a long balancing one swings ever wider"
		}
		t.hang("", words+".")
	}
	tab := &table{heads: []string{"loop", ">median gain", ">gain of 1 or more"}}
	for _, l := range r.Loops[:min(shownLoops, len(r.Loops))] {
		median, most := "no limit", "–"
		if l.Gain != nil {
			if l.Gain.Median != nil {
				median = fmt.Sprintf("%.3f", *l.Gain.Median)
			}
			most = ofHundred(l.Gain.AtLeast)
		}
		tab.row(l.Words, median, most)
	}
	tab.text(&t.b, "  ", t.Width)
	if more := len(r.Loops) - shownLoops; more > 0 {
		t.hang("  ", fmt.Sprintf("and %d more; --json has them all.", more))
	}
	if r.Truncated {
		t.hang("  ", "The search hit a limit; there may be more loops.")
	}
	for _, l := range r.Selves {
		t.hang("  ", fmt.Sprintf("%s acts on itself (%s).", l.Nodes[0], l.Sign))
	}
}

// ofHundred says a share of draws.
func ofHundred(share float64) string {
	rounded := math.Round(100 * share)
	switch {
	case rounded == 100 && share < 1:
		return "over 99 of 100"
	case rounded == 0 && share > 0:
		return "under 1 of 100"
	}
	return fmt.Sprintf("%.0f of 100", rounded)
}

// exact writes the table of signs and weights; of a larger map the signs alone.
func (t *lensWriter) exact(r *solo.Causes) {
	t.heading("From signs alone, all sizes equal")
	e, n := &r.Exact, len(r.Nodes)
	switch {
	case e.Det == nil:
		t.hang("", "No table: "+e.Reason+".")
		return
	case !e.Determinate:
		t.hang("", "No prediction: the determinant is 0.")
		return
	case n > signNodes:
		t.hang("", fmt.Sprintf("The table has %d rows and columns; --json has it.", n))
		return
	}
	weights := e.Weight != nil && n <= weightNodes
	words := "Rows respond, columns are pushed. "
	if weights {
		words += "The number is the weight: at 1 the direction holds for all sizes at which the map is stable, at 0 what pulls each way cancels."
	} else {
		words += "Bracketed: routes pull both ways, so that sizes decide."
	}
	if e.Reason != "" {
		words += " No weights: " + e.Reason + "."
	}
	t.hang("", words)
	label := 0
	for _, name := range r.Nodes {
		label = max(label, utf8.RuneCountInString(name))
	}
	width := 4
	if weights {
		width = 7
	}
	number := len(strconv.Itoa(n))
	line := "  " + pad(label+number+2)
	for j := range n {
		line += fmt.Sprintf("%*d", width, j+1)
	}
	t.b.WriteString(line + "\n")
	for i, name := range r.Nodes {
		line := fmt.Sprintf("  %*d  %s%s", number, i+1, name, pad(label-utf8.RuneCountInString(name)))
		for j := range n {
			line += fmt.Sprintf("%*s", width, exactCell(e, i, j, weights))
		}
		t.b.WriteString(line + "\n")
	}
}

// exactCell is one entry: a dot where nothing leads from the column to the row.
func exactCell(e *solo.CauseExact, i, j int, weights bool) string {
	sign := e.Signs[i][j]
	switch {
	case e.Terms != nil && e.Terms[i][j].Sign() == 0:
		return "·"
	case e.Weight == nil:
		return sign
	case weights && sign == "0":
		return "0.00"
	case weights:
		return sign + fmt.Sprintf("%.2f", *e.Weight[i][j])
	case *e.Weight[i][j] < 1 && sign != "0":
		return "(" + sign + ")"
	}
	return sign
}

func (t *lensWriter) indices(r *solo.Causes) {
	x := &r.Indices
	t.heading("Shape")
	known := func(x *float64) string {
		if x == nil {
			return "undefined"
		}
		return fmt.Sprintf("%.3f", *x)
	}
	t.hang("", fmt.Sprintf("%s: %d only send, %d only receive, %d do both, %d stand alone. Density %s without self links, complexity (receivers / transmitters) %s, hierarchy %s.",
		plural(x.N, "node", "nodes"), x.Transmitters, x.Receivers, x.Ordinary, x.Isolated, known(x.DensityNN1), known(x.Complexity), known(x.Hierarchy)))
	if len(x.Left) > 0 {
		t.hang("", "Not counted, for their sign is not known: "+strings.Join(firsts(x.Left, 5), ", ")+".")
	}
}

// press writes one answer; what the observations teach is the same for all, and
// is told with the first.
func (t *lensWriter) press(p *solo.CausePress, first bool) {
	t.heading("Push " + p.Press.String())
	words := fmt.Sprintf("%s draws accepted of %s tried", whole(p.Accepted), whole(p.Tried))
	if len(p.Observations) > 0 {
		words += fmt.Sprintf("; what was observed holds in %s stable weightings", ofHundred(p.Fit))
	}
	if p.Few {
		words += "; few draws"
	}
	t.hang("", words+".")
	unmoved := 0
	tab := &table{heads: []string{"node", "answer", ">rises", ">falls", ">95% interval"}}
	for _, n := range p.Nodes {
		if n.Direction == cause.Unaffected {
			unmoved++
			continue
		}
		answer := string(n.Direction)
		if n.Direction != cause.Ambiguous {
			answer += map[bool]string{true: ", firm", false: ", leaning"}[n.Firm]
		}
		if !n.Settled {
			answer += fmt.Sprintf("; not settled by %s draws", whole(n.Draws))
		}
		tab.row(n.Node, answer, ofHundred(n.Pos), ofHundred(n.Neg), fmt.Sprintf("%.1f..%.1f", 100*n.Interval[0], 100*n.Interval[1]))
	}
	tab.text(&t.b, "  ", t.Width)
	if unmoved > 0 {
		t.hang("  ", plural(unmoved, "node is", "nodes are")+" unaffected: no route leads there.")
	}
	if first {
		t.learned(p)
	}
	for i := range p.Why {
		t.why(&p.Why[i])
	}
	t.cut(p.Cut)
}

// cut writes the table of mechanisms: for each, the target it changes most.
func (t *lensWriter) cut(c *solo.CauseCut) {
	if c == nil {
		return
	}
	t.b.WriteString("\n")
	t.hang("  ", "Switched off in turn, with the same sizes elsewhere:")
	tab := &table{heads: []string{"mechanism", "changes most", ">rises", ">without", ">falls", ">without", ">sign flips"}}
	var idle []string
	for _, m := range c.Mechanisms {
		if m.Idle {
			idle = append(idle, m.Mechanism)
			continue
		}
		most := 0
		for i := range m.Targets {
			if m.Targets[i].OnRoute && (m.Targets[i].Change > m.Targets[most].Change || !m.Targets[most].OnRoute) {
				most = i
			}
		}
		w, base := &m.Targets[most], &c.Base[most]
		flips := "–"
		if w.Both > 0 {
			flips = ofHundred(float64(w.Flips) / float64(w.Both))
		}
		node := w.Node
		if w.OnlyRoute {
			node += " (its only route)"
		}
		tab.row(m.Mechanism, node, ofHundred(base.Pos), ofHundred(w.Pos), ofHundred(base.Neg), ofHundred(w.Neg), flips)
	}
	tab.text(&t.b, "    ", t.Width)
	if len(idle) > 0 {
		t.hang("    ", "Idle, without effect here: "+strings.Join(idle, ", ")+".")
	}
}

func (t *lensWriter) learned(p *solo.CausePress) {
	for _, o := range p.Observations {
		if o.Held != nil {
			moved := map[string]string{"+": "rose", "-": "fell", "0": "did not move"}[o.Moved]
			t.hang("  ", fmt.Sprintf("Seen: %s %s under %s; so in %s stable weightings.", o.Node, moved, o.Press, ofHundred(*o.Held)))
		}
	}
	for _, l := range p.Learned {
		if math.Abs(l.Change) < taught {
			continue
		}
		strong := "strong"
		if l.Change < 0 {
			strong = "weak"
		}
		t.hang("  ", fmt.Sprintf("The observations need %s -> %s to be %s: mean size %.2f instead of %.2f.", l.From, l.To, strong, l.Kept, l.Stable))
	}
}

// why writes the routes in two columns, one below the other.
func (t *lensWriter) why(w *solo.CauseWhy) {
	t.b.WriteString("\n")
	t.hang("  ", fmt.Sprintf("Why %s (%s draws):", w.Target, whole(w.Accepted)))
	for _, side := range []struct {
		words  string
		routes []solo.CauseRoute
	}{{"pushes up", w.Up}, {"pushes down", w.Down}} {
		if len(side.routes) == 0 {
			continue
		}
		tab := &table{heads: []string{side.words, ">mean", ">share", ">decisive"}}
		for _, r := range side.routes[:min(shownRoutes, len(side.routes))] {
			tab.row(strings.Join(r.Path, " -> "), fmt.Sprintf("%+.3f", r.Mean), fmt.Sprintf("%.2f", r.Share), ofHundred(r.Decisive))
		}
		tab.text(&t.b, "    ", t.Width)
		if more := len(side.routes) - shownRoutes; more > 0 {
			t.hang("    ", fmt.Sprintf("and %d more; --json has them all.", more))
		}
	}
	if w.Truncated {
		t.hang("    ", "The search hit a limit; there are more routes.")
	}
}
