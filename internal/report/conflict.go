package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"entente/internal/solo"
)

// manyStates is how many states the table of verdicts shows; of more it shows
// those that are an equilibrium of some concept.
const manyStates = 64

// fewShares is how many states a table of shares shows.
const fewShares = 20

// ConflictText writes a result on a game for a terminal: equilibria first, then
// the verdicts behind them and what else was asked.
func ConflictText(w io.Writer, r *solo.Conflict, s TextStyle) error {
	t := newLensWriter(s)
	title := r.Title
	if title == "" {
		title = r.File
	}
	t.title(title)
	line := []string{r.File, r.FileFormat, short(r.Digest), "entente " + r.Version}
	if r.Seed != nil {
		line = append(line, "seed "+strconv.FormatUint(*r.Seed, 10))
	}
	t.hang("", strings.Join(line, " · "))
	c := conflictText{t, r}
	c.equilibria()
	c.verdicts()
	c.evolution()
	c.limited()
	c.whys()
	c.changes()
	c.sampling()
	c.certain()
	var warnings []string
	for _, p := range r.Problems {
		warnings = append(warnings, p.Message)
	}
	t.list("Warnings", warnings, 10)
	return t.flush(w)
}

// whys are the reasons that were asked for.
func (c conflictText) whys() {
	state := ""
	for _, w := range c.r.Why {
		if w.State != state {
			c.heading("Why " + w.State + " holds, or not, under " + conceptTitles[w.Concept])
			state = w.State
		}
		name := c.r.Names[w.DM]
		if name == "" {
			name = w.DM
		}
		verdict := "not stable"
		if w.Stable {
			verdict = "stable"
		}
		c.hang("  ", name+": "+verdict+". "+strings.Join(w.Words, " "))
	}
}

// changes are the smallest changes that were asked for.
func (c conflictText) changes() {
	for _, ch := range c.r.Change {
		what := "an equilibrium"
		if ch.Want == "unstable" {
			what = "no equilibrium"
		}
		c.heading("What would make " + ch.State + " " + what + " under " + conceptTitles[ch.Concept])
		for _, words := range ch.Words {
			c.hang("  ", words)
		}
	}
}

type conflictText struct {
	*lensWriter
	r *solo.Conflict
}

// conceptTitles are the concepts in words.
var conceptTitles = map[string]string{
	"nash": "Nash", "seq": "SEQ", "sseq": "SSEQ", "smr": "SMR", "gmr": "GMR", "sim": "SIM",
}

// meanings say what makes a state an equilibrium of each concept.
var meanings = map[string]string{
	"nash": "nobody can improve by a move", "seq": "every improvement meets a credible answer",
	"sseq": "a credible answer that nothing helps against", "smr": "an answer that nothing helps against, credible or not",
	"gmr": "some answer, credible or not", "sim": "an improvement fails when others improve at the same time",
}

func (c *conflictText) equilibria() {
	if len(c.r.Equilibria) == 0 {
		return
	}
	c.heading("Equilibria: states that are stable for everybody")
	tab := &table{heads: []string{"concept", "stable because", ">states", "equilibria"}}
	for _, e := range c.r.Equilibria {
		list := strings.Join(e.Value[:min(len(e.Value), 12)], ", ")
		if more := len(e.Value) - 12; more > 0 {
			list += fmt.Sprintf(" and %d more", more)
		}
		if list == "" {
			list = "none"
		}
		tab.row(conceptTitles[e.Name], meanings[e.Name], strconv.Itoa(len(e.Value)), list)
	}
	tab.text(&c.b, "  ", c.Width)
}

// verdicts shows for each state by which concepts it is stable for whom.
func (c *conflictText) verdicts() {
	if len(c.r.Equilibria) == 0 {
		return
	}
	some := map[string]bool{}
	for _, e := range c.r.Equilibria {
		for _, s := range e.Value {
			some[s] = true
		}
	}
	c.heading("For whom each state is stable")
	heads := []string{"state"}
	for _, id := range c.r.DecisionMakers {
		heads = append(heads, c.r.Names[id])
	}
	tab := &table{heads: append(heads, "equilibrium")}
	left := 0
	for _, s := range c.r.States {
		if len(c.r.States) > manyStates && !some[s.State] {
			left++
			continue
		}
		row := []string{s.State}
		all := slices.Clone(c.r.Concepts)
		for _, v := range s.Stable {
			var names []string
			for _, x := range v.Value {
				if x.Value {
					names = append(names, conceptTitles[x.Name])
				} else {
					all = slices.DeleteFunc(all, func(n string) bool { return n == x.Name })
				}
			}
			row = append(row, strongest(names))
		}
		var titles []string
		for _, n := range all {
			titles = append(titles, conceptTitles[n])
		}
		tab.row(append(row, strongest(titles))...)
	}
	tab.text(&c.b, "  ", c.Width)
	if left > 0 {
		c.hang("  ", fmt.Sprintf("%d states are an equilibrium of nothing and left out.", left))
	}
}

// strongest is a list of concepts; one that has Nash is stable by all.
func strongest(names []string) string {
	switch {
	case len(names) == 0:
		return "–"
	case names[0] == "Nash":
		return "all"
	}
	return strings.Join(names, " ")
}

func (c *conflictText) evolution() {
	for _, e := range c.r.Evolution {
		c.heading(fmt.Sprintf("Where %s lead from %s", e.Kind, e.From))
		if len(e.Reach) == 1 {
			c.hang("  ", "Nowhere: nobody has one.")
		}
		tab := &table{heads: []string{"state", ">moves", "shortest path"}}
		reach := slices.Clone(e.Reach)
		slices.SortStableFunc(reach, func(a, b solo.ConflictReach) int { return a.Length - b.Length })
		for k, x := range reach {
			if x.Length == 0 {
				continue
			}
			if k > manyStates {
				c.hang("  ", fmt.Sprintf("%d states in all.", len(reach)-1))
				break
			}
			var steps []string
			for _, s := range x.Path {
				steps = append(steps, c.r.Names[s.DM]+" to "+s.To)
			}
			tab.row(x.State, strconv.Itoa(x.Length), strings.Join(steps, ", "))
		}
		tab.text(&c.b, "  ", c.Width)
		for _, o := range e.OutOfSight {
			if len(o.Value) > 0 && len(o.Value) <= 12 {
				c.hang("  ", fmt.Sprintf("Stable (%s) but not in sight from here: %s.", conceptTitles[o.Name], strings.Join(o.Value, ", ")))
			}
		}
	}
}

func (c *conflictText) limited() {
	if len(c.r.LimitedMove) == 0 {
		return
	}
	c.heading("Looking a fixed number of moves ahead")
	tab := &table{heads: []string{">moves", "equilibria"}}
	for _, l := range c.r.LimitedMove {
		list := strings.Join(l.Equilibria, ", ")
		if list == "" {
			list = "none"
		}
		tab.row(strconv.Itoa(l.Horizon), list)
	}
	tab.text(&c.b, "  ", c.Width)
}

func (c *conflictText) sampling() {
	s := c.r.Sampled
	if s == nil {
		return
	}
	c.heading(fmt.Sprintf("Shares of %d draws in which a state is an equilibrium", s.Draws))
	c.hang("  ", "A share of the judgements that are admitted, not the probability of an event.")
	rows := c.r.Sampling.Get("seq")
	if s.From != "" {
		rows = s.InSight.Get("seq")
	}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b solo.Field[float64]) int { return cmp.Compare(b.Value, a.Value) })
	heads := []string{"state"}
	for _, x := range c.r.Sampling {
		heads = append(heads, ">"+conceptTitles[x.Name])
	}
	if s.From != "" {
		heads = append(heads, ">reached", ">SEQ in sight")
	}
	tab := &table{heads: append(heads, "SEQ hangs most on")}
	reached := map[string]float64{}
	for _, x := range s.Reached {
		reached[x.Name] = x.Value
	}
	shares := make([]map[string]float64, len(c.r.Sampling))
	for k, x := range c.r.Sampling {
		shares[k] = map[string]float64{}
		for _, v := range x.Value {
			shares[k][v.Name] = v.Value
		}
	}
	deciding := map[string]string{}
	for _, x := range s.Deciding.Get("seq") {
		deciding[x.Name] = fmt.Sprintf("%s (%s against %s)", x.Value.Words, inHundred(x.Value.Yes), inHundred(x.Value.No))
	}
	for _, x := range rows[:min(len(rows), fewShares)] {
		if x.Value == 0 {
			break
		}
		cells := []string{x.Name}
		for k := range shares {
			cells = append(cells, inHundred(shares[k][x.Name]))
		}
		if s.From != "" {
			cells = append(cells, inHundred(reached[x.Name]), inHundred(x.Value))
		}
		tab.row(append(cells, deciding[x.Name])...)
	}
	tab.text(&c.b, "  ", c.Width)
	if s.From != "" {
		c.hang("  ", fmt.Sprintf("In 100 draws. Reached: improvements alone lead there from %s. In sight: both.", s.From))
	} else {
		c.hang("  ", "In 100 draws.")
	}
	if s.Steps > 0 {
		c.hang("  ", fmt.Sprintf("Orders too many to be counted were drawn by %d random swaps of neighbours each.", s.Steps))
	}
}

// inHundred is a share in draws of 100, short enough for a table.
func inHundred(x float64) string {
	switch {
	case x == 0:
		return "0"
	case x < 0.01:
		return "<1"
	case x < 1 && x > 0.99:
		return ">99"
	}
	return strconv.Itoa(int(100*x + 0.5))
}

func (c *conflictText) certain() {
	for _, d := range c.r.Certain {
		c.heading("What is certain for " + c.r.Names[d.Name] + ", whatever the rest of its order")
		tab := &table{heads: []string{"concept", ">always stable", ">never", "always stable"}}
		for _, x := range d.Value {
			tab.row(conceptTitles[x.Name], strconv.Itoa(len(x.Value.Every)), strconv.Itoa(len(c.r.States)-len(x.Value.Some)),
				strings.Join(x.Value.Every[:min(len(x.Value.Every), 12)], ", "))
		}
		tab.text(&c.b, "  ", c.Width)
	}
}
