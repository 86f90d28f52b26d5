package hypothesis

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"entente/quantity"
)

func (c *Compiled) name(row int) string { return c.set.Hypotheses[row].name() }

func (c *Compiled) names(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		for k := range c.set.Hypotheses {
			if c.set.Hypotheses[k].ID == id {
				out[i] = c.name(k)
			}
		}
	}
	return out
}

// chance writes a probability as a number with its word, where there is one.
func chance(p float64) string {
	if w, ok := quantity.WordFor(p); ok {
		return decimal(p) + " (" + w.Text + ")"
	}
	return decimal(p)
}

// decimal writes a probability with two digits, and with as many more as it
// takes to keep it within the band of its word and apart from 0 and 1.
func decimal(p float64) string {
	if p == 0 || p == 1 {
		return strconv.FormatFloat(p, 'f', 0, 64)
	}
	const most = 6
	word, _ := quantity.WordFor(p)
	for digits := 2; digits <= most; digits++ {
		text := strconv.FormatFloat(p, 'f', digits, 64)
		shown, err := strconv.ParseFloat(text, 64)
		if w, _ := quantity.WordFor(shown); err == nil && w == word && shown > 0 && shown < 1 {
			return text
		}
	}
	switch {
	case p < 1e-6:
		return "under 0.000001"
	case p > 1-1e-6:
		return "over 0.999999"
	}
	return strconv.FormatFloat(p, 'f', -1, 64) // at the very edge of a band
}

// inHundred writes a share of readings as a count of a hundred. What did not
// happen in all is not rounded up to all, nor what happened down to none.
func inHundred(share float64) string {
	n := int(math.Round(100 * share))
	switch {
	case n == 100 && share < 1:
		return "more than 99"
	case n == 0 && share > 0:
		return "fewer than 1"
	}
	return strconv.Itoa(n)
}

func ratio(x float64) string {
	switch {
	case math.IsInf(x, 1):
		return "without limit"
	case x < 10:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

func quoted(name string) string { return fmt.Sprintf("“%s”", name) }

func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
