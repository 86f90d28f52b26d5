package hypothesis

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Analyst is one analyst's ratings of the same hypotheses.
type Analyst struct {
	Name string
	Set  Set
}

// Cell is one rating as several analysts give it.
type Cell struct {
	Item, Hypothesis string
	Low, High        float64 // of the middles of their ratings
	Lowest, Highest  string  // who: the first of them
	Spread           float64 // High - Low
}

// Panel is several analysts side by side. Pools of their posteriors are for a
// package of scores to make.
type Panel struct {
	Hypotheses []string
	Analysts   []string
	Posteriors [][]float64 // by analyst
	// Agenda are the cells that at least two of them rated, widest spread
	// first: what to talk about.
	Agenda []Cell
	Words  string
}

// Compare puts analysts side by side. All must hold the same hypotheses in the
// same order; items may differ. The error joins *Errors, each told with the
// analyst's name.
func Compare(analysts []Analyst) (*Panel, error) {
	var f faults
	if len(analysts) == 0 {
		f.add(CodeTooFew, "", "there are no analysts", "give at least one")
		return nil, f.err()
	}
	out := &Panel{}
	for i := range analysts {
		a := &analysts[i]
		c, err := Compile(a.Set)
		if err != nil {
			f.adopt(a.Name, err)
			continue
		}
		ids := c.Hypotheses()
		if out.Hypotheses == nil {
			out.Hypotheses = ids
		} else if !slices.Equal(ids, out.Hypotheses) {
			f.add(CodeUnknown, place("analyst", a.Name), fmt.Sprintf("rates %v, others %v", ids, out.Hypotheses), "give all analysts the same hypotheses in the same order")
		}
		out.Analysts = append(out.Analysts, a.Name)
		out.Posteriors = append(out.Posteriors, c.Update().Posterior)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	out.Agenda = agenda(analysts, out.Hypotheses)
	out.Words = sayPanel(out)
	return out, nil
}

// adopt takes over the errors of one analyst's set, with the name before the
// place.
func (f *faults) adopt(name string, err error) {
	var joined interface{ Unwrap() []error }
	errs := []error{err}
	if errors.As(err, &joined) {
		errs = joined.Unwrap()
	}
	for _, err := range errs {
		var e *Error
		if !errors.As(err, &e) {
			*f = append(*f, err)
			continue
		}
		at := place("analyst", name)
		if e.At != "" {
			at += ", " + e.At
		}
		f.add(e.Code, at, e.Cause, e.Remedy)
	}
}

func agenda(analysts []Analyst, rows []string) []Cell {
	type key struct{ item, row string }
	cells := map[key]*Cell{}
	count := map[key]int{}
	var order []key
	for _, a := range analysts {
		for _, item := range a.Set.Items {
			for _, row := range rows {
				k, x := key{item.ID, row}, item.Likelihood[row].Mid()
				cell := cells[k]
				if cell == nil {
					cell = &Cell{Item: item.ID, Hypothesis: row, Low: x, High: x, Lowest: a.Name, Highest: a.Name}
					cells[k] = cell
					order = append(order, k)
				}
				count[k]++
				if x < cell.Low {
					cell.Low, cell.Lowest = x, a.Name
				}
				if x > cell.High {
					cell.High, cell.Highest = x, a.Name
				}
				cell.Spread = cell.High - cell.Low
			}
		}
	}
	var out []Cell
	for _, k := range order {
		if count[k] > 1 {
			out = append(out, *cells[k])
		}
	}
	slices.SortStableFunc(out, func(a, b Cell) int { return cmp.Compare(b.Spread, a.Spread) })
	return out
}

func sayPanel(p *Panel) string {
	leads := map[string]bool{}
	for _, post := range p.Posteriors {
		leads[p.Hypotheses[leading(post)[0]]] = true
	}
	text := fmt.Sprintf("%d analysts name %d different leaders.", len(p.Analysts), len(leads))
	if len(leads) == 1 {
		text = fmt.Sprintf("All %d analysts have the same leader, %s.", len(p.Analysts), p.Hypotheses[leading(p.Posteriors[0])[0]])
	}
	if len(p.Agenda) > 0 && p.Agenda[0].Spread > 0 {
		c := p.Agenda[0]
		text += fmt.Sprintf(" They part most on %s under %s: %s says %s, %s says %s.", quoted(c.Item), c.Hypothesis, c.Lowest, chance(c.Low), c.Highest, chance(c.High))
	}
	return text
}
